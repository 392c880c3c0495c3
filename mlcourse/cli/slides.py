"""``slides NN``: a lesson as slides in one file, with the instructor's notes for the speaker."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

from mlcourse.base.files import write
from mlcourse.base.threads import default_to_one_thread
from mlcourse.classroom.place import VARIABLE
from mlcourse.cli.course import CommandError, Course, find_course
from mlcourse.cli.reset import numbered
from mlcourse.curriculum.tracks import TRACKS
from mlcourse.export.slides import SlidesExporter
from mlcourse.export.slides.held import Held, held

SECONDS = 600  # for a cell, on a busy machine
HOW_TO = """\
Open it in any browser; it asks for no network.
  ← →, space   turn, unless a widget has the focus (Esc takes the keys back); page keys, a clicker's: always
  S   your notes and the clock, in a window of their own
  O   all slides     F   the whole screen     D   dark or light     Ctrl-P   print, or a PDF"""


def make_slides(options: argparse.Namespace) -> int:
    """Run the command ``slides``; return 0.

    Raises:
        CommandError: there is no such lesson, another file is in the place, or a cell of the lesson fails.
    """
    course = find_course()
    name = numbered(course, "lessons", options.number)[0]
    topic = Path(name).stem
    of_track = held_by(course, options.track, topic) if options.track else []
    file_name = ".".join([topic, *([options.track] if options.track else []), "slides.html"])
    target = (options.out or Path(file_name)).absolute()
    refuse_to_overwrite(target, options.replace)
    print(f"Running {name} …", file=sys.stderr, flush=True)
    notebook = executed(course.root / name)
    resources = {"metadata": {"name": topic}, "instructor": notes(course, topic), "held": of_track}
    exporter = SlidesExporter()  # type: ignore[no-untyped-call]
    page, _ = exporter.from_notebook_node(notebook, resources=resources)
    try:
        write(target, page.encode())
    except OSError as error:
        raise CommandError(
            f"{target}: {error.strerror}. Choose another place with --out."
        ) from None
    print(f"{target}\n{HOW_TO}")
    return 0


def held_by(course: Course, name: str, topic: str) -> list[Held]:
    """Return what a track of the workshop holds of a lesson.

    Args:
        course: with the instructor's notes.
        name: of the track, as the user typed it.
        topic: of the lesson, such as ``04_backpropagation``.

    Raises:
        CommandError: there is no such track, or it holds nothing of the lesson; it says which there are.
    """
    if name not in TRACKS:
        there = "\n".join(f"  {each:6} {track.title}" for each, track in TRACKS.items())
        raise CommandError(f"There is no track {name!r}. There is:\n{there}")
    lesson = topic.partition("_")[0]
    track = TRACKS[name]
    if lesson not in track.lessons:
        having = [each for each, track in TRACKS.items() if lesson in track.lessons]
        raise CommandError(
            f"The track {name} ({track.title}) holds nothing of lesson {lesson}. It holds parts of "
            f"{', '.join(track.lessons)}.\nParts of lesson {lesson} are in: {', '.join(having) or 'no track'}. "
            "Without --track you get all of its slides."
        )
    pages = {
        Path(each).stem: notes(course, Path(each).stem) for each in course.notebooks("lessons")
    }
    return held(track, lesson, {each.partition("_")[0]: page for each, page in pages.items()})


def refuse_to_overwrite(target: Path, replace: bool) -> None:
    """Stop where something is in the place, before the lesson is run.

    Raises:
        CommandError: a folder is there, or a file that is not to be replaced.
    """
    if target.is_dir():
        raise CommandError(
            f"{target} is a folder. Give --out the path of a file, such as {target / 'slides.html'}."
        )
    if target.exists() and not replace:
        raise CommandError(
            f"{target} is there already, and may hold changes of yours. Say --replace to write it anew, "
            "or give another file with --out."
        )


def executed(path: Path) -> NotebookNode:
    """Return a lesson with what its cells show, run in a fresh Python whose learner has answered nothing so far.

    Raises:
        CommandError: a cell fails.
    """
    notebook: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, VARIABLE: str(Path(folder) / "progress.json")}
        default_to_one_thread(environment)
        client = NotebookClient(
            notebook,
            kernel_name="python3",
            timeout=SECONDS,
            coalesce_streams=True,
            resources={"metadata": {"path": folder}},
            extra_arguments=["--log-level=ERROR"],
        )
        try:
            client.execute(env=environment)
        except CellExecutionError as error:
            raise CommandError(
                f"{path.name} does not run from top to bottom here: {error.ename}: {error.evalue}\n"
                "Is the installation whole? `python -m mlcourse doctor` says what is missing."
            ) from None
    return notebook


def notes(course: Course, topic: str) -> str:
    """Return the instructor's notes to a lesson, "" where there are none."""
    path = course.root / "workshop" / f"{topic}.md"
    return path.read_text(encoding="utf-8") if path.is_file() else ""
