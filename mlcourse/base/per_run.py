"""A hyperparameter with one number for each run, to be calculated with like a single number.

A formula such as ``beta * v + (1 - beta) * g`` then reads the same for one run and for many side by side.
"""

from collections.abc import Callable
from dataclasses import field, fields
from functools import lru_cache
from itertools import repeat
from operator import add, mul, neg, pow, sub, truediv
from typing import Any

import numpy as np

from mlcourse.base.errors import Array, given, is_listed, number


def _added_to(mine: Any, its: Any) -> Any:
    return its + mine


def _taken_from(mine: Any, its: Any) -> Any:
    return its - mine


def _dividing(mine: Any, its: Any) -> Any:
    return its / mine


class PerRun(tuple[float, ...]):
    """One number for each run.

    Among themselves and with plain numbers they are calculated with one by one, in Python's own floats: so each run
    gets the very number that it would get alone. With an array (..., R, P) each number acts on the row of its run.

    Example:
        >>> beta = PerRun((0.5, 0.9))
        >>> 1 - beta**2
        (0.75, 0.18999999999999995)
        >>> beta * np.ones((2, 3))
        array([[0.5, 0.5, 0.5],
               [0.9, 0.9, 0.9]])
    """

    __slots__ = ()

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
        """Let NumPy calculate with it, in place too: with an array as a column, else one by one."""
        if method != "__call__":
            return NotImplemented
        for array in inputs:
            if isinstance(array, np.ndarray):
                columns = (x.column(array) if isinstance(x, PerRun) else x for x in inputs)
                return ufunc(*columns, **options)
        return PerRun(map(ufunc, *(x if isinstance(x, PerRun) else repeat(x) for x in inputs)))

    def column(self, array: Array) -> Array:
        """Return the numbers as (R, 1), in the array's data type.

        Raises:
            ValueError: the array (..., R, P) has another number of runs.
        """
        if array.ndim < 2 or array.shape[-2] != len(self):
            raise ValueError(
                f"a hyperparameter with {len(self)} values needs theta of shape ({len(self)}, P), one row for "
                f"each run; given {given(array)}. Try initialize(network, seed=[0] * {len(self)})."
            )
        return _column(self, array.dtype)

    def _with(self, other: Any, operation: Callable[[Any, Any], Any]) -> Any:
        if isinstance(other, np.ndarray):
            return operation(self.column(other), other)
        return _one_by_one(operation, self, other)

    def __neg__(self) -> "PerRun":
        return PerRun(map(neg, self))

    def __add__(self, other: Any) -> Any:
        return self._with(other, add)

    def __radd__(self, other: Any) -> Any:
        return self._with(other, _added_to)

    def __sub__(self, other: Any) -> Any:
        return self._with(other, sub)

    def __rsub__(self, other: Any) -> Any:
        return self._with(other, _taken_from)

    def __mul__(self, other: Any) -> Any:
        return self._with(other, mul)

    def __rmul__(self, other: Any) -> Any:
        return self._with(other, mul)

    def __truediv__(self, other: Any) -> Any:
        return self._with(other, truediv)

    def __rtruediv__(self, other: Any) -> Any:
        return self._with(other, _dividing)

    def __pow__(self, other: Any) -> Any:
        return self._with(other, pow)


# A formula asks in every step for the same, such as 1 − β; 1 − βᵗ of many fleets is the same too.
@lru_cache(maxsize=256)
def _one_by_one(operation: Callable[[Any, Any], Any], mine: PerRun, other: Any) -> PerRun:
    if isinstance(other, PerRun):
        return PerRun(map(operation, mine, other))
    return PerRun(operation(each, other) for each in mine)


@lru_cache(maxsize=256)
def _column(numbers: PerRun, dtype: np.dtype) -> Array:
    column = np.array(numbers, dtype=dtype)[:, None]
    column.flags.writeable = False
    return column


Numbers = float | PerRun  # a hyperparameter: one number, or one for each run


def per_run(name: str, value: Any, **bounds: Any) -> Numbers:
    """Return a hyperparameter: one number, or one for each run.

    Raises:
        TypeError: it is neither a number nor a sequence of numbers.
        ValueError: one of them is outside the bounds, or the sequence is empty.
    """
    if is_listed(value):
        if len(value) == 0:
            raise ValueError(f"{name} needs one number, or one for each run; given {given(value)}.")
        return PerRun(number(f"{name}[{i}]", each, **bounds) for i, each in enumerate(value))
    return number(name, value, **bounds)


def fading(default: float) -> Any:
    """Return a dataclass's field for a share of what was: a number from 0, below 1, or one for each run."""
    return field(default=default, metadata={"at_least": 0, "below": 1})


def positive(default: float) -> Any:
    """Return a dataclass's field for a number above 0, or one for each run."""
    return field(default=default, metadata={"above": 0})


def not_negative(default: float) -> Any:
    """Return a dataclass's field for a number from 0, or one for each run."""
    return field(default=default, metadata={"at_least": 0})


def check_hyperparameters(owner: Any) -> None:
    """Put every field that was made by ``fading``, ``positive`` or ``not_negative`` into its plain form.

    Args:
        owner: a frozen dataclass with such fields.

    Raises:
        TypeError: one is not a number.
        ValueError: one is out of range.
    """
    for each in fields(owner):
        if each.metadata:
            value = per_run(each.name, getattr(owner, each.name), **each.metadata)
            object.__setattr__(owner, each.name, value)
