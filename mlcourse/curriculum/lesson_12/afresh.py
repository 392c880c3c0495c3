"""What answers are tried on besides where numbers are drawn afresh: all of it is drawn, sizes and settings too.

The probes in ``tasks.py`` are cases that tell mistakes apart, with the same answers for every seed: who knows these has
not shown that the function is right.
"""

import numpy as np
from numpy.random import Generator

from mlcourse.checks.task import Arguments, times
from mlcourse.curriculum.lesson_12 import tasks


def _ways(generator: Generator) -> Arguments:
    count, least = int(generator.integers(4, 9)), float(generator.uniform(0.5, 0.7))
    target = generator.permutation(np.linspace(0.4, 0.9, count))
    kept = generator.uniform(0.03, 0.2, count) * generator.choice([-1, 1], count)
    ways = np.column_stack([target, least + kept, np.full((count, 2), 0.05)])
    return tasks._ways(least, *map(tuple, ways))(generator, int(generator.integers(3, 8)))


AFRESH = {"best_way": times(4, _ways)}
