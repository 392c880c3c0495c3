"""Files that strangers hand in: read from a folder or out of a zip, never further than a bound, never through a link.

A file's place is given as its parts, as in ``("alice", "04_backpropagation", "helpers.py")``, wherever it lies.
"""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

LARGEST = 20_000_000  # bytes of one file
MOST = 20_000  # files
ALL_OF_A_ZIP = 2_000_000_000  # bytes, unpacked
RATIO = 500  # unpacked to packed, from which on a large file is a bomb
DEEPEST = 6  # folders within folders
LONGEST = 255  # characters of a name
IS_LINK = 0o120000


class Refused(Exception):
    """A file that is not read; its text says why."""


@dataclass(frozen=True)
class File:
    """A file that was handed in.

    Args:
        parts: its place: folders and name.
        disk: where it lies; the zip, if it lies in one.
        entry: its number in the zip; None where it lies in a folder.
        refused: why it is not read; empty where it is.
    """

    parts: tuple[str, ...]
    disk: Path
    entry: int | None = None
    refused: str = ""

    @property
    def name(self) -> str:
        """The name alone."""
        return self.parts[-1]

    def read(self) -> bytes:
        """Return what is in it.

        Raises:
            Refused: it is a link, too large, damaged, or gone.
        """
        if self.refused:
            raise Refused(self.refused)
        try:
            return _from_disk(self.disk) if self.entry is None else _from_zip(self.disk, self.entry)
        except (
            OSError,
            zipfile.BadZipFile,
            zlib.error,
            RuntimeError,
            NotImplementedError,
        ) as error:
            raise Refused(f"{self.name} cannot be read: {error}.") from None


def files_in(source: Path) -> list[File]:
    """Return the files of a folder or a zip, in the order of their places.

    Raises:
        Refused: it is neither, holds too many files, or is a zip that unpacks to more than is read.
    """
    if source.is_dir():
        found = list(_in_folder(source, ()))
    elif zipfile.is_zipfile(source):
        found = list(_in_zip(source))
    else:
        raise Refused(f"{source} is neither a folder nor a zip file.")
    if len(found) > MOST:
        raise Refused(f"{source} holds more than {MOST:,} files.")
    return sorted(found, key=lambda file: file.parts)


def _in_folder(folder: Path, above: tuple[str, ...]) -> Iterator[File]:
    """Yield the files below a folder; a link, a pipe or a device is refused where it stands."""
    for entry in os.scandir(folder):
        parts, path = (*above, entry.name), Path(entry.path)
        if _is_private(entry.name):
            continue
        if entry.is_symlink():
            yield File(parts, path, refused=f"{entry.name} is a link, and links are not followed.")
        elif entry.is_dir():
            if len(parts) <= DEEPEST:
                yield from _in_folder(path, parts)
        elif entry.is_file():
            yield File(parts, path)
        else:
            yield File(parts, path, refused=f"{entry.name} is no file that can be read.")


def _in_zip(source: Path) -> Iterator[File]:
    """Yield the files of a zip, those that would lie outside of it, or lie about their size, as refused."""
    with zipfile.ZipFile(source) as archive:
        entries = archive.infolist()
        if sum(each.file_size for each in entries) > ALL_OF_A_ZIP:
            raise Refused(
                f"{source.name} unpacks to more than {ALL_OF_A_ZIP / 1e9:.0f} GB: a zip bomb?"
            )
        for number, entry in enumerate(entries):
            if entry.is_dir():
                continue
            place = PurePosixPath(entry.filename.replace("\\", "/"))
            parts = tuple(part for part in place.parts if part not in ("/", ".."))
            if not parts or any(_is_private(part) for part in parts) or len(parts) > DEEPEST:
                continue
            short = tuple(part[:LONGEST] for part in parts)
            yield File(short, source, number, _why_not(entry, place))


def _why_not(entry: zipfile.ZipInfo, place: PurePosixPath) -> str:
    if any(len(part) > LONGEST for part in place.parts):
        return f"{place.name[:40]}… has a name that no disk takes."
    if place.is_absolute() or ".." in place.parts or ":" in place.parts[0]:
        return f"{place.name} would be unpacked outside of its folder."
    if (entry.external_attr >> 16) & 0o170000 == IS_LINK:
        return f"{place.name} is a link, and links are not followed."
    if entry.file_size > LARGEST or (
        entry.file_size > 1e6 and entry.file_size > RATIO * entry.compress_size
    ):
        return f"{place.name} unpacks to {entry.file_size / 1e6:,.0f} MB, and is not unpacked."
    return ""


def _from_disk(path: Path) -> bytes:
    handle = os.open(
        path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    )
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise Refused(f"{path.name} is no file that can be read.")
        return _bounded(file.read(LARGEST + 1), path.name)


def _from_zip(source: Path, number: int) -> bytes:
    with zipfile.ZipFile(source) as archive:
        entry = archive.infolist()[number]
        with archive.open(entry) as file:
            return _bounded(file.read(LARGEST + 1), entry.filename)


def _bounded(content: bytes, name: str) -> bytes:
    if len(content) > LARGEST:
        raise Refused(f"{name} has more than {LARGEST / 1e6:.0f} MB.")
    return content


def _is_private(name: str) -> bool:
    return name.startswith((".", "__MACOSX", "__pycache__"))
