"""Right answers to exercise 04, each written in another way, as learners write: all of them must pass."""

import math

import numpy as np

# --- weight_slope: how a learner may write the value


weight_slope_by_tanh = 2 * 3.5 * 3.0 * (1 - math.tanh(math.log(2)) ** 2) * 5.0


WEIGHT_SLOPE = (67.2, np.float32(67.2), np.array(67.2), weight_slope_by_tanh)


# --- sigmoid_slope


def sigmoid_slope_by_exponentials(z):
    return np.exp(-z) / (1 + np.exp(-z)) ** 2


def sigmoid_slope_by_tanh(z):
    return (1 - np.tanh(z / 2) ** 2) / 4


def sigmoid_slope_by_loops(z):
    slope = np.empty(z.shape)
    for index in np.ndindex(z.shape):
        a = 1 / (1 + math.exp(-z[index]))
        slope[index] = a * (1 - a)
    return slope


SIGMOID_SLOPE = (
    sigmoid_slope_by_exponentials,
    sigmoid_slope_by_tanh,
    sigmoid_slope_by_loops,
)


# --- tanh_slope


def tanh_slope_by_cosh(z):
    return np.cosh(z) ** -2.0


def tanh_slope_in_place(z):
    a = np.tanh(z)
    a *= a
    np.subtract(1, a, out=a)
    return a


def tanh_slope_as_lists(z):
    return [[1 - math.tanh(v) ** 2 for v in row] for row in z]


TANH_SLOPE = (
    tanh_slope_by_cosh,
    tanh_slope_in_place,
    tanh_slope_as_lists,
)


# --- relu_delta


def relu_delta_where(da, z):
    return np.where(z > 0, da, 0)


def relu_delta_by_mask(da, z):
    delta = da.copy()
    delta[z <= 0] = 0
    return delta


def relu_delta_by_loops(da, z):
    delta = np.zeros_like(da)
    for i, row in enumerate(z):
        for j, value in enumerate(row):
            if value > 0:
                delta[i, j] = da[i, j]
    return delta


def relu_delta_by_heaviside(da, z):
    return np.asfortranarray(np.heaviside(z, 0.0) * da)


RELU_DELTA = (
    relu_delta_where,
    relu_delta_by_mask,
    relu_delta_by_loops,
    relu_delta_by_heaviside,
)


# --- output_delta


def output_delta_by_index(logits, y):
    p = np.exp(logits - logits.max(axis=-1)[:, None])
    p /= p.sum(axis=-1)[:, None]
    p[np.arange(len(y)), y] -= 1
    return p / y.size


def output_delta_by_loops(logits, y):
    delta = []
    for row, label in zip(logits, y, strict=True):
        top = max(row)
        exponentials = [math.exp(v - top) for v in row]
        total = sum(exponentials)
        delta.append([(e / total - (k == label)) / len(y) for k, e in enumerate(exponentials)])
    return np.array(delta)


def output_delta_by_logarithms(logits, y):
    log_p = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    one_hot = (y[:, None] == np.arange(logits.shape[1])).astype(float)
    return np.mean([np.exp(log_p) - one_hot], axis=0) / logits.shape[0]


OUTPUT_DELTA = (
    output_delta_by_index,
    output_delta_by_loops,
    output_delta_by_logarithms,
)


# --- layer_gradients


def layer_gradients_by_einsum(x, delta):
    return np.einsum("ni,nj->ij", x, delta), np.einsum("nj->j", delta)


def layer_gradients_by_loops(x, delta):
    dW, db = np.zeros((x.shape[1], delta.shape[1])), np.zeros(delta.shape[1])
    for row, d in zip(x, delta, strict=True):
        for i in range(len(row)):
            for j in range(len(d)):
                dW[i, j] += row[i] * d[j]
        db += d
    return [dW, db]


def layer_gradients_by_outer(x, delta):
    dW = sum(np.outer(row, d) for row, d in zip(x, delta, strict=True))
    return {"dW": np.asfortranarray(dW), "db": np.ones(len(x)) @ delta}


LAYER_GRADIENTS = (
    layer_gradients_by_einsum,
    layer_gradients_by_loops,
    layer_gradients_by_outer,
)


# --- input_gradient


def input_gradient_by_einsum(delta, W):
    return np.einsum("nj,ij->ni", delta, W)


def input_gradient_transposed_twice(delta, W):
    return (W @ delta.T).T


def input_gradient_by_loops(delta, W):
    dx = np.zeros((len(delta), len(W)))
    for n in range(len(delta)):
        for i in range(len(W)):
            for j in range(W.shape[1]):
                dx[n, i] += delta[n, j] * W[i, j]
    return dx


INPUT_GRADIENT = (
    input_gradient_by_einsum,
    input_gradient_transposed_twice,
    input_gradient_by_loops,
)


# --- skip_gradient


def skip_gradient_by_jacobian(dy, z, W):
    slope = 1 - np.tanh(z) ** 2
    dx = np.empty_like(dy)
    for n in range(len(dy)):
        jacobian = np.eye(len(W)) + W * slope[n]  # ∂y_j/∂x_i at [i, j]
        dx[n] = jacobian @ dy[n]
    return dx


def skip_gradient_by_einsum(dy, z, W):
    return dy + np.einsum("nj,nj,ij->ni", dy, np.cosh(z) ** -2.0, W)


def skip_gradient_of_both(dy, z, W):
    roads = [dy, np.matmul(np.multiply(dy, 1 - np.square(np.tanh(z))), np.transpose(W))]
    return np.sum(roads, axis=0)


SKIP_GRADIENT = (
    skip_gradient_by_jacobian,
    skip_gradient_by_einsum,
    skip_gradient_of_both,
)


# --- numerical_slopes


def numerical_slopes_on_copies(f, theta, epsilon):
    slopes = []
    for i in range(theta.size):
        up, down = theta.copy(), theta.copy()
        up[i] += epsilon
        down[i] -= epsilon
        slopes.append(float(f(up) - f(down)) / epsilon / 2)
    return slopes


def numerical_slopes_put_back(f, theta, epsilon):
    slopes = np.zeros_like(theta)
    for i in range(len(theta)):
        was = theta[i]
        theta[i] = was + epsilon
        above = f(theta)
        theta[i] = was - epsilon
        below = f(theta)
        theta[i] = was
        slopes[i] = (above - below) / (2 * epsilon)
    return slopes


def numerical_slopes_by_rows(f, theta, epsilon):
    steps = epsilon * np.eye(len(theta))
    above = np.apply_along_axis(f, 1, theta + steps)
    below = np.apply_along_axis(f, 1, theta - steps)
    return (above - below) / (2 * epsilon)


NUMERICAL_SLOPES = (
    numerical_slopes_on_copies,
    numerical_slopes_put_back,
    numerical_slopes_by_rows,
)


# --- backward_pass


def backward_pass_in_steps(x, y, W0, b0, W1, b1):
    a = np.tanh(np.dot(x, W0) + b0)
    delta = output_delta_by_index(np.dot(a, W1) + b1, y)
    dW1, db1 = layer_gradients_by_einsum(a, delta)
    delta = np.dot(delta, W1.T) * (1 + a) * (1 - a)
    dW0, db0 = layer_gradients_by_einsum(x, delta)
    return [dW0, db0, dW1, db1]


def backward_pass_example_by_example(x, y, W0, b0, W1, b1):
    sums = {"dW0": np.zeros(W0.shape), "db0": np.zeros(b0.shape)}
    sums |= {"dW1": np.zeros(W1.shape), "db1": np.zeros(b1.shape)}
    for row, label in zip(x, y, strict=True):
        a = np.tanh(row @ W0 + b0)
        logits = a @ W1 + b1
        p = np.exp(logits - logits.max())
        p /= p.sum()
        p[label] -= 1
        p /= len(x)
        hidden = (W1 @ p) * (1 - a * a)
        sums["dW1"] += np.outer(a, p)
        sums["db1"] += p
        sums["dW0"] += np.outer(row, hidden)
        sums["db0"] += hidden
    return sums


def backward_pass_with_biases_in_the_matrices(x, y, W0, b0, W1, b1):
    ones = np.ones((len(x), 1))
    x1, W = np.hstack([x, ones]), np.vstack([W0, b0])
    a1 = np.hstack([np.tanh(x1 @ W), ones])
    V = np.vstack([W1, b1])
    delta = output_delta_by_logarithms(a1 @ V, y)
    dV = a1.T @ delta
    hidden = (delta @ V.T)[:, :-1] * (1 - a1[:, :-1] ** 2)
    dW = x1.T @ hidden
    return dW[:-1], dW[-1], dV[:-1], dV[-1]


BACKWARD_PASS = (
    backward_pass_in_steps,
    backward_pass_example_by_example,
    backward_pass_with_biases_in_the_matrices,
)


# --- train_batches


def train_batches_as_lists(batches, W0, b0, W1, b1, learning_rate):
    parameters = [W0, b0, W1, b1]
    for x, y in batches:
        gradients = backward_pass_with_biases_in_the_matrices(x, y, *parameters)
        parameters = [p - learning_rate * g for p, g in zip(parameters, gradients, strict=True)]
    return parameters


def train_batches_on_copies(batches, W0, b0, W1, b1, learning_rate):
    parameters = {"W0": W0.copy(), "b0": b0.copy(), "W1": W1.copy(), "b1": b1.copy()}
    for x, y in batches:
        gradients = backward_pass_example_by_example(x, y, **parameters)
        for name, value in parameters.items():
            value -= learning_rate * gradients["d" + name]
    return parameters


def train_batches_by_recursion(batches, W0, b0, W1, b1, learning_rate):
    if len(batches) == 0:
        return W0, b0, W1, b1
    (x, y), *others = batches
    steps = backward_pass_in_steps(x, y, W0, b0, W1, b1)
    new = (p + -learning_rate * g for p, g in zip((W0, b0, W1, b1), steps, strict=True))
    return train_batches_by_recursion(others, *new, learning_rate)


TRAIN_BATCHES = (
    train_batches_as_lists,
    train_batches_on_copies,
    train_batches_by_recursion,
)


# --- weight_slope, worked out


def weight_slope_along_the_path():
    x, y = np.array([5.0, -2.0]), 0.4
    a0, y_hat = np.array([0.6, 0.0]), 3.9
    W0 = np.array([[0.8, 1.0], [2.0, 2.5]])  # noqa: F841  it is there to be mistaken for x
    W1 = np.array([[3.0], [-4.0]])
    return 2 * (y_hat - y) * W1[0, 0] * (1 - a0[0] ** 2) * x[0]


WEIGHT_SLOPE_WORKED = (weight_slope_along_the_path,)
