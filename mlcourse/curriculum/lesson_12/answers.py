"""The worked answers of exercise 12, as ``check`` compares with them and ``solutions/`` shows them."""

from typing import Any

import numpy as np

from mlcourse.base.errors import Array

trained_parameters = 16 * 2 + 2  # W of the head, and its two biases


def replaced_head(
    theta: Array, m: Array, v: Array, body: int, W: Array, b: Array
) -> tuple[Array, Array, Array]:
    """Return theta, m and v with the new head in place of the old one; the new head has no memory yet."""
    head = np.concatenate([W.ravel(), b])
    nothing = np.zeros_like(head)
    new_theta = np.concatenate([theta[:body], head])
    new_m = np.concatenate([m[:body], nothing])
    new_v = np.concatenate([v[:body], nothing])
    return new_theta, new_m, new_v


def frozen_step(
    theta: Array,
    velocity: Array,
    gradient: Array,
    frozen: Array,
    learning_rate: float,
    momentum: float,
) -> tuple[Array, Array]:
    """Return theta and velocity after a step of momentum that leaves what is frozen as it is."""
    new_velocity = momentum * velocity + gradient
    new_theta = theta - learning_rate * new_velocity
    return np.where(frozen, theta, new_theta), np.where(frozen, velocity, new_velocity)


def layered_step(
    theta: Array, gradient: Array, counts: Any, learning_rate: float, decay: float
) -> Array:
    """Return theta after a step in which each layer learns more slowly than the one above it."""
    layers = len(counts)
    above = layers - 1 - np.arange(layers)  # how many layers stand above each: 0 for the head
    rates = learning_rate * decay**above
    return theta - np.repeat(rates, counts) * gradient


def normalized(
    z: Array, mean: Array, variance: Array, frozen: bool, momentum: float, epsilon: float
) -> tuple[Array, Array, Array]:
    """Return z_hat in training, and the running mean and variance after this batch."""
    if frozen:
        return (z - mean) / np.sqrt(variance + epsilon), mean, variance
    batch_mean, batch_variance = z.mean(axis=0), z.var(axis=0)
    z_hat = (z - batch_mean) / np.sqrt(batch_variance + epsilon)
    unbiased = z.var(axis=0, ddof=1)
    new_mean = (1 - momentum) * mean + momentum * batch_mean
    new_variance = (1 - momentum) * variance + momentum * unbiased
    return z_hat, new_mean, new_variance


def movement(before: Array, after: Array, counts: Any) -> tuple[Array, Array]:
    """Return of each layer the length of its change over its own length, and how many parameters moved."""
    ends = np.cumsum(counts)[:-1]
    relative, moved = [], []
    for old, new in zip(np.split(before, ends), np.split(after, ends), strict=True):
        relative.append(np.linalg.norm(new - old) / np.linalg.norm(old))
        moved.append(np.sum(new != old))
    return np.array(relative), np.array(moved)


def forgotten(
    x: Array,
    y: Array,
    W0: Array,
    b0: Array,
    W1: Array,
    b1: Array,
    new_W0: Array,
    new_b0: Array,
    new_W1: Array,
    new_b1: Array,
) -> tuple[Any, Any, Any]:
    """Return the first task's accuracy before, after, and what was lost; the head is the first task's own."""
    before = np.mean((np.maximum(x @ W0 + b0, 0) @ W1 + b1).argmax(axis=1) == y)
    after = np.mean((np.maximum(x @ new_W0 + new_b0, 0) @ W1 + b1).argmax(axis=1) == y)
    return before, after, before - after


def enough_labels(labels: Array, head_only: Array, everything: Array) -> Any:
    """Return from how many labels on training everything is better at each amount, or -1."""
    better = everything.mean(axis=1) > head_only.mean(axis=1)
    found = -1
    for count, is_better in zip(labels[::-1], better[::-1], strict=True):
        if not is_better:
            break
        found = count
    return found


def best_way(target: Array, source: Array, least: float) -> int:
    """Return the way with the best target accuracy among those that keep the source task, or -1."""
    means = target.mean(axis=1)
    keeps = source.mean(axis=1) >= least
    return int(np.argmax(np.where(keeps, means, -np.inf))) if keeps.any() else -1
