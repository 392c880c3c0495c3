"""Wrong answers to the tasks of exercise 10: each function makes one mistake, and its docstring names it.

Below the functions of each task stands what ``check`` says to each mistake, the likeliest first.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.checks.task import Mistake
from mlcourse.curriculum.lesson_10 import answers as right

Pair = tuple[Any, Any]


def _counts(prediction: Array, target: Array) -> tuple[Any, Any, Any, Any]:
    """Return TN, FP, FN, TP."""
    return tuple(right.confusion(prediction, target).ravel())


def _or_zero(above: Any, below: Any) -> Any:
    """Return the fraction, 0 for 0/0."""
    return above / below if below > 0 else 0.0


# --- f1_by_hand: 0.4


F1_BY_HAND = (
    Mistake(
        0.45,
        "(P + R)/2: F1 is the harmonic mean of precision and recall, 2PR/(P + R) (lesson 10, One number of two: F1).",
        57,
    ),
    Mistake(
        0.6,
        "This is the precision, 6/10. F1 is the harmonic mean of precision and recall (lesson 10, One number of two: "
        "F1).",
    ),
    Mistake(
        0.3,
        "This is the recall, 6/20. F1 is the harmonic mean of precision and recall (lesson 10, One number of two: F1).",
    ),
    Mistake(
        0.82,
        "This is the accuracy: 6 + 76 of 100 are right. F1 leaves out the 76 that are rightly called healthy (lesson "
        "10, One number of two: F1).",
        56,
    ),
    Mistake(
        float(np.sqrt(0.6 * 0.3)),
        "This is the geometric mean of precision and recall. F1 is the harmonic one (lesson 10, One number of two: "
        "F1).",
        57,
    ),
    Mistake(
        0.2,
        "Half of what it should be: the 2 in 2PR/(P + R), or in 2·TP/(2·TP + FP + FN) above, is missing (lesson 10, "
        "One number of two: F1).",
    ),
    Mistake(
        0.5,
        "0.5 comes out where the errors alone stand below, 6/4 or 6/14: precision divides by all 10 that were called "
        "ill, recall by all 20 who are. Or where TP stands below once, not twice: 2·6/(6 + 4 + 14).",
    ),
    Mistake(
        12 / 26,
        "12/26: 10 were taken for FN. Of the 20 who are ill 6 were found, whoever else was called ill: FN is 20 − 6 "
        "(lesson 10, Precision and recall).",
    ),
    Mistake(
        1 / 3,
        "12/36: the 10 that were called ill were taken for FP, or the 20 who are ill for FN. 6 of either are right: "
        "FP is 10 − 6, FN is 20 − 6 (lesson 10, Precision and recall).",
    ),
    Mistake(
        12 / 42,
        "12/42: FP is not 10 and FN not 20. Of the 10 that were called ill and of the 20 who are, 6 are TP: FP is "
        "10 − 6, FN is 20 − 6 (lesson 10, Precision and recall).",
    ),
    Mistake(
        0.25,
        "6/24, TP/(TP + FP + FN), is the Jaccard index. In F1 TP counts twice, above and below (lesson 10, One number "
        "of two: F1).",
    ),
    Mistake(
        0.18,
        "0.6 · 0.3 is still to be divided by (P + R)/2 (lesson 10, One number of two: F1).",
    ),
    Mistake(
        0.36,
        "2 · 0.6 · 0.3 is still to be divided by P + R (lesson 10, One number of two: F1).",
    ),
    Mistake(
        0.9,
        "0.6 + 0.3: precision and recall were added up, or the brackets around P + R are missing below. F1 is "
        "2PR/(P + R) (lesson 10, One number of two: F1).",
        57,
    ),
    Mistake(
        152 / 170,
        "This is the F1 of the healthy. Positive is who is ill (lesson 10, Precision and recall).",
    ),
    Mistake(
        (0.4 + 152 / 170) / 2,
        "The F1 of the ill and that of the healthy were averaged: that is macro F1. The task asks for that of the "
        "ill alone "
        "(lesson 10, One number of two: F1).",
        58,
    ),
    Mistake(
        20 / 30,
        "20/30 or 12/18: TP is 6, not all 10 that were called ill, and it counts twice below as well, "
        "2·6/(2·6 + 4 + 14) (lesson 10, One number of two: F1).",
    ),
    Mistake(
        12 / 22,
        "12/22: the recall is 6/20, not 10/20, and FN are the 14 who were not found (lesson 10, Precision and "
        "recall).",
    ),
    Mistake(
        2.5,
        "1/F1: the fraction is upside down. The mean of 1/P and 1/R is 1/F1 (lesson 10, One number of two: F1).",
    ),
    Mistake(40, "40 is the percentage. Write the share, a number from 0 to 1."),
)


# --- confusion(prediction, target)


def rows_are_the_predictions(prediction: Array, target: Array) -> Array:
    """Transposed: the prediction in the rows."""
    return right.confusion(prediction, target).T


def positive_first(prediction: Array, target: Array) -> Array:
    """Class 1 in the first row and column."""
    return right.confusion(prediction, target)[::-1, ::-1]


def false_negatives_where_true_negatives_belong(prediction: Array, target: Array) -> Array:
    """TP first, as the four are often listed: TP, FP, FN, TN."""
    tn, fp, fn, tp = _counts(prediction, target)
    return np.array([[tp, fp], [fn, tn]])


def inverted_bits(prediction: Array, target: Array) -> Array:
    """~ for 1 −: of a whole number it inverts all bits, −1 of 0 and −2 of 1."""
    no, other = ~prediction, ~target
    counts = [no & other, prediction & other, no & target, prediction & target]
    return np.array([np.sum(each) for each in counts]).reshape(2, 2)


def shares_of_all(prediction: Array, target: Array) -> Array:
    """Divided by the number of examples."""
    return right.confusion(prediction, target) / len(target)


def shares_of_the_rows(prediction: Array, target: Array) -> Array:
    """Each row divided by its sum."""
    counts = right.confusion(prediction, target)
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


def columns_by_rightness(prediction: Array, target: Array) -> Array:
    """Columns are wrong and right in place of the predicted classes."""
    tn, fp, fn, tp = _counts(prediction, target)
    return np.array([[fp, tn], [fn, tp]])


def rows_by_rightness(prediction: Array, target: Array) -> Array:
    """The second row has TP and FN in each other's place."""
    tn, fp, fn, tp = _counts(prediction, target)
    return np.array([[tn, fp], [tp, fn]])


def each_pair_counted_once(prediction: Array, target: Array) -> Array:
    """No cell holds more than 1."""
    return np.minimum(right.confusion(prediction, target), 1)


def right_and_wrong_in_the_rows(prediction: Array, target: Array) -> Array:
    """First row what is right, second row what is wrong."""
    tn, fp, fn, tp = _counts(prediction, target)
    return np.array([[tn, tp], [fp, fn]])


def all_errors_twice(prediction: Array, target: Array) -> Array:
    """FP and FN are both all that is wrong."""
    tn, fp, fn, tp = _counts(prediction, target)
    return np.array([[tn, fp + fn], [fp + fn, tp]])


def sums_for_errors(prediction: Array, target: Array) -> Array:
    """All that were called positive for FP, all that are for FN."""
    tn, fp, fn, tp = _counts(prediction, target)
    return np.array([[tn, fp + tp], [fn + tp, tp]])


def called_negative_for_missed(prediction: Array, target: Array) -> Array:
    """All that were called negative for FN."""
    tn, fp, fn, tp = _counts(prediction, target)
    return np.array([[tn, fp], [fn + tn, tp]])


def one_condition_each(prediction: Array, target: Array) -> Array:
    """Of each cell only what was predicted is asked, or only what is true."""
    tn, fp, fn, tp = _counts(prediction, target)
    return np.array([[tn + fn, fp + tp], [tn + fn, fp + tp]])


def all_right_ones_in_one_cell(prediction: Array, target: Array) -> Array:
    """What is right stands in TP, class 0 too."""
    tn, fp, fn, tp = _counts(prediction, target)
    return np.array([[0, fp], [fn, tn + tp]])


def only_what_is_right(prediction: Array, target: Array) -> Array:
    """The diagonal alone."""
    return np.diag(np.diag(right.confusion(prediction, target)))


def shares_of_the_columns(prediction: Array, target: Array) -> Array:
    """Each column divided by its sum."""
    counts = right.confusion(prediction, target)
    return counts / np.maximum(counts.sum(axis=0), 1)


CONFUSION = (
    Mistake(
        rows_are_the_predictions,
        "The rows are what was predicted here, as in some textbooks. In this course, and in scikit-learn, they are "
        "the truth (lesson 10, The confusion matrix).",
        57,
        is_convention=True,
    ),
    Mistake(
        positive_first,
        "Class 1 comes first here, as in some textbooks. In this course, and in scikit-learn, class 0 does: TN "
        "stands at [0, 0] (lesson 10, The confusion matrix).",
        is_convention=True,
    ),
    Mistake(
        false_negatives_where_true_negatives_belong,
        "TP and TN have changed places. Row and column 0 are *negative*: [0, 0] holds TN (lesson 10, The confusion "
        "matrix).",
    ),
    Mistake(
        inverted_bits,
        "`~` inverts all bits of a whole number: ~0 is −1, ~1 is −2. The opposite of 0 and 1 is `1 - prediction`, or "
        "`prediction == 0` (lesson 10, The confusion matrix).",
    ),
    Mistake(
        shares_of_all,
        "These are shares of all examples. The matrix holds counts (lesson 10, The confusion matrix).",
    ),
    Mistake(
        shares_of_the_rows,
        "Each row was divided by its sum. The matrix holds counts (lesson 10, The confusion matrix).",
    ),
    Mistake(
        each_pair_counted_once,
        "No cell holds more than 1. `counts[target, prediction] += 1` adds to each cell once, however often its pair "
        "occurs, and `= 1` never adds: a loop over the pairs does, and `np.add.at`.",
    ),
    Mistake(
        right_and_wrong_in_the_rows,
        "The first row holds what is right, the second what is wrong. The rows are the true classes, and what is "
        "right stands on the diagonal (lesson 10, The confusion matrix).",
    ),
    Mistake(
        all_errors_twice,
        "FP and FN both hold all errors. A false positive was called 1 and is 0; a false negative was called 0 and is "
        "1 (lesson 10, The confusion matrix).",
    ),
    Mistake(
        sums_for_errors,
        "All that were called positive stand in the place of FP, and all that are positive in that of FN. TP belongs "
        "to neither: ask for both conditions (lesson 10, The confusion matrix).",
    ),
    Mistake(
        called_negative_for_missed,
        "All that were called negative stand in the place of FN. Most of these are TN: a false negative was called 0 "
        "*and* is 1 (lesson 10, The confusion matrix).",
    ),
    Mistake(
        one_condition_each,
        "Each row counts what was predicted, whatever is true. Every cell asks for two things, joined by `&`: what "
        "is true and what was predicted (lesson 10, The confusion matrix).",
    ),
    Mistake(
        all_right_ones_in_one_cell,
        "All that is right stands in the place of TP. What was rightly called 0 is TN, at [0, 0] (lesson 10, The "
        "confusion matrix).",
    ),
    Mistake(
        only_what_is_right,
        "Only what is right was counted. The errors stand beside the diagonal: FP at [0, 1], FN at [1, 0] (lesson 10, "
        "The confusion matrix).",
    ),
    Mistake(
        shares_of_the_columns,
        "Each column was divided by its sum. The matrix holds counts (lesson 10, The confusion matrix).",
    ),
    Mistake(
        rows_by_rightness,
        "In the second row TP and FN have changed places. Column 0 is *called negative* in both rows, so FN stands at "
        "[1, 0] (lesson 10, The confusion matrix).",
    ),
    Mistake(
        columns_by_rightness,
        "The columns say *wrong* and *right* here. They are the predicted classes, so that what is right stands on "
        "the diagonal (lesson 10, The confusion matrix).",
    ),
)


# --- precision_recall(prediction, target)


def swapped(prediction: Array, target: Array) -> Pair:
    """Recall first."""
    precision, recall = right.precision_recall(prediction, target)
    return recall, precision


def nothing_said_of_zero_by_zero(prediction: Array, target: Array) -> Pair:
    """0/0 is NaN."""
    tp = np.sum((prediction == 1) & (target == 1))
    with np.errstate(all="ignore"):
        return tp / np.sum(prediction == 1), tp / np.sum(target == 1)


def python_integers_divided(prediction: Array, target: Array) -> Pair:
    """0/0 raises."""
    tp = int(np.sum((prediction == 1) & (target == 1)))
    return tp / int(np.sum(prediction == 1)), tp / int(np.sum(target == 1))


def zero_by_zero_is_one(prediction: Array, target: Array) -> Pair:
    """0/0 counts as 1."""
    precision, recall = right.precision_recall(prediction, target)
    return (
        precision if (prediction == 1).any() else 1.0,
        recall if (target == 1).any() else 1.0,
    )


def true_negatives_too(prediction: Array, target: Array) -> Pair:
    """Accuracy in the first place."""
    return np.mean(prediction == target), right.precision_recall(prediction, target)[1]


def of_class_zero(prediction: Array, target: Array) -> Pair:
    """Precision and recall of class 0."""
    return right.precision_recall(1 - prediction, 1 - target)


def over_all_examples(prediction: Array, target: Array) -> Pair:
    """TP divided by all examples, twice."""
    share = np.mean((prediction == 1) & (target == 1))
    return share, share


def specificity_for_recall(prediction: Array, target: Array) -> Pair:
    """TN/(TN + FP) in the place of recall."""
    tn, fp, _, _ = _counts(prediction, target)
    return right.precision_recall(prediction, target)[0], _or_zero(tn, tn + fp)


def false_positive_rate_for_recall(prediction: Array, target: Array) -> Pair:
    """FP/(FP + TN) in the place of recall."""
    tn, fp, _, _ = _counts(prediction, target)
    return right.precision_recall(prediction, target)[0], _or_zero(fp, tn + fp)


def recall_over_right_answers(prediction: Array, target: Array) -> Pair:
    """TP/(TP + TN) in the place of recall."""
    tn, _, _, tp = _counts(prediction, target)
    return right.precision_recall(prediction, target)[0], _or_zero(tp, tp + tn)


def precision_over_right_answers(prediction: Array, target: Array) -> Pair:
    """TP/(TP + TN) in the place of precision."""
    tn, _, _, tp = _counts(prediction, target)
    return _or_zero(tp, tp + tn), right.precision_recall(prediction, target)[1]


def over_the_errors_alone(prediction: Array, target: Array) -> Pair:
    """TP/FP and TP/FN."""
    _, fp, fn, tp = _counts(prediction, target)
    return _or_zero(tp, fp), _or_zero(tp, fn)


def shares_of_errors(prediction: Array, target: Array) -> Pair:
    """FP/(TP + FP) and FN/(TP + FN)."""
    _, fp, fn, tp = _counts(prediction, target)
    return _or_zero(fp, tp + fp), _or_zero(fn, tp + fn)


def right_answers_for_hits(prediction: Array, target: Array) -> Pair:
    """TP + TN in the place of TP."""
    tn, fp, fn, tp = _counts(prediction, target)
    return _or_zero(tp + tn, tp + tn + fp), _or_zero(tp + tn, tp + tn + fn)


def right_answers_above(prediction: Array, target: Array) -> Pair:
    """TP + TN above, what was called positive or is positive below."""
    tn, fp, fn, tp = _counts(prediction, target)
    return _or_zero(tp + tn, tp + fp), _or_zero(tp + tn, tp + fn)


def recall_over_called_negative(prediction: Array, target: Array) -> Pair:
    """TP over what was called negative in the place of recall."""
    tn, _, fn, tp = _counts(prediction, target)
    return right.precision_recall(prediction, target)[0], _or_zero(tp, tn + fn)


def negative_predictive_value(prediction: Array, target: Array) -> Pair:
    """TN/(TN + FN) in the place of precision."""
    tn, _, fn, _ = _counts(prediction, target)
    return _or_zero(tn, tn + fn), right.precision_recall(prediction, target)[1]


def accuracy_for_recall(prediction: Array, target: Array) -> Pair:
    """Accuracy in the second place."""
    return right.precision_recall(prediction, target)[0], np.mean(prediction == target)


def precision_twice(prediction: Array, target: Array) -> Pair:
    """Precision in both places."""
    precision, _ = right.precision_recall(prediction, target)
    return precision, precision


def recall_twice(prediction: Array, target: Array) -> Pair:
    """Recall in both places."""
    _, recall = right.precision_recall(prediction, target)
    return recall, recall


def averaged_over_both_classes(prediction: Array, target: Array) -> Pair:
    """The means of both classes' precision and recall."""
    of_one = right.precision_recall(prediction, target)
    of_zero = right.precision_recall(1 - prediction, 1 - target)
    return (of_one[0] + of_zero[0]) / 2, (of_one[1] + of_zero[1]) / 2


def zero_by_zero_in_recall(prediction: Array, target: Array) -> Pair:
    """0/0 is seen to for the precision only."""
    tp = np.sum((prediction == 1) & (target == 1))
    with np.errstate(all="ignore"):
        return right.precision_recall(prediction, target)[0], tp / np.sum(target == 1)


def zero_by_zero_in_precision(prediction: Array, target: Array) -> Pair:
    """0/0 is seen to for the recall only."""
    tp = np.sum((prediction == 1) & (target == 1))
    with np.errstate(all="ignore"):
        return tp / np.sum(prediction == 1), right.precision_recall(prediction, target)[1]


def whole_numbers(prediction: Array, target: Array) -> Pair:
    """Divided without a remainder."""
    precision, recall = right.precision_recall(prediction, target)
    return np.floor(precision), np.floor(recall)


PRECISION_RECALL = (
    Mistake(
        swapped,
        "Precision and recall are swapped. Precision divides by what was *called* positive, recall by what *is* "
        "(lesson 10, Precision and recall).",
        57,
    ),
    Mistake(
        nothing_said_of_zero_by_zero,
        "Where nothing was called positive, or nothing is, the fraction is 0/0. Let it count as 0 (lesson 10, "
        "Precision and recall).",
        57,
    ),
    Mistake(
        python_integers_divided,
        "Python's own numbers cannot be divided by 0, and that is asked where nothing was called positive, or "
        "nothing is. Let it count as 0 (lesson 10, Precision and recall).",
        57,
    ),
    Mistake(
        zero_by_zero_is_one,
        "0/0 counts as 1 here, as some libraries do when asked to. In this course it counts as 0 (lesson 10, "
        "Precision and recall).",
        57,
        is_convention=True,
    ),
    Mistake(
        true_negatives_too,
        "The first is the accuracy: it counts what is rightly called negative too. Precision looks only at what was "
        "called positive (lesson 10, Precision and recall).",
        56,
    ),
    Mistake(
        of_class_zero,
        "These are precision and recall of class 0. Positive is class 1 (lesson 10, Precision and recall).",
    ),
    Mistake(
        over_all_examples,
        "TP was divided by all examples. Precision divides by TP + FP, recall by TP + FN (lesson 10, Precision and "
        "recall).",
    ),
    Mistake(
        specificity_for_recall,
        "TN/(TN + FP) is the specificity, the recall of class 0. Recall is TP/(TP + FN) (lesson 10, Precision and "
        "recall).",
    ),
    Mistake(
        false_positive_rate_for_recall,
        "FP/(FP + TN) is the false positive rate. Recall is TP/(TP + FN) (lesson 10, Precision and recall).",
    ),
    Mistake(
        recall_over_right_answers,
        "TP/(TP + TN) is a share of all right answers. Recall is a share of what is positive, TP/(TP + FN) (lesson "
        "10, Precision and recall).",
        57,
    ),
    Mistake(
        precision_over_right_answers,
        "TP/(TP + TN) is a share of all right answers. Precision is a share of what was called positive, TP/(TP + FP) "
        "(lesson 10, Precision and recall).",
        57,
    ),
    Mistake(
        over_the_errors_alone,
        "TP was divided by the errors alone. Below stand all that were called positive, TP + FP, and all that are, "
        "TP + FN (lesson 10, Precision and recall).",
    ),
    Mistake(
        shares_of_errors,
        "Above stand the errors, FP and FN. Both fractions have TP above (lesson 10, Precision and recall).",
    ),
    Mistake(
        right_answers_for_hits,
        "All right answers were counted as TP. What was rightly called negative, TN, occurs in neither fraction "
        "(lesson 10, Precision and recall).",
        56,
    ),
    Mistake(
        right_answers_above,
        "Above stand all right answers. What was rightly called negative, TN, occurs in neither fraction: above "
        "stands TP (lesson 10, Precision and recall).",
        56,
    ),
    Mistake(
        recall_over_called_negative,
        "The second divides TP by what was called negative. Recall divides by what *is* positive, TP + FN (lesson 10, "
        "Precision and recall).",
        57,
    ),
    Mistake(
        negative_predictive_value,
        "TN/(TN + FN) is the precision of class 0. Precision is TP/(TP + FP) (lesson 10, Precision and recall).",
    ),
    Mistake(
        accuracy_for_recall,
        "The second is the accuracy: it counts what is rightly called negative too. Recall looks only at what is "
        "positive (lesson 10, Precision and recall).",
        56,
    ),
    Mistake(
        precision_twice,
        "Both are the precision. Recall divides by what *is* positive, TP + FN (lesson 10, Precision and recall).",
        57,
    ),
    Mistake(
        recall_twice,
        "Both are the recall. Precision divides by what was *called* positive, TP + FP (lesson 10, Precision and "
        "recall).",
        57,
    ),
    Mistake(
        averaged_over_both_classes,
        "The classes were averaged: that is macro precision and recall. The task asks for those of class 1 alone "
        "(lesson 10, "
        "Precision and recall).",
        58,
    ),
    Mistake(
        zero_by_zero_in_recall,
        "Where nothing *is* positive, the recall is 0/0. It is seen to for the precision; let it count as 0 here too "
        "(lesson 10, Precision and recall).",
        57,
    ),
    Mistake(
        zero_by_zero_in_precision,
        "Where nothing was *called* positive, the precision is 0/0. It is seen to for the recall; let it count as 0 "
        "here too (lesson 10, Precision and recall).",
        57,
    ),
    Mistake(
        whole_numbers,
        "Whole numbers came out: `//`, or int(…), drops what stands behind the point. Divide with `/`.",
    ),
)


# --- f1(prediction, target)


def arithmetic_mean(prediction: Array, target: Array) -> Any:
    """(P + R)/2."""
    return sum(right.precision_recall(prediction, target)) / 2


def geometric_mean(prediction: Array, target: Array) -> Any:
    """The root of PR."""
    precision, recall = right.precision_recall(prediction, target)
    return np.sqrt(precision * recall)


def the_smaller_of_both(prediction: Array, target: Array) -> Any:
    """min(P, R)."""
    return min(right.precision_recall(prediction, target))


def product_of_both(prediction: Array, target: Array) -> Any:
    """PR."""
    precision, recall = right.precision_recall(prediction, target)
    return precision * recall


def without_the_two(prediction: Array, target: Array) -> Any:
    """PR/(P + R)."""
    return right.f1(prediction, target) / 2


def jaccard_index(prediction: Array, target: Array) -> Any:
    """TP/(TP + FP + FN)."""
    _, fp, fn, tp = _counts(prediction, target)
    return _or_zero(tp, tp + fp + fn)


def no_case_for_none_found(prediction: Array, target: Array) -> Any:
    """NaN wherever none is found."""
    tp = np.sum((prediction == 1) & (target == 1))
    with np.errstate(all="ignore"):
        precision, recall = tp / np.sum(prediction == 1), tp / np.sum(target == 1)
        return 2 * precision * recall / (precision + recall)


def no_case_for_no_positive_at_all(prediction: Array, target: Array) -> Any:
    """0/0 only where nothing is positive, and nothing called so."""
    _, fp, fn, tp = _counts(prediction, target)
    with np.errstate(all="ignore"):
        return 2 * tp / (2 * tp + fp + fn)


def f1_of_class_zero(prediction: Array, target: Array) -> Any:
    """The F1 of class 0."""
    return right.f1(1 - prediction, 1 - target)


def mean_over_both_classes(prediction: Array, target: Array) -> Any:
    """The F1 of class 0 and that of class 1, averaged."""
    return (right.f1(prediction, target) + f1_of_class_zero(prediction, target)) / 2


def accuracy_instead(prediction: Array, target: Array) -> Any:
    """The accuracy."""
    return np.mean(prediction == target)


def right_answers_as_hits(prediction: Array, target: Array) -> Any:
    """2(TP + TN)/(2(TP + TN) + FP + FN)."""
    tn, fp, fn, tp = _counts(prediction, target)
    return _or_zero(2 * (tp + tn), 2 * (tp + tn) + fp + fn)


def right_answers_over_both(prediction: Array, target: Array) -> Any:
    """2(TP + TN)/(2·TP + FP + FN)."""
    tn, fp, fn, tp = _counts(prediction, target)
    return _or_zero(2 * (tp + tn), 2 * tp + fp + fn)


def true_negatives_below(prediction: Array, target: Array) -> Any:
    """2·TP/(2·TP + FP + FN + TN)."""
    tp = np.sum((prediction == 1) & (target == 1))
    return 2 * tp / (len(target) + tp)


def product_twice(prediction: Array, target: Array) -> Any:
    """2PR."""
    return 2 * product_of_both(prediction, target)


def without_brackets(prediction: Array, target: Array) -> Any:
    """2PR/P + R."""
    precision, recall = right.precision_recall(prediction, target)
    return 2 * precision * recall / precision + recall if precision > 0 else 0.0


def reciprocal(prediction: Array, target: Array) -> Any:
    """The mean of 1/P and 1/R."""
    value = right.f1(prediction, target)
    return 1 / value if value > 0 else 0.0


def sum_over_product(prediction: Array, target: Array) -> Any:
    """2(P + R)/(PR)."""
    precision, recall = right.precision_recall(prediction, target)
    return _or_zero(2 * (precision + recall), precision * recall)


def with_the_specificity(prediction: Array, target: Array) -> Any:
    """The harmonic mean of precision and specificity."""
    precision, specificity = specificity_for_recall(prediction, target)
    return _or_zero(2 * precision * specificity, precision + specificity)


def hits_once_below(prediction: Array, target: Array) -> Any:
    """2·TP/(TP + FP + FN)."""
    return 2 * jaccard_index(prediction, target)


def false_negatives_left_out(prediction: Array, target: Array) -> Any:
    """2·TP/(2·TP + FP)."""
    _, fp, _, tp = _counts(prediction, target)
    return _or_zero(2 * tp, 2 * tp + fp)


def false_positives_left_out(prediction: Array, target: Array) -> Any:
    """2·TP/(2·TP + FN)."""
    _, _, fn, tp = _counts(prediction, target)
    return _or_zero(2 * tp, 2 * tp + fn)


def the_larger_of_both(prediction: Array, target: Array) -> Any:
    """max(P, R)."""
    return max(right.precision_recall(prediction, target))


def sum_of_both(prediction: Array, target: Array) -> Any:
    """P + R."""
    return sum(right.precision_recall(prediction, target))


def f1_zero_by_zero_is_one(prediction: Array, target: Array) -> Any:
    """1 where nothing is positive, and nothing called so."""
    is_called, is_positive = (prediction == 1).any(), (target == 1).any()
    return right.f1(prediction, target) if is_called or is_positive else 1.0


def root_mean_square(prediction: Array, target: Array) -> Any:
    """The root of the mean of P² and R²."""
    precision, recall = right.precision_recall(prediction, target)
    return np.sqrt((precision**2 + recall**2) / 2)


def f_with_another_weight(prediction: Array, target: Array) -> Any:
    """F2: 5PR/(4P + R)."""
    precision, recall = right.precision_recall(prediction, target)
    return _or_zero(5 * precision * recall, 4 * precision + recall)


F1 = (
    Mistake(
        arithmetic_mean,
        "(P + R)/2: F1 is the harmonic mean, 2PR/(P + R). Else always saying yes would have more than a half (lesson "
        "10, One number of two: F1).",
        57,
    ),
    Mistake(
        no_case_for_none_found,
        "Where none is found, precision and recall are 0 or 0/0, and 2PR/(P + R) is 0/0. Let it count as 0 (lesson "
        "10, One number of two: F1).",
        57,
    ),
    Mistake(
        no_case_for_no_positive_at_all,
        "Where nothing is positive and nothing was called so, F1 is 0/0. Let it count as 0 (lesson 10, One number of "
        "two: F1).",
        57,
    ),
    Mistake(
        without_the_two,
        "Half of what it should be: the 2 in 2PR/(P + R) is missing (lesson 10, One number of two: F1).",
    ),
    Mistake(
        jaccard_index,
        "TP/(TP + FP + FN) is the Jaccard index. In F1 TP counts twice, above and below (lesson 10, One number of "
        "two: F1).",
    ),
    Mistake(
        geometric_mean,
        "This is the root of PR, the geometric mean. F1 is the harmonic one (lesson 10, One number of two: F1).",
        57,
    ),
    Mistake(
        the_smaller_of_both,
        "This is the smaller of precision and recall. F1 lies between them (lesson 10, One number of two: F1).",
    ),
    Mistake(
        product_of_both,
        "PR is still to be divided by (P + R)/2 (lesson 10, One number of two: F1).",
    ),
    Mistake(
        mean_over_both_classes,
        "The F1 of both classes were averaged: that is macro F1. Here it is that of class 1 alone (lesson 10, One "
        "number of two: F1).",
        58,
    ),
    Mistake(
        f1_of_class_zero,
        "This is the F1 of class 0. Positive is class 1 (lesson 10, Precision and recall).",
    ),
    Mistake(
        accuracy_instead,
        "This is the accuracy. F1 leaves out what is rightly called negative (lesson 10, One number of two: F1).",
        56,
    ),
    Mistake(
        right_answers_as_hits,
        "All right answers were counted as TP. What was rightly called negative, TN, does not occur in F1 (lesson 10, "
        "One number of two: F1).",
        56,
    ),
    Mistake(
        right_answers_over_both,
        "Above stand all right answers. What was rightly called negative, TN, does not occur in F1: above stands 2·TP "
        "(lesson 10, One number of two: F1).",
        56,
    ),
    Mistake(
        true_negatives_below,
        "Below stands TN too. What was rightly called negative does not occur in F1: 2·TP/(2·TP + FP + FN) (lesson "
        "10, One number of two: F1).",
        56,
    ),
    Mistake(
        product_twice,
        "2PR is still to be divided by P + R (lesson 10, One number of two: F1).",
    ),
    Mistake(
        without_brackets,
        "2PR/P + R: the brackets around P + R are missing, and R is added at the end (lesson 10, One number of two: "
        "F1).",
    ),
    Mistake(
        reciprocal,
        "The mean of 1/P and 1/R is 1/F1: it is still to be turned upside down (lesson 10, One number of two: F1).",
    ),
    Mistake(
        sum_over_product,
        "The fraction is upside down: 2PR stands above, P + R below (lesson 10, One number of two: F1).",
    ),
    Mistake(
        with_the_specificity,
        "TN/(TN + FP), the specificity, stands in the place of recall, TP/(TP + FN) (lesson 10, Precision and "
        "recall).",
        57,
    ),
    Mistake(
        hits_once_below,
        "TP counts twice above and once below. In F1 it counts twice in both: 2·TP/(2·TP + FP + FN) (lesson 10, One "
        "number of two: F1).",
    ),
    Mistake(
        false_negatives_left_out,
        "FN is left out below: who misses much would not pay for it. 2·TP/(2·TP + FP + FN) (lesson 10, One number of "
        "two: F1).",
    ),
    Mistake(
        false_positives_left_out,
        "FP is left out below: false alarms would cost nothing. 2·TP/(2·TP + FP + FN) (lesson 10, One number of two: "
        "F1).",
    ),
    Mistake(
        the_larger_of_both,
        "This is the larger of precision and recall. F1 lies between them, nearer to the smaller (lesson 10, One "
        "number of two: F1).",
        57,
    ),
    Mistake(
        sum_of_both,
        "Precision and recall were added up. F1 is their harmonic mean, 2PR/(P + R) (lesson 10, One number of two: "
        "F1).",
        57,
    ),
    Mistake(
        f1_zero_by_zero_is_one,
        "Where nothing is positive and nothing was called so, F1 is 1 here, as some libraries say when asked to. In "
        "this course it counts as 0 (lesson 10, One number of two: F1).",
        is_convention=True,
    ),
    Mistake(
        root_mean_square,
        "This is the root of the mean of P² and R². F1 is the harmonic mean, 2PR/(P + R) (lesson 10, One number of "
        "two: F1).",
        57,
    ),
    Mistake(
        f_with_another_weight,
        "This is F2, 5PR/(4P + R), in which recall counts more. F1 is 2PR/(P + R) (lesson 10, One number of two: F1).",
        is_convention=True,
    ),
)


# --- area_by_hand: 0.875


AREA_BY_HAND = (
    Mistake(
        0.125,
        "1/8 are the pairs in which the *other* digit has the higher probability. The area counts those in which the 8 "
        "has it (lesson 10, The threshold).",
    ),
    Mistake(
        7,
        "So many pairs are in order. The area is their share: there are 2 · 4 pairs (lesson 10, The threshold).",
    ),
    Mistake(
        0.5,
        "So it would be by chance. Count, for each 8, the others below it (lesson 10, The threshold).",
    ),
    Mistake(
        5 / 6,
        "This is the average precision, the area under the other curve. Under ROC it is a share of pairs (lesson 10, "
        "The threshold).",
    ),
    Mistake(
        0.75,
        "6 of 8: one pair was counted too few. The second 8 beats three of the others, not two (lesson 10, The "
        "threshold).",
    ),
    Mistake(
        15 / 16,
        "15/16: a corner was cut. The second image goes to the right, then the third goes up: the curve is made of "
        "steps (lesson 10, The threshold).",
    ),
    Mistake(
        7 / 15,
        "7/15 divides by all pairs of images. Only pairs of an 8 and another digit count, 2 · 4 (lesson 10, The "
        "threshold).",
    ),
    Mistake(
        7 / 6,
        "7/6 divides by the number of images. The area is a share of the pairs of an 8 and another digit, 2 · 4 "
        "(lesson 10, The threshold).",
    ),
    Mistake(
        1.0,
        "1 would be a curve without an error: all eights above all others. One other image stands above the second 8 "
        "(lesson 10, The threshold).",
    ),
    Mistake(
        1 / 3,
        "This is the share of the eights. The area compares pairs: how often has the 8 the higher probability "
        "(lesson 10, The threshold)?",
    ),
    Mistake(
        2 / 3,
        "This is the precision where both eights are found. The area under ROC belongs to all thresholds: count pairs "
        "(lesson 10, The threshold).",
    ),
    Mistake(
        0.625,
        "5 of 8: two pairs were counted too few. The first 8 is above four others, the second above three (lesson 10, "
        "The threshold).",
    ),
    Mistake(87.5, "87.5 is the percentage. Write the share, a number from 0 to 1."),
)


# --- cheapest_threshold(p, y, missed, alarm)


def _cheapest(p: Array, y: Array, cost: Any, thresholds: Any = None) -> Pair:
    """Return the first threshold of the smallest cost, and that cost."""
    thresholds = np.unique(p) if thresholds is None else thresholds
    costs = [cost(t) for t in thresholds]
    best = int(np.argmin(costs))
    return thresholds[best], costs[best]


def costs_swapped(p: Array, y: Array, missed: float, alarm: float) -> Pair:
    """A false alarm costs what a missed one should."""
    return right.cheapest_threshold(p, y, alarm, missed)


def errors_counted(p: Array, y: Array, missed: float, alarm: float) -> Pair:
    """Both errors cost 1: the best accuracy."""
    return right.cheapest_threshold(p, y, 1.0, 1.0)


def at_a_half(p: Array, y: Array, missed: float, alarm: float) -> Pair:
    """0.5 whatever the errors cost."""
    called = p >= 0.5
    return 0.5, missed * np.sum(~called & (y == 1)) + alarm * np.sum(called & (y == 0))


def above_not_from(p: Array, y: Array, missed: float, alarm: float) -> Pair:
    """p > threshold is called positive."""
    return _cheapest(
        p,
        y,
        lambda t: missed * np.sum((p <= t) & (y == 1)) + alarm * np.sum((p > t) & (y == 0)),
    )


def the_last_of_the_cheapest(p: Array, y: Array, missed: float, alarm: float) -> Pair:
    """Of several that cost the same, the largest."""
    falling = np.unique(p)[::-1]

    def cost(t: float) -> Any:
        return missed * np.sum((p < t) & (y == 1)) + alarm * np.sum((p >= t) & (y == 0))

    return _cheapest(p, y, cost, falling)


def the_dearest(p: Array, y: Array, missed: float, alarm: float) -> Pair:
    """argmax: the threshold that costs most."""
    threshold, cost = _cheapest(
        p, y, lambda t: -missed * np.sum((p < t) & (y == 1)) - alarm * np.sum((p >= t) & (y == 0))
    )
    return threshold, -cost


def right_answers_paid_for(p: Array, y: Array, missed: float, alarm: float) -> Pair:
    """The costs of what is called rightly."""
    return _cheapest(
        p,
        y,
        lambda t: missed * np.sum((p >= t) & (y == 1)) + alarm * np.sum((p < t) & (y == 0)),
    )


def cost_per_example(p: Array, y: Array, missed: float, alarm: float) -> Pair:
    """The mean cost."""
    threshold, cost = right.cheapest_threshold(p, y, missed, alarm)
    return threshold, cost / len(y)


def _costs(p: Array, y: Array, missed: float, alarm: float) -> Callable[[float], Any]:
    """Return what a threshold costs."""
    return lambda t: missed * np.sum((p < t) & (y == 1)) + alarm * np.sum((p >= t) & (y == 0))


def cost_of_shares(p: Array, y: Array, missed: float, alarm: float) -> Pair:
    """The costs of the shares of the positives and the negatives."""
    return _cheapest(
        p, y, lambda t: missed * np.mean(p[y == 1] < t) + alarm * np.mean(p[y == 0] >= t)
    )


def place_of_the_threshold(p: Array, y: Array, missed: float, alarm: float) -> Pair:
    """Which of the thresholds it is, counted from 0."""
    threshold, cost = right.cheapest_threshold(p, y, missed, alarm)
    return int(np.searchsorted(np.unique(p), threshold)), cost


def every_hundredth(p: Array, y: Array, missed: float, alarm: float) -> Pair:
    """0, 0.01, … 1 are tried."""
    return _cheapest(p, y, _costs(p, y, missed, alarm), np.linspace(0, 1, 101))


def between_the_probabilities(p: Array, y: Array, missed: float, alarm: float) -> Pair:
    """The middles between neighbors are tried."""
    found = np.unique(p)
    return _cheapest(p, y, _costs(p, y, missed, alarm), (found[1:] + found[:-1]) / 2)


def misses_only(p: Array, y: Array, missed: float, alarm: float) -> Pair:
    """False alarms cost nothing."""
    return right.cheapest_threshold(p, y, missed, 0.0)


def all_called_cost(p: Array, y: Array, missed: float, alarm: float) -> Pair:
    """All that are called positive cost, the rightly called too."""
    return _cheapest(p, y, lambda t: missed * np.sum((p < t) & (y == 1)) + alarm * np.sum(p >= t))


def labels_not_asked(p: Array, y: Array, missed: float, alarm: float) -> Pair:
    """All that are called cost, whatever they are."""
    return _cheapest(p, y, lambda t: missed * np.sum(p < t) + alarm * np.sum(p >= t))


def most_accurate(p: Array, y: Array, missed: float, alarm: float) -> Pair:
    """The threshold with the fewest errors, and what it costs."""
    threshold, _ = right.cheapest_threshold(p, y, 1.0, 1.0)
    return threshold, _costs(p, y, missed, alarm)(threshold)


def by_the_formula(p: Array, y: Array, missed: float, alarm: float) -> Pair:
    """alarm/(alarm + missed), the threshold of perfect probabilities."""
    threshold = alarm / (alarm + missed)
    return threshold, _costs(p, y, missed, alarm)(threshold)


def cost_of_the_last(p: Array, y: Array, missed: float, alarm: float) -> Pair:
    """The cost of the last threshold that was tried."""
    threshold, _ = right.cheapest_threshold(p, y, missed, alarm)
    return threshold, _costs(p, y, missed, alarm)(np.max(p))


def one_price_for_both(p: Array, y: Array, missed: float, alarm: float) -> Pair:
    """Each error costs missed + alarm."""
    return right.cheapest_threshold(p, y, missed + alarm, missed + alarm)


def ended_after_the_first(p: Array, y: Array, missed: float, alarm: float) -> Pair:
    """Only the smallest threshold was tried: the return stands inside the loop."""
    return np.min(p), _costs(p, y, missed, alarm)(np.min(p))


def the_last_tried(p: Array, y: Array, missed: float, alarm: float) -> Pair:
    """The largest threshold and its cost: nothing is kept of the lowest so far."""
    return np.max(p), _costs(p, y, missed, alarm)(np.max(p))


CHEAPEST_THRESHOLD = (
    Mistake(
        at_a_half,
        "The threshold is 0.5 whatever the errors cost. Try each number that occurs in p (lesson 10, Choosing the "
        "threshold).",
        58,
    ),
    Mistake(
        errors_counted,
        "Both errors cost 1 here: that finds the best accuracy. A missed one costs `missed`, a false alarm `alarm` "
        "(lesson 10, Choosing the threshold).",
        56,
    ),
    Mistake(
        costs_swapped,
        "The two costs are swapped: `missed` belongs to a positive that is called negative, FN, `alarm` to FP "
        "(lesson 10, Choosing the threshold).",
        57,
    ),
    Mistake(
        above_not_from,
        "An example whose p equals the threshold is called negative here. It is called positive: `p >= threshold` "
        "(lesson 10, Choosing the threshold).",
    ),
    Mistake(
        the_last_of_the_cheapest,
        "Of several thresholds that cost the same, a larger one was taken. The task asks for the smallest: "
        "`np.unique` sorts "
        "them, and `np.argmin` finds the first.",
    ),
    Mistake(
        the_dearest,
        "This is the threshold that costs most. `np.argmin` finds the smallest cost.",
    ),
    Mistake(
        right_answers_paid_for,
        "What is called *rightly* costs here, or what lies *below* the threshold is called positive. The costs are "
        "those of FN, p < threshold, and FP, p >= threshold (lesson 10, Choosing the threshold).",
    ),
    Mistake(
        cost_per_example,
        "The cost was divided by the number of examples. The task asks what all of them cost together.",
        18,
    ),
    Mistake(
        cost_of_shares,
        "These are the costs of *shares*: the misses were divided by the positives, the false alarms by the "
        "negatives. The task asks what all cost together: count them.",
    ),
    Mistake(
        place_of_the_threshold,
        "The first is the *place* of the threshold among those that were tried. The task asks for the threshold "
        "itself: "
        "`thresholds[best]`.",
    ),
    Mistake(
        every_hundredth,
        "0, 0.01, 0.02, … were tried. What can change lies at the numbers in `p`: try each of these (lesson 10, "
        "Choosing the threshold).",
    ),
    Mistake(
        between_the_probabilities,
        "The middles between the probabilities were tried. The task asks for the numbers that occur in `p`, each as "
        "the "
        "threshold (lesson 10, Choosing the threshold).",
    ),
    Mistake(
        misses_only,
        "Only what is missed costs here. A negative that is called positive costs `alarm` (lesson 10, Choosing the "
        "threshold).",
    ),
    Mistake(
        all_called_cost,
        "Every example that is called positive costs `alarm` here, also where it is one. Only a *false* alarm costs: "
        "`(p >= threshold) & (y == 0)`.",
    ),
    Mistake(
        labels_not_asked,
        "Every example costs something here, whatever `y` says. Only errors cost: FN, called 0 and is 1, and FP, "
        "called 1 and is 0.",
    ),
    Mistake(
        most_accurate,
        "This is the threshold with the fewest errors, or the highest F1, with its cost. Look for the smallest *cost* "
        "(lesson 10, Choosing the threshold).",
        56,
    ),
    Mistake(
        by_the_formula,
        "alarm/(alarm + missed) is the best threshold where the probabilities are right. The task asks what costs "
        "least on "
        "*these* examples: try each number in `p`.",
    ),
    Mistake(
        cost_of_the_last,
        "The threshold is right, and the cost is that of the last one that was tried. Keep the lowest cost together "
        "with its threshold.",
    ),
    Mistake(
        one_price_for_both,
        "Each error costs missed + alarm here. A miss costs `missed`, a false alarm `alarm` (lesson 10, Choosing the "
        "threshold).",
        56,
    ),
    Mistake(
        ended_after_the_first,
        "Only the smallest threshold was tried: the loop ends after its first round. Does the `return` stand inside?",
    ),
    Mistake(
        the_last_tried,
        "This is the last threshold that was tried, with its cost. Keep the lowest cost so far, and renew it *with* "
        "the threshold.",
    ),
)


# --- recall_averages(prediction, target)


def averages_swapped(prediction: Array, target: Array) -> Pair:
    """Micro first."""
    macro, micro = right.recall_averages(prediction, target)
    return micro, macro


def accuracy_twice(prediction: Array, target: Array) -> Pair:
    """Macro is micro."""
    micro = np.mean(prediction == target)
    return micro, micro


def macro_twice(prediction: Array, target: Array) -> Pair:
    """Micro is macro."""
    macro, _ = right.recall_averages(prediction, target)
    return macro, macro


def of_the_predicted(prediction: Array, target: Array) -> Pair:
    """Precision of each class in place of recall."""
    classes = np.unique(target)
    values = [
        _or_zero(np.sum((prediction == k) & (target == k)), np.sum(prediction == k))
        for k in classes
    ]
    return np.mean(values), np.mean(prediction == target)


def classes_of_the_prediction(prediction: Array, target: Array) -> Pair:
    """Only classes that are predicted count."""
    classes = [k for k in np.unique(prediction) if np.any(target == k)]
    recalls = [np.mean(prediction[target == k] == k) for k in classes]
    return np.mean(recalls), np.mean(prediction == target)


def classes_counted_up(prediction: Array, target: Array) -> Pair:
    """The classes 0, 1, …: NaN where one has no example."""
    with np.errstate(all="ignore"):
        values = [
            np.sum((prediction == k) & (target == k)) / np.sum(target == k)
            for k in range(target.max() + 1)
        ]
    return np.mean(values), np.mean(prediction == target)


def absent_classes_too(prediction: Array, target: Array) -> Pair:
    """The classes 0, 1, …; one that has no example counts as 0."""
    values = [
        _or_zero(np.sum((prediction == k) & (target == k)), np.sum(target == k))
        for k in range(target.max() + 1)
    ]
    return np.mean(values), np.mean(prediction == target)


def one_against_the_rest(prediction: Array, target: Array) -> Pair:
    """For each class how often *this class or not* is right."""
    values = [np.mean((prediction == k) == (target == k)) for k in np.unique(target)]
    return np.mean(values), np.mean(prediction == target)


def sum_of_the_recalls(prediction: Array, target: Array) -> Pair:
    """The recalls added up."""
    macro, micro = right.recall_averages(prediction, target)
    return macro * len(np.unique(target)), micro


def classes_numbered(prediction: Array, target: Array) -> Pair:
    """The classes 0, 1, …, as many as there are; one without an example counts as 0."""
    values = [
        _or_zero(np.sum((prediction == k) & (target == k)), np.sum(target == k))
        for k in range(len(np.unique(target)))
    ]
    return np.mean(values), np.mean(prediction == target)


def shares_of_all_examples(prediction: Array, target: Array) -> Pair:
    """TP over all examples for each class."""
    values = [np.mean((prediction == k) & (target == k)) for k in np.unique(target)]
    return np.mean(values), np.mean(prediction == target)


def median_of_the_recalls(prediction: Array, target: Array) -> Pair:
    """The median for the mean."""
    values = [np.mean(prediction[target == k] == k) for k in np.unique(target)]
    return np.median(values), np.mean(prediction == target)


def macro_f1(prediction: Array, target: Array) -> Pair:
    """F1 of each class in place of recall."""
    values = [
        right.f1((prediction == k).astype(int), (target == k).astype(int))
        for k in np.unique(target)
    ]
    return np.mean(values), np.mean(prediction == target)


def both_kinds_of_errors_below(prediction: Array, target: Array) -> Pair:
    """Micro divides by TP + FN + FP of all classes."""
    hits = np.sum(prediction == target)
    return right.recall_averages(prediction, target)[0], hits / (2 * len(target) - hits)


def what_was_missed(prediction: Array, target: Array) -> Pair:
    """The shares of errors."""
    macro, micro = right.recall_averages(prediction, target)
    return 1 - macro, 1 - micro


def every_label_in_between(prediction: Array, target: Array) -> Pair:
    """All labels from the smallest to the largest; one without an example counts as 0."""
    macro, micro = right.recall_averages(prediction, target)
    return macro * len(np.unique(target)) / (target.max() - target.min() + 1), micro


def recall_of_class_one(prediction: Array, target: Array) -> Pair:
    """The recall of class 1 for the mean."""
    is_one = target == 1
    recall = _or_zero(np.sum(is_one & (prediction == 1)), np.sum(is_one))
    return recall, np.mean(prediction == target)


def micro_over_the_classes_too(prediction: Array, target: Array) -> Pair:
    """Micro is divided by the number of classes as well."""
    macro, micro = right.recall_averages(prediction, target)
    return macro, micro / len(np.unique(target))


RECALL_AVERAGES = (
    Mistake(
        averages_swapped,
        "The two are swapped: macro is the mean over the classes, micro counts each example once (lesson 10, Several "
        "classes).",
        58,
    ),
    Mistake(
        accuracy_twice,
        "Both are the share of right answers: that is micro, and the mean of the recalls weighted by the classes' "
        "sizes is the same. Macro counts each class once (lesson 10, Several classes).",
        58,
    ),
    Mistake(
        macro_twice,
        "Both are the mean over the classes: that is macro. Micro sums TP and FN over the classes first (lesson 10, "
        "Several classes).",
        58,
    ),
    Mistake(
        of_the_predicted,
        "These are the classes' precisions: they divide by how often a class was predicted. Recall divides by how "
        "often it is (lesson 10, Several classes).",
        57,
    ),
    Mistake(
        classes_of_the_prediction,
        "A class that is never predicted is left out; its recall is 0, and it counts. The classes are those in "
        "target: `np.unique(target)` (lesson 10, Several classes).",
        58,
    ),
    Mistake(
        classes_counted_up,
        "A class without an example has the recall 0/0, and the mean becomes NaN. The classes are those in target: "
        "`np.unique(target)` (lesson 10, Several classes).",
    ),
    Mistake(
        absent_classes_too,
        "Classes that have no example count here, with 0. The classes are those in target: `np.unique(target)` "
        "(lesson 10, Several classes).",
    ),
    Mistake(
        one_against_the_rest,
        "For each class this counts the rightly *rejected* examples too. Recall looks only at the examples of the "
        "class (lesson 10, Several classes).",
        56,
    ),
    Mistake(
        sum_of_the_recalls,
        "The recalls were added up. Macro is their mean (lesson 10, Several classes).",
    ),
    Mistake(
        classes_numbered,
        "The classes were numbered 0, 1, 2, … by how many there are; their labels have gaps. Go through "
        "`np.unique(target)` itself (lesson 10, Several classes).",
    ),
    Mistake(
        shares_of_all_examples,
        "Each class's hits were divided by all examples. Recall divides by the examples of *its* class (lesson 10, "
        "Several classes).",
        57,
    ),
    Mistake(
        median_of_the_recalls,
        "This is the median of the recalls. Macro is their mean (lesson 10, Several classes).",
    ),
    Mistake(
        macro_f1,
        "The first is macro F1: false positives of each class went in. Recall divides by the examples of the class "
        "alone (lesson 10, Several classes).",
        57,
    ),
    Mistake(
        both_kinds_of_errors_below,
        "Micro was divided by TP + FN + FP. Recall does not look at FP; each wrong answer counts once, as the FN of "
        "its class (lesson 10, Several classes).",
        57,
    ),
    Mistake(
        what_was_missed,
        "These are the shares of errors, 1 minus what is asked: `==` for `!=` (lesson 10, Several classes).",
    ),
    Mistake(
        every_label_in_between,
        "The labels between the smallest and the largest count too, those without an example with 0. The classes are "
        "those in target: `np.unique(target)` (lesson 10, Several classes).",
    ),
    Mistake(
        recall_of_class_one,
        "The first is the recall of class 1 alone. Macro is the mean over *all* classes: `np.unique(target)` (lesson "
        "10, Several classes).",
        58,
    ),
    Mistake(
        micro_over_the_classes_too,
        "The second was divided by the number of classes as well. Micro adds the hits of all classes and divides once, "
        "by all examples (lesson 10, Several classes).",
        19,
    ),
)


# --- r_squared(prediction, target)


def without_the_one(prediction: Array, target: Array) -> Any:
    """The unexplained share."""
    return 1 - right.r_squared(prediction, target)


def arguments_swapped(prediction: Array, target: Array) -> Any:
    """Measured against the predictions' spread."""
    return right.r_squared(target, prediction)


def around_the_predictions_mean(prediction: Array, target: Array) -> Any:
    """Below stands the distance of the target from the mean of the predictions."""
    total = np.sum((target - prediction.mean()) ** 2)
    return 1 - np.sum((prediction - target) ** 2) / total


def fraction_upside_down(prediction: Array, target: Array) -> Any:
    """What there is to explain stands above."""
    total = np.sum((target - target.mean()) ** 2)
    return 1 - total / np.sum((prediction - target) ** 2)


def squared_correlation(prediction: Array, target: Array) -> Any:
    """The correlation, squared."""
    return np.corrcoef(prediction, target)[0, 1] ** 2


def explained_over_total(prediction: Array, target: Array) -> Any:
    """Σ(ŷ − ȳ)²/Σ(y − ȳ)²."""
    mean = np.mean(target)
    return np.sum((prediction - mean) ** 2) / np.sum((target - mean) ** 2)


def mean_not_subtracted(prediction: Array, target: Array) -> Any:
    """1 − Σ(ŷ − y)²/Σy²."""
    return 1 - np.sum((prediction - target) ** 2) / np.sum(target**2)


def magnitudes_instead_of_squares(prediction: Array, target: Array) -> Any:
    """1 − Σ|ŷ − y|/Σ|y − ȳ|."""
    return 1 - np.sum(np.abs(prediction - target)) / np.sum(np.abs(target - np.mean(target)))


def mean_error_over_the_sum(prediction: Array, target: Array) -> Any:
    """A mean above, a sum below."""
    total = np.sum((target - np.mean(target)) ** 2)
    return 1 - np.mean((prediction - target) ** 2) / total


def spread_of_the_error(prediction: Array, target: Array) -> Any:
    """1 − var(ŷ − y)/var(y): a constant error is forgiven."""
    return 1 - np.var(prediction - target) / np.var(target)


def with_ddof_below(prediction: Array, target: Array) -> Any:
    """N above and N − 1 below."""
    return 1 - np.mean((prediction - target) ** 2) / np.var(target, ddof=1)


def roots_divided(prediction: Array, target: Array) -> Any:
    """1 − RMSE/standard deviation."""
    return 1 - np.sqrt(np.mean((prediction - target) ** 2)) / np.std(target)


def negative_is_zero(prediction: Array, target: Array) -> Any:
    """Never below 0."""
    return max(right.r_squared(prediction, target), 0.0)


def prediction_around_the_targets_mean(prediction: Array, target: Array) -> Any:
    """Below stands the distance of the predictions from the target's mean."""
    total = np.sum((prediction - np.mean(target)) ** 2)
    return 1 - np.sum((prediction - target) ** 2) / total


def around_the_median(prediction: Array, target: Array) -> Any:
    """The median for the mean."""
    total = np.sum((target - np.median(target)) ** 2)
    return 1 - np.sum((prediction - target) ** 2) / total


def no_yardstick(prediction: Array, target: Array) -> Any:
    """1 minus the mean squared error."""
    return 1 - np.mean((prediction - target) ** 2)


def correlation_itself(prediction: Array, target: Array) -> Any:
    """The correlation."""
    return np.corrcoef(prediction, target)[0, 1]


def sum_before_the_square(prediction: Array, target: Array) -> Any:
    """The errors are added up before they are squared."""
    return 1 - np.sum(prediction - target) ** 2 / np.sum((target - np.mean(target)) ** 2)


def one_within_the_fraction(prediction: Array, target: Array) -> Any:
    """(1 − Σ(ŷ − y)²)/Σ(y − ȳ)²."""
    above = 1 - np.sum((prediction - target) ** 2)
    return above / np.sum((target - np.mean(target)) ** 2)


def mean_of_the_fractions(prediction: Array, target: Array) -> Any:
    """The mean of each example's own fraction."""
    return 1 - np.mean((prediction - target) ** 2 / (target - np.mean(target)) ** 2)


def spread_of_both(prediction: Array, target: Array) -> Any:
    """The predictions' variance over the target's."""
    return np.var(prediction) / np.var(target)


def over_the_standard_deviation(prediction: Array, target: Array) -> Any:
    """The mean squared error over the standard deviation."""
    return 1 - np.mean((prediction - target) ** 2) / np.std(target)


def sum_over_the_variance(prediction: Array, target: Array) -> Any:
    """A sum above, a mean below."""
    return 1 - np.sum((prediction - target) ** 2) / np.var(target)


def minus_one(prediction: Array, target: Array) -> Any:
    """The fraction minus 1."""
    return -right.r_squared(prediction, target)


def squared_once_more(prediction: Array, target: Array) -> Any:
    """The square of it."""
    return right.r_squared(prediction, target) ** 2


R_SQUARED = (
    Mistake(
        without_the_one,
        "This is the share that is left unexplained. R² is 1 minus that (lesson 10, Numbers: R²).",
    ),
    Mistake(
        arguments_swapped,
        "Below stands how far the *predictions* lie from their own mean. The yardstick is the target's spread: "
        "Σ(y − ȳ)² (lesson 10, Numbers: R²).",
    ),
    Mistake(
        around_the_predictions_mean,
        "Below stands the distance from the mean of the predictions. The yardstick is the target's own mean (lesson "
        "10, Numbers: R²).",
    ),
    Mistake(
        fraction_upside_down,
        "The fraction is upside down: what is left unexplained stands above (lesson 10, Numbers: R²).",
    ),
    Mistake(
        squared_correlation,
        "This is the squared correlation. It forgives a wrong scale and a wrong mean, and R² does not (lesson 10, "
        "Numbers: R²).",
    ),
    Mistake(
        explained_over_total,
        "Σ(ŷ − ȳ)²/Σ(y − ȳ)² equals R² only for a least-squares fit with a constant, on the data it was fitted to. "
        "Elsewhere it can be above 1 (lesson 10, Numbers: R²).",
    ),
    Mistake(
        mean_not_subtracted,
        "Below stands Σy². Compare with the mean: Σ(y − ȳ)² (lesson 10, Numbers: R²).",
    ),
    Mistake(
        magnitudes_instead_of_squares,
        "Magnitudes were added up. R² compares squared errors (lesson 10, Numbers: R²).",
    ),
    Mistake(
        mean_error_over_the_sum,
        "Above stands a mean, below a sum. Take sums of both, or means (lesson 10, Numbers: R²).",
        18,
    ),
    Mistake(
        spread_of_the_error,
        "`np.var` of the errors takes their mean away first, so an error that is the same for all would cost "
        "nothing. Add up (ŷ − y)² itself (lesson 10, Numbers: R²).",
    ),
    Mistake(
        with_ddof_below,
        "Above is divided by N, below by N − 1. Divide both by the same, or neither (lesson 10, Numbers: R²).",
    ),
    Mistake(
        roots_divided,
        "The roots were divided: that is 1 − RMSE/standard deviation. R² compares the squares (lesson 10, Numbers: "
        "R²).",
    ),
    Mistake(
        negative_is_zero,
        "R² may be negative: whoever is worse than the mean has a value below 0 (lesson 10, Numbers: R²).",
    ),
    Mistake(
        prediction_around_the_targets_mean,
        "Below stands how far the *predictions* lie from the target's mean. What is to be explained is how far the "
        "target does: Σ(y − ȳ)² (lesson 10, Numbers: R²).",
    ),
    Mistake(
        around_the_median,
        "Below stands the distance from the median. R² compares with the mean (lesson 10, Numbers: R²).",
    ),
    Mistake(
        no_yardstick,
        "This is 1 minus the mean squared error. R² divides the squared errors by Σ(y − ȳ)², which knows how large "
        "the target's numbers are (lesson 10, Numbers: R²).",
    ),
    Mistake(
        correlation_itself,
        "This is the correlation. It forgives a wrong scale and a wrong mean, and R² does not (lesson 10, Numbers: "
        "R²).",
    ),
    Mistake(
        sum_before_the_square,
        "The errors are added up first and squared then: those above and below cancel. Square each, then add up "
        "(lesson 10, Numbers: R²).",
    ),
    Mistake(
        one_within_the_fraction,
        "The 1 went into the fraction: brackets are missing, or one too many. 1 − (Σ(ŷ − y)²/Σ(y − ȳ)²) (lesson 10, "
        "Numbers: R²).",
    ),
    Mistake(
        mean_of_the_fractions,
        "Each example's error was divided by its own distance from the mean. Add up first, above and below, and "
        "divide the sums (lesson 10, Numbers: R²).",
    ),
    Mistake(
        spread_of_both,
        "This is the predictions' variance over the target's. It does not ask whether the predictions are right: "
        "above stands Σ(ŷ − y)² (lesson 10, Numbers: R²).",
    ),
    Mistake(
        over_the_standard_deviation,
        "The mean squared error was divided by the standard deviation. Below stands its square, the variance (lesson "
        "10, Numbers: R²).",
    ),
    Mistake(
        sum_over_the_variance,
        "Above stands a sum, below a mean. Take sums of both, or means (lesson 10, Numbers: R²).",
        18,
    ),
    Mistake(
        minus_one,
        "1 was subtracted from the fraction. It is the other way round: 1 minus the fraction (lesson 10, Numbers: "
        "R²).",
    ),
    Mistake(
        squared_once_more,
        "R² was squared once more. Its ² belongs to the name: the formula gives R² itself (lesson 10, Numbers: R²).",
    ),
)
