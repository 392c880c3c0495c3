"""Step 6, mini-batches: an epoch deals every example once, shuffled, a handful at a time."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np

from mlcourse.base.display import Record, Term, number_text, record
from mlcourse.base.errors import Array, as_array, examples, flag, given, integer, is_listed
from mlcourse.base.randomness import Purpose, stream

Seed = int | tuple[int, ...]
FEW = 20_000  # numbers of an epoch's orders: 256 such epochs are kept, 40 MB; of larger ones only 8
SHORT = 1_000  # examples of an order: 4096 such orders are kept, 32 MB


def take_batch(
    x: Array, y: Array, batch_size: int, seed: Seed, epoch: int, number: int, shuffle: bool = True
) -> "Batch":
    """Return one batch of one epoch, without going through those before it.

    Args:
        x: inputs (N, features).
        y: targets (N, …).
        batch_size: examples a batch, at least 1.
        seed: an integer from 0; or one for each run.
        epoch: from 0.
        number: the batch's place in the epoch, from 0.
        shuffle: False deals in the order of the data.

    Returns:
        The batch.

    Raises:
        ValueError: the epoch has no such batch.

    Example:
        >>> x = np.arange(5.0)[:, None]
        >>> take_batch(x, x[:, 0], 2, seed=1, epoch=0, number=2).indices
        array([4])
    """
    runs = len(seed) if isinstance(seed, tuple) else 1
    orders = _few_orders if len(x) * runs <= FEW else _many_orders
    order = orders(len(x), seed, epoch, shuffle)
    indices = order[..., number * batch_size : (number + 1) * batch_size]
    if number < 0 or indices.shape[-1] == 0:
        last = batches_per_epoch(len(x), batch_size) - 1
        raise ValueError(
            f"number must be from 0 to {last}, the epoch's last batch; given {number}."
        )
    return Batch.made(
        x=x.take(indices, axis=0), y=y.take(indices, axis=0), indices=indices, number=number
    )


def minibatches(
    x: Array, y: Array, batch_size: int, seed: Seed = 0, epoch: int = 0, shuffle: bool = True
) -> "Iterator[Batch]":
    """Deal all examples once, in an order drawn anew for each epoch.

    The last batch holds what is left and may be smaller. An epoch of N examples has ⌈N/batch_size⌉ batches.

    Args:
        x: inputs (N, features).
        y: targets (N,) or (N, outputs).
        batch_size: examples a batch, at least 1.
        seed: an integer from 0; a list or tuple gives each run an order of its own.
        epoch: from 0; another epoch, another order.
        shuffle: False deals in the order of the data.

    Returns:
        An iterator over the batches.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: x and y differ in length, x is empty or not finite, batch_size is below 1.

    Example:
        >>> x = np.arange(5.0)[:, None]
        >>> [batch.indices.tolist() for batch in minibatches(x, x[:, 0], batch_size=2, seed=1)]
        [[3, 0], [2, 1], [4]]

    Source:
        Robbins and Monro (1951); Bottou (2010).
    """
    x, y = paired(x, y)
    seed = check_seed(seed)
    epoch = integer("epoch", epoch, at_least=0)
    flag("shuffle", shuffle)
    count = batches_per_epoch(len(x), batch_size)
    return (take_batch(x, y, batch_size, seed, epoch, number, shuffle) for number in range(count))


@record
class Batch(Record):
    """The examples of one step."""

    title = "Mini-batch"
    terms = (
        Term("number", "its place in the epoch, from 0"),
        Term("indices", "which examples these are"),
        Term("x", "inputs"),
        Term("y", "targets"),
    )

    x: Array  # (batch, features), or (R, batch, features) where runs shuffle by seeds of their own
    y: Array
    indices: Array  # (batch,) or (R, batch)
    number: int

    @property
    def size(self) -> int:
        """The number of examples."""
        return int(self.indices.shape[-1])

    def worked(self) -> tuple[str, ...]:
        """Return the size in a sentence."""
        return (f"batch {number_text(self.number)} of its epoch, {self.size} examples",)


def batches_per_epoch(examples: int, batch_size: int) -> int:
    """Return ⌈N/batch_size⌉: the steps that make an epoch.

    Args:
        examples: N, at least 1.
        batch_size: at least 1.

    Returns:
        The number of batches.

    Raises:
        TypeError: an argument is not an integer.
        ValueError: one is below 1.

    Example:
        >>> batches_per_epoch(1437, 64)
        23
    """
    integer("examples", examples, at_least=1)
    return -(-examples // integer("batch_size", batch_size, at_least=1, try_this="Try 32."))


def _order(examples: int, seed: Seed, epoch: int, shuffle: bool) -> Array:
    seeds = seed if isinstance(seed, tuple) else (seed,)
    draw = _short_order if len(set(seeds)) > 1 and examples <= SHORT else _draw_order
    drawn = {each: draw(examples, each, epoch, shuffle) for each in set(seeds)}
    # Runs that deal alike share their batches: so many examples are not copied for each of them.
    order = drawn[seeds[0]] if len(drawn) == 1 else np.stack([drawn[each] for each in seeds])
    order.flags.writeable = False
    return order


# One training after another asks for the same orders: a lesson's runs have the same seeds and data.
_few_orders = lru_cache(maxsize=256)(_order)
_many_orders = lru_cache(maxsize=8)(_order)


def _draw_order(examples: int, seed: int, epoch: int, shuffle: bool) -> Array:
    if shuffle:
        return stream(seed, Purpose.SHUFFLING, epoch).permutation(examples)
    return np.arange(examples)


# Other fleets have the same seeds among others.
_short_order = lru_cache(maxsize=4096)(_draw_order)


def paired(x: Any, y: Any) -> tuple[Array, Array]:
    """Return x and y as arrays with one target for each example.

    Args:
        x: inputs (N, features).
        y: targets (N, …).

    Returns:
        Both as arrays.

    Raises:
        TypeError: x does not hold numbers, or y has rows of different lengths.
        ValueError: x is not (N, features), empty or not finite; or y has another length.

    Example:
        >>> paired([[1], [2]], [0, 1])[1]
        array([0, 1])
    """
    x, y = examples("x", x), as_array("y", y)
    if y.dtype.kind not in "fiub":
        raise TypeError(
            f"y, the target, must hold numbers: classes from 0, or what is to be predicted; given {given(y)}. "
            "For names try np.unique(y, return_inverse=True)[1]."
        )
    if x.ndim != 2 or y.ndim == 0 or len(y) != len(x):
        raise ValueError(
            f"x must be (N, features) and y must have one target for each of the N examples; "
            f"given x as {given(x)} and y as {given(y)}. Look at how each was sliced."
        )
    return x, y


def check_pair(value: Any) -> tuple[Any, Any]:
    """Return a pair of inputs and targets.

    Args:
        value: a tuple or list (x, y).

    Returns:
        x and y, not looked at yet.

    Raises:
        TypeError: it is not a pair.

    Example:
        >>> check_pair(([[1.0]], [0]))
        ([[1.0]], [0])
    """
    if not isinstance(value, tuple | list) or len(value) != 2:
        raise TypeError(
            f"the data must be a Dataset or a pair (x, y); given {given(value)}. "
            "Try moons(), or one part of a split: parts.train."
        )
    return value[0], value[1]


def check_seed(seed: Any) -> Seed:
    """Return a seed: one integer, or a tuple with one for each run.

    Args:
        seed: an integer from 0, or a list, tuple or vector of them.

    Returns:
        The integer or the tuple.

    Raises:
        TypeError: it is something else.
        ValueError: one of them is negative, or there is none.

    Example:
        >>> check_seed([0, 1])
        (0, 1)
    """
    if is_listed(seed):
        if len(seed) == 0:
            raise ValueError(
                f"seed must be an integer from 0, or one for each run; given {given(seed)}."
            )
        return tuple(integer(f"seed[{i}]", each, at_least=0) for i, each in enumerate(seed))
    return integer("seed", seed, at_least=0, try_this="Try seed=0.")
