"""The extension of JupyterLab that shows a reopened notebook's widgets, laid where JupyterLab looks for extensions.

It is the text that the widgets send, and a few files around it; nothing is built and nothing fetched. Installing the
course lays it (``hatch_build.py``); where the course is a checkout, ``mlcourse lab`` lays it anew, so that it is as new
as the checkout.
"""

import hashlib
import json
import re
import shutil
from pathlib import Path

from mlcourse.widgets.kit.join import join_module, join_styles

NAME = "mlcourse"
WIDGETS = Path(__file__).parents[1]
IS_WIDGET = re.compile(r"^export default ", re.MULTILINE)


def lay_extension(folder: Path) -> Path:
    """Write the extension into a folder of extensions.

    JupyterLab lets browsers keep an extension's files for ever, so they stand in a folder named by what is in them.

    Args:
        folder: such as ``share/jupyter/labextensions``.

    Returns:
        The extension's own folder in it.

    Raises:
        OSError: the folder cannot be written.
    """
    files = scripts()
    digest = hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()[:16]
    build = {"load": f"static/{digest}/remoteEntry.js", "extension": "./extension"}
    description = {"name": NAME, "version": "1.0.0", "jupyterlab": {"extension": True, "_build": build}}  # fmt: skip
    place = folder / NAME / "static" / digest
    for older in place.parent.glob("*"):
        if older != place:
            shutil.rmtree(older)
    place.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (place / name).write_text(text, encoding="utf-8")
    (folder / NAME / "package.json").write_text(json.dumps(description, indent=1), encoding="utf-8")
    return folder / NAME


def scripts() -> dict[str, str]:
    """Return the extension's files by name: the door, what shows a widget, and each widget's script and style sheet."""
    alone = Path(__file__).parent
    files = {"remoteEntry.js": (alone / "remoteEntry.js").read_text(encoding="utf-8")}
    files["reopened.js"] = join_module(alone / "reopened.js")
    for path in widget_scripts().values():
        files[path.name] = join_module(path)
        files[path.with_suffix(".css").name] = join_styles(path)
    return files


def widget_scripts() -> dict[str, Path]:
    """Return the script of each widget, by the name under which a notebook keeps it."""
    return {
        path.stem: path
        for path in sorted(WIDGETS.glob("*/*.js"))
        if path.parent.name != "alone" and IS_WIDGET.search(path.read_text(encoding="utf-8"))
    }
