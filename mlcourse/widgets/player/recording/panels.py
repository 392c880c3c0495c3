"""The pictures beside the network: decision regions, a curve of predictions or one example; and the loss curve."""

from collections.abc import Iterator
from math import isqrt
from typing import Any

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.steps.forward import forward
from mlcourse.steps.network import MLP
from mlcourse.steps.plan import TrainingState
from mlcourse.widgets.kit.names import Names
from mlcourse.widgets.kit.regions import class_codes
from mlcourse.widgets.player.recording.drawn import UNITS, Drawn
from mlcourse.widgets.player.recording.tape import Tape

POINTS = 600  # of the training data that are drawn
CURVE = 4000  # points of the loss curve
GRID = 48  # cells along each side of the decision regions
LINE = 129  # points of a regression's curve
CHUNK = 16  # moments whose regions are computed at once: small enough to stay in the cache


def panel(
    tape: Tape, names: Names, drawn: Drawn, moments: list[TrainingState]
) -> tuple[dict[str, Any], dict[str, Array]]:
    """Return the picture beside the network: decision regions, a curve of predictions, or one example."""
    if drawn.panel == "regions":
        return _regions(tape, names, moments)
    if drawn.panel == "curve":
        return _prediction_curve(tape, names, moments)
    labels, side = list(names.targets)[:UNITS], _image_side(tape)
    return {"kind": "example", "side": side, "labels": labels, **_grays(tape)}, {}


def _regions(
    tape: Tape, names: Names, moments: list[TrainingState]
) -> tuple[dict[str, Any], dict[str, Array]]:
    x, y = _points(tape)
    low, high = _bounds(tape.plan.x)
    axes = [a + (b - a) * (np.arange(GRID) + 0.5) / GRID for a, b in zip(low, high, strict=True)]
    # From the top left, row by row.
    cells = np.stack(np.meshgrid(axes[0], axes[1][::-1]), axis=-1).reshape(-1, 2)
    codes = [
        class_codes(output, len(names.targets))
        for output in _outputs_at(tape.plan.network, moments, cells)
    ]
    bounds = [float(v) for v in (low[0], high[0], low[1], high[1])]
    shown = _part_shown(len(x), len(tape.plan.x))
    picture = {
        "kind": "regions",
        "grid": GRID,
        "bounds": bounds,
        "axes": list(names.features),
        "shown": shown,
    }
    return picture, {
        "regions": np.concatenate(codes),
        "points": x.astype(np.float32),
        "labels": y.astype(np.uint8),
    }


def _prediction_curve(
    tape: Tape, names: Names, moments: list[TrainingState]
) -> tuple[dict[str, Any], dict[str, Array]]:
    x, y = _points(tape)
    low, high = _bounds(np.column_stack([tape.plan.x, tape.column_of(tape.plan.y)]))
    line = np.linspace(low[0], high[0], LINE)
    values = np.concatenate(list(_outputs_at(tape.plan.network, moments, line[:, None])))[..., 0]
    bounds = [float(v) for v in (low[0], high[0], low[1], high[1])]
    shown = _part_shown(len(x), len(tape.plan.x))
    picture = {"kind": "curve", "bounds": bounds, "axes": [names.features[0], "y"], "shown": shown}
    points = np.column_stack([x, y])
    return picture, {
        "line": line.astype(np.float32), "predictions": values.astype(np.float32), "points": points.astype(np.float32)
    }  # fmt: skip


def _image_side(tape: Tape) -> int:
    """Return the side of the square image that an example is, 0 where it is none."""
    inputs = tape.plan.network.layer_sizes[0]
    side = isqrt(inputs)
    return side if side * side == inputs and side >= 4 else 0


def _grays(tape: Tape) -> dict[str, Any]:
    """Return which values are white and black, the same in all examples, and what is to be said of them."""
    shown = tape.plan.x if tape.images is None else tape.images
    low, high = float(shown.min()), float(shown.max())
    if (
        tape.images is None and low < 0
    ):  # an outlier would take all contrast: each image has its own white and black
        return {"grays": None, "note": "standardized pixels"}
    return {"grays": [low, high], "note": ""}


def _points(tape: Tape) -> tuple[Array, Array]:
    """Return the training examples that are drawn, evenly spread over all of them."""
    stride = -(-len(tape.plan.x) // POINTS)
    return tape.plan.x[::stride], tape.column_of(tape.plan.y[::stride])


def _part_shown(shown: int, count: int) -> str:
    return f"{shown} of {count} training examples shown" if shown < count else ""


def _bounds(points: Array) -> tuple[Array, Array]:
    low, high = points.min(axis=0), points.max(axis=0)
    margin = 0.12 * np.maximum(high - low, 1e-6)
    return low - margin, high + margin


def _outputs_at(network: MLP, moments: list[TrainingState], x: Array) -> Iterator[Array]:
    """Yield the outputs of all moments' networks, some at a time, by one forward pass each. (m, cells, outputs)"""
    for start in range(0, len(moments), CHUNK):
        some = moments[start : start + CHUNK]
        # A picture needs no more digits than float32 has.
        theta = np.stack([state.theta for state in some]).astype(np.float32)
        running = np.stack([state.running for state in some]).astype(np.float32)
        yield forward(network, theta, x.astype(np.float32), running).output


def loss_curve(tape: Tape) -> dict[str, Array]:
    """Return the loss of the batches over the steps, and of the epochs at the steps where they end."""
    stride = -(-tape.steps // CURVE)
    shown = np.unique(np.append(np.arange(0, tape.steps, stride), tape.steps - 1))
    arrays = {
        "curve_step": shown.astype(np.int32),
        "curve_loss": tape.curve("loss")[shown].astype(np.float32),
    }
    training, validation = tape.epochs("training_loss"), tape.epochs("validation_loss")
    count = 0 if training is None else len(training)
    arrays["epoch_step"] = (np.arange(1, count + 1) * tape.plan.steps_per_epoch - 1).astype(
        np.int32
    )
    for name, curve in (("training_loss", training), ("validation_loss", validation)):
        if curve is not None:
            arrays[name] = curve.astype(np.float32)
    return arrays
