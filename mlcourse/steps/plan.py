"""Step 6, the plan: what a run is made of. A ``Plan`` stays the same; a ``TrainingState`` is a moment, whole."""

from copy import copy
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from mlcourse.base.display import Record, Term, record
from mlcourse.base.errors import (
    Array,
    choice,
    concerning,
    flag,
    given,
    instance,
    integer,
    is_listed,
)
from mlcourse.base.per_run import Numbers, per_run
from mlcourse.steps.forward import check_input, check_running
from mlcourse.steps.freezing import check_frozen, check_rate_factors, frozen_layers, restrained
from mlcourse.steps.losses import LOSSES, LossFunction
from mlcourse.steps.minibatches import (
    Batch,
    Seed,
    batches_per_epoch,
    check_pair,
    check_seed,
    paired,
    take_batch,
)
from mlcourse.steps.network import MLP
from mlcourse.steps.optimizers import GradientDescent, Optimizer, State, Update
from mlcourse.steps.stopping import Convergence, ConvergenceState, EarlyStopping, EarlyStoppingState


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

    @property
    def going(self) -> bool:
        """Whether any run goes on; of a single one in a tenth of the time of ``active.any()``."""
        return bool(self.active.any()) if self.active.ndim else bool(self.active)

    def part(self, run: int) -> "TrainingState":
        """Return the state of one run as if it were alone.

        Args:
            run: its place among the runs, from 0.

        Returns:
            The state, of one row of every array.

        Raises:
            TypeError: run is not an integer.
            ValueError: there is no such run.

        Example:
            >>> from mlcourse.steps.optimizers import SGD
            >>> plan = Plan(MLP((1, 2)), np.eye(2)[:, :1], [0, 1], "categorical_cross_entropy", SGD(), 2)
            >>> state = plan.start(np.zeros((3, 4)))
            >>> state.part(2).theta.shape
            (4,)
        """
        return _row(self, _check_run(run, self.active.shape))


@dataclass(frozen=True, eq=False)
class Plan:
    """What stays the same through a run: network, data, loss, optimizer, and how the batches are dealt.

    Args:
        network: the specification.
        x: training inputs (N, features).
        y: training targets, as the loss wants them.
        loss: a name from ``LOSSES``.
        optimizer: the optimizer.
        batch_size: examples a step, at least 1; N or more is full batch. It is one for all runs.
        seed: for shuffling, an integer from 0; a tuple deals each run batches of its own.
        l1: λ₁ of the L1 penalty, from 0; or one for each run.
        l2: λ₂ of the L2 penalty, from 0; or one for each run.
        shuffle: whether each epoch deals in an order of its own.
        validation: inputs and targets on which the loss is measured each epoch, or None.
        early_stopping: the rule, or None; needs validation.
        convergence: the rule, or None.
        frozen: True where θ stands still (P,), or a row for each run; None trains all of it.
        rate_factors: by which the learning rate of each parameter is multiplied (P,), or a row for each run.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: shapes that do not fit, a value out of range; a mini-batch for ``GradientDescent``,
            which takes all examples in each step; batches of one example for batch normalization; other numbers
            of values for the runs.

    Example:
        >>> from mlcourse.steps.optimizers import Adam
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
    l1: Numbers = 0.0
    l2: Numbers = 0.0
    shuffle: bool = True
    validation: tuple[Array, Array] | None = None
    early_stopping: EarlyStopping | None = None
    convergence: Convergence | None = None
    frozen: Array | None = None
    rate_factors: Array | None = None

    def __post_init__(self) -> None:
        """Check every argument and how they fit together."""
        put = object.__setattr__
        instance("network", self.network, MLP, "Try MLP(layer_sizes=(2, 16, 2)).")
        choice("loss", self.loss, LOSSES)
        x, y = self._check_examples(self.x, self.y)
        put(self, "x", x)
        put(self, "y", y)
        instance("optimizer", self.optimizer, Optimizer, "Try Adam(learning_rate=0.001).")
        put(self, "batch_size", _check_batch_size(self.batch_size))
        put(self, "seed", check_seed(self.seed))
        put(self, "l1", per_run("l1", self.l1, at_least=0))
        put(self, "l2", per_run("l2", self.l2, at_least=0))
        flag("shuffle", self.shuffle)
        if self.validation is not None:
            with concerning("validation"):
                put(self, "validation", self._check_examples(*check_pair(self.validation)))
        if self.frozen is not None:
            put(self, "frozen", check_frozen(self.network, self.frozen))
        if self.rate_factors is not None:
            put(self, "rate_factors", check_rate_factors(self.network, self.rate_factors))
        self._check_together()

    def _check_examples(self, x: Any, y: Any) -> tuple[Array, Array]:
        """Return x and y; what the loss cannot take is refused now, not in the midst of the run."""
        x, y = paired(x, y)
        x = np.ascontiguousarray(x)  # rows are taken from it in every step
        check_input(self.network, np.zeros(self.network.size, x.dtype), x)
        with concerning("y"):
            LOSSES[self.loss].function(np.zeros((len(x), self.network.layer_sizes[-1])), y)
        return x, y

    def _check_together(self) -> None:
        equally_many(self.listed)
        n, size = len(self.x), self.batch_size
        if type(self.optimizer) is GradientDescent and size < n:
            raise ValueError(
                f"GradientDescent takes all {n} examples in each step; given batch_size={size}. "
                "Try batch_size=None, or SGD, the same rule on mini-batches."
            )
        if self.network.batch_normalization and 1 in (size, n % size, n):
            raise ValueError(
                f"batch normalization needs at least 2 examples in every batch; {n} examples in batches of "
                f"{size} leave one alone. Try another batch_size."
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
    def listed(self) -> dict[str, int]:
        """How many values each hyperparameter has that comes once for each run."""
        names = ("seed", "l1", "l2", "frozen", "rate_factors")
        values = {name: getattr(self, name) for name in names} | vars(self.optimizer)
        return {name: len(value) for name, value in values.items() if _is_per_run(value)}

    def part(self, run: int) -> "Plan":
        """Return the plan of one run as if it were alone.

        Args:
            run: its place among the runs, from 0.

        Returns:
            The plan: of what comes once for each run, only its own.

        Raises:
            TypeError: run is not an integer.
            ValueError: there is no such run.

        Example:
            >>> from mlcourse.steps.optimizers import SGD
            >>> x, y = np.array([[0.0], [1.0]]), np.array([0, 1])
            >>> plan = Plan(MLP((1, 2)), x, y, "categorical_cross_entropy", SGD((0.1, 0.2)), batch_size=1)
            >>> plan.part(1).optimizer.learning_rate
            0.2
        """
        counts = tuple(self.listed.values())  # none where all runs are alike but for their start
        mine = _check_run(run, counts[:1] or (np.inf,))
        names = ("seed", "l1", "l2", "optimizer", "frozen", "rate_factors")
        return replace(self, **{name: _own(getattr(self, name), mine) for name in names})

    @cached_property
    def loss_function(self) -> LossFunction:
        """All that is known of the loss."""
        return LOSSES[self.loss]

    @cached_property
    def rows(self) -> Array:
        """The targets as the loss compares them with the scores: one-hot for classes. (N, outputs)"""
        scores = np.zeros((len(self.x), self.network.layer_sizes[-1]), self.x.dtype)
        return self.loss_function.rows(self.y, scores)

    @property
    def penalized(self) -> bool:
        """Whether weights have a price."""
        return self.l1 != 0.0 or self.l2 != 0.0

    @cached_property
    def frozen_layers(self) -> frozenset[int]:
        """The layers that stand still as a whole: they normalize by their running statistics, and keep those."""
        return frozenset() if self.frozen is None else frozen_layers(self.network, self.frozen)

    def update(self, gradient: Array, state: TrainingState) -> Update[Any]:
        """Return what the optimizer makes of a gradient, held back where θ is frozen or goes at another rate.

        Args:
            gradient: ∂(L + R)/∂θ (..., P).
            state: where the run is.

        Returns:
            The optimizer's update; where anything is held back, a ``RestrainedUpdate`` of it.

        Raises:
            TypeError: an argument is of the wrong kind.
            ValueError: shapes that do not fit.
        """
        instance("state", state, TrainingState, "Try plan.start(theta), or step.after.")
        made = self.optimizer.update(gradient, state.optimizer_state, state.theta)
        return restrained(made, self.frozen, self.rate_factors)

    def batch(self, step: int) -> Batch:
        """Return the batch of a step, counted from 0 through all epochs.

        Raises:
            TypeError: the step is not an integer.
            ValueError: it is negative.
        """
        step = integer("step", step, at_least=0)
        epoch, number = divmod(step, self.steps_per_epoch)
        return take_batch(self.x, self.y, self.batch_size, self.seed, epoch, number, self.shuffle)

    def start(self, theta: Array, running: Array | None = None) -> TrainingState:
        """Return the state before the first step.

        Args:
            theta: the initial parameters (P,), or (R, P) for R runs.
            running: running statistics of batch normalization to go on from (size,), or (R, size); None takes those
                before any batch.

        Returns:
            Step 0, every run active.

        Raises:
            TypeError: θ or the statistics do not hold numbers.
            ValueError: their last axis does not fit the network.
        """
        theta = self.network.check_theta(theta)
        runs = theta.shape[:-1]
        running = check_running(self.network, theta, running)
        early, convergence = self.early_stopping, self.convergence
        return TrainingState(
            step=0,
            theta=theta,
            optimizer_state=self.optimizer.init(theta),
            running=running,
            loss_sum=np.zeros(runs, theta.dtype),
            active=np.ones(runs, dtype=bool),
            early_stopping=None if early is None else early.init(theta, running),
            convergence=None if convergence is None else convergence.init(runs),
        )


def equally_many(listed: dict[str, int]) -> None:
    """Refuse hyperparameters that are given for other numbers of runs.

    Args:
        listed: how many values each has.

    Raises:
        ValueError: not all have as many.

    Example:
        >>> equally_many({"seed": 2, "l2": 3})
        Traceback (most recent call last):
        ValueError: hyperparameters that are given once for each run must be equally many; given seed 2, l2 3.
    """
    if len(set(listed.values())) > 1:
        counts = ", ".join(f"{name} {count}" for name, count in listed.items())
        raise ValueError(
            f"hyperparameters that are given once for each run must be equally many; given {counts}."
        )


def _check_batch_size(value: Any) -> int:
    if is_listed(value):
        raise TypeError(
            f"batch_size must be one integer, the same for all runs; given {given(value)}. Batches of several sizes "
            "make no one array: try a call of train for each batch size."
        )
    return integer("batch_size", value, at_least=1, try_this="Try 32.")


def _check_run(run: Any, runs: tuple[float, ...]) -> int:
    """Return the place of a run that is there."""
    run = integer("run", run, try_this="Try 0.")
    if not runs or not 0 <= run < runs[0]:
        there = f"from 0 to {runs[0] - 1}" if runs else "one of several, and this is a single run"
        raise ValueError(f"run must be {there}; given {run}.")
    return run


def _own(value: Any, run: int) -> Any:
    """Return of a hyperparameter, or of all those of an optimizer, the value of one run."""
    if _is_per_run(value):
        return value[run]
    if isinstance(value, Optimizer):
        mine = copy(value)
        vars(mine).update({name: _own(each, run) for name, each in vars(value).items()})
        return mine
    return value


def _is_per_run(value: Any) -> bool:
    """Return whether a value comes once for each run: a tuple, or an array with a row for each."""
    return isinstance(value, tuple) or (isinstance(value, np.ndarray) and value.ndim > 1)


def _row(state: Any, run: int) -> Any:
    """Return of every array in a state the row of one run."""
    if isinstance(state, np.ndarray):
        return np.asarray(state[run])
    if not is_dataclass(state) or isinstance(state, type):
        return state
    rows = {field.name: _row(getattr(state, field.name), run) for field in fields(state)}
    return replace(state, **rows)
