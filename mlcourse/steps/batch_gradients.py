"""Step 6, the gradients of all batches at one θ: a cloud around the full gradient, and how wide it is."""

from typing import Any

import numpy as np

from mlcourse.base.display import Record, Term, number_text, record
from mlcourse.base.errors import Array, given, instance
from mlcourse.steps.backpropagation import pass_backward
from mlcourse.steps.forward import compute_loss, pass_forward
from mlcourse.steps.minibatches import Seed, minibatches, paired
from mlcourse.steps.network import MLP


def side_by_side(network: MLP, theta: Array, x: Array, y: Array) -> Array:
    """Return the gradient of each batch, (batches, P), of x (batches, B, features): each is a run with the same θ."""
    thetas = np.broadcast_to(theta, (len(x), len(theta)))
    way = pass_forward(network, thetas, x, network.initial_running((len(x),)), training=True)
    return pass_backward(network, way, compute_loss(way, y)).gradient


def compared(full: Array, gradients: Array, sizes: Array) -> "BatchGradients":
    """Return gradients (batches, P) beside the full one (P,); the mathematics of ``batch_gradients``."""
    distance = np.linalg.norm(gradients - full, axis=1)
    lengths = np.linalg.norm(gradients, axis=1) * np.linalg.norm(full)
    return BatchGradients(
        full=full,
        gradients=gradients,
        sizes=sizes,
        distance=distance,
        cosine=gradients @ full / np.where(lengths > 0, lengths, 1),
        noise=np.sqrt(np.average(distance**2, weights=sizes)),
    )


def batch_gradients(
    network: MLP,
    theta: Array,
    x: Array,
    y: Array,
    batch_size: int,
    seed: int = 0,
    epoch: int = 0,
) -> "BatchGradients":
    """Return g_b = ∂L_b/∂θ of every batch b of an epoch, all at the same θ, beside the full gradient g.

    No step is made in between; the loss is the one that belongs to the output layer. Weighted by their sizes the g_b
    add up to g, and √(mean ‖g_b − g‖²), their noise, falls like 1/√batch_size while a batch is a small part of the
    data. (Batch normalization takes its statistics from the batch; with it the sum is g only nearly.)

    Args:
        network: the specification.
        theta: the parameters (P,).
        x: inputs (N, features).
        y: targets (N,) or (N, outputs).
        batch_size: examples a batch, at least 1.
        seed: of the order, an integer from 0.
        epoch: from 0; another epoch, another order.

    Returns:
        A record with ``gradients`` (batches, P), ``sizes`` (batches,), ``full`` (P,), each batch's ``distance`` and
        ``cosine`` to it (batches,), and ``noise``, a number.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: θ is not one vector of the network's length, or an argument is out of range.

    Example:
        >>> from mlcourse import initialize, moons
        >>> data, network = moons(400, seed=1), MLP((2, 8, 2), activation="tanh")
        >>> theta = initialize(network, seed=1)
        >>> clouds = [batch_gradients(network, theta, data.x, data.y, size) for size in (4, 16)]
        >>> bool(1.7 < clouds[0].noise / clouds[1].noise < 2.3)  # four times the batch, half the noise
        True

    Source:
        Robbins and Monro (1951); Bottou, Curtis and Nocedal (2018), section 4.
    """
    instance("network", network, MLP, "Try MLP(layer_sizes=(2, 16, 2)).")
    theta = network.check_theta(theta)
    if theta.ndim != 1:
        raise ValueError(
            f"theta must be one vector, of shape ({network.size},); given {given(theta)}. Try one run: theta[0]."
        )
    x, y = paired(x, y)
    batches = list(minibatches(x, y, batch_size, _one(seed), epoch))
    sizes = np.array([batch.size for batch in batches])
    alike = [batch for batch in batches if batch.size == sizes[0]]  # all but a smaller last one
    gradients = [
        side_by_side(network, theta, np.array([b.x for b in part]), np.array([b.y for b in part]))
        for part in (alike, batches[len(alike) :])
        if part
    ]
    full = side_by_side(network, theta, x[None], y[None])[0]
    return compared(full, np.concatenate(gradients), sizes)


@record
class BatchGradients(Record):
    """The gradients of an epoch's batches at one θ."""

    title = "Gradients of all batches at one θ"
    latex = r"g = \sum_b \frac{n_b}{N} g_b \qquad \mathrm{noise} = \sqrt{\sum_b \frac{n_b}{N} \|g_b - g\|^2}"
    terms = (
        Term("full", "g, the gradient of all N examples"),
        Term("gradients", "g_b of each batch, a row for each"),
        Term("sizes", "n_b, the examples of each batch"),
        Term("distance", "‖g_b − g‖ of each batch"),
        Term("cosine", "of the angle between g_b and g; 0 where one of them is 0"),
        Term("noise", "how far a batch's gradient usually is from g"),
    )

    full: Array  # (P,)
    gradients: Array  # (batches, P)
    sizes: Array  # (batches,)
    distance: Array  # (batches,)
    cosine: Array  # (batches,)
    noise: Array  # ()

    def worked(self) -> tuple[str, ...]:
        """Return the noise beside the length of the full gradient."""
        length = number_text(np.linalg.norm(self.full))
        return (
            f"{len(self.sizes)} batches: noise {number_text(self.noise)} beside ‖g‖ = {length}",
        )


def _one(seed: Any) -> Seed:
    """Refuse several seeds: there is one θ, and so one order."""
    if isinstance(seed, list | tuple | np.ndarray):
        raise TypeError(f"seed must be one integer from 0; given {given(seed)}. Try seed=0.")
    return seed
