"""What code can change behind one's back: saved before it runs, put back after it, and named if it was touched."""

import builtins
import io
import os
import random
import signal
import sys
import threading
import warnings
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any, NamedTuple, NoReturn, Self

import numpy as np
from numpy.random import get_state, set_state

from mlcourse.checks.deadline import raise_in_thread, settle

CHARACTERS = 100_000  # printed in one check
DISPLAYED = 200  # characters that something displayed counts for, at least
DEPTH = 3_000  # calls within calls, if the learner's own limit allows more
NUMPY_RANDOM = "NumPy's global random generator"
PYTHON_RANDOM = "the random module's global generator"


class PrintedTooMuch(BaseException):
    """Raised in code that prints without end."""


class AskedForInput(RuntimeError):
    """Raised in code that calls ``input()``."""


class Kept(NamedTuple):
    """Something global: its name, how to read it and how to put it back."""

    name: str
    read: Callable[[], Any]
    put_back: Callable[[Any], Any]


def _numpy_state() -> tuple[Any, ...]:
    state: Any = get_state()  # noqa: NPY002  it is read to see that nobody touched it
    kind, keys, *rest = state
    return (kind, keys.tobytes(), *rest)


def _set_numpy_state(state: tuple[Any, ...]) -> None:
    kind, keys, *rest = state
    set_state((kind, np.frombuffer(keys, np.uint32), *rest))  # noqa: NPY002


def _put_environment_back(saved: dict[str, str]) -> None:
    for name in set(os.environ) - set(saved):
        del os.environ[name]
    os.environ.update(saved)


def _in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


def _handlers() -> dict[int, Any]:
    """Return what happens at each signal; in another thread nobody can change that."""
    return {each: signal.getsignal(each) for each in SIGNALS} if _in_main_thread() else {}


def _set_handlers(saved: dict[int, Any]) -> None:
    for each, handler in saved.items():
        if handler is not None:  # one that was not set by Python, and cannot be by it
            signal.signal(each, handler)


def _blocked_signals() -> set[int]:
    return signal.pthread_sigmask(signal.SIG_BLOCK, ())


def _timers_that_run() -> list[int]:
    return [each for each in TIMERS if any(signal.getitimer(each))]


def _stop_timers(saved: list[int]) -> None:
    for each in set(_timers_that_run()) - set(saved):
        signal.setitimer(each, 0)


SIGNALS = tuple(
    int(getattr(signal, name))
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGCHLD", "SIGALRM", "SIGVTALRM", "SIGPROF", "SIGUSR1")
    if hasattr(signal, name)
)  # fmt: skip
TIMERS = [
    getattr(signal, name)
    for name in ("ITIMER_REAL", "ITIMER_VIRTUAL", "ITIMER_PROF")
    if hasattr(signal, name)
]
KEPT = (
    Kept("Python's recursion limit", sys.getrecursionlimit, sys.setrecursionlimit),
    Kept("the working directory", os.getcwd, os.chdir),
    Kept("NumPy's error settings", np.geterr, lambda settings: np.seterr(**settings)),
    Kept(
        "NumPy's print options", np.get_printoptions, lambda options: np.set_printoptions(**options)
    ),
    Kept(NUMPY_RANDOM, _numpy_state, _set_numpy_state),
    Kept(PYTHON_RANDOM, random.getstate, random.setstate),
    Kept("environment variables", lambda: dict(os.environ), _put_environment_back),
    Kept("what happens at a signal", _handlers, _set_handlers),
    *(
        [Kept("which signals are blocked", _blocked_signals,
              lambda blocked: signal.pthread_sigmask(signal.SIG_SETMASK, blocked))]
        if hasattr(signal, "pthread_sigmask") else []
    ),
    Kept("timers", _timers_that_run, _stop_timers),
)  # fmt: skip


class Output(io.TextIOBase):
    """Keeps what is printed, and refuses more than a learner can have meant to print."""

    def __init__(self) -> None:
        self.thread = threading.current_thread()
        self.pieces: list[str] = []
        self.size = 0

    def writable(self) -> bool:
        """Return True: print asks for it."""
        return True

    def write(self, text: str) -> int:
        """Keep the text."""
        self.size += len(text)
        if self.size > CHARACTERS:
            # SystemExit ends another thread without another word.
            raise PrintedTooMuch if threading.current_thread() is self.thread else SystemExit
        self.pieces.append(text)
        return len(text)

    def publish(self, data: Any = None, *arguments: Any, **options: Any) -> None:
        """Keep, of what is displayed, the text; it counts as more than that."""
        text = str(data.get("text/plain", "")) if isinstance(data, dict) else ""
        self.size += max(0, DISPLAYED - len(text))
        self.write(f"{text}\n")

    def close(self) -> None:
        """Stay open: whoever closes the output would silence all that follows."""

    @property
    def text(self) -> str:
        """All that was printed."""
        return "".join(self.pieces)


class Surroundings:
    """Within it, what is printed or displayed is kept, warnings are silent and ``input()`` is refused.

    After it all is as before.

    Attributes:
        output: what was printed.
        touched: names of global things that were changed, and are put back.
    """

    def __enter__(self) -> Self:
        self.output = Output()
        self.touched: list[str] = []
        self._streams = sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__, sys.stdin
        self._input = builtins.input
        self._threads = set(threading.enumerate())
        self._limit = sys.getrecursionlimit()
        self._warnings = warnings.catch_warnings()
        self._errors = np.errstate(all="ignore")
        self._warnings.__enter__()
        self._errors.__enter__()
        warnings.simplefilter("ignore")
        if self._limit > DEPTH:
            sys.setrecursionlimit(DEPTH)
        self._saved = [_read(kept) for kept in KEPT]
        sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = self.output  # type: ignore[assignment,misc]
        sys.stdin = io.StringIO()
        builtins.input = _refuse_input
        self._ends = os._exit, os.abort
        os._exit = os.abort = _exit
        self._shell = _shell()
        if self._shell:
            self._shell.ask_exit = _exit  # its exit() and quit() would end the kernel
            self._shell.display_pub.publish = self.output.publish
            self._shell.display_pub.clear_output = _leave_output
        return self

    def __exit__(
        self, kind: type | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        end_threads(set(threading.enumerate()) - self._threads)
        sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__, sys.stdin = self._streams  # type: ignore[misc]
        builtins.input = self._input
        os._exit, os.abort = self._ends
        if self._shell:
            vars(self._shell).pop("ask_exit", None)
            for name in ("publish", "clear_output"):
                vars(self._shell.display_pub).pop(name, None)
        for kept, saved in zip(KEPT, self._saved, strict=True):
            if saved is not None and _read(kept) != saved:
                self.touched.append(kept.name)
                kept.put_back(saved)
        sys.setrecursionlimit(self._limit)
        self._errors.__exit__(None, None, None)
        self._warnings.__exit__(None, None, None)


def end_threads(threads: set[threading.Thread]) -> None:
    """Ask threads to end, for a moment: one that went on would print into the learner's next cells."""
    if not threads:
        return
    trace = sys.gettrace()
    sys.settrace(None)  # as long as a thread has not heard it: see settle
    for thread in threads:
        for _ in range(20):
            if thread.is_alive() and thread.ident is not None:
                raise_in_thread(thread.ident, SystemExit)
                thread.join(0.01)
    settle()
    sys.settrace(trace)


def _read(kept: Kept) -> Any:
    with suppress(OSError):  # a working directory that was deleted
        return kept.read()
    return None


def _shell() -> Any:
    """Return IPython's shell, if this runs in one."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def _exit(status: int = 0) -> NoReturn:
    raise SystemExit


def _leave_output(wait: bool = False) -> None:
    """Clear nothing: what the cell shows is not the answer's."""


def _refuse_input(prompt: object = "") -> str:
    raise AskedForInput("input() was called, and a check cannot type an answer")
