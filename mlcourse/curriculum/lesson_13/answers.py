"""The worked answers to exercise 13, in its order.

Each stands here only: ``check`` compares with it, and the text that the solved notebook shows is this file's.
"""

import numpy as np

from mlcourse.base.errors import Array


def tells_alone(x: Array, y: Array) -> Array:
    """Return for each column of x (N, D) whether a threshold on it parts the classes 0 and 1 of y (N,)."""
    zeros = x[y == 0]
    ones = x[y == 1]
    above = ones.min(axis=0) > zeros.max(axis=0)
    below = ones.max(axis=0) < zeros.min(axis=0)
    return above | below


def prepared(x: Array, y: Array, order: Array, held_out: int) -> tuple[Array, Array, Array, Array]:
    """Return training inputs, training targets, test inputs, test targets: shuffled, split, standardized."""
    x = x[order]
    y = y[order]
    count = len(x) - held_out
    mean = x[:count].mean(axis=0)
    std = x[:count].std(axis=0)
    x = (x - mean) / std
    return x[:count], y[:count], x[count:], y[count:]


def loss_for(task: str, output: Array, y: Array) -> float:
    """Return the mean loss of outputs (batch, K) that went through no activation."""
    if task == "regression":
        return np.mean((output[:, 0] - y) ** 2)
    if task == "binary":
        z = output[:, 0]
        return np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))
    shifted = output - output.max(axis=1, keepdims=True)
    true = shifted[np.arange(len(y)), y]
    return np.mean(np.log(np.exp(shifted).sum(axis=1)) - true)


def kept_weights(validation: Array, thetas: Array) -> Array:
    """Return the weights of each seed's best epoch (seeds, P)."""
    best = np.argmin(validation, axis=1)
    return thetas[np.arange(len(best)), best]


def simplest(scores: Array) -> int:
    """Return the first candidate within one standard error of the best; scores are (candidates, seeds)."""
    means = scores.mean(axis=1)
    best = np.argmax(means)
    error = scores[best].std(ddof=1) / np.sqrt(scores.shape[1])
    return int(np.flatnonzero(means >= means[best] - error)[0])


def over_the_baseline(said: Array, y: Array, y_train: Array) -> float:
    """Return the accuracy minus that of the class that is most frequent in training."""
    usual = np.bincount(y_train).argmax()
    return np.mean(said == y) - np.mean(y == usual)


def report(scores: Array, baseline: float) -> tuple[float, float, int]:
    """Return mean and spread (ddof = 1) of the seeds' scores, and how many of them are above the baseline."""
    return scores.mean(), scores.std(ddof=1), int(np.sum(scores > baseline))


diabetes_plans = (
    3,  # hits do not say how far off an answer is
    1,  # the test part chooses η and λ
    0,
    2,  # a sigmoid ends at 1
    4,  # one seed has no spread
)

tumor_plans = (
    3,  # accuracy counts a missed tumor like a false alarm
    0,
    3,  # recall alone is perfect for whoever warns of everything
    1,  # the test part chooses the threshold
    4,  # the simple model was trained on the test part
)

digit_plans = (
    1,  # the test part has a say in the scale
    2,  # a squared error makes an order of the classes
    5,  # the last epoch need not be the best
    0,
    4,  # one seed has no spread
)
