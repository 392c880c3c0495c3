"""Wrong answers to the tasks of exercise 07: each function makes one mistake, and its docstring names it.

They take what the task's function takes. ``z`` (batch, units) is what comes into the layer, ``gamma`` and ``beta``
(units,) its parameters, ``running_mean`` and ``running_variance`` (units,) its running statistics; a gradient is named
after its value.

Below the functions of each task stands what ``check`` says to each mistake, the likeliest first.
"""

from collections.abc import Callable

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.checks.task import Mistake
from mlcourse.curriculum.lesson_07 import answers as right

# --- causes that several tasks share

WRONG_AXIS = (
    "Mean and spread run along the rows: over the units of one example, as in layer normalization. Here each unit has "
    "its own, over the batch: `axis=0` (lesson 07, What is normalized)."
)
ALL_TOGETHER = (
    "One mean and one spread for all numbers of the layer. Each unit has its own, over the batch: `axis=0` (lesson "
    "07, What is normalized)."
)
SAMPLE_SPREAD = (
    "The variance was divided by N − 1 (`ddof=1`). A batch is normalized by its own, divided by N; only the running "
    "variance takes the other (lesson 07, What is normalized)."
)
BY_THE_VARIANCE = (
    "This divides by the variance, not by its root: a unit with the spread 2 comes out with ½ (lesson 07, What is "
    "normalized)."
)
EPSILON_OUTSIDE = (
    "ε was added to the spread, outside of the root. Here it stands inside: √(σ² + ε), as in PyTorch (lesson 07, What "
    "is normalized)."
)
EPSILON_LEFT_OUT = (
    "ε is missing: where all z of a unit are equal this is 0/0. Divide by √(σ² + ε) (lesson 07, What is "
    "normalized)."
)
NOT_CENTERED = (
    "The mean was not taken away: only the spread is normalized. ẑ = (z − μ)/√(σ² + ε) (lesson 07, What is "
    "normalized)."
)
NOT_SCALED = (
    "The spread was not divided out, only the mean is gone. ẑ = (z − μ)/√(σ² + ε) (lesson 07, What is "
    "normalized)."
)
FROM_THE_BATCH = (
    "This is normalized by the batch's own mean and variance. In evaluation the running ones are used, so that an "
    "example's answer does not depend on its mates (lesson 07, Training and evaluation)."
)
VARIANCE_FROM_THE_BATCH = (
    "The mean is the running one, the variance the batch's: in evaluation both are the running ones (lesson 07, "
    "Training and evaluation)."
)
MEAN_FROM_THE_BATCH = (
    "The variance is the running one, the mean the batch's: in evaluation both are the running ones (lesson 07, "
    "Training and evaluation)."
)
SCALES_LEFT_OUT = (
    "This is ẑ: γ and β are not in it. They are trained like weights, so they must act: y = γ ẑ + β (lesson 07, What γ "
    "and β are for)."
)
SCALES_SWAPPED = (
    "γ and β have changed places: y = γ ẑ + β, so γ multiplies (lesson 07, What γ and β are for)."
)
SHIFT_SCALED = (
    "This is γ (ẑ + β): β was multiplied too. y = γ ẑ + β (lesson 07, What is normalized)."
)
SHIFT_LEFT_OUT = "β is missing: y = γ ẑ + β has two parameters (lesson 07, What γ and β are for)."
SCALE_LEFT_OUT = "γ is missing: y = γ ẑ + β has two parameters (lesson 07, What γ and β are for)."
WEIGHT_OF_THE_OLD = (
    "Here `momentum` is the weight of what was kept, as in Keras (0.99). This course and PyTorch mean the weight of "
    "the new batch (0.1)."
)
RECORDED_BIASED = (
    "The variance that was recorded is divided by N, as in Keras. This course records the one divided by N − 1, as "
    "PyTorch does."
)

# --- by_hand: 19

BY_HAND = (
    Mistake(
        9 * 10 / 36 + 4,
        "This divides by the variance, 36. Its root, 6, is the spread (lesson 07, What is normalized).",
        46,
    ),
    Mistake(
        9 * 10 / np.sqrt(48) + 4,
        "The squares were divided by 3, N − 1. A batch's own variance has N, here 4 (lesson 07, What is normalized).",
        46,
    ),
    Mistake(
        10 / 6,
        "This is ẑ. γ and β are still to come: y = γ ẑ + β (lesson 07, What γ and β are for).",
        47,
    ),
    Mistake(
        9 * 18 / 6 + 4,
        "The mean, 8, was not taken away: ẑ = (z − μ)/σ (lesson 07, What is normalized).",
    ),
    Mistake(
        4 * 10 / 6 + 9,
        "γ and β have changed places: γ = 9 multiplies, β = 4 is added (lesson 07, What γ and β are for).",
    ),
    Mistake(
        9 * (10 / 6 + 4),
        "This is γ (ẑ + β); β is added last: γ ẑ + β (lesson 07, What is normalized).",
    ),
    Mistake(15.0, "β = 4 is missing; this is γ ẑ (lesson 07, What γ and β are for)."),
    Mistake(10 / 6 + 4, "γ = 9 is missing; this is ẑ + β (lesson 07, What γ and β are for)."),
    Mistake(
        9 * 10 / 12 + 4,
        "The squares were added up and not averaged: √144 = 12. σ² is their mean, 36 (lesson 07, What is normalized).",
    ),
    Mistake(
        9 * -1 + 4.0,
        "This is the y of the first example, z = 2. The task asks for the last one's (lesson 07, What is normalized).",
    ),
)


# --- normalize(z, epsilon)


def along_the_rows(z: Array, epsilon: float) -> Array:
    """Mean and variance of each example, over its units."""
    return (z - z.mean(axis=1, keepdims=True)) / np.sqrt(z.var(axis=1, keepdims=True) + epsilon)


def all_together(z: Array, epsilon: float) -> Array:
    """One mean and one variance for the whole layer."""
    return (z - z.mean()) / np.sqrt(z.var() + epsilon)


def with_ddof_one(z: Array, epsilon: float) -> Array:
    """The variance is divided by N − 1."""
    return (z - z.mean(axis=0)) / np.sqrt(z.var(axis=0, ddof=1) + epsilon)


def by_the_variance(z: Array, epsilon: float) -> Array:
    """Divided by σ² + ε, without the root."""
    return (z - z.mean(axis=0)) / (z.var(axis=0) + epsilon)


def epsilon_outside(z: Array, epsilon: float) -> Array:
    """σ + ε: ε outside of the root."""
    return (z - z.mean(axis=0)) / (z.std(axis=0) + epsilon)


def epsilon_with_the_spread(z: Array, epsilon: float) -> Array:
    """√(σ + ε): the root of the spread, not of the variance."""
    return (z - z.mean(axis=0)) / np.sqrt(z.std(axis=0) + epsilon)


def without_epsilon(z: Array, epsilon: float) -> Array:
    """ε is left out: 0/0 where all z of a unit are equal."""
    return (z - z.mean(axis=0)) / z.std(axis=0)


def epsilon_for_zero_only(z: Array, epsilon: float) -> Array:
    """ε stands in for a variance of 0, and is left out elsewhere."""
    variance = z.var(axis=0)
    return (z - z.mean(axis=0)) / np.sqrt(np.where(variance == 0, epsilon, variance))


def not_centered(z: Array, epsilon: float) -> Array:
    """The mean is not taken away."""
    return z / np.sqrt(z.var(axis=0) + epsilon)


def only_centered(z: Array, epsilon: float) -> Array:
    """The spread is not divided out."""
    return z - z.mean(axis=0)


def multiplied_by_the_spread(z: Array, epsilon: float) -> Array:
    """Multiplied by the spread, which should divide."""
    return (z - z.mean(axis=0)) * np.sqrt(z.var(axis=0) + epsilon)


def mean_of_all(z: Array, epsilon: float) -> Array:
    """The mean of all numbers, the variance of each unit."""
    return (z - z.mean()) / np.sqrt(z.var(axis=0) + epsilon)


def variance_of_all(z: Array, epsilon: float) -> Array:
    """The mean of each unit, the variance of all numbers."""
    return (z - z.mean(axis=0)) / np.sqrt(z.var() + epsilon)


def between_zero_and_one(z: Array, epsilon: float) -> Array:
    """Each unit is put between 0 and 1 by its smallest and largest z."""
    low, high = z.min(axis=0), z.max(axis=0)
    return (z - low) / (high - low + epsilon)


NORMALIZE = (
    Mistake(along_the_rows, WRONG_AXIS, 46),
    Mistake(with_ddof_one, SAMPLE_SPREAD, 46),
    Mistake(by_the_variance, BY_THE_VARIANCE, 46),
    Mistake(all_together, ALL_TOGETHER, 46),
    Mistake(epsilon_outside, EPSILON_OUTSIDE),
    Mistake(without_epsilon, EPSILON_LEFT_OUT),
    Mistake(
        epsilon_for_zero_only,
        "ε was used only where the variance is 0. It is added to every variance: √(σ² + ε) (lesson 07, What is "
        "normalized).",
    ),
    Mistake(not_centered, NOT_CENTERED),
    Mistake(only_centered, NOT_SCALED),
    Mistake(
        epsilon_with_the_spread,
        "The root was taken of the spread, which is a root already. It is √(σ² + ε), with the variance (lesson 07, "
        "What is normalized).",
    ),
    Mistake(
        multiplied_by_the_spread,
        "The spread was multiplied with; it divides: ẑ = (z − μ)/√(σ² + ε) (lesson 07, What is normalized).",
    ),
    Mistake(
        mean_of_all,
        "The mean is that of all numbers of the layer, the variance is right. Both are of each unit: `axis=0` (lesson "
        "07, What is normalized).",
        46,
    ),
    Mistake(
        variance_of_all,
        "The variance is that of all numbers of the layer, the mean is right. Both are of each unit: `axis=0` (lesson "
        "07, What is normalized).",
        46,
    ),
    Mistake(
        between_zero_and_one,
        "Each unit was put between 0 and 1 by its smallest and largest z. The task asks for mean 0 and variance 1 "
        "(lesson 07, "
        "What is normalized).",
    ),
)


# --- running_statistics(running_mean, running_variance, z, momentum)


def weight_of_the_old(
    running_mean: Array, running_variance: Array, z: Array, momentum: float
) -> tuple[Array, Array]:
    """momentum is the weight of the old: Keras's convention."""
    return right.running_statistics(running_mean, running_variance, z, 1 - momentum)


def biased_recorded(
    running_mean: Array, running_variance: Array, z: Array, momentum: float
) -> tuple[Array, Array]:
    """The batch's variance is divided by N: Keras's convention."""
    mean, _ = right.running_statistics(running_mean, running_variance, z, momentum)
    return mean, (1 - momentum) * running_variance + momentum * z.var(axis=0)


def both_conventions_of_keras(
    running_mean: Array, running_variance: Array, z: Array, momentum: float
) -> tuple[Array, Array]:
    """momentum is the weight of the old, and the variance is divided by N."""
    return biased_recorded(running_mean, running_variance, z, 1 - momentum)


def only_this_batch(
    running_mean: Array, running_variance: Array, z: Array, momentum: float
) -> tuple[Array, Array]:
    """The batch's statistics replace the old ones."""
    return z.mean(axis=0), z.var(axis=0, ddof=1)


def nothing_forgotten(
    running_mean: Array, running_variance: Array, z: Array, momentum: float
) -> tuple[Array, Array]:
    """The new is added, and the old is not made less."""
    return running_mean + momentum * z.mean(axis=0), running_variance + momentum * z.var(
        axis=0, ddof=1
    )


def new_with_its_whole_weight(
    running_mean: Array, running_variance: Array, z: Array, momentum: float
) -> tuple[Array, Array]:
    """The old is made less, and the new has the weight 1."""
    old = 1 - momentum
    return old * running_mean + z.mean(axis=0), old * running_variance + z.var(axis=0, ddof=1)


def spread_recorded(
    running_mean: Array, running_variance: Array, z: Array, momentum: float
) -> tuple[Array, Array]:
    """The batch's spread is recorded in place of its variance."""
    mean, _ = right.running_statistics(running_mean, running_variance, z, momentum)
    return mean, (1 - momentum) * running_variance + momentum * z.std(axis=0, ddof=1)


def biased_spread_recorded(
    running_mean: Array, running_variance: Array, z: Array, momentum: float
) -> tuple[Array, Array]:
    """The batch's spread, divided by N, is recorded in place of its variance."""
    mean, _ = right.running_statistics(running_mean, running_variance, z, momentum)
    return mean, (1 - momentum) * running_variance + momentum * z.std(axis=0)


def recorded_along_the_rows(
    running_mean: Array, running_variance: Array, z: Array, momentum: float
) -> tuple[Array, Array]:
    """The statistics of each example, over its units."""
    return right.running_statistics(running_mean, running_variance, z.T, momentum)


def recorded_of_all(
    running_mean: Array, running_variance: Array, z: Array, momentum: float
) -> tuple[Array, Array]:
    """One mean and one variance for the whole layer."""
    old = 1 - momentum
    return old * running_mean + momentum * z.mean(), old * running_variance + momentum * z.var(
        ddof=1
    )


def around_the_running_mean(
    running_mean: Array, running_variance: Array, z: Array, momentum: float
) -> tuple[Array, Array]:
    """The variance is taken around the new running mean, not around the batch's own."""
    mean, _ = right.running_statistics(running_mean, running_variance, z, momentum)
    spread = ((z - mean) ** 2).sum(axis=0) / (len(z) - 1)
    return mean, (1 - momentum) * running_variance + momentum * spread


def around_the_old_mean(
    running_mean: Array, running_variance: Array, z: Array, momentum: float
) -> tuple[Array, Array]:
    """The variance is taken around the old running mean, not around the batch's own."""
    mean, _ = right.running_statistics(running_mean, running_variance, z, momentum)
    spread = ((z - running_mean) ** 2).sum(axis=0) / (len(z) - 1)
    return mean, (1 - momentum) * running_variance + momentum * spread


def factor_upside_down(
    running_mean: Array, running_variance: Array, z: Array, momentum: float
) -> tuple[Array, Array]:
    """(N − 1)/N in place of N/(N − 1)."""
    mean, _ = right.running_statistics(running_mean, running_variance, z, momentum)
    small = z.var(axis=0) * (len(z) - 1) / len(z)
    return mean, (1 - momentum) * running_variance + momentum * small


RUNNING_STATISTICS = (
    Mistake(weight_of_the_old, WEIGHT_OF_THE_OLD, is_convention=True),
    Mistake(biased_recorded, RECORDED_BIASED, is_convention=True),
    Mistake(
        both_conventions_of_keras,
        "This is Keras's: `momentum` is the weight of the old, and the variance is divided by N. This course follows "
        "PyTorch: the weight of the new batch, and N − 1.",
        is_convention=True,
    ),
    Mistake(
        only_this_batch,
        "This is the last batch only: nothing of the running statistics is kept. The new one has the weight "
        "`momentum`, the old one the rest (lesson 07, Training and evaluation).",
    ),
    Mistake(
        nothing_forgotten,
        "The new was added and the old kept whole, so the numbers grow from batch to batch. The weights are "
        "1 − momentum and momentum (lesson 07, Training and evaluation).",
    ),
    Mistake(
        new_with_its_whole_weight,
        "The batch got the weight 1. It is `momentum`, so that both weights together are 1 (lesson 07, Training and "
        "evaluation).",
    ),
    Mistake(
        spread_recorded,
        "The standard deviation was recorded in place of the variance. The root is taken when one normalizes "
        "(lesson 07, Training and evaluation).",
        46,
    ),
    Mistake(
        biased_spread_recorded,
        "The standard deviation, by N, was recorded in place of the variance, by N − 1 (lesson 07, Training "
        "and evaluation).",
        46,
    ),
    Mistake(
        recorded_along_the_rows,
        "These run along the rows. Each unit has its own: `axis=0` (lesson 07, What is normalized).",
        46,
    ),
    Mistake(
        recorded_of_all,
        "One mean and one variance of all numbers were recorded for every unit. Each has its own: `axis=0` (lesson "
        "07, What is normalized).",
        46,
    ),
    Mistake(
        around_the_running_mean,
        "The variance was taken around the new running mean. A batch's variance is taken around the batch's own mean "
        "(lesson 07, Training and evaluation).",
    ),
    Mistake(
        around_the_old_mean,
        "The variance was taken around the old running mean. A batch's variance is taken around the batch's own mean "
        "(lesson 07, Training and evaluation).",
    ),
    Mistake(
        factor_upside_down,
        "The variance was multiplied by (N − 1)/N. To divide by N − 1 in place of N, multiply by N/(N − 1) (lesson 07, "
        "Training and evaluation).",
    ),
)


# --- evaluate(z, gamma, beta, running_mean, running_variance, epsilon)


def evaluated_by_the_batch(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    epsilon: float,
) -> Array:
    """Normalized by the batch's own statistics."""
    return gamma * right.normalize(z, epsilon) + beta


def variance_by_the_batch(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    epsilon: float,
) -> Array:
    """The running mean with the batch's variance."""
    return gamma * (z - running_mean) / np.sqrt(z.var(axis=0) + epsilon) + beta


def mean_by_the_batch(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    epsilon: float,
) -> Array:
    """The batch's mean with the running variance."""
    return gamma * (z - z.mean(axis=0)) / np.sqrt(running_variance + epsilon) + beta


def running_variance_as_spread(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    epsilon: float,
) -> Array:
    """Divided by the running variance, without the root."""
    return gamma * (z - running_mean) / (running_variance + epsilon) + beta


def evaluated_with_epsilon_outside(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    epsilon: float,
) -> Array:
    """ε outside of the root."""
    return gamma * (z - running_mean) / (np.sqrt(running_variance) + epsilon) + beta


def evaluated_without_epsilon(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    epsilon: float,
) -> Array:
    """ε is left out."""
    return gamma * (z - running_mean) / np.sqrt(running_variance) + beta


def evaluated_without_scales(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    epsilon: float,
) -> Array:
    """ẑ alone."""
    return (z - running_mean) / np.sqrt(running_variance + epsilon)


def evaluated_with_scales_swapped(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    epsilon: float,
) -> Array:
    """β multiplies and γ is added."""
    return beta * (z - running_mean) / np.sqrt(running_variance + epsilon) + gamma


def evaluated_with_the_shift_scaled(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    epsilon: float,
) -> Array:
    """γ (ẑ + β)."""
    return gamma * ((z - running_mean) / np.sqrt(running_variance + epsilon) + beta)


def evaluated_without_the_shift(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    epsilon: float,
) -> Array:
    """γ ẑ."""
    return gamma * (z - running_mean) / np.sqrt(running_variance + epsilon)


def evaluated_without_the_scale(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    epsilon: float,
) -> Array:
    """ẑ + β."""
    return (z - running_mean) / np.sqrt(running_variance + epsilon) + beta


def evaluated_not_centered(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    epsilon: float,
) -> Array:
    """The running mean is not taken away."""
    return gamma * z / np.sqrt(running_variance + epsilon) + beta


def normalized_twice(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    epsilon: float,
) -> Array:
    """Normalized by the batch, and then by the running statistics."""
    z_hat = right.normalize(z, epsilon)
    return gamma * (z_hat - running_mean) / np.sqrt(running_variance + epsilon) + beta


EVALUATE = (
    Mistake(evaluated_by_the_batch, FROM_THE_BATCH, 47),
    Mistake(
        running_variance_as_spread,
        "This divides by the running variance, not by its root (lesson 07, What is normalized).",
        46,
    ),
    Mistake(variance_by_the_batch, VARIANCE_FROM_THE_BATCH, 47),
    Mistake(mean_by_the_batch, MEAN_FROM_THE_BATCH, 47),
    Mistake(evaluated_without_scales, SCALES_LEFT_OUT, 47),
    Mistake(evaluated_with_epsilon_outside, EPSILON_OUTSIDE),
    Mistake(
        evaluated_without_epsilon,
        "ε is missing. It stands in evaluation as it does in training: √(σ² + ε) (lesson 07, What is normalized).",
    ),
    Mistake(evaluated_with_scales_swapped, SCALES_SWAPPED),
    Mistake(evaluated_with_the_shift_scaled, SHIFT_SCALED),
    Mistake(evaluated_without_the_shift, SHIFT_LEFT_OUT),
    Mistake(evaluated_without_the_scale, SCALE_LEFT_OUT),
    Mistake(
        evaluated_not_centered,
        "The running mean was not taken away: ẑ = (z − μ)/√(σ² + ε) (lesson 07, What is normalized).",
    ),
    Mistake(
        normalized_twice,
        "The batch was normalized by its own statistics first, and then by the running ones. In evaluation only the "
        "running ones are used (lesson 07, Training and evaluation).",
        47,
    ),
)


# --- layer(z, gamma, beta, running_mean, running_variance, training, momentum, epsilon)

Three = tuple[Array, Array, Array]
Layer = Callable[..., Three]


def _layer(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    training: bool,
    momentum: float,
    epsilon: float,
    faults: str,
) -> Three:
    """Go forward with some of the clinic's faults left in: V ariance, R ecorded always, S wapped weights, B iased."""
    mean, variance = z.mean(axis=0), z.var(axis=0)
    new_mean, new_variance = running_mean, running_variance
    if training or "R" in faults:
        recorded = variance if "B" in faults or len(z) == 1 else z.var(axis=0, ddof=1)
        weight = 1 - momentum if "S" in faults else momentum
        new_mean = (1 - momentum) * running_mean + momentum * mean
        new_variance = (1 - weight) * running_variance + weight * recorded
    if not training:
        mean = new_mean if "R" in faults else running_mean
        if "V" not in faults:
            variance = new_variance if "R" in faults else running_variance
    z_hat = (z - mean) / np.sqrt(variance + epsilon)
    return gamma * z_hat + beta, new_mean, new_variance


def as_handed_out(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    training: bool,
    momentum: float,
    epsilon: float,
) -> Three:
    """All four faults are still there."""
    return _layer(
        z, gamma, beta, running_mean, running_variance, training, momentum, epsilon, "VRSB"
    )


def batch_variance_left(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    training: bool,
    momentum: float,
    epsilon: float,
) -> Three:
    """Evaluation divides by the batch's spread."""
    return _layer(z, gamma, beta, running_mean, running_variance, training, momentum, epsilon, "V")


def recording_in_evaluation_left(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    training: bool,
    momentum: float,
    epsilon: float,
) -> Three:
    """Evaluation records its batch, and normalizes by what comes of it."""
    made = right.running_statistics(running_mean, running_variance, z, momentum)
    if training:
        return gamma * right.normalize(z, epsilon) + beta, *made
    return right.evaluate(z, gamma, beta, *made, epsilon), *made


def weights_left_swapped(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    training: bool,
    momentum: float,
    epsilon: float,
) -> Three:
    """The weights of the running variance are swapped."""
    return _layer(z, gamma, beta, running_mean, running_variance, training, momentum, epsilon, "S")


def biased_variance_left(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    training: bool,
    momentum: float,
    epsilon: float,
) -> Three:
    """The recorded variance is divided by N."""
    return _layer(z, gamma, beta, running_mean, running_variance, training, momentum, epsilon, "B")


def swapped_and_biased_left(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    training: bool,
    momentum: float,
    epsilon: float,
) -> Three:
    """The weights of the running variance are swapped, and it is divided by N."""
    return _layer(z, gamma, beta, running_mean, running_variance, training, momentum, epsilon, "SB")


def variance_and_bias_left(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    training: bool,
    momentum: float,
    epsilon: float,
) -> Three:
    """Evaluation divides by the batch's spread, and the recorded variance is divided by N."""
    return _layer(z, gamma, beta, running_mean, running_variance, training, momentum, epsilon, "VB")


def recording_and_bias_left(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    training: bool,
    momentum: float,
    epsilon: float,
) -> Three:
    """Evaluation records its batch, and the recorded variance is divided by N."""
    return _layer(z, gamma, beta, running_mean, running_variance, training, momentum, epsilon, "RB")


def recorded_after_evaluation(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    training: bool,
    momentum: float,
    epsilon: float,
) -> Three:
    """Evaluation normalizes by the old statistics, and records its batch afterwards."""
    y, *_ = right.layer(z, gamma, beta, running_mean, running_variance, training, momentum, epsilon)
    return y, *right.running_statistics(running_mean, running_variance, z, momentum)


def never_recorded(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    training: bool,
    momentum: float,
    epsilon: float,
) -> Three:
    """The running statistics stay as they were, in training too."""
    y, *_ = right.layer(z, gamma, beta, running_mean, running_variance, training, momentum, epsilon)
    return y, running_mean, running_variance


def running_in_training(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    training: bool,
    momentum: float,
    epsilon: float,
) -> Three:
    """Training, too, normalizes by the running statistics, after recording."""
    _, mean, variance = right.layer(
        z, gamma, beta, running_mean, running_variance, training, momentum, epsilon
    )
    return right.evaluate(z, gamma, beta, mean, variance, epsilon), mean, variance


def batch_in_evaluation(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    training: bool,
    momentum: float,
    epsilon: float,
) -> Three:
    """Both modes normalize by the batch."""
    _, mean, variance = right.layer(
        z, gamma, beta, running_mean, running_variance, training, momentum, epsilon
    )
    return gamma * right.normalize(z, epsilon) + beta, mean, variance


def modes_swapped(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    training: bool,
    momentum: float,
    epsilon: float,
) -> Three:
    """Training does what evaluation should, and the other way round."""
    return right.layer(
        z, gamma, beta, running_mean, running_variance, not training, momentum, epsilon
    )


def unbiased_in_training(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    training: bool,
    momentum: float,
    epsilon: float,
) -> Three:
    """Training normalizes by the variance that is divided by N − 1."""
    y, mean, variance = right.layer(
        z, gamma, beta, running_mean, running_variance, training, momentum, epsilon
    )
    return gamma * with_ddof_one(z, epsilon) + beta if training else y, mean, variance


def both_weights_swapped(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    training: bool,
    momentum: float,
    epsilon: float,
) -> Three:
    """Both running statistics take momentum for the weight of the old."""
    return right.layer(
        z, gamma, beta, running_mean, running_variance, training, 1 - momentum, epsilon
    )


LAYER = (
    Mistake(
        as_handed_out,
        "All four faults are still there. Begin with symptom 1: which variance divides in evaluation? (lesson 07, "
        "Training and evaluation)",
        47,
    ),
    Mistake(
        batch_variance_left,
        "Three faults are mended. In evaluation the batch's variance still divides: symptom 1 (lesson 07, Training "
        "and evaluation).",
        47,
    ),
    Mistake(
        recording_in_evaluation_left,
        "Evaluation still records its batch, and normalizes by what comes of it: symptom 2. Record only if `training` "
        "(lesson 07, Training and evaluation).",
        47,
    ),
    Mistake(
        weights_left_swapped,
        "Three faults are mended. The running variance still has its two weights swapped: symptom 3 (lesson 07, "
        "Training and evaluation).",
    ),
    Mistake(
        biased_variance_left,
        "Three faults are mended. The variance that is recorded is still divided by N, not by N − 1: symptom 4 (lesson "
        "07, Training and evaluation).",
    ),
    Mistake(
        swapped_and_biased_left,
        "The running variance still has its two weights swapped, and records the variance divided by N: symptoms 3 and "
        "4 (lesson 07, Training and evaluation).",
    ),
    Mistake(
        variance_and_bias_left,
        "Two faults are left: in evaluation the batch's variance divides, and the one that is recorded is divided by "
        "N. Symptoms 1 and 4 (lesson 07, Training and evaluation).",
        47,
    ),
    Mistake(
        recording_and_bias_left,
        "Two faults are left: evaluation records its batch, and the variance that is recorded is divided by N. "
        "Symptoms 2 and 4 (lesson 07, Training and evaluation).",
        47,
    ),
    Mistake(
        recorded_after_evaluation,
        "y is right in both modes, but evaluation still records its batch. Its running statistics must come out as "
        "they went in: symptom 2 (lesson 07, Training and evaluation).",
        47,
    ),
    Mistake(
        never_recorded,
        "y is right in both modes, but nothing is recorded in training: evaluation would normalize by the start for "
        "ever (lesson 07, Training and evaluation).",
    ),
    Mistake(
        running_in_training,
        "Training normalizes by the running statistics here. It uses the batch's own, and only records (lesson 07, "
        "Training and evaluation).",
    ),
    Mistake(
        both_weights_swapped,
        "Now both running statistics have their weights swapped. The mean was right before: momentum is the weight of "
        "the batch (lesson 07, Training and evaluation).",
    ),
    Mistake(batch_in_evaluation, FROM_THE_BATCH, 47),
    Mistake(
        modes_swapped,
        "The modes have changed places: with `training` the batch's own statistics are used and recorded (lesson 07, "
        "Training and evaluation).",
        47,
    ),
    Mistake(
        unbiased_in_training,
        "In training y was normalized by the variance divided by N − 1. That one is only recorded; the batch is "
        "normalized by N (lesson 07, What is normalized).",
        46,
    ),
)


# --- scale_gradients(dy, z_hat)

Two = tuple[Array, Array]


def the_two_swapped(dy: Array, z_hat: Array) -> Two:
    """dβ stands where dγ belongs."""
    dgamma, dbeta = right.scale_gradients(dy, z_hat)
    return dbeta, dgamma


def scales_averaged(dy: Array, z_hat: Array) -> Two:
    """Means over the batch."""
    return (dy * z_hat).mean(axis=0), dy.mean(axis=0)


def scales_along_the_rows(dy: Array, z_hat: Array) -> Two:
    """Sums over the units."""
    return (dy * z_hat).sum(axis=1), dy.sum(axis=1)


def scales_not_summed(dy: Array, z_hat: Array) -> Two:
    """One number for each example."""
    return dy * z_hat, dy


def slope_of_gamma_left_out(dy: Array, z_hat: Array) -> Two:
    """dγ without ẑ."""
    return dy.sum(axis=0), dy.sum(axis=0)


def both_with_z_hat(dy: Array, z_hat: Array) -> Two:
    """dβ with ẑ too."""
    return (dy * z_hat).sum(axis=0), (dy * z_hat).sum(axis=0)


def sums_multiplied(dy: Array, z_hat: Array) -> Two:
    """The product of the sums in place of the sum of the products."""
    return dy.sum(axis=0) * z_hat.sum(axis=0), dy.sum(axis=0)


def matrix_product(dy: Array, z_hat: Array) -> Two:
    """The whole matrix of products of every unit with every unit."""
    return dy.T @ z_hat, dy.sum(axis=0)


def slopes_without_the_gradient(dy: Array, z_hat: Array) -> Two:
    """The slopes alone, without ∂L/∂y."""
    return z_hat.sum(axis=0), np.full(dy.shape[1], float(len(dy)))


def shift_without_the_gradient(dy: Array, z_hat: Array) -> Two:
    """dβ is the slope alone, 1 for each example."""
    return (dy * z_hat).sum(axis=0), np.full(dy.shape[1], float(len(dy)))


def matrix_product_summed(dy: Array, z_hat: Array) -> Two:
    """The products of every unit with every unit, summed."""
    return (z_hat.T @ dy).sum(axis=0), dy.sum(axis=0)


def nothing_for_the_scales(dy: Array, z_hat: Array) -> Two:
    """γ and β get no gradient."""
    return np.zeros(dy.shape[1]), np.zeros(dy.shape[1])


SCALE_GRADIENTS = (
    Mistake(
        shift_without_the_gradient,
        "dβ counts the examples: that is the slope of y alone. Each 1 is multiplied by what arrives, dy (lesson 07, "
        "The way back).",
    ),
    Mistake(
        matrix_product_summed,
        "A matrix product pairs every unit with every unit. γ belongs to one unit: dy and ẑ are multiplied place by "
        "place, and summed over the batch (lesson 07, The way back).",
    ),
    Mistake(
        the_two_swapped,
        "dγ and dβ have changed places. γ multiplies ẑ, so its gradient is the one with ẑ in it (lesson 07, The way "
        "back).",
    ),
    Mistake(
        scales_averaged,
        "These are means over the batch. γ and β act on every example, so their paths add up; the 1/N of the loss is "
        "in `dy` already (lesson 07, The way back).",
        28,
    ),
    Mistake(
        scales_along_the_rows,
        "The sums run along the rows, over the units. Each unit has a γ of its own: add up over the batch, `axis=0` "
        "(lesson 07, The way back).",
        46,
    ),
    Mistake(
        scales_not_summed,
        "This has a number for each example. One γ serves all of them: add up over the batch (lesson 07, The way "
        "back).",
    ),
    Mistake(
        slope_of_gamma_left_out,
        "ẑ is missing from dγ: y = γ ẑ + β has the slope ẑ by γ, and 1 by β (lesson 07, The way back).",
    ),
    Mistake(
        both_with_z_hat,
        "dβ has ẑ in it. β is added, so y has the slope 1 by it: the sum of `dy` (lesson 07, The way back).",
    ),
    Mistake(
        sums_multiplied,
        "dγ is the product of two sums. Multiply each example's `dy` by its ẑ first, then add up (lesson 07, The way "
        "back).",
    ),
    Mistake(
        matrix_product,
        "`dy.T @ z_hat` multiplies every unit with every other. Only its diagonal is asked: (dy * z_hat), added up "
        "over the batch (lesson 07, The way back).",
        9,
    ),
    Mistake(
        slopes_without_the_gradient,
        "These are the slopes of y alone; the chain goes on to the loss: multiply by `dy` (lesson 07, The way back).",
    ),
    Mistake(
        nothing_for_the_scales,
        "γ and β get no gradient, and would stay at 1 and 0. They are trained as weights are (lesson 07, What γ and β "
        "are for).",
        47,
    ),
)


# --- backward(dy, z, gamma, epsilon)


def _back(
    dy: Array, z: Array, gamma: Array, epsilon: float, variance: float = 1.0, mean: float = 1.0
) -> Three:
    """Go back with so much of the paths through variance and mean."""
    n, std = len(z), np.sqrt(z.var(axis=0) + epsilon)
    centered, dz_hat = z - z.mean(axis=0), dy * gamma
    dvariance = (dz_hat * centered).sum(axis=0) * (-0.5 / std**3)
    dmean = -dz_hat.sum(axis=0) / std
    dz = dz_hat / std + variance * dvariance * 2 * centered / n + mean * dmean / n
    return dz, *right.scale_gradients(dy, centered / std)


def both_constant(dy: Array, z: Array, gamma: Array, epsilon: float) -> Three:
    """μ and σ are constants: the first path only."""
    return _back(dy, z, gamma, epsilon, variance=0, mean=0)


def variance_constant(dy: Array, z: Array, gamma: Array, epsilon: float) -> Three:
    """The path through the variance is left out."""
    return _back(dy, z, gamma, epsilon, variance=0)


def mean_constant(dy: Array, z: Array, gamma: Array, epsilon: float) -> Three:
    """The path through the mean is left out."""
    return _back(dy, z, gamma, epsilon, mean=0)


def path_through_the_mean_n_times(dy: Array, z: Array, gamma: Array, epsilon: float) -> Three:
    """The path through the mean without its 1/N."""
    return _back(dy, z, gamma, epsilon, mean=len(z))


def path_through_the_variance_n_times(dy: Array, z: Array, gamma: Array, epsilon: float) -> Three:
    """The path through the variance without its 1/N."""
    return _back(dy, z, gamma, epsilon, variance=len(z))


def both_paths_n_times(dy: Array, z: Array, gamma: Array, epsilon: float) -> Three:
    """Both paths without their 1/N."""
    return _back(dy, z, gamma, epsilon, variance=len(z), mean=len(z))


def variance_without_the_two(dy: Array, z: Array, gamma: Array, epsilon: float) -> Three:
    """The 2 of the square is left out."""
    return _back(dy, z, gamma, epsilon, variance=0.5)


def variance_without_the_half(dy: Array, z: Array, gamma: Array, epsilon: float) -> Three:
    """The ½ of the root is left out."""
    return _back(dy, z, gamma, epsilon, variance=2)


def sign_of_the_variance(dy: Array, z: Array, gamma: Array, epsilon: float) -> Three:
    """The path through the variance with the other sign."""
    return _back(dy, z, gamma, epsilon, variance=-1)


def sign_of_the_mean(dy: Array, z: Array, gamma: Array, epsilon: float) -> Three:
    """The path through the mean with the other sign."""
    return _back(dy, z, gamma, epsilon, mean=-1)


def back_without_gamma(dy: Array, z: Array, gamma: Array, epsilon: float) -> Three:
    """γ is left out of the way back."""
    return _back(dy, z, np.ones_like(gamma), epsilon)


def back_by_the_variance(dy: Array, z: Array, gamma: Array, epsilon: float) -> Three:
    """σ² + ε stands wherever its root belongs."""
    n, std = len(z), z.var(axis=0) + epsilon
    centered, dz_hat = z - z.mean(axis=0), dy * gamma
    dvariance = (dz_hat * centered).sum(axis=0) * (-0.5 / std**3)
    dmean = -dz_hat.sum(axis=0) / std
    dz = dz_hat / std + dvariance * 2 * centered / n + dmean / n
    return dz, *right.scale_gradients(dy, centered / std)


def back_with_ddof_one(dy: Array, z: Array, gamma: Array, epsilon: float) -> Three:
    """The spread is divided by N − 1, all else is as it should be."""
    n, std = len(z), np.sqrt(z.var(axis=0, ddof=1) + epsilon)
    centered, dz_hat = z - z.mean(axis=0), dy * gamma
    dvariance = (dz_hat * centered).sum(axis=0) * (-0.5 / std**3)
    dmean = -dz_hat.sum(axis=0) / std
    dz = dz_hat / std + dvariance * 2 * centered / n + dmean / n
    return dz, *right.scale_gradients(dy, centered / std)


def back_along_the_rows(dy: Array, z: Array, gamma: Array, epsilon: float) -> Three:
    """Means along the rows in the short formula."""
    z_hat, std = right.normalize(z, epsilon), np.sqrt(z.var(axis=0) + epsilon)
    mean, product = dy.mean(axis=1, keepdims=True), (dy * z_hat).mean(axis=1, keepdims=True)
    return gamma / std * (dy - mean - z_hat * product), *right.scale_gradients(dy, z_hat)


def short_without_z_hat(dy: Array, z: Array, gamma: Array, epsilon: float) -> Three:
    """The short formula without ẑ before its last mean."""
    z_hat, std = right.normalize(z, epsilon), np.sqrt(z.var(axis=0) + epsilon)
    dz = gamma / std * (dy - dy.mean(axis=0) - (dy * z_hat).mean(axis=0))
    return dz, *right.scale_gradients(dy, z_hat)


def short_with_sums(dy: Array, z: Array, gamma: Array, epsilon: float) -> Three:
    """N times what is right: the sums' formula without its 1/N."""
    z_hat, std = right.normalize(z, epsilon), np.sqrt(z.var(axis=0) + epsilon)
    dgamma, dbeta = right.scale_gradients(dy, z_hat)
    return gamma / std * (len(z) * dy - dbeta - z_hat * dgamma), dgamma, dbeta


def back_as_in_evaluation_without_the_spread(
    dy: Array, z: Array, gamma: Array, epsilon: float
) -> Three:
    """γ dy: the normalization is passed by."""
    return dy * gamma, *right.scale_gradients(dy, right.normalize(z, epsilon))


def dgamma_with_z(dy: Array, z: Array, gamma: Array, epsilon: float) -> Three:
    """dγ with z in place of ẑ."""
    dz, _, dbeta = right.backward(dy, z, gamma, epsilon)
    return dz, (dy * z).sum(axis=0), dbeta


def dgamma_with_what_is_centered(dy: Array, z: Array, gamma: Array, epsilon: float) -> Three:
    """dγ with z − μ in place of ẑ."""
    dz, _, dbeta = right.backward(dy, z, gamma, epsilon)
    return dz, (dy * (z - z.mean(axis=0))).sum(axis=0), dbeta


def dgamma_and_dbeta_swapped(dy: Array, z: Array, gamma: Array, epsilon: float) -> Three:
    """dβ stands where dγ belongs."""
    dz, dgamma, dbeta = right.backward(dy, z, gamma, epsilon)
    return dz, dbeta, dgamma


def gamma_in_the_scales(dy: Array, z: Array, gamma: Array, epsilon: float) -> Three:
    """γ multiplies the gradients of γ and β too."""
    dz, dgamma, dbeta = right.backward(dy, z, gamma, epsilon)
    return dz, gamma * dgamma, gamma * dbeta


def scales_averaged_on_the_way_back(dy: Array, z: Array, gamma: Array, epsilon: float) -> Three:
    """dγ and dβ are means over the batch."""
    dz, dgamma, dbeta = right.backward(dy, z, gamma, epsilon)
    return dz, dgamma / len(z), dbeta / len(z)


def back_without_epsilon(dy: Array, z: Array, gamma: Array, epsilon: float) -> Three:
    """ε is left out of the way back."""
    return _back(dy, z, gamma, 0.0)


PATH_OF_THE_MEAN = "∂L/∂μ is spread over the whole batch: each z moves μ by 1/N"

BACKWARD = (
    Mistake(
        both_constant,
        "dz has the first path only, as if μ and σ were constants. They are made of these very z: two more paths lead "
        "through σ² and μ (lesson 07, The way back).",
        48,
    ),
    Mistake(
        variance_constant,
        "The path through σ² is missing from dz; that through μ is there (lesson 07, The way back).",
        48,
    ),
    Mistake(
        mean_constant,
        "The path through μ is missing from dz, so it does not add up to 0 over the batch (lesson 07, The way back).",
        48,
    ),
    Mistake(
        path_through_the_mean_n_times,
        "The path through μ has no 1/N. " + PATH_OF_THE_MEAN + " (lesson 07, The way back).",
    ),
    Mistake(
        path_through_the_variance_n_times,
        "The path through σ² has no 1/N: its slope by one z is 2(z − μ)/N (lesson 07, The way back).",
    ),
    Mistake(
        both_paths_n_times,
        "Both paths, through σ² and through μ, lack their 1/N. μ and σ² are means over N examples (lesson "
        "07, The way back).",
    ),
    Mistake(
        variance_without_the_two,
        "The path through σ² is half as large as it should be: its slope by z is 2(z − μ)/N, and that of 1/σ by σ² is "
        "−½ σ⁻³ (lesson 07, The way back).",
    ),
    Mistake(
        variance_without_the_half,
        "The path through σ² is twice as large as it should be: the slope of (σ² + ε)^(−½) is −½ (σ² + ε)^(−3/2) "
        "(lesson 07, The way back).",
    ),
    Mistake(
        sign_of_the_variance,
        "The path through σ² has the wrong sign: a larger σ makes ẑ smaller, so it is −½ (σ² + ε)^(−3/2) (lesson 07, "
        "The way back).",
        26,
    ),
    Mistake(
        sign_of_the_mean,
        "The path through μ has the wrong sign: a larger μ makes every ẑ smaller (lesson 07, The way back).",
        26,
    ),
    Mistake(
        back_without_gamma,
        "γ is missing from dz: ∂L/∂ẑ is ∂L/∂y times γ (lesson 07, The way back).",
    ),
    Mistake(
        back_by_the_variance,
        "σ² + ε stands where its root belongs, in dz and in ẑ (lesson 07, What is normalized).",
        46,
    ),
    Mistake(
        back_with_ddof_one,
        "The spread was taken with N − 1 (`ddof=1`). The way back belongs to the way forward, and that divides by N "
        "(lesson 07, What is normalized).",
        46,
    ),
    Mistake(
        back_along_the_rows,
        "The means on the way back run along the rows. They are over the batch, as on the way forward: `axis=0` "
        "(lesson 07, The way back).",
        46,
    ),
    Mistake(
        short_without_z_hat,
        "In the short formula the last mean is multiplied by each example's own ẑ; here it is not (lesson 07, The way "
        "back).",
    ),
    Mistake(
        short_with_sums,
        "dz is N times too large: with sums in place of means the whole is divided by N (lesson 07, The way back).",
    ),
    Mistake(
        back_as_in_evaluation_without_the_spread,
        "dz is γ · dy, and the division by σ was passed by: ẑ has the slope 1/σ by z, and two more paths lead through "
        "σ² and μ (lesson 07, The way back).",
        48,
    ),
    Mistake(
        dgamma_with_z,
        "dγ was made with z. γ multiplies ẑ, so that is its slope (lesson 07, The way back).",
    ),
    Mistake(
        dgamma_with_what_is_centered,
        "dγ was made with z − μ. γ multiplies ẑ, which is divided by σ as well (lesson 07, The way back).",
    ),
    Mistake(
        dgamma_and_dbeta_swapped,
        "dγ and dβ have changed places. The task asks for dz, dγ, dβ, and γ's has ẑ in it (lesson 07, The way back).",
    ),
    Mistake(
        gamma_in_the_scales,
        "γ multiplies the gradients of γ and β here. It belongs to the way on to ẑ only (lesson 07, The way back).",
    ),
    Mistake(
        scales_averaged_on_the_way_back,
        "dγ and dβ are means over the batch. Their paths through all examples add up: sums (lesson 07, The way back).",
        28,
    ),
    Mistake(
        back_without_epsilon,
        "ε is missing on the way back. σ there is the root of σ² + ε, as on the way forward (lesson 07, The way back).",
    ),
)
