"""The batch normalization lab of lesson 07: change an example's batch-mates, and its own output moves."""

from mlcourse.widgets.batch_norm_lab.batch_norm_lab import BatchNormLab

__all__ = ["BatchNormLab"]
