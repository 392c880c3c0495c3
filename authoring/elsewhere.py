"""Notebooks for Google Colab, where nothing of the course is installed: a first cell installs it.

    python authoring/elsewhere.py FOLDER "mlcourse @ git+https://ADDRESS/OF/THE/REPOSITORY"

What is to be installed is what pip takes: a package with an address, or the address of a wheel. Each lesson and
exercise is written to the folder with that cell before its own. Untried: Colab could not be reached where this was
written.
"""

import argparse
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIRST = """# Google Colab has nothing of the course yet: run this cell first. It takes about a minute.
import subprocess
import sys

subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", {what!r}], check=True)
if "google.colab" in sys.modules:
    from google.colab import output

    output.enable_custom_widget_manager()  # the widgets of the course"""


def with_first_cell(notebook: dict, what: str) -> dict:
    """Return a notebook with a cell before its own that installs the course."""
    source = FIRST.format(what=what).splitlines(keepends=True)
    cell = {"cell_type": "code", "id": "install", "metadata": {}, "source": source}
    return notebook | {
        "cells": [cell | {"execution_count": None, "outputs": []}, *notebook["cells"]]
    }


def main(arguments: list[str] | None = None) -> int:
    """Write all notebooks; the exit code is 1 where one is there already."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("what", help="what pip installs")
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    for path in sorted([*ROOT.glob("lessons/*.ipynb"), *ROOT.glob("exercises/*.ipynb")]):
        kind = "lesson" if path.parent.name == "lessons" else "exercise"
        target = options.folder / f"{kind}_{path.name}"
        if target.exists():
            print(f"{target} is there: give another folder.", file=sys.stderr)
            return 1
        made = with_first_cell(json.loads(path.read_text(encoding="utf-8")), options.what)
        target.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
