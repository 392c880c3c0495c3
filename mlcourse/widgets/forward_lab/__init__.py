"""The forward lab of lesson 02: a network on one example and on a batch, each unit's sum open to inspection."""

from mlcourse.widgets.forward_lab.forward_lab import ForwardLab

__all__ = ["ForwardLab"]
