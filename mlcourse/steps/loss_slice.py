"""Step 4, a slice of the loss: how it and its slope look along a few directions from one θ."""

import numpy as np

from mlcourse.base.display import Record, Term, number_text, record
from mlcourse.base.errors import Array, as_array, finite, floats, given, instance
from mlcourse.steps.backpropagation import pass_backward
from mlcourse.steps.forward import pass_forward, scores_of
from mlcourse.steps.losses import LOSSES, LossFunction, natural_loss
from mlcourse.steps.minibatches import paired
from mlcourse.steps.network import MLP


def sliced(
    network: MLP,
    theta: Array,
    directions: Array,
    coordinates: Array,
    x: Array,
    rows: Array,
    loss: LossFunction,
) -> tuple[Array, Array]:
    """Return loss (n,) and slope (n, K) at coordinates (n, K); the mathematics of ``loss_slice``.

    The targets are given as rows that fit the loss, as a plan has them.
    """
    points = theta + coordinates @ directions  # θ + Σ cₖ dₖ, one for each place of the slice
    way = pass_forward(
        network, points, x, network.initial_running(points.shape[:-1]), training=True
    )
    found = loss.of_rows(scores_of(way, loss), rows)
    return found.value, pass_backward(network, way, found).gradient @ directions.T  # dₖ · ∂L/∂θ


def loss_slice(
    network: MLP, theta: Array, directions: Array, coordinates: Array, x: Array, y: Array
) -> "LossSlice":
    """Return L(θ + Σ cₖ dₖ) for many c at once, and its slope along each direction, ∂L/∂cₖ = dₖ · ∂L/∂θ.

    A loss has as many coordinates as the network has parameters; a slice keeps K of them and shows what is there. What
    it does not show is everything beside it: a valley of a slice may be a slope of the whole.

    Args:
        network: the specification.
        theta: the place that the slice goes through, c = 0; (P,).
        directions: d₁ to d_K, a row for each, (K, P). A row of zeros with a single 1 is one parameter.
        coordinates: c, (..., K), in units of the directions' lengths.
        x: inputs (N, features).
        y: targets (N,) or (N, outputs).

    Returns:
        A record with ``loss`` (...,) and ``gradient`` (..., K).

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: shapes that do not fit, or numbers that are not finite.

    Example:
        >>> from mlcourse import iris
        >>> data, network = iris(), MLP((4, 3))
        >>> two = np.eye(network.size)[[0, 4]]  # the weights W0[0, 0] and W0[1, 1]
        >>> slice = loss_slice(network, np.zeros(network.size), two, [[0.0, 0.0], [0.1, 0.0]], data.x, data.y)
        >>> slice.loss.round(3), slice.gradient.shape
        (array([1.099, 1.167]), (2, 2))

    Source:
        Goodfellow, Vinyals and Saxe (2015); Li et al. (2018).
    """
    instance("network", network, MLP, "Try MLP(layer_sizes=(2, 16, 2)).")
    theta = network.check_theta(theta)
    if theta.ndim != 1:
        raise ValueError(
            f"theta must be one vector, of shape ({network.size},); given {given(theta)}. Try one run: theta[0]."
        )
    directions = finite("directions", floats("directions", as_array("directions", directions)))
    if directions.ndim != 2 or directions.shape[1] != network.size or not len(directions):
        raise ValueError(
            f"directions must be rows like theta, (K, {network.size}); given {given(directions)}. "
            f"Try np.eye({network.size})[[0, 1]], the first two parameters."
        )
    coordinates = finite("coordinates", floats("coordinates", as_array("coordinates", coordinates)))
    count = len(directions)
    if coordinates.ndim == 0 or coordinates.shape[-1] != count:
        raise ValueError(
            f"coordinates must be (..., {count}), one number for each direction; given {given(coordinates)}."
        )
    flat = coordinates.reshape(-1, count)
    x, y = paired(x, y)
    function = LOSSES[natural_loss(network.output)]
    rows = function.rows(y, np.zeros((len(x), network.layer_sizes[-1])))
    loss, gradient = sliced(network, theta, directions, flat, x, rows, function)
    shape = coordinates.shape[:-1]
    return LossSlice(
        theta=theta,
        directions=directions,
        coordinates=coordinates,
        loss=loss.reshape(shape),
        gradient=gradient.reshape(coordinates.shape),
    )


@record
class LossSlice(Record):
    """A loss and its slope along a few directions."""

    title = "Slice of the loss"
    latex = (
        r"L(c) = L\left(\theta + \sum_k c_k d_k\right) \qquad "
        r"\frac{\partial L}{\partial c_k} = d_k \cdot \frac{\partial L}{\partial \theta}"
    )
    terms = (
        Term("theta", "θ, where c = 0"),
        Term("directions", "d, a row for each"),
        Term("coordinates", "c"),
        Term("loss", "L at each c"),
        Term("gradient", "∂L/∂c"),
    )

    theta: Array  # (P,)
    directions: Array  # (K, P)
    coordinates: Array  # (..., K)
    loss: Array  # (...)
    gradient: Array  # (..., K)

    def worked(self) -> tuple[str, ...]:
        """Return where the loss of the slice is lowest."""
        place = np.unravel_index(np.argmin(self.loss), self.loss.shape)
        c = ", ".join(number_text(each) for each in self.coordinates[place])
        return (f"lowest at c = ({c}): L = {number_text(self.loss[place])}",)
