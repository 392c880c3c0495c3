"""What came true: a prediction's right option, or the curve that was to be drawn."""

from typing import Any

import numpy as np

from mlcourse.base.errors import NO_NUMBERS, Array, floats, given
from mlcourse.checks.questions import Curve, Prediction


def check_option(prediction: Prediction, truth: Any) -> None:
    """Refuse a truth that is not the option which the course declares right.

    Args:
        prediction: with options.
        truth: None, an option's number from 0, or its text.

    Raises:
        TypeError: it is something else.
        ValueError: it is no option, or another one than declared.
    """
    texts = [option.text for option in prediction.options]
    right = next(option.text for option in prediction.options if option.right)
    if truth is None:
        return
    if isinstance(truth, NO_NUMBERS) or not isinstance(truth, int | np.integer | str):
        raise TypeError(f"truth must be an option's text or number; given {given(truth)}.")
    if isinstance(truth, str) and truth not in texts:
        raise ValueError(f"truth must be one of {', '.join(map(repr, texts))}; given {truth!r}.")
    if not isinstance(truth, str) and not 0 <= truth < len(texts):
        raise ValueError(f"truth must be from 0 to {len(texts) - 1}; given {truth}.")
    came_true = truth if isinstance(truth, str) else texts[int(truth)]
    if came_true != right:
        raise ValueError(
            f"truth must be what the course declares for {prediction.id}, {right!r}; given {came_true!r}. "
            "One of the two is wrong: look at the cell and at the declaration."
        )


def check_curve(curve: Curve, truth: Any) -> tuple[Array, Array]:
    """Return a truth as x and y, in the order of x and within the plane's bounds.

    Args:
        curve: the plane.
        truth: y at equal distances from the plane's left to its right, or a pair (x, y).

    Returns:
        x and y, both (points,).

    Raises:
        TypeError: it holds something other than real numbers.
        ValueError: it is missing, has another shape, or fewer than two finite points lie in the plane.
    """
    needed = "truth must be the curve's y, or a pair (x, y) of equal length"
    if truth is None:
        raise ValueError(f"{needed}; given None.")
    if isinstance(truth, tuple) and len(truth) == 2 and all(np.ndim(part) == 1 for part in truth):
        x, y = floats("truth[0]", truth[0]), floats("truth[1]", truth[1])
    else:
        y = floats("truth", truth)
        x = np.linspace(*curve.x_bounds, y.size)
    if y.ndim != 1 or x.shape != y.shape:
        raise ValueError(f"{needed}; given {given(truth)}.")
    left, right = curve.x_bounds
    within = np.isfinite(x) & np.isfinite(y) & (x >= left) & (x <= right)
    if within.sum() < 2:
        raise ValueError(
            f"{needed}, with two points or more from x = {left:g} to {right:g}; given {given(truth)}."
        )
    order = np.argsort(x[within], kind="stable")
    return x[within][order], np.clip(y[within][order], *curve.y_bounds)


def mean_distance(curve: Curve, x: Array, drawn: Array, truth: tuple[Array, Array]) -> float:
    """Return how far a drawn curve is from the truth, as a part of the plane's height.

    distance = mean over x of |drawn − truth| / (height of the plane)

    Args:
        curve: the plane.
        x: where it was drawn, (columns,).
        drawn: its y there, (columns,).
        truth: x and y as ``check_curve`` returns them.

    Returns:
        From 0 to 1; the mean is taken where the truth is known.

    Example:
        >>> plane = Curve("x", "y", (0, 1), (0, 10))
        >>> x = np.linspace(0, 1, 5)
        >>> mean_distance(plane, x, np.full(5, 3.0), (np.array([0.0, 1.0]), np.array([1.0, 1.0])))
        0.2
    """
    known = (x >= truth[0][0]) & (x <= truth[0][-1])
    if not known.any():  # the truth lies between two columns
        known = np.ones(x.shape, bool)
    there = np.interp(x[known], *truth)
    low, high = curve.y_bounds
    return float(np.abs(np.clip(drawn[known], low, high) - there).mean() / (high - low))
