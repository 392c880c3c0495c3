"""What of a network is drawn: all of a small one, a named part of a large one; and which panel beside it."""

from functools import cached_property
from typing import Any

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.widgets.kit.names import Names
from mlcourse.widgets.player.recording.tape import Tape

UNITS = 16  # of a layer that are drawn


class Drawn:
    """The units that are drawn of each column, and the panel that is drawn beside them."""

    def __init__(self, tape: Tape, names: Names) -> None:
        self.network = tape.plan.network
        self.first, self.last = tape.at(0).before.theta, tape.at(tape.steps - 1).after.theta
        self.units = tuple(self._units_of(i) for i in range(len(self.network.layer_sizes)))
        inputs, outputs = self.network.layer_sizes[0], self.network.layer_sizes[-1]
        self.panel = (
            "regions" if inputs == 2 and names.is_classes
            else "curve" if inputs == outputs == 1 and not names.is_classes
            else "example"
        )  # fmt: skip

    @property
    def has_pictures(self) -> bool:
        """Whether each unit has a picture over the plane of the inputs: there are two, and no unit is left out."""
        is_whole = max(self.network.layer_sizes) <= UNITS
        return self.panel == "regions" and is_whole and not self.network.batch_normalization

    def _units_of(self, column: int) -> Array:
        """Return the units of a column that are drawn: those whose weights move most in the run."""
        size, layers = self.network.layer_sizes[column], self.network.layers
        if size <= UNITS:
            return np.arange(size)
        is_output = column == len(layers)
        W = layers[-1 if is_output else column].W
        moved = np.linalg.norm(W.of(self.last) - W.of(self.first), axis=0 if is_output else 1)
        return np.sort(np.argsort(-moved, kind="stable")[:UNITS])

    def follow(self, other: "Drawn") -> None:
        """Draw the units that are drawn of another run of the same layers, and work along its path."""
        self.units, self.path = other.units, other.path

    def weights(self, flat: Array, index: int) -> Array:
        """Return the drawn weights of a layer, or of anything laid out as θ. (..., from, to)"""
        W = self.network.layers[index].W.of(flat)
        return W[..., self.units[index], :][..., self.units[index + 1]]

    @cached_property
    def path(self) -> tuple[int, ...]:
        """One unit of each column, back from output 0, each the one whose weight to the next moves most."""
        units = [0]
        for layer in reversed(self.network.layers):
            shown = self.units[layer.number]
            moved = np.abs(layer.W.of(self.last) - layer.W.of(self.first))[shown, units[0]]
            units.insert(0, int(shown[int(np.argmax(moved))]))
        return tuple(units)

    @property
    def worked_unit(self) -> int:
        """The unit whose weight to output 0 moves most: its weight is the one shown with its numbers."""
        return self.path[-2]


def columns(drawn: Drawn, names: Names) -> list[dict[str, Any]]:
    """Return what each column of the network is called, and which of its units are drawn."""
    network = drawn.network
    labels = [names.features, *([()] * (len(network.layers) - 1)), names.outputs]
    described = []
    for i, (size, shown) in enumerate(zip(network.layer_sizes, drawn.units, strict=True)):
        activation = "" if i == 0 else network.activations[i - 1]
        name = "input" if i == 0 else "output" if i == len(network.layers) else f"hidden {i}"
        named = [labels[i][unit] for unit in shown] if labels[i] else []
        described.append(
            {
                "name": name,
                "size": size,
                "activation": activation,
                "units": shown.tolist(),
                "labels": named,
            }
        )
    return described
