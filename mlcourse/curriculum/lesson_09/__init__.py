"""Lesson 09: over- and underfitting, early stopping."""
