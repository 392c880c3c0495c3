"""The file that a learner's progress stands in: read, changed and written as one, lost by nobody.

A change is a function of the file's content. It is applied to what stands there at that moment, under a lock, so
that two notebooks can write at once. What could not be written is kept and applied again with the next change.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from copy import deepcopy
from errno import EAGAIN, EINVAL, ENOLCK, ENOTSUP, EOPNOTSUPP
from itertools import count
from os.path import lexists
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from mlcourse.base.files import write
from mlcourse.classroom.place import progress_file

T = TypeVar("T")
Entry = dict[str, Any]
Content = dict[str, dict[str, Entry]]
"""For each section its entries, by the id of the task, question, prediction or case."""

Change = Callable[[Content], T]

PATIENCE = 5.0  # seconds that another program may hold the file
KNOWS_NO_LOCKS = {EINVAL, ENOLCK, ENOTSUP, EOPNOTSUPP}  # what a file system answers that has none

FORMAT = (
    2  # a file with a higher one comes from a newer mlcourse; one with a lower is read as it is
)
ABOUT = (
    "What you have done in the course; see it with `python -m mlcourse progress`. "
    "Delete this file to begin anew."
)
TEXT, NUMBER = (str,), (int, float)
ANSWERED: dict[str, tuple[type, ...]] = {
    "first": TEXT, "last": TEXT, "tries": (int,), "right": (bool,), "found": (bool,),
}  # fmt: skip
FIELDS: dict[str, dict[str, tuple[type, ...]]] = {
    "tasks": {
        "status": TEXT, "attempts": (int,), "first_passed": TEXT,
        "hints": (int,), "hints_after": (int,), "revealed": TEXT, "mistake": TEXT,
    },
    "questions": ANSWERED,
    "predictions": {"answer": TEXT, "confidence": NUMBER, "when": TEXT, "right": (bool,)},
    "shown": {"when": TEXT},
    "recalled": {**ANSWERED, "round": (int,)},
    "ordered": {"order": (list,), "tries": (int,), "found": (bool,)},
    "cases": {"answers": (list,)},
    "inventory": {"answer": TEXT, "right": (bool,), "unknown": (bool,), "when": TEXT, "form": TEXT},
    "joined": {"host": TEXT, "word": TEXT, "name": TEXT, "learner": TEXT, "when": TEXT, "number": (int,)},
    "to_send": {"kind": TEXT, "item": TEXT, "value": TEXT, "right": (bool,)},
}  # fmt: skip
"""The sections, and what an entry may hold. What an entry holds besides is kept and not looked at.

``shown`` are predictions whose truth was seen without one; ``recalled`` is what came back in later lessons, as
"04 02.axis": those of one ``round`` were asked together; ``inventory`` is the test before and after the course, as
"before downhill", and "dealt", which form of it came first; ``joined`` is the room that one has joined, and ``to_send``
what it is still to be told, by number. A file without a section is older than it.
"""

WHERE_JOINED = ("joined", "to_send")
"""Sections that stand in the file only where they hold something: nothing is different for who joins no room."""

ALWAYS_WHOLE = ("predictions", "joined")
"""Sections whose entries are written in one go, so that no field may be missing."""

_waiting: dict[Path | None, list[Change[Any]]] = {}
_said: set[tuple[Path, str]] = set()
_one_at_a_time = RLock()  # what a room is sent is sent on another thread


class UnreadableProgress(Exception):
    """The file is there and is not ours to read; the text says why."""


def read() -> Content:
    """Return the progress as it stands, whether it could be written or not."""
    path = progress_file()
    content = _read(path) if path else _empty()
    for change in _waiting.get(path, ()):
        change(content)
    return content


def update(change: Change[T]) -> T:
    """Change the progress, and return what the change returns.

    Args:
        change: takes the content and changes it in place; it may be called more than once, on different contents.
    """
    with _one_at_a_time:
        return _update(change)


def _update(change: Change[T]) -> T:
    path = progress_file()
    waiting = _waiting.setdefault(path, [])
    waiting.append(change)
    if path is None:
        return _apply(waiting, _empty())
    try:
        with locked(path):
            content = _load_or_set_aside(path)
            before = deepcopy(content)
            result = _apply(waiting, content)
            if content != before:
                _tell_the_room(before, content)
                write(path, to_text(content).encode())
        waiting.clear()
        _send(content)
        return result
    except OSError as error:
        _say_once(path, error)
        return _apply(waiting, _read(path))


def _tell_the_room(before: Content, content: Content) -> None:
    """Lay what is new among what is to be sent, where a room was joined."""
    if content["joined"]:
        from mlcourse.classroom.joining import note_news  # of no use to anybody else

        note_news(before, content)


def _send(content: Content) -> None:
    """Send what waits for the room, if anything does."""
    if content["to_send"]:
        from mlcourse.classroom.joining import send_soon

        send_soon()


@contextmanager
def locked(path: Path, patience: float | None = None) -> Iterator[None]:
    """Hold the lock of a file; another process that wants it waits.

    The operating system holds it, on a hidden file beside ``path`` that stays: a process that dies leaves no lock
    behind. Where the file system knows no locks, there is none.

    Args:
        path: of the file to be guarded.
        patience: how long to wait for another process, in seconds; ``PATIENCE`` where it is not given.

    Raises:
        TimeoutError: another process has held it all the while.
        OSError: the folder is not there or cannot be written to.
    """
    from filelock import FileLock, Timeout  # it takes 10 ms to load; only who answers needs it

    path.parent.stat()  # filelock would make a folder that is missing
    timeout = PATIENCE if patience is None else patience
    lock = FileLock(path.with_name(f".{path.name}.lock"))
    try:
        lock.acquire(timeout, poll_interval=0.01)
    except Timeout:
        raise TimeoutError(EAGAIN, "another program holds it", str(path)) from None
    except OSError as error:
        if error.errno not in KNOWS_NO_LOCKS:
            raise
    try:
        yield
    finally:
        lock.release()


def _apply(changes: list[Change[Any]], content: Content) -> Any:
    """Apply changes in their order; return what the last one returns."""
    return [change(content) for change in changes][-1]


def _read(path: Path) -> Content:
    """Return what the file holds; where it cannot be read, nothing."""
    try:
        return load(path)
    except UnreadableProgress:
        with suppress(OSError), locked(path):
            return _load_or_set_aside(path)
    except OSError as error:
        _say_once(path, error)
    return _empty()


def load(path: Path) -> Content:
    """Return what a progress file holds, nothing where there is none.

    Raises:
        UnreadableProgress: it is damaged, something else, or from a newer mlcourse.
        OSError: it cannot be read.
    """
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return _empty()
    except (ValueError, RecursionError):
        raise UnreadableProgress("is damaged or something else") from None
    if not isinstance(found, dict) or not isinstance(found.get("format"), int):
        raise UnreadableProgress("is no progress file")
    if found["format"] > FORMAT:
        raise UnreadableProgress(
            f"comes from a newer mlcourse (format {found['format']}, here {FORMAT})"
        )
    content = {section: found.get(section, {}) for section in FIELDS}
    if wrong := next(_wrong(content), None):
        raise UnreadableProgress(f"is damaged at {wrong}")
    return content


def to_text(content: Content) -> str:
    """Return the file's text: the same content, the same text."""
    kept = {name: those for name, those in content.items() if those or name not in WHERE_JOINED}
    whole = {"about": ABOUT, "format": FORMAT, **kept}
    return json.dumps(whole, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _empty() -> Content:
    return {section: {} for section in FIELDS}


def _wrong(content: Any) -> Iterator[str]:
    """Name what is not as this module writes it."""
    for section, fields in FIELDS.items():
        if not isinstance(content[section], dict):
            yield section
            continue
        for name, entry in content[section].items():
            if not isinstance(entry, dict):
                yield f"{section}, {name}"
                continue
            for field, kinds in fields.items():
                if field not in entry and section in ALWAYS_WHOLE:
                    yield f"{section}, {name}, where {field} is missing"
                if field in entry and type(entry[field]) not in kinds:
                    yield f"{section}, {name}, {field}"


def _load_or_set_aside(path: Path) -> Content:
    """Return what the file holds; one that cannot be understood gets another name, and nothing is in its place."""
    try:
        return load(path)
    except UnreadableProgress as error:
        names = (path.with_name(f"{path.stem}.set-aside-{n}{path.suffix}") for n in count(1))
        free = next(name for name in names if not lexists(name))
        path.rename(free)
        print(
            f"{path.name} {error}. It is kept as {free.name}; your progress starts anew in {path}."
        )
        return _empty()


def _say_once(path: Path, error: OSError) -> None:
    """Say that the file cannot be used, once a session for each reason; the notebook goes on."""
    reason = error.strerror or str(error)
    if (path, reason) not in _said:
        _said.add((path, reason))
        print(
            f"Your progress could not be saved in {path}: {reason}. The notebook works all the same, and what you "
            "do is kept until the kernel ends and saved as soon as that is possible."
        )
