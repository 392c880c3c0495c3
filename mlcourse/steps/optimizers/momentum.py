"""Momentum: the step follows a velocity, in which the gradients so far add up and fade."""

from dataclasses import dataclass
from typing import ClassVar

from mlcourse.base.display import Term, factor_text, number_text, record
from mlcourse.base.errors import Array
from mlcourse.base.per_run import Numbers, fading
from mlcourse.steps.optimizers.account import Account, OnTheWay, Summand, number_at
from mlcourse.steps.optimizers.optimizer import Optimizer, State, Update, step_terms


@record
class VelocityState(State):
    """What momentum and Nesterov remember."""

    terms = (Term("step", "steps made so far"), Term("velocity", "v, the gradients so far, fading"))

    velocity: Array


@dataclass(frozen=True)
class Momentum(Optimizer):
    """Momentum (heavy ball): v ← β v + g, θ ← θ − η v.

    Under a constant gradient v grows to g/(1 − β): at β = 0.9 the step becomes ten times that of SGD with the
    same η. (Another convention, v ← β v + (1 − β) g, leaves it as it was.)

    Args:
        learning_rate: η above 0; a schedule; or a tuple with one for each run.
        momentum: β from 0, below 1.

    Raises:
        TypeError: a hyperparameter is not a number.
        ValueError: one is out of range.

    Example:
        >>> import numpy as np
        >>> optimizer, theta = Momentum(learning_rate=0.1, momentum=0.9), np.array([1.0])
        >>> one = optimizer.update(np.array([1.0]), optimizer.init(theta), theta)
        >>> optimizer.update(np.array([1.0]), one.state, one.theta).velocity
        array([1.9])

    Source:
        Polyak (1964).
    """

    momentum: Numbers = fading(0.9)

    state: ClassVar[type[State]] = VelocityState

    def update(self, gradient: Array, state: VelocityState, theta: Array) -> "MomentumUpdate":
        """Return θ − η v with the new v; see ``Optimizer.update``."""
        gradient, state, theta = self._checked(gradient, state, theta)
        eta = self.rate(state.step)
        velocity = self.momentum * state.velocity + gradient
        change = -eta * velocity
        return MomentumUpdate.made(
            optimizer=self,
            before=state,
            theta_before=theta,
            gradient=gradient,
            learning_rate=eta,
            change=change,
            theta=theta + change,
            state=VelocityState.made(step=state.step + 1, velocity=velocity),
        )


@dataclass(frozen=True)
class Nesterov(Momentum):
    """Nesterov's momentum: v ← β v + g, θ ← θ − η (g + β v), one look further along v.

    Args:
        learning_rate: η above 0; a schedule; or a tuple with one for each run.
        momentum: β from 0, below 1.

    Raises:
        TypeError: a hyperparameter is not a number.
        ValueError: one is out of range.

    Example:
        >>> import numpy as np
        >>> optimizer, theta = Nesterov(learning_rate=0.1, momentum=0.9), np.array([1.0])
        >>> optimizer.update(np.array([1.0]), optimizer.init(theta), theta).change.round(2)
        array([-0.19])

    Source:
        Nesterov (1983); Sutskever et al. (2013), rewritten with g at θ, as PyTorch has it.
    """

    def update(self, gradient: Array, state: VelocityState, theta: Array) -> "NesterovUpdate":
        """Return θ − η (g + β v) with the new v; see ``Optimizer.update``."""
        gradient, state, theta = self._checked(gradient, state, theta)
        eta = self.rate(state.step)
        velocity = self.momentum * state.velocity + gradient
        change = -eta * (gradient + self.momentum * velocity)
        return NesterovUpdate.made(
            optimizer=self,
            before=state,
            theta_before=theta,
            gradient=gradient,
            learning_rate=eta,
            change=change,
            theta=theta + change,
            state=VelocityState.made(step=state.step + 1, velocity=velocity),
        )


@record
class MomentumUpdate(Update[VelocityState]):
    """A step with momentum."""

    title = "Momentum step"
    latex = r"v \leftarrow \beta\, v + g \qquad \theta \leftarrow \theta - \eta\, v"
    terms = step_terms(Term("velocity_before", "v"), Term("velocity", "β v + g"))

    @property
    def velocity_before(self) -> Array:
        """The velocity that the step began with. (..., P)"""
        return self.before.velocity

    @property
    def velocity(self) -> Array:
        """β v + g. (..., P)"""
        return self.state.velocity

    def account(self, place: int) -> Account:
        """Return how the Δθ of one parameter came about; see ``Update.account``."""
        at = number_at(place)
        beta, before = at(self.optimizer.momentum), at(self.velocity_before)  # type: ignore[attr-defined]
        return Account(
            formula="Δθ = −η v",
            made_of="v",
            factor_formula="−η",
            factor=-at(self.learning_rate),
            memory=Summand("momentum", "β v", beta * before),
            on_the_way=(self._velocity_on_the_way(place),),
        )

    def _velocity_on_the_way(self, place: int) -> OnTheWay:
        at = number_at(place)
        beta = number_text(at(self.optimizer.momentum))  # type: ignore[attr-defined]
        before, g, now = at(self.velocity_before), at(self.gradient), at(self.velocity)
        return OnTheWay(
            "v", "v ← β v + g", "v and g", "adds the gradient to what is left of the last change",
            f"{beta} · {factor_text(before)} + {factor_text(g)} = {number_text(now)}",
        )  # fmt: skip


@record
class NesterovUpdate(MomentumUpdate):
    """A step with Nesterov's momentum."""

    title = "Nesterov step"
    latex = r"v \leftarrow \beta\, v + g \qquad \theta \leftarrow \theta - \eta\, (g + \beta\, v)"

    def account(self, place: int) -> Account:
        """Return how the Δθ of one parameter came about: g + β(β v + g) = (1 + β) g + β² v."""
        at = number_at(place)
        beta, before = at(self.optimizer.momentum), at(self.velocity_before)  # type: ignore[attr-defined]
        return Account(
            formula="Δθ = −η (g + β v)",
            made_of="g and v",
            factor_formula="−η",
            factor=-at(self.learning_rate),
            share_formula="(1 + β) ",
            share=1 + beta,
            memory=Summand("momentum", "β² v", beta * beta * before),
            on_the_way=(self._velocity_on_the_way(place),),
        )
