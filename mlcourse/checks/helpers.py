"""Whether a wrong result comes from another task's function, which the learner's function calls."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from types import FunctionType
from typing import Any

from mlcourse.checks.deadline import Deadline, TimeIsUp
from mlcourse.checks.naming import is_right
from mlcourse.checks.outcomes import attempt
from mlcourse.checks.ratios import listed
from mlcourse.checks.running import Trial
from mlcourse.checks.source import Written, function_tree, names_in
from mlcourse.checks.surroundings import Surroundings
from mlcourse.checks.task import Task

SECONDS = 0.5


def of_helpers(task: Task, answer: Any, trials: list[Trial]) -> str:
    """Return a sentence on functions of other tasks that are to be mended first; nothing where there are none.

    Args:
        task: the task.
        answer: the learner's function, which is wrong.
        trials: what it gave.
    """
    tree = function_tree(answer) if task.is_function else None
    if tree is None:
        return ""
    if isinstance(answer, Written):  # it is known already which are wrong
        names = [f"`{name}`" for name in sorted(names_in(tree) & answer.wrong)]
        are = "is not right yet: mend that" if len(names) == 1 else "are not right yet: mend these"
        return f"It calls your {listed(names)}, which {are} first." if names else ""
    for others in _exchanges(task, answer, sorted(names_in(tree))):
        if _is_right_with(task, answer, others, trials):
            names = [f"`{name}`" for name in others]
            those = "that" if len(names) == 1 else "those"
            return f"With a right {listed(names)} this function is right: mend {those} first."
    return ""


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
