"""What the course asks: a package for each lesson, ``lesson_NN``, with the same files in each.

- ``about.py``: title, the documented steps that the lesson belongs to, objectives (by id, as in ``"04.1"``);
- ``questions.py``: the quiz;
- ``predictions.py``: what is predicted before it is seen;
- ``tasks.py``: the exercise: what each task asks for and what answers are tried on;
- ``answers.py``: the worked answers;
- ``other_right_answers.py``: right answers that are written in other ways;
- ``mistakes.py``: the known wrong answers, and what ``check`` says to each;
- ``afresh.py``: what a grader tries answers on besides, where ``tasks.py`` has the same results for every seed;
- ``in_training.py``: how the exercise's functions take part in training.

A lesson without an exercise has the first three, and not every exercise has ``afresh.py``. Each file is loaded when it
is first asked for. ``beliefs.py`` is the course's list of what learners get wrong.
"""

from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import TypeVar

import mlcourse
from mlcourse.base.errors import Array, given
from mlcourse.checks.questions import Prediction, Question
from mlcourse.checks.task import Probe, Task

_FOLDER = Path(__file__).parent
_PREFIX = "lesson_"


def numbers() -> list[str]:
    """Return the numbers of all lessons, in order, such as ``"00b"`` and ``"04"``."""
    return list(_numbers())


@cache
def _numbers() -> tuple[str, ...]:
    """Look for the lessons once: each question of a lesson asks which there are."""
    return tuple(
        sorted(
            path.parent.name.removeprefix(_PREFIX) for path in _FOLDER.glob(f"{_PREFIX}*/about.py")
        )
    )


def title(number: str) -> str:
    """Return a lesson's title."""
    return str(_load(number, "about").TITLE)


def steps(number: str) -> tuple[int, ...]:
    """Return the documented steps that a lesson belongs to; 7 stands for the considerations around the six."""
    return tuple(_load(number, "about").STEPS)


def objectives(number: str) -> dict[str, str]:
    """Return a lesson's objectives, by id."""
    return dict(_load(number, "about").OBJECTIVES)


def questions(number: str) -> tuple[Question, ...]:
    """Return a lesson's quiz."""
    return tuple(_load(number, "questions").QUESTIONS)


def predictions(number: str) -> tuple[Prediction, ...]:
    """Return a lesson's predictions."""
    return tuple(_load(number, "predictions").PREDICTIONS)


@cache
def tasks(number: str) -> tuple[Task, ...]:
    """Return the tasks of a lesson's exercise, in order; none where it has no exercise.

    A task may use what earlier tasks, of this exercise or of one before, asked to write (``_stands_in``).
    """
    if not has_exercise(number):
        return ()
    earlier = frozenset(
        task.name
        for each in numbers()
        if each < number and has_exercise(each)
        for task in _load(each, "tasks").TASKS
        if _stands_in(task)
    )
    found = []
    for task in _load(number, "tasks").TASKS:
        afresh = _afresh(number).get(task.name, ())
        found.append(replace(task, earlier=earlier - {task.name}, afresh=afresh))
        earlier |= {task.name} if _stands_in(task) else set()
    return tuple(found)


def _afresh(number: str) -> dict[str, tuple[Probe, ...]]:
    """Return what a grader tries answers on besides, by their names."""
    is_there = (_FOLDER / f"{_PREFIX}{number}" / "afresh.py").is_file()
    return dict(_load(number, "afresh").AFRESH) if is_there else {}


def _stands_in(task: Task) -> bool:
    """Return whether the library's function of this name may stand in for the learner's own in later tasks.

    It must give an array, as the learner's does. A loss of the library is a record that holds its gradient as well,
    which a later task asks to write.
    """
    function = getattr(mlcourse, task.name, None) if task.name in mlcourse.__all__ else None
    return getattr(function, "__annotations__", {}).get("return") in (Array, "Array")


def has_exercise(number: str) -> bool:
    """Return whether a lesson has an exercise."""
    return (_FOLDER / f"{_PREFIX}{_known(number)}" / "tasks.py").is_file()


def answers(number: str) -> ModuleType:
    """Return the module that holds the worked answers to a lesson's exercise, each under its task's name."""
    return _load(number, "answers")


def own_run(number: str) -> tuple[Task, ...]:
    """Return the tasks of an exercise whose functions, put together, train a network; none where it has none."""
    if not has_exercise(number):
        return ()
    names = getattr(_load(number, "in_training"), "OWN_RUN", ())
    return tuple(find_task(f"{number}.{name}") for name in names)


def find_task(task_id: str) -> Task:
    """Return a task by its id, as in ``"04.output_delta"``.

    Raises:
        TypeError: the id is no string.
        ValueError: there is no such task.
    """
    return _find(tasks, "task", task_id)


def find_question(question_id: str) -> Question:
    """Return a quiz question by its id."""
    return _find(questions, "question", question_id)


def find_prediction(prediction_id: str) -> Prediction:
    """Return a prediction by its id."""
    return _find(predictions, "prediction", prediction_id)


def _known(number: str) -> str:
    if number not in numbers():
        raise ValueError(f"there is no lesson {number!r}; there are {', '.join(numbers())}.")
    return number


def _load(number: str, file: str) -> ModuleType:
    return import_module(f"{__name__}.{_PREFIX}{_known(number)}.{file}")


Asked = TypeVar("Asked", Task, Question, Prediction)


def _find(of_lesson: Callable[[str], tuple[Asked, ...]], called: str, wanted: str) -> Asked:
    if not isinstance(wanted, str):
        raise TypeError(f'{called}_id must be an id such as "04.name"; given {given(wanted)}.')
    number = wanted.partition(".")[0]
    here = of_lesson(number) if number in numbers() else ()
    found = {each.id: each for each in here or chain.from_iterable(map(of_lesson, numbers()))}
    if wanted in found:
        return found[wanted]
    near = ", ".join(map(repr, get_close_matches(wanted, found, n=3, cutoff=0.0)))
    raise ValueError(
        f"{called}_id must be the id of a {called} of the course; given {given(wanted)}. "
        f"The nearest are {near}; try one of them."
    )
