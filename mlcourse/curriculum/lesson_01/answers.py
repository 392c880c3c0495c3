"""The worked answers to exercise 01, in its order.

Each stands here only: ``check`` compares with it, and the text that the solved notebook shows is this file's.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.random import Generator

from mlcourse.base.errors import Array

he_std = 0.2  # the root of 2/50 = 0.04


def he_normal(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """Return W (fan_in, fan_out), normal with variance 2/fan_in."""
    return generator.normal(0, np.sqrt(2 / fan_in), (fan_in, fan_out))


def xavier_uniform(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """Return W (fan_in, fan_out), uniform with variance 2/(fan_in + fan_out)."""
    limit = np.sqrt(6 / (fan_in + fan_out))
    return generator.uniform(-limit, limit, (fan_in, fan_out))


def signal_stds(x: Array, weights: Sequence[Array]) -> list[Any]:
    """Return the standard deviation of z in each layer of a ReLU network, the first layer's first."""
    stds = []
    a = x
    for W in weights:
        z = a @ W
        stds.append(np.std(z))
        a = np.maximum(0, z)
    return stds


surviving_std = np.sqrt(0.5**30)  # about 3e-5


def predicted_stds(layer_sizes: Sequence[int], weight_stds: Sequence[float]) -> list[Any]:
    """Return what the formula says for the standard deviation of z in each layer, the first layer's first."""
    predicted = []
    mean_square = 1.0  # E[x²] of what comes in
    for i in range(len(weight_stds)):
        variance = layer_sizes[i] * weight_stds[i] ** 2 * mean_square
        predicted.append(np.sqrt(variance))
        mean_square = variance / 2  # ReLU lets half of the mean square through
    return predicted


def wrong_layer(weights: Sequence[Array]) -> int:
    """Return the number, from 0, of the layer whose weights spread furthest from what He asks."""
    off = []
    for W in weights:
        ratio = np.std(W) / np.sqrt(2 / len(W))
        off.append(abs(np.log(ratio)))  # ten times too large is as far off as ten times too small
    return int(np.argmax(off))


def repaired(weights: Sequence[Array], layer: int) -> list[Array]:
    """Return all weights, those of one layer scaled to the standard deviation that He asks."""
    W = weights[layer]
    mended = list(weights)
    mended[layer] = W * np.sqrt(2 / len(W)) / np.std(W)
    return mended


def different_units(W: Array, dW: Array) -> int:
    """Return how many units of a layer differ, in their weights or in their gradient."""
    both = np.concatenate([W, dW])  # a column for each unit
    return int(np.unique(both, axis=1).shape[1])


def start_of(layer_sizes: Sequence[int], generator: Generator) -> list[tuple[Array, Array]]:
    """Return [(W, b), …], one pair for each layer: W after He, b zero."""
    layers = []
    for i in range(len(layer_sizes) - 1):
        fan_in, fan_out = layer_sizes[i], layer_sizes[i + 1]
        layers.append((he_normal(fan_in, fan_out, generator), np.zeros(fan_out)))
    return layers
