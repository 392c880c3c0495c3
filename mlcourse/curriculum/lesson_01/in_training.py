"""How exercise 01's functions take part in training: a deep network starts from what they draw."""

from itertools import pairwise
from typing import Any

import numpy as np

from mlcourse.data.datasets import Dataset, moons
from mlcourse.run.in_training import Course, InTraining
from mlcourse.run.pieces import Function, Pieces
from mlcourse.steps.optimizers import SGD

WIDTH = 16
SIZES = (2, *[WIDTH] * 8, 2)
HE_STD = np.sqrt(2 / WIDTH)


def _moons() -> Dataset:
    return moons(300, noise=0.2, seed=1)


DEEP_RELU = Course(_moons, SIZES, "relu", "softmax", SGD(0.05), scheme="he_normal")
DEEP_TANH = Course(_moons, SIZES, "tanh", "softmax", SGD(0.1))


def _each_layer(draw: Function) -> Pieces:
    """Return a start whose weights a function draws from fan_in, fan_out and a generator; biases are 0."""

    def start(layer_sizes: tuple[int, ...], generator: Any) -> list[Any]:
        sizes = pairwise(layer_sizes)
        return [(draw(fan_in, fan_out, generator), np.zeros(fan_out)) for fan_in, fan_out in sizes]

    return Pieces(start=start)


CONSTANT = InTraining(DEEP_RELU, lambda f: _each_layer(lambda m, n, generator: f(m, n, 0.1)))
RANDOM_NORMAL = InTraining(
    DEEP_RELU, lambda f: _each_layer(lambda m, n, generator: f(m, n, HE_STD, generator))
)
RANDOM_UNIFORM = InTraining(
    DEEP_RELU, lambda f: _each_layer(lambda m, n, generator: f(m, n, np.sqrt(3) * HE_STD, generator))
)  # fmt: skip
XAVIER_NORMAL = InTraining(DEEP_TANH, _each_layer)
XAVIER_UNIFORM = InTraining(DEEP_TANH, _each_layer)
HE_NORMAL = InTraining(DEEP_RELU, _each_layer)
HE_UNIFORM = InTraining(DEEP_RELU, _each_layer)
START_OF = InTraining(DEEP_RELU, lambda f: Pieces(start=f))

OWN_RUN = ("start_of",)
"""Whose functions ``your_run`` trains with."""
