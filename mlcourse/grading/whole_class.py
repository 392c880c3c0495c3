"""A class from end to end: find, grade, keep, override, write."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import mlcourse
from mlcourse.base.files import write
from mlcourse.grading.executors import all_graded
from mlcourse.grading.files import File, Refused
from mlcourse.grading.matching import BESIDE_BYTES, HandedIn, Student, find_submissions
from mlcourse.grading.overrides import NAME, decided
from mlcourse.grading.pages import class_page, student_page
from mlcourse.grading.result import Result
from mlcourse.grading.roster import NOTHING, Listed, Matched, match
from mlcourse.grading.submission import Job
from mlcourse.grading.summary import summarize
from mlcourse.grading.tables import canvas_csv, grades_csv, left_out, moodle_csv, moodle_feedback

KEPT = ".results"


@dataclass(frozen=True)
class Settings:
    """How a class is graded.

    Args:
        topic: the exercise, as in ``"04_backpropagation"``.
        published: the notebook that the course handed out.
        out: the folder of the report.
        seed: for the probes that are drawn afresh.
        seconds: for a cell; a task has two fifths of it.
        isolated: whether submissions run in a sandbox.
        limits: what a submission may use, as ``sandbox.limits`` gives it.
        roster: who should have handed in; empty where nobody says so.
    """

    topic: str
    published: bytes
    out: Path
    seed: int
    seconds: float
    isolated: bool
    limits: dict[str, int]
    roster: tuple[Listed, ...] = ()


def seed_of(out: Path, wanted: int | None) -> int:
    """Return the seed that a report was begun with, or a new one, so that regrading gives the same again."""
    file = out / KEPT / "seed"
    if wanted is None and file.exists():
        return int(file.read_text())
    seed = wanted if wanted is not None else 1 + secrets.randbelow(2**31)
    write(file, str(seed).encode())
    return seed


def grade_class(
    source: Path,
    settings: Settings,
    make: Callable[[], Executor],
    ahead: int,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> list[Result]:
    """Grade what is handed in; each result is kept as soon as it is there, and what is kept is not graded again.

    Args:
        source: a folder or a zip.
        settings: how.
        make: makes the executor.
        ahead: how many submissions are given out at once.
        progress: told how many are done, of how many.

    Returns:
        The results, in the order of the students.
    """
    handed_in = everybody(find_submissions(source, settings.topic), settings)
    results: dict[str, Result] = {}
    open_ = []
    for each in handed_in:
        kept = read_kept(settings.out, each.student.id)
        if kept is not None and kept.fingerprint == fingerprint(each, settings):
            results[kept.student] = kept
        else:
            open_.append(each)
    progress(len(results), len(handed_in))
    jobs = (job_of(each, settings) for each in open_)
    hidden = (source.absolute(), settings.out)
    for result in all_graded(jobs, make, ahead, settings.isolated, settings.limits, hidden):
        if not result.of_grader:
            keep(settings.out, result)
        results[result.student] = result
        progress(len(results), len(handed_in))
    return [results[each.student.id] for each in handed_in]


def everybody(handed_in: list[HandedIn], settings: Settings) -> list[HandedIn]:
    """Return what was handed in, by the names of the roster, and those of it who handed nothing in."""
    if not settings.roster:
        return handed_in
    matched = match([each.student for each in handed_in], list(settings.roster))
    for each in handed_in:
        listed = matched.of.get(each.student.id)
        each.student.name = (listed.name if listed else "") or each.student.name
    there = {each.student.id for each in handed_in}
    missing = [
        HandedIn(Student(each.id, each.name), problem=NOTHING)
        for each in matched.missing
        if each.id not in there
    ]
    return sorted([*handed_in, *missing], key=lambda each: each.student.id)


def fingerprint(handed_in: HandedIn, settings: Settings) -> str:
    """Return what tells whether a kept result is still that of what is handed in and how it is graded."""
    digest = hashlib.sha256()
    how = [
        mlcourse.__version__,
        settings.seed,
        settings.seconds,
        settings.isolated,
        settings.limits,
        handed_in.problem,
        handed_in.student.name,
    ]
    digest.update(json.dumps(how).encode() + settings.published)
    files = {"": handed_in.notebook, **handed_in.beside} if handed_in.notebook else {}
    for name, file in files.items():
        digest.update(f"\0{name}\0".encode())
        if file is not None:
            try:
                digest.update(file.read())
            except Refused as refused:
                digest.update(str(refused).encode())
    return digest.hexdigest()


def job_of(handed_in: HandedIn, settings: Settings) -> Job:
    """Return what is needed to grade a submission anywhere."""
    notebook, problem, remarks = None, handed_in.problem, list(handed_in.remarks)
    if handed_in.notebook is not None:
        try:
            notebook = handed_in.notebook.read()
        except Refused as refused:
            problem = str(refused)
    student = handed_in.student
    return Job(
        student=student.id,
        topic=settings.topic,
        notebook=notebook,
        published=settings.published,
        beside=_contents(handed_in.beside, remarks),
        seed=settings.seed,
        seconds=settings.seconds,
        problem=problem,
        remarks=tuple(remarks),
        name=student.name,
        platform=student.platform,
        number=student.number,
        fingerprint=fingerprint(handed_in, settings),
    )


def _contents(files: dict[str, File], remarks: list[str]) -> dict[str, bytes]:
    found, total = dict[str, bytes](), 0
    for name, file in files.items():
        try:
            content = file.read()
        except Refused as refused:
            remarks.append(str(refused))
            continue
        total += len(content)
        if total > BESIDE_BYTES:
            remarks.append(
                f"{name} was left out: the files beside the notebook are too large together."
            )
            break
        found[name] = content
    return found


def file_name(student: str) -> str:
    """Return a name for a student's files that any disk takes, and that no other student has.

    Some disks take Ada and ada, or two ways to write é, for one.
    """
    plain = re.sub(r"[^\w.-]+", "_", student)[:60].strip("._")
    if plain and plain == student == student.lower() and student.isascii():
        return plain
    return f"{plain or 'student'}-{hashlib.sha256(student.encode()).hexdigest()[:8]}"


def student_pages(students: Iterable[str]) -> dict[str, str]:
    """Return where in the report's folder each student's page is."""
    return {student: f"students/{file_name(student)}.html" for student in students}


def keep(out: Path, result: Result) -> None:
    """Write a result, whole or not at all."""
    path = out / KEPT / f"{file_name(result.student)}.json"
    write(path, json.dumps(result.as_json(), ensure_ascii=False).encode())


def read_kept(out: Path, student: str) -> Result | None:
    """Return a result that was kept; None where there is none that can be read."""
    try:
        return Result.of_json(json.loads((out / KEPT / f"{file_name(student)}.json").read_bytes()))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def graded_in(out: Path) -> str:
    """Return the exercise whose results a folder keeps; nothing where it keeps none."""
    for path in sorted((out / KEPT).glob("*.json")):
        try:
            return Result.of_json(json.loads(path.read_bytes())).exercise
        except (OSError, ValueError, TypeError, KeyError):
            continue
    return ""


def write_report(results: list[Result], settings: Settings) -> tuple[list[Result], list[str]]:
    """Write tables and pages; return the results as the instructor has decided, and what is wrong with overrides."""
    there = [Student(each.student, each.name, each.platform, each.number) for each in results]
    matched = match(there, list(settings.roster)) if settings.roster else Matched({}, (), ())
    roster = matched.of
    results, warnings = decided(results, settings.out / NAME, roster)
    warnings += matched.said
    warnings += left_out(results, roster)
    for name, text in _files(results, settings, warnings, roster):
        if isinstance(text, bytes) and text:
            write(settings.out / name, text)
        elif isinstance(text, str) and text:  # Excel takes a table without the mark for no UTF-8
            encoding = "utf-8-sig" if name.endswith(".csv") else "utf-8"
            write(settings.out / name, text.encode(encoding))
        else:
            (settings.out / name).unlink(missing_ok=True)
    return results, warnings


def _files(
    results: list[Result], settings: Settings, warnings: list[str], roster: dict[str, Listed]
) -> Iterator[tuple[str, str | bytes]]:
    """Yield the name and the content of each file of the report; nothing where there is to be no such file."""
    summary = summarize(results)
    pages = student_pages([result.student for result in results])
    tables = {
        "grades.csv": grades_csv(results, roster),
        "moodle.csv": moodle_csv(results, roster),
        "canvas.csv": canvas_csv(results, roster),
    }
    yield from tables.items()
    report = {
        "exercise": settings.topic,
        "seed": settings.seed,
        "isolated": settings.isolated,
        "seconds": settings.seconds,
        "warnings": warnings,
        "tasks": [{**asdict(task), "missed": round(task.missed, 4)} for task in summary.tasks],
        "misconceptions": [asdict(belief) for belief in summary.beliefs],
        "students": [
            {**replace(result).as_json(), "points": result.points, "max_points": result.max_points}
            for result in results
        ],
    }
    yield "report.json", json.dumps(report, ensure_ascii=False, indent=1) + "\n"
    texts = {result.student: student_page(result) for result in results}
    yield from ((pages[student], text) for student, text in texts.items())
    yield "moodle_feedback.zip", moodle_feedback(results, texts, roster)
    there = [name for name, text in tables.items() if text]
    yield (
        "class.html",
        class_page(results, summary, pages, settings.topic, settings.isolated, warnings, there),
    )
