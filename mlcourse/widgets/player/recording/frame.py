"""A frame: one training step, and what the network says of the same batch once the step is made."""

from collections.abc import Iterator

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.steps.forward import Forward, forward
from mlcourse.steps.network import MLP
from mlcourse.steps.step import Step
from mlcourse.widgets.kit.names import Names
from mlcourse.widgets.player.recording.drawn import Drawn
from mlcourse.widgets.player.recording.tape import Tape

BATCH = 64  # examples of a batch that are drawn


class Frame:
    """What of a training step goes on the screen; "the example" is the first of its batch.

    ``again`` is the same batch with the parameters after the step; ``before`` and ``after`` are the
    outputs for the example, ``target`` what is wanted: one number for each class or value.
    """

    def __init__(self, tape: Tape, names: Names, step: Step) -> None:
        self.tape, self.names, self.step = tape, names, step
        self.again = _show_again(tape.plan.network, step)
        self.before, self.after, self.target = (
            self._of_each(row)
            for row in (step.forward.output[0], self.again.output[0], step.loss.target[0])
        )

    def _of_each(self, row: Array) -> Array:
        """Return one number for each class or value: a single sigmoid unit stands for two classes."""
        is_single = len(row) < len(self.names.targets)
        return np.array([1 - row[0], row[0]]) if is_single else row

    @property
    def label(self) -> int:
        """The example's true class."""
        return int(np.argmax(self.target))

    def numbers(self, drawn: Drawn) -> Iterator[tuple[str, Array]]:
        """Yield the frame's row of each array: of the example, and of the drawn weights."""
        step, units = self.step, drawn.units
        yield "a0", step.batch.x[0, units[0]]
        for i, (way, back, way_again) in enumerate(
            zip(step.forward.layers, step.backward.layers, self.again.layers, strict=True)
        ):
            yield f"a{i + 1}", way.a[0, units[i + 1]]
            yield f"after{i + 1}", way_again.a[0, units[i + 1]]
            yield f"z{i + 1}", way.z[0, units[i + 1]]
            yield f"active{i + 1}", (way.before_activation > 0).mean(axis=0)[units[i + 1]]
            yield f"delta{i + 1}", back.delta[0, units[i + 1]]
            if i:
                yield f"da{i}", step.backward.layers[i - 1].da[0, units[i]]  # type: ignore[index]
            yield f"dW{i}", drawn.weights(step.backward.gradient, i)
            yield f"change{i}", drawn.weights(step.update.change, i)
        yield "probability", self.before
        yield "probability_after", self.after
        yield "target", self.target
        if drawn.panel == "example":
            yield "example", self.tape.example(step)
        else:
            yield (
                "batch",
                _padded(np.column_stack([step.batch.x, self.tape.column_of(step.batch.y)])),
            )


def _show_again(network: MLP, step: Step) -> Forward:
    """Show the network its batch once more, with the parameters after the step."""
    running = step.after.running if step.after.running.size else network.initial_running()
    return forward(network, step.after.theta, step.batch.x, running, training=True)


def _padded(rows: Array) -> Array:
    """Return the first BATCH rows; where there are fewer, NaN."""
    padded = np.full((BATCH, rows.shape[1]), np.nan)
    padded[: len(rows)] = rows[:BATCH]
    return padded
