"""A notebook's file, however damaged: its cells, or a plain reason why there are none.

A notebook is JSON, and is read as such: nothing here needs nbformat, which takes seconds to load and refuses more.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

LARGEST = 20_000_000  # bytes of a notebook
MOST_CELLS = 5_000
CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")
NUMBER = "NN"  # of the exercise, which is not known here
FRESH = f"a fresh copy with `python -m mlcourse reset {NUMBER} --exercise` and put the answers into that."
LAY_AFRESH = f"Lay {FRESH}"
SAVE_AGAIN = f"If it opens in JupyterLab, save it there and hand it in again; if not, lay {FRESH}"


class Unreadable(Exception):
    """A file that is no notebook; its text says what it is, and what to try."""

    def said(self, exercise: str) -> str:
        """Return the text for an exercise, by its number."""
        return str(self).replace(f"reset {NUMBER}", f"reset {exercise}")


@dataclass(frozen=True)
class Cell:
    """One cell, as far as it can be made out.

    Args:
        kind: "code", "markdown", "raw", or "" where the file does not say.
        text: in one piece.
        grade_id: nbgrader's name of the cell; empty where it has none.
        count: the number that the cell's last run had; None where it did not run.
        harm: what is damaged in it, so that nbgrader stops at the whole notebook; empty where nothing is.
    """

    kind: str
    text: str
    grade_id: str = ""
    count: int | None = None
    harm: str = ""


@dataclass(frozen=True)
class Notebook:
    """A notebook's cells, and what is damaged in it as a whole."""

    cells: tuple[Cell, ...]
    harm: tuple[str, ...] = ()


def read_notebook(content: bytes) -> Notebook:
    """Return what a notebook's file holds.

    Args:
        content: the file's bytes.

    Raises:
        Unreadable: it is no notebook.
    """
    notebook = _parsed(content)
    cells = notebook.get("cells")
    if cells is None and isinstance(notebook.get("worksheets"), list):  # the format of 2013
        cells = [each for sheet in notebook["worksheets"] for each in _dict(sheet).get("cells", [])]
    if not isinstance(cells, list) or not any(isinstance(each, dict) for each in cells):
        raise Unreadable(f"It cannot be read as a notebook: it holds no cells. {LAY_AFRESH}")
    if len(cells) > MOST_CELLS:
        raise Unreadable(f"It holds {len(cells):,} cells; more than {MOST_CELLS:,} are not read.")
    found = tuple(_cell(each) for each in cells if isinstance(each, dict))
    return Notebook(found, tuple(_harm(content, notebook, cells)))


def _harm(content: bytes, notebook: dict[str, Any], cells: list[Any]) -> Iterator[str]:
    """Yield what is damaged in a notebook as a whole."""
    if content.startswith(b"\xef\xbb\xbf"):
        yield "The file begins with a byte order mark: nbgrader stops at it. Save it again in JupyterLab."
    if "nbformat" not in notebook or not isinstance(notebook.get("metadata"), dict):
        yield "The file does not say which format it has: nbgrader stops at it. Save it again in JupyterLab."
    if not all(isinstance(each, dict) for each in cells):
        yield "The file holds something among its cells that is no cell: nbgrader stops at it."
    language = _language(notebook)
    if language and "python" not in language:
        yield f"The notebook says that it is written in {language[:40]}. It is run as Python."


def _parsed(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST:
        raise Unreadable(
            f"It has {len(content) / 1e6:.0f} MB; at most {LARGEST / 1e6:.0f} are read. Clear the outputs."
        )
    if not content.strip():
        raise Unreadable("The file is empty.")
    try:
        text = content.decode(
            "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        )
        notebook = json.loads(text)
    except UnicodeDecodeError:
        raise Unreadable(f"It cannot be read as a notebook: it is no text. {SAVE_AGAIN}") from None
    except RecursionError:
        raise Unreadable(
            "It cannot be read as a notebook: its JSON is nested too deeply."
        ) from None
    except ValueError:
        raise Unreadable(_why_no_json(text)) from None
    if not isinstance(notebook, dict):
        raise Unreadable(f"It cannot be read as a notebook: it holds no cells. {LAY_AFRESH}")
    return notebook


def _why_no_json(text: str) -> str:
    """Return what a text is that is no JSON."""
    if all(any(line.startswith(mark) for line in text.splitlines()) for mark in CONFLICT):
        return (
            "It cannot be read as a notebook: git has left its conflict markers in it (<<<<<<< … >>>>>>>). Take one of "
            "the two versions whole: `git checkout --ours FILE`, or --theirs."
        )
    if text.lstrip()[:1] == "<":
        return "It cannot be read as a notebook: it is a web page. Hand in the .ipynb file itself."
    if text.lstrip()[:1] != "{":
        return "It cannot be read as a notebook: it is some other file. Hand in the .ipynb file itself."
    return f"It cannot be read as a notebook: the file is torn, a part of it is missing or damaged. {SAVE_AGAIN}"


def _language(notebook: dict[str, Any]) -> str:
    metadata = _dict(notebook.get("metadata"))
    named = _dict(metadata.get("kernelspec")).get("language")
    named = named or _dict(metadata.get("language_info")).get("name")
    return named.lower() if isinstance(named, str) else ""


def _cell(cell: dict[str, Any]) -> Cell:
    kind, count = cell.get("cell_type"), cell.get("execution_count")
    grade_id = _dict(_dict(cell.get("metadata")).get("nbgrader")).get("grade_id", "")
    return Cell(
        kind=kind if isinstance(kind, str) else "",
        text=_text(cell.get("source", cell.get("input"))),
        grade_id=grade_id if isinstance(grade_id, str) else "",
        count=count if type(count) is int else None,
        harm=_harm_of(cell),
    )


def _harm_of(cell: dict[str, Any]) -> str:
    """Return what is damaged in a cell."""
    if not isinstance(cell.get("cell_type"), str):
        return "does not say what kind of cell it is (it is run as code here)"
    if not isinstance(cell.get("source", cell.get("input")), str | list):
        return "holds no text"
    metadata = cell.get("metadata")
    if not isinstance(metadata, dict):
        return "has lost its metadata"
    mark = metadata.get("nbgrader", {})
    if not isinstance(mark, dict):
        return "holds something else in place of nbgrader's mark"
    if mark and (not isinstance(mark.get("grade_id"), str) or "schema_version" not in mark):
        return "holds a damaged mark of nbgrader's"
    return ""


def _text(source: Any) -> str:
    if isinstance(source, list):
        return "".join(each for each in source if isinstance(each, str))
    return source if isinstance(source, str) else ""


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
