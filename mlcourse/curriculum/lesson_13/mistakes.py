"""Wrong answers to the tasks of exercise 13: each function makes one mistake, and its docstring names it.

Below the functions of each task stands what ``check`` says to each mistake, the likeliest first.
"""

from typing import Any

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.checks.task import Mistake
from mlcourse.curriculum.lesson_13 import answers, plans
from mlcourse.curriculum.lesson_13.answers import (
    kept_weights,
    loss_for,
    over_the_baseline,
    prepared,
    report,
    simplest,
)

PROJECT = "(lesson 13, A finished project)"
NUMBERS = "(lesson 13, First: numbers)"
TWO = "(lesson 13, Second: yes or no)"

# --- tells_alone(x, y): (D,) whether a threshold on the column parts the classes


def above_only(x: Array, y: Array) -> Array:
    """Only a column that is larger in class 1 is found."""
    return np.asarray(x[y == 1].min(axis=0) > x[y == 0].max(axis=0))


def below_only(x: Array, y: Array) -> Array:
    """Only a column that is smaller in class 1 is found."""
    return np.asarray(x[y == 1].max(axis=0) < x[y == 0].min(axis=0))


def touching_counts(x: Array, y: Array) -> Array:
    """A column whose classes share a value counts as well."""
    zeros, ones = x[y == 0], x[y == 1]
    return np.asarray(
        (ones.min(axis=0) >= zeros.max(axis=0)) | (ones.max(axis=0) <= zeros.min(axis=0))
    )


def means_differ(x: Array, y: Array) -> Array:
    """The class means lie farther apart than the spreads."""
    zeros, ones = x[y == 0], x[y == 1]
    apart = np.abs(ones.mean(axis=0) - zeros.mean(axis=0))
    return np.asarray(apart > zeros.std(axis=0) + ones.std(axis=0))


def correlated(x: Array, y: Array) -> Array:
    """A correlation above 0.9 stands for telling the class."""
    return np.array([abs(np.corrcoef(column, y)[0, 1]) > 0.9 for column in x.T])


def means_in_order(x: Array, y: Array) -> Array:
    """The mean of one class is compared with the extreme of the other."""
    zeros, ones = x[y == 0], x[y == 1]
    return np.asarray(
        (ones.mean(axis=0) > zeros.max(axis=0)) | (ones.mean(axis=0) < zeros.min(axis=0))
    )


def any_overlap_missing(x: Array, y: Array) -> Array:
    """Both conditions are asked at once."""
    zeros, ones = x[y == 0], x[y == 1]
    return np.asarray(
        (ones.min(axis=0) > zeros.max(axis=0)) & (ones.max(axis=0) < zeros.min(axis=0))
    )


def upside_down(x: Array, y: Array) -> Array:
    """True where the column does not tell."""
    zeros, ones = x[y == 0], x[y == 1]
    return ~((ones.min(axis=0) > zeros.max(axis=0)) | (ones.max(axis=0) < zeros.min(axis=0)))


def _parts_at(x: Array, y: Array, threshold: Array) -> Array:
    """Return for each column whether this threshold parts the classes, whichever way round."""
    is_above, is_one = x > threshold, (y == 1)[:, None]
    return (is_above == is_one).all(axis=0) | (is_above != is_one).all(axis=0)


def mean_as_threshold(x: Array, y: Array) -> Array:
    """Only the column's mean is tried as the threshold."""
    return _parts_at(x, y, x.mean(axis=0))


def zero_as_threshold(x: Array, y: Array) -> Array:
    """Only 0 is tried as the threshold."""
    return _parts_at(x, y, np.zeros(x.shape[1]))


def no_value_in_common(x: Array, y: Array) -> Array:
    """The classes have no value in common."""
    return np.array([not set(column[y == 0]) & set(column[y == 1]) for column in x.T])


def nearly_all(x: Array, y: Array) -> Array:
    """A threshold that parts nearly all of them is enough."""
    found = []
    for column in x.T:
        shares = [np.mean((column > value) == y) for value in column]
        found.append(max(*shares, *(1 - share for share in shares)) > 0.95)
    return np.array(found)


def numbers_of_the_columns(x: Array, y: Array) -> Array:
    """Which columns, by their numbers."""
    return np.flatnonzero(above_only(x, y) | below_only(x, y))


TELLS_ALONE = (
    Mistake(
        above_only,
        "Only columns that are larger in class 1 are found. One that is smaller there tells as much: ask both ways "
        f"{PROJECT}.",
    ),
    Mistake(
        below_only,
        "Only columns that are smaller in class 1 are found. One that is larger there tells as much: ask both ways "
        f"{PROJECT}.",
    ),
    Mistake(
        touching_counts,
        "A column whose classes share a value is taken as well: >= for >. At that value no threshold parts them.",
    ),
    Mistake(
        means_differ,
        "The means are compared here, and how far the classes spread. They can lie far apart and overlap all "
        "the same: "
        "smallest against largest.",
    ),
    Mistake(
        correlated,
        "This asks for a high correlation. A column can tell the class with a lower one, where a few values "
        "lie far off.",
    ),
    Mistake(
        means_in_order,
        "A class's mean lies beyond the other class's largest value, but its smallest need not: compare the "
        "extremes of "
        "both.",
    ),
    Mistake(
        any_overlap_missing,
        "No column is found. Are both ways asked for at once (&), which no column can be: one of them is enough, `|`. "
        "Or is a single threshold tried for each column?",
    ),
    Mistake(upside_down, "True and False have changed places: asked is which columns do tell."),
    Mistake(
        mean_as_threshold,
        "Only the mean is tried as the threshold, the column's or that between the classes. The one that parts them "
        "can lie elsewhere: compare the smallest of one class with the largest of the other.",
    ),
    Mistake(
        zero_as_threshold,
        "Only 0 is tried as the threshold. It can lie anywhere: compare the smallest of one class with the largest of "
        "the other.",
    ),
    Mistake(
        no_value_in_common,
        "This asks whether the classes have no *value* in common. They can lie among each other all the same: one "
        "must lie wholly above the other, smallest against largest.",
    ),
    Mistake(
        nearly_all,
        "A threshold that parts nearly all examples is taken as enough. A column tells alone only if not a single one "
        "is on the wrong side.",
    ),
    Mistake(
        numbers_of_the_columns,
        "These are the numbers of the columns that tell. The task asks for a truth value for *each* column.",
    ),
)


# --- prepared(x, y, order, held_out): x_train, y_train, x_test, y_test

Parts = tuple[Array, Array, Array, Array]


def _scaled(x: Array, y: Array, count: int, seen: Array) -> Parts:
    mean, std = seen.mean(axis=0), seen.std(axis=0)
    x = (x - mean) / std
    return x[:count], y[:count], x[count:], y[count:]


def not_shuffled(x: Array, y: Array, order: Array, held_out: int) -> Parts:
    """The rows stay in their order."""
    return prepared(x, y, np.arange(len(x)), held_out)


def scaler_saw_the_test_part(x: Array, y: Array, order: Array, held_out: int) -> Parts:
    """Mean and std are those of all rows."""
    return _scaled(x[order], y[order], len(x) - held_out, x)


def test_part_by_itself(x: Array, y: Array, order: Array, held_out: int) -> Parts:
    """The test part is scaled by its own mean and std."""
    x_train, y_train, x_test, y_test = prepared(x, y, order, held_out)
    return x_train, y_train, (x_test - x_test.mean(axis=0)) / x_test.std(axis=0), y_test


def targets_not_shuffled(x: Array, y: Array, order: Array, held_out: int) -> Parts:
    """Only x is put in the new order."""
    x_train, _, x_test, _ = prepared(x, y, order, held_out)
    return x_train, y[:-held_out], x_test, y[-held_out:]


def first_rows_held_out(x: Array, y: Array, order: Array, held_out: int) -> Parts:
    """The first rows are held out, not the last."""
    train, test = order[held_out:], order[:held_out]
    mean, std = x[train].mean(axis=0), x[train].std(axis=0)
    return (x[train] - mean) / std, y[train], (x[test] - mean) / std, y[test]


def not_scaled(x: Array, y: Array, order: Array, held_out: int) -> Parts:
    """Nothing is standardized."""
    x, y, count = x[order], y[order], len(x) - held_out
    return x[:count], y[:count], x[count:], y[count:]


def test_part_left_raw(x: Array, y: Array, order: Array, held_out: int) -> Parts:
    """Only the training part is standardized."""
    x_train, y_train, _, y_test = prepared(x, y, order, held_out)
    return x_train, y_train, x[order][-held_out:], y_test


def divided_by_the_variance(x: Array, y: Array, order: Array, held_out: int) -> Parts:
    """It is divided by the variance."""
    x, y, count = x[order], y[order], len(x) - held_out
    x = (x - x[:count].mean(axis=0)) / x[:count].var(axis=0)
    return x[:count], y[:count], x[count:], y[count:]


def sample_std(x: Array, y: Array, order: Array, held_out: int) -> Parts:
    """The standard deviation is that with ddof = 1."""
    x, y, count = x[order], y[order], len(x) - held_out
    x = (x - x[:count].mean(axis=0)) / x[:count].std(axis=0, ddof=1)
    return x[:count], y[:count], x[count:], y[count:]


def one_mean_for_all_columns(x: Array, y: Array, order: Array, held_out: int) -> Parts:
    """One mean and one std for all columns."""
    x, y, count = x[order], y[order], len(x) - held_out
    x = (x - x[:count].mean()) / x[:count].std()
    return x[:count], y[:count], x[count:], y[count:]


def mean_before_the_shuffle(x: Array, y: Array, order: Array, held_out: int) -> Parts:
    """Mean and std are those of the first rows before shuffling."""
    count = len(x) - held_out
    return _scaled(x[order], y[order], count, x[:count])


def swapped_returns(x: Array, y: Array, order: Array, held_out: int) -> tuple[Array, ...]:
    """Inputs first, then targets."""
    x_train, y_train, x_test, y_test = prepared(x, y, order, held_out)
    return x_train, x_test, y_train, y_test


def order_undone(x: Array, y: Array, order: Array, held_out: int) -> Parts:
    """Each row is put where ``order`` says, which is the order turned round."""
    return prepared(x, y, np.argsort(order), held_out)


def parts_exchanged_in_size(x: Array, y: Array, order: Array, held_out: int) -> Parts:
    """The training part has held_out rows."""
    return prepared(x, y, order, len(x) - held_out)


def targets_scaled_too(x: Array, y: Array, order: Array, held_out: int) -> Parts:
    """The targets are standardized as well."""
    x_train, y_train, x_test, y_test = prepared(x, y, order, held_out)
    mean, std = y_train.mean(), y_train.std()
    return x_train, (y_train - mean) / std, x_test, (y_test - mean) / std


def test_part_by_its_own_spread(x: Array, y: Array, order: Array, held_out: int) -> Parts:
    """The test part is divided by its own standard deviation."""
    x, y, count = x[order], y[order], len(x) - held_out
    mean = x[:count].mean(axis=0)
    train, test = x[:count], x[count:]
    return (
        (train - mean) / train.std(axis=0),
        y[:count],
        (test - mean) / test.std(axis=0),
        y[count:],
    )


def row_by_row(x: Array, y: Array, order: Array, held_out: int) -> Parts:
    """Each example is standardized by its own numbers."""
    z = (x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, keepdims=True)
    z, y, count = z[order], y[order], len(x) - held_out
    return z[:count], y[:count], z[count:], y[count:]


def centered_alone(x: Array, y: Array, order: Array, held_out: int) -> Parts:
    """The mean is subtracted, and nothing divided."""
    x, y, count = x[order], y[order], len(x) - held_out
    x = x - x[:count].mean(axis=0)
    return x[:count], y[:count], x[count:], y[count:]


def from_zero_to_one(x: Array, y: Array, order: Array, held_out: int) -> Parts:
    """Each column is stretched to 0 to 1."""
    x, y, count = x[order], y[order], len(x) - held_out
    low, high = x[:count].min(axis=0), x[:count].max(axis=0)
    x = (x - low) / (high - low)
    return x[:count], y[:count], x[count:], y[count:]


def test_part_first(x: Array, y: Array, order: Array, held_out: int) -> Parts:
    """The test part comes first."""
    x_train, y_train, x_test, y_test = prepared(x, y, order, held_out)
    return x_test, y_test, x_train, y_train


def one_more_held_out(x: Array, y: Array, order: Array, held_out: int) -> Parts:
    """The test part has a row more."""
    return prepared(x, y, order, held_out + 1)


def first_test_row_lost(x: Array, y: Array, order: Array, held_out: int) -> Parts:
    """The test part begins one row too late."""
    x_train, y_train, x_test, y_test = prepared(x, y, order, held_out)
    return x_train, y_train, x_test[1:], y_test[1:]


def targets_in_the_undone_order(x: Array, y: Array, order: Array, held_out: int) -> Parts:
    """x in the order, y in the order turned round."""
    x_train, _, x_test, _ = prepared(x, y, order, held_out)
    _, y_train, _, y_test = prepared(x, y, np.argsort(order), held_out)
    return x_train, y_train, x_test, y_test


PREPARED = (
    Mistake(
        not_shuffled,
        f"The rows stand in the file's order: `order` is not used. Where a file is sorted, so are the parts "
        f"{PROJECT}.",
        49,
    ),
    Mistake(
        scaler_saw_the_test_part,
        "Mean and standard deviation are those of all rows, the test part's included. Learn them from the "
        "training rows "
        "(lesson 09, What the test part must not touch).",
        53,
    ),
    Mistake(
        test_part_by_itself,
        "The test part has been scaled by its own mean and std. A later example comes alone: scale it by what "
        "training "
        "knew.",
        53,
    ),
    Mistake(
        targets_not_shuffled,
        "x stands in the new order and y in the old: each example has another one's target. `x[order]` and `y[order]`.",
    ),
    Mistake(
        first_rows_held_out,
        "The first rows of the order are held out here; asked are the last ones.",
    ),
    Mistake(not_scaled, f"Nothing is standardized {PROJECT}."),
    Mistake(
        test_part_left_raw,
        "Only the training part is standardized. Is the test part left out, or scaled by the training part *after* "
        "that was standardized, whose mean is 0 and std 1? Keep mean and std first.",
    ),
    Mistake(
        divided_by_the_variance,
        "It is divided by the variance; the standard deviation is its root.",
        46,
    ),
    Mistake(
        sample_std,
        "This is the standard deviation with N − 1 (ddof = 1). This course divides by N, as `np.std` does unasked.",
        is_convention=True,
    ),
    Mistake(
        one_mean_for_all_columns,
        "One mean and one std for all columns: `axis=0` is missing. A column of small numbers stays unheard "
        f"{PROJECT}.",
    ),
    Mistake(
        mean_before_the_shuffle,
        "Mean and std come from the first rows of the file, before shuffling: among them are rows of the test part.",
        53,
    ),
    Mistake(
        swapped_returns,
        "The parts are right and stand in another order: asked are x_train, y_train, x_test, y_test.",
    ),
    Mistake(
        order_undone,
        "`order` is used the wrong way round: it says which row comes next, so the rows are `x[order]`, not "
        "`x[np.argsort(order)]`, and not `new[order] = x`.",
    ),
    Mistake(
        parts_exchanged_in_size,
        "The parts have each other's size: `held_out` is how many rows the *test* part has. The first "
        "`len(x) - held_out` are the training part.",
    ),
    Mistake(
        targets_scaled_too,
        "The targets have been standardized as well. The task asks for the inputs alone: the targets are what is to "
        "be said.",
    ),
    Mistake(
        test_part_by_its_own_spread,
        "The test part is divided by its own standard deviation. A later example comes alone: scale it by what "
        "training knew, mean *and* std.",
        53,
    ),
    Mistake(
        row_by_row,
        "Each example is standardized by its own numbers, across the columns. Go column by column: `axis=0`.",
    ),
    Mistake(
        centered_alone, "The mean is subtracted; the division by the standard deviation is missing."
    ),
    Mistake(
        from_zero_to_one,
        "The columns are stretched to 0 to 1. Standardized means: minus the mean, divided by the standard deviation.",
        is_convention=True,
    ),
    Mistake(
        test_part_first,
        "The test part comes first here. The task asks for x_train, y_train, x_test, y_test.",
    ),
    Mistake(
        one_more_held_out,
        "The test part has one row too many. The first `len(x) - held_out` rows are the training part; a slice leaves "
        "out its end already.",
    ),
    Mistake(
        first_test_row_lost,
        "A row between the parts is lost: the test part begins where the training part ends, `x[count:]`.",
    ),
    Mistake(
        targets_in_the_undone_order,
        "x and y stand in different orders: each example has another one's target. `x[order]` and `y[order]`, the "
        "same for both.",
    ),
)


# --- loss_for(task, output, y): a number


def squares_for_all(task: str, output: Array, y: Array) -> float:
    """The squared error for every task, of the class's number too."""
    if task == "multi-class":
        return float(np.mean((output.argmax(axis=1) - y) ** 2))
    return loss_for("regression", output, y)


def squares_of_probabilities(task: str, output: Array, y: Array) -> float:
    """For classes, the squared error of the probabilities."""
    if task == "regression":
        return loss_for(task, output, y)
    if task == "binary":
        return float(np.mean((1 / (1 + np.exp(-output[:, 0])) - y) ** 2))
    e = np.exp(output - output.max(axis=1, keepdims=True))
    return float(np.mean((e / e.sum(axis=1, keepdims=True) - np.eye(output.shape[1])[y]) ** 2))


def column_minus_row(task: str, output: Array, y: Array) -> float:
    """(N, 1) minus (N,) in the regression."""
    return float(np.mean((output - y) ** 2)) if task == "regression" else loss_for(task, output, y)


def log_of_a_sigmoid(task: str, output: Array, y: Array) -> float:
    """The binary loss takes the logarithm of the sigmoid, which overflows."""
    if task != "binary":
        return loss_for(task, output, y)
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-output[:, 0]))
        return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


def softmax_without_maximum(task: str, output: Array, y: Array) -> float:
    """The softmax is computed without subtracting the maximum."""
    if task != "multi-class":
        return loss_for(task, output, y)
    with np.errstate(all="ignore"):
        e = np.exp(output)
        p = e / e.sum(axis=1, keepdims=True)
        return float(-np.mean(np.log(p[np.arange(len(y)), y])))


def both_overflow(task: str, output: Array, y: Array) -> float:
    """Neither loss is kept from overflowing."""
    if task == "binary":
        return log_of_a_sigmoid(task, output, y)
    return softmax_without_maximum(task, output, y)


def summed(task: str, output: Array, y: Array) -> float:
    """The sum over the batch."""
    return loss_for(task, output, y) * len(y)


def mean_over_classes(task: str, output: Array, y: Array) -> float:
    """The mean goes over the classes too."""
    scale = output.shape[1] if task == "multi-class" else 1
    return loss_for(task, output, y) / scale


def half_of_the_squares(task: str, output: Array, y: Array) -> float:
    """Half of the squared error."""
    return loss_for(task, output, y) / (2 if task == "regression" else 1)


def absolute_error(task: str, output: Array, y: Array) -> float:
    """The absolute error in the regression."""
    if task == "regression":
        return float(np.mean(np.abs(output[:, 0] - y)))
    return loss_for(task, output, y)


def binary_of_one_class(task: str, output: Array, y: Array) -> float:
    """Only the examples of class 1 count in the binary loss."""
    if task != "binary":
        return loss_for(task, output, y)
    return float(np.mean(y * np.logaddexp(0, -output[:, 0])))


def binary_labels_swapped(task: str, output: Array, y: Array) -> float:
    """The binary loss takes 0 for 1."""
    return loss_for(task, output, 1 - y if task == "binary" else y)


def negative(task: str, output: Array, y: Array) -> float:
    """The cross-entropies have the wrong sign."""
    return loss_for(task, output, y) * (1 if task == "regression" else -1)


def softmax_twice(task: str, output: Array, y: Array) -> float:
    """The softmax is applied twice."""
    if task == "multi-class":
        e = np.exp(output - output.max(axis=1, keepdims=True))
        return loss_for(task, e / e.sum(axis=1, keepdims=True), y)
    return loss_for(task, output, y)


def sigmoid_twice(task: str, output: Array, y: Array) -> float:
    """The sigmoid is applied twice."""
    if task == "binary":
        return loss_for(task, 1 / (1 + np.exp(-np.clip(output, -500, 500))), y)
    return loss_for(task, output, y)


def sum_of_the_squares(task: str, output: Array, y: Array) -> float:
    """The regression's loss is a sum."""
    return loss_for(task, output, y) * (len(y) if task == "regression" else 1)


def root_of_the_squares(task: str, output: Array, y: Array) -> float:
    """The root of the mean squared error."""
    loss = loss_for(task, output, y)
    return float(np.sqrt(loss)) if task == "regression" else loss


def clipped_probabilities(task: str, output: Array, y: Array) -> float:
    """Probabilities are clipped before the logarithm."""
    if task == "regression":
        return loss_for(task, output, y)
    with np.errstate(all="ignore"):
        if task == "binary":
            p = np.clip(1 / (1 + np.exp(-output[:, 0])), 1e-12, 1 - 1e-12)
            return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
        e = np.exp(output - output.max(axis=1, keepdims=True))
        p = np.clip(e / e.sum(axis=1, keepdims=True), 1e-12, 1)
        return float(-np.mean(np.log(p[np.arange(len(y)), y])))


def log_of_a_softmax(task: str, output: Array, y: Array) -> float:
    """The logarithm is taken of the softmax's probability, which may be 0."""
    if task != "multi-class":
        return loss_for(task, output, y)
    e = np.exp(output - output.max(axis=1, keepdims=True))
    with np.errstate(all="ignore"):
        return float(-np.mean(np.log((e / e.sum(axis=1, keepdims=True))[np.arange(len(y)), y])))


def logits_without_normalizing(task: str, output: Array, y: Array) -> float:
    """The true class's logit alone, with a minus."""
    if task != "multi-class":
        return loss_for(task, output, y)
    return float(-np.mean(output[np.arange(len(y)), y]))


def every_row_by_every_target(task: str, output: Array, y: Array) -> float:
    """``[:, y]`` takes all targets' columns of every row."""
    if task != "multi-class":
        return loss_for(task, output, y)
    return float(np.mean([loss_for(task, output, np.full(len(y), label)) for label in y]))


def binary_for_each_class(task: str, output: Array, y: Array) -> float:
    """A binary cross-entropy of each class."""
    if task != "multi-class":
        return loss_for(task, output, y)
    return float(np.mean(np.logaddexp(0, output) - np.eye(output.shape[1])[y] * output))


def binary_column_minus_row(task: str, output: Array, y: Array) -> float:
    """(N, 1) meets (N,) in the binary loss."""
    if task != "binary":
        return loss_for(task, output, y)
    return float(np.mean(np.logaddexp(0, output) - y * output))


def logarithm_to_base_two(task: str, output: Array, y: Array) -> float:
    """The cross-entropies in bits."""
    return loss_for(task, output, y) / (1 if task == "regression" else float(np.log(2)))


def share_of_errors(task: str, output: Array, y: Array) -> float:
    """For several classes the share of wrong answers."""
    if task != "multi-class":
        return loss_for(task, output, y)
    return float(np.mean(output.argmax(axis=1) != y))


LOSS_FOR = (
    Mistake(
        both_overflow,
        "For small numbers both cross-entropies are right; for large ones exp overflows, or the logarithm takes 0. "
        "Compute with z itself: subtract the largest one (lesson 03, Many classes).",
        23,
    ),
    Mistake(
        log_of_a_sigmoid,
        "The binary loss takes the logarithm of the sigmoid, which for large |z| is log(0). From z: "
        "max(z, 0) − zy + ln(1 + e^−|z|) (lesson 03, Two classes).",
        23,
    ),
    Mistake(
        softmax_without_maximum,
        "The multi-class loss takes e^z as it is, which overflows. Subtract the row's largest first (lesson 02, "
        "Softmax).",
        12,
    ),
    Mistake(
        squares_for_all,
        "This is the squared error for every task. The number of a class is a name and no size: classes take a "
        f"cross-entropy {PROJECT}.",
        24,
    ),
    Mistake(
        squares_of_probabilities,
        "For classes this is the squared error of the probabilities. Where p is wrong and sure its gradient vanishes: "
        f"take cross-entropies {PROJECT}.",
        24,
    ),
    Mistake(
        column_minus_row,
        "In the regression a column (N, 1) minus (N,) makes N × N differences. Take `output[:, 0]` (lesson 03, "
        "Regression).",
        17,
    ),
    Mistake(summed, "This is the sum over the batch; asked is the mean.", 18),
    Mistake(
        mean_over_classes,
        "The multi-class loss is divided by the number of classes too. An example has one true class.",
        20,
    ),
    Mistake(
        half_of_the_squares,
        "The squared error is halved here. This course takes the mean of the squares, without ½.",
        is_convention=True,
    ),
    Mistake(
        absolute_error,
        "This is the mean absolute error in the regression; asked is the mean squared error.",
    ),
    Mistake(
        binary_of_one_class,
        "Only examples with y = 1 count in the binary loss. Those with y = 0 have −ln(1 − p).",
    ),
    Mistake(
        binary_labels_swapped,
        "The binary loss takes the classes the other way round: z is the logit of class 1.",
        24,
    ),
    Mistake(negative, "The cross-entropies have the wrong sign: −ln p is never negative."),
    Mistake(
        softmax_twice,
        "Softmax has been applied before a loss that contains it: twice. The outputs are logits.",
        21,
    ),
    Mistake(
        sigmoid_twice,
        "The sigmoid has been applied before a loss that contains it: twice. The outputs are logits.",
        21,
    ),
    Mistake(
        sum_of_the_squares,
        "In the regression the squared errors are added up; asked is their mean (lesson 03, Mean or sum).",
        18,
    ),
    Mistake(
        root_of_the_squares,
        "In the regression the root was taken of the mean squared error. The task asks for the mean of the squares "
        "itself.",
    ),
    Mistake(
        clipped_probabilities,
        "Probabilities are clipped before the logarithm, so what is surely wrong costs no more than −ln of the clip. "
        "Compute with z itself (lesson 03, Two classes).",
        23,
    ),
    Mistake(
        log_of_a_softmax,
        "The multi-class loss takes the logarithm of a probability that was rounded to 0. From z: "
        "ln Σe^z − z of the true class, the row's largest subtracted first (lesson 03, Many classes).",
        23,
    ),
    Mistake(
        logits_without_normalizing,
        "The multi-class loss is the true class's logit with a minus. ln Σe^z over the row belongs to it, or it has "
        "no lower bound (lesson 03, Many classes).",
    ),
    Mistake(
        every_row_by_every_target,
        "`[:, y]` takes the columns of all targets from every row. Each row has its own: `[np.arange(len(y)), y]`.",
    ),
    Mistake(
        binary_for_each_class,
        "For several classes this is a binary cross-entropy of each, as if an example could have several. Softmax "
        "makes them compete: the categorical one (lesson 03, Many classes).",
        24,
    ),
    Mistake(
        binary_column_minus_row,
        "In the binary loss a column (N, 1) meets (N,) and makes N × N numbers. Take `output[:, 0]` (lesson 03, Two "
        "classes).",
        17,
    ),
    Mistake(
        logarithm_to_base_two,
        "The cross-entropies are in bits: log2, or a division by ln 2. In this course, as in PyTorch, it is the "
        "natural logarithm.",
        is_convention=True,
    ),
    Mistake(
        share_of_errors,
        "For several classes this is the share of wrong answers. It has no gradient; the loss is the categorical "
        f"cross-entropy {PROJECT}.",
    ),
)


# --- kept_weights(validation, thetas): (seeds, P)


def last_weights(validation: Array, thetas: Array) -> Array:
    """The weights of the last epoch."""
    return thetas[:, -1]


def one_epoch_for_all(validation: Array, thetas: Array) -> Array:
    """The epoch that is best in the mean over the seeds, for all of them."""
    return thetas[:, np.argmin(validation.mean(axis=0))]


def first_seeds_epoch(validation: Array, thetas: Array) -> Array:
    """The best epoch of the first seed, for all of them."""
    return thetas[:, np.argmin(validation[0])]


def best_seed_only(validation: Array, thetas: Array) -> Array:
    """The weights of the one seed and epoch with the lowest loss."""
    seed, epoch = np.unravel_index(np.argmin(validation), validation.shape)
    return np.asarray(thetas[seed, epoch])


def highest_loss(validation: Array, thetas: Array) -> Array:
    """The epoch with the highest loss."""
    return kept_weights(-validation, thetas)


def mean_weights(validation: Array, thetas: Array) -> Array:
    """The mean of all epochs' weights."""
    return np.asarray(thetas.mean(axis=1))


def every_seed_by_every_epoch(validation: Array, thetas: Array) -> Array:
    """All seeds at the best epochs of all seeds."""
    return thetas[:, np.argmin(validation, axis=1)]


def epoch_after(validation: Array, thetas: Array) -> Array:
    """The epoch after the best one."""
    best = np.minimum(np.argmin(validation, axis=1) + 1, validation.shape[1] - 1)
    return thetas[np.arange(len(best)), best]


def epoch_numbers(validation: Array, thetas: Array) -> Array:
    """The numbers of the epochs, not the weights."""
    return np.argmin(validation, axis=1)


def epoch_before(validation: Array, thetas: Array) -> Array:
    """The epoch before the best one."""
    best = np.argmin(validation, axis=1) - 1
    return thetas[np.arange(len(best)), best]


def first_valley(validation: Array, thetas: Array) -> Array:
    """The epoch before the first rise."""
    rises = np.concatenate(
        [np.diff(validation, axis=1) >= 0, np.ones((len(validation), 1), bool)], axis=1
    )
    best = np.argmax(rises, axis=1)
    return thetas[np.arange(len(best)), best]


def mean_over_the_seeds(validation: Array, thetas: Array) -> Array:
    """The mean of the seeds' best weights."""
    return np.asarray(kept_weights(validation, thetas).mean(axis=0))


def every_epoch_of_the_best_seed(validation: Array, thetas: Array) -> Array:
    """All epochs of the seed with the lowest loss."""
    return thetas[np.argmin(validation.min(axis=1))]


def seed_and_epoch_exchanged(validation: Array, thetas: Array) -> Array:
    """For each epoch the best seed."""
    best = np.argmin(validation, axis=0)
    return thetas[best, np.arange(len(best))]


KEPT_WEIGHTS = (
    Mistake(last_weights, f"These are the weights of the last epoch {PROJECT}.", 54),
    Mistake(
        one_epoch_for_all,
        "All seeds take the epoch that is best in the mean. Each seed has a best epoch of its own.",
    ),
    Mistake(
        first_seeds_epoch,
        "All seeds take the first seed's best epoch. Each seed has a best epoch of its own: argmin with `axis=1`.",
    ),
    Mistake(
        best_seed_only,
        "Only the one seed with the lowest loss is kept. Its luck would be reported; keep the weights of each seed "
        f"{TWO}.",
    ),
    Mistake(highest_loss, "This is the epoch with the *highest* loss: argmax for argmin."),
    Mistake(
        mean_weights,
        "These are the means over the epochs. They belong to no epoch; asked are the weights of the best one.",
        54,
    ),
    Mistake(
        every_seed_by_every_epoch,
        "`thetas[:, best]` takes every seed at all best epochs. Seed by seed: `thetas[np.arange(seeds), best]`.",
    ),
    Mistake(epoch_after, "These are the weights one epoch after the best one.", 54),
    Mistake(
        epoch_numbers, "These are the numbers of the best epochs; asked are the weights there."
    ),
    Mistake(epoch_before, "These are the weights one epoch before the best one.", 54),
    Mistake(
        first_valley,
        "This stops at the first rise. The loss may rise for an epoch and fall lower afterwards: look at all epochs.",
        54,
    ),
    Mistake(
        mean_over_the_seeds,
        "The seeds' weights were averaged. Different seeds find different networks, and their mean is none of them: "
        "keep a row for each.",
    ),
    Mistake(
        every_epoch_of_the_best_seed,
        "These are all epochs of the one seed with the lowest loss. The task asks, for *every* seed, for its best "
        "epoch.",
    ),
    Mistake(
        seed_and_epoch_exchanged,
        "This takes, for each *epoch*, the best seed: argmin runs over the seeds. The task asks, for each seed, for "
        "its best "
        "epoch: `axis=1`.",
    ),
)


# --- simplest(scores): the number of a candidate


def highest_mean(scores: Array) -> int:
    """The candidate with the highest mean."""
    return int(np.argmax(scores.mean(axis=1)))


def highest_score(scores: Array) -> int:
    """The candidate with the highest single score."""
    return int(np.argmax(scores.max(axis=1)))


def within_one_spread(scores: Array) -> int:
    """Within one standard deviation of the seeds, not of the mean."""
    means = scores.mean(axis=1)
    best = np.argmax(means)
    return int(np.flatnonzero(means >= means[best] - scores[best].std(ddof=1))[0])


def own_error(scores: Array) -> int:
    """Each candidate's own standard error is taken."""
    means = scores.mean(axis=1)
    errors = scores.std(axis=1, ddof=1) / np.sqrt(scores.shape[1])
    return int(np.flatnonzero(means >= means.max() - errors)[0])


def error_without_correction(scores: Array) -> int:
    """The standard deviation has ddof = 0."""
    means = scores.mean(axis=1)
    best = np.argmax(means)
    error = scores[best].std() / np.sqrt(scores.shape[1])
    return int(np.flatnonzero(means >= means[best] - error)[0])


def last_within(scores: Array) -> int:
    """The last candidate within the error."""
    means = scores.mean(axis=1)
    best = np.argmax(means)
    error = scores[best].std(ddof=1) / np.sqrt(scores.shape[1])
    return int(np.flatnonzero(means >= means[best] - error)[-1])


def lowest_mean(scores: Array) -> int:
    """Scores are taken for losses."""
    return simplest(-scores)


def divided_by_the_count(scores: Array) -> int:
    """The standard deviation is divided by the number of seeds, not by its root."""
    means = scores.mean(axis=1)
    best = np.argmax(means)
    error = scores[best].std(ddof=1) / scores.shape[1]
    return int(np.flatnonzero(means >= means[best] - error)[0])


def always_the_first(scores: Array) -> int:
    """The simplest of all."""
    return 0


def _within(scores: Array, error: float) -> int:
    """Return the first candidate whose mean is at most so much below the best one."""
    means = scores.mean(axis=1)
    return int(np.flatnonzero(means >= means.max() - error)[0])


def error_of_all_scores(scores: Array) -> int:
    """The standard deviation is that of all scores together."""
    return _within(scores, scores.std(ddof=1) / np.sqrt(scores.shape[1]))


def error_of_the_means(scores: Array) -> int:
    """The standard deviation is that of the candidates' means."""
    return _within(scores, scores.mean(axis=1).std(ddof=1) / np.sqrt(scores.shape[1]))


def root_of_the_candidates(scores: Array) -> int:
    """It is divided by the root of the number of candidates."""
    best = np.argmax(scores.mean(axis=1))
    return _within(scores, scores[best].std(ddof=1) / np.sqrt(len(scores)))


def error_of_the_first(scores: Array) -> int:
    """The first candidate's standard error is taken."""
    return _within(scores, scores[0].std(ddof=1) / np.sqrt(scores.shape[1]))


def two_errors(scores: Array) -> int:
    """Within two standard errors."""
    best = np.argmax(scores.mean(axis=1))
    return _within(scores, 2 * scores[best].std(ddof=1) / np.sqrt(scores.shape[1]))


def lowest_within(scores: Array) -> int:
    """Of those within the error, the one with the lowest mean."""
    means = scores.mean(axis=1)
    best = np.argmax(means)
    error = scores[best].std(ddof=1) / np.sqrt(scores.shape[1])
    within = np.flatnonzero(means >= means[best] - error)
    return int(within[np.argmin(means[within])])


def by_the_median(scores: Array) -> int:
    """Medians for means."""
    medians = np.median(scores, axis=1)
    best = np.argmax(medians)
    error = scores[best].std(ddof=1) / np.sqrt(scores.shape[1])
    return int(np.flatnonzero(medians >= medians[best] - error)[0])


def in_every_seed(scores: Array) -> int:
    """Every seed's score is at most one error below the best mean."""
    means = scores.mean(axis=1)
    best = np.argmax(means)
    error = scores[best].std(ddof=1) / np.sqrt(scores.shape[1])
    return int(np.argmax((scores >= means[best] - error).all(axis=1)))


def how_many_are_within(scores: Array) -> int:
    """How many candidates are as good."""
    means = scores.mean(axis=1)
    best = np.argmax(means)
    error = scores[best].std(ddof=1) / np.sqrt(scores.shape[1])
    return int(np.sum(means >= means[best] - error))


def variance_for_the_deviation(scores: Array) -> int:
    """The variance for the standard deviation."""
    best = np.argmax(scores.mean(axis=1))
    return _within(scores, scores[best].var(ddof=1) / np.sqrt(scores.shape[1]))


def best_one_left_out(scores: Array) -> int | None:
    """Only candidates before the best one are asked."""
    means = scores.mean(axis=1)
    best = int(np.argmax(means))
    found = simplest(scores)
    return found if found < best else None


SIMPLEST = (
    Mistake(
        highest_mean,
        "This is the candidate with the highest mean. Which others are as good, as far as these seeds can tell, and "
        f"simpler {NUMBERS}?",
    ),
    Mistake(
        highest_score,
        "This is the candidate with the highest single score: the luck of one seed. Compare means.",
        53,
    ),
    Mistake(
        within_one_spread,
        "The spread of the seeds is taken. The mean of several seeds is surer than one of them: divide by the root of "
        "their number.",
    ),
    Mistake(
        own_error,
        "Each candidate is given its own standard error. The task asks for that of the best one, for all.",
    ),
    Mistake(
        error_without_correction,
        "The standard deviation has ddof = 0 here; for the spread of few seeds it is ddof=1.",
        is_convention=True,
    ),
    Mistake(last_within, "This is the last candidate within the error; the simplest stands first."),
    Mistake(lowest_mean, "Scores are taken for losses here. A score is better the higher it is."),
    Mistake(
        divided_by_the_count,
        "The standard deviation is divided by the number of seeds; the standard error takes its root.",
    ),
    Mistake(
        always_the_first,
        "This is the simplest candidate, whether it is as good or not.",
    ),
    Mistake(
        error_of_all_scores,
        "The standard deviation is that of all scores, of all candidates. The task asks for that of the best one: "
        "`scores[best].std(ddof=1)`.",
    ),
    Mistake(
        error_of_the_means,
        "The standard deviation is that of the candidates' means. The task asks how the best one's scores spread "
        "over the "
        "seeds: `scores[best].std(ddof=1)`.",
    ),
    Mistake(
        root_of_the_candidates,
        "It is divided by the root of the number of candidates. The mean is taken over seeds: `scores.shape[1]` of "
        "them.",
    ),
    Mistake(
        error_of_the_first,
        "The first candidate's standard error is taken. The task asks for that of the best one: `scores[best]`.",
    ),
    Mistake(two_errors, "This allows two standard errors below the best; asked is one."),
    Mistake(
        lowest_within,
        "Of those within the error this is the one with the lowest mean. The task asks for the simplest: the first.",
    ),
    Mistake(by_the_median, "Medians were compared; asked are the means over the seeds."),
    Mistake(
        in_every_seed,
        "This asks for *every* seed to be within one error. The task asks for the candidate's mean.",
    ),
    Mistake(
        how_many_are_within,
        "This is how *many* candidates are as good. The task asks for the number of the first of them.",
    ),
    Mistake(
        variance_for_the_deviation,
        "The variance was divided by the root of the number of seeds. It is the standard deviation, its root: `std`.",
    ),
    Mistake(
        best_one_left_out,
        "Where no simpler one is as good, nothing is returned. Then it is the best one itself.",
    ),
)


# --- over_the_baseline(said, y, y_train): a number


def accuracy_alone(said: Array, y: Array, y_train: Array) -> float:
    """The accuracy, without the baseline."""
    return float(np.mean(said == y))


def usual_in_the_test_part(said: Array, y: Array, y_train: Array) -> float:
    """The class that is most frequent in the test part."""
    return over_the_baseline(said, y, y)


def usual_prediction(said: Array, y: Array, y_train: Array) -> float:
    """The class that is most often predicted."""
    return over_the_baseline(said, y, said)


def baseline_on_the_training_part(said: Array, y: Array, y_train: Array) -> float:
    """The baseline's accuracy on the training part."""
    usual = np.bincount(y_train).argmax()
    return float(np.mean(said == y) - np.mean(y_train == usual))


def upside_down_gain(said: Array, y: Array, y_train: Array) -> float:
    """The baseline's accuracy minus the model's."""
    return -over_the_baseline(said, y, y_train)


def ratio(said: Array, y: Array, y_train: Array) -> float:
    """The accuracy divided by the baseline's."""
    usual = np.bincount(y_train).argmax()
    return float(np.mean(said == y) / np.mean(y == usual))


def by_chance(said: Array, y: Array, y_train: Array) -> float:
    """The baseline guesses each class equally often."""
    return float(np.mean(said == y) - 1 / (y_train.max() + 1))


def rarest_class(said: Array, y: Array, y_train: Array) -> float:
    """The class that is least frequent in training."""
    usual = np.bincount(y_train).argmin()
    return float(np.mean(said == y) - np.mean(y == usual))


def largest_label(said: Array, y: Array, y_train: Array) -> float:
    """The largest label is taken for the most frequent one."""
    return float(np.mean(said == y) - np.mean(y == y_train.max()))


def counted(said: Array, y: Array, y_train: Array) -> float:
    """Numbers of examples, not shares."""
    return over_the_baseline(said, y, y_train) * len(y)


def share_of_the_rest(said: Array, y: Array, y_train: Array) -> float:
    """The gain as a share of what the baseline has wrong."""
    usual = np.bincount(y_train).argmax()
    base = np.mean(y == usual)
    return float((np.mean(said == y) - base) / (1 - base))


def _above(said: Array, y: Array, usual: Any) -> float:
    """Return the gain over a baseline that always says one class."""
    return float(np.mean(said == y) - np.mean(y == usual))


def count_for_the_class(said: Array, y: Array, y_train: Array) -> float:
    """How often the usual class occurs is taken for the class."""
    return _above(said, y, np.bincount(y_train).max())


def place_among_the_labels(said: Array, y: Array, y_train: Array) -> float:
    """The place of the usual class among those that occur is taken for the class."""
    return _above(said, y, np.unique(y_train, return_counts=True)[1].argmax())


def mean_label(said: Array, y: Array, y_train: Array) -> float:
    """The mean of the labels, rounded."""
    return _above(said, y, np.round(y_train.mean()))


def last_of_the_usual(said: Array, y: Array, y_train: Array) -> float:
    """Of several that are most frequent, the largest."""
    counts = np.bincount(y_train)
    return _above(said, y, np.flatnonzero(counts == counts.max())[-1])


def first_label(said: Array, y: Array, y_train: Array) -> float:
    """The first label of the training part."""
    return _above(said, y, y_train[0])


def place_of_the_largest(said: Array, y: Array, y_train: Array) -> float:
    """argmax of the labels: where the largest one stands."""
    return _above(said, y, np.argmax(y_train))


def predictions_that_are_usual(said: Array, y: Array, y_train: Array) -> float:
    """How often the model says the usual class."""
    usual = np.bincount(y_train).argmax()
    return float(np.mean(said == y) - np.mean(said == usual))


def over_the_training_length(said: Array, y: Array, y_train: Array) -> float:
    """The baseline's right answers are divided by the length of the training part."""
    usual = np.bincount(y_train).argmax()
    return float(np.mean(said == y) - np.sum(y == usual) / len(y_train))


def both_parts_counted(said: Array, y: Array, y_train: Array) -> float:
    """The class that is most frequent in both parts together."""
    return _above(said, y, np.bincount(np.concatenate([y, y_train])).argmax())


def never_negative(said: Array, y: Array, y_train: Array) -> float:
    """The magnitude of the difference."""
    return abs(over_the_baseline(said, y, y_train))


def right_and_unusual(said: Array, y: Array, y_train: Array) -> float:
    """The share of what is right and not the usual class."""
    usual = np.bincount(y_train).argmax()
    return float(np.mean((said == y) & (y != usual)))


def class_zero(said: Array, y: Array, y_train: Array) -> float:
    """Class 0 is taken for the usual one."""
    return _above(said, y, 0)


OVER_THE_BASELINE = (
    Mistake(
        accuracy_alone,
        "This is the accuracy. Compared with what? Subtract that of somebody who always says the usual class "
        "(lesson 10, Is it an 8?).",
        56,
    ),
    Mistake(
        usual_in_the_test_part,
        "The usual class is taken from the test part. The baseline has learned from the training part only, "
        "as the model "
        "has.",
        53,
    ),
    Mistake(
        baseline_on_the_training_part,
        "The baseline is judged on the training part, and the model on the test part. Both on the same.",
        53,
    ),
    Mistake(
        usual_prediction,
        "The class that the model says most often is taken; the baseline knows the training targets.",
    ),
    Mistake(
        upside_down_gain, "The model is subtracted from the baseline; asked is the gain over it."
    ),
    Mistake(ratio, "The accuracy is divided by the baseline's; asked is the difference."),
    Mistake(
        by_chance,
        "The baseline guesses all classes equally often here. To say the usual one always is better.",
        56,
    ),
    Mistake(rarest_class, "This is the rarest class: argmin for argmax."),
    Mistake(
        largest_label,
        "The largest label is taken for the most frequent one: max of the labels, not of counts.",
    ),
    Mistake(counted, "These are numbers of examples; asked are shares of them.", 18),
    Mistake(
        share_of_the_rest,
        "This is the gain as a share of what the baseline has wrong. The task asks for the difference of the two "
        "accuracies.",
        is_convention=True,
    ),
    Mistake(
        count_for_the_class,
        "How *often* the most frequent class occurs is taken for the class itself: `max` of the counts for `argmax`. "
        "Then y hardly ever equals it.",
    ),
    Mistake(
        place_among_the_labels,
        "`argmax` of the counts that `np.unique` gives is a *place* among the labels that occur. The class stands "
        "there: `classes[np.argmax(counts)]`.",
    ),
    Mistake(
        mean_label,
        "The mean, or the median, of the labels is taken for the usual class. Labels are names: count which occurs "
        "most often.",
    ),
    Mistake(
        last_of_the_usual,
        "Of several classes that are equally frequent the largest is taken; asked is the smallest.",
    ),
    Mistake(
        first_label,
        "The first label of the training part is taken for the usual one. Count which occurs most often.",
    ),
    Mistake(
        place_of_the_largest,
        "`argmax` of the labels says where the largest one stands. Count first: `np.bincount(y_train).argmax()`.",
    ),
    Mistake(
        predictions_that_are_usual,
        "The second is how often the *model* says the usual class. The baseline is right where `y` is the usual "
        "class: `np.mean(y == usual)`.",
    ),
    Mistake(
        over_the_training_length,
        "The baseline's right answers in the test part are divided by the length of the training part. Both "
        "accuracies are shares of the test part.",
        18,
    ),
    Mistake(
        both_parts_counted,
        "The usual class is that of both parts together. The baseline has learned from the training part only, as "
        "the model has.",
        53,
    ),
    Mistake(
        never_negative,
        "The sign was taken away. A model can be worse than the baseline, and then the gain is negative.",
    ),
    Mistake(
        right_and_unusual,
        "This is the share of what is right and not of the usual class. The task asks for one accuracy minus the "
        "other.",
    ),
    Mistake(
        class_zero,
        "Class 0 is taken for the usual one. Count which occurs most often in `y_train`.",
    ),
)


# --- report(scores, baseline): mean, spread, above

Told = tuple[float, float, int]


def best_seed(scores: Array, baseline: float) -> Told:
    """The best seed's score for the mean."""
    return scores.max(), report(scores, baseline)[1], report(scores, baseline)[2]


def spread_of_a_population(scores: Array, baseline: float) -> Told:
    """The spread has ddof = 0."""
    return scores.mean(), scores.std(), int(np.sum(scores > baseline))


def variance_for_spread(scores: Array, baseline: float) -> Told:
    """The variance for the spread."""
    return scores.mean(), scores.var(ddof=1), int(np.sum(scores > baseline))


def error_for_spread(scores: Array, baseline: float) -> Told:
    """The standard error for the spread."""
    mean, spread, above = report(scores, baseline)
    return mean, spread / np.sqrt(len(scores)), above


def from_lowest_to_highest(scores: Array, baseline: float) -> Told:
    """Highest minus lowest for the spread."""
    return scores.mean(), np.ptp(scores), int(np.sum(scores > baseline))


def median_for_mean(scores: Array, baseline: float) -> Told:
    """The median for the mean."""
    _, spread, above = report(scores, baseline)
    return float(np.median(scores)), spread, above


def equal_counts(scores: Array, baseline: float) -> Told:
    """A score that equals the baseline counts as above it."""
    return scores.mean(), scores.std(ddof=1), int(np.sum(scores >= baseline))


def share_above(scores: Array, baseline: float) -> tuple[float, float, float]:
    """The share of the seeds, not their number."""
    mean, spread, above = report(scores, baseline)
    return mean, spread, above / len(scores)


def below_counts(scores: Array, baseline: float) -> Told:
    """Those below the baseline are counted."""
    return scores.mean(), scores.std(ddof=1), int(np.sum(scores < baseline))


def whether_the_mean_is_above(scores: Array, baseline: float) -> Told:
    """Whether the mean is above, not how many seeds are."""
    return scores.mean(), scores.std(ddof=1), int(scores.mean() > baseline)


def gain_for_mean(scores: Array, baseline: float) -> Told:
    """The mean gain over the baseline for the mean."""
    mean, spread, above = report(scores, baseline)
    return mean - baseline, spread, above


def around_the_baseline(scores: Array, baseline: float) -> Told:
    """The spread is taken around the baseline."""
    mean, _, above = report(scores, baseline)
    return mean, float(np.sqrt(np.sum((scores - baseline) ** 2) / (len(scores) - 1))), above


def mean_distance_for_spread(scores: Array, baseline: float) -> Told:
    """The mean distance from the mean for the spread."""
    mean, _, above = report(scores, baseline)
    return mean, float(np.mean(np.abs(scores - mean))), above


def above_the_mean(scores: Array, baseline: float) -> Told:
    """Those above the mean are counted."""
    mean, spread, _ = report(scores, baseline)
    return mean, spread, int(np.sum(scores > mean))


def gains_added_up(scores: Array, baseline: float) -> tuple[float, float, float]:
    """The sum of the gains for the count."""
    mean, spread, _ = report(scores, baseline)
    return mean, spread, float(np.sum(scores - baseline))


def scores_added_up(scores: Array, baseline: float) -> tuple[float, float, float]:
    """The sum of those above for the count."""
    mean, spread, _ = report(scores, baseline)
    return mean, spread, float(scores[scores > baseline].sum())


def mean_of_those_above(scores: Array, baseline: float) -> Told:
    """The mean of the seeds that are above the baseline."""
    mean, spread, above = report(scores, baseline)
    return (scores[scores > baseline].mean() if above else mean), spread, above


def whether_all_are_above(scores: Array, baseline: float) -> Told:
    """Whether all seeds are above."""
    mean, spread, _ = report(scores, baseline)
    return mean, spread, int(np.all(scores > baseline))


REPORT = (
    Mistake(best_seed, f"The best seed's score stands for the mean. It is luck, too {TWO}.", 53),
    Mistake(
        spread_of_a_population,
        "The spread has ddof = 0 here. Of few seeds it is taken with ddof=1, as the task says.",
        is_convention=True,
    ),
    Mistake(variance_for_spread, "The variance stands for the spread; that is its root."),
    Mistake(
        error_for_spread,
        "This is the standard error: how far the mean of so many seeds would spread. The task asks for the spread "
        "of the seeds "
        "themselves.",
    ),
    Mistake(
        from_lowest_to_highest,
        "Highest minus lowest stands for the spread. It grows with the number of seeds; asked is the standard "
        "deviation.",
        is_convention=True,
    ),
    Mistake(median_for_mean, "The median stands for the mean."),
    Mistake(equal_counts, "A score that equals the baseline is counted as above it: >= for >."),
    Mistake(share_above, "This is the share of the seeds that are above; asked is how many."),
    Mistake(below_counts, "Those below the baseline are counted: < for >."),
    Mistake(
        whether_the_mean_is_above,
        "This says whether the mean is above the baseline; asked is how many seeds are.",
    ),
    Mistake(
        gain_for_mean,
        "The mean is given as its distance to the baseline; asked is the mean itself.",
    ),
    Mistake(
        around_the_baseline,
        "The spread is taken around the baseline. It is that of the scores around their own mean.",
    ),
    Mistake(
        mean_distance_for_spread,
        "The mean distance from the mean stands for the spread; asked is the standard deviation, the root of the mean "
        "square.",
        is_convention=True,
    ),
    Mistake(
        above_the_mean,
        "Those above their own mean are counted; asked are those above the baseline.",
    ),
    Mistake(
        gains_added_up,
        "The third adds up the gains. The task asks how many seeds are above: `np.sum(scores > baseline)`.",
    ),
    Mistake(
        scores_added_up,
        "The third adds up the scores that are above. The task asks how many they are: `np.sum(scores > baseline)`.",
    ),
    Mistake(
        mean_of_those_above,
        "The mean is that of the seeds above the baseline. All seeds count, the unlucky ones too.",
        53,
    ),
    Mistake(
        whether_all_are_above,
        "The third says whether *all* seeds are above. The task asks how many: `np.sum(scores > baseline)`.",
    ),
)


# --- diabetes_plans, tumor_plans, digit_plans: what is said of each plan stands in plans.py

DIABETES_PLANS = plans.reviewed(answers.diabetes_plans, plans.DIABETES)
TUMOR_PLANS = plans.reviewed(answers.tumor_plans, plans.TUMORS)
DIGIT_PLANS = plans.reviewed(answers.digit_plans, plans.DIGITS)
