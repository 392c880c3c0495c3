"""What cells put in the place of a package's own function, as somebody may who wants to fool a check."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from mlcourse.checks.shallow import is_shallow

LOOKED_AFTER = ("mlcourse", "numpy", "builtins", "inspect", "IPython")
CHECK = "check"
LONGEST = 50_000  # characters of a cell that is looked at
SUSPECT = re.compile(r"\.\w+\s*=(?!=)|\bsetattr\b|sys\.modules|\bcheck\s*=(?!=)|\bdef check\b")
IMPORTED = re.compile(r"^\s*import (\w[\w.]*)(?: as (\w+))?", re.MULTILINE)


def replaced(texts: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield each cell, by its place, that gives a package's name another meaning, and that name in full.

    It is no proof: a name can be put together while the code runs.
    """
    there = list(texts)
    modules = {"np": "numpy", "ml": "mlcourse"}
    modules |= {alias or name: name for text in there for name, alias in IMPORTED.findall(text)}
    for place, text in enumerate(there):
        if len(text) < LONGEST and SUSPECT.search(text) and is_shallow(text):
            with suppress(SyntaxError, ValueError, RecursionError, MemoryError):
                tree = ast.parse(text)
                found = {name for node in ast.walk(tree) for name in _given(node, modules)}
                found |= {f"mlcourse.{CHECK}"} if any(map(_is_check, tree.body)) else set()
                yield from ((place, name) for name in sorted(found))


def _given(node: ast.AST, modules: dict[str, str]) -> Iterator[str]:
    """Yield the names of packages that a node gives another meaning."""
    for target in _targets(node):
        match target:
            case ast.Subscript(value=value, slice=ast.Constant(value=str(name))):
                if ast.unparse(value) == "sys.modules" and name.partition(".")[0] in LOOKED_AFTER:
                    yield name
            case ast.Attribute(value=value, attr=name):
                first, dot, rest = ast.unparse(value).partition(".")
                package = f"{modules.get(first, '')}{dot}{rest}"
                if package.partition(".")[0] in LOOKED_AFTER:
                    yield f"{package}.{name}"


def _targets(node: ast.AST) -> list[ast.expr]:
    """Return what a node gives another meaning."""
    match node:
        case ast.Assign(targets=targets):
            return [each for target in targets for each in getattr(target, "elts", [target])]
        case ast.AnnAssign(target=target) | ast.AugAssign(target=target):
            return [target]
        case ast.Call(func=ast.Name(id="setattr"), args=[of, *_]):
            return [ast.Attribute(of, "…")]
    return []


def _is_check(line: ast.stmt) -> bool:
    """Return whether a line of a cell gives ``check`` another meaning."""
    names = [each.id for each in _targets(line) if isinstance(each, ast.Name)]
    return CHECK in names or (isinstance(line, ast.FunctionDef) and line.name == CHECK)
