"""What the forward lab says of a unit: its sum with the numbers put in, and how it behaves over a batch."""

from collections.abc import Sequence

import numpy as np

from mlcourse.base.display import factor_text, number_text
from mlcourse.base.errors import Array
from mlcourse.steps.activations import ACTIVATIONS, FLAT
from mlcourse.steps.forward import LayerForward

TERMS = 4  # of a sum that are written out, at the most


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
    f = ACTIVATIONS[layer.activation]
    if f.kind == "probabilities":
        powers = " + ".join(f"e^{factor_text(z)}" for z in layer.z[example][:TERMS])
        more = " + …" if layer.z.shape[1] > TERMS else ""
        return f"p[{unit}] = e^{factor_text(layer.z[example, unit])} / ({powers}{more}) = {a}"
    return f"a{number}[{unit}] = {f.applied.format(f'z{number}[{unit}]')} = {a}"


COUNTED = {  # by the activation's kind
    "probabilities": "has the largest probability",
    "rectifier": "is on (a > 0)",
    "linear": "is positive",
    "squashing": f"is saturated (slope below {100 * FLAT:g} % of its largest)",
}


def counted(layer: LayerForward) -> Array:
    """Return for which examples each unit is on, saturated or the largest, as ``COUNTED`` says. (batch, units)"""
    f = ACTIVATIONS[layer.activation]
    if f.kind == "probabilities":
        return np.asarray(layer.a.argmax(axis=1)[:, None] == np.arange(layer.a.shape[1]))
    return f.is_flat(layer.z, layer.a) if f.kind == "squashing" else np.asarray(layer.z > 0)


def share_words(
    number: int, layer: LayerForward, unit: int, classes: Array | None, names: Sequence[str]
) -> str:
    """Return for how many examples of the batch, and of each class, a unit is on or saturated."""
    found = counted(layer)[:, unit]
    verb = COUNTED[ACTIVATIONS[layer.activation].kind]
    head = f"Unit {unit} of layer {number} {verb} for {int(found.sum())} of {len(found)} examples"
    if classes is None:
        return f"{head}."
    parts = [
        f"{int(found[classes == k].sum())} of {int((classes == k).sum())} {name}"
        for k, name in enumerate(names)
        if (classes == k).any()
    ]
    return f"{head}: {', '.join(parts)}."
