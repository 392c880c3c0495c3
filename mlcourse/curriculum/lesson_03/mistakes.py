"""Wrong answers to the tasks of exercise 03: each function makes one mistake, and its docstring names it.

They take what the task's function takes: ``prediction`` (batch, 1) with ``target`` (batch,), ``logits`` with labels
``y`` (batch,), or probabilities ``p`` with one-hot targets ``y``; they return a loss, or its gradient.

Below the functions of each task stands what ``check`` says to each mistake, the likeliest first.
"""

from collections.abc import Callable

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.checks.task import Mistake
from mlcourse.steps.activations import log_softmax, sigmoid, softmax

# --- causes that several tasks share

SUMMED = (
    "This is the sum over the batch. This course's losses take the mean, so that the "
    "gradient does not grow with the batch (lesson 03, Mean or sum)."
)
AVERAGED_TWICE = "The mean over the batch is taken twice (lesson 03, Mean or sum)."
NOT_NEGATIVE = (
    "The minus is missing: ln p is negative, and a loss is not. It is −ln p (lesson 03, From "
    "likelihood to a loss)."
)
OVER_CLASSES = (
    "The mean went over the classes too. The loss adds over the classes and takes the mean "
    "over the examples only (lesson 03, Many classes)."
)
FLIPPED = (
    "A gradient points uphill, to a larger loss; yours points downhill. Is a difference taken the "
    "wrong way round, target minus prediction?"
)

SMALL_NUMBERS = (1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15)
"""What probabilities are kept away from 0 by."""

Loss = Callable[[Array, Array], Array]

# --- surprise, a value

SURPRISE = (
    Mistake(-np.log(4), NOT_NEGATIVE),
    Mistake(
        2.0,
        "This is the logarithm to base 2, the surprise in bits; losses take the natural one.",
        is_convention=True,
    ),
    Mistake(np.log10(4), "This is the logarithm to base 10. The natural one is `np.log`."),
    Mistake(
        0.75,
        "1 − p is not a surprise: it never gets larger than 1, however wrong the network "
        "is. It is −ln p (lesson 03, From likelihood to a loss).",
    ),
    Mistake(
        -np.log(0.6),
        "This is −ln 0.6, for the class that the network preferred. The true class counts "
        "(lesson 03, Many classes).",
        24,
    ),
    Mistake(
        -0.6 * np.log(0.6) - 0.25 * np.log(0.25) - 0.15 * np.log(0.15),
        "This weights each class with its own p. Only the true class counts: −ln p of that one "
        "(lesson 03, Many classes).",
        24,
    ),
    Mistake(
        -np.mean(np.log([0.6, 0.25, 0.15])),
        "This is the mean over all three classes. Only the true one counts: −ln p of that "
        "class (lesson 03, Many classes).",
    ),
    Mistake(
        np.log(4) / 3,
        "This was divided by the number of classes. One example has one surprise, −ln p of "
        "its true class (lesson 03, Many classes).",
        20,
    ),
)


# --- mean_squared_error(prediction, target): (batch, 1) and (batch,)


def every_pair_compared(prediction: Array, target: Array) -> Array:
    """(N, 1) − (N,) is (N, N): every prediction is compared with every target."""
    return np.mean((prediction - target) ** 2)


def squares_summed(prediction: Array, target: Array) -> Array:
    """The sum of the squares, not their mean."""
    return np.sum((prediction[:, 0] - target) ** 2)


def squares_halved(prediction: Array, target: Array) -> Array:
    """Half of the mean of the squares."""
    return np.mean((prediction[:, 0] - target) ** 2) / 2


def squares_averaged_twice(prediction: Array, target: Array) -> Array:
    """The mean of the squares, divided by N once more."""
    return np.mean((prediction[:, 0] - target) ** 2) / len(target)


def root_taken(prediction: Array, target: Array) -> Array:
    """The root of the mean of the squares."""
    return np.sqrt(np.mean((prediction[:, 0] - target) ** 2))


def magnitudes_for_squares(prediction: Array, target: Array) -> Array:
    """The mean of the magnitudes."""
    return np.mean(np.abs(prediction[:, 0] - target))


def mean_squared_instead_of_squares(prediction: Array, target: Array) -> Array:
    """The square of the mean difference: errors of both signs cancel before they are squared."""
    return np.mean(prediction[:, 0] - target) ** 2


def squares_averaged_along_the_rows(prediction: Array, target: Array) -> Array:
    """The mean goes along axis 1, where there is one number only."""
    return np.mean((prediction - target.reshape(-1, 1)) ** 2, axis=1)


MEAN_SQUARED_ERROR = (
    Mistake(
        every_pair_compared,
        "(N, 1) minus (N,) is (N, N): every prediction was compared with every target. "
        "Make the shapes equal: `prediction[:, 0] - target` (lesson 00b, Broadcasting).",
        17,
    ),
    Mistake(squares_summed, SUMMED, 18),
    Mistake(squares_averaged_twice, AVERAGED_TWICE, 19),
    Mistake(
        squares_halved,
        "This is half of the mean, as in some texts, so that its gradient has no 2. This "
        "course and most libraries take the whole.",
        is_convention=True,
    ),
    Mistake(
        root_taken,
        "This is the root of it, in the unit of the target: good to report, another thing "
        "to minimize (lesson 03, Regression).",
    ),
    Mistake(
        magnitudes_for_squares,
        "These are magnitudes, not squares: the mean absolute error (lesson 03, Regression).",
    ),
    Mistake(
        mean_squared_instead_of_squares,
        "The mean was taken before the square, so errors of both signs cancel. Square "
        "first (lesson 03, Regression).",
    ),
    Mistake(
        squares_averaged_along_the_rows,
        "One number for each example is left: along `axis=1` there is one only. The mean "
        "goes over the examples (lesson 03, Regression).",
    ),
)


# --- squared_error_gradient(prediction, target): both (batch, outputs)


def squared_gradient_summed(prediction: Array, target: Array) -> Array:
    """The gradient of the sum."""
    return 2 * (prediction - target)


def squared_gradient_without_the_two(prediction: Array, target: Array) -> Array:
    """The 2 of the square is missing."""
    return (prediction - target) / prediction.size


def squared_gradient_flipped(prediction: Array, target: Array) -> Array:
    """The sign is flipped."""
    return 2 * (target - prediction) / prediction.size


def squared_gradient_over_examples_only(prediction: Array, target: Array) -> Array:
    """Divided by the number of examples, not of all elements."""
    return 2 * (prediction - target) / len(prediction)


SQUARED_ERROR_GRADIENT = (
    Mistake(
        squared_gradient_summed,
        "This is the gradient of the sum; the 1/(batch · outputs) of the mean is missing "
        "(lesson 03, Mean or sum).",
        18,
    ),
    Mistake(
        squared_gradient_without_the_two,
        "The 2 of the square is missing: the derivative of (ŷ − y)² is 2(ŷ − y) (lesson "
        "03, Regression).",
    ),
    Mistake(squared_gradient_flipped, FLIPPED, 26),
    Mistake(
        squared_gradient_over_examples_only,
        "You divided by the number of examples. This course's mean goes over all elements, "
        "batch times outputs, as PyTorch's does; others sum over the outputs, as you do.",
        is_convention=True,
    ),
)


# --- cross_entropy(p, y): probabilities and one-hot targets, both (batch, classes)


def entropy_summed(p: Array, y: Array) -> Array:
    """The sum over the batch."""
    return -np.sum(y * np.log(p))


def entropy_averaged_over_classes(p: Array, y: Array) -> Array:
    """The mean over the classes too."""
    return -np.mean(y * np.log(p))


def entropy_averaged_twice(p: Array, y: Array) -> Array:
    """The mean over the batch taken twice."""
    return -np.sum(y * np.log(p)) / len(p) ** 2


def entropy_negative(p: Array, y: Array) -> Array:
    """The minus sign is missing."""
    return np.sum(y * np.log(p)) / len(p)


def targets_and_probabilities_swapped(p: Array, y: Array) -> Array:
    """p ln y: the log of a one-hot target is −∞, kept finite by a small number."""
    return -np.sum(p * np.log(y + 1e-12)) / len(p)


def entropy_in_bits(p: Array, y: Array) -> Array:
    """The logarithm to base 2."""
    return -np.sum(y * np.log2(p)) / len(p)


def entropy_of_all_classes(p: Array, y: Array) -> Array:
    """The surprise of every class, whichever was true."""
    return np.asarray(-np.mean(np.sum(np.log(p), axis=1)))


def binary_as_if_all_were_one(z: Array, y: Array) -> Array:
    """−ln p for every example, also where y is 0."""
    return np.asarray(np.mean(np.logaddexp(0, -z)))


def probability_for_surprise(p: Array, y: Array) -> Array:
    """1 − p of the true class, without a logarithm."""
    return np.mean(1 - np.sum(y * p, axis=1))


def entropy_of_every_class_alone(p: Array, y: Array) -> Array:
    """Each class is treated as a yes-or-no question of its own."""
    return -np.mean(np.sum(y * np.log(p) + (1 - y) * np.log(1 - p), axis=1))


def logarithm_of_the_mean(p: Array, y: Array) -> Array:
    """The mean is taken of the probabilities, and then the logarithm."""
    return -np.log(np.mean(np.sum(y * p, axis=1)))


CROSS_ENTROPY = (
    Mistake(entropy_summed, SUMMED, 18),
    Mistake(entropy_averaged_over_classes, OVER_CLASSES, 20),
    Mistake(entropy_averaged_twice, AVERAGED_TWICE, 19),
    Mistake(entropy_negative, NOT_NEGATIVE),
    Mistake(
        targets_and_probabilities_swapped,
        "p and y are swapped: it is y ln p. The logarithm of a one-hot target is −∞ nearly "
        "everywhere (lesson 03, From likelihood to a loss).",
        24,
    ),
    Mistake(
        entropy_in_bits,
        "This is in bits, with the logarithm to base 2; losses take the natural one.",
        is_convention=True,
    ),
    Mistake(
        entropy_of_all_classes,
        "The targets are missing: you added the surprise of every class, and only that of "
        "the true one counts (lesson 03, From likelihood to a loss).",
    ),
    Mistake(
        probability_for_surprise,
        "The logarithm is missing: 1 − p never gets larger than 1, however wrong the "
        "network is. It is −ln p (lesson 03, From likelihood to a loss).",
    ),
    Mistake(
        entropy_of_every_class_alone,
        "The term (1 − y) ln(1 − p) belongs to a yes-or-no question. With several classes "
        "only the true one counts (lesson 03, Many classes).",
        24,
    ),
    Mistake(
        logarithm_of_the_mean,
        "The mean was taken before the logarithm. Each example has its own −ln p; the mean "
        "of these is the loss (lesson 03, From likelihood to a loss).",
    ),
)


# --- binary_cross_entropy(z, y): logits and labels, both (batch,)


def binary_by_logarithm_of_sigmoid(z: Array, y: Array) -> Array:
    """−y ln p − (1 − y) ln(1 − p) with p = σ(z): log(0) where the sigmoid has rounded to 0 or 1."""
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-z))
        return np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))


def binary_summed(z: Array, y: Array) -> Array:
    """The sum over the batch."""
    return np.sum(np.logaddexp(0, z) - y * z)


def binary_averaged_twice(z: Array, y: Array) -> Array:
    """The mean over the batch taken twice."""
    return np.mean(np.logaddexp(0, z) - y * z) / len(z)


def binary_of_the_positive_half(z: Array, y: Array) -> Array:
    """−y ln p alone: the examples of class 0 cost nothing."""
    return np.mean(y * np.logaddexp(0, -z))


def binary_labels_swapped(z: Array, y: Array) -> Array:
    """y and 1 − y swapped."""
    return np.mean(np.logaddexp(0, z) - (1 - y) * z)


def logits_for_probabilities(z: Array, y: Array) -> Array:
    """The logits are put in where probabilities belong."""
    with np.errstate(all="ignore"):
        return np.mean(-y * np.log(z) - (1 - y) * np.log(1 - z))


def _at_most(epsilon: float) -> str:
    """Say what a small number does that p is kept away from 0 by."""
    number = f"{epsilon:.0e}".replace("e-0", "e-")
    return f"p was kept from 0 by ε = {number}, so no example costs more than −ln ε = {-np.log(epsilon):.1f}."


def _binary_clipped(epsilon: float) -> Loss:
    """Return a loss in which p is kept away from 0 and 1 by ε: a confident error costs −ln ε at the most."""

    def clipped(z: Array, y: Array) -> Array:
        p = np.clip(sigmoid(z), epsilon, 1 - epsilon)
        return np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))

    clipped.__name__ = f"binary_clipped_at_{epsilon:.0e}"
    return clipped


BINARY_CROSS_ENTROPY = (
    Mistake(binary_summed, SUMMED, 18),
    Mistake(binary_averaged_twice, AVERAGED_TWICE, 19),
    Mistake(
        binary_by_logarithm_of_sigmoid,
        "Far out the sigmoid rounds to 0 or 1; then ln 0 is −∞, and 0 · ∞ not a number. "
        "Take no logarithm of a sigmoid: ln(1 + e^−|z|) never overflows (lesson 03, Two classes).",
        23,
    ),
    *(
        Mistake(
            _binary_clipped(epsilon),
            f"{_at_most(epsilon)} Start from z: ln(1 + e^−|z|) needs no ε (lesson 03, Two classes).",
            23,
        )
        for epsilon in SMALL_NUMBERS
    ),
    Mistake(
        binary_as_if_all_were_one,
        "The labels are missing: every example is counted as class 1. Where y is 0 the "
        "loss is −ln(1 − p) (lesson 03, Two classes).",
    ),
    Mistake(
        binary_of_the_positive_half,
        "The examples of class 0 cost nothing here: −(1 − y) ln(1 − p) is missing (lesson "
        "03, Two classes).",
        24,
    ),
    Mistake(
        binary_labels_swapped,
        "The two labels are swapped: y = 1 goes with ln p (lesson 03, Two classes).",
        24,
    ),
    Mistake(
        logits_for_probabilities,
        "z was put in where a probability belongs: a negative number has no logarithm. z "
        "is a logit, and p = σ(z) (lesson 03, Two classes).",
        24,
    ),
)


# --- as_two_classes(z): logits of class 1 (batch,)


def two_classes_swapped(z: Array) -> Array:
    """Class 0 gets z: the probabilities are swapped."""
    return np.stack([z, np.zeros_like(z)], axis=1)


def two_classes_mirrored(z: Array) -> Array:
    """−z and z: their difference is 2z, so the probability is σ(2z)."""
    return np.stack([-z, z], axis=1)


def two_classes_as_probabilities(z: Array) -> Array:
    """1 − σ(z) and σ(z): probabilities in the place of logits."""
    return np.stack([1 - sigmoid(z), sigmoid(z)], axis=1)


def two_classes_as_rows(z: Array) -> Array:
    """A row for each class instead of each example."""
    return np.stack([np.zeros_like(z), z])


def as_if_logits_added_up_to_one(z: Array) -> Array:
    """1 − z for class 0, as with probabilities."""
    return np.stack([1 - z, z], axis=1)


AS_TWO_CLASSES = (
    Mistake(
        two_classes_swapped,
        "The first column is class 0, and it got what class 1 should: z belongs in the "
        "second (lesson 03, Two classes).",
        24,
    ),
    Mistake(
        two_classes_mirrored,
        "The two logits differ by 2z, so class 1 gets σ(2z). They are to differ by z, as 0 "
        "and z do (lesson 03, Two classes).",
        24,
    ),
    Mistake(
        two_classes_as_probabilities,
        "These are the probabilities. The task asks for logits: softmax will still be applied to "
        "them (lesson 03, Many classes).",
        21,
    ),
    Mistake(
        two_classes_as_rows,
        "There is a row for each class here; it must be a row for each example: `axis=1`.",
    ),
    Mistake(
        as_if_logits_added_up_to_one,
        "Class 0 got 1 − z, as if logits added up to 1; probabilities do. Its logit can be "
        "0 (lesson 03, Two classes).",
        24,
    ),
)


# --- categorical_cross_entropy(logits, y): (batch, classes) and labels (batch,)


def _true(log_p: Array, y: Array) -> Array:
    return log_p[np.arange(len(y)), y]


def categorical_summed(logits: Array, y: Array) -> Array:
    """The sum over the batch."""
    return -np.sum(_true(log_softmax(logits), y))


def categorical_averaged_over_classes(logits: Array, y: Array) -> Array:
    """The mean over the classes too."""
    return -np.mean(_true(log_softmax(logits), y)) / logits.shape[1]


def categorical_averaged_twice(logits: Array, y: Array) -> Array:
    """The mean over the batch taken twice."""
    return -np.mean(_true(log_softmax(logits), y)) / len(y)


def softmax_twice(logits: Array, y: Array) -> Array:
    """Probabilities taken for logits: softmax is applied to them again."""
    return -np.mean(_true(log_softmax(softmax(logits)), y))


def softmax_left_out(logits: Array, y: Array) -> Array:
    """The logit of the true class, without softmax."""
    return -np.mean(_true(logits, y))


def columns_picked_for_all(logits: Array, y: Array) -> Array:
    """log_p[:, y] picks the columns for every example: (N, N) numbers."""
    return -np.mean(log_softmax(logits)[:, y])


def categorical_that_overflows(logits: Array, y: Array) -> Array:
    """exp of the logits as they are, and log of what may be 0."""
    with np.errstate(all="ignore"):
        exponentials = np.exp(logits)
        return -np.mean(np.log(_true(exponentials / exponentials.sum(axis=1, keepdims=True), y)))


def categorical_negative(logits: Array, y: Array) -> Array:
    """The minus sign is missing."""
    return np.mean(_true(log_softmax(logits), y))


def categorical_by_logarithm_of_softmax(logits: Array, y: Array) -> Array:
    """Softmax first, then its logarithm: where p rounds to 0 the loss is infinite."""
    return -np.mean(np.log(softmax(logits)[np.arange(len(y)), y]))


def _categorical_with(epsilon: float) -> Loss:
    """Return a loss with ln(p + ε): a confident error costs −ln ε at the most."""

    def with_a_small_number(logits: Array, y: Array) -> Array:
        return -np.mean(np.log(softmax(logits)[np.arange(len(y)), y] + epsilon))

    with_a_small_number.__name__ = f"categorical_with_{epsilon:.0e}"
    return with_a_small_number


def maximum_subtracted_in_the_sum_only(logits: Array, y: Array) -> Array:
    """The maximum is subtracted under the sum, and not from the logit of the true class."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return -np.mean(_true(logits, y) - np.log(np.exp(shifted).sum(axis=1)))


CATEGORICAL_CROSS_ENTROPY = (
    Mistake(categorical_summed, SUMMED, 18),
    Mistake(categorical_averaged_over_classes, OVER_CLASSES, 20),
    Mistake(categorical_averaged_twice, AVERAGED_TWICE, 19),
    Mistake(
        softmax_twice,
        "Softmax was applied twice: it takes logits, once. Such a loss cannot fall "
        "below ln(1 + (K − 1)/e) for K classes (lesson 03, Many classes).",
        21,
    ),
    Mistake(
        softmax_left_out,
        "Only the logit of the true class is there. The loss is −ln p = ln Σ eᶻ − z, and "
        "its first term is missing (lesson 03, Many classes).",
    ),
    Mistake(
        columns_picked_for_all,
        "This is the mean over all pairs of an example and a label. One number for each "
        "row is `log_p[np.arange(len(y)), y]`, not `log_p[:, y]` (lesson 00b, "
        "Broadcasting).",
    ),
    Mistake(
        categorical_that_overflows,
        "e¹⁰⁰⁰ is infinite, and ln 0 is −∞. Subtract each row's maximum, and take the "
        "logarithm of the sum, not of the fraction (lesson 02, The stable form).",
        12,
    ),
    Mistake(categorical_negative, NOT_NEGATIVE),
    Mistake(
        categorical_by_logarithm_of_softmax,
        "Softmax came first, then its logarithm: far below the largest logit p rounds to "
        "0, and ln 0 is −∞. Take ln p = z − ln Σ eᶻ in one go (lesson 03, Many classes).",
        23,
    ),
    *(
        Mistake(
            _categorical_with(epsilon),
            f"{_at_most(epsilon)} ln p = z − ln Σ eᶻ needs no ε (lesson 03, Many classes).",
            23,
        )
        for epsilon in SMALL_NUMBERS
    ),
    Mistake(
        maximum_subtracted_in_the_sum_only,
        "The maximum was subtracted inside the sum but not from the logit of the true class. Do it in both "
        "(lesson 02, The stable form).",
    ),
)


# --- initial_loss, a value

INITIAL_LOSS = (
    Mistake(
        0.1,
        "This is the probability that each class gets; the loss is minus its logarithm "
        "(lesson 03, The first loss).",
    ),
    Mistake(
        np.log(2), "This is for two classes; here there are ten (lesson 03, The first loss).", 24
    ),
    Mistake(1.0, "This is the logarithm to base 10; losses take the natural one, `np.log`."),
    Mistake(-np.log(10), NOT_NEGATIVE),
    Mistake(
        np.log(1 + 9 / np.e),
        "This is the floor of a loss to which softmax was applied twice. Here it is −ln p "
        "with p = 1/10 (lesson 03, The first loss).",
        21,
    ),
    Mistake(
        0.9,
        "1 − p is the probability of being wrong, not a surprise: the loss is −ln p "
        "(lesson 03, The first loss).",
    ),
    Mistake(
        np.log(10) / 10,
        "The surprise was divided by 10, the number of classes, or weighted with p = 1/10. "
        "The true class counts whole (lesson 03, The first loss).",
        20,
    ),
    Mistake(
        10 * np.log(10),
        "The losses of all ten classes are added. An example pays only for its true class: −ln p "
        "(lesson 03, The first loss).",
    ),
)


# --- binary_gradient(z, y)


def binary_gradient_summed(z: Array, y: Array) -> Array:
    """The gradient of the sum."""
    return sigmoid(z) - y


def binary_gradient_with_the_slope_again(z: Array, y: Array) -> Array:
    """p − y multiplied by p(1 − p) once more."""
    p = sigmoid(z)
    return (p - y) * p * (1 - p) / len(z)


def binary_gradient_flipped(z: Array, y: Array) -> Array:
    """The sign is flipped."""
    return (y - sigmoid(z)) / len(z)


def binary_gradient_from_logits(z: Array, y: Array) -> Array:
    """z − y: the sigmoid is missing."""
    return (z - y) / len(z)


def slope_by_the_probability(z: Array, y: Array) -> Array:
    """∂L/∂p, not ∂L/∂z."""
    p = sigmoid(z)
    return (-y / p + (1 - y) / (1 - p)) / len(z)


BINARY_GRADIENT = (
    Mistake(
        binary_gradient_summed,
        "This is the gradient of the sum; the 1/N of the mean is missing (lesson 03, Mean or sum).",
        18,
    ),
    Mistake(
        binary_gradient_with_the_slope_again,
        "p − y is ∂L/∂z already, with the slope of the sigmoid in it. Here it was "
        "multiplied by p(1 − p) once more (lesson 03, Why not squares for classes).",
        22,
    ),
    Mistake(binary_gradient_flipped, FLIPPED, 26),
    Mistake(
        binary_gradient_from_logits,
        "This is z − y: the sigmoid is missing. It is p − y with p = σ(z) (lesson 03, Two "
        "classes).",
        24,
    ),
    Mistake(
        slope_by_the_probability,
        "This is the slope by p. The logit is one step further back: times ∂p/∂z = p(1 − "
        "p), which leaves p − y (lesson 03, Why not squares for classes).",
    ),
)


# --- squared_slope, a value

SQUARED_SLOPE = (
    Mistake(
        -0.99,
        "This is p − y, the slope of cross-entropy. For the square it is 2(p − y) · p(1 − "
        "p) (lesson 03, Why not squares for classes).",
    ),
    Mistake(0.019602, FLIPPED, 26),
    Mistake(
        -1.98,
        "The slope of the sigmoid is missing: 2(p − y) · p(1 − p) (lesson 03, Why not "
        "squares for classes).",
        27,
    ),
    Mistake(
        -0.009801,
        "The 2 of the square is missing: 2(p − y) · p(1 − p) (lesson 03, Why not squares "
        "for classes).",
    ),
    Mistake(
        -1.98 * np.exp(-0.01) / (1 + np.exp(-0.01)) ** 2,
        "p was put through the sigmoid again. It is the sigmoid's result already: its "
        "slope is p(1 − p) (lesson 03, Why not squares for classes).",
        13,
    ),
    Mistake(
        0.99**2 * 0.01 * 0.99,
        "(p − y)² itself stands where its slope 2(p − y) belongs (lesson 03, Why not squares for classes).",
    ),
    Mistake(
        0.9801,
        "This is (p − y)², the error itself. The task asks for its slope by z: 2(p − y) · p(1 − p) "
        "(lesson 03, Why not squares for classes).",
    ),
    Mistake(
        -0.248731,
        "0.01 was taken for z and put through the sigmoid. It is p already (lesson 03, Why "
        "not squares for classes).",
    ),
)
