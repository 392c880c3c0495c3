"""Exercise 10, evaluation: the confusion matrix, precision, recall, F1, ROC by hand, a threshold's cost, averages, R².

What each task asks for, what answers are tried on, and what the library has for it. Mistakes and what is said to them
are in ``mistakes.py``.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

import mlcourse as ml
from mlcourse.base.errors import Array
from mlcourse.checks.task import Arguments, Probe, Task
from mlcourse.curriculum.lesson_10 import answers as right
from mlcourse.curriculum.lesson_10 import mistakes as wrong
from mlcourse.curriculum.lesson_10 import other_right_answers as others

# --- what they are tried on


def _labels(tn: int, fp: int, fn: int, tp: int) -> Callable[..., Arguments]:
    """Return what gives labels 0 and 1 with these counts, in a drawn order."""

    def make(generator: np.random.Generator) -> Arguments:
        counts = (tn, fp, fn, tp)
        order = generator.permutation(sum(counts))
        return {
            "prediction": np.repeat([0, 1, 0, 1], counts)[order],
            "target": np.repeat([0, 0, 1, 1], counts)[order],
        }

    return make


def _ranked(missed: float, alarm: float, decimals: int = 6) -> Callable[..., Arguments]:
    """Return what draws probabilities, more of them high for the positive, and labels; the costs are given."""

    def make(generator: np.random.Generator, examples: int) -> Arguments:
        y = (generator.random(examples) < 0.4).astype(int)
        p = 1 / (1 + np.exp(-generator.normal(1.6 * y - 0.8, 1.2)))
        return {"p": p.round(decimals), "y": y, "missed": missed, "alarm": alarm}

    return make


def _as_cheap(generator: np.random.Generator) -> Arguments:
    """Two thresholds cost the same, and the larger comes first."""
    p = np.array([0.5, 0.75, 0.25, 0.875, 0.125, 0.375, 0.625])
    return {"p": p, "y": np.array([0, 1, 1, 1, 0, 0, 0]), "missed": 6.0, "alarm": 2.0}


def _all_called(generator: np.random.Generator) -> Arguments:
    """What is missed is dear: the smallest threshold costs least."""
    p = np.array([0.2, 0.9, 0.3, 0.6, 0.7])
    return {"p": p, "y": np.array([1, 1, 0, 0, 0]), "missed": 9.0, "alarm": 0.75}


def _one_called(generator: np.random.Generator) -> Arguments:
    """False alarms are dear: the largest threshold costs least."""
    p = np.array([0.4, 0.1, 0.8, 0.6, 0.95])
    return {"p": p, "y": np.array([1, 0, 0, 1, 1]), "missed": 0.125, "alarm": 0.5}


def _classes(*labels: int) -> Callable[..., Arguments]:
    """Return what draws targets with these labels, the first far more frequent, and predictions, often right."""

    def make(generator: np.random.Generator, examples: int) -> Arguments:
        shares = np.array([6.0] + [1.0] * (len(labels) - 1))
        more = generator.choice(labels, examples - len(labels), p=shares / shares.sum())
        target = generator.permutation(np.concatenate([labels, more]))
        guessed = generator.choice(labels, examples)
        is_right = generator.random(examples) < np.where(target == labels[0], 0.9, 0.4)
        return {"prediction": np.where(is_right, target, guessed), "target": target}

    return make


def _numbers(worse: float = 0.6) -> Callable[..., Arguments]:
    """Return what draws targets around 3, and predictions that miss by so much and are too low."""

    def make(generator: np.random.Generator, examples: int) -> Arguments:
        target = generator.normal(3, 1.5, examples)
        return {
            "prediction": 0.8 * target + 0.3 + generator.normal(0, worse, examples),
            "target": target,
        }

    return make


# --- the same by the library's functions


def _f1_by_hand() -> float:
    prediction, target = (
        np.repeat([0, 1, 0, 1], [76, 4, 14, 6]),
        np.repeat([0, 0, 1, 1], [76, 4, 14, 6]),
    )
    return ml.f1(prediction, target).value


def _confusion(prediction: Array, target: Array) -> Array:
    return ml.confusion_matrix(prediction, target, class_names=("no", "yes")).counts


def _precision_recall(prediction: Array, target: Array) -> tuple[float, float]:
    return ml.precision(prediction, target).value, ml.recall(prediction, target).value


def _f1(prediction: Array, target: Array) -> float:
    return ml.f1(prediction, target).value


def _area_by_hand() -> float:
    return ml.roc_curve([0.9, 0.8, 0.7, 0.6, 0.5, 0.4], [1, 0, 1, 0, 0, 0]).value


def _cheapest_threshold(p: Array, y: Array, missed: float, alarm: float) -> tuple[Any, Any]:
    found = ml.threshold_scores(p, y)
    cost = missed * found.false_negatives + alarm * found.false_positives
    best = np.flatnonzero(cost[1:] == cost[1:].min())[-1] + 1  # they fall: the last is the smallest
    return found.thresholds[best], cost[best]


def _recall_averages(prediction: Array, target: Array) -> tuple[float, float]:
    macro, micro = (ml.recall(prediction, target, average=each) for each in ("macro", "micro"))
    return macro.value, micro.value


def _r_squared(prediction: Array, target: Array) -> float:
    return ml.r_squared(prediction, target).value


# --- the tasks

EDGES = (
    Probe(_labels(5, 0, 3, 0), name="nothing called positive"),
    Probe(_labels(7, 2, 0, 0), name="nothing positive"),
    Probe(_labels(3, 0, 0, 0), name="neither"),
    Probe(_labels(2, 3, 5, 0), name="none found"),
    Probe(_labels(5, 0, 3, 7), name="no false alarm"),
    Probe(_labels(5, 3, 0, 7), name="all found"),
)

TASKS = (
    Task(
        id="10.f1_by_hand",
        title="F1 by hand",
        points=1,
        objective="10.2",
        answer=right.f1_by_hand,
        library=_f1_by_hand,
        also_right=others.F1_BY_HAND,
        worked=others.F1_BY_HAND_WORKED,
        tolerance=1e-3,
        why="Precision 0.6, recall 0.3: F1 lies nearer to the poorer of the two.",
        hints=(
            "Which of TP, FP, FN and TN are known, and which follow?",
            "6 are rightly called ill: TP. So FP is 10 − 6, and FN is 20 − 6.",
            "2 · 6/(2 · 6 + 4 + …)",
        ),
        mistakes=wrong.F1_BY_HAND,
    ),
    Task(
        id="10.confusion",
        title="The confusion matrix",
        points=2,
        objective="10.1",
        answer=right.confusion,
        library=_confusion,
        also_right=others.CONFUSION,
        elsewhere=frozenset({"sklearn.metrics.confusion_matrix"}),
        why="All scores of a yes or no are made of these four numbers.",
        hints=(
            "Which two things must be true of an example that is a false positive?",
            "np.sum((target == 0) & (prediction == 1)) counts them.",
            "np.array([[tn, fp], [fn, …]])",
        ),
        probes=(
            Probe(_labels(11, 5, 3, 7)),
            Probe(_labels(2, 7, 13, 5)),
            Probe(_labels(5, 0, 3, 0), name="nothing called positive"),
            Probe(_labels(7, 2, 0, 0), name="nothing positive"),
        ),
        mistakes=wrong.CONFUSION,
    ),
    Task(
        id="10.precision_recall",
        title="Precision and recall",
        points=2,
        objective="10.2",
        answer=right.precision_recall,
        library=_precision_recall,
        also_right=others.PRECISION_RECALL,
        elsewhere=frozenset({"sklearn.metrics.precision_score", "sklearn.metrics.recall_score"}),
        why="Of what was called positive, and of what is positive: two questions, one numerator.",
        hints=(
            "What do both fractions have above, and what does each divide by?",
            "Precision divides by np.sum(prediction == 1). And what if that is 0?",
            "recall = tp / positive if positive > 0 else …",
        ),
        parts=("precision", "recall"),
        probes=(Probe(_labels(11, 5, 3, 7)), Probe(_labels(2, 7, 13, 5)), *EDGES),
        mistakes=wrong.PRECISION_RECALL,
    ),
    Task(
        id="10.f1",
        title="F1",
        points=2,
        objective="10.2",
        answer=right.f1,
        library=_f1,
        also_right=others.F1,
        elsewhere=frozenset({"sklearn.metrics.f1_score"}),
        why="One number that is good only if both precision and recall are.",
        hints=(
            "What is the harmonic mean of two numbers?",
            "2·TP/(2·TP + FP + FN). When is that 0/0?",
            "return 2 * tp / (called + …), and 0.0 where that is 0",
        ),
        probes=(Probe(_labels(11, 5, 3, 7)), Probe(_labels(2, 7, 13, 5)), *EDGES),
        mistakes=wrong.F1,
    ),
    Task(
        id="10.area_by_hand",
        title="The area under a ROC curve by hand",
        points=1,
        objective="10.3",
        answer=right.area_by_hand,
        library=_area_by_hand,
        also_right=others.AREA_BY_HAND,
        worked=others.AREA_BY_HAND_WORKED,
        tolerance=1e-3,
        why="The area is a share of pairs, and no threshold occurs in it.",
        hints=(
            "How many pairs of an 8 and another digit are there?",
            "The first 8 has a higher probability than all four others. And the second?",
            "(4 + …)/8",
        ),
        mistakes=wrong.AREA_BY_HAND,
    ),
    Task(
        id="10.cheapest_threshold",
        title="The threshold that costs least",
        points=3,
        objective="10.3",
        answer=right.cheapest_threshold,
        library=_cheapest_threshold,
        also_right=others.CHEAPEST_THRESHOLD,
        why="The model is as it was. Where the line is drawn was decided by what the errors cost.",
        hints=(
            "What does a single threshold cost? Count what it misses, and its false alarms.",
            "Go through np.unique(p), keep each one's cost in a list, and take np.argmin of it.",
            "missed * np.sum((p < threshold) & (y == 1)) + alarm * np.sum(…)",
        ),
        parts=("threshold", "cost"),
        probes=(
            Probe(_ranked(10.0, 3.0), {"examples": 23}),
            Probe(_ranked(0.625, 0.25), {"examples": 31}),
            Probe(
                _ranked(5.0, 7.0, decimals=1), {"examples": 37}, "several with the same probability"
            ),
            Probe(_all_called, name="cheapest if all are called positive"),
            Probe(_one_called, name="cheapest if a single one is called positive"),
            Probe(_as_cheap, name="two thresholds as cheap"),
        ),
        mistakes=wrong.CHEAPEST_THRESHOLD,
    ),
    Task(
        id="10.recall_averages",
        title="Macro and micro",
        points=2,
        objective="10.4",
        answer=right.recall_averages,
        library=_recall_averages,
        also_right=others.RECALL_AVERAGES,
        elsewhere=frozenset({"sklearn.metrics.balanced_accuracy_score"}),
        why="The same answers, and two numbers: one for each class, one for each example.",
        hints=(
            "What is the recall of one class, and of which examples is it a share?",
            "For each label of np.unique(target): np.mean(prediction[target == label] == label).",
            "macro = np.mean(recalls); micro = np.mean(prediction == …)",
        ),
        parts=("macro", "micro"),
        probes=(
            Probe(_classes(0, 1, 2), {"examples": 41}),
            Probe(_classes(1, 2, 4, 7), {"examples": 53}, "labels with gaps"),
            Probe(_classes(2, 0), {"examples": 29}),
        ),
        mistakes=wrong.RECALL_AVERAGES,
    ),
    Task(
        id="10.r_squared",
        title="R²",
        points=2,
        objective="10.5",
        answer=right.r_squared,
        library=_r_squared,
        also_right=others.R_SQUARED,
        elsewhere=frozenset({"sklearn.metrics.r2_score"}),
        why="Now an error has a yardstick: the best answer that looks at nothing.",
        hints=(
            "With what are the model's squared errors compared?",
            "np.sum((target - np.mean(target)) ** 2) is what there is to explain.",
            "1 - np.sum((prediction - target) ** 2) / …",
        ),
        probes=(
            Probe(_numbers(), {"examples": 13}),
            Probe(_numbers(), {"examples": 29}),
            Probe(_numbers(3.0), {"examples": 7}, "worse than the mean"),
        ),
        mistakes=wrong.R_SQUARED,
    ),
)
