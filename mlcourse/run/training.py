"""Step 6, training: the steps repeated until the run converges, stops early, diverges or has had its epochs.

``train`` makes no step in another way than ``train_step`` does by hand; it only repeats and records.
"""

from collections.abc import Sequence
from contextlib import closing
from typing import Any

import numpy as np

from mlcourse.base.errors import (
    Array,
    cast,
    check_dtype,
    concerning,
    finite,
    flag,
    floats,
    given,
    instance,
    integer,
)
from mlcourse.base.progress_bar import ProgressBar
from mlcourse.data.datasets import Dataset
from mlcourse.run.history import History, Recorder, StepFunction
from mlcourse.steps.activations import ACTIVATIONS
from mlcourse.steps.initialization import initialize
from mlcourse.steps.iteration import train_step
from mlcourse.steps.losses import natural_loss
from mlcourse.steps.minibatches import check_pair, paired
from mlcourse.steps.network import MLP
from mlcourse.steps.optimizers import Adam, Optimizer
from mlcourse.steps.plan import Plan, equally_many
from mlcourse.steps.step import Step
from mlcourse.steps.stopping import Convergence, EarlyStopping

Data = Dataset | tuple[Array, Array]
KEPT = 16_000_000  # bytes
STEP_HINT = "Try step=train_step, or a function that ends with return train_step(plan, state)."


def train(
    network: MLP,
    data: Data,
    *,
    validation: Data | None = None,
    optimizer: Optimizer | None = None,
    batch_size: int | None = 32,
    epochs: int = 100,
    seed: int | Sequence[int] = 0,
    scheme: str | Sequence[str] | None = None,
    theta: Array | None = None,
    loss: str | None = None,
    l1: float | Sequence[float] = 0.0,
    l2: float | Sequence[float] = 0.0,
    early_stopping: EarlyStopping | None = None,
    convergence: Convergence | None = None,
    shuffle: bool = True,
    dtype: Any = np.float64,
    progress: bool = True,
    key_frame_budget: int = 64_000_000,
    step: StepFunction = train_step,
    frozen: Array | None = None,
    rate_factors: Array | None = None,
    running: Array | None = None,
) -> History:
    """Train a network: initialize θ, then batch → forward → loss → backward → update until it ends.

    Where a hyperparameter (a seed, a scheme, a learning rate, λ, …) is a sequence with one value for each run,
    all runs are trained side by side; each stops for itself. Interrupting returns what there is so far.

    Args:
        network: the specification.
        data: the training part: a ``Dataset``, or inputs (N, features) and targets.
        validation: the validation part, on which the loss is measured after each epoch.
        optimizer: None takes ``Adam(learning_rate=0.001)``.
        batch_size: examples a step, the same for all runs; None takes all of them in each step.
        epochs: how often to go through the data at the most, at least 1.
        seed: for initialization and shuffling, an integer from 0; or one for each run.
        scheme: of initialization; None takes "he_normal" with ReLU and its like, else "xavier_normal".
        theta: initial parameters (P,) or (R, P), instead of a scheme.
        loss: None takes the one that belongs to the output layer.
        l1: λ₁ of the L1 penalty, from 0.
        l2: λ₂ of the L2 penalty, from 0.
        early_stopping: None goes on to the end.
        convergence: None does not ask whether the run has converged.
        shuffle: whether each epoch deals in an order of its own.
        dtype: ``np.float64`` or ``np.float32``.
        progress: whether to show a progress bar when it takes longer than a moment.
        key_frame_budget: bytes for key frames; fewer bytes, slower seeks.
        step: what makes a step; another function plants a fault.
        frozen: True where θ stands still (P,), such as ``layer_mask(network, [0])``; or a row for each run.
        rate_factors: by which each parameter's learning rate is multiplied (P,), such as
            ``layer_rates(network, (0.1, 1))``; or a row for each run.
        running: running statistics of batch normalization to go on from, with ``theta``; None takes those before any
            batch.

    Returns:
        The history, of which any step can be had again.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: an argument is out of range, or several do not fit together.

    Example:
        >>> from mlcourse import MLP, moons, train
        >>> history = train(MLP((2, 16, 2), activation="tanh"), moons(seed=1), optimizer=Adam(0.01), epochs=20)
        >>> history.steps, bool(history.epochs.training_loss[-1] < 0.3)
        (200, True)
        >>> history.stop.reason
        'epochs'
    """
    instance("network", network, MLP, "Try MLP(layer_sizes=(2, 16, 2)).")
    epochs = integer("epochs", epochs, at_least=1)
    dtype = check_dtype(dtype)
    x, y = _cast(network, _pair("data", data), dtype)
    plan = Plan(
        network,
        x,
        y,
        natural_loss(network.output) if loss is None else loss,
        Adam() if optimizer is None else optimizer,
        len(x) if batch_size is None else batch_size,
        seed,  # type: ignore[arg-type]  # the plan makes a tuple of a sequence
        l1,  # type: ignore[arg-type]
        l2,  # type: ignore[arg-type]
        shuffle,
        None if validation is None else _cast(network, _pair("validation", validation), dtype),
        early_stopping,
        convergence,
        frozen,
        rate_factors,
    )
    flag("progress", progress)
    if not callable(step):
        raise TypeError(
            f"step must be a function of plan and state; given {given(step)}. {STEP_HINT}"
        )
    running = None if running is None else cast("running", floats("running", running), dtype)
    start = plan.start(_initial(plan, scheme, theta, dtype), running)
    recorder = Recorder(plan, start, key_frame_budget, step)
    _repeat(plan, recorder, step, epochs * plan.steps_per_epoch, progress)
    return recorder.history()


def _repeat(plan: Plan, recorder: Recorder, step: StepFunction, steps: int, progress: bool) -> None:
    """Make steps until every run has ended."""
    _keep_freed_memory()
    state = recorder.last
    # A run that diverges is found by its numbers.
    with closing(ProgressBar(steps, progress)) as bar, np.errstate(all="ignore"):
        try:
            while state.step < steps and state.going:
                made = instance("what step returns", step(plan, state), Step, STEP_HINT)
                recorder.take(made)
                state = made.after
                del made  # its memory serves the next step
                bar.show(state.step)
        except KeyboardInterrupt:
            if not state.step:
                raise
            recorder.end_all("interrupted", f"interrupted after {state.step} of {steps} steps.")
            return
    epochs = steps // plan.steps_per_epoch
    recorder.end_all(
        "epochs", f"all {epochs} epochs done; whether it has converged was not tested."
    )


def _keep_freed_memory() -> None:
    """Let the C library keep memory that arrays leave, instead of giving it back and asking again in every step.

    Linux's library learns from the largest block that was ever freed how much to keep. The block is never written
    to, so it costs nothing; a step of a wide network takes a third less. Elsewhere nothing happens.
    """
    np.empty(KEPT, dtype=np.uint8)


def _initial(plan: Plan, scheme: Any, theta: Any, dtype: np.dtype) -> Array:
    """Return θ (P,) or, where anything comes once for each run, (R, P)."""
    if theta is not None:
        if scheme is not None:
            raise ValueError(
                f"theta and scheme must not both be set; given {given(theta)} and {given(scheme)}. "
                "Try scheme=None, which starts from theta."
            )
        theta = cast("theta", finite("theta", plan.network.check_theta(theta)), dtype)
        if theta.ndim > 2 or theta.size == 0:
            raise ValueError(
                f"theta must have the shape ({plan.network.size},), or one such row for each run; "
                f"given {given(theta)}. Try initialize(network, seed=[0, 1, 2])."
            )
    else:
        scheme = usual_scheme(plan.network) if scheme is None else scheme
        theta = initialize(plan.network, scheme, plan.seed, dtype)
    return _spread(theta, plan.listed)


def usual_scheme(network: MLP) -> str:
    """Return the initialization that ``train`` takes where none is asked for.

    Args:
        network: the specification.

    Returns:
        "he_normal" with ReLU and its like, else "xavier_normal".

    Example:
        >>> usual_scheme(MLP((2, 3, 2), activation="relu"))
        'he_normal'
    """
    kinds = {ACTIVATIONS[name].kind for name in network.activations}
    return "he_normal" if "rectifier" in kinds else "xavier_normal"


def _spread(theta: Array, runs: dict[str, int]) -> Array:
    """Give each run a row of θ."""
    counts = {
        **runs,
        **({"theta (from scheme, seed or theta)": len(theta)} if theta.ndim > 1 else {}),
    }
    if not counts:
        return theta
    equally_many(counts)
    number = next(iter(counts.values()))
    return np.broadcast_to(theta, (number, theta.shape[-1])).copy()


def _pair(name: str, data: Any) -> tuple[Array, Array]:
    if isinstance(data, Dataset):
        return data.x, data.y
    with concerning(name):
        return paired(*check_pair(data))


def _cast(network: MLP, pair: tuple[Array, Array], dtype: np.dtype) -> tuple[Array, Array]:
    """Return inputs, and targets that are not labels, in the data type of θ."""
    x, y = pair
    if network.output != "softmax" or y.dtype.kind == "f":
        y = cast("y", floats("y", y), dtype)
    return cast("x", x, dtype), y
