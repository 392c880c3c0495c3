"""The widgets of the lessons on one exported page, as saved lessons show them; of cards one of each kind.

    python tests/browser/lesson_widgets.py PAGE

A program of its own, since IPython runs the lessons in its process: kernels would take seconds to start.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from nbformat import v4

from mlcourse.export import CourseExporter
from mlcourse.widgets.kit.widget import RECORDING

ROOT = Path(__file__).parents[2]
SOURCES = [*sorted((ROOT / "lessons").glob("*.ipynb")), *(ROOT / "exercises").glob("04_*.ipynb")]
"""The exercise shows lines to be put in order."""

CARDS = {"quiz", "predict", "order_lines"}


def shown_by(path: Path) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Yield the widgets that a notebook's cells show: what tells their kind apart, and what is kept of each."""
    shell = InteractiveShell.instance()
    shell.reset()
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type != "code":
            continue
        with capture_output() as shown:
            result = shell.run_cell(cell.source).result
        outputs = [each.data for each in shown.outputs]
        outputs.append(shell.display_formatter.format(result)[0])
        for data in outputs:
            if kept := data.get(RECORDING):
                is_drawn = bool(getattr(result, "header", {}).get("curve"))
                card = kept["script"] in CARDS and (kept["script"], is_drawn)
                yield card or kept["model_id"], data


def write_page(path: Path) -> None:
    """Export a notebook that shows them."""
    first = {}
    for source in SOURCES:
        for kind, data in shown_by(source):
            first.setdefault(kind, data)
    outputs = [v4.new_output("display_data", data) for data in first.values()]
    cell = v4.new_code_cell("run()", execution_count=1, outputs=outputs)
    title = v4.new_markdown_cell("# The widgets of the lessons")
    page, _ = CourseExporter().from_notebook_node(v4.new_notebook(cells=[title, cell]))
    path.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    os.environ["MPLBACKEND"] = "agg"
    write_page(Path(sys.argv[1]))
