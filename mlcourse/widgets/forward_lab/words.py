"""What the forward lab says of a unit: its sum with the numbers put in, and how it behaves over a batch."""

from collections.abc import Sequence

import numpy as np

from mlcourse.base.display import factor_text, number_text
from mlcourse.base.errors import Array
from mlcourse.steps.activations import ACTIVATIONS
from mlcourse.steps.forward import LayerForward

TERMS = 4  # of a sum that are written out, at the most
FLAT = 0.05  # a unit is called saturated where its slope is below this part of the largest


def layer_lines(number: int, layer: LayerForward, unit: int, example: int) -> list[str]:
    """Return a unit's sum in symbols and in one example's numbers, and its activation.

    Of a long sum the terms that are largest for this example are written out.
    """
    x, w = layer.x[example], layer.W[:, unit]
    largest = sorted(np.argsort(-np.abs(x * w), kind="stable")[:TERMS])
    more = [f"… {len(x) - TERMS} more"] if len(x) > TERMS else []
    source = "x" if number == 0 else f"a{number - 1}"
    names = [f"{source}[{i}]·W{number}[{i},{unit}]" for i in largest]
    terms = [f"{factor_text(x[i])}·{factor_text(w[i])}" for i in largest]
    z = number_text(layer.z[example, unit])
    return [
        f"z{number}[{unit}] = {' + '.join((*names, *more, f'b{number}[{unit}]'))}",
        f"= {' + '.join((*terms, *more, factor_text(layer.b[unit])))} = {z}",
        activation_line(number, layer, unit, example),
    ]


def activation_line(number: int, layer: LayerForward, unit: int, example: int) -> str:
    """Return ``a = f(z)`` with names and the number, such as ``a0[1] = max(z0[1], 0) = 0``."""
    a = number_text(layer.a[example, unit])
    if layer.activation == "softmax":
        powers = " + ".join(f"e^{factor_text(z)}" for z in layer.z[example][:TERMS])
        more = " + …" if layer.z.shape[1] > TERMS else ""
        return f"p[{unit}] = e^{factor_text(layer.z[example, unit])} / ({powers}{more}) = {a}"
    formula = {
        "identity": "{z}", "relu": "max({z}, 0)", "sigmoid": "1/(1 + e^(−{z}))", "tanh": "tanh({z})",
    }[layer.activation].format(z=f"z{number}[{unit}]")  # fmt: skip
    return f"a{number}[{unit}] = {formula} = {a}"


SATURATED = "is saturated (slope below 5 % of its largest)"
COUNTED = {
    "softmax": "has the largest probability",
    "relu": "is on (a > 0)",
    "identity": "is positive",
    "sigmoid": SATURATED,
    "tanh": SATURATED,
}


def counted(layer: LayerForward) -> Array:
    """Return for which examples each unit is on, saturated or the largest, as ``COUNTED`` says. (batch, units)"""
    if layer.activation == "softmax":
        return np.asarray(layer.a.argmax(axis=1)[:, None] == np.arange(layer.a.shape[1]))
    if layer.activation in ("relu", "identity"):
        return np.asarray(layer.z > 0)
    steepest = 0.25 if layer.activation == "sigmoid" else 1.0
    return np.asarray(ACTIVATIONS[layer.activation].slope(layer.z, layer.a) < FLAT * steepest)


def share_words(
    number: int, layer: LayerForward, unit: int, classes: Array | None, names: Sequence[str]
) -> str:
    """Return for how many examples of the batch, and of each class, a unit is on or saturated."""
    found = counted(layer)[:, unit]
    verb = COUNTED[layer.activation]
    head = f"Unit {unit} of layer {number} {verb} for {int(found.sum())} of {len(found)} examples"
    if classes is None:
        return f"{head}."
    parts = [
        f"{int(found[classes == k].sum())} of {int((classes == k).sum())} {name}"
        for k, name in enumerate(names)
        if (classes == k).any()
    ]
    return f"{head}: {', '.join(parts)}."
