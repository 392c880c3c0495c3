"""How a function takes part in training: the run of a lesson, and which piece of its steps the function is."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from mlcourse.base.display import number_text
from mlcourse.base.errors import Array
from mlcourse.data.datasets import Dataset
from mlcourse.data.preprocessing import Split, split, standardize
from mlcourse.run.history import History
from mlcourse.run.pieces import Function, Pieces, train_by
from mlcourse.scores.classification import accuracy
from mlcourse.steps.freezing import layer_rates
from mlcourse.steps.initialization import initialize
from mlcourse.steps.losses import natural_loss
from mlcourse.steps.network import MLP
from mlcourse.steps.optimizers import Optimizer
from mlcourse.steps.plan import Plan

SEED = 1


@dataclass(frozen=True)
class Course:
    """A small run that a lesson's functions take part in: it lasts a second, and always goes the same way.

    Args:
        data: draws the data set.
        layer_sizes: of the network.
        activation: of its hidden layers.
        output: of its last layer.
        optimizer: what makes the steps.
        batch_size: examples a step.
        steps: how many.
        scheme: of initialization.
        factors: of the learning rate, one for each layer; none trains all at one rate.
    """

    data: Callable[[], Dataset]
    layer_sizes: tuple[int, ...]
    activation: str
    output: str
    optimizer: Optimizer
    batch_size: int = 20
    steps: int = 200
    scheme: str = "xavier_normal"
    factors: tuple[float, ...] = ()

    @property
    def network(self) -> MLP:
        """The network."""
        return MLP(self.layer_sizes, activation=self.activation, output=self.output)

    @property
    def split(self) -> Split:
        """The data, split and standardized."""
        return _prepared(self.data)

    @property
    def is_of_classes(self) -> bool:
        """Whether the network tells classes, or predicts numbers."""
        return self.output != "identity"

    def train(self, pieces: Pieces, at: Callable[[int], None] = lambda step: None) -> History:
        """Train with pieces in place of the library's.

        Args:
            pieces: what is not the library's.
            at: is told each step's number before it is made.

        Returns:
            The history.
        """
        network, train = self.network, self.split.train
        loss = natural_loss(self.output)
        plan = Plan(
            network, train.x, train.y, loss, self.optimizer, self.batch_size, SEED,
            rate_factors=layer_rates(network, self.factors) if self.factors else None,
        )  # fmt: skip
        start = initialize(network, self.scheme, SEED)
        theta = pieces.begin(network, np.random.default_rng(SEED), start)
        return train_by(pieces, plan, theta, self.steps, at)

    def score(self, pieces: Pieces, theta: Array) -> float:
        """Return how well a network does on examples that it has not seen: accuracy, or the mean squared error."""
        test = self.split.test
        with np.errstate(all="ignore"):
            output = pieces.predict(self.network, theta, test.x)
            if not self.is_of_classes:
                return float(np.mean((output[:, 0] - test.y) ** 2))
            said = output.argmax(axis=1) if output.shape[1] > 1 else output[:, 0] > 0.5
        return float(accuracy(said.astype(int), test.y))

    def words(self, score: float) -> str:
        """Return a score by its name, as in ``accuracy 0.95``."""
        if self.is_of_classes:
            return f"accuracy {score:.2f}"
        return f"mean squared error {number_text(score)}"

    @property
    def names(self) -> dict[str, Any]:
        """What a player calls classes and inputs."""
        data = self.split.train
        return {"class_names": data.class_names, "feature_names": data.feature_names}

    @property
    def chance(self) -> float:
        """What is reached without looking at the inputs."""
        y = self.split.test.y
        return float(np.bincount(y).max() / len(y) if self.is_of_classes else np.var(y))


@dataclass(frozen=True)
class InTraining:
    """How a task's function is put into training.

    Args:
        course: the run.
        pieces: from the function: the pieces of the run that it takes the place of.
    """

    course: Course
    pieces: Callable[[Function], Pieces]


@lru_cache(maxsize=16)
def _prepared(data: Callable[[], Dataset]) -> Split:
    return standardize(split(data(), seed=SEED))
