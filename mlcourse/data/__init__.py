"""Data: real and drawn data sets, splitting them, standardizing them."""
