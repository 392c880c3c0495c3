"""The loss lab of lesson 03: predictions to drag; the loss, each example's share of it and the gradient."""

from mlcourse.widgets.loss_lab.loss_lab import LossLab

__all__ = ["LossLab"]
