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
BROKEN = 4  # the layer that is to be repaired


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


def _from_broken(mend: Function) -> Pieces:
    """Return a start after He, of which one layer is far too small before a function mends it; biases are 0."""

    def start(layer_sizes: tuple[int, ...], generator: Any) -> list[Any]:
        weights = [generator.normal(0, np.sqrt(2 / m), (m, n)) for m, n in pairwise(layer_sizes)]
        weights[BROKEN] *= 0.01
        return [(W, np.zeros(W.shape[1])) for W in mend(weights, BROKEN)]

    return Pieces(start=start)


XAVIER_UNIFORM = InTraining(DEEP_TANH, _each_layer)
HE_NORMAL = InTraining(DEEP_RELU, _each_layer)
REPAIRED = InTraining(DEEP_RELU, _from_broken)
START_OF = InTraining(DEEP_RELU, lambda f: Pieces(start=f))

OWN_RUN = ("start_of",)
"""Whose functions ``your_run`` trains with."""
