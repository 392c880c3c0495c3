"""Step 6, iteration: one training step is all the steps before, once: batch, forward, loss, backward, update.

A ``Plan`` holds what stays the same through a run, a ``TrainingState`` all that a step depends on besides.
``train_step(plan, state)`` changes neither: it returns a ``Step`` with everything that happened and the
state after it. The same plan and state give the same step, bit for bit; so any moment can be had again.
Its two parts, ``passes`` before the update and ``finish`` after it, serve whoever wants a step of their own.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from mlcourse.base.errors import Array, instance
from mlcourse.steps.backpropagation import pass_backward
from mlcourse.steps.ending import close_epoch, hold
from mlcourse.steps.forward import pass_forward, scores_of
from mlcourse.steps.freezing import free_gradient
from mlcourse.steps.optimizers import Update
from mlcourse.steps.plan import Plan, TrainingState
from mlcourse.steps.regularization import price_weights
from mlcourse.steps.step import Passes, Step


def passes(plan: Plan, state: TrainingState) -> Passes:
    """Return the first part of a step: deal a batch, forward, loss, backward.

    Args:
        plan: what stays the same through the run.
        state: where the run is.

    Returns:
        Both passes, and the gradient ∂(L + R)/∂θ (..., P) for the optimizer, 0 where θ is frozen.

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
    way = pass_forward(network, theta, batch.x, state.running, True, plan.frozen_layers)
    loss = plan.loss_function.of_rows(
        scores_of(way, plan.loss_function), plan.rows.take(batch.indices, axis=0)
    )
    back = pass_backward(network, way, loss)
    if not plan.penalized:
        return Passes(batch, way, loss, None, back, free_gradient(back.gradient, plan.frozen))
    price = price_weights(network, theta, plan.l1, plan.l2)
    return Passes(
        batch, way, loss, price, back, free_gradient(back.gradient + price.gradient, plan.frozen)
    )


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
    return finish(plan, state, passed, plan.update(passed.gradient, state))


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
        >>> finish(plan, state, wrong, plan.update(wrong.gradient, state)).after.theta
        array([2.12, 1.04])
    """
    gradient_norm, change_norm = norm(passed.gradient), norm(update.change)
    step = Step.made(
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
    if not (_all(finite) and _all(state.active)):
        step = hold(step, finite)
    ends_epoch = step.after.step % plan.steps_per_epoch == 0
    return close_epoch(plan, step) if ends_epoch else step


def _advance(before: TrainingState, passed: Passes, update: Update[Any]) -> TrainingState:
    """Return the state after an update, with the epoch's loss so far."""
    return TrainingState.made(
        step=before.step + 1,
        theta=update.theta,
        optimizer_state=update.state,
        running=passed.forward.running,
        loss_sum=np.asarray(before.loss_sum + passed.loss.value * passed.batch.size),
        active=before.active,
        early_stopping=before.early_stopping,
        convergence=before.convergence,
    )


TINY = 1e-30  # keeps ‖Δθ‖/‖θ‖ finite where θ is 0
PIECE = 8192  # numbers whose squares are summed at once


def norm(vector: Array) -> Array:
    """Return ‖v‖ = √Σ vᵢ² over the last axis, summed in pieces.

    OpenBLAS splits a sum of more than 10,000 products over threads, and beside a busy process they wait for each
    other. A shorter one it leaves whole.

    Args:
        vector: (..., P).

    Returns:
        (...).

    Example:
        >>> norm(np.array([3.0, 4.0]))
        np.float64(5.0)
    """
    if vector.shape[-1] <= PIECE:
        return np.sqrt(np.vecdot(vector, vector))
    whole = vector.shape[-1] // PIECE * PIECE
    pieces, rest = vector[..., :whole].reshape(*vector.shape[:-1], -1, PIECE), vector[..., whole:]
    return np.sqrt(np.add.reduce(np.vecdot(pieces, pieces), axis=-1) + np.vecdot(rest, rest))


def _all(mask: Any) -> bool:
    """Return whether every run's truth value is True; of a single run in a tenth of the time of ``all``."""
    return bool(mask.all()) if mask.ndim else bool(mask)


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
    while state.step < end and state.going:
        step = train_step(plan, state)
        yield step
        state = step.after
