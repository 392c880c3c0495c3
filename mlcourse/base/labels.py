"""Checks of class labels and of names: whole numbers from 0, one for each example."""

from typing import Any

import numpy as np

from mlcourse.base.errors import Array, as_array, given, is_listed

LABEL_HINT = (
    "For probabilities try probabilities.argmax(axis=-1), or probabilities[:, 0] > 0.5 where there "
    "is a single column; for labels stored as floats y.astype(int)."
)
RANGE_HINT = "For labels that start at 1 try y - 1."


def check_labels(name: str, value: Any) -> Array:
    """Return class labels as a non-empty vector of integers.

    Args:
        name: what a message calls them.
        value: integers or booleans (N,).

    Returns:
        The labels (N,).

    Raises:
        TypeError: they are not integers.
        ValueError: more than one axis, or none at all.

    Example:
        >>> check_labels("y", [True, False])
        array([1, 0])
    """
    is_empty = isinstance(value, list | tuple) and not value  # NumPy takes [] for floats
    labels = np.zeros(0, int) if is_empty else as_array(name, value)
    needed = f"{name} must hold integer labels of shape (N,)"
    if labels.dtype.kind not in "iub":
        raise TypeError(f"{needed}; given {given(value)}. {LABEL_HINT}")
    if labels.ndim != 1:
        hint = "For one-hot rows try y.argmax(axis=-1), for a column of labels y.ravel()."
        raise ValueError(f"{needed}; given {given(labels)}. {hint}")
    if labels.size == 0:
        raise ValueError(
            f"{needed}, at least one; given none, {given(value)}. Look at how it was sliced."
        )
    return labels.astype(np.intp, copy=False)


def check_range(labels: Array, classes: int, try_this: str = RANGE_HINT) -> Array:
    """Return labels if each of them is from 0 to classes − 1.

    Args:
        labels: integers (N,).
        classes: the number of classes.
        try_this: what a message proposes.

    Returns:
        The labels.

    Raises:
        ValueError: a label lies outside.

    Example:
        >>> check_range(np.array([0, 2]), 3)
        array([0, 2])
    """
    if labels.min() < 0 or labels.max() >= classes:
        raise ValueError(
            f"labels must be from 0 to {classes - 1} for {classes} classes; given labels from "
            f"{labels.min()} to {labels.max()}. {try_this}"
        )
    return labels


def check_names(name: str, value: Any) -> tuple[str, ...]:
    """Return a sequence of strings as a tuple.

    Args:
        name: what a message calls it.
        value: a list, tuple or array of strings.

    Returns:
        The names.

    Raises:
        TypeError: it is something else.

    Example:
        >>> check_names("class_names", ["cat", "dog"])
        ('cat', 'dog')
    """
    if not is_listed(value) or not all(isinstance(each, str) for each in value):
        raise TypeError(
            f'{name} must list strings; given {given(value)}. Try {name}=("cat", "dog").'
        )
    return tuple(str(each) for each in value)
