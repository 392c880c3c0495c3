"""Exercise 01, initialization: every scheme of the course, written once by the learner.

What each task asks for, what answers are tried on, and what the library has for it. Mistakes and what is said to them
are in ``mistakes.py``.
Random weights are not compared number by number, since there are many right ways to draw them: where they lie is, how
far they spread, and whether they are normal or uniform ones.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.random import Generator

import mlcourse as ml
from mlcourse.base.errors import Array
from mlcourse.checks.quantities import Quantity, two_numbers
from mlcourse.checks.task import Arguments, Probe, Task, probes
from mlcourse.curriculum.lesson_01 import answers as right
from mlcourse.curriculum.lesson_01 import in_training as training
from mlcourse.curriculum.lesson_01 import mistakes as wrong
from mlcourse.curriculum.lesson_01 import other_right_answers as others

# --- what they are tried on, and what of a result is compared


def _sizes(generator: Generator, fan_in: int, fan_out: int) -> Arguments:
    return {"fan_in": fan_in, "fan_out": fan_out, "generator": generator}


def _with(name: str, value: float, draws: bool = True) -> Callable[..., Arguments]:
    """Return what makes arguments with a number, such as the std, beside the sizes."""

    def make(generator: Generator, fan_in: int, fan_out: int) -> Arguments:
        given = {"fan_in": fan_in, "fan_out": fan_out, name: value}
        return {**given, "generator": generator} if draws else given

    return make


def _layer_sizes(generator: Generator, **sizes: int) -> Arguments:
    return {"layer_sizes": tuple(sizes.values()), "generator": generator}


def _weights(W: Any) -> Array:
    return np.asarray(W, dtype=float)


def _center_and_spread(W: Any) -> Array:
    center, std = _weights(W).mean(), _weights(W).std()
    return np.array(
        [center, std if std > 1e-9 * abs(center) else 0]
    )  # but for rounding, all are alike


def _kurtosis(W: Any) -> float:
    """Return the mean fourth power of the standardized numbers: 3 for normal ones, 1.8 for uniform ones."""
    center, std = _center_and_spread(W)
    return float(np.mean(((_weights(W) - center) / std) ** 4)) if std else 0.0


def _shape_words(got: Array, asked: Array) -> str:
    return f"W has the shape {_shape(got)}, asked is `(fan_in, fan_out)` = {_shape(asked)}"


def _spread_words(got: Array, asked: Array) -> str:
    return _told(got, asked, "your weights")


def _told(got: Array, asked: Array, weights: str) -> str:
    """Tell which is further off, the center of weights or their spread."""
    if not np.isfinite(got).all():
        return f"{weights} are not all finite numbers"
    if abs(got[0] - asked[0]) > abs(got[1] - asked[1]):
        yours, ours = two_numbers(got[0], asked[0])
        return f"{weights} lie around {yours}, asked is {ours}"
    yours, ours = two_numbers(got[1], asked[1])
    return f"the spread of {weights} (standard deviation) is {yours}, asked is {ours}"


def _kind_words(got: Array, asked: Array) -> str:
    kinds = {3.0: "normal", 1.8: "uniform"}
    if not got:
        return "they are all one number"
    seen = next((kind for value, kind in kinds.items() if abs(got - value) < 0.1), "")
    asked_kind = kinds[float(asked)]
    if not seen:
        return f"they do not look like {asked_kind} numbers that were drawn one by one"
    return f"these are {seen} numbers, and {asked_kind} ones are asked for"


def _shape(lengths: Array) -> str:
    return str(tuple(int(each) for each in lengths))


def _drawn(std: Callable[[Arguments], Any], kurtosis: float) -> tuple[Quantity, ...]:
    """Return what is asked of weights that are drawn around 0 with a standard deviation.

    Args:
        std: takes a call's arguments and returns the standard deviation.
        kurtosis: 3 for normal numbers, 1.8 for uniform ones.
    """
    return (
        Quantity(
            "shape", np.shape, lambda given: [given["fan_in"], given["fan_out"]], _shape_words
        ),
        Quantity("spread", _center_and_spread, lambda given: [0.0, std(given)], _spread_words),
        Quantity("kind", _kurtosis, lambda given: kurtosis, _kind_words),
    )


def _normal(std: Callable[[Arguments], Any]) -> tuple[Quantity, ...]:
    return _drawn(std, 3.0)


def _uniform(std: Callable[[Arguments], Any]) -> tuple[Quantity, ...]:
    return _drawn(std, 1.8)


def _xavier(given: Arguments) -> Any:
    return np.sqrt(2 / (given["fan_in"] + given["fan_out"]))


def _he(given: Arguments) -> Any:
    return np.sqrt(2 / given["fan_in"])


# A whole start: the same of each layer, a row for each, so that what is told can name the first that is wrong.


def _pairs(layers: Any) -> list[tuple[Array, Array]]:
    pairs = [each for each in layers if isinstance(each, tuple | list) and len(each) == 2]
    return [(np.asarray(W, dtype=float), np.asarray(b, dtype=float)) for W, b in pairs]


def _of_each(measure: Callable[[Array, Array], Any]) -> Callable[[Any], Array]:
    """Return what measures each layer's W and b, a row for each layer."""
    return lambda layers: np.array([measure(W, b) for W, b in _pairs(layers)])


def _bias_length(W: Array, b: Array) -> int:
    return len(b) if b.ndim == 1 else -1


def _pair_words(got: Array, asked: Array) -> str:
    pairs = "1 pair" if int(got) == 1 else f"{int(got)} pairs"
    return f"your list holds {pairs} `(W, b)`, and {int(asked)} are asked for, one for each layer"


def _shapes_words(got: Array, asked: Array) -> str:
    i = _first(got, asked)
    return f"W{i} has the shape {_shape(got[i])}, asked is {_shape(asked[i])}"


def _spreads_words(got: Array, asked: Array) -> str:
    i = int(np.argmax(np.abs(got - asked).max(axis=1)))
    return _told(got[i], asked[i], f"the weights in W{i}")


def _lengths_words(got: Array, asked: Array) -> str:
    i = _first(got, asked)
    length = f"has {int(got[i])} entries" if got[i] >= 0 else "is no vector"
    return f"b{i} {length}, and {int(asked[i])} are asked for, one for each unit"


def _biases_words(got: Array, asked: Array) -> str:
    i = _first(got, asked)
    return f"{int(got[i][0])} numbers in b{i} are not 0"


def _first(got: Array, asked: Array) -> int:
    """Return the first layer that differs."""
    return int(np.argwhere(got != asked)[0, 0])


def _fan_ins_and_outs(given: Arguments) -> list[tuple[int, int]]:
    return list(pairwise(given["layer_sizes"]))


START = (
    Quantity(
        "pairs",
        lambda layers: len(_pairs(layers)),
        lambda g: len(_fan_ins_and_outs(g)),
        _pair_words,
    ),
    Quantity(
        "shapes", _of_each(lambda W, b: (*W.shape, 0, 0)[:2]), _fan_ins_and_outs, _shapes_words
    ),
    Quantity(
        "spreads",
        _of_each(lambda W, b: _center_and_spread(W)),
        lambda g: [(0.0, np.sqrt(2 / fan_in)) for fan_in, _ in _fan_ins_and_outs(g)],
        _spreads_words,
    ),
    Quantity(
        "lengths",
        _of_each(_bias_length),
        lambda g: [out for _, out in _fan_ins_and_outs(g)],
        _lengths_words,
    ),
    Quantity(
        "biases",  # how many are not 0, and how many different ones there are
        _of_each(lambda W, b: (np.count_nonzero(b), len(np.unique(b)))),
        lambda g: [(0, 1) for _ in _fan_ins_and_outs(g)],
        _biases_words,
    ),
)

WIDE, NARROW = {"fan_in": 211, "fan_out": 97}, {"fan_in": 89, "fan_out": 307}
FEW = {"fan_in": 3, "fan_out": 20011}  # an input more or less shows

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
        worked=others.HE_STD_WORKED,
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
            Probe(_with("value", 0.25, draws=False), {"fan_in": 7, "fan_out": 5}),
            Probe(_with("value", -1.5, draws=False), {"fan_in": 3, "fan_out": 11}),
            Probe(_with("value", 0.0, draws=False), {"fan_in": 5, "fan_out": 2}, "zeros"),
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
        observe=_normal(lambda given: given["std"]),
        tolerance=0.04,
        why="Random weights make the units differ; how far they spread is all that the schemes below decide.",
        hints=(
            "Which method of the generator draws normal numbers, and what does it call the standard deviation?",
            "generator.normal(loc, scale, size): scale is the standard deviation.",
            "generator.normal(0, …, (fan_in, fan_out))",
        ),
        probes=(Probe(_with("std", 0.3), WIDE), Probe(_with("std", 1.7), NARROW)),
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
        observe=_uniform(lambda given: given["limit"] / np.sqrt(3)),
        tolerance=0.04,
        why="A bounded draw has no far outliers; with the right limit it does the same as a normal one.",
        hints=(
            "What are the smallest and the largest number that may come out?",
            "generator.uniform(low, high, size).",
            "generator.uniform(-limit, …, (fan_in, fan_out))",
        ),
        probes=(Probe(_with("limit", 0.3), WIDE), Probe(_with("limit", 1.7), NARROW)),
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
        observe=_normal(_xavier),
        tolerance=0.04,
        why="Half way between what the signal forwards and what the gradient backwards would like best.",
        hints=(
            "The signal wants the variance 1/fan_in, the gradient 1/fan_out. What is the compromise?",
            "The variance is 2/(fan_in + fan_out); the generator wants its root.",
            "generator.normal(0, np.sqrt(2 / …), (fan_in, fan_out))",
        ),
        probes=probes(_sizes, WIDE, NARROW),
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
        observe=_uniform(_xavier),
        tolerance=0.04,
        why="The same variance in another distribution: the network cannot tell them apart.",
        hints=(
            "What is the standard deviation of uniform numbers within ±1?",
            "Within ±limit the variance is limit²/3. Set that equal to 2/(fan_in + fan_out).",
            "limit = np.sqrt(… / (fan_in + fan_out)), then uniform within ±limit.",
        ),
        probes=probes(_sizes, WIDE, NARROW),
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
        observe=_normal(_he),
        tolerance=0.04,
        why="ReLU lets half of the signal's square through, and the 2 makes up for it, in thirty layers as in one.",
        hints=(
            "ReLU sets half of the values to 0. What must the weights' variance be, compared with 1/fan_in?",
            "The variance is 2/fan_in; the generator wants its root.",
            "generator.normal(0, np.sqrt(2 / …), (fan_in, fan_out))",
        ),
        probes=probes(_sizes, WIDE, NARROW, FEW),
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
        observe=_uniform(_he),
        tolerance=0.04,
        why="Now you have written every scheme of the course.",
        hints=(
            "Which limit gives uniform numbers the variance 2/fan_in?",
            "limit²/3 = 2/fan_in.",
            "limit = np.sqrt(… / fan_in), then uniform within ±limit.",
        ),
        probes=probes(_sizes, WIDE, NARROW, FEW),
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
        worked=others.SURVIVING_STD_WORKED,
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
        observe=START,
        tolerance=0.06,
        why="This is step 1 of training, complete: the weights random with the right spread, the biases zero.",
        hints=(
            "How many layers have weights, if there are four layer sizes? Which fan_in has each?",
            "Go through neighboring sizes: (fan_in, fan_out) of layer i are sizes i and i + 1.",
            "for i in range(len(layer_sizes) - 1): the W of he_normal(layer_sizes[i], …, generator), and zeros",
        ),
        probes=probes(
            _layer_sizes,
            {"inputs": 61, "first": 127, "second": 53, "outputs": 89},
            {"inputs": 71, "outputs": 67},
            {"inputs": 97, "first": 53, "second": 101, "third": 47, "outputs": 109},
        ),
        mistakes=wrong.START_OF,
    ),
)
