"""Right answers to exercise 01, each written in another way, as learners write: all of them must pass."""

import math
from itertools import pairwise

import numpy as np

# --- he_std, a value

HE_STD = (0.2, np.float32(0.2), math.sqrt(2 / 50))


# --- He and Xavier


def _normal(variance, fan_in, fan_out, generator):
    return generator.standard_normal((fan_out, fan_in)).T * math.sqrt(variance)


def _uniform(variance, fan_in, fan_out, generator):
    return math.sqrt(3 * variance) * (1 - 2 * generator.random((fan_in, fan_out)))


def he_normal_by_scaling(fan_in, fan_out, generator):
    return _normal(2 / fan_in, fan_in, fan_out, generator)


def he_normal_by_division(fan_in, fan_out, generator):
    return generator.normal(size=(fan_in, fan_out)) / np.sqrt(fan_in / 2)


def he_normal_in_place(fan_in, fan_out, generator):
    W = np.empty((fan_in, fan_out))
    W[:] = generator.normal(0, (2 / fan_in) ** 0.5, W.shape)
    return W


HE_NORMAL = (
    he_normal_by_scaling,
    he_normal_by_division,
    he_normal_in_place,
)


def xavier_uniform_by_variance(fan_in, fan_out, generator):
    return _uniform(2 / (fan_in + fan_out), fan_in, fan_out, generator)


def xavier_uniform_by_root_three(fan_in, fan_out, generator):
    limit = np.sqrt(3) * np.sqrt(2 / (fan_in + fan_out))
    return generator.uniform(low=-limit, high=limit, size=(fan_in, fan_out))


def xavier_uniform_by_rows(fan_in, fan_out, generator):
    limit = (6 / (fan_in + fan_out)) ** 0.5
    return np.array([generator.uniform(-limit, limit, fan_out) for _ in range(fan_in)])


XAVIER_UNIFORM = (
    xavier_uniform_by_variance,
    xavier_uniform_by_root_three,
    xavier_uniform_by_rows,
)


# --- signal_stds


def signal_by_variance(x, weights):
    stds = np.zeros(len(weights))
    for i, W in enumerate(weights):
        x = x @ W
        stds[i] = x.var() ** 0.5
        x = x * (x > 0)
    return stds


def signal_by_index(x, weights):
    a, found = x, []
    for i in range(len(weights)):
        z = np.dot(a, weights[i])
        a = np.where(z > 0, z, 0)
        found.append(z.std())
    return np.array(found)


def signal_by_recursion(x, weights):
    if len(weights) == 0:
        return []
    z = x @ weights[0]
    return [z.std(), *signal_by_recursion(z.clip(min=0), weights[1:])]


def signal_by_squares(x, weights):
    stds = []
    for W in weights:
        z = x @ W
        stds += [math.sqrt(np.mean((z - z.mean()) ** 2))]
        x = (z + abs(z)) / 2
    return tuple(stds)


SIGNAL_STDS = (signal_by_variance, signal_by_index, signal_by_recursion, signal_by_squares)


# --- surviving_std, a value

SURVIVING_STD = (0.5**15, 1 / 32768, math.sqrt(0.5**30))


# --- predicted_stds


def predicted_by_variances(layer_sizes, weight_stds):
    fan_ins = np.array(layer_sizes[:-1])
    factors = fan_ins * np.asarray(weight_stds) ** 2
    factors[1:] /= 2
    return np.sqrt(np.cumprod(factors))


def predicted_from_the_layer_before(layer_sizes, weight_stds):
    stds = [np.sqrt(layer_sizes[0]) * weight_stds[0]]
    for i in range(1, len(weight_stds)):
        stds.append(stds[i - 1] * weight_stds[i] * np.sqrt(layer_sizes[i] / 2))
    return stds


def predicted_by_pairs(layer_sizes, weight_stds):
    variance, stds = 2.0, []  # as if something had been halved before
    for fan_in, std in zip(layer_sizes, weight_stds, strict=False):
        variance = 0.5 * variance * fan_in * std * std
        stds.append(variance**0.5)
    return stds


PREDICTED_STDS = (
    predicted_by_variances,
    predicted_from_the_layer_before,
    predicted_by_pairs,
)


# --- wrong_layer


def wrong_by_shares(weights):
    ratios = np.array([W.std() * (W.shape[0] / 2) ** 0.5 for W in weights])
    return np.abs(ratios - 1).argmax()


def wrong_by_squares(weights):
    found, furthest = 0, 0
    for i, W in enumerate(weights):
        kept = W.shape[0] * W.var() / 2
        off = max(kept, 1 / kept)
        if off > furthest:
            found, furthest = i, off
    return found


def wrong_by_sorting(weights):
    def off(i):
        asked = math.sqrt(2 / weights[i].shape[0])
        return abs(math.log(weights[i].std()) - math.log(asked))

    return sorted(range(len(weights)), key=off)[-1]


WRONG_LAYER = (wrong_by_shares, wrong_by_squares, wrong_by_sorting)


# --- repaired


def repaired_by_factor(weights, layer):
    factor = math.sqrt(2 / weights[layer].shape[0]) / weights[layer].std()
    return [W * factor if i == layer else W for i, W in enumerate(weights)]


def repaired_by_copies(weights, layer):
    mended = [W.copy() for W in weights]
    W = mended[layer]
    W /= np.std(W)
    W *= (2 / W.shape[0]) ** 0.5
    return mended


def repaired_by_slices(weights, layer):
    fan_in, _ = weights[layer].shape
    better = weights[layer] / np.sqrt(fan_in * weights[layer].var() / 2)
    return [*weights[:layer], better, *weights[layer + 1 :]]


REPAIRED = (repaired_by_factor, repaired_by_copies, repaired_by_slices)


# --- different_units


def different_by_tuples(W, dW):
    return len({(*W[:, j], *dW[:, j]) for j in range(W.shape[1])})


def different_by_loops(W, dW):
    different = 0
    for j in range(W.shape[1]):
        seen = False
        for k in range(j):
            if np.all(W[:, j] == W[:, k]) and np.all(dW[:, j] == dW[:, k]):
                seen = True
        if not seen:
            different += 1
    return different


def different_by_a_list(W, dW):
    found = []
    for unit in zip(W.T.tolist(), dW.T.tolist(), strict=True):
        if unit not in found:
            found.append(unit)
    return len(found)


def different_by_rows(W, dW):
    units = np.hstack([W.T, dW.T])
    return len(np.unique(units, axis=0))


DIFFERENT_UNITS = (
    different_by_tuples,
    different_by_loops,
    different_by_a_list,
    different_by_rows,
)


# --- start_of


def _he_uniform(fan_in, fan_out, generator):
    return _uniform(2 / fan_in, fan_in, fan_out, generator)


def start_by_index(layer_sizes, generator):
    layers = []
    for i in range(len(layer_sizes) - 1):
        fan_in, fan_out = layer_sizes[i], layer_sizes[i + 1]
        layers.append((he_normal_by_scaling(fan_in, fan_out, generator), np.zeros(fan_out)))
    return layers


def start_as_lists(layer_sizes, generator):
    sizes = list(layer_sizes)
    return [[he_normal_by_division(m, n, generator), [0.0] * n] for m, n in pairwise(sizes)]


def start_by_uniform_numbers(layer_sizes, generator):
    return tuple((_he_uniform(m, n, generator), np.zeros(n)) for m, n in pairwise(layer_sizes))


START_OF = (start_by_index, start_as_lists, start_by_uniform_numbers)

# --- he_std and surviving_std, worked out


def he_std_from_the_fans():
    fan_in, fan_out = 50, 40  # noqa: F841  it is there to be mistaken for fan_in
    return np.sqrt(2 / fan_in)


def he_std_by_a_power():
    fan_in, fan_out = 50, 40  # noqa: F841  it is there to be mistaken for fan_in
    variance = 2 / fan_in
    return variance ** (1 / 2)


HE_STD_WORKED = (he_std_from_the_fans, he_std_by_a_power)


def surviving_std_from_the_variance():
    variance = 0.5**30
    return variance**0.5


def surviving_std_layer_by_layer():
    variance = 1.0
    for _ in range(30):
        variance *= 0.5
    return np.sqrt(variance)


def surviving_std_by_factors():
    layers = 30
    factor = np.sqrt(0.5)
    return factor**layers


SURVIVING_STD_WORKED = (
    surviving_std_from_the_variance,
    surviving_std_layer_by_layer,
    surviving_std_by_factors,
)
