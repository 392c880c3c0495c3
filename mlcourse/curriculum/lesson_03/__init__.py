"""Lesson 03, the loss."""
