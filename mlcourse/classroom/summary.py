"""What is done, attempted and open: the progress held against what the course asks, lesson by lesson."""

from dataclasses import dataclass
from typing import Literal

from mlcourse import curriculum
from mlcourse.checks.questions import Prediction, Question
from mlcourse.checks.task import Task
from mlcourse.classroom.calibration import Level, brier_score, levels
from mlcourse.classroom.progress_file import Content, Entry

Status = Literal["done", "attempted", "open"]
Kind = Literal["tasks", "questions", "predictions"]
KINDS: tuple[Kind, ...] = ("tasks", "questions", "predictions")


@dataclass(frozen=True)
class Item:
    """A task, a question or a prediction, and how far one is with it."""

    id: str
    status: Status
    """A question is done when its first answer was right, a prediction when it came true."""

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
    """All lessons, and how well one knows what one knows."""

    lessons: tuple[LessonSummary, ...]
    calibration: tuple[Level, ...]
    brier: float | None


def summarize(content: Content) -> Summary:
    """Hold a progress file's content against the course.

    Args:
        content: as ``progress_file.read`` returns it; what the course does not ask (any more) is passed over.

    Returns:
        The summary; calibration is over all predictions in the file.
    """
    predictions = content["predictions"].values()
    return Summary(
        tuple(_lesson(number, content) for number in curriculum.numbers()),
        tuple(levels(predictions)),
        brier_score(predictions),
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
            tuple(_question(each, content) for each in questions if each.objective == objective),
            tuple(
                _prediction(each, content) for each in predictions if each.objective == objective
            ),
        )
        for objective in dict.fromkeys([*texts, *(each.objective for each in asked)])
    )
    return LessonSummary(number, curriculum.title(number), tuple(lines))


def _task(task: Task, content: Content) -> Item:
    entry = content["tasks"].get(task.id, {})
    status: Status = "attempted" if entry.get("attempts") else "open"
    if "first_passed" in entry:
        status = "done"
    return Item(task.id, status, entry.get("hints", 0), entry.get("revealed") == "shown")


def _question(question: Question, content: Content) -> Item:
    return _answered(question.id, content["questions"].get(question.id))


def _prediction(prediction: Prediction, content: Content) -> Item:
    return _answered(prediction.id, content["predictions"].get(prediction.id))


def _answered(item_id: str, entry: Entry | None) -> Item:
    if entry is None:
        return Item(item_id, "open")
    return Item(item_id, "done" if entry.get("right") else "attempted")
