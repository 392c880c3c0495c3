"""What the course asks: for each lesson its objectives, questions and predictions; for each exercise its tasks.

``lesson_NN.py`` holds ``TITLE``, ``OBJECTIVES`` (by id, as in ``"04.1"``), ``QUESTIONS`` and ``PREDICTIONS``;
``exercise_NN.py`` holds ``TASKS``. They are loaded when they are first asked for.
"""

from collections.abc import Iterator
from difflib import get_close_matches
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from mlcourse.base.errors import given
from mlcourse.checks.questions import Prediction, Question
from mlcourse.checks.task import Task


def numbers(kind: str) -> list[str]:
    """Return the numbers of all lessons or all exercises, in order.

    Args:
        kind: ``"lesson"`` or ``"exercise"``.

    Returns:
        Numbers such as ``"04"`` and ``"00b"``.
    """
    names = (module.name for module in iter_modules(__path__))
    return sorted(name.removeprefix(f"{kind}_") for name in names if name.startswith(f"{kind}_"))


def title(number: str) -> str:
    """Return a lesson's title."""
    return str(_lesson(number).TITLE)


def objectives(number: str) -> dict[str, str]:
    """Return a lesson's objectives, by id."""
    return dict(_lesson(number).OBJECTIVES)


def questions(number: str) -> tuple[Question, ...]:
    """Return a lesson's quiz."""
    return tuple(_lesson(number).QUESTIONS)


def predictions(number: str) -> tuple[Prediction, ...]:
    """Return a lesson's predictions."""
    return tuple(_lesson(number).PREDICTIONS)


def tasks(number: str) -> tuple[Task, ...]:
    """Return an exercise's tasks, in order."""
    return tuple(_load("exercise", number).TASKS)


def find_task(task_id: str) -> Task:
    """Return a task by its id, as in ``"04.output_delta"``.

    Raises:
        TypeError: the id is no string.
        ValueError: there is no such task.
    """
    return _find("exercise", "TASKS", "task", task_id)


def find_question(question_id: str) -> Question:
    """Return a quiz question by its id."""
    return _find("lesson", "QUESTIONS", "question", question_id)


def find_prediction(prediction_id: str) -> Prediction:
    """Return a prediction by its id."""
    return _find("lesson", "PREDICTIONS", "prediction", prediction_id)


def _lesson(number: str) -> ModuleType:
    return _load("lesson", number)


def _load(kind: str, number: str) -> ModuleType:
    if number not in numbers(kind):
        raise ValueError(f"there is no {kind} {number!r}; there are {', '.join(numbers(kind))}.")
    return import_module(f"{__name__}.{kind}_{number}")


def _all(kind: str, name: str) -> Iterator[Any]:
    for number in numbers(kind):
        yield from getattr(_load(kind, number), name)


def _find(kind: str, name: str, called: str, wanted: str) -> Any:
    if not isinstance(wanted, str):
        raise TypeError(f'{called}_id must be an id such as "04.name"; given {given(wanted)}.')
    number = wanted.partition(".")[0]
    here = getattr(_load(kind, number), name) if number in numbers(kind) else _all(kind, name)
    found = {each.id: each for each in here}
    if wanted in found:
        return found[wanted]
    near = ", ".join(map(repr, get_close_matches(wanted, found, n=3, cutoff=0.0)))
    raise ValueError(
        f"{called}_id must be the id of a {called} of the course; given {given(wanted)}. "
        f"The nearest are {near}; try one of them."
    )
