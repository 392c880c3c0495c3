"""All widgets of the lessons on one exported page, as lessons that were run and saved show them.

    python tests/browser/lesson_widgets.py PAGE

A program of its own, since IPython runs the lessons in its process: without kernels, of which each takes seconds to start.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from nbformat import NotebookNode, v4

from mlcourse.export import CourseExporter
from mlcourse.widgets.kit.widget import RECORDING

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "lessons").glob("*.ipynb"))
(EXERCISE,) = (ROOT / "exercises").glob("04_*.ipynb")  # with lines to be put in order


def widgets_of(path: Path) -> Iterator[NotebookNode]:
    """Yield the cells of a notebook that show widgets, with these as their only outputs."""
    shell = InteractiveShell.instance()
    shell.reset()
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type != "code":
            continue
        with capture_output() as shown:
            result = shell.run_cell(cell.source).result
        data = [*(each.data for each in shown.outputs), shell.display_formatter.format(result)[0]]
        cell.outputs = [v4.new_output("display_data", each) for each in data if RECORDING in each]
        cell.execution_count = 1
        if cell.outputs:
            yield cell


def write_page(path: Path) -> None:
    """Export a notebook with all these cells."""
    cells = [cell for each in (*LESSONS, EXERCISE) for cell in widgets_of(each)]
    notebook = v4.new_notebook(cells=[v4.new_markdown_cell("# The widgets of the lessons"), *cells])
    path.write_text(CourseExporter().from_notebook_node(notebook)[0], encoding="utf-8")


if __name__ == "__main__":
    os.environ["MPLBACKEND"] = "agg"
    write_page(Path(sys.argv[1]))
