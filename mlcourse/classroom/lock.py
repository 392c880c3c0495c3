"""One process at a time: a lock that goes with the process that holds it."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EACCES, EAGAIN, EDEADLK
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt

    def _try_to_lock(file: BinaryIO) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _unlock(file: BinaryIO) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_to_lock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


PAUSE = 0.01  # seconds between two attempts
TAKEN = {EACCES, EAGAIN, EDEADLK}


@contextmanager
def locked(path: Path, patience: float = 5.0) -> Iterator[None]:
    """Hold the lock of a file; another process that wants it waits.

    The operating system holds it, on a hidden file beside ``path`` that stays: a process that dies leaves no lock
    behind. Where the file system knows no locks, there is none.

    Args:
        path: of the file to be guarded.
        patience: how long to wait for another process, in seconds.

    Raises:
        TimeoutError: another process has held it all the while.
        OSError: the folder cannot be written to.
    """
    with path.with_name(f".{path.name}.lock").open("ab") as file:
        is_held = _wait(file, path, time.monotonic() + patience)
        try:
            yield
        finally:
            if is_held:
                _unlock(file)


def _wait(file: BinaryIO, path: Path, until: float) -> bool:
    """Return True when the lock is held, False where there are no locks."""
    while True:
        try:
            _try_to_lock(file)
            return True
        except OSError as error:
            if error.errno not in TAKEN:
                return False
        if time.monotonic() > until:
            raise TimeoutError(EAGAIN, "another program holds it", str(path))
        time.sleep(PAUSE)
