"""One run of a history: its curves, its network before and after training, and a few measures of them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from mlcourse.base.display import number_text
from mlcourse.base.errors import Array
from mlcourse.diagnosis.replay import Replay, replay
from mlcourse.run.history import History
from mlcourse.steps.forward import Forward, compute_loss, forward
from mlcourse.steps.losses import LOSSES, LossFunction
from mlcourse.steps.plan import Plan, TrainingState
from mlcourse.steps.step import Step
from mlcourse.steps.stopping import Stop
from mlcourse.steps.targets import one_hot_target


@dataclass(frozen=True)
class Run:
    """One run's part of a history: what the questions are put to.

    Args:
        history: what ``train`` returned.
        index: ``(i,)`` for the i-th of several runs, ``()`` for a single one.
    """

    history: History
    index: tuple[int, ...]

    @cached_property
    def plan(self) -> Plan:
        """What stayed the same through this run."""
        plan = self.history.plan
        return plan.part(self.index[0]) if self.index else plan

    def at(self, step: int) -> Step:
        """Return a step of all runs, made again."""
        return self.history.at(step)

    def part(self, values: Array) -> Array:
        """Return this run's part of an array whose leading axis is the runs."""
        return values[self.index]

    # --- steps beside the library's

    @cached_property
    def replays(self) -> list[Replay]:
        """A few steps with finite numbers: the first ones, those around the end of the first epoch, and later ones."""
        epoch = self.plan.steps_per_epoch
        wanted = {0, 1, 2, 5, epoch - 1, epoch, self.steps // 2, self.steps - 1}
        return [replay(self.history, self.index, k) for k in sorted(wanted) if 0 <= k < self.steps]

    @cached_property
    def divergence(self) -> Replay | None:
        """The step that was not finite; None where all were."""
        return replay(self.history, self.index, self.steps) if self.diverged else None

    # --- its length and its curves

    @cached_property
    def stop(self) -> Stop:
        """Why and when this run ended."""
        return self.history.stops.get(self.index, self.history.stop)

    @cached_property
    def steps(self) -> int:
        """How many steps were made with finite numbers."""
        made = min(self.stop.step, self.history.steps)
        finite = np.isfinite(self._curve(self.history.loss, made))
        return made if finite.all() else int(finite.argmin())

    @property
    def epochs(self) -> int:
        """How many whole epochs these are."""
        return self.steps // self.plan.steps_per_epoch

    @property
    def diverged(self) -> bool:
        """Whether the next step was not finite."""
        return self.steps < self.history.steps and (
            self.stop.reason == "diverged" or self.steps < self.stop.step
        )

    def _curve(self, values: Array, length: int) -> Array:
        return values[:length, self.index[0]] if self.index else values[:length]

    @cached_property
    def loss(self) -> Array:
        """Each step's loss on its batch (steps,)."""
        return self._curve(self.history.loss, self.steps)

    @property
    def first_loss(self) -> float:
        """The loss of the first step's batch."""
        return float(self.loss[0]) if self.steps else float("nan")

    @cached_property
    def update_ratio(self) -> Array:
        """‖Δθ‖/‖θ‖ of each step (steps,)."""
        return self._curve(self.history.update_ratio, self.steps)

    @cached_property
    def training(self) -> Array:
        """Mean training loss of each whole epoch (epochs,)."""
        return self._epoch_curve(self.history.epochs.training_loss)

    @cached_property
    def validation(self) -> Array:
        """Validation loss of each whole epoch (epochs,); empty where there is none."""
        return self._epoch_curve(self.history.epochs.validation_loss)

    def _epoch_curve(self, values: Array | None) -> Array:
        nothing = values is None or not self.epochs
        return np.zeros(0) if nothing else self._curve(np.asarray(values), self.epochs)

    # --- its network on all training examples

    @cached_property
    def start(self) -> Forward:
        """All training examples through the network before the first step."""
        return self._pass(self.history.initial)

    @cached_property
    def end(self) -> Forward:
        """All training examples through the network after the last step."""
        return self._pass(self.history.last)

    def _pass(self, state: TrainingState) -> Forward:
        theta, running = self.part(state.theta), self.part(state.running)
        # Before the first step there are no running statistics yet: take those of all examples.
        return forward(self.plan.network, theta, self.plan.x, running, training=state.step == 0)

    @property
    def equal_start(self) -> bool:
        """Whether all weights start equal, a finding of its own: of course nothing gets through."""
        weights = self.part(self.history.initial.theta)[self.plan.network.weight_mask]
        return bool((weights == weights[0]).all())

    # --- its targets

    @property
    def loss_function(self) -> LossFunction:
        """All that is known of its loss."""
        return LOSSES[self.plan.loss]

    @cached_property
    def targets(self) -> Array:
        """The targets as rows (N, outputs): one-hot for classes."""
        return self._rows(self.plan.y)

    def _rows(self, y: Array) -> Array:
        if self.loss_function.target == "classes":
            return one_hot_target(y, np.zeros((len(y), self.plan.network.layer_sizes[-1])))
        return y.reshape(len(y), -1).astype(float)

    @property
    def labels(self) -> Array | None:
        """Each example's class (N,), or None where there is none or more than one."""
        if self.loss_function.target == "classes":
            return self.targets.argmax(axis=-1)
        binary = self.loss_function.target == "shares" and self.plan.network.output == "sigmoid"
        single = self.targets.shape[-1] == 1
        return (self.targets[:, 0] >= 0.5).astype(int) if binary and single else None

    @property
    def reference(self) -> float:
        """The size of a loss that has learned nothing: chance level, or the first loss where that is 0."""
        return self.chance if self.varied else self.first_loss

    @property
    def varied(self) -> bool:
        """Whether the targets differ: else one answer is right for all, and to find it is no feat."""
        return bool((self.targets != self.targets[0]).any())

    @cached_property
    def chance(self) -> float:
        """The loss of the best answer that does not look at the inputs."""
        return self._loss_of_one_answer(self.targets)

    @cached_property
    def chance_in_validation(self) -> float:
        """The loss of that answer on the validation examples; NaN where there are none."""
        held = self.plan.validation
        return float("nan") if held is None else self._loss_of_one_answer(self._rows(held[1]))

    @cached_property
    def correlation_in_validation(self) -> float:
        """Of the outputs on the validation examples with their targets, by the parameters handed over; 0 without."""
        if self.plan.validation is None:
            return 0.0
        x, y = self.plan.validation
        theta, running = self.part(self.history.theta), self.part(self.history.running)
        outputs, targets = forward(self.plan.network, theta, x, running).output, self._rows(y)
        a, b = (values - values.mean(axis=0) for values in (outputs.astype(float), targets))
        size = np.sqrt(np.sum(a * a) * np.sum(b * b))
        return float(np.sum(a * b) / size) if size else 0.0

    @cached_property
    def loss_at_start(self) -> float:
        """The loss of all training examples before the first step."""
        return float(compute_loss(self.start, self.plan.y, self.plan.loss).value)

    @cached_property
    def went_badly(self) -> bool:
        """Whether it diverged, or ended where one answer for all would be as good."""
        end = self.training[-1] if self.epochs else self.first_loss
        return self.diverged or bool(end >= self.chance if self.varied else end > self.first_loss)

    @property
    def still_learns(self) -> bool:
        """Whether its last epoch was its best, and better by half than one answer for all."""
        return bool(self.epochs > 1 and self.training[-1] == self.training.min() < self.chance / 2)

    def _loss_of_one_answer(self, rows: Array) -> float:
        same = np.broadcast_to(self.loss_function.guess(self.targets), rows.shape)
        return float(self.loss_function.function(same, rows).value)


def root_mean_square(values: Array) -> Array:
    """Return the root mean square of each column (N, columns), in float64."""
    return np.sqrt(np.mean(np.square(values.astype(float)), axis=0))


def n(value: Any) -> str:
    """Return a number as a finding says it, in four digits."""
    return number_text(float(value))
