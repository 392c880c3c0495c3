"""What answers are tried on besides where numbers are drawn afresh: all of it is drawn, sizes and settings too.

The probes in ``tasks.py`` are cases that tell mistakes apart, with the same answers for every seed: who knows these has
not shown that the function is right.
"""

import numpy as np
from numpy.random import Generator

from mlcourse.checks.task import Arguments, times
from mlcourse.curriculum.lesson_09 import tasks


def _runs(generator: Generator) -> Arguments:
    kinds = map(int, generator.integers(0, len(tasks.KINDS), 7))
    acceptable, rise = generator.uniform((0.2, 0.05), (0.6, 0.3))
    make = tasks._runs(float(acceptable), float(rise), *kinds)
    return make(generator, int(generator.integers(9, 15)))


def _amounts(generator: Generator) -> Arguments:
    count, tolerance = int(generator.integers(4, 8)), float(generator.uniform(0.1, 0.4))
    small = generator.random(count) < 0.3
    gaps = np.where(small, generator.uniform(0.2, 0.85, count), generator.uniform(1.2, 3, count))
    return tasks._amounts(tolerance, *(tolerance * gaps))(generator, int(generator.integers(3, 9)))


AFRESH = {
    "regimes": times(2, _runs),
    "enough_examples": times(3, _amounts),
}
