"""A task's worked solution, as it stands in the course's solved notebook: one truth for all."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from mlcourse.base.course import find_course
from mlcourse.checks.task import Task

MARKER = re.compile(r"^[ \t]*### (BEGIN|END) SOLUTION[ \t]*\n?", re.MULTILINE)


def worked_solution(task: Task, root: Path | None = None) -> str | None:
    """Return the code cell that stands before the task's check in ``solutions/NN_*.ipynb``.

    Args:
        task: any.
        root: the folder that holds ``solutions/``; None takes the course's own.

    Returns:
        Python, or None where the notebook or the check is not there.
    """
    called = re.compile(rf"""\bcheck\(\s*["']{re.escape(task.id)}["']""")
    for notebook in _notebooks(task.exercise, root):
        before = None
        for code in _code_cells(notebook):
            if before is not None and called.search(code):
                return MARKER.sub("", before).strip()
            before = code
    return None


def _notebooks(exercise: str, root: Path | None) -> list[Path]:
    try:
        folder = (root or find_course().root) / "solutions"
    except FileNotFoundError:
        return []
    return sorted(folder.glob(f"{exercise}_*.ipynb"))


def _code_cells(notebook: Path) -> Iterator[str]:
    """Return the text of each code cell, in order."""
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            source = cell["source"]
            yield source if isinstance(source, str) else "".join(source)
