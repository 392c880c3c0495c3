"""``overrides.csv``: what an instructor decides otherwise; it outlives each regrading.

Its columns are student, task, points and comment; task is an id, or empty for a comment on the whole.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from mlcourse.grading.result import Result

COLUMNS = ("student", "task", "points", "comment")


@dataclass(frozen=True)
class Override:
    """One row."""

    row: int
    student: str
    task: str
    points: float | None
    comment: str

    def names(self, task_id: str) -> bool:
        """Return whether it is about a task, named by its id or by its answer's name."""
        return self.task in (task_id, task_id.partition(".")[2])


def read_overrides(path: Path) -> tuple[list[Override], list[str]]:
    """Return the rows of the file, and what is wrong with others; nothing where there is no file."""
    if not path.exists():
        return [], []
    found, wrong = [], []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if missing := [each for each in COLUMNS[:3] if each not in (reader.fieldnames or ())]:
            return [], [f"{path.name} has no column {', '.join(missing)}: none of it was used."]
        for number, row in enumerate(reader, start=2):
            values = {name: (row.get(name) or "").strip() for name in COLUMNS}
            try:
                points = float(values["points"].replace(",", ".")) if values["points"] else None
            except ValueError:
                wrong.append(
                    f"{path.name}, line {number}: {values['points']!r} is no number of points."
                )
                continue
            found.append(
                Override(number, values["student"], values["task"], points, values["comment"])
            )
    return found, wrong


def overridden(
    results: Iterable[Result], overrides: list[Override], name: str = "overrides.csv"
) -> tuple[list[Result], list[str]]:
    """Return the results as the instructor has decided, and which rows fit nothing."""
    changed, wrong = deepcopy(list(results)), []
    students = {result.student: result for result in changed}
    for each in overrides:
        result = students.get(each.student)
        tasks = [] if result is None else [task for task in result.tasks if each.names(task.id)]
        if result is None:
            wrong.append(f"{name}, line {each.row}: there is no student {each.student!r}.")
        elif each.task and not tasks:
            wrong.append(f"{name}, line {each.row}: there is no task {each.task!r}.")
        elif not each.task and each.points is not None:
            wrong.append(f"{name}, line {each.row}: points are given to a task; name it.")
        elif not each.task:
            result.comment = each.comment
        for task in tasks:
            if each.points is not None:
                task.was, task.points = task.points, each.points
            task.comment = each.comment
    return changed, wrong
