"""What a notebook may post: verdicts, votes and named mistakes, each of a task or question of the course."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from mlcourse import curriculum
from mlcourse.checks.questions import Prediction, Question

KINDS = ("task", "order", "vote")
IN_ONE_POST, LARGEST_NUMBER = 100, 2**31
LENGTHS = {"word": 40, "name": 40, "learner": 40, "item": 80, "value": 400}  # characters
LEARNER = re.compile(r"[0-9a-f]{8,40}")
NEAR, FAR = "near", "far"
"""What is reported of a drawn curve: whether it counts as right."""


class Refused(Exception):
    """What was posted is not taken; the text says why, ``status`` is HTTP's."""

    def __init__(self, why: str, status: int = 400) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True)
class Report:
    """One verdict or vote.

    Args:
        number: counts a learner's reports, so that one that comes twice is known.
        kind: "task" (``check``), "order" (``order_lines``) or "vote" (``quiz``, ``predict``).
        item: the id of task, question or prediction.
        value: the named mistake of a task, or the option chosen.
        right: whether a task or an order is right.
    """

    number: int
    kind: str
    item: str
    value: str = ""
    right: bool = False


@dataclass(frozen=True)
class Posted:
    """What one notebook posted."""

    word: str
    learner: str
    name: str
    reports: tuple[Report, ...]


def read(body: bytes) -> Posted:
    """Return what was posted.

    Raises:
        Refused: it is not what a notebook posts.

    Example:
        >>> read(b'{"word": "maple", "learner": "0123abcd", "name": "Ada", "reports": []}').name
        'Ada'
        >>> read(b"[]")
        Traceback (most recent call last):
        mlcourse.pulse.posted.Refused: an object was expected
    """
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused("JSON was expected") from None
    if not isinstance(found, dict):
        raise Refused("an object was expected")
    reports = found.get("reports")
    if not isinstance(reports, list) or len(reports) > IN_ONE_POST:
        raise Refused(f"reports: a list of at most {IN_ONE_POST} was expected")
    learner = _text(found, "learner")
    if not LEARNER.fullmatch(learner):
        raise Refused("learner: hexadecimal digits were expected")
    return Posted(_text(found, "word"), learner, _text(found, "name"), tuple(map(_report, reports)))


def _report(found: Any) -> Report:
    """Return one report, whose item the course knows and whose vote is one of the item's options."""
    if not isinstance(found, dict):
        raise Refused("a report is an object")
    kind, item, value = found.get("kind"), _text(found, "item"), _text(found, "value")
    number, right = found.get("number"), found.get("right", False)
    if type(number) is not int or not 0 < number < LARGEST_NUMBER:
        raise Refused("number: a count from 1 on was expected")
    if kind not in KINDS or type(right) is not bool:
        raise Refused(f"kind: one of {', '.join(KINDS)} was expected, and a right that is true or false")  # fmt: skip
    if kind == "vote" and value not in options(item):
        raise Refused(f"{item} has no such option")
    if kind != "vote" and item not in task_titles():
        raise Refused(f"{item} is no task of the course")
    return Report(number, kind, item, value, right)


def _text(found: dict[str, Any], name: str) -> str:
    text = found.get(name, "")
    if not isinstance(text, str) or len(text) > LENGTHS[name] or not text.isprintable():
        raise Refused(f"{name}: a line of at most {LENGTHS[name]} characters was expected")
    return text.strip()


@cache
def task_titles() -> dict[str, str]:
    """Return the title of each task of the course, by its id."""
    return {each.id: each.title for number in curriculum.numbers() for each in curriculum.tasks(number)}  # fmt: skip


@cache
def asked() -> dict[str, Question | Prediction]:
    """Return all that can be voted on, by its id, in the course's order."""
    found: dict[str, Question | Prediction] = {}
    for number in curriculum.numbers():
        found |= {each.id: each for each in curriculum.predictions(number)}
        found |= {each.id: each for each in curriculum.questions(number)}
    return found


def options(item: str) -> tuple[str, ...]:
    """Return the options of a question or prediction; of what the course does not ask, none."""
    found = asked().get(item)
    if isinstance(found, Prediction) and found.curve:
        return NEAR, FAR
    return tuple(option.text for option in found.options) if found else ()
