"""``validate NN``: before an exercise is handed in, what will count and what would be lost on the way.

A copy of the learner's notebook is run from top to bottom in a fresh kernel, as it is when graded; theirs is only
read. ``NBGRADER_EXECUTION`` is set, so a task that is not solved shows as an error and no progress is recorded.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mlcourse import curriculum
from mlcourse.checks.task import Task
from mlcourse.cli.course import CommandError, find_course
from mlcourse.cli.fresh_kernel import error_of, run
from mlcourse.cli.reset import numbered
from mlcourse.cli.submission import Cell, Submission, as_graded


@dataclass(frozen=True)
class Result:
    """What a task's check said.

    Args:
        task: the task.
        mark: ✓, ✗ or ○, as the verdicts have them.
        said: the lines of the verdict that follow.
    """

    task: Task
    mark: str
    said: tuple[str, ...] = ()

    @property
    def points(self) -> int:
        """Return the points that the task would bring."""
        return self.task.points if self.mark == "✓" else 0


def validate(options: argparse.Namespace) -> int:
    """Run the command ``validate``; return 0 if every task passes, else 1.

    Raises:
        CommandError: there is no such exercise, or it cannot be read as a notebook.
    """
    course = find_course()
    name = numbered(course, "exercises", options.number)[0]
    path = (options.dir or course.default_working_copy()).absolute() / name
    tasks = curriculum.tasks(Path(name).name.partition("_")[0])
    submission = as_graded(read(path), read(course.root / name), tasks)
    print(
        f"{path}\nruns from top to bottom in a fresh kernel, as it does when it is graded …\n",
        flush=True,
    )
    cells = run(submission.cells, NBGRADER_EXECUTION="validate")
    results = [result(task, cells[submission.places[task.id]]) for task in tasks]
    print("\n".join(told(results, [*submission.warnings, *stopped(cells, submission)])))
    return 0 if all(result.mark == "✓" for result in results) else 1


def read(path: Path) -> list[Cell]:
    """Return a notebook's cells, each with its text in one piece.

    Raises:
        CommandError: it is not there, or cannot be read as a notebook.
    """
    try:
        cells = json.loads(path.read_text(encoding="utf-8-sig"))["cells"]
        return [{**cell, "source": "".join(cell["source"])} for cell in cells]
    except FileNotFoundError as error:
        raise CommandError(
            f"{path} is not there.\n`python -m mlcourse lab` lays it down; with --dir FOLDER you say "
            "which working copy is meant."
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise CommandError(
            f"{path} cannot be read as a notebook.\nOpen it in JupyterLab and save it again, or lay a "
            "fresh copy with `python -m mlcourse reset NN --exercise`."
        ) from error


def result(task: Task, cell: Cell) -> Result:
    """Return what a task's check said in the run."""
    error = error_of(cell)
    if error and error[0] == "AssertionError" and error[1][:1] in ("✗", "○"):
        _head, *said = error[1].split("\n  A hint:")[0].splitlines()
        return Result(task, error[1][0], tuple(map(str.strip, said)))
    if error:
        return Result(task, "✗", (f"The check stopped with {error[0]}: {first_line(error[1])}",))
    if not cell["execution_count"]:
        return Result(task, "○", ("It was not reached.",))
    if not any(shown(output).startswith("✓") for output in cell["outputs"]):
        return Result(
            task, "✗", ("The check said nothing: a cell has put something else in its place.",)
        )
    return Result(task, "✓")


def shown(output: dict[str, Any]) -> str:
    """Return the text of an output."""
    return str(output.get("data", {}).get("text/plain", "")).strip()


def stopped(cells: list[Cell], submission: Submission) -> Iterator[str]:
    """Yield a warning for each cell between the checks that stopped with an error."""
    checking = set(submission.places.values())
    for index, cell in enumerate(cells):
        error = error_of(cell)
        if error is None or index in checking:
            continue
        start = first_line(cell["source"].strip())
        said = first_line(error[1]).rstrip(".")
        yield f"Cell {index + 1} ({start!r}) stops with {error[0]}: {said}.{only_in_the_kernel(*error)}"


def only_in_the_kernel(name: str, value: str) -> str:
    """Return why a name may be missing that the learner has just used."""
    if name != "NameError" or not (found := re.search(r"name '(\w+)'", value)):
        return ""
    return (
        f" When this cell runs, nothing has the name {found[1]}: perhaps only your running kernel knows it, from a "
        "cell that was deleted or stands further down."
    )


def first_line(text: str) -> str:
    """Return the first line that says something."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def told(results: list[Result], warnings: list[str]) -> Iterator[str]:
    """Yield the lines that the learner reads."""
    width = max(len(result.task.title) for result in results)
    for result in results:
        points = f"{result.points} of {result.task.points}"
        yield f"  {result.mark}  {result.task.title:{width}}  {points}"
        yield from (f"       {line}" for line in result.said)
    passed = [result for result in results if result.mark == "✓"]
    total = sum(result.task.points for result in results)
    yield (
        f"\n{len(passed)} of {len(results)} tasks, {sum(result.points for result in results)} of {total} points."
    )
    if warnings:
        yield "\nBefore you hand it in:"
        yield from (f"  - {warning}" for warning in dict.fromkeys(warnings))
