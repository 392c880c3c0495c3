"""The worked answers to exercise 01, in its order.

Each stands here only: ``check`` compares with it, and the text that the solved notebook shows is this file's.
"""

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from mlcourse.base.errors import Array

he_std = 0.2  # the root of 2/50 = 0.04


def constant(fan_in: int, fan_out: int, value: float) -> Array:
    """Return W (fan_in, fan_out), every weight the same."""
    return np.full((fan_in, fan_out), value)


def random_normal(fan_in: int, fan_out: int, std: float, generator: Generator) -> Array:
    """Return W (fan_in, fan_out) from a normal distribution with mean 0 and standard deviation std."""
    return generator.normal(0, std, (fan_in, fan_out))


def random_uniform(fan_in: int, fan_out: int, limit: float, generator: Generator) -> Array:
    """Return W (fan_in, fan_out), uniform between −limit and limit."""
    return generator.uniform(-limit, limit, (fan_in, fan_out))


def xavier_normal(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """Return W (fan_in, fan_out), normal with variance 2/(fan_in + fan_out)."""
    return generator.normal(0, np.sqrt(2 / (fan_in + fan_out)), (fan_in, fan_out))


def xavier_uniform(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """Return W (fan_in, fan_out), uniform with variance 2/(fan_in + fan_out)."""
    limit = np.sqrt(6 / (fan_in + fan_out))
    return generator.uniform(-limit, limit, (fan_in, fan_out))


def he_normal(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """Return W (fan_in, fan_out), normal with variance 2/fan_in."""
    return generator.normal(0, np.sqrt(2 / fan_in), (fan_in, fan_out))


def he_uniform(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """Return W (fan_in, fan_out), uniform with variance 2/fan_in."""
    limit = np.sqrt(6 / fan_in)
    return generator.uniform(-limit, limit, (fan_in, fan_out))


surviving_std = np.sqrt(0.5**30)  # about 3e-5


def start_of(layer_sizes: Sequence[int], generator: Generator) -> list[tuple[Array, Array]]:
    """Return [(W, b), …], one pair for each layer: W after He, b zero."""
    layers = []
    for i in range(len(layer_sizes) - 1):
        fan_in, fan_out = layer_sizes[i], layer_sizes[i + 1]
        layers.append((he_normal(fan_in, fan_out, generator), np.zeros(fan_out)))
    return layers
