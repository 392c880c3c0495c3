"""The race itself: every optimizer with every learning rate and every β, side by side on one surface."""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.base.per_run import Numbers, PerRun
from mlcourse.steps.optimizers import (
    Adam,
    GradientDescent,
    Momentum,
    Nesterov,
    Optimizer,
    RMSProp,
    Update,
)
from mlcourse.widgets.race.surfaces import Surface

RATES = np.geomspace(0.001, 10, 16)
BETAS = (0.5, 0.9, 0.99)
STEPS = 45


class Racer(NamedTuple):
    """An optimizer with its η and β, and which terms of its step the ledger shows."""

    name: str
    make: Callable[[Numbers, Numbers], Optimizer]
    memory: tuple[tuple[str, str], ...]  # symbols, and the attributes of a step that hold them

    @property
    def betas(self) -> tuple[float, ...]:
        """The β that make a difference: gradient descent has none, so that any stands for all."""
        return BETAS if self.memory else BETAS[:1]


RACERS = (
    Racer("gradient descent", lambda rate, beta: GradientDescent(rate), ()),
    Racer("momentum", lambda rate, beta: Momentum(rate, momentum=beta), (("v", "velocity"),)),
    Racer("Nesterov", lambda rate, beta: Nesterov(rate, momentum=beta), (("v", "velocity"),)),
    Racer("RMSProp", lambda rate, beta: RMSProp(rate, decay=beta), (("v", "v"),)),
    Racer(
        "Adam", lambda rate, beta: Adam(rate, beta1=beta),
        (("m", "m"), ("v", "v"), ("m̂", "m_hat"), ("v̂", "v_hat")),
    ),
)  # fmt: skip
FIRST = tuple(np.cumsum([0, *(len(RATES) * len(racer.betas) for racer in RACERS)]).tolist())
"""The number of each racer's first run; its runs are counted by β and then by η."""


def run_of(racer: int, rate: int, beta: int) -> int:
    """Return which run has this racer, learning rate and β, all by their numbers."""
    kept = beta if RACERS[racer].memory else 0
    return FIRST[racer] + kept * len(RATES) + rate


class Runs(NamedTuple):
    """All runs on one surface: places (runs, STEPS + 1, 2), losses (runs, STEPS + 1), and what the optimizers recorded.

    ``updates[step][racer]`` holds a row for each run of the racer.
    """

    places: Array
    losses: Array
    updates: list[list[Update]]


def race(surface: Surface) -> Runs:
    """Let all run, each step of all of them at once."""
    rules = [_fleet(racer) for racer in RACERS]
    theta = np.tile(np.array(surface.start), (FIRST[-1], 1))
    states = [rule.init(part) for rule, part in zip(rules, _parts(theta), strict=True)]
    places, losses, steps = [], [], []
    with np.errstate(all="ignore"):  # some fly off, which is worth seeing
        for _ in range(STEPS + 1):
            loss, gradient = surface.function(theta)
            places.append(theta)
            losses.append(loss)
            updates = [
                rule.update(g, state, part)
                for rule, g, state, part in zip(
                    rules, _parts(gradient), states, _parts(theta), strict=True
                )
            ]
            theta = np.concatenate([update.theta for update in updates])
            states = [update.state for update in updates]
            steps.append(updates)
    return Runs(np.stack(places, axis=1), np.stack(losses, axis=1), steps[:-1])


def row_of(racer: int, rate: int, beta: int) -> int:
    """Return the row of a run among its racer's."""
    return run_of(racer, rate, beta) - FIRST[racer]


def alone(surface: Surface, racer: int, rate: int, beta: int) -> list[Update]:
    """Return every step of one run, as the library's optimizer records it."""
    rule = RACERS[racer].make(float(RATES[rate]), BETAS[beta])
    theta, updates = np.array(surface.start), []
    state = rule.init(theta)
    with np.errstate(all="ignore"):
        for _ in range(STEPS):
            _, gradient = surface.function(theta[None])
            updates.append(rule.update(gradient[0], state, theta))
            theta, state = updates[-1].theta, updates[-1].state
    return updates


def best_rates(losses: Array) -> Array:
    """Return the number of the learning rate with the lowest loss at the end, (racers, betas)."""
    ends = np.where(np.isfinite(losses[:, -1]), losses[:, -1], np.inf)
    found = [
        [ends[start : start + len(RATES)].argmin() for start in _starts(racer)]
        for racer in range(len(RACERS))
    ]
    return np.array(found)


def _starts(racer: int) -> list[int]:
    return [run_of(racer, 0, beta) for beta in range(len(BETAS))]


@cache
def _fleet(racer: Racer) -> Optimizer:
    rates, betas = np.tile(RATES, len(racer.betas)), np.repeat(racer.betas, len(RATES))
    return racer.make(PerRun(rates.tolist()), PerRun(betas.tolist()))


def _parts(values: Array) -> list[Array]:
    return np.split(values, FIRST[1:-1])
