"""Right answers to exercise 03, each written in another way, as learners write: all of them must pass."""

import math

import numpy as np

# --- surprise, a value

SURPRISE = (-math.log(0.25), 1.386, np.float32(1.3862944))


# --- mean_squared_error and its gradient


def squares_by_reshaping(prediction, target):
    return ((prediction - target.reshape(-1, 1)) ** 2).mean()


def squares_by_dot(prediction, target):
    difference = prediction.ravel() - target
    return difference @ difference / len(target)


def squares_by_loops(prediction, target):
    total = 0.0
    for i in range(len(target)):
        total += (float(prediction[i, 0]) - float(target[i])) ** 2
    return total / len(target)


def squares_by_expansion(prediction, target):
    flat = prediction.squeeze(axis=1)
    return np.average(flat**2 - 2 * flat * target + target**2)


MEAN_SQUARED_ERROR = (
    squares_by_reshaping,
    squares_by_dot,
    squares_by_loops,
    squares_by_expansion,
)


def gradient_by_mean(prediction, target):
    batch, outputs = prediction.shape
    return (prediction - target) * (2 / (batch * outputs))


def gradient_in_place(prediction, target):
    gradient = prediction - target
    gradient *= 2
    gradient /= gradient.size
    return gradient


def gradient_as_lists(prediction, target):
    return [
        [2 * (a - b) / prediction.size for a, b in zip(p, t, strict=True)]
        for p, t in zip(prediction, target, strict=True)
    ]


SQUARED_ERROR_GRADIENT = (gradient_by_mean, gradient_in_place, gradient_as_lists)


# --- cross_entropy


def entropy_by_picking(p, y):
    return np.mean(-np.log(p[y == 1]))


def entropy_by_einsum(p, y):
    return -np.einsum("nk,nk->", y, np.log(p)) / p.shape[0]


def entropy_by_loops(p, y):
    return sum(-math.log(p[i, int(np.argmax(y[i]))]) for i in range(len(p))) / len(p)


CROSS_ENTROPY = (entropy_by_picking, entropy_by_einsum, entropy_by_loops)


# --- binary_cross_entropy


def binary_by_logaddexp(z, y):
    return np.mean(y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z))


def binary_by_sign(z, y):
    return np.logaddexp(0, (1 - 2 * y) * z).mean()


def binary_by_loops(z, y):
    total = 0.0
    for logit, label in zip(z.tolist(), y.tolist(), strict=True):
        total += max(logit, 0) - logit * label + math.log1p(math.exp(-abs(logit)))
    return total / len(z)


BINARY_CROSS_ENTROPY = (binary_by_logaddexp, binary_by_sign, binary_by_loops)


# --- as_two_classes


def two_classes_by_columns(z):
    logits = np.zeros((len(z), 2))
    logits[:, 1] = z
    return logits


def two_classes_halved(z):
    return np.column_stack([-z / 2, z / 2])


def two_classes_as_lists(z):
    return [[-float(v), 0.0] for v in z]


AS_TWO_CLASSES = (
    two_classes_by_columns,
    two_classes_halved,
    two_classes_as_lists,
)


# --- categorical_cross_entropy


def categorical_by_logaddexp(logits, y):
    return np.mean(np.logaddexp.reduce(logits, axis=1) - logits[np.arange(len(y)), y])


def categorical_by_differences(logits, y):
    beyond = logits - np.take_along_axis(logits, y[:, None], axis=1)
    largest = beyond.max(axis=1)
    return np.mean(largest + np.log(np.exp(beyond - largest[:, None]).sum(axis=1)))


def categorical_by_loops(logits, y):
    total = 0.0
    for row, label in zip(logits.tolist(), y.tolist(), strict=True):
        top = max(row)
        total += top + math.log(sum(math.exp(v - top) for v in row)) - row[label]
    return total / len(y)


CATEGORICAL_CROSS_ENTROPY = (
    categorical_by_logaddexp,
    categorical_by_differences,
    categorical_by_loops,
)

# --- initial_loss, a value

INITIAL_LOSS = (2.3026, -math.log(0.1), np.log(np.array(10.0)))


# --- binary_gradient


def binary_gradient_by_tanh(z, y):
    return (0.5 * (1 + np.tanh(z / 2)) - y) / len(z)


def binary_gradient_by_cases(z, y):
    p = 1 / (1 + np.exp(-z))
    return np.where(y == 1, p - 1, p) / z.size


def binary_gradient_by_loops(z, y):
    return [
        (1 / (1 + math.exp(-v)) - t) / len(z) for v, t in zip(z.tolist(), y.tolist(), strict=True)
    ]


BINARY_GRADIENT = (
    binary_gradient_by_tanh,
    binary_gradient_by_cases,
    binary_gradient_by_loops,
)

# --- squared_slope, a value

SQUARED_SLOPE = (-0.019602, -0.0196, 2 * 0.99 * (0.01**2 - 0.01))

# --- surprise, initial_loss and squared_slope, worked out


def surprise_of_the_true_class():
    p = np.array([0.6, 0.25, 0.15])
    return -np.log(p[1])


def surprise_of_a_row():
    p = np.array([0.6, 0.25, 0.15])
    y = np.array([0, 1, 0])
    return -np.sum(y * np.log(p))


SURPRISE_WORKED = (surprise_of_the_true_class, surprise_of_a_row)


def initial_loss_of_equal_probabilities():
    classes = 10
    p = 1 / classes
    return -np.log(p)


def initial_loss_of_a_row():
    p = np.full(10, 0.1)
    y = np.eye(10)[3]
    return -np.sum(y * np.log(p))


INITIAL_LOSS_WORKED = (initial_loss_of_equal_probabilities, initial_loss_of_a_row)


def squared_slope_by_the_chain_rule():
    p, y = 0.01, 1.0
    slope_of_the_loss = 2 * (p - y)
    slope_of_the_sigmoid = p * (1 - p)
    return slope_of_the_loss * slope_of_the_sigmoid


SQUARED_SLOPE_WORKED = (squared_slope_by_the_chain_rule,)
