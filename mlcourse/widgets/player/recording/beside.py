"""Two runs side by side: the same frames of both, and the first step after which their θ is not the same."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np

from mlcourse.base.display import number_text
from mlcourse.base.errors import Array, given, instance
from mlcourse.run.history import History
from mlcourse.steps.network import MLP
from mlcourse.steps.optimizers import Optimizer
from mlcourse.widgets.player.recording import BYTES, FRAMES, Recording, record_run
from mlcourse.widgets.player.recording.tape import Tape


def record_beside(
    tapes: tuple[Tape, Tape],
    frames: int = FRAMES,
    class_names: Sequence[str] | None = None,
    feature_names: Sequence[str] | None = None,
    run_names: Sequence[str] | None = None,
    images: Array | None = None,
) -> Recording:
    """Record two runs for one player.

    Args:
        tapes: of both runs, which ``go_together``.
        frames: how many at the most.
        class_names: one for each class.
        feature_names: one for each input.
        run_names: one for each run; None names what differs.
        images: the training inputs of both as they look (N, features).

    Returns:
        The first run's recording, the second under ``beside`` in its header and in its arrays' names.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: names that are not one for each.
    """
    names = _check_run_names(run_names) or _names(tapes)
    left, right = _record_both(tapes, frames, class_names, feature_names, images)
    first = first_difference(*tapes)
    beside = {
        **right.header,
        "names": list(names),
        "first": first,
        "compared": _say_first(first),
        "distance": [_distance(*both) for both in zip(left.after, right.after, strict=True)],
    }
    arrays = left.arrays | {f"beside.{name}": array for name, array in right.arrays.items()}
    return replace(
        left,
        header={**left.header, "beside": beside},
        arrays=arrays,
        summary=f"{left.summary}\n  beside {right.summary}",
    )


def go_together(history: History, run: int | None, other: Any, other_run: int | None) -> tuple[Tape, Tape]:  # fmt: skip
    """Return the tapes of two runs, if they can be shown side by side: same layers, same number of steps.

    Args:
        history: of the first run.
        run: which one of it, where it holds several.
        other: history of the second run.
        other_run: which one of it.

    Returns:
        Both tapes.

    Raises:
        TypeError: other is not a History.
        ValueError: layers or steps differ.
    """
    instance("beside", other, History, "Try TrainingPlayer(history, beside=other_history).")
    if other.steps == 0:
        raise ValueError(
            "beside holds no step, so there is nothing to show. Try train(…, epochs=1)."
        )
    tapes = Tape(history, run), Tape(other, other_run)
    one, two = (tape.plan.network for tape in tapes)
    if _layers(one) != _layers(two):
        raise ValueError(
            f"beside must be a run of a network with the same layers, {_layers(one)}, so that each weight has its "
            f"counterpart; given {_layers(two)}. Hidden activations, optimizer, batch size and seed may differ."
        )
    steps, other_steps = (tape.steps for tape in tapes)
    if steps != other_steps:
        raise ValueError(
            f"beside must have as many steps as history, {steps}; given {other_steps}. Try the same number of steps "
            "for both: train(…, epochs=…), where a run with batches half as large makes twice as many steps an epoch, "
            "and neither stops early."
        )
    return tapes


def first_difference(one: Tape, other: Tape) -> int | None:
    """Return the first step after which θ is not the same in both runs; −1 where it differs before step 0.

    What the history knows of every step, gradient and θ in one number, says where to look; compared there is θ.

    Args:
        one: a run.
        other: another with as many steps and parameters.

    Returns:
        The step; None where θ is the same after every step.
    """
    if not _same(one.at(0).before.theta, other.at(0).before.theta):
        return -1
    marks = one.curve("fingerprint"), other.curve("fingerprint")
    for step in np.flatnonzero(np.asarray(marks[0] != marks[1])):
        if not _same(one.at(int(step)).after.theta, other.at(int(step)).after.theta):
            return int(step)
    last = one.steps - 1
    if _same(one.at(last).after.theta, other.at(last).after.theta):
        return None
    # A gradient of 0 leaves no mark: look at every step.
    return next(k for k in range(one.steps) if not _same(one.at(k).after.theta, other.at(k).after.theta))  # fmt: skip


def _same(a: Array, b: Array) -> bool:
    return bool(np.array_equal(a, b, equal_nan=True))


def _say_first(first: int | None) -> str:
    if first is None:
        return "θ after the step is the same in both runs at every step"
    if first < 0:
        return "θ differs before the first step already"
    return f"θ after the step differs for the first time at step {first}"


def _distance(one: Array, other: Array) -> str:
    """Return the largest difference between the θ of two runs."""
    with np.errstate(all="ignore"):
        return number_text(np.abs(one - other).max())


def _record_both(
    tapes: tuple[Tape, Tape],
    frames: int,
    class_names: Sequence[str] | None,
    feature_names: Sequence[str] | None,
    images: Array | None,
) -> tuple[Recording, Recording]:
    """Record both runs within the budget of one, with the same frames."""
    while True:
        left, right = (
            record_run(
                tape.history,
                tape.run,
                frames,
                class_names,
                feature_names,
                BYTES // 2,
                tapes[0],
                images,
            )
            for tape in tapes
        )
        if left.steps == right.steps:
            return left, right
        frames = min(len(left.steps), len(right.steps))


def _names(tapes: tuple[Tape, Tape]) -> tuple[str, str]:
    """Return each run's name: what of the plan differs."""
    left, right = (_described(tape) for tape in tapes)
    differing = [name for name in left if name in right and left[name] != right[name]]
    said = [", ".join(described[name] for name in differing) for described in (left, right)]
    return f"A{': ' * bool(said[0])}{said[0]}", f"B{': ' * bool(said[1])}{said[1]}"


def _described(tape: Tape) -> dict[str, str]:
    plan, rate = tape.plan, tape.curve("learning_rate")[0]
    return {
        "optimizer": type(plan.optimizer).__name__,
        "rate": f"η = {number_text(float(rate))}",
        **_hyperparameters(plan.optimizer),
        "loss": plan.loss.replace("_", " "),
        "activation": " ".join(dict.fromkeys(plan.network.activations[:-1])),
        "batch": f"batch {plan.batch_size}",
        "l1": f"λ₁ = {number_text(float(np.max(plan.l1)))}",
        "l2": f"λ₂ = {number_text(float(np.max(plan.l2)))}",
    }


def _hyperparameters(optimizer: Optimizer) -> dict[str, str]:
    """Return what an optimizer was given besides its learning rate, by name: ``momentum = 0.9``."""
    names = (each.name for each in fields(optimizer) if each.metadata)
    return {n: f"{n} = {number_text(float(np.max(getattr(optimizer, n))))}" for n in names}


def _layers(network: MLP) -> str:
    normalized = " and batch normalization" if network.batch_normalization else ""
    return f"{'-'.join(map(str, network.layer_sizes))} with {network.output}{normalized}"


def _check_run_names(names: Sequence[str] | None) -> tuple[str, ...] | None:
    if names is None:
        return None
    if isinstance(names, str) or not isinstance(names, Sequence) or len(names) != 2:
        raise ValueError(
            f'run_names must be two names, one for each run; given {given(names)}. Try ("SGD", "Adam").'
        )
    return tuple(f"{letter}: {name}" for letter, name in zip("AB", names, strict=True))
