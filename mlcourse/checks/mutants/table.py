"""What is kept of a lesson's mutants, in a file beside its tasks: fingerprint, text and words of each.

``python authoring/mutants.py`` builds the files. A file also holds a digest of what it was built from; a test
compares it with what is there.
"""

import hashlib
import inspect
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from mlcourse.checks.mutants.fingerprints import Fingerprint
from mlcourse.checks.task import Task

Array = np.ndarray
NAME = "mutants.npz"
NOTED = ("survivors", "collisions")
SOURCES = ("answers.py", "other_right_answers.py", "mistakes.py", "tasks.py")
AFTERWARDS = (
    "finding.py",
    "likeness.py",
    "mended.py",
    "reasons.py",
    "saying.py",
    "table.py",
)  # they read the tables
HERE = Path(__file__).parent


class Slip(NamedTuple):
    """What is kept of a mutant in words.

    Args:
        kind: the kind of edit.
        words: what is wrong, a clause that goes on "You get exactly these numbers if …".
        is_simple: whether the words alone tell what to look for.
        text: the source of the mutant.
        line: the line of it that was edited.
    """

    kind: str
    words: str
    is_simple: bool
    text: str
    line: str


class Table(NamedTuple):
    """The mutants of one task, one a row.

    Args:
        signatures: the fingerprints' signatures.
        numbers: the fingerprints' numbers.
        slips: the mutants in words.
        survivors: those that pass all probes, each with the reason why it is as right.
        collisions: those that only by the probes' numbers give what a listed mistake gives, each with its name.
    """

    signatures: Array
    numbers: Array
    slips: list[Slip]
    survivors: list[tuple[str, str]]
    collisions: list[tuple[str, str]]

    def of(
        self, fingerprint: Fingerprint, tolerance: float, is_value: bool = False
    ) -> Iterator[Slip]:
        """Yield the slips that have a fingerprint; of a value also a tiny one must agree in its digits."""
        found = fingerprint.agrees(self.signatures, self.numbers, tolerance)
        if is_value:
            apart = np.abs(self.numbers - fingerprint.numbers).max(axis=1)
            found &= apart <= tolerance * np.abs(fingerprint.numbers).max()
        return (self.slips[i] for i in np.flatnonzero(found))


def folder_of(task: Task) -> Path | None:
    """Return the folder of the lesson that a task belongs to; None where its answer lies in no file."""
    for answer in (task.answer, *task.worked):
        with suppress(TypeError, OSError):
            return Path(inspect.getfile(answer)).parent
    return None


def table_of(task: Task) -> Table | None:
    """Return the mutants of a task; None where there are none."""
    folder = folder_of(task)
    return _load(folder / NAME, task.name) if folder and (folder / NAME).is_file() else None


@lru_cache(maxsize=32)
def _load(path: Path, name: str) -> Table | None:
    with np.load(path) as file:
        if f"{name}.signatures" not in file:
            return None
        slips = [Slip(*each) for each in json.loads(file[f"{name}.slips"].tobytes())]
        noted = [
            [tuple(each) for each in json.loads(file[f"{name}.{part}"].tobytes())] for part in NOTED
        ]
        return Table(file[f"{name}.signatures"], file[f"{name}.numbers"], slips, *noted)


def save(folder: Path, tables: dict[str, Table]) -> None:
    """Write the tables of a lesson, by the tasks' names."""
    arrays: dict[str, Any] = {"digest": np.frombuffer(digest(folder).encode(), np.uint8)}
    for name, table in tables.items():
        arrays[f"{name}.signatures"] = table.signatures
        arrays[f"{name}.numbers"] = table.numbers
        for part in ("slips", *NOTED):
            text = json.dumps(getattr(table, part)).encode()
            arrays[f"{name}.{part}"] = np.frombuffer(text, np.uint8)
    np.savez_compressed(folder / NAME, **arrays)


def digest(folder: Path) -> str:
    """Return a digest of all that the mutants of a lesson depend on."""
    own = (file for file in sorted(HERE.rglob("*.py")) if file.name not in AFTERWARDS)
    files = [*(folder / name for name in SOURCES), *own]
    return hashlib.sha256(b"".join(map(_content, files))).hexdigest()


def is_current(folder: Path) -> bool:
    """Return whether the file of a lesson was built from what is there now."""
    with np.load(folder / NAME) as file:
        return bool(file["digest"].tobytes().decode() == digest(folder))


def _content(file: Path) -> bytes:
    """Return a file without what only lays it out."""
    return re.sub(rb"[\s(),]+", b"", file.read_bytes())


def stacked(
    rows: Iterable[tuple[Fingerprint, Slip]],
    survivors: list[tuple[str, str]],
    collisions: list[tuple[str, str]],
) -> Table:
    """Return a table of rows, and of what is noted while they are made."""
    prints, slips = zip(*rows, strict=True)
    signatures = np.array([each.signature for each in prints], dtype=np.uint32)
    numbers = np.stack([each.numbers for each in prints])
    return Table(signatures, numbers, list(slips), survivors, collisions)
