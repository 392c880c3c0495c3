"""Fleets: candidates with the same layers and batch size are trained side by side, each with its own η, λ, seed, …

A fleet is a piece of work by itself: it can be done in another process or on another machine.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from time import thread_time
from typing import Any

import numpy as np

from mlcourse.base.errors import Array, given, is_listed
from mlcourse.run.history import History
from mlcourse.run.training import train, usual_scheme
from mlcourse.steps.forward import forward
from mlcourse.steps.network import MLP
from mlcourse.steps.optimizers import Optimizer
from mlcourse.steps.stopping import EarlyStopping
from mlcourse.tuning.judging import Judge, judge

WIDEST = 32  # runs side by side: more of them are hardly faster, and fewer can be given to several workers
OF_NETWORK = ("activation", "batch_normalization")
OF_TRAINING = ("batch_size", "epochs", "l1", "l2", "scheme", "seed")


@dataclass(frozen=True)
class Settings:
    """All that ``train`` is told beside the data."""

    network: MLP
    optimizer: Optimizer
    batch_size: int | None
    epochs: int
    l1: float
    l2: float
    scheme: str | None
    seed: int
    early_stopping: EarlyStopping | None

    def arguments(self) -> dict[str, Any]:
        """Return them by the names of ``train``'s arguments."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


def settings_of(base: Settings, candidate: Any) -> Settings:
    """Return the settings in which a candidate's hyperparameters stand.

    Args:
        base: what the candidate leaves as it is.
        candidate: a dictionary.

    Returns:
        The settings.

    Raises:
        TypeError: it is no dictionary.
        ValueError: a name that nothing has.
    """
    known = [
        *(each.name for each in fields(base.optimizer)),
        *OF_TRAINING,
        "hidden_sizes",
        *OF_NETWORK,
    ]
    if not isinstance(candidate, Mapping):
        raise TypeError(
            f'a candidate must be a dictionary; given {given(candidate)}. Try {{"learning_rate": 0.1}}.'
        )
    for name in candidate:
        if name not in known:
            raise ValueError(
                f"a candidate's names must be among {', '.join(known)}; given {name!r}. "
                f"The optimizer is {type(base.optimizer).__name__}."
            )
    network, optimizer = base.network, base.optimizer
    ends = network.layer_sizes[0], network.layer_sizes[-1]
    of_network = {name: candidate[name] for name in OF_NETWORK if name in candidate}
    if "hidden_sizes" in candidate:
        hidden = candidate["hidden_sizes"]
        if not is_listed(hidden):
            raise TypeError(
                f"hidden_sizes must be a tuple; given {given(hidden)}. Try (16,) for one hidden layer of 16."
            )
        of_network["layer_sizes"] = (ends[0], *hidden, ends[1])
    of_optimizer = {
        each.name: candidate[each.name] for each in fields(optimizer) if each.name in candidate
    }
    of_training = {name: candidate[name] for name in OF_TRAINING if name in candidate}
    return replace(
        base,
        network=replace(network, **of_network),
        optimizer=replace(optimizer, **of_optimizer),
        **of_training,
    )


@dataclass(frozen=True)
class Fleet:
    """Candidates that are trained side by side on one training part, and judged on what it holds out."""

    candidates: tuple[int, ...]  # their numbers
    part: int  # the number of the training part
    settings: tuple[Settings, ...]
    train: tuple[Array, Array]
    held_out: tuple[Array, Array]
    score: str | Judge


@dataclass(frozen=True)
class Trained:
    """What came of a fleet, a row for each of its candidates."""

    per_example: Array  # (R, held out); NaN where the run diverged
    training_loss: Array  # (R, epochs); NaN after the run's last epoch
    validation_loss: Array  # (R, epochs)
    steps: Array  # (R,)
    seconds: float  # of processor time, together


def fleets(
    settings: Sequence[Settings],
    parts: Sequence[tuple[tuple[Array, Array], tuple[Array, Array]]],
    score: str | Judge,
) -> Iterator[Fleet]:
    """Yield the fleets in which every candidate is trained on every part, at most ``WIDEST`` side by side."""
    alike: dict[Any, list[int]] = {}
    for number, each in enumerate(settings):
        alike.setdefault((each.network, each.batch_size, each.epochs), []).append(number)
    for part, (to_train, held_out) in enumerate(parts):
        for numbers in alike.values():
            for start in range(0, len(numbers), WIDEST):
                chosen = tuple(numbers[start : start + WIDEST])
                those = tuple(settings[number] for number in chosen)
                yield Fleet(chosen, part, those, to_train, held_out, score)


def train_fleet(fleet: Fleet) -> Trained:
    """Train a fleet and judge each of its runs."""
    began = thread_time()
    history = train(
        data=fleet.train,
        validation=fleet.held_out,
        key_frame_budget=0,
        progress=False,
        **_side_by_side(fleet.settings),
    )
    ends = [history.stops[(run,)] for run in range(len(fleet.settings))]
    steps = np.array([end.step for end in ends])
    return Trained(
        per_example=np.array(
            [
                np.full(len(fleet.held_out[1]), np.nan)
                if end.reason == "diverged"
                else _judged(fleet, history, run)
                for run, end in enumerate(ends)
            ]
        ),
        training_loss=_until(
            history, history.epochs.training_loss, steps, fleet.settings[0].epochs
        ),
        validation_loss=_until(
            history, history.epochs.validation_loss, steps, fleet.settings[0].epochs
        ),
        steps=steps,
        seconds=thread_time() - began,
    )


def _side_by_side(settings: tuple[Settings, ...]) -> dict[str, Any]:
    """Return the arguments of ``train`` for all of them at once: a tuple, where each run may have its own."""
    first = settings[0]
    of_optimizer = {
        each.name: tuple(getattr(one.optimizer, each.name) for one in settings)
        for each in fields(first.optimizer)
    }
    of_each: dict[str, Any] = {name: _of_each(name, settings) for name in ("l1", "l2")}
    of_each["seed"] = tuple(one.seed for one in settings)
    schemes = tuple(one.scheme or usual_scheme(first.network) for one in settings)
    optimizer = replace(first.optimizer, **of_optimizer)
    return first.arguments() | of_each | {"optimizer": optimizer, "scheme": schemes}


def _of_each(name: str, settings: tuple[Settings, ...]) -> Any:
    """Return a λ for each run, or the one that all have: where it is 0 for all, no penalty is computed."""
    values = tuple(getattr(one, name) for one in settings)
    return values[0] if len(set(values)) == 1 else values


def _judged(fleet: Fleet, history: History, run: int) -> Array:
    """Return the score of each example held out, by one of the runs."""
    x, y = fleet.held_out
    with np.errstate(all="ignore"):
        fwd = forward(fleet.settings[0].network, history.theta[run], x, history.running[run])
        return judge(fleet.score, fwd, y)


def _until(history: History, losses: Any, steps: Array, epochs: int) -> Array:
    """Return the losses of each run (R, epochs), with NaN after its last epoch."""
    rows = np.full((len(steps), epochs), np.nan)
    rows[:, : len(losses)] = losses.T
    rows[np.arange(epochs) >= (steps // history.plan.steps_per_epoch)[:, None]] = np.nan
    return rows
