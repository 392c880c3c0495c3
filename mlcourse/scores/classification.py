"""Scores of predicted classes: how many are right, and of each class, how many were found.

Classes are integer labels, not probabilities: a score judges decisions. What a threshold makes of probabilities is in
``thresholds.py`` and ``curves.py``.
"""

from collections.abc import Sequence

import numpy as np

from mlcourse.base.display import Record, Term, number_text, record
from mlcourse.base.errors import Array
from mlcourse.base.labels import check_names, check_range
from mlcourse.scores.averages import ClassScore, class_score, count
from mlcourse.scores.score import Score, label_pair

NAMES_HINT = "For labels that start at 1 try y - 1; else give class_names a name for each class."


def accuracy(prediction: Array, target: Array) -> "Accuracy":
    """Return accuracy = correct/N, the share of examples whose class was predicted correctly.

    Where one class is rare it says little: always predicting the other is right most of the time.

    Args:
        prediction: predicted labels (N,), integers or booleans.
        target: true labels (N,).

    Returns:
        The score with ``correct`` (N,).

    Raises:
        TypeError: labels are not integers.
        ValueError: no labels, more than one axis, or unequal lengths.

    Example:
        >>> accuracy(np.array([0, 1, 1, 1]), np.array([0, 1, 0, 1]))
        Accuracy
          accuracy = correct/N = (1/N) Σᵢ [ŷᵢ = yᵢ]
          accuracy = 3/4 = 0.75
          value          ()      0.75          the share of correct predictions
          numerator      ()      3             correct predictions
          denominator    ()      4             N, all predictions
          correct        (4,)    1  1  0  1    which ones are correct
    """
    prediction, target = label_pair(prediction, target)
    correct = prediction == target
    return Accuracy(
        value=float(correct.mean()),
        numerator=int(correct.sum()),
        denominator=correct.size,
        correct=correct,
    )


def precision(
    prediction: Array, target: Array, average: str = "binary", positive: int = 1
) -> "Precision":
    """Return precision = TP/(TP + FP): of the examples predicted as a class, the share truly of it.

    Args:
        prediction: predicted labels (N,), integers or booleans.
        target: true labels (N,).
        average: "binary" looks at the class ``positive`` only; "macro" is the mean over the
            classes, "weighted" the mean weighted by their examples; "micro" sums TP, FP and FN
            over the classes first, which comes to the accuracy. Classes are the labels that occur.
        positive: the label that "binary" looks at.

    Returns:
        The score; ``per_class``, ``true_positives``, … (classes,), and in ``undefined`` the classes
        that were never predicted: 0/0, counted as 0.

    Raises:
        TypeError: labels are not integers.
        ValueError: labels that do not fit each other, an unknown average, "binary" with more than
            two classes, or with two of which none is ``positive``.

    Example:
        >>> score = precision(np.array([1, 1, 1, 0]), np.array([1, 0, 1, 1]))
        >>> score.worked()
        ('precision of class 1 = TP/(TP + FP) = 2/(2 + 1) = 0.6667',)
        >>> float(precision([0, 0, 0], [0, 1, 2], average="macro"))  # 1 and 2 were never predicted
        0.1111111111111111

    Source:
        Van Rijsbergen (1979).
    """
    counts = count(prediction, target, average, positive)
    return class_score(Precision, counts, counts.tp, counts.tp + counts.fp)


def recall(
    prediction: Array, target: Array, average: str = "binary", positive: int = 1
) -> "Recall":
    """Return recall = TP/(TP + FN): of the examples of a class, the share that was found.

    Args:
        prediction: predicted labels (N,), integers or booleans.
        target: true labels (N,).
        average: "binary", "macro", "micro" or "weighted", as in ``precision``.
        positive: the label that "binary" looks at.

    Returns:
        The score; ``per_class``, ``true_positives``, … (classes,), and in ``undefined`` the classes
        that have no example: 0/0, counted as 0.

    Raises:
        TypeError: labels are not integers.
        ValueError: as ``precision``.

    Example:
        >>> recall(np.array([1, 1, 0, 0]), np.array([1, 1, 1, 1])).value
        0.5

    Source:
        Van Rijsbergen (1979).
    """
    counts = count(prediction, target, average, positive)
    return class_score(Recall, counts, counts.tp, counts.tp + counts.fn)


def f1(prediction: Array, target: Array, average: str = "binary", positive: int = 1) -> "F1":
    """Return F1 = 2·TP/(2·TP + FP + FN), the harmonic mean of precision and recall.

    The harmonic mean stays near the smaller of the two: precision 1 with recall 0.01 gives 0.02.

    Args:
        prediction: predicted labels (N,), integers or booleans.
        target: true labels (N,).
        average: "binary", "macro", "micro" or "weighted", as in ``precision``. "macro" is the mean
            of the classes' F1, not the F1 of the mean precision and recall.
        positive: the label that "binary" looks at.

    Returns:
        The score; ``per_class``, ``true_positives``, … (classes,), and in ``undefined`` the classes
        that neither occur nor were predicted: 0/0, counted as 0.

    Raises:
        TypeError: labels are not integers.
        ValueError: as ``precision``.

    Example:
        >>> f1(np.array([1, 1, 1, 0]), np.array([1, 0, 1, 1])).worked()
        ('F1 of class 1 = 2·TP/(2·TP + FP + FN) = 2·2/(2·2 + 1 + 1) = 0.6667',)

    Source:
        Van Rijsbergen (1979); Opitz and Burst (2019) on the two macro averages.
    """
    counts = count(prediction, target, average, positive)
    return class_score(F1, counts, 2 * counts.tp, 2 * counts.tp + counts.fp + counts.fn)


def confusion_matrix(
    prediction: Array, target: Array, class_names: Sequence[str] = ()
) -> "ConfusionMatrix":
    """Count how often each true class (row) was predicted as each class (column).

    Args:
        prediction: predicted labels (N,), integers or booleans.
        target: true labels (N,).
        class_names: names of the classes 0, 1, …; without them the labels that occur are shown.

    Returns:
        ``counts`` (classes, classes), whose sum is N and whose diagonal holds the correct ones.

    Raises:
        TypeError: labels are not integers, class_names are not strings.
        ValueError: labels that do not fit each other, or a label that has no name.

    Example:
        >>> confusion_matrix(np.array([0, 1, 1, 1]), np.array([0, 1, 0, 1]), ["cat", "dog"])
        Confusion matrix
          rows: the true class; columns: the predicted class
               cat  dog
          cat    1    1
          dog    0    2

    Source:
        Pearson (1904), as a contingency table.
    """
    prediction, target = label_pair(prediction, target)
    names = check_names("class_names", class_names)
    classes = np.arange(len(names)) if names else np.union1d(prediction, target)
    if names:
        check_range(prediction, len(names), NAMES_HINT)
        check_range(target, len(names), NAMES_HINT)
    rows, columns = np.searchsorted(classes, target), np.searchsorted(classes, prediction)
    counts = np.zeros((classes.size, classes.size), dtype=np.intp)
    np.add.at(counts, (rows, columns), 1)
    return ConfusionMatrix(
        counts=counts,
        classes=tuple(classes.tolist()),
        class_names=names or tuple(map(str, classes)),
    )


@record
class Accuracy(Score):
    """The share of examples whose class was predicted correctly."""

    title = "Accuracy"
    latex = r"\text{accuracy} = \frac{\text{correct}}{N} = \frac{1}{N} \sum_i [\hat y_i = y_i]"
    terms = (
        Term("value", "the share of correct predictions"),
        Term("numerator", "correct predictions"),
        Term("denominator", "N, all predictions"),
        Term("correct", "which ones are correct"),
    )

    numerator: int
    denominator: int
    correct: Array  # (N,), boolean

    def worked(self) -> tuple[str, ...]:
        """Return the fraction with its numbers."""
        return (f"accuracy = {self.numerator}/{self.denominator} = {number_text(self.value)}",)


@record
class Precision(ClassScore):
    """Of the examples predicted as a class, the share truly of it."""

    title = "Precision"
    latex = r"\text{precision} = \frac{TP}{TP + FP}"
    fraction = "{TP}/({TP} + {FP})"
    name = "precision"
    never = "never predicted"


@record
class Recall(ClassScore):
    """Of the examples of a class, the share that was found."""

    title = "Recall"
    latex = r"\text{recall} = \frac{TP}{TP + FN}"
    fraction = "{TP}/({TP} + {FN})"
    name = "recall"
    never = "no example of it"


@record
class F1(ClassScore):
    """The harmonic mean of precision and recall."""

    title = "F1"
    latex = r"\mathrm{F1} = \frac{2\,TP}{2\,TP + FP + FN} = \frac{2}{1/\text{precision} + 1/\text{recall}}"
    fraction = "2·{TP}/(2·{TP} + {FP} + {FN})"
    name = "F1"
    never = "no example of it and never predicted"


@record
class ConfusionMatrix(Record):
    """How often each class (row) was predicted as each class (column)."""

    title = "Confusion matrix"
    formula = "rows: the true class; columns: the predicted class"

    counts: Array  # (classes, classes)
    classes: tuple[int, ...]
    class_names: tuple[str, ...]

    def __repr__(self) -> str:
        """Return the table with its labels as aligned text."""
        rows = [("", *self.class_names)]
        rows += [(n, *map(str, c)) for n, c in zip(self.class_names, self.counts, strict=True)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = ["  ".join(c.rjust(w) for c, w in zip(r, widths, strict=True)) for r in rows]
        return "\n  ".join((self.title, self.formula, *lines))

    def _repr_html_(self) -> str:
        """Return the table with its labels as HTML, darker where there is more."""
        from html import escape  # only notebooks need it

        from mlcourse.base.heat_map import shade

        most = max(int(self.counts.max(initial=0)), 1)
        head = "".join(f"<th scope='col'>{escape(name)}</th>" for name in self.class_names)
        rows = [
            "".join(f"<td style='{shade(n, most)}'>{n}</td>" for n in row) for row in self.counts
        ]
        body = "".join(
            f"<tr><th scope='row'>{escape(name)}</th>{row}</tr>"
            for name, row in zip(self.class_names, rows, strict=True)
        )
        return (
            f"<strong>{self.title}</strong><table><caption style='white-space: nowrap'>{self.formula}</caption>"
            f"<thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table>"
        )
