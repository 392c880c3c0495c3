"""``consequence``: what a mistake does to a training run, seen beside the right one."""

import sys
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np

from mlcourse import curriculum
from mlcourse.checks.blanks import is_blank
from mlcourse.checks.deadline import enter
from mlcourse.checks.judging import judge
from mlcourse.checks.results import kind_of
from mlcourse.checks.task import Task
from mlcourse.checks.watching import AS_SLOW_AS, SECONDS, CannotTrain, Difference, Watched, guarded
from mlcourse.classroom.film import Film
from mlcourse.curriculum import find_task
from mlcourse.run.history import History
from mlcourse.run.in_training import Course, InTraining
from mlcourse.run.pieces import beginning
from mlcourse.widgets.player import TrainingPlayer

ROUNDING = 1e-6  # relative: what two ways to write the same can come to in a run
NEARLY = 0.03  # of accuracy
FRAMES = 60  # of each run in the player: more would take longer than the runs themselves
WITHOUT_BOUND = 100  # times the error of who cannot see x
_LOOK_IT_UP = object()  # None may well be somebody's answer


def consequence(task_id: str, answer: Any = _LOOK_IT_UP) -> Film:
    """Train a network twice, with the right function and with the learner's, and show both runs side by side.

    The network is a small one of the task's lesson, the run takes a second. The player marks the first step after
    which the parameters differ. A function that cannot be trained with is told why; nothing that it does is raised.

    Args:
        task_id: of a task whose function takes part in training, as in ``"04.output_delta"``.
        answer: the function; left out, it is what has the task's name in the notebook.

    Returns:
        What came of it in a few sentences, and the player; it shows itself.

    Raises:
        TypeError: the id is no string.
        ValueError: there is no such task, or its answer takes no part in training.

    Example:
        >>> print(consequence("04.tanh_slope", lambda z: 1 - np.tanh(z) ** 2))
        The slope of tanh: what it does in training
          Your function is right: both runs are the same, accuracy ...
        >>> consequence("04.weight_slope")
        Traceback (most recent call last):
        ValueError: task_id must be a task whose function takes part in training; given '04.weight_slope'. ...
    """
    task = find_task(task_id)
    if task.in_training is None:
        raise ValueError(_no_part(task))
    if answer is _LOOK_IT_UP:
        answer = sys._getframe(1).f_globals.get(task.name)
    title = f"{task.title}: what it does in training"
    if is_blank(answer):
        return Film(title, (f"There is no {task.name} yet: write it and run its cell first.",))
    if not callable(answer):
        return Film(title, (f"{task.name} is {enter(kind_of, answer)}, not a function.",))
    try:
        start = perf_counter()
        right = _right(task, task.in_training)
        seconds = SECONDS + AS_SLOW_AS * (perf_counter() - start)
        yours = _yours(task, task.in_training, answer, seconds)
    except CannotTrain as why:
        return Film(title, (f"No network can be trained with it: {why}",))
    return _film(title, task, task.in_training.course, answer, right, yours)


def _no_part(task: Task) -> str:
    """Return what is said where a task takes no part: which of its exercise do."""
    tasks = curriculum.tasks(task.exercise)
    taking_part = ", ".join(repr(each.id) for each in tasks if each.in_training)
    return (
        f"task_id must be a task whose function takes part in training; given {task.id!r}. "
        f"Of exercise {task.exercise} these do: {taking_part or 'none'}."
    )


@dataclass(frozen=True)
class _Trained:
    """A run, how well it did in the end, and where its function first gave something else than the right one."""

    history: History
    score: float
    first: Difference | None = None

    @property
    def ended(self) -> bool:
        """Whether the run had to end, since a number was not finite."""
        return self.history.stop.reason == "diverged"


def _right(task: Task, how: InTraining) -> _Trained:
    pieces = how.pieces(task.answer)
    history = how.course.train(pieces)
    return _Trained(history, how.course.score(pieces, history.theta))


def _yours(task: Task, how: InTraining, answer: Any, seconds: float) -> _Trained:
    watched = Watched(task, answer)
    pieces = how.pieces(watched)

    def make() -> _Trained:
        history = how.course.train(pieces, watched.at)
        first = watched.first
        return _Trained(history, how.course.score(pieces, history.theta), first)

    return guarded(make, seconds)


def _film(
    title: str, task: Task, course: Course, answer: Any, right: _Trained, yours: _Trained
) -> Film:
    same = _is_same(right.history, yours.history)
    ours, theirs = course.words(right.score), course.words(yours.score)
    after = f"after {right.history.steps} steps"
    may_be_right = same or yours.first is None or bool(task.observe)
    is_right = may_be_right and judge(task, answer).status == "passed"
    player = _alone(course, yours.history) if same else _beside(course, right.history, yours.history)  # fmt: skip
    if is_right and same:
        said = f"Your function is right: both runs are the same, {theirs} {after}."
        return Film(title, (said,), player)
    if is_right:
        why = "It draws other numbers" if bool(task.observe) else "It rounds differently"
        said = f"Your function is right. {why}: {theirs} {after}, where ours has {ours}."
        return Film(title, (said,), player)
    if same:
        said = f"Nothing of it shows here: both runs are the same, {theirs} {after}."
        more = f'Elsewhere it would: check("{task.id}") says what is wrong.'
        return Film(title, (said, more), player)
    got = "" if yours.ended else f" Yours: {theirs.rpartition(' ')[2]}."
    said = f"Right: {ours} {after}.{got} {_first(task, yours.first)}".rstrip()
    return Film(title, (said, _came_of_it(course, right, yours)), player)


def _is_same(one: History, other: History) -> bool:
    """Return whether two runs came to the same parameters, but for rounding."""
    a, b = one.theta, other.theta
    return one.steps == other.steps and bool(np.abs(a - b).max() <= ROUNDING * np.abs(a).max())


def _first(task: Task, first: Difference | None) -> str:
    if first is None:
        return ""
    what = f"in {first.part}" if first.part in task.parts else f"in what {task.name} gives"
    if first.step < 0:
        return f"First difference: before the first step, {what}."
    return f"First difference: in step {first.step}, {what}."


def _came_of_it(course: Course, right: _Trained, yours: _Trained) -> str:
    """Return in a sentence whether the wrong function trains."""
    if yours.ended:
        return f"Yours ends in step {yours.history.stop.step}: a number was infinite, or was none (NaN)."
    if np.array_equal(yours.history.theta, yours.history.initial.theta):
        return "The parameters never change: the network stays as it began."
    if not _learns(course, right.score):
        return "Neither of the two learns."
    if not course.is_of_classes and yours.score > WITHOUT_BOUND * course.chance:
        return "Its errors grow without bound."
    if _ahead(course, course.chance, yours.score) > NEARLY:
        return "The network learns to be wrong."
    if not _learns(course, yours.score):
        return "With this mistake the network learns nothing."
    ahead = _ahead(course, yours.score, right.score)
    if ahead > NEARLY:
        return "Here it even does better: one small run can flatter a mistake."
    if ahead >= -NEARLY:
        return "It trains about as well, and that is why nobody notices such a mistake."
    return (
        "It learns, but less well: such a mistake is easily taken for a badly chosen learning rate."
    )


def _learns(course: Course, score: float) -> bool:
    return _ahead(course, score, course.chance) > NEARLY


def _ahead(course: Course, score: float, other: float) -> float:
    """Return by how much a score is better than another, as a part of 1: of all examples, or of chance's error."""
    return score - other if course.is_of_classes else (other - score) / course.chance


def _alone(course: Course, history: History) -> TrainingPlayer:
    return _at_the_end(TrainingPlayer(history, frames=FRAMES, **course.names))


def _beside(course: Course, right: History, yours: History) -> TrainingPlayer:
    """Return both runs side by side; where one has diverged, up to there."""
    steps = max(yours.stop.step, 1) if yours.stop.reason == "diverged" else yours.steps
    left = beginning(right, steps) if steps < right.steps else right
    names = {"run_names": ("right", "yours"), **course.names}
    return _at_the_end(TrainingPlayer(left, beside=yours, frames=FRAMES, **names))


def _at_the_end(player: TrainingPlayer) -> TrainingPlayer:
    """Let a player open where it is seen what came of the run."""
    player.step, player.phase = player.steps[-1], "iterate"
    return player
