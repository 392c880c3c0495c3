"""Step 6, iteration: runs whose batches differ in size pass through the network in stacks, and are read as one.

A stack holds the runs of one batch size. What its passes made has those runs as leading axis; here the stacks are
put side by side again, every run in its place. Values of one shape make an array, as they do for runs with one
batch size; values whose shape follows the batch make an array of arrays. Either way ``value[run]`` is a run's own.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from mlcourse.base.display import Record
from mlcourse.base.errors import Array

Places = Sequence[Array | slice]  # for each stack, which of all runs are in it


class SideBySide:
    """Records of the same kind, one for each stack, read as one: an attribute is joined when it is asked for."""

    __slots__ = ("_joined", "_parts", "_places", "_runs")

    def __init__(self, parts: Sequence[Any], places: Places, runs: int) -> None:
        self._parts, self._places, self._runs = parts, places, runs
        self._joined: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        """Return the attribute of every run."""
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._joined:
            values = [getattr(part, name) for part in self._parts]
            self._joined[name] = join(values, self._places, self._runs)
        return self._joined[name]

    def __repr__(self) -> str:
        """Return whose records these are."""
        stacks = f"{len(self._parts)} stacks, one for each batch size"
        return f"{self._parts[0].title} of {self._runs} runs in {stacks}"


def join(parts: Sequence[Any], places: Places, runs: int) -> Any:
    """Return what the stacks hold as one value, every run in its place.

    Args:
        parts: the same kind of value from each stack; arrays have the stack's runs as leading axis.
        places: which of all runs are in each stack.
        runs: R, how many there are in all.

    Returns:
        An array (R, ...); an object array (R,) of arrays where their shapes differ; of records one that is read
        so; of tuples the tuple of all that; and what is the same in all stacks as it is.

    Example:
        >>> parts = [np.array([[1.0, 2.0]]), np.array([[3.0], [4.0]])]
        >>> join(parts, [np.array([1]), np.array([0, 2])], runs=3)
        array([array([3.]), array([1., 2.]), array([4.])], dtype=object)
    """
    first = parts[0]
    if len(parts) == 1 or all(part is first for part in parts):
        return first
    if isinstance(first, Record):
        return SideBySide(parts, places, runs)
    if isinstance(first, tuple):
        joined = [join(column, places, runs) for column in zip(*parts, strict=True)]
        return type(first)(*joined) if hasattr(first, "_fields") else tuple(joined)
    if not isinstance(first, np.ndarray) and all(part == first for part in parts):
        return first
    return _join_arrays([np.asarray(part) for part in parts], places, runs)


def _join_arrays(parts: Sequence[Array], places: Places, runs: int) -> Array:
    """Join arrays, or numbers that hold for every run of their stack."""
    shape = parts[0].shape[1:]
    if all(part.shape[1:] == shape for part in parts):
        joined = np.empty((runs, *shape), parts[0].dtype)
        for part, place in zip(parts, places, strict=True):
            joined[place] = part
        return joined
    joined = np.empty(runs, dtype=object)
    for part, place in zip(parts, places, strict=True):
        for row, run in zip(part, np.arange(runs)[place], strict=True):
            joined[run] = row
    return joined
