"""``join``: let the instructor's pulse know, by choice, what one has done, under a name or none.

Verdicts, votes and named mistakes are posted, never code. They stand in the progress file until the pulse has them,
with a number each, by which it knows one that comes twice. Only a notebook whose learner has joined loads this module.
"""

import json
import os
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from threading import Event, Lock, Thread
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener
from uuid import uuid4

from mlcourse import curriculum
from mlcourse.base.errors import given
from mlcourse.classroom.clock import now
from mlcourse.classroom.notes import Note
from mlcourse.classroom.progress_file import Content, Entry, read, update

PORT = 8765
OF_THE_HUB = "MLCOURSE_PULSE"
"""The variable by which a class's hub tells its notebooks where the pulse is."""

LASTS = timedelta(hours=24)  # who has joined a workshop is not followed for ever
AT_ONCE, KEPT, ANSWER_IN, WAITS = 50, 500, 3.0, (1.0, 30.0)  # reports, reports, seconds, seconds
HOST = re.compile(r"[\w.-]+|\[[\da-fA-F:]+\]")
ME = "pulse"

_wake, _starting = Event(), Lock()
_sender: Thread | None = None


class NotAdmitted(Exception):
    """The room was reached and does not let one in; the text says why."""


def join(word: str, *, host: str = "", name: str = "") -> Note:
    """Join the room whose instructor said this word: verdicts, votes and named mistakes are posted there, never code.

    It lasts for a day, or until ``leave()``. Where the room cannot be reached, all waits in your progress file and is
    sent later, once.

    Args:
        word: that the instructor said.
        host: the instructor's machine, as in ``"192.168.1.20"`` or ``"192.168.1.20:8765"``. Left out on a class's hub,
            which knows its own.
        name: by which the instructor, and nobody else, sees you; left out, none.

    Returns:
        A note that says how it went; it shows itself.

    Raises:
        TypeError: an argument is no text.
        ValueError: a text is empty, too long or no machine's name, or it is not the room's word.

    Example:
        >>> join("", host="192.168.1.20")
        Traceback (most recent call last):
        ValueError: word must be the word that the instructor said, at most 40 characters; given '' (str).
    """
    _line("word", word, "the word that the instructor said", least=1)
    _line("name", name, "a name that you choose, or nothing")
    if isinstance(host, str) and not host:
        host = os.environ.get(OF_THE_HUB, "")
    me = {"word": word.strip(), "host": _address(host), "name": name.strip(), "when": now()}
    learner = update(lambda content: _enter(content, me))
    try:
        _post({**me, "learner": learner}, [])
    except NotAdmitted as error:
        leave()
        raise ValueError(
            f"word must be the room's own; given {word!r}, and {host} says: {error}."
        ) from None
    except OSError:
        return Note(
            f"{host} does not answer yet.",
            "What you do is kept in your progress file and sent as soon as it does.",
        )
    send_soon()
    called = f"as {me['name']}" if me["name"] else "without a name"
    return Note(
        f"You have joined {called}.",
        "Verdicts, votes and named mistakes are posted to the room from now on, never your code. "
        "`ml.leave()` ends that; it ends by itself after a day.",
    )


def leave() -> Note:
    """Leave the room: nothing is posted any more, and what still waits is dropped.

    Returns:
        A note; it shows itself.

    Example:
        >>> leave().title
        'You have left the room. Nothing is posted.'
    """

    def forget(content: Content) -> None:
        content["joined"].clear()
        content["to_send"].clear()

    update(forget)
    return Note("You have left the room. Nothing is posted.")


def note_news(before: Content, content: Content) -> None:
    """Lay what is new in the progress among what waits to be sent."""
    me = content["joined"].get(ME)
    if not me or datetime.fromisoformat(now()) - datetime.fromisoformat(me["when"]) > LASTS:
        return
    for report in _news(before, content):
        me["number"] = me.get("number", 0) + 1
        if len(content["to_send"]) < KEPT:
            content["to_send"][str(me["number"])] = report


def send_soon() -> None:
    """Send what waits, on a thread of its own; the notebook does not wait for it."""
    global _sender
    with _starting:
        _wake.set()
        if _sender is None or not _sender.is_alive():
            _sender = Thread(target=_send_all, name="mlcourse pulse", daemon=True)
            _sender.start()


# --- what is new


def _news(before: Content, content: Content) -> list[Entry]:
    """Return a report of each entry that has changed."""
    return [
        {"kind": kind, "item": item, **told}
        for section, (kind, tell) in TOLD.items()
        for item, entry in content[section].items()
        if entry != before[section].get(item) and (told := tell(item, entry)) is not None
    ]


def _task(item: str, entry: Entry) -> Entry | None:
    if "status" not in entry:
        return None
    return {"value": entry.get("mistake", ""), "right": entry["status"] == "passed"}


def _order(item: str, entry: Entry) -> Entry:
    return {"right": entry.get("found", False)}


def _question(item: str, entry: Entry) -> Entry | None:
    return {"value": entry["last"]} if "last" in entry else None


def _prediction(item: str, entry: Entry) -> Entry:
    """Return what was predicted; of a drawn curve only whether it counts as right."""
    if curriculum.find_prediction(item).curve:
        return {"value": "near" if entry["right"] else "far"}
    return {"value": entry["answer"]}


TOLD: dict[str, tuple[str, Callable[[str, Entry], Entry | None]]] = {
    "tasks": ("task", _task),
    "ordered": ("order", _order),
    "questions": ("vote", _question),
    "predictions": ("vote", _prediction),
}
"""For each section of the progress file that is reported: as what, and what of an entry."""


# --- sending


def _send_all() -> None:
    """Send until nothing waits; where the room does not answer, again and again, ever more seldom."""
    wait = WAITS[0]
    while True:
        _wake.clear()
        content = read()
        me, waiting = content["joined"].get(ME), dict(content["to_send"])
        if not me or not waiting:
            return
        some = sorted(waiting, key=int)[:AT_ONCE]
        try:
            _post(me, [{"number": int(each), **waiting[each]} for each in some])
        except NotAdmitted:
            return  # until the next verdict, or the next ``join``
        except OSError:
            _wake.wait(wait)
            wait = min(2 * wait, WAITS[1])
            continue
        update(partial(_drop, some))
        wait = WAITS[0]


def _drop(sent: list[str], content: Content) -> None:
    for number in sent:
        content["to_send"].pop(number, None)


def _post(me: Entry, reports: list[Entry]) -> None:
    """Post to the room, straight there: no proxy is asked.

    Raises:
        NotAdmitted: the room does not take it, and will not take it later.
        OSError: it cannot be reached, or asks for patience.
    """
    told = {name: me[name] for name in ("word", "name", "learner")}
    body = json.dumps({**told, "reports": reports}).encode()
    opener = build_opener(ProxyHandler({}))
    try:
        with opener.open(f"http://{me['host']}/report", body, timeout=ANSWER_IN) as answer:
            answer.read()
    except HTTPError as error:
        if error.code == 429 or error.code >= 500:
            raise
        raise NotAdmitted(_why(error)) from None
    except ValueError as error:
        raise OSError(str(error)) from None


def _why(error: HTTPError) -> str:
    try:
        return str(json.loads(error.read(2000))["refused"])
    except (ValueError, KeyError, TypeError):
        return "it is no pulse of this course"


def _enter(content: Content, me: Entry) -> str:
    """Note that one has joined; who joins again stays who they were."""
    before = content["joined"].get(ME, {})
    learner: str = before.get("learner") or uuid4().hex
    content["joined"][ME] = {"number": before.get("number", 0), **me, "learner": learner}
    return learner


def _address(host: Any) -> str:
    """Return machine and port."""
    _line("host", host, 'the instructor\'s machine, such as "192.168.1.20"', least=1)
    machine, port = host.strip().removeprefix("http://").rstrip("/"), ""
    if not machine.endswith("]") and ":" in machine:
        machine, _, port = machine.rpartition(":")
    if not HOST.fullmatch(machine) or not (port.isdecimal() or not port):
        raise ValueError(f'host must be a machine such as "192.168.1.20:{PORT}"; given {given(host)}.')  # fmt: skip
    return f"{machine}:{port or PORT}"


def _line(name: str, text: Any, needed: str, least: int = 0) -> None:
    wanted = f"{name} must be {needed}, at most 40 characters; given {given(text)}."
    if not isinstance(text, str):
        raise TypeError(wanted)
    if not least <= len(text.strip()) <= 40 or not text.isprintable():
        raise ValueError(wanted)
