"""What the batch normalization lab shows: one layer's z of seven images, normalized in every batch they can make."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.base.randomness import Purpose, stream
from mlcourse.data.datasets import digits
from mlcourse.data.preprocessing import split, standardize
from mlcourse.steps.batch_normalization import BatchNormalization, normalize
from mlcourse.steps.initialization import initialize
from mlcourse.steps.minibatches import minibatches
from mlcourse.steps.network import MLP

UNITS = 4
MATES = 6  # half of them show the same digit as the watched image
DEALT = 3  # mates in a batch that is dealt
NETWORK = MLP((64, UNITS, 10), activation="relu", batch_normalization=True)
BATCH_SIZE, EPOCHS = 32, 2  # of the training from which the running statistics come
ONE, ZERO = np.ones(UNITS), np.zeros(UNITS)


@dataclass(frozen=True)
class Batches:
    """All batches that hold the watched image, which is example 0.

    Args:
        images: brightness of each pixel, 0 to 16 (examples, 64).
        labels: which digit each image shows (examples,).
        z: what comes into the layer's normalization (examples, units).
        running: mean and variance, after two epochs of batches of 32 (2, units).
        in_training: the library's record of each batch, by number; None where the watched image is alone.
        in_evaluation: the library's record of all examples.
        deals: numbers of the batches with three mates, in the order in which they are dealt.
    """

    images: Array
    labels: Array
    z: Array
    running: Array
    in_training: tuple[BatchNormalization | None, ...]
    in_evaluation: BatchNormalization
    deals: tuple[int, ...]


def number_of(mates: tuple[int, ...]) -> int:
    """Return the number of the batch with these mates, which are counted from 1: a bit for each."""
    return sum(1 << (mate - 1) for mate in mates)


def mates_of(batch: int) -> tuple[int, ...]:
    """Return the mates of the batch with this number."""
    return tuple(mate for mate in range(1, MATES + 1) if batch >> (mate - 1) & 1)


def make_batches(seed: int) -> Batches:
    """Return every batch, normalized by the library; γ is 1 and β is 0."""
    raw = split(digits(), seed=seed)
    data = standardize(raw)
    weights = NETWORK.layers[0].W.of(initialize(NETWORK, "he_normal", seed))
    mean, variance = ZERO, ONE
    for epoch in range(EPOCHS):
        for batch in minibatches(data.train.x, data.train.y, BATCH_SIZE, seed, epoch):
            made = normalize(batch.x @ weights, ONE, ZERO, mean, variance, training=True)
            mean, variance = made.running_mean, made.running_variance
    shown = _shown(data.test.y)
    z = data.test.x[shown] @ weights
    batches = [(0, *mates_of(number)) for number in range(2**MATES)]
    return Batches(
        images=raw.test.x[shown],
        labels=data.test.y[shown],
        z=z,
        running=np.stack([mean, variance]),
        in_training=tuple(
            normalize(z[list(batch)], ONE, ZERO, mean, variance, training=True)
            if len(batch) > 1
            else None
            for batch in batches
        ),
        in_evaluation=normalize(z, ONE, ZERO, mean, variance, training=False),
        deals=_deals(seed),
    )


def _shown(y: Array) -> Array:
    """Return which images are shown: the first, the next ones like it, and others, each of another digit."""
    alike = np.flatnonzero(y == y[0])[: 1 + MATES // 2]
    _, firsts = np.unique(y, return_index=True)
    others = np.sort(firsts[y[firsts] != y[0]])[: MATES - MATES // 2]
    return np.concatenate([alike, others])


def _deals(seed: int) -> tuple[int, ...]:
    """Return every batch with three mates, in a random order; first the one with the look-alikes."""
    first, *others = (number_of(mates) for mates in combinations(range(1, MATES + 1), DEALT))
    order = stream(seed, Purpose.SHUFFLING).permutation(len(others))
    return (first, *(others[i] for i in order))
