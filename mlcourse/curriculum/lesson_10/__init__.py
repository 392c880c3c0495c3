"""Lesson 10, evaluation."""
