r"""Formulas and code in a short text, as HTML that any page shows by itself: ``$…$`` becomes MathML."""

import re
from functools import lru_cache
from html import escape

PART = re.compile(r"\$([^$]+)\$|`([^`]+)`")


@lru_cache(maxsize=512)
def rich(text: str) -> str:
    r"""Return a text as HTML: formulas as MathML, code between backticks as ``<code>``, all else escaped.

    Args:
        text: a sentence or two; a lone dollar sign stays what it is.

    Returns:
        HTML without scripts, links or images.

    Example:
        >>> rich("`W` < 0")
        '<code>W</code> &lt; 0'
        >>> rich(r"all $\delta$")[:10]
        'all <math '
    """
    parts, end = [], 0
    for found in PART.finditer(text):
        formula, code = found.groups()
        parts.append(escape(text[end : found.start()]))
        parts.append(_mathml(formula) if formula else f"<code>{escape(code)}</code>")
        end = found.end()
    return "".join((*parts, escape(text[end:])))


def _mathml(formula: str) -> str:
    """Return a formula in LaTeX as MathML."""
    from latex2mathml.converter import convert

    return str(convert(formula))
