"""The gradient cloud of lesson 08: batch gradients around the full one."""

from mlcourse.widgets.gradient_cloud.gradient_cloud import GradientCloud

__all__ = ["GradientCloud"]
