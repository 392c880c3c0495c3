"""Slips in arithmetic: another operator, an operand left out or swapped, a sign, brackets, a power."""

import ast
import copy
from collections.abc import Iterator

from mlcourse.checks.mutants.edits.edit import Edit, Scope, code, edit, expression, is_number
from mlcourse.checks.mutants.programs import Place

DONE: dict[type[ast.operator], str] = {
    ast.Add: "added (+)",
    ast.Sub: "subtracted (-)",
    ast.Mult: "multiplied (*)",
    ast.Div: "divided (/)",
    ast.MatMult: "multiplied as matrices (@)",
    ast.FloorDiv: "divided without a remainder (//)",
    ast.Pow: "raised to a power (**)",
}
OTHERS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add, ast.MatMult, ast.Pow),
    ast.Div: (ast.Mult, ast.Sub, ast.FloorDiv),
    ast.MatMult: (ast.Mult,),
    ast.Pow: (ast.Mult, ast.Div),
    ast.FloorDiv: (ast.Div,),
}


def other_operator(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """`a - b` for `a + b`, `a * b` for `a @ b` …"""
    if not isinstance(node, ast.BinOp | ast.AugAssign):
        return
    left, right = parts(node)
    for other in OTHERS.get(type(node.op), ()):
        new = copy.copy(node)
        new.op = other()
        was = DONE.get(type(node.op), "")
        words = f"{code(left)} and {code(right)} are {DONE[other]}" + f", not {was}" * bool(was)
        yield edit("operator", place, new, words, is_simple=True)


def parts(node: ast.BinOp | ast.AugAssign) -> tuple[ast.expr, ast.expr]:
    """Return both sides of an operator."""
    return (node.left, node.right) if isinstance(node, ast.BinOp) else (node.target, node.value)


def left_out(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """`a` or `b` for `a + b`, `a * b`, `a ** b` …"""
    if not isinstance(node, ast.BinOp):
        return
    left, right = node.left, node.right
    words = without(node.op, right)
    if is_number(right) and isinstance(node.op, ast.Add | ast.Sub):
        words = f"{words} {'to' if isinstance(node.op, ast.Add) else 'from'} {code(left)}"
    yield edit("left out", place, left, words, is_simple=True)
    if isinstance(node.op, ast.Sub):
        yield edit(
            "left out",
            place,
            ast.UnaryOp(ast.USub(), right),
            f"{code(left)} is left out",
            is_simple=True,
        )
        yield edit(
            "left out", place, right, f"{code(left)} and the minus are left out", is_simple=True
        )
    elif not isinstance(node.op, ast.Pow):
        words = (
            f"{code(left)} is left out" if isinstance(node.op, ast.Div) else without(node.op, left)
        )
        yield edit("left out", place, right, words, is_simple=True)


def without(operator: ast.operator, right: ast.expr) -> str:
    """Return how it is said that an operand is missing."""
    it = code(right)
    match operator:
        case ast.Add():
            return f"{it} is not added"
        case ast.Sub():
            return f"{it} is not subtracted"
        case ast.Mult():
            return f"the factor {it} is left out"
        case ast.Div():
            return f"the division by {it} is left out"
        case ast.MatMult():
            return f"the product with {it} is left out"
        case ast.BitAnd() | ast.BitOr():
            return f"the condition {it} is left out"
        case ast.FloorDiv() | ast.Mod():
            return f"the division by {it} is left out"
        case ast.Pow() if is_number(right, 2):
            return "the square is left out"
    return f"the power {it} is left out"


def swapped(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """`b - a` for `a - b`, and for `/`, `@`, `**`."""
    if isinstance(node, ast.BinOp) and isinstance(
        node.op, ast.Sub | ast.Div | ast.MatMult | ast.Pow
    ):
        new = ast.BinOp(node.right, node.op, node.left)
        words = f"the two sides are swapped: {code(new)}"
        yield edit("swapped", place, new, words, is_simple=True)


def sign(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """A minus left out, or put on what is returned, named or handed to a function."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        if not isinstance(node.operand, ast.Constant):
            yield edit(
                "sign",
                place,
                node.operand,
                f"the minus before {code(node.operand)} is left out",
                is_simple=True,
            )
    elif place.field in ("value", "args", "elts") and isinstance(
        node, ast.Name | ast.BinOp | ast.Call
    ):
        new = ast.UnaryOp(ast.USub(), node)
        yield edit("sign", place, new, f"{code(node)} has the opposite sign", is_simple=True)


def brackets(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """`a * b - c` for `a * (b - c)`, `a + b / c` for `(a + b) / c` …"""
    if not isinstance(node, ast.BinOp):
        return
    for inner, new in _rebracketed(node):
        words = (
            f"the brackets around {code(inner)} are missing: Python then reads {code(as_read(new))}"
        )
        yield edit("brackets", place, new, words, is_simple=True)


def brackets_put_on(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """`a * (b + c)` for `a * b + c`, where a bracket was put that does not belong."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add | ast.Sub):
        return
    left, right = node.left, node.right
    if isinstance(left, ast.BinOp) and _binds(left.op) > 0 and not is_number(right):
        new = ast.BinOp(left.left, left.op, ast.BinOp(left.right, node.op, right))
        yield edit(
            "brackets", place, new, f"brackets stand where none belong: {code(new)}", is_simple=True
        )
    if isinstance(right, ast.BinOp) and _binds(right.op) > 0 and not is_number(right.left):
        new = ast.BinOp(ast.BinOp(left, node.op, right.left), right.op, right.right)
        yield edit(
            "brackets", place, new, f"brackets stand where none belong: {code(new)}", is_simple=True
        )


def root_as_half(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """`x ** 1 / 2` for a root, which is half of x."""
    match node:
        case ast.BinOp(left=inner, op=ast.Pow(), right=ast.Constant(value=0.5)):
            pass
        case ast.BinOp(
            left=inner,
            op=ast.Pow(),
            right=ast.BinOp(ast.Constant(value=1), ast.Div(), ast.Constant(value=2)),
        ):
            pass
        case ast.Call(func=ast.Attribute(attr="sqrt"), args=[inner]):
            pass
        case _:
            return
    words = f"the root of {code(inner)} is written `** 1 / 2`, and that is half of it: `** (1 / 2)` needs brackets"
    yield edit("brackets", place, expression("x / 2", x=inner), words, is_simple=True)


def factor_of_the_other_term(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """`b * a + c` for `a + b * c`: a factor that stands at the other term of a sum."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add | ast.Sub):
        return
    for term, other in ((node.left, node.right), (node.right, node.left)):
        if not (isinstance(term, ast.BinOp) and isinstance(term.op, ast.Mult)) or is_number(other):
            continue
        for factor, bare in ((term.left, term.right), (term.right, term.left)):
            if is_number(bare):
                continue
            moved = ast.BinOp(factor, ast.Mult(), other)
            pair = (bare, moved) if term is node.left else (moved, bare)
            words = f"the factor {code(factor)} stands at {code(other)}, where it belongs at {code(bare)}"
            yield edit("factor", place, ast.BinOp(pair[0], node.op, pair[1]), words, is_simple=True)


def _rebracketed(node: ast.BinOp) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield what stands in brackets, and the whole without them."""
    left, right = node.left, node.right
    if isinstance(right, ast.BinOp) and _binds(right.op) <= _binds(node.op):
        yield right, ast.BinOp(ast.BinOp(left, node.op, right.left), right.op, right.right)
    if isinstance(left, ast.BinOp) and _binds(left.op) < _binds(node.op):
        yield left, ast.BinOp(left.left, left.op, ast.BinOp(left.right, node.op, right))
    if isinstance(left, ast.UnaryOp) and isinstance(node.op, ast.Pow):
        yield left, ast.UnaryOp(left.op, ast.BinOp(left.operand, node.op, right))


def as_read(node: ast.expr) -> str:
    """Return an operation as text, with brackets around what Python computes first."""
    match node:
        case ast.BinOp(left=ast.BinOp() as left, right=right):
            return f"({ast.unparse(left)}) {_sign(node.op)} {_operand(right)}"
        case ast.BinOp(left=left, right=ast.BinOp() as right):
            return f"{_operand(left)} {_sign(node.op)} ({ast.unparse(right)})"
        case ast.UnaryOp(operand=ast.BinOp() as inner):
            return f"-({ast.unparse(inner)})"
    return ast.unparse(node)


def _operand(node: ast.expr) -> str:
    return f"({ast.unparse(node)})" if isinstance(node, ast.BinOp) else ast.unparse(node)


def _sign(operator: ast.operator) -> str:
    return ast.unparse(ast.BinOp(ast.Name("a"), operator, ast.Name("b")))[2:-2]


def _binds(operator: ast.operator) -> int:
    match operator:
        case ast.Add() | ast.Sub():
            return 0
        case ast.Pow():
            return 2
    return 1


def comparison(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """`>=` for `>`, `<` for `>`, `!=` for `==`; another bound."""
    if not isinstance(node, ast.Compare) or len(node.ops) != 1:
        return
    signs: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
        ast.Gt: (ast.GtE, ast.Lt, ast.LtE),
        ast.GtE: (ast.Gt, ast.Lt, ast.LtE),
        ast.Lt: (ast.LtE, ast.Gt, ast.GtE),
        ast.LtE: (ast.Lt, ast.Gt, ast.GtE),
        ast.Eq: (ast.NotEq,),
        ast.NotEq: (ast.Eq,),
    }
    for other in signs.get(type(node.ops[0]), ()):
        new = ast.Compare(node.left, [other()], node.comparators)
        yield edit("comparison", place, new, f"the comparison is {code(new)}", is_simple=True)


SLOPES = {
    "of tanh": "1 - a ** 2",
    "of the sigmoid": "a * (1 - a)",
    "of ReLU": "(a > 0)",
}


def other_slope(place: Place, node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """The slope of another activation, or half of one."""
    found = _slope(node)
    if not found:
        return
    own, a = found
    for name, text in SLOPES.items():
        if name != own:
            words = f"the slope {name}, {code(expression(text, a=a))}, stands where the slope {own} belongs"
            yield edit("slope", place, expression(text, a=a), words, is_simple=True)
    halves = {"1 - a": a, "(1 - a) ** 2": a, "a ** 2": a, "1 + a ** 2": a, "a": a}
    for text, part in halves.items():
        new = expression(text, a=part)
        yield edit("slope", place, new, f"the slope {own} is written {code(new)}", is_simple=True)


def _slope(node: ast.AST) -> tuple[str, ast.expr] | None:
    match node:
        case ast.BinOp(
            ast.Constant(value=1), ast.Sub(), ast.BinOp(a, ast.Pow(), ast.Constant(value=2))
        ):
            return "of tanh", a
        case ast.BinOp(a, ast.Mult(), ast.BinOp(ast.Constant(value=1), ast.Sub(), b)) if ast.dump(
            a
        ) == ast.dump(b):
            return "of the sigmoid", a
        case ast.Compare(a, [ast.Gt()], [ast.Constant(value=0)]):
            return "of ReLU", a
    return None
