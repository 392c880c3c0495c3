"""Which file a learner's progress stands in."""

import os
from pathlib import Path

from mlcourse.base.course import PRIVATE_FOLDER, PROGRESS_ELSEWHERE

VARIABLE = "MLCOURSE_PROGRESS"
"""The environment variable that names another file."""

IN_WORKING_COPY = "progress.json"


def is_graded() -> bool:
    """Return whether nbgrader runs the notebook: then a failed check raises and nothing is recorded."""
    return bool(os.environ.get("NBGRADER_EXECUTION"))


def progress_file() -> Path | None:
    """Return the file for notebooks in the current folder.

    It is the one that ``MLCOURSE_PROGRESS`` names; else ``progress.json`` at the root of the working copy that the
    folder belongs to; else ``mlcourse-progress.json`` in the folder itself.

    Returns:
        Its path, whether it is there or not; None where nothing is recorded: in a folder named ``solutions``, and
        when nbgrader runs the notebook.
    """
    folder = Path.cwd()
    if folder.name == "solutions" or is_graded():
        return None
    if named := os.environ.get(VARIABLE):
        return Path(named).expanduser().resolve()
    root = working_copy(folder)
    return (root / IN_WORKING_COPY if root else folder / PROGRESS_ELSEWHERE).resolve()


def working_copy(folder: Path) -> Path | None:
    """Return the root of the working copy that a folder belongs to, None where it belongs to none."""
    above = (folder, *folder.parents)
    return next((root for root in above if (root / PRIVATE_FOLDER).is_dir()), None)
