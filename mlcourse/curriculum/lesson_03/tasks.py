"""Exercise 03, the loss: every loss of the course, written once by the learner, with two of their gradients.

What each task asks for, what answers are tried on, and what the library has for it. Mistakes and what is said to them
are in ``mistakes.py``.
"""

from typing import Any

import numpy as np

import mlcourse as ml
from mlcourse.base.errors import Array
from mlcourse.checks.quantities import Quantity
from mlcourse.checks.task import Arguments, Probe, Task, probes
from mlcourse.curriculum.lesson_03 import answers as right
from mlcourse.curriculum.lesson_03 import in_training as training
from mlcourse.curriculum.lesson_03 import mistakes as wrong
from mlcourse.curriculum.lesson_03 import other_right_answers as others

# --- what they are tried on


def _column(generator: np.random.Generator, batch: int) -> Arguments:
    return {
        "prediction": generator.normal(size=(batch, 1)),
        "target": 0.3 + generator.normal(size=batch),
    }


def _perfect(generator: np.random.Generator, batch: int) -> Arguments:
    target = generator.normal(size=batch)
    return {"prediction": target[:, None].copy(), "target": target}


def _rows(generator: np.random.Generator, batch: int, outputs: int) -> Arguments:
    return {
        "prediction": generator.normal(size=(batch, outputs)),
        "target": generator.normal(size=(batch, outputs)),
    }


def _probabilities(generator: np.random.Generator, batch: int, classes: int) -> Arguments:
    p = generator.dirichlet(np.full(classes, 2.0), size=batch)
    return {"p": p, "y": np.eye(classes)[generator.integers(classes, size=batch)]}


def _binary(generator: np.random.Generator, batch: int) -> Arguments:
    return {
        "z": 2 * generator.normal(size=batch),
        "y": generator.integers(2, size=batch).astype(float),
    }


def _only_class_0(generator: np.random.Generator, batch: int) -> Arguments:
    return {"z": 2 * generator.normal(size=batch), "y": np.zeros(batch, int)}


def _confident(generator: np.random.Generator) -> Arguments:
    return {"z": np.array([-1000.0, 40.0, 1000.0, -40.0]), "y": np.array([0.0, 1.0, 1.0, 1.0])}


def _confident_errors(generator: np.random.Generator) -> Arguments:
    return {"z": np.array([1000.0, -1000.0, 500.0]), "y": np.array([0.0, 1.0, 0.0])}


def _categorical(
    generator: np.random.Generator, batch: int, classes: int, seen: int | None = None
) -> Arguments:
    return {
        "logits": 2 * generator.normal(size=(batch, classes)),
        "y": generator.integers(seen or classes, size=batch),
    }


def _first_classes(generator: np.random.Generator, batch: int, classes: int) -> Arguments:
    return _categorical(generator, batch, classes, seen=3)


def _large(generator: np.random.Generator) -> Arguments:
    return {
        "logits": np.array([[1000.0, 0.0, -1000.0], [-1000.0, 1000.0, 999.0]]),
        "y": np.array([0, 2]),
    }


def _large_errors(generator: np.random.Generator) -> Arguments:
    """Draw nothing: the true class is far below the largest logit, where softmax rounds to 0."""
    return {
        "logits": np.array([[1000.0, 0.0, -1000.0, 0.0], [-1000.0, -900.0, 100.0, 0.0]]),
        "y": np.array([2, 1]),
    }


def _logits_of_class_one(generator: np.random.Generator, batch: int) -> Arguments:
    return {"z": 2 * generator.normal(size=batch)}


def _probabilities_of(logits: Any) -> Array:
    """Return what of the two logits is compared: the probabilities, since adding a number to both is as right."""
    logits = np.asarray(logits, dtype=float)
    exponentials = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


# --- the same by the library's functions


def _surprise() -> Any:
    return ml.cross_entropy(np.array([[0.6, 0.25, 0.15]]), np.array([1])).value


def _mean_squared_error(prediction: Array, target: Array) -> Any:
    return ml.mean_squared_error(prediction, target).value


def _squared_error_gradient(prediction: Array, target: Array) -> Any:
    return ml.mean_squared_error(prediction, target).gradient


def _cross_entropy(p: Array, y: Array) -> Any:
    return ml.cross_entropy(p, y).value


def _binary_cross_entropy(z: Array, y: Array) -> Any:
    return ml.binary_cross_entropy(z, y).value


def _as_two_classes(z: Array) -> Any:
    return np.log(np.stack([ml.sigmoid(-z), ml.sigmoid(z)], axis=1))


def _categorical_cross_entropy(logits: Array, y: Array) -> Any:
    return ml.categorical_cross_entropy(logits, y).value


def _initial_loss() -> Any:
    return ml.categorical_cross_entropy(np.zeros((1, 10)), np.array([3])).value


def _binary_gradient(z: Array, y: Array) -> Any:
    return ml.binary_cross_entropy(z, y).gradient


def _squared_slope() -> float:
    z, y = np.array([np.log(0.01 / 0.99)]), np.array([1.0])
    return float(ml.mean_squared_error(ml.sigmoid(z), y).gradient[0] * ml.sigmoid_derivative(z)[0])


# --- the tasks

TASKS = (
    Task(
        id="03.surprise",
        title="One example, by hand",
        points=1,
        objective="03.2",
        answer=right.surprise,
        library=_surprise,
        also_right=others.SURPRISE,
        worked=others.SURPRISE_WORKED,
        tolerance=5e-3,
        why="Cross-entropy is nothing but the surprise at the truth: small where the network expected it.",
        hints=(
            "Which of the three probabilities counts?",
            "The loss is minus the natural logarithm of what the true class was given.",
            "-np.log(0.25)",
        ),
        mistakes=wrong.SURPRISE,
    ),
    Task(
        id="03.mean_squared_error",
        title="Mean squared error",
        points=2,
        objective="03.1",
        answer=right.mean_squared_error,
        library=_mean_squared_error,
        also_right=others.MEAN_SQUARED_ERROR,
        in_training=training.MEAN_SQUARED_ERROR,
        why="The loss of regression: far misses count most, and a shape that does not fit costs you silently.",
        hints=(
            "prediction is (batch, 1), target is (batch,). What shape is their difference?",
            "Make the shapes equal first: prediction[:, 0], or target[:, None].",
            "np.mean((prediction[:, 0] - …) ** 2)",
        ),
        probes=(
            *probes(_column, {"batch": 31}, {"batch": 7}),
            Probe(_perfect, {"batch": 13}, "a perfect prediction"),
        ),
        mistakes=wrong.MEAN_SQUARED_ERROR,
        elsewhere=frozenset({"sklearn.metrics.mean_squared_error"}),
    ),
    Task(
        id="03.squared_error_gradient",
        title="Its gradient",
        points=1,
        objective="03.1",
        answer=right.squared_error_gradient,
        library=_squared_error_gradient,
        also_right=others.SQUARED_ERROR_GRADIENT,
        in_training=training.SQUARED_ERROR_GRADIENT,
        why="Each prediction is pulled to its target, the harder the further it is away.",
        hints=(
            "What is the derivative of (ŷ − y)² by ŷ?",
            "The loss is a mean over all elements: how many are there?",
            "2 * (prediction - target) / …",
        ),
        probes=(
            *probes(_rows, {"batch": 31, "outputs": 3}, {"batch": 7, "outputs": 2}),
            Probe(_rows, {"batch": 1, "outputs": 5}, "a batch of one"),
        ),
        mistakes=wrong.SQUARED_ERROR_GRADIENT,
    ),
    Task(
        id="03.cross_entropy",
        title="Cross-entropy",
        points=2,
        objective="03.2",
        answer=right.cross_entropy,
        library=_cross_entropy,
        also_right=others.CROSS_ENTROPY,
        in_training=training.CROSS_ENTROPY,
        why="The most likely model of the data is the one with the smallest cross-entropy: the two are one.",
        hints=(
            "y is 1 at one place of each row. What is left of the sum Σ y log p?",
            "Add over the classes, axis=1, then take the mean over the examples, then the minus.",
            "-np.mean(np.sum(y * …, axis=1))",
        ),
        probes=probes(_probabilities, {"batch": 31, "classes": 3}, {"batch": 7, "classes": 5}),
        mistakes=wrong.CROSS_ENTROPY,
        elsewhere=frozenset({"sklearn.metrics.log_loss"}),
    ),
    Task(
        id="03.binary_cross_entropy",
        title="Binary cross-entropy, from logits",
        points=3,
        objective="03.3",
        answer=right.binary_cross_entropy,
        library=_binary_cross_entropy,
        also_right=others.BINARY_CROSS_ENTROPY,
        in_training=training.BINARY_CROSS_ENTROPY,
        why="Computed from the logit it holds for any z: a confident error costs 1000, and not infinity.",
        hints=(
            "What is σ(40) in float64, and what is log(1 − σ(40))?",
            "−log σ(z) = log(1 + e⁻ᶻ) and −log(1 − σ(z)) = log(1 + eᶻ). np.logaddexp(0, z) is log(1 + eᶻ), safely.",
            "np.mean(np.logaddexp(0, z) - y * …)",
        ),
        probes=(
            *probes(_binary, {"batch": 31}, {"batch": 7}),
            Probe(_only_class_0, {"batch": 5}, "labels that are all 0"),
            Probe(_confident, name="logits up to ±1000"),
            Probe(_confident_errors, name="errors at ±1000"),
        ),
        mistakes=wrong.BINARY_CROSS_ENTROPY,
    ),
    Task(
        id="03.as_two_classes",
        title="One logit is two",
        points=1,
        objective="03.3",
        answer=right.as_two_classes,
        library=_as_two_classes,
        also_right=others.AS_TWO_CLASSES,
        observe=(Quantity("softmax(yours)", _probabilities_of),),
        in_training=training.AS_TWO_CLASSES,
        why="Binary cross-entropy is categorical cross-entropy with two classes, one of whose logits is fixed at 0.",
        hints=(
            "Softmax of two numbers depends on their difference only.",
            "The difference must be z, in favor of class 1. What can class 0 get?",
            "np.stack([np.zeros_like(z), …], axis=1)",
        ),
        probes=probes(_logits_of_class_one, {"batch": 31}, {"batch": 7}),
        mistakes=wrong.AS_TWO_CLASSES,
    ),
    Task(
        id="03.categorical_cross_entropy",
        title="Categorical cross-entropy, from logits",
        points=3,
        objective="03.3",
        answer=right.categorical_cross_entropy,
        library=_categorical_cross_entropy,
        also_right=others.CATEGORICAL_CROSS_ENTROPY,
        in_training=training.CATEGORICAL_CROSS_ENTROPY,
        why="The loss of every classifier, from digits to language models.",
        hints=(
            "The log of a softmax is z minus the log of the sum of exponentials. What can overflow in it?",
            "Subtract each row's maximum; then log_p = z − log Σ eᶻ; then pick the true class of each row.",
            "-np.mean(log_p[np.arange(len(y)), …])",
        ),
        probes=(
            *probes(_categorical, {"batch": 31, "classes": 3}, {"batch": 7, "classes": 5}),
            Probe(_first_classes, {"batch": 11, "classes": 7}, "labels without the last classes"),
            Probe(_large, name="logits of ±1000"),
            Probe(_large_errors, name="errors at ±1000"),
        ),
        mistakes=wrong.CATEGORICAL_CROSS_ENTROPY,
        uses=frozenset({"one_hot"}),
        elsewhere=frozenset({"scipy.special.log_softmax", "sklearn.metrics.log_loss"}),
    ),
    Task(
        id="03.initial_loss",
        title="The loss of a network that knows nothing",
        points=1,
        objective="03.4",
        answer=right.initial_loss,
        library=_initial_loss,
        also_right=others.INITIAL_LOSS,
        worked=others.INITIAL_LOSS_WORKED,
        tolerance=5e-3,
        why="Look at the first loss of every run: far above this, and something is wrong before training begins.",
        hints=(
            "Which probability gets each of the ten classes?",
            "−ln 0.1",
            "np.log(…)",
        ),
        mistakes=wrong.INITIAL_LOSS,
    ),
    Task(
        id="03.binary_gradient",
        title="The gradient of binary cross-entropy",
        points=2,
        objective="03.4",
        answer=right.binary_gradient,
        library=_binary_gradient,
        also_right=others.BINARY_GRADIENT,
        in_training=training.BINARY_GRADIENT,
        why="Predicted minus true: with this loss a confident error gets the largest push, with squares the smallest.",
        hints=(
            "What should the gradient be if p is exactly y?",
            "∂L/∂z = p − y for one example. And for the mean over the batch?",
            "(1 / (1 + np.exp(-z)) - y) / …",
        ),
        probes=(
            *probes(_binary, {"batch": 31}, {"batch": 7}),
            Probe(_only_class_0, {"batch": 5}, "labels that are all 0"),
        ),
        mistakes=wrong.BINARY_GRADIENT,
    ),
    Task(
        id="03.squared_slope",
        title="Why not squares for classes, by hand",
        points=1,
        objective="03.4",
        answer=right.squared_slope,
        library=_squared_slope,
        also_right=others.SQUARED_SLOPE,
        worked=others.SQUARED_SLOPE_WORKED,
        tolerance=4e-3,
        why="The most wrong network gets the smallest push: fifty times less than from cross-entropy.",
        hints=(
            "How does the loss move with p, and p with z?",
            "∂L/∂z = 2(p − y) · p(1 − p).",
            "2 * (0.01 - 1) * 0.01 * …",
        ),
        mistakes=wrong.SQUARED_SLOPE,
    ),
)
