"""Step 5, learning rate: how large a step is, as a function of how many steps were taken before.

A schedule is called with the step, counted from 0 in parameter updates (not in epochs), and returns
the learning rate η of that step. It remembers nothing: any step can be asked at any time, in any
order, which is what lets a run be replayed.
"""

from dataclasses import dataclass
from math import cos, pi

from mlcourse.base.errors import given, integer, number
from mlcourse.steps.schedule import Schedule

RATE_HINT = "Try 0.1 for gradient descent, 0.001 for Adam."
FACTOR_HINT = "A factor of 0.5 halves the learning rate, 1 keeps it."


@dataclass(frozen=True)
class StepDecay(Schedule):
    """η(step) = η₀ · factor^⌊step/every⌋: a drop after each ``every`` steps.

    Args:
        initial: η₀, above 0.
        every: steps from one drop to the next, at least 1.
        factor: what a drop multiplies the learning rate by, above 0 and at most 1.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: an argument is out of range.

    Example:
        >>> schedule = StepDecay(0.8, every=100, factor=0.5)
        >>> [schedule(step) for step in (0, 99, 100, 200)]
        [0.8, 0.8, 0.4, 0.2]

    Source:
        Krizhevsky, Sutskever and Hinton (2012), who divided by 10 whenever validation stood still.
    """

    initial: float
    every: int
    factor: float = 0.1

    def __post_init__(self) -> None:
        """Check every argument."""
        number("initial", self.initial, above=0, try_this=RATE_HINT)
        integer("every", self.every, at_least=1, try_this="Try a third of the run's steps.")
        number("factor", self.factor, above=0, at_most=1, try_this=FACTOR_HINT)

    def rate(self, step: int) -> float:
        """Return η₀ · factor^⌊step/every⌋."""
        return float(self.initial * self.factor ** (step // self.every))


@dataclass(frozen=True)
class ExponentialDecay(Schedule):
    """η(step) = η₀ · factor^step: the same ratio from each step to the next.

    Args:
        initial: η₀, above 0.
        factor: the ratio, above 0 and at most 1; it acts at each step, so 0.999 halves η in 693.

    Raises:
        TypeError: an argument is not a number.
        ValueError: an argument is out of range.

    Example:
        >>> schedule = ExponentialDecay(0.8, factor=0.5)
        >>> [schedule(step) for step in range(4)]
        [0.8, 0.4, 0.2, 0.1]
    """

    initial: float
    factor: float

    def __post_init__(self) -> None:
        """Check every argument."""
        number("initial", self.initial, above=0, try_this=RATE_HINT)
        number("factor", self.factor, above=0, at_most=1, try_this=FACTOR_HINT)

    def rate(self, step: int) -> float:
        """Return η₀ · factor^step."""
        return float(self.initial * self.factor**step)


@dataclass(frozen=True)
class CosineDecay(Schedule):
    """η(step) = η₁ + ½(η₀ − η₁)(1 + cos(π·step/T)): half a wave from η₀ down to η₁, then η₁.

    Args:
        initial: η₀, above 0.
        steps: T, the steps that the way down takes, at least 1.
        final: η₁, from 0 to η₀, kept from step T on.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: an argument is out of range.

    Example:
        >>> schedule = CosineDecay(0.2, steps=100)
        >>> [round(schedule(step), 4) for step in (0, 25, 50, 100, 500)]
        [0.2, 0.1707, 0.1, 0.0, 0.0]

    Source:
        Loshchilov and Hutter (2017), without their restarts.
    """

    initial: float
    steps: int
    final: float = 0.0

    def __post_init__(self) -> None:
        """Check every argument."""
        initial = number("initial", self.initial, above=0, try_this=RATE_HINT)
        integer("steps", self.steps, at_least=1, try_this="Try the number of steps of the run.")
        hint = "It decays from initial to final; try final=0.0."
        number("final", self.final, at_least=0, at_most=initial, try_this=hint)

    def rate(self, step: int) -> float:
        """Return η₁ + ½(η₀ − η₁)(1 + cos(π·step/T)), and η₁ after T."""
        way = min(step / self.steps, 1.0)
        return float(self.final + (self.initial - self.final) * (1 + cos(pi * way)) / 2)


@dataclass(frozen=True)
class WarmUp(Schedule):
    """η(step) = after(0) · (step + 1)/(T + 1) for step < T, then after(step − T): a gentle start.

    T steps climb on a straight line to the first learning rate of what comes after; none is wasted
    at η = 0. ``after`` has its own clock, it sees step − T: in the example the way down takes 6
    steps, the whole 10.

    Args:
        steps: T, the steps of the climb, at least 1.
        after: a schedule, or a number above 0 for a constant learning rate.

    Raises:
        TypeError: steps is not an integer, after is neither a schedule nor a number.
        ValueError: an argument is out of range.

    Example:
        >>> schedule = WarmUp(4, after=CosineDecay(0.1, steps=6))
        >>> [round(schedule(step), 3) for step in range(11)]
        [0.02, 0.04, 0.06, 0.08, 0.1, 0.093, 0.075, 0.05, 0.025, 0.007, 0.0]

    Source:
        Goyal et al. (2017), who climb from the learning rate of a single worker instead.
    """

    steps: int
    after: Schedule | float

    def __post_init__(self) -> None:
        """Check every argument, and make a schedule of a plain number."""
        integer("steps", self.steps, at_least=1, try_this="Without warm-up use `after` itself.")
        if not isinstance(self.after, Schedule):
            object.__setattr__(self, "after", _constant(self.after))

    def rate(self, step: int) -> float:
        """Return the point on the line, or what comes after."""
        after: Schedule = self.after  # type: ignore[assignment]  # __post_init__ made it one
        if step < self.steps:
            return after(0) * ((step + 1) / (self.steps + 1))
        return after(step - self.steps)


@dataclass(frozen=True)
class Constant(Schedule):
    """η(step) = η₀: the same learning rate at each step.

    Args:
        learning_rate: η₀, above 0.

    Raises:
        TypeError: learning_rate is not a number.
        ValueError: learning_rate is not above 0.

    Example:
        >>> Constant(0.1)(0), Constant(0.1)(1000)
        (0.1, 0.1)
    """

    learning_rate: float

    def __post_init__(self) -> None:
        """Check the learning rate."""
        number("learning_rate", self.learning_rate, above=0, try_this=RATE_HINT)

    def rate(self, step: int) -> float:
        """Return η₀."""
        return float(self.learning_rate)


def _constant(learning_rate: float) -> Constant:
    try:
        return Constant(number("after", learning_rate, above=0, try_this=RATE_HINT))
    except TypeError:
        raise TypeError(
            f"after must be a schedule or a number; given {given(learning_rate)}. "
            "Try after=0.1 or after=CosineDecay(0.1, steps=1000)."
        ) from None
