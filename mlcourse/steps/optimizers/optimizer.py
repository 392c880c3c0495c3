"""What all optimizers share: a learning rate, a state that goes in and comes out, a record of the step."""

from dataclasses import dataclass, fields
from typing import Any, ClassVar, Generic, TypeVar

import numpy as np

from mlcourse.base.display import Record, Term, factor_text, number_text, record
from mlcourse.base.errors import Array, floats, given, integer, number
from mlcourse.base.per_run import Numbers, PerRun, check_hyperparameters, per_run
from mlcourse.steps.optimizers.account import Account
from mlcourse.steps.schedule import Schedule

S = TypeVar("S", bound="State")
Rate = float | Schedule | PerRun | tuple[float | Schedule, ...]
_RATE_HINT = "Try 0.1 for SGD, 0.001 for Adam."


@record
class State(Record):
    """What an optimizer remembers: how many steps it has made, and vectors like θ (..., P)."""

    title = "Optimizer state"
    terms: ClassVar[tuple[Term, ...]] = (Term("step", "steps made so far"),)

    step: int


@dataclass(frozen=True)
class Optimizer:
    """Base of all optimizers: a learning rate, ``init`` and ``update``.

    A new one says which ``State`` it keeps and computes its ``update``; ``fading``, ``positive`` and ``not_negative``
    say within which bounds a hyperparameter lies.
    """

    learning_rate: Rate = 0.01

    state: ClassVar[type[State]] = State

    def __post_init__(self) -> None:
        """Check every hyperparameter."""
        object.__setattr__(self, "learning_rate", _check_rate(self.learning_rate))
        check_hyperparameters(self)

    def init(self, theta: Array) -> Any:
        """Return the state before the first step.

        Args:
            theta: the parameters (..., P).

        Returns:
            A state with step 0 and zeros shaped as θ.

        Raises:
            TypeError: θ does not hold real numbers.
        """
        theta = floats("theta", theta)
        remembered = (each.name for each in fields(self.state) if each.name != "step")
        return self.state(step=0, **{name: np.zeros_like(theta) for name in remembered})

    def update(self, gradient: Array, state: Any, theta: Array) -> Any:
        """Return θ after one step, the new state and every term of the step.

        Args:
            gradient: g = ∂L/∂θ (..., P).
            state: what ``init`` or the step before gave.
            theta: the parameters (..., P); not changed.

        Returns:
            An ``Update``.

        Raises:
            TypeError: an argument is of the wrong kind.
            ValueError: shapes that do not fit.
        """
        raise TypeError(
            f"{type(self).__name__} is the base of optimizers; try SGD(learning_rate=0.1)."
        )

    def rate(self, step: int) -> Numbers:
        """Return the learning rate of a step, counted from 0; for several runs one for each.

        Args:
            step: from 0.

        Returns:
            η, or one for each run.

        Raises:
            TypeError: step is not an integer.
            ValueError: step is negative.

        Example:
            >>> from mlcourse import SGD
            >>> SGD(0.1).rate(5)
            0.1
        """
        step, rate = integer("step", step, at_least=0), self.learning_rate
        if isinstance(rate, Numbers):
            return rate
        if isinstance(rate, tuple):
            return _rates_at(rate, step)
        return rate(step)

    def _checked(self, gradient: Any, state: Any, theta: Any) -> tuple[Array, Any, Array]:
        """Return the three arguments of ``update`` if they fit together, the gradient in θ's data type.

        Args:
            gradient: (..., P).
            state: this optimizer's.
            theta: (..., P).

        Returns:
            Gradient, state and θ.

        Raises:
            TypeError: an argument is of the wrong kind.
            ValueError: shapes that do not fit.
        """
        theta, gradient = floats("theta", theta), floats("gradient", gradient)
        if type(state) is not self.state:  # not isinstance: every state is a State
            raise TypeError(
                f"state must be a {self.state.__name__}; given {given(state)}. "
                f"Try {type(self).__name__}().init(theta)."
            )
        if gradient.shape != theta.shape or theta.ndim == 0:
            raise ValueError(
                "gradient and theta must have the same shape (..., P), one number for each parameter; "
                f"given {given(gradient)} and {given(theta)}."
            )
        for name in self.state.__slots__:
            memory = getattr(state, name)
            if name != "step" and memory.shape != theta.shape:
                raise ValueError(
                    f"state must belong to a theta of shape {theta.shape}; given one for {memory.shape}. "
                    f"Try {type(self).__name__}().init(theta)."
                )
        if gradient.dtype != theta.dtype:
            gradient = gradient.astype(theta.dtype)
        return gradient, state, theta


@record
class Update(Record, Generic[S]):
    """One step of an optimizer: θ before and after, and every term in between."""

    optimizer: Optimizer
    before: S
    theta_before: Array  # (..., P)
    gradient: Array  # (..., P)
    learning_rate: Numbers
    change: Array  # (..., P)
    theta: Array  # (..., P)
    state: S

    def worked(self) -> tuple[str, ...]:
        """Return the step of the first parameter with its numbers."""
        return (self.worked_at(0, "θ[0]"),)

    def worked_at(self, place: int, name: str) -> str:
        """Return the step of one parameter with its numbers.

        Args:
            place: of the parameter in θ; of several runs, the first one's.
            name: what it is called.

        Returns:
            For instance ``W0[1, 2] ← 0.5 + (−0.1) = 0.4``.
        """
        before, change, after = (
            v.flat[place] for v in (self.theta_before, self.change, self.theta)
        )
        return f"{name} ← {number_text(before)} + {factor_text(change)} = {number_text(after)}"

    def account(self, place: int) -> Account | None:
        """Return how the Δθ of one parameter came about; None where nothing is said of it.

        Args:
            place: of the parameter in θ (P,), of a single run.

        Returns:
            The account.
        """
        return None


def step_terms(*between: Term) -> tuple[Term, ...]:
    """Return the terms of an update: what a step begins with, what the optimizer makes of it, what it ends with.

    Args:
        between: the optimizer's own terms.

    Returns:
        All of them, in order.
    """
    return (
        Term("theta_before", "θ"),
        Term("gradient", "g = ∂L/∂θ"),
        Term("learning_rate", "η"),
        *between,
        Term("change", "Δθ"),
        Term("theta", "θ + Δθ"),
        Term("state", "for the next step"),
    )


def _rates_at(rates: tuple[float | Schedule, ...], step: int) -> PerRun:
    """Return the rate of each run; a schedule that many runs share is asked once."""
    shared = {id(each): each for each in rates}
    now = {key: each if isinstance(each, float) else each(step) for key, each in shared.items()}
    return PerRun(now[id(each)] for each in rates)


def _check_rate(rate: Any) -> Rate:
    """Return a learning rate: a number, a schedule, or a tuple with one of either for each run."""
    if isinstance(rate, Schedule):
        return rate
    if isinstance(rate, list | tuple) and any(isinstance(each, Schedule) for each in rate):
        return tuple(each if isinstance(each, Schedule) else _check_number(each) for each in rate)
    return per_run("learning_rate", rate, above=0, try_this=_RATE_HINT)


def _check_number(rate: Any) -> float:
    return number("learning_rate", rate, above=0, try_this=_RATE_HINT)
