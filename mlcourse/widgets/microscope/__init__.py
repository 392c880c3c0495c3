"""The microscope of lesson 12: which weights fine-tuning moved, layer by layer, and what was forgotten."""

from mlcourse.widgets.microscope.microscope import Microscope

__all__ = ["Microscope"]
