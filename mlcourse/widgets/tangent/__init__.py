"""The movable tangent of lesson 00b."""

from mlcourse.widgets.tangent.tangent import Tangent

__all__ = ["Tangent"]
