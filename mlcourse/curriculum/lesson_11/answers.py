"""The worked answers to exercise 11, in its order.

Each stands here only: ``check`` compares with it, and the text that the solved notebook shows is this file's.
"""

from typing import Any

import numpy as np

from mlcourse.base.errors import Array

log_uniform_by_hand = 0.00001 * 10000**0.75  # three of the four powers of ten: 0.01


def log_uniform(u: Array, low: float, high: float) -> Array:
    """Return for each u (N,) of U(0, 1) the value at that share of the way from low to high, in logarithms."""
    return low * (high / low) ** u


def grid(rates: Array, penalties: Array) -> Array:
    """Return every pair (N·M, 2) of a rate (N,) and a penalty (M,); the penalty changes fastest."""
    pairs = [(rate, penalty) for rate in rates for penalty in penalties]
    return np.array(pairs)


budget_by_hand = 22  # 0.9 ** 22 = 0.098; one fewer leaves 0.109


def best_within(scores: Array, costs: Array, budget: float) -> tuple[Any, Any]:
    """Return which candidate is best of those that the budget allows, and what they cost; both arrays (N,)."""
    spent = np.cumsum(costs)
    tried = np.sum(spent <= budget)  # all before the first that costs too much
    best = np.argmax(scores[:tried])
    return best, spent[tried - 1]


def standardized_folds(x: Array, fold: Array) -> Array:
    """Return x (N, D), each example standardized by the other folds; fold (N,) says in which fold it is."""
    result = np.zeros(x.shape)
    for number in np.unique(fold):
        held_out = fold == number
        train = x[~held_out]
        result[held_out] = (x[held_out] - train.mean(axis=0)) / train.std(axis=0)
    return result


def chosen(scores: Array) -> tuple[Any, Any, Any]:
    """Return the best candidate of scores (candidates, folds), its spread, and the simplest that is about as good."""
    means = scores.mean(axis=1)
    best = np.argmax(means)
    spread = scores[best].std(ddof=1)
    error = spread / np.sqrt(scores.shape[1])
    simplest = np.argmax(means >= means[best] - error)  # the first for which it is true
    return best, spread, simplest


curse_by_hand = 0.8 * 0.5**3 + 0.9 * (1 - 0.5**3)  # all three have 0.8 in one case of eight: 0.8875


def kept_features(x: Array, y: Array, fold: Array, keep: int) -> Array:
    """Return for each fold (folds, keep) which features of x (N, D) to keep, judged without that fold."""
    kept = []
    for number in np.unique(fold):
        train = fold != number
        ones, zeros = x[train & (y == 1)], x[train & (y == 0)]
        difference = np.abs(ones.mean(axis=0) - zeros.mean(axis=0))
        kept.append(np.sort(np.argsort(difference)[-keep:]))
    return np.array(kept)
