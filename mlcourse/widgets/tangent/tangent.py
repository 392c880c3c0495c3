"""A curve with a tangent that is moved along it by hand: what a slope is."""

from collections.abc import Callable
from typing import Any

import numpy as np
import traitlets

from mlcourse.base.display import number_text
from mlcourse.base.errors import Array, as_array, choice, given, integer, number
from mlcourse.widgets.kit import SIZES, RecordedWidget, join_module, join_styles

PLACES = 61
EPSILON = 1e-4  # of the measured slope
ARM = 1 / 6  # of the width, to each side of the place where the tangent touches
LEVEL = 1e-6  # a slope smaller than this part of the steepest is that of a level tangent


class Tangent(RecordedWidget):
    """Show a curve f and its tangent, f'(w) ≈ (f(w + ε) − f(w − ε)) / 2ε, at a place that is moved by hand.

    It is moved by mouse, finger or the arrow keys. ``place`` says where the tangent is; set it, and the view follows.

    Args:
        f: a function that takes an array of w and returns one of the same shape, as ``lambda w: w**2 / 2`` does.
        at: the w at which it touches first; the nearest of the 61 places is taken.
        low: the smallest w.
        high: the largest w.
        size: "normal", or "presenter": larger, for a projector.
        names: what w and f are called on the screen, two strings.

    Raises:
        TypeError: an argument is of the wrong kind, or f returns no numbers.
        ValueError: high is not above low, ``at`` lies outside, or f returns another shape or what is not finite.

    Example:
        >>> tangent = Tangent(lambda w: w**2 / 2, at=-2.0)
        >>> tangent
        Tangent: at w = −2, f = 2; the slope is −2: the tangent falls to the right.
        >>> tangent.place += 10
        >>> tangent.slope
        -1.0
    """

    _esm, _css = join_module(__file__), join_styles(__file__)
    place = traitlets.Int(0, help="where the tangent touches, from 0 to 60").tag(sync=True)

    def __init__(
        self,
        f: Callable[[Array], Array],
        at: float = 0.0,
        low: float = -3.0,
        high: float = 3.0,
        size: str = "normal",
        names: tuple[str, str] = ("w", "f"),
    ) -> None:
        choice("size", size, SIZES)
        low = number("low", low)
        high = number("high", high, above=low)
        at = number("at", at, at_least=low, at_most=high)
        called = _two_names(names)
        w = np.linspace(low, high, PLACES).round(10)
        values, slopes = _measured(f, w)
        self._slopes = slopes
        super().__init__(
            {
                "told": [_told(called, *each) for each in zip(w, values, slopes, strict=True)],
                "names": called,
                "x_bounds": [low, high],
                "y_bounds": _bounds(values),
            },
            {
                "curve": np.stack([w, values], 1).astype(np.float32),
                "tangents": _ends(w, values, slopes).astype(np.float32),
            },
            place=int(np.abs(w - at).argmin()),
            size=size,
        )

    @property
    def slope(self) -> float:
        """The slope of the curve where the tangent touches."""
        return float(self._slopes[self.place])

    def __repr__(self) -> str:
        """Return in words what is on the screen."""
        return f"Tangent: {self.header['told'][self.place]}"

    @traitlets.validate("place")
    def _known_place(self, proposal: Any) -> int:
        place = integer("place", proposal["value"], at_least=0)
        if place >= PLACES:
            raise ValueError(
                f"place must be from 0 to {PLACES - 1}; given {place}. Try 0, the left end."
            )
        return place


def _measured(f: Any, w: Array) -> tuple[Array, Array]:
    """Return f and its slope at each w, by central differences."""
    if not callable(f):
        raise TypeError(f"f must be a function of w; given {given(f)}. Try lambda w: w**2 / 2.")
    values, after, before = (_value(f, at) for at in (w, w + EPSILON, w - EPSILON))
    slopes = (after - before) / (2 * EPSILON)
    rounding = LEVEL * max(float(np.abs(slopes).max()), 1.0)
    return values, slopes.round(max(0, -int(np.floor(np.log10(rounding)))))


def _value(f: Callable[[Array], Any], w: Array) -> Array:
    with np.errstate(all="ignore"):  # what is not finite is refused
        values = as_array("f(w)", f(w))
    if values.dtype.kind not in "fiu" or values.shape != w.shape or not np.isfinite(values).all():
        raise ValueError(
            f"f must return a finite number for each w, shaped {w.shape}; given {given(values)}. "
            "Try lambda w: w**2 / 2."
        )
    return values.astype(float)


def _two_names(names: Any) -> list[str]:
    """Return what w and f are called."""
    if (
        isinstance(names, tuple | list)
        and len(names) == 2
        and all(isinstance(n, str) for n in names)
    ):
        return list(names)
    raise TypeError(f'names must be two strings; given {given(names)}. Try names=("z", "a").')


def _told(names: list[str], w: float, value: float, slope: float) -> str:
    way = "falls to the right" if slope < 0 else "rises to the right" if slope > 0 else "is level"
    place, height, steepness = map(number_text, (w, value, slope))
    return f"at {names[0]} = {place}, {names[1]} = {height}; the slope is {steepness}: the tangent {way}."


def _bounds(values: Array) -> list[float]:
    """Return the ends of the upright axis, with room for tangents below and above the curve."""
    low, high = float(values.min()), float(values.max())
    room = 0.15 * (high - low or 1.0)
    return [low - room, high + room]


def _ends(w: Array, values: Array, slopes: Array) -> Array:
    """Return both ends of each tangent (places, 2, 2)."""
    arm = ARM * (w[-1] - w[0])
    return np.stack([np.stack([w + d, values + d * slopes], 1) for d in (-arm, arm)], 1)
