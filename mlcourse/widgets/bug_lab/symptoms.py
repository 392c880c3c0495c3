"""What a training run shows from outside: its loss, its gradients by layer, its activations, a gradient check."""

from typing import Any

import numpy as np

from mlcourse.base.display import Record, Term, record
from mlcourse.base.errors import Array
from mlcourse.data.datasets import Dataset
from mlcourse.run.history import History
from mlcourse.steps.activations import ACTIVATIONS
from mlcourse.steps.forward import forward
from mlcourse.steps.gradient_check import (
    FLOOR,
    GradientCheck,
    gradient_check,
    objective,
)
from mlcourse.steps.network import MLP
from mlcourse.steps.step import Step

CHECKED_STEP = 10  # by then the biases have left 0
BINS = 16


@record
class BlockCheck(Record):
    """The gradient check of each block, and how got and expected lie to each other as arrows."""

    title = "Gradient check by block"
    terms = (
        Term("names", "the blocks of θ"),
        Term("errors", "relative error"),
        Term("lengths", "‖got‖ / ‖expected‖"),
        Term("cosines", "cosine of the angle between them; NaN where one of them is 0"),
    )

    names: tuple[str, ...]
    errors: Array
    lengths: Array
    cosines: Array
    check: GradientCheck


def check_blocks(history: History, step: int = CHECKED_STEP) -> BlockCheck:
    """Compare the gradient of one step of a run with the numerical gradient of the right loss.

    Args:
        history: the run.
        step: which step; the last one of a shorter run.

    Returns:
        Relative errors, ratios of lengths and cosines, for each block.

    Example:
        >>> from mlcourse import moons
        >>> from mlcourse.diagnosis.faults import FAULTS
        >>> history = FAULTS["flipped sign"].train(MLP((2, 3, 2)), moons(20), epochs=1, progress=False)
        >>> check_blocks(history).cosines.round(6)
        array([-1., -1., -1., -1.])
    """
    made = history.at(min(step, history.steps - 1))
    network, cost = (
        history.plan.network,
        objective(history.plan.network, made.batch.x, made.batch.y),
    )
    theta, got = made.before.theta, made.gradient
    check = gradient_check(cost, theta, got, network.layout)
    blocks = network.layout.blocks
    pairs = [(block.of(got).ravel(), block.of(check.expected).ravel()) for block in blocks]
    lengths = [_ratio(np.linalg.norm(g), np.linalg.norm(e)) for g, e in pairs]
    cosines = [_ratio(g @ e, np.linalg.norm(g) * np.linalg.norm(e)) for g, e in pairs]
    return BlockCheck(
        names=check.names,
        errors=check.errors,
        lengths=np.array(lengths),
        cosines=np.array(cosines),
        check=check,
    )


def gradient_norms(step: Step) -> Array:
    """Return the length of each layer's part of the gradient, W and b together. (layers,)"""
    layers = step.forward.network.layers
    parts = ((layer.W.of(step.gradient), layer.b.of(step.gradient)) for layer in layers)
    return np.array([np.sqrt(np.sum(W * W) + np.sum(b * b)) for W, b in parts])


def silent_share(network: MLP, theta: Array, data: Dataset) -> list[float]:
    """Return for each hidden layer the share of dead units (ReLU and its like) or of saturated activations.

    A unit is dead that is off, with a slope of 0, for every example. An activation is saturated where its slope is
    below a twentieth of the steepest one; so says the diagnosis too.

    Args:
        network: the specification.
        theta: the parameters (P,).
        data: on which examples.

    Returns:
        Shares from 0 to 1.

    Example:
        >>> from mlcourse import moons
        >>> silent_share(MLP((2, 4, 2)), np.full(22, -1e3), moons(20))
        [1.0]
    """
    shares = []
    for layer in forward(network, theta, data.x).hidden:
        activation, z = ACTIVATIONS[layer.activation], layer.before_activation
        dies = activation.kind == "rectifier"
        silent = (
            activation.is_off(z, layer.a).all(axis=0) if dies else activation.is_flat(z, layer.a)
        )
        shares.append(float(silent.mean()))
    return shares


def histogram(values: Array, low: float, high: float) -> Array:
    """Return the share of values in each of 16 bins; what lies outside counts in the outermost. (16,)"""
    kept = np.clip(np.nan_to_num(values, nan=high), low, high)
    return np.histogram(kept, BINS, (low, high))[0] / values.size


def _ratio(above: Any, below: Any) -> float:
    return float(above / below) if below > FLOOR * 1e-4 else float("nan")
