"""The worked answers to exercise 07, in its order.

Each stands here only: ``check`` compares with it, and the text that the solved notebook shows is this file's.
"""

import numpy as np

from mlcourse.base.errors import Array

by_hand = 9 * (18 - 8) / 6 + 4  # μ = 8 and σ = 6


def normalize(z: Array, epsilon: float) -> Array:
    """Return ẑ (batch, units): each unit less its mean, divided by its spread over the batch."""
    mean = z.mean(axis=0)
    variance = z.var(axis=0)
    return (z - mean) / np.sqrt(variance + epsilon)


def running_statistics(
    running_mean: Array, running_variance: Array, z: Array, momentum: float
) -> tuple[Array, Array]:
    """Return the running mean and variance (units,) after the batch z; momentum is the weight of the batch."""
    mean = z.mean(axis=0)
    variance = z.var(axis=0, ddof=1)  # unbiased: divided by N − 1
    new_mean = (1 - momentum) * running_mean + momentum * mean
    new_variance = (1 - momentum) * running_variance + momentum * variance
    return new_mean, new_variance


def evaluate(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    epsilon: float,
) -> Array:
    """Return y (batch, units) in evaluation mode, by the running statistics."""
    z_hat = (z - running_mean) / np.sqrt(running_variance + epsilon)
    return gamma * z_hat + beta


def layer(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    training: bool,
    momentum: float,
    epsilon: float,
) -> tuple[Array, Array, Array]:
    """Return y (batch, units), and the running mean and variance (units,) after this batch."""
    if not training:
        y = evaluate(z, gamma, beta, running_mean, running_variance, epsilon)
        return y, running_mean, running_variance
    y = gamma * normalize(z, epsilon) + beta
    new_mean, new_variance = running_statistics(running_mean, running_variance, z, momentum)
    return y, new_mean, new_variance


def scale_gradients(dy: Array, z_hat: Array) -> tuple[Array, Array]:
    """Return ∂L/∂γ and ∂L/∂β (units,) from ∂L/∂y and ẑ, both (batch, units)."""
    dgamma = (dy * z_hat).sum(axis=0)
    dbeta = dy.sum(axis=0)
    return dgamma, dbeta


def backward(dy: Array, z: Array, gamma: Array, epsilon: float) -> tuple[Array, Array, Array]:
    """Return dz (batch, units), dgamma and dbeta (units,) of a layer in training mode."""
    n = len(z)
    std = np.sqrt(z.var(axis=0) + epsilon)
    centered = z - z.mean(axis=0)
    dgamma, dbeta = scale_gradients(dy, centered / std)

    dz_hat = dy * gamma
    dvariance = (dz_hat * centered).sum(axis=0) * (-0.5 / std**3)
    dmean = -dz_hat.sum(axis=0) / std
    dz = dz_hat / std  # its own path
    dz = dz + dvariance * 2 * centered / n  # the path through the variance
    dz = dz + dmean / n  # the path through the mean
    return dz, dgamma, dbeta
