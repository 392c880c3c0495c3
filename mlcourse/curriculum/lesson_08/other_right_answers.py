"""Right answers to exercise 08, each written in another way, as learners write: all of them must pass."""

import itertools
import math

import numpy as np

# --- steps_made: how a learner may write the value


STEPS_MADE = (480, 480.0, np.int64(480), np.array(480))


# --- place_of_step


def place_by_rounding_up(step, examples, batch_size):
    per_epoch = math.ceil(examples / batch_size)
    epoch, number = divmod(step, per_epoch)
    is_last = number == per_epoch - 1
    size = examples - (per_epoch - 1) * batch_size if is_last else batch_size
    return epoch, number, size


def place_by_counting(step, examples, batch_size):
    epoch = number = 0
    left = examples
    for _ in range(step):
        left -= batch_size
        number += 1
        if left <= 0:
            epoch, number, left = epoch + 1, 0, examples
    return epoch, number, min(left, batch_size)


def place_by_the_list_of_sizes(step, examples, batch_size):
    sizes = [len(range(examples)[i : i + batch_size]) for i in range(0, examples, batch_size)]
    return step // len(sizes), step % len(sizes), sizes[step % len(sizes)]


PLACE_OF_STEP = (place_by_rounding_up, place_by_counting, place_by_the_list_of_sizes)


# --- deal


def deal_until_nothing_is_left(order, batch_size):
    batches = []
    while len(order) > 0:
        batches.append(order[:batch_size])
        order = order[batch_size:]
    return batches


def deal_by_number(order, batch_size):
    count = math.ceil(len(order) / batch_size)
    return [order[k * batch_size : (k + 1) * batch_size] for k in range(count)]


def deal_by_splitting(order, batch_size):
    return np.split(order, range(batch_size, len(order), batch_size))


def deal_one_by_one(order, batch_size):
    batches = []
    for i, example in enumerate(order):
        if i % batch_size == 0:
            batches.append([])
        batches[-1].append(example)
    return batches


DEAL = (deal_until_nothing_is_left, deal_by_number, deal_by_splitting, deal_one_by_one)


# --- shuffled


def shuffled_by_an_order(x, y, generator):
    order = np.arange(len(y))
    generator.shuffle(order)
    return x[order], y[order]


def shuffled_by_sorting(x, y, generator):
    order = np.argsort(generator.random(len(x)))
    return np.take(x, order, axis=0), np.take(y, order)


def shuffled_by_choice(x, y, generator):
    order = generator.choice(len(x), size=len(x), replace=False)
    return np.array([x[i] for i in order]), np.array([y[i] for i in order])


def shuffled_as_one_table(x, y, generator):
    table = generator.permutation(np.column_stack([x, y]))
    return table[:, :-1], table[:, -1]


SHUFFLED = (shuffled_by_an_order, shuffled_by_sorting, shuffled_by_choice, shuffled_as_one_table)


# --- epoch_loss


def epoch_loss_by_average(losses, sizes):
    return np.average(losses, weights=sizes)


def epoch_loss_by_product(losses, sizes):
    return losses @ sizes / sizes.sum()


def epoch_loss_by_shares(losses, sizes):
    shares = sizes / sum(sizes)
    return (losses * shares).sum()


def epoch_loss_by_loops(losses, sizes):
    total, examples = 0.0, 0
    for loss, size in zip(losses, sizes, strict=True):
        total += loss * size
        examples += size
    return total / examples


EPOCH_LOSS = (
    epoch_loss_by_average,
    epoch_loss_by_product,
    epoch_loss_by_shares,
    epoch_loss_by_loops,
)


# --- convergence


def convergence_with_the_last_loss(losses, tolerance, patience):
    previous, count, calm, found = None, 0, [], -1
    for epoch, loss in enumerate(losses):
        if previous is not None and abs(loss - previous) <= tolerance * previous:
            count += 1
        else:
            count = 0
        calm.append(count)
        if count == patience and found < 0:
            found = epoch
        previous = loss
    return calm, found


def convergence_by_relative_changes(losses, tolerance, patience):
    changes = np.abs(np.diff(losses)) / losses[:-1]
    calm = np.zeros(len(losses), dtype=int)
    for i, change in enumerate(changes):
        if change <= tolerance:
            calm[i + 1] = calm[i] + 1
    reached = np.flatnonzero(calm >= patience)
    return calm, reached[0] if len(reached) else -1


def convergence_in_two_parts(losses, tolerance, patience):
    calm = [0]
    for old, new in itertools.pairwise(losses):
        if old * (1 - tolerance) <= new <= old * (1 + tolerance):
            calm.append(calm[-1] + 1)
        else:
            calm.append(0)
    if max(calm) < patience:
        return calm, -1
    return calm, calm.index(patience)


CONVERGENCE = (
    convergence_with_the_last_loss,
    convergence_by_relative_changes,
    convergence_in_two_parts,
)

# --- steps_made, worked out


def steps_made_by_rounding_up():
    return 30 * -(-1000 // 64)


def steps_made_by_counting():
    steps = 0
    for _ in range(30):
        for _ in range(0, 1000, 64):
            steps += 1
    return steps


def steps_made_by_full_batches():
    full, left = divmod(1000, 64)
    return (full + (left > 0)) * 30


STEPS_MADE_WORKED = (
    steps_made_by_rounding_up,
    steps_made_by_counting,
    steps_made_by_full_batches,
)

# --- curve_a to curve_d: the number of the regime, found on the list

REGIMES = ("still falling", "plateau", "at rest", "overfits", "thrown about")


def curve_a_by_its_name():
    return REGIMES.index("overfits") + 1


def curve_b_by_its_name():
    return REGIMES.index("still falling") + 1


def curve_c_by_its_name():
    return REGIMES.index("thrown about") + 1


def curve_d_by_its_name():
    return REGIMES.index("plateau") + 1


CURVE_A = (4, 4.0, np.int64(4))
CURVE_B = (1, 1.0, np.int64(1))
CURVE_C = (5, 5.0, np.int64(5))
CURVE_D = (2, 2.0, np.int64(2))
