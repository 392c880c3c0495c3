"""The slip that a wrong answer comes from, where nobody listed it: of all mutants that give its very numbers, the one
whose text is nearest to the learner's own."""

import ast
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from mlcourse.checks.comparing import wrong
from mlcourse.checks.mutants.fingerprints import fingerprint
from mlcourse.checks.mutants.likeness import likeness, renamed, tokens
from mlcourse.checks.mutants.programs import tree_of
from mlcourse.checks.mutants.table import Slip, Table, table_of
from mlcourse.checks.running import Trial
from mlcourse.checks.task import Task

EXACT = 2e-5  # numbers in the tables have four bytes
NEAR, FAR = (
    0.8,
    0.5,
)  # likeness from which the slip is shown in the learner's line; below which only simple ones are said
MOST = 300  # candidates that are looked at
ROUNDED = 5e-4  # how far a value that was worked out by hand may be from it
LIKELY = (
    "left out", "sign", "operator", "brackets", "slope", "exchanged", "covers", "name", "index", "number", "swapped",
    "axis", "loop", "accumulation", "line", "scaled", "put on",
)  # fmt: skip
SIMPLE = 0.03  # what a simple slip is preferred by


class Found(NamedTuple):
    """A slip that gives the learner's numbers, and how near its text is to the learner's."""

    slip: Slip
    likeness: float
    sentence: str


def find_slip(task: Task, answer: Any, trials: list[Trial]) -> Found | None:
    """Return the slip that gives exactly what an answer gave on all calls in float64, if there is one.

    Args:
        task: the task.
        answer: the learner's function.
        trials: what it gave.

    Returns:
        The slip whose text is nearest to the answer's; None where there is none, or where too much gives the same.
    """
    exact = [trial for trial in trials if not trial.call.is_float32]
    if not _tells(exact) or (table := table_of(task)) is None:
        return None
    if not task.is_function:
        return _of_value(table, task, exact)
    raised = any(trial.got.raised for trial in exact) or _only_not_finite(task, exact)
    tree = tree_of(answer)
    text = ast.unparse(tree) if tree else ""
    ranked = list(_ranked(_candidates(task, table, exact), text))
    if not ranked:
        return None
    _, near, slip = max(ranked, key=lambda each: each[0])
    is_odd = bool(task.observe) and slip.kind == "put on"  # of random numbers too much is alike
    if near < (NEAR if raised or is_odd else FAR) and (raised or is_odd or not slip.is_simple):
        return None
    return Found(slip, near, _sentence(slip, near, text, raised))


def _of_value(table: Table, task: Task, exact: list[Trial]) -> Found | None:
    """Return the likeliest slip that gives a value; None where several of one kind do."""
    given = fingerprint([trial.got for trial in exact], [trial.right for trial in exact])
    found = sorted(table.of(given, ROUNDED), key=lambda slip: _rank(slip.kind))
    alike = {slip.words for slip in found if _rank(slip.kind) == _rank(found[0].kind)}
    if not found or len(alike) > 3:
        return None
    return Found(found[0], 0.0, f"The same number comes out when {found[0].words}.")


def _rank(kind: str) -> int:
    return LIKELY.index(kind) if kind in LIKELY else len(LIKELY)


def _candidates(task: Task, table: Table, exact: list[Trial]) -> list[Slip]:
    given = fingerprint([trial.got for trial in exact], [trial.right for trial in exact])
    found = list(table.of(given, EXACT))
    if not found and task.observe:  # random numbers, drawn in another order
        found = list(table.of(given, task.tolerance))
    return found[:MOST]


def _ranked(slips: Iterable[Slip], text: str) -> Iterable[tuple[float, float, Slip]]:
    theirs = tokens(text, text)
    for slip in slips:
        near = likeness(tokens(slip.text, slip.text), theirs) if text else 0.0
        yield near + SIMPLE * slip.is_simple, near, slip


def _tells(trials: list[Trial]) -> bool:
    """Return whether the results are more than one constant, which too many slips give."""
    if any(trial.got.raised for trial in trials):
        return True
    parts = [part for trial in trials for part in (trial.got.parts or {}).values()]
    numbers = [np.ravel(part) for part in parts if not isinstance(part, str)]
    if not numbers or any(trial.got.problem for trial in trials):
        return False
    flat = np.concatenate(numbers)
    if len(trials) == 1 and flat.size == 1:  # a value
        return bool(np.isfinite(flat).all())
    return len(np.unique(flat[np.isfinite(flat)])) > 1


def _only_not_finite(task: Task, trials: list[Trial]) -> bool:
    """Return whether all that is wrong are infinities and NaN, to which many roads lead."""
    for trial in trials:
        got, right = trial.got.parts or {}, trial.right.parts or {}
        for name in right:
            if isinstance(right[name], str) or np.shape(got.get(name, ())) != np.shape(right[name]):
                return False
            finite = np.isfinite(got[name])
            if wrong(got[name][finite], right[name][finite], task.tolerance).any():
                return False
    return True


def _sentence(slip: Slip, near: float, text: str, raised: bool) -> str:
    words = renamed(slip.words, slip.text, text) if near >= NEAR else slip.words
    if raised:
        said = f"The same happens when {words}."
    elif near >= FAR:
        said = f"All your numbers come out exactly when {words}."
    else:
        said = f"Your function gives the same numbers as when {words}."
    line = _learners_line(slip, text) if near >= NEAR else ""
    return said + f" In your code: `{line}`." * bool(line)


def _learners_line(slip: Slip, text: str) -> str:
    """Return the learner's line that is like the edited one."""
    edited = tokens(slip.line, slip.text)
    lines = [(likeness(tokens(line, text), edited), line.strip()) for line in text.splitlines()[1:]]
    best = max(lines, default=(0.0, ""))
    return best[1] if best[0] >= NEAR and len(best[1]) <= 80 else ""
