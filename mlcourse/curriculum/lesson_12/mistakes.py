"""Wrong answers to the tasks of exercise 12: each function makes one mistake, and its docstring names it.

Below the functions of each task stands what ``check`` says to each mistake, the likeliest first.
"""

from typing import Any

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.checks.task import Mistake
from mlcourse.curriculum.lesson_12.answers import (
    best_way,
    enough_labels,
    forgotten,
    frozen_step,
    layered_step,
    movement,
    normalized,
    replaced_head,
)

HEAD = "(lesson 12, A body and a head)"
FROZEN = "(lesson 12, Frozen means: not a bit)"
RATES = "(lesson 12, A rate for each layer)"
FORGETTING = "(lesson 12, The old head on the new body)"
LABELS = "(lesson 12, How many labels does it take?)"

# --- trained_parameters: 34


TRAINED_PARAMETERS = (
    Mistake(32, f"The weights alone. The head has a bias for each of its two outputs too {HEAD}."),
    Mistake(
        2642,
        f"All parameters of the network. Where the body is frozen, only the head is trained {HEAD}.",
        60,
    ),
    Mistake(2608, f"These are the frozen ones, the body's. Asked is what is trained {HEAD}."),
    Mistake(
        170, "This is the old head, with ten outputs. It was taken off; the new one has two.", 60
    ),
    Mistake(
        562,
        f"The last hidden layer is counted too. It belongs to the body; the head is W2 and b2 alone {HEAD}.",
    ),
    Mistake(2, f"These are the head's biases; its weights, 16 × 2, are trained too {HEAD}."),
    Mistake(
        48, "16 biases were counted. A layer has one bias for each unit that it puts out: two."
    ),
    Mistake(
        18, "One output's weights and two biases. The head has two outputs, each with 16 weights."
    ),
    Mistake(17, "This is one output of the head: 16 weights and a bias. There are two."),
    Mistake(
        22,
        "The new head was put behind the old one: 10 inputs, 2 outputs. It takes the old one's place, on the 16 units "
        f"of the body {HEAD}.",
        60,
    ),
    Mistake(
        204,
        f"The old head was counted as well. It was taken off; the new one has 34 numbers {HEAD}.",
    ),
    Mistake(
        130,
        f"The head stands on the last layer of the body, with 16 units, and not on the 64 inputs {HEAD}.",
    ),
)


# --- replaced_head(theta, m, v, body, W, b): theta, m, v

Three = tuple[Array, Array, Array]


def _head(W: Array, b: Array) -> Array:
    return np.concatenate([W.ravel(), b])


def memory_of_the_old_head(
    theta: Array, m: Array, v: Array, body: int, W: Array, b: Array
) -> Three:
    """m and v of the old head stay, cut or filled up to the new length."""
    new, *_ = replaced_head(theta, m, v, body, W, b)
    return new, np.resize(m, new.size), np.resize(v, new.size)


def everything_forgotten(theta: Array, m: Array, v: Array, body: int, W: Array, b: Array) -> Three:
    """The body's memory is set to 0 too."""
    new, *_ = replaced_head(theta, m, v, body, W, b)
    return new, np.zeros_like(new), np.zeros_like(new)


def memory_left_alone(theta: Array, m: Array, v: Array, body: int, W: Array, b: Array) -> Three:
    """m and v are handed back as they came, with the old head's length."""
    return replaced_head(theta, m, v, body, W, b)[0], m, v


def weights_transposed(theta: Array, m: Array, v: Array, body: int, W: Array, b: Array) -> Three:
    """W is put in column by column."""
    return replaced_head(theta, m, v, body, W.T, b)


def biases_first(theta: Array, m: Array, v: Array, body: int, W: Array, b: Array) -> Three:
    """b stands before W."""
    _, new_m, new_v = replaced_head(theta, m, v, body, W, b)
    return np.concatenate([theta[:body], b, W.ravel()]), new_m, new_v


def biases_left_out(theta: Array, m: Array, v: Array, body: int, W: Array, b: Array) -> Three:
    """The new head has no biases."""
    return replaced_head(theta, m, v, body, W, b[:0])


def head_added(theta: Array, m: Array, v: Array, body: int, W: Array, b: Array) -> Three:
    """The new head is put behind the old one."""
    return replaced_head(theta, m, v, theta.size, W, b)


def memory_of_the_body_only(
    theta: Array, m: Array, v: Array, body: int, W: Array, b: Array
) -> Three:
    """m and v end with the body."""
    return replaced_head(theta, m, v, body, W, b)[0], m[:body], v[:body]


def memory_of_ones(theta: Array, m: Array, v: Array, body: int, W: Array, b: Array) -> Three:
    """The new head's memory is 1."""
    ones = np.ones(W.size + b.size)
    new, *_ = replaced_head(theta, m, v, body, W, b)
    return new, np.concatenate([m[:body], ones]), np.concatenate([v[:body], ones])


def weights_as_memory(theta: Array, m: Array, v: Array, body: int, W: Array, b: Array) -> Three:
    """The new head's weights are put into m and v too."""
    new, *_ = replaced_head(theta, m, v, body, W, b)
    return new, np.concatenate([m[:body], _head(W, b)]), np.concatenate([v[:body], _head(W, b)])


def second_moment_kept(theta: Array, m: Array, v: Array, body: int, W: Array, b: Array) -> Three:
    """Only m is emptied at the head; v is the old head's."""
    new, new_m, _ = replaced_head(theta, m, v, body, W, b)
    return new, new_m, np.resize(v, new.size)


def moments_exchanged(theta: Array, m: Array, v: Array, body: int, W: Array, b: Array) -> Three:
    """m and v have changed places."""
    return replaced_head(theta, v, m, body, W, b)


def memory_cut_to_length(theta: Array, m: Array, v: Array, body: int, W: Array, b: Array) -> Three:
    """m and v as they were, cut off where the new θ ends."""
    new, *_ = replaced_head(theta, m, v, body, W, b)
    return new, m[: new.size], v[: new.size]


def memory_without_the_biases(
    theta: Array, m: Array, v: Array, body: int, W: Array, b: Array
) -> Three:
    """A 0 for each weight of the head, none for its biases."""
    new, new_m, new_v = replaced_head(theta, m, v, body, W, b)
    return new, new_m[: -b.size], new_v[: -b.size]


def head_in_front(theta: Array, m: Array, v: Array, body: int, W: Array, b: Array) -> Three:
    """The head stands before the body."""
    head = _head(W, b)
    nothing = np.zeros(head.size)
    return (
        np.concatenate([head, theta[:body]]),
        np.concatenate([nothing, m[:body]]),
        np.concatenate([nothing, v[:body]]),
    )


def old_head_kept(theta: Array, m: Array, v: Array, body: int, W: Array, b: Array) -> Three:
    """The old head stays, and the body goes: ``theta[body:]``."""
    head = _head(W, b)
    nothing = np.zeros(head.size)
    return (
        np.concatenate([theta[body:], head]),
        np.concatenate([m[body:], nothing]),
        np.concatenate([v[body:], nothing]),
    )


def unit_by_unit(theta: Array, m: Array, v: Array, body: int, W: Array, b: Array) -> Three:
    """Each output's weights, and its bias behind them."""
    _, new_m, new_v = replaced_head(theta, m, v, body, W, b)
    head = np.vstack([W, b]).T.ravel()
    return np.concatenate([theta[:body], head]), new_m, new_v


REPLACED_HEAD = (
    Mistake(
        memory_of_the_old_head,
        "What Adam remembers of the *old* head is kept. The new one has no past: its m and v are 0, or its first "
        f"steps follow another task {HEAD}.",
        60,
    ),
    Mistake(
        second_moment_kept,
        f"m of the head is 0, v is still the old head's. Both are its memory {HEAD}.",
        60,
    ),
    Mistake(
        everything_forgotten,
        "The body's memory was set to 0 too. The body goes on as it is; only the head is new.",
    ),
    Mistake(
        memory_left_alone,
        "m and v came back as they were: they are as long as the old θ, and hold the old head's memory "
        f"{HEAD}.",
        60,
    ),
    Mistake(
        weights_transposed,
        "W stands in θ column by column. θ holds it row by row: `W.ravel()`, without a transpose.",
        8,
    ),
    Mistake(biases_first, "b stands before W. In θ a layer's weights come first."),
    Mistake(biases_left_out, "The new head's biases are missing in θ."),
    Mistake(
        head_added,
        f"The new head stands behind the old one. It takes the old one's place: keep `θ[:body]` only {HEAD}.",
        60,
    ),
    Mistake(
        memory_of_the_body_only,
        "m and v end with the body. Each holds a number for every parameter, so a 0 for each of the head's.",
    ),
    Mistake(
        memory_of_ones, "The head's memory is 1. Nothing remembered is 0, as before a first step."
    ),
    Mistake(
        weights_as_memory,
        "The new head's *weights* were put into m and v. They remember gradients, and there were none yet: 0.",
    ),
    Mistake(moments_exchanged, "m and v have changed places."),
    Mistake(
        memory_cut_to_length,
        "m and v were cut to the new length: what follows the body is the old head's memory. The new head has none: "
        f"zeros {HEAD}.",
    ),
    Mistake(
        memory_without_the_biases,
        "The zeros are as many as W has numbers. The head's biases are parameters too: `W.size + b.size`.",
    ),
    Mistake(
        head_in_front,
        f"The head stands in front of the body. It comes behind: `[theta[:body], head]` {HEAD}.",
    ),
    Mistake(
        old_head_kept,
        "`theta[body:]` is the old head, and it is kept here instead of the body: the body is `theta[:body]`.",
    ),
    Mistake(
        unit_by_unit,
        "Each output's weights stand together, with its bias behind them. θ holds all of W, row by row, and then b: "
        "`W.ravel()`, `b`.",
    ),
)


# --- frozen_step(theta, velocity, gradient, frozen, learning_rate, momentum): theta, velocity

Two = tuple[Array, Array]


def gradient_masked(
    theta: Array,
    velocity: Array,
    gradient: Array,
    frozen: Array,
    learning_rate: float,
    momentum: float,
) -> Two:
    """The gradient is 0 where it is frozen; the velocity still moves θ."""
    v = momentum * velocity + np.where(frozen, 0, gradient)
    return theta - learning_rate * v, v


def velocity_masked(
    theta: Array,
    velocity: Array,
    gradient: Array,
    frozen: Array,
    learning_rate: float,
    momentum: float,
) -> Two:
    """The velocity is kept where it is frozen, and moves θ."""
    v = np.where(frozen, velocity, momentum * velocity + gradient)
    return theta - learning_rate * v, v


def theta_held_only(
    theta: Array,
    velocity: Array,
    gradient: Array,
    frozen: Array,
    learning_rate: float,
    momentum: float,
) -> Two:
    """θ stays where it is frozen; the velocity goes on collecting."""
    v = momentum * velocity + gradient
    return np.where(frozen, theta, theta - learning_rate * v), v


def velocity_emptied(
    theta: Array,
    velocity: Array,
    gradient: Array,
    frozen: Array,
    learning_rate: float,
    momentum: float,
) -> Two:
    """The velocity is set to 0 where it is frozen."""
    v = np.where(frozen, 0, momentum * velocity + gradient)
    return theta - learning_rate * v, v


def velocity_fades(
    theta: Array,
    velocity: Array,
    gradient: Array,
    frozen: Array,
    learning_rate: float,
    momentum: float,
) -> Two:
    """θ stays where it is frozen; the velocity fades there."""
    v = momentum * velocity + np.where(frozen, 0, gradient)
    return np.where(frozen, theta, theta - learning_rate * v), v


def mask_upside_down(
    theta: Array,
    velocity: Array,
    gradient: Array,
    frozen: Array,
    learning_rate: float,
    momentum: float,
) -> Two:
    """What is free is frozen."""
    return frozen_step(theta, velocity, gradient, ~frozen, learning_rate, momentum)


def nothing_frozen(
    theta: Array,
    velocity: Array,
    gradient: Array,
    frozen: Array,
    learning_rate: float,
    momentum: float,
) -> Two:
    """The mask is not used."""
    return frozen_step(theta, velocity, gradient, frozen & False, learning_rate, momentum)


def without_a_velocity(
    theta: Array,
    velocity: Array,
    gradient: Array,
    frozen: Array,
    learning_rate: float,
    momentum: float,
) -> Two:
    """θ follows the gradient, not the velocity."""
    _, v = frozen_step(theta, velocity, gradient, frozen, learning_rate, momentum)
    return np.where(frozen, theta, theta - learning_rate * gradient), v


def velocity_as_a_mean(
    theta: Array,
    velocity: Array,
    gradient: Array,
    frozen: Array,
    learning_rate: float,
    momentum: float,
) -> Two:
    """v ← βv + (1 − β)g."""
    return frozen_step(theta, velocity, (1 - momentum) * gradient, frozen, learning_rate, momentum)


def up_the_slope(
    theta: Array,
    velocity: Array,
    gradient: Array,
    frozen: Array,
    learning_rate: float,
    momentum: float,
) -> Two:
    """θ + ηv."""
    return frozen_step(theta, velocity, gradient, frozen, -learning_rate, momentum)


def by_the_old_velocity(
    theta: Array,
    velocity: Array,
    gradient: Array,
    frozen: Array,
    learning_rate: float,
    momentum: float,
) -> Two:
    """θ follows the velocity from before the step."""
    _, v = frozen_step(theta, velocity, gradient, frozen, learning_rate, momentum)
    return np.where(frozen, theta, theta - learning_rate * velocity), v


def set_to_zero(
    theta: Array,
    velocity: Array,
    gradient: Array,
    frozen: Array,
    learning_rate: float,
    momentum: float,
) -> Two:
    """What is frozen becomes 0."""
    new, v = frozen_step(theta, velocity, gradient, frozen, learning_rate, momentum)
    return np.where(frozen, 0, new), v


def theta_upside_down(
    theta: Array,
    velocity: Array,
    gradient: Array,
    frozen: Array,
    learning_rate: float,
    momentum: float,
) -> Two:
    """θ moves where it is frozen, and every velocity is renewed."""
    new_velocity = momentum * velocity + gradient
    return theta - learning_rate * new_velocity * frozen, new_velocity


def all_or_nothing(
    theta: Array,
    velocity: Array,
    gradient: Array,
    frozen: Array,
    learning_rate: float,
    momentum: float,
) -> Two:
    """Nothing moves if anything is frozen."""
    if frozen.any():
        return theta.copy(), velocity.copy()
    return frozen_step(theta, velocity, gradient, frozen, learning_rate, momentum)


def the_free_ones_only(
    theta: Array,
    velocity: Array,
    gradient: Array,
    frozen: Array,
    learning_rate: float,
    momentum: float,
) -> Two:
    """Only the numbers that are not frozen are returned."""
    new_theta, new_velocity = frozen_step(
        theta, velocity, gradient, frozen, learning_rate, momentum
    )
    return new_theta[~frozen], new_velocity[~frozen]


def rate_in_the_velocity(
    theta: Array,
    velocity: Array,
    gradient: Array,
    frozen: Array,
    learning_rate: float,
    momentum: float,
) -> Two:
    """v ← βv + ηg and θ ← θ − v."""
    new_velocity = momentum * velocity + learning_rate * gradient
    return np.where(frozen, theta, theta - new_velocity), np.where(frozen, velocity, new_velocity)


def velocity_downhill(
    theta: Array,
    velocity: Array,
    gradient: Array,
    frozen: Array,
    learning_rate: float,
    momentum: float,
) -> Two:
    """v ← βv − ηg and θ ← θ + v."""
    new_velocity = momentum * velocity - learning_rate * gradient
    return np.where(frozen, theta, theta + new_velocity), np.where(frozen, velocity, new_velocity)


FROZEN_STEP = (
    Mistake(
        gradient_masked,
        "Only the gradient is held back. Where a velocity was built up before the freezing, θ rolls on by −ηβv "
        f"without any gradient {FROZEN}.",
        59,
    ),
    Mistake(
        velocity_masked,
        "The velocity is kept where it is frozen, and then still moves θ. θ itself must be held "
        f"{FROZEN}.",
        59,
    ),
    Mistake(
        theta_held_only,
        "θ is held, and its velocity goes on collecting gradients: on the day it is thawed, θ jumps. The task asks "
        f"for the velocity to stay too {FROZEN}.",
        59,
    ),
    Mistake(
        velocity_emptied,
        "The velocity is set to 0 where it is frozen. θ then stays, but the task asks for the velocity as it was.",
    ),
    Mistake(
        velocity_fades,
        "θ is held, and its velocity fades by β in each step. The task asks for the velocity as it was.",
    ),
    Mistake(
        mask_upside_down, "The mask is taken the other way round: True is where θ stands still."
    ),
    Mistake(nothing_frozen, "Nothing is frozen: the mask is not used.", 59),
    Mistake(
        without_a_velocity,
        "θ follows the gradient alone. With momentum it follows the new velocity: θ − ηv (lesson 05, Momentum).",
    ),
    Mistake(
        velocity_as_a_mean,
        "The velocity is βv + (1 − β)g here. This course's momentum is βv + g (lesson 05, Momentum).",
        34,
        is_convention=True,
    ),
    Mistake(up_the_slope, "The sign is flipped: θ − ηv goes down.", 26),
    Mistake(
        by_the_old_velocity,
        "θ follows the velocity from before this step. Compute the new velocity first, then take the step with it.",
    ),
    Mistake(set_to_zero, "What is frozen became 0. Frozen means: it stays what it is.", 59),
    Mistake(
        theta_upside_down,
        "θ moves where it is frozen: `* frozen` keeps what is True. And every velocity is renewed: θ *and* velocity "
        f"stay where frozen is True {FROZEN}.",
    ),
    Mistake(
        all_or_nothing,
        "Nothing moves as soon as anything is frozen. `frozen` says it parameter by parameter: "
        f"`np.where(frozen, old, new)` {FROZEN}.",
    ),
    Mistake(
        the_free_ones_only,
        "Only the numbers that are free came back. Both results have all parameters, the frozen ones as they were: "
        f"`np.where(frozen, old, new)` {FROZEN}.",
    ),
    Mistake(
        rate_in_the_velocity,
        "η stands in the velocity here, v ← βv + ηg, θ ← θ − v, as in some textbooks. In this task, as in PyTorch, "
        "v ← βv + g, and η multiplies the step.",
        is_convention=True,
    ),
    Mistake(
        velocity_downhill,
        "The velocity points downhill and holds η here, v ← βv − ηg, θ ← θ + v, as in Keras. In this task, as in "
        "PyTorch, v ← βv + g, θ ← θ − ηv.",
        is_convention=True,
    ),
)


# --- layered_step(theta, gradient, counts, learning_rate, decay)


def _layered(theta: Array, gradient: Array, counts: Any, rates: Any) -> Array:
    return theta - np.repeat(rates, counts) * gradient


def _above(counts: Any) -> Array:
    return len(counts) - 1 - np.arange(len(counts))


def slowest_at_the_head(
    theta: Array, gradient: Array, counts: Any, learning_rate: float, decay: float
) -> Array:
    """The first layer learns fastest."""
    return _layered(theta, gradient, counts, learning_rate * decay ** np.arange(len(counts)))


def one_rate_for_all(
    theta: Array, gradient: Array, counts: Any, learning_rate: float, decay: float
) -> Array:
    """All layers learn at η."""
    return theta - learning_rate * gradient


def head_slowed_too(
    theta: Array, gradient: Array, counts: Any, learning_rate: float, decay: float
) -> Array:
    """The exponent counts the head's own layer too."""
    return _layered(theta, gradient, counts, learning_rate * decay ** (_above(counts) + 1))


def body_at_one_rate(
    theta: Array, gradient: Array, counts: Any, learning_rate: float, decay: float
) -> Array:
    """All layers but the head learn at η · decay."""
    return _layered(theta, gradient, counts, learning_rate * decay ** np.minimum(_above(counts), 1))


def decay_times_layers(
    theta: Array, gradient: Array, counts: Any, learning_rate: float, decay: float
) -> Array:
    """The decay is multiplied by the number of layers above, and not taken to that power."""
    factors = np.where(_above(counts) == 0, 1, decay * _above(counts))
    return _layered(theta, gradient, counts, learning_rate * factors)


def divided_by_the_decay(
    theta: Array, gradient: Array, counts: Any, learning_rate: float, decay: float
) -> Array:
    """η / decayᵏ."""
    return _layered(theta, gradient, counts, learning_rate / decay ** _above(counts))


def shared_out_in_turn(
    theta: Array, gradient: Array, counts: Any, learning_rate: float, decay: float
) -> Array:
    """The rates go around from parameter to parameter."""
    rates = learning_rate * decay ** _above(counts)
    return theta - np.resize(rates, theta.size) * gradient


def layers_of_one_size(
    theta: Array, gradient: Array, counts: Any, learning_rate: float, decay: float
) -> Array:
    """The layers are taken to have equally many parameters."""
    rates = learning_rate * decay ** _above(counts)
    places = np.arange(theta.size) * len(counts) // theta.size
    return theta - rates[places] * gradient


def upwards(
    theta: Array, gradient: Array, counts: Any, learning_rate: float, decay: float
) -> Array:
    """θ + ηg."""
    return layered_step(theta, -gradient, counts, learning_rate, decay)


def only_the_change(
    theta: Array, gradient: Array, counts: Any, learning_rate: float, decay: float
) -> Array:
    """Δθ is returned, and not θ."""
    return layered_step(theta, gradient, counts, learning_rate, decay) - theta


def only_the_head(
    theta: Array, gradient: Array, counts: Any, learning_rate: float, decay: float
) -> Array:
    """The body does not move."""
    return _layered(theta, gradient, counts, learning_rate * (_above(counts) == 0))


def always_from_the_start(
    theta: Array, gradient: Array, counts: Any, learning_rate: float, decay: float
) -> Array:
    """The place where a layer begins is never moved on."""
    new = np.array(theta)
    for layer, count in enumerate(counts):
        rate = learning_rate * decay ** (len(counts) - 1 - layer)
        new[:count] -= rate * gradient[:count]
    return new


def count_for_the_end(
    theta: Array, gradient: Array, counts: Any, learning_rate: float, decay: float
) -> Array:
    """A layer ends at its count, wherever it begins."""
    new, start = np.array(theta), 0
    for layer, count in enumerate(counts):
        rate = learning_rate * decay ** (len(counts) - 1 - layer)
        new[start:count] -= rate * gradient[start:count]
        start += count
    return new


def rate_raised_too(
    theta: Array, gradient: Array, counts: Any, learning_rate: float, decay: float
) -> Array:
    """(η · decay)ᵏ."""
    return _layered(theta, gradient, counts, (learning_rate * decay) ** _above(counts))


LAYERED_STEP = (
    Mistake(
        slowest_at_the_head,
        "The rates stand the other way round: the first layer learns fastest here. The head is new and needs the "
        f"whole η; what lies deepest is the most general {RATES}.",
        60,
    ),
    Mistake(
        one_rate_for_all,
        f"All layers learn at one rate. The body goes more slowly than the head, layer by layer {RATES}.",
        60,
    ),
    Mistake(
        head_slowed_too,
        "Every layer is slowed once too often. Above the head there is no layer: it learns at η itself.",
    ),
    Mistake(
        body_at_one_rate,
        "The whole body learns at η · decay. Each layer further down is slowed once more: decayᵏ.",
    ),
    Mistake(
        decay_times_layers,
        "The decay is *multiplied* by the number of layers above. It is taken to that power.",
    ),
    Mistake(
        divided_by_the_decay,
        f"The rates are divided by the decay: the deeper a layer, the faster. It is the other way round {RATES}.",
        60,
    ),
    Mistake(
        shared_out_in_turn,
        "The rates go around from parameter to parameter, as `np.resize` or `np.tile` has it. Each rate stands for all "
        "of its layer's parameters, one after the other: `np.repeat(rates, counts)`.",
    ),
    Mistake(
        layers_of_one_size,
        "θ is cut into equal pieces. The layers have different numbers of parameters: counts says how many.",
    ),
    Mistake(upwards, "The sign is flipped: θ − ηg goes down.", 26),
    Mistake(only_the_change, "This is Δθ. Asked is θ after the step: θ + Δθ."),
    Mistake(
        only_the_head,
        "The body does not move at all. It goes more slowly than the head, and it goes.",
    ),
    Mistake(
        always_from_the_start,
        "Every layer's step goes to the first parameters of θ: the place where a layer begins is not moved on. "
        "`start += count` after each.",
    ),
    Mistake(
        count_for_the_end,
        "A layer is `theta[start:count]` here, and its count is no place: it ends at `start + count`.",
    ),
    Mistake(
        rate_raised_too,
        f"(η · decay)ᵏ raises η too. Only the factor is raised: η · decayᵏ {RATES}.",
    ),
)


# --- normalized(z, mean, variance, frozen, momentum, epsilon): z_hat, mean, variance


def statistics_still_run(
    z: Array, mean: Array, variance: Array, frozen: bool, momentum: float, epsilon: float
) -> Three:
    """The running statistics of a frozen layer are updated."""
    z_hat, _, _ = normalized(z, mean, variance, frozen, momentum, epsilon)
    _, new_mean, new_variance = normalized(z, mean, variance, False, momentum, epsilon)
    return z_hat, new_mean, new_variance


def not_frozen_at_all(
    z: Array, mean: Array, variance: Array, frozen: bool, momentum: float, epsilon: float
) -> Three:
    """A frozen layer is treated like all others."""
    return normalized(z, mean, variance, False, momentum, epsilon)


def frozen_by_the_batch(
    z: Array, mean: Array, variance: Array, frozen: bool, momentum: float, epsilon: float
) -> Three:
    """The statistics of a frozen layer stay, but it normalizes by the batch."""
    z_hat, _, _ = normalized(z, mean, variance, False, momentum, epsilon)
    _, kept_mean, kept_variance = normalized(z, mean, variance, frozen, momentum, epsilon)
    return z_hat, kept_mean, kept_variance


def always_running(
    z: Array, mean: Array, variance: Array, frozen: bool, momentum: float, epsilon: float
) -> Three:
    """All layers normalize by the running statistics."""
    z_hat, _, _ = normalized(z, mean, variance, True, momentum, epsilon)
    _, new_mean, new_variance = normalized(z, mean, variance, frozen, momentum, epsilon)
    return z_hat, new_mean, new_variance


def frozen_upside_down(
    z: Array, mean: Array, variance: Array, frozen: bool, momentum: float, epsilon: float
) -> Three:
    """What is free is frozen."""
    return normalized(z, mean, variance, not frozen, momentum, epsilon)


def running_variance_biased(
    z: Array, mean: Array, variance: Array, frozen: bool, momentum: float, epsilon: float
) -> Three:
    """The running variance takes the batch's biased one."""
    z_hat, new_mean, new_variance = normalized(z, mean, variance, frozen, momentum, epsilon)
    if not frozen:
        new_variance = (1 - momentum) * variance + momentum * z.var(axis=0)
    return z_hat, new_mean, new_variance


def normalized_by_unbiased(
    z: Array, mean: Array, variance: Array, frozen: bool, momentum: float, epsilon: float
) -> Three:
    """ẑ is made by the unbiased variance of the batch."""
    z_hat, new_mean, new_variance = normalized(z, mean, variance, frozen, momentum, epsilon)
    if not frozen:
        z_hat = (z - z.mean(axis=0)) / np.sqrt(z.var(axis=0, ddof=1) + epsilon)
    return z_hat, new_mean, new_variance


def memory_upside_down(
    z: Array, mean: Array, variance: Array, frozen: bool, momentum: float, epsilon: float
) -> Three:
    """m · old + (1 − m) · new."""
    return normalized(z, mean, variance, frozen, 1 - momentum, epsilon)


def not_divided_by_the_root(
    z: Array, mean: Array, variance: Array, frozen: bool, momentum: float, epsilon: float
) -> Three:
    """ẑ is divided by the variance."""
    _, new_mean, new_variance = normalized(z, mean, variance, frozen, momentum, epsilon)
    mu, var = (mean, variance) if frozen else (z.mean(axis=0), z.var(axis=0))
    return (z - mu) / (var + epsilon), new_mean, new_variance


def epsilon_outside(
    z: Array, mean: Array, variance: Array, frozen: bool, momentum: float, epsilon: float
) -> Three:
    """ε stands outside of the root."""
    _, new_mean, new_variance = normalized(z, mean, variance, frozen, momentum, epsilon)
    mu, var = (mean, variance) if frozen else (z.mean(axis=0), z.var(axis=0))
    return (z - mu) / (np.sqrt(var) + epsilon), new_mean, new_variance


def over_the_units(
    z: Array, mean: Array, variance: Array, frozen: bool, momentum: float, epsilon: float
) -> Three:
    """ẑ of a free layer is made of each example's own mean and variance."""
    z_hat, new_mean, new_variance = normalized(z, mean, variance, frozen, momentum, epsilon)
    if not frozen:
        center = z - z.mean(axis=1, keepdims=True)
        z_hat = center / np.sqrt(z.var(axis=1, keepdims=True) + epsilon)
    return z_hat, new_mean, new_variance


def by_the_renewed_statistics(
    z: Array, mean: Array, variance: Array, frozen: bool, momentum: float, epsilon: float
) -> Three:
    """A free layer normalizes by its running statistics, after they were renewed."""
    if frozen:
        return normalized(z, mean, variance, frozen, momentum, epsilon)
    _, new_mean, new_variance = normalized(z, mean, variance, frozen, momentum, epsilon)
    return (z - new_mean) / np.sqrt(new_variance + epsilon), new_mean, new_variance


def statistics_of_the_last_batch(
    z: Array, mean: Array, variance: Array, frozen: bool, momentum: float, epsilon: float
) -> Three:
    """The running statistics become those of the batch."""
    z_hat, *_ = normalized(z, mean, variance, frozen, momentum, epsilon)
    if frozen:
        return z_hat, mean, variance
    return z_hat, z.mean(axis=0), z.var(axis=0)


NORMALIZED = (
    Mistake(
        statistics_still_run,
        "The running statistics of the frozen layer move. W and b may stand still as they like: after training, the "
        f"layer computes something else {FROZEN}.",
        59,
    ),
    Mistake(
        not_frozen_at_all,
        "A frozen layer is treated like any other: it takes the batch's mean and variance, and its running "
        f"statistics move {FROZEN}.",
        59,
    ),
    Mistake(
        frozen_by_the_batch,
        "The statistics stay, but the frozen layer normalizes by the batch. What the head learns from in training is "
        f"then not what it gets afterwards {FROZEN}.",
        59,
    ),
    Mistake(
        always_running,
        "A layer that is not frozen normalizes by the running statistics too. In training it takes the batch's own "
        "(lesson 07, Training and evaluation).",
        47,
    ),
    Mistake(frozen_upside_down, "The two cases are exchanged: it is frozen where frozen is True."),
    Mistake(
        running_variance_biased,
        "It takes the biased variance. This course keeps the unbiased one, ddof=1 (lesson 07, Training and "
        "evaluation).",
        46,
        is_convention=True,
    ),
    Mistake(
        normalized_by_unbiased,
        "ẑ is made by the unbiased variance. The batch is normalized by the biased one, ddof=0 (lesson 07, What "
        "is normalized).",
        46,
    ),
    Mistake(
        memory_upside_down,
        "The old statistics get the weight m and the batch 1 − m. This course gives m to the batch (lesson 07, "
        "Training and evaluation).",
        is_convention=True,
    ),
    Mistake(
        not_divided_by_the_root,
        "z − μ was divided by the variance. Divide by its root, √(σ² + ε) (lesson 07, What is normalized).",
        46,
    ),
    Mistake(
        epsilon_outside,
        "ε stands outside of the root. It belongs inside: √(σ² + ε) (lesson 07, What is normalized).",
    ),
    Mistake(
        over_the_units,
        "Mean and variance were taken over the units, axis 1. They are taken over the batch, axis 0 (lesson 07, "
        "What is normalized).",
        46,
    ),
    Mistake(
        by_the_renewed_statistics,
        "A layer that is free normalizes by its running statistics here. In training it takes mean and variance of "
        "the *batch*; the running ones are for afterwards (lesson 07, Training and evaluation).",
        47,
    ),
    Mistake(
        statistics_of_the_last_batch,
        "The batch's mean and variance stand in the place of the running ones. They go in with the share m: "
        "(1 − m) · running + m · batch, the variance unbiased.",
    ),
)


# --- movement(before, after, counts): relative, moved


def _parts(theta: Array, counts: Any) -> list[Array]:
    return np.split(theta, np.cumsum(counts)[:-1])


def _relative(before: Array, after: Array, counts: Any, measure: Any) -> Array:
    return np.array(
        [measure(o, n) for o, n in zip(_parts(before, counts), _parts(after, counts), strict=True)]
    )


def not_relative(before: Array, after: Array, counts: Any) -> Two:
    """‖Δθ‖ itself."""
    moved = movement(before, after, counts)[1]
    return _relative(before, after, counts, lambda o, n: np.linalg.norm(n - o)), moved


def by_the_length_after(before: Array, after: Array, counts: Any) -> Two:
    """‖Δθ‖ over the length after training."""
    moved = movement(before, after, counts)[1]
    far = _relative(before, after, counts, lambda o, n: np.linalg.norm(n - o) / np.linalg.norm(n))
    return far, moved


def difference_of_lengths(before: Array, after: Array, counts: Any) -> Two:
    """‖θ′‖ − ‖θ‖ over ‖θ‖."""
    moved = movement(before, after, counts)[1]

    def longer(o: Array, n: Array) -> Any:
        return (np.linalg.norm(n) - np.linalg.norm(o)) / np.linalg.norm(o)

    return _relative(before, after, counts, longer), moved


def squares_without_the_root(before: Array, after: Array, counts: Any) -> Two:
    """The root is forgotten, above and below."""
    relative, moved = movement(before, after, counts)
    return relative**2, moved


def mean_of_the_changes(before: Array, after: Array, counts: Any) -> Two:
    """The mean magnitude of Δθ over that of θ."""
    moved = movement(before, after, counts)[1]
    far = _relative(before, after, counts, lambda o, n: np.abs(n - o).mean() / np.abs(o).mean())
    return far, moved


def over_the_whole_length(before: Array, after: Array, counts: Any) -> Two:
    """Each layer's ‖Δθ‖ over the length of all of θ."""
    moved = movement(before, after, counts)[1]
    far = _relative(before, after, counts, lambda o, n: np.linalg.norm(n - o))
    return far / np.linalg.norm(before), moved


def nearly_the_same(before: Array, after: Array, counts: Any) -> Two:
    """A small change is taken for none."""
    relative, _ = movement(before, after, counts)
    moved = [
        np.sum(~np.isclose(n, o))
        for o, n in zip(_parts(before, counts), _parts(after, counts), strict=True)
    ]
    return relative, np.array(moved)


def counted_unmoved(before: Array, after: Array, counts: Any) -> Two:
    """What did not move is counted."""
    relative, moved = movement(before, after, counts)
    return relative, np.array(counts) - moved


def share_that_moved(before: Array, after: Array, counts: Any) -> Two:
    """The share that moved, not how many."""
    relative, moved = movement(before, after, counts)
    return relative, moved / np.array(counts)


def only_upwards(before: Array, after: Array, counts: Any) -> Two:
    """Only parameters that grew are counted."""
    relative, _ = movement(before, after, counts)
    moved = [
        np.sum(n > o) for o, n in zip(_parts(before, counts), _parts(after, counts), strict=True)
    ]
    return relative, np.array(moved)


def whole_vector_at_once(before: Array, after: Array, counts: Any) -> Two:
    """All of θ as one layer."""
    return movement(before, after, [len(before)])


def moved_or_not(before: Array, after: Array, counts: Any) -> Two:
    """Whether a layer moved, 0 or 1."""
    relative, moved = movement(before, after, counts)
    return relative, (moved > 0).astype(int)


def each_parameter_relative(before: Array, after: Array, counts: Any) -> Two:
    """Each parameter's change over the parameter, and the length of that."""
    moved = movement(before, after, counts)[1]
    return _relative(before, after, counts, lambda o, n: np.linalg.norm((n - o) / o)), moved


def largest_change(before: Array, after: Array, counts: Any) -> Two:
    """The largest change over the largest parameter."""
    moved = movement(before, after, counts)[1]
    return _relative(
        before, after, counts, lambda o, n: np.abs(n - o).max() / np.abs(o).max()
    ), moved


def ratio_of_the_lengths(before: Array, after: Array, counts: Any) -> Two:
    """The length after over the length before."""
    moved = movement(before, after, counts)[1]
    return _relative(
        before, after, counts, lambda o, n: np.linalg.norm(n) / np.linalg.norm(o)
    ), moved


def mean_square_above(before: Array, after: Array, counts: Any) -> Two:
    """The root of the mean square over the length."""
    moved = movement(before, after, counts)[1]
    return _relative(
        before, after, counts, lambda o, n: np.sqrt(np.mean((n - o) ** 2)) / np.linalg.norm(o)
    ), moved


def changes_added_up_first(before: Array, after: Array, counts: Any) -> Two:
    """The magnitude of the sum of the changes."""
    moved = movement(before, after, counts)[1]
    return _relative(
        before, after, counts, lambda o, n: np.abs(np.sum(n - o)) / np.linalg.norm(o)
    ), moved


MOVEMENT = (
    Mistake(
        not_relative,
        "This is ‖Δθ‖ itself. Divided by the layer's own length ‖θ‖ it can be compared between layers.",
    ),
    Mistake(
        by_the_length_after,
        "The change was divided by the length *after* training; asked is the one before.",
    ),
    Mistake(
        difference_of_lengths,
        "The lengths were subtracted. A layer can turn without growing longer: take the length of the difference, "
        f"‖θ′ − θ‖ {FROZEN}.",
    ),
    Mistake(squares_without_the_root, "These are the squared lengths: the root is missing."),
    Mistake(
        mean_of_the_changes,
        "These are mean magnitudes. Asked are lengths, the root of the sum of squares.",
    ),
    Mistake(
        over_the_whole_length,
        "Each layer's change was divided by the length of all of θ; asked is the layer's own.",
    ),
    Mistake(
        nearly_the_same,
        "Small changes were taken for none, as `np.isclose` does. Frozen means not a bit: compare with !=, exactly "
        f"{FROZEN}.",
        59,
    ),
    Mistake(counted_unmoved, "What stayed was counted; asked is how many moved."),
    Mistake(share_that_moved, "This is the share that moved; asked is how many."),
    Mistake(
        only_upwards, "Only parameters that grew were counted. Those that fell have moved too."
    ),
    Mistake(
        whole_vector_at_once,
        "All of θ was taken as one layer. counts says how many parameters each layer has, one after the other.",
    ),
    Mistake(
        moved_or_not, "This says whether a layer moved; asked is how many of its parameters did."
    ),
    Mistake(
        each_parameter_relative,
        "Each parameter's change was divided by that parameter, so one near 0 decides all. Divide the *length* of the "
        "change by the length of the layer.",
    ),
    Mistake(
        largest_change,
        "This is the largest change over the largest parameter. Asked are lengths: `np.linalg.norm`, the root of the "
        "sum of squares.",
    ),
    Mistake(
        ratio_of_the_lengths,
        "This is the length after over the length before. Asked is the length of the *change*: θ′ − θ.",
    ),
    Mistake(
        mean_square_above,
        "Above stands the root of a *mean* of squares, below that of a sum. A length is the root of the sum.",
        18,
    ),
    Mistake(
        changes_added_up_first,
        "The changes were added up before their size was taken: those up and down cancel. Square each, add up, take "
        "the root: `np.linalg.norm`.",
    ),
)


# --- forgotten(x, y, W0, b0, W1, b1, new_W0, new_b0, new_W1, new_b1): before, after, forgotten

Lost = tuple[Any, Any, Any]


def _share(x: Array, y: Array, *network: Array) -> Any:
    W0, b0, W1, b1 = network
    return np.mean((np.maximum(x @ W0 + b0, 0) @ W1 + b1).argmax(axis=1) == y)


def with_the_new_head(
    x: Array,
    y: Array,
    W0: Array,
    b0: Array,
    W1: Array,
    b1: Array,
    new_W0: Array,
    new_b0: Array,
    new_W1: Array,
    new_b1: Array,
) -> Lost:
    """After: the new head on the new body."""
    before, after = _share(x, y, W0, b0, W1, b1), _share(x, y, new_W0, new_b0, new_W1, new_b1)
    return before, after, before - after


def new_head_on_the_old_body(
    x: Array,
    y: Array,
    W0: Array,
    b0: Array,
    W1: Array,
    b1: Array,
    new_W0: Array,
    new_b0: Array,
    new_W1: Array,
    new_b1: Array,
) -> Lost:
    """After: the new head on the old body."""
    before, after = _share(x, y, W0, b0, W1, b1), _share(x, y, W0, b0, new_W1, new_b1)
    return before, after, before - after


def gained_instead_of_lost(
    x: Array,
    y: Array,
    W0: Array,
    b0: Array,
    W1: Array,
    b1: Array,
    new_W0: Array,
    new_b0: Array,
    new_W1: Array,
    new_b1: Array,
) -> Lost:
    """After minus before."""
    before, after, lost = forgotten(x, y, W0, b0, W1, b1, new_W0, new_b0, new_W1, new_b1)
    return before, after, -lost


def lost_share_of_before(
    x: Array,
    y: Array,
    W0: Array,
    b0: Array,
    W1: Array,
    b1: Array,
    new_W0: Array,
    new_b0: Array,
    new_W1: Array,
    new_b1: Array,
) -> Lost:
    """What was lost, as a share of what there was."""
    before, after, lost = forgotten(x, y, W0, b0, W1, b1, new_W0, new_b0, new_W1, new_b1)
    return before, after, lost / before


def without_relu(
    x: Array,
    y: Array,
    W0: Array,
    b0: Array,
    W1: Array,
    b1: Array,
    new_W0: Array,
    new_b0: Array,
    new_W1: Array,
    new_b1: Array,
) -> Lost:
    """The hidden layer has no ReLU."""
    before, after = (
        np.mean(((x @ W + b) @ W1 + b1).argmax(axis=1) == y)
        for W, b in ((W0, b0), (new_W0, new_b0))
    )
    return before, after, before - after


def weights_swapped_only(
    x: Array,
    y: Array,
    W0: Array,
    b0: Array,
    W1: Array,
    b1: Array,
    new_W0: Array,
    new_b0: Array,
    new_W1: Array,
    new_b1: Array,
) -> Lost:
    """The new body's weights with the old body's biases."""
    before, after = _share(x, y, W0, b0, W1, b1), _share(x, y, new_W0, b0, W1, b1)
    return before, after, before - after


def right_answers_counted(
    x: Array,
    y: Array,
    W0: Array,
    b0: Array,
    W1: Array,
    b1: Array,
    new_W0: Array,
    new_b0: Array,
    new_W1: Array,
    new_b1: Array,
) -> Lost:
    """How many are right, not which share."""
    before, after, lost = forgotten(x, y, W0, b0, W1, b1, new_W0, new_b0, new_W1, new_b1)
    return before * len(y), after * len(y), lost * len(y)


def wrong_answers(
    x: Array,
    y: Array,
    W0: Array,
    b0: Array,
    W1: Array,
    b1: Array,
    new_W0: Array,
    new_b0: Array,
    new_W1: Array,
    new_b1: Array,
) -> Lost:
    """The share that is wrong."""
    before, after, lost = forgotten(x, y, W0, b0, W1, b1, new_W0, new_b0, new_W1, new_b1)
    return 1 - before, 1 - after, lost


def always_the_source(
    x: Array,
    y: Array,
    W0: Array,
    b0: Array,
    W1: Array,
    b1: Array,
    new_W0: Array,
    new_b0: Array,
    new_W1: Array,
    new_b1: Array,
) -> Lost:
    """The old body in both places."""
    before = _share(x, y, W0, b0, W1, b1)
    return before, before, before - before


def right_then_wrong(
    x: Array,
    y: Array,
    W0: Array,
    b0: Array,
    W1: Array,
    b1: Array,
    new_W0: Array,
    new_b0: Array,
    new_W1: Array,
    new_b1: Array,
) -> Three:
    """The share of examples that were right and are wrong."""
    before = (np.maximum(x @ W0 + b0, 0) @ W1 + b1).argmax(axis=1) == y
    after = (np.maximum(x @ new_W0 + new_b0, 0) @ W1 + b1).argmax(axis=1) == y
    return np.mean(before), np.mean(after), np.mean(before & ~after)


def answers_that_changed(
    x: Array,
    y: Array,
    W0: Array,
    b0: Array,
    W1: Array,
    b1: Array,
    new_W0: Array,
    new_b0: Array,
    new_W1: Array,
    new_b1: Array,
) -> Three:
    """The share of examples to which it says something else."""
    before = (np.maximum(x @ W0 + b0, 0) @ W1 + b1).argmax(axis=1)
    after = (np.maximum(x @ new_W0 + new_b0, 0) @ W1 + b1).argmax(axis=1)
    return np.mean(before == y), np.mean(after == y), np.mean(before != after)


def biases_not_added(
    x: Array,
    y: Array,
    W0: Array,
    b0: Array,
    W1: Array,
    b1: Array,
    new_W0: Array,
    new_b0: Array,
    new_W1: Array,
    new_b1: Array,
) -> Three:
    """No bias anywhere."""
    before, after = (np.mean((np.maximum(x @ W, 0) @ W1).argmax(axis=1) == y) for W in (W0, new_W0))
    return before, after, before - after


def tanh_for_relu(
    x: Array,
    y: Array,
    W0: Array,
    b0: Array,
    W1: Array,
    b1: Array,
    new_W0: Array,
    new_b0: Array,
    new_W1: Array,
    new_b1: Array,
) -> Three:
    """tanh in the hidden layer."""
    before, after = (
        np.mean((np.tanh(x @ W + b) @ W1 + b1).argmax(axis=1) == y)
        for W, b in ((W0, b0), (new_W0, new_b0))
    )
    return before, after, before - after


def relu_on_the_outputs(
    x: Array,
    y: Array,
    W0: Array,
    b0: Array,
    W1: Array,
    b1: Array,
    new_W0: Array,
    new_b0: Array,
    new_W1: Array,
    new_b1: Array,
) -> Three:
    """ReLU on the logits too."""
    before, after = (
        np.mean(np.maximum(np.maximum(x @ W + b, 0) @ W1 + b1, 0).argmax(axis=1) == y)
        for W, b in ((W0, b0), (new_W0, new_b0))
    )
    return before, after, before - after


FORGOTTEN = (
    Mistake(
        with_the_new_head,
        "The new body was judged with the *new* head, which has learned the other task's classes. Asked is what the "
        f"body has lost: put the first task's own head, W1 and b1, onto it {FORGETTING}.",
        60,
    ),
    Mistake(
        new_head_on_the_old_body,
        "The new head stands on the old body. It is the other way round: the new body, the first task's head "
        f"{FORGETTING}.",
    ),
    Mistake(
        gained_instead_of_lost,
        "The sign: forgotten is before minus after, positive where something was lost.",
    ),
    Mistake(
        lost_share_of_before,
        "The loss was divided by the accuracy before; asked is the difference.",
    ),
    Mistake(without_relu, "The hidden layer has no ReLU: max(0, z) is missing on the way.", 27),
    Mistake(
        weights_swapped_only,
        "Of the new body only the weights were taken, and b0 is the old one's. Both have learned.",
    ),
    Mistake(right_answers_counted, "These are numbers of examples; asked are shares of them."),
    Mistake(wrong_answers, "This is the share that is wrong; accuracy is the share that is right."),
    Mistake(always_the_source, "Both numbers are the old body's: new_W0 and new_b0 are not used."),
    Mistake(
        right_then_wrong,
        "The third counts what was right and is wrong now. Some were wrong and are right now; asked is the "
        f"difference of both accuracies {FORGETTING}.",
    ),
    Mistake(
        answers_that_changed,
        "The third counts the answers that changed, the wrong ones too. Asked is the difference of both accuracies "
        f"{FORGETTING}.",
    ),
    Mistake(biases_not_added, "The biases are left out: `x @ W0 + b0`, and then `@ W1 + b1`."),
    Mistake(
        tanh_for_relu,
        "The hidden layer has tanh here; this network's has ReLU: `np.maximum(…, 0)`.",
    ),
    Mistake(
        relu_on_the_outputs,
        "ReLU was applied to the logits as well. Where all of a row are negative, all become 0 and the first class is "
        "said (lesson 02, The output layer).",
        16,
    ),
)


# --- enough_labels(labels, head_only, everything)


def first_that_is_better(labels: Array, head_only: Array, everything: Array) -> Any:
    """The first amount at which it is better, whatever comes after."""
    better = everything.mean(axis=1) > head_only.mean(axis=1)
    return labels[np.argmax(better)] if better.any() else -1


def place_of_the_amount(labels: Array, head_only: Array, everything: Array) -> Any:
    """The place in the list, not the number of labels."""
    found = enough_labels(labels, head_only, everything)
    return -1 if found == -1 else int(np.flatnonzero(labels == found)[0])


def best_seeds(labels: Array, head_only: Array, everything: Array) -> Any:
    """The best seed of each, not the mean."""
    return enough_labels(
        labels, head_only.max(axis=1, keepdims=True), everything.max(axis=1, keepdims=True)
    )


def first_seed_only(labels: Array, head_only: Array, everything: Array) -> Any:
    """The first seed decides."""
    return enough_labels(labels, head_only[:, :1], everything[:, :1])


def in_every_seed(labels: Array, head_only: Array, everything: Array) -> Any:
    """It must be better with every seed."""
    better = (everything > head_only).all(axis=1)
    return enough_labels(labels, np.zeros((len(labels), 1)), np.where(better, 1.0, -1.0)[:, None])


def middle_of_the_seeds(labels: Array, head_only: Array, everything: Array) -> Any:
    """The median of the seeds, not the mean."""
    return enough_labels(
        labels,
        np.median(head_only, axis=1, keepdims=True),
        np.median(everything, axis=1, keepdims=True),
    )


def as_good_is_enough(labels: Array, head_only: Array, everything: Array) -> Any:
    """Equally good counts as better."""
    better = everything.mean(axis=1) >= head_only.mean(axis=1)
    return enough_labels(labels, np.zeros((len(labels), 1)), np.where(better, 1.0, -1.0)[:, None])


def last_that_is_worse(labels: Array, head_only: Array, everything: Array) -> Any:
    """The last amount at which it is not better."""
    better = everything.mean(axis=1) > head_only.mean(axis=1)
    worse = np.flatnonzero(~better)
    return labels[worse[-1]] if len(worse) else -1


def where_the_head_is_enough(labels: Array, head_only: Array, everything: Array) -> Any:
    """The two are exchanged."""
    return enough_labels(labels, everything, head_only)


def largest_gain(labels: Array, head_only: Array, everything: Array) -> Any:
    """The amount with the largest gain."""
    return labels[np.argmax((everything - head_only).mean(axis=1))]


def largest_amount_for_none(labels: Array, head_only: Array, everything: Array) -> Any:
    """Where none is enough, the largest amount."""
    found = enough_labels(labels, head_only, everything)
    return labels[-1] if found == -1 else found


def length_for_none(labels: Array, head_only: Array, everything: Array) -> Any:
    """Where none is enough, nothing."""
    found = enough_labels(labels, head_only, everything)
    return 0 if found == -1 else found


def last_that_is_better(labels: Array, head_only: Array, everything: Array) -> Any:
    """The largest amount at which it is better."""
    better = np.flatnonzero(everything.mean(axis=1) > head_only.mean(axis=1))
    return labels[better[-1]] if len(better) else -1


def mean_of_what_follows(labels: Array, head_only: Array, everything: Array) -> Any:
    """The mean of all larger amounts together is better."""
    for i, label in enumerate(labels):
        if everything[i:].mean() > head_only[i:].mean():
            return label
    return -1


def from_the_front(labels: Array, head_only: Array, everything: Array) -> Any:
    """Counted from the smallest amount up, and left at the first that is not better."""
    found = -1
    for label, is_better in zip(
        labels, everything.mean(axis=1) > head_only.mean(axis=1), strict=True
    ):
        if not is_better:
            break
        found = label
    return found


def two_in_a_row(labels: Array, head_only: Array, everything: Array) -> Any:
    """Better twice in a row is enough."""
    better = everything.mean(axis=1) > head_only.mean(axis=1)
    twice = np.flatnonzero(better[1:] & better[:-1])
    return labels[twice[0]] if len(twice) else -1


def no_case_for_none(labels: Array, head_only: Array, everything: Array) -> Any:
    """Where it is not better at the largest amount, it looks behind the end."""
    worse = np.flatnonzero(everything.mean(axis=1) <= head_only.mean(axis=1))
    return labels[worse[-1] + 1] if len(worse) else labels[0]


ENOUGH_LABELS = (
    Mistake(
        first_that_is_better,
        "This is the first amount at which it is better; at a larger one it is worse again. Asked is from where on it "
        f"*stays* better {LABELS}.",
    ),
    Mistake(
        place_of_the_amount, "This is the place in the list; asked is the number of labels there."
    ),
    Mistake(
        best_seeds,
        f"The best seed of each was compared. One lucky draw says little: take the mean {LABELS}.",
    ),
    Mistake(first_seed_only, "Only the first seed was looked at. Take the mean over all of them."),
    Mistake(in_every_seed, "It was asked to be better with every seed. Compare the means."),
    Mistake(middle_of_the_seeds, "These are medians; asked are means."),
    Mistake(as_good_is_enough, "Equally good was counted as better. Asked is above."),
    Mistake(
        last_that_is_worse,
        "This is the last amount at which it is *not* better; asked is the next one.",
    ),
    Mistake(
        where_the_head_is_enough,
        "The two are exchanged: asked is where training everything is better than the head alone.",
    ),
    Mistake(
        largest_gain,
        "This is the amount with the largest gain; asked is the smallest from which it stays.",
    ),
    Mistake(
        largest_amount_for_none,
        "Where it never stays better, −1 is asked, and not the largest amount.",
    ),
    Mistake(length_for_none, "Where it never stays better, −1 is asked."),
    Mistake(
        last_that_is_better,
        "This is the largest amount at which it is better. Asked is the smallest from which it stays so: go down from "
        f"the largest as long as it is {LABELS}.",
    ),
    Mistake(
        mean_of_what_follows,
        "All larger amounts are thrown together. It must be better at *each* of them: `better[i:].all()`.",
    ),
    Mistake(
        from_the_front,
        "The loop goes up from the smallest amount. Asked is where it *stays* better: go down from the largest, and "
        f"leave at the first that is not {LABELS}.",
    ),
    Mistake(
        two_in_a_row,
        f"Better twice in a row is enough here. It must be better at every larger amount {LABELS}.",
    ),
    Mistake(
        no_case_for_none,
        "Where it is not better at the largest amount, there is none behind it. Return −1 then.",
    ),
)


# --- best_way(target, source, least)


def whatever_is_forgotten(target: Array, source: Array, least: float) -> int:
    """The source task is not looked at."""
    return int(np.argmax(target.mean(axis=1)))


def least_forgotten(target: Array, source: Array, least: float) -> int:
    """The way that keeps the source task best."""
    return best_way(source, source, least)


def luckiest_seed(target: Array, source: Array, least: float) -> int:
    """The way with the best single run."""
    return best_way(target.max(axis=1, keepdims=True), source, least)


def kept_in_every_seed(target: Array, source: Array, least: float) -> int:
    """The source task must be kept in every run."""
    return best_way(target, source.min(axis=1, keepdims=True), least)


def kept_in_one_seed(target: Array, source: Array, least: float) -> int:
    """The source task must be kept in one run."""
    return best_way(target, source.max(axis=1, keepdims=True), least)


def exactly_the_least_is_too_little(target: Array, source: Array, least: float) -> int:
    """Exactly `least` does not count as kept."""
    keeps = source.mean(axis=1) > least
    return best_way(target, np.where(keeps, 1.0, 0.0)[:, None], 0.5)


def worst_of_them(target: Array, source: Array, least: float) -> int:
    """The lowest accuracy is taken."""
    return best_way(1 - target, source, least)


def counted_among_the_kept(target: Array, source: Array, least: float) -> int:
    """The place among the ways that are left, not among all."""
    keeps = source.mean(axis=1) >= least
    return int(np.argmax(target.mean(axis=1)[keeps])) if keeps.any() else -1


def best_sum(target: Array, source: Array, least: float) -> int:
    """The largest sum of both accuracies."""
    return int(np.argmax(target.mean(axis=1) + source.mean(axis=1)))


def first_that_keeps(target: Array, source: Array, least: float) -> int:
    """The first way that keeps the source task."""
    keeps = source.mean(axis=1) >= least
    return int(np.argmax(keeps)) if keeps.any() else -1


def target_against_least(target: Array, source: Array, least: float) -> int:
    """The target's accuracy is compared with `least`."""
    return best_way(target, target, least)


def best_where_none_keeps(target: Array, source: Array, least: float) -> int:
    """Where none keeps the source task, the best on the target."""
    found = best_way(target, source, least)
    return int(np.argmax(target.mean(axis=1))) if found == -1 else found


def first_where_none_keeps(target: Array, source: Array, least: float) -> int:
    """Where none keeps the source task, way 0."""
    return max(best_way(target, source, least), 0)


def best_and_then_asked(target: Array, source: Array, least: float) -> int:
    """The best on the target, if that one keeps the source task."""
    best = int(np.argmax(target.mean(axis=1)))
    return best if source[best].mean() >= least else -1


def its_accuracy(target: Array, source: Array, least: float) -> float:
    """The accuracy, not the way."""
    keeps = source.mean(axis=1) >= least
    return float(target.mean(axis=1)[keeps].max()) if keeps.any() else -1


def last_that_keeps(target: Array, source: Array, least: float) -> int:
    """The last way that keeps the source task."""
    keeps = np.flatnonzero(source.mean(axis=1) >= least)
    return int(keeps[-1]) if len(keeps) else -1


def seed_by_seed(target: Array, source: Array, least: float) -> int:
    """A seed counts where it keeps the source task."""
    return int(np.argmax(np.where(source >= least, target, 0).mean(axis=1)))


def median_on_the_target(target: Array, source: Array, least: float) -> int:
    """The median of the target for its mean."""
    keeps = source.mean(axis=1) >= least
    return int(np.argmax(np.where(keeps, np.median(target, axis=1), -1))) if keeps.any() else -1


def median_on_both(target: Array, source: Array, least: float) -> int:
    """Medians for both means."""
    keeps = np.median(source, axis=1) >= least
    return int(np.argmax(np.where(keeps, np.median(target, axis=1), -1))) if keeps.any() else -1


def tasks_exchanged(target: Array, source: Array, least: float) -> int:
    """The best on the source among those that reach least on the target."""
    return best_way(source, target, least)


BEST_WAY = (
    Mistake(
        whatever_is_forgotten,
        f"The best on the target, whatever it has forgotten. Only ways that keep the source task count {FORGETTING}.",
    ),
    Mistake(
        least_forgotten,
        "This is the way that keeps the *source* task best; asked is the target, among those.",
    ),
    Mistake(
        luckiest_seed,
        f"The best single run decided. One lucky seed says little: compare means {LABELS}.",
    ),
    Mistake(kept_in_every_seed, "The source task had to be kept in every run. Its mean decides."),
    Mistake(kept_in_one_seed, "One run that keeps the source task was enough. Its mean decides."),
    Mistake(
        exactly_the_least_is_too_little,
        "A mean of exactly `least` counts as kept: at least, not above.",
    ),
    Mistake(worst_of_them, "The lowest accuracy was taken: argmin. The highest is asked."),
    Mistake(
        counted_among_the_kept,
        "This is the place among the ways that are left. Asked is the number of the way in the whole list.",
    ),
    Mistake(
        best_sum, "Both accuracies were added. The source's is a condition, the target's decides."
    ),
    Mistake(
        first_that_keeps,
        "This is the first way that keeps the source task; asked is the best of them.",
    ),
    Mistake(
        target_against_least,
        "The target's accuracy was compared with `least`; asked is the source's.",
    ),
    Mistake(best_where_none_keeps, "Where no way keeps the source task, −1 is asked."),
    Mistake(first_where_none_keeps, "Where no way keeps the source task, −1 is asked, not way 0."),
    Mistake(
        best_and_then_asked,
        "The way that is best on the target was taken first, and asked afterwards whether it keeps the source task. "
        f"Another may keep it: first who may be chosen, then the best of these {FORGETTING}.",
    ),
    Mistake(
        its_accuracy,
        "This is the accuracy of the way; asked is its number: `np.argmax`.",
    ),
    Mistake(
        last_that_keeps,
        "This is the last way that keeps the source task. Asked is the one with the highest target mean: is the "
        "highest so far kept in mind, and renewed?",
    ),
    Mistake(
        seed_by_seed,
        "Each seed was asked by itself whether it keeps the source task. Asked is the *mean* over the seeds.",
    ),
    Mistake(
        median_on_the_target,
        "The target's median was taken; asked is the mean.",
    ),
    Mistake(
        median_on_both,
        "Medians were taken over the seeds; asked are the means.",
    ),
    Mistake(
        tasks_exchanged,
        "Target and source are exchanged: the *source* mean is to be at least `least`, and the *target* mean as high "
        "as can be.",
    ),
)
