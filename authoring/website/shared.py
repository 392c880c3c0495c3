"""What pages have in common stands in files beside them: each widget's script and style once, and the plots.

An exported page holds all that in itself, for it is one file; of the site's pages a browser keeps what several need.
"""

import base64
import hashlib
import json
import re
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from sphinx.application import Sphinx

from mlcourse.export.page import SCRIPT
from mlcourse.widgets.alone.extension import widget_scripts
from mlcourse.widgets.kit import join_module, join_styles

DATA = re.compile(
    r'(?<=<script type="application/json" id="page-widgets">).*?(?=</script>)', re.DOTALL
)
PLOT = re.compile(r'(<img [^>]*src=")data:image/png;base64,([^"]+)')
KINDS = {"modules": join_module, "styles": join_styles}
PUT_BACK = """const place = document.querySelector("script#page-widgets"), page = JSON.parse(place.textContent);
for (const kind of ["modules", "styles"]) page[kind] = page[kind].map((name) => globalThis.mlcourse[kind][name]);
place.textContent = JSON.stringify(page);
"""
"""Puts the shared texts where an exported page holds them, and where its script looks for them."""


def share(app: Sphinx, page: str, template: str, context: dict[str, Any], document: Any) -> None:
    """Take what is shared out of a page; ``scripts`` are the files that it needs instead."""
    body, place = context.get("body") or "", context["pathto"]
    context["scripts"] = []
    if found := DATA.search(body):
        data = json.loads(found[0])
        data |= {kind: [names(kind)[text] for text in data[kind]] for kind in KINDS}
        used = dict.fromkeys(data["modules"] + data["styles"])
        context["scripts"] = [place(f"_static/widgets/{name}.js", 1) for name in used]
        body = DATA.sub(lambda _: json.dumps(data).replace("<", "\\u003c"), body)
    context["body"] = PLOT.sub(
        lambda plot: plot[1] + place(f"_images/{kept(Path(app.outdir) / '_images', plot[2])}", 1),
        body,
    )


@cache
def names(kind: str) -> dict[str, str]:
    """Return the widget of each module or style."""
    return {KINDS[kind](path): name for name, path in widget_scripts().items()}


def kept(folder: Path, data: str) -> str:
    """Write a picture into a folder, as small as it goes and named by what is in it; return its name."""
    picture = base64.b64decode(data)
    path = folder / f"{hashlib.sha256(picture).hexdigest()[:16]}.png"
    folder.mkdir(exist_ok=True)
    Image.open(BytesIO(picture)).save(path, optimize=True)
    return path.name


def write_scripts(app: Sphinx, error: Exception | None) -> None:
    """Write what all pages share: as plain scripts, since a browser refuses to load a module from a file."""
    static = Path(app.outdir) / "_static"
    if error is None:
        write(static / "page.js", scoped(PUT_BACK) + scoped(join_module(SCRIPT)))
        for name, path in widget_scripts().items():
            write(static / "widgets" / f"{name}.js", kept_texts(name, path))


def scoped(script: str) -> str:
    """Return a script whose names are its own."""
    return f"(() => {{\n{script}}})();\n"


def kept_texts(name: str, path: Path) -> str:
    """Return a script that keeps a widget's module and style as texts, under the widget's name."""
    lines = ["globalThis.mlcourse ??= { modules: {}, styles: {} };"]
    lines += [f"mlcourse.{kind}.{name} = {json.dumps(join(path))};" for kind, join in KINDS.items()]
    return "\n".join(lines) + "\n"


def write(path: Path, text: str) -> None:
    """Write a file into a folder that may not be there yet."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx."""
    app.connect("html-page-context", share)
    app.connect("build-finished", write_scripts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
