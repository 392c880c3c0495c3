"""What the gradient cloud shows: of every batch size many batches' gradients at one θ, seen along two directions."""

from math import ceil
from typing import NamedTuple

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.steps.batch_gradients import BatchGradients, compared, side_by_side
from mlcourse.steps.minibatches import minibatches
from mlcourse.steps.network import MLP

SHOWN = 200  # batches of each size


class Cloud(NamedTuple):
    """All batch sizes at one θ."""

    full: Array  # (P,)
    directions: Array  # (2, P): along the full gradient, and across it
    share: float  # of the batches' spread that these two show
    batches: list[BatchGradients]  # of each size
    one: float  # the noise of a single example, over all of them

    def places(self) -> Array:
        """Return what the two directions show of each batch's gradient, (sizes, SHOWN, 2)."""
        return np.array([each.gradients @ self.directions.T for each in self.batches])


def sizes_of(examples: int) -> tuple[int, ...]:
    """Return the batch sizes that are shown: powers of 2, and all examples."""
    return (*(2**power for power in range(20) if 2**power < examples), examples)


def cloud_of(
    network: MLP, theta: Array, x: Array, y: Array, sizes: tuple[int, ...], dealt: list[Array]
) -> Cloud:
    """Return the gradients of the batches dealt of each size: each is the mean of its examples' gradients."""
    full = side_by_side(network, theta, x[None], y[None])[0]
    each_example = side_by_side(network, theta, x[:, None], y[:, None])
    directions = _directions(full, each_example)
    apart = each_example - full
    share = float(np.sum((apart @ directions.T) ** 2) / max(np.sum(apart**2), 1e-300))
    batches = [
        compared(full, shares @ each_example, np.full(SHOWN, size))
        for size, shares in zip(sizes, dealt, strict=True)
    ]
    one = float(np.sqrt(np.mean(np.sum(apart**2, axis=1))))
    return Cloud(full, directions, share, batches, one)


def steps_per_epoch(examples: int, size: int) -> int:
    """Return ⌈N/B⌉."""
    return ceil(examples / size)


def deal(x: Array, y: Array, size: int, seed: int) -> Array:
    """Return the share of each example in SHOWN batches, (SHOWN, N): 1/size or 0.

    They are dealt epoch by epoch; a smaller last one is left out.
    """
    full = len(x) // size  # batches of an epoch
    # All examples as one batch: the epoch's order, which batches of any size are cut from.
    epochs = (next(minibatches(x, y, len(x), seed, epoch)) for epoch in range(ceil(SHOWN / full)))
    dealt = np.concatenate([each.indices[: full * size].reshape(full, size) for each in epochs])
    shares = np.zeros((SHOWN, len(x)))
    np.put_along_axis(shares, dealt[:SHOWN], 1 / size, axis=1)
    return shares


def _directions(full: Array, each_example: Array) -> Array:
    """Return the direction of the full gradient, and of those across it the one of the widest spread; (2, P)."""
    length = np.linalg.norm(full)
    along = full / length if length else np.eye(len(full))[0]
    apart = each_example - full
    apart -= np.outer(apart @ along, along)
    return np.array([along, _widest(apart)])


def _widest(apart: Array) -> Array:
    """Return the direction in which points (N, P) around 0 spread most, (P,): of length 1."""
    if len(apart) < apart.shape[1]:
        return np.asarray(np.linalg.svd(apart, full_matrices=False)[2][0])
    return np.asarray(np.linalg.eigh(apart.T @ apart)[1][:, -1])  # the same, in a fifth of the time
