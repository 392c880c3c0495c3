"""The folder that Sphinx makes the site of: text as it stands in the repository, notebooks with what they show."""

import re
import shutil
from collections.abc import Container, Iterator
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

from website.executed import run_all
from website.navigation import ROOT, groups, tables_of_contents
from website.reference import reference

FIRST_PAGE = Path(__file__).with_name("first_page.py")
LINK = re.compile(r"\]\(([^)#:\s]+)")


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
    """Return the names of the files that are taken as they are: pages, and what they show or lead to."""
    named = [f"{page}.md" for group in groups for page in group.pages]
    found = [name for name in named if (ROOT / name).exists()]
    return list(dict.fromkeys([*found, *(beside for name in found for beside in linked(name))]))


def linked(name: str) -> Iterator[str]:
    """Yield the files that a page leads to and that are no pages themselves."""
    page = ROOT / name
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        target = (page.parent / link).resolve()
        if target.is_file() and target.suffix not in (".md", ".ipynb"):
            yield target.relative_to(ROOT).as_posix()


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
