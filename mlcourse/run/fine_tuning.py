"""Fine-tuning: what a network has learned for one task is taken along to another.

The layers in front of the last one are the body, the last one is the head. In θ the head stands last, so the body is
a slice: a new head is a new tail, and the old head on a body that went on learning says what was forgotten.
"""

from collections.abc import Sequence

import numpy as np

from mlcourse.base.display import Record, Term, first, number_text, record
from mlcourse.base.errors import (
    Array,
    affordable,
    concerning,
    finite,
    floats,
    given,
    instance,
    integer,
)
from mlcourse.run.training import usual_scheme
from mlcourse.steps.forward import check_running, compute_loss, forward
from mlcourse.steps.freezing import layer_ends, layer_mask
from mlcourse.steps.initialization import initialize
from mlcourse.steps.iteration import TINY, norm
from mlcourse.steps.network import MLP

NETWORK_HINT = "Try MLP(layer_sizes=(64, 32, 10))."


def new_head(
    network: MLP,
    theta: Array,
    outputs: int,
    output: str = "softmax",
    *,
    scheme: str | None = None,
    seed: int | Sequence[int] = 0,
) -> "NewHead":
    """Return a network with the same body and a new last layer: θ = (θ[body], W[head], b[head]), the head drawn anew.

    Args:
        network: the specification of the source task.
        theta: its trained parameters (P,), or (..., P).
        outputs: units of the new head, at least 1.
        output: "identity" (regression), "sigmoid" (binary), "softmax" (multi-class).
        scheme: of the head's initialization; None takes what ``train`` would.
        seed: for the head, an integer from 0; or one for each run.

    Returns:
        A record with the new ``network``, ``theta`` (P′,) or (..., P′), and the mask ``body`` (P′,).

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: θ does not fit the network or is not finite, the network has no hidden layer, another argument is
            out of range.

    Example:
        >>> source = MLP((1, 2, 3))  # its θ: W0 (2), b0 (2), W1 (6), b1 (3)
        >>> head = new_head(source, np.arange(13.0), outputs=1, output="sigmoid", seed=1)
        >>> head.network.layer_sizes, head.theta[:4], head.body
        ((1, 2, 1), array([0., 1., 2., 3.]), array([ True,  True,  True,  True, False, False, False]))

    Source:
        Donahue et al. (2014); Yosinski et al. (2014).
    """
    instance("network", network, MLP, NETWORK_HINT)
    theta = finite("theta", network.check_theta(theta))
    if len(network.layers) == 1:
        raise ValueError(
            f"network must have a hidden layer to be taken along; given {network.layer_sizes}, which is all head. "
            f"{NETWORK_HINT}"
        )
    outputs = integer("outputs", outputs, at_least=1)
    affordable("outputs", outputs, network.layer_sizes[-2], outputs)
    new = MLP(
        (*network.layer_sizes[:-1], outputs),
        network.activation,
        output,
        network.batch_normalization,
    )
    fresh = initialize(new, usual_scheme(new) if scheme is None else scheme, seed, theta.dtype)
    start = body_size(network)
    if theta.ndim > 1 and fresh.ndim > 1 and len(fresh) != len(theta):
        raise ValueError(
            f"seed must be one integer, or one for each of theta's {len(theta)} runs; given {given(seed)}."
        )
    runs = np.broadcast_shapes(theta.shape[:-1], fresh.shape[:-1])
    parts = (theta[..., :start], fresh[..., start:])
    joined = np.concatenate([np.broadcast_to(p, (*runs, p.shape[-1])) for p in parts], axis=-1)
    body = ~layer_mask(new, len(new.layers) - 1)
    return NewHead(network=new, theta=joined, body=body, replaced=network.layer_sizes[-1])


def body_size(network: MLP) -> int:
    """Return how many parameters stand before the head's."""
    return layer_ends(network, len(network.layers) - 1)[0]


@record
class NewHead(Record):
    """A trained body with a head that knows nothing yet."""

    title = "New head"
    latex = r"\theta = (\theta_\mathrm{body}, W_\mathrm{head}, b_\mathrm{head})"
    terms = (
        Term("theta", "the body as it was, the head drawn anew"),
        Term("body", "True at the body's parameters"),
        Term("replaced", "outputs of the head that was taken off"),
    )

    network: MLP
    theta: Array  # (..., P)
    body: Array  # (P,)
    replaced: int

    def worked(self) -> tuple[str, ...]:
        """Return how many parameters are the body's and the head's."""
        body, whole = int(self.body.sum()), self.body.size
        outputs = self.network.layer_sizes[-1]
        return (
            f"body {body} parameters, head {whole - body}: {self.network.layer_sizes[-2]} → {outputs}, "
            f"{self.network.output} (was {self.replaced})",
        )


def layer_movement(network: MLP, before: Array, after: Array) -> "LayerMovement":
    """Return how far each layer's parameters went: ‖θₗ′ − θₗ‖, that over ‖θₗ‖, and how many moved at all.

    Args:
        network: the specification.
        before: θ before training (P,), or (..., P).
        after: θ′ after it (P,), or (..., P).

    Returns:
        A record with ``distance``, ``relative`` and ``moved`` (..., layers), ``size`` (layers,).

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: a θ does not fit the network.

    Example:
        >>> network = MLP((1, 1, 1), output="identity")  # θ = W0, b0, W1, b1
        >>> layer_movement(network, np.array([3.0, 4.0, 1.0, 0.0]), np.array([3.0, 4.0, 1.0, 0.5])).worked()
        ('layer 0: ‖Δθ‖ = 0, 0 of 2 parameters moved', 'layer 1: ‖Δθ‖ = 0.5, 0.5 of ‖θ‖, 1 of 2 parameters moved')
    """
    instance("network", network, MLP, NETWORK_HINT)
    before, after = _theta("before", network, before), _theta("after", network, after)
    try:
        before, after = np.broadcast_arrays(before, after)
    except ValueError:
        raise ValueError(
            f"after must hold as many runs as before; given {given(before)} and {given(after)}."
        ) from None
    ends = [layer_ends(network, layer.number) for layer in network.layers]
    parts = [(before[..., start:stop], after[..., start:stop]) for start, stop in ends]
    distance = np.stack([norm(new - old) for old, new in parts], axis=-1)
    length = np.stack([norm(old) for old, _ in parts], axis=-1)
    return LayerMovement(
        distance=distance,
        relative=distance / (length + TINY),
        moved=np.stack([(new != old).sum(axis=-1) for old, new in parts], axis=-1),
        size=np.array([stop - start for start, stop in ends]),
    )


def _theta(name: str, network: MLP, theta: Array) -> Array:
    theta = floats(name, theta)
    if theta.shape[-1:] != (network.size,):
        raise ValueError(
            f"{name} must have the shape (..., {network.size}), the parameters of {network.layer_sizes}; "
            f"given {given(theta)}. Where heads differ, compare from head.theta on."
        )
    return theta


@record
class LayerMovement(Record):
    """How far each layer is from where it was."""

    title = "Movement of the layers"
    latex = r"\lVert \theta_l' - \theta_l \rVert"
    terms = (
        Term("distance", "‖Δθ‖ of each layer"),
        Term("relative", "‖Δθ‖/‖θ‖"),
        Term("moved", "parameters that are another number now"),
        Term("size", "parameters of each layer"),
    )

    distance: Array  # (..., layers)
    relative: Array  # (..., layers)
    moved: Array  # (..., layers)
    size: Array  # (layers,)

    def worked(self) -> tuple[str, ...]:
        """Return a line for each layer, of several runs the first one's."""
        shown = (
            v.reshape(-1, len(self.size))[0] for v in (self.distance, self.relative, self.moved)
        )
        rows = enumerate(zip(*shown, self.size, strict=True))
        return tuple(
            f"layer {i}: ‖Δθ‖ = {number_text(far)}, {f'{number_text(share)} of ‖θ‖, ' if moved else ''}"
            f"{moved} of {size} parameters moved"
            for i, (far, share, moved, size) in rows
        )


def forgetting(
    network: MLP,
    before: Array,
    after: Array,
    x: Array,
    y: Array,
    *,
    running: Array | None = None,
    running_after: Array | None = None,
) -> "Forgetting":
    """Return what a body that went on learning has lost on its first task: score before − score after.

    The source task's own head, as it was, is put onto the body as it is now.

    Args:
        network: of the source task.
        before: its trained θ (P,), body and head.
        after: θ′ of a network with the same body, and a head of its own (..., P′).
        x: examples of the source task (N, features).
        y: their targets, as the source task's loss wants them.
        running: running statistics of batch normalization that belong to ``before``.
        running_after: those that belong to ``after``; None takes ``running``.

    Returns:
        A record with loss and accuracy on the source task before () and after (...).

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: shapes that do not fit, or a θ that is not finite.

    Example:
        >>> source = MLP((1, 1, 1), activation="tanh", output="sigmoid")
        >>> theta, x, y = np.array([1.0, 0.0, 2.0, 0.0]), np.array([[-1.0], [1.0]]), np.array([0, 1])
        >>> turned = np.array([-1.0, 0.0, 5.0, 0.0])  # the body's weight changed its sign; the head is another one
        >>> lost = forgetting(source, theta, turned, x, y)
        >>> lost.accuracy_before, lost.accuracy_after, lost.forgotten
        (np.float64(1.0), np.float64(0.0), np.float64(1.0))

    Source:
        McCloskey and Cohen (1989), catastrophic interference.
    """
    instance("network", network, MLP, NETWORK_HINT)
    before = finite("before", floats("before", before))
    if before.shape != (network.size,):
        raise ValueError(
            f"before must be one θ of the source network, ({network.size},); given {given(before)}."
        )
    after, start = finite("after", floats("after", after)), body_size(network)
    _check_body(network, after, start)
    heads = np.broadcast_to(before[start:], (*after.shape[:-1], network.size - start))
    theta = np.concatenate([after[..., :start], heads], axis=-1)
    with concerning("running_after"):
        running_after = check_running(
            network, theta, running if running_after is None else running_after
        )
    scores = [_scores(network, *each, x, y) for each in ((before, running), (theta, running_after))]
    (loss_before, accuracy_before), (loss_after, accuracy_after) = scores
    known = accuracy_before is not None and accuracy_after is not None
    return Forgetting(
        loss_before=loss_before,
        loss_after=loss_after,
        accuracy_before=accuracy_before,
        accuracy_after=accuracy_after,
        forgotten=accuracy_before - accuracy_after if known else None,  # type: ignore[operator]
        theta=theta,
    )


def _check_body(network: MLP, after: Array, start: int) -> None:
    """Refuse a θ that cannot be this body with a head on it."""
    unit = network.layer_sizes[-2] + 1  # a head's unit has a weight for each input and a bias
    length = after.shape[-1] if after.ndim else 0
    if length <= start or (length - start) % unit:
        raise ValueError(
            f"after must be the {start} parameters of the body of {network.layer_sizes} and a head with {unit} for "
            f"each output; given {given(after)}. Try the theta of a run that started from new_head(network, before, …)."
        )


def _scores(
    network: MLP, theta: Array, running: Array | None, x: Array, y: Array
) -> tuple[Array, Array | None]:
    """Return the loss and, of classes, the accuracy (...) of each run."""
    way = forward(network, theta, x, running)
    loss = np.asarray(compute_loss(way, y).value)[()]
    if network.output == "identity":
        return loss, None
    p, target = way.output, np.asarray(y)
    if network.output == "softmax":
        labels = target.argmax(axis=-1) if target.ndim > 1 else target
        return loss, (p.argmax(axis=-1) == labels).mean(axis=-1)
    columns = target.reshape(p.shape[-2], -1)
    return loss, ((p > 0.5) == (columns > 0.5)).mean(axis=(-2, -1))


@record
class Forgetting(Record):
    """The source task before and after its body learned something else."""

    title = "Forgetting"
    latex = r"\text{forgotten} = \text{accuracy before} - \text{accuracy after}"
    terms = (
        Term("accuracy_before", "on the source task"),
        Term("accuracy_after", "the same head on the body as it is now"),
        Term("forgotten", "the difference"),
        Term("loss_before", "on the source task"),
        Term("loss_after", "the same head on the body as it is now"),
        Term("theta", "the body as it is now, the old head"),
    )

    accuracy_before: Array | None  # ()
    accuracy_after: Array | None  # (...)
    forgotten: Array | None  # (...)
    loss_before: Array  # ()
    loss_after: Array  # (...)
    theta: Array  # (..., P)

    def worked(self) -> tuple[str, ...]:
        """Return the difference with its numbers, of several runs the first one's."""
        if self.forgotten is None:
            return (
                f"loss {number_text(first(self.loss_before))} → {number_text(first(self.loss_after))}",
            )
        parts = (self.forgotten, self.accuracy_before, self.accuracy_after)
        lost, before, after = (number_text(first(part)) for part in parts)
        return (f"{lost} = {before} − {after}",)
