"""What the training player shows, taken from a history: frames of a run, each a training step in numbers and words.

Every number on the screen is made here, by the library. The browser draws; it computes none of it again. The
run is read from its ``tape``; ``names`` and ``drawn`` say what of it is shown and how it is called, ``frame`` and
``words`` what a step gives, ``panels`` the pictures beside the network.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mlcourse.base.errors import Array, instance, integer
from mlcourse.run.history import History
from mlcourse.steps.plan import TrainingState
from mlcourse.widgets.kit.names import Names
from mlcourse.widgets.player.recording.drawn import Drawn, columns
from mlcourse.widgets.player.recording.frame import BATCH, Frame
from mlcourse.widgets.player.recording.operations import Working
from mlcourse.widgets.player.recording.panels import GRID, LINE, loss_curve, panel
from mlcourse.widgets.player.recording.tape import Tape
from mlcourse.widgets.player.recording.words import Words, summary

__all__ = ["FRAMES", "Recording", "choose_frames", "record_run"]

FRAMES = 200  # at the most
BYTES = 2_900_000  # all frames together
LINE_BYTES = 80  # of an operation's worked line, about


@dataclass(frozen=True)
class Recording:
    """Words and numbers of a run, ready to be shown."""

    header: dict[str, Any]
    arrays: dict[str, Array]
    steps: tuple[int, ...]  # of each frame
    after: tuple[Array, ...]  # θ after each of them
    summary: str


def record_run(
    history: History,
    run: int | None = None,
    frames: int = FRAMES,
    class_names: Sequence[str] | None = None,
    feature_names: Sequence[str] | None = None,
    budget: int = BYTES,
    like: Tape | None = None,
    images: Array | None = None,
) -> Recording:
    """Record frames of a run for the training player.

    Args:
        history: what ``train`` returned.
        run: which one, where several were trained side by side.
        frames: how many at the most, from 2 to 200; fewer where they would take more than 3 MB.
        class_names: one for each class; None or () takes "0", "1", …
        feature_names: one for each input; None takes "x₀", "x₁", …
        budget: bytes of all frames together.
        like: a run of the same layers whose units are drawn; None takes this run's own.
        images: the training inputs as they look, where the network was given them standardized (N, features).

    Returns:
        The recording.

    Raises:
        TypeError: history is not a History, or another argument is of the wrong kind.
        ValueError: no step was made, ``run`` is missing or not there, names that are not one for each,
            images that are not one for each training example.

    Example:
        >>> from mlcourse import MLP, moons, train
        >>> history = train(MLP((2, 4, 2)), moons(seed=1), epochs=1, seed=1)
        >>> record_run(history).steps
        (0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
    """
    instance("history", history, History, "Try history = train(network, data).")
    if history.steps == 0:
        raise ValueError(
            "history holds no step, so there is nothing to show. Try train(…, epochs=1)."
        )
    tape = Tape(history, run, images)
    names = Names(tape.plan.network, class_names, feature_names)
    drawn = Drawn(tape, names)
    if like is not None:
        drawn.follow(Drawn(like, names))
    working = Working(tape, drawn)
    wanted = integer("frames", frames, at_least=2)
    steps = choose_frames(
        tape.steps, min(wanted, FRAMES, max(budget // _bytes_per_frame(drawn, working), 2))
    )
    with np.errstate(all="ignore"):  # a run that diverged is shown as it was
        return _record(tape, names, drawn, working, steps)


def choose_frames(steps: int, frames: int) -> tuple[int, ...]:
    """Choose which steps to show: each at the start, where most happens, ever fewer later.

    Frame i shows step (T − 1)·(i/(n − 1))², or the one after the frame before.

    Args:
        steps: T, how many there are, at least 1.
        frames: n, how many to show at the most, at least 2.

    Returns:
        Steps in ascending order, the first and the last among them.

    Example:
        >>> choose_frames(100, 8)
        (0, 2, 8, 18, 32, 51, 73, 99)
    """
    if steps <= frames:
        return tuple(range(steps))
    i = np.arange(frames)
    parabola = np.rint((steps - 1) * (i / (frames - 1)) ** 2).astype(int)
    return tuple(int(step) for step in i + np.maximum.accumulate(parabola - i))


def _bytes_per_frame(drawn: Drawn, working: Working) -> int:
    """Return about how many bytes a frame takes."""
    edges = sum(len(a) * len(b) for a, b in zip(drawn.units, drawn.units[1:], strict=False))
    units = sum(len(column) for column in drawn.units)
    inputs = drawn.network.layer_sizes[0]
    picture = {"regions": 2 * GRID * GRID, "curve": 2 * 4 * LINE, "example": 4 * inputs}[
        drawn.panel
    ]
    numbers = 4 * (4 * edges + 6 * units) + picture + 4 * 3 * BATCH
    return numbers + LINE_BYTES * len(working.operations)


def _record(
    tape: Tape, names: Names, drawn: Drawn, working: Working, steps: tuple[int, ...]
) -> Recording:
    """Go through the frames once, and put down what each of them shows."""
    rows: dict[str, list[Array]] = {}
    words: dict[str, list[Any]] = {}
    moments: dict[int, TrainingState] = {}
    say = Words(tape, names, drawn)
    for index in steps:
        step = tape.at(index)
        moments.setdefault(index, step.before)
        moments.setdefault(index + 1, step.after)
        frame = Frame(tape, names, step)
        for name, row in frame.numbers(drawn):
            rows.setdefault(name, []).append(row)
        for name, text in say.of(frame):
            words.setdefault(name, []).append(text)
        words.setdefault("batch", []).append(step.batch.size)
        words.setdefault("operations", []).append(working.lines(step))
    arrays = {name: np.asarray(row, np.float32) for name, row in rows.items()}
    arrays |= _moments(drawn, steps, moments)
    arrays |= loss_curve(tape)
    picture, picture_arrays = panel(tape, names, drawn, list(moments.values()))
    arrays |= picture_arrays
    arrays["step"] = np.array(steps, np.int32)
    arrays["frame_loss"] = tape.curve("loss")[list(steps)].astype(np.float32)
    header = {
        "frames": len(steps),
        "steps": tape.steps,
        "layers": columns(drawn, names),
        "parameters": tape.plan.network.size,
        "optimizer": type(tape.plan.optimizer).__name__,
        "worked": {"unit": drawn.worked_unit, "name": say.weight_name, "path": list(drawn.path)},
        "operations": working.described(),
        "shapes": {str(n): working.shapes(n) for n in sorted(set(words["batch"]))},
        "formulas": say.formulas(tape.at(0)),
        "words": words,
        "classes": list(names.targets) if names.is_classes else [],
        "panel": picture,
        "stop": tape.stop.message,
    }
    after = tuple(moments[index + 1].theta for index in steps)
    return Recording(header, arrays, steps, after, summary(tape, steps))


def _moments(
    drawn: Drawn, steps: tuple[int, ...], moments: dict[int, TrainingState]
) -> dict[str, Array]:
    """Return the drawn weights of every moment, and which moment is before and after each frame.

    The browser draws each unit's picture over the plane of two inputs from weights and biases.
    """
    place = {step: i for i, step in enumerate(moments)}
    thetas = np.stack([state.theta for state in moments.values()])
    arrays = {
        "before": np.array([place[step] for step in steps], np.int32),
        "after": np.array([place[step + 1] for step in steps], np.int32),
    }
    for i in range(len(drawn.network.layers)):
        arrays[f"W{i}"] = drawn.weights(thetas, i).astype(np.float32)
        if drawn.has_pictures:
            arrays[f"b{i}"] = drawn.network.layers[i].b.of(thetas).astype(np.float32)
    return arrays
