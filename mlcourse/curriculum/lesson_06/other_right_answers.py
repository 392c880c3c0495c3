"""Right answers to exercise 06, each written in another way, as learners write: all of them must pass."""

import math

import numpy as np

# --- largest_rate: how a learner may write the value


LARGEST_RATE = (0.2, np.float32(0.2), np.array(0.2), 1 / 5)


# --- step_decay


def step_decay_by_drops(step, initial, every, factor):
    rate = initial
    for _ in range(step // every):
        rate *= factor
    return rate


def step_decay_by_floor(step, initial, every, factor):
    drops = math.floor(step / every)
    return factor**drops * initial


def step_decay_counting(step, initial, every, factor):
    rate = initial
    for t in range(1, step + 1):
        if t % every == 0:
            rate = rate * factor
    return rate


STEP_DECAY = (step_decay_by_drops, step_decay_by_floor, step_decay_counting)


# --- exponential_decay


def exponential_decay_by_a_loop(step, initial, factor):
    rate = initial
    for _ in range(step):
        rate *= factor
    return rate


def exponential_decay_by_logarithms(step, initial, factor):
    return initial * np.exp(step * np.log(factor))


def exponential_decay_by_power(step, initial, factor):
    return np.power(factor, step) * initial


EXPONENTIAL_DECAY = (
    exponential_decay_by_a_loop,
    exponential_decay_by_logarithms,
    exponential_decay_by_power,
)


# --- cosine_decay


def cosine_decay_in_two_cases(step, initial, steps, final):
    if step >= steps:
        return final
    wave = math.cos(math.pi * step / steps)
    return final + 0.5 * (initial - final) * (1 + wave)


def cosine_decay_as_a_mix(step, initial, steps, final):
    t = min(step, steps)
    share = 0.5 * (1 + np.cos(np.pi * t / steps))
    return share * initial + (1 - share) * final


def cosine_decay_around_the_middle(step, initial, steps, final):
    middle = (initial + final) / 2
    height = (initial - final) / 2
    if step > steps:
        step = steps
    return middle + height * np.cos(step / steps * np.pi)


COSINE_DECAY = (
    cosine_decay_in_two_cases,
    cosine_decay_as_a_mix,
    cosine_decay_around_the_middle,
)


# --- warm_up


def warm_up_after_first(step, steps, after):
    if step >= steps:
        return after(step - steps)
    share = (step + 1) / (steps + 1)
    return share * after(0)


def warm_up_in_small_steps(step, steps, after):
    each = after(0) / (steps + 1)
    rate = 0.0
    for t in range(step + 1):
        rate = after(t - steps) if t >= steps else rate + each
    return rate


def warm_up_in_one_line(step, steps, after):
    return after(max(step - steps, 0)) * min((step + 1) / (steps + 1), 1)


WARM_UP = (warm_up_after_first, warm_up_in_small_steps, warm_up_in_one_line)


# --- l2_penalty


def l2_penalty_by_loops(W, strength):
    value, gradient = 0.0, []
    for row in W:
        gradient.append([])
        for w in row:
            value += strength * w * w / 2
            gradient[-1].append(strength * w)
    return value, gradient


def l2_penalty_by_a_product(W, strength):
    flat = W.ravel()
    return 0.5 * strength * (flat @ flat), W * strength


def l2_penalty_by_the_norm(W, strength):
    gradient = np.multiply(strength, W)
    return strength * np.linalg.norm(W) ** 2 / 2, gradient


def l2_penalty_in_place(W, strength):
    price = np.square(W).sum() * strength * 0.5
    gradient = W.copy()
    gradient *= strength
    return price, gradient


L2_PENALTY = (
    l2_penalty_by_loops,
    l2_penalty_by_a_product,
    l2_penalty_by_the_norm,
    l2_penalty_in_place,
)


# --- l1_penalty


def l1_penalty_by_loops(W, strength):
    value, gradient = 0.0, np.zeros(W.shape)
    for i in range(W.shape[0]):
        for j in range(W.shape[1]):
            value += strength * abs(W[i, j])
            if W[i, j] > 0:
                gradient[i, j] = strength
            elif W[i, j] < 0:
                gradient[i, j] = -strength
    return value, gradient


def l1_penalty_by_comparing(W, strength):
    sign = (W > 0).astype(float) - (W < 0).astype(float)
    return np.sum(W * sign) * strength, strength * sign


def l1_penalty_by_where(W, strength):
    gradient = np.where(W > 0, strength, np.where(W < 0, -strength, 0.0))
    return (W * gradient).sum(), gradient


def l1_penalty_by_masks(W, strength):
    gradient = np.zeros_like(W)
    gradient[W > 0] = strength
    gradient[W < 0] = -strength
    return strength * np.abs(W).sum(), gradient


L1_PENALTY = (
    l1_penalty_by_loops,
    l1_penalty_by_comparing,
    l1_penalty_by_where,
    l1_penalty_by_masks,
)


# --- adamw_step


def adamw_step_in_place(
    theta, gradient, m, v, t, learning_rate, beta1, beta2, epsilon, decay, is_weight
):
    m += (1 - beta1) * (gradient - m)
    v += (1 - beta2) * (gradient * gradient - v)
    theta[is_weight] *= 1 - learning_rate * decay
    theta -= learning_rate * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + epsilon)
    return theta, m, v


def adamw_step_by_loops(
    theta, gradient, m, v, t, learning_rate, beta1, beta2, epsilon, decay, is_weight
):
    results = []
    for p, g, a, b, weight in zip(theta, gradient, m, v, is_weight, strict=True):
        a = beta1 * a + (1 - beta1) * g
        b = beta2 * b + (1 - beta2) * g**2
        step = (a / (1 - beta1**t)) / (math.sqrt(b / (1 - beta2**t)) + epsilon)
        if weight:
            step = step + decay * p
        results.append((p - learning_rate * step, a, b))
    return tuple(np.array(part) for part in zip(*results, strict=True))


def adamw_step_with_a_pull(
    theta, gradient, m, v, t, learning_rate, beta1, beta2, epsilon, decay, is_weight
):
    m = m * beta1 + gradient * (1 - beta1)
    v = v * beta2 + np.square(gradient) * (1 - beta2)
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    pull = decay * np.where(is_weight, theta, 0)
    return theta - learning_rate * (m_hat / (v_hat**0.5 + epsilon) + pull), m, v


ADAMW_STEP = (adamw_step_in_place, adamw_step_by_loops, adamw_step_with_a_pull)


# --- find_cliff


def find_cliff_by_a_loop(rates, losses, start):
    last = 0.0
    for rate, loss in zip(rates, losses, strict=True):
        if math.isnan(loss) or loss >= start:
            break
        last = rate
    return last


def find_cliff_by_index(rates, losses, start):
    for i in range(len(rates)):
        if not losses[i] < start:
            if i == 0:
                return 0
            return rates[i - 1]
    return rates[-1]


def find_cliff_by_nonzero(rates, losses, start):
    losses = np.where(np.isnan(losses), np.inf, losses)
    flown = np.nonzero(losses >= start)[0]
    count = flown[0] if len(flown) else len(rates)
    return rates[count - 1] if count else 0.0


def find_cliff_by_a_running_product(rates, losses, start):
    arrives = np.cumprod(losses < start)
    return np.max(rates * arrives)


FIND_CLIFF = (
    find_cliff_by_a_loop,
    find_cliff_by_index,
    find_cliff_by_nonzero,
    find_cliff_by_a_running_product,
)

# --- largest_rate, worked out


def largest_rate_of_the_curvature():
    curvature = 2 * 5
    return 2 / curvature


def largest_rate_of_the_factor():
    return (1 - -1) / 10


LARGEST_RATE_WORKED = (largest_rate_of_the_curvature, largest_rate_of_the_factor)
