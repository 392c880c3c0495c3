"""A student's process from outside: told what to run and what to call, believed in nothing.

What comes back are plain values. Functions that the answers are given, and those of the library that the exercise
allows, are called here, on this side, with what came across the border.
"""

from __future__ import annotations

import io
import secrets
import tokenize
from collections.abc import Callable, Iterator, Sequence
from math import prod
from time import monotonic
from typing import Any, NamedTuple

import numpy as np

import mlcourse
from mlcourse.checks.outcomes import Raised, arrays_in_line
from mlcourse.checks.source import Written
from mlcourse.grading.inside.protocol import (
    Arrays,
    Broken,
    Foreign,
    Frame,
    Sealed,
    Wire,
    packed,
    sealed,
    unpacked,
)
from mlcourse.grading.sandbox import START_SECONDS, RoomProtocol

QUIET = sorted(
    name
    for module, names in mlcourse._NAMES.items()
    if module.startswith("classroom.")
    for name in names.split()
)
"""What a learner calls in a notebook, and what does nothing while it is graded."""

SLOW = ("matplotlib.pyplot",)  # modules that take long to load, and that few notebooks use
LARGEST = 1_000_000  # numbers that a function of the library is given, or makes
LARGEST_MODULE = 200_000  # bytes of a file beside the notebook that is looked through
LONGEST_NAME = 80  # characters of a function's name
LONGEST = 4_000  # characters of an answer's text
MOST_CALLS = 200_000  # across the border, for one submission


class Reply(NamedTuple):
    """What came of a call: a value or an exception, the arguments after it, and what else was noticed."""

    value: Any
    raised: Raised | None
    after: list[Any]
    library: list[str]
    drew: bool


class Calls(NamedTuple):
    """What an answer is to be called with, ready to be sent to each submission of a class."""

    arguments: list[list[Any]]
    functions: list[Callable[..., Any]]
    sealed: Sealed


def calls_with(arguments: list[list[Any]]) -> Calls:
    """Return calls with these arguments, one list for each; functions among them stay on this side."""
    functions: list[Callable[..., Any]] = []
    arrays = Arrays()

    def sent(value: Any) -> list[Any]:
        if not callable(value):
            return packed(value, arrays)
        functions.append(value)
        return ["function", len(functions) - 1]

    nodes = [["list", [sent(value) for value in each]] for each in arguments]
    return Calls(arguments, functions, sealed(nodes, arrays))


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
        texts: of its cells.

    Attributes:
        allowed: names of the library that may be called now.
        called: names of the library that were called.
        answer: what was looked at last.
        ran: the texts of modules beside the notebook, and of the cells that ran, in this order.
        end: until when the process may take for what it does now, on the clock ``monotonic``.
    """

    def __init__(
        self,
        room: RoomProtocol,
        files: dict[str, bytes],
        may_call: frozenset[str],
        texts: Sequence[str],
    ) -> None:
        modules = [text for content in files.values() if (text := text_of(content))]
        self.room, self.ran = room, modules
        self.allowed = may_call
        self.functions: list[Callable[..., Any]] = []
        self.denied: list[str] = []
        self.called = set[str]()
        self.answer: Any = None
        self.calls = 0
        self.wire = Wire(
            room.start(
                [
                    each
                    for each in SLOW
                    if any(each.partition(".")[0] in text for text in (*texts, *modules))
                ]
            )
        )
        self.end = monotonic() + START_SECONDS
        contents = [np.frombuffer(content, np.uint8) for content in files.values()]
        begin = {"kind": "begin", "files": list(files), "quiet": QUIET, "allowed": sorted(may_call)}
        self.wire.send({**begin, "id": 0}, contents, self.end)
        self._reply_to(0)

    def close(self) -> None:
        """End the process, and all that it started."""
        self.wire.connection.close()
        self.room.end()

    def run_cells(self, texts: list[str], seconds: float) -> Iterator[Raised | None]:
        """Run cells; yield of each what it stopped with, None where it ran to its end.

        Where it used what there is of the library only in the learner's own notebook, that it stopped means nothing.

        Args:
            texts: of the cells.
            seconds: that each may take.
        """
        self.end = monotonic() + seconds
        self.ran += texts
        number = self._tell({"kind": "cells", "texts": texts})
        for _ in texts:
            frame, _ = self._reply_to(number)
            self.end = monotonic() + seconds
            is_wrong = frame.get("error") is not None and frame.get("library") is not True
            yield _raised(frame["error"]) if is_wrong else None

    def run_cell(self, text: str) -> Raised | None:
        """Run one cell, as long as ``end`` allows."""
        (raised,) = self.run_cells([text], self.end - monotonic())
        return raised

    def look(self, name: str, text: bool = True) -> tuple[bool, Any]:
        """Return whether a name is there, and what it stands for: a value, or a function's text.

        Args:
            name: of the answer.
            text: whether that is needed: to find it takes as long as many an answer.
        """
        is_there, answer, _ = self.look_and_call(name, text)
        return is_there, answer

    def look_and_call(
        self, name: str, text: bool = True, calls: Calls | None = None
    ) -> tuple[bool, Any, list[Reply]]:
        """Return what ``look`` does and, where calls come along and it is a function, what came of each.

        All of it is asked for at once: a question costs as much as many an answer.
        """
        self.answer, self.denied = None, []
        self.functions = calls.functions if calls else []
        number = self._tell({"kind": "look", "name": name, "text": text}, calls)
        frame, arrays = self._reply_to(number)
        if frame.get("there") is not True:
            return False, None, []
        self.answer = unpacked(frame["value"], arrays)
        if isinstance(self.answer, Foreign) and callable(self.answer):
            self.answer = Written(str(frame.get("text", ""))[:LONGEST], self.ran, name)
        is_called = calls is not None and frame.get("called") is True
        return True, self.answer, self._replies(number, calls) if calls and is_called else []

    def call(self, calls: Calls) -> list[Reply]:
        """Call the answer that was looked at last, once with each list of arguments."""
        self.functions, self.denied = calls.functions, []
        return self._replies(self._tell({"kind": "call"}, calls), calls)

    def _replies(self, number: int, calls: Calls) -> list[Reply]:
        """Return what came of each call."""
        frame, got = self._reply_to(number)
        replies = _list(frame.get("calls"))
        if len(replies) != len(calls.arguments):
            raise Broken("replies are missing")
        drew = frame.get("drew") is True
        return [
            self._reply(each, arguments, got, drew)
            for each, arguments in zip(replies, calls.arguments, strict=True)
        ]

    def _reply(
        self, frame: Frame, arguments: list[Any], arrays: list[np.ndarray], drew: bool
    ) -> Reply:
        after = [unpacked(each, arrays) for each in _list(frame.get("after"))]
        if len(after) != len(arguments):
            raise Broken("arguments are missing")
        after = [
            mine if callable(mine) else each for mine, each in zip(arguments, after, strict=True)
        ]
        raised = _raised(frame["raised"]) if "raised" in frame else None
        value = None if raised else unpacked(frame.get("value"), arrays)
        named = [str(each)[:LONGEST_NAME] for each in _list(frame.get("library", []))]
        library = dict.fromkeys([*self.denied, *named])
        return Reply(value, raised, after, list(library)[:5], drew)

    def __call__(self, *arguments: Any) -> Any:
        """Call the answer as if it were here; generators among the arguments move on."""
        (reply,) = self.call(calls_with([list(arguments)]))
        for mine, theirs in zip(arguments, reply.after, strict=True):
            if isinstance(mine, np.random.Generator) and isinstance(theirs, np.random.Generator):
                mine.bit_generator.state = theirs.bit_generator.state
        if reply.raised:
            raise RemoteRaised(reply.raised.kind)
        return reply.value

    def _tell(self, frame: Frame, calls: Calls | None = None) -> int:
        """Send a request; return its number."""
        number = secrets.randbits(48)
        if calls is None:
            self.wire.send({**frame, "id": number}, [], self.end)
        else:
            self.wire.send_sealed({**frame, "id": number}, "calls", calls.sealed, self.end)
        return number

    def _reply_to(self, number: int) -> tuple[Frame, list[np.ndarray]]:
        """Return the next reply to a request; answer what is asked back until it comes."""
        while True:
            reply, got = self.wire.receive(self.end)
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
        sent = Arrays()
        try:
            function = self._function(asked)
            if "library" in asked:
                _refuse_large(arguments, options)
            value = packed(function(*arguments, **options), sent)
            reply: Frame = {"value": value, "after": [packed(each, sent) for each in arguments]}
        except Denied:
            self.denied.append(f"{mlcourse.__name__}.{asked.get('library')}"[:LONGEST_NAME])
            reply = {"denied": True}
        except Exception as error:
            sent.clear()
            reply = {"raised": [type(error).__name__, str(error)[:300]]}
        self.wire.send({"kind": "answer", "id": asked.get("id"), **reply}, sent, self.end)

    def _function(self, asked: Frame) -> Callable[..., Any]:
        if "library" in asked:
            if asked["library"] not in self.allowed:
                raise Denied
            self.called.add(asked["library"])
            return getattr(mlcourse, asked["library"])
        return self.functions[asked["function"]]


def text_of(content: bytes) -> str:
    """Return a file's text as Python reads it; nothing of a file that is none, or that no module is as large as."""
    if len(content) > LARGEST_MODULE or b"\0" in content:
        return ""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        return content.decode(encoding)
    except (
        SyntaxError,
        LookupError,
        ValueError,
        TypeError,
    ):  # of an encoding that there is not, or that is no text's
        return content.decode(errors="replace")


def _refuse_large(arguments: list[Any], options: dict[str, Any]) -> None:
    """Refuse what would fill this side's memory."""
    size = counts = 1
    for each in (*arguments, *options.values()):
        if isinstance(each, np.ndarray):
            size = max(size, each.size)
        elif isinstance(each, int | np.integer):
            counts *= max(1, abs(int(each)))
        elif isinstance(each, tuple | list):
            size = max(size, len(each), prod(int(n) for n in each if isinstance(n, int)))
    if size * counts > LARGEST:
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
