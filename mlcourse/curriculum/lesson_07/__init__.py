"""Lesson 07, batch normalization."""
