"""Slips in calls: a function left out, put on, or exchanged for its neighbor; its axis; its arguments."""

import ast
import builtins
import copy
from collections.abc import Iterator

from mlcourse.checks.mutants.edits.edit import (
    Edit,
    Scope,
    called,
    code,
    edit,
    expression,
    is_method,
    is_module,
    is_number,
    operand,
)
from mlcourse.checks.mutants.programs import Place

NEIGHBORS = (
    ("mean", "sum"),
    ("mean", "median"),
    ("max", "min"),
    ("maximum", "minimum", "max"),
    ("argmax", "argmin"),
    ("argmax", "max"),
    ("argmin", "min"),
    ("log", "log2", "log10", "log1p"),
    ("exp", "exp2", "expm1"),
    ("sqrt", "square"),
    ("normal", "uniform"),
    ("zeros", "ones"),
    ("zeros_like", "ones_like"),
    ("abs", "square"),
    ("std", "var"),
    ("sinh", "cosh", "tanh"),
    ("outer", "dot"),
    ("argsort", "sort"),
)
NAMES = {
    "sqrt": "the root",
    "square": "the square",
    "mean": "the mean",
    "sum": "the sum",
    "log": "the logarithm",
    "exp": "the exponential",
    "max": "the largest number",
    "maximum": "the larger of two (np.maximum)",
    "abs": "the magnitude",
    "tanh": "tanh",
}
ELEMENT_BY_ELEMENT = {
    "the root is taken of {}": "np.sqrt(x)",
    "the square is taken of {}": "x ** 2",
    "exp is taken of {}": "np.exp(x)",
    "the logarithm is taken of {}": "np.log(x)",
    "tanh is applied to {}": "np.tanh(x)",
    "the sigmoid is applied to {}": "1 / (1 + np.exp(-x))",
    "{} is subtracted from 1": "1 - x",
}
APPLIED = ELEMENT_BY_ELEMENT | {
    "ReLU is applied to {}": "np.maximum(x, 0)",
    "the magnitude is taken of {}": "np.abs(x)",
    "the mean is taken of {}": "np.mean(x)",
    "the mean over axis 0 is taken of {}": "np.mean(x, axis=0)",
    "the sum is taken of {}": "np.sum(x)",
    "the sum over axis 0 is taken of {}": "np.sum(x, axis=0)",
    "softmax is applied to {}": "np.exp(x - np.logaddexp.reduce(x, axis=-1, keepdims=True))",
    "a clip to 1e-12 is put on {}": "np.clip(x, 1e-12, 1 - 1e-12)",
}
SCALED = {"divided by": "x / s", "multiplied by": "x * s"}


def name_of(node: ast.Call) -> str:
    """Return what a function is called in a sentence."""
    name = called(node)
    return NAMES.get(name, f"`{name}`")


def left_out(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """`x` for `np.sqrt(x)`, `x.sum(axis=1)`, `np.maximum(x, 0)`."""
    if not isinstance(node, ast.Call) or (inner := operand(node)) is None:
        return
    if not (
        isinstance(node.func, ast.Name) and node.func.id in ("range", "len", "zip", "enumerate")
    ):
        yield edit(
            "left out",
            place,
            inner,
            f"{name_of(node)} of {code(inner)} is left out",
            is_simple=True,
        )


def exchanged(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """`np.sum` for `np.mean`, `np.log2` for `np.log` …"""
    name = called(node)
    if not isinstance(node, ast.Call) or not name:
        return
    for other in _neighbors(name, node):
        where = f" of {code(inner)}" if (inner := operand(node)) is not None else ""
        words = f"`{other}`{where} stands where `{name}` belongs"
        yield edit("exchanged", place, _with_function(node, other), words, is_simple=True)


def _neighbors(name: str, node: ast.Call) -> Iterator[str]:
    """Yield the functions that may be taken for one; of Python's own only those that Python has."""
    for group in NEIGHBORS:
        for other in group if name in group else ():
            if other != name and (isinstance(node.func, ast.Attribute) or hasattr(builtins, other)):
                yield other


def _with_function(node: ast.Call, other: str) -> ast.Call:
    """Return a call of another function of the same kind; an array has no median of its own, numpy has one."""
    if other == "median" and is_method(node):
        assert isinstance(node.func, ast.Attribute)
        median = ast.Attribute(ast.Name("np", ast.Load()), other, ast.Load())
        return ast.Call(median, [node.func.value, *node.args], node.keywords)
    new = copy.copy(node)
    if isinstance(node.func, ast.Name):
        new.func = ast.Name(other, ast.Load())
    else:
        assert isinstance(node.func, ast.Attribute)
        new.func = ast.Attribute(node.func.value, other, ast.Load())
    return new


def put_on(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """`np.sqrt(x)`, `x / len(y)` … for `x`, where x is returned, named, or an operand."""
    if not isinstance(node, ast.Name | ast.BinOp | ast.Call | ast.Subscript) or not _is_value(
        place, node, scope
    ):
        return
    is_result = place.field in ("value", "elts")
    for words, text in (APPLIED if is_result else ELEMENT_BY_ELEMENT).items():
        yield edit(
            "put on", place, expression(text, x=node), words.format(code(node)), is_simple=is_result
        )
    if not is_result:
        return
    for words, text in SCALED.items():
        for size in [*_sizes(scope), *scope.scalars, "2"]:
            new = expression(text, x=node, s=ast.parse(size, mode="eval").body)
            yield edit("scaled", place, new, f"{code(node)} is {words} `{size}`", is_simple=True)


def _is_value(place: Place, node: ast.AST, scope: Scope) -> bool:
    if isinstance(node, ast.Name):
        return node.id in scope.values and place.field not in ("func", "target", "targets", "iter")
    return place.field in ("value", "elts", "left", "right")


def _sizes(scope: Scope) -> Iterator[str]:
    """Yield the sizes of the first argument, and the lengths of the others."""
    for i, name in enumerate(scope.parameters):
        yield f"len({name})"
        if i == 0:
            yield f"{name}.shape[1]"
            yield f"{name}.size"


def transformed(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """A function applied to a whole argument, before anything else is done with it."""
    if not isinstance(node, ast.FunctionDef):
        return
    for name in scope.parameters:
        for words, text in APPLIED.items():
            new = copy.copy(node)
            value = expression(text, x=ast.Name(name, ast.Load()))
            new.body = [ast.Assign([ast.Name(name, ast.Store())], value), *node.body]
            yield edit("put on", place, new, f"{words.format(f'`{name}`')} first", is_simple=True)


def parameters(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """Two parameters that are taken in the other order."""
    if not isinstance(node, ast.FunctionDef):
        return
    given = node.args.args
    for i in range(len(given)):
        for j in range(i):
            new, arguments = copy.copy(node), copy.copy(node.args)
            arguments.args = list(given)
            arguments.args[i], arguments.args[j] = given[j], given[i]
            new.args = arguments
            words = f"`{given[j].arg}` and `{given[i].arg}` are exchanged everywhere"
            yield edit("swapped", place, new, words, is_simple=True)


def axis(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """Another axis, none at all, or no keepdims."""
    if not isinstance(node, ast.Call):
        return
    for i, keyword in enumerate(node.keywords):
        if keyword.arg == "axis" and is_number(keyword.value):
            yield from _axes(place, node, scope, i)
        if keyword.arg == "keepdims":
            new = copy.copy(node)
            new.keywords = [each for each in node.keywords if each is not keyword]
            words = f"keepdims=True is missing in {code(new)}"
            yield edit("keepdims", place, new, words, is_simple=True)
    at = 0 if is_method(node) else 1
    reduces = called(node) in (
        "sum",
        "mean",
        "max",
        "min",
        "argmax",
        "std",
        "var",
        "prod",
        "all",
        "any",
    )
    if reduces and len(node.args) > at and is_number(node.args[at]):
        for other in (0, 1):
            if other != node.args[at].value:  # type: ignore[attr-defined]
                new = copy.copy(node)
                new.args = [*node.args[:at], ast.Constant(other), *node.args[at + 1 :]]
                yield edit("axis", place, new, _over(node, place, scope, other), is_simple=True)
    if reduces and len(node.args) <= at and not any(k.arg == "axis" for k in node.keywords):
        for other in (0, 1):
            new = copy.copy(node)
            new.keywords = [*node.keywords, ast.keyword("axis", ast.Constant(other))]
            it = f"{name_of(node)} of {code(operand(node) or node)}"
            words = f"{it} is taken along axis {other} only, not over everything"
            yield edit("axis", place, new, words, is_simple=True)


def _axes(place: Place, node: ast.Call, scope: Scope, i: int) -> Iterator[Edit]:
    was = node.keywords[i].value.value  # type: ignore[attr-defined]
    for other in (0, 1, None):
        if other == was or (was == -1 and other == 1):
            continue
        new = copy.copy(node)
        value = [ast.keyword("axis", ast.Constant(other))] if other is not None else []
        new.keywords = [*node.keywords[:i], *value, *node.keywords[i + 1 :]]
        yield edit("axis", place, new, _over(node, place, scope, other), is_simple=True)


def _over(node: ast.Call, place: Place, scope: Scope, other: int | None) -> str:
    it = f"{name_of(node)} of {code(operand(node) or node)}"
    if other is None:
        return f"{it} is taken over the whole array, not along an axis"
    over = scope.axes(place, other)
    return f"{it} runs over axis {other}" + f": over {over}" * bool(over)


def arguments(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """Two arguments swapped, or one left out."""
    if not isinstance(node, ast.Call):
        return
    for i in range(len(node.args) - 1):
        if isinstance(node.args[i], ast.Starred) or isinstance(node.args[i + 1], ast.Starred):
            continue
        new = copy.copy(node)
        new.args = [*node.args[:i], node.args[i + 1], node.args[i], *node.args[i + 2 :]]
        yield edit("swapped", place, new, f"two arguments are swapped: {code(new)}", is_simple=True)
    if len(node.args) > 1 and called(node) not in scope.helpers:
        new = copy.copy(node)
        new.args = node.args[:-1]
        words = f"`{called(node)}` does not get {code(node.args[-1])}"
        yield edit("left out", place, new, words, is_simple=True)
    for keyword in node.keywords:
        if keyword.arg not in ("axis", "keepdims", "strict", None):
            new = copy.copy(node)
            new.keywords = [each for each in node.keywords if each is not keyword]
            words = f"`{called(node)}` does not get `{keyword.arg}`"
            yield edit("left out", place, new, words, is_simple=True)


def corrected(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """`x.std(ddof=1)` for `x.std()`."""
    is_spread = isinstance(node, ast.Call) and called(node) in ("std", "var")
    if not is_spread or any(keyword.arg == "ddof" for keyword in node.keywords):  # type: ignore[attr-defined]
        return
    new = copy.copy(node)
    new.keywords = [*node.keywords, ast.keyword("ddof", ast.Constant(1))]  # type: ignore[attr-defined]
    words = f"`{called(node)}` divides by N − 1, with `ddof=1`, where N belongs"
    yield edit("ddof", place, new, words, is_simple=True)


def counted_up(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """0, 1, 2, … for the labels that occur, `np.unique(y)`."""
    match node:
        case ast.Call(func=ast.Attribute(attr="unique"), args=[labels], keywords=[]):
            pass
        case _:
            return
    ends = {
        "as many as there are": "np.arange(len(np.unique(x)))",
        "up to the largest": "np.arange(np.max(x) + 1)",
    }
    for end, text in ends.items():
        words = f"0, 1, 2, …, {end}, stand where the labels that occur in {code(labels)} belong"
        yield edit("labels", place, expression(text, x=labels), words, is_simple=True)


def covers(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """`f(a) * b` for `f(a * b)`, and the other way round."""
    match node:
        case ast.Call(args=[ast.BinOp() as inner, *others]) if not is_method(
            node
        ) and _is_mathematics(node):
            new = copy.copy(node)
            new.args = [inner.left, *others]
            after = ast.BinOp(new, inner.op, inner.right)
            yield edit("covers", place, after, _first(node, inner.left), is_simple=True)
            new = copy.copy(node)
            new.args = [inner.right, *others]
            after = ast.BinOp(inner.left, inner.op, new)
            yield edit("covers", place, after, _first(node, inner.right), is_simple=True)
        case ast.Call(func=ast.Attribute(value=ast.BinOp() as inner, attr=name)):
            method = copy.copy(node)
            method.func = ast.Attribute(inner.right, name, ast.Load())
            after = ast.BinOp(inner.left, inner.op, method)
            yield edit("covers", place, after, _first(node, inner.right), is_simple=True)
            method = copy.copy(node)
            method.func = ast.Attribute(inner.left, name, ast.Load())
            after = ast.BinOp(method, inner.op, inner.right)
            yield edit("covers", place, after, _first(node, inner.left), is_simple=True)
        case ast.BinOp(left=ast.Call() as call, op=op, right=right) if (
            _is_mathematics(call) and call.args and not is_method(call)
        ):
            new = copy.copy(call)
            new.args = [ast.BinOp(call.args[0], op, right), *call.args[1:]]
            words = f"{name_of(call)} is taken of {code(new.args[0])}, not of {code(call.args[0])} alone"
            yield edit("covers", place, new, words, is_simple=True)


def _first(node: ast.Call, part: ast.expr) -> str:
    return f"{name_of(node)} is taken of {code(part)} alone, before the rest is computed"


def _is_mathematics(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Attribute) and is_module(node.func.value) and bool(node.args)
