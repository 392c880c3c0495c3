"""Lesson 11, hyperparameter tuning."""
