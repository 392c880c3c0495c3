"""``collect NN --from LEARNERS --out SUBMITTED``: brings exercises out of working copies into the grader's folders."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from mlcourse.base.files import write
from mlcourse.cli.course import CommandError, Course, find_course
from mlcourse.cli.grade import printable
from mlcourse.cli.reset import numbered
from mlcourse.grading.beneath import Found, read_beneath
from mlcourse.grading.files import Refused
from mlcourse.grading.roster import read_roster

COPIES = ("mlcourse", "work", "mlcourse-work", "")
"""Where in a learner's folder the working copy may lie: on the hub, as `lab` lays it, or the folder itself."""

EARLIER = ".earlier"  # the grader and nbgrader look into no folder that begins with a dot


def collect(options: argparse.Namespace) -> int:
    """Run the command ``collect``; return 0.

    Raises:
        CommandError: there is no folder of learners, or the notebooks cannot be written where they should be.
    """
    course, learners, out = find_course(), options.learners.absolute(), options.out.absolute()
    require_folders(learners, out)
    topics = [name for number in options.numbers for name in numbered(course, "exercises", number)]
    people = everybody(learners, options.roster)
    collected = 0
    for topic in topics:
        for person in people:
            try:
                said = brought(course, learners / person, topic, out / person)
            except OSError as error:
                raise CommandError(f"{out} cannot be written: {error.strerror}.") from None
            collected += said.startswith("collected")
            print(printable(f"{person}: {Path(topic).stem}: {said}"))
    print(f"{collected} of {len(people) * len(topics)} notebooks are new or newer in {out}.")
    return 0


def require_folders(learners: Path, out: Path) -> None:
    """Stop where there is nothing to collect, or where learners could put links among what is collected.

    Raises:
        CommandError: it is so.
    """
    if os.open not in os.supports_dir_fd:
        raise CommandError(
            "This needs Linux or macOS: here, links could not be kept apart from files."
        )
    if not learners.is_dir():
        raise CommandError(
            f"{learners} is no folder. Needed is one that holds a folder of each learner."
        )
    if out.resolve().is_relative_to(learners.resolve()):
        raise CommandError(
            f"{out} lies among the learners' folders. Needed is a folder of your own."
        )


def everybody(learners: Path, roster: Path | None) -> list[str]:
    """Return the names of all learners' folders but the instructors', and of those on the roster who have none.

    Raises:
        CommandError: the roster cannot be read.
    """
    there = {each.name for each in learners.iterdir() if each.name[0] != "."}
    try:
        listed = {each.id for each in read_roster(roster)} if roster else set()
    except Refused as error:
        raise CommandError(str(error)) from None
    there -= instructors(learners)
    return sorted(there | {name for name in listed if Path(name).name == name})


def instructors(learners: Path) -> set[str]:
    """Return who holds the class on a hub, by the list beside the learners' folders."""
    listed = learners.parent / "instructors.txt"
    names = listed.read_text(encoding="utf-8-sig").casefold().split() if listed.is_file() else []
    return set(names or ["instructor"])


def brought(course: Course, folder: Path, topic: str, out: Path) -> str:
    """Bring one notebook of a learner, and return what is to be said of it.

    Args:
        course: whose exercise it is.
        folder: the learner's.
        topic: the exercise's notebook, as in ``"exercises/01_initialization.ipynb"``.
        out: the learner's folder among what is collected.

    Raises:
        OSError: it cannot be written.
    """
    try:
        found = of_learner(folder, topic)
    except Refused as refused:
        return f"refused. {refused}"
    if found is None:
        return "missing" if folder.is_dir() else "missing, and so is the learner's folder"
    name = Path(topic).name
    said = kept_apart(out / Path(topic).stem / name, found, out.parent / EARLIER / out.name)
    untouched = found.content == (course.root / topic).read_bytes()
    return f"{said}, as it was laid: nothing was done in it" if untouched else said


def of_learner(folder: Path, topic: str) -> Found | None:
    """Return a learner's notebook; ``None`` where there is none.

    Raises:
        Refused: it is not read.
    """
    for copy in COPIES:
        parts = (copy, *Path(topic).parts) if copy else Path(topic).parts
        try:
            return read_beneath(folder, *parts)
        except FileNotFoundError:
            continue
    return None


def kept_apart(target: Path, found: Found, earlier: Path) -> str:
    """Lay a notebook down, and keep another that was collected before; return what is to be said.

    Args:
        target: where the grader looks.
        found: the learner's notebook.
        earlier: the learner's folder for what was collected before.

    Raises:
        OSError: it cannot be written.
    """
    said = "collected"
    if target.exists():
        before = target.read_bytes()
        if before == found.content:
            return "unchanged since it was collected"
        kept = next(free for free in names(earlier, target) if not free.exists())
        write(kept, before)
        os.utime(kept, (target.stat().st_mtime,) * 2)
        said = f"collected anew; the one from before is kept as {EARLIER}/{kept.relative_to(earlier.parent)}"
    write(target, found.content)
    os.utime(target, (found.changed, found.changed))
    return said


def names(earlier: Path, target: Path) -> Iterator[Path]:
    """Yield names for a notebook that makes way: when it was changed, and a number where that is taken."""
    changed = datetime.fromtimestamp(target.stat().st_mtime, UTC).strftime("%Y-%m-%dT%H%M%SZ")
    number = 1
    while True:
        again = f"-{number}" if number > 1 else ""
        yield earlier / target.stem / f"{changed}{again}.ipynb"
        number += 1
