"""The learning rate lab of lesson 06: a slider that retrains the network."""

from mlcourse.widgets.rate_lab.rate_lab import RateLab

__all__ = ["RateLab"]
