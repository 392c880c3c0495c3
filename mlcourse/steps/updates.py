"""Step 4, what an optimizer remembers and what one step of it is made of: states and updates.

A state goes into a step and comes out of it again, new. An update keeps every term of the step under the
name that it has in the formula.
"""

from typing import Any, ClassVar, Generic, TypeVar

from mlcourse.base.display import Record, Term, factor_text, first, number_text, record
from mlcourse.base.errors import Array

Numbers = float | tuple[float, ...]  # a hyperparameter: one number, or one for each run
S = TypeVar("S", bound="State")


@record
class State(Record):
    """What an optimizer remembers: how many steps it has made."""

    title = "Optimizer state"
    terms: ClassVar[tuple[Term, ...]] = (Term("step", "steps made so far"),)

    step: int


@record
class VelocityState(State):
    """What momentum and Nesterov remember."""

    terms = (Term("step", "steps made so far"), Term("velocity", "v, the gradients so far, fading"))

    velocity: Array


@record
class SquareState(State):
    """What RMSProp remembers."""

    terms = (Term("step", "steps made so far"), Term("v", "running mean of g²"))

    v: Array


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


@record
class Update(Record, Generic[S]):
    """One step of an optimizer: θ before and after, and every term in between."""

    theta_before: Array  # (..., P)
    gradient: Array  # (..., P)
    learning_rate: Numbers
    change: Array  # (..., P)
    theta: Array  # (..., P)
    state: S

    def worked(self) -> tuple[str, ...]:
        """Return the step of the first parameter with its numbers."""
        before, after = number_text(first(self.theta_before)), number_text(first(self.theta))
        return (f"θ[0] ← {before} + {factor_text(first(self.change))} = {after}",)


_BEFORE = (Term("theta_before", "θ"), Term("gradient", "g = ∂L/∂θ"), Term("learning_rate", "η"))
_AFTER = (Term("change", "Δθ"), Term("theta", "θ + Δθ"), Term("state", "for the next step"))


@record
class GradientDescentUpdate(Update[State]):
    """A step of (stochastic) gradient descent."""

    title = "Gradient descent step"
    formula = "θ ← θ − η g"
    latex = r"\theta \leftarrow \theta - \eta\, g"
    terms = _BEFORE + _AFTER


@record
class MomentumUpdate(Update[VelocityState]):
    """A step with momentum."""

    title = "Momentum step"
    formula = "v ← β v + g      θ ← θ − η v"
    latex = r"v \leftarrow \beta v + g \qquad \theta \leftarrow \theta - \eta\, v"
    terms = (*_BEFORE, Term("velocity_before", "v"), Term("velocity", "β v + g"), *_AFTER)

    velocity_before: Array
    velocity: Array


@record
class NesterovUpdate(MomentumUpdate):
    """A step with Nesterov's momentum."""

    title = "Nesterov step"
    formula = "v ← β v + g      θ ← θ − η (g + β v)"
    latex = r"v \leftarrow \beta v + g \qquad \theta \leftarrow \theta - \eta\, (g + \beta v)"


@record
class RMSPropUpdate(Update[SquareState]):
    """A step of RMSProp."""

    title = "RMSProp step"
    formula = "v ← ρ v + (1 − ρ) g²      θ ← θ − η g/(√v + ε)"
    latex = (
        r"v \leftarrow \rho v + (1 - \rho) g^2 \qquad "
        r"\theta \leftarrow \theta - \eta \frac{g}{\sqrt{v} + \varepsilon}"
    )
    terms = (*_BEFORE, Term("v", "running mean of g²"), *_AFTER)

    v: Array


@record
class AdamUpdate(Update[MomentState]):
    """A step of Adam."""

    title = "Adam step"
    formula = "m ← β₁m + (1 − β₁)g   v ← β₂v + (1 − β₂)g²   m̂ = m/(1 − β₁ᵗ)   v̂ = v/(1 − β₂ᵗ)   θ ← θ − η m̂/(√v̂ + ε)"
    latex = (
        r"m \leftarrow \beta_1 m + (1-\beta_1) g \quad v \leftarrow \beta_2 v + (1-\beta_2) g^2 \quad "
        r"\hat m = \frac{m}{1-\beta_1^t} \quad \hat v = \frac{v}{1-\beta_2^t} \quad "
        r"\theta \leftarrow \theta - \eta \frac{\hat m}{\sqrt{\hat v} + \varepsilon}"
    )
    terms: ClassVar[tuple[Term, ...]] = (
        *_BEFORE,
        Term("t", "the step's number, from 1"),
        Term("m", "first moment, β₁m + (1 − β₁)g"),
        Term("v", "second moment, β₂v + (1 − β₂)g²"),
        Term("m_hat", "m̂ = m/(1 − β₁ᵗ), corrected for the start from 0"),
        Term("v_hat", "v̂ = v/(1 − β₂ᵗ), corrected for the start from 0"),
        *_AFTER,
    )

    m: Array
    v: Array
    correction1: Any  # 1 − β₁ᵗ
    correction2: Any  # 1 − β₂ᵗ
    epsilon: Numbers

    @property
    def t(self) -> int:
        """The number of this step, from 1."""
        return self.state.step

    @property
    def m_hat(self) -> Array:
        """m̂ = m/(1 − β₁ᵗ). (..., P)"""
        return self.m / self.correction1

    @property
    def v_hat(self) -> Array:
        """v̂ = v/(1 − β₂ᵗ). (..., P)"""
        return self.v / self.correction2

    def worked(self) -> tuple[str, ...]:
        """Return the step of the first parameter with its numbers."""
        before, v_hat, after, rate = (
            number_text(first(v))
            for v in (self.theta_before, self.v_hat, self.theta, self.learning_rate)
        )
        m_hat = factor_text(first(self.m_hat))
        return (
            f"θ[0] ← {before} − {rate} · {m_hat}/(√{v_hat} + {number_text(first(self.epsilon))}) = {after}",
        )


@record
class AdamWUpdate(AdamUpdate):
    """A step of AdamW."""

    title = "AdamW step"
    formula = AdamUpdate.formula.replace("θ ← θ − η m̂/(√v̂ + ε)", "θ ← θ − η λ θ − η m̂/(√v̂ + ε)")
    latex = AdamUpdate.latex.replace(r"\theta - \eta", r"\theta - \eta \lambda \theta - \eta")
    terms: ClassVar[tuple[Term, ...]] = (
        *AdamUpdate.terms[:-3],
        Term("decay", "−η λ θ, on the old θ"),
        *_AFTER,
    )

    decay: Array

    def worked(self) -> tuple[str, ...]:
        """Return the step of the first parameter with its numbers."""
        before, after = number_text(first(self.theta_before)), number_text(first(self.theta))
        decay, adam = (
            factor_text(first(self.decay)),
            factor_text(first(self.change) - first(self.decay)),
        )
        return (f"θ[0] ← {before} + {decay} + {adam} = {after}",)
