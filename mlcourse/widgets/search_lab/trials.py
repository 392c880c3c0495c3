"""What the search lab shows: one small network, trained once with every candidate of a grid and of several drawings."""

from dataclasses import dataclass

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.data.datasets import digits
from mlcourse.data.preprocessing import Split, split, standardize
from mlcourse.run.history import History
from mlcourse.run.training import train
from mlcourse.steps.forward import forward
from mlcourse.steps.network import MLP
from mlcourse.steps.optimizers import SGD
from mlcourse.tuning.candidates import Candidates, grid_candidates, random_candidates
from mlcourse.tuning.space import LogUniform

SPACE = {"learning_rate": LogUniform(1e-4, 10), "l2": LogUniform(1e-5, 1)}
SIDES = {4: 2, 9: 3, 25: 5}  # points on each axis of the grid, by the budget
MOST = max(SIDES)
DRAWINGS = 3
NETWORK = MLP((64, 16, 10))
EXAMPLES, VALIDATION, FRESH = 200, 100, 1497
EPOCHS, BATCH_SIZE = 10, 50


@dataclass(frozen=True)
class Trials:
    """All runs: those of the largest grid, which holds the smaller ones, and then those of each drawing.

    Args:
        history: of all runs, side by side.
        candidates: η and λ of each run (runs, 2).
        grids: which runs are the grid of each budget, in their order.
        training: loss of each epoch (runs, epochs); both are infinite once a run has diverged.
        validation: loss after each epoch (runs, epochs).
        right: share of the validation digits for which it is right (runs,).
        fresh: share of the digits that chose nothing (runs,).
    """

    history: History
    candidates: Array
    grids: dict[int, list[int]]
    training: Array
    validation: Array
    right: Array
    fresh: Array

    def runs(self, way: str, budget: int, drawing: int) -> list[int]:
        """Return which runs the first candidates of a search are, in the order in which they are tried."""
        if way == "grid":
            return self.grids[budget]
        return list(range(MOST * (1 + drawing), MOST * (1 + drawing) + budget))


def parts(seed: int) -> Split:
    """Return 200 digits to train on, 100 to choose by, and all others."""
    whole = EXAMPLES + VALIDATION + FRESH
    return standardize(split(digits(), VALIDATION / whole, FRESH / whole, seed=seed))


def make_trials(seed: int) -> Trials:
    """Train every candidate once, side by side, from one start."""
    grids = {budget: grid_candidates(SPACE, side) for budget, side in SIDES.items()}
    drawn = [random_candidates(SPACE, MOST, seed=seed * DRAWINGS + i) for i in range(DRAWINGS)]
    candidates = np.concatenate([_numbers(each) for each in (grids[MOST], *drawn)])
    held = parts(seed)
    history = train(
        NETWORK,
        held.train,
        validation=held.validation,
        optimizer=SGD(tuple(candidates[:, 0])),
        l2=tuple(candidates[:, 1]),
        batch_size=BATCH_SIZE,
        epochs=EPOCHS,
        seed=[seed] * len(candidates),
        key_frame_budget=0,
        progress=False,
    )
    of_largest = candidates[:MOST]
    places = {
        budget: [
            int(np.abs(np.log(of_largest / each)).sum(axis=1).argmin()) for each in _numbers(grid)
        ]
        for budget, grid in grids.items()
    }
    return Trials(
        history,
        candidates,
        places,
        _losses(history, history.epochs.training_loss),
        _losses(history, history.epochs.validation_loss),
        _right(history, held.validation.x, held.validation.y),
        _right(history, held.test.x, held.test.y),
    )


def _numbers(candidates: Candidates) -> Array:
    """Return η and λ of each candidate."""
    return np.array([[each["learning_rate"], each["l2"]] for each in candidates])


def _losses(history: History, losses: Array | None) -> Array:
    """Return the losses of each run (runs, epochs), infinite once it has diverged."""
    assert losses is not None
    rows = np.full((history.runs[0], EPOCHS), np.inf)
    rows[:, : len(losses)] = losses.T
    for (run,), stop in history.stops.items():
        if stop.reason == "diverged":
            rows[run, stop.step // history.plan.steps_per_epoch :] = np.inf
    return rows


def _right(history: History, x: Array, y: Array) -> Array:
    """Return the share of examples for which each run is right."""
    with np.errstate(all="ignore"):
        logits = forward(NETWORK, history.theta, x).logits
    return (logits.argmax(axis=-1) == y).mean(axis=-1)
