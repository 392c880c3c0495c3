"""The search lab of lesson 11: grid and random search, what each axis has seen, and what the budget bought."""

from mlcourse.widgets.search_lab.search_lab import SearchLab

__all__ = ["SearchLab"]
