"""Digits as a printer draws them: outlines of a font, filled, slanted and stretched, down to 8 × 8 pixels.

matplotlib brings the fonts along, so that the pictures are the same on every machine.
"""

from functools import cache

import numpy as np

from mlcourse.base.errors import Array

FONTS = tuple(
    (f"DejaVu {kind}", weight) for weight in ("normal", "bold") for kind in ("Sans", "Serif")
)
FINE = 32  # pixels a side of a glyph, before it is slanted
SIDE, PARTS = (
    8,
    2,
)  # pixels a side of an image, and points a side of a pixel where it is looked for ink
INK = 16  # of a pixel that is full of it, as in the handwritten digits


@cache
def glyphs() -> Array:
    """Return each digit in each font, where its ink is, (fonts, 10, FINE, FINE).

    Example:
        >>> glyphs().shape, glyphs().dtype
        ((4, 10, 32, 32), dtype('bool'))
    """
    return np.array([[glyph(digit, *font) for digit in range(10)] for font in FONTS])


def glyph(digit: int, family: str, weight: str) -> Array:
    """Return where a digit's ink is, as high as the image, (FINE, FINE).

    A point is inked if it lies within an odd number of outlines: within the ring of a 0, and not in its hole.

    Args:
        digit: 0 to 9.
        family: the font's name.
        weight: ``"normal"`` or ``"bold"``.

    Example:
        >>> zero = glyph(0, "DejaVu Sans", "bold")
        >>> bool(zero[16, 10]), bool(zero[16, 16])
        (True, False)
    """
    from matplotlib.font_manager import FontProperties
    from matplotlib.path import Path
    from matplotlib.textpath import TextPath

    font = FontProperties(family=family, weight=weight)
    outlines = TextPath((0, 0), str(digit), size=1, prop=font).to_polygons()
    corners = np.concatenate(outlines)
    low, high = corners.min(axis=0), corners.max(axis=0)
    places = (np.arange(FINE) + 0.5) / FINE - 0.5
    grid = np.stack(np.meshgrid(places, -places), axis=-1).reshape(-1, 2)
    points = (low + high) / 2 + grid * (high - low)[1]
    inside = [Path(outline).contains_points(points) for outline in outlines]
    return np.logical_xor.reduce(inside).reshape(FINE, FINE)


def printed(shapes: Array, slant: Array, width: Array, height: Array) -> Array:
    """Return images (N, 64) of glyphs that are slanted and stretched, ink from 0 to 16.

    Each point of an image asks the glyph whether there is ink where it came from: row/height from the middle, and
    column/width + slant · row/height.

    Args:
        shapes: glyphs (N, FINE, FINE), True where ink is.
        slant: columns to the left for each row down, (N,).
        width: how wide, 1 for as it is, (N,).
        height: likewise, (N,).

    Example:
        >>> one = np.ones(1)
        >>> printed(glyphs()[:1, 0], 0 * one, one, one).reshape(8, 8)[3:5].astype(int)
        array([[ 0, 12,  8,  0,  0,  8,  8,  0],
               [ 0, 12,  8,  0,  0,  8,  8,  0]])
    """
    places = (np.arange(SIDE * PARTS) + 0.5) / (SIDE * PARTS) - 0.5
    down = places[:, None] / height[:, None, None]
    across = places / width[:, None, None] + slant[:, None, None] * down
    row, column = (np.floor(FINE * (each + 0.5)).astype(int) for each in (down, across))
    within = (row >= 0) & (row < FINE) & (column >= 0) & (column < FINE)
    which = np.arange(len(shapes))[:, None, None]
    ink = within & shapes[which, row.clip(0, FINE - 1), column.clip(0, FINE - 1)]
    pixels = ink.reshape(-1, SIDE, PARTS, SIDE, PARTS).mean(axis=(2, 4))
    return INK * pixels.reshape(-1, SIDE * SIDE)
