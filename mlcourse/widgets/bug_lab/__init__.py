"""The bug lab of lesson 04: a fault is planted in a training run; from its symptoms the learner names it."""

from mlcourse.widgets.bug_lab.bug_lab import BugLab

__all__ = ["BugLab"]
