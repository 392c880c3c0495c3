"""Wrong answers to the tasks of exercise 03: each function makes one mistake, and its docstring names it.

They take what the task's function takes: ``prediction`` (batch, 1) with ``target`` (batch,), ``logits`` with labels
``y`` (batch,), or probabilities ``p`` with one-hot targets ``y``; they return a loss, or its gradient.
"""

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.steps.activations import log_softmax, sigmoid, softmax

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
    """p log y: the log of a one-hot target is −∞, kept finite by a small number."""
    return -np.sum(p * np.log(y + 1e-12)) / len(p)


def entropy_in_bits(p: Array, y: Array) -> Array:
    """The logarithm to base 2."""
    return -np.sum(y * np.log2(p)) / len(p)


def entropy_of_all_classes(p: Array, y: Array) -> Array:
    """The surprise of every class, whichever was true."""
    return np.asarray(-np.mean(np.sum(np.log(p), axis=1)))


def binary_as_if_all_were_one(z: Array, y: Array) -> Array:
    """−log p for every example, also where y is 0."""
    return np.asarray(np.mean(np.logaddexp(0, -z)))


def probability_for_surprise(p: Array, y: Array) -> Array:
    """1 − p of the true class, without a logarithm."""
    return np.mean(1 - np.sum(y * p, axis=1))


# --- binary_cross_entropy(z, y): logits and labels, both (batch,)


def binary_by_logarithm_of_sigmoid(z: Array, y: Array) -> Array:
    """−y log p − (1 − y) log(1 − p) with p = σ(z): log(0) where the sigmoid has rounded to 0 or 1."""
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
    """−y log p alone: the examples of class 0 cost nothing."""
    return np.mean(y * np.logaddexp(0, -z))


def binary_labels_swapped(z: Array, y: Array) -> Array:
    """y and 1 − y swapped."""
    return np.mean(np.logaddexp(0, z) - (1 - y) * z)


def logits_for_probabilities(z: Array, y: Array) -> Array:
    """The logits are put in where probabilities belong."""
    with np.errstate(all="ignore"):
        return np.mean(-y * np.log(z) - (1 - y) * np.log(1 - z))


def binary_clipped(z: Array, y: Array) -> Array:
    """p is kept away from 0 and 1 by 1e-7: a confident error costs 16 at the most."""
    p = np.clip(sigmoid(z), 1e-7, 1 - 1e-7)
    return np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))


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
