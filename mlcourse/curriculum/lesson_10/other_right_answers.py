"""Right answers to exercise 10, each written in another way, as learners write: all of them must pass."""

import numpy as np

# --- f1_by_hand: how a learner may write the value


F1_BY_HAND = (0.4, 2 / 5, np.float64(0.4), np.array(0.4))


def f1_by_both_rates():
    precision = 6 / 10
    recall = 6 / 20
    return 2 * precision * recall / (precision + recall)


def f1_by_the_harmonic_mean():
    precision, recall = 6 / 10, 6 / 20
    return 2 / (1 / precision + 1 / recall)


def f1_by_the_counts():
    tp, called, ill = 6, 10, 20
    fp = called - tp
    fn = ill - tp
    return 2 * tp / (2 * tp + fp + fn)


F1_BY_HAND_WORKED = (f1_by_both_rates, f1_by_the_harmonic_mean, f1_by_the_counts)


# --- confusion


def confusion_by_a_loop(prediction, target):
    counts = np.zeros((2, 2), dtype=int)
    for said, true in zip(prediction, target, strict=True):
        counts[true, said] += 1
    return counts


def confusion_by_ifs(prediction, target):
    tp = fp = fn = tn = 0
    for i in range(len(target)):
        if prediction[i] == 1:
            if target[i] == 1:
                tp += 1
            else:
                fp += 1
        elif target[i] == 1:
            fn += 1
        else:
            tn += 1
    return [[tn, fp], [fn, tp]]


def confusion_by_products(prediction, target):
    tp = (prediction * target).sum()
    fp = prediction.sum() - tp
    fn = target.sum() - tp
    tn = len(target) - tp - fp - fn
    return np.array([[tn, fp], [fn, tp]])


def confusion_by_counting_pairs(prediction, target):
    return np.bincount(2 * target + prediction, minlength=4).reshape(2, 2)


def confusion_by_one_hot(prediction, target):
    rows = np.eye(2)
    return rows[target].T @ rows[prediction]


CONFUSION = (
    confusion_by_a_loop,
    confusion_by_ifs,
    confusion_by_products,
    confusion_by_counting_pairs,
    confusion_by_one_hot,
)


# --- precision_recall


def both_by_the_four_counts(prediction, target):
    tp = ((prediction == 1) & (target == 1)).sum()
    fp = ((prediction == 1) & (target == 0)).sum()
    fn = ((prediction == 0) & (target == 1)).sum()
    precision, recall = 0, 0
    if tp + fp != 0:
        precision = tp / (tp + fp)
    if tp + fn != 0:
        recall = tp / (tp + fn)
    return precision, recall


def both_by_selecting(prediction, target):
    found_among_called = target[prediction == 1]
    called_among_true = prediction[target == 1]
    precision = found_among_called.mean() if found_among_called.size else 0.0
    recall = called_among_true.mean() if called_among_true.size else 0.0
    return {"precision": precision, "recall": recall}


def both_by_the_largest_of_one(prediction, target):
    tp = np.sum(prediction * target)
    return tp / max(np.sum(prediction), 1), tp / max(np.sum(target), 1)


def both_by_a_loop(prediction, target):
    tp = fp = fn = 0
    for said, true in zip(prediction, target, strict=True):
        if said == 1 and true == 1:
            tp += 1
        elif said == 1:
            fp += 1
        elif true == 1:
            fn += 1
    precision = tp / (tp + fp) if tp > 0 else 0.0
    recall = tp / (tp + fn) if tp > 0 else 0.0
    return [precision, recall]


PRECISION_RECALL = (
    both_by_the_four_counts,
    both_by_selecting,
    both_by_the_largest_of_one,
    both_by_a_loop,
)


# --- f1


def f1_by_counts(prediction, target):
    tp = np.sum((prediction == 1) & (target == 1))
    fp = np.sum((prediction == 1) & (target == 0))
    fn = np.sum((prediction == 0) & (target == 1))
    if tp == 0:
        return 0
    return 2 * tp / (2 * tp + fp + fn)


def f1_by_precision_and_recall(prediction, target):
    tp = np.sum(prediction * target)
    if tp == 0:
        return 0.0
    precision = tp / np.sum(prediction)
    recall = tp / np.sum(target)
    return 2 * precision * recall / (precision + recall)


def f1_by_reciprocals(prediction, target):
    tp = ((prediction == 1) & (target == 1)).sum()
    called = (prediction == 1).sum()
    positive = (target == 1).sum()
    return 2 / (called / tp + positive / tp) if tp > 0 else 0.0


def f1_by_errors(prediction, target):
    tp = np.count_nonzero((prediction == 1) & (target == 1))
    wrong = np.count_nonzero(prediction != target)
    return tp / (tp + wrong / 2) if tp else 0.0


F1 = (f1_by_counts, f1_by_precision_and_recall, f1_by_reciprocals, f1_by_errors)


# --- area_by_hand


AREA_BY_HAND = (0.875, 7 / 8, np.float64(0.875), np.array(0.875))


def area_by_pairs():
    order = [1, 0, 1, 0, 0, 0]
    wins = 0
    for i in range(6):
        for j in range(i + 1, 6):
            wins += order[i] == 1 and order[j] == 0
    return wins / (2 * 4)


def area_by_steps():
    positives, negatives = 2, 4
    height, area = 0, 0.0
    for label in [1, 0, 1, 0, 0, 0]:
        if label == 1:
            height += 1 / positives
        else:
            area += height / negatives
    return area


def area_by_places():
    wins = 4 + 3
    pairs = 2 * 4
    return wins / pairs


AREA_BY_HAND_WORKED = (area_by_pairs, area_by_steps, area_by_places)


# --- cheapest_threshold


def cheapest_by_a_loop(p, y, missed, alarm):
    best, least = None, np.inf
    for threshold in sorted(p):
        fn = np.sum((p < threshold) & (y == 1))
        fp = np.sum((p >= threshold) & (y == 0))
        cost = missed * fn + alarm * fp
        if cost < least:
            best, least = threshold, cost
    return best, least


def cheapest_by_the_minimum_of_pairs(p, y, missed, alarm):
    def cost(threshold):
        said = (p >= threshold).astype(int)
        return missed * np.sum((said == 0) & (y == 1)) + alarm * np.sum((said == 1) & (y == 0))

    least, best = min((cost(threshold), threshold) for threshold in p)
    return best, least


def cheapest_by_broadcasting(p, y, missed, alarm):
    thresholds = np.sort(p)
    called = p >= thresholds[:, None]
    fn = (~called * y).sum(axis=1)
    fp = (called * (1 - y)).sum(axis=1)
    costs = missed * fn + alarm * fp
    return thresholds[costs.argmin()], costs.min()


def cheapest_by_single_examples(p, y, missed, alarm):
    thresholds, costs = np.unique(p), []
    for threshold in thresholds:
        cost = 0
        for probability, label in zip(p, y, strict=True):
            if label == 1 and probability < threshold:
                cost += missed
            if label == 0 and probability >= threshold:
                cost += alarm
        costs.append(cost)
    least = min(costs)
    return thresholds[costs.index(least)], least


CHEAPEST_THRESHOLD = (
    cheapest_by_a_loop,
    cheapest_by_the_minimum_of_pairs,
    cheapest_by_broadcasting,
    cheapest_by_single_examples,
)


# --- recall_averages


def averages_by_counts(prediction, target):
    macro, right = 0.0, 0
    classes = np.unique(target)
    for label in classes:
        tp = np.sum((prediction == label) & (target == label))
        fn = np.sum((prediction != label) & (target == label))
        macro += tp / (tp + fn) / len(classes)
        right += tp
    return macro, right / len(target)


def averages_by_lists(prediction, target):
    hits, sizes = [], []
    for label in sorted(set(target.tolist())):
        is_label = target == label
        hits.append(np.sum(prediction[is_label] == label))
        sizes.append(np.sum(is_label))
    hits, sizes = np.array(hits), np.array(sizes)
    return {"macro": (hits / sizes).mean(), "micro": hits.sum() / sizes.sum()}


def averages_by_broadcasting(prediction, target):
    truth = target == np.unique(target)[:, None]
    right = truth & (prediction == target)
    macro = np.mean(right.sum(axis=1) / truth.sum(axis=1))
    return macro, right.sum() / truth.sum()


def averages_by_a_dictionary(prediction, target):
    seen, right = {}, {}
    for said, true in zip(prediction.tolist(), target.tolist(), strict=True):
        seen[true] = seen.get(true, 0) + 1
        right[true] = right.get(true, 0) + (said == true)
    macro = sum(right[label] / seen[label] for label in seen) / len(seen)
    return macro, sum(right.values()) / sum(seen.values())


RECALL_AVERAGES = (
    averages_by_counts,
    averages_by_lists,
    averages_by_broadcasting,
    averages_by_a_dictionary,
)


# --- r_squared


def r_squared_by_means(prediction, target):
    return 1 - np.mean((target - prediction) ** 2) / np.var(target)


def r_squared_by_explained(prediction, target):
    total = np.sum((target - target.mean()) ** 2)
    unexplained = np.sum((target - prediction) ** 2)
    return (total - unexplained) / total


def r_squared_by_products(prediction, target):
    error = prediction - target
    centered = target - np.average(target)
    return 1 - (error @ error) / (centered @ centered)


def r_squared_by_a_loop(prediction, target):
    mean = sum(target) / len(target)
    unexplained = total = 0.0
    for said, true in zip(prediction, target, strict=True):
        unexplained += (said - true) ** 2
        total += (true - mean) ** 2
    return 1 - unexplained / total


R_SQUARED = (
    r_squared_by_means,
    r_squared_by_explained,
    r_squared_by_products,
    r_squared_by_a_loop,
)
