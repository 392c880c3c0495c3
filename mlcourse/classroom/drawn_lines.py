"""What was drawn: as text in the progress file, and how far each line is from what came out."""

from typing import Any

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.checks.questions import Curve
from mlcourse.widgets.predict import COLUMNS, columns

BETWEEN = " | "  # in the file, between the numbers of one line and the next


def to_text(curve: Curve, answer: Any) -> str:
    """Return what was drawn on one line of text.

    Args:
        curve: the plane.
        answer: y at each column; of several lines a list for each.

    Returns:
        The numbers, with four digits.
    """
    rows = answer if curve.lines else [answer]
    return BETWEEN.join(" ".join(f"{y:.4g}" for y in row) for row in rows)


def from_text(curve: Curve, text: str) -> Array | None:
    """Return the numbers of each line, (lines, columns); None where the text holds something else."""
    try:
        rows = [[float(part) for part in row.split()] for row in text.split(BETWEEN)]
    except ValueError:
        return None
    if [len(row) for row in rows] != [COLUMNS] * (len(curve.lines) or 1):
        return None
    numbers = np.array(rows)
    return numbers if np.isfinite(numbers).all() else None


def to_answer(curve: Curve, text: str) -> list[Any]:
    """Return what was drawn as the widget takes it; level where the text holds something else."""
    numbers = from_text(curve, text)
    if numbers is None:
        numbers = np.full((len(curve.lines) or 1, COLUMNS), float(np.mean(curve.y_bounds)))
    rows: list[Any] = numbers.tolist()
    return rows if curve.lines else rows[0]


def distances(curve: Curve, x: Array, drawn: Array, truth: tuple[Array, Array]) -> Array:
    """Return how far drawn lines are from the truth at each column, as a part of the plane's height.

    distance = |drawn − truth| / (height of the plane), where the truth is known

    Args:
        curve: the plane.
        x: where they were drawn, (columns,).
        drawn: their y there, (lines, columns).
        truth: x and y as ``check_curve`` returns them.

    Returns:
        From 0 to 1, (lines, columns); NaN at columns left and right of all that is known.

    Example:
        >>> plane = Curve("x", "y", (0, 1), (0, 10))
        >>> truth = np.array([0.0, 1.0]), np.array([[1.0, 1.0]])
        >>> distances(plane, np.linspace(0, 1, 3), np.full((1, 3), 3.0), truth)
        array([[0.2, 0.2, 0.2]])
    """
    known = (x >= truth[0][0]) & (x <= truth[0][-1])
    if not known.any():  # the truth lies between two columns
        known = np.ones(x.shape, bool)
    there = np.array([np.interp(x, truth[0], line) for line in truth[1]])
    low, high = curve.y_bounds
    return np.where(known, np.abs(np.clip(drawn, low, high) - there) / (high - low), np.nan)


def is_near(curve: Curve, drawn: Array, truth: tuple[Array, Array]) -> bool:
    """Return whether each line is near enough to the truth, on average.

    Args:
        curve: the plane, with what is near enough.
        drawn: y at each column, (lines, columns).
        truth: x and y as ``check_curve`` returns them.
    """
    far = np.nanmean(distances(curve, columns(curve), drawn, truth), axis=1)
    return bool(np.all(far <= curve.tolerance))


def in_words(curve: Curve, drawn: Array, truth: tuple[Array, Array]) -> list[str]:
    """Say how far off each line was drawn on average, and whether that counts as right.

    Args:
        curve: the plane.
        drawn: y at each column, (lines, columns).
        truth: x and y as ``check_curve`` returns them.

    Returns:
        Sentences: of a single curve one; of several, one for all of them and one for the place farthest off.
    """
    far = distances(curve, columns(curve), drawn, truth)
    of_lines, limit = np.nanmean(far, axis=1), f"{100 * curve.tolerance:.0f} %"
    counts = "right" if is_near(curve, drawn, truth) else "wrong"
    if not curve.lines:
        return [
            f"On average your curve is {100 * of_lines[0]:.0f} % of the picture's height away from the true one. Up to "
            f"{limit} counts as right, so this counts as {counts}."
        ]
    each = (f"{name} {100 * off:.0f} %" for name, off in zip(curve.lines, of_lines, strict=True))
    near = int(np.sum(of_lines <= curve.tolerance))
    return [
        f"Off on average, of the picture's height: {'; '.join(each)}. Up to {limit} counts as right: {near} of "
        f"{len(curve.lines)} are, so this counts as {counts}.",
        _farthest(curve, far, drawn, truth),
    ]


def _farthest(curve: Curve, far: Array, drawn: Array, truth: tuple[Array, Array]) -> str:
    """Say which of several lines was farthest off, and where: at a name, where the axis has some."""
    x = columns(curve)
    may_be_named = np.isclose(x, x.round()) if curve.x_names else np.isfinite(x)
    at_places = np.where(may_be_named & np.isfinite(far), far, -1)
    line, column = np.unravel_index(at_places.argmax(), far.shape)
    place = curve.x_names[round(x[column])] if curve.x_names else f"{x[column]:.3g}"
    came_out = np.interp(x[column], truth[0], truth[1][line])
    return (
        f"Farthest off: {curve.lines[line]} at {curve.x} = {place}, drawn {drawn[line, column]:.2g}, "
        f"came out {came_out:.2g}."
    )
