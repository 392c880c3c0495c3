"""The pages of the pulse and what they listen to: tornado's handlers around a store and a board."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler

from mlcourse.pulse.board import Board
from mlcourse.pulse.limits import Bucket
from mlcourse.pulse.posted import Posted, Refused, asked, options, read, task_titles
from mlcourse.pulse.store import Store

PAGE = Path(__file__).parent / "page"
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
LEARNERS, REPORTS_EACH, LISTENERS, BODY = 1000, 3000, 50, 64_000
GATHER = 0.02  # seconds in which reports are put together before they are shown
QUIET = 15.0  # seconds after which a page that listens hears that all is well
WORDS = (
    "acorn amber anchor apple basil birch cedar cherry cliff clover coral crane daisy delta ember fern finch ginger "
    "harbor hazel heron island juniper lemon linden maple meadow mint olive orchid otter pebble pepper plum poplar "
    "prairie quartz raven river robin saffron sage spruce thistle tulip valley walnut willow"
)


class Room:
    """What all handlers share: the store, the board made of it, who listens, and how often one may post.

    Args:
        store: where all is kept.
        word: the room's; "" keeps the one that it has, or chooses one.
        at: the address at which a hub serves the pages; there, notebooks know by themselves where to post.
    """

    def __init__(self, store: Store, word: str = "", at: str = "") -> None:
        self.store, self.at = store, at
        fresh = "" if store.has("word") else secrets.choice(WORDS.split())
        self.word = store.setting("word", word.strip().lower() or fresh)
        self.secrets = {kind: store.setting(kind) for kind in ("projector", "instructor")}
        self.board = Board(store.learners(), shown=store.setting("shown") if store.has("shown") else "")  # fmt: skip
        for item, number, revealed in store.rounds():
            self.board.voting(item, number).revealed = revealed
        for learner, report, number, when in store.reports():
            self.board.take(learner, report, number, when)
        self.listeners: dict[Listen, str] = {}
        self.all, self.each = Bucket(2000, 1000), dict[str, Bucket]()
        self._told_soon = False
        task_titles(), asked()  # loads the curriculum now, and not while the first one waits

    def take(self, posted: Posted) -> None:
        """Keep what was posted, once, and show it.

        Raises:
            Refused: it is another room's word, or too much.
        """
        self._admit(posted)
        at = time.time()
        new = self.store.keep(posted, self.board.round_of, at)
        self.board.names[posted.learner] = posted.name
        for report, number in new:
            self.board.take(posted.learner, report, number, at)
        self.tell()

    def _admit(self, posted: Posted) -> None:
        now, learner = time.monotonic(), posted.learner
        if not self.all.spend(now):
            raise Refused("too many at once; it is tried again later", 429)
        if not secrets.compare_digest(posted.word.lower().encode(), self.word.encode()):
            raise Refused("this is not the room's word", 403)
        if learner not in self.board.names and len(self.board.names) >= LEARNERS:
            raise Refused("the room is full", 403)
        if not self.each.setdefault(learner, Bucket(20, 2)).spend(now):
            raise Refused("too many at once; it is tried again later", 429)
        if self.store.count(learner) + len(posted.reports) > REPORTS_EACH:
            raise Refused("that is more than anybody does in a day", 403)

    def act(self, what: str, item: str) -> None:
        """Do what the instructor chose: show a question, vote again, reveal or hide its votes, show none.

        Raises:
            Refused: it is none of these, or there is no such question.
        """
        if item not in asked() and not (what == "show" and not item):
            raise Refused("there is no such question")
        if what == "show":
            self.board.shown = item
            self.store.setting("shown", item or "none")
        elif what in ("again", "reveal", "hide"):
            voting = self.board.voting(item)
            voting.revealed = what == "reveal"
            if what == "again":
                voting.rounds.append({})
            self.store.turn(item, len(voting.rounds), voting.revealed)
        else:
            raise Refused("show, again, reveal or hide was expected")
        self.tell()

    def tell(self) -> None:
        """Tell all who listen, soon: what comes together is told together."""
        if not self._told_soon:
            self._told_soon = True
            asyncio.get_running_loop().call_later(GATHER, self._tell_now)

    def _tell_now(self) -> None:
        self._told_soon = False
        views = {kind: self.view(kind) for kind in set(self.listeners.values())}
        for listener, kind in list(self.listeners.items()):
            listener.show(views[kind])

    def view(self, kind: str) -> str:
        """Return what a page shows, as JSON."""
        board = self.board
        found = board.for_projector() if kind == "projector" else board.for_instructor(time.time())
        told = {**found, "word": self.word, "hub": bool(self.at)}
        return json.dumps(told, ensure_ascii=False)


class Base(RequestHandler):
    """What holds for every answer."""

    room: Room

    def initialize(self, room: Room) -> None:
        """Take what the handlers share."""
        self.room = room

    def set_default_headers(self) -> None:
        """Load nothing from elsewhere, be in nobody's frame, tell no link to others."""
        self.set_header("Content-Security-Policy", POLICY)
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cache-Control", "no-store")

    def check_link(self, kind: str, secret: str) -> None:
        """Refuse who does not hold the link."""
        if not secrets.compare_digest(secret.encode(), self.room.secrets[kind].encode()):
            raise HTTPError(404)

    def send_page(self, name: str) -> None:
        """Answer with a file of the pages."""
        self.set_header("Content-Type", f"{KINDS[Path(name).suffix]}; charset=utf-8")
        self.finish((PAGE / name).read_bytes())

    def answer(self, work: Any) -> None:
        """Answer with what the work returns, or with why it was refused."""
        try:
            self.finish(json.dumps(work()))
        except Refused as refused:
            self.set_status(refused.status)
            self.finish(json.dumps({"refused": str(refused)}))


class File(Base):
    """The pages' script and style, and the page of who has no Python."""

    def get(self, name: str = "") -> None:
        """Answer with the file."""
        self.send_page(name or "learner.html")


class Page(Base):
    """The projector's page and the instructor's: only who holds the link sees them."""

    def get(self, kind: str, secret: str) -> None:
        """Answer with the page."""
        self.check_link(kind, secret)
        self.send_page(f"{kind}.html")


class Listen(Base):
    """Server-sent events: what a page shows, whole, whenever it has changed."""

    def show(self, view: str) -> None:
        """Put the newest view in the place of one that has not gone out yet."""
        self.newest = view
        self.changed.set()

    async def get(self, kind: str, secret: str) -> None:
        """Send what there is, and then what comes."""
        self.check_link(kind, secret)
        if len(self.room.listeners) >= LISTENERS:
            raise HTTPError(503)
        self.set_header("Content-Type", "text/event-stream")
        self.changed, self.newest, self.open = asyncio.Event(), self.room.view(kind), True
        self.room.listeners[self] = kind
        self.changed.set()
        while self.open:
            try:
                await asyncio.wait_for(self.changed.wait(), QUIET)
                self.changed.clear()
                self.write(f"data: {self.newest}\n\n")
            except TimeoutError:
                self.write(": still here\n\n")
            if self.open:
                await self.flush()

    def on_connection_close(self) -> None:
        """Forget who is gone."""
        self.open = False
        self.room.listeners.pop(self, None)
        if hasattr(self, "changed"):
            self.changed.set()


class Report(Base):
    """Where notebooks post to."""

    def post(self) -> None:
        """Take what was posted; say which reports are kept."""

        def take() -> dict[str, Any]:
            posted = read(self.request.body)
            self.room.take(posted)
            return {"kept": [each.number for each in posted.reports]}

        self.answer(take)


class Asked(Base):
    """The question that is shown, for who has no Python: without its votes."""

    def get(self) -> None:
        """Answer with the question, or with nothing."""
        item = self.room.board.shown
        question = self.room.board.question(item, for_instructor=False)
        if question is None or not asked()[item].options:
            self.answer(lambda: None)
            return
        texts = [each["text"] for each in question["options"]]
        told = {"item": item, "text": question["text"], "round": self.room.board.round_of(item)}
        self.answer(lambda: {**told, "options": texts, "values": options(item)})


class Act(Base):
    """What the instructor does: show a question, vote again, reveal."""

    def post(self, secret: str) -> None:
        """Do it."""
        self.check_link("instructor", secret)
        self.answer(lambda: self.room.act(self.get_argument("what"), self.get_argument("item", "")))


class Choices(Base):
    """All questions of the course, by which the instructor chooses one."""

    def get(self, secret: str) -> None:
        """Answer with their ids and texts."""
        self.check_link("instructor", secret)
        found = [{"item": each.id, "text": each.text} for each in asked().values()]
        self.answer(lambda: found)


def serve(room: Room, host: str, port: int) -> int:
    """Begin to listen; return the port.

    Args:
        room: what is served.
        host: the address to listen on; "" takes all of the machine's.
        port: 0 takes any free one.

    Raises:
        OSError: the port is taken.
    """
    link, shared, under = r"([\w-]{1,40})", {"room": room}, prefix(room.at)
    application = Application([
        (rf"{under}/", File, shared),
        (rf"{under}/page/(pulse\.css|(?:pulse|projector|instructor|learner)\.js)", File, shared),
        (rf"(?:{under})?/report", Report, shared),
        (rf"{under}/asked", Asked, shared),
        (rf"{under}/(projector|instructor)/{link}", Page, shared),
        (rf"{under}/(projector|instructor)/{link}/listen", Listen, shared),
        (rf"{under}/instructor/{link}/act", Act, shared),
        (rf"{under}/instructor/{link}/choices", Choices, shared),
    ], log_function=lambda handler: None)  # fmt: skip
    sockets = bind_sockets(port, host)
    server = HTTPServer(application, max_body_size=BODY)
    server.add_sockets(sockets)
    return int(sockets[0].getsockname()[1])


def prefix(at: str) -> str:
    """Return what stands before each path where a hub serves the pages, as a pattern.

    Example:
        >>> prefix("https://192.168.1.20:8000/services/pulse/"), prefix("")
        ('/services/pulse', '')
    """
    return re.escape(urlsplit(at).path.rstrip("/"))
