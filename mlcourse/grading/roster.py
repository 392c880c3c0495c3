"""Who should have handed in: a list of the class, and who of it is who among those that did.

Names are matched kindly: "Lovelace, Ada", "ada lovelace" and Canvas' "lovelaceada" are one, and who is listed as
"Müller" is found as "Muller" and "Mueller". What two could be is not guessed.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from mlcourse.base.legible import OF_NAMES
from mlcourse.grading.files import Refused
from mlcourse.grading.matching import Student

NOTHING = "Nothing was handed in."
LARGEST = 5_000_000  # bytes
MOST_IN_A_LINE = 2  # parts of a student's name between commas, where a roster is no table
IDS = ("student_id", "id", "username", "sis login id", "sis user id", "id number")
"""What columns with a student's id are called: by nbgrader, Canvas and Moodle."""

FULL = ("student", "full name", "name")
FIRST = ("first_name", "first name", "firstname")
LAST = ("last_name", "last name", "lastname", "surname")
MAIL = ("email", "email address")
WORKSHEETS = (
    ("Identifier", "Full name", "Grade", "Maximum Grade", "Last modified (grade)", "Feedback comments",
     "Email address"),
    ("ID", "Vollständiger Name", "Bewertung", "Bestwertung", "Zuletzt geändert (Bewertung)", "Feedback als Kommentar",
     "E-Mail-Adresse"),
    ("Identifiant", "Nom complet", "Note", "Note maximale", "Dernière modification (note)", "Feedback par commentaires",
     "Adresse de courriel"),
    ("Identificador", "Nombre completo", "Calificación", "Calificación máxima", "Última modificación (calificación)",
     "Comentarios de retroalimentación", "Dirección de correo"),
    ("Identificador", "Nome completo", "Nota", "Nota máxima", "Última modificação (nota)", "Comentários de feedback"),
)  # fmt: skip
"""What Moodle calls the columns of a grading worksheet, in English, German, French, Spanish and Brazil's Portuguese."""

IN_TABLE = 6  # of these, in this order, are written; the mail address is only read

LETTERS = str.maketrans(OF_NAMES)
"""How a name is written where there are only letters from a to z, and no accents."""

UMLAUTS = LETTERS | str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
"""The same, where a letter with a sign is written as two."""

NO_STUDENT = ("points possible", "student, test", "test student")


@dataclass(frozen=True)
class Listed:
    """One of the class.

    Args:
        id: what a missing student's row is called.
        name: in full, where it is known.
        keys: all that may stand for the student, without spaces, signs and accents.
        row: what the table says, by its heads in small letters, those of Moodle's worksheet in English; empty where the
            roster is no table.
        worksheet: of `WORKSHEETS` the one whose language the table has, where it is one.
    """

    id: str
    name: str
    keys: frozenset[str]
    row: Mapping[str, str] = field(default_factory=dict)
    worksheet: tuple[str, ...] = ()

    def first_of(self, heads: Iterable[str]) -> str:
        """Return what stands in the first of some columns that is not empty."""
        return next((found for each in heads if (found := self.row.get(each, "").strip())), "")


Roster = Mapping[str, Listed]
"""Who of the class is who, by the id under which something was handed in; empty where there is no roster."""


@dataclass(frozen=True)
class Matched:
    """Who is who.

    Args:
        of: of the class, by the id under which something was handed in.
        missing: of the class, who handed nothing in.
        said: who could not be matched, in words.
    """

    of: dict[str, Listed]
    missing: tuple[Listed, ...]
    said: tuple[str, ...]


def read_roster(path: Path) -> list[Listed]:
    """Return the class: of a table with a head, or of a text with one student a line.

    Raises:
        Refused: it cannot be read, or holds nobody.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise Refused(f"{path} is too large for a list of students.")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"The roster {path} cannot be read: {error}.") from None
    lines = [line for line in text.splitlines() if line.strip()]
    head = [each.strip() for each in next(csv.reader(lines[:1], dialect(lines)), [])]
    worksheet = next((each for each in WORKSHEETS if {each[0], each[4]} <= set(head)), ())
    english = dict(zip(worksheet, WORKSHEETS[0], strict=False))
    head = [english.get(each, each).casefold() for each in head]
    if any(each in (*IDS, *FULL, *FIRST, *LAST, *MAIL) for each in head):
        rows = csv.reader(lines[1:], dialect(lines))
        found = [_of_row(dict(zip(head, row, strict=False)), worksheet) for row in rows]
    elif len(head) > MOST_IN_A_LINE:
        raise Refused(
            f"The roster {path} looks like a table, and no column of it is known: {lines[0][:80]}. Call one "
            "student_id or name, or, in a worksheet of Moodle, the columns as Moodle does in English "
            f"({', '.join(WORKSHEETS[0])})."
        )
    else:
        found = [_of_line(line.strip()) for line in lines]
    listed = [each for each in found if each is not None]
    if not listed:
        raise Refused(
            f"The roster {path} names nobody. Needed is a student a line, or a table with a column such as "
            "student_id, name, or first_name and last_name."
        )
    return list({each.id: each for each in listed}.values())


def match(handed_in: Iterable[Student], roster: list[Listed]) -> Matched:
    """Return who of the class handed what in; nobody is guessed.

    Args:
        handed_in: who handed in, as their files say.
        roster: the class.
    """
    by_key: dict[str, list[Listed]] = {}
    for each in roster:
        for key in each.keys:
            by_key.setdefault(key, []).append(each)
    of, said, taken = dict[str, Listed](), list[str](), dict[str, str]()
    for student in handed_in:
        found = {each.id: each for key in _keys_of(student) for each in by_key.get(key, [])}
        exact = [each for each in found.values() if each.id in (student.id, student.number)]
        likely = exact if len(exact) == 1 else list(found.values())
        if not likely:
            said.append(f"{student.id} handed in, and is not on the roster.")
        elif len(likely) > 1:
            names = ", ".join(sorted(each.id for each in likely))
            said.append(f"{student.id} handed in, and may be any of these on the roster: {names}.")
        elif likely[0].id in taken:
            other = taken[likely[0].id]
            said.append(f"{student.id} and {other} may both be {likely[0].id} on the roster.")
        else:
            of[student.id], taken[likely[0].id] = likely[0], student.id
    missing = tuple(each for each in roster if each.id not in taken)
    return Matched(of, missing, tuple(said))


def dialect(lines: list[str]) -> type[csv.Dialect]:
    """Return how a table separates its columns: by commas, semicolons (Excel in Europe) or tabs."""
    semicolons = bool(lines) and lines[0].count(";") > lines[0].count(",")

    class Dialect(csv.excel):
        delimiter = ";" if semicolons else ("\t" if lines and "\t" in lines[0] else ",")

    return Dialect


def named(text: str, students: Iterable[Student], roster: Roster | None = None) -> list[Student]:
    """Return whom a text names, kindly: by the id, else by the name, the platform's number, or what the roster knows.

    Args:
        text: what somebody wrote.
        students: who handed in.
        roster: of the class, by the id under which something was handed in.
    """
    there = list(students)
    exact = [each for each in there if each.id == text]
    wanted = set(_keys([text], LETTERS))
    known = {id_: listed.keys for id_, listed in (roster or {}).items()}
    return exact or [
        each for each in there if wanted & (_keys_of(each) | known.get(each.id, frozenset()))
    ]


def _of_row(row: dict[str, str], worksheet: tuple[str, ...]) -> Listed | None:
    ids = [row[each].strip() for each in IDS if row.get(each, "").strip()]
    first, last, full, mail = (
        next((row[each].strip() for each in names if row.get(each, "").strip()), "")
        for names in (FIRST, LAST, FULL, MAIL)
    )
    name = full or f"{first} {last}".strip()
    if name.casefold() in NO_STUDENT or not (ids or name or mail):
        return None
    texts = [
        name,
        *ids,
        mail,
        row.get("identifier", ""),
        *(f"Participant {number}" for number in re.findall(r"\d+$", row.get("identifier", ""))),
        *(each.partition("@")[0] for each in (*ids, mail)),
    ]
    return Listed(
        (ids or [name or mail])[0], name, frozenset(_keys(texts, LETTERS, UMLAUTS)), row, worksheet
    )


def _of_line(line: str) -> Listed:
    return Listed(line, line, frozenset(_keys([line], LETTERS, UMLAUTS)))


def _keys_of(student: Student) -> set[str]:
    texts = [student.id, student.name, student.number]
    if student.platform == "moodle" and student.number:
        texts.append(f"Participant {student.number}")
    without = re.sub(r"_\d+$", "", student.id) if student.platform else ""
    return set(_keys([*texts, without], LETTERS))


def _keys(texts: Iterable[str], *spellings: Mapping[int, str]) -> Iterator[str]:
    """Yield what texts are compared by: each as it stands, and with its first or last word moved to the other end."""
    for text, letters in product(texts, spellings):
        words = re.findall(r"[^\W_]+", _plain(text, letters))
        for order in (words, words[1:] + words[:1], words[-1:] + words[:-1]):
            if order:
                yield "".join(order)


def _plain(text: str, letters: Mapping[int, str]) -> str:
    """Return a text in small letters without accents."""
    whole = unicodedata.normalize("NFKC", text.casefold())
    apart = unicodedata.normalize("NFKD", whole.translate(letters))
    return "".join(each for each in apart if not unicodedata.combining(each))
