"""Wrong answers to the tasks of exercise 01: each function makes one mistake, and its docstring names it.

They take what the task's function takes.

Below the functions of each task stands what ``check`` says to each mistake, the likeliest first.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.random import Generator

from mlcourse.base.errors import Array
from mlcourse.checks.task import Mistake

Layers = list[tuple[Array, Array]]  # W and b of each layer
Weights = list[Array]  # W of each layer

# --- causes that several tasks share

TRANSPOSED = (
    "Rows and columns are exchanged. With z = xW, W has a row for each input and a column "
    "for each unit: its shape is `(fan_in, fan_out)` (lesson 00b, The matrix product)."
)
ONLY_POSITIVE = (
    "They lie between 0 and the limit; the half down to −limit is missing (lesson 01, "
    "Uniform numbers)."
)
VARIANCE_AS_STD = (
    "The variance was used as the standard deviation, which is its root: take `np.sqrt` of "
    "it (lesson 01, Variance and its root)."
)
ROOT_THREE = (
    "The standard deviation was used as the limit. Uniform numbers within ±limit have the "
    "standard deviation limit/√3: multiply by √3 (lesson 01, Uniform numbers)."
)
FAN_OUT = (
    "`fan_out` stands where `fan_in` belongs: it is the inputs that a unit adds up. A "
    "square layer hides this (lesson 01, What a layer does to the variance)."
)

STD_UPSIDE_DOWN = (
    "The standard deviation is upside down: the normal numbers are multiplied by it, not "
    "divided (lesson 01, Variance and its root)."
)
LIMIT_UPSIDE_DOWN = (
    "The limit is upside down: numbers from −1 to 1 are multiplied by it, not divided "
    "(lesson 01, Uniform numbers)."
)

CUT_OFF = (
    "Negative weights were cut off. They are as likely as positive ones, and W keeps them: "
    "ReLU is for the units' values (lesson 01, Random is not enough)."
)
MAGNITUDES = (
    "All weights are positive: their signs were taken away. Negative ones are as likely, "
    "and belong to W (lesson 01, Random is not enough)."
)
SHAPE_FOR_THE_MEAN = (
    "The shape was taken for the mean: `generator.normal` takes the mean, the standard "
    "deviation, and then `size=(fan_in, fan_out)`."
)
ONE_END = (
    "With one number, `generator.uniform` takes it for the low end, and 1 for the high one. "
    "Give it both: `-limit, limit` (lesson 01, Uniform numbers)."
)
A_THIRD = (
    "The 3 divides where it multiplies: the variance is limit²/3, so limit² is 3 times the "
    "variance (lesson 01, Uniform numbers)."
)

# --- he_std, a value

HE_STD = (
    Mistake(
        0.04,
        "This is the variance 2/50. The standard deviation is its root (lesson 01, "
        "Variance and its root).",
        3,
    ),
    Mistake(
        (1 / 50) ** 0.5,
        "This is √(1/50). The 2 is missing that makes up for the half that ReLU cuts off "
        "(lesson 01, He).",
    ),
    Mistake(
        (6 / 50) ** 0.5,
        "This is √(6/50), the limit for uniform numbers. Their standard deviation is "
        "limit/√3 (lesson 01, Uniform numbers).",
        6,
    ),
    Mistake(
        (2 / 90) ** 0.5,
        "This is Xavier's √(2/(fan_in + fan_out)) = √(2/90). He's for ReLU is √(2/fan_in) "
        "(lesson 01, He).",
        5,
    ),
    Mistake(
        (2 / 40) ** 0.5,
        "This is √(2/40): `fan_out` stands where `fan_in` belongs (lesson 01, What a layer "
        "does to the variance).",
        4,
    ),
)


# --- he_normal(fan_in, fan_out, generator)


def he_variance_as_std(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """The variance 2/fan_in is taken for the standard deviation."""
    return generator.normal(0, 2 / fan_in, (fan_in, fan_out))


def he_of_fan_out(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """fan_out stands where fan_in belongs."""
    return generator.normal(0, np.sqrt(2 / fan_out), (fan_in, fan_out))


def xavier_for_he(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """Xavier's variance, 2/(fan_in + fan_out): right for tanh, too small for ReLU."""
    return generator.normal(0, np.sqrt(2 / (fan_in + fan_out)), (fan_in, fan_out))


def he_without_the_two(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """The variance is 1/fan_in: right for a linear layer, and ReLU halves it."""
    return generator.normal(0, np.sqrt(1 / fan_in), (fan_in, fan_out))


def he_normal_divided(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """Normal numbers are divided by the standard deviation."""
    return generator.normal(size=(fan_in, fan_out)) / np.sqrt(2 / fan_in)


def he_normal_transposed(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """W is laid out the other way round: a row for each unit."""
    return generator.normal(0, np.sqrt(2 / fan_in), (fan_out, fan_in))


def he_normal_cut_off(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """Negative weights become 0, as ReLU would make them."""
    return np.maximum(0, generator.normal(0, np.sqrt(2 / fan_in), (fan_in, fan_out)))


def he_normal_as_magnitudes(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """All weights are made positive."""
    return np.abs(generator.normal(0, np.sqrt(2 / fan_in), (fan_in, fan_out)))


def uniform_numbers_times_std(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """Uniform numbers between 0 and 1 are taken for normal ones."""
    return np.sqrt(2 / fan_in) * generator.random((fan_in, fan_out))


def he_normal_with_the_shape_for_the_mean(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """The shape comes first, where `generator.normal` takes the mean."""
    return generator.normal((fan_in, fan_out), np.sqrt(2 / fan_in))


HE_NORMAL = (
    Mistake(he_variance_as_std, VARIANCE_AS_STD, 3),
    Mistake(he_of_fan_out, FAN_OUT, 4),
    Mistake(
        xavier_for_he,
        "This is Xavier's 2/(fan_in + fan_out), made for activations that are nearly "
        "linear around 0. ReLU needs He's 2/fan_in (lesson 01, He).",
        5,
    ),
    Mistake(
        he_without_the_two,
        "The 2 is missing. The variance 1/fan_in keeps the signal of a linear layer; ReLU "
        "halves the mean square, and the 2 makes up for it (lesson 01, He).",
    ),
    Mistake(
        uniform_numbers_times_std,
        "They lie between 0 and the standard deviation and are all positive. Normal numbers, on both "
        "sides of 0, come from `generator.normal` (lesson 01, Random is not enough).",
        7,
    ),
    Mistake(he_normal_transposed, TRANSPOSED, 8),
    Mistake(he_normal_divided, STD_UPSIDE_DOWN),
    Mistake(he_normal_cut_off, CUT_OFF),
    Mistake(he_normal_as_magnitudes, MAGNITUDES),
    Mistake(he_normal_with_the_shape_for_the_mean, SHAPE_FOR_THE_MEAN),
)


# --- xavier_uniform(fan_in, fan_out, generator)


def xavier_std_as_limit(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """The standard deviation is taken for the limit: √3 is forgotten."""
    limit = np.sqrt(2 / (fan_in + fan_out))
    return generator.uniform(-limit, limit, (fan_in, fan_out))


def xavier_limit_from_zero(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """Drawn between 0 and the limit: every weight is positive."""
    return generator.uniform(0, np.sqrt(6 / (fan_in + fan_out)), (fan_in, fan_out))


def xavier_limit_without_root(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """The limit is 6/(fan_in + fan_out), without its root."""
    limit = 6 / (fan_in + fan_out)
    return generator.uniform(-limit, limit, (fan_in, fan_out))


def xavier_uniform_divided(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """Numbers between −1 and 1 are divided by the limit."""
    return generator.uniform(-1, 1, (fan_in, fan_out)) / np.sqrt(6 / (fan_in + fan_out))


def xavier_uniform_transposed(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """W is laid out the other way round: a row for each unit."""
    limit = np.sqrt(6 / (fan_in + fan_out))
    return generator.uniform(-limit, limit, (fan_out, fan_in))


def xavier_uniform_with_one_end(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """`generator.uniform` is given one number, and takes 1 as the other end."""
    limit = np.sqrt(6 / (fan_in + fan_out))
    return generator.uniform(limit, size=(fan_in, fan_out))


def xavier_uniform_with_a_third(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """The variance is divided by 3 under the root, not multiplied."""
    limit = np.sqrt(2 / (fan_in + fan_out) / 3)
    return generator.uniform(-limit, limit, (fan_in, fan_out))


XAVIER_UNIFORM = (
    Mistake(xavier_std_as_limit, ROOT_THREE, 6),
    Mistake(xavier_limit_from_zero, ONLY_POSITIVE, 7),
    Mistake(
        xavier_limit_without_root,
        "The root is missing: 6/(fan_in + fan_out) is the limit's square (lesson 01, "
        "Variance and its root).",
        3,
    ),
    Mistake(xavier_uniform_transposed, TRANSPOSED, 8),
    Mistake(xavier_uniform_divided, LIMIT_UPSIDE_DOWN),
    Mistake(xavier_uniform_with_one_end, ONE_END),
    Mistake(xavier_uniform_with_a_third, A_THIRD, 6),
)


# --- signal_stds(x, weights): x (batch, inputs), a W (fan_in, fan_out) for each layer


def signal_variances(x: Array, weights: Weights) -> list[Any]:
    """The variance of z in each layer, not its root."""
    return [z.var() for z in _sums(x, weights)]


def stds_after_relu(x: Array, weights: Weights) -> list[Any]:
    """The standard deviation of a in each layer, after ReLU."""
    return [np.maximum(0, z).std() for z in _sums(x, weights)]


def signal_of_linear_layers(x: Array, weights: Weights) -> list[Any]:
    """ReLU is left out between the layers."""
    return [z.std() for z in _sums(x, weights, lambda z: z)]


def signal_of_tanh_layers(x: Array, weights: Weights) -> list[Any]:
    """tanh stands where ReLU belongs."""
    return [z.std() for z in _sums(x, weights, np.tanh)]


def relu_on_the_inputs(x: Array, weights: Weights) -> list[Any]:
    """The inputs go through ReLU before the first layer."""
    return [z.std() for z in _sums(np.maximum(0, x), weights)]


def mean_of_the_units_stds(x: Array, weights: Weights) -> list[Any]:
    """The mean over the units of each one's own standard deviation over the batch."""
    return [z.std(axis=0).mean() for z in _sums(x, weights)]


def stds_of_each_unit(x: Array, weights: Weights) -> list[Any]:
    """A standard deviation for each unit, over the batch."""
    return [z.std(axis=0) for z in _sums(x, weights)]


def root_mean_squares(x: Array, weights: Weights) -> list[Any]:
    """The root of the mean square: the spread around 0, not around the mean."""
    return [np.sqrt(np.mean(z**2)) for z in _sums(x, weights)]


def mean_magnitudes(x: Array, weights: Weights) -> list[Any]:
    """The mean magnitude of z in each layer."""
    return [np.abs(z).mean() for z in _sums(x, weights)]


def signal_with_one_less(x: Array, weights: Weights) -> list[Any]:
    """The squares are divided by one number less than there are."""
    return [z.std(ddof=1) for z in _sums(x, weights)]


def signal_with_the_inputs(x: Array, weights: Weights) -> list[Any]:
    """The standard deviation of the inputs stands before those of the layers."""
    return [x.std(), *(z.std() for z in _sums(x, weights))]


def signal_of_the_last_layer(x: Array, weights: Weights) -> Any:
    """Only the last layer's standard deviation."""
    return _sums(x, weights)[-1].std()


def weights_stds(x: Array, weights: Weights) -> list[Any]:
    """The spread of the weights, not of the signal."""
    return [W.std() for W in weights]


def every_layer_from_the_inputs(x: Array, weights: Weights) -> list[Any]:
    """Every layer gets the inputs: what comes out of one is not handed on."""
    return [(x @ W).std() for W in weights]


def _sums(x: Array, weights: Weights, f: Any = lambda z: np.maximum(0, z)) -> list[Array]:
    """Return z of each layer."""
    found = []
    for W in weights:
        z = x @ W
        found.append(z)
        x = f(z)
    return found


SIGNAL_STDS = (
    Mistake(
        signal_variances,
        "These are the variances. The standard deviation is their root (lesson 01, Variance and its root).",
        3,
    ),
    Mistake(
        stds_after_relu,
        "This is the spread of a, after ReLU. Measure `z`, before it, and hand a on to the next layer.",
    ),
    Mistake(
        signal_of_linear_layers,
        "ReLU is missing: what goes on to the next layer is `np.maximum(0, z)` (lesson 01, He).",
    ),
    Mistake(
        signal_of_tanh_layers,
        "tanh stands between the layers. This network has ReLU: `np.maximum(0, z)` (lesson 01, He).",
    ),
    Mistake(
        relu_on_the_inputs,
        "The inputs went through ReLU too. They are no layer: the first one gets `x` as it is.",
    ),
    Mistake(
        mean_of_the_units_stds,
        "Each unit's own spread was measured, and then their mean. Take the standard deviation of "
        "all numbers of z together: `np.std(z)` without an axis.",
    ),
    Mistake(
        stds_of_each_unit,
        "There is a number for each unit. One is asked for each layer, over batch and units "
        "together: `np.std(z)` without an axis.",
    ),
    Mistake(
        root_mean_squares,
        "This is the root of the mean square, the spread around 0. The standard deviation is "
        "taken around the mean (lesson 00b, Mean, variance, and which axis).",
    ),
    Mistake(
        mean_magnitudes,
        "This is the mean magnitude. The standard deviation squares what differs from the mean, "
        "and takes the root at the end (lesson 00b, Mean, variance, and which axis).",
    ),
    Mistake(
        signal_with_one_less,
        "Yours divides by one number less than there are (`ddof=1`), as for a sample in "
        "statistics. This course divides by all of them, as `np.std` does.",
        is_convention=True,
    ),
    Mistake(
        signal_with_the_inputs,
        "The inputs stand in your list as well. It has a number for each layer, and the inputs are none.",
    ),
    Mistake(
        signal_of_the_last_layer,
        "Only the last layer is measured. Put each layer's number on a list, inside the loop.",
    ),
    Mistake(
        weights_stds,
        "This is how far the weights spread. The signal is what comes out of a layer: `z = a @ W` "
        "(lesson 01, What a layer does to the variance).",
    ),
    Mistake(
        every_layer_from_the_inputs,
        "Every layer gets `x`. The next one is to get what this one lets through: `a = "
        "np.maximum(0, z)`, inside the loop.",
    ),
)


# --- surviving_std, a value

SURVIVING_STD = (
    Mistake(
        2.0**-30,
        "This is the variance. The standard deviation is its root (lesson 01, Variance and "
        "its root).",
        3,
    ),
    Mistake(
        1.0,
        "The signal does not stay: ReLU sets half of the values to 0 and halves the "
        "variance in every layer (lesson 01, He).",
        5,
    ),
    Mistake(
        0.5,
        "That is the variance after one layer. The factors of thirty layers are "
        "multiplied, and the standard deviation is the root of that (lesson 01, Random is "
        "not enough).",
    ),
    Mistake(
        0.25**30,
        "The factor of one layer came out as 0.25. The standard deviation takes the root of ½, which is 0.71: "
        "√0.5, or `0.5 ** 0.5` (lesson 01, Variance and its root).",
        3,
    ),
    Mistake(
        0.5**7.5,
        "The root was taken twice: of each layer's ½, and of the product once more (lesson "
        "01, Variance and its root).",
    ),
    Mistake(
        2.0**15,
        "This grows. ReLU halves the variance in every layer, so each factor is ½, not 2 "
        "(lesson 01, He).",
    ),
)


# --- predicted_stds(layer_sizes, weight_stds): one size more than standard deviations


def predicted_variances(layer_sizes: Sequence[int], weight_stds: Array) -> list[Any]:
    """The variances of z, not their roots."""
    return _predicted(layer_sizes[:-1], weight_stds**2, 0.5)


def predicted_without_relu(layer_sizes: Sequence[int], weight_stds: Array) -> list[Any]:
    """Nothing is lost between the layers, as if there were no ReLU."""
    return list(np.sqrt(_predicted(layer_sizes[:-1], weight_stds**2, 1)))


def predicted_with_the_inputs_halved(layer_sizes: Sequence[int], weight_stds: Array) -> list[Any]:
    """The inputs are halved too, as if they came through ReLU."""
    return list(np.sqrt(_predicted(layer_sizes[:-1], weight_stds**2, 0.5, 0.5)))


def predicted_by_fan_out(layer_sizes: Sequence[int], weight_stds: Array) -> list[Any]:
    """fan_out stands where fan_in belongs."""
    return list(np.sqrt(_predicted(layer_sizes[1:], weight_stds**2, 0.5)))


def predicted_with_std_for_variance(layer_sizes: Sequence[int], weight_stds: Array) -> list[Any]:
    """The weights' standard deviation is not squared."""
    return list(np.sqrt(_predicted(layer_sizes[:-1], weight_stds, 0.5)))


def predicted_with_the_std_halved(layer_sizes: Sequence[int], weight_stds: Array) -> list[Any]:
    """ReLU halves the standard deviation, not the mean square."""
    return list(np.sqrt(_predicted(layer_sizes[:-1], weight_stds**2, 0.25)))


def predicted_with_a_two_for_the_half(layer_sizes: Sequence[int], weight_stds: Array) -> list[Any]:
    """The mean square is doubled between the layers."""
    return list(np.sqrt(_predicted(layer_sizes[:-1], weight_stds**2, 2)))


def each_layer_by_itself(layer_sizes: Sequence[int], weight_stds: Array) -> list[Any]:
    """Each layer gets a mean square of 1, whatever stands before it."""
    return [np.sqrt(n) * std for n, std in zip(layer_sizes[:-1], weight_stds, strict=True)]


def prediction_of_the_last_layer(layer_sizes: Sequence[int], weight_stds: Array) -> Any:
    """Only the last layer's standard deviation."""
    return np.sqrt(_predicted(layer_sizes[:-1], weight_stds**2, 0.5)[-1])


def _predicted(fans: Any, variances: Array, let_through: float, square: float = 1.0) -> list[Any]:
    """Return a variance for each layer: fan · Var(W) · the mean square of what comes in."""
    found = []
    for fan, variance in zip(fans, variances, strict=True):
        found.append(fan * variance * square)
        square = found[-1] * let_through
    return found


PREDICTED_STDS = (
    Mistake(
        predicted_variances,
        "These are the variances. The standard deviation is their root (lesson 01, Variance and its root).",
        3,
    ),
    Mistake(
        predicted_without_relu,
        "ReLU is missing: only half of z's mean square goes on to the next layer (lesson 01, He).",
        5,
    ),
    Mistake(
        predicted_with_the_inputs_halved,
        "There is a half too many: the inputs come as they are, with mean square 1, and asked is the "
        "spread of `z`, before ReLU.",
    ),
    Mistake(predicted_by_fan_out, FAN_OUT, 4),
    Mistake(
        predicted_with_std_for_variance,
        "The formula takes the weights' variance, std², and the standard deviation stands in its "
        "place (lesson 01, Variance and its root).",
        3,
    ),
    Mistake(
        predicted_with_the_std_halved,
        "The standard deviation was halved. ReLU halves the mean square, and the standard "
        "deviation takes the root of that ½ (lesson 01, He).",
        3,
    ),
    Mistake(
        predicted_with_a_two_for_the_half,
        "The mean square is doubled between the layers. ReLU halves it; the 2 of He's formula is "
        "in the weights already (lesson 01, He).",
    ),
    Mistake(
        each_layer_by_itself,
        "Each layer starts from 1 again. What comes in is what the layer before lets through: the "
        "factors multiply (lesson 01, What a layer does to the variance).",
    ),
    Mistake(
        prediction_of_the_last_layer,
        "Only the last layer is there. Put each layer's number on a list, inside the loop.",
    ),
)


# --- wrong_layer(weights): one W is off


def furthest_by_difference(weights: Weights) -> Any:
    """The difference to He's standard deviation, not the factor: wide layers are small on both sides."""
    return np.argmax([abs(W.std() - _he(W)) for W in weights])


def largest_weights(weights: Weights) -> Any:
    """The layer with the largest weights."""
    return np.argmax([W.std() for W in weights])


def smallest_weights(weights: Weights) -> Any:
    """The layer with the smallest weights."""
    return np.argmin([W.std() for W in weights])


def too_large_only(weights: Weights) -> Any:
    """The largest factor: a layer that is too small is overlooked."""
    return np.argmax([W.std() / _he(W) for W in weights])


def too_small_only(weights: Weights) -> Any:
    """The smallest factor: a layer that is too large is overlooked."""
    return np.argmin([W.std() / _he(W) for W in weights])


def nearest_to_he(weights: Weights) -> Any:
    """The layer that is nearest to what He asks."""
    return np.argmin([abs(np.log(W.std() / _he(W))) for W in weights])


def wrong_layer_counted_from_one(weights: Weights) -> Any:
    """The right layer, counted from 1."""
    return 1 + _wrong(weights)


def furthest_by_fan_out(weights: Weights) -> Any:
    """fan_out stands where fan_in belongs."""
    return np.argmax([abs(np.log(W.std() / np.sqrt(2 / W.shape[1]))) for W in weights])


def furthest_from_xavier(weights: Weights) -> Any:
    """Xavier's standard deviation stands where He's belongs."""
    return np.argmax([abs(np.log(W.std() / np.sqrt(2 / sum(W.shape)))) for W in weights])


def std_compared_with_the_variance(weights: Weights) -> Any:
    """The standard deviation is compared with He's variance."""
    return np.argmax([abs(np.log(W.std() * len(W) / 2)) for W in weights])


def factor_of_the_wrong_layer(weights: Weights) -> Any:
    """How far the wrong layer is off, not which one it is."""
    W = weights[_wrong(weights)]
    return W.std() / _he(W)


def _he(W: Array) -> Any:
    """Return the standard deviation that He asks."""
    return np.sqrt(2 / len(W))


def _wrong(weights: Weights) -> int:
    return int(np.argmax([abs(np.log(W.std() / _he(W))) for W in weights]))


WRONG_LAYER = (
    Mistake(
        too_small_only,
        "The layer with the smallest factor is taken. A layer may be too large as well: look at "
        "how far the factor is from 1, to either side.",
    ),
    Mistake(
        too_large_only,
        "The layer with the largest factor is taken. A layer may be too small as well: look at "
        "how far the factor is from 1, to either side.",
    ),
    Mistake(
        furthest_by_difference,
        "The difference to He's standard deviation is compared. In a layer of many inputs both are "
        "small: compare the factor, `W.std()` over what He asks.",
    ),
    Mistake(
        smallest_weights,
        "This is the layer with the smallest weights, and many inputs ask for small ones. Compare "
        "each with what He asks of it (lesson 01, What a layer does to the variance).",
    ),
    Mistake(
        largest_weights,
        "This is the layer with the largest weights, and few inputs ask for large ones. Compare "
        "each with what He asks of it (lesson 01, What a layer does to the variance).",
    ),
    Mistake(
        wrong_layer_counted_from_one,
        "The layers are counted from 1 here. The first is number 0, as in `weights[0]`.",
    ),
    Mistake(furthest_by_fan_out, FAN_OUT, 4),
    Mistake(
        furthest_from_xavier,
        "They are compared with Xavier's 2/(fan_in + fan_out). These layers have ReLU, for which "
        "He's 2/fan_in is made (lesson 01, He).",
        5,
    ),
    Mistake(
        std_compared_with_the_variance,
        "The standard deviation is compared with the variance 2/fan_in. Take the root of it "
        "(lesson 01, Variance and its root).",
        3,
    ),
    Mistake(
        nearest_to_he,
        "This is the layer that is nearest to what He asks. Take the one that is furthest: "
        "`np.argmax`.",
    ),
    Mistake(
        factor_of_the_wrong_layer,
        "This is how far the wrong layer is off. The task asks which one it is: its number, from 0.",
    ),
)


# --- repaired(weights, layer): this layer scaled, the others as they are


def repaired_upside_down(weights: Weights, layer: int) -> Any:
    """The factor is upside down: what is too small becomes smaller."""
    return _with_one(weights, layer, lambda W: W * W.std() / _he(W))


def repaired_to_the_variance(weights: Weights, layer: int) -> Any:
    """The wrong layer gets He's variance as its standard deviation."""
    return _with_one(weights, layer, lambda W: W / W.std() * 2 / len(W))


def divided_by_the_variance(weights: Weights, layer: int) -> Any:
    """The weights are divided by their variance, not by their standard deviation."""
    return _with_one(weights, layer, lambda W: W / W.var() * _he(W))


def his_factor_only(weights: Weights, layer: int) -> Any:
    """Multiplied by He's standard deviation, as if the weights had the standard deviation 1."""
    return _with_one(weights, layer, lambda W: W * _he(W))


def repaired_to_one(weights: Weights, layer: int) -> Any:
    """The wrong layer gets the standard deviation 1."""
    return _with_one(weights, layer, lambda W: W / W.std())


def repaired_after_xavier(weights: Weights, layer: int) -> Any:
    """Xavier's standard deviation stands where He's belongs."""
    return _with_one(weights, layer, lambda W: W / W.std() * np.sqrt(2 / sum(W.shape)))


def repaired_by_fan_out(weights: Weights, layer: int) -> Any:
    """fan_out stands where fan_in belongs."""
    return _with_one(weights, layer, lambda W: W / W.std() * np.sqrt(2 / W.shape[1]))


def repaired_without_the_two(weights: Weights, layer: int) -> Any:
    """The variance becomes 1/fan_in."""
    return _with_one(weights, layer, lambda W: W / W.std() / np.sqrt(len(W)))


def shifted_to_the_asked_std(weights: Weights, layer: int) -> Any:
    """The difference of the standard deviations is added to every weight."""
    return _with_one(weights, layer, lambda W: W + _he(W) - W.std())


def scaled_by_the_variances(weights: Weights, layer: int) -> Any:
    """The factor is the ratio of the variances."""
    return _with_one(weights, layer, lambda W: W * _he(W) ** 2 / W.var())


def all_layers_scaled(weights: Weights, layer: int) -> Any:
    """Every layer is scaled, not only the wrong one."""
    return [W / W.std() * _he(W) for W in weights]


def repaired_layer_only(weights: Weights, layer: int) -> Any:
    """Only the repaired layer comes back."""
    return weights[layer] / weights[layer].std() * _he(weights[layer])


def weights_as_they_are(weights: Weights, layer: int) -> Any:
    """Nothing is repaired."""
    return list(weights)


def _with_one(weights: Weights, layer: int, mend: Any) -> list[Array]:
    """Return the weights with a function of one layer's in their place."""
    return [mend(W) if i == layer else W for i, W in enumerate(weights)]


REPAIRED = (
    Mistake(
        scaled_by_the_variances,
        "The factor is a ratio of variances. Times c, the standard deviation grows by c and the variance by c²: "
        "take the root (lesson 01, Variance and its root).",
        3,
    ),
    Mistake(
        repaired_upside_down,
        "The factor is upside down: what is too small becomes smaller. It is what He asks, divided "
        "by what the layer has.",
    ),
    Mistake(
        repaired_to_the_variance,
        "The variance 2/fan_in became the standard deviation: take `np.sqrt` of it (lesson 01, "
        "Variance and its root).",
        3,
    ),
    Mistake(
        divided_by_the_variance,
        "The weights are divided by their variance. Divided by their standard deviation they spread "
        "by 1 (lesson 01, Variance and its root).",
        3,
    ),
    Mistake(
        his_factor_only,
        "The weights are multiplied by what He asks, as if they had spread by 1. Divide them by "
        "their own standard deviation as well.",
    ),
    Mistake(
        repaired_to_one,
        "The layer's standard deviation is 1 now. Multiply by what He asks of it (lesson 01, He).",
    ),
    Mistake(
        repaired_after_xavier,
        "The layer spreads as Xavier asks. These layers have ReLU, for which He's 2/fan_in is made "
        "(lesson 01, He).",
        5,
    ),
    Mistake(repaired_by_fan_out, FAN_OUT, 4),
    Mistake(
        repaired_without_the_two,
        "The 2 is missing: ReLU halves the mean square, and the 2 makes up for it (lesson 01, He).",
    ),
    Mistake(
        shifted_to_the_asked_std,
        "A number was added to every weight: that moves their mean and leaves their spread. "
        "Multiply them (lesson 00b, Mean, variance, and which axis).",
    ),
    Mistake(
        all_layers_scaled,
        "Every layer was scaled. Only number `layer` is wrong; the others are to stay as they are.",
    ),
    Mistake(
        repaired_layer_only,
        "Only the repaired layer comes back. Return the list of all of them, in their order.",
    ),
    Mistake(
        weights_as_they_are,
        "The weights come back as they were. Put the scaled ones in the place of `weights[layer]`.",
    ),
)


# --- different_units(W, dW): both (fan_in, fan_out), a column for each unit


def number_of_units(W: Array, dW: Array) -> Any:
    """How many units there are, equal or not."""
    return W.shape[1]


def different_weights_only(W: Array, dW: Array) -> Any:
    """The gradient is not looked at."""
    return np.unique(W, axis=1).shape[1]


def different_gradients_only(W: Array, dW: Array) -> Any:
    """The weights are not looked at."""
    return np.unique(dW, axis=1).shape[1]


def larger_of_both_counts(W: Array, dW: Array) -> Any:
    """W and dW are counted each for itself, and the larger count is taken."""
    return max(different_weights_only(W, dW), different_gradients_only(W, dW))


def units_without_a_copy(W: Array, dW: Array) -> Any:
    """Only units that no other one equals are counted."""
    _, counts = np.unique(np.vstack([W, dW]), axis=1, return_counts=True)
    return int(np.sum(counts == 1))


def different_inputs(W: Array, dW: Array) -> Any:
    """Rows are compared, one for each input."""
    return np.unique(np.hstack([W, dW]), axis=0).shape[0]


def different_first_weights(W: Array, dW: Array) -> Any:
    """Only the first input's weights are compared."""
    return len(np.unique(W[0]))


def different_sums(W: Array, dW: Array) -> Any:
    """The units' sums are compared, not the numbers."""
    return len(np.unique((W.sum(axis=0) + dW.sum(axis=0)).round(9)))


def different_numbers(W: Array, dW: Array) -> Any:
    """All different numbers are counted, whatever unit they belong to."""
    return len(np.unique(W))


def independent_units(W: Array, dW: Array) -> Any:
    """The rank: how many directions, not how many different units."""
    return np.linalg.matrix_rank(np.vstack([W, dW]))


def copies_counted(W: Array, dW: Array) -> Any:
    """How many units are copies of another one."""
    return W.shape[1] - np.unique(np.vstack([W, dW]), axis=1).shape[1]


DIFFERENT_UNITS = (
    Mistake(
        number_of_units,
        "All units are counted, the copies too. Two with the same numbers count as one (lesson 01, "
        "Why random at all).",
        1,
    ),
    Mistake(
        different_weights_only,
        "Only `W` decides here. Equal weights with different gradients part in the next step (lesson "
        "01, Why random at all).",
    ),
    Mistake(
        different_gradients_only,
        "Only `dW` decides here. Units with the same gradient are no copies where their weights "
        "differ (lesson 01, Why random at all).",
    ),
    Mistake(
        larger_of_both_counts,
        "`W` and `dW` were counted each for itself. Two units may agree in one and differ in the other: put one below "
        "the other, and compare whole columns.",
    ),
    Mistake(
        units_without_a_copy,
        "Units that have a copy were left out altogether. Such a group counts as one.",
    ),
    Mistake(
        different_inputs,
        "Rows were compared. A unit is a column of W: `axis=1` (lesson 00b, The matrix product).",
        8,
    ),
    Mistake(
        different_first_weights,
        "Only the first weight of each unit was compared. Two units are copies where all their numbers agree.",
    ),
    Mistake(
        different_sums,
        "Sums were compared. The same numbers in another order have the same sum, and are another "
        "unit: compare number by number.",
    ),
    Mistake(
        different_numbers,
        "Single numbers were counted. What is to be compared are whole columns, one for each unit: `axis=1`.",
    ),
    Mistake(
        independent_units,
        "This is the rank. A column that is a sum of others adds nothing to it, and is another unit all the same.",
    ),
    Mistake(
        copies_counted,
        "This is how many units are copies of another one. The task asks how many different ones there are.",
    ),
)


# --- start_of(layer_sizes, generator)


def _layers(layer_sizes: Sequence[int]) -> list[tuple[int, int]]:
    return list(pairwise(layer_sizes))


def start_all_zero(layer_sizes: Sequence[int], generator: Generator) -> Layers:
    """All weights are 0."""
    return [(np.zeros((m, n)), np.zeros(n)) for m, n in _layers(layer_sizes)]


def start_with_ones_for_biases(layer_sizes: Sequence[int], generator: Generator) -> Layers:
    """The biases start at 1."""
    he = [generator.normal(0, np.sqrt(2 / m), (m, n)) for m, n in _layers(layer_sizes)]
    return [(W, np.ones(W.shape[1])) for W in he]


def start_with_random_biases(layer_sizes: Sequence[int], generator: Generator) -> Layers:
    """The biases are drawn like the weights."""
    return [
        (generator.normal(0, np.sqrt(2 / m), (m, n)), generator.normal(0, np.sqrt(2 / m), n))
        for m, n in _layers(layer_sizes)
    ]


def start_with_biases_of_fan_in(layer_sizes: Sequence[int], generator: Generator) -> Layers:
    """A bias for each input instead of each unit."""
    return [
        (generator.normal(0, np.sqrt(2 / m), (m, n)), np.zeros(m)) for m, n in _layers(layer_sizes)
    ]


def start_with_one_scale(layer_sizes: Sequence[int], generator: Generator) -> Layers:
    """Every layer gets the scale of the first."""
    std = np.sqrt(2 / layer_sizes[0])
    return [(generator.normal(0, std, (m, n)), np.zeros(n)) for m, n in _layers(layer_sizes)]


def start_with_fan_out(layer_sizes: Sequence[int], generator: Generator) -> Layers:
    """fan_out stands where fan_in belongs."""
    return [
        (generator.normal(0, np.sqrt(2 / n), (m, n)), np.zeros(n)) for m, n in _layers(layer_sizes)
    ]


def start_without_the_last_layer(layer_sizes: Sequence[int], generator: Generator) -> Layers:
    """The output layer is left out: there is one layer less than there are sizes, not two."""
    return [
        (generator.normal(0, np.sqrt(2 / m), (m, n)), np.zeros(n))
        for m, n in _layers(layer_sizes[:-1])
    ]


def start_after_xavier(layer_sizes: Sequence[int], generator: Generator) -> Layers:
    """Xavier's standard deviation stands where He's belongs."""
    return [
        (generator.normal(0, np.sqrt(2 / (m + n)), (m, n)), np.zeros(n))
        for m, n in _layers(layer_sizes)
    ]


def start_with_a_layer_too_many(layer_sizes: Sequence[int], generator: Generator) -> Layers:
    """The loop goes over all sizes, and the last has none behind it."""
    layers = []
    for i in range(len(layer_sizes)):
        m, n = layer_sizes[i], layer_sizes[i + 1]
        layers.append((generator.normal(0, np.sqrt(2 / m), (m, n)), np.zeros(n)))
    return layers


def start_with_the_first_layer_only(layer_sizes: Sequence[int], generator: Generator) -> Layers:
    """The return stands inside of the loop."""
    layers = []
    for m, n in _layers(layer_sizes):
        layers.append((generator.normal(0, np.sqrt(2 / m), (m, n)), np.zeros(n)))
        return layers
    return layers


START_OF = (
    Mistake(
        start_all_zero,
        "All weights are 0, so the units of a layer stay copies of each other for ever. "
        "Draw them by He's formula (lesson 01, Why random at all).",
        1,
    ),
    Mistake(
        start_with_ones_for_biases,
        "The biases are 1. They are to be 0: only the weights must differ between units "
        "(lesson 01, And the biases?).",
        2,
    ),
    Mistake(
        start_with_random_biases,
        "The biases are random. The weights tell the units apart already, and random "
        "biases add variance that He did not count: set them to 0 (lesson 01, And the "
        "biases?).",
        2,
    ),
    Mistake(
        start_with_biases_of_fan_in,
        "b has an entry for each input. There is one bias for each unit: `fan_out` of them.",
    ),
    Mistake(
        start_with_one_scale,
        "Every layer has the standard deviation of the first. Each has a `fan_in` of its "
        "own (lesson 01, What a layer does to the variance).",
    ),
    Mistake(start_with_fan_out, FAN_OUT, 4),
    Mistake(
        start_without_the_last_layer,
        "The output layer is missing: n sizes make n − 1 layers of weights, and the last "
        "size is that of the outputs.",
    ),
    Mistake(
        start_after_xavier,
        "This is Xavier's 2/(fan_in + fan_out). With ReLU each layer takes He's 2/fan_in "
        "(lesson 01, He).",
        5,
    ),
    Mistake(
        start_with_a_layer_too_many,
        "There is one layer fewer than sizes: `range(len(layer_sizes) - 1)`, or pairs of "
        "neighbors from `zip(layer_sizes, layer_sizes[1:])`.",
    ),
    Mistake(
        start_with_the_first_layer_only,
        "Only the first layer comes back. Does the `return` stand inside the loop? Then it "
        "ends after the first time.",
    ),
)
