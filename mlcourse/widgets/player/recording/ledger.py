"""The ledger of an update: of what summands one parameter's Δθ is made, and by what factor they are scaled.

An optimizer's step is a factor times a sum: the gradient's parts (loss, L2, L1) and, with momentum or Adam, what
is remembered of earlier steps. Under Adam and RMSProp the factor holds the root of the parameter's own v, which all
of them share; so it stands apart, and each summand's part of Δθ is that summand times the factor.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mlcourse.base.display import factor_text, number_text
from mlcourse.steps.freezing import RestrainedUpdate
from mlcourse.steps.optimizers.account import Account, OnTheWay
from mlcourse.steps.step import Step


@dataclass(frozen=True)
class Summand:
    """One part of an update: its formula and value before the factor, and its part of Δθ."""

    name: str
    formula: str
    value: float
    change: float


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
    terms: tuple[OnTheWay, ...]


def ledger(step: Step, place: int) -> Ledger:
    """Return the account of one parameter's update.

    Args:
        step: a training step of a single run.
        place: of the parameter in θ.

    Returns:
        Factor and summands, and the optimizer's terms in numbers.

    Example:
        >>> from mlcourse import MLP, SGD, moons, train
        >>> history = train(MLP((2, 4, 2)), moons(seed=1), optimizer=SGD(0.1), epochs=1, seed=1)
        >>> account = ledger(history.at(3), 0)
        >>> account.factor, [summand.name for summand in account.summands]
        (-0.1, ['gradient of the loss'])
    """
    change = float(step.update.change[place])
    account = step.update.account(place)
    if account is None:
        whole = Summand("whole change", "Δθ", change, change)
        formula = step.update.formula or "Δθ"
        return Ledger("1", 1.0, (whole,), (), change, formula, "g", number_text(change), ())
    summands = tuple(_summands(step, place, account))
    outside = tuple(Summand(*each, each.value) for each in account.outside)
    return Ledger(
        account.factor_formula,
        account.factor,
        summands,
        outside,
        change,
        account.formula,
        account.made_of,
        _text(account.factor, summands, outside, change),
        account.on_the_way,
    )


def _summands(step: Step, place: int, account: Account) -> Iterator[Summand]:
    """Give every part of the gradient by its share, and the memory, each with its part of Δθ."""
    for name, formula, value in _parts(step, place):
        mine = account.share * value
        yield Summand(name, account.share_formula + formula, mine, account.factor * mine)
    if account.memory is not None:
        yield Summand(*account.memory, account.factor * account.memory.value)


def _text(
    factor: float, summands: tuple[Summand, ...], outside: tuple[Summand, ...], change: float
) -> str:
    """Return Δθ with its numbers: ``factor · (sum) + outside = change``."""
    head, *others = (part.value for part in summands)
    added = " + ".join([number_text(head), *map(factor_text, others)])
    terms = [f"{number_text(factor)} · ({added})", *(factor_text(part.change) for part in outside)]
    return f"{' + '.join(terms)} = {number_text(change)}"


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
        held = isinstance(step.update, RestrainedUpdate) and step.update.is_frozen(place)
        parts.append(
            ("kept back: frozen", "−g", rest) if held else ("anything else", "g − the rest", rest)
        )
    return parts
