"""What a threshold decides: of examples with a score, those that reach it are called positive.

A classifier gives a number, such as a probability. Where the line is drawn is a decision of its own, and each place of
the line has its TP, FP, FN and TN, and with them its scores.
"""

from typing import Any

import numpy as np

from mlcourse.base.display import Record, Term, number_text, record
from mlcourse.base.errors import Array, number, plain_number
from mlcourse.scores.score import scored_pair


def threshold_scores(score: Array, target: Array) -> "ThresholdScores":
    """Return what follows from every threshold: ŷ = [score ≥ threshold], the counts and the scores.

    Between two neighboring scores all thresholds decide alike, so those tried are ∞, by which nothing is positive, and
    each score that occurs. Examples with the same score always fall together.

    Args:
        score: of each example (N,) or (N, 1), higher for "more likely positive": a probability or a logit.
        target: 1 for positive, 0 for negative (N,), integers or booleans.

    Returns:
        ``thresholds`` (T,), falling from ∞, and with each its counts and scores (T,). A score that comes to 0/0, such
        as the precision where nothing is called positive, is counted as 0.

    Raises:
        TypeError: scores are not real numbers, or labels not integers.
        ValueError: shapes that do not fit, nothing given, NaN or infinity, or labels other than 0 and 1.

    Example:
        >>> found = threshold_scores([0.9, 0.6, 0.6, 0.1], [1, 1, 0, 0])
        >>> found.thresholds, found.true_positives, found.false_positives
        (array([inf, 0.9, 0.6, 0.1]), array([0, 1, 2, 2]), array([0, 0, 1, 2]))
        >>> found.at(0.5).worked()[0]
        'threshold 0.5: TP 2, FP 1, FN 0, TN 1'

    Source:
        Fawcett (2006).
    """
    score, positive = scored_pair(score, target)
    thresholds, place = np.unique(-score, return_inverse=True)
    tp = np.cumsum([0, *np.bincount(place, positive, thresholds.size)]).astype(np.intp)
    fp = np.cumsum([0, *np.bincount(place, ~positive, thresholds.size)]).astype(np.intp)
    return _scores(np.array([np.inf, *-thresholds]), tp, fp, tp[-1], fp[-1])


def _scores(
    thresholds: Array, tp: Array, fp: Array, positives: int, negatives: int
) -> "ThresholdScores":
    """Return the counts of some thresholds and the scores that are made of them."""
    fn, tn = positives - tp, negatives - fp
    return ThresholdScores(
        thresholds=thresholds,
        true_positives=tp,
        false_positives=fp,
        false_negatives=fn,
        true_negatives=tn,
        accuracy=(tp + tn) / (positives + negatives),
        precision=tp / np.maximum(tp + fp, 1),
        recall=tp / np.maximum(tp + fn, 1),
        f1=2 * tp / np.maximum(2 * tp + fp + fn, 1),
        false_positive_rate=fp / np.maximum(fp + tn, 1),
    )


@record
class ThresholdScores(Record):
    """The counts and the scores of thresholds, one after the other."""

    title = "What a threshold decides"
    latex = r"\hat y_i = [s_i \ge \text{threshold}]"
    terms = (
        Term("thresholds", "the least score that is called positive"),
        Term("true_positives", "TP, positive and called so"),
        Term("false_positives", "FP, negative, yet called positive"),
        Term("false_negatives", "FN, positive, yet called negative"),
        Term("true_negatives", "TN, negative and called so"),
        Term("accuracy", "(TP + TN)/N"),
        Term("precision", "TP/(TP + FP)"),
        Term("recall", "TP/(TP + FN), the true positive rate"),
        Term("f1", "2·TP/(2·TP + FP + FN)"),
        Term("false_positive_rate", "FP/(FP + TN)"),
    )

    thresholds: Array  # (T,), falling
    true_positives: Array  # (T,)
    false_positives: Array  # (T,)
    false_negatives: Array  # (T,)
    true_negatives: Array  # (T,)
    accuracy: Array  # (T,)
    precision: Array  # (T,)
    recall: Array  # (T,)
    f1: Array  # (T,)
    false_positive_rate: Array  # (T,)

    def at(self, threshold: float) -> "ThresholdScores":
        """Return the counts and scores of one threshold, each (1,).

        Args:
            threshold: any number; ∞ calls nothing positive, −∞ everything.

        Returns:
            A record with this threshold alone.

        Raises:
            TypeError: it is not a number.
            ValueError: it is NaN.
        """
        wanted = _threshold(threshold)
        # Whatever lies between two scores decides as the higher of them does.
        place = int(np.sum(self.thresholds >= wanted)) - 1
        tp, fp = self.true_positives[[place]], self.false_positives[[place]]
        positives, negatives = tp + self.false_negatives[place], fp + self.true_negatives[place]
        return _scores(np.array([wanted]), tp, fp, positives[0], negatives[0])

    def worked(self) -> tuple[str, ...]:
        """Return the counts of the threshold with the best F1, and how precision and recall come of them."""
        k = int(self.f1.argmax())
        counts = (
            self.true_positives,
            self.false_positives,
            self.false_negatives,
            self.true_negatives,
        )
        tp, fp, fn, tn = (int(each[k]) for each in counts)
        best = "" if self.thresholds.size == 1 else ", the best by F1"
        return (
            f"threshold {number_text(self.thresholds[k])}{best}: TP {tp}, FP {fp}, FN {fn}, TN {tn}",
            f"precision = {_fraction(tp, fp)}   recall = {_fraction(tp, fn)}",
        )


def _fraction(tp: int, more: int) -> str:
    """Return TP/(TP + …) with its numbers; where it is 0/0, that it counts as 0."""
    if tp + more == 0:
        return "0/0, counted as 0"
    return f"{tp}/({tp} + {more}) = {number_text(tp / (tp + more))}"


def _threshold(value: Any) -> float:
    """Return a threshold as a float; infinity is one, NaN is none."""
    value = plain_number(value)
    if isinstance(value, float | np.floating) and np.isinf(value):
        return float(value)
    return number("threshold", value, try_this="Try 0.5, or np.inf to call nothing positive.")
