"""Step 4, kinks: where a loss has one slope on its left and another on its right, and none in between."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from mlcourse.base.errors import Array

CLOSER = 16  # times: how much smaller the second ε is
ROUNDING = 1e-14  # relative error of a loss; divided by ε it is that of a slope
AT_ONCE = 16  # parameters that are moved side by side


def one_sided_slopes(
    values: Callable[[Array], Array], theta: Array, places: Array, epsilon: float
) -> tuple[Array, Array]:
    """Return (f(θ) − f(θ − εeᵢ))/ε and (f(θ + εeᵢ) − f(θ))/ε: the slopes on the left and on the right.

    Where f is smooth they differ by about ε f″ and both become the slope as ε becomes small. At a kink they stay
    apart.

    Args:
        values: f of many θ at once, (rows, P) → (rows,).
        theta: where the slopes are wanted, (P,).
        places: of which parameters, (n,).
        epsilon: ε.

    Returns:
        Left and right slopes, (n,) each.

    Example:
        >>> relu_of_sum = lambda rows: np.maximum(rows.sum(axis=-1), 0)
        >>> one_sided_slopes(relu_of_sum, np.array([1.0, -1.0]), np.array([0, 1]), 0.5)
        (array([0., 0.]), array([1., 1.]))
    """
    here = values(theta[None])[0]
    left, right = np.empty(len(places)), np.empty(len(places))
    for i in range(0, len(places), AT_ONCE):
        moved = places[i : i + AT_ONCE]
        moves = np.zeros((len(moved), theta.size))
        moves[np.arange(len(moved)), moved] = epsilon
        with np.errstate(invalid="ignore"):
            left[i : i + AT_ONCE] = (here - values(theta - moves)) / epsilon
            right[i : i + AT_ONCE] = (values(theta + moves) - here) / epsilon
    return left, right


class Kinks(NamedTuple):
    """What lies within reach of ε at some parameters, (n,) each."""

    left: Array  # the slope on the left
    right: Array  # the slope on the right
    low: Array  # the lower of the two, less what curvature and rounding do to it
    high: Array  # the higher of the two, and as much more
    found: Array  # whether they stay apart as ε becomes small


def find_kinks(
    values: Callable[[Array], Array], theta: Array, places: Array, epsilon: float
) -> Kinks:
    """Tell kinks from curvature: left and right slope once more, with a sixteenth of ε.

    By curvature alone they are then sixteen times closer. At a kink they are as far apart as before.

    Args:
        values: f of many θ at once, (rows, P) → (rows,).
        theta: where (P,).
        places: of which parameters, (n,).
        epsilon: the ε of the central difference that is in doubt.

    Returns:
        The slopes on both sides, and where there is a kink between them.

    Example:
        >>> bent_and_curved = lambda rows: np.abs(rows[:, 0]) + 100 * rows[:, 1] ** 2
        >>> find_kinks(bent_and_curved, np.zeros(2), np.array([0, 1]), 1e-5).found
        array([ True, False])
    """
    far = np.array(one_sided_slopes(values, theta, places, epsilon))
    near = np.array(one_sided_slopes(values, theta, places, epsilon / CLOSER))
    noise = np.abs(values(theta[None])[0]) * ROUNDING * CLOSER / epsilon
    bias = np.abs(far - near) / (CLOSER - 1)  # of near, by the curvature on its side
    low, high = (near - 2 * bias - noise).min(axis=0), (near + 2 * bias + noise).max(axis=0)
    apart, still_apart = np.abs(far[1] - far[0]), np.abs(near[1] - near[0])
    found = (still_apart > apart / 4) & (still_apart > 4 * noise)
    return Kinks(near[0], near[1], low, high, found)
