"""A file in somebody else's folder: read and laid with that person's rights, and never through a link that leads out.

Whoever collects and hands back may be root, and a learner may put into the own folder what he likes: a link to
another's notebook, or to what only root can read or write.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from mlcourse.grading.files import LARGEST, Refused

FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
FILE = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL  # never through a link, and never over what is there
MOST = 100  # files of one name beside one another


@dataclass(frozen=True)
class Found:
    """What was read.

    Args:
        content: of the file.
        changed: when it was changed last, in seconds since 1970; its owner can set any time, of which none before that
            and none to come is believed.
    """

    content: bytes
    changed: float


def read_beneath(folder: Path, *parts: str) -> Found:
    """Return what is in a file of somebody's folder.

    Args:
        folder: somebody's; who owns it is the one with whose rights the file is read, where we are root.
        parts: the file's place in it, as in ``("work", "exercises", "01_initialization.ipynb")``.

    Returns:
        The content, and when it was changed.

    Raises:
        FileNotFoundError: there is no such file.
        Refused: the file, or a folder on the way, is a link or nothing that can be read, is closed to its owner, or is
            too large.

    Example:
        >>> import mlcourse
        >>> read_beneath(Path(mlcourse.__file__).parent, "grading", "beneath.py").content[:10]
        b'\"\"\"A file '
    """
    try:
        here = os.open(folder, FOLDER)
        with rights_of(os.fstat(here)):
            return _read(here, parts)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise Refused(f"{'/'.join(parts)} is not read: {_why(error, folder, parts)}.") from None


def lay_beneath(folder: Path, content: bytes, *parts: str) -> str:
    """Lay a file into somebody's folder, and never over what is there: where the name is taken, a number is added.

    Args:
        folder: somebody's; who owns it is the one with whose rights the file is laid, where we are root.
        content: of the file.
        parts: the file's place in it; the folder that the file lies in is made where it is missing.

    Returns:
        Where the file is now, beneath the folder; what has this content already is left as it is.

    Raises:
        FileNotFoundError: there is no such folder.
        Refused: a folder on the way is a link or closed to its owner, or the file cannot be written.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     [lay_beneath(Path(folder), text, "feedback", "01.html") for text in (b"1", b"2", b"1")]
        ['feedback/01.html', 'feedback/01-2.html', 'feedback/01.html']
    """
    try:
        here = os.open(folder, FOLDER)
        with rights_of(os.fstat(here)):
            here = _down(here, parts[:-2])
            with suppress(FileExistsError):
                os.mkdir(parts[-2], dir_fd=here)
            here = _down(here, parts[-2:-1])
            try:
                return "/".join((*parts[:-1], _laid(here, parts[-1], content)))
            finally:
                os.close(here)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise Refused(f"{'/'.join(parts)} is not laid: {_why(error, folder, parts)}.") from None


@contextmanager
def rights_of(owner: os.stat_result) -> Iterator[None]:
    """Give up root's rights for those of a folder's owner while the block runs; nobody else has any to give up.

    The real user stays root, so that the owner can neither stop nor look into this process meanwhile.
    """
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        yield
        return
    groups, group = os.getgroups(), os.getegid()
    os.setgroups([])
    os.setegid(owner.st_gid)
    os.seteuid(owner.st_uid)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(group)
        os.setgroups(groups)


def _read(here: int, parts: tuple[str, ...]) -> Found:
    here = _down(here, parts[:-1])
    try:
        handle = os.open(parts[-1], FILE, dir_fd=here)
    finally:
        os.close(here)
    with os.fdopen(handle, "rb") as file:
        told = os.fstat(handle)
        if not stat.S_ISREG(told.st_mode):
            raise Refused(f"{'/'.join(parts)} is no file that can be read.")
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Refused(f"{'/'.join(parts)} has more than {LARGEST / 1e6:.0f} MB.")
    return Found(content, min(max(told.st_mtime, 0.0), time.time()))


def _down(here: int, parts: tuple[str, ...]) -> int:
    """Go down folder by folder, each opened in the one above it: none can be exchanged for a link meanwhile."""
    for part in parts:
        try:
            below = os.open(part, FOLDER, dir_fd=here)
        finally:
            os.close(here)
        here = below
    return here


def _laid(here: int, name: str, content: bytes) -> str:
    """Lay a file into an open folder under the first name that is free, or has this content; return the name."""
    stem, dot, ending = name.rpartition(".")
    for number in range(1, MOST):
        free = f"{stem}-{number}{dot}{ending}" if number > 1 else name
        try:
            handle = os.open(free, NEW, 0o666, dir_fd=here)
        except FileExistsError:
            with suppress(
                OSError, Refused
            ):  # what is no file that can be read has the name all the same
                if _read(os.dup(here), (free,)).content == content:
                    return free
            continue
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
        except OSError:
            os.unlink(free, dir_fd=here)
            raise
        return free
    raise Refused(f"{name} is not laid: {MOST} files of that name are there.")


def _why(error: OSError, folder: Path, parts: tuple[str, ...]) -> str:
    """Return why a file could not be opened; that a link is not followed has no error of its own."""
    places = [folder.joinpath(*parts[:n]) for n in range(len(parts) + 1)]
    with suppress(OSError):  # a folder may be closed to us
        if link := next((each for each in places if each.is_symlink()), None):
            return f"{link.relative_to(folder.parent)} is a link, and links are not followed"
    return str(error.strerror)
