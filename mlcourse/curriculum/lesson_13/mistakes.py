"""Wrong answers to the tasks of exercise 13: each function makes one mistake, and its docstring names it.

Below the functions of each task stands what ``check`` says to each mistake, the likeliest first.
"""

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.checks.task import Mistake
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
        "Both ways are asked for at once (&), which no column can be. One of them is enough: |.",
    ),
    Mistake(upside_down, "True and False have changed places: asked is which columns do tell."),
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
        "Only the training part is standardized. The network would meet numbers of another size in the test.",
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
        "Each candidate is given its own standard error. Asked is that of the best one, for all.",
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
        "This is the gain as a share of what the baseline has wrong. Asked is the difference of the two accuracies.",
        is_convention=True,
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
        "This is the standard error, the spread of the mean. Asked is the spread of the seeds.",
        is_convention=True,
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
)
