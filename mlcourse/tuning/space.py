"""A space: for each hyperparameter from where to where it is looked for, and on what scale."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mlcourse.base.display import number_text
from mlcourse.base.errors import given, integer, is_listed, number

MOST = 10**6  # candidates, and points on an axis

Space = Mapping[str, "Axis"]


class Axis(ABC):
    """Base of the axes: where the share u of the way from one end to the other is, and back."""

    @abstractmethod
    def at(self, share: float) -> Any:
        """Return the value at a share u of the way, from 0 to 1."""

    @abstractmethod
    def place(self, value: Any) -> float:
        """Return the share of the way at which a value lies."""

    def points(self, count: int) -> list[Any]:
        """Return that many values with equal steps between them, both ends included.

        Args:
            count: how many, at least 1; a single one lies in the middle.

        Returns:
            The values, ascending.

        Raises:
            TypeError: count is not an integer.
            ValueError: it is below 1.
        """
        count = integer("points", count, at_least=1, at_most=MOST, try_this="Try 3.")
        return [self.at(share) for share in (np.linspace(0, 1, count) if count > 1 else (0.5,))]


@dataclass(frozen=True)
class Uniform(Axis):
    """From low to high, each number as likely: x = low + u·(high − low) with u ~ U(0, 1).

    Args:
        low: the lower end.
        high: the upper end, above low.

    Raises:
        TypeError: an end is not a number.
        ValueError: high is not above low.

    Example:
        >>> Uniform(0.5, 0.9).points(3)
        [0.5, 0.7, 0.9]
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        """Check both ends."""
        object.__setattr__(self, "low", number("low", self.low))
        object.__setattr__(
            self, "high", number("high", self.high, above=self.low, try_this="low comes first.")
        )

    def at(self, share: float) -> float:
        """Return low + u·(high − low)."""
        return float(self.low + share * (self.high - self.low))

    def place(self, value: float) -> float:
        """Return (x − low)/(high − low)."""
        return (value - self.low) / (self.high - self.low)

    def __str__(self) -> str:
        return f"uniform from {number_text(self.low)} to {number_text(self.high)}"


@dataclass(frozen=True)
class LogUniform(Axis):
    """From low to high, each power of ten as likely: x = low·(high/low)ᵘ with u ~ U(0, 1).

    For what acts by its factor, as learning rates and λ do: of U(0.0001, 1) nine in ten would lie above 0.1.

    Args:
        low: the lower end, above 0.
        high: the upper end, above low.

    Raises:
        TypeError: an end is not a number.
        ValueError: low is not above 0, or high not above low.

    Example:
        >>> [round(rate, 6) for rate in LogUniform(0.001, 0.1).points(3)]
        [0.001, 0.01, 0.1]

    Source:
        Bergstra and Bengio (2012).
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        """Check both ends."""
        object.__setattr__(
            self, "low", number("low", self.low, above=0, try_this="0 has no logarithm: try 1e-6.")
        )
        object.__setattr__(
            self, "high", number("high", self.high, above=self.low, try_this="low comes first.")
        )

    def at(self, share: float) -> float:
        """Return low·(high/low)ᵘ."""
        return float(self.low * (self.high / self.low) ** share)

    def place(self, value: float) -> float:
        """Return ln(x/low)/ln(high/low)."""
        return float(np.log(value / self.low) / np.log(self.high / self.low))

    def __str__(self) -> str:
        return f"log-uniform from {number_text(self.low)} to {number_text(self.high)}"


@dataclass(frozen=True)
class Choice(Axis):
    """One of several values, each as likely; a grid holds all of them.

    Args:
        values: a list of at least one, no two of them equal: numbers, names, tuples of layer sizes.

    Raises:
        TypeError: it is no list.
        ValueError: no values, or one twice.

    Example:
        >>> Choice([16, 64]).points(), Choice([(32,), (32, 32)]).at(0.7)
        ([16, 64], (32, 32))
    """

    values: Sequence[Any]

    def __post_init__(self) -> None:
        """Check the values."""
        hint = "Try Choice([16, 64])."
        if not is_listed(self.values):
            raise TypeError(f"values must be a list; given {given(self.values)}. {hint}")
        values = tuple(
            each.item() if isinstance(each, np.generic) else each for each in self.values
        )
        if not values:
            raise ValueError(f"values must be at least one; given {given(self.values)}. {hint}")
        for place, value in enumerate(values):
            if value in values[:place]:
                raise ValueError(f"values must differ; given {given(value)} twice. {hint}")
        object.__setattr__(self, "values", values)

    def at(self, share: float) -> Any:
        """Return value number ⌊u·n⌋."""
        return self.values[min(int(share * len(self.values)), len(self.values) - 1)]

    def place(self, value: Any) -> float:
        """Return the middle of the value's share."""
        return (tuple(self.values).index(value) + 0.5) / len(self.values)

    def points(self, count: int = 1) -> list[Any]:
        """Return all values, however many points are asked for."""
        integer("points", count, at_least=1, try_this="Try 3.")
        return list(self.values)

    def __str__(self) -> str:
        return f"one of {', '.join(map(str, self.values))}"


def check_space(space: Any) -> Space:
    """Return the space if it is one.

    Args:
        space: a dictionary from names to axes.

    Returns:
        The space.

    Raises:
        TypeError: it is no dictionary, a name is no string, or a value no axis.
        ValueError: it is empty.
    """
    hint = 'Try {"learning_rate": ml.LogUniform(0.001, 1)}.'
    if not isinstance(space, Mapping):
        raise TypeError(
            f"space must be a dictionary of names and axes; given {given(space)}. {hint}"
        )
    if not space:
        raise ValueError(
            f"space must hold at least one hyperparameter; given {given(dict(space))}. {hint}"
        )
    for name, axis in space.items():
        if not isinstance(name, str):
            raise TypeError(f"space must have names as keys; given {given(name)}. {hint}")
        if not isinstance(axis, Axis):
            raise TypeError(
                f"space[{name!r}] must be ml.LogUniform(low, high), ml.Uniform(low, high) or "
                f"ml.Choice([a, b, …]); given {given(axis)}. {hint}"
            )
    return space
