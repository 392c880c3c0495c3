"""Where the work is done: here, in several processes, or on a Dask cluster; always by ``concurrent.futures.Executor``.

Each process keeps one room (``sandbox.py``) for all submissions that it grades.
"""

from __future__ import annotations

import atexit
import signal
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from mlcourse.base.work import AGAIN, Here, each_once
from mlcourse.grading.result import Result
from mlcourse.grading.sandbox import NoSandbox, PlainRoom, Room, RoomProtocol
from mlcourse.grading.submission import Job, Lost, failed, grade

_own = threading.local()
"""The rooms of this thread: a room speaks with one submission at a time."""


def grade_here(
    job: Job, isolated: bool, limits: dict[str, int], hidden: tuple[Path, ...] = ()
) -> Result:
    """Grade one submission in this process's room.

    Raises:
        NoSandbox: no room can be had.
        Lost: a process could not be started, twice.
    """
    for attempt in range(AGAIN):
        room = _room(isolated, limits, hidden)
        try:
            return grade(job, room)
        except (NoSandbox, Lost):
            _close_rooms()  # something has ended the warm parent
            if attempt == AGAIN - 1:
                raise
    raise AssertionError("unreachable")


def _rooms() -> dict[Hashable, RoomProtocol]:
    if not hasattr(_own, "rooms"):
        _own.rooms = {}
    return _own.rooms


def _room(isolated: bool, limits: dict[str, int], hidden: tuple[Path, ...]) -> RoomProtocol:
    key, rooms = (isolated, *limits.values(), hidden), _rooms()
    if key not in rooms:
        rooms[key] = Room(limits, hidden) if isolated else PlainRoom(limits)
    return rooms[key]


def _close_rooms() -> None:
    rooms = _rooms()
    while rooms:
        rooms.popitem()[1].close()


atexit.register(_close_rooms)


class WithRooms(Here):
    """Grades in this process, and closes its rooms."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Close the room."""
        _close_rooms()


def local(jobs: int) -> Executor:
    """Return an executor with that many workers on this machine."""
    if jobs == 1:
        return WithRooms()
    return ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_leave_interrupts)


class Dask(Executor):
    """The workers of a Dask cluster, each of which should have one thread.

    Args:
        address: of the scheduler.

    Raises:
        ImportError: the extra ``cluster`` is not installed.
        OSError: nothing answers at the address.
    """

    def __init__(self, address: str) -> None:
        from distributed import Client

        self.client = Client(address, timeout=20)
        self.executor = self.client.get_executor(pure=False, retries=AGAIN)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have it done."""
        return self.executor.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster."""
        self.executor.shutdown(wait=wait)
        self.client.close()


def _leave_interrupts() -> None:
    """Let Ctrl-C end the program as a whole, and no worker in the middle of a submission."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def all_graded(
    jobs: Iterable[Job],
    make: Callable[[], Executor],
    ahead: int,
    isolated: bool,
    limits: dict[str, int],
    hidden: tuple[Path, ...] = (),
) -> Iterator[Result]:
    """Yield what came of each job, as soon as it is there; each of them once.

    Args:
        jobs: read one by one, so that not all notebooks of a class are in memory.
        make: makes the executor; once more, where it broke.
        ahead: how many jobs are given out before one is done.
        isolated: whether submissions run in a sandbox.
        limits: what a submission may use.
        hidden: files and folders that none may see, wherever they lie.
    """
    more = (isolated, limits, hidden)
    found = each_once(grade_here, jobs, make, ahead, more, fatal=(NoSandbox,))
    for job, future in found:
        try:
            yield future.result()
        except (CancelledError, Exception) as error:
            yield failed(job, f"{type(error).__name__}: {error}")
