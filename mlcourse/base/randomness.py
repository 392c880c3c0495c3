"""Named streams of random numbers: one seed, and for each purpose a stream of its own.

Shuffling the data never changes how weights were drawn, and epoch 7 can be shuffled again without
going through epochs 0 to 6. NumPy's global generator is never touched. (An annotation names the generator as
a string, so that ``numpy.random`` is loaded when it is first used.)
"""

from enum import IntEnum
from typing import Any

import numpy as np

from mlcourse.base.errors import integer


class Purpose(IntEnum):
    """What random numbers are drawn for; each purpose has a stream that no other shares."""

    SPLIT = 0
    INITIALIZATION = 1
    SHUFFLING = 2
    DATA = 3
    SEARCH = 4
    BOOTSTRAP = 5


def stream(seed: int, purpose: Purpose, *index: int) -> "np.random.Generator":
    """Return the generator of one purpose (and layer, or epoch) under one seed.

    The seed and the purpose meet in a ``SeedSequence``'s spawn key. (``default_rng((seed, epoch))`` would not do:
    ``default_rng(1)``, ``default_rng((1, 0))`` and ``default_rng((1, 0, 0))`` are the same stream.)

    Args:
        seed: an integer from 0.
        purpose: what the numbers are for.
        index: which layer, epoch, … of that purpose; integers from 0.

    Returns:
        A fresh generator at the start of its stream.

    Raises:
        TypeError: seed or an index is not an integer.
        ValueError: seed or an index is negative.

    Example:
        >>> a = stream(1, Purpose.SHUFFLING, 0).random()
        >>> b = stream(1, Purpose.SHUFFLING, 1).random()
        >>> a == stream(1, Purpose.SHUFFLING, 0).random(), a == b
        (True, False)

    Source:
        O'Neill (2015), whose seed sequences NumPy implements.
    """
    key: tuple[Any, ...] = (
        int(Purpose(purpose)),
        *(integer("index", i, at_least=0) for i in index),
    )
    return np.random.default_rng(
        np.random.SeedSequence(integer("seed", seed, at_least=0), spawn_key=key)
    )
