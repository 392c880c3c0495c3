"""Whether two outcomes are the same, within a tolerance."""

from decimal import Decimal

import numpy as np

from mlcourse.checks.exceptions import same_failure
from mlcourse.checks.outcomes import Outcome
from mlcourse.checks.results import Parts

Array = np.ndarray
FLOAT32 = 1e-6  # what float32 rounds off, generously


def agree(got: Outcome, other: Outcome, tolerance: float) -> bool:
    """Return whether two outcomes are the same: equal results within the tolerance, or an exception.

    Exceptions are the same if the same failed: the same operation, with the same shapes.
    """
    if got.parts is not None and other.parts is not None:
        return equal_parts(got.parts, other.parts, tolerance)
    if got.raised is not None and other.raised is not None:
        return same_failure(got.raised, other.raised)
    return bool(got.problem) and got.problem == other.problem


def equal_parts(got: Parts, right: Parts, tolerance: float) -> bool:
    """Return whether all parts are equal within the tolerance."""
    return list(got) == list(right) and all(
        equal(got[name], right[name], tolerance) for name in right
    )


def equal(got: Array | str, right: Array | str, tolerance: float) -> bool:
    """Return whether two arrays, or two strings, are equal within the tolerance."""
    if isinstance(right, str) or isinstance(got, str):
        return isinstance(right, str) and isinstance(got, str) and got == right
    if right.dtype.kind in "iub":  # a count is right or wrong
        tolerance = 0.0
    return got.shape == right.shape and not wrong(got, right, tolerance).any()


def as_written(number: float) -> float:
    """Return how far, relative to it, a number lies at most from what it was rounded from, by the digits it shows.

    Example:
        >>> as_written(-1.98) > 0.002, as_written(-1.979802) > 1e-6
        (True, False)
    """
    unit = Decimal(str(number)).normalize().as_tuple().exponent
    rounded = 0.5 * 10.0**unit / abs(number) if isinstance(unit, int) and number else 0.0
    return max(rounded, FLOAT32)


def wrong(got: Array, right: Array, tolerance: float) -> Array:
    """Return where two arrays of one shape differ by more than the tolerance.

    The tolerance is relative to the right array's largest finite magnitude; infinities and NaN must be the same.
    """
    got, right = got.astype(np.float64), right.astype(np.float64)
    with np.errstate(invalid="ignore", over="ignore"):
        differs = ~(np.abs(got - right) <= tolerance * scale(right))
    same = (got == right) | (np.isnan(got) & np.isnan(right))
    return np.asarray(differs & ~same)


def scale(right: Array) -> float:
    """Return an array's largest finite magnitude; 1 where all is zero."""
    magnitudes = np.abs(right[np.isfinite(right)].astype(np.float64))
    return float(magnitudes.max(initial=0.0)) or 1.0
