"""Wrong answers to the tasks of exercise 01: each function makes one mistake, and its docstring names it.

They take what the task's function takes: ``fan_in`` and ``fan_out`` of a layer, and the generator that is to be drawn
from. They return W (fan_in, fan_out), except where that is the mistake.

Below the functions of each task stands what ``check`` says to each mistake, the likeliest first.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.random import Generator

from mlcourse.base.errors import Array
from mlcourse.checks.task import Mistake

Layers = list[tuple[Array, Array]]  # W and b of each layer

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


# --- constant(fan_in, fan_out, value)


def constant_transposed(fan_in: int, fan_out: int, value: float) -> Array:
    """W is laid out the other way round: a row for each unit."""
    return np.full((fan_out, fan_in), value)


def constant_square(fan_in: int, fan_out: int, value: float) -> Array:
    """W is square, with fan_in on both sides."""
    return np.full((fan_in, fan_in), value)


def ones_plus_the_value(fan_in: int, fan_out: int, value: float) -> Array:
    """The value is added to ones."""
    return np.ones((fan_in, fan_out)) + value


def value_on_the_diagonal(fan_in: int, fan_out: int, value: float) -> Array:
    """Only the diagonal is filled."""
    return value * np.eye(fan_in, fan_out)


CONSTANT = (
    Mistake(constant_transposed, TRANSPOSED, 8),
    Mistake(
        constant_square,
        "W is square here. It has a column for each unit: `fan_out` columns (lesson 00b, "
        "The matrix product).",
    ),
    Mistake(
        ones_plus_the_value,
        "Every entry is `value + 1`: the value was added to ones. Start from zeros, or "
        "multiply the ones by it.",
    ),
    Mistake(
        value_on_the_diagonal,
        "Only the diagonal holds the value, and all else is 0. Every entry is to be equal: "
        "`np.full` fills them all.",
    ),
)


# --- random_normal(fan_in, fan_out, std, generator)


def normal_with_the_variance(fan_in: int, fan_out: int, std: float, generator: Generator) -> Array:
    """The standard deviation is squared: the generator is given a variance."""
    return generator.normal(0, std**2, (fan_in, fan_out))


def normal_without_the_std(fan_in: int, fan_out: int, std: float, generator: Generator) -> Array:
    """The numbers keep a standard deviation of 1."""
    return generator.normal(size=(fan_in, fan_out))


def uniform_times_std(fan_in: int, fan_out: int, std: float, generator: Generator) -> Array:
    """Uniform numbers between 0 and 1 are taken for normal ones."""
    return std * generator.random((fan_in, fan_out))


def normal_transposed(fan_in: int, fan_out: int, std: float, generator: Generator) -> Array:
    """W is laid out the other way round: a row for each unit."""
    return generator.normal(0, std, (fan_out, fan_in))


def normal_divided(fan_in: int, fan_out: int, std: float, generator: Generator) -> Array:
    """Normal numbers are divided by the standard deviation."""
    return generator.normal(size=(fan_in, fan_out)) / std


def one_row_for_all(fan_in: int, fan_out: int, std: float, generator: Generator) -> Array:
    """One row is drawn, and every input gets it."""
    return np.tile(generator.normal(0, std, fan_out), (fan_in, 1))


def random_normal_cut_off(fan_in: int, fan_out: int, std: float, generator: Generator) -> Array:
    """Negative weights become 0, as ReLU would make them."""
    return np.maximum(0, generator.normal(0, std, (fan_in, fan_out)))


def random_normal_as_magnitudes(
    fan_in: int, fan_out: int, std: float, generator: Generator
) -> Array:
    """All weights are made positive."""
    return np.abs(generator.normal(0, std, (fan_in, fan_out)))


def random_normal_with_the_shape_for_the_mean(
    fan_in: int, fan_out: int, std: float, generator: Generator
) -> Array:
    """The shape comes first, where `generator.normal` takes the mean."""
    return generator.normal((fan_in, fan_out), std)


def std_for_the_mean(fan_in: int, fan_out: int, std: float, generator: Generator) -> Array:
    """std moves the numbers, and leaves their spread at 1."""
    return generator.normal(std, size=(fan_in, fan_out))


RANDOM_NORMAL = (
    Mistake(
        normal_with_the_variance,
        "The spread is std², the variance. `generator.normal` takes the standard "
        "deviation: `std` as it is (lesson 01, Variance and its root).",
        3,
    ),
    Mistake(
        uniform_times_std,
        "They lie between 0 and `std` and are all positive. Normal numbers, on both sides "
        "of 0, come from `generator.normal` (lesson 01, Random is not enough).",
        7,
    ),
    Mistake(
        normal_without_the_std,
        "The standard deviation is 1, whatever `std` is. Give it to the generator: "
        "`generator.normal(0, std, …)`.",
    ),
    Mistake(normal_transposed, TRANSPOSED, 8),
    Mistake(normal_divided, STD_UPSIDE_DOWN),
    Mistake(
        one_row_for_all,
        "All rows of W are the same. Draw each number anew: `size=(fan_in, fan_out)`.",
    ),
    Mistake(random_normal_cut_off, CUT_OFF),
    Mistake(random_normal_as_magnitudes, MAGNITUDES),
    Mistake(random_normal_with_the_shape_for_the_mean, SHAPE_FOR_THE_MEAN),
    Mistake(
        std_for_the_mean,
        "`std` moved the numbers and left their spread at 1. It multiplies them, or is the "
        "second argument of `generator.normal`; the first is the mean (lesson 01, Variance "
        "and its root).",
    ),
)


# --- random_uniform(fan_in, fan_out, limit, generator)


def uniform_from_zero(fan_in: int, fan_out: int, limit: float, generator: Generator) -> Array:
    """Drawn between 0 and the limit: every weight is positive."""
    return generator.uniform(0, limit, (fan_in, fan_out))


def uniform_of_that_width(fan_in: int, fan_out: int, limit: float, generator: Generator) -> Array:
    """The limit is taken for the whole width: ± half of it."""
    return generator.uniform(-limit / 2, limit / 2, (fan_in, fan_out))


def normal_with_the_limit(fan_in: int, fan_out: int, limit: float, generator: Generator) -> Array:
    """The limit is taken for the standard deviation of normal numbers."""
    return generator.normal(0, limit, (fan_in, fan_out))


def uniform_divided(fan_in: int, fan_out: int, limit: float, generator: Generator) -> Array:
    """Numbers between −1 and 1 are divided by the limit."""
    return generator.uniform(-1, 1, (fan_in, fan_out)) / limit


def uniform_transposed(fan_in: int, fan_out: int, limit: float, generator: Generator) -> Array:
    """W is laid out the other way round: a row for each unit."""
    return generator.uniform(-limit, limit, (fan_out, fan_in))


RANDOM_UNIFORM = (
    Mistake(uniform_from_zero, ONLY_POSITIVE, 7),
    Mistake(
        uniform_of_that_width,
        "The numbers lie within ± half the limit. `limit` is how far they go to each side: "
        "from `-limit` to `limit` (lesson 01, Uniform numbers).",
    ),
    Mistake(
        normal_with_the_limit,
        "The limit is the standard deviation of normal numbers here, so a third of them "
        "lies beyond it. Draw with `generator.uniform` (lesson 01, Uniform numbers).",
    ),
    Mistake(uniform_transposed, TRANSPOSED, 8),
    Mistake(uniform_divided, LIMIT_UPSIDE_DOWN),
)


# --- xavier_normal(fan_in, fan_out, generator)


def xavier_variance_as_std(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """The variance 2/(fan_in + fan_out) is taken for the standard deviation."""
    return generator.normal(0, 2 / (fan_in + fan_out), (fan_in, fan_out))


def xavier_without_the_two(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """The variance is 1/(fan_in + fan_out): the mean of the two sizes is taken for their sum."""
    return generator.normal(0, np.sqrt(1 / (fan_in + fan_out)), (fan_in, fan_out))


def xavier_of_fan_in(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """The variance is 1/fan_in, after LeCun: it keeps the signal forwards, and looks at no gradient."""
    return generator.normal(0, np.sqrt(1 / fan_in), (fan_in, fan_out))


def he_for_xavier(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """The variance is 2/fan_in: He's, made for ReLU."""
    return generator.normal(0, np.sqrt(2 / fan_in), (fan_in, fan_out))


def xavier_limit_as_std(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """√(6/(fan_in + fan_out)), the limit of uniform numbers, is used as the standard deviation."""
    return generator.normal(0, np.sqrt(6 / (fan_in + fan_out)), (fan_in, fan_out))


def xavier_normal_divided(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """Normal numbers are divided by the standard deviation."""
    return generator.normal(size=(fan_in, fan_out)) / np.sqrt(2 / (fan_in + fan_out))


def xavier_normal_transposed(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """W is laid out the other way round: a row for each unit."""
    return generator.normal(0, np.sqrt(2 / (fan_in + fan_out)), (fan_out, fan_in))


def xavier_normal_cut_off(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """Negative weights become 0, as ReLU would make them."""
    return np.maximum(0, generator.normal(0, np.sqrt(2 / (fan_in + fan_out)), (fan_in, fan_out)))


def xavier_normal_as_magnitudes(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """All weights are made positive."""
    return np.abs(generator.normal(0, np.sqrt(2 / (fan_in + fan_out)), (fan_in, fan_out)))


def xavier_normal_with_the_shape_for_the_mean(
    fan_in: int, fan_out: int, generator: Generator
) -> Array:
    """The shape comes first, where `generator.normal` takes the mean."""
    return generator.normal((fan_in, fan_out), np.sqrt(2 / (fan_in + fan_out)))


XAVIER_NORMAL = (
    Mistake(xavier_variance_as_std, VARIANCE_AS_STD, 3),
    Mistake(
        xavier_without_the_two,
        "The 2 is missing. Xavier divides by the mean of `fan_in` and `fan_out`, which is "
        "half of their sum (lesson 01, Xavier).",
    ),
    Mistake(
        xavier_of_fan_in,
        "Yours is 1/fan_in, as LeCun's (`lecun_normal` in Keras). Xavier's keeps the gradient's "
        "size too (lesson 01, Xavier).",
        is_convention=True,
    ),
    Mistake(
        he_for_xavier,
        "This is He's 2/fan_in, whose 2 makes up for what ReLU cuts off. Xavier's variance "
        "is 2/(fan_in + fan_out) (lesson 01, Xavier).",
    ),
    Mistake(
        xavier_limit_as_std,
        "√(6/(fan_in + fan_out)) is the limit of uniform numbers, √3 times their standard "
        "deviation. Normal ones take √(2/(fan_in + fan_out)) (lesson 01, Uniform numbers).",
        6,
    ),
    Mistake(xavier_normal_transposed, TRANSPOSED, 8),
    Mistake(xavier_normal_divided, STD_UPSIDE_DOWN),
    Mistake(xavier_normal_cut_off, CUT_OFF),
    Mistake(xavier_normal_as_magnitudes, MAGNITUDES),
    Mistake(xavier_normal_with_the_shape_for_the_mean, SHAPE_FOR_THE_MEAN),
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
    Mistake(he_normal_transposed, TRANSPOSED, 8),
    Mistake(he_normal_divided, STD_UPSIDE_DOWN),
    Mistake(he_normal_cut_off, CUT_OFF),
    Mistake(he_normal_as_magnitudes, MAGNITUDES),
    Mistake(he_normal_with_the_shape_for_the_mean, SHAPE_FOR_THE_MEAN),
)


# --- he_uniform(fan_in, fan_out, generator)


def he_std_as_limit(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """The standard deviation is taken for the limit: √3 is forgotten."""
    limit = np.sqrt(2 / fan_in)
    return generator.uniform(-limit, limit, (fan_in, fan_out))


def he_uniform_of_fan_out(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """fan_out stands where fan_in belongs."""
    limit = np.sqrt(6 / fan_out)
    return generator.uniform(-limit, limit, (fan_in, fan_out))


def he_limit_from_zero(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """Drawn between 0 and the limit: every weight is positive."""
    return generator.uniform(0, np.sqrt(6 / fan_in), (fan_in, fan_out))


def normal_with_the_limit_of_he(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """Normal numbers whose standard deviation is the limit."""
    return generator.normal(0, np.sqrt(6 / fan_in), (fan_in, fan_out))


def limit_of_a_linear_layer(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """1/√fan_in, the default of PyTorch's linear layers."""
    return generator.uniform(-1 / np.sqrt(fan_in), 1 / np.sqrt(fan_in), (fan_in, fan_out))


def he_uniform_divided(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """Numbers between −1 and 1 are divided by the limit."""
    return generator.uniform(-1, 1, (fan_in, fan_out)) / np.sqrt(6 / fan_in)


def he_uniform_transposed(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """W is laid out the other way round: a row for each unit."""
    limit = np.sqrt(6 / fan_in)
    return generator.uniform(-limit, limit, (fan_out, fan_in))


def he_uniform_with_one_end(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """`generator.uniform` is given one number, and takes 1 as the other end."""
    limit = np.sqrt(6 / fan_in)
    return generator.uniform(limit, size=(fan_in, fan_out))


def he_uniform_with_a_third(fan_in: int, fan_out: int, generator: Generator) -> Array:
    """The variance is divided by 3 under the root, not multiplied."""
    limit = np.sqrt(2 / fan_in / 3)
    return generator.uniform(-limit, limit, (fan_in, fan_out))


HE_UNIFORM = (
    Mistake(he_std_as_limit, ROOT_THREE, 6),
    Mistake(he_uniform_of_fan_out, FAN_OUT, 4),
    Mistake(he_limit_from_zero, ONLY_POSITIVE, 7),
    Mistake(
        normal_with_the_limit_of_he,
        "These are normal numbers, and the limit was used as their standard deviation. "
        "Draw with `generator.uniform` (lesson 01, Uniform numbers).",
    ),
    Mistake(
        limit_of_a_linear_layer,
        "1/√fan_in is the limit that PyTorch's `Linear` takes by default. He's is "
        "√(6/fan_in) (lesson 01, He).",
        is_convention=True,
    ),
    Mistake(he_uniform_transposed, TRANSPOSED, 8),
    Mistake(he_uniform_divided, LIMIT_UPSIDE_DOWN),
    Mistake(he_uniform_with_one_end, ONE_END),
    Mistake(he_uniform_with_a_third, A_THIRD, 6),
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
        "Draw them after He (lesson 01, Why random at all).",
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
