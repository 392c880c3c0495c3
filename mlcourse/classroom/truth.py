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
        truth: y at equal distances from the plane's left to its right, or a pair (x, y); of several lines, y holds a
            row for each.

    Returns:
        x (points,) and y (lines, points); of a single curve y has one row.

    Raises:
        TypeError: it holds something other than real numbers.
        ValueError: it is missing, has another shape, or fewer than two finite points lie in the plane.
    """
    needed = f"truth must be {_rows_needed(curve)}"
    if truth is None:
        raise ValueError(f"{needed}; given None.")
    dimensions = 2 if curve.lines else 1
    x, y = _x_and_y(curve, truth, dimensions)
    lines = np.atleast_2d(y)
    if y.ndim != dimensions or len(lines) != (len(curve.lines) or 1) or x.shape != lines[0].shape:
        raise ValueError(f"{needed}; given {given(truth)}.")
    left, right = curve.x_bounds
    within = np.isfinite(x) & np.isfinite(lines).all(axis=0) & (x >= left) & (x <= right)
    if within.sum() < 2:
        raise ValueError(
            f"{needed}, with two points or more from x = {left:g} to {right:g}; given {given(truth)}."
        )
    order = np.argsort(x[within], kind="stable")
    return x[within][order], np.clip(lines[:, within][:, order], *curve.y_bounds)


def _rows_needed(curve: Curve) -> str:
    if not curve.lines:
        return "the curve's y, or a pair (x, y) of equal length"
    return f"a row of y for each of {len(curve.lines)} lines, or a pair (x, y) with as many x as a row has y"


def _x_and_y(curve: Curve, truth: Any, dimensions: int) -> tuple[Array, Array]:
    is_pair = isinstance(truth, tuple) and [np.ndim(part) for part in truth] == [1, dimensions]
    if is_pair:
        return floats("truth[0]", truth[0]), floats("truth[1]", truth[1])
    y = floats("truth", truth)
    return np.linspace(*curve.x_bounds, y.shape[-1] if y.ndim else 1), y
