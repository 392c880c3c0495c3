"""The formulas of a page: `$…$` and `$$…$$` in HTML."""

import html
import re
from collections.abc import Callable

# Text between tags may hold formulas; what stands in these elements is meant as it is.
HTML_PARTS = re.compile(
    r"<(pre|code|script|style|svg|math|textarea)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>"
    r"|(?<!\\)\$\$(?P<display>[^<]+?)\$\$|(?<![\\$])\$(?P<inline>[^<$]+?)(?<!\\)\$",
    re.DOTALL | re.IGNORECASE,
)


def set_formulas(text: str, setter: Callable[[str, bool], str]) -> str:
    r"""Return HTML in which ``$…$`` and ``$$…$$`` are formulas, as JupyterLab would set them in an output.

    Args:
        text: HTML.
        setter: makes a formula of its LaTeX, and of whether it has a line of its own.

    Returns:
        HTML; what stands in code, scripts and the like is left alone.

    Example:
        >>> set_formulas("<p>$a &lt; b$ <code>$c$</code></p>", lambda latex, display: f"[{latex}]")
        '<p>[a < b] <code>$c$</code></p>'
    """

    def replace(found: re.Match[str]) -> str:
        latex = found["display"] or found["inline"]
        return setter(html.unescape(latex), bool(found["display"])) if latex else found[0]

    return HTML_PARTS.sub(replace, text)
