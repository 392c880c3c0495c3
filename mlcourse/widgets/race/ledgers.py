"""The ledger of a racer: what its optimizer records of each step, for both parameters."""

from typing import Any

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.widgets.race.racing import RACERS, Racer, Runs, row_of

MOST = 2 + max(len(racer.memory) for racer in RACERS)


def lines_of(racer: Racer) -> list[dict[str, str]]:
    """Return the symbol and the formula of each line, g first and Δθ last."""
    rule = racer.make(0.1, 0.5)
    theta = np.ones(2)
    account = rule.update(theta, rule.init(theta), theta).account(0)
    formulas = {each.name: each.formula for each in account.on_the_way}
    formulas |= {"g": "g = ∂L/∂θ", "Δθ": account.formula}
    symbols = ["g", *(symbol for symbol, _ in racer.memory), "Δθ"]
    return [{"symbol": symbol, "formula": formulas[symbol]} for symbol in symbols]


def ledger(runs: Runs, racer: int, rate: int, beta: int) -> Array:
    """Return the numbers of a run's ledger, (steps, lines, 2), float32; lines that a racer does not have are 0."""
    names = ["gradient", *(name for _, name in RACERS[racer].memory), "change"]
    row = row_of(racer, rate, beta)
    numbers = np.zeros((len(runs.updates), MOST, 2), np.float32)
    with np.errstate(all="ignore"):
        for line, name in enumerate(names):
            numbers[:, line] = [getattr(each[racer], name)[row] for each in runs.updates]
    return numbers


def to_send(numbers: Array) -> list[Any]:
    """Return a ledger's numbers as a list; what is not finite as words, since JSON has no such number."""
    return [float(each) if np.isfinite(each) else str(each) for each in numbers.ravel()]
