"""Right answers to exercise 09, each written in another way, as learners write: all of them must pass."""

import numpy as np

# --- best_and_gap


def best_by_where(training, validation):
    best = np.where(validation == validation.min())[0][0]
    return best, (validation - training)[best]


def best_by_loop(training, validation):
    best = 0
    for epoch in range(1, len(validation)):
        if validation[epoch] < validation[best]:
            best = epoch
    return best, validation[best] - training[best]


def best_by_list(training, validation):
    losses = list(validation)
    best = losses.index(min(losses))
    gap = losses[best] - training[best]
    return [best, gap]


def best_by_sorting(training, validation):
    order = np.argsort(validation, kind="stable")
    return order[0], np.min(validation) - training[order[0]]


BEST_AND_GAP = (best_by_where, best_by_loop, best_by_list, best_by_sorting)


# --- regimes


def regimes_by_loop(training, validation, acceptable, rise):
    found = []
    for fitted, held_out in zip(training, validation, strict=True):
        if held_out[-1] - min(held_out) > rise:
            found.append(1)
        elif fitted[-1] > acceptable:
            found.append(-1)
        else:
            found.append(0)
    return found


def regimes_by_masks(training, validation, acceptable, rise):
    result = np.zeros(len(training), dtype=int)
    result[training[:, -1] > acceptable] = -1
    result[validation[:, -1] - np.min(validation, axis=1) > rise] = 1
    return result


def regimes_by_select(training, validation, acceptable, rise):
    ended = validation[:, -1]
    lowest = np.min(validation, axis=1)
    return np.select([ended > lowest + rise, training[:, -1] > acceptable], [1, -1], default=0)


def regimes_by_index(training, validation, acceptable, rise):
    result = np.zeros(training.shape[0])
    for run in range(training.shape[0]):
        over = validation[run, -1] > validation[run].min() + rise
        under = training[run, -1] > acceptable
        result[run] = 1 if over else -1 if under else 0
    return result


REGIMES = (regimes_by_loop, regimes_by_masks, regimes_by_select, regimes_by_index)


# --- enough_examples


def enough_by_two_means(amounts, training, validation, tolerance):
    gaps = validation.mean(axis=1) - training.mean(axis=1)
    for amount, gap in zip(amounts, gaps, strict=True):
        if gap <= tolerance:
            return gaps, amount
    return gaps, -1


def enough_by_loops(amounts, training, validation, tolerance):
    gaps = []
    enough = -1
    for i in range(len(amounts)):
        total = 0
        for seed in range(len(training[i])):
            total += validation[i][seed] - training[i][seed]
        gaps.append(total / len(training[i]))
        if enough == -1 and gaps[i] <= tolerance:
            enough = amounts[i]
    return np.array(gaps), enough


def enough_by_argmax(amounts, training, validation, tolerance):
    gaps = np.average(validation - training, axis=1)
    is_small = gaps <= tolerance
    return gaps, amounts[np.argmax(is_small)] if is_small.any() else -1


ENOUGH_EXAMPLES = (enough_by_two_means, enough_by_loops, enough_by_argmax)


# --- stops_after: how a learner may write the value


STOPS_AFTER = (5, 5.0, np.int64(5), np.array(5))


def stops_by_rule():
    losses = (0.70, 0.52, 0.55, 0.50, 0.53, 0.51, 0.49)
    lowest, waited = float("inf"), 0
    for epoch, loss in enumerate(losses):
        if loss < lowest:
            lowest, waited = loss, 0
        else:
            waited += 1
        if waited == 2:
            return epoch
    return len(losses) - 1


def stops_by_best():
    losses = [0.70, 0.52, 0.55, 0.50, 0.53, 0.51]
    return losses.index(min(losses)) + 2


STOPS_AFTER_WORKED = (stops_by_rule, stops_by_best)


# --- early_stopping


def stopping_with_a_copy(losses, thetas, patience, min_delta):
    lowest, best, kept, waited = float("inf"), 0, None, 0
    for epoch, loss in enumerate(losses):
        if loss < lowest - min_delta:
            lowest, best, kept, waited = loss, epoch, thetas[epoch].copy(), 0
            continue
        waited += 1
        if waited == patience:
            return epoch, best, kept
    return len(losses) - 1, best, kept


def stopping_from_the_first_epoch(losses, thetas, patience, min_delta):
    best = 0
    lowest = losses[0]
    waited = 0
    last = 0
    for epoch in range(1, len(losses)):
        last = epoch
        if lowest - losses[epoch] > min_delta:
            best = epoch
            lowest = losses[epoch]
            waited = 0
        else:
            waited += 1
            if waited >= patience:
                break
    return last, best, thetas[best]


def stopping_by_while(losses, thetas, patience, min_delta):
    epoch, best = 0, 0
    while epoch < len(losses) - 1 and epoch - best < patience:
        epoch += 1
        if losses[epoch] < losses[best] - min_delta:
            best = epoch
    return [epoch, best, thetas[best]]


def stopping_by_distance(losses, thetas, patience, min_delta):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] + min_delta < losses[best]:
            best = epoch
        if epoch - best >= patience:
            return epoch, best, thetas[best]
    return len(losses) - 1, best, thetas[best]


EARLY_STOPPING = (
    stopping_with_a_copy,
    stopping_from_the_first_epoch,
    stopping_by_while,
    stopping_by_distance,
)


# --- standardized


def standardized_by_function(train, validation, test):
    mean, std = np.mean(train, axis=0), np.std(train, axis=0)

    def scaled(part):
        return (part - mean) / std

    return scaled(train), scaled(validation), scaled(test)


def standardized_by_list(train, validation, test):
    mean = sum(train) / len(train)
    std = np.sqrt(np.mean((train - mean) ** 2, axis=0))
    return [(part - mean) / std for part in (train, validation, test)]


def standardized_by_columns(train, validation, test):
    parts = [np.array(part, dtype=float) for part in (train, validation, test)]
    for j in range(train.shape[1]):
        mean = train[:, j].mean()
        std = train[:, j].std()
        for part in parts:
            part[:, j] = (part[:, j] - mean) / std
    return tuple(parts)


def standardized_by_variance(train, validation, test):
    mean = train.mean(0)
    std = train.var(0) ** 0.5
    return tuple(np.divide(np.subtract(part, mean), std) for part in (train, validation, test))


STANDARDIZED = (
    standardized_by_function,
    standardized_by_list,
    standardized_by_columns,
    standardized_by_variance,
)


# --- chosen_l2


def chosen_by_loop(l2, training, validation, test):
    best, lowest = None, float("inf")
    for i in range(len(l2)):
        mean = np.mean(validation[i])
        if mean < lowest:
            best, lowest = i, mean
    return l2[best], np.mean(test[best])


def chosen_by_sums(l2, training, validation, test):
    chosen = validation.sum(axis=1).argmin()
    return l2[chosen], test.mean(axis=1)[chosen]


def chosen_by_min(l2, training, validation, test):
    means = [float(np.mean(row)) for row in validation]
    chosen = means.index(min(means))
    return (l2[chosen], sum(test[chosen]) / len(test[chosen]))


def chosen_by_sorting(l2, training, validation, test):
    order = np.argsort(np.average(validation, axis=1))
    return l2[order[0]], np.average(test[order[0]])


CHOSEN_L2 = (chosen_by_loop, chosen_by_sums, chosen_by_min, chosen_by_sorting)
