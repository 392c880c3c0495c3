"""Text on a stream that cannot write all of it: what it lacks is written in other letters, and nothing fails.

On Windows what a program prints into a file or a pipe is written in cp1252 or another code page of 256 characters,
which has neither ✓ nor −, and Python's own answer is an exception.
"""

import codecs
import unicodedata
from typing import TextIO

NAME = "mlcourse.legible"
OF_NAMES = {"ø": "o", "œ": "oe", "æ": "ae", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
"""How letters of names, which are none with an accent, are written where there are only those from a to z."""
INSTEAD = OF_NAMES | {
    "✓": "+", "✗": "x", "↻": "@", "◐": "~", "○": "o", "–": "-", "—": "-", "−": "-", "…": "...",
    "→": "->", "←": "<-", "≤": "<=", "≥": ">=", "≈": "~", "≠": "!=", "⊙": "*", "·": "*", "×": "x",
    "∂": "d", "√": "sqrt", "∇": "grad ", "∈": " in ", "∞": "inf", "‖": "||", "⊤": "T", "′": "'",
    "’": "'", "‘": "'", "“": '"', "”": '"', "•": "*", "█": "#", "│": "|", "─": "-", "\u0302": "^",
    "\u0303": "~", "°": " deg", "±": "+-", "↑": "^", "↓": "v", "∑": "sum", "⋅": "*", "⌈": "ceil(",
    "⌉": ")", "⌊": "floor(", "⌋": ")", "■": "#", "▲": "^", "△": "^", "▼": "v", "▽": "v", "●": "*",
}  # fmt: skip


def make_legible(stream: TextIO) -> None:
    """Let a stream write what it lacks in other letters; one that lacks nothing, or cannot be told, stays as it is.

    Args:
        stream: such as ``sys.stdout``.

    Example:
        >>> import io
        >>> written = io.BytesIO()
        >>> stream = io.TextIOWrapper(written, encoding="cp1252")
        >>> make_legible(stream)
        >>> print("✓ σ(z₁) = 1/(1 + e⁻ᶻ) ≥ −1, ŷ", file=stream, flush=True)
        >>> written.getvalue().strip()
        b'+ sigma(z1) = 1/(1 + e^-z) >= -1, y^'
    """
    if getattr(stream, "errors", "") == "strict" and hasattr(stream, "reconfigure"):
        stream.reconfigure(errors=NAME)


def in_other_letters(error: UnicodeError) -> tuple[str, int]:
    """Return what stands for the characters that cannot be encoded, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text, raised = "", False
    for character in error.object[error.start : error.end]:
        is_above = unicodedata.decomposition(character).startswith("<super>")
        text += "^" if is_above and not raised else ""
        text += letters(character)
        raised = is_above
    return text, error.end


def letters(character: str) -> str:
    r"""Return a character in ASCII: by the table, as what it is composed of, a Greek letter by its name, else "?".

    Example:
        >>> [letters(each) for each in "σ₀ŷΔ\N{SNOWMAN}"]
        ['sigma', '0', 'y^', 'Delta', '?']
    """
    if character in INSTEAD:
        return INSTEAD[character]
    parts = unicodedata.normalize("NFKD", character)
    if parts != character:
        return "".join(part if part.isascii() else letters(part) for part in parts)
    if unicodedata.combining(character):
        return ""
    name = unicodedata.name(character, "")
    if not name.startswith("GREEK"):
        return "?"
    letter = name.split()[-1]
    return letter.capitalize() if character.isupper() else letter.lower()


codecs.register_error(NAME, in_other_letters)
