"""What the training player shows, taken from a history: frames of a run, each a training step in numbers and words.

Every number on the screen is made here, by the library. The browser draws; it computes none of it again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from math import isqrt
from typing import Any

import numpy as np

from mlcourse.display import number_text
from mlcourse.errors import Array, given, instance, integer
from mlcourse.forward import Forward, forward
from mlcourse.history import History
from mlcourse.iteration import Step, train_step
from mlcourse.network import MLP
from mlcourse.plan import Plan, TrainingState

FRAMES = 200  # at the most
BYTES = 2_900_000  # of numbers, all frames together
UNITS = 16  # of a layer that are drawn
POINTS = 600  # of the training data that are drawn
BATCH = 64  # examples of a batch that are drawn
CURVE = 4000  # points of the loss curve
GRID = 48  # cells along each side of the decision regions
LINE = 129  # points of a regression's curve
CHUNK = 16  # moments whose regions are computed at once: small enough to stay in the cache


@dataclass(frozen=True)
class Recording:
    """Words and numbers of a run, ready to be shown."""

    header: dict[str, Any]
    arrays: dict[str, Array]
    steps: tuple[int, ...]  # of each frame
    summary: str


def record_run(
    history: History,
    run: int | None = None,
    frames: int = FRAMES,
    class_names: Sequence[str] | None = None,
    feature_names: Sequence[str] | None = None,
) -> Recording:
    """Record frames of a run for the training player.

    Args:
        history: what ``train`` returned.
        run: which one, where several were trained side by side.
        frames: how many at the most, from 2 to 200; fewer where they would take more than 3 MB.
        class_names: one for each class; None takes "0", "1", …
        feature_names: one for each input; None takes "x₀", "x₁", …

    Returns:
        The recording.

    Raises:
        TypeError: history is not a History, or another argument is of the wrong kind.
        ValueError: no step was made, ``run`` is missing or not there, names that are not one for each.

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
    tape = Tape(history, _check_run(history, run))
    names = _Names(tape.plan.network, class_names, feature_names)
    drawn = _Drawn(tape, names)
    wanted = integer("frames", frames, at_least=2)
    steps = choose_frames(tape.steps, min(wanted, FRAMES, BYTES // drawn.bytes_per_frame))
    with np.errstate(all="ignore"):  # a run that diverged is shown as it was
        return _record(tape, names, drawn, steps)


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


class Tape:
    """One run of a history: its curves, and any of its steps with all values."""

    def __init__(self, history: History, run: int | None) -> None:
        self.history, self.run = history, run
        self.plan = history.plan if run is None else _plan_of(history.plan, run)
        self.stop = history.stop if run is None else history.stops[(run,)]
        self.steps = min(history.steps, max(self.stop.step, 1))

    def curve(self, name: str) -> Array:
        """Return one of the history's curves over the steps of this run. (T,)"""
        curve: Array = getattr(self.history, name)[: self.steps]
        return curve if self.run is None or curve.ndim == 1 else curve[:, self.run]

    def epochs(self, name: str) -> Array | None:
        """Return a curve over the epochs of this run, None where none was measured. (E,)"""
        curve = getattr(self.history.epochs, name)
        count = self.steps // self.plan.steps_per_epoch
        return (
            None
            if curve is None
            else np.asarray(curve if self.run is None else curve[:, self.run])[:count]
        )

    def at(self, index: int) -> Step:
        """Return a step; of several runs, this one's, made again from its own state."""
        step = self.history.at(index)
        if self.run is None:
            return step
        return train_step(self.plan, _row_of(step.before, self.run))


def _check_run(history: History, run: int | None) -> int | None:
    if not history.runs:
        if run is not None:
            raise ValueError(
                f"run chooses among several runs, and this history is of one; given {given(run)}."
            )
        return None
    count = history.runs[0]
    if run is None:
        raise ValueError(
            f"history holds {count} runs, and the player shows one; needed run from 0 to {count - 1}. "
            "Try TrainingPlayer(history, run=0)."
        )
    if integer("run", run) not in range(count):
        raise ValueError(f"run must be from 0 to {count - 1}; given {run}.")
    return int(run)


def _plan_of(plan: Plan, run: int) -> Plan:
    """Return the plan of one run: each hyperparameter that comes once for each run is this run's."""

    def own(value: Any) -> Any:
        return value[run] if isinstance(value, tuple) else value

    optimizer = replace(
        plan.optimizer, **{name: own(value) for name, value in vars(plan.optimizer).items()}
    )
    return replace(plan, optimizer=optimizer, seed=own(plan.seed), l1=own(plan.l1), l2=own(plan.l2))


def _row_of(state: Any, run: int) -> Any:
    """Return one run's row of every array of a state."""
    values = {field.name: getattr(state, field.name) for field in fields(state)}
    rows = {
        name: np.asarray(value[run]) if isinstance(value, np.ndarray)
        else _row_of(value, run) if hasattr(value, "__dataclass_fields__") else value
        for name, value in values.items()
    }  # fmt: skip
    return type(state)(**rows)


class _Names:
    """What inputs, outputs and classes are called."""

    def __init__(
        self, network: MLP, classes: Sequence[str] | None, features: Sequence[str] | None
    ) -> None:
        inputs, outputs = network.layer_sizes[0], network.layer_sizes[-1]
        self.is_classes = network.output == "softmax" or (
            network.output == "sigmoid" and outputs == 1
        )
        count = max(outputs, 2) if self.is_classes else outputs
        default = [
            str(i) if self.is_classes else f"ŷ{_low(i)}" if count > 1 else "ŷ" for i in range(count)
        ]
        self.features = _check_names("feature_names", features, inputs) or tuple(
            f"x{_low(i)}" for i in range(inputs)
        )
        self.targets = _check_names("class_names", classes, count) or tuple(default)
        # A single sigmoid unit gives the probability of class 1.
        self.outputs = self.targets if outputs == count else (f"p({self.targets[1]})",)


def _check_names(name: str, names: Sequence[str] | None, count: int) -> tuple[str, ...] | None:
    if names is None:
        return None
    if isinstance(names, str) or not isinstance(names, Sequence | np.ndarray):
        raise TypeError(f"{name} must be a sequence of {count} names; given {given(names)}.")
    if len(names) != count:
        raise ValueError(f"{name} must be {count} names, one for each; given {len(names)}.")
    return tuple(str(each) for each in names)


def _low(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))


class _Drawn:
    """What of the network and the data is drawn: all of a small one, a named part of a large one."""

    def __init__(self, tape: Tape, names: _Names) -> None:
        self.network = tape.plan.network
        self.first, self.last = tape.at(0).before.theta, tape.at(tape.steps - 1).after.theta
        self.units = tuple(self._units_of(i) for i in range(len(self.network.layer_sizes)))
        self.names = names
        inputs, outputs = self.network.layer_sizes[0], self.network.layer_sizes[-1]
        self.panel = (
            "regions" if inputs == 2 and names.is_classes
            else "curve" if inputs == outputs == 1 and not names.is_classes
            else "example"
        )  # fmt: skip
        side = isqrt(inputs)
        self.image_side = side if side * side == inputs and side >= 4 else 0

    def _units_of(self, column: int) -> Array:
        """Return the units of a column that are drawn: those whose weights move most in the run."""
        size, layers = self.network.layer_sizes[column], self.network.layers
        if size <= UNITS:
            return np.arange(size)
        is_output = column == len(layers)
        W = layers[-1 if is_output else column].W
        moved = np.linalg.norm(W.of(self.last) - W.of(self.first), axis=0 if is_output else 1)
        return np.sort(np.argsort(-moved, kind="stable")[:UNITS])

    def weights(self, flat: Array, index: int) -> Array:
        """Return the drawn weights of a layer, or of anything laid out as θ. (..., from, to)"""
        W = self.network.layers[index].W.of(flat)
        return W[..., self.units[index], :][..., self.units[index + 1]]

    @cached_property
    def worked_unit(self) -> int:
        """The unit whose weight to output 0 moves most: its weight is the one shown with its numbers."""
        W = self.network.layers[-1].W
        shown = self.units[-2]
        moved = np.abs(W.of(self.last) - W.of(self.first))[shown, 0]
        return int(shown[int(np.argmax(moved))])

    @property
    def bytes_per_frame(self) -> int:
        """About how many bytes a frame takes."""
        edges = sum(len(a) * len(b) for a, b in zip(self.units, self.units[1:], strict=False))
        units = sum(len(column) for column in self.units)
        inputs = self.network.layer_sizes[0]
        panel = {"regions": 2 * GRID * GRID, "curve": 2 * 4 * LINE, "example": 4 * inputs}[
            self.panel
        ]
        return 4 * (4 * edges + 3 * units) + panel + 4 * 3 * BATCH


def _record(tape: Tape, names: _Names, drawn: _Drawn, steps: tuple[int, ...]) -> Recording:
    """Go through the frames once, and put down what each of them shows."""
    rows: dict[str, list[Array]] = {}
    words: dict[str, list[Any]] = {}
    moments: dict[int, TrainingState] = {}
    reader = _Reader(tape, names, drawn)
    for index in steps:
        step = tape.at(index)
        moments.setdefault(index, step.before)
        moments.setdefault(index + 1, step.after)
        for name, row in reader.numbers(step):
            rows.setdefault(name, []).append(row)
        for name, text in reader.words(step):
            words.setdefault(name, []).append(text)
    arrays = {name: np.asarray(row, np.float32) for name, row in rows.items()}
    arrays |= _moments(drawn, steps, moments)
    arrays |= _curves(tape)
    panel, panel_arrays = _panel(tape, names, drawn, list(moments.values()))
    arrays |= panel_arrays
    arrays["step"] = np.array(steps, np.int32)
    arrays["frame_loss"] = tape.curve("loss")[list(steps)].astype(np.float32)
    header = {
        "frames": len(steps),
        "steps": tape.steps,
        "layers": _layers(tape.plan.network, names, drawn),
        "parameters": tape.plan.network.size,
        "optimizer": type(tape.plan.optimizer).__name__,
        "worked": {"unit": drawn.worked_unit, "name": reader.weight_name},
        "formulas": reader.formulas(tape.at(0)),
        "words": words,
        "classes": list(names.targets) if names.is_classes else [],
        "panel": panel,
        "stop": tape.stop.message,
    }
    return Recording(header, arrays, steps, _summary(tape, steps))


class _Reader:
    """Reads a training step: the numbers that are drawn, and the words beside them."""

    def __init__(self, tape: Tape, names: _Names, drawn: _Drawn) -> None:
        self.tape, self.names, self.drawn = tape, names, drawn
        self.network = tape.plan.network
        last = len(self.network.layers) - 1
        self.weight_name = f"W{last}[{drawn.worked_unit}, 0]"
        self.training, self.validation = (
            tape.epochs("training_loss"),
            tape.epochs("validation_loss"),
        )

    def numbers(self, step: Step) -> Iterator[tuple[str, Array]]:
        """Yield a frame's row of each array: of the batch's first example, and of the drawn weights."""
        units, again = self.drawn.units, self._again(step)
        yield "a0", step.batch.x[0, units[0]]
        for i, (way, back, way_again) in enumerate(
            zip(step.forward.layers, step.backward.layers, again.layers, strict=True)
        ):
            yield f"a{i + 1}", way.a[0, units[i + 1]]
            yield f"after{i + 1}", way_again.a[0, units[i + 1]]
            yield f"delta{i + 1}", back.delta[0, units[i + 1]]
            yield f"dW{i}", self.drawn.weights(step.gradient, i)
            yield f"change{i}", self.drawn.weights(step.update.change, i)
        yield "probability", self._outputs(step.forward)
        yield "probability_after", self._outputs(again)
        yield "target", self._target(step)
        if self.drawn.panel == "example":
            yield "example", step.batch.x[0]
        else:
            yield (
                "batch",
                _padded(np.column_stack([step.batch.x, _column_of(self.network, step.batch.y)])),
            )

    def words(self, step: Step) -> Iterator[tuple[str, Any]]:
        """Yield a frame's texts: the numbers of the step, and for each phase a sentence and worked lines."""
        k = step.index
        ended = (
            k // self.tape.plan.steps_per_epoch - 1
        )  # the last epoch that was complete before this step
        for name, value in (
            ("step", k),
            ("epoch", step.epoch),
            ("loss", self.tape.curve("loss")[k]),
            ("learning_rate", self.tape.curve("learning_rate")[k]),
            ("gradient_norm", self.tape.curve("gradient_norm")[k]),
            ("update_ratio", self.tape.curve("update_ratio")[k]),
        ):
            yield name, number_text(value)
        for name, curve in (("training_loss", self.training), ("validation_loss", self.validation)):
            if curve is not None:
                yield name, number_text(curve[ended]) if ended >= 0 else "—"
        again = self._again(step)
        yield "forward", [self._say_forward(step), *step.forward.layers[-1].worked()]
        yield "loss_phase", [self._say_loss(step), *step.loss.worked()]
        yield "backward", [self._say_backward(step), *self._worked_backward(step)]
        yield "update", [self._say_update(step), *self._worked_update(step)]
        yield "iterate", [self._say_iterate(step, again)]

    def formulas(self, step: Step) -> dict[str, str]:
        """Return the formula of each phase, as the library's records know it."""
        return {
            "forward": step.forward.layers[-1].formula,
            "loss": step.loss.formula.split("      ")[0],
            "backward": step.backward.layers[-1].formula,
            "update": step.update.formula,
            "iterate": "θ ← θ + Δθ, then the next batch: k ← k + 1",
        }

    def _again(self, step: Step) -> Forward:
        """Show the network its batch once more, with the parameters after the step."""
        running = (
            self.network.initial_running() if not step.after.running.size else step.after.running
        )
        return forward(self.network, step.after.theta, step.batch.x, running, training=True)

    def _outputs(self, way: Forward) -> Array:
        output = way.output[0]
        return np.array([1 - output[0], output[0]]) if self._is_single_probability else output

    def _target(self, step: Step) -> Array:
        target = step.loss.target[0]
        return np.array([1 - target[0], target[0]]) if self._is_single_probability else target

    @property
    def _is_single_probability(self) -> bool:
        return self.names.is_classes and self.network.layer_sizes[-1] == 1

    def _truth(self, step: Step) -> tuple[str, int]:
        label = int(np.argmax(self._target(step)))
        return self.names.targets[label], label

    def _say_forward(self, step: Step) -> str:
        shown = (
            f"The first example of the batch, of class {self._truth(step)[0]}, goes" if self.names.is_classes
            else "The first example of the batch goes"
        )  # fmt: skip
        return (
            f"{shown} through the network: each unit takes the weighted sum of what comes in, adds its bias and "
            "applies its activation. In numbers, output unit 0:"
        )

    def _say_loss(self, step: Step) -> str:
        own, mean = number_text(step.loss.per_example[0]), number_text(step.loss.value)
        if not self.names.is_classes:
            return (
                f"How wrong is that? The example's loss is {own}; "
                f"the mean over the batch's {step.batch.size} is {mean}."
            )
        name, label = self._truth(step)
        p = number_text(self._outputs(step.forward)[label])
        return (
            f"How wrong is that? The true class {name} was given the probability {p}: a loss of {own}. "
            f"The mean over the {step.batch.size} examples of the batch is {mean}."
        )

    def _say_backward(self, step: Step) -> str:
        return (
            "The chain rule, from the loss back to every weight: a line is ∂L/∂W, how the loss would grow with that "
            f"weight; a unit is its δ. In numbers, {self.weight_name}:"
        )

    def _say_update(self, step: Step) -> str:
        optimizer = type(self.tape.plan.optimizer).__name__
        return (
            f"{optimizer} turns the gradient into a change of every weight: a line is ΔW. "
            f"In numbers, {self.weight_name}:"
        )

    def _say_iterate(self, step: Step, again: Forward) -> str:
        left = self.tape.steps - step.index - 1
        more = (
            f"{left} more step{'s' * (left != 1)}"
            if left
            else f"This was the last step: {self.tape.stop.message}"
        )
        if self.names.is_classes:
            name, label = self._truth(step)
            before, after = (
                number_text(self._outputs(way)[label]) for way in (step.forward, again)
            )
            what = f"the probability of its true class {name}"
        else:
            before, after = (number_text(self._outputs(way)[0]) for way in (step.forward, again))
            what = f"its output, wanted {number_text(self._target(step)[0])},"
        return f"The same example with the new weights: {what} went from {before} to {after}. {more}{'.' * bool(left)}"

    def _worked_backward(self, step: Step) -> tuple[str, ...]:
        unit, layer = self.drawn.worked_unit, step.backward.layers[-1]
        moved = replace(layer, dz_dW=layer.dz_dW[:, unit:], dW=layer.dW[unit:])
        return tuple(line.replace("W[0, 0]", self.weight_name) for line in moved.worked())

    def _worked_update(self, step: Step) -> tuple[str, ...]:
        layer = self.network.layers[-1]
        place = layer.W.start + self.drawn.worked_unit * layer.fan_out
        update, shape = step.update, step.before.theta.shape
        values = {field.name: getattr(update, field.name) for field in fields(update)}
        moved: dict[str, Any] = {
            name: value[place:] for name, value in values.items()
            if isinstance(value, np.ndarray) and value.shape == shape
        }  # fmt: skip
        return tuple(
            line.replace("θ[0]", self.weight_name) for line in replace(update, **moved).worked()
        )


def _padded(rows: Array) -> Array:
    """Return the first BATCH rows; where there are fewer, NaN."""
    padded = np.full((BATCH, rows.shape[1]), np.nan)
    padded[: len(rows)] = rows[:BATCH]
    return padded


def _moments(
    drawn: _Drawn, steps: tuple[int, ...], moments: dict[int, TrainingState]
) -> dict[str, Array]:
    """Return the drawn weights of every moment, and which moment is before and after each frame."""
    place = {step: i for i, step in enumerate(moments)}
    thetas = np.stack([state.theta for state in moments.values()])
    arrays = {
        "before": np.array([place[step] for step in steps], np.int32),
        "after": np.array([place[step + 1] for step in steps], np.int32),
    }
    for i in range(len(drawn.network.layers)):
        arrays[f"W{i}"] = drawn.weights(thetas, i).astype(np.float32)
    return arrays


def _curves(tape: Tape) -> dict[str, Array]:
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


def _layers(network: MLP, names: _Names, drawn: _Drawn) -> list[dict[str, Any]]:
    """Return what each column of the network is called, and which of its units are drawn."""
    labels = [names.features, *([()] * (len(network.layers) - 1)), names.outputs]
    columns = []
    for i, (size, shown) in enumerate(zip(network.layer_sizes, drawn.units, strict=True)):
        activation = "" if i == 0 else network.activations[i - 1]
        name = "input" if i == 0 else "output" if i == len(network.layers) else f"hidden {i}"
        named = [labels[i][unit] for unit in shown] if labels[i] else []
        columns.append(
            {
                "name": name,
                "size": size,
                "activation": activation,
                "units": shown.tolist(),
                "labels": named,
            }
        )
    return columns


def _panel(
    tape: Tape, names: _Names, drawn: _Drawn, moments: list[TrainingState]
) -> tuple[dict[str, Any], dict[str, Array]]:
    """Return the picture beside the network: decision regions, a curve of predictions, or one example."""
    if drawn.panel == "regions":
        return _regions(tape, names, moments)
    if drawn.panel == "curve":
        return _prediction_curve(tape, names, moments)
    side, labels = drawn.image_side, list(names.targets)[:UNITS]
    return {"kind": "example", "side": side, "labels": labels}, {}


def _regions(
    tape: Tape, names: _Names, moments: list[TrainingState]
) -> tuple[dict[str, Any], dict[str, Array]]:
    x, y = _points(tape)
    low, high = _bounds(tape.plan.x)
    axes = [a + (b - a) * (np.arange(GRID) + 0.5) / GRID for a, b in zip(low, high, strict=True)]
    cells = np.stack(np.meshgrid(axes[0], axes[1][::-1]), axis=-1).reshape(
        -1, 2
    )  # from the top left
    codes = [
        class_codes(output, len(names.targets))
        for output in _outputs_at(tape.plan.network, moments, cells)
    ]
    bounds = [float(v) for v in (low[0], high[0], low[1], high[1])]
    shown = _part_shown(len(x), len(tape.plan.x))
    panel = {
        "kind": "regions",
        "grid": GRID,
        "bounds": bounds,
        "axes": list(names.features),
        "shown": shown,
    }
    return panel, {
        "regions": np.concatenate(codes),
        "points": x.astype(np.float32),
        "labels": y.astype(np.uint8),
    }


def _prediction_curve(
    tape: Tape, names: _Names, moments: list[TrainingState]
) -> tuple[dict[str, Any], dict[str, Array]]:
    x, y = _points(tape)
    low, high = _bounds(np.column_stack([tape.plan.x, _column_of(tape.plan.network, tape.plan.y)]))
    line = np.linspace(low[0], high[0], LINE)
    values = np.concatenate(list(_outputs_at(tape.plan.network, moments, line[:, None])))[..., 0]
    bounds = [float(v) for v in (low[0], high[0], low[1], high[1])]
    shown = _part_shown(len(x), len(tape.plan.x))
    panel = {"kind": "curve", "bounds": bounds, "axes": [names.features[0], "y"], "shown": shown}
    points = np.column_stack([x, y])
    return panel, {
        "line": line.astype(np.float32), "predictions": values.astype(np.float32), "points": points.astype(np.float32)
    }  # fmt: skip


def _points(tape: Tape) -> tuple[Array, Array]:
    """Return the training examples that are drawn, evenly spread over all of them."""
    stride = -(-len(tape.plan.x) // POINTS)
    return tape.plan.x[::stride], _column_of(tape.plan.network, tape.plan.y[::stride])


def _column_of(network: MLP, y: Array) -> Array:
    """Return one number for each target: the label, or the value to be predicted. (N,)"""
    is_one_hot = network.output == "softmax" and y.ndim == 2
    return y.argmax(axis=1) if is_one_hot else y.reshape(len(y), -1)[:, 0]


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
        theta = np.stack([state.theta for state in some]).astype(
            np.float32
        )  # a picture needs no more digits
        running = np.stack([state.running for state in some]).astype(np.float32)
        yield forward(network, theta, x.astype(np.float32), running).output


def class_codes(output: Array, classes: int) -> Array:
    """Return for each cell one byte that holds its class and how sure the network is of it.

    code = class · levels + level, with levels = ⌊256/classes⌋, and level from 0 (all classes alike) to
    levels − 1 (probability 1).

    Args:
        output: probabilities (..., cells, classes), or (..., cells, 1) of class 1.
        classes: how many.

    Returns:
        Codes (..., cells), uint8.

    Example:
        >>> class_codes(np.array([[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]), classes=2)
        array([127,   0, 255], dtype=uint8)
    """
    p = np.concatenate([1 - output, output], axis=-1) if output.shape[-1] == 1 else output
    levels = 256 // classes
    sure = (p.max(axis=-1) - 1 / classes) / (1 - 1 / classes)
    return (p.argmax(axis=-1) * levels + np.rint(sure * (levels - 1))).astype(np.uint8)


def _summary(tape: Tape, steps: tuple[int, ...]) -> str:
    loss, network = tape.curve("loss"), tape.plan.network
    sizes = "-".join(map(str, network.layer_sizes))
    frames = (
        f"all {tape.steps} steps"
        if len(steps) == tape.steps
        else f"{len(steps)} of {tape.steps} steps"
    )
    start, end = number_text(loss[0]), number_text(loss[-1])
    return f"{sizes} network, {frames}, loss of the batch {start} → {end}; {tape.stop.message}"
