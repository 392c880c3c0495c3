"""Any cell of a lesson can be run again at any time: what it takes from other cells has one meaning, and stays."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jupytext
import matplotlib.pyplot as plt
import pytest

AUTHORING = Path(__file__).parent.parent / "authoring"
SOURCES = [each for each in sorted(AUTHORING.glob("*.lesson.py")) if each.name >= "02"]

every_lesson = pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem.split("_")[0])


def code_cells(source: Path) -> list[str]:
    notebook = jupytext.reads(source.read_text(encoding="utf-8"), fmt="py:percent")
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def given_names(cell: str) -> set[str]:
    """The names that a cell gives a value to, its imports and functions included."""
    return {name for statement in ast.parse(cell).body for name in bound(statement)}


def bound(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement binds where it stands; what is bound inside of a function is its own."""
    match statement:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            yield from (alias.asname or alias.name for alias in aliases)
        case _:
            inner = {n for part in ast.walk(statement) for n in names_of_its_own(part)}
            stored = {
                node.id
                for node in ast.walk(statement)
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            }
            yield from stored - inner


def names_of_its_own(part: ast.AST) -> set[str]:
    """What a comprehension or a lambda binds for itself."""
    match part:
        case ast.comprehension(target=target):
            return {node.id for node in ast.walk(target) if isinstance(node, ast.Name)}
        case ast.Lambda(args=arguments) | ast.FunctionDef(args=arguments):
            return {each.arg for each in [*arguments.args, *arguments.kwonlyargs]}
    return set()


def taken_names(cell: str) -> set[str]:
    """The names that a cell reads before it has given them a value itself, or changes where they are."""
    taken: set[str] = set()
    here: set[str] = set()
    for statement in ast.parse(cell).body:
        own = {n for part in ast.walk(statement) for n in names_of_its_own(part)}
        if isinstance(statement, ast.For | ast.With):
            own |= set(bound(statement))
        read = {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and is_read(n)}
        if isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
            read.add(statement.target.id)
        taken |= read - own - here
        here |= set(bound(statement))
    return taken


def is_read(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Load)


@every_lesson
def test_what_a_cell_takes_from_another_cell_is_given_in_one_cell_only(source: Path) -> None:
    cells = code_cells(source)
    givers = Counter(name for cell in cells for name in given_names(cell))
    taken = {name for cell in cells for name in taken_names(cell) - given_names(cell)}
    own_too = {name for cell in cells for name in taken_names(cell) & given_names(cell)}
    assert {name for name in taken if givers[name] > 1} | own_too == set()


@every_lesson
def test_every_cell_runs_again_in_any_order(source: Path) -> None:
    cells = [compile(cell, f"cell {i}", "exec") for i, cell in enumerate(code_cells(source))]
    names: dict[str, Any] = {"__name__": "__main__"}
    for cell in (*cells, *reversed(cells)):
        exec(cell, names)
        plt.close("all")
