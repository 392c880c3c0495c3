"""``reset NN``: a fresh copy of a notebook, with the learner's old one kept beside it."""

from __future__ import annotations

import argparse

from mlcourse.cli.course import CommandError, Course, find_course
from mlcourse.cli.working_copy import reset


def reset_notebooks(options: argparse.Namespace) -> int:
    """Run the command ``reset``; return its exit code.

    Raises:
        CommandError: there is no such number, or the working copy cannot be written.
    """
    course = find_course()
    root = (options.dir or course.default_working_copy()).absolute()
    for name in numbered(course, "exercises" if options.exercise else "lessons", options.number):
        print(reset(course, root, name))
    print(
        f"The working copy is {root}.\n"
        "If the notebook is open in JupyterLab: File > Reload Notebook from Disk."
    )
    return 0


def numbered(course: Course, folder: str, number: str) -> list[str]:
    """Return the names of the notebooks with a number.

    Args:
        course: where to look.
        folder: ``lessons`` or ``exercises``.
        number: as the user typed it: "4" and "04" are the same.

    Raises:
        CommandError: there is none; it lists what there is.

    Example:
        >>> numbered(find_course(), "exercises", "4")
        ['exercises/04_backpropagation.ipynb']
    """
    start = f"{folder}/{number.zfill(2)}_"
    found = [name for name in course.notebooks(folder) if name.startswith(start)]
    if not found or not number:
        there = "\n".join(f"  {name}" for name in course.notebooks(folder)) or "  none so far"
        raise CommandError(f"There is no number {number} in {folder}/. There is:\n{there}")
    return found
