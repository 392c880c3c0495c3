"""The exporter: nbconvert's HTML with a template, a preprocessor and formulas of our own."""

import html
import re
from pathlib import Path
from typing import Any

import jinja2
import nbformat
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.utils.exceptions import ConversionException
from nbformat import NotebookNode
from traitlets import default

from mlcourse.base.mathml import mathml
from mlcourse.export.formulas import set_formulas
from mlcourse.export.sanitized import sanitized

# A comma or a period after a formula must not begin the next line.
WITH_PUNCTUATION = re.compile(
    r'<math display="inline"(?:(?!</math>).)*</math>[,.;:!?)]+', re.DOTALL
)
NAMELESS = re.compile(r"<th\b([^>]*)>\s*</th>")
TEMPLATES = Path(__file__).parent / "templates"


class CourseExporter(HTMLExporter):
    """Exports a notebook as one HTML file: formulas as MathML, widgets that play on, nothing asked of the network.

    Example:
        >>> from nbformat.v4 import new_markdown_cell, new_notebook
        >>> notebook = new_notebook(cells=[new_markdown_cell("# Slopes\\n$x^2$ has the slope $2x$.")])
        >>> page, resources = CourseExporter().from_notebook_node(notebook)
        >>> "<title>Slopes</title>" in page, page.count("<math")
        (True, 2)
    """

    export_from_notebook = (
        "mlcourse"  # the name in JupyterLab's menu File > Save and Export Notebook As
    )

    @default("template_name")
    def _template_name_default(self) -> str:
        return "mlcourse"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(TEMPLATES)]

    @default("embed_images")
    def _embed_images_default(self) -> bool:
        return True

    def from_file(  # type: ignore[override]  # a page is a text
        self, file_stream: Any, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Convert a notebook from an open file.

        Args:
            file_stream: the file.
            resources: what the template may use.
            **kw: passed on.

        Returns:
            The page, and the resources.

        Raises:
            ConversionException: the file holds no notebook.
        """
        return self.from_notebook_node(read_notebook(file_stream), resources=resources, **kw)

    def default_filters(self) -> Any:
        """Yield the names and functions that the template may use."""
        yield from super().default_filters()  # type: ignore[no-untyped-call]
        yield "set_formulas", self.set_formulas
        yield "markdown2html", self.markdown2html

    def set_formulas(self, text: str) -> str:
        """Return an output's HTML with its formulas as MathML.

        Args:
            text: HTML.

        Returns:
            HTML.
        """
        return set_formulas(text, self.formula)

    @jinja2.pass_context
    def markdown2html(self, context: Any, source: str) -> str:
        """Return Markdown as HTML that runs nothing, with its formulas as MathML and its images in it.

        Args:
            context: what the template knows where it calls.
            source: Markdown.

        Returns:
            HTML.
        """
        renderer = PageRenderer(
            self,
            escape=False,
            attachments=context.get("cell", {}).get("attachments", {}),
            embed_images=self.embed_images,
            path=context.get("resources", {}).get("metadata", {}).get("path", ""),
            anchor_link_text=self.anchor_link_text,
            exclude_anchor_links=self.exclude_anchor_links,
        )
        page = MarkdownWithMath(renderer=renderer).render(source)
        return WITH_PUNCTUATION.sub(r'<span class="unbroken">\g<0></span>', sanitized(page))

    def formula(self, latex: str, display: bool) -> str:
        """Return a formula as MathML; one that cannot be set stays LaTeX, and a warning says why.

        Args:
            latex: without the dollar signs around it.
            display: on a line of its own.

        Returns:
            HTML.
        """
        try:
            return mathml(latex, display)
        except ValueError as error:
            self.log.warning("%s", error)
            return f"<code>{html.escape(latex)}</code>"


class PageRenderer(IPythonRenderer):
    """Markdown to HTML as nbconvert does it, but formulas are set here and not by a script in the page.

    Args:
        exporter: sets the formulas.
        **options: nbconvert's.
    """

    def __init__(self, exporter: CourseExporter, **options: Any) -> None:
        super().__init__(**options)
        self._exporter = exporter

    def inline_html(self, html: str) -> str:
        """A piece of HTML in the text; only a picture is looked at, since a piece may be half of an element."""
        return super().inline_html(html) if "<img" in html else html

    def block_html(self, html: str) -> str:
        """A block of HTML; the same holds."""
        return super().block_html(html) if "<img" in html else html

    def table(self, text: str) -> str:
        """A table, which scrolls by itself where it is too wide; a header that names nothing is none."""
        text = NAMELESS.sub(r"<td\1></td>", text)
        return f'<div class="scroll"><table>{text}</table></div>\n'

    def block_math(self, body: str) -> str:
        """A formula on a line of its own."""
        return self._exporter.formula(body, True)

    def inline_math(self, body: str) -> str:
        """A formula in the text."""
        return self._exporter.formula(body, False)

    def latex_environment(self, name: str, body: str) -> str:
        """A formula that is an environment, without dollar signs."""
        return self._exporter.formula(f"\\begin{{{name}}}{body}\\end{{{name}}}", True)


def read_notebook(stream: Any) -> NotebookNode:
    """Return the notebook in an open file.

    Args:
        stream: the file.

    Returns:
        The notebook, in the current format.

    Raises:
        ConversionException: the file holds no notebook.
    """
    name = getattr(stream, "name", "The file")
    try:
        notebook = nbformat.read(stream, as_version=4)  # type: ignore[no-untyped-call]
        if not isinstance(notebook.get("cells"), list):
            raise ValueError("it has no cells")
    except Exception as error:  # whatever a broken file makes of the reader
        reason = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        raise ConversionException(
            f"{name} is no notebook that can be read: {reason}. Open it in JupyterLab to see whether it is whole; "
            "`python -m mlcourse reset NN` lays a fresh copy of lesson NN."
        ) from None
    return notebook
