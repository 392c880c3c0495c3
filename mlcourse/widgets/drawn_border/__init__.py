"""A border that is drawn by hand, and the points that it parts."""

from mlcourse.widgets.drawn_border.drawn_border import DrawnBorder

__all__ = ["DrawnBorder"]
