"""The words of the player: for each phase of a step a sentence, its formula and the numbers put into it."""

from collections.abc import Iterator
from typing import Any

from mlcourse.base.display import number_text
from mlcourse.steps.step import Step
from mlcourse.widgets.kit.names import Names
from mlcourse.widgets.player.recording.drawn import Drawn
from mlcourse.widgets.player.recording.frame import Frame
from mlcourse.widgets.player.recording.tape import Tape


class Words:
    """Puts the steps of a run into words."""

    def __init__(self, tape: Tape, names: Names, drawn: Drawn) -> None:
        self.tape, self.names, self.drawn = tape, names, drawn
        self.network = tape.plan.network
        last = len(self.network.layers) - 1
        self.weight_name = f"W{last}[{drawn.worked_unit}, 0]"

    def of(self, frame: Frame) -> Iterator[tuple[str, Any]]:
        """Yield a frame's texts: the numbers of the step, and for each phase a sentence and worked lines."""
        step = frame.step
        yield from self._curves(step)
        yield "forward", [self._say_forward(frame), *step.forward.layers[-1].worked()]
        yield "loss_phase", [self._say_loss(frame), *step.loss.worked()]
        yield "backward", [self._say_backward(), *self._worked_backward(step)]
        yield "update", [self._say_update(), self._worked_update(step)]
        yield "iterate", [self._say_iterate(frame)]

    def _curves(self, step: Step) -> Iterator[tuple[str, str]]:
        """Yield where each curve of the history stands at a step."""
        yield "step", number_text(step.index)
        yield "epoch", number_text(step.epoch)
        for name in ("loss", "learning_rate", "gradient_norm", "update_ratio"):
            yield name, number_text(self.tape.curve(name)[step.index])
        complete = step.index // self.tape.plan.steps_per_epoch  # epochs, before this step
        for name in ("training_loss", "validation_loss"):
            curve = self.tape.epochs(name)
            if curve is not None:
                yield name, number_text(curve[complete - 1]) if complete else "—"

    def formulas(self, step: Step) -> dict[str, list[str]]:
        """Return the formulas of each phase, as the library's records know them."""
        return {
            "forward": list(step.forward.layers[-1].formulas),
            "loss": [step.loss.value_formula],
            "backward": list(step.backward.layers[-1].formulas),
            "update": list(step.update.formulas),
            "iterate": ["θ ← θ + Δθ, then the next batch: k ← k + 1"],
        }

    def _say_forward(self, frame: Frame) -> str:
        shown = (
            f"The first example of the batch, of class {self._true_class(frame)}, goes" if self.names.is_classes
            else "The first example of the batch goes"
        )  # fmt: skip
        return (
            f"{shown} through the network: each unit takes the weighted sum of what comes in, adds its bias and "
            "applies its activation. In numbers, output unit 0:"
        )

    def _say_loss(self, frame: Frame) -> str:
        step = frame.step
        own, mean = number_text(step.loss.per_example[0]), number_text(step.loss.value)
        if not self.names.is_classes:
            return (
                f"How wrong is that? The example's loss is {own}; "
                f"the mean over the batch's {step.batch.size} is {mean}."
            )
        name, p = self._true_class(frame), number_text(frame.before[frame.label])
        return (
            f"How wrong is that? The true class {name} was given the probability {p}: a loss of {own}. "
            f"The mean over the {step.batch.size} examples of the batch is {mean}."
        )

    def _say_backward(self) -> str:
        return (
            "The chain rule, from the loss back to every weight: a line is ∂L/∂W, how the loss would grow with that "
            f"weight; a unit is its δ. In numbers, {self.weight_name}:"
        )

    def _say_update(self) -> str:
        optimizer = type(self.tape.plan.optimizer).__name__
        return (
            f"{optimizer} turns the gradient into a change of every weight: a line is ΔW. "
            f"In numbers, {self.weight_name}:"
        )

    def _say_iterate(self, frame: Frame) -> str:
        left = self.tape.steps - frame.step.index - 1
        more = (
            f"{left} more step{'s' * (left != 1)}."
            if left
            else f"This was the last step: {self.tape.stop.message}"
        )
        if self.names.is_classes:
            shown, what = (
                frame.label,
                f"the probability of its true class {self._true_class(frame)}",
            )
        else:
            shown, what = 0, f"its output, wanted {number_text(frame.target[0])},"
        before, after = number_text(frame.before[shown]), number_text(frame.after[shown])
        return (
            f"The same example with the new weights: {what} went from {before} to {after}. {more}"
        )

    def _true_class(self, frame: Frame) -> str:
        return self.names.targets[frame.label]

    def _worked_backward(self, step: Step) -> Iterator[str]:
        unit, layer = self.drawn.worked_unit, step.backward.layers[-1]
        if said := layer.slope_worked(0):
            yield f"{'δ' if layer.dy is None else '∂L/∂y'} = {said}"
        yield f"∂L/∂{self.weight_name} = {layer.dW_worked(unit, 0)}"

    def _worked_update(self, step: Step) -> str:
        layer = self.network.layers[-1]
        place = layer.W.start + self.drawn.worked_unit * layer.fan_out
        return step.update.worked_at(place, self.weight_name)


def summary(tape: Tape, steps: tuple[int, ...]) -> str:
    """Return the run in one line."""
    loss, network = tape.curve("loss"), tape.plan.network
    sizes = "-".join(map(str, network.layer_sizes))
    frames = (
        f"all {tape.steps} steps"
        if len(steps) == tape.steps
        else f"{len(steps)} of {tape.steps} steps"
    )
    start, end = number_text(loss[0]), number_text(loss[-1])
    return f"{sizes} network, {frames}, loss of the batch {start} → {end}; {tape.stop.message}"
