"""Scores of each class, and how an average puts them together to one number.

For each class an average looks at: TP, true positives; FP, false positives; FN, false negatives.
"""

from typing import Any, ClassVar, NamedTuple, TypeVar

import numpy as np

from mlcourse.base.display import Term, number_text, record
from mlcourse.base.errors import Array, choice, given, integer
from mlcourse.scores.score import Score, label_pair

AVERAGES = ("binary", "macro", "micro", "weighted")

S = TypeVar("S", bound="ClassScore")


class Counts(NamedTuple):
    """How often each class was predicted, and rightly so."""

    average: str
    classes: Array  # (classes,), the labels
    tp: Array  # (classes,)
    fp: Array  # (classes,)
    fn: Array  # (classes,)


def count(prediction: Any, target: Any, average: str, positive: int) -> Counts:
    """Count TP, FP and FN of each class that an average looks at.

    Args:
        prediction: predicted labels (N,), integers or booleans.
        target: true labels (N,).
        average: a name from ``AVERAGES``.
        positive: the label that "binary" looks at.

    Returns:
        The counts.

    Raises:
        TypeError: labels are not integers.
        ValueError: labels that do not fit each other, an unknown average, "binary" with more than two classes, or
            with two of which none is ``positive``.

    Example:
        >>> count([1, 1, 1, 0], [1, 0, 1, 1], "macro", 1)[2:]
        (array([0, 2]), array([1, 1]), array([1, 1]))
    """
    prediction, target = label_pair(prediction, target)
    classes = np.union1d(prediction, target)
    if choice("average", average, AVERAGES) == "binary":
        classes = _binary_class(classes, integer("positive", positive))
    predicted = prediction == classes[:, None]  # (classes, N)
    true = target == classes[:, None]
    return Counts(
        average,
        classes,
        tp=(predicted & true).sum(axis=1),
        fp=(predicted & ~true).sum(axis=1),
        fn=(~predicted & true).sum(axis=1),
    )


def _binary_class(classes: Array, positive: int) -> Array:
    if classes.size > 2:
        raise ValueError(
            f'average="binary" needs two classes; given the {classes.size} labels '
            f'{given(classes.tolist())}. Try average="macro".'
        )
    if classes.size == 2 and positive not in classes:
        raise ValueError(
            f"positive must be one of the labels {classes.tolist()}; given {positive}. "
            f"Try positive={classes[1]}."
        )
    return np.array([positive])


def class_score(kind: type[S], counts: Counts, numerator: Array, denominator: Array) -> S:
    """Return a score that is a fraction for each class, put together by an average.

    "micro" is Σ numerator/Σ denominator; "macro" the mean of the classes' fractions, "weighted" their mean with the
    number of examples as weights; "binary" has one class only. A fraction 0/0 counts as 0.

    Args:
        kind: the score's record.
        counts: what ``count`` returned.
        numerator: of each class (classes,).
        denominator: of each class (classes,).

    Returns:
        The record.
    """
    support = counts.tp + counts.fn  # examples of each class
    per_class = numerator / np.maximum(denominator, 1)
    value = per_class.mean()
    undefined = counts.classes[denominator == 0]
    if counts.average == "weighted":
        value = (support * per_class).sum() / support.sum()
    if counts.average == "micro":
        value, undefined = numerator.sum() / denominator.sum(), []
    return kind(
        value=float(value),
        average=counts.average,
        classes=tuple(counts.classes.tolist()),
        per_class=per_class,
        true_positives=counts.tp,
        false_positives=counts.fp,
        false_negatives=counts.fn,
        support=support,
        numerator=numerator,
        denominator=denominator,
        undefined=tuple(map(int, undefined)),
    )


@record
class ClassScore(Score):
    """A score that is a fraction for each class, put together by an average."""

    terms = (
        Term("value", "the score"),
        Term("average", "how the classes' scores are put together"),
        Term("classes", "the labels that are looked at"),
        Term("per_class", "each class's own score"),
        Term("true_positives", "TP, examples of this class, predicted as such"),
        Term("false_positives", "FP, examples of another class, predicted as this one"),
        Term("false_negatives", "FN, examples of this class, predicted as another"),
        Term("support", "TP + FN, examples of this class"),
        Term("numerator", "of the fraction"),
        Term("denominator", "of the fraction"),
        Term("undefined", "classes whose score is 0/0, counted as 0"),
    )
    fraction: ClassVar[str] = ""  # with {TP}, {FP} and {FN} for what is put into it
    name: ClassVar[str] = ""
    never: ClassVar[str] = ""  # what 0/0 means

    average: str
    classes: tuple[int, ...]
    per_class: Array  # (classes,)
    true_positives: Array  # (classes,)
    false_positives: Array  # (classes,)
    false_negatives: Array  # (classes,)
    support: Array  # (classes,)
    numerator: Array  # (classes,)
    denominator: Array  # (classes,)
    undefined: tuple[int, ...]

    def worked(self) -> tuple[str, ...]:
        """Return the fraction of one class, how the classes are put together, and every 0/0."""
        lines = [self._fraction_line()]
        if self.average in ("macro", "weighted"):
            lines.append(self._average_line())
        for label in self.undefined:
            lines.append(f"class {label}: 0/0, {self.never}; counted as 0")
        return tuple(lines)

    def _fraction_line(self) -> str:
        counts = (self.true_positives, self.false_positives, self.false_negatives)
        sums = self.average == "micro"
        tp, fp, fn = (int(c.sum() if sums else c[0]) for c in counts)
        sign = "Σ" if sums else ""
        symbols = self.fraction.format(TP=f"{sign}TP", FP=f"{sign}FP", FN=f"{sign}FN")
        of_class = "" if sums else f" of class {self.classes[0]}"
        value = number_text(self.value if sums else self.per_class[0])
        value = "0/0" if self.classes[0] in self.undefined else value
        numbers = self.fraction.format(TP=tp, FP=fp, FN=fn)
        return f"{self.name}{of_class} = {symbols} = {numbers} = {value}"

    def _average_line(self) -> str:
        shown = [number_text(score) for score in self.per_class[:4]]
        total = len(self.classes)
        if self.average == "weighted":
            shown = [f"{n}·{score}" for n, score in zip(self.support, shown, strict=False)]
            total = int(self.support.sum())
        more = " + …" if len(self.classes) > len(shown) else ""
        return f"{self.average} = ({' + '.join(shown)}{more})/{total} = {number_text(self.value)}"
