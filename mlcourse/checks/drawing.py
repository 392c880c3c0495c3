"""Whether an answer draws from the generator that it is given, and from nothing else."""

from dataclasses import replace
from enum import Enum
from typing import Any

import numpy as np

from mlcourse.checks.calls import Call
from mlcourse.checks.deadline import TimeIsUp, enter
from mlcourse.checks.surroundings import PrintedTooMuch
from mlcourse.checks.task import Arguments

SMALL = (3, 2, 5, 7, 11, 13)


class Drawing(Enum):
    """What is seen of a function when it is called again."""

    RIGHT = "two states of the generator give two results, and one state gives one"
    IGNORED = "all states give one result"
    LEFT_AS_IT_WAS = "the generator's state has not moved after a call"
    MIXED = "one state gives two results"


SAID = {
    Drawing.IGNORED: (
        "your function gives the same numbers whatever generator it is given.",
        "The generator carries the run's seed: draw from it, with generator.normal, generator.uniform or "
        "generator.permutation.",
    ),
    Drawing.LEFT_AS_IT_WAS: (
        "called twice with one generator, your function gives the same numbers twice.",
        "Draw from the generator itself and not from a copy: the next layer needs other numbers from it.",
    ),
    Drawing.MIXED: (
        "with a generator in the same state, your function gives other numbers each time.",
        "They come from another generator, one of the notebook or one without a seed, and no run can be repeated. "
        "Draw from the one that is given.",
    ),
}
"""What is said of it, and what it comes from."""


def has_generator(call: Call) -> bool:
    """Return whether a generator is among what an answer is called with."""
    return any(isinstance(each, np.random.Generator) for each in call.drawn.values())


def drawing_of(answer: Any, call: Call) -> Drawing:
    """Return what an answer makes of its generator.

    Args:
        answer: a function that has given right results.
        call: what to call it with, several times; with small sizes, since a few numbers tell.

    Returns:
        What is seen.
    """
    call = _small(call)
    arguments = call.arguments()
    first, second = _numbers(answer, arguments), _numbers(answer, arguments)
    if first == second:
        other = _numbers(answer, _with_another_state(call))
        return Drawing.IGNORED if other == first else Drawing.LEFT_AS_IT_WAS
    return Drawing.RIGHT if _numbers(answer, call.arguments()) == first else Drawing.MIXED


def _small(call: Call) -> Call:
    sizes = dict(zip(call.sizes, SMALL, strict=False))
    probe = replace(call.probe, sizes={**call.sizes, **sizes}) if call.probe else None
    return replace(call, probe=probe)


def _with_another_state(call: Call) -> Arguments:
    arguments = call.arguments()
    for each in arguments.values():
        if isinstance(each, np.random.Generator):
            each.random(16)  # after one, a shuffle may throw the next away and give the same order
    return arguments


def _numbers(answer: Any, arguments: Arguments) -> Any:
    """Return what an answer gives, or raises, as something that can be compared."""
    try:
        return enter(lambda: _frozen(answer(*arguments.values())))
    except (TimeIsUp, PrintedTooMuch, KeyboardInterrupt):
        raise
    except BaseException as error:
        return type(error).__name__


def _frozen(result: Any) -> Any:
    try:
        return np.asarray(result).tobytes()
    except ValueError:  # arrays of several shapes
        return tuple(map(_frozen, result))
