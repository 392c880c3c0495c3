"""Whether a wrong result comes from another task's function, which the learner's function calls."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from types import FunctionType
from typing import Any, NamedTuple

from mlcourse.checks.deadline import Deadline, TimeIsUp
from mlcourse.checks.naming import is_right
from mlcourse.checks.outcomes import attempt
from mlcourse.checks.ratios import listed
from mlcourse.checks.running import Trial
from mlcourse.checks.source import Written, function_tree, names_in
from mlcourse.checks.surroundings import Surroundings
from mlcourse.checks.task import Task

SECONDS = 0.5


class Helpers(NamedTuple):
    """Functions of other tasks that are to be mended first, by their names, and what is said of them."""

    names: tuple[str, ...] = ()
    said: str = ""


def of_helpers(task: Task, answer: Any, trials: list[Trial]) -> Helpers:
    """Return the functions of other tasks that are to be mended first; none where a wrong answer is its own fault.

    Args:
        task: the task.
        answer: the learner's function, which is wrong.
        trials: what it gave.
    """
    tree = function_tree(answer) if task.is_function else None
    if tree is None:
        return Helpers()
    if isinstance(answer, Written):  # it is known already which are wrong
        return known_to_be_wrong(sorted(names_in(tree) & answer.wrong))
    for others in _exchanges(task, answer, sorted(names_in(tree))):
        if _is_right_with(task, answer, others, trials):
            those = "that" if len(others) == 1 else "those"
            right = f"With a right {_code(others)} this function is right: mend {those} first."
            return Helpers(tuple(others), right)
    return Helpers()


def known_to_be_wrong(names: list[str]) -> Helpers:
    """Return functions that an answer calls and that were found to be wrong."""
    if not names:
        return Helpers()
    are = "is not right yet: mend that" if len(names) == 1 else "are not right yet: mend these"
    return Helpers(tuple(names), f"It calls your {_code(names)}, which {are} first.")


def _code(names: Iterable[str]) -> str:
    return listed([f"`{name}`" for name in names])


def _exchanges(task: Task, answer: Any, names: list[str]) -> Iterator[dict[str, Any]]:
    """Yield right functions to be put in the place of the learner's own: each alone, then all."""
    right = getattr(task.answer, "__globals__", {})
    theirs = getattr(answer, "__globals__", {})
    there = {
        name: right[name]
        for name in names
        if _is_of_task(right.get(name), task)
        and _is_own(theirs.get(name))
        and name != task.name
        and theirs[name] is not answer
    }
    yield from ({name: function} for name, function in there.items())
    if len(there) > 1:
        yield there


def _is_of_task(function: Any, task: Task) -> bool:
    return isinstance(function, FunctionType) and function.__module__ == task.answer.__module__


def _is_own(function: Any) -> bool:
    """Return whether a function is the learner's, not the library's."""
    return isinstance(function, FunctionType) and function.__module__.split(".")[0] != "mlcourse"


def _is_right_with(task: Task, answer: Any, others: dict[str, Any], trials: list[Trial]) -> bool:
    """Return whether an answer is right with other functions in the place of those that it calls."""
    if not isinstance(answer, FunctionType):
        return False
    with suppress(Exception, KeyboardInterrupt, TimeIsUp), Surroundings(), Deadline(SECONDS):
        names = {**answer.__globals__, **others}
        other = FunctionType(
            answer.__code__, names, answer.__name__, answer.__defaults__, answer.__closure__
        )
        return all(
            is_right(task, replace(each, got=attempt(task, other, each.call, each.pattern)))
            for each in trials
        )
    return False
