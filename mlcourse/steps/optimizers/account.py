"""What a step of an optimizer is made of for one parameter: Δθ = factor · (share · g + memory) + what is outside.

The gradient g may have several parts (the loss's, each penalty's); all of them take the same share and factor. Under
Adam the factor holds the root of the parameter's own v̂, which all summands have in common.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from mlcourse.base.display import factor_text, number_text


class Summand(NamedTuple):
    """A part of the sum: what it is called, its formula, its value."""

    name: str
    formula: str
    value: float


class OnTheWay(NamedTuple):
    """A value that the optimizer computes before Δθ, worked with its numbers."""

    name: str  # "m̂"
    formula: str  # "m̂ = m/(1 − β₁ᵗ)"
    made_of: str  # "m"
    does: str  # "makes up for the start of m from 0", after the optimizer's name
    worked: str  # "0.05/0.1 = 0.5"


class Account(NamedTuple):
    """How one parameter's Δθ came about in one step."""

    formula: str  # of Δθ
    made_of: str  # what Δθ is computed from, in words: "m̂ and v̂"
    factor_formula: str
    factor: float
    share_formula: str = ""  # what g is multiplied by within the sum; nothing where it is 1
    share: float = 1.0
    memory: Summand | None = None  # what is remembered of earlier steps
    outside: tuple[Summand, ...] = ()  # not scaled by the factor: AdamW's decay
    on_the_way: tuple[OnTheWay, ...] = ()


def number_at(place: int) -> Callable[[Any], float]:
    """Return a function that reads one parameter's number: of a vector its element, of a single number that one.

    Args:
        place: of the parameter in θ (P,).

    Returns:
        The function.

    Example:
        >>> at = number_at(1)
        >>> at(np.array([1.0, 2.0])), at(0.5)
        (2.0, 0.5)
    """
    return lambda value: float(value[place] if isinstance(value, np.ndarray) else value)


def mean_text(decay: float, before: float, new: float) -> str:
    """Return ``β · before + (1 − β) · new`` with its numbers.

    Args:
        decay: β.
        before: the mean so far.
        new: what is added to it.

    Returns:
        One side of an equation.

    Example:
        >>> mean_text(0.9, 2.0, -1.0)
        '0.9 · 2 + 0.1 · (−1)'
    """
    return f"{number_text(decay)} · {factor_text(before)} + {number_text(1 - decay)} · {factor_text(new)}"


def squares(symbol: str, decay: float, before: float, g: float, now: float) -> OnTheWay:
    """Return the account of a running mean of g²: RMSProp's and Adam's v.

    Args:
        symbol: of the decay, as in ``"ρ"``.
        decay: its value.
        before: v before the step.
        g: the gradient.
        now: v after the step.

    Returns:
        The worked value.

    Example:
        >>> squares("ρ", 0.5, 2.0, 2.0, 3.0).worked
        '0.5 · 2 + 0.5 · 2² = 3'
    """
    return OnTheWay(
        "v", f"v ← {symbol} v + (1 − {symbol}) g²", "v and g", "keeps a running mean of their squares",
        f"{mean_text(decay, before, g)}² = {number_text(now)}",
    )  # fmt: skip
