"""Step 6, iteration: runs whose batches differ in size pass through the network in stacks, and are read as one.

A stack holds the runs of one batch size. What its passes made has those runs as leading axis; here the stacks are
put side by side again, every run in its place. Values of one shape make an array, as they do for runs with one
batch size; values whose shape follows the batch make an array of arrays. Either way ``value[run]`` is a run's own.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from mlcourse.display import Record
from mlcourse.errors import Array


class SideBySide:
    """Records of the same kind, one for each stack, read as one: an attribute is joined when it is asked for."""

    __slots__ = ("_joined", "_parts", "_places")

    def __init__(self, parts: Sequence[Any], places: Sequence[Array]) -> None:
        self._parts, self._places = parts, places
        self._joined: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        """Return the attribute of every run."""
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._joined:
            self._joined[name] = join([getattr(part, name) for part in self._parts], self._places)
        return self._joined[name]

    def __repr__(self) -> str:
        """Return whose records these are."""
        runs = sum(map(len, self._places))
        return f"{self._parts[0].title} of {runs} runs in {len(self._parts)} stacks, one for each batch size"


def join(parts: Sequence[Any], places: Sequence[Array]) -> Any:
    """Return what the stacks hold as one value, every run in its place.

    Args:
        parts: the same kind of value from each stack; arrays have the stack's runs as leading axis.
        places: the runs of each stack, as indices among all of them.

    Returns:
        An array (R, ...); an object array (R,) of arrays where their shapes differ; of records one that is read
        so; of tuples the tuple of all that; and what is the same in all stacks as it is.

    Example:
        >>> join([np.array([[1.0, 2.0]]), np.array([[3.0], [4.0]])], [np.array([1]), np.array([0, 2])])
        array([array([3.]), array([1., 2.]), array([4.])], dtype=object)
    """
    first = parts[0]
    if len(parts) == 1 or all(part is first for part in parts):
        return first
    if isinstance(first, np.ndarray):
        return _join_arrays(parts, places)
    if isinstance(first, Record):
        return SideBySide(parts, places)
    if isinstance(first, tuple):
        joined = [join(column, places) for column in zip(*parts, strict=True)]
        return type(first)(*joined) if hasattr(first, "_fields") else tuple(joined)
    if all(part == first for part in parts):
        return first
    return _join_arrays(
        [np.full(len(runs), part) for part, runs in zip(parts, places, strict=True)], places
    )


def _join_arrays(parts: Sequence[Array], places: Sequence[Array]) -> Array:
    count, shape = sum(map(len, places)), parts[0].shape[1:]
    if all(part.shape[1:] == shape for part in parts):
        joined = np.empty((count, *shape), parts[0].dtype)
        for part, runs in zip(parts, places, strict=True):
            joined[runs] = part
        return joined
    joined = np.empty(count, dtype=object)
    for part, runs in zip(parts, places, strict=True):
        for row, run in zip(part, runs, strict=True):
            joined[run] = row
    return joined
