"""Which file a learner's progress stands in: their working copy's, wherever the kernel is."""

import os
from pathlib import Path

from mlcourse.base.course import PROGRESS_ELSEWHERE, working_copy

VARIABLE = "MLCOURSE_PROGRESS"
"""The environment variable that names another file."""

NOTEBOOK = "JPY_SESSION_NAME"
"""The environment variable that Jupyter's server names the notebook's file in."""

STARTED = Path.cwd()
"""Where the kernel was when it first asked; a notebook may change its folder afterwards."""

IN_WORKING_COPY = "progress.json"


def is_graded() -> bool:
    """Return whether nbgrader runs the notebook: then a failed check raises and nothing is recorded."""
    return bool(os.environ.get("NBGRADER_EXECUTION"))


def progress_file() -> Path | None:
    """Return the file for the notebook that runs here.

    It is the one that ``MLCOURSE_PROGRESS`` names; else ``progress.json`` at the root of the working copy that the
    notebook's folder belongs to, or the one where the kernel started; else ``mlcourse-progress.json`` in the folder
    itself.

    Returns:
        Its path, whether it is there or not; None where nothing is recorded: in a folder named ``solutions``, and
        when nbgrader runs the notebook.
    """
    folder = notebook_folder()
    if folder.name == "solutions" or is_graded():
        return None
    if named := os.environ.get(VARIABLE):
        return Path(named).expanduser().resolve()
    root = working_copy(folder) or working_copy(STARTED)
    return (root / IN_WORKING_COPY if root else folder / PROGRESS_ELSEWHERE).resolve()


def notebook_folder() -> Path:
    """Return the folder of the notebook that runs here, after ``os.chdir`` too; else the current one."""
    notebook = Path(os.environ.get(NOTEBOOK, ""))
    return notebook.parent if notebook.is_absolute() and notebook.parent.is_dir() else Path.cwd()
