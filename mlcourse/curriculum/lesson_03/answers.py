"""The worked answers to exercise 03, in its order.

Each stands here only: ``check`` compares with it, and the text that the solved notebook shows is this file's.
"""

from typing import Any

import numpy as np

from mlcourse.base.errors import Array

surprise = -np.log(0.25)  # 1.386


def mean_squared_error(prediction: Array, target: Array) -> Any:
    """Return the mean of (ŷ − y)² for predictions (batch, 1) and targets (batch,)."""
    return np.mean((prediction[:, 0] - target) ** 2)


def squared_error_gradient(prediction: Array, target: Array) -> Array:
    """Return ∂L/∂ŷ of the mean squared error, both (batch, outputs)."""
    return 2 * (prediction - target) / prediction.size


def cross_entropy(p: Array, y: Array) -> Any:
    """Return the mean of −Σ y log p for probabilities and one-hot targets, both (batch, classes)."""
    return -np.mean(np.sum(y * np.log(p), axis=1))


def binary_cross_entropy(z: Array, y: Array) -> Any:
    """Return the mean binary cross-entropy of logits z for labels y, 0 or 1, both (batch,)."""
    # -log p = log(1 + exp(-z)) and -log(1 - p) = log(1 + exp(z)) = log(1 + exp(-z)) + z
    return np.mean(np.logaddexp(0, z) - y * z)


def as_two_classes(z: Array) -> Array:
    """Return logits (batch, 2) whose softmax gives class 1 the probability σ(z)."""
    return np.stack([np.zeros_like(z), z], axis=1)


def categorical_cross_entropy(logits: Array, y: Array) -> Any:
    """Return the mean categorical cross-entropy of logits (batch, classes) for labels y (batch,)."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -np.mean(log_p[np.arange(len(y)), y])


initial_loss = np.log(10)  # -ln(1/10) = 2.303


def binary_gradient(z: Array, y: Array) -> Array:
    """Return ∂L/∂z of the mean binary cross-entropy, (batch,)."""
    p = 1 / (1 + np.exp(-z))
    return (p - y) / len(z)


squared_slope = 2 * (0.01 - 1) * 0.01 * 0.99  # -0.0196; cross-entropy gives -0.99
