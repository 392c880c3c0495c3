"""Right answers to exercise 13, each written in another way, as learners write: all of them must pass."""

import numpy as np

# --- tells_alone


def alone_by_loop(x, y):
    found = []
    for j in range(x.shape[1]):
        zeros, ones = x[y == 0, j], x[y == 1, j]
        found.append(max(zeros) < min(ones) or max(ones) < min(zeros))
    return found


def alone_by_all(x, y):
    above = np.all(x[y == 1] > x[y == 0].max(axis=0), axis=0)
    below = np.all(x[y == 1] < x[y == 0].min(axis=0), axis=0)
    return above | below


def alone_by_or(x, y):
    low = [x[y == k].min(axis=0) for k in (0, 1)]
    high = [x[y == k].max(axis=0) for k in (0, 1)]
    return np.logical_or(low[1] > high[0], low[0] > high[1])


def alone_by_sign(x, y):
    gap = np.maximum(x[y == 1].min(0) - x[y == 0].max(0), x[y == 0].min(0) - x[y == 1].max(0))
    return gap > 0


TELLS_ALONE = (alone_by_loop, alone_by_all, alone_by_or, alone_by_sign)


# --- prepared


def prepared_by_rows(x, y, order, held_out):
    train, test = order[:-held_out], order[-held_out:]
    mean, std = x[train].mean(axis=0), x[train].std(axis=0)
    return (x[train] - mean) / std, y[train], (x[test] - mean) / std, y[test]


def prepared_by_split(x, y, order, held_out):
    train, test = np.split(order, [len(order) - held_out])
    center = np.mean(x[train], axis=0)
    spread = np.sqrt(np.mean((x[train] - center) ** 2, axis=0))
    return [(x[train] - center) / spread, y[train], (x[test] - center) / spread, y[test]]


def prepared_by_take(x, y, order, held_out):
    n = len(y) - held_out
    shuffled = np.take(x, order, axis=0)
    targets = np.take(y, order)
    mean = shuffled[:n].mean(0)
    std = shuffled[:n].std(0)
    x_train = (shuffled[:n] - mean) / std
    x_test = (shuffled[n:] - mean) / std
    return x_train, targets[:n], x_test, targets[n:]


def prepared_by_lists(x, y, order, held_out):
    train = list(order[: len(order) - held_out])
    test = list(order[len(order) - held_out :])
    x_train, x_test = x[train], x[test]
    mean, variance = x_train.mean(axis=0), x_train.var(axis=0)
    return (x_train - mean) / variance**0.5, y[train], (x_test - mean) / variance**0.5, y[test]


PREPARED = (prepared_by_rows, prepared_by_split, prepared_by_take, prepared_by_lists)


# --- loss_for


def loss_by_logaddexp(task, output, y):
    if task == "regression":
        loss = np.square(y - output[:, 0])
    elif task == "binary":
        loss = np.logaddexp(0, output[:, 0]) - y * output[:, 0]
    else:
        loss = np.logaddexp.reduce(output, axis=1) - output[np.arange(len(output)), y]
    return loss.mean()


def loss_by_cases(task, output, y):
    n = len(output)
    if task == "multi-class":
        top = output.max(axis=1)
        log_sum = top + np.log(np.sum(np.exp(output - top[:, None]), axis=1))
        return (log_sum - output[range(n), y]).sum() / n
    z = output.ravel()
    if task == "binary":
        return np.where(y == 1, np.logaddexp(0, -z), np.logaddexp(0, z)).mean()
    return ((z - y) ** 2).mean()


def loss_by_loop(task, output, y):
    total = 0.0
    for z, target in zip(output, y, strict=True):
        if task == "regression":
            total += (z[0] - target) ** 2
        elif task == "binary":
            total += max(z[0], 0) - z[0] * target + np.log(1 + np.exp(-abs(z[0])))
        else:
            top = max(z)
            total += top + np.log(np.sum(np.exp(z - top))) - z[target]
    return total / len(y)


def loss_by_one_hot(task, output, y):
    if task == "regression":
        return np.mean((output - y[:, None]) ** 2)
    if task == "binary":
        signed = (2 * y - 1) * output[:, 0]
        return np.mean(np.maximum(-signed, 0) + np.log1p(np.exp(-np.abs(signed))))
    hot = np.eye(output.shape[1])[y]
    shifted = output - output.max(axis=1)[:, None]
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1))[:, None]
    return -np.sum(hot * log_p) / len(y)


LOSS_FOR = (loss_by_logaddexp, loss_by_cases, loss_by_loop, loss_by_one_hot)


# --- kept_weights


def kept_by_loop(validation, thetas):
    return np.array([thetas[seed][np.argmin(validation[seed])] for seed in range(len(thetas))])


def kept_by_take(validation, thetas):
    best = validation.argmin(axis=1)
    return np.take_along_axis(thetas, best[:, None, None], axis=1)[:, 0]


def kept_by_list(validation, thetas):
    found = []
    for losses, weights in zip(validation, thetas, strict=True):
        losses = list(losses)
        found.append(weights[losses.index(min(losses))])
    return found


def kept_by_comparing(validation, thetas):
    kept = thetas[:, 0].copy()
    for seed in range(validation.shape[0]):
        lowest = validation[seed, 0]
        for epoch in range(1, validation.shape[1]):
            if validation[seed, epoch] < lowest:
                lowest = validation[seed, epoch]
                kept[seed] = thetas[seed, epoch]
    return kept


KEPT_WEIGHTS = (kept_by_loop, kept_by_take, kept_by_list, kept_by_comparing)


# --- simplest


def simplest_by_loop(scores):
    means = [np.mean(row) for row in scores]
    best = means.index(max(means))
    error = np.std(scores[best], ddof=1) / len(scores[best]) ** 0.5
    for number, mean in enumerate(means):
        if mean >= max(means) - error:
            return number


def simplest_by_argmax(scores):
    means = scores.mean(axis=1)
    top = scores[means.argmax()]
    return np.argmax(means >= top.mean() - top.std(ddof=1) / np.sqrt(top.size))


def simplest_by_variance(scores):
    seeds = scores.shape[1]
    means = np.sum(scores, axis=1) / seeds
    best = int(np.argmax(means))
    error = np.sqrt(np.sum((scores[best] - means[best]) ** 2) / (seeds - 1) / seeds)
    return min(i for i in range(len(scores)) if means[best] - means[i] <= error)


def simplest_by_where(scores):
    means = np.mean(scores, axis=1)
    errors = np.std(scores, axis=1, ddof=1) / np.sqrt(scores.shape[1])
    limit = means.max() - errors[np.argmax(means)]
    return np.where(means >= limit)[0].min()


SIMPLEST = (simplest_by_loop, simplest_by_argmax, simplest_by_variance, simplest_by_where)


# --- over_the_baseline


def gain_by_unique(said, y, y_train):
    values, counts = np.unique(y_train, return_counts=True)
    usual = values[np.argmax(counts)]
    return (said == y).mean() - (y == usual).mean()


def gain_by_counting(said, y, y_train):
    labels = list(y_train)
    usual = max(set(labels), key=labels.count)
    right = sum(1 for a, b in zip(said, y, strict=True) if a == b)
    always = sum(1 for b in y if b == usual)
    return (right - always) / len(y)


def gain_by_full(said, y, y_train):
    always = np.full(len(y), np.argmax(np.bincount(y_train)))
    return np.mean(said == y) - np.mean(always == y)


def gain_by_loop(said, y, y_train):
    counts = np.zeros(y_train.max() + 1)
    for label in y_train:
        counts[label] += 1
    usual = int(np.argmax(counts))
    gained = 0
    for i in range(len(y)):
        gained += (said[i] == y[i]) * 1 - (usual == y[i]) * 1
    return gained / len(y)


OVER_THE_BASELINE = (gain_by_unique, gain_by_counting, gain_by_full, gain_by_loop)


# --- report


def report_by_numpy(scores, baseline):
    return np.mean(scores), np.std(scores, ddof=1), np.count_nonzero(scores > baseline)


def report_by_hand(scores, baseline):
    n = len(scores)
    mean = sum(scores) / n
    spread = (sum((s - mean) ** 2 for s in scores) / (n - 1)) ** 0.5
    return mean, spread, len([s for s in scores if s > baseline])


def report_by_variance(scores, baseline):
    mean = np.average(scores)
    spread = np.sqrt(np.var(scores, ddof=1))
    above = (scores > baseline).sum()
    return [mean, spread, above]


def report_by_correction(scores, baseline):
    n = scores.size
    spread = scores.std() * np.sqrt(n / (n - 1))
    above = 0
    for score in scores:
        if score > baseline:
            above += 1
    return scores.sum() / n, spread, above


REPORT = (report_by_numpy, report_by_hand, report_by_variance, report_by_correction)


# --- diabetes_plans, tumor_plans, digit_plans: which line of the rubric each plan breaks

LINES = ("none", "test part", "output and loss", "score and threshold", "report", "weights")


def diabetes_plans_by_the_rubric():
    broken = ("score and threshold", "test part", "none", "output and loss", "report")
    return [LINES.index(each) for each in broken]


def diabetes_plans_line_by_line():
    broken_by = {3: (1,), 1: (2,), 2: (4,), 4: (5,)}
    lines = [0] * 5
    for line, plans in broken_by.items():
        for plan in plans:
            lines[plan - 1] = line
    return lines


def tumor_plans_by_the_rubric():
    broken = ("score and threshold", "none", "score and threshold", "test part", "report")
    return [LINES.index(each) for each in broken]


def tumor_plans_line_by_line():
    broken_by = {3: (1, 3), 1: (4,), 4: (5,)}
    lines = [0] * 5
    for line, plans in broken_by.items():
        for plan in plans:
            lines[plan - 1] = line
    return lines


def digit_plans_by_the_rubric():
    broken = ("test part", "output and loss", "weights", "none", "report")
    return [LINES.index(each) for each in broken]


def digit_plans_line_by_line():
    broken_by = {1: (1,), 2: (2,), 5: (3,), 4: (5,)}
    lines = [0] * 5
    for line, plans in broken_by.items():
        for plan in plans:
            lines[plan - 1] = line
    return lines


DIABETES_PLANS = ([3, 1, 0, 2, 4], np.array([3, 1, 0, 2, 4]), (3.0, 1.0, 0.0, 2.0, 4.0))
TUMOR_PLANS = ([3, 0, 3, 1, 4], np.array([3, 0, 3, 1, 4]), (3.0, 0.0, 3.0, 1.0, 4.0))
DIGIT_PLANS = ([1, 2, 5, 0, 4], np.array([1, 2, 5, 0, 4]), (1.0, 2.0, 5.0, 0.0, 4.0))
