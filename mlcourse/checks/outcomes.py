"""What one call of an answer led to: a result, an exception, or something that cannot be compared."""

import linecache
from dataclasses import dataclass
from typing import Any

import numpy as np

from mlcourse.checks.calls import Call
from mlcourse.checks.deadline import TimeIsUp, enter
from mlcourse.checks.results import (
    Blank,
    Parts,
    Unusable,
    is_placeholder,
    kind_of,
    parts_of,
    pattern_of,
)
from mlcourse.checks.surroundings import PrintedTooMuch
from mlcourse.checks.task import Arguments, Task


@dataclass(frozen=True)
class Raised:
    """An exception that an answer raised: its type's name, its message and the line that it came from."""

    kind: str
    message: str
    line_number: int = 0
    line: str = ""


@dataclass(frozen=True)
class Outcome:
    """What a call led to.

    Args:
        parts: the result's parts by name.
        raised: the exception in place of a result.
        problem: why the result cannot be compared, in plain words.
        changed: the names of arguments that were changed and may not be.
        is_blank: whether the result is still the placeholder.
    """

    parts: Parts | None = None
    raised: Raised | None = None
    problem: str = ""
    changed: tuple[str, ...] = ()
    is_blank: bool = False


@dataclass(frozen=True)
class Expected:
    """The right outcome of a call, and its result's pattern."""

    pattern: Any
    outcome: Outcome


def expected(task: Task, call: Call) -> Expected:
    """Return what is right: computed in float64, from the very values that the answer is given."""
    try:
        result = task.answer(*call.exact().values()) if task.is_function else task.answer
    except Exception as error:  # some tasks ask for an exception
        return Expected(None, Outcome(raised=Raised(type(error).__name__, str(error))))
    pattern = pattern_of(_observed(task, result), task.parts)
    return Expected(pattern, Outcome(parts=parts_of(pattern, pattern)))


def attempt(task: Task, answer: Any, call: Call, pattern: Any) -> Outcome:
    """Return what an answer makes of a call; whatever it raises is an outcome, but for what ends the whole check."""
    arguments = call.arguments()
    try:
        result = enter(answer, *arguments.values()) if task.is_function else answer
        parts = enter(_parts, task, result, pattern)
    except Blank:
        return Outcome(is_blank=True)
    except Unusable as unusable:
        return Outcome(problem=str(unusable), changed=_changed(task, arguments, call))
    except (TimeIsUp, PrintedTooMuch, KeyboardInterrupt):
        raise
    except BaseException as error:
        raised = _raised(error)
        return Outcome(raised=raised, changed=_changed(task, arguments, call))
    return Outcome(parts, changed=_changed(task, arguments, call))


def _parts(task: Task, result: Any, pattern: Any) -> Parts:
    if pattern is None:
        raise Unusable("the result is a value, where an exception is asked for.")
    if is_placeholder(result):
        raise Blank
    try:
        observed = _observed(task, result)
    except Exception:
        raise Unusable(f"the result is {kind_of(result)}; it could not be measured.") from None
    return parts_of(observed, pattern)


def _observed(task: Task, result: Any) -> Any:
    return result if task.observe is None else task.observe(result)


def _changed(task: Task, arguments: Arguments, call: Call) -> tuple[str, ...]:
    """Return the names of the arguments that are not as they were before the call."""
    return tuple(
        name
        for name, before in call.drawn.items()
        if name not in task.in_place and not _same(arguments[name], before)
    )


def _same(one: Any, other: Any) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(other, np.ndarray):
        return one.shape == other.shape and one.tobytes() == other.tobytes()
    if isinstance(other, dict):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in other)
    if isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    return True


def _raised(error: BaseException) -> Raised:
    """Describe an exception; its message may itself raise, or never end."""
    try:
        message = str(enter(str, error))[:300]
    except (TimeIsUp, PrintedTooMuch, KeyboardInterrupt):
        raise
    except BaseException:
        message = ""
    return Raised(type(error).__name__, message, *_place(error))


def _place(error: BaseException) -> tuple[int, str]:
    """Return number and text of the line in the answer's own file that the exception went through last."""
    at, entered, file, line = error.__traceback__, False, "", 0
    while at is not None:
        code = at.tb_frame.f_code
        file = file or (code.co_filename if entered else "")
        if code.co_filename == file:
            line = at.tb_lineno or line
        entered = entered or code is enter.__code__
        at = at.tb_next
    return (0, "") if file == __file__ else (line, linecache.getline(file, line).strip())
