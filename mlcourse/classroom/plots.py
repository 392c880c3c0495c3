"""Plots for a notebook: matplotlib's, with no ground of their own, readable on a light and on a dark page (``ink``)."""

import struct
import zlib
from base64 import b64encode
from collections.abc import Iterator
from html import escape
from io import BytesIO
from itertools import starmap
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.rcsetup import cycler
from matplotlib.text import Text
from matplotlib.ticker import LogFormatterSciNotation, LogLocator, MaxNLocator
from matplotlib.transforms import Bbox
from PIL import Image

from mlcourse.base.display import number_text
from mlcourse.base.errors import concerning, flag, given, instance, integer, number
from mlcourse.base.ink import DARK, INK

MOST_AXES = 40  # in a row or a column
LINES = ("#0072b2", "#c66a00", "#00875f", "#b0508a", "#2f8fc8")  # Okabe and Ito's, a little darker
PIXELS_PER_INCH = 100
MARGIN = 0.1  # around the picture, in inches
ROOM = 0.8  # around a figure, in inches, for what stands out of it: labels, titles
TICKS = 4  # gaps between them at an axis, at most: a tick takes as long to make as a line of a hundred points
STEPS = (1, 2, 2.5, 5, 10)  # from one tick to the next, as matplotlib chooses
SQUEEZED = 1  # of zlib's nine levels
FINE = 2  # pixels of the picture to one of the page, for fine screens
STYLE: Any = {
    "axes.facecolor": "none",
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "axes.titley": 1.0,  # else each title is laid out after all ticks are, to see whether one is in its way
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.prop_cycle": cycler("color", LINES),
}


class Plot(Figure):
    """A figure that shows itself in a notebook as a transparent picture with an alternative text."""

    alt = ""

    def _ipython_display_(self) -> None:
        from IPython.display import publish_display_data  # only notebooks need it

        said = self.alt or described(self)
        publish_display_data({"text/plain": said, "text/html": self.html(said)})  # type: ignore[no-untyped-call]

    def html(self, alt: str) -> str:
        """Return the picture as HTML.

        Args:
            alt: the text for those who do not see it.

        Returns:
            An image that holds its data, and how it is turned around where the page is dark.
        """
        _lighten_log_axes(self)
        for text in _texts(self):
            if text.get_color() == "black":
                text.set_color(INK)
        picture = _inked(self, ROOM)
        data = b64encode(_png(picture)).decode()
        width = picture.width // FINE
        source = f'src="data:image/png;base64,{data}" alt="{escape(alt)}"'
        return f'<img class="mlc-plot" width="{width}" style="max-width: 100%" {source}>{DARK}'


def _inked(figure: Figure, room: float) -> Image.Image:
    """Return a figure as a picture, cut off where nothing is drawn any more.

    It is drawn once, with room around it: bbox_inches="tight" would lay out every text twice.
    """
    drawn = _drawn(figure, room)
    left, top, right, bottom = drawn.getbbox() or (0, 0, *drawn.size)
    if min(left, top, drawn.width - right, drawn.height - bottom) == 0 and room < 10:
        return _inked(figure, 3 * room)
    margin = round(MARGIN * FINE * PIXELS_PER_INCH)
    return drawn.crop((left - margin, top - margin, right + margin, bottom + margin))


def _drawn(figure: Figure, room: float) -> Image.Image:
    """Return a figure as a picture, with so many inches around it."""
    dpi = FINE * PIXELS_PER_INCH
    width, height = (round(dpi * (inches + 2 * room)) for inches in figure.get_size_inches())
    # The halves are cut off when pixels are counted; without them rounding could cut off a whole one.
    box = Bbox.from_bounds(-room, -room, (width + 0.5) / dpi, (height + 0.5) / dpi)
    data = BytesIO()
    figure.savefig(data, format="rgba", dpi=dpi, bbox_inches=box, facecolor="none")
    return Image.frombuffer("RGBA", (width, height), data.getvalue(), "raw", "RGBA", 0, 1)


def _png(picture: Image.Image) -> bytes:
    """Return a picture as a PNG, each row as its difference from the one above.

    Most of a plot is nothing, or goes on downwards. Pillow tries all five ways for each row, which takes twice as long.
    """
    pixels = np.asarray(picture)
    height, width, _ = pixels.shape
    rows = pixels.reshape(height, -1)
    filtered = np.diff(rows, axis=0, prepend=np.zeros_like(rows[:1]))  # modulo 256
    ways = np.full((height, 1), 2, np.uint8)  # "up"
    size = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)  # 8 bits; red, green, blue, alpha
    data = zlib.compress(np.hstack([ways, filtered]).tobytes(), SQUEEZED)
    chunks = ((b"IHDR", size), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(starmap(_chunk, chunks))


def _chunk(name: bytes, data: bytes) -> bytes:
    """Return a part of a PNG: its length, its name, what is in it, a checksum."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _texts(figure: Figure) -> Iterator[Text]:
    """Yield the texts that have matplotlib's own color; those of titles and axes have the style's."""
    legends = [*figure.legends, *(axes.get_legend() for axes in figure.axes)]
    yield from figure.texts
    for axes in figure.axes:
        yield from axes.texts
    for legend in filter(None, legends):
        yield from (legend.get_title(), *legend.get_texts())


class PlainNumbers(LogFormatterSciNotation):
    """The numbers at a logarithmic axis as 0.01: as 10⁻² they would be a formula, which takes a parser 0.1 s."""

    def __call__(self, x: float, pos: int | None = None) -> str:
        """Return a tick's number, or nothing where it has none."""
        is_numbered = super().__call__(x, pos)
        return number_text(x) if is_numbered else ""


class SeenTicks(MaxNLocator):
    """matplotlib's places of ticks, without the one beyond each end of the axis: it is made and then not drawn."""

    def tick_values(self, vmin: float, vmax: float) -> np.ndarray:  # type: ignore[override]
        """Return the places from one end of the axis to the other."""
        places = np.asarray(super().tick_values(vmin, vmax))
        hair = 1e-9 * abs(vmax - vmin)
        return places[(places >= min(vmin, vmax) - hair) & (places <= max(vmin, vmax) + hair)]


def _lighten_log_axes(figure: Figure) -> None:
    """Give every logarithmic axis plain numbers, and small ticks at 2 and 5 only: each takes a millisecond to draw."""
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            if type(axis.get_major_formatter()) is LogFormatterSciNotation:  # nobody chose another
                axis.set_major_formatter(PlainNumbers())
                axis.set_minor_formatter(PlainNumbers(labelOnlyBase=False))
                axis.set_minor_locator(LogLocator(subs=(2, 5)))


def subplots(
    rows: int = 1,
    columns: int = 1,
    *,
    figsize: tuple[float, float] | None = None,
    sharex: bool = False,
    sharey: bool = False,
    alt: str = "",
) -> tuple[Plot, Any]:
    """Return a figure and its axes, as ``plt.subplots`` does, to be read in the light and in the dark theme.

    The figure has no ground, and its ink and its lines are readable on both. What is drawn in black by name ("k") would
    be too; leave colors to the figure. ``plt.show()`` shows it, as any other.

    Args:
        rows: of axes.
        columns: of axes.
        figsize: width and height in inches; None takes matplotlib's.
        sharex: whether all axes have the same limits across.
        sharey: whether all axes have the same limits up.
        alt: what is to be seen, for those who do not see it; made of titles, labels and legends if not given.

    Returns:
        The figure, and one axes or an array of them.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: no rows, no columns, or a size that is not above 0.

    Example:
        >>> figure, ax = subplots(figsize=(6, 2.4))
        >>> ax.set(xlabel="step", ylabel="loss")[0]
        Text(0.5, 0, 'step')
        >>> described(figure)
        'A plot: loss over step'
        >>> plt.close(figure)
    """
    rows = integer("rows", rows, at_least=1, at_most=MOST_AXES)
    columns = integer("columns", columns, at_least=1, at_most=MOST_AXES)
    alt = instance("alt", alt, str, 'Try alt="a loss that falls".')
    if figsize is not None:
        figsize = _inches(figsize)
    shared: dict[str, Any] = {"sharex": flag("sharex", sharex), "sharey": flag("sharey", sharey)}
    with plt.rc_context(STYLE):
        figure, axes = plt.subplots(rows, columns, FigureClass=Plot, figsize=figsize, **shared)
    assert isinstance(figure, Plot)
    for ax in figure.axes:
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_major_locator(SeenTicks(TICKS, steps=STEPS))
            axis.isDefault_majloc = True  # names on an axis have places of their own
    figure.alt = alt
    return figure, axes


def _inches(figsize: Any) -> tuple[float, float]:
    """Return width and height."""
    if not isinstance(figsize, tuple | list) or len(figsize) != 2:
        raise TypeError(
            f"figsize must be two numbers, width and height in inches; given {given(figsize)}. Try figsize=(6, 3)."
        )
    with concerning("figsize"):
        width, height = (
            number(n, v, above=0) for n, v in zip(("width", "height"), figsize, strict=True)
        )
    return width, height


def described(figure: Figure) -> str:
    """Return in a line what a figure's titles, labels and legends say.

    Args:
        figure: with its axes.

    Returns:
        For instance "A plot: loss over step (training, validation)".
    """
    said = [part for part in map(_axes_described, figure.axes) if part]
    kind = "A picture" if any(axes.images for axes in figure.axes) else "A plot"
    return f"{kind}: {'; '.join(said)}" if said else kind


def _axes_described(axes: Axes) -> str:
    across, up = axes.get_xlabel(), axes.get_ylabel()
    over = f"{up} over {across}" if up and across else up or across
    head = ", ".join(part for part in (axes.get_title(), over) if part)
    labels = ", ".join(axes.get_legend_handles_labels()[1])
    return f"{head} ({labels})" if labels else head
