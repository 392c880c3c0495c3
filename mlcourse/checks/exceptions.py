"""What an exception of Python or numpy usually means, where its own message says it in words of the engine room."""

import re
from collections.abc import Callable

import numpy as np

from mlcourse.checks.outcomes import Raised

Match = re.Match[str]


def meaning(raised: Raised) -> str:
    """Return what an exception usually comes from, and what to try; nothing where its own message says it.

    Args:
        raised: what was raised.

    Returns:
        One or two sentences, or an empty string.

    Example:
        >>> meaning(Raised("NameError", "name 'tanh' is not defined"))
        'numpy has a function of this name: np.tanh.'
        >>> meaning(Raised("KeyError", "'W'"))
        ''
    """
    for kind, pattern, words in MEANINGS:
        if raised.kind == kind and (match := re.search(pattern, raised.message)):
            return words if isinstance(words, str) else words(match)
    return ""


def _product(match: Match) -> str:
    rows, columns = match.groups()
    return (
        "In A @ B, A needs as many columns as B has rows; "
        f"here A has {columns} columns and B has {rows} rows. Write both shapes down: is a .T missing, or one too many?"
    )


def _elementwise(match: Match) -> str:
    return (
        f"The shapes {match[1]} and {match[2]} do not fit element by element: from the last axis on, two lengths must "
        "be equal, or one of them 1. (The matrix product is @, not *.)"
    )


def _name(match: Match) -> str:
    if callable(getattr(np, match[1], None)):
        return f"numpy has a function of this name: np.{match[1]}."
    return "Is it spelled as where it was made, and has that cell been run?"


POWER = "In Python, a power is written a**2; ^ works on the bits of integers."
MEANINGS: tuple[tuple[str, str, str | Callable[[Match], str]], ...] = (
    ("ValueError", r"matmul: .*\(size (\d+) is different from (\d+)\)", _product),
    ("ValueError", r"could not be broadcast together with shapes (\(.*?\)) (\(.*?\))", _elementwise),
    ("ValueError", "truth value of an array",
     "An array is many truth values, and if can decide only one. Decide element by element: "
     "np.where(condition, one, other), or multiply by the condition, which counts as 1 or 0."),
    ("NameError", r"^name '(\w+)' is not defined", _name),
    ("RecursionError", "", "The function calls itself, and nothing ever ends that."),
    ("TypeError", "bitwise_xor", POWER),
    ("TypeError", r"for \^=?:", POWER),
    ("TypeError", "converted to Python scalars",
     "Functions of math, and float(), take a single number. numpy's take whole arrays: np.exp, np.tanh."),
)  # fmt: skip
