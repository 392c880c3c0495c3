"""Networks before their first training step: each scheme, activation and depth, sent through once and described.

All schemes are stacked runs of one network. A shallow network begins as a deep one does: its layers draw the same
weights, so the examples go once through the deepest. Each depth has an output layer of its own; from there its
gradient goes back side by side with those of the others.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from mlcourse.base.display import number_text
from mlcourse.base.errors import Array
from mlcourse.base.randomness import Purpose, stream
from mlcourse.steps.activations import ACTIVATIONS
from mlcourse.steps.backpropagation import backward
from mlcourse.steps.forward import LayerForward, compute_loss, forward
from mlcourse.steps.initialization import draw_weights, initialize
from mlcourse.steps.network import MLP

UNITS, EXAMPLES, CLASSES = 100, 24, 10
DEPTHS = (2, 3, 5, 10, 30)  # hidden layers
BINS = 45  # of a histogram, odd, so that 0 is in the middle of one; one more at each end counts what is off its scale
DATA_INDEX = 100  # of this data's random stream; the data sets count theirs from 0


@dataclass(frozen=True)
class Scheme:
    """A way to draw the weights: what ``initialize`` is told, and what stands on the screen."""

    label: str
    rule: str
    scheme: str
    options: tuple[tuple[str, float], ...] = ()


SCHEMES = {
    "zeros": Scheme("zeros", "every W is 0", "zeros"),
    "std 0.01": Scheme("std 0.01", "normal, std 0.01 in every layer", "random_normal", (("std", 0.01),)),
    "std 1": Scheme("std 1", "normal, std 1 in every layer", "random_normal", (("std", 1.0),)),
    "uniform 0.05": Scheme(
        "uniform ±0.05", "uniform within ±0.05, so std 0.05/√3 ≈ 0.029", "random_uniform", (("limit", 0.05),)
    ),
    "variance as std": Scheme(
        "variance as std", "normal, with std 2/fan_in = 0.02: the variance that He wants, its root forgotten",
        "random_normal", (("std", 2 / UNITS),),
    ),
    "xavier_normal": Scheme("Xavier normal", "normal, std √(2/(fan_in + fan_out)) = 0.1", "xavier_normal"),
    "xavier_uniform": Scheme(
        "Xavier uniform", "uniform within ±√(6/(fan_in + fan_out)) ≈ ±0.173, so std 0.1", "xavier_uniform"
    ),
    "he_normal": Scheme("He normal", "normal, std √(2/fan_in) ≈ 0.141", "he_normal"),
    "he_uniform": Scheme("He uniform", "uniform within ±√(6/fan_in) ≈ ±0.245, so std 0.141", "he_uniform"),
}  # fmt: skip

FIRST = "tanh"  # is shown first; the identity, which is no activation to learn with, last
HIDDEN = {
    f.name: f
    for f in sorted(ACTIVATIONS.values(), key=lambda f: (f.name != FIRST, f.kind == "linear"))
    if f.in_hidden
}
REACH = 4.0  # of a histogram, to a side where the activation has no bound


def bounds(activation: str) -> tuple[float, float]:
    """Return where the histogram of an activation's values begins and ends."""
    low, high = ACTIVATIONS[activation].bounds
    return max(low, -REACH), min(high, REACH)


@dataclass(frozen=True)
class Start:
    """All schemes of one activation and depth; the leading axis of every array is the scheme.

    ``activations`` and ``gradients`` are counts (schemes, layers, BINS + 2): below the scale, its bins, above it.
    ``between`` is how much a unit's activation differs from example to example: std over the batch, root mean
    square over the units.
    """

    activation: str
    signal: Array  # std(a) of the hidden layers (schemes, layers)
    mean: Array  # mean(a), of the same shape
    flat: Array  # share of each layer's values where the slope is almost 0
    between: Array
    activations: Array
    gradient: Array  # std(δ) of the hidden layers and the output layer (schemes, layers + 1)
    gradients: Array


def network(activation: str, depth: int) -> MLP:
    """Return the network that is shown: 100 inputs, ``depth`` hidden layers of 100 units, 10 classes."""
    return MLP((UNITS, *[UNITS] * depth, CLASSES), activation=activation)


def examples(seed: int) -> tuple[Array, Array]:
    """Return 24 examples of 100 normal numbers with std 1, and a random class for each."""
    random = stream(seed, Purpose.DATA, DATA_INDEX)
    return random.normal(size=(EXAMPLES, UNITS)), random.integers(CLASSES, size=EXAMPLES)


def parameters(net: MLP, seed: int) -> Array:
    """Return θ of every scheme. (schemes, P)"""
    thetas = [initialize(net, s.scheme, seed=seed, **dict(s.options)) for s in SCHEMES.values()]
    return np.stack(thetas)


@lru_cache(maxsize=2)  # a cell that is run again, or shown twice, need not compute again
def all_starts(seed: int) -> dict[tuple[str, int], Start]:
    """Send the examples once through every network; return what became of them, by activation and depth."""
    x, y = examples(seed)
    thetas = parameters(network(FIRST, DEPTHS[-1]), seed)  # no draw asks for the activation
    last = {depth: _output_layers(depth, seed) for depth in DEPTHS}
    return {
        (activation, depth): start
        for activation in HIDDEN
        for depth, start in _starts(activation, thetas, last, x, y).items()
    }


def _output_layers(depth: int, seed: int) -> Array:
    """Return every scheme's θ of the output layer behind so many hidden ones, as of a network of its own."""
    layer = network(FIRST, depth).layers[-1]
    W = [draw_weights(layer, s.scheme, seed, dict(s.options)) for s in SCHEMES.values()]
    return np.pad(np.reshape(W, (len(SCHEMES), -1)), ((0, 0), (0, CLASSES)))  # its biases are 0


def _starts(
    activation: str, thetas: Array, last: dict[int, Array], x: Array, y: Array
) -> dict[int, Start]:
    """Return the starts of every depth."""
    way = forward(network(activation, DEPTHS[-1]), thetas, x).hidden
    forwards = {
        "signal": _each_layer([layer.a.std(axis=(-2, -1)) for layer in way]),
        "mean": _each_layer([layer.a.mean(axis=(-2, -1)) for layer in way]),
        "flat": _each_layer([HIDDEN[activation].is_flat(layer.z, layer.a).mean(axis=(-2, -1)) for layer in way]),
        "between": _each_layer([np.sqrt(layer.a.var(axis=-2).mean(axis=-1)) for layer in way]),
        "activations": _each_layer([histograms(layer.a, *bounds(activation)) for layer in way]),
    }  # fmt: skip
    backwards = _backwards(activation, way, last, y)
    return {
        depth: Start(
            activation=activation,
            **{name: values[:, :depth] for name, values in forwards.items()},
            **backwards[depth],
        )
        for depth in DEPTHS
    }


def _backwards(
    activation: str, way: tuple[LayerForward, ...], last: dict[int, Array], y: Array
) -> dict[int, dict[str, Array]]:
    """Return std(δ) of every layer and the histograms of the hidden ones', for each depth."""
    output = MLP((UNITS, CLASSES))
    std: dict[int, list[Array]] = {}
    counts: dict[int, list[Array]] = {depth: [] for depth in DEPTHS}
    da = np.empty((0, *way[0].a.shape))  # ∂L/∂a of the depths under way, the deepest first
    for number, layer in reversed(list(enumerate(way, start=1))):
        if number in DEPTHS:  # here this depth's output layer stands
            fwd = forward(output, last[number], layer.a)
            bwd = backward(output, last[number], fwd, compute_loss(fwd, y)).layers[0]
            std[number] = [bwd.delta.std(axis=(-2, -1))]
            da = np.concatenate([da, bwd.dx[None]])
        delta = da * HIDDEN[activation].slope(layer.z, layer.a)
        da = delta @ layer.W.mT
        for depth, own, spread in zip(std, delta, delta.std(axis=(-2, -1)), strict=True):
            counts[depth].append(histograms(own / std[depth][0][:, None, None], -1.0, 1.0))
            std[depth].append(spread)
    return {
        depth: {
            "gradient": _each_layer(std[depth][::-1]),
            "gradients": _each_layer(counts[depth][::-1]),
        }
        for depth in DEPTHS
    }


def _each_layer(values: list[Array]) -> Array:
    return np.stack(values, axis=1)


def histograms(values: Array, low: float, high: float) -> Array:
    """Return how many of each run's values lie below ``low``, in each of the bins between, and above ``high``.

    Args:
        values: (runs, ...).
        low: where the first bin begins.
        high: where the last bin ends; a value of just ``high`` counts in it.

    Returns:
        Counts (runs, BINS + 2).

    Example:
        >>> histograms(np.array([[-2.0, -1.0, 1.0, 1.0, 1.5]]), -1, 1)[0, [0, 1, -2, -1]]
        array([1, 1, 2, 1])
    """
    flat = values.reshape(len(values), -1)
    bins = BINS / (high - low) * (1 - 1e-12)  # in one unit; so just ``high`` is in the last bin
    place = np.clip((flat - low) * bins + 1, 0, BINS + 1).astype(np.intp)
    place += (BINS + 2) * np.arange(len(flat))[:, None]
    counts = np.bincount(place.ravel(), minlength=(BINS + 2) * len(flat))
    return counts.reshape(len(flat), BINS + 2)


def number(value: float) -> str:
    """Return a number short enough for a picture: two digits."""
    return number_text(float(f"{value:.1e}"))
