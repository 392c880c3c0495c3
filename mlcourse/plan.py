"""Step 6, iteration: what a run is made of. A ``Plan`` stays the same; a ``TrainingState`` is a moment, whole."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from mlcourse.display import Record, Term, record
from mlcourse.errors import Array, choice, concerning, flag, instance, integer, per_run
from mlcourse.forward import check_input
from mlcourse.losses import LOSSES
from mlcourse.minibatches import (
    Batch,
    Seed,
    batches_per_epoch,
    check_pair,
    check_seed,
    paired,
    take_batch,
)
from mlcourse.network import MLP
from mlcourse.optimizers import GradientDescent, Optimizer
from mlcourse.stopping import Convergence, ConvergenceState, EarlyStopping, EarlyStoppingState
from mlcourse.updates import State


@record
class TrainingState(Record):
    """All that a training step depends on: a moment of a run, whole."""

    title = "Training state"
    terms = (
        Term("step", "steps made so far"),
        Term("theta", "θ"),
        Term("optimizer_state", "what the optimizer remembers"),
        Term("running", "running statistics of batch normalization"),
        Term("loss_sum", "sum of the losses of this epoch's examples so far"),
        Term("active", "which runs go on"),
    )

    step: int
    theta: Array  # (..., P)
    optimizer_state: State
    running: Array  # (..., size)
    loss_sum: Array  # (...)
    active: Array  # (...)
    early_stopping: EarlyStoppingState | None
    convergence: ConvergenceState | None


@dataclass(frozen=True, eq=False)
class Plan:
    """What stays the same through a run: network, data, loss, optimizer, and how the batches are dealt.

    Args:
        network: the specification.
        x: training inputs (N, features).
        y: training targets, as the loss wants them.
        loss: a name from ``LOSSES``.
        optimizer: the optimizer.
        batch_size: examples a step, at least 1; N or more is full batch.
        seed: for shuffling, an integer from 0; a tuple deals each run batches of its own.
        l1: λ₁ of the L1 penalty, from 0; or one for each run.
        l2: λ₂ of the L2 penalty, from 0; or one for each run.
        shuffle: whether each epoch deals in an order of its own.
        validation: inputs and targets on which the loss is measured each epoch, or None.
        early_stopping: the rule, or None; needs validation.
        convergence: the rule, or None.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: shapes that do not fit, a value out of range; a mini-batch for ``GradientDescent``,
            which takes all examples in each step; batches of one example for batch normalization.

    Example:
        >>> from mlcourse.optimizers import Adam
        >>> x, y = np.array([[0.0], [1.0]]), np.array([0, 1])
        >>> Plan(MLP((1, 2)), x, y, "categorical_cross_entropy", Adam(), batch_size=1).steps_per_epoch
        2
    """

    network: MLP
    x: Array
    y: Array
    loss: str
    optimizer: Optimizer
    batch_size: int
    seed: Seed = 0
    l1: float | tuple[float, ...] = 0.0
    l2: float | tuple[float, ...] = 0.0
    shuffle: bool = True
    validation: tuple[Array, Array] | None = None
    early_stopping: EarlyStopping | None = None
    convergence: Convergence | None = None

    def __post_init__(self) -> None:
        """Check every argument and how they fit together."""
        put = object.__setattr__
        instance("network", self.network, MLP, "Try MLP(layer_sizes=(2, 16, 2)).")
        choice("loss", self.loss, LOSSES)
        x, y = self._check_examples(self.x, self.y)
        put(self, "x", x)
        put(self, "y", y)
        instance("optimizer", self.optimizer, Optimizer, "Try Adam(learning_rate=0.001).")
        integer("batch_size", self.batch_size, at_least=1, try_this="Try 32.")
        put(self, "seed", check_seed(self.seed))
        put(self, "l1", per_run("l1", self.l1, at_least=0))
        put(self, "l2", per_run("l2", self.l2, at_least=0))
        flag("shuffle", self.shuffle)
        if self.validation is not None:
            with concerning("validation"):
                put(self, "validation", self._check_examples(*check_pair(self.validation)))
        self._check_together()

    def _check_examples(self, x: Any, y: Any) -> tuple[Array, Array]:
        """Return x and y; what the loss cannot take is refused now, not in the midst of the run."""
        x, y = paired(x, y)
        x = np.ascontiguousarray(x)  # rows are taken from it in every step
        check_input(self.network, np.zeros(self.network.size, x.dtype), x)
        with concerning("y"):
            LOSSES[self.loss](np.zeros((len(x), self.network.layer_sizes[-1])), y)
        return x, y

    def _check_together(self) -> None:
        n = len(self.x)
        if type(self.optimizer) is GradientDescent and self.batch_size < n:
            raise ValueError(
                f"GradientDescent takes all {n} examples in each step; given batch_size={self.batch_size}. "
                "Try batch_size=None, or SGD, the same rule on mini-batches."
            )
        if self.network.batch_normalization and 1 in (self.batch_size, n % self.batch_size, n):
            raise ValueError(
                f"batch normalization needs at least 2 examples in every batch; {n} examples in batches of "
                f"{self.batch_size} leave one alone. Try another batch_size."
            )
        if self.early_stopping is not None:
            instance(
                "early_stopping",
                self.early_stopping,
                EarlyStopping,
                "Try EarlyStopping(patience=10).",
            )
            if self.validation is None:
                raise ValueError(
                    "early_stopping needs validation data to watch; given none. Try validation=data.validation "
                    "(never the test set: what chooses a model cannot judge it)."
                )
        if self.convergence is not None:
            instance(
                "convergence", self.convergence, Convergence, "Try Convergence(tolerance=1e-4)."
            )

    @cached_property
    def steps_per_epoch(self) -> int:
        """⌈N/batch_size⌉."""
        return batches_per_epoch(len(self.x), self.batch_size)

    @property
    def penalized(self) -> bool:
        """Whether weights have a price."""
        return self.l1 != 0.0 or self.l2 != 0.0

    def batch(self, step: int) -> Batch:
        """Return the batch of a step, counted from 0 through all epochs.

        Raises:
            TypeError: the step is not an integer.
            ValueError: it is negative.
        """
        step = integer("step", step, at_least=0)
        epoch, number = divmod(step, self.steps_per_epoch)
        return take_batch(self.x, self.y, self.batch_size, self.seed, epoch, number, self.shuffle)

    def start(self, theta: Array) -> TrainingState:
        """Return the state before the first step.

        Args:
            theta: the initial parameters (P,), or (R, P) for R runs.

        Returns:
            Step 0, every run active.

        Raises:
            TypeError: θ does not hold numbers.
            ValueError: its last axis does not fit the network.
        """
        theta = self.network.check_theta(theta)
        runs = theta.shape[:-1]
        running = self.network.initial_running(runs, theta.dtype)
        early, convergence = self.early_stopping, self.convergence
        return TrainingState(
            0,
            theta,
            self.optimizer.init(theta),
            running,
            np.zeros(runs, theta.dtype),
            np.ones(runs, dtype=bool),
            None if early is None else early.init(theta, running),
            None if convergence is None else convergence.init(runs),
        )
