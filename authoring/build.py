"""Build the notebooks of lessons/, exercises/ and solutions/, and workshop/, from their sources in authoring/.

    python authoring/build.py             build every notebook
    python authoring/build.py --check     write nothing; fail where one is not what its source gives
    python authoring/build.py --nbgrader FOLDER
                                          lay out the exercises for a course that nbgrader runs

A source is a Python file in jupytext's py:percent format:

- ``NN_topic.lesson.py`` gives ``lessons/NN_topic.ipynb``, without the cells for the tests and for the
  instructor (``hidden_cells.py``), each cell with its place among the slides (``slide_cells.py``), and
  ``workshop/NN_topic.md`` of the instructor's notes;
- ``NN_topic.exercises.py`` gives two notebooks: ``solutions/NN_topic.ipynb``, with the worked answer of
  ``mlcourse/curriculum/lesson_NN/answers.py`` where ``### SOLUTION`` stands, and
  ``exercises/NN_topic.ipynb``, with a placeholder there.

An exercise's cells that count carry nbgrader's metadata, which nobody writes: a cell that calls
``check("04.name")`` is graded with that task's points, and the cell with ``### SOLUTION`` before it
holds the answer. Every task of the curriculum has one of each, in the curriculum's order.

The same source always gives the same bytes. A notebook carries no output, except in cells that
nbval is to check (the tag ``nbval-check-output``): if there are any, building executes the notebook
and keeps the outputs of those cells alone. ``--check`` executes nothing: that the committed outputs
are right is what nbval tests.
"""

from __future__ import annotations

import argparse
import hashlib
import inspect
import re
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import jupytext
import nbformat
from counter_runs import problem
from hidden_cells import on_the_page, workshop
from nbclient import NotebookClient
from nbformat import NotebookNode
from slide_cells import place_on_slides
from worked import worked_answer

from mlcourse import curriculum
from mlcourse.checks.cells import (
    answer_id,
    answer_metadata,
    check_metadata,
    checked_tasks,
    released,
)
from mlcourse.checks.task import Task

ROOT = Path(__file__).resolve().parent.parent
BUILT = ("lessons/*.ipynb", "exercises/*.ipynb", "solutions/*.ipynb", "workshop/[0-9]*.md")
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
MARKER = "### SOLUTION"
MARKED = re.compile(rf"^(?P<indent>[ \t]*){MARKER}[ \t]*$", re.MULTILINE)
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"  # nbgrader's
PLACEHOLDER = "...  # your code here"
SOLUTION = re.compile(
    rf"^(?P<indent>[ \t]*){BEGIN}[ \t]*\n(?P<worked>.*?)^[ \t]*{END}[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
SCAFFOLDING = re.compile(r"^assert |NBVAL_", re.MULTILINE)
FOR_THE_FORMATTER = re.compile(r" *# fmt: \w+$", re.MULTILINE)  # no word for a learner
NBGRADER_CONFIG = f'''\
"""nbgrader's settings for the exercises of mlcourse; add your own."""

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "mlcourse"
# A blank notebook runs through to its end; nbgrader's own stub would stop it with an error.
c.ClearSolutions.code_stub = {{"python": {PLACEHOLDER!r}}}
'''


class SourceError(Exception):
    """A source from which no notebook can be built; the message says where and why."""


@cache
def parsed(text: str) -> NotebookNode:
    """A source as jupytext reads it, once; nobody changes it."""
    return jupytext.reads(text, fmt="py:percent")


def read_source(path: Path) -> NotebookNode:
    """The notebook that a source describes, with stable ids, without outputs and with no task solved."""
    source = parsed(path.read_text(encoding="utf-8"))
    notebook = nbformat.v4.new_notebook(cells=list(map(new_cell, source.cells)), metadata=METADATA)
    give_ids(notebook)
    return notebook


def new_cell(cell: NotebookNode) -> NotebookNode:
    """A cell with the source and the tags of `cell`, and nothing of jupytext's or the formatter's bookkeeping."""
    make = {"code": nbformat.v4.new_code_cell, "markdown": nbformat.v4.new_markdown_cell}
    tags = cell.metadata.get("tags")
    source = FOR_THE_FORMATTER.sub("", cell.source)
    return make[cell.cell_type](source, metadata={"tags": tags} if tags else {})


def give_ids(notebook: NotebookNode) -> None:
    """Give ids from the cells' content: editing or moving one leaves those of all others alone."""
    seen: Counter[str] = Counter()
    for cell in notebook.cells:
        digest = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:8]
        seen[digest] += 1
        cell.id = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"


def lesson_page(source: Path) -> NotebookNode:
    """The learner's notebook of a lesson: without what is there for the tests or for the instructor."""
    notebook = read_source(source)
    if wrong := problem(notebook.cells):
        raise SourceError(f"{source.name}: {wrong}")
    notebook.cells = on_the_page(notebook.cells)
    for cell in notebook.cells:
        if cell.cell_type == "code" and SCAFFOLDING.search(cell.source):
            raise SourceError(
                f"{source.name}: a learner would see this test; give its cell the tag `test`, or "
                f"`nbval-check-output`:\n\n{cell.source}"
            )
        try:
            place_on_slides(cell)
        except ValueError as error:
            raise SourceError(f"{source.name}: {error}") from error
    give_ids(notebook)
    return notebook


def refuse_stray_markers(notebook: NotebookNode, name: str) -> None:
    """Refuse a solution that is written down in the source, and a marker in a Markdown cell."""
    for cell in notebook.cells:
        if BEGIN in cell.source or END in cell.source:
            raise SourceError(
                f"{name}: a worked answer stands in answers.py of its lesson only. Write {MARKER!r} in its place "
                f"here:\n\n{cell.source}"
            )
        if cell.cell_type != "code" and MARKER in cell.source:
            raise SourceError(f"{name}: a solution marker in a Markdown cell:\n\n{cell.source}")


def solve(notebook: NotebookNode, tasks: tuple[Task, ...], name: str) -> None:
    """Put each task's worked answer between nbgrader's markers, where ``### SOLUTION`` stands."""
    by_id = {answer_id(task.id): task for task in tasks}
    for cell in notebook.cells:
        task = by_id.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
        if task is None:
            continue
        cell.source, count = MARKED.subn(partial(solution, task), cell.source)
        if count != 1:
            raise SourceError(
                f"{name}: {MARKER!r} must stand once, on a line of its own:\n\n{cell.source}"
            )


def solution(task: Task, marker: re.Match[str]) -> str:
    """A task's worked answer between nbgrader's markers, indented as the marker was."""
    indent, answers = marker["indent"], curriculum.answers(task.exercise)
    is_expression = bool(indent) and not task.is_function
    try:
        text = worked_answer(inspect.getsource(answers), task.name, is_expression)
    except LookupError as error:
        raise SourceError(
            f"{answers.__file__} holds no {task.name}, the answer to {task.id}."
        ) from error
    return textwrap.indent(f"{BEGIN}\n{text}\n{END}", indent)


def as_exercise(text: str) -> str:
    """The cell's text with a placeholder where a solution stood, indented as the solution was."""
    return SOLUTION.sub(rf"\g<indent>{PLACEHOLDER}", text)


def as_solution(text: str) -> str:
    """The cell's text with the solution in it and the two markers gone."""
    return SOLUTION.sub(lambda match: match["worked"].rstrip("\n"), text)


def converted(notebook: NotebookNode, convert: Callable[[str], str]) -> NotebookNode:
    """A copy of the notebook whose code cells went through `convert`."""
    copy = nbformat.from_dict(notebook)
    for cell in copy.cells:
        if cell.cell_type == "code":
            cell.source = convert(cell.source)
    return copy


def mark(notebook: NotebookNode, tasks: tuple[Task, ...], name: str) -> None:
    """Give nbgrader's metadata to the cells that count: for each task an answer and, after it, its check."""
    known = {task.id: task for task in tasks}
    answer, checked = None, []
    for cell in (cell for cell in notebook.cells if cell.cell_type == "code"):
        ids, solves = checked_tasks(cell.source), MARKER in cell.source
        if problem := wrong_order(ids, solves, answer is not None, known):
            raise SourceError(f"{name}: {problem}:\n\n{cell.source}")
        if solves:
            answer = cell
        elif ids:
            answer.metadata.nbgrader = answer_metadata(known[ids[0]])
            cell.metadata.nbgrader = check_metadata(known[ids[0]])
            checked.append(ids[0])
            answer = None
    if answer is not None:
        raise SourceError(f"{name}: no check follows this solution:\n\n{answer.source}")
    if checked != list(known):
        raise SourceError(
            f"{name}: the tasks that are checked must be those of the curriculum, in its order.\n"
            f"checked:    {', '.join(checked) or 'none'}\ncurriculum: {', '.join(known) or 'none'}"
        )


def wrong_order(ids: list[str], solves: bool, solved: bool, known: dict[str, Task]) -> str | None:
    """What is wrong with a cell that checks `ids`, after a solution or not; None if nothing is."""
    if len(ids) + solves > 1:
        return "a cell holds either one solution or one check; split this one"
    if solves and solved:
        return "this solution follows another one, and no check stands between them"
    if ids and not solved:
        return "no solution stands between this check and the one before"
    if ids and ids[0] not in known:
        return "there is no such task in the curriculum"
    return None


def as_handed_out(notebook: NotebookNode) -> NotebookNode:
    """The exercise as nbgrader hands it out: with checksums, and its checks locked."""
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.update(released(cell.metadata.nbgrader, cell.source))
    return notebook


def exercise_source(source: Path) -> NotebookNode:
    """An exercise with the worked answers between nbgrader's markers."""
    notebook, tasks = read_source(source), curriculum.tasks(source.name.partition("_")[0])
    refuse_stray_markers(notebook, source.name)
    mark(notebook, tasks, source.name)
    solve(notebook, tasks, source.name)
    give_ids(notebook)
    return notebook


def notebooks_of(source: Path) -> dict[str, NotebookNode]:
    """Where each notebook that a source gives belongs, below the root, and what it is."""
    topic, kind, _ = source.name.split(".")
    if kind == "lesson":
        return {f"lessons/{topic}.ipynb": lesson_page(source)}
    notebook = exercise_source(source)
    return {
        f"exercises/{topic}.ipynb": as_handed_out(converted(notebook, as_exercise)),
        f"solutions/{topic}.ipynb": converted(notebook, as_solution),
    }


def pages_of(source: Path) -> dict[str, str]:
    """Where a source's page of notes for the instructor belongs, below the root, and its text, if it has notes."""
    cells = read_source(source).cells
    topic, title = source.name.partition(".")[0], cells[0].source.partition("\n")[0].lstrip("# ")
    notes = workshop(cells, title)
    return {f"workshop/{topic}.md": notes} if notes else {}


def is_checked(cell: NotebookNode) -> bool:
    """Whether nbval compares this cell's output with the one that is stored."""
    return cell.cell_type == "code" and "nbval-check-output" in cell.metadata.get("tags", ())


def add_checked_outputs(notebook: NotebookNode, folder: Path) -> None:
    """Execute the notebook in `folder` and keep the outputs of its checked cells alone."""
    run = nbformat.from_dict(notebook)
    NotebookClient(
        run,
        kernel_name="python3",
        timeout=600,
        store_widget_state=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
    ).execute()
    for cell, executed in zip(notebook.cells, run.cells, strict=True):
        if is_checked(cell):
            cell.outputs = executed.outputs
            cell.execution_count = (
                executed.execution_count
            )  # nbval takes a cell without one for unrun
            for output in cell.outputs:
                if output.output_type == "execute_result":
                    output.execution_count = None


def without_checked_outputs(notebook: NotebookNode) -> NotebookNode:
    """A copy of the notebook with the outputs of its checked cells gone, and no others."""
    copy = nbformat.from_dict(notebook)
    for cell in copy.cells:
        if is_checked(cell):
            cell.outputs = []
            cell.execution_count = None
    return copy


def to_text(notebook: NotebookNode) -> str:
    """The notebook as the file that is committed."""
    nbformat.validate(notebook)
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def build(notebook: NotebookNode, target: Path) -> None:
    """Write the notebook to its place, with the outputs of checked cells if there are any."""
    target.parent.mkdir(exist_ok=True)
    if any(map(is_checked, notebook.cells)):
        add_checked_outputs(notebook, target.parent)
        refuse_empty_checks(notebook, target)
    target.write_text(to_text(notebook), encoding="utf-8", newline="\n")


def refuse_empty_checks(notebook: NotebookNode, target: Path) -> None:
    """A checked cell without output would compare nothing, and so never fail."""
    for cell in filter(is_checked, notebook.cells):
        if not cell.outputs:
            raise SourceError(
                f"{target.name}: this cell is to be checked but shows nothing:\n\n{cell.source}"
            )


def difference(notebook: NotebookNode, target: Path) -> str | None:
    """What is wrong with the committed notebook, or None if it is what its source gives."""
    if not target.exists():
        return "is missing"
    committed = nbformat.read(target, as_version=4)
    if target.read_bytes().decode() != to_text(committed):
        return "was not written by authoring/build.py"
    if to_text(without_checked_outputs(committed)) != to_text(notebook):
        return "differs from its source"
    if any(is_checked(cell) and not cell.outputs for cell in committed.cells):
        return "has a checked cell without its output"
    return None


def strays(expected: set[str], root: Path) -> Iterator[str]:
    """Files in the built folders that no source gives."""
    for pattern in BUILT:
        for path in sorted(root.glob(pattern)):
            if (name := path.relative_to(root).as_posix()) not in expected:
                yield f"{name} has no source in authoring/: write one, or delete it"


def lay_out_for_nbgrader(sources: list[Path], folder: Path) -> str:
    """Write `source/04_topic/04_topic.ipynb` for each exercise, and nbgrader's settings where there are none."""
    files = {"nbgrader_config.py": NBGRADER_CONFIG}
    for source in sources:
        topic = source.name.partition(".")[0]
        files[f"source/{topic}/{topic}.ipynb"] = to_text(exercise_source(source))
    for name, text in files.items():
        write_new(folder / name, text)
    return (
        f"{len(sources)} exercises are laid out in {folder}: nbgrader generate_assignment NN_topic"
    )


def write_new(path: Path, text: str) -> None:
    """Write a file that may be the instructor's by now: settings are kept, another notebook is refused."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.write_text(text, encoding="utf-8", newline="\n")
    elif path.suffix == ".ipynb" and path.read_bytes().decode() != text:
        raise SourceError(f"{path} is there and differs: move it away, or give another folder.")


def build_or_check(sources: list[Path], root: Path, check: bool) -> list[str]:
    """Build all notebooks and pages, or compare them; return what is wrong."""
    notebooks = {name: nb for source in sources for name, nb in notebooks_of(source).items()}
    pages = {name: page for source in sources for name, page in pages_of(source).items()}
    problems = []
    for name, notebook in notebooks.items():
        if not check:
            build(notebook, root / name)
        elif found := difference(notebook, root / name):
            problems.append(f"{name} {found}: run python authoring/build.py")
    for name, page in pages.items():
        if not check:
            write_page(root / name, page)
        elif not (root / name).exists() or (root / name).read_bytes().decode() != page:
            problems.append(f"{name} differs from its source: run python authoring/build.py")
    return problems + list(strays({*notebooks, *pages}, root))


def write_page(path: Path, text: str) -> None:
    """Write a page of text to its place."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Build or check all notebooks below `root`; the exit code is 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--check", action="store_true", help="write nothing, only compare")
    kind.add_argument(
        "--nbgrader", type=Path, metavar="FOLDER", help="lay out the exercises for nbgrader"
    )
    options = parser.parse_args(arguments)
    lessons, exercises = (
        sorted((root / "authoring").glob(f"*.{k}.py")) for k in ("lesson", "exercises")
    )
    try:
        if options.nbgrader:
            print(lay_out_for_nbgrader(exercises, options.nbgrader))
            return 0
        problems = build_or_check(lessons + exercises, root, options.check)
    except SourceError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(problems) or "The notebooks are what their sources give.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
