"""What answers are tried on besides where numbers are drawn afresh: all of it is drawn, sizes and settings too.

The probes in ``tasks.py`` are cases that tell mistakes apart, with the same answers for every seed: who knows these has
not shown that the function is right.
"""

import numpy as np
from numpy.random import Generator

from mlcourse.checks.task import Arguments, times
from mlcourse.curriculum.lesson_08 import tasks


def _place(generator: Generator) -> Arguments:
    step, examples, batch_size = generator.integers((10, 40, 5), (90, 200, 30))
    return tasks._place(int(step), int(examples), int(batch_size))(generator)


def _examples(generator: Generator) -> Arguments:
    features, classes, of_each = map(int, generator.integers((2, 6, 180), (7, 12, 250)))
    return tasks._sorted_examples(generator, features, classes, of_each)


def _curve(generator: Generator) -> Arguments:
    count = int(generator.integers(8, 15))
    calm = generator.random(count) < 0.65
    changes = np.where(
        calm, generator.uniform(0.1, 0.85, count), generator.uniform(1.2, 1.9, count)
    )
    changes *= generator.choice([-1, 1], count)
    patience = int(generator.integers(1, 4))
    return tasks._curve(float(generator.uniform(0.05, 0.3)), patience, *changes)(generator)


AFRESH = {
    "place_of_step": times(2, _place),
    "shuffled": times(1, _examples),
    "convergence": times(4, _curve),
}
