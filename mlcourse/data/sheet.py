"""A CSV file as somebody saved it: its encoding, what parts its cells, its heading and its rows.

What is odd and can be read all the same is noted as a flaw; what cannot be read is refused, with the line.
"""

import codecs
import csv
import os
import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from mlcourse.base.errors import given
from mlcourse.data.flaws import Flaw

DELIMITERS = ",;\t|"
LOOKED_AT = 50  # rows by which the delimiter is found
RAGGED = 0.1  # share of rows of another length, from which on the file is not understood
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
OTHER_KINDS = {
    b"PK\x03\x04": "a workbook or an archive (.xlsx, .ods, .zip)",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook (.xls)",
    b"\x1f\x8b": "compressed (.gz)",
    b"%PDF": "a PDF",
    b"\x93NUMPY": "a NumPy file",
    b"PAR1": "a Parquet file",
    b"<!doctype": "a web page",
    b"<html": "a web page",
}


class Sheet(NamedTuple):
    """The cells of a file, as text."""

    names: tuple[str, ...]
    rows: list[list[str]]
    """Each with a cell for each name."""

    lines: list[int]
    """In which line of the file each row ends, from 1."""

    delimiter: str
    flaws: list[Flaw]


def read_sheet(path: Any, delimiter: str | None = None) -> Sheet:
    """Read a CSV file as text.

    Args:
        path: of the file.
        delimiter: what parts the cells; found where it is not given.

    Returns:
        Its names and its rows.

    Raises:
        TypeError: path is no path, or delimiter no single character.
        FileNotFoundError: there is no such file.
        ValueError: it is empty, no text, or no table.
    """
    file, flaws = _checked_path(path), list[Flaw]()
    text = _decoded(file, flaws)
    first, _, rest = text.partition("\n")
    if announced := re.fullmatch(r"sep=(.)\r?", first):  # as Excel writes it
        text, delimiter = rest, delimiter or announced[1]
    delimiter = _checked_delimiter(delimiter) or _found_delimiter(text)
    rows = list(_rows(file, text, delimiter))
    if not rows:
        raise ValueError(f"{file.name} must hold a table; given a file without any cell.")
    names = _names(rows, flaws)
    return _rectangular(file, names, rows, delimiter, flaws)


def _checked_path(path: Any) -> Path:
    if not isinstance(path, str | os.PathLike):
        raise TypeError(
            f'path must be the name of a CSV file; given {given(path)}. Try "my_data.csv".'
        )
    if re.match(r"[a-z]+://", str(path)):
        raise ValueError(
            f"path must name a file on this computer; given {given(path)}. Download it first."
        )
    file = Path(os.fsdecode(path)).expanduser()
    if "\0" in str(file) or not exists(file):
        raise FileNotFoundError(f"path: there is no file {str(path)!r}.{_nearby(file)}")
    if not file.is_file():
        raise ValueError(
            f"path must be a file; given the folder {str(path)!r}.{_nearby(file / 'x.csv')}"
        )
    return file


def exists(file: Path) -> bool:
    """Return whether there is such a file; there is none whose name this system cannot write."""
    try:
        return file.exists()
    except (OSError, ValueError):
        return False


def _nearby(file: Path) -> str:
    """Name the CSV files that lie where one was looked for."""
    try:
        here = [each.name for each in file.parent.glob("*.[cC][sS][vV]")]
    except (OSError, ValueError):
        here = []
    near = get_close_matches(file.name, here, n=3, cutoff=0.0)
    return (
        f" In that folder are {', '.join(near)}."
        if near
        else f" This notebook runs in {Path.cwd()}."
    )


def _decoded(file: Path, flaws: list[Flaw]) -> str:
    """Return the file's text, whatever encoding it was saved in."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise ValueError(f"path: {file.name} cannot be read: {error.strerror}.") from None
    for start, kind in OTHER_KINDS.items():
        if raw[:16].lstrip().lower().startswith(start.lower()):
            raise ValueError(
                f"{file.name} must be text; given {kind}. Open it in a spreadsheet and save it as CSV."
            )
    is_wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = raw.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
        flaws.append(
            Flaw(
                "encoding",
                "",
                "it is not saved as UTF-8 and is read as Windows-1252.",
                "Look whether ä, é, ° are right; if not, save it as UTF-8.",
            )
        )
    if "\0" in text:
        raise ValueError(
            f"{file.name} must be text; given bytes of 0 in it. Save it as CSV in UTF-8."
        )
    if not text.strip():
        raise ValueError(f"{file.name} must hold a table; given an empty file.")
    return text


def _checked_delimiter(delimiter: Any) -> str | None:
    if delimiter is None:
        return None
    if not isinstance(delimiter, str):
        raise TypeError(f'delimiter must be a character; given {given(delimiter)}. Try ";".')
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise ValueError(
            f'delimiter must be one character, no quote and no line end; given {delimiter!r}. Try ";".'
        )
    return delimiter


def _found_delimiter(text: str) -> str:
    """Return the character by which most rows fall into as many cells as the heading."""
    lines = text.splitlines(keepends=True)[: 4 * LOOKED_AT]

    def agreement(delimiter: str) -> tuple[float, int]:
        try:
            found = [
                len(row) for row in islice(csv.reader(lines, delimiter=delimiter), LOOKED_AT) if row
            ]
        except csv.Error:
            return (0.0, 0)
        if not found or found[0] < 2:
            return (0.0, 0)
        return (sum(width == found[0] for width in found) / len(found), found[0])

    return max(DELIMITERS, key=agreement)


def _rows(file: Path, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank, with the line in which it ends."""
    lines = text.splitlines(keepends=True) if "\x0b" not in text else text.split("\n")
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        raise ValueError(
            f"{file.name}: line {reader.line_num} cannot be read as CSV: {error}. "
            'Look for a quote " that is not closed, or that stands inside a cell.'
        ) from None


def _names(rows: list[tuple[int, list[str]]], flaws: list[Flaw]) -> tuple[str, ...]:
    """Take the heading off the rows; give a name to each column that has none."""
    heading = [cell.strip() for cell in rows[0][1]]
    if all(NUMBER.fullmatch(cell) for cell in heading):
        heading = [""] * len(heading)
        flaws.append(
            Flaw(
                "no heading",
                "",
                "the first line holds numbers, and so it is taken for data.",
                "Name the columns in the first line.",
            )
        )
    else:
        rows.pop(0)
    while (
        heading
        and not heading[-1]
        and all(len(r) < len(heading) or not r[len(heading) - 1].strip() for _, r in rows)
    ):
        heading.pop()  # each line ends in a delimiter
    names = list[str]()
    for place, cell in enumerate(heading):
        name = cell or f"column {place + 1}"
        again = next(n for n in range(1, len(heading) + 2) if _numbered(name, n) not in names)
        if again > 1:
            flaws.append(
                Flaw(
                    "a name twice",
                    name,
                    f"the second one is called {_numbered(name, again)!r}.",
                    "Are they the same? Then leave one out.",
                )
            )
        names.append(_numbered(name, again))
    return tuple(names)


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name} ({number})"


def _rectangular(
    file: Path,
    names: tuple[str, ...],
    rows: list[tuple[int, list[str]]],
    delimiter: str,
    flaws: list[Flaw],
) -> Sheet:
    """Keep the rows that have a cell for each name."""
    width = len(names)
    if width < 2:
        raise ValueError(
            f"{file.name} must hold at least two columns, an input and the target; given {width}, parted by "
            f"{delimiter!r}: {list(names)}. The names of the columns must stand in the first line; "
            'try another delimiter, such as delimiter=";".'
        )
    if not rows:
        raise ValueError(f"{file.name} must hold rows below its heading; given {list(names)} only.")
    cut = [
        (line, row[:width] if not any(c.strip() for c in row[width:]) else row)
        for line, row in rows
    ]
    kept = [(line, row) for line, row in cut if len(row) == width]
    odd = [(line, row) for line, row in cut if len(row) != width]
    if odd:
        line, row = odd[0]
        seen = f"{len(odd)} of {len(rows)} lines have another number of cells than the {width} of the heading; "
        seen += f"line {line} has {len(row)}"
        if len(odd) > RAGGED * len(rows):
            usual = Counter(len(each) for _, each in odd).most_common(1)[0][0]
            raise ValueError(
                f"{file.name} cannot be read as a table, its cells parted by {delimiter!r}: {seen}, and most of them "
                f"{usual}. Look for decimal commas, texts with {delimiter!r} and no quotes, lines above the heading; "
                "or give another delimiter."
            )
        flaws.append(
            Flaw(
                "ragged lines",
                "",
                f"{seen}.",
                "They are left out; mend them in the file.",
            )
        )
    return Sheet(names, [row for _, row in kept], [line for line, _ in kept], delimiter, flaws)
