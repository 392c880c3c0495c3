"""The numpy calls of one training step, and nothing else: what a step would cost without anything to look at.

The calls are those that ``train_step`` makes for a network with ReLU, softmax, categorical cross-entropy and Adam,
in the same order and with the same arguments, so that θ comes out the same. Left out are the records that keep every
value, the checks of arguments, the look at whether all numbers are finite, and the recording of the run.
Whoever changes a numpy call in ``mlcourse/steps`` changes it here: ``training_speed.py`` compares θ.
"""

from itertools import pairwise
from typing import Any

import numpy as np

from mlcourse.base.randomness import Purpose, stream

RATE, BETA1, BETA2, EPSILON = 0.001, 0.9, 0.999, 1e-8
TINY = 1e-30  # keeps ‖Δθ‖/‖θ‖ finite where θ is 0
PIECE = 8192  # numbers whose squares are summed at once

Array = np.ndarray[Any, Any]
Places = list[
    tuple[int, int, int, tuple[int, int]]
]  # of a layer in θ: W from, to, b to; shape of W


def train_bare(
    sizes: tuple[int, ...], x: Array, y: Array, batch_size: int, epochs: int, theta: Array
) -> Array:
    """Return θ after some epochs, with seed 0."""
    places, one_hot = _places(sizes), np.eye(sizes[-1], dtype=theta.dtype)
    ones = {n: np.ones(n, theta.dtype) for n in (batch_size, len(x) % batch_size)}
    m, v, t = np.zeros_like(theta), np.zeros_like(theta), 0
    with np.errstate(all="ignore"):
        for epoch in range(epochs):
            order = stream(0, Purpose.SHUFFLING, epoch).permutation(len(x))
            for start in range(0, len(x), batch_size):
                indices = order[start : start + batch_size]
                t += 1
                gradient = _gradient(
                    places, theta, x.take(indices, axis=0), y.take(indices, axis=0), one_hot, ones
                )
                before = theta
                theta, m, v, change = _adam(theta, gradient, m, v, t)
                _norm(gradient)
                _norm(change) / (_norm(before) + TINY)
    return theta


def _places(sizes: tuple[int, ...]) -> Places:
    """Return where W and b of each layer lie in θ."""
    places, start = [], 0
    for fan_in, fan_out in pairwise(sizes):
        middle = start + fan_in * fan_out
        places.append((start, middle, middle + fan_out, (fan_in, fan_out)))
        start = middle + fan_out
    return places


def _gradient(
    places: Places, theta: Array, x: Array, y: Array, one_hot: Array, ones: dict[int, Array]
) -> Array:
    """Return ∂L/∂θ of a batch."""
    inputs, weights, sums, a = [], [], [], x
    for start, middle, end, shape in places:  # forward
        W, b = theta[start:middle].reshape(shape), theta[middle:end]
        z = a @ W
        z += b[..., None, :]
        inputs.append(a)
        weights.append(W)
        sums.append(z)
        if end < len(theta):
            a = np.maximum(z, 0.0)

    target = one_hot.take(y, axis=0)  # loss
    shifted = z - _over_classes(np.maximum, z)
    log_p = shifted - np.log(_over_classes(np.add, np.exp(shifted)))
    per_example = -np.vecdot(target, log_p)
    np.add.reduce(per_example, axis=-1) / per_example.shape[-1]  # L
    delta = (np.exp(log_p) - target) / z.shape[-2]

    gradient = np.empty_like(theta)  # backward
    for layer in range(len(places) - 1, -1, -1):
        start, middle, end, shape = places[layer]
        if end < len(theta):
            z = sums[layer]
            da = delta @ weights[layer + 1].mT
            delta = da * (z > 0.0).astype(z.dtype)
        dW, db = gradient[start:middle].reshape(shape), gradient[middle:end]
        np.matmul(inputs[layer].mT, delta, out=dW)
        np.matmul(ones[delta.shape[-2]], delta, out=db)
    return gradient


def _over_classes(operation: np.ufunc, z: Array) -> Array:
    classes_first = np.ascontiguousarray(z.T)
    return np.asarray(operation.reduce(classes_first, axis=0).T, order="C")[..., None]


def _adam(
    theta: Array, gradient: Array, m: Array, v: Array, t: int
) -> tuple[Array, Array, Array, Array]:
    """Return θ, m and v after a step, and Δθ."""
    share = (1 - BETA1) * gradient
    m = BETA1 * m
    m += share
    np.square(gradient, out=share)
    share *= 1 - BETA2
    v = BETA2 * v
    v += share
    change = m / (1 - BETA1**t)
    root = np.divide(v, 1 - BETA2**t, out=share)
    np.sqrt(root, out=root)
    root += EPSILON
    change *= -RATE
    change /= root
    return theta + change, m, v, change


def _norm(vector: Array) -> Array:
    if vector.shape[-1] <= PIECE:
        return np.sqrt(np.vecdot(vector, vector))
    whole = vector.shape[-1] // PIECE * PIECE
    pieces, rest = vector[..., :whole].reshape(*vector.shape[:-1], -1, PIECE), vector[..., whole:]
    return np.sqrt(np.add.reduce(np.vecdot(pieces, pieces), axis=-1) + np.vecdot(rest, rest))
