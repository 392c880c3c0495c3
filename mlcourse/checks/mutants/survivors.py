"""Why a mutant passes all probes: because it is as right, or because the probes have a hole.

Most survivors change an expression into another that has the same value (the magnitude of what is never negative, the
mean of a single number). Whether that is so is looked at: both programs are run on the probes and on further inputs,
and every value of the expression is compared. For the others reasons.py says why they are as right.
"""

import ast
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import numpy as np

from mlcourse.checks.mutants.building import Bench, Mutant, bench
from mlcourse.checks.mutants.programs import Change, Place, Program, places
from mlcourse.checks.results import pattern_of
from mlcourse.checks.task import Task

SEEDS = (1, 2)  # of further inputs
LEVELS = 3  # an expression and those around it
MOST = 20  # values of an expression that are compared, for each probe
SAME_VALUE = "the expression has the same value"


def reason(mutant: Mutant, benches: list[Bench]) -> str:
    """Return why a mutant that passes all probes is as right; an empty string where the values do not say so.

    Args:
        mutant: what passes.
        benches: the task's calls, and further ones.
    """
    if not all(map(_passes(mutant), benches[1:])):
        return ""
    task = benches[0].task
    if all(_same_argument(mutant, task, seed) for seed in (0, *SEEDS)):
        return SAME_VALUE
    if mutant.changes and all(
        _same_value(mutant, change, task, seed) for change in mutant.changes for seed in (0, *SEEDS)
    ):
        return SAME_VALUE
    return ""


def benches_of(task: Task) -> list[Bench]:
    """Return the calls of a task, and further ones with other numbers."""
    return [bench(task, seed) for seed in (0, *SEEDS)]


def _passes(mutant: Mutant) -> Any:
    def passes(further: Bench) -> bool:
        outcomes = further.outcomes(mutant.program.compiled())
        return outcomes is not None and further.is_right(outcomes)

    return passes


def _same_value(mutant: Mutant, change: Change, task: Task, seed: int) -> bool:
    """Return whether the edited expression has the value that it had before the edit, each time it is computed."""
    assert mutant.before
    before, name = mutant.before
    after = before.changed(name, (change,))
    for place in _around(before.functions[name], change.place):
        pair = [node_at(each.functions[name], place) for each in (before, after)]
        if not all(isinstance(node, ast.expr) for node in pair):
            continue
        one, other = (_values(before, name, place, node, task, seed) for node in pair)
        if len(one) == len(other) > 0 and all(map(_equal, one, other)):
            return True
    return False


def _around(tree: ast.FunctionDef, place: Place) -> Iterator[Place]:
    """Yield a place, that of the expression around it, and that of the expression around both."""
    above = {id(node): each for each, node in places(tree)}
    nodes = list(ast.walk(tree))
    for _ in range(LEVELS):
        yield place
        parent = nodes[place.parent]
        if isinstance(parent, ast.keyword):
            parent = nodes[above[id(parent)].parent]
        if id(parent) not in above or not isinstance(parent, ast.expr):
            return
        place = above[id(parent)]


def _same_argument(mutant: Mutant, task: Task, seed: int) -> bool:
    """Return whether what is done to an argument before all else leaves it as it is."""
    first = mutant.program.functions[mutant.program.main].body[0]
    match first:
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if mutant.words.endswith("first"):
            code = compile(ast.Expression(value), "<first>", "eval")
            given = [probe.arguments(seed) for probe in task.probes]
            with np.errstate(all="ignore"):
                return all(
                    _equal(each[name], eval(code, {"np": np, **each}))
                    for each in given
                    if name in each
                )
    return False


def _values(
    program: Program, name: str, place: Place, node: Any, task: Task, seed: int
) -> list[Any]:
    seen: list[Any] = []
    room = MOST

    def note(value: Any) -> Any:
        if len(seen) >= room:
            raise _Enough
        with suppress(Exception):
            seen.append(pattern_of(value))
        return value

    call = ast.Call(ast.Name("_noted", ast.Load()), [node], [])
    looked = program.changed(name, (Change(place, call),))
    with suppress(ValueError):  # what stands here may be no expression that can be noted
        names = {**looked.names, "_noted": note}
        function = Program(looked.main, looked.functions, names).compiled()
        for given in [probe.arguments(seed) for probe in task.probes] or [{}]:
            room = len(seen) + MOST
            with suppress(Exception):
                function(*given.values())
    return seen


class _Enough(Exception):
    """Raised where a loop has been looked at long enough."""


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, dict) or isinstance(other, dict):
        return repr(one) == repr(other)
    if np.shape(one) != np.shape(other) or {
        np.asarray(each).dtype.kind for each in (one, other)
    } - set("fiub"):
        return False
    return bool(np.allclose(one, other, rtol=1e-9, atol=1e-12, equal_nan=True))


def node_at(tree: ast.FunctionDef, place: Place) -> ast.AST:
    """Return the node at a place."""
    value = getattr(list(ast.walk(tree))[place.parent], place.field)
    return value if place.index is None else value[place.index]
