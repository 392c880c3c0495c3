"""Exercise 01, initialization: two schemes, what they do to a signal, and how a start that went wrong is found.

What each task asks for, what answers are tried on, and what the library has for it. Mistakes and what is said to them
are in ``mistakes.py``.
Random weights are not compared number by number, since there are many right ways to draw them: where they lie is, how
far they spread, and whether they are normal or uniform ones.
"""

from collections.abc import Callable, Sequence
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


def _layer_sizes(generator: Generator, **sizes: int) -> Arguments:
    return {"layer_sizes": tuple(sizes.values()), "generator": generator}


def _network(generator: Generator, batch: int, **sizes: int) -> Arguments:
    """Return inputs that do not lie around 0, and weights that keep a ReLU network's signal alive."""
    widths = tuple(sizes.values())
    weights = [generator.normal(0, np.sqrt(2 / m), (m, n)) for m, n in pairwise(widths)]
    return {"x": generator.normal(0.5, 2, (batch, widths[0])), "weights": weights}


def _sizes_and_stds(generator: Generator, **sizes: int) -> Arguments:
    widths = tuple(sizes.values())
    return {"layer_sizes": widths, "weight_stds": generator.uniform(0.2, 0.9, len(widths) - 1)}


def _one_wrong(layer: int, std: Callable[[int, int], float]) -> Callable[..., Arguments]:
    """Return what makes weights after He, but for those of one layer, whose std its fan_in and fan_out give.

    Each layer is a little off, as chance has it: by 6 %, up and down in turns.
    """

    def make(generator: Generator, **sizes: int) -> Arguments:
        weights = []
        for i, (m, n) in enumerate(pairwise(sizes.values())):
            spread = std(m, n) if i == layer else np.sqrt(2 / m)
            W = generator.normal(size=(m, n))
            weights.append(W / W.std() * spread * (0.94, 1.06)[i % 2])
        return {"weights": weights}

    return make


def _and_its_number(layer: int, std: Callable[[int, int], float]) -> Callable[..., Arguments]:
    """Return what makes weights of which one layer's are off, and that layer's number."""
    weights = _one_wrong(layer, std)
    return lambda generator, **sizes: {**weights(generator, **sizes), "layer": layer}


def _columns(of_weights: Sequence[int], of_gradients: Sequence[int]) -> Callable[..., Arguments]:
    """Return what makes W and dW whose columns are drawn ones, by their numbers; number 0 is zeros.

    Some are alike in a way that does not count: 1 is 2 in another order, with the same first number, as 3 has it; 6 is
    the opposite of 5, and 7 is 5 but for a negative number. All are multiples of 1/1024, so that sums come out even.
    """

    def make(generator: Generator, fan_in: int) -> Arguments:
        drawn = np.round(1024 * generator.normal(size=(fan_in, 12))) / 1024
        drawn[:, 0] = 0
        drawn[0, 3] = drawn[0, 2]
        drawn[:, 1] = drawn[[0, *range(fan_in - 1, 0, -1)], 2]
        drawn[-1, 5] = -0.5
        drawn[:, 6] = -drawn[:, 5]
        drawn[:, 7] = drawn[:, 5]
        drawn[-1, 7] = -0.75
        return {"W": drawn[:, of_weights], "dW": drawn[:, of_gradients] / 8}

    return make


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

# A repair: the spread of each layer, and then every number.


def _spreads(weights: Any) -> Array:
    return np.array([_weights(W).std() for W in weights])


def _numbers(weights: Any) -> Array:
    """Return all numbers, each layer's scaled to a spread of 1: how far they spread is told by itself."""
    return np.concatenate([_weights(W).ravel() / (_weights(W).std() or 1) for W in weights])


def _count_words(got: Array, asked: Array) -> str:
    return (
        f"your result holds {int(got)} parts, and {int(asked)} are asked for, one W for each layer"
    )


def _layer_words(got: Array, asked: Array) -> str:
    i = int(np.argmax(np.abs(got - asked)))
    yours, ours = two_numbers(got[i], asked[i])
    return f"W{i} spreads by {yours} (standard deviation), asked is {ours}"


def _scaled_words(got: Array, asked: Array) -> str:
    return "not all numbers are those that were given, scaled"


REPAIR = (
    Quantity("layers", len, words=_count_words),
    Quantity("spreads", _spreads, words=_layer_words),
    Quantity("numbers", _numbers, words=_scaled_words),
)

WIDE, NARROW = {"fan_in": 211, "fan_out": 97}, {"fan_in": 89, "fan_out": 307}
FEW = {"fan_in": 3, "fan_out": 20011}  # an input more or less shows

# --- the same by the library's functions


def _he_std() -> Any:
    return np.std(ml.he_normal(50, 100_000, np.random.default_rng(0)))  # fan_out does not matter


def _start_of(layer_sizes: tuple[int, ...], generator: Generator) -> list[tuple[Array, Array]]:
    network = ml.MLP(layer_sizes)
    theta = ml.initialize(network, "he_normal", seed=1)
    return [(layer.W.of(theta), layer.b.of(theta)) for layer in network.layers]


def _signal_stds(x: Array, weights: Sequence[Array]) -> list[Any]:
    network = ml.MLP((x.shape[1], *(W.shape[1] for W in weights)), activation="relu")
    theta = np.concatenate([np.append(W, np.zeros(W.shape[1])) for W in weights])
    return [layer.z.std() for layer in ml.forward(network, theta, x).layers]


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
        id="01.signal_stds",
        title="Measuring the signal",
        points=2,
        objective="01.2",
        answer=right.signal_stds,
        library=_signal_stds,
        also_right=others.SIGNAL_STDS,
        why="Whatever network you meet: this line of numbers shows whether anything arrives.",
        hints=(
            "What does a layer get: the inputs, or what the layer before it lets through?",
            "In a loop over the weights: z = a @ W, np.std(z) on the list, then ReLU makes the next a.",
            "a = x; for W in weights: z = a @ W; stds.append(np.std(z)); a = …",
        ),
        probes=probes(
            _network,
            {"batch": 31, "inputs": 7, "outputs": 5},
            {"batch": 13, "inputs": 11, "first": 23, "outputs": 3},
            {"batch": 17, "inputs": 19, "first": 29, "second": 37, "outputs": 2},
        ),
        mistakes=wrong.SIGNAL_STDS,
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
        id="01.predicted_stds",
        title="What the formula predicts",
        points=2,
        objective="01.2",
        answer=right.predicted_stds,
        library="The library measures a signal (signal_profile) and predicts none.",
        also_right=others.PREDICTED_STDS,
        why="No network was needed for it: its sizes and spreads tell what becomes of a signal.",
        hints=(
            "Var(z) = fan_in · Var(W) · E[x²]. Which of the three is the layer before's doing?",
            "Keep the mean square of what comes in: 1 at first, and half of Var(z) behind each ReLU.",
            "variance = layer_sizes[i] * weight_stds[i] ** 2 * mean_square; then mean_square = …",
        ),
        probes=probes(
            _sizes_and_stds,
            {"inputs": 23, "outputs": 11},
            {"inputs": 7, "first": 31, "outputs": 5},
            {"inputs": 13, "first": 3, "second": 17, "third": 41, "outputs": 2},
        ),
        mistakes=wrong.PREDICTED_STDS,
    ),
    Task(
        id="01.wrong_layer",
        title="Which layer is wrong?",
        points=2,
        objective="01.3",
        answer=right.wrong_layer,
        library="The library looks at the signal of a whole network (signal_profile) and judges no layer.",
        also_right=others.WRONG_LAYER,
        why="Every layer behind it looks ill too. The weights tell which one it came from.",
        hints=(
            "Which standard deviation does He ask of a W, and which one has it?",
            "Look at the factor between the two. Ten times too small is as far off as ten times too large.",
            "off = [abs(np.log(np.std(W) / np.sqrt(2 / len(W)))) for W in weights], and the number of the largest",
        ),
        probes=(
            Probe(
                _one_wrong(1, lambda m, n: np.sqrt(2 / n)),
                {"inputs": 101, "first": 23, "second": 89, "outputs": 31},
                "a layer drawn by fan_out",
            ),
            Probe(
                _one_wrong(2, lambda m, n: 2 / m),
                {"inputs": 13, "first": 211, "second": 17, "third": 97, "outputs": 29},
                "a layer whose variance became its standard deviation",
            ),
            Probe(
                _one_wrong(0, lambda m, n: np.sqrt(2 / n)),
                {"inputs": 97, "first": 19, "outputs": 83},
                "a first layer that is too large",
            ),
            Probe(
                _one_wrong(2, lambda m, n: 1.0),
                {"inputs": 43, "first": 103, "second": 37, "outputs": 79},
                "a layer of standard deviation 1",
            ),
            Probe(
                _one_wrong(3, lambda m, n: np.sqrt(2 / (m + n))),
                {"inputs": 61, "first": 59, "second": 67, "third": 53, "fourth": 71, "outputs": 47},
                "a layer after Xavier",
            ),
            Probe(
                _one_wrong(2, lambda m, n: np.sqrt(2 / m) / 2),
                {"inputs": 2, "first": 11, "second": 401, "outputs": 5},
                "a layer of many inputs that is too small",
            ),
            Probe(
                _one_wrong(1, lambda m, n: 1.25 * np.sqrt(2 / m)),
                {"inputs": 47, "first": 73, "outputs": 41},
                "a layer that is a quarter too large",
            ),
            Probe(
                _one_wrong(1, lambda m, n: 0.8 * np.sqrt(2 / m)),
                {"inputs": 3, "first": 13, "outputs": 29},
                "a layer that is a fifth too small",
            ),
        ),
        mistakes=wrong.WRONG_LAYER,
    ),
    Task(
        id="01.repaired",
        title="The repair",
        points=2,
        objective="01.3",
        answer=right.repaired,
        library="The library draws a start anew (initialize) and repairs none.",
        also_right=others.REPAIRED,
        in_training=training.REPAIRED,
        observe=REPAIR,
        why="The spread is all that was wrong. The numbers that were drawn are as good as new ones.",
        hints=(
            "By what must numbers be multiplied, so that their standard deviation becomes another one?",
            "The factor is what He asks, divided by np.std(W). Only the W of this layer gets it.",
            "mended = list(weights); mended[layer] = W * np.sqrt(2 / len(W)) / …",
        ),
        probes=(
            Probe(
                _and_its_number(1, lambda m, n: 0.01),
                {"inputs": 11, "first": 7, "second": 5, "outputs": 3},
                "a layer that is too small",
            ),
            Probe(
                _and_its_number(0, lambda m, n: 3.0),
                {"inputs": 13, "first": 17, "outputs": 2},
                "a first layer that is too large",
            ),
            Probe(
                _and_its_number(2, lambda m, n: np.sqrt(2 / n)),
                {"inputs": 7, "first": 19, "second": 3, "third": 23, "outputs": 5},
                "a layer drawn by fan_out",
            ),
        ),
        mistakes=wrong.REPAIRED,
    ),
    Task(
        id="01.different_units",
        title="How many units is a layer worth?",
        points=2,
        objective="01.1",
        answer=right.different_units,
        library="The library counts no copies.",
        also_right=others.DIFFERENT_UNITS,
        why="Copies with the same gradient stay copies: a layer of them is worth one unit, however long it trains.",
        hints=(
            "A unit is a column. When do two of them stay the same in the next step?",
            "Both must agree, the column of W and that of dW. np.concatenate([W, dW]) puts one below the other.",
            "np.unique(np.concatenate([W, dW]), axis=…) holds each different unit once.",
        ),
        probes=(
            Probe(_columns([4] * 7, [5] * 7), {"fan_in": 5}, "equal weights"),
            Probe(
                _columns([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [9, 8, 7, 6, 5, 4, 3, 2, 1, 11, 10]),
                {"fan_in": 3},
                "random weights",
            ),
            Probe(
                _columns([4, 8, 4, 8, 4, 4, 4, 4, 9, 4], [5, 3, 6, 3, 7, 5, 1, 2, 11, 6]),
                {"fan_in": 7},
                "equal weights with other gradients",
            ),
            Probe(
                _columns([4, 8, 4, 8, 4], [5, 5, 6, 6, 5]),
                {"fan_in": 6},
                "more different pairs than weights or gradients",
            ),
            Probe(
                _columns([1, 1, 1, 2, 3, 2, 3, 5, 6, 7], [0] * 10), {"fan_in": 11}, "no gradient"
            ),
        ),
        mistakes=wrong.DIFFERENT_UNITS,
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
