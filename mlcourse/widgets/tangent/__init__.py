"""The movable tangent of lesson 00b: what a slope is, by hand."""

from mlcourse.widgets.tangent.tangent import Tangent

__all__ = ["Tangent"]
