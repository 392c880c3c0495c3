"""An answer as a program that can be edited: its syntax trees, and those of the helpers that it calls."""

import ast
import textwrap
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from types import CodeType, FunctionType
from typing import Any, NamedTuple

from mlcourse.checks.source import text_of

Functions = dict[str, ast.FunctionDef]


@dataclass(frozen=True)
class Place:
    """Where a node stands in a function: in which field of which parent, as the walk through the tree counts them."""

    parent: int
    field: str
    index: int | None = None


class Change(NamedTuple):
    """One node of a function that becomes another."""

    place: Place
    new: ast.AST


@dataclass(frozen=True, eq=False)
class Program:
    """A function with the helpers of its own module that it calls.

    Args:
        main: the function's name.
        functions: the syntax trees by name, the function itself first; docstrings and annotations are left out.
        names: what else its code finds: the globals of its module.
    """

    main: str
    functions: Functions
    names: dict[str, Any]

    @property
    def takes(self) -> int:
        """How many arguments the function takes."""
        return len(self.functions[self.main].args.args)

    def changed(self, name: str, changes: tuple[Change, ...]) -> "Program":
        """Return the program with changes made in one of its functions."""
        tree = copied(self.functions[name])
        nodes = list(ast.walk(tree))
        for place, new in changes:
            put(nodes[place.parent], place, copied(new))
        return Program(self.main, {**self.functions, name: tree}, self.names)

    def with_function(self, name: str, other: ast.FunctionDef) -> "Program":
        """Return the program with another function in the place of one."""
        return Program(self.main, {**self.functions, name: other}, self.names)

    def text(self, name: str = "") -> str:
        """Return a function's text; the main one's if no name is given."""
        return ast.unparse(ast.fix_missing_locations(self.functions[name or self.main]))

    def compiled(self) -> Callable[..., Any]:
        """Return the program as a function.

        Raises:
            SyntaxError: an edit made something that Python cannot read.
        """
        namespace = dict(self.names)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an edit may look odd to Python
            exec(self._code(), namespace)
        function: Callable[..., Any] = namespace[self.main]
        return function

    def _code(self) -> CodeType:
        module = ast.Module(body=list(self.functions.values()), type_ignores=[])
        return compile(ast.fix_missing_locations(module), f"<{self.main}>", "exec")


def copied(node: Any) -> Any:
    """Return a copy of a syntax tree, ten times faster than by ``copy.deepcopy``."""
    if isinstance(node, list):
        return [copied(each) for each in node]
    if not isinstance(node, ast.AST):
        return node
    new = type(node)()
    vars(new).update({field: copied(value) for field, value in vars(node).items()})
    return new


def put(parent: ast.AST, place: Place, new: ast.AST) -> None:
    """Put a node in its place."""
    if place.index is None:
        setattr(parent, place.field, new)
    else:
        getattr(parent, place.field)[place.index] = new


def places(function: ast.FunctionDef) -> Iterator[tuple[Place, ast.AST]]:
    """Yield every node below a function, with its place."""
    for number, parent in enumerate(ast.walk(function)):
        for field, value in ast.iter_fields(parent):
            if isinstance(value, ast.AST):
                yield Place(number, field), value
            elif isinstance(value, list):
                for index, each in enumerate(value):
                    if isinstance(each, ast.AST):
                        yield Place(number, field, index), each


@cache
def program_of(function: Callable[..., Any]) -> Program | None:
    """Return a function as a program; None where its source cannot be had."""
    if not isinstance(function, FunctionType):
        return None
    functions: Functions = {}
    waiting = [function]
    while waiting:
        each = waiting.pop(0)
        tree = tree_of(each)
        if tree is None:
            return None
        functions[each.__name__] = tree
        called = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        for name, value in each.__globals__.items():
            is_own = isinstance(value, FunctionType) and value.__module__ == function.__module__
            if name in called and is_own and name not in functions and value not in waiting:
                waiting.append(value)
    return Program(function.__name__, functions, function.__globals__)


def tree_of(function: Callable[..., Any]) -> ast.FunctionDef | None:
    """Return a function's syntax tree without what does not run; None where its source cannot be had."""
    try:
        text = textwrap.dedent(text_of(function))
        tree = ast.parse(text).body[0]
    except (OSError, TypeError, SyntaxError, IndexError):
        return None
    return bare(tree) if isinstance(tree, ast.FunctionDef) else None


def bare(tree: ast.FunctionDef) -> ast.FunctionDef:
    """Return a function without docstring, annotations and decorators."""
    if ast.get_docstring(tree) is not None:
        tree.body = tree.body[1:] or [ast.Pass()]
    tree.returns, tree.decorator_list = None, []
    for argument in ast.walk(tree):
        if isinstance(argument, ast.arg):
            argument.annotation = None
    return tree
