"""Lesson 04, backpropagation."""
