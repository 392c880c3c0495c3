"""Where a result parts ways with the right one, in plain words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from mlcourse.checks.comparing import equal, wrong
from mlcourse.checks.results import Parts

Array = np.ndarray
Words = Callable[[Array, Array], str]

SHAPE = "shape"  # the quantity that, if it is wrong, is all that is said


@dataclass(frozen=True)
class Evidence:
    """What is seen, in a sentence, and what it usually comes from; no cause where it tells nothing."""

    seen: str
    cause: str = ""


@dataclass(frozen=True)
class WrongNumber:
    """A number of a result that is not right.

    Args:
        place: where it stands, as in ``"dW[0, 2]"``.
        got: the number.
        right: the right one; empty where it may not be said.
        direction: ``"too large"`` or ``"too small"``; empty where that is not known, or the right number is said.
    """

    place: str
    got: str
    right: str = ""
    direction: str = ""

    @property
    def alone(self) -> str:
        """As in ``"dW[0, 2] is 0.21"``."""
        return f"{self.place} is {self.got}"

    @property
    def beside_the_right_one(self) -> str:
        """As in ``"dW[0, 2] is 0.21 where 0.05 is right"``, or without the right number if it may not be said."""
        if self.right:
            return f"{self.alone} where {self.right} is right"
        direction = f": {self.direction}" if self.direction else ""
        return f"{self.alone}, and that is not right{direction}"


@dataclass(frozen=True)
class Differences:
    """A result beside the right one.

    Args:
        got: the answer's parts.
        right: the right parts.
        tolerance: the largest relative difference that passes.
        tells: whether the right numbers may be said; not where the task asks for nothing but them.
        words: how a difference of a part is told, where the part has words of its own.
        order: the parts in the order in which they are computed; empty where it is that of the right answer.
    """

    got: Parts
    right: Parts
    tolerance: float
    tells: bool = True
    words: Mapping[str, Words] = field(default_factory=dict)
    order: tuple[str, ...] = ()

    @property
    def parts(self) -> list[str]:
        """The names of the parts that differ, in the order in which they are computed."""
        return [name for name in self.order or self.right if not self._is_equal(name)]

    def first(self) -> Evidence | None:
        """Return the first difference, if there is one: shapes before numbers, then in the order of the parts."""
        parts = self.parts
        if parts and parts[0] in self.words:
            return Evidence(f"{'; '.join(self._in_own_words(parts))}.", self._of_size(parts[0]))
        for find in (self._of_shape, self._of_values):
            for name in parts:
                if found := find(name):
                    return found
        return None

    def _of_size(self, name: str) -> str:
        """Return what usually brings the shape of random weights about, if it is the shape that differs."""
        yours, ours = self.got[name], self.right[name]
        if name != SHAPE or isinstance(yours, str) or isinstance(ours, str):
            return ""
        if yours.tolist() == ours.tolist()[::-1]:
            return "Rows and columns are exchanged: `size=(fan_in, fan_out)`."
        return "The shape is one argument, in brackets of its own: `size=(fan_in, fan_out)`."

    def first_number(self) -> WrongNumber | None:
        """Return the first element that differs, if there is one in a part that has the right shape."""
        for name in self.parts:
            ours = self.right[name]
            if not isinstance(ours, str) and self.got[name].shape == ours.shape:
                return self._at(name, wrong(self.got[name], ours, self.tolerance))
        return None

    def _in_own_words(self, parts: list[str]) -> list[str]:
        """Return what the first two parts say of themselves; of a wrong shape nothing else is said."""
        first, *others = parts
        also = [
            name
            for name in others
            if name in self.words and self.got[name].shape == self.right[name].shape
        ]
        shown = [first, *also[: 0 if first == SHAPE else 1]]
        return [self.words[name](self.got[name], self.right[name]) for name in shown]

    def _is_equal(self, name: str) -> bool:
        return equal(self.got[name], self.right[name], self.tolerance)

    def _of_shape(self, name: str) -> Evidence | None:
        ours, yours = self.right[name], self.got[name]
        if isinstance(ours, str) or yours.shape == ours.shape:
            return None
        seen = f"{name or 'your result'} {_shape(yours)} where {_shape(ours, 'is right')}"
        if yours.ndim == 2 and equal(yours.T, ours, self.tolerance):
            return Evidence(f"{seen}; yours is the transpose of it.")
        if yours.size == ours.size and equal(yours.ravel(), ours.ravel(), self.tolerance):
            cause = "Give them the shape that is asked for: reshape, or an index such as [:, None] or [:, 0]."
            return Evidence(f"{seen}; the numbers are right, only their shape is not.", cause)
        if yours.ndim == 2 and yours.shape == ours.shape[::-1]:
            cause = "The axes are the other way round, and so are the factors that it is made of."
            return Evidence(f"{seen}.", cause)
        for other, part in self.right.items():
            if not isinstance(part, str) and part.shape == yours.shape:
                order = f"Return them in this order: {', '.join(self.right)}."
                return Evidence(f"{seen}, and that is the shape of {other}.", order)
        return Evidence(f"{seen}.", _cause_of_shape(yours.shape, ours.shape))

    def _of_values(self, name: str) -> Evidence | None:
        ours, yours = self.right[name], self.got[name]
        if isinstance(ours, str):
            return Evidence(f"{name or 'your answer'} is {yours!r}, and that is not right.")
        differs = wrong(yours, ours, self.tolerance)
        if not differs.any():
            return None
        not_finite = ~np.isfinite(yours) & np.isfinite(ours)
        if not_finite.any():
            return self._not_finite(name, not_finite)
        seen = f"{self._at(name, differs).beside_the_right_one}.{self._how_much(name, differs)}"
        return Evidence(seen, _cause_of_integers(yours, ours) if ours.ndim else "")

    def _at(self, name: str, differs: Array) -> WrongNumber:
        """Return the first place that differs, with enough digits to see it."""
        index = tuple(int(i) for i in np.argwhere(differs)[0])
        ours, yours = float(self.right[name][index]), float(self.got[name][index])
        called = place(name, index)
        digits = 4 if f"{ours:.4g}" != f"{yours:.4g}" else 10
        if self.tells:
            return WrongNumber(called, _number(yours, digits), _number(ours, digits))
        direction = "too large" if yours > ours else "too small"
        if yours * ours < 0:
            direction = "its sign is wrong, and its size too"
        return WrongNumber(
            called, _number(yours, digits), direction=direction * bool(np.isfinite(yours))
        )

    def _not_finite(self, name: str, where: Array) -> Evidence:
        cause = "NaN comes from 0/0, ∞ − ∞ or 0 · ∞, often after exp of a large number or log of 0."
        if not np.isnan(self.got[name][where]).any():
            cause = "Infinity comes from exp of a large number, a division by 0 or log of 0."
        several = f"; {int(where.sum())} of {where.size} numbers are not finite"
        seen = self._at(name, where).beside_the_right_one
        return Evidence(f"{seen}{several * (where.size > 1)}.", cause)

    def _how_much(self, name: str, differs: Array) -> str:
        """Return how many numbers are wrong and where the largest difference is, if some are right."""
        if differs.all() or not self.tells:
            return ""
        apart = np.abs(self.got[name].astype(np.float64) - self.right[name])
        index = np.unravel_index(int(np.argmax(np.where(differs, apart, 0))), apart.shape)
        wrong = int(differs.sum())
        count = f"{wrong} of {differs.size} numbers {'differs' if wrong == 1 else 'differ'}"
        largest = f"the largest difference is {_number(apart[index])}, at {place(name, index)}"
        return f" {count}; {largest}."


def place(name: str, index: tuple[int, ...] | tuple[np.intp, ...]) -> str:
    """Return how an element is written, as in ``dW[0, 2]``."""
    if not index:
        return name or "your result"
    return f"{name or 'result'}[{', '.join(str(int(i)) for i in index)}]"


def _shape(array: Array, is_right: str = "") -> str:
    """Return an array's shape in a sentence; that of a single number in words."""
    if is_right:
        return f"{array.shape if array.ndim else 'a single number'} {is_right}"
    return f"has the shape {array.shape}" if array.ndim else "is a single number"


def _number(value: float, digits: int = 4) -> str:
    """Return a number as it is written: NaN and ∞ under their usual names."""
    text, e, power = f"{value:.{digits}g}".partition("e")
    return text.replace("-", "−").replace("nan", "NaN").replace("inf", "∞") + e + power


def _cause_of_shape(yours: tuple[int, ...], ours: tuple[int, ...]) -> str:
    """Return what usually brings such a shape about."""
    if not ours:
        return "A single number is asked for. What is missing at the end: a mean, a sum, or an index that picks one?"
    if not yours:
        return (
            "One number came out, where an array is asked for. A sum or a mean goes along one axis (axis=…); a loop "
            "keeps each number at an index of its own."
        )
    if gone := [i for i in range(len(ours)) if yours == ours[:i] + ours[i + 1 :]]:
        return f"Axis {gone[0]} is gone: something was added, averaged or picked along it that is asked for one by one."
    if tuple(n for n in yours if n > 1) == tuple(n for n in ours if n > 1):
        return "An axis of length 1 is too many or missing: [:, None] and keepdims=True add one, [:, 0] takes it away."
    if len(yours) == 2 and yours[0] == yours[1] in ours:
        n = yours[0]
        return f"Each of {n} met each of {n}, as (N, 1) and (N,) make (N, N): give both the same shape first."
    if len(yours) == 1 and len(ours) > 1 and 1 < yours[0] < np.prod(ours) and yours[0] not in ours:
        return "Some numbers are gone, and the shape with them: a[condition] keeps only those; np.where keeps all."
    if np.prod(yours) == np.prod(ours) and len(yours) == 1:
        return "All stands in one row: np.stack(…, axis=1) puts arrays side by side, np.concatenate behind each other."
    return ""


def _cause_of_integers(yours: Array, ours: Array) -> str:
    if yours.dtype.kind not in "iu" or not (ours != np.round(ours)).any():
        return ""
    return f"Yours holds integers ({yours.dtype}), which keep nothing after the point. Make the array with dtype=float."
