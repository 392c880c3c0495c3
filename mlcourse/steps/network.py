"""The specification of a network: how many units, which activations, which output.

It is frozen and holds no numbers that training changes; those stand in the flat vector θ.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from mlcourse.base.errors import (
    Array,
    affordable,
    check_dtype,
    check_runs,
    choice,
    flag,
    floats,
    given,
    integer,
    shape,
)
from mlcourse.base.parameters import Block, Layout
from mlcourse.steps.activations import ACTIVATIONS

HIDDEN = tuple(name for name, activation in ACTIVATIONS.items() if activation.in_hidden)
OUTPUTS = tuple(name for name, activation in ACTIVATIONS.items() if activation.in_output)


class Layer(NamedTuple):
    """One dense layer of a network: its place, its sizes, its activation, its blocks of θ."""

    number: int  # from 0, the first hidden layer
    fan_in: int
    fan_out: int
    activation: str
    W: Block
    b: Block
    gamma: Block | None
    beta: Block | None
    running_mean: Block | None
    running_variance: Block | None
    is_output: bool


@dataclass(frozen=True)
class MLP:
    """A multilayer perceptron: an input layer, dense hidden layers, an output layer.

    Layer l computes z = xW + b and a = f(z), with x (batch, fan_in), W (fan_in, fan_out) and
    b (fan_out,). With batch normalization, hidden layers compute a = f(γ ẑ + β).

    Args:
        layer_sizes: units of the input layer, each hidden layer, the output layer.
        activation: of the hidden layers, as "relu" or "tanh" (all are in ``activations.ACTIVATIONS``); one name for
            all, or one for each hidden layer.
        output: "identity" (regression), "sigmoid" (binary), "softmax" (multi-class).
        batch_normalization: whether hidden layers normalize z over the batch.

    Raises:
        TypeError: a size is not an integer, a name is not a string.
        ValueError: fewer than two sizes, a size below 1, an unknown name, a wrong number of names.

    Example:
        >>> network = MLP(layer_sizes=(2, 3, 2), activation="tanh", output="softmax")
        >>> network.size
        17
        >>> [block.name for block in network.layout.blocks]
        ['W0', 'b0', 'W1', 'b1']

    Source:
        Rumelhart, Hinton and Williams (1986); batch normalization: Ioffe and Szegedy (2015).
    """

    layer_sizes: tuple[int, ...]
    activation: str | tuple[str, ...] = "relu"
    output: str = "softmax"
    batch_normalization: bool = False

    def __post_init__(self) -> None:
        """Check every argument and put it into its plain form."""
        object.__setattr__(self, "layer_sizes", _check_sizes(self.layer_sizes))
        object.__setattr__(self, "activation", self._check_activation())
        choice("output", self.output, OUTPUTS)
        flag("batch_normalization", self.batch_normalization)

    def _check_activation(self) -> str | tuple[str, ...]:
        if not isinstance(self.activation, list | tuple):
            return choice("activation", self.activation, HIDDEN)
        hidden = len(self.layer_sizes) - 2
        if len(self.activation) != hidden:
            raise ValueError(
                f"activation must name one function for each of the {hidden} hidden layers; "
                f"given {given(self.activation)}. Try one name for all of them."
            )
        return tuple(choice("activation", name, HIDDEN) for name in self.activation)

    @property
    def activations(self) -> tuple[str, ...]:
        """The activation of each layer, the output layer's last."""
        hidden = len(self.layer_sizes) - 2
        named = (
            self.activation if isinstance(self.activation, tuple) else (self.activation,) * hidden
        )
        return (*named, self.output)

    @cached_property
    def layout(self) -> Layout:
        """Where each parameter stands in θ: W0, b0, (gamma0, beta0,) W1, b1, …"""
        shapes: dict[str, tuple[int, ...]] = {}
        last = len(self.layer_sizes) - 2
        for i, (fan_in, fan_out) in enumerate(
            zip(self.layer_sizes, self.layer_sizes[1:], strict=False)
        ):
            shapes |= {f"W{i}": (fan_in, fan_out), f"b{i}": (fan_out,)}
            if self.batch_normalization and i < last:
                shapes |= {f"gamma{i}": (fan_out,), f"beta{i}": (fan_out,)}
        return Layout(shapes)

    @cached_property
    def running_layout(self) -> Layout:
        """Where each running statistic of batch normalization stands in its own flat vector."""
        hidden = enumerate(self.layer_sizes[1:-1]) if self.batch_normalization else ()
        shapes: dict[str, tuple[int, ...]] = {}
        for i, units in hidden:
            shapes |= {f"running_mean{i}": (units,), f"running_variance{i}": (units,)}
        return Layout(shapes)

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """The dense layers from the first hidden one to the output."""
        theta, running = self.layout.by_name, self.running_layout.by_name
        sizes = zip(self.layer_sizes, self.layer_sizes[1:], self.activations, strict=False)
        return tuple(
            Layer(
                i,
                fan_in,
                fan_out,
                activation,
                theta[f"W{i}"],
                theta[f"b{i}"],
                theta.get(f"gamma{i}"),
                theta.get(f"beta{i}"),
                running.get(f"running_mean{i}"),
                running.get(f"running_variance{i}"),
                is_output=i == len(self.layer_sizes) - 2,
            )
            for i, (fan_in, fan_out, activation) in enumerate(sizes)
        )

    @cached_property
    def size(self) -> int:
        """The number of parameters, P."""
        return self.layout.size

    @cached_property
    def weight_mask(self) -> Array:
        """True where θ holds a weight, False at biases, γ and β: what L1 and L2 act on. (P,)"""
        return self.layout.mask("W")

    def check_theta(self, theta: Any) -> Array:
        """Return θ as an array (..., P) of floats.

        Raises:
            TypeError: it does not hold numbers.
            ValueError: its last axis is not P long.
        """
        theta = floats("theta", theta)
        if theta.shape[-1:] == (self.size,):
            return theta  # the usual case, asked in every training step
        hint = f"Try initialize(network): {self.layer_sizes} has {self.size} parameters."
        return shape("theta", theta, (self.size,), hint)

    def initial_running(self, runs: tuple[int, ...] = (), dtype: Any = np.float64) -> Array:
        """Return running statistics before any batch: means 0, variances 1. (..., size)

        Raises:
            TypeError: ``runs`` is not a tuple of integers.
            ValueError: one of them is negative, or ``dtype`` is no floating-point type.
        """
        check_runs(runs)
        statistics = self.running_layout.mask("running_variance").astype(check_dtype(dtype))
        return np.broadcast_to(statistics, (*runs, statistics.size)).copy()


def _check_sizes(sizes: Any) -> tuple[int, ...]:
    if not isinstance(sizes, list | tuple) or len(sizes) < 2:
        raise (ValueError if isinstance(sizes, list | tuple) else TypeError)(
            "layer_sizes must list at least an input and an output size; "
            f"given {given(sizes)}. Try layer_sizes=(2, 16, 2)."
        )
    units = tuple(
        integer(f"layer_sizes[{i}]", size, at_least=1, try_this="A layer has one unit or more.")
        for i, size in enumerate(sizes)
    )
    for fan_in, fan_out in pairwise(units):
        affordable("layer_sizes", units, fan_in, fan_out)
    return units
