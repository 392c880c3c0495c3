"""The tables: grades as nbgrader exports them, and columns that Moodle and Canvas take."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from mlcourse.grading.markup import paragraph
from mlcourse.grading.result import Result, TaskResult
from mlcourse.grading.roster import FIRST, IN_TABLE, LAST, MAIL, WORKSHEETS, Listed, Roster

NBGRADER = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email", "raw_score",
    "late_submission_penalty", "score", "max_score",
)  # fmt: skip
NEVER = "-"  # Moodle's own word for a grade that was not given yet
CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")


Ids = tuple[str, ...]


def grades_csv(results: Sequence[Result], roster: Roster | None = None) -> str:
    """Return the table of all students, in the columns of ``nbgrader export``."""
    rows = []
    for result in results:
        listed = _listed(result, roster)
        last, first = listed.first_of(LAST), listed.first_of(FIRST)
        points = _points(result)
        rows.append(
            (
                result.exercise,
                "",
                "",
                result.student,
                last,
                first if first or last else result.name,
                listed.first_of(MAIL),
                points,
                "0",
                points,
                result.max_points,
            )
        )
    return as_csv(NBGRADER, rows)


def moodle_csv(results: Sequence[Result], roster: Roster | None = None) -> str:
    """Return Moodle's grading worksheet; nothing where nobody's identifier is known.

    Moodle refuses one that lacks its identifier, grade or last change, each called as in the language of the reader.
    """
    rows = [
        (*ids, result.name or result.student, _points(result), result.max_points, NEVER, in_short(result))
        for result, ids in _known(_moodle_id, results, roster)
        if ids
    ]  # fmt: skip
    of_class = {listed.worksheet for listed in (roster or {}).values() if listed.worksheet}
    heads = of_class.pop() if of_class else WORKSHEETS[0]
    return as_csv(heads[:IN_TABLE], rows) if rows else ""


def moodle_feedback(
    results: Sequence[Result], pages: Mapping[str, str], roster: Roster | None = None
) -> bytes:
    """Return a zip that Moodle takes as feedback files; nothing where nobody's number there is known.

    Moodle reads in a folder's name the number behind the first ``_``, and that it may hold a file.

    Args:
        results: of the class.
        pages: each student's page, by the student.
        roster: of the class, by the id under which something was handed in.
    """
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for result, ids in _known(_moodle_id, results, roster):
            if number := re.search(r"\d+$", "".join(ids)):
                name = re.sub(r"[\W_]+", "-", result.name or result.student)
                folder = f"{name}_{number[0]}_assignsubmission_file"
                archive.writestr(
                    ZipInfo(f"{folder}/{result.exercise}.html"), pages[result.student], ZIP_DEFLATED
                )
        some = archive.namelist()
    return file.getvalue() if some else b""


def canvas_csv(results: Sequence[Result], roster: Roster | None = None) -> str:
    """Return a column for Canvas' gradebook with the points that are possible; nothing where nobody's ids are known."""
    rows = [
        (result.name or result.student, *ids, _points(result))
        for result, ids in _known(_canvas_ids, results, roster)
        if ids
    ]
    if not rows:
        return ""
    possible = ("    Points Possible", "", "", "", "", results[0].max_points)
    return as_csv((*CANVAS, results[0].exercise), [possible, *rows])


def left_out(results: Sequence[Result], roster: Roster | None = None) -> Iterator[str]:
    """Yield whom a table for a learning platform leaves out, where it holds others."""
    for name, find in (("moodle.csv", _moodle_id), ("canvas.csv", _canvas_ids)):
        known = list(_known(find, results, roster))
        out = [result.name or result.student for result, found in known if not found]
        if len(out) < len(results) and out:
            yield (
                f"{name} leaves out {', '.join(out)}: no number of theirs there is known, or two have the same. "
                "Enter these by hand."
            )


def _listed(result: Result, roster: Roster | None) -> Listed:
    return (roster or {}).get(result.student) or Listed(result.student, "", frozenset())


def _known(
    find: Callable[[Result, Roster | None], Ids], results: Sequence[Result], roster: Roster | None
) -> Iterator[tuple[Result, Ids]]:
    """Yield by what a learning platform finds each student; nothing where that is not known, or not one's only."""
    found = [find(result, roster) for result in results]
    times = Counter(found)
    for result, ids in zip(results, found, strict=True):
        yield result, ids if any(ids) and times[ids] == 1 else ()


def _moodle_id(result: Result, roster: Roster | None) -> Ids:
    """Return by what Moodle finds a student: of its own zip or worksheet."""
    known = _listed(result, roster).first_of(["identifier"])
    numbered = result.platform == "moodle" and result.number
    return (known or (f"Participant {result.number}" if numbered else ""),)


def _canvas_ids(result: Result, roster: Roster | None) -> Ids:
    """Return ID, SIS User ID, SIS Login ID and Section: of Canvas' own zip or gradebook."""
    listed = _listed(result, roster)
    if {"student", "id"} <= set(listed.row):
        return tuple(listed.first_of([each.casefold()]) for each in CANVAS[1:])
    return result.number if result.platform == "canvas" else "", "", "", ""


def in_short(result: Result) -> str:
    """Return a student's feedback in a few lines: as HTML, for which Moodle takes it."""
    return paragraph(list(_in_short(result)))


def _in_short(result: Result) -> Iterator[str]:
    yield from (each for each in (result.comment, result.problem) if each)
    if not result.counts:
        return
    if result.is_decided_whole:
        yield f"Your instructor has set {result.points:g} of {result.max_points} points."
        return
    for task in result.tasks:
        if task.state != "passed" or task.is_decided or task.comment:
            yield f"{task.title}: {_said(task)}"
    if all(task.points >= task.max_points for task in result.tasks):
        yield "All tasks are right."


def _said(task: TaskResult) -> str:
    """Return what is said of a task: where the instructor has set the points, that and not what the grader said."""
    if task.is_decided:
        set_ = f"your instructor has set {task.points:g} of {task.max_points} points."
        return f"{set_} {task.comment}".rstrip()
    said = "right." if task.state == "passed" else " ".join(task.said) or "not attempted"
    return f"{said} Your instructor: {task.comment}" if task.comment else said


def as_csv(columns: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    """Return a table as CSV, without any text that a spreadsheet would take for a formula."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([[_harmless(each) for each in row] for row in rows])
    return file.getvalue()


def _harmless(value: object) -> object:
    """Return a text as no spreadsheet takes it for a formula: names come from whoever hands in."""
    is_formula = isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{value}" if is_formula and value != NEVER and not _is_number(str(value)) else value


def _is_number(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdecimal()


def _points(result: Result) -> str:
    """Return the points; nothing where none could be given, so that no 0 is uploaded unseen."""
    return f"{result.points:g}" if result.counts else ""
