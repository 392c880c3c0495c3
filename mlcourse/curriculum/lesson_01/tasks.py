"""Exercise 01, initialization: every scheme of the course, written once by the learner.

What each task asks for, what answers are tried on, and what the library has for it. Mistakes and what is said to them
are in ``mistakes.py``.
Random weights are not compared number by number, since there are many right ways to draw them: ``spread`` is.
"""

from typing import Any

import numpy as np
from numpy.random import Generator

import mlcourse as ml
from mlcourse.base.errors import Array
from mlcourse.checks.task import Arguments, Probe, Task, probes
from mlcourse.curriculum.lesson_01 import answers as right
from mlcourse.curriculum.lesson_01 import in_training as training
from mlcourse.curriculum.lesson_01 import mistakes as wrong
from mlcourse.curriculum.lesson_01 import other_right_answers as others

# --- what they are tried on, and what of a result is compared


def _sizes(generator: Generator, fan_in: int, fan_out: int) -> Arguments:
    return {"fan_in": fan_in, "fan_out": fan_out, "generator": generator}


def _with_value(generator: Generator, fan_in: int, fan_out: int) -> Arguments:
    return {"fan_in": fan_in, "fan_out": fan_out, "value": 0.25}


def _zero(generator: Generator, fan_in: int, fan_out: int) -> Arguments:
    return {"fan_in": fan_in, "fan_out": fan_out, "value": 0.0}


def _with_std(generator: Generator, fan_in: int, fan_out: int) -> Arguments:
    return {"fan_in": fan_in, "fan_out": fan_out, "std": 0.3, "generator": generator}


def _with_limit(generator: Generator, fan_in: int, fan_out: int) -> Arguments:
    return {"fan_in": fan_in, "fan_out": fan_out, "limit": 0.3, "generator": generator}


def _layer_sizes(
    generator: Generator, inputs: int, first: int, second: int, outputs: int
) -> Arguments:
    return {"layer_sizes": (inputs, first, second, outputs), "generator": generator}


def spread(W: Any) -> dict[str, Array]:
    """Return what of random weights is compared: their shape, where they lie, and how they are distributed."""
    if W is None:
        raise TypeError("nothing was returned")
    W = np.asarray(W, dtype=float)
    mean, std = W.mean(), W.std()
    return {
        "(rows, columns) of W": _rows_and_columns(W),
        "(mean, std) of W": np.array([mean, std]),
        "kurtosis (3 for normal, 1.8 for uniform)": np.mean((W - mean) ** 4)
        / max(std, 1e-300) ** 4,
    }


def start_spread(layers: Any) -> dict[str, Any]:
    """Return what of a whole start is compared: each W's shape and spread, and whether b is zero.

    Every array has room for eight layers, so that a start with too few of them is told just that.
    """
    pairs = [each for each in layers if isinstance(each, tuple | list) and len(each) == 2]
    weights = [np.asarray(W, dtype=float) for W, _ in pairs]
    biases = [np.asarray(b, dtype=float) for _, b in pairs]
    return {
        "number of pairs (W, b)": len(pairs),
        "(rows, columns) of each W": _padded([_rows_and_columns(W) for W in weights], 2),
        "(mean, std) of each W": _padded([np.array([W.mean(), W.std()]) for W in weights], 2),
        "length of each b": _padded([np.array(b.shape[:1] or (0,)) for b in biases], 1),
        "entries of each b that are not 0": _padded(
            [np.array([np.count_nonzero(b)]) for b in biases], 1
        ),
        "different values in each b": _padded([np.array([len(np.unique(b))]) for b in biases], 1),
    }


def _rows_and_columns(W: Array) -> Array:
    return np.array((*W.shape, 0, 0)[:2] if W.ndim <= 2 else (0, 0))


def _padded(rows: list[Array], width: int) -> Array:
    padded = np.zeros((8, width))
    for i, row in enumerate(rows[:8]):
        padded[i] = row
    return padded if width > 1 else padded[:, 0]


WIDE_AND_NARROW = ({"fan_in": 211, "fan_out": 97}, {"fan_in": 89, "fan_out": 307})

# --- the same by the library's functions


def _constant(fan_in: int, fan_out: int, value: float) -> Array:
    return ml.constant(fan_in, fan_out, value=value)


def _random_normal(fan_in: int, fan_out: int, std: float, generator: Generator) -> Array:
    return ml.random_normal(fan_in, fan_out, generator, std)


def _random_uniform(fan_in: int, fan_out: int, limit: float, generator: Generator) -> Array:
    return ml.random_uniform(fan_in, fan_out, generator, limit)


def _he_std() -> Any:
    return np.std(ml.he_normal(50, 100_000, np.random.default_rng(0)))  # fan_out does not matter


def _start_of(layer_sizes: tuple[int, ...], generator: Generator) -> list[tuple[Array, Array]]:
    network = ml.MLP(layer_sizes)
    theta = ml.initialize(network, "he_normal", seed=1)
    return [(layer.W.of(theta), layer.b.of(theta)) for layer in network.layers]


# --- the tasks

TASKS = (
    Task(
        id="01.he_std",
        title="A standard deviation by hand",
        points=1,
        objective="01.3",
        answer=right.he_std,
        library=_he_std,
        also_right=others.HE_STD,
        tolerance=1e-3,
        why="The whole of this lesson is this one number for each layer.",
        hints=(
            "Is 2/fan_in the variance or the standard deviation?",
            "Var(W) = 2/50 = 0.04. What is its root?",
            "np.sqrt(2 / …)",
        ),
        mistakes=wrong.HE_STD,
    ),
    Task(
        id="01.constant",
        title="The same number everywhere",
        points=1,
        objective="01.1",
        answer=right.constant,
        library=_constant,
        also_right=others.CONSTANT,
        in_training=training.CONSTANT,
        why="With zeros or any other constant all units of a layer stay copies of each other: never start like this.",
        hints=(
            "How many rows has W, if there is one for each input?",
            "np.full(shape, value), and the shape is (rows, columns).",
            "np.full((fan_in, …), value)",
        ),
        probes=(
            *probes(_with_value, {"fan_in": 7, "fan_out": 5}, {"fan_in": 3, "fan_out": 11}),
            Probe(_zero, {"fan_in": 5, "fan_out": 2}, "zeros"),
        ),
        mistakes=wrong.CONSTANT,
    ),
    Task(
        id="01.random_normal",
        title="Normal numbers",
        points=1,
        objective="01.2",
        answer=right.random_normal,
        library=_random_normal,
        also_right=others.RANDOM_NORMAL,
        in_training=training.RANDOM_NORMAL,
        observe=spread,
        tolerance=0.04,
        why="Random weights make the units differ; how far they spread is all that the schemes below decide.",
        hints=(
            "Which method of the generator draws normal numbers, and what does it call the standard deviation?",
            "generator.normal(loc, scale, size): scale is the standard deviation.",
            "generator.normal(0, …, (fan_in, fan_out))",
        ),
        probes=probes(_with_std, *WIDE_AND_NARROW),
        mistakes=wrong.RANDOM_NORMAL,
    ),
    Task(
        id="01.random_uniform",
        title="Uniform numbers",
        points=1,
        objective="01.2",
        answer=right.random_uniform,
        library=_random_uniform,
        also_right=others.RANDOM_UNIFORM,
        in_training=training.RANDOM_UNIFORM,
        observe=spread,
        tolerance=0.04,
        why="A bounded draw has no far outliers; with the right limit it does the same as a normal one.",
        hints=(
            "What are the smallest and the largest number that may come out?",
            "generator.uniform(low, high, size).",
            "generator.uniform(-limit, …, (fan_in, fan_out))",
        ),
        probes=probes(_with_limit, *WIDE_AND_NARROW),
        mistakes=wrong.RANDOM_UNIFORM,
    ),
    Task(
        id="01.xavier_normal",
        title="Xavier, normal",
        points=2,
        objective="01.3",
        answer=right.xavier_normal,
        library=ml.xavier_normal,
        also_right=others.XAVIER_NORMAL,
        in_training=training.XAVIER_NORMAL,
        observe=spread,
        tolerance=0.04,
        why="Half way between what the signal forwards and what the gradient backwards would like best.",
        hints=(
            "The signal wants the variance 1/fan_in, the gradient 1/fan_out. What is the compromise?",
            "The variance is 2/(fan_in + fan_out); the generator wants its root.",
            "generator.normal(0, np.sqrt(2 / …), (fan_in, fan_out))",
        ),
        probes=probes(_sizes, *WIDE_AND_NARROW),
        mistakes=wrong.XAVIER_NORMAL,
    ),
    Task(
        id="01.xavier_uniform",
        title="Xavier, uniform",
        points=2,
        objective="01.3",
        answer=right.xavier_uniform,
        library=ml.xavier_uniform,
        also_right=others.XAVIER_UNIFORM,
        in_training=training.XAVIER_UNIFORM,
        observe=spread,
        tolerance=0.04,
        why="The same variance in another distribution: the network cannot tell them apart.",
        hints=(
            "What is the standard deviation of uniform numbers within ±1?",
            "Within ±limit the variance is limit²/3. Set that equal to 2/(fan_in + fan_out).",
            "limit = np.sqrt(… / (fan_in + fan_out)), then uniform within ±limit.",
        ),
        probes=probes(_sizes, *WIDE_AND_NARROW),
        mistakes=wrong.XAVIER_UNIFORM,
    ),
    Task(
        id="01.he_normal",
        title="He, normal",
        points=2,
        objective="01.3",
        answer=right.he_normal,
        library=ml.he_normal,
        also_right=others.HE_NORMAL,
        in_training=training.HE_NORMAL,
        observe=spread,
        tolerance=0.04,
        why="ReLU lets half of the signal's square through, and the 2 makes up for it, in thirty layers as in one.",
        hints=(
            "ReLU sets half of the values to 0. What must the weights' variance be, compared with 1/fan_in?",
            "The variance is 2/fan_in; the generator wants its root.",
            "generator.normal(0, np.sqrt(2 / …), (fan_in, fan_out))",
        ),
        probes=probes(_sizes, *WIDE_AND_NARROW),
        mistakes=wrong.HE_NORMAL,
    ),
    Task(
        id="01.he_uniform",
        title="He, uniform",
        points=2,
        objective="01.3",
        answer=right.he_uniform,
        library=ml.he_uniform,
        also_right=others.HE_UNIFORM,
        in_training=training.HE_UNIFORM,
        observe=spread,
        tolerance=0.04,
        why="Now you have written every scheme of the course.",
        hints=(
            "Which limit gives uniform numbers the variance 2/fan_in?",
            "limit²/3 = 2/fan_in.",
            "limit = np.sqrt(… / fan_in), then uniform within ±limit.",
        ),
        probes=probes(_sizes, *WIDE_AND_NARROW),
        mistakes=wrong.HE_UNIFORM,
    ),
    Task(
        id="01.surviving_std",
        title="Thirty layers, by hand",
        points=1,
        objective="01.2",
        answer=right.surviving_std,
        library="The library measures such a signal (signal_profile), and chance comes in.",
        also_right=others.SURVIVING_STD,
        tolerance=0.02,
        why="A factor that looks harmless in one layer decides everything in thirty.",
        hints=(
            "What does one square ReLU layer with Xavier's weights do to the variance?",
            "The variance is halved thirty times. And the standard deviation?",
            "np.sqrt(0.5 ** …)",
        ),
        mistakes=wrong.SURVIVING_STD,
    ),
    Task(
        id="01.start_of",
        title="A whole network's start",
        points=3,
        objective="01.4",
        answer=right.start_of,
        library=_start_of,
        also_right=others.START_OF,
        in_training=training.START_OF,
        observe=start_spread,
        tolerance=0.06,
        why="This is step 1 of training, complete: the weights random with the right spread, the biases zero.",
        hints=(
            "How many layers have weights, if there are four layer sizes? Which fan_in has each?",
            "Go through neighboring sizes: (fan_in, fan_out) of layer i are sizes i and i + 1.",
            "for i in range(len(layer_sizes) - 1): the W of he_normal(layer_sizes[i], …, generator), and zeros",
        ),
        probes=probes(
            _layer_sizes,
            {"inputs": 61, "first": 127, "second": 89, "outputs": 43},
            {"inputs": 173, "first": 59, "second": 101, "outputs": 71},
        ),
        mistakes=wrong.START_OF,
    ),
)
