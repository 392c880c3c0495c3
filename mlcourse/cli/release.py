"""``release NN…``: the version of exercises that students get."""

from __future__ import annotations

import argparse
import json
from contextlib import suppress
from datetime import date
from pathlib import Path

from mlcourse import curriculum
from mlcourse.base.files import write
from mlcourse.classroom.release import RELEASE, handout, is_handout
from mlcourse.cli.course import CommandError, Course, find_course
from mlcourse.cli.reset import numbered
from mlcourse.grading.sandbox import PlainRoom, limits
from mlcourse.grading.submission import Job, grade

SECONDS = 30.0  # for a cell


def release(options: argparse.Namespace) -> int:
    """Run the command ``release``; return 0.

    Raises:
        CommandError: there is no such exercise, its worked solution does not get full marks, or another file is there.
    """
    course = find_course()
    names = [numbered(course, "exercises", number)[0] for number in options.numbers]
    files = {Path(name).name: handed_out(course, name, options) for name in names}
    if options.reveal_from:
        numbers = [Path(name).name.partition("_")[0] for name in names]
        content = {"exercises": numbers, "reveal_from": options.reveal_from.isoformat()}
        files[RELEASE] = (json.dumps(content, indent=1) + "\n").encode()
    published = {Path(name).name: (course.root / name).read_bytes() for name in names}
    for name, text in files.items():
        refuse_to_overwrite(options.out / name, text, published.get(name))
    if not options.reveal_from and (options.out / RELEASE).exists():
        raise CommandError(
            f"{options.out / RELEASE} closes `reveal` still. Give --reveal-from again, or delete it."
        )
    for name, text in files.items():
        write(options.out / name, text)
        print(options.out / name)
    return 0


def refuse_to_overwrite(path: Path, text: bytes, published: bytes | None) -> None:
    """Stop where another file is in the place; what was released there for the same exercises is replaced.

    Args:
        path: of the file.
        text: to be written there.
        published: the exercise; None for the file that says until when ``reveal`` is closed.

    Raises:
        CommandError: there is another file.
    """
    if not path.exists() or (old := path.read_bytes()) == text:
        return
    if published is not None and is_handout(old, published):
        return
    if published is None and exercises_of(old) <= exercises_of(text):
        return
    why = "" if published else (
        f" One folder has one date. Release all that it holds together ({', '.join(sorted(exercises_of(old)))}), or"
    )  # fmt: skip
    raise CommandError(
        f"{path} is there and differs.{why or ' Move it away, or'} give another folder."
    )


def exercises_of(content: bytes) -> set[str]:
    """Return the exercises that a file closes ``reveal`` for."""
    with suppress(ValueError, KeyError, TypeError):
        return set(json.loads(content)["exercises"])
    return {"unknown"}


def handed_out(course: Course, name: str, options: argparse.Namespace) -> bytes:
    """Return an exercise as it is handed out.

    Raises:
        CommandError: its worked solution does not get full marks.
    """
    published = (course.root / name).read_bytes()
    refuse_unsolved(course, name, published)
    number = Path(name).stem.partition("_")[0]
    return handout(published, about(number, options.due, options.reveal_from))


def refuse_unsolved(course: Course, name: str, published: bytes) -> None:
    """Stop where the course's own worked solution does not get full marks with this installation."""
    topic = Path(name).stem
    worked = (course.root / "solutions" / Path(name).name).read_bytes()
    with PlainRoom(limits(SECONDS)) as room:
        result = grade(Job("worked", topic, worked, published, seconds=SECONDS), room)
    if missed := [task for task in result.tasks if task.status != "passed"]:
        said = "\n".join(f"  {task.title}: {' '.join(task.said)}" for task in missed)
        raise CommandError(
            f"{topic} is not released: its own worked solution does not get full marks here.\n{said}\n"
            "Is the installation whole? `python -m mlcourse doctor` says what is missing."
        )


def about(number: str, due: date | None, reveal_from: date | None) -> str:
    """Return what students are told of a released exercise."""
    points = sum(task.points for task in curriculum.tasks(number))
    lines = [f"**{points} points.**" + (f" **Due: {due.isoformat()}.**" if due else "")]
    lines.append(
        "Keep it, and `mlcourse-release.json` if you were given that too, in the folder `exercises/` of your working "
        "copy, in place of the exercise there: the links to the lessons work from there only."
    )
    lines.append(
        f"`python -m mlcourse validate {number}` says beforehand what of your notebook will count; the path of a "
        f"notebook that lies elsewhere may stand in the place of {number}. It is run from top to bottom in a fresh "
        "Python, and your answers are tried with other numbers besides those that `check` uses."
    )
    shown = (
        f"not before {reveal_from.isoformat()} in this folder"
        if reveal_from
        else "whenever you ask twice"
    )
    lines.append(
        f"What your copy of the course can show you: `hint` gives three hints to each task, and `reveal` shows the "
        f"worked solution, {shown}."
    )
    return "\n\n".join(lines)
