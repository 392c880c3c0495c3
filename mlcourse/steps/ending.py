"""Step 6, how a step and an epoch end: runs that diverged, stop early or have converged are held where they were."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.steps.forward import compute_loss, pass_forward
from mlcourse.steps.plan import Plan, TrainingState
from mlcourse.steps.step import EpochEnd, Step, Stops, first_non_finite
from mlcourse.steps.stopping import Stop


def hold(step: Step, finite: Array) -> Step:
    """Hold the runs that have ended where they were, and end those that diverged."""
    before = step.before
    going = np.asarray(before.active & finite)
    stops = tuple((run, _diverged(step, run)) for run in _places(before.active & ~finite))
    after = replace(_where(going, step.after, before), active=going)
    return replace(step, after=after, stops=stops)


def close_epoch(plan: Plan, step: Step) -> Step:
    """Measure the epoch that ends with a step, and end the runs that have learned enough."""
    after = step.after
    end = EpochEnd(
        step.epoch, np.asarray(after.loss_sum / len(plan.x)), _validation_loss(plan, after)
    )
    after, early = _stop_early(plan, after, end)
    after, converged = _stop_converged(plan, after, end)
    after = replace(after, loss_sum=np.zeros_like(after.loss_sum))
    return replace(step, after=after, epoch_end=end, stops=step.stops + early + converged)


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
