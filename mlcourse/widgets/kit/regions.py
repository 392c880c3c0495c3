"""Decision regions as they are sent: a byte for each cell of a grid, for its class and how sure the network is."""

from functools import reduce

import numpy as np

from mlcourse.base.errors import Array


def class_codes(output: Array, classes: int) -> Array:
    """Return for each cell one byte that holds its class and how sure the network is of it.

    code = class · levels + level, with levels = ⌊256/classes⌋, and level from 0 (all classes alike) to
    levels − 1 (probability 1).

    Args:
        output: probabilities (..., cells, classes), or (..., cells, 1) of class 1.
        classes: how many.

    Returns:
        Codes (..., cells), uint8.

    Example:
        >>> class_codes(np.array([[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]), classes=2)
        array([127,   0, 255], dtype=uint8)
    """
    p = np.concatenate([1 - output, output], axis=-1) if output.shape[-1] == 1 else output
    levels = 256 // classes
    highest = reduce(np.maximum, np.moveaxis(p, -1, 0))  # max(axis=-1) is slow over a few classes
    sure = (highest - 1 / classes) / (1 - 1 / classes)
    return (p.argmax(axis=-1) * levels + np.rint(sure * (levels - 1))).astype(np.uint8)
