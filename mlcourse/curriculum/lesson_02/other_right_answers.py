"""Right answers to exercise 02, each written in another way, as learners write: all of them must pass."""

import math

import numpy as np

# --- hidden_sum, a value

HIDDEN_SUM = (-1.5, np.float32(-1.5), np.array(-1.5))


# --- weighted_sums


def sums_by_einsum(x, W, b):
    return np.einsum("ni,ij->nj", x, W) + b


def sums_by_loops(x, W, b):
    z = [[float(b[j]) for j in range(len(b))] for _ in range(len(x))]
    for n in range(len(x)):
        for j in range(len(b)):
            for i in range(x.shape[1]):
                z[n][j] += x[n, i] * W[i, j]
    return z


def sums_in_one_matrix(x, W, b):
    with_ones = np.hstack([x, np.ones((len(x), 1))])
    return with_ones @ np.vstack([W, b])


WEIGHTED_SUMS = (sums_by_einsum, sums_by_loops, sums_in_one_matrix)


# --- relu


def relu_by_mask(z):
    return z * (z > 0)


def relu_by_where(z):
    return np.where(z > 0, z, 0)


def relu_in_place(z):
    a = np.array(z)
    a[a < 0] = 0
    return a


def relu_by_magnitude(z):
    return (z + abs(z)) / 2


RELU = (
    relu_by_mask,
    relu_by_where,
    relu_in_place,
    relu_by_magnitude,
)


# --- sigmoid and tanh


def sigmoid_by_masks(z):
    a = np.empty_like(z)
    positive = z >= 0
    a[positive] = 1 / (1 + np.exp(-z[positive]))
    a[~positive] = np.exp(z[~positive]) / (1 + np.exp(z[~positive]))
    return a


def sigmoid_by_tanh(z):
    return 0.5 * (1 + np.tanh(z / 2))


def sigmoid_by_logarithms(z):
    return np.exp(-np.logaddexp(0, -z))


def sigmoid_plain(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


SIGMOID = (
    sigmoid_by_masks,
    sigmoid_by_tanh,
    sigmoid_by_logarithms,
    sigmoid_plain,
)


def tanh_by_numpy(z):
    return np.tanh(z)


def tanh_by_two_sigmoids(z):
    return sigmoid_by_masks(2 * z) - sigmoid_by_masks(-2 * z)


def tanh_by_loops(z):
    return [[math.tanh(v) for v in row] for row in z]


TANH = (tanh_by_numpy, tanh_by_two_sigmoids, tanh_by_loops)


# --- softmax and temperature


def softmax_by_rows(logits):
    rows = []
    for row in logits:
        e = np.exp(row - np.max(row))
        rows.append(e / e.sum())
    return np.array(rows)


def softmax_by_logarithms(logits):
    shifted = logits - logits.max(1)[:, None]
    return np.exp(shifted - np.log(np.exp(shifted).sum(1))[:, None])


def softmax_transposed(logits):
    columns = np.array(logits.T, order="C")
    columns -= columns.max(axis=0)
    np.exp(columns, out=columns)
    columns /= columns.sum(axis=0)
    return columns.T


def softmax_by_loops(logits):
    p = np.zeros(logits.shape)
    for i in range(len(logits)):
        total = 0.0
        for j in range(logits.shape[1]):
            p[i, j] = np.exp(logits[i, j] - logits[i].max())
            total += p[i, j]
        p[i] = p[i] / total
    return p


SOFTMAX = (
    softmax_by_rows,
    softmax_by_loops,
    softmax_by_logarithms,
    softmax_transposed,
)


def tempered_by_power(logits, temperature):
    return softmax_by_rows(logits * (1.0 / temperature))


def tempered_after_the_maximum(logits, temperature):
    e = np.exp((logits - logits.max(axis=-1, keepdims=True)) / temperature)
    return e / e.sum(axis=-1, keepdims=True)


def tempered_by_logarithms(logits, temperature):
    return softmax_by_logarithms(np.divide(logits, temperature))


TEMPERED = (
    tempered_by_power,
    tempered_after_the_maximum,
    tempered_by_logarithms,
)


# --- collapsed


def collapsed_by_dot(W0, b0, W1, b1):
    return [np.dot(W0, W1), np.dot(b0, W1) + b1]


def collapsed_by_probing(W0, b0, W1, b1):
    def both(x):
        return (x @ W0 + b0) @ W1 + b1

    b = both(np.zeros(len(W0)))
    return both(np.eye(len(W0))) - b, b


def collapsed_by_einsum(W0, b0, W1, b1):
    return np.einsum("ij,jk->ik", W0, W1), np.einsum("j,jk->k", b0, W1) + b1


COLLAPSED = (
    collapsed_by_dot,
    collapsed_by_probing,
    collapsed_by_einsum,
)


# --- forward_pass


def forward_by_mask(x, W0, b0, W1, b1):
    z0 = x.dot(W0) + b0
    a0 = np.where(z0 > 0, z0, 0.0)
    logits = a0.dot(W1) + b1
    return z0, a0, logits, softmax_by_logarithms(logits)


def forward_row_by_row(x, W0, b0, W1, b1):
    results = []
    for row in x:
        z0 = row @ W0 + b0
        a0 = np.maximum(z0, 0)
        logits = a0 @ W1 + b1
        e = np.exp(logits - logits.max())
        results.append((z0, a0, logits, e / e.sum()))
    return [np.array(part) for part in zip(*results, strict=True)]


def forward_by_einsum(x, W0, b0, W1, b1):
    z0 = np.einsum("ni,ij->nj", x, W0) + b0
    a0 = (np.abs(z0) + z0) / 2
    logits = np.einsum("ni,ij->nj", a0, W1) + b1
    return z0, a0, logits, softmax_by_rows(logits)


FORWARD_PASS = (forward_by_mask, forward_row_by_row, forward_by_einsum)

# --- hidden_sum, worked out


def hidden_sum_by_products():
    x = np.array([3.0, 2.0])
    W = np.array([[1.0, -1.0], [0.5, 0.4]])
    b = np.array([0.2, 0.7])
    return x @ W[:, 1] + b[1]


def hidden_sum_by_a_loop():
    x, W, b = [3.0, 2.0], [[1.0, -1.0], [0.5, 0.4]], [0.2, 0.7]
    z = b[1]
    for i in range(2):
        z += x[i] * W[i][1]
    return z


def hidden_sum_by_hand():
    return 3 * (-1) + 2 * 0.4 + 0.7


HIDDEN_SUM_WORKED = (hidden_sum_by_products, hidden_sum_by_a_loop, hidden_sum_by_hand)
