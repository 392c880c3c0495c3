"""What answers are tried on besides where numbers are drawn afresh: all of it is drawn, sizes and settings too.

The probes in ``tasks.py`` are cases that tell mistakes apart, with the same answers for every seed: who knows these has
not shown that the function is right.
"""

import numpy as np
from numpy.random import Generator

from mlcourse.checks.task import Arguments, times
from mlcourse.curriculum.lesson_01 import tasks


def _sizes(generator: Generator) -> Arguments:
    fan_in, fan_out = generator.integers(140, 260, 2)
    return {"fan_in": int(fan_in), "fan_out": int(fan_out), "generator": generator}


def _start(generator: Generator) -> Arguments:
    sizes = generator.integers(70, 130, generator.integers(3, 6))
    return {"layer_sizes": tuple(map(int, sizes)), "generator": generator}


def _one_wrong(generator: Generator) -> Arguments:
    sizes = generator.integers(8, 90, generator.integers(4, 7))
    factor = generator.choice([0.3, 0.5, 2.0, 4.0])
    make = tasks._one_wrong(
        int(generator.integers(len(sizes) - 1)), lambda m, n: factor * np.sqrt(2 / m)
    )
    return make(generator, **{f"width{i}": int(size) for i, size in enumerate(sizes)})


def _units(generator: Generator) -> Arguments:
    count = int(generator.integers(5, 10))
    weights, gradients = (generator.choice(some, count) for some in ([2, 4, 5, 8], [0, 9, 10]))
    return tasks._columns(list(weights), list(gradients))(generator, int(generator.integers(3, 9)))


AFRESH = {
    "he_normal": times(2, _sizes),
    "xavier_uniform": times(2, _sizes),
    "wrong_layer": times(4, _one_wrong),
    "different_units": times(4, _units),
    "start_of": times(1, _start),
}
