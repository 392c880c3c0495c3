"""Dots in panels side by side, one panel for each x axis and the same y for all: a small SVG file in an image."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from mlcourse.base.curve_picture import LINE, SMALL, svg_image
from mlcourse.base.display import number_text
from mlcourse.base.ink import INK

SIDE, LEFT, TOP, GAP, BELOW = 150, 52, 12, 16, 44  # pixels
NOTE = 20  # pixels, for the line that says what a cross is
LETTER = 6  # pixels of a letter, about


class Panel(NamedTuple):
    """An x axis: its name, where each dot is on it, and where what is written below it."""

    name: str
    places: Sequence[float]  # of each dot, from 0 to 1
    marks: Sequence[tuple[float, str]]  # place and text


def dot_panels(
    panels: Sequence[Panel],
    heights: Sequence[float],
    bounds: tuple[float, float],
    y_name: str,
    marked: int,
    told: str,
) -> str:
    """Return dots in panels as a picture; what lies below the bounds is a cross at the lower edge.

    Args:
        panels: an x axis each.
        heights: y of each dot.
        bounds: y at the lower and at the upper edge.
        y_name: what y is.
        marked: the number of the dot that is filled.
        told: what the picture shows, for those who do not see it.

    Returns:
        HTML without scripts.

    Example:
        >>> panel = Panel("rate", [0, 1], [(0, "0.1"), (1, "1")])
        >>> dot_panels([panel], [0.5, 0.9], (0, 1), "score", 1, "two dots")[:39]
        '<img class="mlc-curve" alt="two dots" t'
    """
    low, high = bounds
    width, height = LEFT + len(panels) * (SIDE + GAP), TOP + SIDE + BELOW
    parts = [
        f"<text {SMALL} text-anchor='end' x='{LEFT - 5}' y='{at + 4}'>{number_text(value)}</text>"
        for value, at in ((low, TOP + SIDE), (high, TOP))
    ]
    parts.append(
        f"<text {SMALL} text-anchor='middle' transform='translate(13 {TOP + SIDE / 2}) rotate(-90)'>"
        f"{escape(y_name)}</text>"
    )
    shares = [(each - low) / ((high - low) or 1) for each in heights]
    for number, panel in enumerate(panels):
        parts += _panel(panel, shares, marked, LEFT + number * (SIDE + GAP))
    if not all(share >= 0 for share in shares):
        height += NOTE
        parts.append(
            f"<text {SMALL} x='{LEFT}' y='{height - 6}'>×: below {number_text(low)}, or diverged</text>"
        )
    return svg_image(parts, width, height, told)


def _panel(panel: Panel, shares: list[float], marked: int, left: float) -> list[str]:
    """Return a frame, its axis and its dots; the marked one lies on top."""
    below = TOP + SIDE
    order = [*(each for each in range(len(shares)) if each != marked), marked]
    return [
        f"<rect x='{left}' y='{TOP}' width='{SIDE}' height='{SIDE}' fill='none' stroke='{INK}'/>",
        *_marks(panel.marks, left, below + 15),
        f"<text {SMALL} text-anchor='middle' x='{left + SIDE / 2}' y='{below + 34}'>{escape(panel.name)}</text>",
        *(_dot(left + SIDE * panel.places[each], shares[each], each == marked) for each in order),
    ]


def _marks(marks: Sequence[tuple[float, str]], left: float, y: float) -> Iterator[str]:
    """Yield what is written below an axis; where it would run together, the first and the last of it."""
    fits = all(len(text) * LETTER * len(marks) <= SIDE for _, text in marks)
    for place, text in marks if fits else (marks[0], marks[-1]):
        anchor = (
            "start"
            if place == 0 or (not fits and place < 0.5)
            else "end"
            if place == 1 or not fits
            else "middle"
        )
        x = left + SIDE * (place if fits else round(place))
        yield f"<text {SMALL} text-anchor='{anchor}' x='{x:.1f}' y='{y}'>{escape(text)}</text>"


def _dot(x: float, share: float, is_marked: bool) -> str:
    if not share >= 0:  # below, or not a number
        bottom = TOP + SIDE - 5
        return f"<path d='M{x - 3:.1f} {bottom - 3}l6 6m0 -6l-6 6' stroke='{INK}' fill='none'/>"
    fill = LINE if is_marked else "none"
    y = TOP + SIDE * (1 - min(share, 1))
    return f"<circle cx='{x:.1f}' cy='{y:.1f}' r='{5 if is_marked else 3.5}' fill='{fill}' stroke='{LINE}'/>"
