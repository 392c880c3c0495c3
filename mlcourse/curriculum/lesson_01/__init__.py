"""Lesson 01, initialization."""
