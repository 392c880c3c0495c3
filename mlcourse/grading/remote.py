"""A student's process from outside: told what to run and what to call, believed in nothing.

What comes back are plain values. Functions that the answers are given, and those of the library that the exercise
allows, are called here, on this side, with what came across the border.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from math import prod
from time import monotonic
from typing import Any, NamedTuple

import numpy as np

import mlcourse
from mlcourse.checks.outcomes import Raised, arrays_in_line
from mlcourse.checks.source import Written
from mlcourse.grading.inside.protocol import (
    Broken,
    Foreign,
    Frame,
    packed,
    receive,
    send,
    unpacked,
)
from mlcourse.grading.sandbox import RoomProtocol

QUIET = sorted(
    name
    for module, names in mlcourse._NAMES.items()
    if module.startswith("classroom.")
    for name in names.split()
)
"""What a learner calls in a notebook, and what does nothing while it is graded."""

LARGEST = 1_000_000  # numbers that a function of the library is given, or makes
LONGEST = 4_000  # characters of an answer's text
AROUND = 100_000  # characters of a notebook that are looked through for it
MOST_CALLS = 200_000  # across the border, for one submission


class Reply(NamedTuple):
    """What came of a call: a value or an exception, the arguments after it, and what else was noticed."""

    value: Any
    raised: Raised | None
    after: list[Any]
    library: list[str]
    drew: bool


class Denied(Exception):
    """A function of the library is asked for that may not be called now."""


class RemoteRaised(Exception):
    """An answer raised; what, stands in the reply."""


class Remote:
    """The process of one submission.

    Args:
        room: where it runs.
        files: what lies beside the notebook, by name.
        may_call: names of the library that its cells may call.
        text: of the whole notebook.

    Attributes:
        allowed: names of the library that may be called now.
        end: until when the process may take for what it does now, on the clock ``monotonic``.
    """

    def __init__(
        self, room: RoomProtocol, files: dict[str, bytes], may_call: frozenset[str], text: str
    ) -> None:
        self.room, self.text = room, text
        self.allowed, self.end = may_call, monotonic() + 30
        self.functions: list[Callable[..., Any]] = []
        self.denied: list[str] = []
        self.calls = 0
        self.connection = room.start()
        contents = [np.frombuffer(content, np.uint8) for content in files.values()]
        begin = {"kind": "begin", "files": list(files), "quiet": QUIET, "allowed": sorted(may_call)}
        self._request(begin, contents)

    def close(self) -> None:
        """End the process, and all that it started."""
        self.connection.close()
        self.room.end()

    def run_cell(self, text: str) -> Raised | None:
        """Run a cell; return what it stopped with, None where it ran to its end.

        Where it used what there is of the library only in the learner's own notebook, that it stopped means nothing.
        """
        frame, _ = self._request({"kind": "cell", "text": text}, [])
        if frame.get("error") is None or frame.get("library") is True:
            return None
        return _raised(frame["error"])

    def look(self, name: str) -> tuple[bool, Any]:
        """Return whether a name is there, and what it stands for: a value, or a function's text."""
        frame, arrays = self._request({"kind": "look", "name": name}, [])
        if frame.get("there") is not True:
            return False, None
        value = unpacked(frame["value"], arrays)
        if isinstance(value, Foreign) and callable(value):
            return True, Written(str(frame.get("text", ""))[:LONGEST], self.text[:AROUND])
        return True, value

    def call(self, calls: list[list[Any]]) -> list[Reply]:
        """Call the answer that was looked at last, once with each list of arguments."""
        self.functions, self.denied = [], []
        arrays: list[np.ndarray] = []
        sent = [["list", [self._sent(each, arrays) for each in arguments]] for arguments in calls]
        frame, got = self._request({"kind": "call", "calls": sent}, arrays)
        replies = _list(frame.get("calls"))
        if len(replies) != len(calls):
            raise Broken("replies are missing")
        return [self._reply(*each, got) for each in zip(replies, calls, strict=True)]

    def _sent(self, value: Any, arrays: list[np.ndarray]) -> list[Any]:
        if not callable(value):
            return packed(value, arrays)
        self.functions.append(value)
        return ["function", len(self.functions) - 1]

    def _reply(self, frame: Frame, arguments: list[Any], arrays: list[np.ndarray]) -> Reply:
        after = [unpacked(each, arrays) for each in _list(frame.get("after"))]
        if len(after) != len(arguments):
            raise Broken("arguments are missing")
        after = [
            mine if callable(mine) else each for mine, each in zip(arguments, after, strict=True)
        ]
        raised = _raised(frame["raised"]) if "raised" in frame else None
        value = None if raised else unpacked(frame.get("value"), arrays)
        library = dict.fromkeys([*self.denied, *map(str, _list(frame.get("library", [])))])
        return Reply(value, raised, after, list(library)[:5], frame.get("drew") is True)

    def __call__(self, *arguments: Any) -> Any:
        """Call the answer as if it were here; generators among the arguments move on."""
        (reply,) = self.call([list(arguments)])
        for mine, theirs in zip(arguments, reply.after, strict=True):
            if isinstance(mine, np.random.Generator) and isinstance(theirs, np.random.Generator):
                mine.bit_generator.state = theirs.bit_generator.state
        if reply.raised:
            raise RemoteRaised(reply.raised.kind)
        return reply.value

    def _request(self, frame: Frame, arrays: list[np.ndarray]) -> tuple[Frame, list[np.ndarray]]:
        """Send a request, and answer what is asked back until its reply comes."""
        number = secrets.randbits(48)
        self.connection.settimeout(max(self.end - monotonic(), 0.001))
        send(self.connection, {**frame, "id": number}, arrays)
        while True:
            reply, got = receive(self.connection, self.end)
            if reply.get("kind") == "ask":
                self._answer(reply, got)
            elif reply.get("id") == number:
                return reply, got
            else:
                raise Broken("a reply to nothing")

    def _answer(self, asked: Frame, arrays: list[np.ndarray]) -> None:
        """Call a function on this side."""
        self.calls += 1
        if self.calls > MOST_CALLS:
            raise Broken("too many calls across the border")
        arguments = unpacked(asked.get("arguments"), arrays)
        options = unpacked(asked.get("options"), arrays)
        sent: list[np.ndarray] = []
        try:
            function = self._function(asked)
            if "library" in asked:
                _refuse_large(arguments, options)
            value = packed(function(*arguments, **options), sent)
            reply: Frame = {"value": value, "after": [packed(each, sent) for each in arguments]}
        except Denied:
            self.denied.append(f"{mlcourse.__name__}.{asked.get('library')}"[:80])
            reply = {"denied": True}
        except Exception as error:
            sent.clear()
            reply = {"raised": [type(error).__name__, str(error)[:300]]}
        self.connection.settimeout(max(self.end - monotonic(), 0.001))
        send(self.connection, {"kind": "answer", "id": asked.get("id"), **reply}, sent)

    def _function(self, asked: Frame) -> Callable[..., Any]:
        if "library" in asked:
            if asked["library"] not in self.allowed:
                raise Denied
            return getattr(mlcourse, asked["library"])
        return self.functions[asked["function"]]


def _refuse_large(arguments: list[Any], options: dict[str, Any]) -> None:
    """Refuse what would fill this side's memory."""
    size = 1
    for each in (*arguments, *options.values()):
        if isinstance(each, np.ndarray):
            size = max(size, each.size)
        elif isinstance(each, int | np.integer):
            size *= max(1, abs(int(each)))
        elif isinstance(each, tuple | list):
            size = max(size, prod(int(n) for n in each if isinstance(n, int)))
    if size > LARGEST:
        raise ValueError("that is more than is computed while a notebook is graded")


def _raised(described: Any) -> Raised:
    """Return an exception as the other side describes it."""
    try:
        kind, message, number, line, shapes = described
        values = {
            str(name): np.broadcast_to(0.0, tuple(int(n) % 10**6 for n in shape[:8]))
            for name, shape in list(shapes.items())[:50]
        }
        line, message = str(line)[:300], str(message)[:300]
        arrays = arrays_in_line(line, values, message)
        return Raised(str(kind)[:80], message, int(number), line, arrays)
    except (TypeError, ValueError, AttributeError) as error:
        raise Broken(f"no exception: {error}") from None


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise Broken("no list")
    return value
