"""The worked answers to exercise 06, in its order.

Each stands here only: ``check`` compares with it, and the text that the solved notebook shows is this file's.
"""

from collections.abc import Callable

import numpy as np

from mlcourse.base.errors import Array

largest_rate = 2 / 10  # the gradient is 10θ − 10, so the curvature is 10


def step_decay(step: int, initial: float, every: int, factor: float) -> float:
    """Return η of a step, counted from 0."""
    return initial * factor ** (step // every)


def exponential_decay(step: int, initial: float, factor: float) -> float:
    """Return η of a step, counted from 0."""
    return initial * factor**step


def cosine_decay(step: int, initial: float, steps: int, final: float) -> float:
    """Return η of a step, counted from 0."""
    way = min(step / steps, 1)
    return final + (initial - final) * (1 + np.cos(np.pi * way)) / 2


def warm_up(step: int, steps: int, after: Callable[[int], float]) -> float:
    """Return η of a step, counted from 0."""
    if step < steps:
        return after(0) * (step + 1) / (steps + 1)
    return after(step - steps)


def l2_penalty(W: Array, strength: float) -> tuple[float, Array]:
    """Return the price of W and its gradient, shaped as W."""
    return strength / 2 * np.sum(W**2), strength * W


def l1_penalty(W: Array, strength: float) -> tuple[float, Array]:
    """Return the price of W and its gradient, shaped as W."""
    return strength * np.sum(np.abs(W)), strength * np.sign(W)


def adamw_step(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float, decay: float, is_weight: Array,
) -> tuple[Array, Array, Array]:  # fmt: skip
    """Return the new θ, m and v, all (P,); t counts steps from 1."""
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    shrunk = theta - learning_rate * decay * theta * is_weight
    return shrunk - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


def find_cliff(rates: Array, losses: Array, start: float) -> float:
    """Return the last rate before the first that flew off; 0 where already the first did."""
    has_flown = ~(losses < start)  # nan is not below anything either
    if not has_flown.any():
        return rates[-1]
    first = np.argmax(has_flown)
    return rates[first - 1] if first > 0 else 0.0
