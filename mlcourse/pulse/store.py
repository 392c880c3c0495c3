"""What was posted, in one SQLite file: a report is kept once, and before it is acknowledged."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from mlcourse.pulse.posted import Posted, Report

TABLES = """
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS learners (learner TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS rounds (item TEXT PRIMARY KEY, round INTEGER NOT NULL, revealed INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS reports (
    learner TEXT NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL, item TEXT NOT NULL, value TEXT NOT NULL,
    right INTEGER NOT NULL, round INTEGER NOT NULL, at REAL NOT NULL, PRIMARY KEY (learner, number)
);
"""
IN_ORDER = "SELECT learner, number, kind, item, value, right, round, at FROM reports ORDER BY rowid"
REPORTED = "INSERT OR IGNORE INTO reports VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
NAMED = "INSERT INTO learners VALUES (?, ?) ON CONFLICT DO UPDATE SET name = excluded.name"


class Store:
    """The file. It is opened anew after a crash and holds all that was acknowledged."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.executescript(TABLES)

    def setting(self, name: str, wanted: str = "") -> str:
        """Return a setting; what is ``wanted`` replaces it, and where there is neither a secret is made."""
        if wanted or not self._read("SELECT 1 FROM settings WHERE name = ?", name):
            value = wanted or secrets.token_urlsafe(12)
            self._db.execute("REPLACE INTO settings VALUES (?, ?)", (name, value))
        ((value,),) = self._read("SELECT value FROM settings WHERE name = ?", name)
        return str(value)

    def has(self, name: str) -> bool:
        """Return whether there is such a setting."""
        return bool(self._read("SELECT 1 FROM settings WHERE name = ?", name))

    def keep(
        self, posted: Posted, round_of: Callable[[str], int], at: float
    ) -> list[tuple[Report, int]]:
        """Keep what was posted, all or nothing; return what was new, each with its round.

        Args:
            posted: by one learner.
            round_of: gives the round in which a question is.
            at: the time, in seconds since 1970.
        """
        new = []
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute(NAMED, (posted.learner, posted.name))
            for each in posted.reports:
                number = round_of(each.item)
                row = (each.number, each.kind, each.item, each.value, each.right, number, at)
                if self._db.execute(REPORTED, (posted.learner, *row)).rowcount:
                    new.append((each, number))
        return new

    def turn(self, item: str, number: int, revealed: bool) -> None:
        """Keep the round of a question, and whether its votes are shown."""
        self._db.execute("REPLACE INTO rounds VALUES (?, ?, ?)", (item, number, revealed))

    def learners(self) -> dict[str, str]:
        """Return the names of all who joined, in the order in which they did."""
        return dict(self._read("SELECT learner, name FROM learners ORDER BY rowid"))

    def rounds(self) -> Iterator[tuple[str, int, bool]]:
        """Yield each question's round, and whether its votes are shown."""
        for item, number, revealed in self._read("SELECT item, round, revealed FROM rounds"):
            yield item, number, bool(revealed)

    def reports(self) -> Iterator[tuple[str, Report, int, float]]:
        """Yield each report as it came: whose, what, in which round, when."""
        for learner, count, kind, item, value, right, number, at in self._read(IN_ORDER):
            yield learner, Report(count, kind, item, value, bool(right)), number, at

    def count(self, learner: str) -> int:
        """Return how many reports of a learner are kept."""
        ((number,),) = self._read("SELECT count(*) FROM reports WHERE learner = ?", learner)
        return int(number)

    def _read(self, query: str, *values: str) -> list[tuple]:
        return self._db.execute(query, values).fetchall()
