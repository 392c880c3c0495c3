"""What a search shows of the pages that it finds: their texts, packed into one script that the search's page loads.

Sphinx would fetch each page that was found, which a browser refuses for files.
"""

import base64
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from mlcourse.base.mathml import mathml

TAG = re.compile(r"<annotation.*?</annotation>|<[^>]+>", re.DOTALL)
PLACE = (nodes.section, addnodes.desc)
CODE = (nodes.FixedTextElement, nodes.raw, addnodes.desc_signature)
UNSAID = (*PLACE, *CODE, nodes.math_block, nodes.Titular, nodes.Invisible, addnodes.toctree)


def write_texts(app: Sphinx, error: Exception | None) -> None:
    """Write the texts of all pages, by their names."""
    if error is None and app.builder.name == "html":
        texts = {name: pieces(app.env.get_doctree(name)) for name in sorted(app.env.found_docs)}
        packed = gzip.compress(json.dumps(texts, ensure_ascii=False).encode(), mtime=0)
        text = f'globalThis.mlcourseTexts = "{base64.b64encode(packed).decode()}";\n'
        (Path(app.outdir) / "_static" / "texts.js").write_text(text, encoding="utf-8")


def pieces(page: nodes.document) -> list[tuple[list[str], str]]:
    """Return what stands under each heading and each public name of a page, with the anchors that lead there."""
    return [
        (anchors(place), " ".join("".join(said(place)).split())) for place in page.findall(is_place)
    ]


def is_place(node: nodes.Node) -> bool:
    """Whether a search may lead to a node."""
    return isinstance(node, PLACE)


def anchors(place: nodes.Element) -> list[str]:
    """Return the ids of a place."""
    return [*place["ids"], *(place[0]["ids"] if isinstance(place, addnodes.desc) else ())]


def said(node: nodes.Element) -> Iterator[str]:
    """Yield the text of a place, without what has places of its own, without headings, code and signatures."""
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield str(child)
        elif isinstance(child, nodes.math):
            yield TAG.sub("", mathml(child.astext(), False))
        elif not isinstance(child, UNSAID):
            yield from said(child)
            yield "" if isinstance(child, nodes.Inline) else " "


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx."""
    app.connect("build-finished", write_texts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
