"""Notebooks as Sphinx's sources: text is Markdown for MyST, code and outputs are HTML as in an exported page.

The exporter makes the HTML by a template of its own, ``notebook.j2``.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
from docutils import nodes
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from nbformat import NotebookNode
from sphinx.application import Sphinx
from traitlets import default

from mlcourse.export import CourseExporter
from mlcourse.export.page import not_to_be_run

HERE = Path(__file__).resolve().parent
END = "<!--cell-->"
FENCE = "`" * 12
WIDGETS = '<script type="application/json" id="page-widgets">{}</script>\n'
NO_SCRIPT = '<noscript><p class="note">The widgets of this page need JavaScript.</p></noscript>'


class NotebookParser(MystParser):
    """Reads a notebook, in which headings have the anchors that JupyterLab gives them."""

    supported = ("ipynb",)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Fill the document with what the notebook says and shows."""
        notebook = nbformat.reads(inputstring, as_version=4)
        config = replace(document.settings.env.myst_config, heading_slug_func=anchor)
        parser = create_md_parser(config, SphinxRenderer)
        parser.options["document"] = document
        parser.render("\n\n".join(parts(notebook)))


class CellExporter(CourseExporter):
    """Exports what is shown of each cell with code, with a mark at the end of every cell."""

    template_file = "notebook.j2"

    @default("extra_template_paths")
    def _extra_template_paths_default(self) -> list[str]:
        return [str(HERE)]


def parts(notebook: NotebookNode) -> Iterator[str]:
    """Yield what MyST reads: each cell, and at the end the data of the widgets.

    Args:
        notebook: as it was run, or as it was written.
    """
    page, resources = CellExporter().from_notebook_node(notebook)
    *shown, _ = page.split(END)
    for cell, html in zip(notebook.cells, shown, strict=True):
        yield not_to_be_run(cell.source) if cell.cell_type == "markdown" else as_it_is(html)
    if resources["widgets"]:
        yield as_it_is(WIDGETS.format(resources["widgets"]) + NO_SCRIPT)


def as_it_is(html: str) -> str:
    """Return HTML as MyST takes it over."""
    return f"{FENCE}{{raw}} html\n{html}\n{FENCE}"


def anchor(heading: str) -> str:
    """Return a heading's anchor, as JupyterLab makes it."""
    return heading.replace(" ", "-")


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx."""
    app.add_source_suffix(".ipynb", "ipynb")
    app.add_source_parser(NotebookParser)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
