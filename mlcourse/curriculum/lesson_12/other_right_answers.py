"""Right answers to exercise 12, each written in another way, as learners write: all of them must pass."""

import numpy as np

# --- trained_parameters: how a learner may write the value


TRAINED_PARAMETERS = (34, 34.0, np.int64(34), np.array(34))


def trained_by_shapes():
    weights, biases = (16, 2), 2
    return weights[0] * weights[1] + biases


def trained_by_units():
    return 2 * (16 + 1)


TRAINED_PARAMETERS_WORKED = (trained_by_shapes, trained_by_units)


# --- replaced_head


def replaced_by_hstack(theta, m, v, body, W, b):
    head = np.hstack([W.flatten(), b])
    zeros = np.zeros(head.size)
    return (
        np.hstack([theta[:body], head]),
        np.hstack([m[:body], zeros]),
        np.hstack([v[:body], zeros]),
    )


def replaced_in_new_arrays(theta, m, v, body, W, b):
    size = body + W.size + b.size
    new_theta, new_m, new_v = np.zeros(size), np.zeros(size), np.zeros(size)
    new_theta[:body] = theta[:body]
    new_theta[body : body + W.size] = W.reshape(-1)
    new_theta[body + W.size :] = b
    new_m[:body] = m[:body]
    new_v[:body] = v[:body]
    return new_theta, new_m, new_v


def replaced_by_lists(theta, m, v, body, W, b):
    head = [w for row in W for w in row] + list(b)
    empty = [0.0] * len(head)
    return list(theta[:body]) + head, list(m[:body]) + empty, list(v[:body]) + empty


def replaced_by_a_function(theta, m, v, body, W, b):
    def joined(old, weights, biases):
        return np.concatenate((old[:body], weights.reshape(W.size), biases))

    return (
        joined(theta, W, b),
        joined(m, np.zeros(W.shape), np.zeros(b.shape)),
        joined(v, 0 * W, 0 * b),
    )


REPLACED_HEAD = (
    replaced_by_hstack,
    replaced_in_new_arrays,
    replaced_by_lists,
    replaced_by_a_function,
)


# --- frozen_step


def frozen_by_mask(theta, velocity, gradient, frozen, learning_rate, momentum):
    free = ~frozen
    new_theta, new_velocity = theta.copy(), velocity.copy()
    new_velocity[free] = momentum * velocity[free] + gradient[free]
    new_theta[free] = theta[free] - learning_rate * new_velocity[free]
    return new_theta, new_velocity


def frozen_by_loop(theta, velocity, gradient, frozen, learning_rate, momentum):
    new_theta, new_velocity = np.array(theta), np.array(velocity)
    for i in range(len(theta)):
        if not frozen[i]:
            new_velocity[i] = momentum * velocity[i] + gradient[i]
            new_theta[i] = theta[i] - learning_rate * new_velocity[i]
    return new_theta, new_velocity


def frozen_by_putting_back(theta, velocity, gradient, frozen, learning_rate, momentum):
    v = momentum * velocity + gradient
    new = theta - learning_rate * v
    v[frozen] = velocity[frozen]
    new[frozen] = theta[frozen]
    return new, v


def frozen_by_change(theta, velocity, gradient, frozen, learning_rate, momentum):
    v = np.where(frozen, velocity, velocity * momentum + gradient)
    change = np.where(frozen, 0, -learning_rate * v)
    return theta + change, v


FROZEN_STEP = (frozen_by_mask, frozen_by_loop, frozen_by_putting_back, frozen_by_change)


# --- layered_step


def layered_by_slices(theta, gradient, counts, learning_rate, decay):
    new, start = np.zeros(len(theta)), 0
    for layer, count in enumerate(counts):
        stop = start + count
        rate = learning_rate * decay ** (len(counts) - 1 - layer)
        new[start:stop] = theta[start:stop] - rate * gradient[start:stop]
        start = stop
    return new


def layered_from_the_head(theta, gradient, counts, learning_rate, decay):
    new, stop, rate = theta.copy(), len(theta), learning_rate
    for count in reversed(counts):
        new[stop - count : stop] -= rate * gradient[stop - count : stop]
        stop -= count
        rate *= decay
    return new


def layered_by_concatenating(theta, gradient, counts, learning_rate, decay):
    last = len(counts) - 1
    rates = [np.full(n, learning_rate * decay ** (last - i)) for i, n in enumerate(counts)]
    return theta - np.concatenate(rates) * gradient


def layered_by_powers(theta, gradient, counts, learning_rate, decay):
    powers = decay ** np.arange(len(counts))
    factors = np.repeat(powers[::-1], counts)
    return theta - learning_rate * factors * gradient


LAYERED_STEP = (
    layered_by_slices,
    layered_from_the_head,
    layered_by_concatenating,
    layered_by_powers,
)


# --- normalized


def normalized_by_choice(z, mean, variance, frozen, momentum, epsilon):
    n = len(z)
    used_mean = mean if frozen else np.mean(z, axis=0)
    used_variance = variance if frozen else np.var(z, axis=0)
    z_hat = (z - used_mean) / np.sqrt(used_variance + epsilon)
    if not frozen:
        mean = mean + momentum * (used_mean - mean)
        variance = variance + momentum * (used_variance * n / (n - 1) - variance)
    return z_hat, mean, variance


def normalized_with_zero_momentum(z, mean, variance, frozen, momentum, epsilon):
    if frozen:
        mu, var, momentum = mean, variance, 0
    else:
        mu = z.sum(axis=0) / len(z)
        var = ((z - mu) ** 2).sum(axis=0) / len(z)
    new_mean = (1 - momentum) * mean + momentum * mu
    new_variance = (1 - momentum) * variance + momentum * var * len(z) / (len(z) - 1)
    return (z - mu) / (var + epsilon) ** 0.5, new_mean, new_variance


def normalized_by_columns(z, mean, variance, frozen, momentum, epsilon):
    z_hat = np.zeros(z.shape)
    new_mean, new_variance = np.array(mean), np.array(variance)
    for unit in range(z.shape[1]):
        column = z[:, unit]
        if frozen:
            center, spread = mean[unit], variance[unit]
        else:
            center, spread = column.mean(), column.var()
            new_mean[unit] = (1 - momentum) * mean[unit] + momentum * center
            new_variance[unit] = (1 - momentum) * variance[unit] + momentum * column.var(ddof=1)
        z_hat[:, unit] = (column - center) / np.sqrt(spread + epsilon)
    return z_hat, new_mean, new_variance


NORMALIZED = (normalized_by_choice, normalized_with_zero_momentum, normalized_by_columns)


# --- movement


def movement_by_slices(before, after, counts):
    relative, moved, start = [], [], 0
    for count in counts:
        old, new = before[start : start + count], after[start : start + count]
        relative.append(np.sqrt(np.sum((new - old) ** 2)) / np.sqrt(np.sum(old**2)))
        moved.append(np.count_nonzero(new - old))
        start += count
    return relative, moved


def movement_by_ratio_of_squares(before, after, counts):
    relative = np.zeros(len(counts))
    moved = np.zeros(len(counts))
    stop = 0
    for layer, count in enumerate(counts):
        start, stop = stop, stop + count
        change = after[start:stop] - before[start:stop]
        relative[layer] = np.sqrt((change @ change) / (before[start:stop] @ before[start:stop]))
        moved[layer] = (change != 0).sum()
    return relative, moved


def movement_by_reduceat(before, after, counts):
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    squares = np.add.reduceat((after - before) ** 2, starts)
    lengths = np.add.reduceat(before**2, starts)
    moved = np.add.reduceat((after != before).astype(int), starts)
    return np.sqrt(squares) / np.sqrt(lengths), moved


MOVEMENT = (movement_by_slices, movement_by_ratio_of_squares, movement_by_reduceat)


# --- forgotten


def forgotten_by_a_function(x, y, W0, b0, W1, b1, new_W0, new_b0, new_W1, new_b1):
    def share(weights, biases):
        hidden = np.maximum(0, x @ weights + biases)
        said = np.argmax(hidden @ W1 + b1, axis=1)
        return (said == y).mean()

    before, after = share(W0, b0), share(new_W0, new_b0)
    return before, after, before - after


def forgotten_by_loop(x, y, W0, b0, W1, b1, new_W0, new_b0, new_W1, new_b1):
    right = [0, 0]
    for place, body in enumerate(((W0, b0), (new_W0, new_b0))):
        z = x @ body[0] + body[1]
        a = z * (z > 0)
        logits = a @ W1 + b1
        for i in range(len(y)):
            right[place] += int(logits[i].argmax() == y[i])
    before, after = right[0] / len(y), right[1] / len(y)
    return before, after, before - after


def forgotten_with_probabilities(x, y, W0, b0, W1, b1, new_W0, new_b0, new_W1, new_b1):
    accuracies = []
    for weights, biases in ((W0, b0), (new_W0, new_b0)):
        a = np.maximum(x @ weights + biases, 0)
        logits = a @ W1 + b1
        p = np.exp(logits - logits.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        accuracies.append(np.sum(p.argmax(axis=1) == y) / len(y))
    return accuracies[0], accuracies[1], accuracies[0] - accuracies[1]


def forgotten_line_by_line(x, y, W0, b0, W1, b1, new_W0, new_b0, new_W1, new_b1):
    z = x @ W0 + b0
    a = np.where(z > 0, z, 0)
    before = np.average((a @ W1 + b1).argmax(axis=1) == y)
    new_z = x @ new_W0 + new_b0
    new_a = np.where(new_z > 0, new_z, 0)
    after = np.average((new_a @ W1 + b1).argmax(axis=1) == y)
    return {"before": before, "after": after, "forgotten": before - after}


FORGOTTEN = (
    forgotten_by_a_function,
    forgotten_by_loop,
    forgotten_with_probabilities,
    forgotten_line_by_line,
)


# --- enough_labels


def enough_by_all(labels, head_only, everything):
    better = np.mean(everything, axis=1) > np.mean(head_only, axis=1)
    for i in range(len(labels)):
        if better[i:].all():
            return labels[i]
    return -1


def enough_by_last_worse(labels, head_only, everything):
    gain = (everything - head_only).mean(axis=1)
    worse = np.flatnonzero(gain <= 0)
    first = worse[-1] + 1 if len(worse) else 0
    return labels[first] if first < len(labels) else -1


def enough_by_counting_back(labels, head_only, everything):
    i = len(labels)
    while i > 0 and everything[i - 1].mean() > head_only[i - 1].mean():
        i -= 1
    if i == len(labels):
        return -1
    return labels[i]


ENOUGH_LABELS = (enough_by_all, enough_by_last_worse, enough_by_counting_back)


# --- best_way


def best_by_loop(target, source, least):
    best, highest = -1, -1.0
    for way in range(len(target)):
        if source[way].mean() >= least and target[way].mean() > highest:
            best, highest = way, target[way].mean()
    return best


def best_by_places(target, source, least):
    allowed = np.flatnonzero(np.mean(source, axis=1) >= least)
    if len(allowed) == 0:
        return -1
    return allowed[np.argmax(np.mean(target, axis=1)[allowed])]


def best_by_sorting(target, source, least):
    means = np.mean(target, axis=1)
    for way in np.argsort(-means, kind="stable"):
        if np.mean(source[way]) >= least:
            return way
    return -1


def best_by_max(target, source, least):
    ways = [way for way in range(len(target)) if source[way].mean() >= least]
    return max(ways, key=lambda way: target[way].mean(), default=-1)


BEST_WAY = (best_by_loop, best_by_places, best_by_sorting, best_by_max)
