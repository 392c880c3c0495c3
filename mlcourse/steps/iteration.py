"""Step 6, iteration: one training step is all the steps before, once: batch, forward, loss, backward, update.

A ``Plan`` holds what stays the same through a run, a ``TrainingState`` all that a step depends on besides.
``train_step(plan, state)`` changes neither: it returns a ``Step`` with everything that happened and the
state after it. The same plan and state give the same step, bit for bit; so any moment can be had again.
Its two parts, ``passes`` before the update and ``finish`` after it, serve whoever wants a step of their own.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from mlcourse.base.display import Record, Term, number_text, record
from mlcourse.base.errors import Array, given, instance
from mlcourse.steps.backpropagation import Backward, pass_backward
from mlcourse.steps.forward import Forward, compute_loss, pass_forward, scores_of
from mlcourse.steps.losses import Loss
from mlcourse.steps.minibatches import Batch
from mlcourse.steps.optimizers import Update
from mlcourse.steps.plan import Plan, TrainingState
from mlcourse.steps.regularization import Penalty, penalty
from mlcourse.steps.stopping import Stop

TINY = 1e-30  # keeps ‖Δθ‖/‖θ‖ finite where θ is 0

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
    passed = passes(plan, state)
    update = plan.optimizer.update(passed.gradient, state.optimizer_state, state.theta)
    return finish(plan, state, passed, update)


def train_epoch(plan: Plan, state: TrainingState) -> Iterator[Step]:
    """Make training steps to the end of the epoch: each example that is still to come is dealt once.

    Args:
        plan: what stays the same through the run.
        state: where the run is; not changed.

    Returns:
        An iterator over the steps; the last one has ``epoch_end``, unless every run has stopped before.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: the state does not fit the plan.

    Example:
        >>> from mlcourse import MLP, Adam, moons
        >>> data, network = moons(50, seed=1), MLP((2, 4, 2))
        >>> plan = Plan(network, data.x, data.y, "categorical_cross_entropy", Adam(), batch_size=32)
        >>> steps = list(train_epoch(plan, plan.start(np.zeros(network.size))))
        >>> [step.batch.size for step in steps], steps[-1].epoch_end.training_loss.round(2)
        ([32, 18], np.float64(0.69))
    """
    instance("plan", plan, Plan, "Try Plan(network, x, y, loss, optimizer, batch_size).")
    instance("state", state, TrainingState, "Try plan.start(theta), or step.after.")
    return _steps_of_epoch(plan, state)


def _steps_of_epoch(plan: Plan, state: TrainingState) -> Iterator[Step]:
    end = (state.step // plan.steps_per_epoch + 1) * plan.steps_per_epoch
    while state.step < end and state.active.any():
        step = train_step(plan, state)
        yield step
        state = step.after


def passes(plan: Plan, state: TrainingState) -> Passes:
    """Return the first part of a step: deal a batch, forward, loss, backward.

    Args:
        plan: what stays the same through the run.
        state: where the run is.

    Returns:
        Both passes, and the gradient ∂(L + R)/∂θ (..., P) for the optimizer.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: the state does not fit the plan.

    Example:
        >>> from mlcourse import MLP, GradientDescent
        >>> plan = Plan(MLP((1, 1), output="identity"), np.array([[3.0]]), np.array([[5.0]]),
        ...             "mean_squared_error", GradientDescent(0.01), batch_size=1)
        >>> passes(plan, plan.start(np.array([2.0, 1.0]))).gradient
        array([12.,  4.])
    """
    instance("plan", plan, Plan, "Try Plan(network, x, y, loss, optimizer, batch_size).")
    instance("state", state, TrainingState, "Try plan.start(theta), or step.after.")
    network, theta = plan.network, state.theta
    batch = plan.batch(state.step)
    way = pass_forward(network, theta, batch.x, state.running, training=True)
    loss = plan.loss_function.of_rows(
        scores_of(way, plan.loss_function), plan.rows.take(batch.indices, axis=0)
    )
    back = pass_backward(network, way, loss)
    if not plan.penalized:
        return Passes(batch, way, loss, None, back, back.gradient)
    price = penalty(network, theta, plan.l1, plan.l2)
    return Passes(batch, way, loss, price, back, back.gradient + price.gradient)


def finish(plan: Plan, state: TrainingState, passed: Passes, update: Update[Any]) -> Step:
    """Return the whole step after its update: measure it, and see which runs go on.

    With ``passes`` it makes a training step of one's own: change what comes between the two.

    Args:
        plan: what stays the same through the run.
        state: where the run was before the step.
        passed: what ``passes`` gave, or a changed copy, ``passed._replace(gradient=…)``.
        update: what the optimizer made of a gradient.

    Returns:
        Everything that happened, and ``after``, the state for the next step.

    Example:
        A step up the slope: the sign is flipped.

        >>> from mlcourse import MLP, GradientDescent
        >>> plan = Plan(MLP((1, 1), output="identity"), np.array([[3.0]]), np.array([[5.0]]),
        ...             "mean_squared_error", GradientDescent(0.01), batch_size=1)
        >>> state = plan.start(np.array([2.0, 1.0]))
        >>> passed = passes(plan, state)
        >>> wrong = passed._replace(gradient=-passed.gradient)
        >>> update = plan.optimizer.update(wrong.gradient, state.optimizer_state, state.theta)
        >>> finish(plan, state, wrong, update).after.theta
        array([2.12, 1.04])
    """
    gradient_norm, change_norm = norm(passed.gradient), norm(update.change)
    step = Step(
        index=state.step,
        epoch=state.step // plan.steps_per_epoch,
        batch=passed.batch,
        forward=passed.forward,
        loss=passed.loss,
        penalty=passed.penalty,
        backward=passed.backward,
        gradient=passed.gradient,
        update=update,
        gradient_norm=gradient_norm,
        update_ratio=change_norm / (norm(state.theta) + TINY),
        before=state,
        after=_advance(state, passed, update),
        epoch_end=None,
        stops=(),
    )
    finite = np.isfinite(passed.loss.value + gradient_norm + change_norm)
    ends_epoch = (state.step + 1) % plan.steps_per_epoch == 0
    undisturbed = _all(finite) and _all(state.active)
    return step if undisturbed and not ends_epoch else _settle(plan, step, finite, ends_epoch)


def _advance(before: TrainingState, passed: Passes, update: Update[Any]) -> TrainingState:
    """Return the state after an update, with the epoch's loss so far."""
    return TrainingState(
        step=before.step + 1,
        theta=update.theta,
        optimizer_state=update.state,
        running=passed.forward.running,
        loss_sum=np.asarray(before.loss_sum + passed.loss.value * passed.batch.size),
        active=before.active,
        early_stopping=before.early_stopping,
        convergence=before.convergence,
    )


def _settle(plan: Plan, step: Step, finite: Array, ends_epoch: bool) -> Step:
    """Hold the runs that have ended where they were, end those that diverged, close the epoch."""
    before = step.before
    going = np.asarray(before.active & finite)
    stops = tuple((run, _diverged(step, run)) for run in _places(before.active & ~finite))
    after = step.after
    if not going.all():
        after = replace(_where(going, after, before), active=going)
    if not ends_epoch:
        return replace(step, after=after, stops=stops)
    end = EpochEnd(
        step.epoch, np.asarray(after.loss_sum / len(plan.x)), _validation_loss(plan, after)
    )
    after, early = _stop_early(plan, after, end)
    after, converged = _stop_converged(plan, after, end)
    after = replace(after, loss_sum=np.zeros_like(after.loss_sum))
    return replace(step, after=after, epoch_end=end, stops=stops + early + converged)


def _where(going: Array, new: Any, old: Any) -> Any:
    """Return an array, or a record of arrays, with the new rows of runs that go on, else the old ones."""
    if isinstance(new, np.ndarray):
        mask = going if new.ndim == going.ndim else going[..., None]
        return np.asarray(np.where(mask, new, old))
    if new is old or not is_dataclass(new) or isinstance(new, type) or going.all():
        return new
    names = (field.name for field in fields(new))
    return replace(new, **{n: _where(going, getattr(new, n), getattr(old, n)) for n in names})


def _stop_early(plan: Plan, state: TrainingState, end: EpochEnd) -> tuple[TrainingState, Stops]:
    """End the runs whose validation loss no longer improves."""
    rule, memory, loss = plan.early_stopping, state.early_stopping, end.validation_loss
    if rule is None or memory is None or loss is None:
        return state, ()
    seen, done = rule.observe(memory, loss, state.theta, state.running, end.epoch)
    seen = _where(state.active, seen, memory)
    stops = tuple(
        (run, Stop(state.step, "early stopping", rule.message(seen, run)))
        for run in _places(state.active & done)
    )
    active = np.asarray(state.active & ~done)
    return replace(state, early_stopping=seen, active=active), stops


def _stop_converged(plan: Plan, state: TrainingState, end: EpochEnd) -> tuple[TrainingState, Stops]:
    """End the runs whose training loss hardly changes any more."""
    rule, memory = plan.convergence, state.convergence
    if rule is None or memory is None:
        return state, ()
    seen, done = rule.observe(memory, end.training_loss)
    seen = _where(state.active, seen, memory)
    stop = Stop(state.step, "converged", rule.message())
    stops = tuple((run, stop) for run in _places(state.active & done))
    active = np.asarray(state.active & ~done)
    return replace(state, convergence=seen, active=active), stops


def _validation_loss(plan: Plan, state: TrainingState) -> Array | None:
    if plan.validation is None:
        return None
    x, y = plan.validation
    way = pass_forward(plan.network, state.theta, x, state.running, training=False)
    return np.asarray(compute_loss(way, y, plan.loss).value)


def _all(mask: Any) -> bool:
    """Return whether every run's truth value is True; of a single run in a tenth of the time of ``all``."""
    return bool(mask.all()) if mask.ndim else bool(mask)


def norm(vector: Array) -> Array:
    """Return ‖v‖ = √Σ vᵢ² over the last axis, without BLAS.

    A BLAS library splits a long sum over threads, and beside a busy process they wait for each other.

    Args:
        vector: (..., P).

    Returns:
        (...).

    Example:
        >>> norm(np.array([3.0, 4.0]))
        np.float64(5.0)
    """
    return np.sqrt(np.einsum("...i,...i->...", vector, vector))


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
        ("the gradient with its penalty", step.gradient),
        ("update: the optimizer's Δθ", step.update.change),
    ]
    return found
