"""Curves over all thresholds, and the areas under them: what a ranking is worth, wherever the line is drawn."""

import numpy as np

from mlcourse.base.display import Term, number_text, record
from mlcourse.base.errors import Array
from mlcourse.scores.score import Score
from mlcourse.scores.thresholds import threshold_scores

SHOWN = 4  # terms of a sum in a worked line


def roc_curve(score: Array, target: Array) -> "RocCurve":
    """Return the ROC curve: the true positive rate TP/P over the false positive rate FP/N, and the area under it.

    The area is the share of pairs, a positive and a negative, in which the positive has the higher score; a tie counts
    half. A ranking by chance has ½, a perfect one 1, and how rare the positives are makes no difference.

    Args:
        score: of each example (N,) or (N, 1), higher for "more likely positive".
        target: 1 for positive, 0 for negative (N,), integers or booleans.

    Returns:
        The score: its value is the area. ``thresholds`` (T,) fall from ∞, by which nothing is called positive, through
        every score that occurs. With one class only there is no pair: ``undefined`` is True and the area counts as 0.
        (scikit-learn gives NaN and warns.)

    Raises:
        TypeError: scores are not real numbers, or labels not integers.
        ValueError: shapes that do not fit, nothing given, NaN or infinity, or labels other than 0 and 1.

    Example:
        >>> roc_curve([0.9, 0.6, 0.6, 0.1], [1, 1, 0, 0]).worked()
        ('area = (wins + ties/2)/(positives·negatives) = (3 + 1/2)/(2·2) = 0.875',)

    Source:
        Hanley and McNeil (1982); Fawcett (2006).
    """
    found = threshold_scores(score, target)
    tp, fp = found.true_positives, found.false_positives
    positives, negatives = int(tp[-1]), int(fp[-1])
    # The negatives that a threshold adds lose to the positives above it, and tie with those it adds.
    wins = int(np.sum(np.diff(fp) * tp[:-1]))
    ties = int(np.sum(np.diff(fp) * np.diff(tp)))
    pairs = positives * negatives
    return RocCurve(
        value=(wins + ties / 2) / pairs if pairs else 0.0,
        thresholds=found.thresholds,
        false_positive_rate=found.false_positive_rate,
        true_positive_rate=found.recall,
        positives=positives,
        negatives=negatives,
        wins=wins,
        ties=ties,
        undefined=pairs == 0,
    )


def precision_recall_curve(score: Array, target: Array) -> "PrecisionRecallCurve":
    """Return precision TP/(TP + FP) over recall TP/P at every threshold, and the average precision AP.

    AP = Σₖ (Rₖ − Rₖ₋₁) Pₖ, over the thresholds from high to low: each gain of recall with the precision that it is had
    at. A ranking by chance has about the share of positives; where they are rare, this curve shows what ROC hides.

    Args:
        score: of each example (N,) or (N, 1), higher for "more likely positive".
        target: 1 for positive, 0 for negative (N,), integers or booleans.

    Returns:
        The score: its value is AP. ``thresholds`` (T,) fall through every score that occurs; above the highest nothing
        is called positive, and the precision is 0/0, so that the curve does not begin there. (scikit-learn adds a
        point with recall 0 and precision 1.) Without a positive example recall is 0/0: ``undefined`` is True, and
        recall and AP count as 0.

    Raises:
        TypeError: scores are not real numbers, or labels not integers.
        ValueError: shapes that do not fit, nothing given, NaN or infinity, or labels other than 0 and 1.

    Example:
        >>> precision_recall_curve([0.9, 0.6, 0.6, 0.1], [1, 1, 0, 0]).worked()
        ('AP = 0.5·1 + 0.5·0.6667 = 0.8333',)

    Source:
        Davis and Goadrich (2006), on this curve beside ROC.
    """
    found = threshold_scores(score, target)
    precision, recall = found.precision[1:], found.recall[1:]
    positives, total = int(found.true_positives[-1]), int(found.false_positives[-1])
    return PrecisionRecallCurve(
        value=float(np.sum(np.diff(recall, prepend=0.0) * precision)),
        thresholds=found.thresholds[1:],
        precision=precision,
        recall=recall,
        positives=positives,
        share=positives / (positives + total),
        undefined=positives == 0,
    )


@record
class RocCurve(Score):
    """The true positive rate over the false positive rate, and the area under it."""

    title = "ROC curve"
    latex = r"\text{area} = \frac{\text{wins} + \frac{1}{2} \text{ties}}{\text{positives} \cdot \text{negatives}}"
    terms = (
        Term("value", "the area: 1/2 by chance, 1 at best"),
        Term("thresholds", "the least score that is called positive"),
        Term("false_positive_rate", "FP/N of each threshold"),
        Term("true_positive_rate", "TP/P of each threshold, the recall"),
        Term("positives", "examples with label 1"),
        Term("negatives", "examples with label 0"),
        Term("wins", "pairs in which the positive has the higher score"),
        Term("ties", "pairs in which both have the same"),
        Term("undefined", "whether there is one class only: no pair, counted as 0"),
    )

    thresholds: Array  # (T,), falling from ∞
    false_positive_rate: Array  # (T,)
    true_positive_rate: Array  # (T,)
    positives: int
    negatives: int
    wins: int
    ties: int
    undefined: bool

    def worked(self) -> tuple[str, ...]:
        """Return the area with its numbers, or that there is none."""
        if self.undefined:
            missing = "positive" if self.positives == 0 else "negative"
            return (
                f"area = 0/0: no {missing} example, so no pair to compare; undefined, counted as 0",
            )
        pairs = f"{self.positives}·{self.negatives}"
        numbers = f"({self.wins} + {self.ties}/2)/({pairs})"
        return (
            f"area = (wins + ties/2)/(positives·negatives) = {numbers} = {number_text(self.value)}",
        )

    def _repr_html_(self) -> str:
        """Return the formula, the area and the curve."""
        from mlcourse.base.curve_picture import curve_picture  # only notebooks need them
        from mlcourse.base.pictured import record_html

        points = zip(self.false_positive_rate, self.true_positive_rate, strict=True)
        told = f"ROC curve with the area {number_text(self.value)}; dashed, a ranking by chance"
        axes = ("false positive rate", "true positive rate")
        return record_html(self, curve_picture(points, *axes, [(0, 0), (1, 1)], told))


@record
class PrecisionRecallCurve(Score):
    """Precision over recall, and the average precision."""

    title = "Precision-recall curve"
    latex = r"\mathrm{AP} = \sum_k (R_k - R_{k-1})\, P_k"
    terms = (
        Term("value", "AP, the average precision: about the share of positives by chance, 1 at best"),
        Term("thresholds", "the least score that is called positive"),
        Term("precision", "TP/(TP + FP) of each threshold"),
        Term("recall", "TP/(TP + FN) of each threshold"),
        Term("positives", "examples with label 1"),
        Term("share", "of the examples that are positive"),
        Term("undefined", "whether there is no positive example: recall is 0/0, counted as 0"),
    )  # fmt: skip

    thresholds: Array  # (T,), falling
    precision: Array  # (T,)
    recall: Array  # (T,)
    positives: int
    share: float
    undefined: bool

    def worked(self) -> tuple[str, ...]:
        """Return the first gains of recall with their precision, and the sum."""
        if self.undefined:
            return ("AP: no positive example, so recall is 0/0; undefined, counted as 0",)
        gains = np.diff(self.recall, prepend=0.0)
        counted = np.flatnonzero(gains)
        products = [
            f"{number_text(gains[k])}·{number_text(self.precision[k])}" for k in counted[:SHOWN]
        ]
        more = " + …" if counted.size > SHOWN else ""
        return (f"AP = {' + '.join(products)}{more} = {number_text(self.value)}",)

    def _repr_html_(self) -> str:
        """Return the formula, the sum and the curve, whose steps enclose the area AP."""
        from mlcourse.base.curve_picture import curve_picture  # only notebooks need them
        from mlcourse.base.pictured import record_html

        before = [0.0, *self.recall[:-1]]
        points = [
            (x, p)
            for old, new, p in zip(before, self.recall, self.precision, strict=True)
            for x in (old, new)
        ]
        told = (
            f"precision over recall with AP {number_text(self.value)}; dashed, the share of "
            f"positives, {number_text(self.share)}"
        )
        chance = [(0, self.share), (1, self.share)]
        return record_html(self, curve_picture(points, "recall", "precision", chance, told))
