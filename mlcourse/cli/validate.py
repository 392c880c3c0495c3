"""``validate``: before an exercise is handed in, what will count and what would be lost on the way.

A copy of the learner's notebook is run from top to bottom in a fresh Python and judged by the very code that grades;
theirs is only read.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from mlcourse.cli.course import CommandError, Course, find_course
from mlcourse.cli.reset import numbered
from mlcourse.grading.reading import exercises_in
from mlcourse.grading.result import Result
from mlcourse.grading.sandbox import PlainRoom, limits
from mlcourse.grading.submission import Job, grade


def validate(options: argparse.Namespace) -> int:
    """Run the command ``validate``; return 0 if every task passes, else 1.

    Raises:
        CommandError: there is no such exercise, or it cannot be read as a notebook.
    """
    course = find_course()
    name, path = meant(course, options)
    content = read(path)
    print(
        f"{path}\nruns from top to bottom in a fresh Python, as it does when it is graded …\n",
        flush=True,
    )
    published = (course.root / name).read_bytes()
    job = Job("you", Path(name).stem, content, published, seconds=options.timeout)
    with PlainRoom(limits(options.timeout)) as room:
        result = grade(job, room)
    if result.problem:
        raise CommandError(f"{path}: {result.problem}")
    print("\n".join(told(result)))
    return 0 if all(task.status == "passed" for task in result.tasks) else 1


def meant(course: Course, options: argparse.Namespace) -> tuple[str, Path]:
    """Return the exercise, and the learner's notebook: the one in the working copy, or any whose path was given.

    Raises:
        CommandError: there is no such exercise, or the notebook holds tasks of none.
    """
    if not options.number.endswith(".ipynb"):
        name = numbered(course, "exercises", options.number)[0]
        return name, (options.dir or course.default_working_copy()).absolute() / name
    path = Path(options.number).absolute()
    there = exercises_in(read(path))
    numbers = {Path(each).name.partition("_")[0]: each for each in course.notebooks("exercises")}
    names = [name for number, name in numbers.items() if number in there]
    named = [name for number, name in numbers.items() if path.name.startswith(f"{number}_")]
    likely = [name for name in names if name in named] or names or named
    if len(likely) != 1:
        raise CommandError(
            f"{path} holds the tasks of {len(likely) or 'no'} exercises; one is needed."
        )
    return likely[0], path


def read(path: Path) -> bytes:
    """Return what a notebook's file holds.

    Raises:
        CommandError: it is not there, or cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise CommandError(
            f"{path} is not there.\n`python -m mlcourse lab` lays it down; with --dir FOLDER you say "
            "which working copy is meant. The path of a notebook "
            "may stand in the place of the number: python -m mlcourse validate my/04_backpropagation.ipynb"
        ) from error
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error}.") from error


def told(result: Result) -> Iterator[str]:
    """Yield the lines that the learner reads."""
    width = max(len(task.title) for task in result.tasks)
    for task in result.tasks:
        yield f"  {task.symbol}  {task.title:{width}}  {task.points:g} of {task.max_points}"
        if task.status != "passed":
            yield from (f"       {line}" for line in task.said)
    passed = [task for task in result.tasks if task.status == "passed"]
    yield (
        f"\n{len(passed)} of {len(result.tasks)} tasks, {result.points:g} of {result.max_points} points."
    )
    if result.remarks:
        yield "\nBefore you hand it in:"
        yield from (f"  - {remark}" for remark in result.remarks)
