"""Exercise 04, backpropagation: from one factor of the chain rule to a training loop of one's own.

What each task asks for, what answers are tried on, and what the library has for it. Mistakes and what is said to them
are in ``mistakes.py``.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

import mlcourse as ml
from mlcourse.base.errors import Array
from mlcourse.checks.task import Arguments, Probe, Task, WrongLine, probes
from mlcourse.curriculum.lesson_04 import answers as right
from mlcourse.curriculum.lesson_04 import in_training as training
from mlcourse.curriculum.lesson_04 import mistakes as wrong
from mlcourse.curriculum.lesson_04 import other_right_answers as others

# --- what they are tried on; first where it can be a few numbers that one sees through


def _z(generator: np.random.Generator, batch: int, units: int) -> Arguments:
    return {"z": generator.normal(size=(batch, units))}


def _few_z(generator: np.random.Generator) -> Arguments:
    return {"z": np.array([[2.0, -1.0, 0.0]])}


def _saturated(generator: np.random.Generator) -> Arguments:
    return {"z": np.array([[-30.0, -7.0, 0.0, 7.0, 30.0]])}


def _da_z(generator: np.random.Generator, batch: int, units: int) -> Arguments:
    return {
        "da": generator.normal(size=(batch, units)),
        "z": generator.normal(size=(batch, units)),
    }


def _few_da_z(generator: np.random.Generator) -> Arguments:
    return {"da": np.array([[2.0, -3.0, 5.0]]), "z": np.array([[-1.0, 0.5, 2.0]])}


def _at_the_kink(generator: np.random.Generator) -> Arguments:
    return {"da": np.array([[2.0, -3.0, 5.0, 7.0]]), "z": np.array([[0.0, 1e-9, 0.0, -1e-9]])}


def _logits(
    generator: np.random.Generator, batch: int, classes: int, level: float = 0.0
) -> Arguments:
    return {
        "logits": 2 * generator.normal(size=(batch, classes)) + level,
        "y": generator.integers(classes, size=batch),
    }


def _first_classes(generator: np.random.Generator, batch: int, classes: int) -> Arguments:
    logits, y = _logits(generator, batch, classes).values()
    return {"logits": logits, "y": y % 3}


def _far_apart(generator: np.random.Generator) -> Arguments:
    return {
        "logits": np.array([[1000.0, 999.0, 998.0], [-1000.0, -999.0, -998.0], [0.0, 1.0, 3.0]]),
        "y": np.array([1, 0, 0]),
    }


def _large_logits(generator: np.random.Generator, batch: int, classes: int) -> Arguments:
    return _logits(generator, batch, classes, level=1000.0)


def _x_delta(generator: np.random.Generator, batch: int, inputs: int, units: int) -> Arguments:
    return {
        "x": generator.normal(size=(batch, inputs)),
        "delta": generator.normal(size=(batch, units)),
    }


def _delta_W(generator: np.random.Generator, batch: int, inputs: int, units: int) -> Arguments:
    return {
        "delta": generator.normal(size=(batch, units)),
        "W": generator.normal(size=(inputs, units)),
    }


def _skip(generator: np.random.Generator, batch: int, units: int) -> Arguments:
    return {
        "dy": generator.normal(size=(batch, units)),
        "z": generator.normal(size=(batch, units)),
        "W": generator.normal(size=(units, units)),
    }


def _curved(epsilon: float) -> Callable[..., Arguments]:
    """Return what makes a function of all its parameters, with a step to try it with."""

    def make(generator: np.random.Generator, size: int) -> Arguments:
        factor, theta = generator.normal(size=size), generator.uniform(0.5, 1.5, size=size)

        def f(theta: Array) -> Any:
            return (factor * theta**3).sum() + theta[0] * theta[-1] ** 2 - (theta**2).sum() - 5

        return {"f": f, "theta": theta, "epsilon": epsilon}

    return make


def _network(generator: np.random.Generator, inputs: int, units: int, classes: int) -> Arguments:
    return {
        "W0": generator.normal(size=(inputs, units)) / np.sqrt(inputs),
        "b0": 0.5 * generator.normal(size=units),
        "W1": generator.normal(size=(units, classes)),
        "b1": 0.5 * generator.normal(size=classes),
    }


def _pass(
    generator: np.random.Generator, batch: int, inputs: int, units: int, classes: int
) -> Arguments:
    return {
        "x": generator.normal(size=(batch, inputs)),
        "y": generator.integers(classes, size=batch),
        **_network(generator, inputs, units, classes),
    }


def _large_pass(
    generator: np.random.Generator, batch: int, inputs: int, units: int, classes: int
) -> Arguments:
    """Draw a network whose logits are as large as 1000."""
    network = _pass(generator, batch, inputs, units, classes)
    return {**network, "b1": 1000 + network["b1"]}


def _first_classes_pass(
    generator: np.random.Generator, batch: int, inputs: int, units: int, classes: int
) -> Arguments:
    network = _pass(generator, batch, inputs, units, classes)
    return {**network, "y": network["y"] % 3}


def _batches(count: int, learning_rate: float, level: float = 0.0) -> Callable[..., Arguments]:
    """Return what makes that many batches; all but the last are equally large. Their logits lie around the level."""

    def make(
        generator: np.random.Generator,
        batch: int,
        last_batch: int,
        inputs: int,
        units: int,
        classes: int,
    ) -> Arguments:
        batches = [
            (generator.normal(size=(size, inputs)), generator.integers(classes, size=size))
            for size in (*[batch] * (count - 1), last_batch)
        ]
        network = _network(generator, inputs, units, classes)
        network["b1"] += level
        return {"batches": batches, **network, "learning_rate": learning_rate}

    return make


# --- the same by the library's functions


def _both_ways(x: Array, y: Array, *parameters: Array, **options: str) -> Any:
    """Return the library's backward pass through layers with W0, b0, W1, …"""
    network = ml.MLP((x.shape[1], *(b.size for b in parameters[1::2])), **options)
    theta = np.concatenate([each.ravel() for each in parameters])
    fwd = ml.forward(network, theta, x)
    return ml.backward(network, theta, fwd, ml.compute_loss(fwd, y))


def _weight_slope() -> float:
    W0, b0 = np.array([[0.8, 1], [2, 2.5]]), np.array([np.log(2), 0])
    W1, b1 = np.array([[3.0], [-4.0]]), np.array([2.1])
    x, y = np.array([[5.0, -2.0]]), np.array([[0.4]])
    bwd = _both_ways(x, y, W0, b0, W1, b1, activation="tanh", output="identity")
    return float(bwd.layers[0].dW[0, 0])


def _relu_delta(da: Array, z: Array) -> Any:
    return da * ml.relu_derivative(z)


def _output_delta(logits: Array, y: Array) -> Any:
    return ml.categorical_cross_entropy(logits, y).gradient


def _linear_layer(x: Array, W: Array, delta: Array) -> Any:
    """Return the library's way back through a linear layer, with a target that brings about this δ."""
    target = x @ W - delta * delta.size / 2  # of the mean squared error δ is 2(ŷ − y)/size
    return _both_ways(x, target, W, np.zeros(W.shape[1]), output="identity").layers[0]


def _layer_gradients(x: Array, delta: Array) -> tuple[Array, Array]:
    layer = _linear_layer(x, np.zeros((x.shape[1], delta.shape[1])), delta)
    return layer.dW, layer.db


def _input_gradient(delta: Array, W: Array) -> Any:
    return _linear_layer(np.zeros((len(delta), len(W))), W, delta).dx


def _numerical_slopes(f: Callable[[Array], Any], theta: Array, epsilon: float) -> Any:
    return ml.numerical_gradient(f, theta, epsilon)


def _backward_pass(
    x: Array, y: Array, W0: Array, b0: Array, W1: Array, b1: Array
) -> tuple[Array, ...]:
    first, last = _both_ways(x, y, W0, b0, W1, b1, activation="tanh", output="softmax").layers
    return first.dW, first.db, last.dW, last.db


def _train_batches(
    batches: list[tuple[Array, Array]], W0: Array, b0: Array, W1: Array, b1: Array, rate: float
) -> tuple[Array, ...]:
    network = ml.MLP((*W0.shape, W1.shape[1]), activation="tanh", output="softmax")
    theta, descent = np.concatenate([W0.ravel(), b0, W1.ravel(), b1]), ml.SGD(rate)
    state = descent.init(theta)
    for x, y in batches:
        fwd = ml.forward(network, theta, x)
        gradient = ml.backward(network, theta, fwd, ml.compute_loss(fwd, y)).gradient
        update = descent.update(gradient, state, theta)
        theta, state = update.theta, update.state
    return tuple(block.of(theta) for block in network.layout.blocks)


# --- the tasks

TASKS = (
    Task(
        id="04.weight_slope",
        title="One weight, by hand",
        points=1,
        objective="04.1",
        answer=right.weight_slope,
        library=_weight_slope,
        also_right=others.WEIGHT_SLOPE,
        worked=others.WEIGHT_SLOPE_WORKED,
        tolerance=2e-3,
        why="A gradient is a product of local slopes along a path; all the rest of this exercise is bookkeeping.",
        hints=(
            "Which four numbers stand on the path from this weight to the loss?",
            "From the back: how L moves with ŷ, ŷ with a, a with z, z with the weight.",
            "2·(ŷ − y) · W1[0, 0] · (1 − a²) · x[0], with ŷ − y = 3.5 and a = 0.6.",
        ),
        mistakes=wrong.WEIGHT_SLOPE,
    ),
    Task(
        id="04.sigmoid_slope",
        title="The slope of the sigmoid",
        points=1,
        objective="04.1",
        answer=right.sigmoid_slope,
        library=ml.sigmoid_derivative,
        also_right=others.SIGMOID_SLOPE,
        in_training=training.SIGMOID_SLOPE,
        why="At most ¼, and near 0 where a unit is sure: a product of many such factors vanishes (lesson 01).",
        hints=(
            "What is the slope at z = 0, where the sigmoid is ½ and steepest?",
            "Compute a first; the slope can be written with a alone.",
            "a = 1 / (1 + np.exp(-z)), and then a * (1 - …).",
        ),
        probes=(
            Probe(_few_z),
            *probes(_z, {"batch": 31, "units": 5}, {"batch": 1, "units": 7}),
            Probe(_saturated, name="saturated units"),
        ),
        mistakes=wrong.SIGMOID_SLOPE,
    ),
    Task(
        id="04.tanh_slope",
        title="The slope of tanh",
        points=1,
        objective="04.1",
        answer=right.tanh_slope,
        library=ml.tanh_derivative,
        also_right=others.TANH_SLOPE,
        in_training=training.TANH_SLOPE,
        why="It is 1 at z = 0, four times the sigmoid's: one reason why tanh trains better in deep networks.",
        hints=(
            "What is the slope at z = 0, and what far out?",
            "As with the sigmoid: compute a first and write the slope with a alone.",
            "a = np.tanh(z), and then 1 - … ** 2.",
        ),
        probes=(
            Probe(_few_z),
            *probes(_z, {"batch": 31, "units": 5}, {"batch": 1, "units": 7}),
            Probe(_saturated, name="saturated units"),
        ),
        mistakes=wrong.TANH_SLOPE,
    ),
    Task(
        id="04.relu_delta",
        title="δ of a ReLU layer",
        points=2,
        objective="04.2",
        answer=right.relu_delta,
        library=_relu_delta,
        also_right=others.RELU_DELTA,
        in_training=training.RELU_DELTA,
        why="A unit that said nothing gets no blame: its δ is 0, and so are the gradients of its weights.",
        hints=(
            "For one unit with z < 0: if z moves a little, does a move? Does the loss?",
            "δ = ∂L/∂a · ∂a/∂z, and the second factor is 1 or 0. What decides which?",
            "da * (z > …)",
        ),
        probes=(
            Probe(_few_da_z),
            *probes(_da_z, {"batch": 31, "units": 5}, {"batch": 1, "units": 7}),
            Probe(_at_the_kink, name="z exactly 0"),
        ),
        mistakes=wrong.RELU_DELTA,
    ),
    Task(
        id="04.output_delta",
        title="δ of softmax with cross-entropy",
        points=3,
        objective="04.2",
        answer=right.output_delta,
        library=_output_delta,
        also_right=others.OUTPUT_DELTA,
        in_training=training.OUTPUT_DELTA,
        why="Predicted minus true: the error itself is what travels back through the network.",
        hints=(
            "If p is exactly the one-hot target, what should δ be?",
            "Probabilities minus one-hot rows; and the loss is a mean over the batch.",
            "(p - np.eye(logits.shape[1])[y]) / len(…), with p the softmax of each row.",
        ),
        probes=(
            *probes(_logits, {"batch": 31, "classes": 3}, {"batch": 13, "classes": 5}),
            Probe(_logits, {"batch": 1, "classes": 3}, "a batch of one"),
            Probe(_first_classes, {"batch": 5, "classes": 7}, "labels without the last classes"),
            Probe(_large_logits, {"batch": 7, "classes": 3}, "logits around 1000"),
            Probe(_far_apart, name="rows 2000 apart"),
        ),
        mistakes=wrong.OUTPUT_DELTA,
        uses=frozenset({"one_hot"}),
    ),
    Task(
        id="04.layer_gradients",
        title="dW and db of a layer",
        points=2,
        objective="04.3",
        answer=right.layer_gradients,
        library=_layer_gradients,
        also_right=others.LAYER_GRADIENTS,
        in_training=training.LAYER_GRADIENTS,
        why="One product adds up the blame of every example: that is why batches are fast.",
        hints=(
            "W moves the loss through every example of the batch. What happens where paths meet?",
            "dW must be shaped as W, (fan_in, fan_out). Which transpose makes x and delta fit?",
            "x.T @ …, and delta.sum(axis=…)",
        ),
        parts=("dW", "db"),
        probes=(
            *probes(_x_delta, {"batch": 31, "inputs": 7, "units": 5}),
            Probe(_x_delta, {"batch": 1, "inputs": 3, "units": 2}, "a batch of one"),
            Probe(_x_delta, {"batch": 13, "inputs": 5, "units": 5}, "a square layer"),
        ),
        mistakes=wrong.LAYER_GRADIENTS,
    ),
    Task(
        id="04.input_gradient",
        title="dx, for the layer before",
        points=2,
        objective="04.3",
        answer=right.input_gradient,
        library=_input_gradient,
        also_right=others.INPUT_GRADIENT,
        in_training=training.INPUT_GRADIENT,
        why="This is the step from layer to layer: dx of this layer is da of the one before.",
        hints=(
            "x[0] goes to every unit of the layer. With which weights does the blame of the units come back to it?",
            "delta is (batch, fan_out), W is (fan_in, fan_out), and dx must be shaped as x, (batch, fan_in).",
            "delta @ W.…",
        ),
        probes=(
            *probes(_delta_W, {"batch": 31, "inputs": 7, "units": 5}),
            Probe(_delta_W, {"batch": 1, "inputs": 3, "units": 2}, "a batch of one"),
            Probe(_delta_W, {"batch": 13, "inputs": 5, "units": 5}, "a square layer"),
        ),
        mistakes=wrong.INPUT_GRADIENT,
    ),
    Task(
        id="04.skip_gradient",
        title="A value that is used twice",
        points=2,
        objective="04.1",
        answer=right.skip_gradient,
        library="The library's networks have no skip connections.",
        also_right=others.SKIP_GRADIENT,
        why="Slopes multiply along a path; where paths meet, they add. Skip connections (He et al. 2016) live by it.",
        hints=(
            "On how many paths does x reach y?",
            "The straight path has slope 1. The other one goes through tanh and W. What happens where they meet?",
            "dy + (dy * (1 - np.tanh(z) ** 2)) @ W.…",
        ),
        probes=(
            *probes(_skip, {"batch": 31, "units": 5}, {"batch": 13, "units": 7}),
            Probe(_skip, {"batch": 1, "units": 3}, "a batch of one"),
        ),
        mistakes=wrong.SKIP_GRADIENT,
    ),
    Task(
        id="04.numerical_slopes",
        title="The gradient by trying",
        points=2,
        objective="04.4",
        answer=right.numerical_slopes,
        library=_numerical_slopes,
        also_right=others.NUMERICAL_SLOPES,
        in_training=training.NUMERICAL_SLOPES,
        why="It needs no calculus, so it can catch a mistake in yours. It is only far too slow to train with.",
        hints=(
            "How does f change when one parameter alone moves a little, to both sides?",
            "For each i: f with theta[i] + ε, f with theta[i] − ε, and the distance between the two points.",
            "(f(theta + step) - f(theta - step)) / (… * epsilon), with step zero but for step[i] = epsilon.",
        ),
        probes=(Probe(_curved(0.01), {"size": 7}), Probe(_curved(0.07), {"size": 2})),
        mistakes=wrong.NUMERICAL_SLOPES,
        in_place=("theta",),
        tolerance=1e-5,
    ),
    Task(
        id="04.backward_pass",
        title="The whole way back",
        points=4,
        objective="04.3",
        answer=right.backward_pass,
        library=_backward_pass,
        also_right=others.BACKWARD_PASS,
        in_training=training.BACKWARD_PASS,
        why="This is backpropagation, whole. A deeper network repeats its last three lines.",
        hints=(
            "Which values of the way forward does the way back need?",
            "Last layer: δ, then dW1 and db1. Then da0 = δW1ᵀ, the slope of tanh, and the same two lines again.",
            "delta0 = (delta1 @ W1.T) * (1 - a0**2), and then dW0 = x.T @ delta0.",
        ),
        parts=("dW0", "db0", "dW1", "db1"),
        probes=(
            *probes(
                _pass,
                {"batch": 31, "inputs": 7, "units": 5, "classes": 3},
                {"batch": 13, "inputs": 2, "units": 11, "classes": 5},
            ),
            Probe(_pass, {"batch": 1, "inputs": 7, "units": 5, "classes": 3}, "a batch of one"),
            Probe(
                _first_classes_pass,
                {"batch": 5, "inputs": 2, "units": 3, "classes": 7},
                "labels without the last classes",
            ),
            Probe(
                _large_pass,
                {"batch": 5, "inputs": 7, "units": 2, "classes": 3},
                "logits around 1000",
            ),
        ),
        order=(("dW1", "db1"), ("dW0", "db0")),
        mistakes=wrong.BACKWARD_PASS,
        wrong_lines=(
            WrongLine("delta0 = da0 * (1 - a0**2)", "delta0 = da0", "pass without the slope"),
            WrongLine(
                "delta0 = da0 * (1 - a0**2)",
                "delta0 = da0 * (1 - np.tanh(a0) ** 2)",
                "pass with slope at a",
            ),
            WrongLine(
                "dW1, db1 = layer_gradients(a0, delta1)",
                "dW1, db1 = layer_gradients(x @ W0 + b0, delta1)",
                "pass with z for a",
            ),
        ),
        uses=frozenset({"one_hot"}),
    ),
    Task(
        id="04.train_batches",
        title="Your own training loop",
        points=4,
        objective="04.5",
        answer=right.train_batches,
        library=_train_batches,
        also_right=others.TRAIN_BATCHES,
        in_training=training.TRAIN_BATCHES,
        why="Every training loop does this, with more steps; and as the parameters agree, your gradients are right.",
        hints=(
            "What changes the parameters: the backward pass, or something after it?",
            "For each batch: first all four gradients, from the parameters as they are. Then one step for all four.",
            "W0 = W0 - learning_rate * dW0, and the same for b0, W1 and b1, after all gradients are there.",
        ),
        parts=("W0", "b0", "W1", "b1"),
        probes=(
            Probe(
                _batches(3, learning_rate=0.4),
                {"batch": 31, "last_batch": 13, "inputs": 7, "units": 5, "classes": 3},
            ),
            Probe(
                _batches(2, learning_rate=0.15),
                {"batch": 5, "last_batch": 1, "inputs": 2, "units": 3, "classes": 7},
                "the last batch holds one example",
            ),
            Probe(
                _batches(2, learning_rate=0.15, level=1000.0),
                {"batch": 2, "last_batch": 11, "inputs": 3, "units": 7, "classes": 5},
                "logits around 1000",
            ),
        ),
        mistakes=wrong.TRAIN_BATCHES,
        wrong_lines=(
            WrongLine("return W0, b0, W1, b1", "    return W0, b0, W1, b1", "first batch only"),
            WrongLine("for x, y in batches:", "for x, y in batches[-1:]:", "last batch only"),
        ),
        uses=frozenset({"one_hot"}),
        in_place=("W0", "b0", "W1", "b1"),
    ),
)
