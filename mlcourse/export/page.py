"""The last step before the page is written: views of widgets become HTML, and what a reader must know is said."""

import base64
import hashlib
import html
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

import mlcourse.widgets.alone
from mlcourse.export.widgets import VIEW, PageWidgets
from mlcourse.widgets.kit import join_module
from mlcourse.widgets.kit.widget import RECORDING

CAPTION = re.compile(r"\*([^*]+)\*\s*(\n\s*\n|$)")  # a first paragraph in italics
SCRIPT = Path(mlcourse.widgets.alone.__file__).with_name("page.js")
PLOT = re.compile(r'(<img class="mlc-plot" [^>]*)alt="[^"]*"')
HOW_TO_RUN = re.compile(
    r" ?(Run (it cell by cell|one cell after the other)|When all three are answered, this cell, run again)[^.]*\."
)
HEADING = re.compile(r"^#\s+(.+?)\s*#*$", re.MULTILINE)


class PreparePage(Preprocessor):
    """Puts HTML in the place of each view of a widget, and the page's title, data and notice into the resources.

    The template's ``conf.json`` names it, so that it runs after the notebook has been executed.
    """

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Return the notebook without widget views, and resources for the page: its title, widgets, script and notice.

        Args:
            nb: the notebook; its outputs are changed in place.
            resources: what the template may use.

        Returns:
            Both.
        """
        code = [cell for cell in nb.cells if cell.cell_type == "code" and cell.source.strip()]
        take_captions(nb.cells)
        for cell in nb.cells:
            cell.source = not_to_be_run(cell.source)
        widgets = PageWidgets(nb.metadata)
        nb.metadata.pop("widgets", None)  # nothing after this step may look for them
        for output in (output for cell in code for output in cell.get("outputs", [])):
            if view := output.get("data", {}).get(VIEW):
                words, kept = output.data.get("text/plain", ""), output.data.get(RECORDING)
                output.data = {"text/html": widgets.view(view.get("model_id", ""), words, kept)}
        name = resources.get("metadata", {}).get("name", "notebook")
        resources["title"] = page_title(nb, name)
        resources["widgets"] = widgets.data()
        resources["script"] = join_module(resources.get("page_script", SCRIPT))
        resources["script_hash"] = policy_hash(resources["script"])
        resources["notice"] = notice(code)
        if resources["notice"]:
            self.log.warning(
                "%s: %s Export with --execute, which runs the notebook first.",
                name,
                resources["notice"],
            )
        return nb, resources


def not_to_be_run(text: str) -> str:
    """Return a lesson's text without the sentences that say how to run its cells, for on a page none is run.

    Args:
        text: Markdown.

    Returns:
        Markdown.

    Example:
        >>> not_to_be_run("About an hour. Run it cell by cell; any cell can be run again at any time.")
        'About an hour.'
    """
    return HOW_TO_RUN.sub("", text)


def policy_hash(script: str) -> str:
    """Return what names a script in a page's policy: of all that stands in the page, the browser runs it alone.

    Args:
        script: the text between ``<script>`` and ``</script>``.

    Returns:
        As in ``script-src``, with its quotes.

    Example:
        >>> policy_hash("")
        "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def page_title(nb: NotebookNode, name: str) -> str:
    """Return the notebook's first heading.

    Args:
        nb: the notebook.
        name: what to take if there is none.

    Returns:
        Text without Markdown's signs for code and emphasis.
    """
    for cell in nb.cells:
        if cell.cell_type == "markdown" and (found := HEADING.search(cell.source)):
            return re.sub(r"[*`$]", "", found[1])
    return name


def take_captions(cells: list[NotebookNode]) -> None:
    """Make a figure's caption its alternative text, unless it has another.

    Args:
        cells: of the notebook; those whose next cell begins with a caption are given the metadata ``alt``, and the
            plots of ``ml.subplots`` among their outputs are described by it.
    """
    for cell, after in pairwise(cells):
        if after.cell_type == "markdown" and (found := CAPTION.match(after.source)):
            cell.metadata.setdefault("alt", found[1])
            for output in cell.get("outputs", []):
                if page := output.get("data", {}).get("text/html"):
                    output.data["text/html"] = described(page, cell.metadata["alt"])


def described(page: str, alt: str) -> str:
    """Return an output's HTML with another alternative text for its plots.

    Args:
        page: HTML.
        alt: plain text.

    Returns:
        HTML.

    Example:
        >>> described('<img class="mlc-plot" alt="A plot">', "A loss that falls")
        '<img class="mlc-plot" alt="A loss that falls">'
    """
    return PLOT.sub(lambda plot: f'{plot[1]}alt="{html.escape(alt)}"', page)


def notice(code: list[NotebookNode]) -> str:
    """Return a sentence for the reader if cells were never run; "" if all were.

    Args:
        code: the cells with code in them.

    Returns:
        One sentence, or "".
    """
    idle = sum(cell.get("execution_count") is None for cell in code)
    if not idle:
        return ""
    return f"{idle} of the {len(code)} code cells have not been run, so their results are missing in this page."
