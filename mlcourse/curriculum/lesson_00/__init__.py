"""Lesson 00, the loop at a glance."""
