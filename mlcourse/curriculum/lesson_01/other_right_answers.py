"""Right answers to exercise 01, each written in another way, as learners write: all of them must pass."""

import math
from itertools import pairwise

import numpy as np

# --- he_std, a value

HE_STD = (0.2, np.float32(0.2), math.sqrt(2 / 50))


# --- constant


def constant_by_addition(fan_in, fan_out, value):
    return np.zeros((fan_in, fan_out)) + value


def constant_by_lists(fan_in, fan_out, value):
    return [[value] * fan_out for _ in range(fan_in)]


def constant_by_loops(fan_in, fan_out, value):
    W = np.zeros((fan_in, fan_out))
    for i in range(fan_in):
        for j in range(fan_out):
            W[i, j] = value
    return W


def constant_by_multiplication(fan_in, fan_out, value):
    return value * np.ones((fan_in, fan_out))


def constant_transposed_twice(fan_in, fan_out, value):
    return np.full((fan_out, fan_in), value).T


CONSTANT = (
    constant_by_addition,
    constant_by_lists,
    constant_by_loops,
    constant_by_multiplication,
    constant_transposed_twice,
)


# --- random_normal and random_uniform


def normal_by_scaling(fan_in, fan_out, std, generator):
    return std * generator.standard_normal((fan_in, fan_out))


def normal_by_loops(fan_in, fan_out, std, generator):
    W = np.empty((fan_in, fan_out))
    for i in range(fan_in):
        for j in range(fan_out):
            W[i, j] = generator.normal() * std
    return W


def normal_by_columns(fan_in, fan_out, std, generator):
    return np.stack([generator.normal(0.0, std, fan_in) for _ in range(fan_out)], axis=1)


RANDOM_NORMAL = (normal_by_scaling, normal_by_loops, normal_by_columns)


def uniform_by_scaling(fan_in, fan_out, limit, generator):
    return (2 * generator.random((fan_in, fan_out)) - 1) * limit


def uniform_by_rows(fan_in, fan_out, limit, generator):
    return [generator.uniform(-limit, limit, fan_out) for _ in range(fan_in)]


def uniform_shifted(fan_in, fan_out, limit, generator):
    W = generator.uniform(0, 2 * limit, size=(fan_in, fan_out))
    W -= limit
    return W


def uniform_by_stretching(fan_in, fan_out, limit, generator):
    u = generator.random((fan_in, fan_out))
    return limit * (2 * u - 1)


RANDOM_UNIFORM = (uniform_by_scaling, uniform_by_rows, uniform_shifted, uniform_by_stretching)


# --- Xavier and He


def _normal(variance, fan_in, fan_out, generator):
    return generator.standard_normal((fan_out, fan_in)).T * math.sqrt(variance)


def _uniform(variance, fan_in, fan_out, generator):
    return math.sqrt(3 * variance) * (1 - 2 * generator.random((fan_in, fan_out)))


def xavier_normal_by_scaling(fan_in, fan_out, generator):
    return _normal(2 / (fan_in + fan_out), fan_in, fan_out, generator)


def xavier_normal_by_the_mean(fan_in, fan_out, generator):
    mean = np.mean([fan_in, fan_out])
    return generator.normal(scale=mean**-0.5, size=(fan_in, fan_out))


def xavier_normal_in_float32(fan_in, fan_out, generator):
    W = generator.standard_normal((fan_in, fan_out), dtype=np.float32)
    W *= np.float32(np.sqrt(2 / (fan_in + fan_out)))
    return W


XAVIER_NORMAL = (
    xavier_normal_by_scaling,
    xavier_normal_by_the_mean,
    xavier_normal_in_float32,
)


def xavier_uniform_by_variance(fan_in, fan_out, generator):
    return _uniform(2 / (fan_in + fan_out), fan_in, fan_out, generator)


def xavier_uniform_by_root_three(fan_in, fan_out, generator):
    limit = np.sqrt(3) * np.sqrt(2 / (fan_in + fan_out))
    return generator.uniform(low=-limit, high=limit, size=(fan_in, fan_out))


def xavier_uniform_by_rows(fan_in, fan_out, generator):
    limit = (6 / (fan_in + fan_out)) ** 0.5
    return np.array([generator.uniform(-limit, limit, fan_out) for _ in range(fan_in)])


XAVIER_UNIFORM = (
    xavier_uniform_by_variance,
    xavier_uniform_by_root_three,
    xavier_uniform_by_rows,
)


def he_normal_by_scaling(fan_in, fan_out, generator):
    return _normal(2 / fan_in, fan_in, fan_out, generator)


def he_normal_by_division(fan_in, fan_out, generator):
    return generator.normal(size=(fan_in, fan_out)) / np.sqrt(fan_in / 2)


def he_normal_in_place(fan_in, fan_out, generator):
    W = np.empty((fan_in, fan_out))
    W[:] = generator.normal(0, (2 / fan_in) ** 0.5, W.shape)
    return W


HE_NORMAL = (
    he_normal_by_scaling,
    he_normal_by_division,
    he_normal_in_place,
)


def he_uniform_by_variance(fan_in, fan_out, generator):
    return _uniform(2 / fan_in, fan_in, fan_out, generator)


def he_uniform_by_root_three(fan_in, fan_out, generator):
    limit = math.sqrt(2 / fan_in) * math.sqrt(3)
    return generator.uniform(-limit, limit, size=(fan_in, fan_out))


def he_uniform_flat(fan_in, fan_out, generator):
    limit = math.sqrt(6 / fan_in)
    return generator.uniform(-limit, limit, fan_in * fan_out).reshape(fan_in, fan_out)


HE_UNIFORM = (
    he_uniform_by_variance,
    he_uniform_by_root_three,
    he_uniform_flat,
)

# --- surviving_std, a value

SURVIVING_STD = (0.5**15, 1 / 32768, math.sqrt(0.5**30))


# --- start_of


def start_by_index(layer_sizes, generator):
    layers = []
    for i in range(len(layer_sizes) - 1):
        fan_in, fan_out = layer_sizes[i], layer_sizes[i + 1]
        layers.append((he_normal_by_scaling(fan_in, fan_out, generator), np.zeros(fan_out)))
    return layers


def start_as_lists(layer_sizes, generator):
    sizes = list(layer_sizes)
    return [[he_normal_by_division(m, n, generator), [0.0] * n] for m, n in pairwise(sizes)]


def start_by_uniform_numbers(layer_sizes, generator):
    return tuple(
        (he_uniform_by_variance(m, n, generator), np.zeros(n)) for m, n in pairwise(layer_sizes)
    )


START_OF = (start_by_index, start_as_lists, start_by_uniform_numbers)

# --- he_std and surviving_std, worked out


def he_std_from_the_fans():
    fan_in, fan_out = 50, 40  # noqa: F841  it is there to be mistaken for fan_in
    return np.sqrt(2 / fan_in)


def he_std_by_a_power():
    fan_in, fan_out = 50, 40  # noqa: F841  it is there to be mistaken for fan_in
    variance = 2 / fan_in
    return variance ** (1 / 2)


HE_STD_WORKED = (he_std_from_the_fans, he_std_by_a_power)


def surviving_std_from_the_variance():
    variance = 0.5**30
    return variance**0.5


def surviving_std_layer_by_layer():
    variance = 1.0
    for _ in range(30):
        variance *= 0.5
    return np.sqrt(variance)


def surviving_std_by_factors():
    layers = 30
    factor = np.sqrt(0.5)
    return factor**layers


SURVIVING_STD_WORKED = (
    surviving_std_from_the_variance,
    surviving_std_layer_by_layer,
    surviving_std_by_factors,
)
