"""What a class as a whole tells: the distribution, what is missed, which beliefs stand behind it, who needs help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mlcourse import curriculum
from mlcourse.curriculum.beliefs import MISCONCEPTIONS, OF_LESSON
from mlcourse.grading.result import Result
from mlcourse.grading.roster import NOTHING

BINS = 10
NEEDS_HELP = 0.5  # of the points, below which somebody does
COMMON = 8  # misconceptions that are shown


@dataclass(frozen=True)
class TaskSummary:
    """How one task went: how many solved it, got it wrong, did not try; the commonest mistakes."""

    id: str
    title: str
    max_points: int
    passed: int
    failed: int
    blank: int
    mistakes: tuple[tuple[str, int], ...]
    section: str

    @property
    def missed(self) -> float:
        """The part of the class that did not solve it."""
        return 1 - self.passed / max(1, self.passed + self.failed + self.blank)


@dataclass(frozen=True)
class Belief:
    """A misconception, how many hold it, in which tasks it showed, and the section that treats it."""

    text: str
    students: int
    tasks: tuple[str, ...]
    section: str


@dataclass(frozen=True)
class Summary:
    """A class; ``students`` is how many handed in, ``graded`` how many have points: mean and median are over these."""

    tasks: tuple[TaskSummary, ...]
    beliefs: tuple[Belief, ...]
    bins: tuple[int, ...]
    need_help: tuple[Result, ...]
    not_graded: tuple[Result, ...]
    missing: tuple[Result, ...]
    mean: float
    median: float
    max_points: int
    students: int
    graded: int


def summarize(results: Sequence[Result]) -> Summary:
    """Return what a class as a whole tells."""
    graded = [result for result in results if result.counts]
    points = sorted(result.points for result in graded) or [0.0]
    most = max((result.max_points for result in results), default=0)
    bins = Counter(min(BINS - 1, int(BINS * result.points / max(1, most))) for result in graded)
    middle = len(points) // 2
    help_ = sorted(
        (result for result in graded if result.points < NEEDS_HELP * most),
        key=lambda result: result.points,
    )
    return Summary(
        tasks=tuple(
            _task(place, graded) for place in range(len(results[0].tasks) if results else 0)
        ),
        beliefs=tuple(_beliefs(graded)),
        bins=tuple(bins[each] for each in range(BINS)),
        need_help=tuple(help_),
        not_graded=tuple(each for each in results if each.problem != NOTHING and not each.counts),
        missing=tuple(each for each in results if each.problem == NOTHING and not each.counts),
        mean=sum(points) / len(points),
        median=points[middle] if len(points) % 2 else (points[middle - 1] + points[middle]) / 2,
        max_points=most,
        students=sum(each.problem != NOTHING for each in results),
        graded=len(graded),
    )


def short(number: float) -> str:
    """Return a number with at most two decimals.

    Example:
        >>> short(13.25), short(4.0)
        ('13.25', '4')
    """
    return f"{number:.2f}".rstrip("0").rstrip(".")


def section(task_id: str) -> str:
    """Return which section of which lesson a task practices."""
    objective = curriculum.find_task(task_id).objective
    lesson, _, part = objective.partition(".")
    return f"lesson {lesson}, part {part}: {curriculum.objectives(lesson)[objective]}"


def section_of_belief(number: int, task_id: str) -> str:
    """Return the section that treats a misconception, as it shows in a task."""
    lesson = next((each for each, those in OF_LESSON.items() if number in those), "")
    if lesson and lesson != task_id.partition(".")[0] and lesson in curriculum.numbers():
        return f"lesson {lesson}: {curriculum.title(lesson)}"
    return section(task_id)


def _task(place: int, graded: list[Result]) -> TaskSummary:
    those = [result.tasks[place] for result in graded]
    counts = Counter(
        "failed" if each.state in ("stopped", "partly") else each.state for each in those
    )
    mistakes = Counter(each.mistake for each in those if each.mistake and each.state != "passed")
    first = those[0] if those else None
    return TaskSummary(
        id=first.id if first else "",
        title=first.title if first else "",
        max_points=first.max_points if first else 0,
        passed=counts["passed"],
        failed=counts["failed"],
        blank=counts["blank"],
        mistakes=tuple(mistakes.most_common(3)),
        section=section(first.id) if first else "",
    )


def _beliefs(graded: list[Result]) -> list[Belief]:
    holders, shown = Counter[int](), dict[int, dict[str, str]]()
    for result in graded:
        held = [task for task in result.tasks if task.misconception and task.state != "passed"]
        holders.update({task.misconception for task in held if task.misconception})
        for task in held:
            shown.setdefault(task.misconception or 0, {})[task.id] = task.title
    return [
        Belief(
            MISCONCEPTIONS[number],
            count,
            tuple(shown[number].values()),
            section_of_belief(number, next(iter(shown[number]))),
        )
        for number, count in holders.most_common(COMMON)
    ]
