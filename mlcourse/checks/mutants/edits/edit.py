"""What an edit is, and small things that all kinds of edits need."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from mlcourse.checks.mutants.programs import Change, Place, copied

LONGEST = 44  # characters of code in a sentence


@dataclass(frozen=True)
class Edit:
    """One slip: what is changed, and how it is said.

    Args:
        kind: what kind of slip it is, as in ``"axis"``.
        changes: the nodes of one function that become others.
        words: a clause that goes on "You get exactly these numbers if …".
        is_simple: whether the clause alone tells what to look for, also to somebody whose code looks different.
    """

    kind: str
    changes: tuple[Change, ...]
    words: str
    is_simple: bool = False


@dataclass(frozen=True)
class Scope:
    """The names that a function knows.

    Args:
        parameters: what it is given.
        locals: what it names itself.
        helpers: functions of its module.
        scalars: those of its own names that stand for one number.
        axes: says in words what an axis of an expression counts, as in ``"the examples"``; empty where not known.
    """

    parameters: tuple[str, ...]
    locals: tuple[str, ...]
    helpers: frozenset[str] = frozenset()
    scalars: tuple[str, ...] = ()
    axes: Callable[[Place, int], str] = lambda place, axis: ""

    @property
    def values(self) -> tuple[str, ...]:
        """All names that stand for numbers or arrays."""
        return (*self.parameters, *self.locals)


Rule = Callable[[Place, Any, Scope], Iterator[Edit]]


def edit(kind: str, place: Place, new: ast.AST, words: str, *, is_simple: bool = False) -> Edit:
    """Return an edit of one place."""
    return Edit(kind, (Change(place, new),), words, is_simple)


def code(node: ast.AST | str) -> str:
    """Return an expression as it stands in a sentence, shortened where it is long."""
    text = node if isinstance(node, str) else ast.unparse(ast.fix_missing_locations(node))
    text = " ".join(text.split())
    return f"`{text}`" if len(text) <= LONGEST else f"`{text[: LONGEST - 1]}…`"


def expression(text: str, **parts: ast.AST) -> ast.expr:
    """Return an expression from its text, with nodes in the place of some names."""
    tree = ast.parse(text, mode="eval").body
    return _Filled(parts).visit(tree)


class _Filled(ast.NodeTransformer):
    def __init__(self, parts: dict[str, ast.AST]) -> None:
        self.parts = parts

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return copied(self.parts[node.id]) if node.id in self.parts else node


def is_number(node: ast.AST, value: float | None = None) -> bool:
    """Return whether a node is a number written out, and this number if one is given."""
    if not isinstance(node, ast.Constant) or type(node.value) not in (int, float):
        return False
    return value is None or node.value == value


def same(one: ast.AST, other: ast.AST) -> bool:
    """Return whether two nodes are the same text."""
    return ast.dump(one) == ast.dump(other)


def called(node: ast.AST) -> str:
    """Return the last name of what is called, as in ``"sum"`` for ``np.sum(x)`` and ``x.sum()``."""
    if not isinstance(node, ast.Call):
        return ""
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def is_module(node: ast.AST) -> bool:
    """Return whether a node names numpy or math."""
    return isinstance(node, ast.Name) and node.id in ("np", "numpy", "math")


def is_method(node: ast.Call) -> bool:
    """Return whether a call is a method of an array, as in ``x.sum()``."""
    return isinstance(node.func, ast.Attribute) and not is_module(node.func.value)


def operand(node: ast.Call) -> ast.expr | None:
    """Return what a function is mainly applied to: the array of ``x.sum()``, ``np.sum(x)`` or ``f(x)``."""
    if is_method(node):
        assert isinstance(node.func, ast.Attribute)
        return node.func.value
    return node.args[0] if node.args else None
