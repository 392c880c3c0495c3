"""The ledger of an update: of what summands one parameter's Δθ is made, and by what factor they are scaled.

An optimizer's step is a factor times a sum: the gradient's parts (loss, L2, L1) and, with momentum or Adam, what
is remembered of earlier steps. Under Adam and RMSProp the factor holds the root of the parameter's own v, which all
of them share; so it stands apart, and each summand's part of Δθ is that summand times the factor.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from mlcourse.base.display import factor_text, number_text
from mlcourse.steps.iteration import Step
from mlcourse.steps.updates import (
    AdamUpdate,
    AdamWUpdate,
    GradientDescentUpdate,
    MomentumUpdate,
    NesterovUpdate,
    RMSPropUpdate,
)


@dataclass(frozen=True)
class Summand:
    """One part of an update: its formula and value before the factor, and its part of Δθ."""

    name: str
    formula: str
    value: float
    change: float


@dataclass(frozen=True)
class OptimizerTerm:
    """A value that the optimizer computes on the way, with its numbers."""

    name: str
    formula: str
    given: str
    does: str
    text: str


@dataclass(frozen=True)
class Ledger:
    """The account of one parameter in one step: change = factor · Σ value of the summands, plus what is outside."""

    factor_formula: str
    factor: float
    summands: tuple[Summand, ...]
    outside: tuple[Summand, ...]  # not scaled by the factor: AdamW's decay
    change: float
    formula: str  # of Δθ
    given: str  # what Δθ is made of
    text: str  # Δθ with its numbers
    terms: tuple[OptimizerTerm, ...]


def ledger(step: Step, optimizer: Any, place: int) -> Ledger:
    """Return the account of one parameter's update.

    Args:
        step: a training step of a single run.
        optimizer: the one that made it.
        place: of the parameter in θ.

    Returns:
        Factor and summands, and the optimizer's terms in numbers.

    Example:
        >>> from mlcourse import MLP, SGD, moons, train
        >>> history = train(MLP((2, 4, 2)), moons(seed=1), optimizer=SGD(0.1), epochs=1, seed=1)
        >>> account = ledger(history.at(3), history.plan.optimizer, 0)
        >>> account.factor, [summand.name for summand in account.summands]
        (-0.1, ['gradient of the loss'])
    """
    update: Any = step.update
    rate = float(update.learning_rate)
    numbers = _Numbers(step, place)
    kind = type(update)
    parts = _parts(step, place)
    if kind is GradientDescentUpdate:
        return numbers.account("−η", -rate, parts, 1.0, "", None, "Δθ = −η g", "g")
    if kind is MomentumUpdate:
        beta = float(optimizer.momentum)
        before = float(update.velocity_before[place])
        terms = (_velocity(numbers, beta, before),)
        memory = ("momentum", "β v", beta * before)
        return numbers.account("−η", -rate, parts, 1.0, "", memory, "Δθ = −η v", "v", terms)
    if kind is NesterovUpdate:
        beta = float(optimizer.momentum)
        before = float(update.velocity_before[place])
        terms = (_velocity(numbers, beta, before),)
        return numbers.account(
            "−η", -rate, parts, 1 + beta, "(1 + β) ", ("momentum", "β² v", beta * beta * before),
            "Δθ = −η (g + β v)", "g and v", terms,
        )  # fmt: skip
    if kind is RMSPropUpdate:
        root = float(np.sqrt(update.v[place])) + float(optimizer.epsilon)
        return numbers.account(
            "−η / (√v + ε)", -rate / root, parts, 1.0, "", None, "Δθ = −η g/(√v + ε)", "g and v",
            (_squares(numbers, float(optimizer.decay), "ρ"),),
        )  # fmt: skip
    if kind in (AdamUpdate, AdamWUpdate):
        return _adam(numbers, optimizer, parts)
    whole = float(update.change[place])
    summand = Summand("whole change", "Δθ", whole, whole)
    return Ledger(
        "1", 1.0, (summand,), (), whole, update.formula or "Δθ", "g", number_text(whole), ()
    )


class _Numbers:
    """The numbers of one parameter in a step."""

    def __init__(self, step: Step, place: int) -> None:
        self.step, self.place = step, place
        self.g = float(step.update.gradient[place])
        self.change = float(step.update.change[place])
        update: Any = step.update
        self.rate = float(update.learning_rate)
        self.memory: Any = step.before.optimizer_state

    def of(self, name: str) -> float:
        """Return this parameter's number of a vector of the update."""
        return float(getattr(self.step.update, name)[self.place])

    def account(
        self,
        factor_formula: str,
        factor: float,
        parts: list[tuple[str, str, float]],
        share: float,
        share_text: str,
        memory: tuple[str, str, float] | None,
        formula: str,
        given: str,
        terms: tuple[OptimizerTerm, ...] = (),
        outside: tuple[Summand, ...] = (),
    ) -> Ledger:
        """Return the account: every part of the gradient by its share, and the memory, times the factor."""
        found = [
            Summand(name, share_text + text, share * value, factor * (share * value))
            for name, text, value in parts
        ]
        if memory is not None:
            found.append(Summand(*memory, factor * memory[2]))
        text = f"{number_text(factor)} · ({_added([part.value for part in found])})"
        text = " + ".join([text, *(factor_text(part.change) for part in outside)])
        text = f"{text} = {number_text(self.change)}"
        return Ledger(
            factor_formula,
            factor,
            tuple(found),
            outside,
            self.change,
            formula,
            given,
            text,
            terms,
        )


def _parts(step: Step, place: int) -> list[tuple[str, str, float]]:
    """Return the summands of the gradient g: the loss's, each penalty's, and what else the step put in."""
    loss = float(step.backward.gradient[place])
    parts = [("gradient of the loss", "∂L/∂θ", loss)]
    price = step.penalty
    if price is not None and step.forward.network.weight_mask[place]:
        theta = float(step.update.theta_before[place])
        for name, text, strength, value in (
            ("L2 penalty", "λ₂ θ", price.l2, theta),
            ("L1 penalty", "λ₁ sign(θ)", price.l1, float(np.sign(theta))),
        ):
            if float(np.max(strength)):
                parts.append((name, text, float(np.max(strength)) * value))
    rest = float(step.update.gradient[place]) - sum(value for _, _, value in parts)
    size = sum(abs(value) for _, _, value in parts) + abs(float(step.update.gradient[place]))
    if abs(rest) > 1e-5 * size:  # a step that is not the library's own, as one with a planted fault
        parts.append(("anything else", "g − the rest", rest))
    return parts


def _adam(numbers: _Numbers, optimizer: Any, parts: list[tuple[str, str, float]]) -> Ledger:
    update: Any = numbers.step.update
    beta1, beta2 = float(optimizer.beta1), float(optimizer.beta2)
    c1, c2 = float(np.ravel(update.correction1)[0]), float(np.ravel(update.correction2)[0])
    before = float(numbers.memory.m[numbers.place])
    m_hat, v_hat = numbers.of("m_hat"), numbers.of("v_hat")
    root = float(np.sqrt(v_hat)) + float(optimizer.epsilon)
    terms = (
        OptimizerTerm("m", "m ← β₁ m + (1 − β₁) g", "m and g", "keeps a running mean of the gradients",
                      f"{_weighted(beta1, before, numbers.g)} = {number_text(numbers.of('m'))}"),
        _squares(numbers, beta2, "β₂"),
        OptimizerTerm("m̂", "m̂ = m/(1 − β₁ᵗ)", "m", "makes up for the start of m from 0",
                      f"{number_text(numbers.of('m'))}/{number_text(c1)} = {number_text(m_hat)}"),
        OptimizerTerm("v̂", "v̂ = v/(1 − β₂ᵗ)", "v", "makes up for the start of v from 0",
                      f"{number_text(numbers.of('v'))}/{number_text(c2)} = {number_text(v_hat)}"),
    )  # fmt: skip
    outside: tuple[Summand, ...] = ()
    formula = "Δθ = −η m̂/(√v̂ + ε)"
    if isinstance(update, AdamWUpdate):
        decay = numbers.of("decay")
        outside = (Summand("weight decay", "−η λ θ", decay, decay),)
        formula = "Δθ = −η m̂/(√v̂ + ε) − η λ θ"
    return numbers.account(
        "−η / ((1 − β₁ᵗ)(√v̂ + ε))", -numbers.rate / (c1 * root), parts, 1 - beta1, "(1 − β₁) ",
        ("momentum", "β₁ m", beta1 * before), formula, "m̂ and v̂", terms, outside,
    )  # fmt: skip


def _velocity(numbers: _Numbers, beta: float, before: float) -> OptimizerTerm:
    now = number_text(numbers.of("velocity"))
    text = f"{number_text(beta)} · {factor_text(before)} + {factor_text(numbers.g)} = {now}"
    return OptimizerTerm(
        "v", "v ← β v + g", "v and g", "adds the gradient to what is left of the last change", text
    )


def _squares(numbers: _Numbers, decay: float, symbol: str) -> OptimizerTerm:
    before, now = float(numbers.memory.v[numbers.place]), number_text(numbers.of("v"))
    text = f"{_weighted(decay, before, numbers.g)}² = {now}"
    formula = f"v ← {symbol} v + (1 − {symbol}) g²"
    return OptimizerTerm("v", formula, "v and g", "keeps a running mean of their squares", text)


def _weighted(beta: float, memory: float, new: float) -> str:
    return f"{number_text(beta)} · {factor_text(memory)} + {number_text(1 - beta)} · {factor_text(new)}"


def _added(values: list[float]) -> str:
    return " + ".join(number_text(v) if i == 0 else factor_text(v) for i, v in enumerate(values))
