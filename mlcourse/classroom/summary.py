"""What is known now, what is due again and what is open: the progress held against what the course asks."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from mlcourse import curriculum
from mlcourse.checks.questions import Prediction, Question
from mlcourse.checks.task import Task
from mlcourse.classroom.calibration import overall
from mlcourse.classroom.inventory import Gain, gains
from mlcourse.classroom.looking_back import is_due, is_held, recalls_of
from mlcourse.classroom.progress_file import Content

Status = Literal["done", "due", "begun", "seen", "open"]
"""``done``: solved, or known when last asked. ``due``: it is asked again, since it was wrong or only shown.
``begun``: tried and not solved yet. ``seen``: a curve that was wrong or only shown; it is not asked again."""

Kind = Literal["tasks", "questions", "predictions"]
KINDS: tuple[Kind, ...] = ("tasks", "questions", "predictions")


@dataclass(frozen=True)
class Item:
    """A task, a question, a prediction, a case of the bug lab or lines to be ordered, and how far one is with it."""

    id: str
    status: Status
    hints: int = 0
    is_revealed: bool = False


@dataclass(frozen=True)
class Line:
    """One objective of a lesson with all that serves it."""

    objective: str
    text: str
    tasks: tuple[Item, ...]
    questions: tuple[Item, ...]
    predictions: tuple[Item, ...]

    @property
    def is_mastered(self) -> bool:
        """Whether all its tasks are solved, all its questions known, and nothing of it is due."""
        needed = (*self.tasks, *self.questions)
        solved = bool(needed) and all(item.status == "done" for item in needed)
        return solved and all(item.status != "due" for item in self.predictions)


@dataclass(frozen=True)
class LessonSummary:
    """One lesson and its exercise."""

    number: str
    title: str
    lines: tuple[Line, ...]

    def items(self, kind: Kind) -> list[Item]:
        """Return all of one kind."""
        return [item for line in self.lines for item in getattr(line, kind)]

    @property
    def is_begun(self) -> bool:
        """Whether anything of it was attempted."""
        items = (item for kind in KINDS for item in self.items(kind))
        return any(item.status != "open" or item.hints or item.is_revealed for item in items)


@dataclass(frozen=True)
class Summary:
    """All lessons, the bug lab, what came back, and how well one knows what one knows."""

    lessons: tuple[LessonSummary, ...]
    cases: tuple[Item, ...]
    """Of the bug lab, as far as they were begun."""

    ordered: tuple[Item, ...]
    """The functions whose lines were to be put in order, as far as they were begun."""

    came_back: int
    """How many questions were asked again and answered."""

    held: int
    """How many of them were known at once, the last time."""

    due: int
    """How many are to be asked again."""

    calibration: str
    """A sentence on confidence and outcome; empty where nothing was predicted."""

    gains: tuple[Gain, ...]
    """What was known before the course and after it, by step; empty where neither was asked."""


def summarize(content: Content) -> Summary:
    """Hold a progress file's content against the course.

    Args:
        content: as ``progress_file.read`` returns it; what the course does not ask (any more) is passed over.

    Returns:
        The summary; calibration is over all predictions in the file.
    """
    asked: list[Question | Prediction] = []
    for number in curriculum.numbers():
        asked += [*curriculum.questions(number), *curriculum.predictions(number)]
    return Summary(
        tuple(_lesson(number, content) for number in curriculum.numbers()),
        tuple(_cases(content)),
        tuple(_ordered(content)),
        came_back=sum(bool(recalls_of(each, content)) for each in asked),
        held=sum(is_held(each, content) for each in asked),
        due=sum(is_due(each, content) for each in asked),
        calibration=overall(content["predictions"].values()),
        gains=gains(content),
    )


def _lesson(number: str, content: Content) -> LessonSummary:
    """Sort what a lesson and its exercise ask by objective; those of other lessons come last."""
    tasks = curriculum.tasks(number)
    questions = curriculum.questions(number)
    predictions = curriculum.predictions(number)
    texts = curriculum.objectives(number)
    asked: tuple[Task | Question | Prediction, ...] = (*tasks, *questions, *predictions)
    lines = (
        Line(
            objective,
            texts.get(objective, ""),
            tuple(_task(each, content) for each in tasks if each.objective == objective),
            _answered(questions, objective, content),
            _answered(predictions, objective, content),
        )
        for objective in dict.fromkeys([*texts, *(each.objective for each in asked)])
    )
    return LessonSummary(number, curriculum.title(number), tuple(lines))


def _task(task: Task, content: Content) -> Item:
    entry = content["tasks"].get(task.id, {})
    status: Status = "begun" if entry.get("attempts") else "open"
    if "first_passed" in entry:
        status = "done"
    return Item(task.id, status, entry.get("hints", 0), entry.get("revealed") == "shown")


def _answered(
    asked: Collection[Question | Prediction], objective: str, content: Content
) -> tuple[Item, ...]:
    of_objective = (each for each in asked if each.objective == objective)
    return tuple(Item(each.id, _status(each, content)) for each in of_objective)


def _status(item: Question | Prediction, content: Content) -> Status:
    """Return what is to be said of a question or a prediction now, whatever was said first."""
    if is_due(item, content):
        return "due"
    section = "questions" if isinstance(item, Question) else "predictions"
    entry = content[section].get(item.id)
    if is_held(item, content) or (entry and entry.get("right")):
        return "done"
    return "seen" if entry or item.id in content["shown"] else "open"


def _ordered(content: Content) -> list[Item]:
    """Return the functions whose lines were put in order and checked; one is done when they were right once."""
    asked = (task for number in curriculum.numbers() for task in curriculum.tasks(number))
    begun = ((task, content["ordered"].get(task.id)) for task in asked if task.wrong_lines)
    return [
        Item(task.id, "done" if entry.get("found") else "begun") for task, entry in begun if entry
    ]


def _cases(content: Content) -> list[Item]:
    """Return the bug lab's cases that were begun; one is done when the last diagnosis is the right one."""
    if not content["cases"]:
        return []
    from mlcourse.widgets.bug_lab.cases import (
        CASES,
    )  # loads the widgets, which the command line does without

    begun = sorted((letter, entry) for letter, entry in content["cases"].items() if letter in CASES)
    return [
        Item(letter, "done" if CASES[letter].fault in entry["answers"][-1:] else "begun")
        for letter, entry in begun
        if entry.get("answers")
    ]
