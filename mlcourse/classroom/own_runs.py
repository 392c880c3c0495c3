"""``your_run``: a network that trains with a learner's own functions, held against the library's run."""

import sys
from collections.abc import Mapping
from functools import reduce
from operator import or_
from time import perf_counter
from typing import Any

import numpy as np

from mlcourse import curriculum
from mlcourse.base.display import number_text
from mlcourse.base.errors import choice, given
from mlcourse.checks.judging import judge
from mlcourse.checks.task import Task
from mlcourse.checks.watching import AS_SLOW_AS, SECONDS, CannotTrain, Watched, guarded
from mlcourse.classroom.film import Film
from mlcourse.run.history import History
from mlcourse.run.in_training import Course
from mlcourse.run.pieces import Pieces
from mlcourse.widgets.player import TrainingPlayer

FRAMES = 100
TITLE = "Your own code trains"


def your_run(number: str, answers: Mapping[str, Any] | None = None) -> Film:
    """Train a network with the functions of an exercise in place of the library's, and show the film of it.

    As long as functions of the exercise are open, it says which; it never raises because of them.

    Args:
        number: the exercise's, as in ``"04"``.
        answers: functions by name, as in ``{"forward_pass": f, …}``; left out, those of the notebook.

    Returns:
        Whether the run is the library's, number by number, and the player; it shows itself.

    Raises:
        TypeError: the number is no string, or the answers are no dictionary.
        ValueError: there is no such exercise.

    Example:
        >>> print(your_run("04", {}))
        Your own code trains: not yet
          Still open: sigmoid_slope, tanh_slope, ...
          When their checks say ✓, run this cell again.
        >>> your_run("99")
        Traceback (most recent call last):
        ValueError: number must be one of '01', '02', ...; given '99'...
    """
    choice("number", number, [each for each in curriculum.numbers() if curriculum.own_run(each)])
    if answers is None:
        answers = sys._getframe(1).f_globals
    elif not isinstance(answers, Mapping):
        raise TypeError(
            f"answers must be a dictionary of functions by name; given {given(answers)}. Try answers=globals()."
        )
    functions = [task for task in curriculum.tasks(number) if task.is_function]
    still_open = [task.name for task in functions if not _passes(task, answers)]
    if still_open:
        lines = (
            f"Still open: {', '.join(still_open)}.",
            "When their checks say ✓, run this cell again.",
        )
        return Film(f"{TITLE}: not yet", lines)
    return _film(curriculum.own_run(number), answers)


def _passes(task: Task, answers: Mapping[str, Any]) -> bool:
    return task.name in answers and judge(task, answers[task.name]).status == "passed"


def _film(tasks: tuple[Task, ...], answers: Mapping[str, Any]) -> Film:
    parts = [(Watched(task, answers[task.name]), task.in_training) for task in tasks]
    pieces = reduce(or_, (how.pieces(watched) for watched, how in parts if how))
    course = next(how.course for _, how in parts if how)

    def at(step: int) -> None:
        for watched, _ in parts:
            watched.at(step)

    start = perf_counter()
    library, theirs = _train(course, Pieces(), lambda step: None)
    seconds = SECONDS + AS_SLOW_AS * (perf_counter() - start)
    try:
        run, score = guarded(lambda: _train(course, pieces, at), seconds)
    except CannotTrain as why:
        return Film(f"{TITLE}: not quite", (f"It passes its checks, but {why}",))
    names = " and ".join(task.name for task in tasks)
    lines = (
        f"{run.steps} steps with your {names}, and {course.words(score)} on examples it had never seen.",
        _beside_the_library(course, run, library, theirs, bool(pieces.start)),
    )
    return Film(TITLE, lines, TrainingPlayer(run, frames=FRAMES, **course.names))


def _train(course: Course, pieces: Pieces, at: Any) -> tuple[History, float]:
    history = course.train(pieces, at)
    return history, course.score(pieces, history.theta)


def _beside_the_library(
    course: Course, run: History, library: History, score: float, draws: bool
) -> str:
    """Return in a sentence how the run compares with the library's."""
    if draws:
        return f"The library draws other numbers of the same spread; its run reaches {course.words(score)}."
    apart = max(_apart(run, library, step) for step in range(min(run.steps, library.steps)))
    if run.steps == library.steps and apart == 0:
        return "Bit for bit it is the library's run: every parameter after every step."
    return (
        "It is the library's run but for rounding: over all steps no parameter is further from the library's than "
        f"{number_text(apart)}."
    )


def _apart(one: History, other: History, step: int) -> float:
    return float(np.abs(one.at(step).after.theta - other.at(step).after.theta).max())
