"""Grades one submission: runs its cells from top to bottom, judges each task where its check stands, past any harm.

Where the code ends its process, or does not end, a fresh process runs the cells again without what was guilty, and only
that is lost.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from time import monotonic, perf_counter
from typing import Any

import numpy as np

from mlcourse import curriculum
from mlcourse.checks import running
from mlcourse.checks.helpers import of_helpers
from mlcourse.checks.outcomes import Raised
from mlcourse.checks.source import Written
from mlcourse.checks.task import Task
from mlcourse.checks.verdict import Verdict
from mlcourse.grading.inside.protocol import Broken, TooLate
from mlcourse.grading.judging import FITTED, is_right_afresh, judge_known
from mlcourse.grading.notebook_file import Unreadable
from mlcourse.grading.reading import Code, Submission, read_submission
from mlcourse.grading.remote import Remote
from mlcourse.grading.replaced import replaced
from mlcourse.grading.result import Result, TaskResult, of_verdict
from mlcourse.grading.sandbox import RoomProtocol

SECONDS = 5.0  # for a cell: the same in `validate` and in `grade`
A_TASK = running.SECONDS / SECONDS  # of that, for a task: by default as long as `check` waits
LEAST = 1.0  # seconds for a task, where a cell may take as long
PATIENT = 3  # times that code may be waited for in full; then only briefly
BRIEFLY = 1.0  # seconds


class Lost(Exception):
    """The grader itself failed at a submission."""


ALL = 12  # times the seconds for one cell are granted to a whole notebook
TOO_LONG = "The notebook as a whole took too long; what stands further down was not reached."
LOOP = "Is there a loop whose condition never becomes false?"
Judge = Callable[[Task, Remote, float], None]
Loss = Callable[[Task, str, Any], None]
AT_ONCE = 200_000  # characters of cells that are sent in one piece
SYNTAX = ("SyntaxError", "IndentationError", "TabError")
RUNS_NOTHING = "Python runs nothing of such a cell, so nothing of it could be judged: begin here."
RUNS_NO_FURTHER = (
    "What stands below in that cell was not run, so it could not be judged: begin here."
)
MOST_REMARKS = 30
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
        seconds: for a cell; ``for_a_task`` says how many of them a task has.
        problem: why there is no notebook.
        remarks: on the files.
    """

    student: str
    topic: str
    notebook: bytes | None
    published: bytes
    beside: dict[str, bytes] = field(default_factory=dict)
    seed: int = 1
    seconds: float = SECONDS
    problem: str = ""
    remarks: tuple[str, ...] = ()
    name: str = ""
    platform: str = ""
    number: str = ""
    fingerprint: str = ""


def grade(job: Job, room: RoomProtocol) -> Result:
    """Return what came of a submission; whatever it does, there is a result."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # of numbers that a stranger's code gave
        return _graded(job, room)


def _graded(job: Job, room: RoomProtocol) -> Result:
    start = perf_counter()
    tasks = curriculum.tasks(job.topic.partition("_")[0])
    problem, remarks, found = job.problem, list(job.remarks), dict[str, TaskResult]()
    if job.notebook is not None and not problem:
        try:
            submission = read_submission(job.notebook, job.published, tasks)
            found, said = _judged(submission, tasks, job, room)
            remarks += [*submission.warnings, *fooled(submission.cells), *said]
        except Unreadable as unreadable:
            problem = unreadable.said(tasks[0].exercise)
    return Result(
        student=job.student,
        exercise=job.topic,
        tasks=[found.get(task.id) or not_reached(task, problem) for task in tasks],
        problem=problem,
        remarks=list(in_short(dict.fromkeys(remarks))),
        seed=job.seed,
        isolated=room.isolated,
        seconds=round(perf_counter() - start, 3),
        name=job.name,
        platform=job.platform,
        number=job.number,
        fingerprint=job.fingerprint,
    )


def in_short(remarks: Collection[str]) -> Iterator[str]:
    """Yield as many remarks as anybody reads, and how many there are more."""
    yield from islice(remarks, MOST_REMARKS)
    if len(remarks) > MOST_REMARKS:
        yield f"… and {len(remarks) - MOST_REMARKS:,} more like these."


def failed(job: Job, why: str) -> Result:
    """Return the result of a submission at which the grader itself failed."""
    problem = f"The grader failed here, not the student ({why[:200]}). Grade again."
    tasks = [not_reached(task, problem) for task in curriculum.tasks(job.topic.partition("_")[0])]
    return Result(job.student, job.topic, tasks, problem, name=job.name, platform=job.platform, number=job.number,
                  of_grader=True)  # fmt: skip


def not_reached(task: Task, problem: str) -> TaskResult:
    """Return the result of a task that could not be judged."""
    said = problem or "It was not reached: too much of the notebook had to be stopped before."
    return TaskResult(task.id, task.title, 0, task.points, "blank", [said])


class _Pass:
    """One pass through a submission: its cells from top to bottom, and each task where its check stands.

    In the first, answers are judged by the numbers that ``check`` uses, and all that is said comes from it. Numbers
    that were drawn afresh are sent into its process only when all has been said. Where an answer is not right then, a
    second pass decides, in which it is tried with them where its check stands: later cells may have changed what it
    uses. Nothing comes out of that one but right or wrong.
    """

    def __init__(
        self, submission: Submission, tasks: list[Task], job: Job, room: RoomProtocol
    ) -> None:
        self.submission, self.tasks, self.job, self.room = submission, tasks, job, room
        self.remarks: list[str] = []
        self.left_out: set[int] = set()  # cells, by their place
        self.stopped: list[tuple[Code, Raised]] = []  # cells that ended with an error
        self.done: set[str] = set()
        self.now: Task | Code | None = None
        self.stops = 0
        self.to_the_end = False  # whether the cells below the last check run, too
        self.all_tasks = curriculum.tasks(job.topic.partition("_")[0])
        self.may_call = frozenset[str]().union(
            *(task.uses | task.earlier for task in self.all_tasks)
        )
        self.reached: set[str] = set()  # tasks whose place the cells have come to
        self.until = monotonic() + ALL * job.seconds
        self.texts = [cell.text for cell in submission.cells]

    def through(
        self, judge: Judge, lost: Loss, at_end: Callable[[Remote], None] | None = None
    ) -> None:
        """Run all, anew after each loss of the process.

        Args:
            judge: judges a task.
            lost: hears of a task that has ended the process, or did not end, how, and what its answer is.
            at_end: what is done with the last process when all cells have run; where nothing is, those below the last
                check are left.
        """
        self.to_the_end = at_end is not None
        while self.stops < STOPS and not self._is_done() and monotonic() < self.until:
            self.now, remote = None, None
            try:
                remote = Remote(self.room, self.job.beside, self.may_call, self.texts)
                self._once(remote, judge)
                if at_end is not None:
                    with suppress(TooLate, Broken):
                        at_end(remote)
                return
            except (TooLate, Broken) as stop:
                self._note(stop, lost, remote)
            finally:
                if remote is None:
                    self.room.end()
                else:
                    remote.close()

    def _once(self, remote: Remote, judge: Judge) -> None:
        self.reached.clear()
        before: list[Code] = []  # cells that have not run yet
        for place in range(len(self.submission.cells) + 1):
            here = [task for task in self.all_tasks if self.submission.places[task.id] == place]
            if here:
                if not self._run(remote, before):
                    self.remarks.append(TOO_LONG)
                    return
                before.clear()
                self.reached |= {task.id for task in here}
                for task in here:
                    if task in self.tasks and task.id not in self.done:
                        self.now = task
                        judge(task, remote, for_a_task(self.seconds))
                        self.done.add(task.id)
                if self._is_done():
                    return
            if place < len(self.submission.cells) and place not in self.left_out:
                before.append(self.submission.cells[place])
        if not self._run(remote, before):
            self.remarks.append(TOO_LONG)

    def _is_done(self) -> bool:
        """Return whether nothing of the notebook is needed any more."""
        return not self.to_the_end and len(self.done) == len(self.tasks)

    def _run(self, remote: Remote, cells: list[Code]) -> bool:
        """Run cells; return whether there was time for all of them."""
        to_come = {task.name for task in self.all_tasks if task.id not in self.reached}
        remote.allowed = self.may_call - to_come
        for some in together(cells):
            results = remote.run_cells([cell.text for cell in some], self.seconds)
            for cell in some:
                if monotonic() > self.until:
                    return False
                self.now = cell
                if (raised := next(results)) is not None:
                    self.remarks.append(stopped(cell, raised))
                    if (
                        raised.kind != "NotImplementedError"
                    ):  # else the cell is as it was handed out
                        self.stopped.append((cell, raised))
        return True

    @property
    def seconds(self) -> float:
        """How long a cell is waited for."""
        return self.job.seconds if self.stops < PATIENT else min(BRIEFLY, self.job.seconds)

    def _note(self, stop: Exception, lost: Loss, remote: Remote | None) -> None:
        """Note what was lost with the process."""
        late = isinstance(stop, TooLate)
        seconds = for_a_task(self.seconds) if isinstance(self.now, Task) else self.seconds
        why = f"had not ended after {seconds:.3g} seconds, and was stopped"
        why = why if late else "ended the Python process, or filled the memory that it may use"
        self.stops += 1
        if isinstance(self.now, Task):
            self.done.add(self.now.id)
            lost(self.now, f"Your code {why}.", remote.answer if remote else None)
        elif self.now is None:  # none of the student's code has run yet
            raise Lost("the process of a submission could not be started")
        else:
            self.left_out.add(self.submission.cells.index(self.now))
            also = "" if late else " nbgrader stops at such a notebook."
            self.remarks.append(f"{named(self.now)} {why}; the others ran without it.{also}")


def for_a_task(seconds: float) -> float:
    """Return how long a task's answer is waited for, where a cell is for so many seconds.

    A cell may import and train; an answer is called with small numbers, and the slowest right one takes a hundredth of
    what there is.

    >>> for_a_task(5.0), for_a_task(20.0), for_a_task(1.5), for_a_task(0.5)
    (2.0, 8.0, 1.0, 0.5)
    """
    return min(seconds, max(LEAST, A_TASK * seconds))


def together(cells: list[Code]) -> Iterator[list[Code]]:
    """Yield the cells, as many at once as are sent in one piece."""
    some, size = list[Code](), 0
    for cell in cells:
        if some and size + len(cell.text) > AT_ONCE:
            yield some
            some, size = [], 0
        some.append(cell)
        size += len(cell.text)
    if some:
        yield some


def _judged(
    submission: Submission, tasks: tuple[Task, ...], job: Job, room: RoomProtocol
) -> tuple[dict[str, TaskResult], list[str]]:
    """Return what came of each task that was reached, and what happened to the cells."""
    found: dict[str, TaskResult] = {}

    def wrong() -> frozenset[str]:
        judged = [each for each in tasks if each.id in found]
        return frozenset(each.name for each in judged if found[each.id].status != "passed")

    def judge(task: Task, remote: Remote, seconds: float) -> None:
        result = of_verdict(judge_known(task, remote, seconds, wrong()))
        found[task.id] = of_stopped(result, task, tasks, first.stopped)

    def lost(task: Task, why: str, answer: Any) -> None:
        if isinstance(answer, Written):
            answer.wrong = wrong()
        helpers = of_helpers(task, answer, [])
        cause = helpers.said or (LOOP if "not ended" in why else "")
        found[task.id] = of_verdict(Verdict(task, "failed", why, cause, helpers=helpers.names))
        found[task.id].status = "stopped"

    def judge_afresh(task: Task, remote: Remote, seconds: float) -> None:
        if is_right_afresh(task, remote, job.seed, seconds):
            right.add(task.id)

    def at_end(remote: Remote) -> None:
        if remote.called & {task.name for task in tasks}:
            return  # a later cell could have noted what an answer is asked for
        for task in passed():
            if monotonic() < first.until:
                judge_afresh(task, remote, for_a_task(first.seconds))

    def passed() -> list[Task]:
        there = [task for task in tasks if task.is_function and task.id in found]
        return [task for task in there if found[task.id].status == "passed"]

    right = set[str]()
    first = _Pass(submission, list(tasks), job, room)
    first.through(judge, lost, at_end)
    again = [task for task in passed() if task.id not in right]
    second = _Pass(submission, again, job, room)
    second.left_out = set(first.left_out)
    second.stops = min(first.stops, PATIENT)  # who was waited for is not waited for again
    second.through(judge_afresh, lambda task, why, answer: None)
    for task in again:
        if task.id not in right:
            found[task.id] = of_verdict(Verdict(task, "failed", *FITTED))
    return found, first.remarks


def of_stopped(
    result: TaskResult, task: Task, tasks: tuple[Task, ...], cells: list[tuple[Code, Raised]]
) -> TaskResult:
    """Return a task's result; where it was lost with a cell that ended with an error, one that names that cell."""
    lost = {
        each.name: (cell, raised)
        for each in tasks
        for cell, raised in cells
        if re.search(
            rf"^[ \t]*(?:def\s+{each.name}\b|{each.name}\s*=(?!=))", cell.text, re.MULTILINE
        )
    }
    if result.status == "blank" and task.name in lost:
        cell, raised = lost[task.name]
        return replace(
            result,
            status="failed",
            mistake=raised.kind,
            said=[f"It was attempted, with {a(raised.kind)}. {stopped(cell, raised)}",
                  RUNS_NOTHING if raised.kind in SYNTAX else RUNS_NO_FURTHER],
        )  # fmt: skip
    missing = re.search(r"name '(\w+)' is not defined", " ".join(result.said))
    if result.status == "failed" and missing and missing[1] in lost:
        cell, raised = lost[missing[1]]
        why = f"There is no {missing[1]}, because {named(cell)} stops with {raised.kind}. Mend that first."
        return replace(result, said=[why], mistake="", misconception=None, helpers=[missing[1]])
    return result


def was_stopped(result: TaskResult) -> bool:
    """Return whether a task was lost since its own cell ended with an error."""
    return result.said[-1:] in ([RUNS_NOTHING], [RUNS_NO_FURTHER])


def a(kind: str) -> str:
    """Return an error's kind with its article."""
    return f"{'an' if kind[0] in 'AEIOU' else 'a'} {kind}"


def named(cell: Code) -> str:
    """Return a cell by its number and its first line."""
    first = next((line.strip() for line in cell.text.splitlines() if line.strip()), "")
    return f"Cell {cell.number} ({first[:60]!r})"


def fooled(cells: tuple[Code, ...]) -> Iterator[str]:
    """Yield what is said of cells that give a package's name another meaning."""
    for place, name in replaced([cell.text for cell in cells]):
        yield (
            f"{named(cells[place])} puts something else in the place of {name[:80]}. That changes no verdict: "
            "answers are judged outside of the notebook."
        )


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
