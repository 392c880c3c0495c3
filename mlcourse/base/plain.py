"""Formulas as a line of text, for a terminal: LaTeX becomes the Unicode that one would type.

latex2mathml reads the formula; what is decided here is how each part is written on a line: 1 over 2 as 1/2, with
parentheses where they are needed, x with an index as xᵢ, a space on both sides of an operation.
"""

import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from mlcourse.base.mathml import math_tree

SUBSCRIPTS = str.maketrans("0123456789+−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
SUPERSCRIPTS = str.maketrans(
    "0123456789+−=()abcdefghijklmnoprstuvwxyz⊤′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀ′"
)
ACCENTS = {"^": "\u0302", "¯": "\u0304", "~": "\u0303"}
SAME_AS = {"∑": "Σ", "⋅": "·", "‾": "¯"}
OPERATIONS = set("=←→+−·⊙≤≥≈<>∈×")
LOOSE = (
    "word",
    "sum",
    "fraction",
)  # kinds of parts with a space between them and a factor beside them
SPACES = ((0.5, " "), (1.5, "   "), (9, "      "))  # in em, up to which; \, and \; \quad, \qquad


class Part(NamedTuple):
    """A part of a line: its text, and its kind, on which the space around it depends."""

    text: str
    kind: str  # "factor", "word", "sum", "fraction", "operation", "sign", "slash", "comma", "open", "close", "space"


@cache
def plain(latex: str) -> str:
    r"""Return a formula as a line of text.

    Args:
        latex: without the dollar signs around it. ``\,`` stands for a space between two factors.

    Returns:
        One line.

    Raises:
        ValueError: a command is not known, the formula is not complete, or it has a part that no line can show.

    Example:
        >>> plain(r"\hat m = \frac{m}{1 - \beta_1^t} \qquad L = \frac{1}{N} \sum_i (\hat y_i - y_i)^2")
        'm̂ = m/(1 − β₁ᵗ)      L = (1/N) Σᵢ (ŷᵢ − yᵢ)²'
    """
    return _line(_parts(math_tree(latex))).strip()


def _parts(row: ET.Element) -> list[Part]:
    """Return what stands in a row, and in the rows within it, one by one."""
    parts: list[Part] = []
    for each in row:
        parts += _parts(each) if each.tag == "mrow" and not _is_name(each) else [_part(each)]
    return parts


def _is_name(row: ET.Element) -> bool:
    r"""Return whether a row holds the letters of a \mathrm."""
    return len(row) > 1 and all(each.get("mathvariant") == "normal" for each in row)


def _part(node: ET.Element) -> Part:
    """Return one part as text."""
    if node.tag in ("mi", "mn", "mo"):
        return _symbol(node)
    if node.tag == "mtext" or node.tag == "mrow":  # an \mathrm
        return Part("".join(node.itertext()), "word")
    if node.tag == "mspace":
        width = float(node.get("width", "0em").removesuffix("em"))
        return Part(next(space for most, space in SPACES if width <= most), "space")
    if node.tag == "mover":
        accent = ACCENTS.get(SAME_AS.get(node[1].text or "", node[1].text or ""), "")
        if accent:
            return Part(unicodedata.normalize("NFC", _text(node[0]) + accent), "factor")
    if node.tag in ("msub", "msup", "msubsup"):
        return _scripts(node)
    if node.tag == "msqrt":
        return Part("√" + _in_parentheses(_parts(node), _has_no_power), "factor")
    if node.tag == "mfrac":
        above, below = (_parts_of(each) for each in node)
        text = f"{_in_parentheses(above, _is_product)}/{_in_parentheses(below, _is_single)}"
        return Part(text, "fraction")
    raise ValueError(
        f"a line of text cannot show {node.tag}; try \\frac, \\sqrt, \\hat, \\bar or an index."
    )


def _symbol(node: ET.Element) -> Part:
    """Return a letter, a number or an operator."""
    text = SAME_AS.get(node.text or "", node.text or "")
    if text == "Σ" and node.tag == "mo":
        return Part(text, "sum")
    if node.get("form") == "prefix" and text in "+−":
        return Part(text, "sign")
    if node.tag == "mo" and text in OPERATIONS:
        return Part(text, "operation")
    if text in "([{" or (text in "|‖" and node.get("form") == "prefix"):
        return Part(text, "open")
    if text in ")]}|‖":
        return Part(text, "close")
    if len(text) > 1 and text.isalpha():
        return Part(text, "word")
    return Part(text, {",": "comma", ":": "comma", "/": "slash"}.get(text, "factor"))


def _scripts(node: ET.Element) -> Part:
    """Return a part with its index and its power: those that Unicode has raised or lowered, in brackets others."""
    base = _part(node[0])
    text = base.text
    if node.tag != "msup":
        index = _text(node[1])
        small = index.replace(" ", "").translate(SUBSCRIPTS)
        text += f"[{index}]" if set(small) & set(index.replace(" ", "")) else small
    if node.tag != "msub":
        power = _text(node[-1])
        small = power.replace(" ", "").translate(SUPERSCRIPTS)
        text += f"^({power})" if set(small) & set(power.replace(" ", "")) - {"′"} else small
    return Part(text, base.kind)


def _parts_of(node: ET.Element) -> list[Part]:
    return _parts(node) if node.tag == "mrow" and not _is_name(node) else [_part(node)]


def _text(node: ET.Element) -> str:
    return _line(_parts_of(node))


def _in_parentheses(parts: list[Part], is_whole: Callable[[list[Part]], bool]) -> str:
    text = _line(parts)
    return text if is_whole(parts) else f"({text})"


def _is_product(parts: list[Part]) -> bool:
    """Return whether it is a product: outside of parentheses there is no other operation, no sum and no fraction."""
    depth = 0
    for part in parts:
        depth += {"open": 1, "close": -1}.get(part.kind, 0)
        other = part.kind in ("sum", "fraction", "slash") or (
            part.kind == "operation" and part.text not in "·⊙×"
        )
        if depth == 0 and other:
            return False
    return True


def _is_single(parts: list[Part]) -> bool:
    """Return whether it is one factor, ∂ and one, or a function of what stands in one pair of parentheses."""
    if len(parts) == 1 or parts[0].text == "∂":
        return len(parts) <= 2 and parts[-1].kind in ("factor", "word")
    depth, inner = 0, parts[parts[0].kind == "word" :]
    for i, part in enumerate(inner):
        depth += {"open": 1, "close": -1}.get(part.kind, 0)
        if depth == 0:
            return i == len(inner) - 1 > 0
    return False


def _has_no_power(parts: list[Part]) -> bool:
    """Return whether it is one factor without a power: √v needs no parentheses, √(v²) does."""
    powers = {chr(power) for power in SUPERSCRIPTS.values()}
    return len(parts) == 1 and parts[0].kind == "factor" and not powers & set(parts[0].text)


def _line(parts: list[Part]) -> str:
    """Return parts side by side. A fraction that is multiplied by what follows stands in parentheses."""
    text, before = "", ""
    for part, after in zip(parts, [*parts[1:], Part("", "")], strict=True):
        multiplied = part.kind == "fraction" and after.kind in ("open", "factor", *LOOSE)
        text += " " if _is_apart(before, part.kind) else ""
        text += f"({part.text})" if multiplied else part.text
        before = part.kind
    return text


def _is_apart(left: str, right: str) -> bool:
    """Return whether there is a space between parts of these kinds."""
    if not left or "space" in (left, right):
        return False
    if "operation" in (left, right) or left == "comma":
        return True
    if right in LOOSE:
        return left in ("factor", "close", *LOOSE)
    return left in LOOSE and (right == "factor" or (right == "open" and left != "word"))
