r"""Formulas, code and stress in a short text, as HTML that any page shows by itself: ``$…$`` becomes MathML."""

import re
from functools import lru_cache
from html import escape

from mlcourse.base.mathml import mathml

PART = re.compile(r"\$([^$]+)\$|`([^`]+)`|\*\*([^*]+)\*\*|\*([^*]+)\*")


@lru_cache(maxsize=512)
def rich(text: str) -> str:
    r"""Return a text as HTML: formulas as MathML, code, stressed words, all else escaped.

    Args:
        text: a sentence or two; a lone dollar sign stays what it is.

    Returns:
        HTML without scripts, links or images.

    Example:
        >>> rich("`W` < 0"), rich("**not** *yet*")
        ('<code>W</code> &lt; 0', '<strong>not</strong> <em>yet</em>')
        >>> rich(r"all $\delta$")[:10]
        'all <math '
    """
    parts, end = [], 0
    for found in PART.finditer(text):
        parts.append(escape(text[end : found.start()]))
        parts.append(_marked(*found.groups()))
        end = found.end()
    return "".join((*parts, escape(text[end:])))


def paragraphs(text: str) -> str:
    r"""Return a longer text as HTML: a paragraph after each empty line, ``$$…$$`` as a formula on its own line.

    Args:
        text: paragraphs as `rich` takes them, or none.

    Returns:
        HTML without scripts, links or images.

    Example:
        >>> paragraphs("One.\n\nTwo *more*.")
        '<p>One.</p><p>Two <em>more</em>.</p>'
        >>> paragraphs("$$x$$")[:26]
        '<p class="mlc-display"><ma'
    """
    blocks = [block.strip() for block in re.split(r"\n\s*\n", text) if block.strip()]
    return "".join(_block(block) for block in blocks)


def _block(block: str) -> str:
    """Return a paragraph, or a formula on a line of its own."""
    if formula := re.fullmatch(r"\$\$(.+)\$\$", block, re.DOTALL):
        return f'<p class="mlc-display">{mathml(formula[1], display=True)}</p>'
    return f"<p>{rich(block)}</p>"


def _marked(formula: str | None, code: str | None, strong: str | None, stress: str | None) -> str:
    """Return the one part that is not None as HTML."""
    if formula:
        return mathml(formula)
    tag, words = next((t, w) for t, w in (("code", code), ("strong", strong), ("em", stress)) if w)
    return f"<{tag}>{escape(words)}</{tag}>"
