"""Arrays as pictures: a cell for each number, purple below 0 and green above, made of plain HTML and small PNG files.

They show themselves wherever HTML is shown: in a notebook that nobody trusts, without a kernel, without a script. The
colors are the same in the light and in the dark theme, so that a picture means the same in both.

A cell tells its number when it is pointed at. A file holds all numbers as a text of its own, which no viewer of
pictures minds; the course's extension of JupyterLab and an exported page read it (``pointed.js``). Elsewhere such a
picture tells its extent.

Source of the colors: PRGn of Brewer, ColorBrewer (2002), which all common kinds of color vision tell apart.
"""

import json
import math
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterator
from html import escape
from typing import Any, NamedTuple

import numpy as np

from mlcourse.base.display import number_text

ENDS = ("#762a83", "#c2a5cf", "#f7f7f7", "#a6dba0", "#1b7837")  # below 0 … 0 … above 0
STEPS = 15  # shades on each side of 0
NOT_A_NUMBER = 2 * STEPS + 1  # its place in the palette
WITH_NUMBERS = 300  # pixels that a matrix takes at the most if its cells hold their numbers
ROWS_WITH_NUMBERS, COLUMNS_WITH_NUMBERS = 10, 12
HOVERED = 128  # cells at the most that are elements of the page; of more a picture is made
ROWS, COLUMNS = 64, 128  # cells of a picture at the most
WIDTH, HEIGHT = 384, 192  # its pixels, about
FRAME = "display:inline-block;border:1px solid #999"
CELL = 12  # pixels of a side of a cell without its number, at the most


class Places(NamedTuple):
    """Which number of the array each cell is: "[{i}, {k}]" with every so many rows and columns."""

    pattern: str
    rows: int
    columns: int

    def of(self, i: int, k: int) -> str:
        """Return the index of a cell's number."""
        return self.pattern.format(i=i * self.rows, k=k * self.columns)


def heat_map(name: str, value: Any) -> str:
    """Return an array as a picture: its smallest and largest number, and a cell for each.

    A vector is a row. Of several matrices the first is drawn, of a large one every so many rows and columns; what is
    drawn is said. The darkest green and purple stand for the largest distance from 0 in the whole array.

    Args:
        name: what it is called.
        value: an array of numbers or truth values, of any shape with at least one axis.

    Returns:
        HTML without scripts and style sheets.

    Example:
        >>> heat_map("W", np.array([[0.5, -1.0]])).count("<span")
        2
        >>> heat_map("W", np.ones((784, 2)))[-41:]
        '1 · every 13th of 784 rows is drawn</div>'
    """
    array = np.asarray(value)
    if not array.size:
        return "<div>empty</div>"
    drawn, places, part = _drawn(array)
    levels = _levels(drawn, array)
    said = " · ".join(filter(None, (_extent(array), part)))
    texts = [[number_text(v) for v in row] for row in drawn] if _holds_numbers(drawn) else []
    width = max(30, 10 + round(7.3 * max((len(text) for row in texts for text in row), default=0)))
    if texts and (array.ndim == 1 or width * drawn.shape[1] <= WITH_NUMBERS):
        box = f"width:{width}px"
        picture = _cells(
            drawn, levels, places, box, lambda i, k: texts[i][k], width * _in_a_row(width, drawn)
        )
    elif drawn.size <= HOVERED and not part:
        side = f"width:{CELL}px;height:{max(4, min(CELL, HEIGHT // len(drawn)))}px"
        picture = _labeled(_cells(drawn, levels, places, side, lambda i, k: ""), f"{name}: {said}")
    else:
        picture = _image(levels, _numbers(drawn, places), f"{name}, shape {array.shape}: {said}")
    return f'{picture}<div style="font-size:13px">{escape(said)}</div>'


def shade(value: float, reach: float) -> str:
    """Return the style of a cell: its color, and that of the text in it.

    Args:
        value: the number.
        reach: the largest distance from 0, above 0, which is darkest.

    Returns:
        CSS.

    Example:
        >>> shade(0.0, 2.0), shade(2.0, 2.0)
        ('background:#f7f7f7;color:#000', 'background:#1b7837;color:#fff')
    """
    return SHADES[int(_places_in_palette(np.array([value]), reach)[0])]


def _drawn(array: np.ndarray) -> tuple[np.ndarray, Places, str]:
    """Return the matrix that is drawn, which of its numbers the cells are, and what is said of the choice."""
    more = array.ndim - 2
    matrix = array[(0,) * more] if more > 0 else np.atleast_2d(array)
    strides = [-(-size // most) for size, most in zip(matrix.shape, (ROWS, COLUMNS), strict=True)]
    places = Places("[{k}]" if array.ndim == 1 else f"[{'0, ' * more}{{i}}, {{k}}]", *strides)
    said = [f"the first of {array[..., 0, 0].size} is drawn"] if more > 0 else []
    for stride, size, what in zip(strides, matrix.shape, ("row", "column"), strict=True):
        if stride > 1:
            what = "number" if array.ndim == 1 else what
            said.append(f"every {_ordinal(stride)} of {size} {what}s is drawn")
    return matrix[:: strides[0], :: strides[1]], places, ", ".join(said)


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 not in (11, 12, 13) else 0)
    return f"{number}{ending or 'th'}"


def _extent(array: np.ndarray) -> str:
    """Return the smallest and the largest number, and how many are none."""
    finite = array[np.isfinite(array)]
    parts = []
    if finite.size:
        low, high = number_text(finite.min()), number_text(finite.max())
        parts.append(low if low == high else f"{low} to {high}")
    missing, beyond = int(np.isnan(array).sum()), int(np.isinf(array).sum())
    parts += [f"{missing} NaN"] * bool(missing) + [f"{beyond} infinite"] * bool(beyond)
    return ", ".join(parts)


def _levels(drawn: np.ndarray, array: np.ndarray) -> np.ndarray:
    size = np.abs(array[np.isfinite(array)].astype(float))
    return _places_in_palette(drawn.astype(float), float(size.max(initial=0)) or 1.0)


def _places_in_palette(values: np.ndarray, reach: float) -> np.ndarray:
    with np.errstate(all="ignore"):
        level = np.clip(np.rint(values / reach * STEPS), -STEPS, STEPS) + STEPS
    return np.where(np.isnan(values), NOT_A_NUMBER, np.nan_to_num(level)).astype(np.uint8)


def _in_a_row(width: int, drawn: np.ndarray) -> int:
    """Return how many cells stand in a line: a vector too long for one is broken into equal ones, not 5 and 1."""
    count, most = drawn.shape[1], max(1, WIDTH // width)
    return math.ceil(count / math.ceil(count / most))


def _holds_numbers(drawn: np.ndarray) -> bool:
    return len(drawn) <= ROWS_WITH_NUMBERS and drawn.shape[1] <= COLUMNS_WITH_NUMBERS


def _cells(
    drawn: np.ndarray, levels: np.ndarray, places: Places, box: str, text: Callable[[int, int], str], across: int = 0
) -> str:  # fmt: skip
    """Return rows of cells, broken after so many pixels; each tells its place and its number when it is pointed at."""
    row_style = "display:flex;flex-wrap:wrap" + (f";max-width:{across}px" if across else "")
    rows = "".join(
        f'<div style="{row_style}">'
        + "".join(
            f'<span style="{box};{SHADES[levels[i, k]]}" title="{places.of(i, k)} {number_text(v)}">{text(i, k)}</span>'
            for k, v in enumerate(row)
        )
        + "</div>"
        for i, row in enumerate(drawn)
    )
    return f'<div style="{FRAME};font:12px/22px monospace;text-align:center">{rows}</div>'


def _labeled(cells: str, label: str) -> str:
    return f'<div role="img" aria-label="{escape(label)}">{cells}</div>'


def _numbers(drawn: np.ndarray, places: Places) -> bytes:
    """Return what cells tell when they are pointed at: a line that says what they are, then a line for each number."""
    head = json.dumps([drawn.shape[1], *places])
    return zlib.compress("\n".join([head, *map(number_text, drawn.ravel())]).encode(), 9)


def _image(levels: np.ndarray, numbers: bytes, label: str) -> str:
    """Return a picture whose cells are as large as fits, so that no browser has to enlarge and blur them."""
    rows, columns = levels.shape
    side = max(2, min(CELL, WIDTH // columns, HEIGHT // rows))
    up = 2 * CELL if rows == 1 else side  # a vector as a strip that can be seen
    pixels = levels.repeat(side, axis=1).repeat(up, axis=0)
    source = f"data:image/png;base64,{b64encode(_png(pixels, numbers)).decode()}"
    style = f"{FRAME};max-width:100%;image-rendering:pixelated"
    return f'<img class="mlc-heat" alt="{escape(label)}" title="{escape(label)}" style="{style}" src="{source}">'


def _png(pixels: np.ndarray, numbers: bytes) -> bytes:
    """Return a PNG file of places in the palette (rows, columns), after the PNG Specification (W3C 2003).

    The numbers are a chunk of our own, whose name says by its small letters that who does not know it may pass over it.
    """
    rows, columns = pixels.shape
    size = columns.to_bytes(4, "big") + rows.to_bytes(4, "big")
    lines = np.pad(pixels, ((0, 0), (1, 0)))  # a 0 before each row: its bytes stand as they are
    chunks = (
        (b"IHDR", size + bytes((8, 3, 0, 0, 0))),  # 8 bits a pixel, which are places in a palette
        (b"PLTE", PALETTE.tobytes()),
        (b"IDAT", zlib.compress(lines.tobytes())),
        (b"nuMb", numbers),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")
        for kind, data in chunks
    )


def _palette() -> np.ndarray:
    """Return red, green, blue of each shade, from the lowest to the highest, and last of what is no number."""
    ends = np.array([[int(end[i : i + 2], 16) for i in (1, 3, 5)] for end in ENDS], float)
    at = np.linspace(0, len(ends) - 1, 2 * STEPS + 1)
    shades = [np.interp(at, np.arange(len(ends)), channel) for channel in ends.T]
    return np.vstack([np.rint(shades).T, [255, 210, 77]]).astype(np.uint8)


def _styles() -> Iterator[str]:
    for red, green, blue in PALETTE.tolist():
        luminance = (
            0.2126 * (red / 255) ** 2.2
            + 0.7152 * (green / 255) ** 2.2
            + 0.0722 * (blue / 255) ** 2.2
        )
        ink = "#000" if luminance > 0.18 else "#fff"  # whichever has the higher contrast
        yield f"background:#{red:02x}{green:02x}{blue:02x};color:{ink}"


PALETTE = _palette()
SHADES = tuple(_styles())
