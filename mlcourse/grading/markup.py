"""Lines of plain text as HTML: whatever a student wrote is escaped."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

CODE = re.compile(r"`([^`]+)`")


def with_code(text: object) -> Markup:
    """Return a line in which what stands between `backticks` is set as code.

    Example:
        >>> with_code("`x` < 3")
        Markup('<code>x</code> &lt; 3')
    """
    return Markup(CODE.sub(r"<code>\1</code>", str(escape(str(text)))))


def paragraph(lines: list[str]) -> str:
    """Return lines as one piece of HTML.

    Example:
        >>> print(paragraph(["a < b", "`c`"]))
        a &lt; b<br>
        <code>c</code>
    """
    return "<br>\n".join(map(with_code, lines))
