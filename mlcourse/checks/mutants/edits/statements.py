"""Slips in lines: one left out, moved or swapped, `=` for `+=`, loops, what is returned."""

import ast
import copy
from collections.abc import Iterator

from mlcourse.checks.mutants.edits.edit import Edit, Scope, code, edit, expression
from mlcourse.checks.mutants.programs import Place


def line_left_out(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """A line that is not there."""
    if isinstance(node, ast.Assign | ast.AugAssign) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ):
        yield edit("line", place, ast.Pass(), f"the line {code(node)} is left out", is_simple=True)
    if isinstance(node, ast.Break):
        words = "the loop goes on where it should end: `break` is left out"
        yield edit("loop", place, ast.Pass(), words, is_simple=True)


def accumulation(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """`=` for `+=`, and `+=` for `=`."""
    if isinstance(node, ast.AugAssign):
        new = ast.Assign([_stored(node.target)], node.value)
        target, was = (
            ast.unparse(node.target),
            ast.unparse(ast.AugAssign(node.target, node.op, ast.Name("…"))).strip(),
        )
        words = f"`{target} = …` stands where `{was}` belongs: it forgets what was there before"
        yield edit("accumulation", place, new, words, is_simple=True)
        negative = ast.Assign([_stored(node.target)], ast.UnaryOp(ast.USub(), node.value))
        if isinstance(node.op, ast.Sub):
            words = (
                f"`{target} = -…` stands where `{was}` belongs: it forgets what was there before"
            )
            yield edit("accumulation", place, negative, words, is_simple=True)
    match node:
        case ast.Assign(targets=[ast.Subscript() as replaced], value=value):
            more = ast.AugAssign(replaced, ast.Add(), value)
            words = f"{code(more)} adds where it should replace"
            yield edit("accumulation", place, more, words, is_simple=True)


def _stored(target: ast.expr) -> ast.expr:
    new = copy.copy(target)
    new.ctx = ast.Store()  # type: ignore[attr-defined]
    return new


def loops(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """A loop that begins or ends one too early or late, or goes through the first or the last one only."""
    if place.field == "iter":
        for text, words in RANGES.items():
            yield edit("loop", place, expression(text, x=node), words, is_simple=True)


def line_behind_its_loop(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """A line that belongs into a loop and stands behind it."""
    if not isinstance(node, ast.For):
        return
    for i in range(1, len(node.body)):
        loop = copy.copy(node)
        loop.body = node.body[:i]
        both = ast.If(ast.Constant(True), [loop, *node.body[i:]], [])
        words = f"the line {code(node.body[i])} stands behind the loop: it is done once only"
        yield edit("loop", place, both, words, is_simple=True)


RANGES = {
    "list(x)[1:]": "the loop leaves out its first round",
    "list(x)[:-1]": "the loop leaves out its last round",
    "list(x)[:1]": "only the first round of the loop counts",
    "list(x)[-1:]": "only the last round of the loop counts: what was there before it is lost",
    "list(x)[::-1]": "the loop runs backwards",
}


def body(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """Slips in the order of a block of lines: neighbors swapped, the return within the loop, a line out of the loop."""
    if not isinstance(node, ast.FunctionDef | ast.For):
        return
    lines = node.body
    for i in range(len(lines) - 1):
        if isinstance(lines[i + 1], ast.Return) or isinstance(lines[i], ast.For):
            continue
        new = copy.copy(node)
        new.body = [*lines[:i], lines[i + 1], lines[i], *lines[i + 2 :]]
        words = f"{code(lines[i + 1])} comes before {code(lines[i])}"
        yield edit("order of lines", place, new, words, is_simple=True)
    for i, line in enumerate(lines):
        if not isinstance(line, ast.For):
            continue
        after = lines[i + 1 :]
        if after and isinstance(after[-1], ast.Return):
            inner = copy.copy(line)
            inner.body = [*line.body, *after]
            words = "the return stands inside the loop: it ends after the first time"
            yield _block(place, node, [*lines[:i], inner, *after], "loop", words)
            if isinstance(innermost := line.body[-1], ast.For):
                inmost, inner = copy.copy(innermost), copy.copy(line)
                inmost.body = [*innermost.body, *after]
                inner.body = [*line.body[:-1], inmost]
                words = "the return stands inside the inner loop: it ends after the first time"
                yield _block(place, node, [*lines[:i], inner, *after], "loop", words)
        for k in range(len(line.body)):
            if len(line.body) == 1:
                break
            inner = copy.copy(line)
            inner.body = [*line.body[:k], *line.body[k + 1 :]]
            it = code(line.body[k])
            yield _block(
                place,
                node,
                [*lines[:i], line.body[k], inner, *after],
                "loop",
                f"{it} is done once, before the loop",
            )
            yield _block(
                place,
                node,
                [*lines[:i], inner, line.body[k], *after],
                "loop",
                f"{it} is done once, after the loop",
            )
        if i and not isinstance(lines[i - 1], ast.For):
            inner = copy.copy(line)
            inner.body = [lines[i - 1], *line.body]
            yield _block(
                place,
                node,
                [*lines[: i - 1], inner, *after],
                "loop",
                f"{code(lines[i - 1])} stands inside the loop: it starts anew each time",
            )


def _block(
    place: Place, node: ast.FunctionDef | ast.For, lines: list[ast.stmt], kind: str, words: str
) -> Edit:
    new = copy.copy(node)
    new.body = lines
    return edit(kind, place, new, words, is_simple=True)


def branches(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """Both branches swapped, or one of them always."""
    match node:
        case ast.IfExp(test=test, body=yes, orelse=no):
            yield edit(
                "branches",
                place,
                ast.IfExp(test, no, yes),
                "the two cases are swapped",
                is_simple=True,
            )
        case ast.Call(func=ast.Attribute(attr="where"), args=[test, yes, no]):
            for only in (yes, no):
                yield edit(
                    "branches",
                    place,
                    only,
                    f"{code(only)} is computed in every case",
                    is_simple=True,
                )
            new = copy.copy(node)
            new.args = [test, no, yes]
            yield edit(
                "branches", place, new, "the two cases of `where` are swapped", is_simple=True
            )
        case ast.If(test=test, body=lines, orelse=others) if not isinstance(test, ast.Constant):
            always = ast.If(ast.Constant(True), lines, others)
            yield edit(
                "branches",
                place,
                always,
                f"the condition {code(test)} is not asked",
                is_simple=True,
            )
            turned = ast.If(ast.UnaryOp(ast.Not(), test), lines, others)
            words = f"the condition {code(test)} is the other way round"
            yield edit("branches", place, turned, words, is_simple=True)


def returned(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """An inner value returned; several results in another order."""
    if not isinstance(node, ast.Return) or node.value is None:
        return
    for name in scope.values:
        if not (isinstance(node.value, ast.Name) and node.value.id == name):
            new = ast.Return(ast.Name(name, ast.Load()))
            yield edit("returned", place, new, f"`{name}` is returned", is_simple=True)
    if isinstance(node.value, ast.Tuple | ast.List):
        parts = node.value.elts
        for i in range(len(parts)):
            for j in range(i):
                swapped = list(parts)
                swapped[i], swapped[j] = swapped[j], swapped[i]
                words = f"{code(parts[j])} and {code(parts[i])} are returned in the other order"
                yield edit(
                    "order of results",
                    place,
                    ast.Return(ast.Tuple(swapped, ast.Load())),
                    words,
                    is_simple=True,
                )
        if len(parts) > 2:
            backwards = ast.Return(ast.Tuple(parts[::-1], ast.Load()))
            yield edit(
                "order of results",
                place,
                backwards,
                "the results are returned in the opposite order",
                is_simple=True,
            )
            halves = ast.Return(
                ast.Tuple([*parts[len(parts) // 2 :], *parts[: len(parts) // 2]], ast.Load())
            )
            yield edit(
                "order of results",
                place,
                halves,
                "the second half of the results comes first",
                is_simple=True,
            )
