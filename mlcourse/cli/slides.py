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
from mlcourse.export.slides import SlidesExporter

SECONDS = 600  # for a cell, on a busy machine
HOW_TO = """\
Open it in any browser; it asks for no network.
  ← →, space, page keys   turn, unless a widget has the focus (Esc takes the keys back)
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
    target = (options.out or Path(f"{topic}.slides.html")).absolute()
    refuse_to_overwrite(target, options.replace)
    print(f"Running {name} …", file=sys.stderr, flush=True)
    notebook = executed(course.root / name)
    resources = {"metadata": {"name": topic}, "instructor": notes(course, topic)}
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
