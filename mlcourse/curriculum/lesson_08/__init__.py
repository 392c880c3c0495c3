"""Lesson 08, iteration."""
