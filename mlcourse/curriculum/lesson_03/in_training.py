"""How exercise 03's functions take part in training: a network goes down the slope of their loss, or along their slope.

Where a function gives the loss alone, its slope is found by trying (central differences): the network goes down the
very loss that the function gives.
"""

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.data.datasets import Dataset, iris, moons, noisy_sine
from mlcourse.run.in_training import Course, InTraining
from mlcourse.run.pieces import Pieces
from mlcourse.steps.activations import softmax
from mlcourse.steps.losses import categorical_cross_entropy
from mlcourse.steps.optimizers import SGD


def _moons() -> Dataset:
    return moons(300, noise=0.2, seed=1)


NUMBERS = Course(noisy_sine, (1, 16, 1), "tanh", "identity", SGD(0.1), batch_size=10, steps=150)
YES_OR_NO = Course(_moons, (2, 16, 1), "tanh", "sigmoid", SGD(0.5), batch_size=15, steps=120)
CLASSES = Course(iris, (4, 8, 3), "tanh", "softmax", SGD(0.3), batch_size=6, steps=120)


def _one_hot(y: Array) -> Array:
    return np.eye(3)[y]


MEAN_SQUARED_ERROR = InTraining(NUMBERS, lambda f: Pieces(loss=f))
SQUARED_ERROR_GRADIENT = InTraining(
    NUMBERS, lambda f: Pieces(loss_gradient=lambda prediction, y: f(prediction, y[:, None]))
)
CROSS_ENTROPY = InTraining(
    CLASSES, lambda f: Pieces(loss=lambda logits, y: f(softmax(logits), _one_hot(y)))
)
BINARY_CROSS_ENTROPY = InTraining(
    YES_OR_NO, lambda f: Pieces(loss=lambda z, y: f(z[:, 0], y.astype(float)))
)
AS_TWO_CLASSES = InTraining(
    YES_OR_NO,
    lambda f: Pieces(loss=lambda z, y: categorical_cross_entropy(f(z[:, 0]), y.astype(int)).value),
)
CATEGORICAL_CROSS_ENTROPY = InTraining(CLASSES, lambda f: Pieces(loss=f))
BINARY_GRADIENT = InTraining(
    YES_OR_NO,
    lambda f: Pieces(loss_gradient=lambda z, y: f(z[:, 0], y.astype(float))[:, None]),
)

OWN_RUN = ("binary_cross_entropy", "binary_gradient")
"""Whose functions ``your_run`` trains with."""
