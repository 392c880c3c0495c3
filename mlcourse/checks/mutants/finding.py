"""The slip that a wrong answer comes from, where nobody listed it: of all mutants that give its very numbers, the one
whose text is nearest to the learner's own."""

import ast
import inspect
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from mlcourse.checks.comparing import as_written
from mlcourse.checks.mutants.fingerprints import fingerprint
from mlcourse.checks.mutants.likeness import likeness, tokens
from mlcourse.checks.mutants.programs import tree_of
from mlcourse.checks.mutants.saying import NEAR, SAME, is_plain, is_written_in, said
from mlcourse.checks.mutants.table import Slip, Table, table_of
from mlcourse.checks.outcomes import Outcome
from mlcourse.checks.running import Trial
from mlcourse.checks.task import Task

EXACT = 2e-5  # numbers in the tables have four bytes
FAR = 0.5  # likeness that a slip must have which is hard to see in other code
LARGEST = 200_000  # numbers in all results; no right answer gives as many
TRIED = 5  # of the likeliest slips that cannot be said of the learner's code
MOST = 300  # candidates that are looked at
NAMED = 2  # slips that are said of one value: it does not tell them apart
ROUNDED = 2e-3  # how far a value that was rounded by hand may be from it
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
    size = sum(np.size(part) for trial in exact for part in (trial.got.parts or {}).values())
    if size > LARGEST or any(trial.got.problem for trial in exact):
        return None
    if (table := table_of(task)) is None:
        return None
    if not task.is_function:
        return _of_value(table, task, exact)
    tree = tree_of(answer)
    text = ast.unparse(tree) if tree else ""
    found, is_exact = _candidates(task, table, exact)
    ranked = sorted(_ranked(found, text), key=lambda each: -each[0])
    for _, near, slip in ranked[:TRIED]:
        if near < (_needed(task, exact, slip) if is_exact else NEAR):
            continue
        if sentence := said(task, answer, text, slip, near, exact):
            return Found(slip, near, sentence)
    return None


def _needed(task: Task, trials: list[Trial], slip: Slip) -> float:
    """Return how like the learner's text a slip's must be to be said: the more, the more slips end like this."""
    numbers = [
        np.ravel(part).astype(float)
        for trial in trials
        for part in (trial.got.parts or {}).values()
        if not isinstance(part, str)
    ]
    flat = np.concatenate([*numbers, np.zeros(0)])
    is_finite = np.isfinite(flat).mean() > 0.5 if flat.size else False
    if any(trial.got.raised for trial in trials) or not is_finite:
        return NEAR
    if len(np.unique(flat)) < 2 or all(_is_one_number(trial.right) for trial in trials):
        return SAME
    if task.observe and slip.kind in ("put on", "shifted"):
        return NEAR
    return 0.0 if slip.is_simple else FAR


def _is_one_number(right: Outcome) -> bool:
    """Return whether a right result holds one number again and again: a mean, a maximum, any index gives it."""
    parts = [part for part in (right.parts or {}).values() if not isinstance(part, str)]
    return bool(parts) and all(part.size > 1 and part.min() == part.max() for part in parts)


def _of_value(table: Table, task: Task, exact: list[Trial]) -> Found | None:
    """Return the likeliest slip that gives a value, in the names of the task; None where too many do."""
    given = fingerprint([trial.got for trial in exact], [trial.right for trial in exact])
    values = [value for trial in exact for value in (trial.got.parts or {}).values()]
    if any(np.size(each) != 1 for each in values):
        return None
    tolerance = min(ROUNDED, max(as_written(float(np.ravel(each)[0])) for each in values))
    found = sorted(table.of(given, tolerance, is_value=True), key=lambda slip: _rank(slip.kind))
    text = inspect.getsource(task.worked[0])  # it has the names that the task has
    found = [each for each in found if is_written_in(each.words, text) and is_plain(each.words)]
    alike = {slip.words for slip in found if slip.kind == found[0].kind}
    if not found or len(alike) > 3:
        return None
    words = [each for each in dict.fromkeys(slip.words for slip in found) if ", and so" not in each]
    words = words[:NAMED] or [found[0].words]
    return Found(found[0], 0.0, f"The same number comes out if {', or if '.join(words)}.")


def _rank(kind: str) -> int:
    return LIKELY.index(kind) if kind in LIKELY else len(LIKELY)


def _candidates(task: Task, table: Table, exact: list[Trial]) -> tuple[list[Slip], bool]:
    """Return the slips that give the learner's numbers, and whether exactly, not but for what chance does."""
    given = fingerprint([trial.got for trial in exact], [trial.right for trial in exact])
    found = list(table.of(given, EXACT))
    is_exact = bool(found) or not task.observe
    if not is_exact:  # random numbers, drawn in another order
        found = list(table.of(given, task.tolerance))
    return found[:MOST], is_exact


def _ranked(slips: Iterable[Slip], text: str) -> Iterable[tuple[float, float, Slip]]:
    theirs = tokens(text, text)
    for slip in slips:
        near = likeness(tokens(slip.text, slip.text), theirs) if text else 0.0
        yield near + SIMPLE * slip.is_simple, near, slip
