"""What came of one submission: plain words and numbers, as they are kept in a file."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Self

from mlcourse.checks.verdict import SYMBOLS, Verdict

Json = dict[str, Any]
PARTLY = "◐"
LONGEST = 1_000  # characters of a line: names of a student's own may stand in it


@dataclass
class TaskResult:
    """What came of one task.

    Args:
        id: the task's.
        title: its title.
        points: earned.
        max_points: to be had.
        status: "passed", "failed", "blank" or "stopped", where it ended the process or did not end.
        said: the verdict's lines.
        mistake: the known mistake's name; empty where it is none.
        misconception: its number in ``curriculum.beliefs``; None where it has none.
        helpers: functions of other tasks that it calls and that are to be mended first, by their names.
        comment: the instructor's, from ``overrides.csv``.
        was: the points before the instructor changed them; None where nobody did.
    """

    id: str
    title: str
    points: float
    max_points: int
    status: str
    said: list[str] = field(default_factory=list)
    mistake: str = ""
    misconception: int | None = None
    helpers: list[str] = field(default_factory=list)
    comment: str = ""
    was: float | None = None

    @property
    def is_decided(self) -> bool:
        """Whether the instructor has set the points."""
        return self.was is not None

    @property
    def state(self) -> str:
        """The status as it counts: where the instructor has set the points, "passed", "partly" or "failed"."""
        if not self.is_decided:
            return self.status
        if self.points >= self.max_points:
            return "passed"
        if self.points > 0:
            return "partly"
        return "blank" if self.status == "blank" else "failed"

    @property
    def symbol(self) -> str:
        """✓, ✗ or ○; ◐ for a part of the points."""
        signs = {"passed": SYMBOLS["passed"], "blank": SYMBOLS["blank"], "partly": PARTLY}
        return signs.get(self.state, SYMBOLS["failed"])


@dataclass
class Result:
    """What came of one submission.

    Args:
        student: who handed it in.
        exercise: the topic, as in ``"04_backpropagation"``.
        tasks: in their order.
        problem: why nothing could be graded; empty where it could.
        remarks: what happened to the notebook, for the student.
        seed: what the probes that were drawn afresh were drawn from.
        isolated: whether it ran in a sandbox.
        seconds: that grading took.
        name, platform, number: as in ``matching.Student``.
        comment: the instructor's, on the whole.
        of_grader: whether the grader itself failed, so that the same is to be tried again.
        fingerprint: of what was handed in and how it was graded: the same needs no second time.
    """

    student: str
    exercise: str
    tasks: list[TaskResult]
    problem: str = ""
    remarks: list[str] = field(default_factory=list)
    seed: int = 0
    isolated: bool = True
    seconds: float = 0.0
    name: str = ""
    platform: str = ""
    number: str = ""
    comment: str = ""
    of_grader: bool = False
    fingerprint: str = ""

    @property
    def points(self) -> float:
        """The points that are earned."""
        return sum(task.points for task in self.tasks)

    @property
    def max_points(self) -> int:
        """The points to be had."""
        return sum(task.max_points for task in self.tasks)

    @property
    def decided(self) -> list[TaskResult]:
        """The tasks whose points the instructor has set."""
        return [task for task in self.tasks if task.is_decided]

    @property
    def is_decided_whole(self) -> bool:
        """Whether the instructor has set the points of all tasks, and has said nothing of any."""
        return len(self.decided) == len(self.tasks) and not any(task.comment for task in self.tasks)

    @property
    def counts(self) -> bool:
        """Whether there are points: it could be graded, or the instructor has set some."""
        return not self.problem or bool(self.decided)

    def as_json(self) -> Json:
        """Return it for a file."""
        return asdict(self)

    @classmethod
    def of_json(cls, content: Json) -> Self:
        """Return what a file holds."""
        return cls(**{**content, "tasks": [TaskResult(**each) for each in content["tasks"]]})


def of_verdict(verdict: Verdict) -> TaskResult:
    """Return a verdict as it is kept."""
    task = verdict.task
    mistake = (
        verdict.mistake if verdict.mistake in task.mistakes else None
    )  # one that a teacher has named
    return TaskResult(
        id=task.id,
        title=task.title,
        points=verdict.points,
        max_points=task.points,
        status=verdict.status,
        said=[line[:LONGEST] for line in verdict.lines],
        mistake=mistake.name if mistake else "",
        misconception=mistake.misconception if mistake else None,
        helpers=list(verdict.helpers),
    )
