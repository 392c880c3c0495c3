"""Quantities that are compared in place of a result, such as the spread of random weights, with their own words.

There are many right ways to draw random numbers, so no two right answers need be alike. What is asked of them is:
their shape, around which number they lie, how far they spread. A quantity says how it is measured, what is asked of
it, exactly and not as some sample has it by chance, and how a difference is told.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray


@dataclass(frozen=True)
class Quantity:
    """What is measured of a result that is not compared itself.

    Args:
        name: what it is called, as a part of the result.
        measure: takes a result and returns a number or an array.
        asked: takes the task's arguments by name and returns what ``measure`` should give; where there is none, it is
            what the worked answer gives.
        words: takes what was measured and what is asked, and tells the difference, as in ``"your weights spread by
            0.70; asked is 0.30"``; where there is none, it is told number by number.
    """

    name: str
    measure: Callable[[Any], Any]
    asked: Callable[[dict[str, Any]], Any] | None = None
    words: Callable[[Array, Array], str] | None = None


def two_numbers(one: float, other: float) -> tuple[str, str]:
    """Return two numbers with as many digits, two or more, as it takes to tell them apart.

    Example:
        >>> two_numbers(0.7, 0.3)
        ('0.70', '0.30')
        >>> two_numbers(0.3012, 0.3)
        ('0.301', '0.300')
    """
    for digits in (2, 3, 4):
        texts = _rounded(one, digits), _rounded(other, digits)
        if texts[0] != texts[1]:
            break
    return texts


def _rounded(number: float, digits: int) -> str:
    if not number:
        return "0"
    text = f"{number:#.{digits}g}".rstrip(".").replace("-", "−")
    return text.replace("nan", "NaN").replace("inf", "∞")
