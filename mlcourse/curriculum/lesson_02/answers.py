"""The worked answers to exercise 02, in its order.

Each stands here only: ``check`` compares with it, and the text that the solved notebook shows is this file's.
"""

import numpy as np

from mlcourse.base.errors import Array

hidden_sum = -1.5  # 3 · (−1) + 2 · 0.4 + 0.7


def weighted_sums(x: Array, W: Array, b: Array) -> Array:
    """Return z = xW + b, (batch, fan_out)."""
    return x @ W + b


def relu(z: Array) -> Array:
    """Return max(z, 0), shaped as z."""
    return np.maximum(z, 0)


def sigmoid(z: Array) -> Array:
    """Return 1/(1 + e⁻ᶻ), shaped as z, also for z = ±1000."""
    small = np.exp(-np.abs(z))  # e to a power that is never positive: it never overflows
    return np.where(z >= 0, 1 / (1 + small), small / (1 + small))


def tanh(z: Array) -> Array:
    """Return 2σ(2z) − 1, shaped as z."""
    return 2 * sigmoid(2 * z) - 1


def softmax(logits: Array) -> Array:
    """Return the probabilities of each row, (batch, classes)."""
    exponentials = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def tempered(logits: Array, temperature: float) -> Array:
    """Return the softmax of logits/temperature, (batch, classes)."""
    return softmax(logits / temperature)


def collapsed(W0: Array, b0: Array, W1: Array, b1: Array) -> tuple[Array, Array]:
    """Return W and b of the one linear layer that does the same as two."""
    return W0 @ W1, b0 @ W1 + b1


def forward_pass(
    x: Array, W0: Array, b0: Array, W1: Array, b1: Array
) -> tuple[Array, Array, Array, Array]:
    """Return z0, a0, logits, p of a network with one ReLU layer and softmax."""
    z0 = x @ W0 + b0
    a0 = relu(z0)
    logits = a0 @ W1 + b1
    return z0, a0, logits, softmax(logits)
