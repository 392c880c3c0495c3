"""The stopping lab of lesson 09: capacity, data, and the moment to stop."""

from mlcourse.widgets.stopping_lab.stopping_lab import StoppingLab

__all__ = ["StoppingLab"]
