"""The cells of an exercise notebook that count, in nbgrader's format.

A task has two of them: the answer's cell, which the learner fills, and after it the cell that calls
``check("04.name")`` and carries the points. nbgrader knows a cell by its ``grade_id``, never by its place or its
text; the ids are made of the task's, and so stay the same whatever is edited around them.
"""

import hashlib
import re
from typing import Any

from mlcourse.checks.task import Task

SCHEMA_VERSION = 3
_COMMENT = re.compile(r"#.*")
_CHECK = re.compile(r"""\bcheck\(\s*["']([\w.]+)["']""")


def checked_tasks(source: str) -> list[str]:
    """Return the ids of the tasks that a cell checks.

    Args:
        source: the cell's text; it need not be valid Python.

    Returns:
        The ids in their order; none in comments.

    Example:
        >>> checked_tasks('check("04.output_delta")  # once more')
        ['04.output_delta']
        >>> checked_tasks('# check("04.output_delta")')
        []
    """
    return _CHECK.findall(_COMMENT.sub("", source))


def grade_id(task_id: str) -> str:
    """Return the id of a task's check cell; nbgrader allows no dot in one.

    Example:
        >>> grade_id("04.output_delta")
        '04-output_delta'
    """
    return task_id.replace(".", "-")


def answer_id(task_id: str) -> str:
    """Return the id of a task's answer cell.

    Example:
        >>> answer_id("04.output_delta")
        '04-output_delta-answer'
    """
    return f"{grade_id(task_id)}-answer"


def check_metadata(task: Task) -> dict[str, Any]:
    """Return nbgrader's metadata of a task's check cell, as an instructor's notebook holds it."""
    return _metadata(grade_id(task.id), grade=True, locked=True, points=task.points)


def answer_metadata(task: Task) -> dict[str, Any]:
    """Return nbgrader's metadata of a task's answer cell, as an instructor's notebook holds it."""
    return _metadata(answer_id(task.id), solution=True)


def released(metadata: dict[str, Any], source: str) -> dict[str, Any]:
    """Return all metadata of a code cell as nbgrader hands it out.

    The checksum tells nbgrader that a check was edited. JupyterLab keeps either cell from being deleted, and a
    check from being edited.

    Args:
        metadata: from ``check_metadata`` or ``answer_metadata``.
        source: the cell's text, with nothing solved.

    Returns:
        The cell's metadata, nbgrader's among it.
    """
    grade, solution = metadata["grade"], metadata["solution"]
    parts = [source, "code", grade, solution, metadata["locked"], metadata["grade_id"]]
    parts += [float(metadata["points"])] if grade else []
    checksum = hashlib.md5("".join(map(str, parts)).encode(), usedforsecurity=False).hexdigest()
    ours = {"nbgrader": {**metadata, "cell_type": "code", "checksum": checksum}, "deletable": False}
    return {**ours, "editable": False} if grade else ours


def _metadata(cell_id: str, **given: Any) -> dict[str, Any]:
    defaults = {"grade": False, "locked": False, "solution": False, "task": False}
    return {"schema_version": SCHEMA_VERSION, "grade_id": cell_id, **defaults, **given}
