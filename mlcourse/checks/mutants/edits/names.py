"""Slips in names, numbers and indices: another name of the same scope, another constant, a row for a column."""

import ast
import copy
from collections.abc import Iterator

from mlcourse.checks.mutants.edits.edit import Edit, Scope, code, edit, expression, is_number
from mlcourse.checks.mutants.programs import Place


def other_name(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """`W1` for `W0`, `z` for `a` …"""
    if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load):
        return
    group = scope.values if node.id in scope.values else sorted(scope.helpers)
    for other in group if node.id in group else ():
        if other != node.id:
            words = f"`{other}` stands where `{node.id}` belongs"
            yield edit(
                "name",
                place,
                ast.Name(other, ast.Load()),
                words,
                is_simple=node.id in scope.parameters,
            )


def other_number(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """0, 1, 2, one more, one less, the double, the half, the opposite."""
    if not is_number(node):
        return
    was: float = node.value  # type: ignore[attr-defined]
    for other in dict.fromkeys(_near(was)):
        if other != was:
            value = int(other) if float(other).is_integer() else other
            written = f"1/{was}" if was > 2 and value == 1 / was else f"{value:.6g}"
            words = f"{written} stands where {was} belongs"
            yield edit("number", place, ast.Constant(value), words, is_simple=True)


def _near(number: float) -> Iterator[float]:
    """Yield the numbers that one may have in mind in place of another."""
    yield from (0, 1, 2, number + 1, number - 1, -number, 2 * number, number / 2, number**2)
    if number > 0:
        yield from (number**0.5, 1 / number)
    if 0 < number < 1e-5:
        yield from (1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15)


def transposed(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """A transpose left out or put on."""
    match node:
        case (
            ast.Attribute(value=inner, attr="T")
            | ast.Call(func=ast.Attribute(attr="transpose"), args=[inner])
        ):
            words = f"the transpose of {code(inner)} is missing"
            yield edit("transpose", place, inner, words, is_simple=True)
        case ast.Name(id=name, ctx=ast.Load()) if name in scope.values and place.field in (
            "left", "right", "value", "elts", "args",
        ):  # fmt: skip
            new = ast.Attribute(node, "T", ast.Load())
            yield edit(
                "transpose",
                place,
                new,
                f"`{name}` is transposed, where it belongs as it is",
                is_simple=True,
            )
        case ast.BinOp(op=ast.MatMult()):
            new = ast.Attribute(node, "T", ast.Load())
            yield edit(
                "transpose", place, new, f"the product {code(node)} is transposed", is_simple=True
            )
        case ast.Constant(value=str(text)) if "->" in text:
            for other in _subscripts(text):
                words = (
                    f"the subscripts of einsum are {other!r}: two indices of one array are swapped"
                )
                yield edit("transpose", place, ast.Constant(other), words, is_simple=True)


def _subscripts(text: str) -> Iterator[str]:
    terms = text.replace("->", ",").split(",")
    for i, term in enumerate(terms):
        if len(term) == 2:
            new = [*terms[:i], term[::-1], *terms[i + 1 :]]
            yield f"{','.join(new[:-1])}->{new[-1]}"


def size(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """Another count of the same array: rows, columns, all its numbers."""
    match node:
        case ast.Call(func=ast.Name(id="len"), args=[array]):
            was = "number of rows"
        case ast.Attribute(value=array, attr="size"):
            was = "number of elements"
        case ast.Subscript(
            value=ast.Attribute(value=array, attr="shape"), slice=ast.Constant(value=0)
        ):
            was = "number of rows"
        case ast.Subscript(
            value=ast.Attribute(value=array, attr="shape"), slice=ast.Constant(value=1)
        ):
            was = "number of columns"
        case _:
            return
    counts = {
        "number of rows": "a.shape[0]",
        "number of columns": "a.shape[1]",
        "number of elements": "a.size",
    }
    for other, text in counts.items():
        if other != was:
            words = f"the {other} of {code(array)} stands where its {was} belongs"
            yield edit("size", place, expression(text, a=array), words, is_simple=True)


def index(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """An index left out or shifted by one; a whole column for one element of it; rows for columns."""
    if not isinstance(node, ast.Subscript):
        return
    if isinstance(node.ctx, ast.Load):
        yield edit(
            "index", place, node.value, f"the index in {code(node)} is left out", is_simple=True
        )
    if isinstance(node.slice, ast.Tuple):
        parts = node.slice.elts
        if len(parts) == 2:
            new = _indexed(node, ast.Tuple(parts[::-1], ast.Load()))
            yield edit(
                "index", place, new, f"rows and columns are swapped: {code(new)}", is_simple=True
            )
        for i, part in enumerate(parts):
            if not isinstance(part, ast.Slice):
                every = ast.Tuple([*parts[:i], ast.Slice(), *parts[i + 1 :]], ast.Load())
                new = _indexed(node, every)
                yield edit(
                    "index",
                    place,
                    new,
                    f"the index is {code(new)}, all along one axis",
                    is_simple=True,
                )


def place_itself(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """`i` for `x[i]`: where something stands for what stands there."""
    match node:
        case ast.Subscript(slice=ast.Name(id=i) as where, ctx=ast.Load()) if i in scope.values:
            words = f"`{i}`, the place, stands where {code(node)} belongs"
            yield edit("index", place, where, words, is_simple=True)


def shifted(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """Labels or positions shifted by one, in an index or a comparison."""
    if not isinstance(node, ast.Name) or node.id not in scope.values:
        return
    if place.field not in ("slice", "elts", "comparators", "left"):
        return
    for text in ("x - 1", "x + 1"):
        words = f"`{node.id}` is shifted by one: `{text.replace('x', node.id)}`"
        yield edit("shifted", place, expression(text, x=node), words, is_simple=True)


def _indexed(node: ast.Subscript, at: ast.expr) -> ast.Subscript:
    new = copy.copy(node)
    new.slice = at
    return new
