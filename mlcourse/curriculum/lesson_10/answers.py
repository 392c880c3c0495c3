"""The worked answers to exercise 10, in its order.

Each stands here only: ``check`` compares with it, and the text that the solved notebook shows is this file's.
"""

from typing import Any

import numpy as np

from mlcourse.base.errors import Array

f1_by_hand = 2 * 6 / (2 * 6 + 4 + 14)  # TP 6, FP 10 - 6, FN 20 - 6: 0.4


def confusion(prediction: Array, target: Array) -> Array:
    """Return the counts (2, 2) of labels 0 and 1, both (N,): rows are the truth, columns what was predicted."""
    tn = np.sum((target == 0) & (prediction == 0))
    fp = np.sum((target == 0) & (prediction == 1))
    fn = np.sum((target == 1) & (prediction == 0))
    tp = np.sum((target == 1) & (prediction == 1))
    return np.array([[tn, fp], [fn, tp]])


def precision_recall(prediction: Array, target: Array) -> tuple[Any, Any]:
    """Return precision and recall of class 1, for labels 0 and 1, both (N,); 0/0 counts as 0."""
    tp = np.sum((prediction == 1) & (target == 1))
    called, positive = np.sum(prediction == 1), np.sum(target == 1)
    precision = tp / called if called > 0 else 0.0
    recall = tp / positive if positive > 0 else 0.0
    return precision, recall


def f1(prediction: Array, target: Array) -> Any:
    """Return the F1 of class 1, for labels 0 and 1, both (N,); 0/0 counts as 0."""
    tp = np.sum((prediction == 1) & (target == 1))
    called, positive = np.sum(prediction == 1), np.sum(target == 1)
    if called + positive == 0:
        return 0.0
    return 2 * tp / (called + positive)  # TP + FP, and TP + FN


area_by_hand = 7 / 8  # the first 8 beats 4 others, the second 3


def cheapest_threshold(p: Array, y: Array, missed: float, alarm: float) -> tuple[Any, Any]:
    """Return the threshold that costs least, of the numbers in p (N,), and its cost; y (N,) holds 0 and 1."""
    thresholds = np.unique(p)
    costs = []
    for threshold in thresholds:
        called = p >= threshold
        costs.append(missed * np.sum(~called & (y == 1)) + alarm * np.sum(called & (y == 0)))
    best = np.argmin(costs)  # the first of the smallest
    return thresholds[best], costs[best]


def recall_averages(prediction: Array, target: Array) -> tuple[Any, Any]:
    """Return the macro and the micro average of the recall of each class in target, both (N,)."""
    classes = np.unique(target)
    recalls = [np.mean(prediction[target == label] == label) for label in classes]
    macro = np.mean(recalls)
    micro = np.mean(prediction == target)
    return macro, micro


def r_squared(prediction: Array, target: Array) -> Any:
    """Return R² of predictions (N,) for targets (N,)."""
    unexplained = np.sum((prediction - target) ** 2)
    total = np.sum((target - np.mean(target)) ** 2)
    return 1 - unexplained / total
