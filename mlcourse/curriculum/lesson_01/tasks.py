"""Exercise 01, initialization: every scheme of the course, written once by the learner.

``TASKS`` says what each task asks for, tries an answer on and may be mistaken for.
Random weights are not compared number by number, since there are many right ways to draw them: ``spread`` is.
"""

import math
from typing import Any

import numpy as np
from numpy.random import Generator

import mlcourse as ml
from mlcourse.base.errors import Array
from mlcourse.checks.task import Arguments, Mistake, Probe, Task, probes
from mlcourse.curriculum.lesson_01 import answers as right
from mlcourse.curriculum.lesson_01 import mistakes as wrong
from mlcourse.curriculum.lesson_01 import other_answers as others

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


# --- causes that several tasks share

TRANSPOSED = (
    "W lies the other way round. With z = xW, W has a row for each input and a column for each unit: "
    "(fan_in, fan_out). (PyTorch stores it transposed.) (lesson 02)"
)
ONLY_POSITIVE = (
    "All of your weights are positive. Every unit then adds up the same large sum; random here means around 0, as "
    "often negative as positive (lesson 01, Random is not enough)."
)
VARIANCE_AS_STD = (
    "The variance was used as the standard deviation. generator.normal takes the standard deviation, the root of "
    "the variance. Three layers survive this; thirty do not (lesson 01, Variance and its root)."
)
ROOT_THREE = (
    "The standard deviation was used as the limit. Uniform numbers within ±limit have the standard deviation "
    "limit/√3, so the limit is √3 times the standard deviation (lesson 01, Uniform numbers)."
)
FAN_OUT = (
    "fan_out stands where fan_in belongs: it is the inputs that a unit adds up. A square layer hides this "
    "(lesson 01, What a layer does to the variance)."
)

# --- the tasks

TASKS = (
    Task(
        id="01.he_std",
        title="A standard deviation by hand",
        points=1,
        objective="01.3",
        answer=right.he_std,
        library=_he_std,
        also_right=(0.2, np.float32(0.2), math.sqrt(2 / 50)),
        tolerance=1e-3,
        why="The whole of this lesson is this one number for each layer.",
        hints=(
            "Is 2/fan_in the variance or the standard deviation?",
            "Var(W) = 2/50 = 0.04. What is its root?",
            "np.sqrt(2 / …)",
        ),
        mistakes=(
            Mistake(0.04, "This is the variance 2/50. The standard deviation is its root "
                    "(lesson 01, Variance and its root).", 3),
            Mistake(0.1414, "This is √(1/50): without the 2 that makes up for the half that ReLU cuts off "
                    "(lesson 01, He)."),
            Mistake(0.3464, "This is √(6/50), the limit for uniform numbers. Their standard deviation is limit/√3 "
                    "(lesson 01, Uniform numbers).", 6),
            Mistake(0.1632993, "This is Xavier's √(2/(fan_in + fan_out)) = √(2/75). For ReLU it is too small "
                    "(lesson 01, He).", 5),
            Mistake(0.2828427, "This is √(2/25): fan_out stands where fan_in belongs "
                    "(lesson 01, What a layer does to the variance).", 4),
        ),
    ),
    Task(
        id="01.constant",
        title="The same number everywhere",
        points=1,
        objective="01.1",
        answer=right.constant,
        library=_constant,
        also_right=(
            others.constant_by_addition, others.constant_by_lists,
            others.constant_transposed_twice,
        ),
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
        mistakes=(
            Mistake(wrong.constant_transposed, TRANSPOSED, 8),
            Mistake(wrong.constant_square, "W is square here. It has a column for each unit: fan_out columns "
                    "(lesson 02)."),
        ),
    ),
    Task(
        id="01.random_normal",
        title="Normal numbers",
        points=1,
        objective="01.2",
        answer=right.random_normal,
        library=_random_normal,
        also_right=(others.normal_by_scaling, others.normal_by_loops, others.normal_by_columns),
        observe=spread,
        tolerance=0.04,
        why="Random weights make the units differ; how far they spread is all that the schemes below decide.",
        hints=(
            "Which method of the generator draws normal numbers, and what does it call the standard deviation?",
            "generator.normal(loc, scale, size): scale is the standard deviation.",
            "generator.normal(0, …, (fan_in, fan_out))",
        ),
        probes=probes(_with_std, *WIDE_AND_NARROW),
        mistakes=(
            Mistake(wrong.normal_with_the_variance, VARIANCE_AS_STD, 3),
            Mistake(wrong.uniform_times_std, "These are uniform numbers between 0 and std, and all positive: "
                    "generator.random is not generator.normal (lesson 01, Random is not enough).", 7),
            Mistake(wrong.normal_without_the_std, "The standard deviation is 1, whatever std says: it is not used."),
            Mistake(wrong.normal_transposed, TRANSPOSED, 8),
        ),
    ),
    Task(
        id="01.random_uniform",
        title="Uniform numbers",
        points=1,
        objective="01.2",
        answer=right.random_uniform,
        library=_random_uniform,
        also_right=(others.uniform_by_scaling, others.uniform_by_rows, others.uniform_shifted),
        observe=spread,
        tolerance=0.04,
        why="A bounded draw has no far outliers; with the right limit it does the same as a normal one.",
        hints=(
            "What are the smallest and the largest number that may come out?",
            "generator.uniform(low, high, size).",
            "generator.uniform(-limit, …, (fan_in, fan_out))",
        ),
        probes=probes(_with_limit, *WIDE_AND_NARROW),
        mistakes=(
            Mistake(wrong.uniform_from_zero, ONLY_POSITIVE, 7),
            Mistake(wrong.uniform_of_that_width, "The numbers lie within ± half the limit. The limit is how far they "
                    "go to each side, so the whole width is twice the limit (lesson 01, Uniform numbers)."),
            Mistake(wrong.normal_with_the_limit, "These are normal numbers with the limit as their standard "
                    "deviation: a third of them lies beyond it (lesson 01, Uniform numbers)."),
        ),
    ),
    Task(
        id="01.xavier_normal",
        title="Xavier, normal",
        points=2,
        objective="01.3",
        answer=right.xavier_normal,
        library=ml.xavier_normal,
        also_right=(
            others.xavier_normal_by_scaling, others.xavier_normal_by_the_mean,
            others.xavier_normal_in_float32,
        ),
        observe=spread,
        tolerance=0.04,
        why="Half way between what the signal forwards and what the gradient backwards would like best.",
        hints=(
            "The signal wants the variance 1/fan_in, the gradient 1/fan_out. What is the compromise?",
            "The variance is 2/(fan_in + fan_out); the generator wants its root.",
            "generator.normal(0, np.sqrt(2 / …), (fan_in, fan_out))",
        ),
        probes=probes(_sizes, *WIDE_AND_NARROW),
        mistakes=(
            Mistake(wrong.xavier_variance_as_std, VARIANCE_AS_STD, 3),
            Mistake(wrong.xavier_without_the_two, "The 2 is missing. The compromise divides by the mean of fan_in "
                    "and fan_out, which is half of their sum (lesson 01, Xavier)."),
            Mistake(wrong.xavier_of_fan_in, "Yours is 1/fan_in (LeCun et al. 1998), which keeps the signal forwards; "
                    "Keras calls it lecun_normal. Ours is Glorot and Bengio's 2/(fan_in + fan_out), which looks at "
                    "the gradient too.", is_convention=True),
            Mistake(wrong.he_for_xavier, "This is He's 2/fan_in. Its 2 makes up for what ReLU cuts off; Xavier's 2 "
                    "belongs to the sum fan_in + fan_out (lesson 01, Xavier)."),
        ),
    ),
    Task(
        id="01.xavier_uniform",
        title="Xavier, uniform",
        points=2,
        objective="01.3",
        answer=right.xavier_uniform,
        library=ml.xavier_uniform,
        also_right=(
            others.xavier_uniform_by_variance, others.xavier_uniform_by_root_three,
            others.xavier_uniform_by_rows,
        ),
        observe=spread,
        tolerance=0.04,
        why="The same variance in another distribution: the network cannot tell them apart.",
        hints=(
            "What is the standard deviation of uniform numbers within ±1?",
            "Within ±limit the variance is limit²/3. Set that equal to 2/(fan_in + fan_out).",
            "limit = np.sqrt(… / (fan_in + fan_out)), then uniform within ±limit.",
        ),
        probes=probes(_sizes, *WIDE_AND_NARROW),
        mistakes=(
            Mistake(wrong.xavier_std_as_limit, ROOT_THREE, 6),
            Mistake(wrong.xavier_limit_from_zero, ONLY_POSITIVE, 7),
            Mistake(wrong.xavier_limit_without_root, VARIANCE_AS_STD, 3),
        ),
    ),
    Task(
        id="01.he_normal",
        title="He, normal",
        points=2,
        objective="01.3",
        answer=right.he_normal,
        library=ml.he_normal,
        also_right=(
            others.he_normal_by_scaling, others.he_normal_by_division, others.he_normal_in_place,
        ),
        observe=spread,
        tolerance=0.04,
        why="ReLU lets half of the signal's square through, and the 2 makes up for it, in thirty layers as in one.",
        hints=(
            "ReLU sets half of the values to 0. What must the weights' variance be, compared with 1/fan_in?",
            "The variance is 2/fan_in; the generator wants its root.",
            "generator.normal(0, np.sqrt(2 / …), (fan_in, fan_out))",
        ),
        probes=probes(_sizes, *WIDE_AND_NARROW),
        mistakes=(
            Mistake(wrong.he_variance_as_std, VARIANCE_AS_STD, 3),
            Mistake(wrong.he_of_fan_out, FAN_OUT, 4),
            Mistake(wrong.xavier_for_he, "This is Xavier's 2/(fan_in + fan_out). It was made for activations that are "
                    "nearly linear around 0; with ReLU the signal loses half its variance in every square layer "
                    "(lesson 01, He).", 5),
            Mistake(wrong.he_without_the_two, "The 2 is missing: 1/fan_in keeps the signal of a linear layer, and "
                    "ReLU then halves it (lesson 01, He)."),
        ),
    ),
    Task(
        id="01.he_uniform",
        title="He, uniform",
        points=2,
        objective="01.3",
        answer=right.he_uniform,
        library=ml.he_uniform,
        also_right=(
            others.he_uniform_by_variance, others.he_uniform_by_root_three, others.he_uniform_flat,
        ),
        observe=spread,
        tolerance=0.04,
        why="Now you have written every scheme of the course.",
        hints=(
            "Which limit gives uniform numbers the variance 2/fan_in?",
            "limit²/3 = 2/fan_in.",
            "limit = np.sqrt(… / fan_in), then uniform within ±limit.",
        ),
        probes=probes(_sizes, *WIDE_AND_NARROW),
        mistakes=(
            Mistake(wrong.he_std_as_limit, ROOT_THREE, 6),
            Mistake(wrong.he_uniform_of_fan_out, FAN_OUT, 4),
            Mistake(wrong.he_limit_from_zero, ONLY_POSITIVE, 7),
        ),
    ),
    Task(
        id="01.surviving_std",
        title="Thirty layers, by hand",
        points=1,
        objective="01.2",
        answer=right.surviving_std,
        library="The library measures such a signal (signal_profile), and chance comes in.",
        also_right=(0.5**15, 1 / 32768, math.sqrt(0.5**30)),
        tolerance=0.02,
        why="A factor that looks harmless in one layer decides everything in thirty.",
        hints=(
            "What does one square ReLU layer with Xavier's weights do to the variance?",
            "The variance is halved thirty times. And the standard deviation?",
            "np.sqrt(0.5 ** …)",
        ),
        mistakes=(
            Mistake(2.0**-30, "This is the variance. The standard deviation is its root "
                    "(lesson 01, Variance and its root).", 3),
            Mistake(1.0, "With tanh it nearly stays; ReLU sets half of the values to 0 and halves the variance in "
                    "every layer (lesson 01, He).", 5),
            Mistake(0.5, "That is one layer. The factors of thirty layers are multiplied "
                    "(lesson 01, Random is not enough)."),
        ),
    ),
    Task(
        id="01.start_of",
        title="A whole network's start",
        points=3,
        objective="01.4",
        answer=right.start_of,
        library=_start_of,
        also_right=(others.start_by_index, others.start_as_lists, others.start_by_uniform_numbers),
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
        mistakes=(
            Mistake(wrong.start_all_zero, "All weights are 0: the units of a layer stay copies of each other for "
                    "ever (lesson 01, All the same).", 1),
            Mistake(wrong.start_with_ones_for_biases, "The biases are 1. They may be 0: it is the weights that must "
                    "differ between units (lesson 01, And the biases?).", 2),
            Mistake(wrong.start_with_random_biases, "The biases are random. That is not needed to tell units apart, "
                    "the weights do that, and it adds variance that He did not count (lesson 01, And the biases?).", 2),
            Mistake(wrong.start_with_biases_of_fan_in, "b has an entry for each input. There is one bias for each "
                    "unit: fan_out of them (lesson 02)."),
            Mistake(wrong.start_with_one_scale, "Every layer has the standard deviation of the first. Each has a "
                    "fan_in of its own (lesson 01, What a layer does to the variance)."),
            Mistake(wrong.start_with_fan_out, FAN_OUT, 4),
            Mistake(wrong.start_without_the_last_layer, "The output layer is missing: four sizes make three layers "
                    "of weights."),
        ),
    ),
)  # fmt: skip
