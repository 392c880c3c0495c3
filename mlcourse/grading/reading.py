"""What of a learner's exercise counts: one reading of a notebook, for ``validate`` and for ``grade``.

Handed in, a notebook runs from top to bottom in a fresh Python, and each task is judged where its check stands: found
by nbgrader's ``grade_id`` or, where that is lost, by its text; at the end where it is gone. Whatever else happened to
the cells, what the learner wrote runs as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mlcourse.checks.cells import answer_id, checked_tasks, grade_id
from mlcourse.checks.task import Task
from mlcourse.grading.notebook_file import Cell, read_notebook

GRADED = re.compile(rb'"grade_id": ?"(\w+)-|check\(\W{0,3}(\w+)\.')
CONFLICT = re.compile(r"^(<{7}|>{7})( |$)", re.MULTILINE)


@dataclass(frozen=True)
class Code:
    """Code that runs: its cell's number among all cells, from 1, and its text."""

    number: int
    text: str


@dataclass(frozen=True)
class Submission:
    """An exercise as it will be graded.

    Args:
        cells: the code that runs, from top to bottom.
        places: for each task, by id, how many of these cells run before it is judged.
        warnings: what the learner should know before handing in.
    """

    cells: tuple[Code, ...]
    places: dict[str, int]
    warnings: tuple[str, ...]


def exercises_in(content: bytes) -> set[str]:
    """Return the numbers of the exercises whose tasks a notebook's file holds, without reading it as a notebook."""
    found = ((one or other).decode(errors="replace") for one, other in GRADED.findall(content))
    return set(found)


def read_submission(content: bytes, published: bytes, tasks: tuple[Task, ...]) -> Submission:
    """Return a handed-in notebook as it will be graded.

    Args:
        content: the learner's file.
        published: the file that the course handed out.
        tasks: what it asks for.

    Raises:
        Unreadable: the learner's file is no notebook.
    """
    learners, handed_out = read_notebook(content), read_notebook(published)
    known = {cell.grade_id for cell in handed_out.cells if cell.grade_id}
    cells, before = (
        [],
        [],
    )  # before: for each of the learner's cells, how much code runs up to its end
    for number, cell in enumerate(learners.cells, start=1):
        if cell.kind in ("code", "") or cell.grade_id in known:
            cells.append(Code(number, cell.text))
        before.append(len(cells))
    places = {}
    for task in tasks:
        where = _places(learners.cells, task)
        places[task.id] = before[where[-1]] if where else len(cells)
    said = [*learners.harm, *order_warnings(learners.cells), *_harm(learners.cells, known)]
    said += lost_marks(learners.cells, tasks)
    for task in tasks:
        original = next(cell for cell in handed_out.cells if cell.grade_id == grade_id(task.id))
        said += cell_warnings(task, original, learners.cells)
    return Submission(tuple(cells), places, tuple(dict.fromkeys(said)))


def lost_marks(learners: tuple[Cell, ...], tasks: tuple[Task, ...]) -> Iterator[str]:
    """Yield which tasks' checks nbgrader would not find."""
    lost = [task for task in tasks if not _marked(learners, grade_id(task.id))]
    if not lost:
        return
    names = ", ".join(f'check("{task.id}")' for task in lost[:3])
    more = f" and {len(lost) - 3} more" if len(lost) > 3 else ""
    gone = not any(_places(learners, task) for task in lost)
    what = "is gone" if gone else "has lost nbgrader's mark"
    yield (
        f"{names}{more}: the cell {what}. It counts here all the same; nbgrader would give no points for it. "
        f"Where your course grades with nbgrader itself, lay a fresh copy with `python -m mlcourse reset "
        f"{lost[0].exercise} --exercise` (your notebook is kept beside it), and put your answers into that."
    )


def cell_warnings(task: Task, original: Cell, learners: tuple[Cell, ...]) -> Iterator[str]:
    """Yield what happened to the cells of a task, but for a lost mark."""
    marked, answers = _marked(learners, grade_id(task.id)), _marked(learners, answer_id(task.id))
    name = f'check("{task.id}")'
    if any(cell.kind != original.kind for cell in marked):
        yield f"{name}: its cell is no code cell any more; it counts all the same."
    if any(cell.text.strip() != original.text.strip() for cell in marked):
        yield (
            f"{name}: its cell was edited. What you wrote there runs here, and then the original; nbgrader runs the "
            "original only, so an answer belongs into the cell above."
        )
    if len(marked) > 1:
        yield (
            f"{name}: there are {len(marked)} copies of its cell, and the last one counts; nbgrader stops at such a "
            "notebook. Delete the others."
        )
    if len(answers) > 1:
        yield (
            f"{task.name}: there are {len(answers)} copies of its answer's cell, and all of them run; "
            "nbgrader stops at such a notebook. Delete all but one."
        )
    if any(cell.kind != "code" for cell in answers):
        yield f"{task.name}: its answer stands in a cell that is no code cell any more; it runs all the same."
    if answers and marked and learners.index(answers[-1]) > learners.index(marked[-1]):
        yield f"{name}: its cell stands above the answer. It is judged there, where the answer has not run yet."


def order_warnings(cells: tuple[Cell, ...]) -> Iterator[str]:
    """Yield a warning where the cells were last run in another order than they stand in."""
    counts = [cell.count for cell in cells if cell.count]
    if counts != sorted(counts):
        yield (
            "You last ran the cells in another order than they stand in. When graded, as here, "
            "they run from top to bottom."
        )


def _harm(cells: tuple[Cell, ...], known: set[str]) -> Iterator[str]:
    """Yield what is damaged in single cells."""
    for number, cell in enumerate(cells, start=1):
        if cell.harm:
            yield f"Cell {number} {cell.harm}: nbgrader stops at it."
        elif cell.grade_id and cell.grade_id not in known:
            yield f"Cell {number} has a mark of nbgrader's that the exercise does not have: nbgrader stops at it."
        if cell.kind == "code" and CONFLICT.search(cell.text):
            yield f"Cell {number} holds git's conflict markers (<<<<<<< … >>>>>>>). Take one of the two versions."


def _marked(cells: tuple[Cell, ...], name: str) -> list[Cell]:
    return [cell for cell in cells if cell.grade_id == name]


def _places(cells: tuple[Cell, ...], task: Task) -> list[int]:
    """Return where a task's check stands: by nbgrader's mark or, where no cell has it, by its text."""
    marked = [i for i, cell in enumerate(cells) if cell.grade_id == grade_id(task.id)]
    return marked or [i for i, cell in enumerate(cells) if _checks(cell, task)]


def _checks(cell: Cell, task: Task) -> bool:
    """Return whether a code cell calls a task's check."""
    return cell.kind in ("code", "") and task.id in checked_tasks(cell.text)
