"""Notices when an answer calls the library's function in place of doing what the task asks for."""

import signal  # noqa: F401  it loads _signal
import sys
from types import CodeType, FrameType, TracebackType
from typing import Any, Self

import mlcourse
from mlcourse.checks.deadline import enter, is_within, set_alarm_again
from mlcourse.checks.surroundings import DEPTH

PACKAGE = mlcourse.__name__
ANSWERS = "curriculum"  # the room where answers, right and wrong, live in the package
CONSTRUCTORS = ("__init__", "__post_init__", "__new__")
_IN_C = sys.modules["_signal"]
SILENCE_ALARMS = frozenset(
    getattr(_IN_C, name)
    for name in ("alarm", "pthread_sigmask", "setitimer", "signal")
    if hasattr(_IN_C, name)
)
"""What can silence the check's own alarm."""


class LibraryCalls:
    """A call trace that notes every function of the library that an answer calls and may not call.

    It sees the function that runs, so an alias or a ``functools.partial`` makes no difference. What the library calls
    itself is its own affair, and so are methods of objects that the answer was given.

    Args:
        allowed: names that may be called.

    Attributes:
        noticed: names of what was called all the same, as in ``"mlcourse.softmax"``.
    """

    def __init__(self, allowed: frozenset[str]) -> None:
        self.allowed = allowed
        self.noticed: list[str] = []
        self._names: dict[CodeType, str] = {}

    def __enter__(self) -> Self:
        self._previous = sys.getprofile()
        sys.setprofile(self._event)
        return self

    def __exit__(
        self, kind: type | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        sys.setprofile(self._previous)

    def _event(self, frame: FrameType, event: str, argument: Any) -> None:
        if event == "call":
            code = frame.f_code
            name = self._names.get(code)
            if name is None:
                name = self._names[code] = self._name(frame)
            if name and name not in self.noticed and _is_answers_own(frame):
                self.noticed.append(name)
        elif event == "c_return":
            if argument is sys.setrecursionlimit:
                # Recursion without end would fill the memory.
                sys.setrecursionlimit(min(sys.getrecursionlimit(), DEPTH))
            elif argument in SILENCE_ALARMS:
                set_alarm_again()

    def _name(self, frame: FrameType) -> str:
        """Return what a frame's function is called in the library; nothing if it is not there, or allowed."""
        module = _module(frame)
        if not module.startswith(f"{PACKAGE}.") or module.startswith(f"{PACKAGE}.checks."):
            return ""
        code = frame.f_code
        name = code.co_qualname.partition(".")[0]
        if code.co_name in CONSTRUCTORS:
            name = type(frame.f_locals[code.co_varnames[0]]).__name__
        elif "." in code.co_qualname or code.co_name.startswith(("<", "__")):
            return ""
        if name in self.allowed:
            return ""
        return f"{PACKAGE if name in mlcourse.__all__ else module}.{name}"


def _is_answers_own(frame: FrameType) -> bool:
    """Return whether the answer made this call, not the library."""
    caller = frame.f_back
    if caller is None or not is_within(caller):
        return False
    if caller.f_code is enter.__code__:  # the answer is this very function
        return _module(frame).split(".")[1] != ANSWERS
    return _module(caller).partition(".")[0] != PACKAGE


def _module(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", ""))
