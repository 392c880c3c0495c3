"""Step 6, iteration: one training step is all the steps before, once: batch, forward, loss, backward, update.

A ``Plan`` holds what stays the same through a run, a ``TrainingState`` all that a step depends on besides.
``train_step(plan, state)`` changes neither: it returns a ``Step`` with everything that happened and the
state after it. The same plan and state give the same step, bit for bit; so any moment can be had again.
"""

from dataclasses import fields, replace
from typing import Any, NamedTuple

import numpy as np

from mlcourse.backpropagation import Backward, backward
from mlcourse.display import Record, Term, number_text, record
from mlcourse.errors import Array, given, instance
from mlcourse.forward import Forward, compute_loss, forward
from mlcourse.losses import Loss
from mlcourse.minibatches import Batch
from mlcourse.plan import Plan, TrainingState
from mlcourse.regularization import Penalty, penalty
from mlcourse.stopping import Stop
from mlcourse.updates import Update

TINY = 1e-30  # keeps ‖Δθ‖/‖θ‖ finite where θ is 0


class EpochEnd(NamedTuple):
    """What is known at the end of an epoch: mean losses over all its examples, one for each run."""

    epoch: int
    training_loss: Array  # (...)
    validation_loss: Array | None  # (...)


@record
class Step(Record):
    """One training step with everything that happened in it, in the order in which it happened."""

    title = "Training step"
    formula = "batch → forward → loss → backward → update"
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
    stops: tuple[tuple[tuple[int, ...], Stop], ...]  # runs that end with this step, and why

    def worked(self) -> tuple[str, ...]:
        """Return the step in one line of numbers."""
        loss, norm, ratio = (
            number_text(np.ravel(v)[0])
            for v in (self.loss.value, self.gradient_norm, self.update_ratio)
        )
        return (f"L = {loss},   ‖g‖ = {norm},   ‖Δθ‖/‖θ‖ = {ratio}",)


def train_step(plan: Plan, state: TrainingState) -> Step:
    """Make one training step: deal a batch, forward, loss, backward, update.

    A run whose loss, gradient or update is not finite keeps its last finite parameters and stops.

    Args:
        plan: what stays the same through the run.
        state: where the run is; not changed.

    Returns:
        Everything that happened, and ``after``, the state for the next step.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: the state does not fit the plan.

    Example:
        >>> from mlcourse import MLP, GradientDescent
        >>> plan = Plan(MLP((1, 1), output="identity"), np.array([[3.0]]), np.array([[5.0]]),
        ...             "mean_squared_error", GradientDescent(0.01), batch_size=1)
        >>> step = train_step(plan, plan.start(np.array([2.0, 1.0])))
        >>> step.loss.value, step.gradient, step.after.theta
        (np.float64(4.0), array([12.,  4.]), array([1.88, 0.96]))
    """
    instance("plan", plan, Plan, "Try Plan(network, x, y, loss, optimizer, batch_size).")
    instance("state", state, TrainingState, "Try plan.start(theta), or step.after.")
    network, theta = plan.network, state.theta
    batch = plan.batch(state.step)
    way = forward(network, theta, batch.x, state.running, training=True)
    loss = compute_loss(way, batch.y, plan.loss)
    price = penalty(network, theta, plan.l1, plan.l2) if plan.penalized else None
    back = backward(network, theta, way, loss)
    gradient = back.gradient if price is None else back.gradient + price.gradient
    update = plan.optimizer.update(gradient, state.optimizer_state, theta)
    gradient_norm, change_norm = _norm(gradient), _norm(update.change)
    step = Step(
        index=state.step,
        epoch=state.step // plan.steps_per_epoch,
        batch=batch,
        forward=way,
        loss=loss,
        penalty=price,
        backward=back,
        gradient=gradient,
        update=update,
        gradient_norm=gradient_norm,
        update_ratio=change_norm / np.maximum(_norm(theta), TINY),
        before=state,
        after=_advance(state, way, loss, update, batch.size),
        epoch_end=None,
        stops=(),
    )
    finite = np.isfinite(loss.value + gradient_norm + change_norm)
    ends_epoch = (state.step + 1) % plan.steps_per_epoch == 0
    undisturbed = _all(finite) and _all(state.active)
    return step if undisturbed and not ends_epoch else _settle(plan, step, finite, ends_epoch)


def _settle(plan: Plan, step: Step, finite: Array, ends_epoch: bool) -> Step:
    """Hold the runs that have ended where they were, end those that diverged, close the epoch."""
    going = step.before.active & finite
    stops = [(run, _diverged(step, run)) for run in _places(step.before.active & ~finite)]
    after, end = _keep_inactive(going, step.before, step.after), None
    if ends_epoch:
        after, end, more = _end_epoch(plan, after, step.epoch, going)
        stops += more
    return replace(step, after=after, epoch_end=end, stops=tuple(stops))


def _advance(
    before: TrainingState, way: Forward, loss: Loss, update: Update[Any], batch_size: int
) -> TrainingState:
    """Return the state after an update, with the epoch's loss so far."""
    return TrainingState(
        before.step + 1,
        update.theta,
        update.state,
        way.running,
        np.asarray(before.loss_sum + loss.value * batch_size),
        before.active,
        before.early_stopping,
        before.convergence,
    )


def _keep_inactive(going: Array, before: TrainingState, after: TrainingState) -> TrainingState:
    """Return the state after, in which the runs that do not go on stand as they stood before."""

    def rows(new: Any, old: Any) -> Any:
        if not isinstance(new, np.ndarray):
            return new
        mask = going if new.ndim == going.ndim else going[..., None]
        return np.asarray(np.where(mask, new, old))

    if going.all():
        return after
    optimizer_state = type(after.optimizer_state)(
        *(
            rows(getattr(after.optimizer_state, f.name), getattr(before.optimizer_state, f.name))
            for f in fields(after.optimizer_state)
        )
    )
    return replace(
        after,
        theta=rows(after.theta, before.theta),
        optimizer_state=optimizer_state,
        running=rows(after.running, before.running),
        loss_sum=rows(after.loss_sum, before.loss_sum),
        active=np.asarray(going),
    )


def _end_epoch(
    plan: Plan, state: TrainingState, epoch: int, going: Array
) -> tuple[TrainingState, EpochEnd, list[tuple[tuple[int, ...], Stop]]]:
    """Close an epoch: mean losses over its examples, and the rules that may end a run."""
    training_loss = np.asarray(state.loss_sum / len(plan.x))
    validation_loss = _validation_loss(plan, state)
    stops: list[tuple[tuple[int, ...], Stop]] = []
    early, convergence = state.early_stopping, state.convergence
    if plan.early_stopping is not None and early is not None and validation_loss is not None:
        seen, done = plan.early_stopping.observe(
            early, validation_loss, state.theta, state.running, epoch
        )
        early = _rows_of(going, seen, early)
        stops += [
            (run, Stop(state.step, "early stopping", plan.early_stopping.message(early, run)))
            for run in _places(going & done)
        ]
        going = going & ~done
    if plan.convergence is not None and convergence is not None:
        calm, done = plan.convergence.observe(convergence, training_loss)
        convergence = _rows_of(going, calm, convergence)
        message = plan.convergence.message()
        stops += [(run, Stop(state.step, "converged", message)) for run in _places(going & done)]
        going = going & ~done
    after = replace(
        state,
        loss_sum=np.zeros_like(state.loss_sum),
        active=np.asarray(going),
        early_stopping=early,
        convergence=convergence,
    )
    return after, EpochEnd(epoch, training_loss, validation_loss), stops


def _rows_of(going: Array, new: Any, old: Any) -> Any:
    """Return a rule's new memory for the runs that go on, the old for the others."""
    if going.all():
        return new
    kept = []
    for field in fields(new):
        fresh, stale = getattr(new, field.name), getattr(old, field.name)
        mask = going if fresh.ndim == going.ndim else going[..., None]
        kept.append(np.asarray(np.where(mask, fresh, stale)))
    return type(new)(*kept)


def _validation_loss(plan: Plan, state: TrainingState) -> Array | None:
    if plan.validation is None:
        return None
    x, y = plan.validation
    way = forward(plan.network, state.theta, x, state.running)
    return np.asarray(compute_loss(way, y, plan.loss).value)


def _all(mask: Any) -> bool:
    return bool(mask.all()) if mask.ndim else bool(mask)


def _norm(vector: Array) -> Array:
    return np.sqrt(np.vecdot(vector, vector))


def _places(which: Array) -> list[tuple[int, ...]]:
    """Return the index of each True as a tuple of plain integers; () for a single run."""
    return [tuple(int(i) for i in place) for place in np.argwhere(which)]


def _diverged(step: Step, run: tuple[int, ...]) -> Stop:
    found = first_non_finite(step, run)
    return Stop(
        step.index,
        "diverged",
        f"diverged in step {step.index}: {found} Try a smaller learning rate.",
    )


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
        >>> from mlcourse import MLP, GradientDescent
        >>> plan = Plan(MLP((1, 1), output="identity"), np.array([[1e200]]), np.array([[0.0]]),
        ...             "mean_squared_error", GradientDescent(0.01), batch_size=1)
        >>> with np.errstate(all="ignore"):
        ...     print(first_non_finite(train_step(plan, plan.start(np.array([1.0, 0.0])))))
        loss: mean_squared_error gave inf (first at index (0,)).
    """
    instance("step", step, Step, "Try history.at(step).")
    _check_run(run, step.before.active.shape)
    for operation, value in _operations(step):
        value = np.asarray(value)
        mine = value[run] if value.ndim > len(run) or not run else value
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
    name = type(step.loss).title.lower().replace(" ", "_")
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
        ("the gradient with its penalty", step.gradient),
        ("update: the optimizer's Δθ", step.update.change),
    ]
    return found
