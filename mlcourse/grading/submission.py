"""Grades one submission: runs its cells from top to bottom, judges each task where its check stands, past any harm.

Where the code ends its process, or does not end, a fresh process runs the cells again without what was guilty, and only
that is lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from time import monotonic, perf_counter

from mlcourse import curriculum
from mlcourse.checks.outcomes import Raised
from mlcourse.checks.task import Task
from mlcourse.checks.verdict import Verdict
from mlcourse.grading.inside.protocol import Broken, TooLate
from mlcourse.grading.judging import judge_remote
from mlcourse.grading.notebook_file import Unreadable
from mlcourse.grading.reading import Code, Submission, read_submission
from mlcourse.grading.remote import Remote
from mlcourse.grading.result import Result, TaskResult, of_verdict
from mlcourse.grading.sandbox import RoomProtocol

PATIENT = 3  # times that code may be waited for in full; then only briefly
BRIEFLY = 1.0  # seconds
STOPS = 30  # times that a process may be lost before the rest is given up


@dataclass(frozen=True)
class Job:
    """What is needed to grade one submission, wherever that happens.

    Args:
        student: whose it is.
        topic: the exercise, as in ``"04_backpropagation"``.
        notebook: the file; None where there is none.
        beside: files that lie beside it.
        published: the notebook that the course handed out.
        seed: for the probes that are drawn afresh.
        seconds: for a cell, and for a task.
        problem: why there is no notebook.
        remarks: on the files.
    """

    student: str
    topic: str
    notebook: bytes | None
    published: bytes
    beside: dict[str, bytes] = field(default_factory=dict)
    seed: int = 1
    seconds: float = 5.0
    problem: str = ""
    remarks: tuple[str, ...] = ()
    name: str = ""
    platform: str = ""
    number: str = ""
    fingerprint: str = ""


def grade(job: Job, room: RoomProtocol) -> Result:
    """Return what came of a submission; whatever it does, there is a result."""
    start = perf_counter()
    tasks = curriculum.tasks(job.topic.partition("_")[0])
    problem, remarks, found = job.problem, list(job.remarks), dict[str, TaskResult]()
    if job.notebook is not None and not problem:
        try:
            submission = read_submission(job.notebook, job.published, tasks)
            run = _Grading(submission, tasks, job, room)
            run.through()
            found, remarks = run.found, [*remarks, *submission.warnings, *run.remarks]
        except Unreadable as unreadable:
            problem = str(unreadable)
    return Result(
        student=job.student,
        exercise=job.topic,
        tasks=[found.get(task.id) or not_reached(task, problem) for task in tasks],
        problem=problem,
        remarks=list(dict.fromkeys(remarks)),
        seed=job.seed,
        isolated=room.isolated,
        seconds=round(perf_counter() - start, 3),
        name=job.name,
        platform=job.platform,
        number=job.number,
        fingerprint=job.fingerprint,
    )


def not_reached(task: Task, problem: str) -> TaskResult:
    """Return the result of a task that could not be judged."""
    said = problem or "It was not reached: too much of the notebook had to be stopped before."
    return TaskResult(task.id, task.title, 0, task.points, "blank", [said])


class _Grading:
    """The state of grading one submission."""

    def __init__(
        self, submission: Submission, tasks: tuple[Task, ...], job: Job, room: RoomProtocol
    ) -> None:
        self.submission, self.tasks, self.job, self.room = submission, tasks, job, room
        self.found: dict[str, TaskResult] = {}
        self.remarks: list[str] = []
        self.left_out: set[int] = set()  # cells, by their place
        self.now: Task | Code | None = None
        self.stops = 0
        self.may_call = frozenset[str]().union(*(task.uses | task.earlier for task in tasks))
        self.text = "\n\n".join(cell.text for cell in submission.cells)

    def through(self) -> None:
        """Run all, anew after each loss of the process."""
        while self.stops < STOPS and len(self.found) < len(self.tasks):
            self.now = None
            remote = Remote(self.room, self.job.beside, self.may_call, self.text)
            try:
                self._once(remote)
                return
            except (TooLate, Broken) as stop:
                self._note(stop)
            finally:
                remote.close()

    def _once(self, remote: Remote) -> None:
        """Run the cells from top to bottom, and judge on the way."""
        for place in range(len(self.submission.cells) + 1):
            for task in self.tasks:
                if self.submission.places[task.id] == place and task.id not in self.found:
                    self.now = task
                    verdict = judge_remote(task, remote, self.job.seed, self.seconds)
                    self.found[task.id] = of_verdict(verdict)
            if len(self.found) == len(self.tasks):
                return
            if place < len(self.submission.cells) and place not in self.left_out:
                self._cell(remote, place)

    def _cell(self, remote: Remote, place: int) -> None:
        self.now = cell = self.submission.cells[place]
        remote.allowed, remote.end = self.may_call, monotonic() + self.seconds
        if (raised := remote.run_cell(cell.text)) is not None:
            self._remark(stopped(cell, raised))

    @property
    def seconds(self) -> float:
        """How long code is waited for."""
        return self.job.seconds if self.stops < PATIENT else min(BRIEFLY, self.job.seconds)

    def _note(self, stop: Exception) -> None:
        """Note what was lost with the process."""
        self.stops += 1
        late = isinstance(stop, TooLate)
        why = f"had not ended after {self.job.seconds:.3g} seconds, and was stopped"
        why = why if late else "ended the Python process, or filled the memory that it may use"
        if isinstance(self.now, Task):
            cause = "Is there a loop whose condition never becomes false?" if late else ""
            verdict = Verdict(self.now, "failed", f"Your code {why}.", cause)
            self.found[self.now.id] = of_verdict(verdict)
            self.found[self.now.id].status = "stopped"
        elif self.now is None:  # it could not even begin
            self.stops = STOPS
        else:
            self.left_out.add(self.submission.cells.index(self.now))
            also = "" if late else " nbgrader stops at such a notebook."
            self._remark(f"{named(self.now)} {why}; the others ran without it.{also}")

    def _remark(self, text: str) -> None:
        if text not in self.remarks:
            self.remarks.append(text)


def named(cell: Code) -> str:
    """Return a cell by its number and its first line."""
    first = next((line.strip() for line in cell.text.splitlines() if line.strip()), "")
    return f"Cell {cell.number} ({first[:60]!r})"


def stopped(cell: Code, raised: Raised) -> str:
    """Return what is said of a cell that stopped with an error."""
    if raised.kind == "SystemExit":
        also = " nbgrader stops at such a notebook." if "sys.exit" not in cell.text else ""
        return f"{named(cell)} ends Python; here only the cell ended.{also}"
    said = re.sub(r" \(<ipython-input\S+, line", " (line", raised.message.strip())
    said = said.splitlines()[0].rstrip(".") if said else ""
    only = ""
    if raised.kind == "NameError" and "'" in raised.message:
        name = raised.message.split("'")[1]
        only = (
            f" When this cell runs, nothing has the name {name}: perhaps only your running kernel knows it, from a "
            "cell that was deleted or stands further down."
        )
    return f"{named(cell)} stops with {raised.kind}{': ' if said else ''}{said}.{only}"
