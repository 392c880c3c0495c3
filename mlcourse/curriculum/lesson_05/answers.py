"""The worked answers to exercise 05, in its order.

Each stands here only: ``check`` compares with it, and the text that the solved notebook shows is this file's.
"""

from collections.abc import Callable, Sequence

import numpy as np

from mlcourse.base.errors import Array

corrected_mean = (0.75 * (0.25 * 4) + 0.25 * 11) / (1 - 0.75**2)


def momentum_step(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """Return the new θ and the new velocity, all (P,)."""
    velocity = beta * velocity + gradient
    return theta - learning_rate * velocity, velocity


def nesterov_step(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """Return the new θ and the new velocity, all (P,)."""
    velocity = beta * velocity + gradient
    return theta - learning_rate * (gradient + beta * velocity), velocity


def rmsprop_step(
    theta: Array, gradient: Array, v: Array, learning_rate: float, rho: float, epsilon: float
) -> tuple[Array, Array]:
    """Return the new θ and the new running mean of squares, all (P,)."""
    v = rho * v + (1 - rho) * gradient**2
    return theta - learning_rate * gradient / (np.sqrt(v) + epsilon), v


def adam_step(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> tuple[Array, Array, Array]:  # fmt: skip
    """Return the new θ, m and v, all (P,); t counts steps from 1."""
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


def train_adam(
    gradient: Callable[[Array, Array, Array], Array],
    theta: Array,
    epochs: Sequence[Sequence[tuple[Array, Array]]],
    learning_rate: float,
    beta1: float,
    beta2: float,
    epsilon: float,
) -> Array:
    """Return θ (P,) after a step of Adam for each batch of each epoch, in their order."""
    m, v = np.zeros(len(theta)), np.zeros(len(theta))
    t = 0
    for batches in epochs:
        for x, y in batches:
            t += 1
            g = gradient(theta, x, y)
            theta, m, v = adam_step(theta, g, m, v, t, learning_rate, beta1, beta2, epsilon)
    return theta
