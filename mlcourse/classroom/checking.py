"""``check``: what is said to an answer, at once."""

import sys
from dataclasses import replace
from typing import Any

from mlcourse.checks.judging import judge
from mlcourse.checks.task import Task
from mlcourse.checks.verdict import Verdict
from mlcourse.classroom.clock import now
from mlcourse.classroom.definitions import stale, watch, why_missing
from mlcourse.classroom.place import is_graded
from mlcourse.classroom.progress_file import Content, update
from mlcourse.curriculum import find_task

_LOOK_IT_UP = object()  # None may well be somebody's answer

watch()  # a notebook imports ``check`` before it defines anything


def check(task_id: str, answer: Any = _LOOK_IT_UP) -> Verdict:
    """Judge the answer to a task: ``✓`` and why it matters, ``✗`` and what the evidence says, or ``○``, not attempted.

    Nothing that an answer does or returns makes it raise, so a notebook with open tasks runs through. Only where
    nbgrader runs the notebook (``NBGRADER_EXECUTION``) any verdict but ``✓`` is an error, since that is what it counts.
    What is judged is what last ran. Where a newer cell for the same name raised, that is said; so it is where the cell
    was edited and not run again, once JupyterLab has saved the notebook.

    Args:
        task_id: the exercise's number and the answer's name, as in ``"04.output_delta"``.
        answer: the answer; left out, it is what has this name in the notebook.

    Returns:
        The verdict, which shows itself. The progress is recorded where something was attempted.

    Raises:
        TypeError: the id is no string.
        ValueError: there is no such task.
        AssertionError: nbgrader runs the notebook, and the task is not solved.

    Example:
        >>> check("04.no_such_task")
        Traceback (most recent call last):
        ValueError: task_id must be the id of a task of the course; given ...
    """
    task = find_task(task_id)
    if answer is _LOOK_IT_UP:
        notebook = sys._getframe(1).f_globals
        verdict = (
            _of_definition(task, notebook[task.name]) if task.name in notebook else _absent(task)
        )
    else:
        verdict = judge(task, answer)
    if is_graded() and verdict.status != "passed":
        raise AssertionError(str(verdict))
    if verdict.status != "blank":
        when = now()
        update(lambda content: _note_attempt(content, verdict, when))
    return verdict


def _of_definition(task: Task, answer: Any) -> Verdict:
    """Return the verdict on what has the task's name, and say so where the screen shows another definition."""
    verdict = judge(task, answer)
    evidence = f"{stale(task.name, answer)} {verdict.evidence}".strip()
    return replace(verdict, evidence=evidence)


def _absent(task: Task) -> Verdict:
    """Return the verdict on a name that is not there."""
    why = why_missing(task.name) or "run the cell above first"
    return Verdict(task, "blank", f"no {task.name} here; {why}")


def _note_attempt(content: Content, verdict: Verdict, when: str) -> None:
    """Note an attempt and which known mistake it was; attempts are counted up to the first that passes."""
    passed = verdict.status == "passed"
    entry = content["tasks"].setdefault(verdict.task.id, {})
    entry["status"] = "passed" if passed else "failed"
    entry.pop("mistake", None)
    if verdict.mistake and not passed:
        entry["mistake"] = verdict.mistake.name
    if "first_passed" in entry:
        return
    entry["attempts"] = entry.get("attempts", 0) + 1
    if passed:
        entry["first_passed"] = when
