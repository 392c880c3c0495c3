"""The lines of a function, to be put in order; some of them are to be left out."""

from collections.abc import Callable, Sequence
from typing import Any

import traitlets

from mlcourse.checks.ordering import Ordering
from mlcourse.widgets.kit import RecordedWidget, join_module, join_styles
from mlcourse.widgets.kit.formulas import rich

Remember = Callable[[list[int], int], None]


class OrderCard(RecordedWidget):
    """Put the lines of a function in order, by mouse, touch or keyboard; a wrong line says which mistake it is.

    Args:
        title: what the function does.
        ordering: its lines, with wrong ones among them.
        order: the lines placed so far, by number, from the top.
        tries: how often they were checked so far.
        remember: called with the lines placed and the number of checks whenever they are checked; None remembers
            nothing.

    Raises:
        TypeError: ordering is not an Ordering.
        ValueError: order holds what is no line, or a line twice.

    Example:
        >>> from mlcourse.checks.ordering import Ordering, Piece
        >>> lines = Piece("return 2 * half"), Piece("half = x / 4"), Piece("return x", "Nothing was done.")
        >>> card = OrderCard("Half of x", Ordering("def f(x):", lines, ((1, 0),)), order=[2])
        >>> card
        Put in order: Half of x
        def f(x):
            return x
        Nothing was done.
    """

    _esm = join_module(__file__)
    _css = join_styles(__file__)

    order = traitlets.List(traitlets.Int(), help="the lines placed, from the top").tag(sync=True)
    tries = traitlets.Int(0, help="how often they were checked").tag(sync=True)
    recorded = traitlets.Int(0, help="of how many checks Python has heard").tag(sync=True)

    def __init__(
        self,
        title: str,
        ordering: Ordering,
        order: Sequence[int] = (),
        tries: int = 0,
        remember: Remember | None = None,
    ) -> None:
        if not isinstance(ordering, Ordering):
            raise TypeError(f"ordering must be an Ordering; given {type(ordering).__name__}.")
        self.title, self.ordering = title, ordering
        self._remember: Remember | None = None
        header = {
            "kind": "order_lines",
            "title": rich(title),
            "head": ordering.head,
            "lines": [piece.text for piece in ordering.pieces],
            "causes": [rich(piece.cause) for piece in ordering.pieces],
            "before": [list(pair) for pair in ordering.before],
        }
        super().__init__(header, {}, order=list(order), tries=tries, recorded=tries)
        self._remember = remember

    def __repr__(self) -> str:
        """Return in words what the card shows."""
        placed = [f"    {self.ordering.pieces[number].text}" for number in self.order]
        said = self.ordering.problem(list(self.order)) or "Right."
        return "\n".join((f"Put in order: {self.title}", self.ordering.head, *placed, said))

    @traitlets.validate("order")
    def _known(self, proposal: Any) -> list[int]:
        order, count = list(proposal["value"]), len(self.ordering.pieces)
        if len(set(order)) < len(order) or not set(order) <= set(range(count)):
            raise ValueError(
                f"order must hold numbers from 0 to {count - 1}, each once; given {order}."
            )
        return order

    @traitlets.observe("tries")
    def _checked(self, change: Any) -> None:
        if self._remember is not None:
            self._remember(list(self.order), change["new"])
        self.recorded = change["new"]
