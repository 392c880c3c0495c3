"""Wrong answers to the tasks of exercise 05: each function makes one mistake, and its docstring names it.

They take what the task's function takes: θ, its gradient g and the optimizer's memory, all (P,), and return the new θ
with the new memory.

Below the functions of each task stands what ``check`` says to each mistake, the likeliest first.
"""

from collections.abc import Callable, Sequence

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.checks.source import Function, returns_in_a_loop
from mlcourse.checks.task import Mistake
from mlcourse.curriculum.lesson_05.answers import adam_step, train_adam

# --- corrected_mean: 8


CORRECTED_MEAN = (
    Mistake(
        3.5,
        "This is m itself, without its correction. m started at 0, so it is too small: divide by 1 − β₁² (lesson "
        "05, Adam).",
        36,
    ),
    Mistake(
        14.0,
        "This is m/(1 − β₁), corrected as if it were still the first step. In the second it is 1 − β₁² (lesson 05, "
        "Adam).",
        38,
    ),
    Mistake(
        13.142857,
        "The corrected m of the first step was used as its memory, and corrected again. m goes on uncorrected "
        "(lesson 05, Adam).",
        38,
    ),
    Mistake(
        5.75,
        "The corrected m of the first step, 4, was used as its memory. m goes on uncorrected, as 1, and the "
        "correction comes last (lesson 05, Adam).",
        38,
    ),
    Mistake(
        7.5,
        "This is the plain mean of both gradients; Adam's weighs the newer one more (lesson 05, Adam).",
    ),
    Mistake(
        6.222222,
        "m was divided by β₁². The weights used up by now are 1 − β₁² (lesson 05, Adam).",
    ),
    Mistake(
        9.6,
        "β₁ and 1 − β₁ have changed places: β₁ is what the memory keeps, here 0.75 (lesson 05, Adam).",
    ),
    Mistake(
        20.571429,
        "In m the new gradient counts 0.75 and the memory 0.25. It is the other way round: the memory keeps β₁ "
        "(lesson 05, Adam).",
    ),
)


# --- momentum_step(theta, gradient, velocity, learning_rate, beta)


def velocity_as_a_mean(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """v ← βv + (1 − β)g: a running mean, whose steps are ten times shorter for β = 0.9."""
    velocity = beta * velocity + (1 - beta) * gradient
    return theta - learning_rate * velocity, velocity


def looking_ahead(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """Nesterov's step, −η(g + βv) with the new v."""
    velocity = beta * velocity + gradient
    return theta - learning_rate * (gradient + beta * velocity), velocity


def old_velocity_used(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """The step is taken with the old velocity."""
    return theta - learning_rate * velocity, beta * velocity + gradient


def rate_in_the_velocity(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """v ← βv + ηg and θ ← θ − v: the learning rate is kept in the memory."""
    velocity = beta * velocity + learning_rate * gradient
    return theta - velocity, velocity


def old_velocity_kept_whole(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """v ← v + βv + g: the old v is there twice."""
    velocity = velocity + beta * velocity + gradient
    return theta - learning_rate * velocity, velocity


def velocity_forgotten(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """Plain gradient descent; the velocity stays as it was."""
    return theta - learning_rate * gradient, velocity


def velocity_uphill(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """θ ← θ + ηv: up the slope."""
    velocity = beta * velocity + gradient
    return theta + learning_rate * velocity, velocity


def velocity_downhill(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """v points downhill and holds the learning rate, as in Keras: θ + v."""
    velocity = beta * velocity - learning_rate * gradient
    return theta + velocity, velocity


def velocity_downhill_subtracted(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """v points downhill, and is subtracted all the same."""
    velocity = beta * velocity - learning_rate * gradient
    return theta - velocity, velocity


MOMENTUM_STEP = (
    Mistake(
        velocity_as_a_mean,
        "Yours is a running mean, as Adam's m: for β = 0.9 its steps are ten times shorter. This course's v ← βv + "
        "g is Polyak's, as in PyTorch.",
        34,
        is_convention=True,
    ),
    Mistake(
        looking_ahead,
        "This is Nesterov's step, −η(g + βv), which looks one step ahead. Plain momentum goes by v alone: −ηv "
        "(lesson 05, Nesterov).",
        35,
    ),
    Mistake(
        rate_in_the_velocity,
        "The learning rate is kept inside v, as in TensorFlow: the same path until η changes. This course keeps v "
        "free of η, as PyTorch does.",
        is_convention=True,
    ),
    Mistake(
        old_velocity_used,
        "The step was taken with the old velocity, so this gradient only acts in the next step. First v, then θ "
        "(lesson 05, Momentum).",
    ),
    Mistake(
        old_velocity_kept_whole,
        "The old v is counted twice, whole and times β, so it never fades. It is v ← βv + g; `+=` adds the old one "
        "once more (lesson 05, Momentum).",
    ),
    Mistake(
        velocity_forgotten,
        "This is plain gradient descent: the velocity is neither used nor updated. First v ← βv + g, then θ ← θ − "
        "ηv (lesson 05, Momentum).",
    ),
    Mistake(
        velocity_uphill,
        "The step goes up the slope. v points uphill as g does, so it is subtracted: θ ← θ − ηv (lesson 05, "
        "Momentum).",
        26,
    ),
    Mistake(
        velocity_downhill,
        "Yours is v ← βv − ηg and θ ← θ + v, as in Keras. This course's v ← βv + g points uphill and is free of η, "
        "as in PyTorch: θ ← θ − ηv.",
        is_convention=True,
    ),
    Mistake(
        velocity_downhill_subtracted,
        "v ← βv − ηg points downhill, and then it was subtracted: up again. Here v is βv + g, and θ ← θ − ηv "
        "(lesson 05, Momentum).",
        26,
    ),
)


# --- nesterov_step(theta, gradient, velocity, learning_rate, beta)


def plain_momentum(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """Momentum's step, −ηv."""
    velocity = beta * velocity + gradient
    return theta - learning_rate * velocity, velocity


def nesterov_with_the_old_velocity(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """g + βv with the old v: that is the new v, and so plain momentum's step; only the memory is old."""
    return theta - learning_rate * (gradient + beta * velocity), velocity


def nesterov_without_beta(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """g + v with the new v."""
    velocity = beta * velocity + gradient
    return theta - learning_rate * (gradient + velocity), velocity


def nesterov_without_the_gradient(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """βv alone, with the new v."""
    velocity = beta * velocity + gradient
    return theta - learning_rate * beta * velocity, velocity


def nesterov_as_a_mean(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """v ← βv + (1 − β)g."""
    velocity = beta * velocity + (1 - beta) * gradient
    return theta - learning_rate * (gradient + beta * velocity), velocity


def look_ahead_kept(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """What θ follows, g + βv, is handed on as the velocity."""
    ahead = gradient + beta * (beta * velocity + gradient)
    return theta - learning_rate * ahead, ahead


def nesterov_without_brackets(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """θ − ηg + βv: η multiplies g alone."""
    velocity = beta * velocity + gradient
    return theta - learning_rate * gradient + beta * velocity, velocity


def nesterov_uphill(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """Up the slope."""
    velocity = beta * velocity + gradient
    return theta + learning_rate * (gradient + beta * velocity), velocity


def beta_at_the_gradient(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """βg + v: β stands at the gradient."""
    velocity = beta * velocity + gradient
    return theta - learning_rate * (beta * gradient + velocity), velocity


def old_velocity_returned(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    """θ is right, and the old v is returned."""
    ahead = gradient + beta * (beta * velocity + gradient)
    return theta - learning_rate * ahead, velocity


NESTEROV_STEP = (
    Mistake(
        plain_momentum,
        "This is plain momentum, −ηv. Nesterov's looks one step further along the new v: −η(g + βv) (lesson 05, "
        "Nesterov).",
        35,
    ),
    Mistake(
        nesterov_with_the_old_velocity,
        "g + βv was taken with the old v, and v was not updated. First v ← βv + g, then g + βv with the new one "
        "(lesson 05, Nesterov).",
        35,
    ),
    Mistake(
        nesterov_as_a_mean,
        "v is a running mean here, as Adam's m. This course's v ← βv + g is Polyak's, as in PyTorch.",
        34,
        is_convention=True,
    ),
    Mistake(
        nesterov_without_beta,
        "v is added whole. What is left of it in the next step is βv: g + βv (lesson 05, Nesterov).",
    ),
    Mistake(
        nesterov_without_the_gradient,
        "Only βv is followed; the gradient itself belongs beside it: g + βv (lesson 05, Nesterov).",
    ),
    Mistake(
        look_ahead_kept,
        "What θ follows was handed on as the velocity. The memory is v ← βv + g, and g + βv is used once (lesson "
        "05, Nesterov).",
    ),
    Mistake(
        nesterov_without_brackets,
        "The brackets around g + βv are missing: η multiplies g alone, and βv is added whole, up the slope: "
        "−η(g + βv) (lesson 05, Nesterov).",
    ),
    Mistake(
        beta_at_the_gradient,
        "β stands at the gradient: βg + v. It belongs to the velocity, of which β is left in the next step: g + βv "
        "(lesson 05, Nesterov).",
        35,
    ),
    Mistake(
        old_velocity_returned,
        "θ is right, and the *old* velocity is returned. The next step needs the new one, v ← βv + g (lesson 05, "
        "Nesterov).",
    ),
    Mistake(
        nesterov_uphill,
        "The step goes up the slope. g and v point uphill, so they are subtracted: θ ← θ − η(g + βv) (lesson 05, "
        "Nesterov).",
        26,
    ),
)


# --- rmsprop_step(theta, gradient, v, learning_rate, rho, epsilon)


def rmsprop_summing_up(
    theta: Array, gradient: Array, v: Array, learning_rate: float, rho: float, epsilon: float
) -> tuple[Array, Array]:
    """v ← v + g², as AdaGrad has it: nothing fades."""
    v = v + gradient**2
    return theta - learning_rate * gradient / (np.sqrt(v) + epsilon), v


def rmsprop_with_the_whole_square(
    theta: Array, gradient: Array, v: Array, learning_rate: float, rho: float, epsilon: float
) -> tuple[Array, Array]:
    """v ← ρv + g², as momentum adds up."""
    v = rho * v + gradient**2
    return theta - learning_rate * gradient / (np.sqrt(v) + epsilon), v


def rmsprop_with_the_old_mean(
    theta: Array, gradient: Array, v: Array, learning_rate: float, rho: float, epsilon: float
) -> tuple[Array, Array]:
    """Divided by the old v."""
    new = rho * v + (1 - rho) * gradient**2
    return theta - learning_rate * gradient / (np.sqrt(v) + epsilon), new


def rmsprop_with_epsilon_inside(
    theta: Array, gradient: Array, v: Array, learning_rate: float, rho: float, epsilon: float
) -> tuple[Array, Array]:
    """ε under the root."""
    v = rho * v + (1 - rho) * gradient**2
    return theta - learning_rate * gradient / np.sqrt(v + epsilon), v


def rmsprop_with_one_mean(
    theta: Array, gradient: Array, v: Array, learning_rate: float, rho: float, epsilon: float
) -> tuple[Array, Array]:
    """All parameters share one mean square."""
    v = rho * v + (1 - rho) * gradient**2
    return theta - learning_rate * gradient / (np.sqrt(np.mean(v)) + epsilon), v


def rmsprop_with_one_square(
    theta: Array, gradient: Array, v: Array, learning_rate: float, rho: float, epsilon: float
) -> tuple[Array, Array]:
    """What all parameters remember is the mean of all squares."""
    v = rho * v + (1 - rho) * np.mean(gradient**2)
    return theta - learning_rate * gradient / (np.sqrt(v) + epsilon), v


def rmsprop_without_the_root(
    theta: Array, gradient: Array, v: Array, learning_rate: float, rho: float, epsilon: float
) -> tuple[Array, Array]:
    """Divided by v itself."""
    v = rho * v + (1 - rho) * gradient**2
    return theta - learning_rate * gradient / (v + epsilon), v


def rmsprop_without_the_square(
    theta: Array, gradient: Array, v: Array, learning_rate: float, rho: float, epsilon: float
) -> tuple[Array, Array]:
    """v is a running mean of g, not of g²."""
    v = rho * v + (1 - rho) * gradient
    with np.errstate(all="ignore"):
        return theta - learning_rate * gradient / (np.sqrt(v) + epsilon), v


def rmsprop_with_the_shares_swapped(
    theta: Array, gradient: Array, v: Array, learning_rate: float, rho: float, epsilon: float
) -> tuple[Array, Array]:
    """v ← (1 − ρ)v + ρg²."""
    v = (1 - rho) * v + rho * gradient**2
    return theta - learning_rate * gradient / (np.sqrt(v) + epsilon), v


def rmsprop_uphill(
    theta: Array, gradient: Array, v: Array, learning_rate: float, rho: float, epsilon: float
) -> tuple[Array, Array]:
    """Up the slope."""
    v = rho * v + (1 - rho) * gradient**2
    return theta + learning_rate * gradient / (np.sqrt(v) + epsilon), v


RMSPROP_STEP = (
    Mistake(
        rmsprop_with_the_whole_square,
        "v ← ρv + g² adds up, as momentum does. Here v is a mean: ρv + (1 − ρ)g² (lesson 05, RMSProp).",
        34,
    ),
    Mistake(
        rmsprop_summing_up,
        "v ← v + g² never forgets: that is AdaGrad (Duchi et al. 2011), whose steps get ever shorter. RMSProp's is "
        "a running mean, ρv + (1 − ρ)g².",
        is_convention=True,
    ),
    Mistake(
        rmsprop_with_the_old_mean,
        "The step was divided by the old v. First v ← ρv + (1 − ρ)g², then the step (lesson 05, RMSProp).",
    ),
    Mistake(
        rmsprop_with_epsilon_inside,
        "ε stands inside the root; it belongs beside it: √v + ε. Where the gradient is small, this makes the step "
        "shorter (lesson 05, RMSProp).",
        39,
    ),
    Mistake(
        rmsprop_with_one_mean,
        "All parameters share one mean square. Each has its own, which gives each its own step length (lesson 05, "
        "RMSProp).",
        40,
    ),
    Mistake(
        rmsprop_with_one_square,
        "The squares of all parameters were averaged into one. Each parameter remembers its own g², which gives each "
        "its own step length (lesson 05, RMSProp).",
        40,
    ),
    Mistake(
        rmsprop_without_the_root,
        "The step was divided by v instead of its root, so it grows as the gradient shrinks. It is √v + ε (lesson "
        "05, RMSProp).",
    ),
    Mistake(
        rmsprop_without_the_square,
        "v is a running mean of g here. It must be one of g²: a size has no sign (lesson 05, RMSProp).",
    ),
    Mistake(
        rmsprop_with_the_shares_swapped,
        "ρ and 1 − ρ have changed places: ρ is what the memory keeps (lesson 05, RMSProp).",
    ),
    Mistake(
        rmsprop_uphill,
        "The step goes up the slope; gradient descent subtracts it (lesson 05, RMSProp).",
        26,
    ),
)


# --- adam_step(theta, gradient, m, v, t, learning_rate, beta1, beta2, epsilon)


Three = tuple[Array, Array, Array]  # θ, m, v


def _moments(
    gradient: Array, m: Array, v: Array, beta1: float, beta2: float
) -> tuple[Array, Array]:
    return beta1 * m + (1 - beta1) * gradient, beta2 * v + (1 - beta2) * gradient**2


def adam_without_correction(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Three:  # fmt: skip
    """m and v are used as they are."""
    m, v = _moments(gradient, m, v, beta1, beta2)
    return theta - learning_rate * m / (np.sqrt(v) + epsilon), m, v


def adam_counting_from_zero(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Three:  # fmt: skip
    """The corrections take t − 1: in the first step 0 is divided by 0."""
    m, v = _moments(gradient, m, v, beta1, beta2)
    with np.errstate(all="ignore"):
        m_hat = m / np.float64(1 - beta1 ** (t - 1))
        v_hat = v / np.float64(1 - beta2 ** (t - 1))
        return theta - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


def adam_counting_one_more(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Three:  # fmt: skip
    """The corrections take t + 1, as if t began at 0."""
    m, v = _moments(gradient, m, v, beta1, beta2)
    m_hat, v_hat = m / (1 - beta1 ** (t + 1)), v / (1 - beta2 ** (t + 1))
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


def adam_storing_the_corrected(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Three:  # fmt: skip
    """The corrected moments are handed on as the state."""
    m, v = _moments(gradient, m, v, beta1, beta2)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m_hat, v_hat


def adam_with_epsilon_inside(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Three:  # fmt: skip
    """ε under the root."""
    m, v = _moments(gradient, m, v, beta1, beta2)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return theta - learning_rate * m_hat / np.sqrt(v_hat + epsilon), m, v


def adam_with_one_state(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Three:  # fmt: skip
    """All parameters share one mean square: that of the whole gradient."""
    m, v = _moments(gradient, m, v, beta1, beta2)
    m_hat, v_hat = m / (1 - beta1**t), np.mean(v) / (1 - beta2**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


def adam_with_one_square(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Three:  # fmt: skip
    """What all parameters remember is the mean of all squares."""
    m, v = beta1 * m + (1 - beta1) * gradient, beta2 * v + (1 - beta2) * np.mean(gradient**2)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


def adam_without_the_root(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Three:  # fmt: skip
    """Divided by v̂ instead of its root."""
    m, v = _moments(gradient, m, v, beta1, beta2)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return theta - learning_rate * m_hat / (v_hat + epsilon), m, v


def adam_without_the_square(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Three:  # fmt: skip
    """v is a mean of g, not of g²."""
    m, v = beta1 * m + (1 - beta1) * gradient, beta2 * v + (1 - beta2) * gradient
    with np.errstate(all="ignore"):
        m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
        return theta - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


ADAM_STEP = (
    Mistake(
        adam_without_correction,
        "m and v were used without their corrections, m̂ and v̂. Both start at 0 and are too small early on; the "
        "first step comes out 3.16 times too long (lesson 05, Adam).",
        36,
    ),
    Mistake(
        adam_counting_from_zero,
        "The corrections were made with t − 1, so the first step divides 0 by 0. The t that you are given is 1 in "
        "the first step (lesson 05, Adam).",
        37,
    ),
    Mistake(
        adam_counting_one_more,
        "The corrections were made with t + 1. The t that you are given is 1 in the first step already (lesson 05, "
        "Adam).",
        37,
    ),
    Mistake(
        adam_storing_the_corrected,
        "m̂ and v̂ were returned, and will be corrected again. Return m and v from before the correction (lesson "
        "05, Adam).",
        38,
    ),
    Mistake(
        adam_with_epsilon_inside,
        "ε stands inside the root; it belongs beside it: √v̂ + ε. Where the gradient is small, this makes the step "
        "shorter (lesson 05, Adam).",
        39,
    ),
    Mistake(
        adam_with_one_state,
        "All parameters share one mean square. Each has its own, which gives each its own step length (lesson 05, "
        "Adam).",
        40,
    ),
    Mistake(
        adam_with_one_square,
        "The squares of all parameters were averaged into one. Each parameter remembers its own g², which gives each "
        "its own step length (lesson 05, Adam).",
        40,
    ),
    Mistake(
        adam_without_the_root,
        "The step was divided by v̂ instead of its root, so it grows as the gradient shrinks. It is √v̂ + ε (lesson "
        "05, Adam).",
    ),
    Mistake(
        adam_without_the_square,
        "v is a running mean of g here. It must be one of g²: a size has no sign (lesson 05, Adam).",
    ),
)


# --- train_adam(gradient, theta, epochs, learning_rate, beta1, beta2, epsilon)

Gradient = Callable[[Array, Array, Array], Array]
Epochs = Sequence[Sequence[tuple[Array, Array]]]


def epochs_counted(
    gradient: Gradient, theta: Array, epochs: Epochs,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Array:  # fmt: skip
    """t counts epochs."""
    m, v = np.zeros(len(theta)), np.zeros(len(theta))
    for t, batches in enumerate(epochs, start=1):
        for x, y in batches:
            g = gradient(theta, x, y)
            theta, m, v = adam_step(theta, g, m, v, t, learning_rate, beta1, beta2, epsilon)
    return theta


def memory_lost_each_epoch(
    gradient: Gradient, theta: Array, epochs: Epochs,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Array:  # fmt: skip
    """m, v and t start again in each epoch."""
    for batches in epochs:
        m, v = np.zeros(len(theta)), np.zeros(len(theta))
        for t, (x, y) in enumerate(batches, start=1):
            g = gradient(theta, x, y)
            theta, m, v = adam_step(theta, g, m, v, t, learning_rate, beta1, beta2, epsilon)
    return theta


def count_starts_again(
    gradient: Gradient, theta: Array, epochs: Epochs,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Array:  # fmt: skip
    """Only t starts again in each epoch."""
    m, v = np.zeros(len(theta)), np.zeros(len(theta))
    for batches in epochs:
        for t, (x, y) in enumerate(batches, start=1):
            g = gradient(theta, x, y)
            theta, m, v = adam_step(theta, g, m, v, t, learning_rate, beta1, beta2, epsilon)
    return theta


def memory_never_kept(
    gradient: Gradient, theta: Array, epochs: Epochs,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Array:  # fmt: skip
    """m and v are zeros in each step, and t counts on."""
    zeros, t = np.zeros(len(theta)), 0
    for batches in epochs:
        for x, y in batches:
            t += 1
            g = gradient(theta, x, y)
            theta, _, _ = adam_step(theta, g, zeros, zeros, t, learning_rate, beta1, beta2, epsilon)
    return theta


def memory_and_count_never_kept(
    gradient: Gradient, theta: Array, epochs: Epochs,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Array:  # fmt: skip
    """Each step is a first step."""
    zeros = np.zeros(len(theta))
    for batches in epochs:
        for x, y in batches:
            g = gradient(theta, x, y)
            theta, _, _ = adam_step(theta, g, zeros, zeros, 1, learning_rate, beta1, beta2, epsilon)
    return theta


def gradient_of_the_start(
    gradient: Gradient, theta: Array, epochs: Epochs,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Array:  # fmt: skip
    """Every gradient is taken at the θ of the start."""
    start, m, v, t = theta, np.zeros(len(theta)), np.zeros(len(theta)), 0
    for batches in epochs:
        for x, y in batches:
            t += 1
            g = gradient(start, x, y)
            theta, m, v = adam_step(theta, g, m, v, t, learning_rate, beta1, beta2, epsilon)
    return theta


def gradients_of_the_epochs_start(
    gradient: Gradient, theta: Array, epochs: Epochs,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Array:  # fmt: skip
    """Every gradient of an epoch is taken at the θ with which it begins."""
    m, v, t = np.zeros(len(theta)), np.zeros(len(theta)), 0
    for batches in epochs:
        start = theta
        for x, y in batches:
            t += 1
            g = gradient(start, x, y)
            theta, m, v = adam_step(theta, g, m, v, t, learning_rate, beta1, beta2, epsilon)
    return theta


def one_mean_step_an_epoch(
    gradient: Gradient, theta: Array, epochs: Epochs,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Array:  # fmt: skip
    """One step in each epoch, along the mean of its batches' gradients."""
    m, v = np.zeros(len(theta)), np.zeros(len(theta))
    for t, batches in enumerate(epochs, start=1):
        g = np.mean([gradient(theta, x, y) for x, y in batches], axis=0)
        theta, m, v = adam_step(theta, g, m, v, t, learning_rate, beta1, beta2, epsilon)
    return theta


def one_array_for_both(
    gradient: Gradient, theta: Array, epochs: Epochs,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Array:  # fmt: skip
    """m and v are one array under two names, changed in place."""
    memory, t = np.zeros(len(theta)), 0
    for batches in epochs:
        for x, y in batches:
            t += 1
            g = gradient(theta, x, y)
            memory = beta2 * (beta1 * memory + (1 - beta1) * g) + (1 - beta2) * g**2
            m_hat, v_hat = memory / (1 - beta1**t), memory / (1 - beta2**t)
            with np.errstate(invalid="ignore"):
                theta = theta - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return theta


def one_step_an_epoch(
    gradient: Gradient, theta: Array, epochs: Epochs,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Array:  # fmt: skip
    """The step stands outside of the inner loop: the last batch of each epoch alone makes one."""
    m, v = np.zeros(len(theta)), np.zeros(len(theta))
    for t, batches in enumerate(epochs, start=1):
        for x, y in batches:
            g = gradient(theta, x, y)
        theta, m, v = adam_step(theta, g, m, v, t, learning_rate, beta1, beta2, epsilon)
    return theta


def first_epoch_only(
    gradient: Gradient, theta: Array, epochs: Epochs,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Array:  # fmt: skip
    """The result is returned after the first epoch."""
    return train_adam(gradient, theta, epochs[:1], learning_rate, beta1, beta2, epsilon)


def plain_descent(
    gradient: Gradient, theta: Array, epochs: Epochs,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Array:  # fmt: skip
    """θ ← θ − ηg, without Adam."""
    for batches in epochs:
        for x, y in batches:
            theta = theta - learning_rate * gradient(theta, x, y)
    return theta


def _of_the_return(function: Function) -> str:
    return "A `return` stands inside a loop and ends it." if returns_in_a_loop(function) else ""


TRAIN_ADAM = (
    Mistake(
        epochs_counted,
        "t counts epochs here. It counts steps, since m and v are updated in each of them (lesson 05, Adam).",
        38,
    ),
    Mistake(
        memory_lost_each_epoch,
        "m, v and t began again in each epoch. They are Adam's memory and last for the whole run: before both loops "
        "(lesson 05, Adam).",
    ),
    Mistake(
        count_starts_again,
        "t began again in each epoch, while m and v went on: they were corrected for a start that is long past "
        "(lesson 05, Adam).",
        38,
    ),
    Mistake(
        memory_never_kept,
        "m and v were zeros in each step: what a step returns of them goes into the next one (lesson 05, Adam).",
    ),
    Mistake(
        memory_and_count_never_kept,
        "Each step was a first step, from m = 0, v = 0 and t = 1: each parameter moves by η, whatever the gradient "
        "(lesson 05, Adam).",
    ),
    Mistake(
        gradient_of_the_start,
        "Every gradient was taken at the θ of the start. A step begins where the last one ended (lesson 05, Adam).",
    ),
    Mistake(
        gradients_of_the_epochs_start,
        "All gradients of an epoch were taken at the θ with which it began. Each step begins where the last one ended "
        "(lesson 05, Adam).",
    ),
    Mistake(
        one_mean_step_an_epoch,
        "One step was made in each epoch, along the mean of its batches' gradients. Each batch makes one (lesson 05, "
        "The full gradient).",
        51,
    ),
    Mistake(
        one_array_for_both,
        "m and v are one and the same array, so that what goes into one goes into the other: make two, "
        "`np.zeros(len(theta))` twice (lesson 05, Adam).",
        40,
    ),
    Mistake(
        one_step_an_epoch,
        "One step was made in each epoch, with its last batch. Each batch makes one (lesson 05, The full gradient).",
        51,
    ),
    Mistake(
        plain_descent,
        "This is plain gradient descent, without m and v (lesson 05, Adam).",
    ),
    Mistake(
        first_epoch_only,
        "Only the first epoch was used (lesson 05, Adam).",
        in_code=_of_the_return,
    ),
)
