"""All slips that one edit of a syntax tree makes: one function for each kind, in the files of this package."""

import ast
import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from mlcourse.checks.mutants.edits import calls, names, operators, statements
from mlcourse.checks.mutants.edits.edit import Edit, Rule, Scope, called, code, is_number
from mlcourse.checks.mutants.programs import Change, Place, Program, places

RULES: tuple[Rule, ...] = (
    operators.other_operator, operators.left_out, operators.swapped, operators.sign, operators.brackets,
    operators.brackets_put_on, operators.root_as_half, operators.factor_of_the_other_term,
    operators.comparison, operators.other_slope,
    calls.left_out, calls.exchanged, calls.axis, calls.arguments, calls.covers, calls.put_on,
    calls.transformed, calls.parameters, calls.corrected, calls.counted_up,
    names.other_name, names.other_number, names.transposed, names.size, names.index, names.place_itself,
    names.shifted,
    statements.line_left_out, statements.accumulation, statements.loops, statements.line_behind_its_loop,
    statements.body, statements.branches, statements.returned,
)  # fmt: skip
COUNTING: tuple[Rule, ...] = (names.other_name, names.index)
ALIKE = (
    "loop",
    "left out",
    "operator",
    "sign",
    "exchanged",
    "axis",
    "transpose",
    "name",
    "line",
    "slope",
    "size",
    "number",
)


PUTTING_ON: tuple[Rule, ...] = (calls.put_on, calls.transformed)


def edits(
    program: Program, name: str, axes: Callable[[Place, int], str] | None = None
) -> Iterator[Edit]:
    """Yield all edits of one function of a program; at last the same slip made at all like places."""
    tree = program.functions[name]
    scope = scope_of(program, name, axes)
    alike = defaultdict[tuple[str, str, str], list[Edit]](list)
    whole = Place(-1, "", None)
    rules = [rule for rule in RULES if name == program.main or rule not in PUTTING_ON]
    found = list(places(tree))
    counted = {id(node) for _, parent in found for node in _counted(parent)}
    for place, node in [(whole, tree), *found]:
        for rule in COUNTING if id(node) in counted else rules:
            for each in rule(place, node, scope):
                yield each
                if each.kind in ALIKE and place is not whole:
                    alike[(each.kind, _shape(node), _shape(each.changes[0].new))].append(each)
    yield from old_values(tree, scope)
    for group in alike.values():
        if 1 < len(group) <= 6 and not _overlap(group):
            changes = tuple(change for each in group for change in each.changes)
            words = f"{group[0].words}, {_and_elsewhere(len(group) - 1)}"
            yield Edit(group[0].kind, changes, words, group[0].is_simple)


def _and_elsewhere(others: int) -> str:
    """Return how it is said that the same slip was made at other places, too."""
    return "and so at one other place" if others == 1 else f"and so at {others} other places"


def scope_of(program: Program, name: str, axes: Callable[[Place, int], str] | None = None) -> Scope:
    """Return the names that a function of a program knows."""
    tree = program.functions[name]
    given = tuple(argument.arg for argument in tree.args.args)
    stored = (
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    )
    own = tuple(dict.fromkeys(each for each in stored if each not in given))
    helpers = frozenset(program.functions) - {name} if name == program.main else frozenset()
    scalars = tuple(dict.fromkeys(_scalars(tree))) if not given else ()
    return Scope(given, own, helpers, scalars, axes or (lambda place, axis: ""))


def _scalars(tree: ast.FunctionDef) -> Iterator[str]:
    """Yield the names of a function's own that are given a number."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant() | ast.BinOp()):
                yield name
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                yield from (
                    n.id
                    for n, v in zip(names, values, strict=True)
                    if isinstance(n, ast.Name) and is_number(v)
                )


def old_values(tree: ast.FunctionDef, scope: Scope) -> Iterator[Edit]:
    """Yield edits that go on with the value that a parameter had before it was given a new one."""
    for line in tree.body:
        if not (isinstance(line, ast.Assign) and len(line.targets) == 1):
            continue
        target = line.targets[0]
        if not (isinstance(target, ast.Name) and target.id in scope.parameters):
            continue
        uses = [
            (place, node)
            for place, node in places(tree)
            if isinstance(node, ast.Name) and node.id == target.id and isinstance(node.ctx, ast.Load)
            and node.lineno > line.lineno
        ]  # fmt: skip
        new_name = f"new_{target.id}"
        stored = next(place for place, node in places(tree) if node is target)
        for kept, _ in uses:
            changes = [Change(stored, ast.Name(new_name, ast.Store()))]
            changes += [Change(p, ast.Name(new_name, ast.Load())) for p, _ in uses if p != kept]
            words = (
                f"the old `{target.id}` is used after the new one has been computed by {code(line)}"
            )
            yield Edit("old value", tuple(changes), words, True)


def _counted(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what no value is taken of: arrays that are only counted, and calls that give nothing."""
    match node:
        case ast.Expr(value=ast.Call() as call):
            yield call
        case ast.Assign(value=ast.Call() as call) if called(call) in ("empty", "empty_like"):
            yield call
        case ast.Attribute(value=array, attr="shape" | "size" | "ndim"):
            yield array
        case ast.Call(args=[array, *_]) if called(node) in (
            "len",
            "zeros_like",
            "ones_like",
            "empty_like",
        ):
            yield array


def _shape(node: ast.AST) -> str:
    """Return an expression's text without digits, which number what is alike; of a number the text itself."""
    if isinstance(node, ast.FunctionDef):
        return ""
    text = ast.unparse(ast.fix_missing_locations(node))
    return text if is_number(node) else re.sub(r"\d", "#", text)


def _overlap(group: list[Edit]) -> bool:
    at = [change.place for each in group for change in each.changes]
    return len(set(at)) < len(at)
