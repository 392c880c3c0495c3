"""``overrides.csv``: what an instructor decides otherwise; it outlives each regrading.

Its columns are student, task, points and comment. Students and tasks are named kindly: by their ids, or by what the
pages call them. What is unclear, or out of bounds, is said with its line and not used.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from mlcourse.grading.matching import Student
from mlcourse.grading.result import Result, TaskResult
from mlcourse.grading.roster import Roster, dialect, named

NAME = "overrides.csv"
COLUMNS = ("student", "task", "points", "comment")
SHOWN = 12  # students that a message lists
Wrong = dict[int, str]  # what is wrong with a line, by its number


@dataclass(frozen=True)
class Override:
    """One row."""

    row: int
    student: str
    task: str
    points: float | None
    comment: str


def decided(
    results: Iterable[Result], path: Path, roster: Roster | None = None
) -> tuple[list[Result], list[str]]:
    """Return the results as the instructor has decided in a file, and what is wrong with its lines, in their order."""
    overrides, unread = read_overrides(path)
    changed, unused = overridden(results, overrides, roster)
    wrong = {**unread, **unused}
    return changed, [f"{path.name}, line {row}: {wrong[row]}" for row in sorted(wrong)]


def read_overrides(path: Path) -> tuple[list[Override], Wrong]:
    """Return the rows of the file, and what is wrong with others; nothing where there is no file."""
    if not path.exists():
        return [], {}
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        return [], {1: f"it cannot be read ({error}), so none of it was used. Save it as UTF-8."}
    found, wrong = [], Wrong()
    rows = csv.reader(lines, dialect(lines))
    head = [each.strip().casefold() for each in next(rows, [])]
    if missing := [each for each in COLUMNS[:3] if each not in head]:
        text = f"there is no column {', '.join(missing)}, so none of the file was used. "
        return [], {1: f"{text}Needed is the head {','.join(COLUMNS)}, with commas or semicolons."}
    for cells in rows:
        row = dict(zip(head, map(str.strip, cells), strict=False))
        if not any(cells):
            continue
        student, task, points, comment = (row.get(name, "") for name in COLUMNS)
        try:
            number = float(points.replace(",", ".")) if points else None
        except ValueError:
            wrong[rows.line_num] = f"{points!r} is no number of points."
            continue
        found.append(Override(rows.line_num, student, task, number, comment))
    return found, wrong


def overridden(
    results: Iterable[Result], overrides: list[Override], roster: Roster | None = None
) -> tuple[list[Result], Wrong]:
    """Return the results as the instructor has decided, and what is wrong with the lines that were not used."""
    changed, wrong, seen = deepcopy(list(results)), Wrong(), dict[tuple[str, str], int]()
    for each in overrides:
        try:
            result = _student(each.student, changed, roster)
            tasks = _tasks(each, result)
        except LookupError as error:
            wrong[each.row] = str(error.args[0])
            continue
        key = result.student, tasks[0].id if each.task else ""
        if key in seen:
            what = f"the task {each.task!r}" if each.task else "the comment on the whole"
            wrong[each.row] = (
                f"{what} of {each.student!r} stands in line {seen[key]} already, which counts; this line was not used."
            )
            continue
        seen[key] = each.row
        _decide(each, result, tasks)
    return changed, wrong


def _decide(override: Override, result: Result, tasks: list[TaskResult]) -> None:
    """Set points and comment."""
    for task in tasks:
        if override.points is not None:
            task.was = task.was if task.is_decided else task.points
            task.points = override.points
    if override.task:
        tasks[0].comment = override.comment
    else:
        result.comment = override.comment


def _student(text: str, results: list[Result], roster: Roster | None) -> Result:
    """Return whom a row means.

    Raises:
        LookupError: nobody, or more than one.
    """
    students = [Student(each.student, each.name, each.platform, each.number) for each in results]
    found = named(text, students, roster)
    if len(found) == 1:
        return next(each for each in results if each.student == found[0].id)
    if found:
        likely = ", ".join(each.id for each in found)
        raise LookupError(f"{text!r} may be any of these students: {likely}. Write one of them.")
    ids = [each.student for each in results]
    near = [each for each in ids if _plain(text) in _plain(each)][:SHOWN]
    near = near or get_close_matches(text, ids, SHOWN, 0.5)
    more = " and others" if not near and len(ids) > SHOWN else ""
    raise LookupError(
        f"there is no student {text!r}. There is: {', '.join(near or ids[:SHOWN])}{more}."
    )


def _tasks(override: Override, result: Result) -> list[TaskResult]:
    """Return the tasks whose points a row sets; none where it comments on the whole.

    Raises:
        LookupError: there is no such task, or the points are not among those that it may have.
    """
    text, points = override.task, override.points
    if not text:
        if points:
            raise LookupError(
                f"{points:g} points are given to no task; name one. (0 without a task takes all points.)"
            )
        return list(result.tasks) if points == 0 else []
    found = [task for task in result.tasks if text.casefold() in _names(task)]
    found = found or [task for task in result.tasks if _plain(text) == _plain(task.title)]
    if len(found) != 1:
        there = ", ".join(f"{task.id.partition('.')[2]} ({task.title})" for task in result.tasks)
        raise LookupError(f"there is no task {text!r}. There is: {there}.")
    most = found[0].max_points
    if points is not None and not 0 <= points <= most:
        raise LookupError(
            f"{points:g} points are not among the 0 to {most} that {found[0].title} may have; "
            "the line was not used."
        )
    return found


def _names(task: TaskResult) -> Iterator[str]:
    """Yield the names of a task, in small letters: its id, and its answer's name."""
    yield task.id.casefold()
    yield task.id.partition(".")[2].casefold()


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
