"""The forward lab of lesson 02: a network on one example and on a batch, each unit's sum open to inspection."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import traitlets

from mlcourse.base.display import number_text
from mlcourse.base.errors import Array, choice, examples, floats, given, instance, integer, number
from mlcourse.steps.activations import ACTIVATIONS, FLAT
from mlcourse.steps.forward import Forward, forward
from mlcourse.steps.network import HIDDEN, MLP
from mlcourse.widgets.forward_lab.words import COUNTED, counted, layer_lines, share_words
from mlcourse.widgets.kit import SIZES, RecordedWidget, join_module, join_styles
from mlcourse.widgets.kit.knobs import reach_of
from mlcourse.widgets.kit.names import Names

EXAMPLES = 50  # at the most; they are the batch
UNITS = 16  # of a layer that are drawn, at the most


class ForwardLab(RecordedWidget):
    """Show what a network computes for one example, and for a batch of them.

    For one example every unit shows its a, and the chosen unit its sum with the numbers put in. For the batch the
    chosen unit shows its a for all examples, by class. ``example``, ``batch``, ``layer`` and ``unit`` say what is on
    the screen: set them, and the view follows.

    Where no layer has more than 16 units, inputs, weights, biases and the hidden layers' activations can be changed,
    and all numbers follow: ``changed`` holds the numbers, such as ``{"x[0,1]": 2.0, "W0[1,0]": -1.0, "b0[0]": 0.5}``
    (of example 0 input 1), and ``activations`` a name for each hidden layer, or none. With two inputs each unit shows
    a picture of its a over the plane of all inputs.

    Args:
        network: without batch normalization.
        theta: its parameters (P,).
        x: examples (batch, features); the first 50 are shown.
        y: their targets: classes (batch,), 0 … K − 1, or for an identity output numbers (batch,) or (batch, outputs);
            None where they are not known.
        class_names: one for each class; None or () takes "0", "1", …
        feature_names: one for each input; None takes "x₀", "x₁", …
        size: "normal", or "presenter": larger, for a projector.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: shapes that do not fit the network, classes that are not there, or a size that is not known.

    Example:
        >>> network = MLP((2, 2, 1), activation="relu", output="identity")
        >>> theta = np.array([0.5, -1.0, 0.25, 1.0, 0.0, -2.0, 2.0, 3.0, 0.5])
        >>> print(ForwardLab(network, theta, np.array([[1.0, 2.0]])))
        ForwardLab: network 2-2-1, example 0 of 1
          z0[0] = x[0]·W0[0,0] + x[1]·W0[1,0] + b0[0]
          = 1·0.5 + 2·0.25 + 0 = 1
          a0[0] = max(z0[0], 0) = 1
        >>> lab = ForwardLab(network, theta, np.array([[1.0, 2.0]]))
        >>> lab.changed, lab.activations = {"W0[0,0]": -2.0}, ["tanh"]
        >>> print(repr(lab).splitlines()[-1])
          a0[0] = tanh(z0[0]) = −0.9051
    """

    _esm = join_module(__file__)
    _css = join_styles(__file__)

    example = traitlets.Int(0, help="which example, from 0").tag(sync=True)
    batch = traitlets.Bool(False, help="all examples at once").tag(sync=True)
    layer = traitlets.Int(0, help="the chosen unit's layer, from 0").tag(sync=True)
    unit = traitlets.Int(0, help="the chosen unit, from 0").tag(sync=True)
    changed = traitlets.Dict(help="inputs and parameters that were changed, by name").tag(sync=True)
    activations = traitlets.List(
        traitlets.Unicode(), help="of the hidden layers, where they were changed"
    ).tag(sync=True)

    def __init__(
        self,
        network: MLP,
        theta: Array,
        x: Array,
        y: Array | None = None,
        class_names: Sequence[str] | None = None,
        feature_names: Sequence[str] | None = None,
        size: str = "normal",
    ) -> None:
        choice("size", size, SIZES)
        _check_network(network)
        names = Names(network, class_names, feature_names)
        theta = network.check_theta(theta)
        if theta.ndim != 1:
            raise ValueError(
                f"theta must be one run's parameters, ({network.size},); given {given(theta)}. Try theta[0]."
            )
        x = examples("x", x)
        if x.ndim != 2:
            raise ValueError(f"x must have the shape (batch, features); given {given(x)}.")
        targets = _check_targets(network, names, y, len(x))
        self.forward: Forward = forward(network, theta, x[:EXAMPLES])
        self._start, self._names = self.forward, names
        self._classes = targets[:EXAMPLES] if targets is not None and names.is_classes else None
        super().__init__(
            _header(self.forward, names, targets, len(x)), _arrays(self.forward), size=size
        )

    def __repr__(self) -> str:
        """Return in words what is on the screen."""
        sizes = "-".join(str(size) for size in self.forward.network.layer_sizes)
        count, layer = len(self.forward.x), self.forward.layers[self.layer]
        if self.batch:
            words = share_words(self.layer, layer, self.unit, self._classes, self._names.targets)
            return f"ForwardLab: network {sizes}, a batch of {count}\n  {words}"
        lines = layer_lines(self.layer, layer, self.unit, self.example)
        shown = "\n".join(f"  {line}" for line in lines)
        return f"ForwardLab: network {sizes}, example {self.example} of {count}\n{shown}"

    @traitlets.validate("example")
    def _known_example(self, proposal: Any) -> int:
        return _within("example", proposal["value"], range(len(self.forward.x)))

    @traitlets.validate("layer")
    def _known_layer(self, proposal: Any) -> int:
        return _within("layer", proposal["value"], range(len(self.forward.layers)))

    @traitlets.validate("unit")
    def _known_unit(self, proposal: Any) -> int:
        return _within("unit", proposal["value"], self.header["columns"][self.layer + 1]["units"])

    @traitlets.validate("changed")
    def _known_changes(self, proposal: Any) -> dict[str, float]:
        changed = proposal["value"]
        if changed and not self.header["turn"]:
            raise ValueError(
                f"changed needs a network with at most {UNITS} units in each layer; "
                f"given {self._start.network.layer_sizes}."
            )
        places = _places(self._start)
        return {
            choice("changed", name, list(places)): number(f"changed[{name!r}]", value)
            for name, value in changed.items()
        }

    @traitlets.validate("activations")
    def _known_activations(self, proposal: Any) -> list[str]:
        names, hidden = proposal["value"], len(self._start.layers) - 1
        if len(names) not in (0, hidden):
            raise ValueError(
                f"activations must name one function for each of the {hidden} hidden layers, or be []; "
                f"given {names}."
            )
        return [choice("activations", name, HIDDEN) for name in names]

    @traitlets.observe("changed", "activations")
    def _compute(self, change: Any) -> None:
        theta, x = self._start.theta.copy(), self._start.x.copy()
        places = _places(self._start)
        for name, value in self.changed.items():
            kind, where = places[name]
            (x if kind == "x" else theta)[where] = value
        network = self._start.network
        hidden = tuple(self.activations) or network.activations[:-1]
        self.forward = forward(replace(network, activation=hidden), theta, x)

    @traitlets.observe("layer")
    def _stay_within(self, change: Any) -> None:
        units = self.header["columns"][self.layer + 1]["units"]
        if self.unit not in units:
            self.unit = units[0]


def shown_units(size: int) -> list[int]:
    """Return which units of a layer are drawn: all, or 16 of them evenly spread."""
    return [int(u) for u in np.linspace(0, size - 1, min(size, UNITS)).round()]


def shapes(layer: Any, batch: int) -> dict[str, str]:
    """Return the shapes on a layer's way, for a batch of so many."""
    fan_in, fan_out = layer.W.shape
    times, plus, out = f"@ ({fan_in}, {fan_out})", f"+ ({fan_out},)", f"({batch}, {fan_out})"
    line = f"({batch}, {fan_in}) {times} {plus} → {out}"
    return {"times": times, "plus": plus, "out": out, "line": line}


def _places(fwd: Forward) -> dict[str, tuple[str, Any]]:
    """Return by name where each number that can be changed stands: in x, or in θ."""
    found: dict[str, tuple[str, Any]] = {
        f"x[{i},{j}]": ("x", (i, j)) for i, j in np.ndindex(*fwd.x.shape)
    }
    for block in fwd.network.layout.blocks:
        start = block.start
        for at, where in enumerate(np.ndindex(*block.shape)):
            found[f"{block.name}[{','.join(map(str, where))}]"] = ("theta", start + at)
    return found


def _check_network(network: MLP) -> None:
    try_this = 'Try MLP((4, 8, 3), activation="relu", output="softmax").'
    instance("network", network, MLP, try_this)
    if network.batch_normalization:
        raise ValueError(
            f"network must be without batch normalization, so that a = f(z); given {network}. {try_this}"
        )


def _within(name: str, value: Any, allowed: Sequence[int]) -> int:
    if (found := integer(name, value)) not in allowed:
        listed = (
            f"from {allowed[0]} to {allowed[-1]}"
            if isinstance(allowed, range)
            else f"one of {list(allowed)}"
        )
        raise ValueError(f"{name} must be {listed}; given {found}.")
    return found


def _check_targets(network: MLP, names: Names, y: Any, count: int) -> Array | None:
    """Return the class (batch,) or the numbers (batch, outputs) of each example; None where they are not known."""
    if y is None:
        return None
    array = floats("y", y)
    outputs = network.layer_sizes[-1]
    if names.is_classes:
        if array.size != count:
            raise ValueError(
                f"y must hold one class for each of the {count} examples; given {given(y)}."
            )
        labels = array.reshape(count)
        classes = len(names.targets)
        if not np.isin(labels, np.arange(classes)).all():
            wrong = labels[~np.isin(labels, np.arange(classes))][0]
            raise ValueError(f"y must hold classes from 0 to {classes - 1}; given {wrong:g}.")
        return labels.astype(int)
    if array.size != count * outputs:
        raise ValueError(
            f"y must hold {outputs} number(s) for each of the {count} examples; given {given(y)}."
        )
    return array.reshape(count, outputs)


def _header(fwd: Forward, names: Names, targets: Array | None, count: int) -> dict[str, Any]:
    """Return all words, and what the browser computes from where something is changed."""
    batch = len(fwd.x)
    targets = None if targets is None else targets[:batch]
    classes = targets if names.is_classes else None
    inputs = shown_units(fwd.x.shape[1])
    columns: list[dict[str, Any]] = [
        {
            "name": "input", "activation": "x", "size": fwd.x.shape[1], "units": inputs,
            "labels": [names.features[u] for u in inputs],
            "one": f"(1, {fwd.x.shape[1]})", "all": f"({batch}, {fwd.x.shape[1]})",
        }
    ]  # fmt: skip
    for index, layer in enumerate(fwd.layers):
        units = shown_units(layer.W.shape[1])
        is_output = index == len(fwd.layers) - 1
        one, many = shapes(layer, 1), shapes(layer, batch)
        columns.append(
            {
                "name": f"layer {index}{', output' if is_output else ''}",
                "activation": layer.activation,
                "size": layer.W.shape[1],
                "units": units,
                "labels": [names.outputs[u] if is_output else "" for u in units],
                "one": one["out"], "all": many["out"], "arrow": [one["times"], f"{one['plus']} →"],
                "line_one": one["line"], "line_all": many["line"],
                "counted": COUNTED[ACTIVATIONS[layer.activation].kind],
                "symbol": "p" if ACTIVATIONS[layer.activation].kind == "probabilities" else f"a{index}",
                "shares": [share_words(index, layer, u, classes, names.targets) for u in units],
            }
        )  # fmt: skip
    return {
        "columns": columns,
        "turn": _turn(fwd) if max(fwd.network.layer_sizes) <= UNITS else None,
        "lines": [] if max(fwd.network.layer_sizes) <= UNITS else _lines(fwd, columns),
        "examples": batch,
        "of": count,
        "truth": _truth(targets, names),
        "classes": list(names.targets) if names.is_classes else [],
        "labels": [] if classes is None else classes.tolist(),
        "outputs": list(names.outputs),
        "verdict": _verdict(fwd, classes),
        "probabilities": ACTIVATIONS[fwd.layers[-1].activation].bounds == (0, 1),
    }


def _lines(fwd: Forward, columns: list[dict[str, Any]]) -> Any:
    """Return the lines of every shown unit for every example; of smaller networks the browser writes them."""
    return [
        [
            [layer_lines(index, layer, u, i) for u in column["units"]]
            for index, (layer, column) in enumerate(zip(fwd.layers, columns[1:], strict=True))
        ]
        for i in range(len(fwd.x))
    ]


def _turn(fwd: Forward) -> dict[str, Any]:
    """Return what the browser computes and speaks from: all numbers, and what is said of each activation."""
    largest = max(np.abs(fwd.theta).max(), np.abs(fwd.x).max(initial=0))
    return {
        "W": [layer.W.ravel().tolist() for layer in fwd.layers],
        "b": [layer.b.tolist() for layer in fwd.layers],
        "x": fwd.x.tolist(),
        "activations": [layer.activation for layer in fwd.layers],
        "reach": reach_of(largest),
        "flat": FLAT,
        "known": {
            name: {
                "formula": f.formula, "applied": f.applied.split("{}"), "kind": f.kind,
                "counted": COUNTED[f.kind], "steepest": f.steepest, "hidden": f.in_hidden,
            }
            for name, f in ACTIVATIONS.items()
        },
    }  # fmt: skip


def _truth(targets: Array | None, names: Names) -> list[str]:
    if targets is None:
        return []
    if names.is_classes:
        return [names.targets[label] for label in targets]
    return [", ".join(number_text(v) for v in row) for row in targets]


def _verdict(fwd: Forward, classes: Array | None) -> str:
    """Say how many of the batch the network gets right."""
    if classes is None:
        return ""
    said = fwd.output.argmax(axis=1) if fwd.output.shape[1] > 1 else fwd.output[:, 0] > 0.5
    wrong = np.flatnonzero(said != classes)
    rest = (
        f"; wrong: example{'s' * (len(wrong) > 1)} {', '.join(map(str, wrong))}"
        if len(wrong)
        else ""
    )
    return f"{len(classes) - len(wrong)} of {len(classes)} right{rest}."


def _arrays(fwd: Forward) -> dict[str, Array]:
    """Return what is drawn: of the shown units z, a (examples, units) and share, of the weights W."""
    columns = [shown_units(fwd.x.shape[1])] + [
        shown_units(layer.W.shape[1]) for layer in fwd.layers
    ]
    arrays = {"a0": fwd.x[:, columns[0]]}
    for index, layer in enumerate(fwd.layers):
        arrays[f"z{index + 1}"] = layer.z[:, columns[index + 1]]
        arrays[f"a{index + 1}"] = layer.a[:, columns[index + 1]]
        arrays[f"share{index + 1}"] = counted(layer)[:, columns[index + 1]].mean(axis=0)
        arrays[f"W{index}"] = layer.W[np.ix_(columns[index], columns[index + 1])]
    return {name: array.astype(np.float32) for name, array in arrays.items()}
