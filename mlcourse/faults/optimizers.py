"""Wrong answers to the tasks of exercise 04 on momentum and Adam: each function makes one mistake.

They take what the task's function takes: ``theta`` and its ``gradient``, the optimizer's state, and its numbers; and
return the new θ with the new state.
"""

import numpy as np

from mlcourse.base.errors import Array

# --- momentum_step(theta, gradient, velocity, learning_rate, beta)


def velocity_as_a_mean(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """v ← βv + (1 − β)g: a running mean, whose steps are ten times shorter for β = 0.9."""
    velocity = beta * velocity + (1 - beta) * gradient
    return theta - learning_rate * velocity, velocity


def looking_ahead(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """Nesterov's step, −η(g + βv) with the new v."""
    velocity = beta * velocity + gradient
    return theta - learning_rate * (gradient + beta * velocity), velocity


def old_velocity_used(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """The step is taken with the old velocity."""
    return theta - learning_rate * velocity, beta * velocity + gradient


def rate_in_the_velocity(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """v ← βv + ηg and θ ← θ − v: the learning rate is kept in the memory."""
    velocity = beta * velocity + learning_rate * gradient
    return theta - velocity, velocity


def velocity_forgotten(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """Plain gradient descent; the velocity stays as it was."""
    return theta - learning_rate * gradient, velocity


def velocity_uphill(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """θ ← θ + ηv: up the slope."""
    velocity = beta * velocity + gradient
    return theta + learning_rate * velocity, velocity


# --- adam_step(theta, gradient, m, v, t, learning_rate, beta1, beta2, epsilon)


Three = tuple[Array, Array, Array]  # θ, m, v


def _moments(
    gradient: Array, m: Array, v: Array, beta1: float, beta2: float
) -> tuple[Array, Array]:
    return beta1 * m + (1 - beta1) * gradient, beta2 * v + (1 - beta2) * gradient**2


def adam_without_correction(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Three:  # fmt: skip
    """m and v are used as they are."""
    m, v = _moments(gradient, m, v, beta1, beta2)
    return theta - learning_rate * m / (np.sqrt(v) + epsilon), m, v


def adam_counting_from_zero(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Three:  # fmt: skip
    """The corrections take t − 1: in the first step 0 is divided by 0."""
    m, v = _moments(gradient, m, v, beta1, beta2)
    with np.errstate(all="ignore"):
        m_hat = m / np.float64(1 - beta1 ** (t - 1))
        v_hat = v / np.float64(1 - beta2 ** (t - 1))
        return theta - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


def adam_storing_the_corrected(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Three:  # fmt: skip
    """The corrected moments are handed on as the state."""
    m, v = _moments(gradient, m, v, beta1, beta2)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m_hat, v_hat


def adam_with_epsilon_inside(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Three:  # fmt: skip
    """ε under the root."""
    m, v = _moments(gradient, m, v, beta1, beta2)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return theta - learning_rate * m_hat / np.sqrt(v_hat + epsilon), m, v


def adam_with_one_state(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Three:  # fmt: skip
    """All parameters share one mean square: that of the whole gradient."""
    m, v = _moments(gradient, m, v, beta1, beta2)
    m_hat, v_hat = m / (1 - beta1**t), np.mean(v) / (1 - beta2**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


def adam_without_the_root(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Three:  # fmt: skip
    """Divided by v̂ instead of its root."""
    m, v = _moments(gradient, m, v, beta1, beta2)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return theta - learning_rate * m_hat / (v_hat + epsilon), m, v


def adam_without_the_square(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Three:  # fmt: skip
    """v is a mean of g, not of g²."""
    m, v = beta1 * m + (1 - beta1) * gradient, beta2 * v + (1 - beta2) * gradient
    with np.errstate(all="ignore"):
        m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
        return theta - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v
