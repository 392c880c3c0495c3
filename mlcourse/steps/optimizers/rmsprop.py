"""RMSProp: each parameter's step is divided by the root of a running mean of its squared gradients."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mlcourse.base.display import Term, record
from mlcourse.base.errors import Array
from mlcourse.base.per_run import Numbers, fading, positive
from mlcourse.steps.optimizers.account import Account, number_at, squares
from mlcourse.steps.optimizers.optimizer import Optimizer, State, Update, step_terms


@record
class SquareState(State):
    """What RMSProp remembers."""

    terms = (Term("step", "steps made so far"), Term("v", "running mean of g²"))

    v: Array


@dataclass(frozen=True)
class RMSProp(Optimizer):
    """RMSProp: v ← ρ v + (1 − ρ) g², θ ← θ − η g/(√v + ε): each parameter's step is scaled by its usual gradient.

    Args:
        learning_rate: η above 0; a schedule; or a tuple with one for each run.
        decay: ρ from 0, below 1.
        epsilon: ε above 0, outside the root.

    Raises:
        TypeError: a hyperparameter is not a number.
        ValueError: one is out of range.

    Example:
        >>> optimizer, theta = RMSProp(learning_rate=0.1, decay=0.99), np.array([1.0])
        >>> optimizer.update(np.array([5.0]), optimizer.init(theta), theta).change.round(3)  # −η/√(1 − ρ)
        array([-1.])

    Source:
        Tieleman and Hinton (2012).
    """

    decay: Numbers = fading(0.99)
    epsilon: Numbers = positive(1e-8)

    state: ClassVar[type[State]] = SquareState

    def update(self, gradient: Array, state: SquareState, theta: Array) -> "RMSPropUpdate":
        """Return θ − η g/(√v + ε); see ``Optimizer.update``."""
        gradient, state, theta = self._checked(gradient, state, theta)
        eta = self.rate(state.step)
        v = self.decay * state.v + (1 - self.decay) * gradient**2
        change = -eta * gradient / (np.sqrt(v) + self.epsilon)
        return RMSPropUpdate.made(
            optimizer=self,
            before=state,
            theta_before=theta,
            gradient=gradient,
            learning_rate=eta,
            change=change,
            theta=theta + change,
            state=SquareState.made(step=state.step + 1, v=v),
        )


@record
class RMSPropUpdate(Update[SquareState]):
    """A step of RMSProp."""

    title = "RMSProp step"
    latex = (
        r"v \leftarrow \rho\, v + (1 - \rho)\, g^2 \qquad "
        r"\theta \leftarrow \theta - \eta \frac{g}{\sqrt{v} + \varepsilon}"
    )
    terms = step_terms(Term("v", "running mean of g²"))

    @property
    def v(self) -> Array:
        """The running mean of g². (..., P)"""
        return self.state.v

    def account(self, place: int) -> Account:
        """Return how the Δθ of one parameter came about; see ``Update.account``."""
        at, rule = number_at(place), self.optimizer
        assert isinstance(rule, RMSProp)
        root = float(np.sqrt(at(self.v))) + at(rule.epsilon)
        return Account(
            formula="Δθ = −η g/(√v + ε)",
            made_of="g and v",
            factor_formula="−η / (√v + ε)",
            factor=-at(self.learning_rate) / root,
            on_the_way=(
                squares("ρ", at(rule.decay), at(self.before.v), at(self.gradient), at(self.v)),
            ),
        )
