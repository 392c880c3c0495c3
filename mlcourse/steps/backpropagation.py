"""Step 4, backpropagation: the chain rule, layer by layer from the loss back to every parameter.

With the layer's input x and δ = ∂L/∂z, three lines say it all:

    ∂L/∂W = xᵀδ        each weight: what came in, times how z mattered, summed over the batch
    ∂L/∂b = Σ δ        b is added to every example's z
    ∂L/∂x = δWᵀ        and that is ∂L/∂a of the layer before

Backpropagation computes gradients; it does not change a parameter. That is the optimizer's work.
"""

from functools import lru_cache

import numpy as np

from mlcourse.base.display import Record, Term, factor_text, first, number_text, record
from mlcourse.base.errors import Array, given, instance
from mlcourse.steps.activations import ACTIVATIONS
from mlcourse.steps.batch_normalization import BatchNormalizationGradient, normalize_backward
from mlcourse.steps.forward import Forward, LayerForward
from mlcourse.steps.losses import Loss
from mlcourse.steps.network import MLP, Layer


def _layer_backward(
    layer: Layer, way: LayerForward, da: Array | None, by_logits: Array, gradient: Array
) -> "LayerBackward":
    """Go back through one layer; without ∂L/∂a, ``by_logits`` is ∂L/∂z already."""
    da_dz = dy = normalization = None
    if da is None:
        delta = by_logits
    else:
        da_dz = ACTIVATIONS[way.activation].slope(way.before_activation, way.a)
        delta = _through_activation(da, da_dz)
    if way.normalization is not None and layer.gamma and layer.beta:
        dy, normalization = delta, normalize_backward(way.normalization, delta)
        layer.gamma.of(gradient)[...] = normalization.dgamma
        layer.beta.of(gradient)[...] = normalization.dbeta
        delta = normalization.dz
    dW, db = layer.W.of(gradient), layer.b.of(gradient)
    np.matmul(way.x.mT, delta, out=dW)
    np.matmul(_ones(delta.shape[-2], delta.dtype), delta, out=db)  # Σ δ, quicker than summing
    return LayerBackward.made(
        da=da,
        da_dz=da_dz,
        dy=dy,
        normalization=normalization,
        delta=delta,
        dz_dW=way.x,
        dz_dx=way.W,
        dW=dW,
        db=db,
    )


@lru_cache(maxsize=8)
def _ones(batch: int, dtype: np.dtype) -> Array:
    return np.ones(batch, dtype)


def _through_activation(da: Array, da_dz: Array) -> Array:
    if da_dz.ndim == da.ndim:  # a unit's a depends on its own z only
        return da * da_dz
    moved = da_dz @ da[..., None]  # softmax: every z moves every a; the Jacobian is symmetric
    return moved[..., 0]


def pass_backward(network: MLP, forward: Forward, loss: Loss) -> "Backward":
    """Return what ``backward`` does, without a look at the arguments: training repeats it with its own."""
    gradient = np.empty_like(forward.theta)
    layers: list[LayerBackward] = []
    for layer, way in zip(reversed(network.layers), reversed(forward.layers), strict=True):
        da = layers[-1].dx if layers else (loss.gradient if loss.gradient_by == "output" else None)
        layers.append(_layer_backward(layer, way, da, loss.gradient, gradient))
    return Backward.made(layers=tuple(reversed(layers)), gradient=gradient)


def backward(network: MLP, theta: Array, forward: Forward, loss: Loss) -> "Backward":
    """Return ∂L/∂θ by the chain rule, with every factor of every layer.

    Starts from the loss's gradient and walks the layers backwards: δ = ∂L/∂a · ∂a/∂z, then ∂L/∂W = xᵀδ,
    ∂L/∂b = Σδ, and ∂L/∂x = δWᵀ is the ∂L/∂a of the layer before. A cross-entropy gives ∂L/∂z of the
    output layer directly.

    Args:
        network: the specification.
        theta: the parameters (..., P) that the forward pass was made with.
        forward: what ``forward(network, theta, x)`` returned.
        loss: a loss of that pass's ``logits`` or ``output``.

    Returns:
        A record with ``layers[l].delta, .dW, .db`` and the factors they came from, and the flat ``gradient``.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: forward, loss and θ do not belong together.

    Example:
        >>> from mlcourse.steps.forward import forward
        >>> from mlcourse.steps.losses import mean_squared_error
        >>> network = MLP((1, 1), output="identity")
        >>> theta = np.array([2.0, 1.0])  # ŷ = 2x + 1
        >>> fwd = forward(network, theta, np.array([[3.0]]))
        >>> loss = mean_squared_error(fwd.output, np.array([[5.0]]))  # (7 − 5)²
        >>> backward(network, theta, fwd, loss).gradient  # ∂L/∂w = 2(7 − 5)·3, ∂L/∂b = 2(7 − 5)
        array([12.,  4.])

    Source:
        Linnainmaa (1970); Rumelhart, Hinton and Williams (1986).
    """
    _check_passes(network, theta, forward, loss)
    return pass_backward(network, forward, loss)


@record
class LayerBackward(Record):
    """One layer's way back: every factor of the chain rule on its own."""

    title = "Layer, backward"
    latex = (
        r"\delta = \frac{\partial L}{\partial z} = "
        r"\frac{\partial L}{\partial a} \cdot \frac{\partial a}{\partial z} "
        r"\qquad \frac{\partial L}{\partial W} = x^\top \delta \qquad \frac{\partial L}{\partial b} = \sum \delta"
        r"\qquad \frac{\partial L}{\partial x} = \delta W^\top"
    )
    terms = (
        Term(
            "da", "∂L/∂a, from the layer after (none where softmax or sigmoid cancel with the loss)"
        ),
        Term("da_dz", "∂a/∂z, the activation's slope (∂a/∂y with batch normalization)"),
        Term("dy", "∂L/∂y, with batch normalization"),
        Term("delta", "δ = ∂L/∂z"),
        Term("dz_dW", "∂z/∂W: the layer's input x"),
        Term("dz_dx", "∂z/∂x: the weights W"),
        Term("dW", "∂L/∂W = xᵀδ"),
        Term("db", "∂L/∂b = Σ δ over the batch"),
    )

    da: Array | None  # (..., batch, fan_out)
    da_dz: (
        Array | None
    )  # (..., batch, fan_out); a softmax's Jacobian (..., batch, fan_out, fan_out)
    dy: Array | None  # (..., batch, fan_out)
    normalization: BatchNormalizationGradient | None
    delta: Array  # (..., batch, fan_out)
    dz_dW: Array  # (..., batch, fan_in)
    dz_dx: Array  # (..., fan_in, fan_out)
    dW: Array  # (..., fan_in, fan_out), a view into the flat gradient
    db: Array  # (..., fan_out), a view into the flat gradient

    @property
    def dx(self) -> Array:
        """∂L/∂x = δWᵀ: what the layer before receives as its ∂L/∂a. (..., batch, fan_in)"""
        return self.delta @ self.dz_dx.mT

    def worked(self) -> tuple[str, ...]:
        """Return the first unit's δ and the first weight's gradient with their numbers."""
        name, slope = "δ" if self.dy is None else "∂L/∂y", self.slope_worked(0)
        lines = (f"{name} = {slope}",) if slope else ()
        return (*lines, f"∂L/∂W[0, 0] = {self.dW_worked(0, 0)}")

    def slope_worked(self, unit: int) -> str:
        """Return the first example's way back through a unit's activation with its numbers.

        Args:
            unit: its place in the layer.

        Returns:
            ∂L/∂a · ∂a/∂z and what it comes to, for instance ``0.5 · 0.25 = 0.125``; "" where it is no such product:
            loss and activation taken at once, or a softmax.
        """
        if self.da is None or self.da_dz is None or self.da_dz.ndim != self.da.ndim:
            return ""
        da, slope, product = (
            first(v[..., unit])
            for v in (self.da, self.da_dz, self.delta if self.dy is None else self.dy)
        )
        return f"{number_text(da)} · {factor_text(slope)} = {number_text(product + 0.0)}"

    def dW_worked(self, i: int, j: int) -> str:
        """Return the gradient of the weight W[i, j] with its numbers: x·δ of three examples, and the sum of all.

        Args:
            i: which of the layer's inputs.
            j: which of its units.

        Returns:
            For instance ``2·0.5 + 1·(−0.25) + … = 0.75``.
        """
        batch, fan_in = self.dz_dW.shape[-2:]
        x = self.dz_dW.reshape(-1, batch, fan_in)[0, :3, i]
        d = self.delta.reshape(-1, *self.delta.shape[-2:])[0, :3, j]
        terms = " + ".join(f"{factor_text(p)}·{factor_text(q)}" for p, q in zip(x, d, strict=True))
        more = " + …" if batch > 3 else ""
        return f"{terms}{more} = {number_text(first(self.dW[..., i, j]))}"


@record
class Backward(Record):
    """A whole backward pass: one record for each layer, and the flat gradient they are views of."""

    title = "Backpropagation"
    latex = (
        r"\delta_l = (\delta_{l+1}\, W_{l+1}^\top) \odot f'(z_l) \qquad "
        r"\frac{\partial L}{\partial W_l} = a_{l-1}^\top\, \delta_l \qquad "
        r"\frac{\partial L}{\partial b_l} = \sum \delta_l"
    )
    terms = (
        Term("layers", "one record for each layer, in the order of the forward pass"),
        Term("gradient", "∂L/∂θ, laid out as θ"),
    )

    layers: tuple[LayerBackward, ...]
    gradient: Array  # (..., P)

    def worked(self) -> tuple[str, ...]:
        """Return the size of each layer's weight gradient."""
        sizes = (float(np.linalg.norm(layer.dW)) for layer in self.layers)
        return (",  ".join(f"‖∂L/∂W{i}‖ = {number_text(s)}" for i, s in enumerate(sizes)),)


def _check_passes(network: MLP, theta: Array, forward: Forward, loss: Loss) -> None:
    instance("network", network, MLP, "Try MLP(layer_sizes=(2, 16, 2)).")
    instance("forward", forward, Forward, "Try forward(network, theta, x).")
    instance("loss", loss, Loss, "Try categorical_cross_entropy(fwd.logits, y).")
    if loss.gradient_by == "probabilities":
        raise ValueError(
            "loss must be a loss of the logits or the output; given a cross_entropy of probabilities. "
            "Try categorical_cross_entropy(fwd.logits, y)."
        )
    if forward.network is not network and forward.network != network:
        raise ValueError(
            f"network must be the one that the forward pass was made with, {forward.network}; "
            f"given {network}. Try forward(network, theta, x) again."
        )
    if forward.theta is not theta:
        theta = network.check_theta(theta)
        if not np.array_equal(forward.theta, theta, equal_nan=True):
            raise ValueError(
                f"theta must be the one that the forward pass was made with, {given(forward.theta)}; "
                f"given another, {given(theta)}. Try forward(network, theta, x) again."
            )
    if loss.gradient.shape != forward.logits.shape:
        raise ValueError(
            f"loss must be computed from this forward pass, whose logits have the shape "
            f"{forward.logits.shape}; given its gradient as {given(loss.gradient)}. "
            "Try categorical_cross_entropy(fwd.logits, y)."
        )
