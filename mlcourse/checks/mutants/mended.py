"""Whether one thing stands for another in a learner's line: the function is right once that is taken back there."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from types import FunctionType
from typing import Any

from mlcourse.checks.deadline import Deadline, TimeIsUp
from mlcourse.checks.naming import is_right
from mlcourse.checks.outcomes import attempt
from mlcourse.checks.running import Trial
from mlcourse.checks.surroundings import Surroundings
from mlcourse.checks.task import Task

SLIP = re.compile(r"^`?(-?[\w./]+)`? stands where `?(-?[\w./]+)`? belongs(.*)")
SECONDS = 0.5


def is_mended(
    task: Task, answer: Any, text: str, line: str, slip: re.Match[str], trials: list[Trial]
) -> bool:
    """Return whether a function is right once a slip is taken back in one of its lines.

    Args:
        task: the task.
        answer: the learner's function.
        text: its source.
        line: a line of it.
        slip: a match of ``SLIP``, as in ``"`logits` stands where `m` belongs"``.
        trials: what the function gave.
    """
    return any(_passes(task, answer, each, trials) for each in _mended(text, line, slip))


def _mended(text: str, line: str, slip: re.Match[str]) -> Iterator[str]:
    """Yield the text with the slip taken back: at one place of the line, or at all places of the text."""
    pattern = re.compile(rf"(?<![\w.]){re.escape(slip[1])}(?![\w.])")
    places = list(pattern.finditer(line))
    if slip[3] and places:  # "and so at …"
        yield pattern.sub(slip[2], text)
    for place in places:
        yield text.replace(line, line[: place.start()] + slip[2] + line[place.end() :])


def _passes(task: Task, answer: Any, text: str, trials: list[Trial]) -> bool:
    if not isinstance(answer, FunctionType):
        return False
    names = dict(answer.__globals__)
    with suppress(Exception, KeyboardInterrupt, TimeIsUp), Surroundings(), Deadline(SECONDS):
        exec(compile(text, "<mended>", "exec"), names)
        mended = names[answer.__name__]
        return all(
            is_right(task, replace(each, got=attempt(task, mended, each.call, each.pattern)))
            for each in trials
        )
    return False
