#!/usr/bin/env python3
"""The core's tests: the examples below the room `checks`, the tests of what stands below `run`, the mathematics.

    python .ci/core.py        lists them

They are run where not all tests are: with each Python that is not the tests' own, and with the lowest versions. What
trains for longer, or needs a program beside Python, is left out. No list is kept: the floors stand in pyproject.toml,
the room of each name in mlcourse/__init__.py, and each fixture of tests/conftest.py stands for a program.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from mlcourse import _HOME

ROOT = Path(__file__).resolve().parents[1]


def core() -> list[str]:
    """Return the rooms with the examples in their docstrings, and the files of tests, as pytest takes them."""
    places = [ROOT / "mlcourse" / room for room in sorted(rooms_below("checks"))]
    mathematics = rooms_below("run")
    programs = fixtures(ROOT / "tests/conftest.py")
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        used = set(used_by(tree))
        if used and used <= mathematics and not programs & set(arguments(tree)):
            places.append(path)
    return [path.relative_to(ROOT).as_posix() for path in places]


def rooms_below(room: str) -> set[str]:
    """Return the rooms that stand on lower floors."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    floors = project["tool"]["importlinter"]["contracts"][0]["layers"]
    return set(re.findall(r"\w+", " ".join(floors[floors.index(room) + 1 :])))


def used_by(tree: ast.Module) -> Iterator[str]:
    """Yield the rooms of all that a test names of the course, `authoring` among them."""
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module="mlcourse", names=names):
                yield from (room_of(each.name) for each in names)
            case ast.ImportFrom(module=str(module)) if module.startswith("mlcourse."):
                yield module.split(".")[1]
            case ast.ImportFrom(module=str(module)) if (ROOT / f"authoring/{module}.py").exists():
                yield "authoring"
            case ast.Attribute(value=ast.Name(id="ml" | "mlcourse"), attr=name) if name[0] != "_":
                yield room_of(name)


def room_of(name: str) -> str:
    """Return the room of a public name; a room is its own."""
    return _HOME.get(name, name).partition(".")[0]


def fixtures(path: Path) -> set[str]:
    """Return the names of a file's functions that are fixtures."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (node for node in tree.body if isinstance(node, ast.FunctionDef))
    return {
        node.name
        for node in functions
        if any("pytest.fixture" in ast.unparse(each) for each in node.decorator_list)
    }


def arguments(tree: ast.Module) -> Iterator[str]:
    """Yield the names of all arguments, those of fixtures among them."""
    return (node.arg for node in ast.walk(tree) if isinstance(node, ast.arg))


if __name__ == "__main__":
    print(*core(), sep="\n")
