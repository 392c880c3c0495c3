"""What of a learner's exercise would survive handing it in.

Handed in, a notebook is run from top to bottom in a fresh kernel, and the cells that count are found by nbgrader's
``grade_id`` and given their original text. What the learner sees in JupyterLab can differ from that in several
ways, and none of them shows: the check that was deleted, the name that only the running kernel still knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from mlcourse.checks.cells import checked_tasks, grade_id
from mlcourse.checks.task import Task

Cell = dict[str, Any]


@dataclass(frozen=True)
class Submission:
    """An exercise as it will be graded.

    Args:
        cells: the learner's, with the checks' original text.
        places: for each task, by id, where in ``cells`` its check stands.
        warnings: what the learner should know before handing in.
    """

    cells: list[Cell]
    places: dict[str, int]
    warnings: list[str]


def as_graded(learners: list[Cell], published: list[Cell], tasks: tuple[Task, ...]) -> Submission:
    """Return the learner's notebook as it will be graded; the lists that are given stay as they are.

    Args:
        learners: the cells of the learner's notebook.
        published: the cells of the notebook that the course handed out.
        tasks: what it asks for.
    """
    cells, warnings = deepcopy(learners), list(order_warnings(learners))
    places = {}
    for task in tasks:
        original = next(cell for cell in published if id_of(cell) == grade_id(task.id))
        marked = [i for i, cell in enumerate(cells) if id_of(cell) == grade_id(task.id)]
        unmarked = [i for i, cell in enumerate(cells) if checks(cell, task) and not id_of(cell)]
        warnings += cell_warnings(task, original, [cells[i] for i in marked], len(unmarked))
        if not marked + unmarked:
            cells.append(original)
            unmarked = [len(cells) - 1]
        places[task.id] = (marked or unmarked)[-1]
        cells[places[task.id]] |= {"cell_type": "code", "source": original["source"]}
    return Submission(cells, places, warnings)


def cell_warnings(task: Task, original: Cell, marked: list[Cell], unmarked: int) -> Iterator[str]:
    """Yield what happened to the cell that checks a task."""
    name = f'check("{task.id}")'
    if not marked and unmarked:
        yield f"{name}: its cell has lost nbgrader's mark, so nbgrader would give no points. {afresh(task)}"
    elif not marked:
        yield f"{name}: its cell is gone, so nbgrader would give no points. {afresh(task)}"
    if any(cell["source"] != original["source"] for cell in marked):
        yield f"{name}: its cell was edited. What runs when it is graded is the original."
    if len(marked) > 1:
        yield f"{name}: there are {len(marked)} copies of its cell, and only the last one counts. Delete the others."


def afresh(task: Task) -> str:
    """Return what to do where a check cannot be mended by hand."""
    return (
        f"Lay a fresh copy with `python -m mlcourse reset {task.exercise} --exercise` (your notebook "
        "is kept beside it), and put your answers into that."
    )


def order_warnings(cells: list[Cell]) -> Iterator[str]:
    """Yield a warning where the cells were last run in another order than they stand in."""
    counts = [cell["execution_count"] for cell in cells if cell.get("execution_count")]
    if counts != sorted(counts):
        yield (
            "You last ran the cells in another order than they stand in. When graded, as here, "
            "they run from top to bottom."
        )


def id_of(cell: Cell) -> str:
    """Return nbgrader's id of a cell, empty where it has none."""
    return str(cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", ""))


def checks(cell: Cell, task: Task) -> bool:
    """Return whether a cell calls a task's check."""
    return cell["cell_type"] == "code" and task.id in checked_tasks(cell["source"])
