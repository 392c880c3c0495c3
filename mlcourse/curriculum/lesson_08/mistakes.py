"""Wrong answers to the tasks of exercise 08: each function makes one mistake, and its docstring names it.

Below the functions of each task stands what ``check`` says to each mistake, the likeliest first.
"""

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.checks.task import Mistake
from mlcourse.curriculum.lesson_08.answers import convergence, deal

# --- steps_made: 480


STEPS_MADE = (
    Mistake(
        450,
        "15 steps an epoch leave out the last batch: 1000 is 15 · 64 and 40 more, which make a step too (lesson 08, "
        "Epoch, batch, step).",
        50,
    ),
    Mistake(
        30,
        "These are the epochs. Each of them makes a step for each of its batches (lesson 08, Epoch, batch, step).",
        51,
    ),
    Mistake(16, "This is one epoch; there are 30 (lesson 08, Epoch, batch, step)."),
    Mistake(
        469,
        "All 30,000 examples were cut into 64s at once. Each epoch is cut for itself: its last batch is smaller, and "
        "the next epoch begins with a new one (lesson 08, Epoch, batch, step).",
        50,
    ),
    Mistake(
        468.75,
        "30,000/64. There is no step of three quarters of a batch: each epoch is cut for itself, and its last, "
        "smaller batch makes a whole step (lesson 08, Epoch, batch, step).",
        50,
    ),
    Mistake(
        468,
        "30,000/64, rounded down. Each epoch is cut for itself, and its last, smaller batch makes a step too (lesson "
        "08, Epoch, batch, step).",
        50,
    ),
    Mistake(
        1920,
        "30 epochs times 64: that would be 64 steps an epoch. 64 is how many examples one step takes (lesson 08, "
        "Epoch, batch, step).",
        51,
    ),
    Mistake(30000, "These are the examples that were dealt. A step takes 64 of them.", 51),
    Mistake(
        479,
        "This is the *number* of the last step, counted from 0. How many they are is one more.",
    ),
)


# --- place_of_step(step, examples, batch_size): epoch, number, size


def last_batch_not_counted(step: int, examples: int, batch_size: int) -> tuple[int, int, int]:
    """N // batch_size steps an epoch: the last, smaller batch makes none."""
    per_epoch = examples // batch_size
    return step // per_epoch, step % per_epoch, batch_size


def down_but_with_a_size(step: int, examples: int, batch_size: int) -> tuple[int, int, int]:
    """N // batch_size steps an epoch, the size cut off at the data's end."""
    per_epoch = examples // batch_size
    number = step % per_epoch
    return step // per_epoch, number, min(batch_size, examples - number * batch_size)


def one_more_always(step: int, examples: int, batch_size: int) -> tuple[int, int, int]:
    """N // batch_size + 1 steps an epoch, also where nothing is left."""
    per_epoch = examples // batch_size + 1
    number = step % per_epoch
    return step // per_epoch, number, min(batch_size, examples - number * batch_size)


def all_as_large(step: int, examples: int, batch_size: int) -> tuple[int, int, int]:
    """The last batch is as large as the others."""
    per_epoch = -(-examples // batch_size)
    return step // per_epoch, step % per_epoch, batch_size


def what_is_left_to_the_end(step: int, examples: int, batch_size: int) -> tuple[int, int, int]:
    """The size is all that is left of the epoch."""
    per_epoch = -(-examples // batch_size)
    number = step % per_epoch
    return step // per_epoch, number, examples - number * batch_size


def remainder_also_of_nothing(step: int, examples: int, batch_size: int) -> tuple[int, int, int]:
    """The last batch holds N % batch_size, which is 0 where all batches are full."""
    per_epoch = -(-examples // batch_size)
    number = step % per_epoch
    size = examples % batch_size if number == per_epoch - 1 else batch_size
    return step // per_epoch, number, size


def counted_from_one(step: int, examples: int, batch_size: int) -> tuple[int, int, int]:
    """Epoch and batch are counted from 1."""
    per_epoch = -(-examples // batch_size)
    number = step % per_epoch
    return step // per_epoch + 1, number + 1, min(batch_size, examples - number * batch_size)


def steps_counted_from_one(step: int, examples: int, batch_size: int) -> tuple[int, int, int]:
    """The step before: steps are counted from 1."""
    per_epoch = -(-examples // batch_size)
    epoch, number = divmod(step - 1, per_epoch)
    return epoch, number, min(batch_size, examples - number * batch_size)


def step_is_an_epoch(step: int, examples: int, batch_size: int) -> tuple[int, int, int]:
    """A step is an epoch."""
    return step, 0, batch_size


def batches_across_epochs(step: int, examples: int, batch_size: int) -> tuple[int, int, int]:
    """The examples are dealt in one endless row: a batch begins in one epoch and ends in the next."""
    seen = step * batch_size
    return seen // examples, seen % examples // batch_size, batch_size


def batches_across_epochs_cut(step: int, examples: int, batch_size: int) -> tuple[int, int, int]:
    """The examples are dealt in one endless row, and a batch is cut where an epoch ends."""
    seen = step * batch_size
    place = seen % examples
    return seen // examples, place // batch_size, min(batch_size, examples - place)


PLACE_OF_STEP = (
    Mistake(
        last_batch_not_counted,
        "An epoch has examples // batch_size steps here: the last, smaller batch is left out. Round up (lesson 08, "
        "Epoch, batch, step).",
        50,
    ),
    Mistake(
        down_but_with_a_size,
        "An epoch has examples // batch_size steps here, rounded down. The examples that are left make one more "
        "(lesson 08, Epoch, batch, step).",
        50,
    ),
    Mistake(
        one_more_always,
        "An epoch has examples // batch_size + 1 steps here, also where all batches are full and nothing is left "
        "(lesson 08, Epoch, batch, step).",
    ),
    Mistake(
        all_as_large,
        "The last batch is said to be as large as the others. It holds what is left (lesson 08, Epoch, batch, step).",
        50,
    ),
    Mistake(
        what_is_left_to_the_end,
        "The size is all that is left of the epoch. A batch takes batch_size of it at the most: min.",
    ),
    Mistake(
        remainder_also_of_nothing,
        "examples % batch_size is 0 where all batches are full; the last batch is then full too.",
    ),
    Mistake(
        counted_from_one,
        "Epoch and batch are counted from 1 here. This course counts steps, batches and epochs from 0.",
        is_convention=True,
    ),
    Mistake(
        steps_counted_from_one,
        "This is where the step before it is. Steps are counted from 0, so `step` is the number of those before.",
    ),
    Mistake(
        step_is_an_epoch,
        "The step's number was taken for the epoch's. An epoch has a step for each of its batches (lesson 08, Epoch, "
        "batch, step).",
        51,
    ),
    Mistake(
        batches_across_epochs_cut,
        "The examples of all epochs were counted in one row, as if batches went on over an epoch's end. Each epoch is "
        "dealt for itself: count its batches, rounded up (lesson 08, Epoch, batch, step).",
        50,
    ),
    Mistake(
        batches_across_epochs,
        "Here a batch may begin in one epoch and end in the next. Each epoch is dealt for itself, and its last batch "
        "holds what is left (lesson 08, Epoch, batch, step).",
        50,
    ),
)


# --- deal(order, batch_size)


def last_batch_dropped(order: Array, batch_size: int) -> list[Array]:
    """Full batches only."""
    count = len(order) // batch_size
    return [order[k * batch_size : (k + 1) * batch_size] for k in range(count)]


def as_even_as_possible(order: Array, batch_size: int) -> list[Array]:
    """Batches of nearly one size."""
    return np.array_split(order, -(-len(order) // batch_size))


def so_many_batches(order: Array, batch_size: int) -> list[Array]:
    """batch_size batches, and not batches of that size."""
    return np.array_split(order, batch_size)


def every_nth(order: Array, batch_size: int) -> list[Array]:
    """Dealt like cards: every k-th example."""
    count = -(-len(order) // batch_size)
    return [order[k::count] for k in range(count)]


def an_empty_one_at_the_end(order: Array, batch_size: int) -> list[Array]:
    """One batch more than full ones, also where nothing is left."""
    count = len(order) // batch_size + 1
    return [order[k * batch_size : (k + 1) * batch_size] for k in range(count)]


def ended_a_batch_early(order: Array, batch_size: int) -> list[Array]:
    """range ends at len(order) − batch_size: the last batch is missing, full or not."""
    return deal(order, batch_size)[:-1]


def one_short_each(order: Array, batch_size: int) -> list[Array]:
    """Each slice ends one example early."""
    return [batch[:-1] for batch in deal(order, batch_size)]


def filled_up_with_the_first(order: Array, batch_size: int) -> list[Array]:
    """The last batch is filled up with the first of the order."""
    return [np.resize(order, -(-len(order) // batch_size) * batch_size)[k : k + batch_size]
            for k in range(0, len(order), batch_size)]  # fmt: skip


def order_not_used(order: Array, batch_size: int) -> list[Array]:
    """Dealt in the order of the data."""
    return deal(np.arange(len(order)), batch_size)


def order_sorted(order: Array, batch_size: int) -> list[Array]:
    """The places of the order, not its examples: argsort."""
    return deal(np.argsort(order), batch_size)


def last_one_put_to_the_others(order: Array, batch_size: int) -> list[Array]:
    """What is left goes to the batch before."""
    *batches, last = deal(order, batch_size)
    if batches and len(last) < batch_size:
        return [*batches[:-1], np.concatenate([batches[-1], last])]
    return [*batches, last]


DEAL = (
    Mistake(
        last_batch_dropped,
        "The last, smaller batch is left out, as by PyTorch's drop_last=True. Here it is kept: an epoch deals every "
        "example (lesson 08, The last batch).",
        50,
        is_convention=True,
    ),
    Mistake(
        order_not_used,
        "These are the examples in the order of the data. Take them from `order`: `order[start : start + batch_size]` "
        "(lesson 08, Shuffling).",
        49,
    ),
    Mistake(
        as_even_as_possible,
        "The batches were made as even as possible. All but the last hold batch_size examples (lesson 08, The last "
        "batch).",
    ),
    Mistake(
        so_many_batches,
        "These are batch_size batches. batch_size is how many examples a batch holds; how many batches there are "
        "follows from it.",
        51,
    ),
    Mistake(
        every_nth,
        "The examples were dealt like cards, one to each batch in turn: a stride. A batch is a piece of the order, "
        "`order[start : start + batch_size]` (lesson 08, Epoch, batch, step).",
    ),
    Mistake(
        an_empty_one_at_the_end,
        "Where all batches are full, an empty one follows: its loss would be a mean of nothing, NaN. Round up: "
        "-(-len(order) // batch_size), or range with a step.",
    ),
    Mistake(
        ended_a_batch_early,
        "The last batch is missing, also where it is full: the loop ends a batch too early. `range(0, len(order), "
        "batch_size)` has a place for each.",
        50,
    ),
    Mistake(
        one_short_each,
        "Each batch lacks its last example. A slice leaves out its end already: `order[start : start + batch_size]`.",
    ),
    Mistake(
        filled_up_with_the_first,
        "The last batch was filled up with the first examples, which are dealt twice in this epoch. It holds what "
        "is left (lesson 08, The last batch).",
        50,
    ),
    Mistake(
        order_sorted,
        "argsort gives where each example stands in the order. `order` itself says which example comes next.",
    ),
    Mistake(
        last_one_put_to_the_others,
        "What is left was put to the batch before it, which is then too large. It makes a batch of its own (lesson "
        "08, The last batch).",
        50,
    ),
)


# --- shuffled(x, y, generator)

Pair = tuple[Array, Array]


def each_in_its_own_order(x: Array, y: Array, generator: np.random.Generator) -> Pair:
    """Two orders: an example no longer has its target."""
    return generator.permutation(x), generator.permutation(y)


def each_column_in_its_own_order(x: Array, y: Array, generator: np.random.Generator) -> Pair:
    """Every column is shuffled for itself, and y too."""
    return generator.permuted(x, axis=0), generator.permutation(y)


def only_the_inputs(x: Array, y: Array, generator: np.random.Generator) -> Pair:
    """x in a new order, y in the old one."""
    return generator.permutation(x), y


def only_the_targets(x: Array, y: Array, generator: np.random.Generator) -> Pair:
    """y in a new order, x in the old one."""
    return x, generator.permutation(y)


def back_by_the_order(x: Array, y: Array, generator: np.random.Generator) -> Pair:
    """x is taken by the order, y is put to the places that it names: the way back."""
    order = generator.permutation(len(x))
    new = np.empty_like(y)
    new[order] = y
    return x[order], new


def with_putting_back(x: Array, y: Array, generator: np.random.Generator) -> Pair:
    """Drawn with putting back: some examples twice, some never."""
    order = generator.integers(len(x), size=len(x))
    return x[order], y[order]


def begun_elsewhere(x: Array, y: Array, generator: np.random.Generator) -> Pair:
    """The old order, begun at a random place."""
    start = int(generator.integers(1, len(x)))
    return np.roll(x, start, axis=0), np.roll(y, start)


SHUFFLED = (
    Mistake(
        each_in_its_own_order,
        "x and y were put into two different orders, so the examples have lost their targets: nothing can be "
        "learned. Draw one order, and take both by it (lesson 08, Shuffling).",
    ),
    Mistake(
        each_column_in_its_own_order,
        "Each column was put into an order of its own, so an example's inputs no longer belong together. Draw one "
        "order of the rows (lesson 08, Shuffling).",
    ),
    Mistake(
        only_the_inputs,
        "Only x is in a new order; y belongs to the old one. Draw one order, and take both by it (lesson 08, "
        "Shuffling).",
    ),
    Mistake(
        only_the_targets,
        "Only y is in a new order; x is in the old one. Draw one order, and take both by it (lesson 08, Shuffling).",
    ),
    Mistake(
        back_by_the_order,
        "`x[order]` takes from the places in `order`; `new[order] = …` puts to them, which is the way back. Take both: "
        "`y[order]` (lesson 08, Shuffling).",
    ),
    Mistake(
        with_putting_back,
        "The examples were drawn with putting back: about a third of them is never seen in this epoch. "
        "`generator.permutation` deals each once (lesson 08, Shuffling).",
    ),
    Mistake(
        begun_elsewhere,
        "Nearly all neighbors are still neighbors: the old order begins at another place. Each batch should be "
        "drawn from all the data (lesson 08, Shuffling).",
        49,
    ),
)


# --- epoch_loss(losses, sizes)


def mean_of_the_batches(losses: Array, sizes: Array) -> Array:
    """Each batch counts as much."""
    return np.mean(losses)


def without_the_last(losses: Array, sizes: Array) -> Array:
    """The last batch is left out."""
    return np.sum(losses[:-1] * sizes[:-1]) / np.sum(sizes[:-1])


def losses_summed(losses: Array, sizes: Array) -> Array:
    """The batches' losses added up."""
    return np.sum(losses)


def examples_summed(losses: Array, sizes: Array) -> Array:
    """The loss of all examples added up."""
    return np.sum(losses * sizes)


def over_the_number_of_batches(losses: Array, sizes: Array) -> Array:
    """The sum over the examples, divided by the number of batches."""
    return np.mean(losses * sizes)


def as_if_all_were_full(losses: Array, sizes: Array) -> Array:
    """Divided by the number of batches times the batch size."""
    return np.sum(losses * sizes) / (len(sizes) * sizes[0])


def of_the_last_batch(losses: Array, sizes: Array) -> Array:
    """The loss of the last batch."""
    return losses[-1]


def sum_over_examples(losses: Array, sizes: Array) -> Array:
    """Losses added up unweighted, divided by the number of examples."""
    return np.sum(losses) / np.sum(sizes)


def losses_taken_for_sums(losses: Array, sizes: Array) -> Array:
    """Each loss is divided by its size, as if it were a sum, and all are averaged."""
    return np.mean(losses / sizes)


def weights_upside_down(losses: Array, sizes: Array) -> Array:
    """Each loss is divided by its batch's size."""
    return np.sum(losses / sizes) / np.sum(1 / sizes)


def halved_each_time(losses: Array, sizes: Array) -> Array:
    """The mean so far and the next loss, halved: the last batches count most."""
    mean = losses[0]
    for loss in losses[1:]:
        mean = (mean + loss) / 2
    return mean


def middle_of_the_losses(losses: Array, sizes: Array) -> Array:
    """The median of the batches' losses."""
    return np.asarray(np.median(losses))


EPOCH_LOSS = (
    Mistake(
        mean_of_the_batches,
        "Every batch counts as much, as in many training loops; here each is weighted (lesson 08, The last batch).",
        50,
        is_convention=True,
    ),
    Mistake(
        without_the_last,
        "The last batch is left out, as with PyTorch's `drop_last=True`. This course keeps it (lesson 08, The last "
        "batch).",
        50,
        is_convention=True,
    ),
    Mistake(
        losses_taken_for_sums,
        "Each loss was divided by its size, as if it were a sum. It is a mean already: its sum is losses * sizes "
        "(lesson 08, The last batch).",
    ),
    Mistake(
        weights_upside_down,
        "The losses were divided by the sizes, so small batches count most. A batch of many examples counts more: "
        "losses * sizes (lesson 08, The last batch).",
        50,
    ),
    Mistake(
        losses_summed,
        "The batches' losses were added up. Each is a mean over its examples: weight it by its size, and divide by "
        "all examples (lesson 08, The last batch).",
        18,
    ),
    Mistake(
        examples_summed,
        "This is the sum of all examples' losses. Divide by how many there are: `np.sum(sizes)`.",
        18,
    ),
    Mistake(
        over_the_number_of_batches,
        "The sum over all examples was divided by the number of batches. Divide by the number of examples: "
        "`np.sum(sizes)`.",
    ),
    Mistake(
        as_if_all_were_full,
        "Divided by the number of batches times the batch size, as if the last one were full. Divide by the "
        "examples there are: `np.sum(sizes)`.",
        50,
    ),
    Mistake(
        of_the_last_batch,
        "This is the loss of the last batch, a handful of examples. An epoch's loss is that of all of them.",
    ),
    Mistake(
        halved_each_time,
        "(mean + loss)/2 was taken batch by batch, so each loss counts twice the one before it, and the sizes do not "
        "count at all. Add up losses * sizes, and divide once: by `np.sum(sizes)`.",
        50,
    ),
    Mistake(
        middle_of_the_losses,
        "This is the median of the batches' losses. The task asks for the mean over the examples: all of `losses * "
        "sizes`, over "
        "`np.sum(sizes)`.",
    ),
    Mistake(
        sum_over_examples,
        "The batches' losses were added up unweighted and divided by the number of examples. Each is a mean already: "
        "multiply it by its size first.",
        19,
    ),
)


# --- convergence(losses, tolerance, patience): calm, epoch

Asked = tuple[list[int], int]


def _counted(patience: int, is_calm: list[bool]) -> Asked:
    """Return the counts and the first epoch that reaches the patience, from whether each epoch is calm."""
    calm: list[int] = []
    for each in is_calm:
        before = calm[-1] if calm else 0
        calm.append(before + 1 if each else 0)
    return calm, next((epoch for epoch, count in enumerate(calm) if count >= patience), -1)


def one_epoch_more(losses: Array, tolerance: float, patience: int) -> Asked:
    """More than patience epochs are waited for."""
    return convergence(losses, tolerance, patience)[0], convergence(
        losses, tolerance, patience + 1
    )[1]


def one_epoch_less(losses: Array, tolerance: float, patience: int) -> Asked:
    """The epoch before the one that reaches the patience."""
    calm, epoch = convergence(losses, tolerance, patience)
    return calm, epoch if epoch == -1 else epoch - 1


def where_the_calm_began(losses: Array, tolerance: float, patience: int) -> Asked:
    """The first epoch of the calm ones."""
    calm, epoch = convergence(losses, tolerance, patience)
    return calm, epoch if epoch == -1 else epoch - patience + 1


def counted_from_one_here(losses: Array, tolerance: float, patience: int) -> Asked:
    """Epochs are counted from 1."""
    calm, epoch = convergence(losses, tolerance, patience)
    return calm, epoch if epoch == -1 else epoch + 1


def last_calm_epoch(losses: Array, tolerance: float, patience: int) -> Asked:
    """The last epoch that is calm long enough, not the first."""
    calm, _ = convergence(losses, tolerance, patience)
    return calm, max((e for e, count in enumerate(calm) if count >= patience), default=-1)


def never_reset(losses: Array, tolerance: float, patience: int) -> Asked:
    """All calm epochs count, whether in a row or not."""
    small = np.abs(np.diff(losses)) <= tolerance * losses[:-1]
    calm = [0, *np.cumsum(small).tolist()]
    return calm, next((epoch for epoch, count in enumerate(calm) if count >= patience), -1)


def every_fall_is_calm(losses: Array, tolerance: float, patience: int) -> Asked:
    """new − old ≤ tolerance · old: without the magnitude each fall counts as small."""
    return _counted(patience, [False, *(np.diff(losses) <= tolerance * losses[:-1])])


def every_rise_is_calm(losses: Array, tolerance: float, patience: int) -> Asked:
    """old − new ≤ tolerance · old: without the magnitude each rise counts as small."""
    return _counted(patience, [False, *(-np.diff(losses) <= tolerance * losses[:-1])])


def absolute_change(losses: Array, tolerance: float, patience: int) -> Asked:
    """|new − old| ≤ tolerance."""
    return _counted(patience, [False, *(np.abs(np.diff(losses)) <= tolerance)])


def relative_to_the_new(losses: Array, tolerance: float, patience: int) -> Asked:
    """The change is compared with the new loss."""
    return _counted(patience, [False, *(np.abs(np.diff(losses)) <= tolerance * losses[1:])])


def less_than(losses: Array, tolerance: float, patience: int) -> Asked:
    """< in place of ≤."""
    return _counted(patience, [False, *(np.abs(np.diff(losses)) < tolerance * losses[:-1])])


def first_epoch_calm(losses: Array, tolerance: float, patience: int) -> Asked:
    """The first epoch, which has none before it, counts as calm."""
    return _counted(patience, [True, *(np.abs(np.diff(losses)) <= tolerance * losses[:-1])])


def beside_the_best(losses: Array, tolerance: float, patience: int) -> Asked:
    """The change is taken from the lowest loss so far."""
    best = np.minimum.accumulate(losses)[:-1]
    return _counted(patience, [False, *(np.abs(losses[1:] - best) <= tolerance * best)])


def counting_ended(losses: Array, tolerance: float, patience: int) -> Asked:
    """Counting ends with the run, and zeros follow."""
    calm, epoch = convergence(losses, tolerance, patience)
    last = len(losses) if epoch == -1 else epoch + 1
    return [count if e < last else 0 for e, count in enumerate(calm)], epoch


def one_count_missing(losses: Array, tolerance: float, patience: int) -> Asked:
    """The first epoch has no count."""
    calm, epoch = convergence(losses, tolerance, patience)
    return calm[1:], epoch


CONVERGENCE = (
    Mistake(
        one_epoch_more,
        "One calm epoch more than `patience` is waited for: it is reached at count >= patience (lesson 08, How to "
        "ask).",
    ),
    Mistake(
        never_reset,
        "The count is never set back: calm epochs must come in a row, and one that is not calm begins anew at 0 "
        "(lesson 08, How to ask).",
    ),
    Mistake(
        every_fall_is_calm,
        "Without the magnitude, a fall of any size is smaller than the tolerance: the fastest epochs count as calm. "
        "Take abs(new - old) (lesson 08, How to ask).",
    ),
    Mistake(
        every_rise_is_calm,
        "A rise of any size counts as calm here. That asks whether the loss still improves; here it is whether it "
        "still *changes*: abs(old - new) (lesson 08, How to ask).",
    ),
    Mistake(
        absolute_change,
        "The change itself is compared, as with scikit-learn's `tol`. This course compares it with tolerance · Lₑ₋₁.",
        is_convention=True,
    ),
    Mistake(
        relative_to_the_new,
        "The change is compared with the new loss. It is measured against the one before: tolerance · Lₑ₋₁ (lesson "
        "08, How to ask).",
    ),
    Mistake(
        less_than,
        "A change of exactly the tolerance counts as calm: ≤ and not <.",
    ),
    Mistake(
        first_epoch_calm,
        "The first epoch has none before it to be compared with, so it is not calm: its count is 0.",
    ),
    Mistake(
        where_the_calm_began,
        "This is where the calm epochs began. At that time nobody could know: the run has converged at the end of the "
        "last of them (lesson 08, How to ask).",
    ),
    Mistake(
        one_epoch_less,
        "This is one epoch too early: the patience is reached at the end of the next one.",
    ),
    Mistake(
        counted_from_one_here,
        "Epochs are counted from 1 here. This course counts them from 0, as Python does.",
        is_convention=True,
    ),
    Mistake(
        last_calm_epoch,
        "This is the last epoch that was calm for long enough. The run would have ended at the first.",
    ),
    Mistake(
        beside_the_best,
        "The change is taken from the lowest loss so far, as early stopping does. Convergence compares with the "
        "epoch before (lesson 08, How to ask).",
    ),
    Mistake(
        counting_ended,
        "The counting ends where the run has converged, and 0 follows. `calm` has a count for each epoch: note the "
        "first place, and count on.",
    ),
    Mistake(
        one_count_missing,
        "One count is missing: each epoch has one, and that of the first, which has none before it, is 0.",
    ),
)


# --- curve_a to curve_d: 1 still falling, 2 a plateau, 3 at rest, 4 overfits, 5 thrown about

CURVE_A = (
    Mistake(
        1,
        "Only the solid line was read: the training loss falls to the end. The dashed one is of examples that were "
        "not trained on, and it has been rising since the first epochs.",
    ),
    Mistake(
        3,
        "The training loss alone was taken for the run: it is at rest, near 0. The validation loss is not, it rises at "
        "the end as before. At rest is what stays on both lines (lesson 08, How to ask).",
        52,
    ),
    Mistake(
        2,
        "The flat end of the solid line was taken for a plateau. A plateau lies above what the run can reach, and the "
        "fall goes on after it (lesson 08, A plateau); this line is flat near 0, and the dashed one rises.",
    ),
    Mistake(
        5,
        "The rise of the dashed line was taken for long steps. Those make the *training* loss jump as well, and it "
        "falls smoothly here: what was learned last does not hold for other examples.",
    ),
)

CURVE_B = (
    Mistake(
        3,
        "A slow fall was taken for rest. At rest is a line that runs level at the end; this one falls in each of its "
        "last ten epochs: it was stopped, and did not arrive (lesson 08, How to ask).",
        52,
    ),
    Mistake(
        2,
        "A slow fall was taken for a plateau. That is a level stretch, after which the loss falls (lesson 08, A "
        "plateau). This line falls all the time: the steps are short.",
        52,
    ),
    Mistake(
        4,
        "The gap between the lines was taken for overfitting. In overfitting they part, one falling and one rising. "
        "Here both fall together; neither has learned much yet.",
    ),
    Mistake(
        5,
        "Slow learning was taken for long steps. Those make the loss jump up and down. This one has no jump at all: "
        "its steps are too short rather than too long.",
    ),
)

CURVE_C = (
    Mistake(
        4,
        "The places where the dashed line lies above were taken for overfitting. There the training loss goes on "
        "falling; here it jumps up itself, again and again: its steps leap over what they should reach.",
    ),
    Mistake(
        2,
        "No progress was taken for a plateau. A plateau is level: the loss hardly changes from epoch to epoch (lesson "
        "08, A plateau). Here it changes by half and more, in both directions.",
        52,
    ),
    Mistake(
        3,
        "Staying within bounds was taken for rest. At rest would be calm, from epoch to epoch, and no two epochs of "
        "this curve are alike (lesson 08, How to ask).",
        52,
    ),
    Mistake(
        1,
        "Its falls were seen, and not that it rises as often. A run that is still falling does so in nearly every "
        "epoch; another hundred epochs of this one would be more of the same.",
    ),
)

CURVE_D = (
    Mistake(
        3,
        "The level stretch was taken for rest. It lasted more than twenty epochs, but it had an end, and the line "
        "falls at the end of the run. At rest is what stays so (lesson 08, A plateau).",
        52,
    ),
    Mistake(
        1,
        "Only the end was read: there it falls. Before that it stood level for more than twenty epochs, and whoever "
        "had looked then would have stopped it (lesson 08, A plateau).",
        52,
    ),
    Mistake(
        4,
        "The distance between the lines was taken for overfitting. There the validation loss rises while the training "
        "loss falls. Here the two stand still together, and then fall together.",
    ),
    Mistake(
        5,
        "No progress was taken for long steps. Those make the loss jump from epoch to epoch. Here it is level, and "
        "then it falls smoothly.",
    ),
)
