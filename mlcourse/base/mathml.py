"""Formulas without a typesetter: LaTeX becomes MathML, which browsers set themselves; plain.py makes text of it."""

import re
import xml.etree.ElementTree as ET

# What the converter knows by another name only.
SAME_AS = {
    r"\{(aligned|split)\}": "{align*}",
    r"\\operatorname\*?\{arg\\,(max|min)\}": r"\\operatorname{arg\1}",
    r"\\operatorname\*": r"\\operatorname",
    r"\\arg(?![a-zA-Z])": r"\\operatorname{arg}",
}
FENCES = {"()": "matrix round", "[]": "matrix square", "||": "matrix bars"}
LEAVE_A_SIGN = set("([{,;:=<>≤≥≈·×⊙←→∈+−")  # after one of these, + or − is a sign and no operation


def mathml(latex: str, display: bool = False) -> str:
    r"""Return a formula as MathML.

    Args:
        latex: without the dollar signs around it.
        display: on a line of its own.

    Returns:
        A ``<math>`` element, which also carries the LaTeX it was made of.

    Raises:
        ValueError: a command is not known, or the formula is not complete.

    Example:
        >>> mathml("x^2")
        '<math display="inline" alttext="x^2"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>'
        >>> mathml(r"\nosuch{x}")
        Traceback (most recent call last):
        ValueError: the formula \nosuch{x} cannot be set: \nosuch is not known. ...
    """
    return ET.tostring(math_tree(latex, display), encoding="unicode")


def math_tree(latex: str, display: bool = False) -> ET.Element:
    """Return a formula as the tree of its MathML, with signs, operators and bars told apart.

    Args:
        latex: without the dollar signs around it.
        display: on a line of its own.

    Returns:
        The ``<math>`` element.

    Raises:
        ValueError: a command is not known, or the formula is not complete.

    Example:
        >>> [each.tag for each in math_tree("x^2").iter()]
        ['math', 'mrow', 'msup', 'mi', 'mn']
    """
    from latex2mathml.converter import convert

    for name, known in SAME_AS.items():
        latex = re.sub(name, known, latex)
    try:
        written = convert(latex, display="block" if display else "inline")
        tree = ET.fromstring(re.sub(r' xmlns="[^"]*"', "", written, count=1))
    except Exception as error:  # the converter's errors have no base of their own
        raise _cannot_be_set(latex, type(error).__name__) from None
    if unknown := [text for text in tree.itertext() if text.startswith("\\")]:
        raise _cannot_be_set(latex, f"{unknown[0]} is not known")
    _group_matrices(tree)
    _space_operators(tree)
    _pair_bars(tree)
    tree.set("alttext", latex.strip())
    return tree


def _cannot_be_set(latex: str, why: str) -> ValueError:
    return ValueError(
        f"the formula {latex.strip()} cannot be set: {why}. Try a command that latex2mathml knows, "
        "and see that all braces and environments are closed."
    )


def _group_matrices(tree: ET.Element) -> None:
    """Put a matrix and its fences into a row of their own, so that they have its height and not the whole line's."""
    for parent in list(tree.iter()):
        children = list(parent)
        for left, matrix, right in zip(children, children[1:], children[2:], strict=False):
            kind = FENCES.get(f"{left.text}{right.text}")
            if matrix.tag == "mtable" and kind:
                row = ET.Element("mrow", {"class": kind})
                parent.insert(list(parent).index(left), row)
                for part in (left, matrix, right):
                    parent.remove(part)
                    row.append(part)


def _space_operators(tree: ET.Element) -> None:
    """Set space as TeX does: none after a sign, a little around log and max, none before their parenthesis."""
    for parent in tree.iter():
        siblings = [None, *parent, None]
        for before, this, after in zip(siblings, siblings[1:], siblings[2:], strict=False):
            if this is None or this.tag not in ("mi", "mo") or not this.text:
                continue
            if this.text in "+−±" and (before is None or before.text in LEAVE_A_SIGN):
                this.set("form", "prefix")
            if len(this.text) > 1 and this.text.isascii() and this.text.isalpha():
                this.tag = "mo"
                this.set("lspace", "0" if before is None or before.tag == "mo" else "0.167em")
                this.set("rspace", "0" if after is None or after.text == "(" else "0.167em")


def _pair_bars(tree: ET.Element) -> None:
    """Tell left bars from right ones, which look alike: in a row of an even number they take turns."""
    for row in tree.iter():
        bases = [part[0] if part.tag in ("msub", "msup", "msubsup") else part for part in row]
        bars = [each for each in bases if each.text in ("|", "‖") and "fence" not in each.attrib]
        if len(bars) % 2 == 0:
            for i, bar in enumerate(bars):
                bar.attrib |= {"form": ("prefix", "postfix")[i % 2], "stretchy": "false"}
