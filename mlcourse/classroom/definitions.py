"""Which cell made a name, so that ``check`` says where it judges another definition than the one on the screen.

Two things are noticed. A newer cell raised before it had made the name: a SyntaxError, or an exception above it. And a
cell was edited since it ran, if the notebook has been saved since and the browser tells the kernel which cell it runs,
as JupyterLab and Notebook 7 do. An edit that is not saved yet only the browser knows.
"""

import ast
import json
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from time import time
from types import TracebackType
from typing import Any, NamedTuple

from mlcourse.classroom.place import NOTEBOOK

_DEFINES = re.compile(r"^(?:async +)?(?:def|class) +(\w+)|^(\w+) *=(?!=)", re.MULTILINE)
_MISSING = object()


class Made(NamedTuple):
    """The last cell that made a name, and what it made."""

    number: int | None
    cell_id: str | None
    value: Any


class Failed(NamedTuple):
    """A newer cell that should have made the name and raised, and what the name stood for then."""

    number: int | None
    error: str
    value: Any


class Ran(NamedTuple):
    """What a cell held when it ran last, and when that was."""

    source: str
    at: float


_made: dict[str, Made] = {}
_failed: dict[str, Failed] = {}
_ran: dict[str, Ran] = {}


def watch() -> None:
    """Look, from now on, at each cell that has run, where this is a notebook."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell and _note not in shell.events.callbacks["post_run_cell"]:
        shell.events.register("post_run_cell", _note)


def stale(name: str, value: Any) -> str:
    """Return what is to be said where a value is not what the notebook's text now defines; nothing where it is.

    Args:
        name: what it is called in the notebook.
        value: what has this name.

    Returns:
        A sentence, or an empty string.
    """
    made, failed = _made.get(name), _failed.get(name)
    known = made is not None and made.value is value
    judged = (
        f"the definition that ran as cell [{made.number}]"
        if made and known
        else "an earlier definition"
    )
    if failed and failed.value is value:
        return f"Judged is {judged}: the newer one, cell [{failed.number}], raised {failed.error}."
    if made and known and made.cell_id and _is_edited(made.cell_id):
        return f"Judged is {judged}; the cell was edited since. Run it again."
    return ""


def why_missing(name: str) -> str:
    """Return why a name is not there, where a cell raised that should have made it."""
    failed = _failed.get(name)
    return f"cell [{failed.number}], which defines it, raised {failed.error}" if failed else ""


def _note(result: Any) -> None:
    """Note what a cell made, or should have; nothing here may disturb the notebook."""
    with suppress(Exception):
        info, namespace = result.info, sys.modules["IPython"].get_ipython().user_ns
        error = result.error_before_exec or result.error_in_exec
        cell_id, text = getattr(info, "cell_id", None), getattr(info, "transformed_cell", None)
        if cell_id:
            _ran[cell_id] = Ran(info.raw_cell, time())
        reached = _line_of(error, namespace) if error else None
        for name, end in _definitions(text or info.raw_cell).items():
            value = namespace.get(name, _MISSING)
            if error is None or (reached and end and end < reached):
                _failed.pop(name, None)
                _made[name] = Made(result.execution_count, cell_id, value)
            else:
                _failed[name] = Failed(result.execution_count, type(error).__name__, value)


def _definitions(source: str) -> dict[str, int]:
    """Return the names that a cell makes, each with the last line of what makes it; 0 where it cannot be read."""
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError):
        return {one or other: 0 for one, other in _DEFINES.findall(source)}
    return {name: each.end_lineno or 0 for each in statements for name in _names(each)}


def _names(statement: ast.stmt) -> set[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {statement.name}
    return {
        each.id
        for each in ast.walk(statement)
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
    }


def _line_of(error: BaseException, namespace: dict[str, Any]) -> int:
    """Return the line of the cell at which an exception was raised; 0 where none was reached."""
    at: TracebackType | None = error.__traceback__
    while at is not None:
        if at.tb_frame.f_globals is namespace and at.tb_frame.f_code.co_name == "<module>":
            return at.tb_lineno
        at = at.tb_next
    return 0


def _is_edited(cell_id: str) -> bool:
    """Return whether the notebook, saved after the cell ran, has another text in it."""
    with suppress(OSError, ValueError, LookupError, TypeError):
        file, ran = Path(os.environ[NOTEBOOK]), _ran[cell_id]
        if file.stat().st_mtime <= ran.at:
            return False
        cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        saved = next("".join(cell["source"]) for cell in cells if cell.get("id") == cell_id)
        return saved.strip() != ran.source.strip()
    return False
