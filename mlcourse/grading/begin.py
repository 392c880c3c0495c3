"""Where a student should begin: with the mistakes of their own, and of these with what most points hang on."""

from __future__ import annotations

from typing import NamedTuple

from mlcourse import curriculum
from mlcourse.grading.result import Result, TaskResult
from mlcourse.grading.submission import was_stopped

UNSOLVED = ("failed", "stopped")
FIRST = 2  # tasks that a student is told to begin with


class Begin(NamedTuple):
    """A task to begin with, and the titles of those that call its function and are not right either."""

    task: TaskResult
    callers: tuple[str, ...]


def where_to_begin(result: Result) -> list[Begin]:
    """Return the tasks to begin with: none that only follows from another."""
    missed = {task.id: task for task in result.tasks if task.state != "passed"}
    found = []
    for task in missed.values():
        callers = _callers(task, missed)
        if not called(task, missed) and (task.status in UNSOLVED or callers):
            lost = sum(each.max_points - each.points for each in (task, *callers))
            titles = tuple(each.title for each in callers)
            found.append((not was_stopped(task), -lost, Begin(task, titles)))
    return [begin for *_, begin in sorted(found, key=lambda each: each[:2])][:FIRST]


def called(task: TaskResult, missed: dict[str, TaskResult]) -> list[TaskResult]:
    """Return the tasks whose functions a task's answer calls and that are to be mended first."""
    tasks = curriculum.tasks(task.id.partition(".")[0])
    return [missed[each.id] for each in tasks if each.name in task.helpers and each.id in missed]


def _callers(task: TaskResult, missed: dict[str, TaskResult]) -> list[TaskResult]:
    """Return the tasks that call a task's function, or one that does."""
    found, waiting = [task], [task]
    while waiting:
        now = waiting.pop()
        new = [
            each for each in missed.values() if now in called(each, missed) and each not in found
        ]
        found += new
        waiting += new
    return found[1:]
