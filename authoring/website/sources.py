"""The folder that Sphinx makes the site of: text as it stands in the repository, notebooks with what they show."""

import shutil
from collections.abc import Container
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

from website.executed import run_all
from website.navigation import ROOT, groups, tables_of_contents
from website.reference import reference

FIRST_PAGE = Path(__file__).with_name("first_page.py")
# What pages show, or lead to: it stands beside them.
BESIDE = ("LICENSE*", "docs/pictures/*", "benchmarks/*.py")


def lay_sources(folder: Path, numbers: Container[str]) -> None:
    """Lay out all sources of the site.

    Args:
        folder: an empty one.
        numbers: of the lessons and exercises to run, as ``00b``; the others' pages show no results.
    """
    for name in pages_of_text():
        copy(ROOT / name, folder / name)
    for name, text in reference().items():
        write(folder / "reference" / f"{name}.rst", text)
    to_run = {folder / "index.ipynb": first_page()}
    for kind in ("lessons", "exercises"):
        for path in sorted((ROOT / kind).glob("*.ipynb")):
            notebook, place = nbformat.read(path, as_version=4), folder / kind / path.name
            place.parent.mkdir(exist_ok=True)
            if path.name.partition("_")[0] in numbers:
                to_run[place] = notebook
            else:
                nbformat.write(notebook, place)
    run_all(to_run)


def pages_of_text() -> list[str]:
    """Return the names of the files that are taken as they are."""
    named = [f"{page}.md" for group in groups for page in group.pages]
    beside = [path.relative_to(ROOT).as_posix() for glob in BESIDE for path in ROOT.glob(glob)]
    return [name for name in [*named, *beside] if (ROOT / name).exists()]


def first_page() -> NotebookNode:
    """Return the first page, below it the tables of contents."""
    notebook = jupytext.read(FIRST_PAGE)
    notebook.cells.append(nbformat.v4.new_markdown_cell(tables_of_contents()))
    return notebook


def copy(source: Path, target: Path) -> None:
    """Copy a file into a folder that may not be there yet."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def write(path: Path, text: str) -> None:
    """Write a file into a folder that may not be there yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
