"""What answers are tried on besides where numbers are drawn afresh: all of it is drawn, sizes and settings too.

The probes in ``tasks.py`` are cases that tell mistakes apart, with the same answers for every seed: who knows these has
not shown that the function is right.
"""

import numpy as np
from numpy.random import Generator

from mlcourse.checks.task import Arguments, times
from mlcourse.curriculum.lesson_13 import tasks

KINDS = (
    "below",
    "negative above",
    "large below",
    "one exception",
    "touching",
    "small above",
    "overlapping",
    "noise",
)


def _table(generator: Generator) -> Arguments:
    kinds = generator.choice(KINDS, 8)
    return tasks._columns(*map(str, kinds))(generator, int(generator.integers(17, 40)))


def _candidates(generator: Generator) -> Arguments:
    """Return scores of which each candidate's is clearly within one standard error of the best, or clearly not."""
    count = int(generator.integers(4, 9))
    errors = generator.uniform(0.01, 0.05, count)
    within = generator.random(count) < 0.4
    below = np.where(within, generator.uniform(0.2, 0.8, count), generator.uniform(1.3, 4, count))
    best = int(generator.integers(count))
    below[best] = 0
    rows = np.column_stack([0.8 - below * errors[best], errors])
    return tasks._candidates(*map(tuple, rows))(generator, int(generator.integers(4, 9)))


def _seeds(generator: Generator) -> Arguments:
    scores = generator.integers(50, 99, generator.integers(5, 12)) / 100
    return tasks._seeds(float(generator.uniform(0.6, 0.85)), *scores)(generator)


AFRESH = {
    "tells_alone": times(2, _table),
    "simplest": times(4, _candidates),
    "report": times(1, _seeds),
}
