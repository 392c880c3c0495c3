"""The softmax lab of lesson 02: logits to drag, a temperature, a number added to all, and the stable form."""

from mlcourse.widgets.softmax_lab.softmax_lab import SoftmaxLab

__all__ = ["SoftmaxLab"]
