"""Formulas, tables and check lists as exported pages have them.

Formulas are MathML, a table scrolls by itself where it is too wide, a header that names nothing is none, and a box that
nobody can tick is a sign.
"""

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

from mlcourse.base.mathml import mathml

LOGGER = logging.getLogger(__name__)
NAMELESS = re.compile(r'<th class="head"[^>]*>(?:<p></p>)?</th>')
COMMAND = re.compile(r'<div class="highlight-(?:bash|powershell).*?</pre>', re.DOTALL)
OPTION = re.compile(r"(?<=[\s>])-\w+")
BOX = re.compile(r'<input class="task-list-item-checkbox"[^>]*>')


def inline(translator: HTML5Translator, node: nodes.math) -> None:
    """Write a formula in a line."""
    put(translator, node, False)


def display(translator: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula on a line of its own, in a paragraph: in Firefox a formula does not scroll by itself."""
    put(translator, node, True)


def put(translator: HTML5Translator, node: nodes.Element, on_its_own: bool) -> None:
    """Write a formula; one that cannot be set is warned of, and stays LaTeX."""
    try:
        formula = mathml(node.astext(), on_its_own)
        translator.body.append(f'<p class="formula">{formula}</p>' if on_its_own else formula)
    except ValueError as error:
        LOGGER.warning("%s", error, location=node)
        translator.body.append(f"<code>{translator.encode(node.astext())}</code>")
    raise nodes.SkipNode


class WideTables(SphinxPostTransform):
    """Puts each table into a box that scrolls."""

    default_priority = 900
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Change the document."""
        for table in list(self.document.findall(nodes.table)):
            box = nodes.container(classes=["scroll"])
            table.replace_self(box)
            box.append(table)


class Captions(SphinxPostTransform):
    """Frames each picture of a text, and lets it say that it is one: those of widgets look as if they played."""

    default_priority = 900
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Change the document."""
        for i, image in enumerate(list(self.document.findall(nodes.image))):
            if isinstance(image.parent, nodes.paragraph) and len(image.parent) == 1:
                said = image["alt"]
                image["alt"] = ""  # the caption says it
                figure = nodes.figure("", image.deepcopy(), ids=[f"picture-{i + 1}"])
                figure += nodes.caption("", f"A picture. {said}.")
                image.parent.replace_self(figure)


def mend(app: Sphinx, page: str, template: str, context: dict[str, Any], document: Any) -> None:
    """Change what is only to be seen, two hyphens for a dash, and where a line of a command may break."""
    body = (context.get("body") or "").replace("</strong> -- ", "</strong>: ")  # Sphinx's dashes
    body = COMMAND.sub(lambda found: OPTION.sub(unbroken, found[0]), body)
    context["body"] = BOX.sub('<span aria-hidden="true">☐ </span>', NAMELESS.sub("<td></td>", body))


def unbroken(option: re.Match[str]) -> str:
    """Return a command's option as HTML that does not break after its hyphen."""
    return f'<span class="unbroken">{option[0]}</span>'


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx."""
    app.add_html_math_renderer("mathml", (inline, None), (display, None))
    app.add_post_transform(WideTables)
    app.add_post_transform(Captions)
    app.connect("html-page-context", mend)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
