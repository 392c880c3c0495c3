"""``progress``: what is done, attempted and open, as a notebook's ``progress()`` shows it."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from mlcourse.base.course import PROGRESS_ELSEWHERE, working_copy
from mlcourse.classroom.place import IN_WORKING_COPY, VARIABLE
from mlcourse.classroom.progress_file import UnreadableProgress, load
from mlcourse.cli.course import CommandError, find_course


def show_progress(options: argparse.Namespace) -> int:
    """Run the command ``progress``; return its exit code.

    Raises:
        CommandError: the file cannot be read, or is no progress of this course.
    """
    from mlcourse.classroom.report import report  # the whole curriculum; `doctor` needs none of it

    path = find_progress(options.dir)
    try:
        content = load(path)
    except UnreadableProgress as error:
        raise CommandError(
            f"{path} {error}.\nThe next check in a notebook keeps it under another name and starts anew."
        ) from None
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}.") from None
    print(f"{path}\n" if path.exists() else f"Nothing is recorded yet in {path}.\n")
    print(report(content))
    return 0


def find_progress(folder: Path | None) -> Path:
    """Return the progress file's path, whether it is there or not.

    Args:
        folder: the working copy that the user named; ``None`` takes what ``MLCOURSE_PROGRESS`` names, else this
            folder's working copy, else the usual one.
    """
    if folder is None and (named := os.environ.get(VARIABLE)):
        return Path(named).expanduser()
    root = folder or working_copy(Path.cwd())
    if root is None:
        here = Path.cwd() / PROGRESS_ELSEWHERE
        return here if here.exists() else find_course().default_working_copy() / IN_WORKING_COPY
    names = (root / IN_WORKING_COPY, root / PROGRESS_ELSEWHERE)
    return next((path for path in names if path.exists()), names[0])
