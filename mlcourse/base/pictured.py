"""A record in a notebook: its formula, its numbers put into it, each array as a picture, and a table folded below.

It is made when a record is shown. All of it is plain HTML, so that it stands in notebooks that nobody trusts and in
pages without scripts.
"""

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np

from mlcourse.base.display import Record, Term, number_text, shape_text
from mlcourse.base.heat_map import heat_map

ONE_LINE = "text-align:left;white-space:nowrap"


def record_html(
    record: Record, drawing: str = "", told: str = "", lines: Sequence[str] | None = None
) -> str:
    """Return a record as HTML.

    Args:
        record: any record.
        drawing: HTML of a picture of its own, which takes the place of its arrays' pictures.
        told: HTML that follows the lines.
        lines: in place of the record's worked lines.

    Returns:
        Its title, its formula as LaTeX between dollar signs, its worked lines, its numbers, a picture for each array,
        and the table of all terms: folded where there are pictures.

    Example:
        >>> from mlcourse.data.preprocessing import Standardizer
        >>> print(record_html(Standardizer.fit([[1.0, 5.0], [3.0, 7.0]])))
        <strong>Standardizer</strong>
        <div>$$ x' = \\frac{x - \\mathrm{mean}}{\\mathrm{std}} $$</div>
        <div style="display:flex;...
    """
    parts = [f"<strong>{escape(record.title or type(record).__name__)}</strong>"]
    if record.latex:
        parts.append(f"<div>$$ {escape(record.latex, quote=False)} $$</div>")
    parts += [
        f"<div>{escape(line)}</div>" for line in (record.worked() if lines is None else lines)
    ]
    parts += [told] * bool(told)
    values = [(term, getattr(record, term.name)) for term in record.terms]
    pictures = [_picture(term, value) for term, value in values if _is_array(value)]
    pictures = [drawing] if drawing else pictures
    table = _table(record._rows())
    if not pictures:
        return "\n".join([*parts, table])
    numbers = [f"{term.name} = {number_text(v)}" for term, v in values if _is_number(v)]
    parts += [f"<div>{escape(' · '.join(numbers))}</div>"] * bool(numbers)
    parts.append(f'<div style="display:flex;flex-wrap:wrap">{"".join(pictures)}</div>')
    parts.append(f"<details><summary>As a table</summary>{table}</details>")
    return "\n".join(parts)


def rows_html(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table of texts: what the rows are called to the left, numbers to the right of their columns.

    Args:
        head: the columns' headings.
        rows: the texts of each row, the first one its name.

    Returns:
        HTML.

    Example:
        >>> rows_html(("layer", "std"), [("0", "0.5")]).count("<td")
        1
    """
    right = "text-align:right;white-space:nowrap"
    top = "".join(f"<th scope='col' style='{right}'>{escape(each)}</th>" for each in head)
    body = "".join(
        f"<tr><th scope='row' style='{right}'>{escape(name)}</th>"
        + "".join(f"<td style='{right}'>{escape(text)}</td>" for text in texts)
        + "</tr>"
        for name, *texts in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _is_array(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.ndim > 0 and value.dtype.kind in "biuf"


def _is_number(value: Any) -> bool:
    if isinstance(value, np.ndarray):
        return value.ndim == 0
    return isinstance(value, int | float | np.number) and not isinstance(value, bool)


def _picture(term: Term, value: np.ndarray) -> str:
    """Return an array with its name, its shape and what it is above its picture."""
    return (
        '<div style="margin:8px 28px 8px 0;max-width:400px">'
        f"<div><code>{escape(term.name)}</code> {escape(shape_text(value))}, {escape(term.meaning)}</div>"
        f"{heat_map(term.name, value)}</div>"
    )


def _table(rows: list[tuple[str, str, str, str]]) -> str:
    left = "text-align:left"
    names = ("name", "shape", "values", "what it is")
    head = "".join(f"<th style='{left}'>{name}</th>" for name in names)
    body = "".join(
        f"<tr><td style='{ONE_LINE}'><code>{escape(name)}</code></td>"
        f"<td style='{ONE_LINE}'>{escape(shape)}</td>"
        f"<td style='{left}'><code style='white-space:pre'>{escape(values)}</code></td>"
        f"<td style='{left}'>{escape(meaning)}</td></tr>"
        for name, shape, values, meaning in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
