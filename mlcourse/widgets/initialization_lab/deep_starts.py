"""Networks before their first training step: each scheme, activation and depth, sent through once and described.

All schemes of one activation and depth are stacked runs of one network: one forward pass, one backward pass and
one ``signal_profile`` for all nine.
"""

from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np

from mlcourse.base.display import number_text
from mlcourse.base.errors import Array
from mlcourse.base.randomness import Purpose, stream
from mlcourse.steps.activations import ACTIVATIONS
from mlcourse.steps.backpropagation import backward
from mlcourse.steps.forward import compute_loss, forward
from mlcourse.steps.initialization import initialize
from mlcourse.steps.network import MLP
from mlcourse.steps.signals import SignalProfile, signal_profile

UNITS, EXAMPLES, CLASSES = 100, 50, 10
DEPTHS = (2, 3, 5, 10, 30, 50)  # hidden layers
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
    profile: SignalProfile  # of the hidden layers and the output layer
    between: Array  # (schemes, layers)
    activations: Array
    gradients: Array


def network(activation: str, depth: int) -> MLP:
    """Return the network that is shown: 100 inputs, ``depth`` hidden layers of 100 units, 10 classes."""
    return MLP((UNITS, *[UNITS] * depth, CLASSES), activation=activation)


def examples(seed: int) -> tuple[Array, Array]:
    """Return 50 examples of 100 normal numbers with std 1, and a random class for each."""
    random = stream(seed, Purpose.DATA, DATA_INDEX)
    return random.normal(size=(EXAMPLES, UNITS)), random.integers(CLASSES, size=EXAMPLES)


def parameters(depth: int, seed: int) -> Array:
    """Return θ of every scheme. (schemes, P)"""
    net = network("tanh", depth)  # how weights are drawn does not ask for the activation
    thetas = [initialize(net, s.scheme, seed=seed, **dict(s.options)) for s in SCHEMES.values()]
    return np.stack(thetas)


@lru_cache(maxsize=2)  # a cell that is run again, or shown twice, need not compute again
def all_starts(seed: int) -> dict[tuple[str, int], Start]:
    """Send the examples once through every network; return what became of them, by activation and depth."""
    x, y = examples(seed)
    thetas = {depth: parameters(depth, seed) for depth in DEPTHS}
    return {
        (activation, depth): _start(activation, thetas[depth], depth, x, y)
        for activation in HIDDEN
        for depth in DEPTHS
    }


def _start(activation: str, thetas: Array, depth: int, x: Array, y: Array) -> Start:
    net = network(activation, depth)
    way = forward(net, thetas, x)
    back = backward(net, thetas, way, compute_loss(way, y))
    profile = signal_profile(way, back)
    unit = profile.gradient_std[:, -1, None, None]  # the output layer's std(δ)
    return Start(
        activation,
        profile,
        _each_layer([np.sqrt(layer.a.var(axis=-2).mean(axis=-1)) for layer in way.hidden]),
        _each_layer([histograms(layer.a, *bounds(activation)) for layer in way.hidden]),
        _each_layer([histograms(layer.delta / unit, -1.0, 1.0) for layer in back.layers[:depth]]),
    )


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
    place = np.floor((flat - low) * (BINS / (high - low)))
    place[(place >= BINS) & (flat <= high)] = BINS - 1
    row = (BINS + 2) * np.arange(len(flat))[:, None]
    counts = np.bincount(
        (np.clip(place, -1, BINS) + 1 + row).astype(np.intp).ravel(),
        minlength=(BINS + 2) * len(flat),
    )
    return counts.reshape(len(flat), BINS + 2)


def part(profile: SignalProfile, run: int) -> SignalProfile:
    """Return the profile of one of several runs."""
    layers = {
        each.name: getattr(profile, each.name)[run]
        for each in fields(profile)
        if each.name != "input_std"
    }
    return SignalProfile(input_std=profile.input_std, **layers)


def number(value: float) -> str:
    """Return a number short enough for a picture: two digits."""
    return number_text(float(f"{value:.1e}"))
