"""Signals through depth: how the spread of activations and of gradients goes from layer to layer.

Forwards, each layer multiplies the variance of what it gets by fan_in · Var(W) and by what its activation lets
through; backwards, by fan_out · Var(W) and by the activation's squared slope. Thirty factors of 0.5 are 1e-9,
thirty of 2 are 1e9: so a deep network learns only where all these factors are near 1.
"""

import numpy as np

from mlcourse.base.display import Record, Term, number_text, record
from mlcourse.base.errors import Array, instance
from mlcourse.steps.activations import ACTIVATIONS
from mlcourse.steps.backpropagation import Backward
from mlcourse.steps.forward import Forward, LayerForward


def signal_profile(forward: Forward, backward: Backward) -> "SignalProfile":
    """Return the spread of activations and gradients in each layer.

    std(aₗ) and std(δₗ) are taken over the batch and the units of layer l together.

    Args:
        forward: what ``forward(network, theta, x)`` returned.
        backward: what ``backward(network, theta, forward, loss)`` returned.

    Returns:
        A record with one number for each layer; leading axes of θ are kept.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: the two passes have different numbers of layers.

    Example:
        >>> from mlcourse import MLP, backward, categorical_cross_entropy, forward, initialize
        >>> x, y = np.random.default_rng(1).normal(size=(50, 8)), np.arange(50) % 2
        >>> network = MLP((8, *[64] * 30, 2), activation="tanh")
        >>> theta = initialize(network, "random_normal", seed=1, std=0.01)
        >>> fwd = forward(network, theta, x)
        >>> bwd = backward(network, theta, fwd, categorical_cross_entropy(fwd.logits, y))
        >>> bool(signal_profile(fwd, bwd).activation_std[-2] < 1e-30)  # nothing is left of the signal
        True

    Source:
        Glorot and Bengio (2010), section 4; He et al. (2015), section 2.2.
    """
    instance("forward", forward, Forward, "Try forward(network, theta, x).")
    instance("backward", backward, Backward, "Try backward(network, theta, forward, loss).")
    if len(forward.layers) != len(backward.layers):
        raise ValueError(
            f"forward and backward must be of one network; given {len(forward.layers)} layers and "
            f"{len(backward.layers)}. Try backward(network, theta, forward, loss)."
        )
    return SignalProfile(
        input_std=np.std(forward.x, axis=(-2, -1)),
        activation_std=_each([layer.a.std(axis=(-2, -1)) for layer in forward.layers]),
        activation_mean=_each([layer.a.mean(axis=(-2, -1)) for layer in forward.layers]),
        gradient_std=_each([layer.delta.std(axis=(-2, -1)) for layer in backward.layers]),
        weight_gradient_std=_each([layer.dW.std(axis=(-2, -1)) for layer in backward.layers]),
        flat=_each([_flat_share(layer) for layer in forward.layers]),
    )


@record
class SignalProfile(Record):
    """What becomes of signals and gradients on their way through the layers."""

    title = "Signals through depth"
    # In a terminal with words, since there is no line between the two.
    formula = "signal of layer l: std(aₗ)      gradient of layer l: std(δₗ), δₗ = ∂L/∂zₗ"
    latex = r"\operatorname{std}(a_l) \qquad \operatorname{std}(\delta_l), \quad \delta_l = \partial L/\partial z_l"
    terms = (
        Term("input_std", "std of the input, over batch and features"),
        Term("activation_std", "std(aₗ) of each layer, over batch and units"),
        Term("activation_mean", "mean(aₗ) of each layer"),
        Term("gradient_std", "std(δₗ) of each layer, over batch and units"),
        Term("weight_gradient_std", "std(∂L/∂Wₗ) of each layer"),
        Term("flat", "share of each layer's values where the slope is almost 0"),
    )

    input_std: Array  # (...)
    activation_std: Array  # (..., layers)
    activation_mean: Array  # (..., layers)
    gradient_std: Array  # (..., layers)
    weight_gradient_std: Array  # (..., layers)
    flat: Array  # (..., layers), from 0 to 1; NaN for softmax, whose slope is a matrix

    def worked(self) -> tuple[str, ...]:
        """Return the way of the first run's signal forwards, and of its gradient backwards."""
        forwards, backwards = _first_run(self.activation_std), _first_run(self.gradient_std)[::-1]
        return (
            f"forwards  std(a), from the first layer: {_way(forwards)}",
            f"backwards std(δ), from the last layer:  {_way(backwards)}",
        )

    def _repr_html_(self) -> str:
        """Return the formula and a table with a row for each layer, so that a layer's numbers stand side by side."""
        from mlcourse.base.pictured import record_html, rows_html  # only notebooks need them

        head = ("layer", "std(a) ↓", "mean(a)", "std(δ) ↑", "std(∂L/∂W)", "flat")
        columns = (
            self.activation_std, self.activation_mean, self.gradient_std, self.weight_gradient_std,
        )  # fmt: skip
        numbers = [[_short(v) for v in _first_run(column)] for column in columns]
        flat = ["–" if np.isnan(share) else f"{share:.0%}" for share in _first_run(self.flat)]
        last = len(flat) - 1
        layers = [*map(str, range(last)), f"{last}, output"]
        table = rows_html(head, list(zip(layers, *numbers, flat, strict=True)))
        runs = self.activation_std.size // len(flat)
        notes = [
            "↓ the signal goes down the table, ↑ the gradient up.",
            "flat: share of a layer's values where the slope of its activation is almost 0.",
            *["–: not asked of softmax, where each z moves every a (lesson 04)."] * ("–" in flat),
            *[f"Of {runs} runs the first is shown."] * (runs > 1),
        ]
        return record_html(
            self, f'<div>{table}<div style="font-size:13px">{" ".join(notes)}</div></div>'
        )


def _first_run(values: Array) -> Array:
    """Return the numbers of the layers (layers,) of the first run."""
    return np.asarray(values.reshape(-1, values.shape[-1])[0])


def _short(value: float) -> str:
    """Return a number with two digits: sizes are compared here, not digits."""
    return number_text(float(f"{value:.1e}"))


def _each(values: list[Array]) -> Array:
    return np.stack(values, axis=-1)


def _flat_share(layer: LayerForward) -> Array:
    """Return the share of a layer's values where its activation is flat: saturated or off."""
    z, activation = layer.before_activation, ACTIVATIONS[layer.activation]
    if activation.kind == "probabilities":
        return np.full(z.shape[:-2], np.nan, z.dtype)
    return np.mean(activation.is_flat(z, layer.a), axis=(-2, -1))


def _way(values: Array) -> str:
    """Return the values with arrows between them; of many, some at both ends."""
    texts = [_short(value) for value in values]
    if len(texts) > 8:
        texts = [*texts[:4], "…", *texts[-3:]]
    return " → ".join(texts)
