"""Exercise 02, the forward pass: every activation of the course, softmax, and a whole pass through a network.

What each task asks for, what answers are tried on, and what the library has for it. Mistakes and what is said to them
are in ``mistakes.py``.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

import mlcourse as ml
from mlcourse.base.errors import Array
from mlcourse.checks.task import Arguments, Probe, Task, probes
from mlcourse.curriculum.lesson_02 import answers as right
from mlcourse.curriculum.lesson_02 import in_training as training
from mlcourse.curriculum.lesson_02 import mistakes as wrong
from mlcourse.curriculum.lesson_02 import other_right_answers as others

# --- what they are tried on


def _layer(generator: np.random.Generator, batch: int, inputs: int, units: int) -> Arguments:
    return {
        "x": generator.normal(size=(batch, inputs)),
        "W": generator.normal(size=(inputs, units)),
        "b": generator.normal(size=units),
    }


def _z(generator: np.random.Generator, batch: int, units: int) -> Arguments:
    return {"z": 2 * generator.normal(size=(batch, units))}


def _far_out(generator: np.random.Generator) -> Arguments:
    return {"z": np.array([[-1000.0, -1.0, 0.0, 1.0, 1000.0]])}


def _logits(generator: np.random.Generator, batch: int, classes: int) -> Arguments:
    return {"logits": 2 * generator.normal(size=(batch, classes))}


def _large(generator: np.random.Generator, batch: int, classes: int) -> Arguments:
    return {"logits": 1000 + generator.normal(size=(batch, classes))}


def _far_apart(generator: np.random.Generator) -> Arguments:
    return {"logits": np.array([[900.0, 901.0, 902.0], [-901.0, -900.0, -902.0]])}


def _temperature(temperature: float) -> Callable[..., Arguments]:
    """Return what makes logits at a temperature."""

    def make(generator: np.random.Generator, batch: int, classes: int) -> Arguments:
        return {**_logits(generator, batch, classes), "temperature": temperature}

    return make


def _two_layers(generator: np.random.Generator, inputs: int, units: int, outputs: int) -> Arguments:
    return {
        "W0": generator.normal(size=(inputs, units)),
        "b0": generator.normal(size=units),
        "W1": generator.normal(size=(units, outputs)),
        "b1": generator.normal(size=outputs),
    }


def _network(
    generator: np.random.Generator, batch: int, inputs: int, units: int, classes: int
) -> Arguments:
    x = generator.normal(size=(batch, inputs))
    return {"x": x, **_two_layers(generator, inputs, units, classes)}


def _large_network(
    generator: np.random.Generator, batch: int, inputs: int, units: int, classes: int
) -> Arguments:
    """Draw a network whose logits are as large as 1000."""
    network = _network(generator, batch, inputs, units, classes)
    return {**network, "b1": 1000 + network["b1"]}


# --- the same by the library's functions


def _way(x: Array, *parameters: Array, **options: str) -> Any:
    """Return the library's forward pass through layers with W0, b0, W1, …"""
    network = ml.MLP((x.shape[1], *(b.size for b in parameters[1::2])), **options)
    return ml.forward(network, np.concatenate([each.ravel() for each in parameters]), x)


def _hidden_sum() -> float:
    W, b = np.array([[1, -1], [0.5, 0.4]]), np.array([0.2, 0.7])
    return float(_way(np.array([[3.0, 2.0]]), W, b).layers[0].z[0, 1])


def _weighted_sums(x: Array, W: Array, b: Array) -> Any:
    return _way(x, W, b).layers[0].z


def _collapsed(W0: Array, b0: Array, W1: Array, b1: Array) -> tuple[Array, Array]:
    """Return what the network gives for 0, which is b, and for each unit vector, which is b and a row of W."""
    x = np.vstack([np.zeros(len(W0)), np.eye(len(W0))])
    out = _way(x, W0, b0, W1, b1, activation="identity", output="identity").output
    return out[1:] - out[0], out[0]


def _forward_pass(x: Array, W0: Array, b0: Array, W1: Array, b1: Array) -> tuple[Array, ...]:
    way = _way(x, W0, b0, W1, b1, activation="relu", output="softmax")
    return way.layers[0].z, way.layers[0].a, way.logits, way.output


# --- the tasks

TASKS = (
    Task(
        id="02.hidden_sum",
        title="One unit, by hand",
        points=1,
        objective="02.1",
        answer=right.hidden_sum,
        library=_hidden_sum,
        also_right=others.HIDDEN_SUM,
        worked=others.HIDDEN_SUM_WORKED,
        tolerance=1e-3,
        why="A weighted sum and a bias: a network does little else, a million times.",
        hints=(
            "Which column of W belongs to unit 1?",
            "z = 3 · W[0, 1] + 2 · W[1, 1] + b[1].",
            "3 · (-1) + 2 · 0.4 + …",
        ),
        mistakes=wrong.HIDDEN_SUM,
    ),
    Task(
        id="02.weighted_sums",
        title="A layer's weighted sums",
        points=1,
        objective="02.1",
        answer=right.weighted_sums,
        library=_weighted_sums,
        also_right=others.WEIGHTED_SUMS,
        in_training=training.WEIGHTED_SUMS,
        why="One product does it for all examples and all units: that is why W has a column for each unit.",
        hints=(
            "Write the shapes beside each other: which sizes must meet?",
            "(batch, fan_in) @ (fan_in, fan_out), and b is added to every row by broadcasting.",
            "x @ … + b",
        ),
        probes=(
            *probes(_layer, {"batch": 31, "inputs": 7, "units": 5}),
            Probe(_layer, {"batch": 1, "inputs": 3, "units": 2}, "a batch of one"),
            Probe(_layer, {"batch": 11, "inputs": 5, "units": 5}, "a square layer"),
        ),
        mistakes=wrong.WEIGHTED_SUMS,
    ),
    Task(
        id="02.relu",
        title="ReLU",
        points=1,
        objective="02.2",
        answer=right.relu,
        library=ml.relu,
        also_right=others.RELU,
        in_training=training.RELU,
        why="The simplest kink there is, and enough to bend a straight line into any shape.",
        hints=(
            "What becomes of −3, and what of 3?",
            "np.maximum compares element by element; np.max takes the largest of an axis.",
            "np.maximum(z, …)",
        ),
        probes=(
            *probes(_z, {"batch": 31, "units": 5}, {"batch": 2, "units": 7}),
            Probe(_far_out, name="z far out, and exactly 0"),
        ),
        mistakes=wrong.RELU,
    ),
    Task(
        id="02.sigmoid",
        title="The sigmoid, also far out",
        points=2,
        objective="02.2",
        answer=right.sigmoid,
        library=ml.sigmoid,
        also_right=others.SIGMOID,
        in_training=training.SIGMOID,
        why="A weighted sum becomes a probability: the output layer of every yes-or-no question.",
        hints=(
            "What is e to the power of 1000 in float64? And of −1000?",
            "1/(1 + e⁻ᶻ) is fine for z ≥ 0. For z < 0 use eᶻ/(1 + eᶻ), or a form that needs no case.",
            "small = np.exp(-np.abs(z)), then np.where(z >= 0, 1 / (1 + small), … / (1 + small))",
        ),
        probes=(
            *probes(_z, {"batch": 31, "units": 5}, {"batch": 2, "units": 7}),
            Probe(_far_out, name="z of ±1000"),
        ),
        mistakes=wrong.SIGMOID,
        elsewhere=frozenset({"scipy.special.expit"}),
    ),
    Task(
        id="02.tanh",
        title="tanh from the sigmoid",
        points=1,
        objective="02.2",
        answer=right.tanh,
        library=ml.tanh,
        also_right=others.TANH,
        in_training=training.TANH,
        why="The two are the same curve, stretched and shifted; but tanh is centered at 0 and four times as steep.",
        hints=(
            "The sigmoid goes from 0 to 1, tanh from −1 to 1: how do you stretch and shift it?",
            "tanh(z) = 2σ(…) − 1, and its slope at 0 is 1, while σ has ¼.",
            "2 * sigmoid(2 * …) - 1",
        ),
        probes=(
            *probes(_z, {"batch": 31, "units": 5}, {"batch": 2, "units": 7}),
            Probe(_far_out, name="z of ±1000"),
        ),
        mistakes=wrong.TANH,
    ),
    Task(
        id="02.softmax",
        title="Softmax",
        points=3,
        objective="02.3",
        answer=right.softmax,
        library=ml.softmax,
        also_right=others.SOFTMAX,
        in_training=training.SOFTMAX,
        why="It turns any numbers into probabilities, and the largest difference between logits decides.",
        hints=(
            "What must each row add up to?",
            "Subtract each row's own maximum first: it cancels in the fraction, and e never overflows.",
            "exponentials = np.exp(logits - logits.max(axis=1, keepdims=True)), then divide by …",
        ),
        probes=(
            *probes(_logits, {"batch": 31, "classes": 3}, {"batch": 7, "classes": 5}),
            Probe(_logits, {"batch": 1, "classes": 3}, "a batch of one"),
            Probe(_large, {"batch": 5, "classes": 3}, "logits around 1000"),
            Probe(_far_apart, name="rows 1800 apart"),
        ),
        mistakes=wrong.SOFTMAX,
        elsewhere=frozenset({"scipy.special.softmax"}),
    ),
    Task(
        id="02.tempered",
        title="Temperature",
        points=1,
        objective="02.3",
        answer=right.tempered,
        library=ml.softmax,
        also_right=others.TEMPERED,
        why="Cold makes a network sure, hot makes it hesitate, and neither changes which class comes first.",
        hints=(
            "Which is hot: all classes nearly alike, or one far ahead?",
            "The logits are divided by the temperature, before softmax.",
            "softmax(logits / …)",
        ),
        probes=(
            Probe(_temperature(2.5), {"batch": 31, "classes": 3}),
            Probe(_temperature(0.4), {"batch": 2, "classes": 7}),
            Probe(_temperature(0.01), {"batch": 7, "classes": 5}, "a temperature of 0.01"),
        ),
        mistakes=wrong.TEMPERED,
    ),
    Task(
        id="02.collapsed",
        title="Two linear layers are one",
        points=2,
        objective="02.4",
        answer=right.collapsed,
        library=_collapsed,
        also_right=others.COLLAPSED,
        why="Without an activation between them a hundred layers are worth one.",
        hints=(
            "Write out (xW0 + b0)W1 + b1 and multiply the parentheses away.",
            "What stands behind x is W; the rest, without x, is b.",
            "W0 @ W1, and b0 @ … + b1",
        ),
        parts=("W", "b"),
        probes=(
            *probes(
                _two_layers,
                {"inputs": 7, "units": 5, "outputs": 3},
                {"inputs": 3, "units": 2, "outputs": 5},
            ),
            Probe(_two_layers, {"inputs": 3, "units": 3, "outputs": 3}, "square layers"),
        ),
        mistakes=wrong.COLLAPSED,
    ),
    Task(
        id="02.forward_pass",
        title="A whole forward pass",
        points=4,
        objective="02.1",
        answer=right.forward_pass,
        library=_forward_pass,
        also_right=others.FORWARD_PASS,
        in_training=training.FORWARD_PASS,
        why="This is step 2 of training, complete; backpropagation will want every one of these four values again.",
        hints=(
            "Which shape has each of the four results, for a batch of 31?",
            "z0 = xW0 + b0, a0 = ReLU(z0), logits = a0W1 + b1, p = softmax(logits).",
            "z0 = x @ W0 + b0; a0 = relu(z0); logits = a0 @ … + b1; return z0, a0, logits, softmax(logits)",
        ),
        parts=("z0", "a0", "logits", "p"),
        probes=(
            *probes(_network, {"batch": 31, "inputs": 7, "units": 5, "classes": 3}),
            Probe(_network, {"batch": 1, "inputs": 3, "units": 11, "classes": 5}, "a batch of one"),
            Probe(
                _large_network,
                {"batch": 5, "inputs": 2, "units": 3, "classes": 7},
                "logits around 1000",
            ),
        ),
        mistakes=wrong.FORWARD_PASS,
        order=(("z0",), ("a0",), ("logits",), ("p",)),
    ),
)
