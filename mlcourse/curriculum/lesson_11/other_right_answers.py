"""Right answers to exercise 11, each written in another way, as learners write: all of them must pass."""

import math

import numpy as np

# --- log_uniform_by_hand: how a learner may write the value


LOG_UNIFORM_BY_HAND = (0.01, 1e-2, 10**-2, np.float64(0.01))


def by_powers():
    low, high = -5, -1
    return 10 ** (low + 0.75 * (high - low))


def by_logarithms():
    return math.exp(math.log(1e-5) + 0.75 * (math.log(0.1) - math.log(1e-5)))


def by_the_factor():
    return 1e-5 * (0.1 / 1e-5) ** 0.75


LOG_UNIFORM_BY_HAND_WORKED = (by_powers, by_logarithms, by_the_factor)


# --- log_uniform


def drawn_by_natural_logarithms(u, low, high):
    return np.exp(np.log(low) + u * (np.log(high) - np.log(low)))


def drawn_by_powers_of_ten(u, low, high):
    a, b = np.log10(low), np.log10(high)
    exponent = a + (b - a) * u
    return 10**exponent


def drawn_one_by_one(u, low, high):
    values = []
    for each in u:
        values.append(low ** (1 - each) * high**each)
    return np.array(values)


def drawn_by_interp(u, low, high):
    return np.exp(np.interp(u, [0, 1], [np.log(low), np.log(high)]))


LOG_UNIFORM = (
    drawn_by_natural_logarithms,
    drawn_by_powers_of_ten,
    drawn_one_by_one,
    drawn_by_interp,
)


# --- grid


def grid_by_repeat_and_tile(rates, penalties):
    return np.column_stack([np.repeat(rates, len(penalties)), np.tile(penalties, len(rates))])


def grid_by_meshgrid(rates, penalties):
    first, second = np.meshgrid(rates, penalties, indexing="ij")
    return np.stack([first.ravel(), second.ravel()], axis=1)


def grid_by_two_loops(rates, penalties):
    found = np.zeros((len(rates) * len(penalties), 2))
    row = 0
    for i in range(len(rates)):
        for j in range(len(penalties)):
            found[row, 0] = rates[i]
            found[row, 1] = penalties[j]
            row += 1
    return found


def grid_as_a_list(rates, penalties):
    return [[r, p] for r in rates for p in penalties]


GRID = (grid_by_repeat_and_tile, grid_by_meshgrid, grid_by_two_loops, grid_as_a_list)


# --- budget_by_hand


BUDGET_BY_HAND = (22, 22.0, np.int64(22))


def candidates_by_a_loop():
    missed = 1.0
    for n in range(1, 100):
        missed *= 0.9
        if missed <= 0.1:
            return n
    return 100


def candidates_by_trying():
    return min(n for n in range(1, 100) if 0.9**n <= 0.1)


def candidates_by_numpy():
    return int(np.ceil(np.log(1 - 0.9) / np.log(1 - 0.1)))


BUDGET_BY_HAND_WORKED = (candidates_by_a_loop, candidates_by_trying, candidates_by_numpy)


# --- best_within


def within_by_a_loop(scores, costs, budget):
    best, spent = None, 0
    for i in range(len(scores)):
        if spent + costs[i] > budget:
            break
        spent += costs[i]
        if best is None or scores[i] > scores[best]:
            best = i
    return best, spent


def within_by_what_is_left(scores, costs, budget):
    left = budget
    tried = 0
    while tried < len(costs) and costs[tried] <= left:
        left -= costs[tried]
        tried += 1
    return int(np.argmax(scores[:tried])), budget - left


def within_by_a_mask(scores, costs, budget):
    allowed = np.cumsum(costs) <= budget
    best = np.argmax(np.where(allowed, scores, -np.inf))
    return best, costs[allowed].sum()


def within_by_searchsorted(scores, costs, budget):
    totals = np.cumsum(costs)
    n = np.searchsorted(totals, budget, side="right")
    return scores[:n].argmax(), totals[n - 1]


BEST_WITHIN = (
    within_by_a_loop,
    within_by_what_is_left,
    within_by_a_mask,
    within_by_searchsorted,
)


# --- standardized_folds


def folds_by_lists(x, fold):
    out = np.empty_like(x)
    for k in range(int(fold.max()) + 1):
        inside = np.where(fold == k)[0]
        outside = np.where(fold != k)[0]
        mu = np.mean(x[outside], axis=0)
        sigma = np.std(x[outside], axis=0)
        out[inside] = (x[inside] - mu) / sigma
    return out


def folds_example_by_example(x, fold):
    rows = []
    for i in range(len(x)):
        others = x[fold != fold[i]]
        rows.append((x[i] - others.mean(axis=0)) / others.std(axis=0))
    return np.array(rows)


def folds_by_means_of_squares(x, fold):
    result = np.zeros_like(x)
    for k in set(fold.tolist()):
        train = x[fold != k]
        mean = train.sum(axis=0) / len(train)
        std = np.sqrt(((train - mean) ** 2).sum(axis=0) / len(train))
        result[fold == k] = (x[fold == k] - mean) / std
    return result


STANDARDIZED_FOLDS = (folds_by_lists, folds_example_by_example, folds_by_means_of_squares)


# --- chosen


def chosen_by_a_loop(scores):
    folds = scores.shape[1]
    means = [row.mean() for row in scores]
    best = means.index(max(means))
    spread = np.std(scores[best], ddof=1)
    simplest = 0
    while means[simplest] < means[best] - spread / folds**0.5:
        simplest += 1
    return best, spread, simplest


def chosen_by_nonzero(scores):
    means = np.mean(scores, axis=1)
    best = int(means.argmax())
    spread = scores.std(axis=1, ddof=1)[best]
    bound = means[best] - spread / np.sqrt(len(scores[0]))
    return best, spread, np.flatnonzero(means >= bound)[0]


def chosen_by_sums(scores):
    k = scores.shape[1]
    means = scores.sum(axis=1) / k
    best = np.argmax(means)
    off = scores[best] - means[best]
    spread = np.sqrt((off**2).sum() / (k - 1))
    as_good = [c for c in range(len(means)) if means[best] - means[c] <= spread / np.sqrt(k)]
    return best, spread, as_good[0]


CHOSEN = (chosen_by_a_loop, chosen_by_nonzero, chosen_by_sums)


# --- curse_by_hand


CURSE_BY_HAND = (0.8875, 71 / 80, np.float64(0.8875))


def curse_by_cases():
    cases = [max(a, b, c) for a in (0.8, 0.9) for b in (0.8, 0.9) for c in (0.8, 0.9)]
    return sum(cases) / len(cases)


def curse_by_the_complement():
    none_is_lucky = 1 / 8
    return 0.9 - 0.1 * none_is_lucky


def curse_by_probabilities():
    return 0.8 * (1 / 2) ** 3 + 0.9 * 7 / 8


CURSE_BY_HAND_WORKED = (curse_by_cases, curse_by_the_complement, curse_by_probabilities)


# --- kept_features


def kept_by_the_negative(x, y, fold, keep):
    rows = []
    for k in range(fold.max() + 1):
        xt, yt = x[fold != k], y[fold != k]
        gap = abs(xt[yt == 1].mean(axis=0) - xt[yt == 0].mean(axis=0))
        rows.append(sorted(np.argsort(-gap)[:keep]))
    return rows


def kept_by_partition(x, y, fold, keep):
    kept = np.zeros((len(np.unique(fold)), keep), dtype=int)
    for k in range(len(kept)):
        inside = fold != k
        xt, yt = x[inside], y[inside]
        gap = np.abs(xt[yt == 1].mean(axis=0) - xt[yt == 0].mean(axis=0))
        kept[k] = np.sort(np.argpartition(gap, -keep)[-keep:])
    return kept


def kept_feature_by_feature(x, y, fold, keep):
    result = []
    for k in np.unique(fold):
        gaps = []
        for j in range(x.shape[1]):
            ones = x[(fold != k) & (y == 1), j]
            zeros = x[(fold != k) & (y == 0), j]
            gaps.append((ones.mean() - zeros.mean()) ** 2)
        order = sorted(range(len(gaps)), key=lambda j: gaps[j], reverse=True)
        result.append(sorted(order[:keep]))
    return np.array(result)


KEPT_FEATURES = (kept_by_the_negative, kept_by_partition, kept_feature_by_feature)
