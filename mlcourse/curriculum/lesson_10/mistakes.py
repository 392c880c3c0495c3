"""Wrong answers to the tasks of exercise 10: each function makes one mistake, and its docstring names it.

Below the functions of each task stands what ``check`` says to each mistake, the likeliest first.
"""

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
        shares_of_all,
        "These are shares of all examples. The matrix holds counts (lesson 10, The confusion matrix).",
    ),
    Mistake(
        shares_of_the_rows,
        "Each row was divided by its sum. The matrix holds counts (lesson 10, The confusion matrix).",
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
)


# --- area_by_hand: 0.75


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
        7 / 15,
        "7/15 divides by all pairs of images. Only pairs of an 8 and another digit count, 2 · 4 (lesson 10, The "
        "threshold).",
    ),
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
        "Of several thresholds that cost the same, a larger one was taken. Asked is the smallest: `np.unique` sorts "
        "them, and `np.argmin` finds the first.",
    ),
    Mistake(
        the_dearest,
        "This is the threshold that costs most. `np.argmin` finds the smallest cost.",
    ),
    Mistake(
        right_answers_paid_for,
        "What is called *rightly* costs here. The costs are those of the errors: FN and FP (lesson 10, Choosing the "
        "threshold).",
    ),
    Mistake(
        cost_per_example,
        "The cost was divided by the number of examples. Asked is what all of them cost together.",
        18,
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


RECALL_AVERAGES = (
    Mistake(
        averages_swapped,
        "The two are swapped: macro is the mean over the classes, micro counts each example once (lesson 10, Several "
        "classes).",
        58,
    ),
    Mistake(
        accuracy_twice,
        "Both are the share of right answers: that is micro. Macro is the mean of the classes' recalls, each class "
        "once (lesson 10, Several classes).",
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


R_SQUARED = (
    Mistake(
        without_the_one,
        "This is the share that is left unexplained. R² is 1 minus that (lesson 10, Numbers: R²).",
    ),
    Mistake(
        arguments_swapped,
        "Target and prediction have changed places: below stands the target's distance from its own mean (lesson 10, "
        "Numbers: R²).",
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
        "Σ(ŷ − ȳ)²/Σ(y − ȳ)² equals R² only for a straight line on its own training data. Elsewhere it can be above "
        "1 (lesson 10, Numbers: R²).",
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
)
