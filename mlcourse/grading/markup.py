"""Lines of plain text as HTML: whatever a student wrote is escaped."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from mlcourse.checks.verdict import emphasized

CODE = re.compile(r"`([^`]+)`")


def with_code(text: object) -> Markup:
    """Return a line in which what stands between `backticks` is set as code, and *this* with emphasis.

    Example:
        >>> with_code("`x` < *3*")
        Markup('<code>x</code> &lt; <em>3</em>')
    """
    pieces = CODE.split(str(escape(str(text))))
    pieces[::2] = map(emphasized, pieces[::2])
    pieces[1::2] = [f"<code>{each}</code>" for each in pieces[1::2]]
    return Markup("".join(pieces))


def paragraph(lines: list[str]) -> str:
    """Return lines as one piece of HTML.

    Example:
        >>> print(paragraph(["a < b", "`c`"]))
        a &lt; b<br>
        <code>c</code>
    """
    return "<br>\n".join(map(with_code, lines))
