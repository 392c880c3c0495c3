"""A deadline for code that may never end, and may swallow whatever it is told.

``enter`` is the door to code that is not ours: everything that runs within it can be cut off at the deadline. When
time is up an exception is raised wherever that code is, and again on its following lines, until it has ended: a
``while True`` around a bare ``except`` ends too.
"""

import builtins
import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable
from time import monotonic
from types import FrameType, TracebackType
from typing import Any, Self

AGAIN = 0.01  # seconds until the exception is raised once more
ROOM = 100  # calls that are granted to us where endless recursion has used up all of them

_NAMES = builtins.__dict__
_process, _end_process = os.getpid, os._exit  # as they were before anybody replaced them


class TimeIsUp(BaseException):
    """Raised in code that is past its deadline; BaseException, so that ``except Exception`` lets it pass."""

    def __init__(self) -> None:
        sys.setrecursionlimit(sys.getrecursionlimit() + ROOM)
        corner(
            sys._getframe(1)
        )  # also where it was raised from another thread, which could not do this

    def __del__(self) -> None:
        """Somebody has swallowed it: on with the next."""
        corner(sys._getframe(1))


def enter(function: Callable[..., Any], *arguments: Any) -> Any:
    """Call a function that is not ours; builtins that it deletes or replaces are put back.

    Where it forks, the child ends here: only one process goes on with the check and the notebook.
    """
    saved, process = _NAMES.copy(), _process()
    try:
        return function(*arguments)
    finally:
        if _process() != process:
            _end_process(0)
        _NAMES.update(saved)


def is_within(frame: FrameType | None) -> bool:
    """Return whether a frame runs inside of ``enter``, and is not one of this module's own."""
    if frame is None or _is_own(frame):
        return False
    while frame is not None and frame.f_code is not enter.__code__:
        frame = frame.f_back
    return frame is not None


def corner(frame: FrameType | None) -> None:
    """Let each following line of the code inside of ``enter`` raise."""
    while frame is not None and _is_own(frame):
        frame = frame.f_back
    if frame is None or not is_within(frame):
        return
    while frame is not None and frame.f_code is not enter.__code__:
        frame.f_trace = _strike
        frame = frame.f_back
    sys.settrace(_strike)


def _is_own(frame: FrameType) -> bool:
    return frame.f_globals is globals() and frame.f_code is not enter.__code__


def _strike(frame: FrameType, event: str, argument: Any) -> None:
    if is_within(frame):
        raise TimeIsUp


class Deadline:
    """Raises ``TimeIsUp`` in the code inside of ``enter`` once the seconds are over.

    A signal wakes even code that sleeps. Where there is none (on Windows, outside of the main thread) another thread
    raises the exception, which code that sleeps sees when it wakes.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __enter__(self) -> Self:
        self.trace, self.limit = sys.gettrace(), sys.getrecursionlimit()
        has_signal = hasattr(signal, "setitimer")
        if has_signal and threading.current_thread() is threading.main_thread():
            self._stop = _ring_by_signal(self.seconds)
        else:
            self._stop = _ring_by_thread(self.seconds)
        return self

    def __exit__(
        self, kind: type | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._stop()
        sys.setrecursionlimit(self.limit)
        if sys.gettrace() is not self.trace:
            sys.settrace(self.trace)


_alarm: list[Callable[[], None]] = []
"""What sets the alarm of the deadline that runs; empty where none runs, or none by signal."""


def set_alarm_again() -> None:
    """Set the alarm of the deadline that runs, where code that is not ours has touched alarms, or is a fork's child."""
    if threading.current_thread() is threading.main_thread():
        for ring_in_time in _alarm:
            ring_in_time()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=set_alarm_again)  # a child inherits no timer


def _ring_by_signal(seconds: float) -> Callable[[], None]:
    end = monotonic() + seconds
    set_signal, set_timer, set_mask = signal.signal, signal.setitimer, signal.pthread_sigmask

    def ring(number: int, frame: FrameType | None) -> None:
        sys.setrecursionlimit(sys.getrecursionlimit() + ROOM)
        if is_within(frame):
            raise TimeIsUp

    def ring_in_time() -> None:
        set_signal(signal.SIGALRM, ring)
        set_mask(signal.SIG_UNBLOCK, [signal.SIGALRM])
        set_timer(signal.ITIMER_REAL, max(end - monotonic(), AGAIN), AGAIN)

    handler = signal.getsignal(signal.SIGALRM)
    left, interval = signal.getitimer(signal.ITIMER_REAL)
    ring_in_time()
    _alarm.append(ring_in_time)

    def stop() -> None:
        _alarm.remove(ring_in_time)
        set_timer(signal.ITIMER_REAL, left, interval)
        set_signal(signal.SIGALRM, signal.SIG_DFL if handler is None else handler)

    return stop


def _ring_by_thread(seconds: float) -> Callable[[], None]:
    ident, over = threading.get_ident(), threading.Event()

    def watch() -> None:
        late = not over.wait(seconds)
        while late and not over.wait(AGAIN):
            if is_within(sys._current_frames().get(ident)):
                raise_in_thread(ident, TimeIsUp)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()

    def stop() -> None:
        over.set()
        watcher.join()
        settle()

    return stop


class _Settled(BaseException):
    """Raised by a thread in itself."""


def raise_in_thread(ident: int, error: type[BaseException]) -> None:
    """Raise an exception in another thread, as soon as it runs Python code; ``settle`` afterwards."""
    raise_now = ctypes.pythonapi.PyThreadState_SetAsyncExc
    raise_now(ctypes.c_ulong(ident), ctypes.py_object(error))


def settle() -> None:
    """Take back what other threads have not raised yet.

    While such an exception is pending, Python 3.11 spins for ever in the first traced call of any thread. To raise
    one in this thread, in place of one that may be pending here, clears that.
    """
    try:
        raise_in_thread(threading.get_ident(), _Settled)
        while True:
            pass
    except _Settled:
        return
