"""Step 2, forward pass: from the input layer through the hidden layers to the output, every value kept."""

from typing import Any

import numpy as np

from mlcourse.base.display import Record, Term, factor_text, first, number_text, record
from mlcourse.base.errors import Array, cast, choice, examples, flag, floats, given, instance
from mlcourse.steps.activations import ACTIVATIONS
from mlcourse.steps.batch_normalization import (
    BatchNormalization,
    check_not_negative,
    check_several,
    normalize,
)
from mlcourse.steps.losses import LOSSES, Loss, LossFunction, natural_loss
from mlcourse.steps.network import MLP, Layer


def _layer_forward(
    layer: Layer, theta: Array, x: Array, running: Array, training: bool
) -> "LayerForward":
    """Go forward through one layer: z = xW + b, normalized where the network does, and a = f(z)."""
    W, b = layer.W.of(theta), layer.b.of(theta)
    z = x @ W
    z += b[..., None, :]
    normalization = _normalized(layer, theta, z, running, training) if layer.gamma else None
    before = z if normalization is None else normalization.y
    # The softmax of an output layer is left until somebody asks: cross-entropy starts from the logits.
    a = None if layer.is_output else ACTIVATIONS[layer.activation].function(before)
    return LayerForward.made(
        x=x, W=W, b=b, z=z, normalization=normalization, activation=layer.activation, kept=a
    )


def pass_forward(
    network: MLP,
    theta: Array,
    x: Array,
    running: Array,
    training: bool,
    frozen: frozenset[int] = frozenset(),
) -> "Forward":
    """Return what ``forward`` does, without a look at the arguments: training repeats it with its own.

    Frozen layers normalize by their running statistics in training too, and leave those as they are.
    """
    layers: list[LayerForward] = []
    a = x
    for layer in network.layers:
        own = training and layer.number not in frozen
        layers.append(_layer_forward(layer, theta, a, running, own))
        a = layers[-1].kept  # type: ignore[assignment]  # nobody asks for the output layer's
    return Forward.made(
        network=network,
        theta=theta,
        layers=tuple(layers),
        running=_running_after(network, layers, running) if training else running,
        training=training,
    )


def forward(
    network: MLP, theta: Array, x: Array, running: Array | None = None, training: bool = False
) -> "Forward":
    """Return a₀ = x, and for each layer zₗ = aₗ₋₁Wₗ + bₗ and aₗ = fₗ(zₗ), with every value kept.

    Args:
        network: the specification.
        theta: the parameters (P,), or (..., P) for many runs at once.
        x: the examples (batch, features), shared by all runs, or (..., batch, features).
        running: the running statistics of batch normalization (..., size); None takes those before any batch.
        training: with batch normalization, whether to use and record the batch's own statistics.

    Returns:
        A record with ``layers[l].x, .z, .a``, ``logits``, ``output``, and the new ``running``.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: shapes that do not fit the network, an empty batch, NaN or infinity in x.

    Example:
        >>> import numpy as np
        >>> network = MLP((2, 2, 1), activation="relu", output="identity")
        >>> theta = np.array([1.0, 0.0, 0.0, -1.0, 0.0, 0.0, 1.0, 1.0, 0.5])
        >>> fwd = forward(network, theta, np.array([[3.0, 4.0]]))
        >>> fwd.layers[0].z, fwd.layers[0].a, fwd.output
        (array([[ 3., -4.]]), array([[3., 0.]]), array([[3.5]]))

    Source:
        Rosenblatt (1958) for one layer; Rumelhart, Hinton and Williams (1986) for several.
    """
    instance("network", network, MLP, "Try MLP(layer_sizes=(2, 16, 2)).")
    theta = network.check_theta(theta)
    x = check_input(network, theta, x)
    running = check_running(network, theta, running)
    if network.batch_normalization and flag("training", training):
        check_several(x)
    return pass_forward(network, theta, x, running, flag("training", training))


def _normalized(
    layer: Layer, theta: Array, z: Array, running: Array, training: bool
) -> BatchNormalization:
    blocks = (layer.gamma, layer.beta, layer.running_mean, layer.running_variance)
    gamma, beta, mean, variance = (
        block.of(flat)  # type: ignore[union-attr]
        for block, flat in zip(blocks, (theta, theta, running, running), strict=True)
    )
    return normalize(z, gamma, beta, mean, variance, training=training)


def _running_after(network: MLP, layers: list["LayerForward"], running: Array) -> Array:
    """Return the running statistics of all layers after a batch."""
    if not running.size:  # nothing is normalized
        return running
    after = running.copy()
    for layer, made in zip(network.layers, layers, strict=True):
        if made.normalization and layer.running_mean and layer.running_variance:
            layer.running_mean.of(after)[...] = made.normalization.running_mean
            layer.running_variance.of(after)[...] = made.normalization.running_variance
    return after


def compute_loss(forward: "Forward", target: Array, name: str | None = None) -> Loss:
    """Return the loss of a forward pass: of its logits or of its output, as the loss wants it.

    Args:
        forward: what ``forward(network, theta, x)`` returned.
        target: y, as the loss itself wants it.
        name: a name from ``LOSSES``; None takes the one that belongs to the output layer.

    Returns:
        The loss record.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: an unknown name, or what the loss itself refuses.

    Example:
        >>> import numpy as np
        >>> from mlcourse import MLP, forward
        >>> fwd = forward(MLP((1, 2)), np.zeros(4), np.array([[3.0]]))
        >>> compute_loss(fwd, np.array([1])).value.round(4)  # ln 2
        np.float64(0.6931)
    """
    instance("forward", forward, Forward, "Try forward(network, theta, x).")
    name = natural_loss(forward.network.output) if name is None else choice("name", name, LOSSES)
    loss = LOSSES[name]
    return loss.function(scores_of(forward, loss), target)


def scores_of(forward: "Forward", loss: LossFunction) -> Array:
    """Return what of a forward pass a loss is computed from: the logits, or the output."""
    return forward.logits if loss.of == "logits" else forward.output


@record
class LayerForward(Record):
    """One layer's way forward: what came in, the weighted sum, what went out."""

    title = "Layer, forward"
    latex = r"z = xW + b \qquad a = f(z)"
    terms = (
        Term("x", "what the layer was given: the input, or the a before it"),
        Term("W", "weights (fan_in, fan_out)"),
        Term("b", "biases"),
        Term("z", "weighted sums xW + b"),
        Term("y", "γ ẑ + β, where the layer normalizes z"),
        Term("a", "activations f(z), or f(y)"),
        Term("activation", "f"),
    )

    x: Array  # (..., batch, fan_in)
    W: Array  # (..., fan_in, fan_out)
    b: Array  # (..., fan_out)
    z: Array  # (..., batch, fan_out)
    normalization: BatchNormalization | None
    activation: str
    kept: (
        Array | None
    )  # a, where it was computed on the way; the output's is computed when asked for

    @property
    def a(self) -> Array:
        """The activations f(z), or f(y). (..., batch, fan_out)"""
        if self.kept is not None:
            return self.kept
        return ACTIVATIONS[self.activation].function(self.before_activation)

    @property
    def y(self) -> Array | None:
        """What batch normalization made of z, None without it. (..., batch, fan_out)"""
        return None if self.normalization is None else self.normalization.y

    @property
    def before_activation(self) -> Array:
        """What the activation is applied to: z, or y with batch normalization."""
        return self.z if self.normalization is None else self.normalization.y

    def worked(self) -> tuple[str, ...]:
        """Return the first example's first unit with its numbers."""
        formula = ACTIVATIONS[self.activation].formula
        return (f"z = {self.sum_worked(0)}", f"{formula} = {number_text(first(self.a))}")

    def sum_worked(self, unit: int) -> str:
        """Return the first example's weighted sum of a unit with its numbers: ``2·3 + 1·(−1) + 0.5 = 5.5``.

        Args:
            unit: its place in the layer.

        Returns:
            The sum of the first three products, the bias, and what it comes to.
        """
        fan_in, fan_out = self.W.shape[-2:]
        x, w = self.x.reshape(-1, fan_in)[0], self.W.reshape(-1, fan_in, fan_out)[0, :, unit]
        terms = [f"{factor_text(p)}·{factor_text(q)}" for p, q in zip(x[:3], w[:3], strict=True)]
        more = " + …" if x.size > 3 else ""
        b, z = first(self.b[..., unit]), first(self.z[..., unit])
        return f"{' + '.join(terms)}{more} + {factor_text(b)} = {number_text(z)}"


@record
class Forward(Record):
    """A whole forward pass: one record for each layer."""

    title = "Forward pass"
    latex = r"a_0 = x, \quad z_l = a_{l-1} W_l + b_l, \quad a_l = f_l(z_l)"
    terms = (
        Term("x", "the input layer"),
        Term("hidden", "one record for each hidden layer"),
        Term("logits", "z of the output layer"),
        Term("output", "a of the output layer"),
    )

    network: MLP
    theta: Array  # (..., P)
    layers: tuple[LayerForward, ...]
    running: Array  # (..., size): running statistics after this pass
    training: bool

    @property
    def x(self) -> Array:
        """The input (..., batch, features)."""
        return self.layers[0].x

    @property
    def hidden(self) -> tuple[LayerForward, ...]:
        """The hidden layers."""
        return self.layers[:-1]

    @property
    def logits(self) -> Array:
        """z of the output layer (..., batch, outputs)."""
        return self.layers[-1].z

    @property
    def output(self) -> Array:
        """a of the output layer (..., batch, outputs): predictions or probabilities."""
        return self.layers[-1].a

    def worked(self) -> tuple[str, ...]:
        """Return the path of the shapes from the input to the output."""
        sizes = [str(self.x.shape)] + [
            f"{layer.activation} → {layer.a.shape}" for layer in self.layers
        ]
        return ("  ".join(sizes),)


def check_input(network: MLP, theta: Array, x: Any) -> Array:
    """Return x as finite examples of the network's width, in θ's data type.

    Args:
        network: the specification.
        theta: the parameters (..., P).
        x: the examples (..., batch, features).

    Returns:
        The examples.

    Raises:
        TypeError: x does not hold numbers.
        ValueError: x has another width, is empty, holds NaN or infinity, or its runs are not θ's.

    Example:
        >>> import numpy as np
        >>> check_input(MLP((2, 1)), np.zeros(3), [[1, 2]])
        array([[1., 2.]])
    """
    x = examples("x", x)
    width = network.layer_sizes[0]
    if x.shape[-1] != width:
        raise ValueError(
            f"x must have {width} features, the network's first layer size; given {given(x)}. "
            f"Try MLP(layer_sizes=({x.shape[-1]}, …)) or other columns of x."
        )
    if x.ndim > 2 and x.shape[:-2] != theta.shape[:-1]:
        raise ValueError(
            f"x must be (batch, {width}), or have theta's leading axes {theta.shape[:-1]}; given {given(x)}."
        )
    return cast("x", x, theta.dtype)


def check_running(network: MLP, theta: Array, running: Array | None) -> Array:
    """Return running statistics (..., size) that fit; one for all runs is spread, None gives those before any batch.

    Raises:
        TypeError: they do not hold numbers.
        ValueError: another shape than θ's runs and the network have, or a negative variance.
    """
    if running is None:
        return network.initial_running(theta.shape[:-1], theta.dtype)
    running = floats("running", running)
    wanted = (*theta.shape[:-1], network.running_layout.size)
    if running.shape == wanted[-1:]:
        running = np.broadcast_to(running, wanted)  # shared by all runs
    if running.shape != wanted:
        raise ValueError(
            f"running must have the shape {wanted}, the running statistics of this network and theta; "
            f"given {given(running)}. Try fwd.running of the pass before, or None."
        )
    check_not_negative(running[..., network.running_layout.mask("running_variance")])
    return running
