"""Lesson 00b, the mathematics and numpy that the course needs."""
