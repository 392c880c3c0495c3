"""Step 6, the record of a training step: everything that happened in it, and where it went wrong if it did."""

from typing import Any, NamedTuple

import numpy as np

from mlcourse.base.display import Record, Term, number_text, record
from mlcourse.base.errors import Array, given, instance
from mlcourse.steps.backpropagation import Backward
from mlcourse.steps.forward import Forward
from mlcourse.steps.losses import Loss
from mlcourse.steps.minibatches import Batch
from mlcourse.steps.optimizers import Update
from mlcourse.steps.plan import TrainingState
from mlcourse.steps.regularization import Penalty
from mlcourse.steps.stopping import Stop

Stops = tuple[tuple[tuple[int, ...], Stop], ...]  # runs that end, and why


class Passes(NamedTuple):
    """What a step knows before its update: its batch, both passes, and the gradient that they give."""

    batch: Batch
    forward: Forward
    loss: Loss
    penalty: Penalty | None
    backward: Backward
    gradient: Array  # (..., P), with the penalty's


class EpochEnd(NamedTuple):
    """What is known at the end of an epoch: mean losses over all its examples, one for each run."""

    epoch: int
    training_loss: Array  # (...)
    validation_loss: Array | None  # (...)


@record
class Step(Record):
    """One training step with everything that happened in it, in the order in which it happened."""

    title = "Training step"
    formula = (
        "batch → forward → loss → backward → update"  # the steps' names say more than L and ∂L/∂θ
    )
    latex = (
        r"\text{batch} \to \text{forward} \to L \to \frac{\partial L}{\partial \theta} \to "
        r"\theta + \Delta\theta"
    )
    terms = (
        Term("index", "the step's number, from 0"),
        Term("epoch", "its epoch, from 0"),
        Term("batch", "the examples"),
        Term("forward", "the forward pass"),
        Term("loss", "the loss"),
        Term("penalty", "L1 and L2"),
        Term("backward", "the backward pass"),
        Term("gradient", "∂(L + R)/∂θ, what the optimizer gets"),
        Term("update", "the optimizer's step"),
        Term("gradient_norm", "‖∂(L + R)/∂θ‖"),
        Term("update_ratio", "‖Δθ‖/‖θ‖"),
    )

    index: int
    epoch: int
    batch: Batch
    forward: Forward
    loss: Loss
    penalty: Penalty | None
    backward: Backward
    gradient: Array  # (..., P)
    update: Update[Any]
    gradient_norm: Array  # (...)
    update_ratio: Array  # (...)
    before: TrainingState
    after: TrainingState
    epoch_end: EpochEnd | None
    stops: Stops

    def worked(self) -> tuple[str, ...]:
        """Return the step in one line of numbers."""
        loss, norm, ratio = (
            number_text(np.ravel(v)[0])
            for v in (self.loss.value, self.gradient_norm, self.update_ratio)
        )
        return (f"L = {loss},   ‖g‖ = {norm},   ‖Δθ‖/‖θ‖ = {ratio}",)


def first_non_finite(step: Step, run: tuple[int, ...] = ()) -> str:
    """Return a sentence that names the first operation of a step whose result was not finite.

    Args:
        step: a step.
        run: which run, for instance ``(3,)``; () for a single one.

    Returns:
        For instance ``"layer 1: z = xW + b gave inf (first at index (0, 4))."``.

    Raises:
        TypeError: step is not a Step, or run is not a tuple of integers.
        ValueError: there is no such run.

    Example:
        >>> from mlcourse import MLP, GradientDescent, Plan, train_step
        >>> plan = Plan(MLP((1, 1), output="identity"), np.array([[1e200]]), np.array([[0.0]]),
        ...             "mean_squared_error", GradientDescent(0.01), batch_size=1)
        >>> with np.errstate(all="ignore"):
        ...     print(first_non_finite(train_step(plan, plan.start(np.array([1.0, 0.0])))))
        loss: mean_squared_error gave inf (first at index (0,)).
    """
    instance("step", step, Step, "Try history.at(step).")
    _check_run(run, step.before.active.shape)
    for operation, value in _operations(step):
        mine = np.asarray(value)[run]
        bad = ~np.isfinite(mine)
        if bad.any():
            place = tuple(int(i) for i in np.argwhere(bad)[0])
            where = f" (first at index {place})" if place else ""
            return f"{operation} gave {np.asarray(mine)[place]}{where}."
    return "the norm of the gradient or of the update is too large for its data type."


def _check_run(run: Any, runs: tuple[int, ...]) -> None:
    numbered = isinstance(run, tuple) and all(isinstance(i, int | np.integer) for i in run)
    if (
        not numbered
        or len(run) != len(runs)
        or not all(0 <= i < n for i, n in zip(run, runs, strict=True))
    ):
        wanted = (
            f"a tuple from {(0,) * len(runs)} to {tuple(n - 1 for n in runs)}"
            if runs
            else "() for a single run"
        )
        raise (ValueError if numbered else TypeError)(f"run must be {wanted}; given {given(run)}.")


def _operations(step: Step) -> list[tuple[str, Any]]:
    """List a step's results in the order in which they came about."""
    found: list[tuple[str, Any]] = [("before the step, theta", step.before.theta)]
    for i, way in enumerate(step.forward.layers):
        found.append((f"layer {i}: z = xW + b", way.z))
        if way.normalization is not None:
            found.append((f"layer {i}: batch normalization", way.normalization.y))
        if i < len(step.forward.layers) - 1 or step.loss.gradient_by == "output":
            found.append((f"layer {i}: a = {way.activation}(z)", way.a))
    name = step.loss.title.lower().replace(" ", "_")
    found += [
        (f"loss: {name}", step.loss.per_example),
        (f"loss: the mean of {name}", step.loss.value),
    ]
    if step.penalty is not None:
        found.append(("the penalty on the weights", step.penalty.value))
    for i, back in reversed(list(enumerate(step.backward.layers))):
        found += [(f"layer {i}: δ = ∂L/∂z", back.delta), (f"layer {i}: ∂L/∂W = xᵀδ", back.dW)]
        found.append((f"layer {i}: ∂L/∂b = Σδ", back.db))
    found += [
        (f"the gradient{' with its penalty' * (step.penalty is not None)}", step.gradient),
        ("update: the optimizer's Δθ", step.update.change),
    ]
    return found
