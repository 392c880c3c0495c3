"""One student's session: runs the cells, and calls the answers with what it is given.

Everything here lies open to the student's code, which may change it as it likes: what comes from here is never
believed, only compared.
"""

from __future__ import annotations

import inspect
import linecache
import os
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
from numpy.random import get_state

from . import library
from .cells import run
from .protocol import Arrays, Broken, Foreign, Frame, Wire, packed, unpacked

LONGEST = 4_000  # characters of an answer's text
SAID = 300  # characters of an exception's message
NAMED = 3


class Refused(Exception):
    """The other side does not call a function of the library with these arguments."""


class Session:
    """The conversation about one student's notebook.

    Args:
        connection: to the grader.
        shell: IPython's.
    """

    def __init__(self, connection: socket.socket, shell: Any) -> None:
        self.connection, self.shell = connection, shell
        self.wire = Wire(connection)
        self.answer: Any = None
        self.asked = count()
        self.process, self.process_now, self.end = os.getpid(), os.getpid, os._exit

    def serve(self) -> None:
        """Do what is asked, until the other side is gone."""
        while True:
            try:
                frame, arrays = self.wire.receive()
            except Broken:
                return
            getattr(self, f"on_{frame['kind']}")(frame, arrays)

    def reply(self, frame: Frame, to: Frame, arrays: list[np.ndarray] | None = None) -> None:
        """Answer a request; a process that the student's code has forked off ends here instead."""
        if self.process_now() != self.process:
            self.end(0)
        self.wire.send({**frame, "id": to["id"]}, arrays or [])

    def on_begin(self, frame: Frame, arrays: list[np.ndarray]) -> None:
        """Lay down what lies beside the notebook, and put the stand-in in the library's place."""
        for name, content in zip(frame["files"], arrays, strict=True):
            with suppress(OSError):  # a name that no disk takes, or too much
                path = Path(name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.tobytes())
        sys.path.insert(0, str(Path.cwd()))
        library.Library(frame["quiet"], frame["allowed"], self.ask_library).install()
        self.reply({"kind": "begun"}, frame)

    def on_cells(self, frame: Frame, arrays: list[np.ndarray]) -> None:
        """Run cells; say of each, as soon as it has ended, what it stopped with."""
        for text in frame["texts"]:
            library.used.clear()
            library.handled.clear()
            error = run(self.shell, text)
            described = None if error is None else _described(error)
            of_library = bool(library.used or library.handled)
            self.reply({"kind": "ran", "error": described, "library": of_library}, frame)

    def on_look(self, frame: Frame, arrays: list[np.ndarray]) -> None:
        """Say what a name stands for, and keep it as the answer that is called; call it, where calls come along."""
        names = self.shell.user_ns
        if frame["name"] not in names:
            return self.reply({"kind": "seen", "there": False}, frame)
        self.answer = names[frame["name"]]
        is_called = "calls" in frame and callable(self.answer)
        found = Arrays()
        value = packed(self.answer, found)
        text = _text_of(self.answer) if frame["text"] else ""
        seen = {"kind": "seen", "there": True, "value": value, "text": text, "called": is_called}
        self.reply(seen, frame, found)
        return self.on_call(frame, arrays) if is_called else None

    def on_call(self, frame: Frame, arrays: list[np.ndarray]) -> None:
        """Call the answer as often as there are arguments; send what came of each call."""
        sent = Arrays()
        calls = [unpacked(each, arrays, self.function) for each in frame["calls"]]
        state = _random_state()
        got = [self.called(each, sent) for each in calls]
        self.reply({"kind": "got", "calls": got, "drew": state != _random_state()}, frame, sent)

    def called(self, arguments: list[Any], sent: Arrays) -> Frame:
        """Call the answer; return what it gives, or raises, and what became of the arguments."""
        library.used.clear()
        before = len(sent)
        try:
            got: Frame = {"value": packed(self.answer(*arguments), sent)}
        except BaseException as error:
            del sent[before:]
            got = {"raised": _described(error)}
        got["after"] = [packed(each, sent) for each in arguments]
        got["library"] = list(map(str, library.used))
        return got

    def function(self, number: int) -> Callable[..., Any]:
        """Return a function that is called on the other side."""
        return lambda *arguments: self.ask({"function": number}, arguments, {})

    def ask_library(self, name: str, arguments: Any, options: dict[str, Any]) -> Any:
        """Call a function of the library, on the other side."""
        return self.ask({"library": name}, arguments, options)

    def ask(self, what: Frame, arguments: Any, options: dict[str, Any]) -> Any:
        """Have something called on the other side, and return what it gives or raise what it raised."""
        sent = Arrays()
        number = next(self.asked)
        given = {"arguments": packed(list(arguments), sent), "options": packed(options, sent)}
        self.wire.send({"kind": "ask", "id": number, **what, **given}, sent)
        frame, arrays = self.wire.receive()
        if "denied" in frame:
            return library.Absent(f"{library.PACKAGE}.{what['library']}")()
        if "raised" in frame:
            kind = getattr(__import__("builtins"), frame["raised"][0], Exception)
            raise kind(frame["raised"][1])
        after = [unpacked(each, arrays) for each in frame["after"]]
        for mine, theirs in zip(arguments, after, strict=False):
            if isinstance(mine, np.random.Generator):
                mine.bit_generator.state = theirs.bit_generator.state
        value = unpacked(frame["value"], arrays)
        return library.Absent(library.PACKAGE)() if isinstance(value, Foreign) else value


def _described(error: BaseException) -> list[Any]:
    """Return an exception's kind and message, and the line of the code that it came from, with its arrays' shapes."""
    try:
        message = str(error)[:SAID]
    except BaseException:
        message = ""
    number, line, shapes, file, at = 0, "", {}, "", error.__traceback__
    while at is not None:
        code = at.tb_frame.f_code
        if (
            not file
            and code.co_filename not in (__file__, inspect.__file__)
            and _is_cell(code.co_filename)
        ):
            file = code.co_filename
        if file and code.co_filename == file:
            number = at.tb_lineno or number
            line = linecache.getline(file, number).strip()[:SAID]
            values = at.tb_frame.f_locals
            shapes = {
                name: list(value.shape)
                for name, value in list(values.items())[:200]
                if type(value) is np.ndarray and name in line
            }
        at = at.tb_next
    return [type(error).__name__, message, number, line, shapes]


def _is_cell(file: str) -> bool:
    """Return whether a file is one of the notebook's cells, or lies beside the notebook."""
    return (
        "ipykernel" in file or file.startswith("<ipython-input") or file.startswith(str(Path.cwd()))
    )


def _text_of(answer: Any) -> str:
    """Return the text of a function, where it is to be had."""
    try:
        return inspect.getsource(answer)[:LONGEST] if callable(answer) else ""
    except Exception:
        return ""


def _random_state() -> Any:
    """Return the state of numpy's global generator, which an answer must leave alone."""
    state: Any = get_state()  # noqa: NPY002  it is read to see that nobody touched it
    kind, keys, *rest = state
    return (kind, keys.tobytes(), *rest)
