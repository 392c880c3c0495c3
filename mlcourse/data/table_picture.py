"""A table in pictures: what may be wrong with it, and for each column how often which values occur, in plain HTML."""

from collections.abc import Iterator, Sequence
from html import escape

import numpy as np

from mlcourse.base.display import number_text
from mlcourse.base.errors import Array
from mlcourse.data.flaws import Flaw

BARS = 20
SHOWN = 24  # columns at the most
HEIGHT = 32  # pixels


def columns_html(x: Array, y: Array, names: tuple[str, ...], target: str) -> str:
    """Return a small picture for the target and for each input, the first 24 of them.

    Args:
        x: inputs (N, D).
        y: targets (N,).
        names: of the columns of x.
        target: the target's name.

    Returns:
        HTML without scripts.

    Example:
        >>> columns_html(np.eye(3), np.arange(3), ("a", "b", "c"), "y").count("<figure")
        4
    """
    shown = [(f"{target} (target)", y), *zip(names, x.T, strict=True)][: SHOWN + 1]
    more = x.shape[1] - SHOWN
    rest = f"<div>… and {more} more columns</div>" if more > 0 else ""
    return "".join(_bars(name, column) for name, column in shown) + rest


def flaws_html(flaws: Sequence[Flaw]) -> str:
    """Return a row for each flaw: what it is, where, what was seen, and what to do about it.

    Args:
        flaws: of a table.

    Returns:
        HTML without scripts.

    Example:
        >>> flaws_html([Flaw("few examples", "", "there are 40.", "Collect more.")]).count("<td")
        3
    """
    if not flaws:
        return "<div>Nothing conspicuous was found in the table.</div>"
    left = "style='text-align:left;vertical-align:top'"
    head = "".join(
        f"<th scope='col' {left}>{name}</th>" for name in ("what", "where", "seen", "to do")
    )
    rows = "".join(
        f"<tr><th scope='row' {left}>{escape(flaw.name)}</th>"
        + "".join(
            f"<td {left}>{escape(text)}</td>"
            for text in (flaw.column or "–", flaw.evidence, flaw.advice)
        )
        + "</tr>"
        for flaw in flaws
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _bars(name: str, column: Array) -> str:
    values = np.asarray(column, dtype=float)
    low, high = float(values.min()), float(values.max())
    counts = np.histogram(
        values, bins=BARS, range=(low, high) if high > low else (low - 1, low + 1)
    )[0]
    extent = f"{number_text(low)} … {number_text(high)}"
    return (
        f'<figure style="margin:6px 14px 6px 0;width:124px" title="{escape(name, quote=True)}: {extent}">'
        f'<div style="white-space:nowrap;overflow:hidden;text-overflow:ellipsis">{escape(name)}</div>'
        f'<div style="display:flex;align-items:flex-end;height:{HEIGHT}px;border-bottom:1px solid #999">'
        f"{''.join(_drawn(counts))}</div>"
        f'<figcaption style="font-size:85%">{extent}</figcaption></figure>'
    )


def _drawn(counts: Array) -> Iterator[str]:
    """Yield a bar for each count; the smallest that is not 0 can be seen."""
    for count in counts:
        height = max(1, round(HEIGHT * count / counts.max())) if count else 0
        yield f'<span style="width:6px;height:{height}px;background:#5c8ab8"></span>'
