"""What a model is judged by: scores of predicted classes and of predicted numbers.

Every score takes ``(prediction, target)``, as the losses do; scikit-learn takes the target first.
Classes are integer labels, not probabilities: a score judges decisions. A score that comes to 0/0
is counted as 0, and says so.
"""

from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar

import numpy as np

from mlcourse.base.display import Record, Term, number_text, record
from mlcourse.base.errors import (
    Array,
    choice,
    finite,
    floats,
    given,
    integer,
)
from mlcourse.base.labels import check_labels, check_names, check_range

AVERAGES = ("binary", "macro", "micro", "weighted")
NAMES_HINT = "For labels that start at 1 try y - 1; else give class_names a name for each class."


@record
class Score(Record):
    """One number that judges a model, with what it was made of; ``float(score)`` is the number."""

    value: float

    def __float__(self) -> float:
        return float(self.value)

    def __format__(self, spec: str) -> str:
        return format(float(self.value), spec) if spec else repr(self)


@record
class Accuracy(Score):
    """The share of examples whose class was predicted correctly."""

    title = "Accuracy"
    formula = "accuracy = correct/N"
    latex = r"\text{accuracy} = \frac{1}{N} \sum_i [\hat y_i = y_i]"
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
class ClassScore(Score):
    """A score that is a fraction for each class, put together by an average."""

    terms = (
        Term("value", "the score"),
        Term("average", "how the classes' scores are put together"),
        Term("classes", "the labels that are looked at"),
        Term("per_class", "each class's own score"),
        Term("true_positives", "TP, this class and predicted so"),
        Term("false_positives", "FP, another class, yet predicted as this one"),
        Term("false_negatives", "FN, this class, yet predicted as another"),
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


S = TypeVar("S", bound=ClassScore)


@record
class Precision(ClassScore):
    """Of the examples predicted as a class, the share truly of it."""

    title = "Precision"
    formula = "precision = TP/(TP + FP)"
    latex = r"\text{precision} = \frac{TP}{TP + FP}"
    fraction = "{TP}/({TP} + {FP})"
    name = "precision"
    never = "never predicted"


@record
class Recall(ClassScore):
    """Of the examples of a class, the share that was found."""

    title = "Recall"
    formula = "recall = TP/(TP + FN)"
    latex = r"\text{recall} = \frac{TP}{TP + FN}"
    fraction = "{TP}/({TP} + {FN})"
    name = "recall"
    never = "no example of it"


@record
class F1(ClassScore):
    """The harmonic mean of precision and recall."""

    title = "F1"
    formula = "F1 = 2·TP/(2·TP + FP + FN) = 2/(1/precision + 1/recall)"
    latex = r"F_1 = \frac{2\,TP}{2\,TP + FP + FN} = \frac{2}{1/\text{precision} + 1/\text{recall}}"
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
        """Return the table with its labels as HTML."""
        from html import escape  # only notebooks need it

        head = "".join(f"<th scope='col'>{escape(name)}</th>" for name in self.class_names)
        body = "".join(
            f"<tr><th scope='row'>{escape(name)}</th>{''.join(f'<td>{n}</td>' for n in row)}</tr>"
            for name, row in zip(self.class_names, self.counts, strict=True)
        )
        return (
            f"<strong>{self.title}</strong><table><caption>{self.formula}</caption>"
            f"<thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table>"
        )


@record
class MeanAbsoluteError(Score):
    """The mean of the absolute errors."""

    title = "Mean absolute error"
    formula = "MAE = (1/N) Σᵢ |ŷᵢ − yᵢ|"
    latex = r"\mathrm{MAE} = \frac{1}{N} \sum_i |\hat y_i - y_i|"
    terms = (
        Term("value", "the mean, in the unit of y"),
        Term("error", "ŷ − y"),
    )

    error: Array  # (N,)

    def worked(self) -> tuple[str, ...]:
        """Return the mean with its numbers."""
        return (f"MAE = {_mean_text(np.abs(self.error))} = {number_text(self.value)}",)


@record
class RootMeanSquaredError(Score):
    """The root of the mean of the squared errors."""

    title = "Root mean squared error"
    formula = "RMSE = √((1/N) Σᵢ (ŷᵢ − yᵢ)²)"
    latex = r"\mathrm{RMSE} = \sqrt{\frac{1}{N} \sum_i (\hat y_i - y_i)^2}"
    terms = (
        Term("value", "the root of the mean, in the unit of y"),
        Term("error", "ŷ − y"),
    )

    error: Array  # (N,)

    def worked(self) -> tuple[str, ...]:
        """Return the root of the mean with its numbers."""
        return (f"RMSE = √({_mean_text(self.error**2)}) = {number_text(self.value)}",)


@record
class RSquared(Score):
    """The share of the target's variation that the predictions explain."""

    title = "R², the coefficient of determination"
    formula = "R² = 1 − Σᵢ (ŷᵢ − yᵢ)² / Σᵢ (yᵢ − ȳ)²"
    latex = r"R^2 = 1 - \frac{\sum_i (\hat y_i - y_i)^2}{\sum_i (y_i - \bar y)^2}"
    terms = (
        Term("value", "1 is perfect, 0 as good as always predicting ȳ, negative is worse"),
        Term("numerator", "Σ (ŷ − y)², what is left unexplained"),
        Term("denominator", "Σ (y − ȳ)², what there is to explain"),
        Term("mean", "ȳ"),
        Term("error", "ŷ − y"),
        Term("undefined", "whether the target is constant: nothing to explain, counted as 0"),
    )

    numerator: float
    denominator: float
    mean: float
    error: Array  # (N,)
    undefined: bool

    def worked(self) -> tuple[str, ...]:
        """Return the fraction with its numbers, or that there is none."""
        above, below = number_text(self.numerator), number_text(self.denominator)
        if self.undefined:
            return (f"R² = 1 − {above}/0: the target is constant, R² undefined; counted as 0",)
        return (f"R² = 1 − {above}/{below} = {number_text(self.value)}",)


def accuracy(prediction: Array, target: Array) -> Accuracy:
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
          accuracy = correct/N
          accuracy = 3/4 = 0.75
          value          ()      0.75          the share of correct predictions
          numerator      ()      3             correct predictions
          denominator    ()      4             N, all predictions
          correct        (4,)    1  1  0  1    which ones are correct
    """
    prediction, target = _label_pair(prediction, target)
    correct = prediction == target
    return Accuracy(
        value=float(correct.mean()),
        numerator=int(correct.sum()),
        denominator=correct.size,
        correct=correct,
    )


def precision(
    prediction: Array, target: Array, average: str = "binary", positive: int = 1
) -> Precision:
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
    tally = _tally(prediction, target, average, positive)
    return _class_score(Precision, tally, tally.tp, tally.tp + tally.fp)


def recall(prediction: Array, target: Array, average: str = "binary", positive: int = 1) -> Recall:
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
    tally = _tally(prediction, target, average, positive)
    return _class_score(Recall, tally, tally.tp, tally.tp + tally.fn)


def f1(prediction: Array, target: Array, average: str = "binary", positive: int = 1) -> F1:
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
    tally = _tally(prediction, target, average, positive)
    return _class_score(F1, tally, 2 * tally.tp, 2 * tally.tp + tally.fp + tally.fn)


def confusion_matrix(
    prediction: Array, target: Array, class_names: Sequence[str] = ()
) -> ConfusionMatrix:
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
    prediction, target = _label_pair(prediction, target)
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


def mean_absolute_error(prediction: Array, target: Array) -> MeanAbsoluteError:
    """Return MAE = (1/N) Σ |ŷ − y|, in the unit of y; an error counts by its size, not its square.

    Args:
        prediction: ŷ (N,) or one column (N, 1).
        target: y (N,) or (N, 1).

    Returns:
        The score with ``error`` ŷ − y (N,).

    Raises:
        TypeError: an argument does not hold real numbers.
        ValueError: shapes that do not fit, no numbers, NaN or infinity.

    Example:
        >>> mean_absolute_error([2.0, 4.0, 9.0], [1.0, 4.0, 5.0]).worked()
        ('MAE = (1 + 0 + 4)/3 = 1.667',)

    Source:
        Willmott and Matsuura (2005), on MAE beside RMSE.
    """
    error = np.subtract(*_number_pair(prediction, target))
    return MeanAbsoluteError(value=float(np.abs(error).mean()), error=error)


def root_mean_squared_error(prediction: Array, target: Array) -> RootMeanSquaredError:
    """Return RMSE = √((1/N) Σ (ŷ − y)²), in the unit of y; large errors weigh more than in MAE.

    Args:
        prediction: ŷ (N,) or one column (N, 1).
        target: y (N,) or (N, 1).

    Returns:
        The score with ``error`` ŷ − y (N,).

    Raises:
        TypeError: an argument does not hold real numbers.
        ValueError: shapes that do not fit, no numbers, NaN or infinity.

    Example:
        >>> root_mean_squared_error([2.0, 4.0, 9.0], [1.0, 4.0, 5.0]).worked()
        ('RMSE = √((1 + 0 + 16)/3) = 2.38',)

    Source:
        Chai and Draxler (2014), on RMSE beside MAE.
    """
    error = np.subtract(*_number_pair(prediction, target))
    return RootMeanSquaredError(value=float(np.sqrt((error**2).mean())), error=error)


def r_squared(prediction: Array, target: Array) -> RSquared:
    """Return R² = 1 − Σ (ŷ − y)² / Σ (y − ȳ)²: how much of the target's variation is explained.

    Args:
        prediction: ŷ (N,) or one column (N, 1).
        target: y (N,) or (N, 1).

    Returns:
        The score; where the target is constant the denominator is 0: ``undefined`` is True and the
        value counts as 0. (scikit-learn counts it as 1 where every prediction is exact.)

    Raises:
        TypeError: an argument does not hold real numbers.
        ValueError: shapes that do not fit, no numbers, NaN or infinity.

    Example:
        >>> r_squared([1.0, 2.0, 3.0, 5.0], [1.0, 2.0, 3.0, 4.0]).worked()
        ('R² = 1 − 1/5 = 0.8',)

    Source:
        Wright (1921).
    """
    prediction, target = _number_pair(prediction, target)
    error, mean = prediction - target, target.mean()
    # A constant target's mean can be off by rounding, so its sum of squares need not be exactly 0.
    constant = bool(target.min() == target.max())
    unexplained = float((error**2).sum())
    total = 0.0 if constant else float(((target - mean) ** 2).sum())
    value = 0.0 if constant else 1 - unexplained / total
    return RSquared(
        value=value,
        numerator=unexplained,
        denominator=total,
        mean=float(mean),
        error=error,
        undefined=constant,
    )


class _Tally:
    """True and false positives and false negatives of each class that an average looks at."""

    def __init__(self, prediction: Array, target: Array, average: str, classes: Array) -> None:
        self.average, self.classes = average, classes
        predicted = prediction == classes[:, None]  # (classes, N)
        true = target == classes[:, None]
        self.tp = (predicted & true).sum(axis=1)
        self.fp = (predicted & ~true).sum(axis=1)
        self.fn = (~predicted & true).sum(axis=1)


def _tally(prediction: Any, target: Any, average: str, positive: int) -> _Tally:
    prediction, target = _label_pair(prediction, target)
    choice("average", average, AVERAGES)
    classes = np.union1d(prediction, target)
    if average == "binary":
        classes = _binary_class(classes, integer("positive", positive))
    return _Tally(prediction, target, average, classes)


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


def _class_score(kind: type[S], tally: _Tally, numerator: Array, denominator: Array) -> S:
    support = tally.tp + tally.fn
    per_class = numerator / np.maximum(denominator, 1)  # a fraction 0/0 counts as 0
    if tally.average == "micro":
        value = numerator.sum() / denominator.sum()
    else:
        value = np.average(per_class, weights=support if tally.average == "weighted" else None)
    undefined = () if tally.average == "micro" else tuple(tally.classes[denominator == 0].tolist())
    return kind(
        value=float(value),
        average=tally.average,
        classes=tuple(tally.classes.tolist()),
        per_class=per_class,
        true_positives=tally.tp,
        false_positives=tally.fp,
        false_negatives=tally.fn,
        support=support,
        numerator=numerator,
        denominator=denominator,
        undefined=undefined,
    )


def _label_pair(prediction: Any, target: Any) -> tuple[Array, Array]:
    prediction, target = check_labels("prediction", prediction), check_labels("target", target)
    _same_length(prediction, target)
    return prediction, target


def _number_pair(prediction: Any, target: Any) -> tuple[Array, Array]:
    prediction, target = _vector("prediction", prediction), _vector("target", target)
    _same_length(prediction, target)
    return prediction, target


def _vector(name: str, value: Any) -> Array:
    array = finite(name, floats(name, value)).astype(np.float64, copy=False)
    if array.ndim == 2 and array.shape[1] == 1:
        array = array[:, 0]
    if array.ndim != 1 or array.size == 0:
        raise ValueError(
            f"{name} must hold at least one number in the shape (N,) or (N, 1); given "
            f"{given(array)}. With several outputs score one at a time: {name}[:, 0]."
        )
    return array


def _same_length(prediction: Array, target: Array) -> None:
    if prediction.size != target.size:
        raise ValueError(
            "prediction and target must be equally long; given "
            f"{prediction.size} and {target.size}. Try the predictions for the same examples."
        )


def _mean_text(values: Array) -> str:
    shown = " + ".join(number_text(v) for v in values[:4])
    return f"({shown}{' + …' if values.size > 4 else ''})/{values.size}"
