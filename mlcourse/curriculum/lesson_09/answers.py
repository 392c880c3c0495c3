"""The worked answers to exercise 09, in its order.

Each stands here only: ``check`` compares with it, and the text that the solved notebook shows is this file's.
"""

import numpy as np

from mlcourse.base.errors import Array


def best_and_gap(training: Array, validation: Array) -> tuple[int, float]:
    """Return the epoch with the lowest validation loss, and the gap there; both losses are (epochs,)."""
    best = int(np.argmin(validation))
    return best, validation[best] - training[best]


def regimes(training: Array, validation: Array, acceptable: float, rise: float) -> Array:
    """Return −1 (underfitting), 0 (a good fit) or 1 (overfitting) for each run; losses are (runs, epochs)."""
    overfits = validation[:, -1] > validation.min(axis=1) + rise
    underfits = training[:, -1] > acceptable
    return np.where(overfits, 1, np.where(underfits, -1, 0))


def enough_examples(
    amounts: Array, training: Array, validation: Array, tolerance: float
) -> tuple[Array, int]:
    """Return the mean gap of each amount of data, and the first amount where it is at most tolerance, or −1."""
    gaps = np.mean(validation - training, axis=1)
    small = np.flatnonzero(gaps <= tolerance)
    return gaps, int(amounts[small[0]]) if len(small) else -1


stops_after = 5  # best is epoch 3; 4 and 5 are not below 0.50


def early_stopping(
    losses: Array, thetas: Array, patience: int, min_delta: float
) -> tuple[int, int, Array]:
    """Return the last epoch of the run, its best epoch, and the weights of that epoch."""
    lowest = np.inf
    best, waited = 0, 0
    for epoch in range(len(losses)):
        waited = waited + 1
        if losses[epoch] < lowest - min_delta:
            lowest = losses[epoch]
            best = epoch
            waited = 0
        if waited >= patience:
            break
    return epoch, best, thetas[best]


def standardized(train: Array, validation: Array, test: Array) -> tuple[Array, Array, Array]:
    """Return the three parts, each (N, features), standardized without a leak."""
    mean = train.mean(axis=0)
    std = train.std(axis=0)
    return (train - mean) / std, (validation - mean) / std, (test - mean) / std


def chosen_l2(l2: Array, training: Array, validation: Array, test: Array) -> tuple[float, float]:
    """Return the λ that is chosen, and the loss to report for it; losses are (λ, seeds)."""
    chosen = int(np.argmin(validation.mean(axis=1)))
    return l2[chosen], test[chosen].mean()
