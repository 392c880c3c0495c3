"""``hint`` and ``reveal``: help in steps, so that nobody is stuck and nobody is told too early."""

from mlcourse.checks.task import Task
from mlcourse.classroom.notes import Note
from mlcourse.classroom.progress_file import Content, Entry, update
from mlcourse.classroom.release import closed_until, date_file
from mlcourse.classroom.solutions import worked_solution
from mlcourse.curriculum import find_task

TIERS = ("a question", "a pointer", "a nearly complete line")


def hint(task_id: str) -> Note:
    """Give the next of a task's three hints: a question, a pointer, a nearly complete line.

    Args:
        task_id: as in ``"04.output_delta"``.

    Returns:
        The hint, which shows itself. Which one comes next is remembered with the progress; what is looked at after
        the task was right does not count as help.

    Raises:
        TypeError: the id is no string.
        ValueError: there is no such task.

    Example:
        >>> hint("04.no_such_task")
        Traceback (most recent call last):
        ValueError: task_id must be the id of a task of the course; given ...
    """
    task = find_task(task_id)
    tier = update(lambda content: _next_tier(_entry(content, task), len(task.hints)))
    call = f'`hint("{task.id}")`'
    if tier < len(task.hints):
        after = f"For the next one, {TIERS[tier]}, call {call} again."
    else:
        after = f'That was the last one. `reveal("{task.id}")` shows the worked solution.'
    title = f"Hint {tier} of {len(task.hints)}: {TIERS[tier - 1]}"
    return Note(title, task.hints[tier - 1], after=after)


def reveal(task_id: str) -> Note:
    """Show a task's worked solution: after an attempt, or when asked a second time.

    Args:
        task_id: as in ``"04.output_delta"``.

    Returns:
        The solution, or the advice to try first; it shows itself. Where an instructor has released the exercise with
        ``reveal`` closed until a date, the date.

    Raises:
        TypeError: the id is no string.
        ValueError: there is no such task.

    Example:
        >>> reveal("04.no_such_task")
        Traceback (most recent call last):
        ValueError: task_id must be the id of a task of the course; given ...
    """
    task = find_task(task_id)
    if until := closed_until(task.exercise):
        return Note(
            f"The worked solutions of exercise {task.exercise} are closed until {until}.",
            f"Your instructor has set that in `{date_file(task.exercise)}`. `check` says what is wrong with an "
            f'answer, and `hint("{task.id}")` helps on the way.',
        )
    code = worked_solution(task)
    if code is None:
        return Note(
            f"There is no worked solution of {task.id} here.",
            "The course was installed without the notebook that holds it.",
        )
    if not update(lambda content: _may_see(_entry(content, task))):
        return Note(
            "Try it first.",
            "A wrong attempt teaches more than a solution that was only read. `check` says what is wrong with it, "
            f'and `hint("{task.id}")` helps on the way.',
            after=f'To see the solution all the same, call `reveal("{task.id}")` once more.',
        )
    after = "Close it, and write it again from memory."
    return Note(f"{task.title}: one way to solve it", code=code, after=after)


def _entry(content: Content, task: Task) -> Entry:
    return content["tasks"].setdefault(task.id, {})


def _next_tier(entry: Entry, last: int) -> int:
    """Move on to the next tier, or stay at the last; return it, counted from 1."""
    seen = int(entry.get("hints", 0)) + int(entry.get("hints_after", 0))
    tier = min(seen + 1, last)
    if tier > seen:
        counted = "hints_after" if "first_passed" in entry else "hints"
        entry[counted] = int(entry.get(counted, 0)) + 1
    return tier


def _may_see(entry: Entry) -> bool:
    """Return whether the solution is shown, and note that it was asked for, unless the task was right before."""
    if "first_passed" in entry:
        return True
    allowed = bool(entry.get("attempts")) or entry.get("revealed") in ("asked", "shown")
    entry["revealed"] = "shown" if allowed else "asked"
    return allowed
