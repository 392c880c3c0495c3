"""What the loss lab shows: real examples, predictions to start from, and each example's losses on a fine grid.

The loss of a batch is the mean of its examples', so a grid for each of them gives the value and the gradient for
whatever is dragged where: every number is looked up, none is computed in the browser.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.data import datasets
from mlcourse.data.datasets import Dataset
from mlcourse.data.preprocessing import one_hot, split, standardize
from mlcourse.run.training import train
from mlcourse.steps.activations import ACTIVATIONS
from mlcourse.steps.backpropagation import backward
from mlcourse.steps.forward import Forward, compute_loss, forward
from mlcourse.steps.losses import LOSSES, Loss, natural_loss
from mlcourse.steps.network import MLP
from mlcourse.steps.optimizers import Adam

EXAMPLES = 10
GRID = 401  # positions of each prediction
SQUARES = "mean_squared_error"


@dataclass(frozen=True)
class Task:
    """A kind of prediction: its data, its output layer, and what is dragged."""

    label: str
    data: str
    output: str
    losses: tuple[str, ...]
    bounds: tuple[float, float]  # of what is dragged
    epochs: int  # of the short training that the start comes from

    @property
    def is_shared(self) -> bool:
        """Whether the outputs are the classes' probabilities, which share 1."""
        return ACTIVATIONS[self.output].kind == "probabilities"

    @property
    def is_classes(self) -> bool:
        """Whether a class is predicted, and not a number."""
        return LOSSES[natural_loss(self.output)].target != "numbers"


TASKS = {
    "regression": Task("diabetes: a number", "diabetes", "identity", (SQUARES,), (0.0, 400.0), 30),
    "binary": Task(
        "breast cancer: two classes", "breast_cancer", "sigmoid", (SQUARES, "binary_cross_entropy"),
        (-10.0, 10.0), 1,
    ),
    "multi-class": Task(
        "digits: ten classes", "digits", "softmax", (SQUARES, "categorical_cross_entropy"), (-10.0, 10.0), 1
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Grid:
    """The examples of a task and, for each position of each one's prediction, the library's losses."""

    task: Task
    data: Dataset  # the examples, not standardized
    logits: Array  # (examples, K) as the network said them, the dragged one rounded to the grid
    columns: Array  # (examples,) which of the K is dragged
    start: Array  # (examples,) positions on the grid
    points: Array  # (GRID,) what is dragged, in its own unit
    output: Array  # (examples, GRID, K) the prediction: ŷ or probabilities
    loss: dict[str, Array]  # (examples, GRID) by the loss's name: one example's own
    slope: dict[str, Array]  # (examples, GRID, K) ∂(that loss)/∂z

    def at(self, positions: Array) -> Array:
        """Return the logits with each dragged one at its position. (examples, K)"""
        logits = self.logits.copy()
        logits[np.arange(len(logits)), self.columns] = self.points[positions]
        return logits

    def evaluate(self, logits: Array) -> tuple[Forward, dict[str, Loss]]:
        """Return what an output layer makes of these logits (examples, K), and each loss of the batch."""
        fwd = _output_layer(self.task, logits)
        return fwd, {
            name: compute_loss(fwd, _target(name, self.data.y, logits.shape[1]), name)
            for name in self.loss
        }


@lru_cache(maxsize=len(TASKS))
def loss_grid(name: str) -> Grid:
    """Return a task's examples, and their losses on the grid.

    Args:
        name: of the task.

    Returns:
        The grid; made once, it is kept.

    Example:
        >>> loss_grid("binary").loss["binary_cross_entropy"].shape
        (10, 401)
    """
    task = TASKS[name]
    examples, logits = _start(task)
    low, high = task.bounds
    points = np.linspace(low, high, GRID)
    columns = examples.y.astype(int) if task.is_shared else np.zeros(EXAMPLES, int)
    dragged = logits[np.arange(EXAMPLES), columns]
    start = np.abs(dragged[:, None] - points).argmin(axis=1)
    logits[np.arange(EXAMPLES), columns] = points[start]

    batch = np.repeat(logits[:, None], GRID, axis=1)  # (examples, GRID, K)
    batch[np.arange(EXAMPLES)[:, None], np.arange(GRID), columns[:, None]] = points
    flat = batch.reshape(-1, logits.shape[1])
    fwd = _output_layer(task, flat)
    losses, slopes = {}, {}
    for loss_name in task.losses:
        target = _target(loss_name, np.repeat(examples.y, GRID), flat.shape[1])
        loss = compute_loss(fwd, target, loss_name)
        delta = backward(fwd.network, fwd.theta, fwd, loss).layers[0].delta
        losses[loss_name] = loss.per_example.reshape(EXAMPLES, GRID)
        slopes[loss_name] = (len(flat) * delta).reshape(
            batch.shape
        )  # the mean's gradient is 1/N of it
    return Grid(
        task, examples, logits, columns, start, points, fwd.output.reshape(batch.shape), losses, slopes
    )  # fmt: skip


def _start(task: Task) -> tuple[Dataset, Array]:
    """Return test examples and the logits that a briefly trained network gives them."""
    parts = split(getattr(datasets, task.data)(), seed=1)
    scaled = standardize(parts)
    classes = len(np.unique(parts.train.y)) if task.is_shared else 1
    network = MLP((parts.train.x.shape[1], 16, classes), activation="relu", output=task.output)
    run = train(
        network, scaled.train, optimizer=Adam(0.01), epochs=task.epochs, seed=1, progress=False
    )
    fwd = forward(network, run.theta, scaled.test.x)
    chosen = _chosen(task, parts.test.y)
    test = parts.test
    return replace(test, x=test.x[chosen], y=test.y[chosen]), fwd.logits[chosen]


def _chosen(task: Task, y: Array) -> Array:
    """Return which test examples are shown: the first of each class, equally many of each; or the first ten."""
    if not task.is_classes:
        return np.arange(EXAMPLES)
    labels = np.unique(y)
    return np.concatenate([np.flatnonzero(y == k)[: EXAMPLES // len(labels)] for k in labels])


def _output_layer(task: Task, logits: Array) -> Forward:
    """Return the output layer alone: weights of the identity matrix pass the logits on as they are."""
    width = logits.shape[1]
    layer = MLP((width, width), output=task.output)
    return forward(layer, np.concatenate([np.eye(width).ravel(), np.zeros(width)]), logits)


def _target(loss: str, y: Array, classes: int) -> Array:
    """Return the target as this loss wants it: one for numbers takes one-hot rows of classes."""
    return one_hot(y, classes) if LOSSES[loss].target == "numbers" and classes > 1 else y
