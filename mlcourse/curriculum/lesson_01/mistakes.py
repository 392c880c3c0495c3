"""Wrong answers to the tasks of exercise 01: each function makes one mistake, and its docstring names it.

They take what the task's function takes: ``fan_in`` and ``fan_out`` of a layer, and the generator that is to be drawn
from. They return W (fan_in, fan_out), except where that is the mistake.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.random import Generator

from mlcourse.base.errors import Array

Layers = list[tuple[Array, Array]]  # W and b of each layer


# --- constant(fan_in, fan_out, value)


def constant_transposed(fan_in: int, fan_out: int, value: float) -> Array:
    """W is laid out the other way round: a row for each unit."""
    return np.full((fan_out, fan_in), value)


def constant_square(fan_in: int, fan_out: int, value: float) -> Array:
    """W is square, with fan_in on both sides."""
    return np.full((fan_in, fan_in), value)


# --- random_normal(fan_in, fan_out, std, generator)


def normal_with_the_variance(fan_in: int, fan_out: int, std: float, generator: Generator) -> Array:
    """The standard deviation is squared: the generator is given a variance."""
    return generator.normal(0, std**2, (fan_in, fan_out))


def normal_without_the_std(fan_in: int, fan_out: int, std: float, generator: Generator) -> Array:
    """The numbers keep a standard deviation of 1."""
    return generator.normal(size=(fan_in, fan_out))


def uniform_times_std(fan_in: int, fan_out: int, std: float, generator: Generator) -> Array:
    """Uniform numbers between 0 and 1 are taken for normal ones."""
    return std * generator.random((fan_in, fan_out))


def normal_transposed(fan_in: int, fan_out: int, std: float, generator: Generator) -> Array:
    """W is laid out the other way round: a row for each unit."""
    return generator.normal(0, std, (fan_out, fan_in))


# --- random_uniform(fan_in, fan_out, limit, generator)


def uniform_from_zero(fan_in: int, fan_out: int, limit: float, generator: Generator) -> Array:
    """Drawn between 0 and the limit: every weight is positive."""
    return generator.uniform(0, limit, (fan_in, fan_out))


def uniform_of_that_width(fan_in: int, fan_out: int, limit: float, generator: Generator) -> Array:
    """The limit is taken for the whole width: ± half of it."""
    return generator.uniform(-limit / 2, limit / 2, (fan_in, fan_out))


def normal_with_the_limit(fan_in: int, fan_out: int, limit: float, generator: Generator) -> Array:
    """The limit is taken for the standard deviation of normal numbers."""
    return generator.normal(0, limit, (fan_in, fan_out))


# --- xavier_normal(fan_in, fan_out, generator)


def xavier_variance_as_std(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """The variance 2/(fan_in + fan_out) is taken for the standard deviation."""
    return generator.normal(0, 2 / (fan_in + fan_out), (fan_in, fan_out))


def xavier_without_the_two(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """The variance is 1/(fan_in + fan_out): the mean of the two sizes is taken for their sum."""
    return generator.normal(0, np.sqrt(1 / (fan_in + fan_out)), (fan_in, fan_out))


def xavier_of_fan_in(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """The variance is 1/fan_in, after LeCun: it keeps the signal forwards, and looks at no gradient."""
    return generator.normal(0, np.sqrt(1 / fan_in), (fan_in, fan_out))


def he_for_xavier(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """The variance is 2/fan_in: He's, made for ReLU."""
    return generator.normal(0, np.sqrt(2 / fan_in), (fan_in, fan_out))


# --- xavier_uniform(fan_in, fan_out, generator)


def xavier_std_as_limit(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """The standard deviation is taken for the limit: √3 is forgotten."""
    limit = np.sqrt(2 / (fan_in + fan_out))
    return generator.uniform(-limit, limit, (fan_in, fan_out))


def xavier_limit_from_zero(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """Drawn between 0 and the limit: every weight is positive."""
    return generator.uniform(0, np.sqrt(6 / (fan_in + fan_out)), (fan_in, fan_out))


def xavier_limit_without_root(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """The limit is 6/(fan_in + fan_out), without its root."""
    limit = 6 / (fan_in + fan_out)
    return generator.uniform(-limit, limit, (fan_in, fan_out))


# --- he_normal(fan_in, fan_out, generator)


def he_variance_as_std(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """The variance 2/fan_in is taken for the standard deviation."""
    return generator.normal(0, 2 / fan_in, (fan_in, fan_out))


def he_of_fan_out(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """fan_out stands where fan_in belongs."""
    return generator.normal(0, np.sqrt(2 / fan_out), (fan_in, fan_out))


def xavier_for_he(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """Xavier's variance, 2/(fan_in + fan_out): right for tanh, too small for ReLU."""
    return generator.normal(0, np.sqrt(2 / (fan_in + fan_out)), (fan_in, fan_out))


def he_without_the_two(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """The variance is 1/fan_in: right for a linear layer, and ReLU halves it."""
    return generator.normal(0, np.sqrt(1 / fan_in), (fan_in, fan_out))


# --- he_uniform(fan_in, fan_out, generator)


def he_std_as_limit(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """The standard deviation is taken for the limit: √3 is forgotten."""
    limit = np.sqrt(2 / fan_in)
    return generator.uniform(-limit, limit, (fan_in, fan_out))


def he_uniform_of_fan_out(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """fan_out stands where fan_in belongs."""
    limit = np.sqrt(6 / fan_out)
    return generator.uniform(-limit, limit, (fan_in, fan_out))


def he_limit_from_zero(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """Drawn between 0 and the limit: every weight is positive."""
    return generator.uniform(0, np.sqrt(6 / fan_in), (fan_in, fan_out))


# --- start_of(layer_sizes, generator)


def _layers(layer_sizes: Sequence[int]) -> list[tuple[int, int]]:
    return list(pairwise(layer_sizes))


def start_all_zero(layer_sizes: Sequence[int], generator: Generator) -> Layers:
    """All weights are 0."""
    return [(np.zeros((m, n)), np.zeros(n)) for m, n in _layers(layer_sizes)]


def start_with_ones_for_biases(layer_sizes: Sequence[int], generator: Generator) -> Layers:
    """The biases start at 1."""
    he = [generator.normal(0, np.sqrt(2 / m), (m, n)) for m, n in _layers(layer_sizes)]
    return [(W, np.ones(W.shape[1])) for W in he]


def start_with_random_biases(layer_sizes: Sequence[int], generator: Generator) -> Layers:
    """The biases are drawn like the weights."""
    return [
        (generator.normal(0, np.sqrt(2 / m), (m, n)), generator.normal(0, np.sqrt(2 / m), n))
        for m, n in _layers(layer_sizes)
    ]


def start_with_biases_of_fan_in(layer_sizes: Sequence[int], generator: Generator) -> Layers:
    """A bias for each input instead of each unit."""
    return [
        (generator.normal(0, np.sqrt(2 / m), (m, n)), np.zeros(m)) for m, n in _layers(layer_sizes)
    ]


def start_with_one_scale(layer_sizes: Sequence[int], generator: Generator) -> Layers:
    """Every layer gets the scale of the first."""
    std = np.sqrt(2 / layer_sizes[0])
    return [(generator.normal(0, std, (m, n)), np.zeros(n)) for m, n in _layers(layer_sizes)]


def start_with_fan_out(layer_sizes: Sequence[int], generator: Generator) -> Layers:
    """fan_out stands where fan_in belongs."""
    return [
        (generator.normal(0, np.sqrt(2 / n), (m, n)), np.zeros(n)) for m, n in _layers(layer_sizes)
    ]


def start_without_the_last_layer(layer_sizes: Sequence[int], generator: Generator) -> Layers:
    """The output layer is left out: there is one layer less than there are sizes, not two."""
    return [
        (generator.normal(0, np.sqrt(2 / m), (m, n)), np.zeros(n))
        for m, n in _layers(layer_sizes[:-1])
    ]
