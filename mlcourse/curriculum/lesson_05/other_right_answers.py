"""Right answers to exercise 05, each written in another way, as learners write: all of them must pass."""

import math

import numpy as np

# --- corrected_mean: how a learner may write the value


CORRECTED_MEAN = (8, np.float32(8), np.array(8.0), 3.5 / 0.4375)


# --- momentum_step


def momentum_step_in_place(theta, gradient, velocity, learning_rate, beta):
    velocity *= beta
    velocity += gradient
    theta -= learning_rate * velocity
    return theta, velocity


def momentum_step_by_loops(theta, gradient, velocity, learning_rate, beta):
    new_theta, new_velocity = [], []
    for t, g, v in zip(theta, gradient, velocity, strict=True):
        new_velocity.append(beta * v + g)
        new_theta.append(t - learning_rate * new_velocity[-1])
    return new_theta, new_velocity


def momentum_step_of_steps(theta, gradient, velocity, learning_rate, beta):
    new = np.add(gradient, np.multiply(beta, velocity))
    return np.array(theta) + -learning_rate * new, new


MOMENTUM_STEP = (
    momentum_step_in_place,
    momentum_step_by_loops,
    momentum_step_of_steps,
)


# --- nesterov_step


def nesterov_step_in_place(theta, gradient, velocity, learning_rate, beta):
    velocity *= beta
    velocity += gradient
    theta -= learning_rate * gradient
    theta -= learning_rate * beta * velocity
    return theta, velocity


def nesterov_step_by_loops(theta, gradient, velocity, learning_rate, beta):
    new_theta, new_velocity = [], []
    for t, g, v in zip(theta, gradient, velocity, strict=True):
        now = beta * v + g
        new_velocity.append(now)
        new_theta.append(t - learning_rate * (g + beta * now))
    return new_theta, new_velocity


def nesterov_step_multiplied_out(theta, gradient, velocity, learning_rate, beta):
    step = (1 + beta) * gradient + beta**2 * velocity
    return theta - learning_rate * step, beta * velocity + gradient


NESTEROV_STEP = (
    nesterov_step_in_place,
    nesterov_step_by_loops,
    nesterov_step_multiplied_out,
)


# --- rmsprop_step


def rmsprop_step_in_place(theta, gradient, v, learning_rate, rho, epsilon):
    v += (1 - rho) * (gradient * gradient - v)
    theta -= learning_rate * gradient / (np.sqrt(v) + epsilon)
    return theta, v


def rmsprop_step_by_loops(theta, gradient, v, learning_rate, rho, epsilon):
    new_theta, new_v = [], []
    for t, g, a in zip(theta, gradient, v, strict=True):
        mean = rho * a + (1 - rho) * g**2
        new_v.append(mean)
        new_theta.append(t - learning_rate * g / (math.sqrt(mean) + epsilon))
    return new_theta, new_v


def rmsprop_step_by_sizes(theta, gradient, v, learning_rate, rho, epsilon):
    mean = np.add(rho * v, (1 - rho) * np.square(gradient))
    size = mean**0.5 + epsilon
    return theta + -learning_rate * (gradient / size), mean


RMSPROP_STEP = (
    rmsprop_step_in_place,
    rmsprop_step_by_loops,
    rmsprop_step_by_sizes,
)


# --- adam_step


def adam_step_in_place(theta, gradient, m, v, t, learning_rate, beta1, beta2, epsilon):
    m += (1 - beta1) * (gradient - m)
    v += (1 - beta2) * (gradient * gradient - v)
    theta -= learning_rate * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + epsilon)
    return theta, m, v


def adam_step_by_loops(theta, gradient, m, v, t, learning_rate, beta1, beta2, epsilon):
    results = []
    for p, g, a, b in zip(theta, gradient, m, v, strict=True):
        a = beta1 * a + (1 - beta1) * g
        b = beta2 * b + (1 - beta2) * g**2
        step = (a / (1 - beta1**t)) / (math.sqrt(b / (1 - beta2**t)) + epsilon)
        results.append((p - learning_rate * step, a, b))
    return tuple(np.array(part) for part in zip(*results, strict=True))


def adam_step_with_the_rate_corrected(
    theta, gradient, m, v, t, learning_rate, beta1, beta2, epsilon
):
    m = m * beta1 + gradient * (1 - beta1)
    v = v * beta2 + gradient**2 * (1 - beta2)
    root = np.sqrt(1 - beta2**t)
    return theta - learning_rate * root / (1 - beta1**t) * m / (np.sqrt(v) + epsilon * root), m, v


ADAM_STEP = (
    adam_step_in_place,
    adam_step_by_loops,
    adam_step_with_the_rate_corrected,
)


# --- train_adam


def train_adam_written_out(gradient, theta, epochs, learning_rate, beta1, beta2, epsilon):
    m = v = np.zeros(theta.shape)
    steps = [batch for batches in epochs for batch in batches]
    for t, (x, y) in enumerate(steps, start=1):
        g = gradient(theta, x, y)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta2**t)
        theta = theta - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return theta


def train_adam_with_a_state(gradient, theta, epochs, learning_rate, beta1, beta2, epsilon):
    state = (theta, np.zeros_like(theta), np.zeros_like(theta))
    step = 1
    for batches in epochs:
        for batch in batches:
            theta, m, v = state
            g = gradient(theta, *batch)
            state = adam_step_by_loops(theta, g, m, v, step, learning_rate, beta1, beta2, epsilon)
            step = step + 1
    return state[0]


def train_adam_with_powers(gradient, theta, epochs, learning_rate, beta1, beta2, epsilon):
    theta = theta.copy()
    m, v = np.zeros(len(theta)), np.zeros(len(theta))
    power1, power2 = 1.0, 1.0
    for batches in epochs:
        for x, y in batches:
            power1 *= beta1
            power2 *= beta2
            g = gradient(theta, x, y)
            m += (1 - beta1) * (g - m)
            v += (1 - beta2) * (g * g - v)
            theta -= learning_rate * m / (1 - power1) / (np.sqrt(v / (1 - power2)) + epsilon)
    return theta


TRAIN_ADAM = (
    train_adam_written_out,
    train_adam_with_a_state,
    train_adam_with_powers,
)

# --- corrected_mean, worked out


def corrected_mean_step_by_step():
    m = 0.75 * 0 + 0.25 * 4
    m = 0.75 * m + 0.25 * 11
    return m / (1 - 0.75**2)


def corrected_mean_by_a_loop():
    beta, m = 0.75, 0.0
    for t, g in enumerate((4, 11), start=1):
        m = beta * m + (1 - beta) * g
        m_hat = m / (1 - beta**t)
    return m_hat


CORRECTED_MEAN_WORKED = (corrected_mean_step_by_step, corrected_mean_by_a_loop)
