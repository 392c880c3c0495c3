"""Lesson 06, learning rate and regularization."""
