"""Step 3, targets: y in the shape in which a loss compares it with the network's scores."""

from functools import lru_cache
from typing import Any

import numpy as np

from mlcourse.base.errors import Array, as_array, finite, floats, given


def one_hot_target(target: Array, scores: Array) -> Array:
    """Return the target as rows over the classes, shaped so that they fit the scores.

    Args:
        target: integer labels (batch,) or (..., batch); or rows (batch, classes) that sum to 1.
        scores: logits or probabilities (..., batch, classes).

    Returns:
        Rows (batch, classes) or (..., batch, classes), of the scores' data type.

    Raises:
        TypeError: the target does not hold numbers.
        ValueError: labels out of range or not integers, rows that do not sum to 1, a wrong shape.

    Example:
        >>> one_hot_target(np.array([1, 0]), np.zeros((2, 3)))
        array([[0., 1., 0.],
               [1., 0., 0.]])
    """
    target = as_array("target", target)
    batch, classes = scores.shape[-2:]
    if target.dtype.kind in "iub" and target.shape in ((batch,), scores.shape[:-1]):
        return _one_hot(target, classes, scores.dtype)
    if target.shape == scores.shape or target.shape == scores.shape[-2:]:
        return check_distributions("target", floats("target", target)).astype(
            scores.dtype, copy=False
        )
    raise (ValueError if target.dtype.kind in "fiub" else TypeError)(
        f"target must be integer labels of shape ({batch},) or rows of shape ({batch}, {classes}) that "
        f"sum to 1; given {given(target)}. For labels stored as floats try y.astype(int), "
        "for a column of labels y.ravel(), for names np.unique(y, return_inverse=True)[1]."
    )


def _one_hot(labels: Array, classes: int, dtype: Any) -> Array:
    smallest = labels.min() if labels.size else 0
    try:
        if smallest >= 0:
            return _identity(classes, dtype).take(labels, axis=0)  # [labels] takes thrice as long
    except IndexError:  # a label beyond the last class
        pass
    raise ValueError(
        f"target must hold labels from 0 to {classes - 1} for {classes} classes; given labels from "
        f"{smallest} to {labels.max()}. For labels that start at 1 try y - 1."
    )


@lru_cache(maxsize=8)
def _identity(classes: int, dtype: Any) -> Array:
    """Return the identity matrix: row k is the one-hot row of class k."""
    return np.eye(classes, dtype=dtype)


def check_distributions(name: str, rows: Array) -> Array:
    """Return rows that are distributions: numbers from 0 that sum to 1.

    Raises:
        ValueError: they are not.
    """
    finite(name, rows)
    sums = rows.sum(axis=-1)
    if (rows < 0).any() or not np.allclose(sums, 1, rtol=0, atol=1e-5):
        worst = sums.flat[np.abs(sums - 1).argmax()]
        raise ValueError(
            f"{name} must have rows of numbers from 0 that sum to 1; given a row that sums to {worst:g}, "
            f"smallest number {rows.min():g}. For scores try softmax(scores) first."
        )
    return rows


def check_batch(name: str, scores: Array) -> Array:
    """Return scores (..., batch, outputs) with at least one example.

    Raises:
        ValueError: they have another shape.
    """
    if scores.ndim < 2 or scores.size == 0:
        raise ValueError(
            f"{name} must have the shape (..., batch, outputs) with at least one example; "
            f"given {given(scores)}. For one example try {name}[None, :]."
        )
    return scores


def fit_target(target: Array, scores: Array) -> Array:
    """Return a target in the shape and data type of the scores; (batch,) is taken for one column.

    Raises:
        ValueError: its shape does not fit.
    """
    if target.shape == scores.shape or target.shape == scores.shape[-2:]:
        fitted = target
    elif scores.shape[-1] == 1 and target.shape in (scores.shape[:-1], scores.shape[-2:-1]):
        fitted = target[..., None]
    else:
        raise ValueError(
            f"target must have the shape {scores.shape[-2:]} of the network's output; given {given(target)}. "
            "For class labels and several outputs try categorical_cross_entropy."
        )
    return fitted.astype(scores.dtype, copy=False)


def as_columns(scores: Array) -> Array:
    """Return scores (batch,) as one column (batch, 1), and others as they are."""
    return scores[:, None] if scores.ndim == 1 else scores


def number_rows(target: Array, scores: Array) -> Array:
    """Return finite numbers as rows that fit the scores.

    Raises:
        TypeError: the target does not hold real numbers.
        ValueError: it has NaN or infinity, or another shape.
    """
    return fit_target(finite("target", floats("target", target)), scores)


def share_rows(target: Array, scores: Array) -> Array:
    """Return numbers from 0 to 1 as rows that fit the scores.

    Raises:
        TypeError: the target does not hold real numbers.
        ValueError: one lies outside, or it has another shape.
    """
    rows = number_rows(target, scores)
    if rows.min() < 0 or rows.max() > 1:
        raise ValueError(
            f"target must lie between 0 and 1; given values from {rows.min():g} to {rows.max():g}. "
            "For classes 1 and 2 try y - 1; for more than two classes categorical_cross_entropy."
        )
    return rows
