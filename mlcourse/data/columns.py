"""A column of a table: numbers, or texts that name categories, and what is odd about its cells."""

import re
import unicodedata
from collections import Counter
from typing import NamedTuple

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.data.flaws import Flaw
from mlcourse.data.sheet import NUMBER, Sheet

NOTHING = {"", "na", "n/a", "#n/a", "nan", "null", "?", "-", "–", "—", ".", "missing", "unknown"}
MOSTLY = 0.8  # of the cells must be numbers, and the column holds numbers
LARGEST = 1e100  # beyond it squares are infinite
DECIMAL_COMMA = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d*),\d+([eE][+-]?\d+)?")
THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
DOTTED_THOUSANDS = re.compile(r"[+-]?\d{1,3}(\.\d{3})+")
DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}.*")
SHOWN = 4


class Column(NamedTuple):
    """One column: ``numbers`` where it holds numbers, else ``texts``."""

    name: str
    numbers: Array | None
    """(N,), NaN where nothing stands or what is no number."""

    texts: tuple[str, ...]
    """(N,), one spelling for each category, empty where nothing stands."""

    missing: Array
    """(N,), whether nothing stands there that can be used."""

    flaws: tuple[Flaw, ...]

    @property
    def categories(self) -> tuple[str, ...]:
        """The different texts, in alphabetical order."""
        return tuple(sorted({text for text in self.texts if text}))

    @property
    def codes(self) -> Array:
        """Its numbers, or a number for each category (N,)."""
        if self.numbers is not None:
            return self.numbers
        return np.unique(self.texts, return_inverse=True)[1].ravel().astype(float)

    @property
    def is_date(self) -> bool:
        """Whether its texts are dates."""
        return bool(self.categories) and all(DATE.fullmatch(each) for each in self.categories)


def read_column(sheet: Sheet, place: int) -> Column:
    """Read a column of a sheet: as numbers if most of its cells are numbers, else as texts.

    Args:
        sheet: the cells as text.
        place: which column, from 0.

    Example:
        >>> sheet = Sheet(("n",), [["1,5"], ["2"], ["?"]], [2, 3, 4], ";", [])
        >>> read_column(sheet, 0).numbers
        array([1.5, 2. , nan])
    """
    name, cells = sheet.names[place], [row[place] for row in sheet.rows]
    plain = [_plain(cell) for cell in cells]
    is_blank = np.array([text.casefold() in NOTHING for text in plain], dtype=bool)
    held = [text for text, blank in zip(plain, is_blank, strict=True) if not blank]
    readings, flaws = _without_commas(name, held, sheet.delimiter)
    numbers = [_number(text) for text in readings]
    good = sum(number is not None for number in numbers)
    if held and good >= MOSTLY * len(held):
        values = np.full(len(cells), np.nan)
        values[~is_blank] = [np.nan if number is None else number for number in numbers]
        unread = np.isnan(values) & ~is_blank
        if unread.any():
            flaws.append(_unread(name, unread, cells, sheet.lines))
        return Column(
            name, values, (), np.isnan(values), (*flaws, *_blanks(name, is_blank, sheet.lines))
        )
    texts, spellings = _one_spelling(name, cells, plain, is_blank)
    return Column(name, None, texts, is_blank, (*spellings, *_blanks(name, is_blank, sheet.lines)))


def _plain(cell: str) -> str:
    """Return a cell without what cannot be seen: spaces around it, two of them in it, two ways to write é."""
    return " ".join(unicodedata.normalize("NFC", cell).replace("\u2212", "-").split())


def _number(text: str) -> float | None:
    """Return the number that a text is, None where it is none or too large to compute with."""
    value = float(text) if NUMBER.fullmatch(text) and text.isascii() else None
    return value if value is not None and abs(value) <= LARGEST else None


def _without_commas(name: str, texts: list[str], delimiter: str) -> tuple[list[str], list[Flaw]]:
    """Return numbers with commas in them as Python writes them: 1,5 or 1.234,5 or 1,234.5."""
    with_comma = [text for text in texts if "," in text]
    if delimiter == "," and with_comma and all(map(THOUSANDS.fullmatch, with_comma)):
        note = Flaw(
            "commas",
            name,
            f"{with_comma[0]} is read as {with_comma[0].replace(',', '')}.",
            "Is that so? If the comma is a decimal comma, write a point.",
        )
        return [text.replace(",", "") for text in texts], [note]
    if not with_comma or not all(map(DECIMAL_COMMA.fullmatch, with_comma)):
        return texts, []
    note = Flaw(
        "decimal commas",
        name,
        f"{with_comma[0]} is read as {_pointed(with_comma[0])}.",
        "Nothing is to be done if that is so.",
    )
    return [_pointed(text) for text in texts], [note]


def _pointed(text: str) -> str:
    """Return a number of a column of decimal commas with a decimal point."""
    if "," in text or DOTTED_THOUSANDS.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    return text


def _unread(name: str, unread: Array, cells: list[str], lines: list[int]) -> Flaw:
    first = int(unread.argmax())
    count = int(unread.sum())
    return Flaw(
        "text among numbers",
        name,
        f"{count} cell{'s' * (count != 1)} cannot be used as a number, such as {_short(cells[first])!r} "
        f"in line {lines[first]}.",
        "Those rows are left out; write the number alone, without a unit.",
    )


def _blanks(name: str, is_blank: Array, lines: list[int]) -> tuple[Flaw, ...]:
    count = int(is_blank.sum())
    if not count:
        return ()
    first = [str(lines[i]) for i in np.flatnonzero(is_blank)[:SHOWN]]
    where = f"line{'s' * (count != 1)} {', '.join(first)}{', …' * (count > SHOWN)}"
    return (
        Flaw(
            "missing values",
            name,
            f"nothing stands in {count} of {len(is_blank)} rows ({where}).",
            "Those rows are left out. Why is nothing there? It may go with the target.",
        ),
    )


def _one_spelling(
    name: str, cells: list[str], plain: list[str], is_blank: Array
) -> tuple[tuple[str, ...], list[Flaw]]:
    """Return the texts, those that differ only in case or spaces written as the most frequent of them."""
    as_written: dict[str, Counter[str]] = {}
    for cell, text, blank in zip(cells, plain, is_blank, strict=True):
        if not blank:
            as_written.setdefault(text.casefold(), Counter())[cell] += 1
    chosen = {key: _plain(found.most_common(1)[0][0]) for key, found in as_written.items()}
    several = [found for found in as_written.values() if len(found) > 1]
    flaws = []
    if several:
        shown = ", ".join(f"{_short(text)!r} ({n})" for text, n in several[0].most_common(SHOWN))
        best = chosen[next(key for key, found in as_written.items() if found is several[0])]
        more = len(several) - 1
        also = f" The same holds for {more} more." if more else ""
        flaws.append(
            Flaw(
                "spellings",
                name,
                f"{shown} are taken as one, {_short(best)!r}.{also}",
                "If they are different things, give them different names.",
            )
        )
    texts = ("" if b else chosen[text.casefold()] for text, b in zip(plain, is_blank, strict=True))
    return tuple(texts), flaws


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:27] + "..."
