"""What a class as a whole tells: the distribution, what is missed, which beliefs stand behind it, who needs help."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mlcourse import curriculum
from mlcourse.curriculum.beliefs import MISCONCEPTIONS, OF_LESSON
from mlcourse.grading.result import Result, TaskResult
from mlcourse.grading.roster import NOTHING

BINS = 10
NEEDS_HELP = 0.5  # of the points, below which somebody does
WRONG = ("failed", "stopped", "partly")
MISTAKE = "Mistake"
COMMON = 12  # rows of what is misunderstood
CITED = re.compile(r"\(lesson (\d\w+), ([^()]+)\)")
"""How a mistake's cause names the section that explains it."""

NUMBER = r"-?[\d.]+"  # a mistake that is nothing but the number that was given
Misunderstood = int | str  # a misconception's number, or a mistake's name


@dataclass(frozen=True)
class TaskSummary:
    """How one task went: how many solved it, got it wrong, did not try; the commonest mistakes.

    Of the wrong ones, ``follow`` call another function that is not right, and may be right themselves.
    """

    id: str
    title: str
    max_points: int
    passed: int
    failed: int
    blank: int
    follow: int
    mistakes: tuple[tuple[str, int], ...]
    section: str

    @property
    def missed(self) -> float:
        """The part of the class that did not solve it."""
        return 1 - self.passed / max(1, self.passed + self.failed + self.blank)


@dataclass(frozen=True)
class Belief:
    """A misconception or a mistake, how many have it, in which tasks it showed, and the section that treats it."""

    text: str
    students: int
    tasks: tuple[str, ...]
    section: str


@dataclass(frozen=True)
class Summary:
    """A class.

    ``students`` is how many handed in, ``graded`` how many have points: mean and median are over these. Of the tasks is
    known what the ``ran`` notebooks that could be run have shown.
    """

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
    ran: int


def summarize(results: Sequence[Result]) -> Summary:
    """Return what a class as a whole tells."""
    graded = [result for result in results if result.counts]
    ran = [result for result in graded if not result.problem]  # of the others nothing is known
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
            _task(task, [result.tasks[place] for result in ran])
            for place, task in enumerate(results[0].tasks if results else ())
        ),
        beliefs=tuple(_beliefs(ran)),
        bins=tuple(bins[each] for each in range(BINS)),
        need_help=tuple(help_),
        not_graded=tuple(each for each in results if each.problem != NOTHING and not each.counts),
        missing=tuple(each for each in results if each.problem == NOTHING and not each.counts),
        mean=sum(points) / len(points),
        median=points[middle] if len(points) % 2 else (points[middle - 1] + points[middle]) / 2,
        max_points=most,
        students=sum(each.problem != NOTHING for each in results),
        graded=len(graded),
        ran=len(ran),
    )


def short(number: float) -> str:
    """Return a number with at most two decimals.

    Example:
        >>> short(13.25), short(4.0)
        ('13.25', '4')
    """
    return f"{number:.2f}".rstrip("0").rstrip(".")


def section(task_id: str, said: Iterable[str] = ()) -> str:
    """Return what to read for a task: the section that a verdict cites, else the one that its mistakes cite most.

    Args:
        task_id: the task's.
        said: the verdict's lines.

    Example:
        >>> section("04.tanh_slope")
        'lesson 04, “Slopes”'
        >>> section("04.output_delta", ["The 1/N is missing (lesson 03, Mean or sum)."])
        'lesson 03, “Mean or sum”'
    """
    causes = [mistake.cause for mistake in curriculum.find_task(task_id).mistakes]
    return _cited(said) or _cited(causes) or _lesson(task_id.partition(".")[0])


def section_of_belief(number: int, task_id: str) -> str:
    """Return the section that treats a misconception, as it shows in a task."""
    mistakes = curriculum.find_task(task_id).mistakes
    lesson = next((each for each, those in OF_LESSON.items() if number in those), "")
    found = _cited(mistake.cause for mistake in mistakes if mistake.misconception == number)
    return found or (_lesson(lesson) if lesson in curriculum.numbers() else section(task_id))


def _cited(texts: Iterable[str]) -> str:
    """Return the section that texts cite most."""
    found = Counter(each for text in texts for each in CITED.findall(text))
    (lesson, title), _ = max(found.items(), key=lambda each: each[1], default=(("", ""), 0))
    return f"lesson {lesson}, “{title}”" if lesson else ""


def _lesson(number: str) -> str:
    return f"lesson {number}: {curriculum.title(number)}"


def _task(task: TaskResult, those: list[TaskResult]) -> TaskSummary:
    """Return how a task went, of which everybody's result is given."""
    counts = Counter("failed" if each.state in WRONG else each.state for each in those)
    mistakes = Counter(each.mistake for each in those if each.mistake and each.state != "passed")
    return TaskSummary(
        id=task.id,
        title=task.title,
        max_points=task.max_points,
        passed=counts["passed"],
        failed=counts["failed"],
        blank=counts["blank"],
        follow=sum(bool(each.helpers) for each in those if each.state in WRONG),
        mistakes=tuple(mistakes.most_common(3)),
        section=section(task.id),
    )


def _beliefs(graded: list[Result]) -> list[Belief]:
    """Return what is misunderstood: beliefs, and named mistakes behind which stands none of the course's list.

    The commonest, and what one section treats together.
    """
    holders, shown = dict[Misunderstood, set[str]](), dict[Misunderstood, dict[str, str]]()
    for result in graded:
        for task in result.tasks:
            if task.state != "passed" and (what := _misunderstood(task)):
                holders.setdefault(what, set()).add(result.student)
                shown.setdefault(what, {})[task.id] = task.title
    beliefs = [_belief(what, len(students), shown[what]) for what, students in holders.items()]
    beliefs.sort(key=lambda each: (-each.students, each.text.startswith(MISTAKE)))
    sections = list(dict.fromkeys(each.section for each in beliefs))
    return sorted(beliefs[:COMMON], key=lambda each: sections.index(each.section))


def _misunderstood(task: TaskResult) -> Misunderstood | None:
    """Return the belief behind a mistake; where there is none, the mistake's name, unless that is only a number."""
    is_number = re.fullmatch(NUMBER, task.mistake) is not None
    return task.misconception or (None if is_number else task.mistake or None)


def _belief(what: Misunderstood, students: int, tasks: dict[str, str]) -> Belief:
    first, titles = next(iter(tasks)), tuple(tasks.values())
    if isinstance(what, int):
        return Belief(MISCONCEPTIONS[what], students, titles, section_of_belief(what, first))
    causes = [each.cause for each in curriculum.find_task(first).mistakes if each.name == what]
    return Belief(f"{MISTAKE}: {what}", students, titles, section(first, causes))
