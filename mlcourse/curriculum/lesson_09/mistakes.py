"""Wrong answers to the tasks of exercise 09: each function makes one mistake, and its docstring names it.

Below the functions of each task stands what ``check`` says to each mistake, the likeliest first.
"""

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.checks.task import Mistake
from mlcourse.curriculum.lesson_09.answers import (
    best_and_gap,
    chosen_l2,
    early_stopping,
    enough_examples,
    regimes,
    standardized,
)

READING = "(lesson 09, Reading two curves)"
PATIENCE = "(lesson 09, Patience)"
TEST_PART = "(lesson 09, What the test part must not touch)"

# --- best_and_gap(training, validation): best, gap

Gap = tuple[int, float]


def lowest_training_loss(training: Array, validation: Array) -> Gap:
    """The epoch with the lowest training loss."""
    best = int(np.argmin(training))
    return best, validation[best] - training[best]


def gap_at_the_end(training: Array, validation: Array) -> Gap:
    """The gap after the last epoch."""
    return int(np.argmin(validation)), validation[-1] - training[-1]


def gap_upside_down(training: Array, validation: Array) -> Gap:
    """Training minus validation loss."""
    best, gap = best_and_gap(training, validation)
    return best, -gap


def gap_as_a_ratio(training: Array, validation: Array) -> Gap:
    """Validation loss over training loss."""
    best = int(np.argmin(validation))
    return best, validation[best] / training[best]


def gap_of_the_two_lowest(training: Array, validation: Array) -> Gap:
    """The lowest validation loss minus the lowest training loss, of two epochs."""
    return int(np.argmin(validation)), validation.min() - training.min()


def smallest_gap(training: Array, validation: Array) -> Gap:
    """The epoch with the smallest gap."""
    best = int(np.argmin(validation - training))
    return best, validation[best] - training[best]


def mean_gap(training: Array, validation: Array) -> Gap:
    """The mean of the gaps of all epochs."""
    return int(np.argmin(validation)), np.mean(validation - training)


def highest_validation_loss(training: Array, validation: Array) -> Gap:
    """The epoch with the highest validation loss."""
    best = int(np.argmax(validation))
    return best, validation[best] - training[best]


def epoch_from_one(training: Array, validation: Array) -> Gap:
    """Epochs are counted from 1."""
    best, gap = best_and_gap(training, validation)
    return best + 1, gap


def last_epoch_as_best(training: Array, validation: Array) -> Gap:
    """The last epoch is taken for the best."""
    return len(validation) - 1, validation[-1] - training[-1]


def last_of_the_lowest(training: Array, validation: Array) -> Gap:
    """Of several epochs that are equally good, the last."""
    best = len(validation) - 1 - int(np.argmin(validation[::-1]))
    return best, validation[best] - training[best]


def gap_as_a_share(training: Array, validation: Array) -> Gap:
    """The gap over the training loss."""
    best, gap = best_and_gap(training, validation)
    return best, gap / training[best]


def gap_where_training_is_lowest(training: Array, validation: Array) -> Gap:
    """The gap in the epoch with the lowest training loss."""
    best, lowest = int(np.argmin(validation)), int(np.argmin(training))
    return best, validation[lowest] - training[lowest]


def before_the_first_rise(training: Array, validation: Array) -> Gap:
    """The last epoch before the validation loss rises for the first time."""
    rises = np.flatnonzero(np.diff(validation) >= 0)
    best = int(rises[0]) if len(rises) else len(validation) - 1
    return best, validation[best] - training[best]


def risen_since_the_best(training: Array, validation: Array) -> Gap:
    """How far the validation loss is above its lowest at the end."""
    best = int(np.argmin(validation))
    return best, validation[-1] - validation[best]


def lowest_sum(training: Array, validation: Array) -> Gap:
    """The epoch with the lowest sum of both losses."""
    best = int(np.argmin(training + validation))
    return best, validation[best] - training[best]


def loss_for_its_epoch(training: Array, validation: Array) -> tuple[float, float]:
    """The lowest loss, not its epoch: min for argmin."""
    return validation.min(), best_and_gap(training, validation)[1]


def lowest_losses(training: Array, validation: Array) -> tuple[float, float]:
    """The lowest loss, and the difference of both lowest losses."""
    return validation.min(), validation.min() - training.min()


def gap_without_its_sign(training: Array, validation: Array) -> Gap:
    """The magnitude of the gap."""
    best, gap = best_and_gap(training, validation)
    return best, abs(gap)


BEST_AND_GAP = (
    Mistake(
        lowest_training_loss,
        "This is the epoch with the lowest *training* loss, which falls whether noise is learned or not. The "
        f"validation loss says which epoch is best {READING}.",
    ),
    Mistake(
        gap_at_the_end,
        "The gap is that of the last epoch; asked is that of the best one.",
        54,
    ),
    Mistake(
        gap_upside_down,
        f"This is training minus validation loss. The gap is validation minus training loss {READING}.",
        is_convention=True,
    ),
    Mistake(
        gap_as_a_ratio,
        f"The validation loss was divided by the training loss. The gap is their difference {READING}.",
    ),
    Mistake(
        gap_of_the_two_lowest,
        "The two lowest losses were taken, of two different epochs. Take both losses of the best epoch.",
    ),
    Mistake(
        smallest_gap,
        "This is the epoch with the smallest gap, often one in which nothing was learned yet. The best epoch is the "
        "one "
        f"with the lowest validation loss {READING}.",
        55,
    ),
    Mistake(mean_gap, "This is the mean gap of all epochs; asked is that of the best one."),
    Mistake(
        highest_validation_loss,
        "This is the epoch with the highest validation loss: argmax. A loss is better the lower it is.",
    ),
    Mistake(
        epoch_from_one,
        "Epochs are counted from 1 here. This course counts them from 0, as Python does.",
        is_convention=True,
    ),
    Mistake(
        last_epoch_as_best,
        f"The last epoch was taken for the best. Look for the lowest validation loss {PATIENCE}.",
        54,
    ),
    Mistake(
        last_of_the_lowest,
        f"Of several epochs that are equally good the last was taken; asked is the first: < for <= {READING}.",
    ),
    Mistake(
        gap_as_a_share,
        f"The gap was divided by the training loss. It is the difference itself, validation − training {READING}.",
    ),
    Mistake(
        gap_where_training_is_lowest,
        f"The epoch is right; the gap is that of the epoch with the lowest *training* loss. Take both losses in the "
        f"best epoch {READING}.",
        53,
    ),
    Mistake(
        before_the_first_rise,
        "This is the last epoch before the validation loss rises for the first time. It can fall lower afterwards: "
        f"look at all epochs {READING}.",
        54,
    ),
    Mistake(
        risen_since_the_best,
        f"This is how far the validation loss is above its lowest at the end. The gap is between the two *lines*, in "
        f"the best epoch {READING}.",
    ),
    Mistake(
        lowest_sum,
        f"The epoch was chosen by the sum of both losses. The training loss has no say: the best epoch has the lowest "
        f"validation loss {READING}.",
        53,
    ),
    Mistake(
        loss_for_its_epoch,
        "The first is the lowest validation loss itself. The task asks for the epoch: `np.argmin` for `np.min`.",
    ),
    Mistake(
        lowest_losses,
        "The first is the lowest validation loss itself, and the gap is taken to the lowest training loss. The task "
        "asks for "
        "the epoch, `np.argmin`, and both losses there.",
    ),
    Mistake(
        gap_without_its_sign,
        "The sign of the gap was taken away. The validation loss can lie below the training loss; the gap is negative "
        "then.",
    ),
)


# --- regimes(training, validation, acceptable, rise): −1, 0 or 1 for each run


def _named(overfits: Array, underfits: Array) -> Array:
    return np.where(overfits, 1, np.where(underfits, -1, 0))


def _rises(validation: Array, rise: float) -> Array:
    return np.asarray(validation[:, -1] > validation.min(axis=1) + rise)


def any_gap_is_overfitting(
    training: Array, validation: Array, acceptable: float, rise: float
) -> Array:
    """A gap of more than rise at the end is called overfitting."""
    return _named(validation[:, -1] > training[:, -1] + rise, training[:, -1] > acceptable)


def above_the_training_loss(
    training: Array, validation: Array, acceptable: float, rise: float
) -> Array:
    """A validation loss above the training loss is called overfitting."""
    return _named(validation[:, -1] > training[:, -1], training[:, -1] > acceptable)


def underfitting_by_validation(
    training: Array, validation: Array, acceptable: float, rise: float
) -> Array:
    """A high validation loss is called underfitting."""
    return _named(_rises(validation, rise), validation[:, -1] > acceptable)


def underfitting_first(training: Array, validation: Array, acceptable: float, rise: float) -> Array:
    """Underfitting is asked first."""
    underfits = training[:, -1] > acceptable
    return np.where(underfits, -1, np.where(_rises(validation, rise), 1, 0))


def risen_since_the_start(
    training: Array, validation: Array, acceptable: float, rise: float
) -> Array:
    """The end is compared with the first epoch."""
    return _named(validation[:, -1] > validation[:, 0] + rise, training[:, -1] > acceptable)


def risen_since_the_epoch_before(
    training: Array, validation: Array, acceptable: float, rise: float
) -> Array:
    """The end is compared with the epoch before it."""
    return _named(validation[:, -1] > validation[:, -2] + rise, training[:, -1] > acceptable)


def rise_of_the_training_loss(
    training: Array, validation: Array, acceptable: float, rise: float
) -> Array:
    """The rise of the training loss is taken."""
    return _named(_rises(training, rise), training[:, -1] > acceptable)


def lowest_training_loss_of_all(
    training: Array, validation: Array, acceptable: float, rise: float
) -> Array:
    """Underfitting by the lowest training loss, not the last."""
    return _named(_rises(validation, rise), training.min(axis=1) > acceptable)


def signs_exchanged(training: Array, validation: Array, acceptable: float, rise: float) -> Array:
    """−1 and 1 are exchanged."""
    return -regimes(training, validation, acceptable, rise)


def lowest_of_all_runs(training: Array, validation: Array, acceptable: float, rise: float) -> Array:
    """The end is compared with the lowest loss of all runs."""
    return _named(validation[:, -1] > validation.min() + rise, training[:, -1] > acceptable)


def at_least(training: Array, validation: Array, acceptable: float, rise: float) -> Array:
    """A rise of exactly `rise`, and a loss of exactly `acceptable`, count."""
    overfits = validation[:, -1] >= validation.min(axis=1) + rise
    return _named(overfits, training[:, -1] >= acceptable)


def difference_of_both(training: Array, validation: Array, acceptable: float, rise: float) -> Array:
    """Overfitting minus underfitting: what is both gives 0."""
    return _rises(validation, rise).astype(int) - (training[:, -1] > acceptable)


def mean_training_loss(training: Array, validation: Array, acceptable: float, rise: float) -> Array:
    """The mean of the training loss is asked."""
    return _named(_rises(validation, rise), training.mean(axis=1) > acceptable)


def risen_in_some_epoch(
    training: Array, validation: Array, acceptable: float, rise: float
) -> Array:
    """The highest validation loss is compared with the lowest."""
    risen = validation.max(axis=1) - validation.min(axis=1) > rise
    return _named(risen, training[:, -1] > acceptable)


def rise_as_a_share(training: Array, validation: Array, acceptable: float, rise: float) -> Array:
    """Rise counts as a share of the lowest loss."""
    risen = validation[:, -1] > validation.min(axis=1) * (1 + rise)
    return _named(risen, training[:, -1] > acceptable)


REGIMES = (
    Mistake(
        any_gap_is_overfitting,
        "The gap at the end decides here. A gap alone is no overfitting: the validation loss must have *risen*, above "
        f"the lowest of its own run {READING}.",
        55,
    ),
    Mistake(
        above_the_training_loss,
        "Every run whose validation loss is above its training loss is called overfitting. So it nearly always is; "
        "ask "
        f"whether the validation loss has risen {READING}.",
        55,
    ),
    Mistake(
        underfitting_by_validation,
        "Underfitting is told by the validation loss here. It is the *training* loss that stays high: the model "
        "cannot "
        f"follow even its own examples {READING}.",
    ),
    Mistake(
        underfitting_first,
        "A run that has both, a high training loss and a rise, is called underfitting. The rise goes first, as the "
        "task "
        "says.",
    ),
    Mistake(
        risen_since_the_start,
        "The end is compared with the first epoch. Most runs end below their start; the rise is counted from the "
        "lowest "
        f"epoch {READING}.",
    ),
    Mistake(
        risen_since_the_epoch_before,
        "The end is compared with the epoch before it. A slow rise is one too: compare with the lowest epoch.",
    ),
    Mistake(
        rise_of_the_training_loss,
        "The rise of the training loss is taken. Overfitting shows in the validation loss.",
    ),
    Mistake(
        lowest_training_loss_of_all,
        "The lowest training loss is compared with acceptable. The task asks for the one after the last epoch.",
    ),
    Mistake(
        signs_exchanged,
        "−1 and 1 are exchanged: −1 is underfitting, 1 is overfitting.",
        is_convention=True,
    ),
    Mistake(
        lowest_of_all_runs,
        "Each run is compared with the lowest loss of *all* runs: `min()` without an axis. Each has a lowest epoch of "
        "its "
        "own: `axis=1`.",
    ),
    Mistake(at_least, "*More than* rise and acceptable is asked: > and not ≥."),
    Mistake(
        difference_of_both,
        "Overfitting minus underfitting: a run that is both comes out as 0. Overfitting is asked first, and 1 then "
        f"stands {READING}.",
    ),
    Mistake(
        mean_training_loss,
        f"The mean of the training loss is compared. It was high at the start in every run; asked is the last "
        f"one {READING}.",
    ),
    Mistake(
        risen_in_some_epoch,
        "The *highest* validation loss is compared with the lowest, and at the start every run is high. The task "
        "asks for "
        f"the last one {READING}.",
    ),
    Mistake(
        rise_as_a_share,
        "`rise` was taken as a share of the lowest loss. It is a difference: last > lowest + rise.",
    ),
)


# --- enough_examples(amounts, training, validation, tolerance): gaps, enough

Enough = tuple[Array, int]


def _first(amounts: Array, is_small: Array) -> int:
    small = np.flatnonzero(is_small)
    return int(amounts[small[0]]) if len(small) else -1


def over_the_amounts(
    amounts: Array, training: Array, validation: Array, tolerance: float
) -> Enough:
    """The mean runs over the amounts, not over the seeds."""
    gaps = np.mean(validation - training, axis=0)
    return gaps, _first(amounts, gaps <= tolerance)


def training_minus_validation(
    amounts: Array, training: Array, validation: Array, tolerance: float
) -> Enough:
    """The sign of the gap is exchanged."""
    gaps = np.mean(training - validation, axis=1)
    return gaps, _first(amounts, gaps <= tolerance)


def place_of_the_amount(
    amounts: Array, training: Array, validation: Array, tolerance: float
) -> Enough:
    """The place of the amount, not the amount."""
    gaps, _ = enough_examples(amounts, training, validation, tolerance)
    small = np.flatnonzero(gaps <= tolerance)
    return gaps, int(small[0]) if len(small) else -1


def last_amount(amounts: Array, training: Array, validation: Array, tolerance: float) -> Enough:
    """The last amount with a small gap."""
    gaps, enough = enough_examples(amounts, training, validation, tolerance)
    small = np.flatnonzero(gaps <= tolerance)
    return gaps, int(amounts[small[-1]]) if len(small) else enough


def smallest_gap_of_all(
    amounts: Array, training: Array, validation: Array, tolerance: float
) -> Enough:
    """The amount with the smallest gap."""
    gaps, enough = enough_examples(amounts, training, validation, tolerance)
    return gaps, enough if enough == -1 else int(amounts[np.argmin(gaps)])


def first_also_where_none(
    amounts: Array, training: Array, validation: Array, tolerance: float
) -> Enough:
    """argmax of nothing but False is 0: the first amount, where none is enough."""
    gaps, _ = enough_examples(amounts, training, validation, tolerance)
    return gaps, int(amounts[np.argmax(gaps <= tolerance)])


def validation_loss_itself(
    amounts: Array, training: Array, validation: Array, tolerance: float
) -> Enough:
    """The validation loss in place of the gap."""
    losses = np.mean(validation, axis=1)
    return losses, _first(amounts, losses <= tolerance)


def one_seed_is_enough(
    amounts: Array, training: Array, validation: Array, tolerance: float
) -> Enough:
    """The smallest gap of the seeds, not their mean."""
    gaps = np.min(validation - training, axis=1)
    return gaps, _first(amounts, gaps <= tolerance)


def summed_over_the_seeds(
    amounts: Array, training: Array, validation: Array, tolerance: float
) -> Enough:
    """The sum over the seeds."""
    gaps = np.sum(validation - training, axis=1)
    return gaps, _first(amounts, gaps <= tolerance)


def last_where_none(amounts: Array, training: Array, validation: Array, tolerance: float) -> Enough:
    """The last amount where none is enough."""
    gaps, enough = enough_examples(amounts, training, validation, tolerance)
    return gaps, int(amounts[-1]) if enough == -1 else enough


def magnitudes_of_the_gaps(
    amounts: Array, training: Array, validation: Array, tolerance: float
) -> Enough:
    """The gap of each seed loses its sign before the mean."""
    gaps = np.mean(np.abs(validation - training), axis=1)
    return gaps, _first(amounts, gaps <= tolerance)


def in_every_seed(amounts: Array, training: Array, validation: Array, tolerance: float) -> Enough:
    """The gap is small enough in each seed."""
    gaps = np.mean(validation - training, axis=1)
    return gaps, _first(amounts, (validation - training <= tolerance).all(axis=1))


def strictly_below(amounts: Array, training: Array, validation: Array, tolerance: float) -> Enough:
    """A gap of exactly the tolerance is not enough."""
    gaps = np.mean(validation - training, axis=1)
    return gaps, _first(amounts, gaps < tolerance)


def median_over_the_seeds(
    amounts: Array, training: Array, validation: Array, tolerance: float
) -> Enough:
    """The median for the mean."""
    gaps = np.median(validation - training, axis=1)
    return gaps, _first(amounts, gaps <= tolerance)


ENOUGH_EXAMPLES = (
    Mistake(
        over_the_amounts,
        "The mean runs over the amounts of data. Each row is an amount, each column a seed: `axis=1`.",
    ),
    Mistake(
        training_minus_validation,
        f"The gap is validation minus training loss; here it is the other way round {READING}.",
        is_convention=True,
    ),
    Mistake(
        place_of_the_amount,
        "This is the place in amounts. The task asks how many examples: `amounts[place]`.",
    ),
    Mistake(
        last_amount,
        "This is the last amount with a small gap. The task asks for the first: data cost money.",
    ),
    Mistake(
        smallest_gap_of_all,
        "This is the amount with the smallest gap. The task asks for the first that is small enough.",
    ),
    Mistake(
        first_also_where_none,
        "Where no gap is small enough, the first amount comes out: argmax of nothing but False is 0. The task asks "
        "for −1.",
    ),
    Mistake(
        validation_loss_itself,
        f"This is the mean validation loss. The gap is what it lies above the training loss {READING}.",
    ),
    Mistake(
        one_seed_is_enough,
        "The smallest gap of the seeds was taken. One lucky seed says little: their mean.",
    ),
    Mistake(summed_over_the_seeds, "The gaps of the seeds were added up; asked is their mean.", 18),
    Mistake(
        last_where_none,
        "Where no amount is enough, this returns the last one. The task asks for −1 then.",
    ),
    Mistake(
        magnitudes_of_the_gaps,
        "Each seed's gap lost its sign before the mean was taken. A gap can be negative by chance: take the mean of "
        "the differences themselves.",
    ),
    Mistake(
        in_every_seed,
        "This asks for a small gap in *every* seed. The task asks for the mean over the seeds.",
    ),
    Mistake(
        strictly_below,
        "A gap of exactly the tolerance is enough, too: at most, `<=`.",
    ),
    Mistake(
        median_over_the_seeds,
        "This is the median over the seeds; asked is the mean.",
    ),
)


# --- stops_after: 5


STOPS_AFTER = (
    Mistake(
        3,
        "This is the best epoch. The run goes on until its patience is at its end: two epochs later "
        f"{PATIENCE}.",
        54,
    ),
    Mistake(
        4,
        "Epoch 4 is the first in a row that is not below 0.50. Epoch 2 does not count along: the new best in epoch "
        "3 set "
        f"the waiting back to 0 {PATIENCE}.",
        54,
    ),
    Mistake(
        6,
        "Epoch 6 would be below 0.50, but the patience was at its end one epoch before: neither 0.53 nor 0.51 beats "
        f"the best so far, 0.50. The epoch before does not count, and two without a new best are enough {PATIENCE}.",
        54,
    ),
    Mistake(
        2,
        "Epoch 2 is the first that is not a new best, and a patience of two bears one such epoch. Epoch 3 is a new "
        f"best, 0.50, and the waiting begins anew {PATIENCE}.",
        54,
    ),
    Mistake(
        7,
        "Seven epochs are all there are, counted from 1. Count from 0, and stop where the patience is at its end: two "
        f"in a row that are not below 0.50 {PATIENCE}.",
        54,
    ),
)


# --- early_stopping(losses, thetas, patience, min_delta): last, best, theta

Stopped = tuple[int, int, Array]


def last_weights(losses: Array, thetas: Array, patience: int, min_delta: float) -> Stopped:
    """The weights of the last epoch."""
    last, best, _ = early_stopping(losses, thetas, patience, min_delta)
    return last, best, thetas[last]


def weights_of_the_end(losses: Array, thetas: Array, patience: int, min_delta: float) -> Stopped:
    """The last weights there are, trained to the end."""
    last, best, _ = early_stopping(losses, thetas, patience, min_delta)
    return last, best, thetas[-1]


def one_epoch_more(losses: Array, thetas: Array, patience: int, min_delta: float) -> Stopped:
    """More than patience epochs are waited for."""
    return early_stopping(losses, thetas, patience + 1, min_delta)


def one_epoch_less(losses: Array, thetas: Array, patience: int, min_delta: float) -> Stopped:
    """One epoch less than patience is waited for."""
    lowest, best, waited, last = np.inf, 0, 0, len(losses) - 1
    for epoch, loss in enumerate(losses):
        if loss < lowest - min_delta:
            lowest, best, waited = loss, epoch, 0
        else:
            waited += 1
            if waited >= max(patience - 1, 1):
                last = epoch
                break
    return last, best, thetas[best]


def never_set_back(losses: Array, thetas: Array, patience: int, min_delta: float) -> Stopped:
    """The count is never set back to 0."""
    lowest, best, waited, last = np.inf, 0, 0, len(losses) - 1
    for epoch, loss in enumerate(losses):
        if loss < lowest - min_delta:
            lowest, best = loss, epoch
        else:
            waited += 1
        if waited >= patience:
            last = epoch
            break
    return last, best, thetas[best]


def compared_with_the_epoch_before(
    losses: Array, thetas: Array, patience: int, min_delta: float
) -> Stopped:
    """Better than the epoch before, not better than the best."""
    before, best, waited, last = np.inf, 0, 0, len(losses) - 1
    for epoch, loss in enumerate(losses):
        if loss < before - min_delta:
            best, waited = epoch, 0
        else:
            waited += 1
        before = loss
        if waited >= patience:
            last = epoch
            break
    return last, best, thetas[best]


def best_of_all_epochs(losses: Array, thetas: Array, patience: int, min_delta: float) -> Stopped:
    """The best of all epochs, those after the stop too."""
    last, _, _ = early_stopping(losses, thetas, patience, min_delta)
    best = int(np.argmin(losses))
    return last, best, thetas[best]


def lowest_until_the_stop(losses: Array, thetas: Array, patience: int, min_delta: float) -> Stopped:
    """argmin of the epochs until the stop: min_delta is left out of the choice."""
    last, _, _ = early_stopping(losses, thetas, patience, min_delta)
    best = int(np.argmin(losses[: last + 1]))
    return last, best, thetas[best]


def min_delta_left_out(losses: Array, thetas: Array, patience: int, min_delta: float) -> Stopped:
    """Every lower loss counts, however little lower."""
    return early_stopping(losses, thetas, patience, 0.0)


def min_delta_added(losses: Array, thetas: Array, patience: int, min_delta: float) -> Stopped:
    """loss < lowest + min_delta: a little higher counts as better."""
    return early_stopping(losses, thetas, patience, -min_delta)


def never_stops(losses: Array, thetas: Array, patience: int, min_delta: float) -> Stopped:
    """The patience is not asked."""
    return early_stopping(losses, thetas, len(losses) + 1, min_delta)


def stops_at_once(losses: Array, thetas: Array, patience: int, min_delta: float) -> Stopped:
    """The first epoch that is not better ends the run."""
    return early_stopping(losses, thetas, 1, min_delta)


def epochs_from_one(losses: Array, thetas: Array, patience: int, min_delta: float) -> Stopped:
    """Epochs are counted from 1."""
    last, best, theta = early_stopping(losses, thetas, patience, min_delta)
    return last + 1, best + 1, theta


def last_is_best(losses: Array, thetas: Array, patience: int, min_delta: float) -> Stopped:
    """The last epoch is taken for the best."""
    last, _, _ = early_stopping(losses, thetas, patience, min_delta)
    return last, last, thetas[last]


def compared_with_the_lowest(
    losses: Array, thetas: Array, patience: int, min_delta: float
) -> Stopped:
    """Each loss is compared with the lowest so far, be it a new best or not."""
    lowest, best, waited, last = losses[0], 0, 0, 0
    for last in range(1, len(losses)):
        waited += 1
        if losses[last] < lowest - min_delta:
            best, waited = last, 0
        lowest = min(lowest, losses[last])
        if waited >= patience:
            break
    return last, best, thetas[best]


def compared_with_the_first(
    losses: Array, thetas: Array, patience: int, min_delta: float
) -> Stopped:
    """Each loss is compared with the first epoch's."""
    best, waited, last = 0, 0, 0
    for last in range(1, len(losses)):
        waited += 1
        if losses[last] < losses[0] - min_delta:
            best, waited = last, 0
        if waited >= patience:
            break
    return last, best, thetas[best]


def epoch_before_the_stop(losses: Array, thetas: Array, patience: int, min_delta: float) -> Stopped:
    """The epoch before the one after which the run stops."""
    last, best, theta = early_stopping(losses, thetas, patience, min_delta)
    waited = last - best >= patience
    return last - waited, best, theta


def lowest_of_all_and_patience(
    losses: Array, thetas: Array, patience: int, min_delta: float
) -> Stopped:
    """The lowest loss of all epochs, and patience epochs more."""
    best = int(np.argmin(losses))
    return min(best + patience, len(losses) - 1), best, thetas[best]


def goes_on_after_the_stop(
    losses: Array, thetas: Array, patience: int, min_delta: float
) -> Stopped:
    """The loop is not left: the run goes on looking for a new best."""
    lowest, best, waited, last = losses[0], 0, 0, len(losses) - 1
    for epoch in range(1, len(losses)):
        waited += 1
        if losses[epoch] < lowest - min_delta:
            lowest, best, waited = losses[epoch], epoch, 0
        if waited == patience:
            last = epoch
    return last, best, thetas[best]


EARLY_STOPPING = (
    Mistake(
        last_weights,
        "These are the weights of the last epoch, which was not better: that is why the run stops. Hand over "
        "`thetas[best]` "
        f"{PATIENCE}.",
        54,
    ),
    Mistake(
        weights_of_the_end,
        f"`thetas[-1]` is what training to the end would have made. Hand over `thetas[best]` {PATIENCE}.",
        54,
    ),
    Mistake(
        one_epoch_more,
        "One epoch more than patience is waited for, as scikit-learn does with `n_iter_no_change`. Here the run stops "
        "when "
        f"`waited >= patience` {PATIENCE}.",
        54,
    ),
    Mistake(
        one_epoch_less,
        f"One epoch less than patience is waited for: it stops when waited reaches patience {PATIENCE}.",
        54,
    ),
    Mistake(
        never_set_back,
        "The count is never set back: a new best begins the waiting anew, at 0, since the epochs must come in a row "
        f"{PATIENCE}.",
        54,
    ),
    Mistake(
        compared_with_the_epoch_before,
        "Each epoch is compared with the one before it. An epoch counts as better only if it is below the *lowest* "
        "so far "
        f"{PATIENCE}.",
        54,
    ),
    Mistake(
        best_of_all_epochs,
        "This is the best of all epochs, of those after the stop too. At the stop nobody knows what comes: the best "
        "until "
        f"then {PATIENCE}.",
        54,
    ),
    Mistake(
        lowest_until_the_stop,
        "This is the lowest epoch until the stop. One that is lower by less than min_delta is no new best.",
    ),
    Mistake(
        min_delta_left_out,
        "Every lower loss counts here. A new best lies below the lowest by *more than min_delta*: loss < lowest − "
        "min_delta.",
    ),
    Mistake(
        min_delta_added,
        "min_delta was added: so a loss that is a little *higher* counts as better. It is `loss < lowest − min_delta`.",
    ),
    Mistake(
        never_stops,
        f"The run goes on to the end: nothing asks whether the patience is used up {PATIENCE}.",
        54,
    ),
    Mistake(
        stops_at_once,
        f"The first epoch that is not better ends the run. Wait for patience of them in a row {PATIENCE}.",
        54,
    ),
    Mistake(
        epochs_from_one,
        "Epochs are counted from 1 here. This course counts them from 0, as Python does.",
        is_convention=True,
    ),
    Mistake(
        last_is_best,
        f"The last epoch is taken for the best. It is the last of those that were *not* better {PATIENCE}.",
        54,
    ),
    Mistake(
        compared_with_the_lowest,
        "Each loss is compared with the lowest so far, be it a new best or not. Small gains then never add up to "
        f"min_delta: keep the loss of the last *new best* {PATIENCE}.",
    ),
    Mistake(
        compared_with_the_first,
        "Every loss is compared with the first epoch's: `lowest` is never updated. At a new best it becomes that "
        f"epoch's loss {PATIENCE}.",
    ),
    Mistake(
        epoch_before_the_stop,
        "`last` is the epoch before. The run stops *after* the epoch that uses up the patience: that one was made "
        f"{PATIENCE}.",
    ),
    Mistake(
        lowest_of_all_and_patience,
        "The best epoch is looked for among all, and `patience` added. A run that has stopped does not see the later "
        f"ones: go through the epochs one by one {PATIENCE}.",
        54,
    ),
    Mistake(
        goes_on_after_the_stop,
        "The run goes on after it should have stopped, and finds another best. Leave the loop: `break` "
        f"{PATIENCE}.",
    ),
)


# --- standardized(train, validation, test)

Parts = tuple[Array, Array, Array]


def _by(mean: Array, std: Array, *parts: Array) -> Parts:
    train, validation, test = ((part - mean) / std for part in parts)
    return train, validation, test


def fitted_to_all(train: Array, validation: Array, test: Array) -> Parts:
    """Mean and std of all three parts."""
    together = np.concatenate([train, validation, test])
    return _by(together.mean(axis=0), together.std(axis=0), train, validation, test)


def fitted_to_train_and_validation(train: Array, validation: Array, test: Array) -> Parts:
    """Mean and std of the training and the validation part."""
    together = np.concatenate([train, validation])
    return _by(together.mean(axis=0), together.std(axis=0), train, validation, test)


def each_by_itself(train: Array, validation: Array, test: Array) -> Parts:
    """Each part by its own mean and std."""
    first, second, third = ((p - p.mean(axis=0)) / p.std(axis=0) for p in (train, validation, test))
    return first, second, third


def only_the_training_part(train: Array, validation: Array, test: Array) -> Parts:
    """Validation and test part as they are."""
    return (train - train.mean(axis=0)) / train.std(axis=0), validation, test


def test_part_left_out(train: Array, validation: Array, test: Array) -> Parts:
    """The test part as it is."""
    scaled = standardized(train, validation, test)
    return scaled[0], scaled[1], test


def one_mean_for_all_features(train: Array, validation: Array, test: Array) -> Parts:
    """One mean and one std for all features."""
    return _by(train.mean(), train.std(), train, validation, test)


def divided_by_the_variance(train: Array, validation: Array, test: Array) -> Parts:
    """Divided by the variance."""
    return _by(train.mean(axis=0), train.var(axis=0), train, validation, test)


def with_ddof_1(train: Array, validation: Array, test: Array) -> Parts:
    """The std with N − 1."""
    return _by(train.mean(axis=0), train.std(axis=0, ddof=1), train, validation, test)


def only_centered(train: Array, validation: Array, test: Array) -> Parts:
    """Not divided."""
    return _by(train.mean(axis=0), np.ones(train.shape[1]), train, validation, test)


def only_divided(train: Array, validation: Array, test: Array) -> Parts:
    """Not centered."""
    return _by(np.zeros(train.shape[1]), train.std(axis=0), train, validation, test)


def between_zero_and_one(train: Array, validation: Array, test: Array) -> Parts:
    """From the lowest to the highest value: 0 to 1."""
    low, high = train.min(axis=0), train.max(axis=0)
    return _by(low, high - low, train, validation, test)


def means_of_their_own(train: Array, validation: Array, test: Array) -> Parts:
    """Each part's own mean, the training part's std."""
    std = train.std(axis=0)
    return tuple((part - part.mean(axis=0)) / std for part in (train, validation, test))


def spreads_of_their_own(train: Array, validation: Array, test: Array) -> Parts:
    """The training part's mean, each part's own std."""
    mean = train.mean(axis=0)
    return tuple((part - mean) / part.std(axis=0) for part in (train, validation, test))


def each_example_by_itself(train: Array, validation: Array, test: Array) -> Parts:
    """Mean and std across the features of each example."""
    return tuple(
        (part - part.mean(axis=1, keepdims=True)) / part.std(axis=1, keepdims=True)
        for part in (train, validation, test)
    )


def by_the_validation_part(train: Array, validation: Array, test: Array) -> Parts:
    """Mean and std of the validation part."""
    return _by(validation.mean(axis=0), validation.std(axis=0), train, validation, test)


def test_by_the_validation_part(train: Array, validation: Array, test: Array) -> Parts:
    """The test part by mean and std of the validation part."""
    scaled = standardized(train, validation, test)
    return *scaled[:2], (test - validation.mean(axis=0)) / validation.std(axis=0)


def brackets_left_out(train: Array, validation: Array, test: Array) -> Parts:
    """x − mean/std."""
    shift = train.mean(axis=0) / train.std(axis=0)
    return train - shift, validation - shift, test - shift


STANDARDIZED = (
    Mistake(
        fitted_to_all,
        "Mean and standard deviation come from all three parts: each training example now carries a bit of the test "
        "part. "
        f"Take them from the training part alone {TEST_PART}.",
        53,
    ),
    Mistake(
        fitted_to_train_and_validation,
        "Mean and standard deviation come from the training and the validation part. The validation part is to be "
        "new to "
        f"the model as well: from the training part alone {TEST_PART}.",
        53,
    ),
    Mistake(
        each_by_itself,
        "Each part was scaled by its own mean and standard deviation, so the same measurement means something else "
        "in each. "
        f"All three by the numbers of the training part {TEST_PART}.",
        53,
    ),
    Mistake(
        only_the_training_part,
        "Validation and test part are as they were. The network was trained on scaled inputs, so it needs them "
        "scaled in "
        "the same way.",
    ),
    Mistake(
        test_part_left_out,
        "The test part is as it was. It is scaled too, by the numbers of the training part: what must not happen is "
        "to "
        f"*learn* from it {TEST_PART}.",
    ),
    Mistake(
        one_mean_for_all_features,
        "One mean and one standard deviation for all features: an axis is missing. Each feature has its own: `axis=0`.",
    ),
    Mistake(
        divided_by_the_variance,
        "Divided by the variance, and not by its root, the standard deviation.",
    ),
    Mistake(
        with_ddof_1,
        "The standard deviation is that with N − 1 (ddof=1). This course and scikit-learn's StandardScaler divide "
        "by N.",
        is_convention=True,
    ),
    Mistake(
        only_centered, "The mean was subtracted, and nothing divided by the standard deviation."
    ),
    Mistake(only_divided, "Divided by the standard deviation, without subtracting the mean first."),
    Mistake(
        between_zero_and_one,
        "Scaled to 0 … 1 between the lowest and the highest value, as MinMaxScaler does. Standardizing is (x − "
        "mean)/std.",
        is_convention=True,
    ),
    Mistake(
        means_of_their_own,
        f"Each part is centered by its own mean. What is learned from the training part is the mean as well as the "
        f"std {TEST_PART}.",
        53,
    ),
    Mistake(
        spreads_of_their_own,
        f"Each part is divided by its own std. What is learned from the training part is the std as well as the "
        f"mean {TEST_PART}.",
        53,
    ),
    Mistake(
        each_example_by_itself,
        "Mean and std run across the features of each example. Go feature by feature: `axis=0`.",
    ),
    Mistake(
        by_the_validation_part,
        f"Mean and std are those of the validation part. They are learned from the training part {TEST_PART}.",
        53,
    ),
    Mistake(
        test_by_the_validation_part,
        f"The test part is scaled by the validation part's mean and std. All three are scaled by the training "
        f"part's {TEST_PART}.",
        53,
    ),
    Mistake(
        brackets_left_out,
        "Only the mean was divided by the std: brackets are missing in (x − mean)/std.",
    ),
)


# --- chosen_l2(l2, training, validation, test): chosen, reported

Chosen = tuple[float, float]


def _chosen(l2: Array, by: Array, reported: Array) -> Chosen:
    place = int(np.argmin(by))
    return l2[place], reported[place]


def chosen_by_test(l2: Array, training: Array, validation: Array, test: Array) -> Chosen:
    """λ by the test loss."""
    return _chosen(l2, test.mean(axis=1), test.mean(axis=1))


def chosen_by_training(l2: Array, training: Array, validation: Array, test: Array) -> Chosen:
    """λ by the training loss."""
    return _chosen(l2, training.mean(axis=1), test.mean(axis=1))


def validation_loss_reported(l2: Array, training: Array, validation: Array, test: Array) -> Chosen:
    """The validation loss is reported."""
    return _chosen(l2, validation.mean(axis=1), validation.mean(axis=1))


def training_loss_reported(l2: Array, training: Array, validation: Array, test: Array) -> Chosen:
    """The training loss is reported."""
    return _chosen(l2, validation.mean(axis=1), training.mean(axis=1))


def best_single_run(l2: Array, training: Array, validation: Array, test: Array) -> Chosen:
    """λ of the best single run."""
    return _chosen(l2, validation.min(axis=1), test.mean(axis=1))


def lowest_test_loss_reported(l2: Array, training: Array, validation: Array, test: Array) -> Chosen:
    """The lowest test loss of all λ is reported."""
    return chosen_l2(l2, training, validation, test)[0], test.mean(axis=1).min()


def best_seed_reported(l2: Array, training: Array, validation: Array, test: Array) -> Chosen:
    """The lowest test loss of the seeds is reported."""
    return _chosen(l2, validation.mean(axis=1), test.min(axis=1))


def test_of_the_best_seed(l2: Array, training: Array, validation: Array, test: Array) -> Chosen:
    """The test loss of the seed with the lowest validation loss."""
    place = int(np.argmin(validation.mean(axis=1)))
    return l2[place], test[place, np.argmin(validation[place])]


def highest_validation_loss_chosen(
    l2: Array, training: Array, validation: Array, test: Array
) -> Chosen:
    """argmax: the worst λ."""
    return _chosen(l2, -validation.mean(axis=1), test.mean(axis=1))


def smallest_gap_chosen(l2: Array, training: Array, validation: Array, test: Array) -> Chosen:
    """λ with the smallest gap."""
    return _chosen(l2, (validation - training).mean(axis=1), test.mean(axis=1))


def place_of_l2(l2: Array, training: Array, validation: Array, test: Array) -> Chosen:
    """The place of λ, not λ."""
    place = int(np.argmin(validation.mean(axis=1)))
    return place, test[place].mean()


def by_validation_and_test(l2: Array, training: Array, validation: Array, test: Array) -> Chosen:
    """The λ with the lowest sum of validation and test loss."""
    return _chosen(l2, validation + test, test)


def by_the_median(l2: Array, training: Array, validation: Array, test: Array) -> Chosen:
    """The λ with the lowest median over the seeds."""
    chosen = int(np.argmin(np.median(validation, axis=1)))
    return l2[chosen], test[chosen].mean()


CHOSEN_L2 = (
    Mistake(
        chosen_by_test,
        "λ was chosen by the test loss. What is chosen by the test part is fitted to it, and its loss is no test "
        "any more: "
        f"choose by the validation part {TEST_PART}.",
        53,
    ),
    Mistake(
        chosen_by_training,
        "λ was chosen by the training loss, which always prefers the smallest. Choose by the validation part "
        "(lesson 09, "
        "Other brakes).",
    ),
    Mistake(
        validation_loss_reported,
        "The validation loss is reported. λ was chosen because it is low there, so it is a little too good: report "
        "the test "
        f"loss {TEST_PART}.",
        53,
    ),
    Mistake(
        training_loss_reported,
        f"The training loss is reported. The task asks for the loss on what was never looked at: test {TEST_PART}.",
    ),
    Mistake(
        best_single_run,
        "λ is that of the best single run. One lucky seed decides then: compare the means over the seeds.",
    ),
    Mistake(
        lowest_test_loss_reported,
        "The lowest test loss of all λ is reported. It belongs to another λ: report that of the chosen one.",
        53,
    ),
    Mistake(
        best_seed_reported,
        "The test loss of the luckiest seed is reported. Report the mean over the seeds.",
        53,
    ),
    Mistake(
        test_of_the_best_seed,
        "The test loss of one seed is reported, the one with the lowest validation loss. Report the mean over the "
        "seeds.",
    ),
    Mistake(
        highest_validation_loss_chosen,
        "This is the λ with the highest validation loss: argmax. A loss is better the lower it is.",
    ),
    Mistake(
        smallest_gap_chosen,
        "This is the λ with the smallest gap, mostly a large one under which nothing is learned. The lowest "
        "validation loss "
        f"decides {READING}.",
        55,
    ),
    Mistake(place_of_l2, "This is the place of λ in l2; asked is λ itself: `l2[place]`."),
    Mistake(
        by_validation_and_test,
        f"The test loss has helped to choose, so it no longer says how good the choice is. The validation part alone "
        f"chooses {TEST_PART}.",
        53,
    ),
    Mistake(by_the_median, "Chosen by the median over the seeds; asked is the mean."),
)
