"""How far something is that takes longer than a moment."""

import math
from time import monotonic
from typing import Any

MOMENT = 0.5  # seconds; what takes longer shows how far it is


class ProgressBar:
    """tqdm's bar, made when a moment has passed: in a notebook it is five widgets, which most runs never show.

    Args:
        total: how many there are.
        wanted: whether it may be shown.
        what: what is being done.
        unit: what is counted.
    """

    def __init__(
        self, total: int, wanted: bool, what: str = "training", unit: str = "step"
    ) -> None:
        self.total, self.what, self.unit = total, what, unit
        self.bar: Any = None
        self.due = monotonic() + MOMENT if wanted else math.inf

    def show(self, done: int) -> None:
        """Show how many are done, if it is time."""
        if self.bar is not None:
            self.bar.update(done - self.bar.n)
        elif monotonic() > self.due:
            from tqdm.auto import tqdm

            self.bar = tqdm(
                total=self.total, initial=done, desc=self.what, unit=self.unit, leave=False
            )

    def close(self) -> None:
        """Take it away, if there is one."""
        if self.bar is not None:
            self.bar.total = (
                self.bar.n
            )  # else a notebook keeps it, in red, where all was done earlier
            self.bar.close()
