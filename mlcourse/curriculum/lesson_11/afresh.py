"""What answers are tried on besides where numbers are drawn afresh: all of it is drawn, sizes and settings too.

The probes in ``tasks.py`` are cases that tell mistakes apart, with the same answers for every seed: who knows these has
not shown that the function is right.
"""

import numpy as np
from numpy.random import Generator

from mlcourse.checks.task import Arguments, times
from mlcourse.curriculum.lesson_11 import tasks


def _tried(generator: Generator) -> Arguments:
    count = int(generator.integers(6, 12))
    scores = generator.permutation(np.arange(1, 64))[:count] / 64
    costs = generator.integers(1, 9, count)
    budget = float(np.cumsum(costs)[generator.integers(count)]) + 0.5
    return tasks._tried(budget, list(scores), list(map(float, costs)))(generator)


def _scored(generator: Generator) -> Arguments:
    """Return scores of which each candidate's is clearly within one standard error of the best, or clearly not."""
    count, folds = map(int, generator.integers((4, 4), (8, 10)))
    spread = float(generator.uniform(0.02, 0.08))
    within = generator.random(count) < 0.4
    below = np.where(within, generator.uniform(0.2, 0.8, count), generator.uniform(1.3, 4, count))
    below[generator.integers(count)] = 0
    means = 0.9 - below * spread / np.sqrt(folds)
    return tasks._scored(*means, spread=spread)(generator, folds)


AFRESH = {"best_within": times(3, _tried), "chosen": times(3, _scored)}
