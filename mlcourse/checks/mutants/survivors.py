"""Why a mutant passes all probes: because it is as right, or because the probes have a hole.

Most survivors change an expression into another that has the same value (the magnitude of what is never negative, the
mean of a single number). Whether that is so is looked at: both programs are run on the probes and on further inputs,
and every value of the expression is compared. For the others ``REASONS`` says why they are as right. A survivor without
a reason is a hole: mend the probes.
"""

import ast
import re
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
SHIFT = "softmax stays as it is when one number is added to all logits of a row"
SOFTMAX = r"^(02\.(softmax|tempered|forward_pass)|03\.categorical|04\.(output_delta|backward_pass|train_batches))"
REASONS = (  # kind, words (with the task before them), why
    ("loop", r"runs backwards|^01\.", "what is added up, or stands in a row of its own, has no order"),
    ("order of lines", "", "neither of the two lines needs the other"),
    ("put on", r"`generator` first$", "the sum of one thing is that thing"),
    ("returned|left out", r"`rows`|`(array|tolist|float32|copy)` of|`(dtype|over)`$",
     "the same numbers, held otherwise"),
    ("sign|swapped", r"^01\.", "the numbers lie around 0: the opposite ones are as likely"),
    ("put on|shifted|number", r"^01\.", "among so many numbers it moves the spread by less than chance does"),
    ("shifted", SOFTMAX + ".*(logits|row)", SHIFT),
    ("exchanged|axis", SOFTMAX + ".*(`min` of|largest number)", SHIFT),
    ("put on|scaled", SOFTMAX + r".*(ReLU|magnitude|mean|divided|clip).*(`logits|`max\(|max\(|`row`|sum\(1)", SHIFT),
    ("name", SOFTMAX + r".*`(b1|logits)` stands where `(row|logits)` belongs", SHIFT),
    ("sign|scaled|put on", SOFTMAX + r".*np\.exp\(", "a common factor cancels in the fraction"),
    ("sign|swapped|put on", r"^03\.mean_squared.*`(target -|prediction)", "the square takes the sign away"),
    ("name", r"^03\.mean_squared.*`prediction` stands where `flat`", "the mean of a sum is the sum of the means"),
    ("put on", r"^03\.cross_entropy: .*`y` first", "the largest number of a row stays where it is"),
    ("accumulation|number", r"^03\.as_two_classes", "what is added to 0 is put there; the last of two columns is 1"),
    ("put on|comparison", r"^(02\.relu|04\.relu_delta)", "at the border both give 0"),
    ("comparison|shifted|number|put on|name|left out", r"^02\.(sigmoid|tanh): ",
     "both forms of the sigmoid hold for z that is not large, so the border may lie elsewhere"),
    ("sign", r"^(02\.weighted_sums|04\.input_gradient)", "the units come in another order on both sides"),
    ("sign|put on|number|name", r"^04\.(sigmoid_slope|tanh_slope|skip_gradient)",
     "both activations are even in their slope; nothing is read of an array that is filled afterwards"),
    ("put on|accumulation", r"^04\.relu_delta", "its sign decides, and what is added to 0 is put there"),
    ("returned", r"`delta` is returned", "a list of rows is an array"),
    ("shifted", r"^04\.output_delta.*`v`", SHIFT),
    ("shifted|name", r"^04\.(backward_pass|train_batches).*(W1|b1)", SHIFT),
    ("put on", r"^04\.layer_gradients.*np\.zeros", "a single 0 is added to each row alike"),
    ("put on", r"`f` first$", "the sum of one thing is that thing"),
    ("put on", r"^04\.numerical_slopes: tanh is applied to `epsilon`", "a step that is shorter by 0.003 %"),
    ("put on|exchanged|accumulation", r"^04\.numerical_slopes.*(zeros|slopes\[i\]|step\[i\])",
     "each number is put there afterwards, or added to 0"),
    ("number", r"^04\.numerical_slopes: -1 stands where 1", "the axis of a matrix from the end"),
    ("swapped", r"in `backward_pass_example_by_example`", "its arguments are given by name"),
    ("swapped", r"^04\.momentum_step: `velocity` and `beta`", "a product has no order"),
    ("number", r"in `backward_pass_in_steps`, -1 stands where 1", "the same square: (1 + a)(1 − a)"),
)  # fmt: skip


def reason(mutant: Mutant, benches: list[Bench]) -> str:
    """Return why a mutant that passes all probes is as right; an empty string where nothing says so.

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
    for kind, words, why in REASONS:
        if re.fullmatch(kind, mutant.kind) and re.search(words, f"{mutant.task}: {mutant.words}"):
            return why
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
