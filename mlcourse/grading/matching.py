"""Whose notebook is whose: nbgrader's folders, a flat folder, or a zip as Moodle or Canvas export it.

What is doubtful is not guessed: the student gets a row, and the row says what is unclear.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from mlcourse.grading.files import File, Refused, files_in

MOODLE = re.compile(
    r"^(?P<name>.+?)(?:_(?P<id>\d+))?_assignsubmission_(?:file|onlinetext)_?(?P<file>.*)$"
)
"""A folder of a student or of a team, or, in older versions, a file: what was handed in as text has one of its own."""

CANVAS = re.compile(
    r"^(?P<name>.+?)_(?:LATE_)?(?P<id>\d+)_(?:(?P<number>\d+)_(?P<file>.+)|(?P<text>text|link)\.html)$"
)
ANONYMOUS = re.compile(r"^(?:LATE_)?anon_(?P<id>[^_]+)_(?P<number>\d+)_(?P<file>.+)$")
"""The same of Canvas where the assignment is graded anonymously."""

LATE = re.compile(r"(?:^|_)LATE_(?:anon_|\d+_)")
AGAIN = re.compile(r"(?: ?\(\d+\)|-\d+|[ _-]?copy\d*|\.new)$", re.IGNORECASE)
SEPARATORS = " _-."
BESIDE = 100  # files that are handed in beside a notebook
BESIDE_BYTES = 10_000_000
COMPILED = (".pyc", ".pyo", ".so", ".pyd", ".dll", ".dylib")


@dataclass
class Student:
    """Who handed something in.

    Args:
        id: the folder's name, or what the learning platform calls the student.
        name: in full, where it is known.
        platform: "moodle", "canvas" or nothing.
        number: the student's number there.
    """

    id: str
    name: str = ""
    platform: str = ""
    number: str = ""


@dataclass
class HandedIn:
    """What one student handed in.

    Args:
        student: who.
        notebook: the file to be graded; None where there is none, or none that is clear.
        beside: files that it may read, by their names.
        problem: why there is nothing to grade.
        remarks: what was taken for what, where that was not plain.
    """

    student: Student
    notebook: File | None = None
    beside: dict[str, File] = field(default_factory=dict)
    problem: str = ""
    remarks: list[str] = field(default_factory=list)


def find_submissions(source: Path, topic: str) -> list[HandedIn]:
    """Return what each student handed in, in the order of their ids.

    Args:
        source: a folder or a zip.
        topic: the exercise, as in ``"04_backpropagation"``.

    Raises:
        Refused: the source cannot be read.
    """
    if source.is_dir() and (source / "submitted").is_dir():
        source = source / "submitted"  # nbgrader's course itself
    students: dict[str, Student] = {}
    files: defaultdict[str, list[tuple[tuple[str, ...], File]]] = defaultdict(list)
    for file in files_in(source):
        student, place = owner(file, topic)
        students.setdefault(student.id, student)
        files[student.id].append((place, file))
    for folder in _empty_folders(source):
        students.setdefault(folder, Student(folder))
    found = [_chosen(students[each], files[each], topic) for each in sorted(students)]
    for each in found:
        if each is not None and any(_is_late(file) for _, file in files[each.student.id]):
            each.remarks.append("It was handed in late, says Canvas.")
    return [each for each in found if each is not None]


def _is_late(file: File) -> bool:
    """Return whether Canvas has marked a file as late."""
    first = file.parts[0]
    found = LATE.search(first) if CANVAS.match(first) or ANONYMOUS.match(first) else None
    return found is not None


def owner(file: File, topic: str) -> tuple[Student, tuple[str, ...]]:
    """Return whose file it is, and its place among the student's own files."""
    first, rest = file.parts[0], file.parts[1:]
    match = MOODLE.match(first)
    if match and first.count("_assignsubmission_") == 1:  # a name can be made to look like two
        number = match["id"] or ""
        student = Student(f"{match['name']}_{number}".rstrip("_"), match["name"], "moodle", number)
        return student, rest or (match["file"] or first,)
    if not rest and (match := ANONYMOUS.match(first)):
        return Student(f"anon_{match['id']}", "", "canvas"), (match["file"],)
    if not rest and (match := CANVAS.match(first)):
        student = Student(f"{match['name']}_{match['id']}", match["name"], "canvas", match["id"])
        return student, (match["file"] or f"{match['text']}.html",)
    if not rest:
        return Student(_student_in(first, topic)), (first,)
    inner = rest[1:] if len(rest) > 1 and plain(rest[0]) == plain(topic) else rest
    return Student(first), inner


def plain(name: str) -> str:
    """Return a name without what downloading and copying add to it.

    Example:
        >>> plain("04_Backpropagation (1).ipynb") == plain("04_backpropagation-2.ipynb")
        True
    """
    stem = name.removesuffix(".ipynb")
    while (shorter := AGAIN.sub("", stem)) != stem:
        stem = shorter
    return re.sub(r"[\W_]+", "", stem).casefold()


def _student_in(name: str, topic: str) -> str:
    """Return the student that a file's name in a flat folder names; the whole name where it names none."""
    stem = name.removesuffix(".ipynb")
    rest = re.sub(re.escape(topic), "", stem, flags=re.IGNORECASE)
    rest = AGAIN.sub("", rest).strip(SEPARATORS) if rest != stem else rest
    return rest or name


def _chosen(
    student: Student, files: list[tuple[tuple[str, ...], File]], topic: str
) -> HandedIn | None:
    """Return a student's notebook and what lies beside it; None for a stray file that is no notebook."""
    notebooks = [(place, file) for place, file in files if place[-1].lower().endswith(".ipynb")]
    handed_in = HandedIn(student)
    if not notebooks:
        if len(files) == 1 and len(files[0][1].parts) == 1 and not student.platform:
            return None
        handed_in.problem = "There is no notebook among the files."
        return handed_in
    unread = [file.refused for _, file in notebooks if file.refused]
    if len(unread) == len(notebooks):
        handed_in.problem = unread[0]
        return handed_in
    place, file = _notebook(handed_in, [each for each in notebooks if not each[1].refused], topic)
    handed_in.notebook = file
    if file is not None:
        handed_in.beside = _beside(files, place, handed_in)
    return handed_in


def _notebook(
    handed_in: HandedIn, notebooks: list[tuple[tuple[str, ...], File]], topic: str
) -> tuple[tuple[str, ...], File | None]:
    """Return the one notebook that is meant; where there is no such, note why."""
    fitting = (
        [each for each in notebooks if _is_of(each[1], topic)] if len(notebooks) > 1 else notebooks
    )
    exact = [each for each in fitting if each[0][-1] == f"{topic}.ipynb"]
    alike = [each for each in fitting if plain(each[0][-1]) == plain(topic)]
    for found in (exact, alike, fitting):
        if len(found) == 1:
            place, file = found[0]
            if (
                file.parts[-1] == file.name
                and place[-1] != f"{topic}.ipynb"
                and _says_other(place, topic)
            ):
                handed_in.remarks.append(f"{place[-1]} was taken for {topic}.ipynb.")
            if not _is_readable_of(file, topic):
                handed_in.problem = (
                    f"{place[-1]} holds no task of exercise {topic.partition('_')[0]}."
                )
                return (), None
            return place, file
        if len(found) > 1:
            break
    named = ", ".join("/".join(place) for place, _ in (fitting or notebooks)[:5])
    handed_in.problem = (
        f"It is not clear which notebook is meant: {named}. Leave only one, and grade again."
        if fitting
        else f"None of the notebooks holds a task of exercise {topic.partition('_')[0]}: {named}."
    )
    return (), None


def _says_other(place: tuple[str, ...], topic: str) -> bool:
    return len(place) > 1 or plain(place[-1]) != plain(topic)


def _is_of(file: File, topic: str) -> bool:
    """Return whether a notebook holds a cell of the exercise."""
    number = topic.partition("_")[0].encode()
    try:
        content = file.read()
    except Refused:
        return False
    return (
        b'"' + number + b"-" in content
        or re.search(rb"check\(\W{0,3}" + number + rb"\.", content) is not None
    )


def _is_readable_of(file: File, topic: str) -> bool:
    """Return False for a notebook of another exercise; a damaged one is judged where it is read."""
    number = topic.partition("_")[0].encode()
    try:
        content = file.read()
    except Refused:
        return True
    others = re.search(
        rb'"grade_id": ?"(?!' + number + rb"-)\w+-|check\(\W{0,3}(?!" + number + rb"\.)\w+\.",
        content,
    )
    return others is None or _is_of(file, topic)


def _beside(
    files: list[tuple[tuple[str, ...], File]], place: tuple[str, ...], handed_in: HandedIn
) -> dict[str, File]:
    """Return what lies in the notebook's folder and below, by its place there."""
    folder, found = place[:-1], dict[str, File]()
    for other, file in files:
        if (
            other[: len(folder)] == folder
            and other != place
            and not other[-1].lower().endswith(".ipynb")
        ):
            found["/".join(other[len(folder) :])] = file
    refused = [file.refused for file in found.values() if file.refused]
    handed_in.remarks += refused[:3]
    compiled = [name for name in found if name.lower().endswith(COMPILED)]
    if compiled:
        handed_in.remarks.append(f"{compiled[0]} was left out: of code, only its text is taken.")
    kept = {name: file for name, file in found.items() if not file.refused and name not in compiled}
    if len(kept) > BESIDE:
        handed_in.remarks.append(f"Of {len(kept)} files beside the notebook {BESIDE} were taken.")
    return dict(list(kept.items())[:BESIDE])


def _empty_folders(source: Path) -> list[str]:
    if not source.is_dir():
        return []
    return [
        each.name
        for each in source.iterdir()
        if each.is_dir() and not each.is_symlink() and each.name[0] not in "._"
    ]
