"""What answers are tried on besides where numbers are drawn afresh: all of it is drawn, sizes and settings too.

The probes in ``tasks.py`` are cases that tell mistakes apart, with the same answers for every seed: who knows these has
not shown that the function is right.
"""

from numpy.random import Generator

from mlcourse.checks.task import Arguments, times
from mlcourse.curriculum.lesson_06 import tasks


def _step(generator: Generator, below: int = 40) -> int:
    return int(generator.integers(1, below))


def _in_steps(generator: Generator) -> Arguments:
    drawn, every = _exponential(generator), int(generator.integers(2, 9))
    return {
        "step": drawn["step"],
        "initial": drawn["initial"],
        "every": every,
        "factor": drawn["factor"],
    }


def _exponential(generator: Generator) -> Arguments:
    initial, factor = generator.uniform(0.01, 0.5), generator.uniform(0.7, 0.98)
    return {"step": _step(generator), "initial": float(initial), "factor": float(factor)}


def _cosine(generator: Generator) -> Arguments:
    steps = int(generator.integers(10, 60))
    initial, final = generator.uniform(0.1, 0.5), generator.uniform(0.0, 0.05)
    step = _step(generator, 2 * steps)
    return {"step": step, "initial": float(initial), "steps": steps, "final": float(final)}


def _warm(generator: Generator) -> Arguments:
    steps = int(generator.integers(5, 30))
    step = _step(generator, 2 * steps)
    return tasks._climb(step, steps, float(generator.uniform(0.05, 0.5)))(generator)


AFRESH = {
    "step_decay": times(1, _in_steps),
    "exponential_decay": times(1, _exponential),
    "cosine_decay": times(1, _cosine),
    "warm_up": times(1, _warm),
}
