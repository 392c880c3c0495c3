"""What is sent of a surface: its ground with levels, and all runs on it, as 16-bit numbers."""

from typing import Any, NamedTuple

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.widgets.race.racing import Runs
from mlcourse.widgets.race.surfaces import Surface

COLUMNS, ROWS, LEVELS = 64, 44, 14
PLACE_SCALE = (
    10_000  # units from the middle of the map to its side; what is three times as far is at the end
)
LOSS_SCALE = (3600, -3)  # units for a power of ten, and which power is 0
END = 32_000  # nothing there is drawn: flown off


class Pictured(NamedTuple):
    """A surface as it is sent: words, the ground (rows, columns), places and losses of all runs."""

    words: dict[str, Any]
    ground: Array
    places: Array
    losses: Array


def picture_of(surface: Surface, runs: Runs) -> Pictured:
    """Return a surface and the runs on it as they are sent."""
    finite = np.where(np.isfinite(runs.losses), runs.losses, np.inf)
    start, best = float(runs.losses[0, 0]), float(finite.min())
    run, step = np.unravel_index(finite.argmin(), finite.shape)
    lowest = runs.places[run, step]
    low, high = _window(_shortest(runs.places, finite[:, -1], start, best))
    ground = _ground(surface, low, high)
    words = {
        "name": surface.name,
        "about": f"{surface.about} Where it is lowest, it curves {_ratio(surface, lowest, high - low)} times as "
        "strongly one way as the other (condition number).",
        "axes": list(surface.axes),
        "start": list(surface.start),
        "low": low.tolist(),
        "high": high.tolist(),
        "levels": _logarithms(_levels(ground)).tolist(),
        "lowest": lowest.tolist(),
        "lowestLoss": 0 if best < 0.3 * start else best - 0.1 * (start - best),
        "highest": start + 0.25 * (start - best),
    }
    return Pictured(
        words, _logarithms(ground), _places(runs.places, low, high), _logarithms(runs.losses)
    )


def _shortest(places: Array, ends: Array, start: float, best: float) -> Array:
    """Return the shortest way, (steps + 1, 2), of those that made all but a hundredth of the descent."""
    with np.errstate(all="ignore"):
        lengths = np.abs(np.diff(places, axis=1)).sum(axis=(1, 2))
    return places[np.where(ends <= best + (start - best) / 100, lengths, np.inf).argmin()]


def _window(way: Array) -> tuple[Array, Array]:
    """Return two corners of the map: around a way, with room beside it."""
    low, high = way.min(axis=0), way.max(axis=0)
    room = 0.28 * (high - low).max()
    return low - room, high + room


def _ground(surface: Surface, low: Array, high: Array) -> Array:
    """Return the loss on a grid of the map, (rows, columns)."""
    across, up = np.linspace(low[0], high[0], COLUMNS), np.linspace(low[1], high[1], ROWS)
    grid = np.stack(np.meshgrid(across, up), axis=-1)
    return np.stack([surface.function(row)[0] for row in grid])  # row by row: it stays in the cache


def _levels(ground: Array) -> Array:
    """Return the heights of the contour lines: close together near the lowest, where the racers arrive."""
    low, high = float(ground.min()), float(np.quantile(ground, 0.97))
    return low + (high - low) * (np.arange(1, LEVELS + 1) / LEVELS) ** 2.5


def _ratio(surface: Surface, lowest: Array, size: Array) -> str:
    """Return the ratio of the largest to the smallest curvature at a place, in two digits."""
    move = 1e-4 * size * np.eye(2)
    above, below = (surface.function(lowest + way)[1] for way in (move, -move))
    curvature = (above - below) / (2e-4 * size[:, None])
    sizes = np.abs(np.linalg.eigvalsh((curvature + curvature.T) / 2))
    return f"{float(f'{sizes.max() / max(sizes.min(), 1e-12):.2g}'):,.10g}"


def _places(places: Array, low: Array, high: Array) -> Array:
    """Return places as numbers on the map's scale, 0 in its middle."""
    with np.errstate(over="ignore", invalid="ignore"):
        scaled = (places - (low + high) / 2) / ((high - low) / 2) * PLACE_SCALE
    return (
        np.clip(np.nan_to_num(scaled, nan=END, posinf=END, neginf=-END), -END, END)
        .round()
        .astype(np.int16)
    )


def _logarithms(losses: Array) -> Array:
    """Return the logarithm of losses as numbers: −END is 0 or nearly so, END too large to be written."""
    per_power, zero = LOSS_SCALE
    with np.errstate(divide="ignore", invalid="ignore"):
        scaled = (np.log10(losses) - zero) * per_power
    return (
        np.clip(np.nan_to_num(scaled, nan=END, posinf=END, neginf=-END), -END, END)
        .round()
        .astype(np.int16)
    )
