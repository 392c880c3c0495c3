"""One run of a history, read as if it were alone."""

from typing import Any

import numpy as np

from mlcourse.base.errors import Array, finite, given, integer, like
from mlcourse.run.history import History
from mlcourse.steps.activations import ACTIVATIONS
from mlcourse.steps.iteration import train_step
from mlcourse.steps.step import Step


class Tape:
    """One run of a history: its curves, and any of its steps with all values.

    ``images`` are the training inputs as they look, where the network was given them standardized.
    """

    def __init__(self, history: History, run: int | None, images: Any = None) -> None:
        self.history, self.run = history, _check_run(history, run)
        self.plan = history.plan if self.run is None else history.plan.part(self.run)
        self.stop = history.stop if self.run is None else history.stops[(self.run,)]
        self.steps = min(history.steps, max(self.stop.step, 1))
        self.images = None if images is None else _check_images(images, self.plan.x)

    def curve(self, name: str) -> Array:
        """Return one of the history's curves over the steps of this run. (T,)"""
        curve = self.history.curves[name][: self.steps]
        return curve if self.run is None or curve.ndim == 1 else curve[:, self.run]

    def epochs(self, name: str) -> Array | None:
        """Return a curve over the epochs of this run, None where none was measured. (E,)"""
        curve = getattr(self.history.epochs, name)
        count = self.steps // self.plan.steps_per_epoch
        return (
            None
            if curve is None
            else np.asarray(curve if self.run is None else curve[:, self.run])[:count]
        )

    def column_of(self, y: Array) -> Array:
        """Return one number for each target: the label, or the value to be predicted. (N,)"""
        is_one_hot = ACTIVATIONS[self.plan.network.output].kind == "probabilities" and y.ndim == 2
        return y.argmax(axis=1) if is_one_hot else y.reshape(len(y), -1)[:, 0]

    def example(self, step: Step) -> Array:
        """Return the first example of a step's batch, as it looks. (features,)"""
        return step.batch.x[0] if self.images is None else self.images[step.batch.indices[0]]

    def at(self, index: int) -> Step:
        """Return a step; of several runs, this one's, made again from its own state."""
        step = self.history.at(index)
        if self.run is None:
            return step
        return train_step(self.plan, step.before.part(self.run))


def _check_images(images: Any, x: Array) -> Array:
    try:
        return finite("images", like("images", images, x))
    except ValueError as error:
        raise ValueError(
            f"{error} It holds the inputs that the network was trained on, before they were standardized. "
            "Try images=split(digits(), seed=1).train.x, of the same data and seed."
        ) from None


def _check_run(history: History, run: int | None) -> int | None:
    if not history.runs:
        if run is not None:
            raise ValueError(
                f"run chooses among several runs, and this history is of one; given {given(run)}."
            )
        return None
    count = history.runs[0]
    if run is None:
        raise ValueError(
            f"history holds {count} runs, and the player shows one; needed run from 0 to {count - 1}. "
            "Try TrainingPlayer(history, run=0)."
        )
    if integer("run", run) not in range(count):
        raise ValueError(f"run must be from 0 to {count - 1}; given {run}.")
    return int(run)
