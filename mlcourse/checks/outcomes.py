"""What one call of an answer led to: a result, an exception, or something that cannot be compared."""

import linecache
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from mlcourse.checks.calls import Call
from mlcourse.checks.deadline import TimeIsUp, enter
from mlcourse.checks.results import (
    Blank,
    Nothing,
    Parts,
    Unusable,
    is_placeholder,
    kind_of,
    parts_of,
    pattern_of,
)
from mlcourse.checks.surroundings import PrintedTooMuch
from mlcourse.checks.task import Arguments, Task

NAMED = 3  # arrays of the line that raised


@dataclass(frozen=True)
class Raised:
    """An exception that an answer raised.

    Args:
        kind: its type's name.
        message: what it says.
        line_number: the line of the answer that it came from; 0 where there is none.
        line: that line.
        arrays: the arrays that the line names, with their shapes then, as in ``"x is (31, 7)"``.
    """

    kind: str
    message: str
    line_number: int = 0
    line: str = ""
    arrays: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What a call led to.

    Args:
        parts: the result's parts by name.
        raised: the exception in place of a result.
        problem: why the result cannot be compared, in plain words.
        is_nothing: whether that is because it is None.
        changed: the names of arguments that were changed and may not be.
        is_blank: whether the result is still the placeholder.
    """

    parts: Parts | None = None
    raised: Raised | None = None
    problem: str = ""
    is_nothing: bool = False
    changed: tuple[str, ...] = ()
    is_blank: bool = False


@dataclass(frozen=True)
class Expected:
    """The right outcome of a call, and its result's pattern."""

    pattern: Any
    outcome: Outcome


def expected(task: Task, call: Call) -> Expected:
    """Return what is right: computed in float64, from the very values that the answer is given.

    What is asked of random results is the quantity itself, not what a sample has of it.
    """
    try:
        result = task.answer(*call.exact().values()) if task.is_function else task.answer
    except Exception as error:  # some tasks ask for an exception
        return Expected(None, Outcome(raised=Raised(type(error).__name__, str(error))))
    asked = {
        each.name: np.array(each.asked(call.exact()) if each.asked else each.measure(result))
        for each in task.observe
    }
    pattern = pattern_of(asked if task.observe else result, task.parts)
    return Expected(pattern, Outcome(parts=parts_of(pattern, pattern)))


def attempt(task: Task, answer: Any, call: Call, pattern: Any) -> Outcome:
    """Return what an answer makes of a call; whatever it raises is an outcome, but for what ends the whole check."""
    arguments = call.arguments()
    try:
        result = enter(answer, *arguments.values()) if task.is_function else answer
        parts = enter(result_parts, task, result, pattern)
    except Blank:
        return Outcome(is_blank=True)
    except Unusable as unusable:
        is_nothing = isinstance(unusable, Nothing)
        return Outcome(
            None, None, str(unusable), is_nothing, changed_arguments(task, arguments, call)
        )
    except (TimeIsUp, PrintedTooMuch, KeyboardInterrupt):
        raise
    except BaseException as error:
        raised = _raised(error)
        return Outcome(raised=raised, changed=changed_arguments(task, arguments, call))
    return Outcome(parts, changed=changed_arguments(task, arguments, call))


def result_parts(task: Task, result: Any, pattern: Any) -> Parts:
    """Return the parts of a result, or of what is measured of it; raises as ``parts_of`` does."""
    if pattern is None:
        raise Unusable("the result is a value, where an exception is asked for.")
    if is_placeholder(result):
        raise Blank
    if result is None or not task.observe:
        return parts_of(result, pattern)
    try:
        measured = {each.name: np.array(each.measure(result)) for each in task.observe}
    except Exception:
        raise Unusable(
            f"the result is {kind_of(result)}, which is not what is asked for."
        ) from None
    return parts_of(measured, pattern)


def changed_arguments(task: Task, arguments: Arguments, call: Call) -> tuple[str, ...]:
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
    return Raised(type(error).__name__, message, *_place(error, message))


def _place(error: BaseException, message: str) -> tuple[int, str, tuple[str, ...]]:
    """Return the line in the answer's own file that the exception went through last: number, text, its arrays."""
    at, entered, file, line, values = error.__traceback__, False, "", 0, dict[str, Any]()
    while at is not None:
        code = at.tb_frame.f_code
        file = file or (code.co_filename if entered else "")
        if code.co_filename == file:
            line, values = at.tb_lineno or line, at.tb_frame.f_locals
        entered = entered or code is enter.__code__
        at = at.tb_next
    if file == __file__:
        return 0, "", ()
    text = linecache.getline(file, line).strip()
    return line, text, arrays_in_line(text, values, message)


def arrays_in_line(line: str, values: Mapping[str, Any], message: str) -> tuple[str, ...]:
    """Return arrays that a line names, with their shapes: those of which the message speaks, else the first."""
    names = dict.fromkeys(re.findall(r"(?<![.\w])[^\W\d]\w*", line))
    arrays = [name for name in names if type(values.get(name)) is np.ndarray]
    told = [name for name in arrays if str(values[name].shape).replace(" ", "") in message]
    shown = told if len(told) > 1 else arrays
    return tuple(f"{name} is {values[name].shape}" for name in shown[:NAMED])
