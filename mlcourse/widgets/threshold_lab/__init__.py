"""The threshold lab of lesson 10: examples on a line by their score, and a threshold to drag through them."""

from mlcourse.widgets.threshold_lab.threshold_lab import ThresholdLab

__all__ = ["ThresholdLab"]
