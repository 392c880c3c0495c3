"""The initialization lab of lesson 01: scheme, activation and depth, and what becomes of signals and gradients."""

from mlcourse.widgets.initialization_lab.initialization_lab import InitializationLab

__all__ = ["InitializationLab"]
