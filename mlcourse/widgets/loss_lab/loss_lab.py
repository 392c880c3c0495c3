"""The loss lab of lesson 03: predictions to drag; the loss, each example's share of it and the gradient."""

from typing import Any

import numpy as np
import traitlets

from mlcourse.base.display import number_text
from mlcourse.base.errors import Array, choice, finite, floats, given, integer
from mlcourse.steps.losses import LOSSES, Loss
from mlcourse.widgets.kit import SIZES, RecordedWidget, join_module, join_styles
from mlcourse.widgets.loss_lab.grids import EXAMPLES, GRID, TASKS, Grid, loss_grid

REDUCTIONS = ("mean", "sum")


class LossLab(RecordedWidget):
    """Let predictions be dragged, and show the loss, what each example contributes, and how hard each is pulled.

    Ten test examples each of diabetes (a number), breast cancer (the logit of class 1) and digits (the logit of the
    true class, the others as they were), with the predictions of a briefly trained network to start from. For classes
    the squares stand beside the cross-entropy. ``task``, ``reduction``, ``example`` and ``positions`` say what is on
    the screen: set them, and the view follows.

    Args:
        task: what is shown first: "regression", "binary" or "multi-class".
        reduction: "mean", the loss of this course, or "sum" over the examples.
        size: "normal", or "presenter": larger, for a projector.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: a task, reduction or size that is not known.

    Example:
        >>> lab = LossLab("binary")
        >>> lab.move(0, 8.0)  # a malignant tumor, y = 0, called benign with confidence
        >>> lab.losses["binary_cross_entropy"].per_example[0].round(4)
        np.float64(8.0003)
    """

    _esm = join_module(__file__)
    _css = join_styles(__file__)

    task = traitlets.Unicode("binary", help="which data set").tag(sync=True)
    reduction = traitlets.Unicode("mean", help="mean or sum over the examples").tag(sync=True)
    example = traitlets.Int(0, help="the example that is told about, from 0").tag(sync=True)
    positions = traitlets.Dict(help="by task, where each prediction is on its grid").tag(sync=True)

    def __init__(self, task: str = "binary", reduction: str = "mean", size: str = "normal") -> None:
        choice("task", task, TASKS)
        choice("reduction", reduction, REDUCTIONS)
        choice("size", size, SIZES)
        grids = {name: loss_grid(name) for name in TASKS}
        super().__init__(
            {"tasks": [_task(name, grid) for name, grid in grids.items()]},
            {key: array for name, grid in grids.items() for key, array in _arrays(name, grid).items()},
            task=task, reduction=reduction, size=size, positions=_start(),
        )  # fmt: skip

    @property
    def predictions(self) -> Array:
        """What is dragged, one number for each example: ŷ, or a logit. (examples,)"""
        return np.asarray(self._grid.points[self.positions[self.task]])

    @property
    def losses(self) -> dict[str, Loss]:
        """By name, what the library's losses say of the predictions on the screen; the mean over the examples."""
        logits = self._grid.at(np.array(self.positions[self.task]))
        return self._grid.evaluate(logits)[1]

    def move(self, example: int, to: float) -> None:
        """Move the prediction of one example, as dragging does.

        Args:
            example: which, from 0.
            to: the number or logit; the nearest point of the grid is taken.

        Raises:
            TypeError: an argument is of the wrong kind.
            ValueError: there is no such example, or the number is off the scale.

        Example:
            >>> lab = LossLab("regression")
            >>> lab.move(3, 250)
            >>> lab.predictions[3]
            np.float64(250.0)
        """
        example = _example(example)
        low, high = self._grid.task.bounds
        value = finite("to", floats("to", to))
        if value.ndim or not low <= value <= high:
            raise ValueError(
                f"to must be one number from {low:g} to {high:g}; given {given(to)}. Try {(low + high) / 2:g}."
            )
        moved = list(self.positions[self.task])
        moved[example] = int(np.abs(self._grid.points - value).argmin())
        self.example = example
        self.positions = {**self.positions, self.task: moved}

    @property
    def _grid(self) -> Grid:
        return loss_grid(self.task)

    def __repr__(self) -> str:
        """Return in words what is on the screen."""
        values = [
            f"{name.replace('_', ' ')} {number_text(loss.value * (1 if self.reduction == 'mean' else EXAMPLES))}"
            for name, loss in self.losses.items()
        ]
        return f"LossLab: {TASKS[self.task].label}\n  {self.reduction} over {EXAMPLES} examples: {', '.join(values)}"

    @traitlets.validate("task")
    def _known_task(self, proposal: Any) -> str:
        return choice("task", proposal["value"], TASKS)

    @traitlets.validate("reduction")
    def _known_reduction(self, proposal: Any) -> str:
        return choice("reduction", proposal["value"], REDUCTIONS)

    @traitlets.validate("example")
    def _within(self, proposal: Any) -> int:
        return _example(proposal["value"])

    @traitlets.validate("positions")
    def _on_the_grid(self, proposal: Any) -> dict[str, list[int]]:
        asked = proposal["value"]
        fits = set(asked) == set(TASKS) and all(
            len(row) == EXAMPLES and all(isinstance(at, int) and 0 <= at < GRID for at in row)
            for row in asked.values()
        )
        if not fits:
            raise ValueError(
                f"positions must hold, for each of {', '.join(TASKS)}, {EXAMPLES} integers from 0 to {GRID - 1}; "
                "given others. Try lab.move(example, to)."
            )
        return dict(asked)


def _example(example: Any) -> int:
    example = integer("example", example)
    if not 0 <= example < EXAMPLES:
        raise ValueError(f"example must be from 0 to {EXAMPLES - 1}; given {example}.")
    return example


def _start() -> dict[str, list[int]]:
    return {name: [int(at) for at in loss_grid(name).start] for name in TASKS}


# ---------------------------------------------------------------- what is sent


DRAGGED = {
    "regression": ("ŷ", "prediction ŷ", "Each row is a patient. Drag the prediction; the line marks the truth y."),
    "binary": ("z", "logit z of class 1, benign", "Each row is a tumor. Drag its logit z: the network says p = σ(z)."),
    "multi-class": (
        "z", "logit z of the true class",
        "Each row is an image. Drag the logit of its true class; its nine other logits stay as they were.",
    ),
}  # fmt: skip
NOTES = {
    "regression": "The arrow points against the gradient ∂L/∂ŷ. No cross-entropy here: it needs probabilities.",
    "binary": "Gradients by the logit, ∂L/∂z. Arrows point against them, on one scale for both losses.",
    "multi-class": "Arrows point against ∂L/∂z. The squares are a mean over ten outputs too, so ten times smaller.",
}


def _task(name: str, grid: Grid) -> dict[str, Any]:
    symbol, what, help_text = DRAGGED[name]
    low, high = grid.task.bounds
    return {
        "name": name,
        "label": grid.task.label,
        "symbol": symbol,
        "what": what,
        "help": help_text,
        "note": NOTES[name],
        "losses": [{"name": loss, "label": LOSSES[loss].label} for loss in grid.task.losses],
        "bounds": [low, high],
        "start": [int(at) for at in grid.start],
        "ticks": _ticks(name, grid),
        "examples": [_example_words(name, grid, i) for i in range(EXAMPLES)],
    }


def _example_words(name: str, grid: Grid, i: int) -> dict[str, Any]:
    y, (low, high) = grid.data.y[i], grid.task.bounds
    words = {"column": int(grid.columns[i])}
    if name == "regression":
        return {
            **words,
            "label": f"y = {number_text(y)}",
            "target": float((y - low) / (high - low)),
        }
    if name == "binary":
        kind = grid.data.class_names[int(y)]
        return {**words, "label": f"{kind}, y = {int(y)}", "target": float(y)}
    others = [number_text(float(f"{z:.3g}")) for z in grid.logits[i]]
    return {**words, "label": f"a {int(y)}", "target": 1.0, "logits": others}


def _ticks(name: str, grid: Grid) -> list[dict[str, Any]]:
    """Return the marks of the scale; where a sigmoid follows, with its probability."""
    found = []
    for at in range(0, GRID, 100 if name == "regression" else 80):
        text = number_text(grid.points[at].round(6))
        p = f"p {grid.output[0, at, 0]:.3f}" if name == "binary" else ""
        found.append({"at": at / (GRID - 1), "text": text, "p": p})
    return found


def _arrays(name: str, grid: Grid) -> dict[str, Array]:
    """Return a task's grids in float32, one row for each example."""
    sent: dict[str, Array] = {f"{name} points": grid.points}
    if name != "regression":
        sent[f"{name} p"] = grid.output
    for loss in grid.task.losses:
        sent[f"{name} {loss}"] = grid.loss[loss]
        sent[f"{name} {loss} slope"] = grid.slope[loss]
    if name == "multi-class":
        sent["images"] = grid.data.x
    return {key: np.ascontiguousarray(array, np.float32) for key, array in sent.items()}
