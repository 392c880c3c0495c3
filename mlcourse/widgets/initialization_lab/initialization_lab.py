"""The initialization lab of lesson 01: scheme, activation and depth, and what becomes of signals and gradients."""

from typing import Any

import numpy as np
import traitlets

from mlcourse.base.errors import Array, choice, integer
from mlcourse.steps.backpropagation import backward
from mlcourse.steps.forward import compute_loss, forward
from mlcourse.steps.initialization import initialize
from mlcourse.steps.signals import SignalProfile, signal_profile
from mlcourse.widgets.initialization_lab.deep_starts import (
    BINS,
    CLASSES,
    DEPTHS,
    EXAMPLES,
    FIRST,
    HIDDEN,
    SCHEMES,
    UNITS,
    Start,
    all_starts,
    bounds,
    examples,
    network,
    number,
)
from mlcourse.widgets.initialization_lab.words import gradient_words, signal_words
from mlcourse.widgets.kit import SIZES, RecordedWidget, join_module, join_styles


class InitializationLab(RecordedWidget):
    """Show what an initialization scheme does to signals and gradients in a deep network, before any training.

    24 examples of 100 random numbers go through 2 to 30 hidden layers of 100 units to 10 classes: for each layer a
    histogram of the activations a and of the gradients δ, and their std. All schemes, activations and depths are
    computed when the lab is made. ``scheme``, ``activation`` and ``depth`` say what is on the screen: set them, and
    the view follows.

    Args:
        scheme: what is shown first: "zeros", "std 0.01", "std 1", "uniform 0.05", "variance as std", "xavier_normal",
            "xavier_uniform", "he_normal" or "he_uniform".
        activation: of all hidden layers, as "tanh" or "relu".
        depth: hidden layers: 2, 3, 5, 10 or 30.
        seed: of weights and examples, an integer from 0.
        size: "normal", or "presenter": larger, for a projector.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: a scheme, activation, depth or size that the lab does not know, or a negative seed.

    Example:
        >>> lab = InitializationLab("he_normal", "relu", depth=30)
        >>> bool(0.1 < lab.profile.activation_std[29] < 1)
        True
        >>> lab.scheme = "std 0.01"
        >>> lab.profile.activation_std[29].round(30)
        np.float64(0.0)

    Source:
        Glorot and Bengio (2010), figures 6 and 7: histograms of activations and of gradients by layer.
    """

    _esm = join_module(__file__)
    _css = join_styles(__file__)

    scheme = traitlets.Unicode("std 0.01", help="how the weights are drawn").tag(sync=True)
    activation = traitlets.Unicode(FIRST, help="of all hidden layers").tag(sync=True)
    depth = traitlets.Int(10, help="hidden layers").tag(sync=True)

    def __init__(
        self,
        scheme: str = "std 0.01",
        activation: str = FIRST,
        depth: int = 10,
        seed: int = 1,
        size: str = "normal",
    ) -> None:
        choice("scheme", scheme, SCHEMES)
        choice("activation", activation, HIDDEN)
        _check_depth(depth)
        choice("size", size, SIZES)
        self._seed = integer("seed", seed, at_least=0)
        self._starts = all_starts(self._seed)
        super().__init__(
            _header(self._starts),
            _arrays(self._starts, self._seed),
            scheme=scheme,
            activation=activation,
            depth=int(depth),
            size=size,
        )

    @property
    def profile(self) -> SignalProfile:
        """What ``signal_profile`` says of the network on the screen; its last layer is the output layer."""
        net, scheme = network(self.activation, self.depth), SCHEMES[self.scheme]
        theta = initialize(net, scheme.scheme, self._seed, **dict(scheme.options))
        x, y = examples(self._seed)
        way = forward(net, theta, x)
        return signal_profile(way, backward(net, theta, way, compute_loss(way, y)))

    @property
    def _start(self) -> Start:
        return self._starts[self.activation, self.depth]

    def __repr__(self) -> str:
        """Return in words what is on the screen."""
        run = list(SCHEMES).index(self.scheme)
        forwards, backwards = signal_words(self._start, run), gradient_words(self._start, run)
        return (
            f"InitializationLab: {SCHEMES[self.scheme].label}, {HIDDEN[self.activation].label}, "
            f"{self.depth} hidden layers\n"
            f"  forwards: {forwards['short']}. {forwards['sentence']}\n"
            f"  backwards: {backwards['short']}. {backwards['sentence']}"
        )

    @traitlets.validate("scheme")
    def _known_scheme(self, proposal: Any) -> str:
        return choice("scheme", proposal["value"], SCHEMES)

    @traitlets.validate("activation")
    def _known_activation(self, proposal: Any) -> str:
        return choice("activation", proposal["value"], HIDDEN)

    @traitlets.validate("depth")
    def _known_depth(self, proposal: Any) -> int:
        return _check_depth(proposal["value"])


def _check_depth(depth: Any) -> int:
    depth = integer("depth", depth)
    if depth not in DEPTHS:
        raise ValueError(
            f"depth must be one of {', '.join(map(str, DEPTHS))}; given {depth}. For another depth try "
            "signal_profile(forward, backward) on a network of your own."
        )
    return depth


# ---------------------------------------------------------------- what is sent


def _header(starts: dict[tuple[str, int], Start]) -> dict[str, Any]:
    """Return words and layout: ``nets`` by activation, depth and scheme, as the rows of the arrays lie."""
    return {
        "schemes": [{"name": k, "label": s.label, "rule": s.rule} for k, s in SCHEMES.items()],
        "activations": [{"name": k, "label": f.label, "bounds": bounds(k)} for k, f in HIDDEN.items()],
        "depths": list(DEPTHS),
        "sizes": {"units": UNITS, "examples": EXAMPLES, "classes": CLASSES, "bins": BINS},
        "nets": [_net(start, run) for start in starts.values() for run in range(len(SCHEMES))],
    }  # fmt: skip


def _net(start: Start, run: int) -> dict[str, Any]:
    counts = start.activations[run], start.gradients[run]
    return {
        "forwards": signal_words(start, run),
        "backwards": gradient_words(start, run),
        "signal": [number(v) for v in start.signal[run]],
        "between": [number(v) for v in start.between[run]],
        "flat": [f"{v:.0%}" for v in start.flat[run]],
        "gradient": [number(v) for v in start.gradient[run]],
        "off": [[f"{v:.0%}" for v in off_scale(each)] for each in counts],
    }


def _arrays(starts: dict[tuple[str, int], Start], seed: int) -> dict[str, Array]:
    """Return a row for each layer of each network, and one more of the levels for the output layer."""
    return {
        "activations": _rows([widths(start.activations) for start in starts.values()]),
        "gradients": _rows([widths(start.gradients) for start in starts.values()]),
        "signal": _rows([_power(s.signal[:, :, None]) for s in starts.values()]),
        "between": _rows([_power(s.between[:, :, None]) for s in starts.values()]),
        "gradient": _rows([_power(s.gradient[:, :, None]) for s in starts.values()]),
        "input": _power(examples(seed)[0].std())[None],
    }


def _rows(parts: list[Array]) -> Array:
    return np.concatenate([each.reshape(-1, each.shape[-1]) for each in parts])


def _power(values: Any) -> Array:
    """Return log₁₀; of 0, minus infinity."""
    with np.errstate(divide="ignore"):
        return np.log10(values).astype(np.float32)


def widths(counts: Array) -> Array:
    """Return how wide each bin of a histogram is drawn, 255 being the whole width.

    The second largest bin takes the whole width, or one that held its even share, if that is more: a single bin with
    far more than all others, as the zeros of ReLU, is cut off and leaves the others in sight. What is off the scale
    is drawn apart: 255 · √share.

    Args:
        counts: (..., bins); the first and the last are off the scale.

    Returns:
        uint8, as ``counts``.

    Example:
        >>> widths(np.array([[0, 900, 50, 25, 0, 25]]))
        array([[  0, 255,  51,  26,   0,  40]], dtype=uint8)
    """
    total = counts.sum(axis=-1, keepdims=True)
    inner = counts[..., 1:-1]
    whole = np.maximum(np.sort(inner, axis=-1)[..., -2:-1], total / inner.shape[-1])
    drawn = np.sqrt(counts / total)
    drawn[..., 1:-1] = np.minimum(inner / whole, 1)
    return np.rint(255 * drawn).astype(np.uint8)


def off_scale(counts: Array) -> Array:
    """Return the share of each layer's values that lie off the histogram's scale.

    Args:
        counts: (..., BINS + 2); the first and the last are off the scale.

    Returns:
        Shares from 0 to 1.

    Example:
        >>> off_scale(np.array([[1, 5, 3, 1]]))
        array([0.2])
    """
    return np.asarray((counts[..., 0] + counts[..., -1]) / counts.sum(axis=-1))
