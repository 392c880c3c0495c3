"""``release NN…``: the version of exercises that students get."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path

from mlcourse import curriculum
from mlcourse.base.files import write
from mlcourse.classroom.release import date_file, handout, is_handout
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
    for name in names:
        refuse_to_open(options.out / date_file(number_of(name)), options.reveal_from)
        handout = options.out / Path(name).name
        refuse_to_overwrite(handout, (course.root / name).read_bytes())
    texts = {name: handed_out(course, name, options) for name in names}
    for name, text in texts.items():
        number = number_of(name)
        write(options.out / Path(name).name, text)
        print(f"{options.out / Path(name).name}: {points_of(number)} points")
        if options.reveal_from:
            closed = json.dumps({"reveal_from": options.reveal_from.isoformat()})
            write(options.out / date_file(number), f"{closed}\n".encode())
            print(options.out / date_file(number))
    return 0


def number_of(name: str) -> str:
    """Return the number of an exercise by the path of its notebook."""
    return Path(name).name.partition("_")[0]


def points_of(number: str) -> float:
    """Return the points of an exercise."""
    return sum(task.points for task in curriculum.tasks(number))


def refuse_to_open(path: Path, reveal_from: date | None) -> None:
    """Stop where ``reveal`` was closed by this file, and is now said to be open."""
    if path.exists() and not reveal_from:
        raise CommandError(f"{path} closes `reveal` still. Give --reveal-from again, or delete it.")


def refuse_to_overwrite(path: Path, published: bytes) -> None:
    """Stop where another file is in the place; what was released there of the same exercise is replaced.

    Args:
        path: of the file.
        published: the exercise.

    Raises:
        CommandError: there is another file.
    """
    if path.exists() and not is_handout(path.read_bytes(), published):
        raise CommandError(f"{path} is there and differs. Move it away, or give another folder.")


def handed_out(course: Course, name: str, options: argparse.Namespace) -> bytes:
    """Return an exercise as it is handed out.

    Raises:
        CommandError: its worked solution does not get full marks.
    """
    published = (course.root / name).read_bytes()
    refuse_unsolved(course, name, published)
    return handout(published, about(number_of(name), options.due, options.reveal_from))


def refuse_unsolved(course: Course, name: str, published: bytes) -> None:
    """Stop where the course's own worked solution does not get full marks with this installation."""
    topic = Path(name).stem
    worked = (course.root / "solutions" / Path(name).name).read_bytes()
    with PlainRoom(limits(SECONDS)) as room:
        result = grade(Job("worked", topic, worked, published, seconds=SECONDS), room)
    if missed := [task for task in result.tasks if task.status != "passed"]:
        tasks = (f"{task.title}: {' '.join(task.said)}" for task in missed)
        said = "\n".join(f"  {each}" for each in (*result.remarks, *tasks))
        raise CommandError(
            f"{topic} is not released: its own worked solution does not get full marks here.\n{said}\n"
            "Is the installation whole? `python -m mlcourse doctor` says what is missing."
        )


def about(number: str, due: date | None, reveal_from: date | None) -> str:
    """Return what students are told of a released exercise."""
    lines = [f"**{points_of(number)} points.**" + (f" **Due: {due.isoformat()}.**" if due else "")]
    lines.append(
        f"Keep it, and `{date_file(number)}` if you were given that too, in the folder `exercises/` of your working "
        "copy, in place of the exercise there: the links to the lessons work from there only. If you have begun that "
        "one, rename it first, and copy your answers over."
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
