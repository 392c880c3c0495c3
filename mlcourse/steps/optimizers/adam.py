"""Adam: a running mean of the gradients, divided by the root of a running mean of their squares."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mlcourse.base.display import Term, factor_text, first, number_text, record
from mlcourse.base.errors import Array, as_array, given
from mlcourse.base.per_run import Numbers, fading, not_negative, positive
from mlcourse.steps.optimizers.account import (
    Account,
    OnTheWay,
    Summand,
    mean_text,
    number_at,
    squares,
)
from mlcourse.steps.optimizers.optimizer import Optimizer, Rate, State, Update, step_terms


@dataclass(frozen=True)
class Adam(Optimizer):
    """Adam: momentum as a running mean, divided by the root of a running mean of squares, both corrected.

    m ← β₁m + (1 − β₁)g and v ← β₂v + (1 − β₂)g² start from 0 and are too small at first; m̂ = m/(1 − β₁ᵗ) and
    v̂ = v/(1 − β₂ᵗ), with t from 1, make up for it. θ ← θ − η m̂/(√v̂ + ε): the first step is η, whatever g is.

    Args:
        learning_rate: η above 0; a schedule; or a tuple with one for each run.
        beta1: β₁ from 0, below 1.
        beta2: β₂ from 0, below 1.
        epsilon: ε above 0, outside the root.

    Raises:
        TypeError: a hyperparameter is not a number.
        ValueError: one is out of range.

    Example:
        >>> adam, theta = Adam(learning_rate=0.1), np.array([1.0, 1.0])
        >>> adam.update(np.array([1000.0, -0.001]), adam.init(theta), theta).change.round(3)
        array([-0.1,  0.1])

    Source:
        Kingma and Ba (2015).
    """

    learning_rate: Rate = 0.001
    beta1: Numbers = fading(0.9)
    beta2: Numbers = fading(0.999)
    epsilon: Numbers = positive(1e-8)

    def update(self, gradient: Array, state: "MomentState", theta: Array) -> "AdamUpdate":
        """Return θ − η m̂/(√v̂ + ε); see ``Optimizer.update``."""
        gradient, state, theta = self._checked(gradient, state, theta)
        t, eta = state.step + 1, self.rate(state.step)
        # What is no longer needed is written over: to fetch new memory takes longer than to compute.
        share = (1 - self.beta1) * gradient
        m = self.beta1 * state.m
        m += share
        share = np.square(gradient, out=share)
        share *= 1 - self.beta2
        v = self.beta2 * state.v
        v += share
        m_hat = m / (1 - self.beta1**t)
        v_hat = np.divide(v, 1 - self.beta2**t, out=share)
        # Δθ = −η m̂/(√v̂ + ε)
        root = np.sqrt(v_hat, out=v_hat)
        root += self.epsilon
        change = m_hat
        change *= -eta
        change /= root
        return AdamUpdate.made(
            optimizer=self,
            before=state,
            theta_before=theta,
            gradient=gradient,
            learning_rate=eta,
            change=change,
            theta=theta + change,
            state=MomentState.made(step=t, m=m, v=v),
        )


@record
class MomentState(State):
    """What Adam and AdamW remember."""

    terms = (
        Term("step", "t, steps made so far"),
        Term("m", "first moment: running mean of g"),
        Term("v", "second moment: running mean of g²"),
    )

    m: Array
    v: Array


Adam.state = MomentState


@record
class AdamUpdate(Update[MomentState]):
    """A step of Adam."""

    title = "Adam step"
    latex = (
        r"m \leftarrow \beta_1 m + (1-\beta_1) g \quad v \leftarrow \beta_2 v + (1-\beta_2) g^2 \quad "
        r"\hat m = \frac{m}{1-\beta_1^t} \quad \hat v = \frac{v}{1-\beta_2^t} \quad "
        r"\theta \leftarrow \theta - \eta \frac{\hat m}{\sqrt{\hat v} + \varepsilon}"
    )
    terms: ClassVar[tuple[Term, ...]] = step_terms(
        Term("t", "the step's number, from 1"),
        Term("m", "first moment, β₁m + (1 − β₁)g"),
        Term("v", "second moment, β₂v + (1 − β₂)g²"),
        Term("m_hat", "m̂ = m/(1 − β₁ᵗ), corrected for the start from 0"),
        Term("v_hat", "v̂ = v/(1 − β₂ᵗ), corrected for the start from 0"),
    )

    @property
    def t(self) -> int:
        """The number of this step, from 1."""
        return self.state.step

    @property
    def m(self) -> Array:
        """β₁m + (1 − β₁)g. (..., P)"""
        return self.state.m

    @property
    def v(self) -> Array:
        """β₂v + (1 − β₂)g². (..., P)"""
        return self.state.v

    @property
    def m_hat(self) -> Array:
        """m/(1 − β₁ᵗ), bit for bit what ``update`` computed. (..., P)"""
        return self.m / (1 - self.rule.beta1**self.t)

    @property
    def v_hat(self) -> Array:
        """v/(1 − β₂ᵗ), bit for bit what ``update`` computed. (..., P)"""
        return self.v / (1 - self.rule.beta2**self.t)

    @property
    def rule(self) -> Adam:
        """The optimizer that made the step."""
        assert isinstance(self.optimizer, Adam)
        return self.optimizer

    def worked_at(self, place: int, name: str) -> str:
        """Return the step of one parameter with its numbers; see ``Update.worked_at``."""
        before, v_hat, after = (
            number_text(v.flat[place]) for v in (self.theta_before, self.v_hat, self.theta)
        )
        rate, epsilon = (number_text(first(v)) for v in (self.learning_rate, self.rule.epsilon))
        m_hat = factor_text(self.m_hat.flat[place])
        return f"{name} ← {before} − {rate} · {m_hat}/(√{v_hat} + {epsilon}) = {after}"

    def account(self, place: int) -> Account:
        """Return how the Δθ of one parameter came about; see ``Update.account``."""
        at, rule = number_at(place), self.rule
        beta1, correction = at(rule.beta1), 1 - at(rule.beta1) ** self.t
        root = float(np.sqrt(at(self.v_hat))) + at(rule.epsilon)
        return Account(
            formula="Δθ = −η m̂/(√v̂ + ε)",
            made_of="m̂ and v̂",
            factor_formula="−η / ((1 − β₁ᵗ)(√v̂ + ε))",
            factor=-at(self.learning_rate) / (correction * root),
            share_formula="(1 − β₁) ",
            share=1 - beta1,
            memory=Summand("momentum", "β₁ m", beta1 * at(self.before.m)),
            on_the_way=self._moments_on_the_way(place),
        )

    def _moments_on_the_way(self, place: int) -> tuple[OnTheWay, ...]:
        at, rule, t = number_at(place), self.rule, self.t
        beta1, beta2, g = at(rule.beta1), at(rule.beta2), at(self.gradient)
        m, v, m_hat, v_hat = (number_text(at(x)) for x in (self.m, self.v, self.m_hat, self.v_hat))
        return (
            OnTheWay(
                "m", "m ← β₁ m + (1 − β₁) g", "m and g", "keeps a running mean of the gradients",
                f"{mean_text(beta1, at(self.before.m), g)} = {m}",
            ),
            squares("β₂", beta2, at(self.before.v), g, at(self.v)),
            OnTheWay(
                "m̂", "m̂ = m/(1 − β₁ᵗ)", "m", "makes up for the start of m from 0",
                f"{m}/{number_text(1 - beta1**t)} = {m_hat}",
            ),
            OnTheWay(
                "v̂", "v̂ = v/(1 − β₂ᵗ)", "v", "makes up for the start of v from 0",
                f"{v}/{number_text(1 - beta2**t)} = {v_hat}",
            ),
        )  # fmt: skip


@dataclass(frozen=True)
class AdamW(Adam):
    """AdamW: Adam, and beside it weight decay, θ ← θ − η λ θ − η m̂/(√v̂ + ε).

    An L2 penalty under Adam would be divided by √v̂ like any gradient and so decay the weights with large
    gradients least; here the decay stands outside. It multiplies the old θ and comes times η.

    Args:
        learning_rate: η above 0; a schedule; or a tuple with one for each run.
        beta1: β₁ from 0, below 1.
        beta2: β₂ from 0, below 1.
        epsilon: ε above 0, outside the root.
        weight_decay: λ from 0.
        mask: True where θ decays (P,), for instance ``network.weight_mask``; None decays all of θ.

    Raises:
        TypeError: a hyperparameter is not a number, or mask is not a boolean vector.
        ValueError: one is out of range.

    Example:
        >>> adamw, theta = AdamW(learning_rate=0.1, weight_decay=0.5), np.array([2.0])
        >>> adamw.update(np.array([3.0]), adamw.init(theta), theta).decay  # −η λ θ
        array([-0.1])

    Source:
        Loshchilov and Hutter (2019).
    """

    weight_decay: Numbers = not_negative(0.01)
    mask: Array | None = None

    def __post_init__(self) -> None:
        """Check every hyperparameter and the mask."""
        super().__post_init__()
        if self.mask is None:
            return
        mask = as_array("mask", self.mask)
        if mask.dtype != bool or mask.ndim != 1:
            raise TypeError(
                f"mask must be a boolean vector (P,), or None; given {given(self.mask)}. Try network.weight_mask."
            )
        object.__setattr__(self, "mask", mask)

    def update(self, gradient: Array, state: MomentState, theta: Array) -> "AdamWUpdate":
        """Return θ − η λ θ − η m̂/(√v̂ + ε); see ``Optimizer.update``."""
        adam = super().update(gradient, state, theta)
        eta, theta = adam.learning_rate, adam.theta_before
        decay = -eta * self.weight_decay * self._decaying(theta)
        change = decay + adam.change
        return AdamWUpdate.made(
            optimizer=self,
            before=state,
            theta_before=theta,
            gradient=adam.gradient,
            learning_rate=eta,
            decay=decay,
            change=change,
            theta=theta + change,
            state=adam.state,
        )

    def _decaying(self, theta: Array) -> Array:
        if self.mask is None:
            return theta
        if self.mask.shape != theta.shape[-1:]:
            raise ValueError(
                f"mask must have the shape {theta.shape[-1:]}; given {given(self.mask)}. "
                "Try network.weight_mask."
            )
        return np.where(self.mask, theta, 0)


@record
class AdamWUpdate(AdamUpdate):
    """A step of AdamW."""

    title = "AdamW step"
    latex = AdamUpdate.latex.replace(r"\theta - \eta", r"\theta - \eta\, \lambda\, \theta - \eta")
    terms: ClassVar[tuple[Term, ...]] = (
        *AdamUpdate.terms[:-3],
        Term("decay", "−η λ θ, on the old θ"),
        *AdamUpdate.terms[-3:],
    )

    decay: Array  # (..., P)

    def worked_at(self, place: int, name: str) -> str:
        """Return the step of one parameter with its numbers; see ``Update.worked_at``."""
        before, change, decay, after = (
            v.flat[place] for v in (self.theta_before, self.change, self.decay, self.theta)
        )
        parts = f"{factor_text(decay)} + {factor_text(change - decay)}"
        return f"{name} ← {number_text(before)} + {parts} = {number_text(after)}"

    def account(self, place: int) -> Account:
        """Return how the Δθ of one parameter came about: Adam's, and the decay outside of it."""
        decay = Summand("weight decay", "−η λ θ", number_at(place)(self.decay))
        adam = AdamUpdate.account(self, place)
        return adam._replace(formula=f"{adam.formula} − η λ θ", outside=(decay,))
