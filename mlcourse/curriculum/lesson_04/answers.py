"""The worked answers to exercise 04, in its order.

Each stands here only: ``check`` compares with it, and the text that the solved notebook shows is this file's.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from mlcourse.base.errors import Array

weight_slope = 2 * (3.9 - 0.4) * 3 * (1 - 0.6**2) * 5


def sigmoid_slope(z: Array) -> Array:
    """Return da/dz of a = 1/(1 + e⁻ᶻ), shaped as z."""
    a = 1 / (1 + np.exp(-z))
    return a * (1 - a)


def tanh_slope(z: Array) -> Array:
    """Return da/dz of a = tanh(z), shaped as z."""
    return 1 - np.tanh(z) ** 2


def relu_delta(da: Array, z: Array) -> Array:
    """Return δ = ∂L/∂z of a ReLU layer from ∂L/∂a and z, all (batch, units)."""
    return da * (z > 0)


def output_delta(logits: Array, y: Array) -> Array:
    """Return ∂L/∂z of softmax with categorical cross-entropy, (batch, classes)."""
    exponentials = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = exponentials / exponentials.sum(axis=1, keepdims=True)
    one_hot = np.eye(logits.shape[1])[y]
    return (p - one_hot) / len(y)


def layer_gradients(x: Array, delta: Array) -> tuple[Array, Array]:
    """Return ∂L/∂W (fan_in, fan_out) and ∂L/∂b (fan_out,) of a layer from its input and its δ."""
    dW = x.T @ delta
    db = delta.sum(axis=0)
    return dW, db


def input_gradient(delta: Array, W: Array) -> Array:
    """Return ∂L/∂x (batch, fan_in) of a layer from its δ (batch, fan_out) and its W (fan_in, fan_out)."""
    return delta @ W.T


def skip_gradient(dy: Array, z: Array, W: Array) -> Array:
    """Return ∂L/∂x (batch, units) of y = x + tanh(z), z = xW + b, from ∂L/∂y."""
    dx = dy.copy()  # the direct road
    dx += (dy * (1 - np.tanh(z) ** 2)) @ W.T  # the road through the layer
    return dx


def numerical_slopes(f: Callable[[Array], Any], theta: Array, epsilon: float) -> Array:
    """Return the central differences of f at theta (P,), one for each parameter."""
    slopes = np.zeros(len(theta))
    for i in range(len(theta)):
        step = np.zeros(len(theta))
        step[i] = epsilon
        slopes[i] = (f(theta + step) - f(theta - step)) / (2 * epsilon)
    return slopes


def backward_pass(
    x: Array, y: Array, W0: Array, b0: Array, W1: Array, b1: Array
) -> tuple[Array, Array, Array, Array]:
    """Return dW0, db0, dW1, db1 of a net with a tanh layer and softmax, for the categorical cross-entropy."""
    a0 = np.tanh(x @ W0 + b0)  # forward; a0 is needed on the way back
    delta1 = output_delta(a0 @ W1 + b1, y)
    dW1, db1 = layer_gradients(a0, delta1)

    da0 = input_gradient(delta1, W1)  # one layer further back
    delta0 = da0 * (1 - a0**2)
    dW0, db0 = layer_gradients(x, delta0)
    return dW0, db0, dW1, db1


def train_batches(
    batches: Sequence[tuple[Array, Array]],
    W0: Array,
    b0: Array,
    W1: Array,
    b1: Array,
    learning_rate: float,
) -> tuple[Array, Array, Array, Array]:
    """Return W0, b0, W1, b1 after one step of gradient descent for each batch, in their order."""
    for x, y in batches:
        dW0, db0, dW1, db1 = backward_pass(x, y, W0, b0, W1, b1)
        W0 = W0 - learning_rate * dW0
        b0 = b0 - learning_rate * db0
        W1 = W1 - learning_rate * dW1
        b1 = b1 - learning_rate * db1
    return W0, b0, W1, b1
