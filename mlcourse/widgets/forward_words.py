"""What the forward lab says of a unit: its sum with the numbers put in, and how it behaves over a batch."""

from collections.abc import Sequence

import numpy as np

from mlcourse.activations import ACTIVATIONS
from mlcourse.display import factor_text, number_text
from mlcourse.errors import Array
from mlcourse.forward import LayerForward

TERMS = 4  # of a sum that are written out, at the most
FLAT = 0.05  # a unit is called saturated where its slope is below this part of the largest


def symbols(number: int, layer: LayerForward, unit: int) -> str:
    """Return a unit's sum in symbols, such as ``z0[1] = x[0]·W0[0,1] + x[1]·W0[1,1] + b0[1]``."""
    fan_in = layer.W.shape[0]
    source = "x" if number == 0 else f"a{number - 1}"
    places = range(fan_in) if fan_in <= TERMS else (0, 1)
    terms = [f"{source}[{i}]·W{number}[{i},{unit}]" for i in places]
    more = [] if fan_in <= TERMS else ["…"]
    return f"z{number}[{unit}] = {' + '.join((*terms, *more, f'b{number}[{unit}]'))}"


def layer_lines(number: int, layer: LayerForward, unit: int, example: int) -> list[str]:
    """Return a unit's sum and its activation with one example's numbers put in: the largest terms of a long sum."""
    x, w = layer.x[example], layer.W[:, unit]
    largest = np.argsort(-np.abs(x * w), kind="stable")[:TERMS]
    terms = [f"{factor_text(x[i])}·{factor_text(w[i])}" for i in sorted(largest)]
    more = [f"({len(x) - TERMS} more)"] if len(x) > TERMS else []
    z = number_text(layer.z[example, unit])
    numbers = " + ".join((*terms, *more, factor_text(layer.b[unit])))
    return [
        f"{symbols(number, layer, unit)} = {numbers} = {z}",
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


def share_words(
    number: int, layer: LayerForward, unit: int, classes: Array | None, names: Sequence[str]
) -> str:
    """Return for how many examples of the batch, and of each class, a unit is on or saturated."""
    z, a = layer.z[:, unit], layer.a[:, unit]
    if layer.activation == "softmax":
        found, verb = layer.a.argmax(axis=1) == unit, "has the largest probability"
    elif layer.activation == "relu":
        found, verb = z > 0, "is on (a > 0)"
    elif layer.activation == "identity":
        found, verb = z > 0, "is positive"
    else:
        slope = ACTIVATIONS[layer.activation].slope(z, a)
        steepest = 0.25 if layer.activation == "sigmoid" else 1.0
        found, verb = slope < FLAT * steepest, "is saturated (slope below 5 % of its largest)"
    head = f"Unit {unit} of layer {number} {verb} for {int(found.sum())} of {len(z)} examples"
    if classes is None:
        return f"{head}."
    parts = [
        f"{int(found[classes == k].sum())} of {int((classes == k).sum())} {name}"
        for k, name in enumerate(names)
        if (classes == k).any()
    ]
    return f"{head}: {', '.join(parts)}."
