"""Right answers to exercise 07, each written in another way, as learners write: all of them must pass."""

import math

import numpy as np

# --- by_hand: how a learner may write the value


BY_HAND = (19, 19.0, np.float32(19), np.array(19.0))


def by_hand_with_numpy():
    z = np.array([2.0, 6.0, 6.0, 18.0])
    z_hat = (z - z.mean()) / z.std()
    return 9 * z_hat[3] + 4


def by_hand_step_by_step():
    mean = (2 + 6 + 6 + 18) / 4
    variance = ((2 - mean) ** 2 + (6 - mean) ** 2 + (6 - mean) ** 2 + (18 - mean) ** 2) / 4
    return 9 * (18 - mean) / math.sqrt(variance) + 4


BY_HAND_WORKED = (by_hand_with_numpy, by_hand_step_by_step)


# --- normalize


def normalize_by_loops(z, epsilon):
    batch, units = len(z), len(z[0])
    result = np.zeros((batch, units))
    for j in range(units):
        mean = sum(z[i][j] for i in range(batch)) / batch
        variance = sum((z[i][j] - mean) ** 2 for i in range(batch)) / batch
        for i in range(batch):
            result[i, j] = (z[i][j] - mean) / math.sqrt(variance + epsilon)
    return result


def normalize_unit_by_unit(z, epsilon):
    columns = [(unit - np.mean(unit)) * (np.var(unit) + epsilon) ** -0.5 for unit in z.T]
    return np.stack(columns, axis=1)


def normalize_with_keepdims(z, epsilon):
    mu = np.mean(z, axis=0, keepdims=True)
    sigma = np.sqrt(np.mean((z - mu) ** 2, axis=0, keepdims=True) + epsilon)
    return (z - mu) / sigma


def normalize_by_the_square(z, epsilon):
    centered = z - np.sum(z, axis=0) / z.shape[0]
    std = np.std(z, axis=0)
    return centered / np.sqrt(std**2 + epsilon)


NORMALIZE = (
    normalize_by_loops,
    normalize_unit_by_unit,
    normalize_with_keepdims,
    normalize_by_the_square,
)


# --- running_statistics


def running_by_the_factor(running_mean, running_variance, z, momentum):
    n = z.shape[0]
    unbiased = np.var(z, axis=0) * n / (n - 1)
    mean = running_mean * (1 - momentum) + np.mean(z, axis=0) * momentum
    return mean, running_variance * (1 - momentum) + unbiased * momentum


def running_by_steps_towards(running_mean, running_variance, z, momentum):
    running_mean = running_mean + momentum * (z.mean(axis=0) - running_mean)
    running_variance = running_variance + momentum * (np.var(z, axis=0, ddof=1) - running_variance)
    return running_mean, running_variance


def running_by_sums(running_mean, running_variance, z, momentum):
    n = len(z)
    mean = z.sum(axis=0) / n
    variance = ((z - mean) ** 2).sum(axis=0) / (n - 1)
    old = 1 - momentum
    return old * running_mean + momentum * mean, old * running_variance + momentum * variance


def running_unit_by_unit(running_mean, running_variance, z, momentum):
    means, variances = [], []
    for j in range(z.shape[1]):
        unit = z[:, j]
        means.append((1 - momentum) * running_mean[j] + momentum * unit.mean())
        variances.append((1 - momentum) * running_variance[j] + momentum * unit.std(ddof=1) ** 2)
    return np.array(means), np.array(variances)


RUNNING_STATISTICS = (
    running_by_the_factor,
    running_by_steps_towards,
    running_by_sums,
    running_unit_by_unit,
)


# --- evaluate


def evaluate_in_one_line(z, gamma, beta, running_mean, running_variance, epsilon):
    return gamma * (z - running_mean) / np.sqrt(running_variance + epsilon) + beta


def evaluate_as_a_straight_line(z, gamma, beta, running_mean, running_variance, epsilon):
    slope = gamma / np.sqrt(running_variance + epsilon)
    return z * slope + (beta - slope * running_mean)


def evaluate_example_by_example(z, gamma, beta, running_mean, running_variance, epsilon):
    std = (running_variance + epsilon) ** 0.5
    return [gamma * ((example - running_mean) / std) + beta for example in z]


def evaluate_with_new_axes(z, gamma, beta, running_mean, running_variance, epsilon):
    z_hat = (z - running_mean[None, :]) / np.sqrt(running_variance[None, :] + epsilon)
    return np.multiply(gamma[None, :], z_hat) + beta[None, :]


EVALUATE = (
    evaluate_in_one_line,
    evaluate_as_a_straight_line,
    evaluate_example_by_example,
    evaluate_with_new_axes,
)


# --- layer


def layer_in_two_cases(z, gamma, beta, running_mean, running_variance, training, momentum, epsilon):
    if training:
        mean, variance = z.mean(axis=0), z.var(axis=0)
        unbiased = z.var(axis=0, ddof=1)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_variance = (1 - momentum) * running_variance + momentum * unbiased
    else:
        mean, variance = running_mean, running_variance
    z_hat = (z - mean) / np.sqrt(variance + epsilon)
    return gamma * z_hat + beta, running_mean, running_variance


def layer_with_the_factor(
    z, gamma, beta, running_mean, running_variance, training, momentum, epsilon
):
    mean, variance = running_mean, running_variance
    new_mean, new_variance = running_mean, running_variance
    if training:
        n = len(z)
        mean, variance = np.mean(z, axis=0), np.var(z, axis=0)
        new_mean = running_mean + momentum * (mean - running_mean)
        new_variance = running_variance + momentum * (variance * n / (n - 1) - running_variance)
    return (z - mean) / np.sqrt(variance + epsilon) * gamma + beta, new_mean, new_variance


def layer_as_a_dictionary(
    z, gamma, beta, running_mean, running_variance, training, momentum, epsilon
):
    found = {"running_mean": running_mean, "running_variance": running_variance}
    mean, std = running_mean, np.sqrt(running_variance + epsilon)
    if training:
        mean = np.sum(z, axis=0) / len(z)
        squares = np.sum((z - mean) ** 2, axis=0)
        std = np.sqrt(squares / len(z) + epsilon)
        found["running_mean"] = momentum * mean + (1 - momentum) * running_mean
        new = squares / (len(z) - 1)
        found["running_variance"] = momentum * new + (1 - momentum) * running_variance
    return {"y": gamma * (z - mean) / std + beta, **found}


LAYER = (layer_in_two_cases, layer_with_the_factor, layer_as_a_dictionary)


# --- scale_gradients


def scale_gradients_by_loops(dy, z_hat):
    dgamma, dbeta = np.zeros(dy.shape[1]), np.zeros(dy.shape[1])
    for i in range(len(dy)):
        dgamma += dy[i] * z_hat[i]
        dbeta += dy[i]
    return dgamma, dbeta


def scale_gradients_by_einsum(dy, z_hat):
    return np.einsum("nu,nu->u", dy, z_hat), np.einsum("nu->u", dy)


def scale_gradients_by_products(dy, z_hat):
    return np.diag(dy.T @ z_hat), np.ones(len(dy)) @ dy


SCALE_GRADIENTS = (
    scale_gradients_by_loops,
    scale_gradients_by_einsum,
    scale_gradients_by_products,
)


# --- backward


def backward_in_short(dy, z, gamma, epsilon):
    std = np.sqrt(z.var(axis=0) + epsilon)
    z_hat = (z - z.mean(axis=0)) / std
    dgamma = np.sum(dy * z_hat, axis=0)
    dbeta = np.sum(dy, axis=0)
    dz = gamma / std * (dy - dy.mean(axis=0) - z_hat * np.mean(dy * z_hat, axis=0))
    return dz, dgamma, dbeta


def backward_by_the_sums(dy, z, gamma, epsilon):
    n = z.shape[0]
    std = (np.var(z, axis=0) + epsilon) ** 0.5
    z_hat = (z - np.mean(z, axis=0)) / std
    dgamma = (dy * z_hat).sum(axis=0)
    dbeta = dy.sum(axis=0)
    dz = gamma / (n * std) * (n * dy - dbeta - z_hat * dgamma)
    return dz, dgamma, dbeta


def backward_as_in_the_paper(dy, z, gamma, epsilon):
    m = len(z)
    mu, var = z.mean(axis=0), z.var(axis=0)
    dxhat = dy * gamma
    dvar = np.sum(dxhat * (z - mu) * -0.5 * (var + epsilon) ** -1.5, axis=0)
    dmu = np.sum(-dxhat / np.sqrt(var + epsilon), axis=0)
    dz = dxhat / np.sqrt(var + epsilon) + dvar * 2 * (z - mu) / m + dmu / m
    dgamma = np.sum(dy * (z - mu) / np.sqrt(var + epsilon), axis=0)
    return dz, dgamma, np.sum(dy, axis=0)


def backward_unit_by_unit(dy, z, gamma, epsilon):
    n, units = z.shape
    dz, dgamma, dbeta = np.zeros(z.shape), np.zeros(units), np.zeros(units)
    for j in range(units):
        std = np.sqrt(z[:, j].var() + epsilon)
        z_hat = (z[:, j] - z[:, j].mean()) / std
        dgamma[j], dbeta[j] = dy[:, j] @ z_hat, dy[:, j].sum()
        slopes = (np.eye(n) - 1 / n - np.outer(z_hat, z_hat) / n) / std  # of each ẑ by each z
        dz[:, j] = slopes @ (gamma[j] * dy[:, j])
    return dz, dgamma, dbeta


BACKWARD = (
    backward_in_short,
    backward_by_the_sums,
    backward_as_in_the_paper,
    backward_unit_by_unit,
)
