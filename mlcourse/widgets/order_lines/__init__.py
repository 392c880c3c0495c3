"""The lines of a function, to be put in order; some of them are to be left out."""

from mlcourse.widgets.order_lines.order_lines import OrderCard

__all__ = ["OrderCard"]
