"""The commands of ``python -m mlcourse``.

Each command has a module of its own, loaded when the command runs; all of them work on the learner's working copy of
the course (``working_copy``), never on the course itself (``course``).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from mlcourse.base.legible import make_legible
from mlcourse.cli.course import CommandError

HUBS = Path("/srv/mlcourse/learners")
SECONDS = 5.0  # as in grading.submission, which takes a while to load


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; what a user can mend is said in plain words, without a traceback.

    Args:
        arguments: what follows ``python -m mlcourse``; ``None`` takes it from the command line.

    Returns:
        The exit code: 0 where all went well.

    Raises:
        SystemExit: the arguments are not understood, or ``--help`` is among them.

    Example:
        >>> main(["reset", "77"])  # it says which numbers there are
        1
    """
    for stream in (sys.stdout, sys.stderr):
        make_legible(stream)
    options = parser().parse_args(arguments)
    try:
        return options.run(options)
    except CommandError as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
    return 1


def parser() -> argparse.ArgumentParser:
    """Return the grammar of the command line.

    Example:
        >>> options = parser().parse_args(["lab", "--port", "8900"])
        >>> options.port, options.edit, options.run.__name__
        (8900, False, 'run_lab')
    """
    top = argparse.ArgumentParser(
        prog="python -m mlcourse",
        description="A course to play with: how does training a neural network really work?",
    )
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    add_lab(commands.add_parser("lab", help="open the course in JupyterLab"))
    add_reset(commands.add_parser("reset", help="lay a fresh copy of a notebook, keep the old"))
    add_validate(commands.add_parser("validate", help="say what of an exercise will count"))
    add_release(
        commands.add_parser("release", help="make the version of an exercise that is handed out")
    )
    add_collect(
        commands.add_parser("collect", help="bring exercises out of working copies, to be graded")
    )
    add_grade(commands.add_parser("grade", help="grade a folder of handed-in notebooks"))
    add_hand_back(
        commands.add_parser("hand-back", help="lay each graded page into the folder of its learner")
    )
    add_progress(commands.add_parser("progress", help="say what is done, attempted and open"))
    add_inventory(commands.add_parser("inventory", help="say what a class knew before and after"))
    add_pulse(commands.add_parser("pulse", help="show what a room has done and how it votes"))
    add_slides(commands.add_parser("slides", help="make slides of a lesson, for a projector"))
    add_doctor(commands.add_parser("doctor", help="say what is missing and what to do"))
    return top


def add_lab(command: argparse.ArgumentParser) -> None:
    """Add the options of ``lab``."""
    command.description = (
        "Open JupyterLab at lesson 00, in a working copy of the course. A notebook that you "
        "changed is never overwritten: a newer version of it is laid beside it. Ctrl-C stops."
    )
    place = command.add_mutually_exclusive_group()
    add_dir(place)
    place.add_argument(
        "--edit", action="store_true", help="open the repository itself, for the course's authors"
    )
    command.add_argument(
        "--no-browser", action="store_true", help="print the address and open no browser"
    )
    command.add_argument(
        "--port", type=port, help="port to listen on; 0 takes any free one (default: 8888 or next)"
    )
    command.add_argument(
        "--ip", default="localhost", metavar="ADDRESS",
        help="address to listen on, such as 0.0.0.0 in a container (default: this machine alone can reach it)",
    )  # fmt: skip
    command.set_defaults(run=run_lab)


def add_reset(command: argparse.ArgumentParser) -> None:
    """Add the options of ``reset``."""
    command.description = (
        "Lay a fresh copy of a lesson into the working copy. Your old notebook is kept beside it."
    )
    command.add_argument("number", metavar="NN", help="the lesson's number, such as 00")
    command.add_argument(
        "--exercise", action="store_true", help="reset the exercise of this number, not the lesson"
    )
    add_dir(command)
    command.set_defaults(run=run_reset)


def add_validate(command: argparse.ArgumentParser) -> None:
    """Add the options of ``validate``."""
    command.description = (
        "Before you hand in an exercise: run a copy of it from top to bottom in a fresh kernel and say "
        "what will count. Your notebook is not touched. The exit code is 0 if every task passes."
    )
    command.add_argument(
        "number", metavar="NN", help="the exercise's number, such as 04, or the path of a notebook"
    )
    add_timeout(command)
    add_dir(command)
    command.set_defaults(run=run_validate)


def add_release(command: argparse.ArgumentParser) -> None:
    """Add the options of ``release``."""
    command.description = (
        "Make the version of exercises that students get: points and due date, nothing solved. An exercise whose own "
        "worked solution does not get full marks is not released."
    )
    command.add_argument(
        "numbers", metavar="NN", nargs="+", help="the exercises' numbers, such as 04"
    )
    command.add_argument(
        "--out", type=Path, metavar="DIR", required=True, help="the folder to write them to"
    )
    command.add_argument("--due", type=day, metavar="DATE", help="as in 2027-03-31")
    command.add_argument(
        "--reveal-from",
        type=day,
        metavar="DATE",
        help="until then reveal() shows no worked solution",
    )
    command.set_defaults(run=run_release)


def add_collect(command: argparse.ArgumentParser) -> None:
    """Add the options of ``collect``."""
    command.description = (
        "Bring exercises out of the working copies of a class, one folder a learner, into the folders that `grade` "
        "takes. Each notebook is read with its owner's rights, and no link is followed. What was collected before is "
        "never overwritten: of a notebook that has changed, the newest is graded and the others are kept. "
        "Who holds the class (instructors.txt beside LEARNERS, else `instructor`) is left out, unless on the roster."
    )
    command.add_argument(
        "numbers", metavar="NN", nargs="+", help="the exercises' numbers, such as 01"
    )
    command.add_argument(
        "--from", dest="learners", type=Path, metavar="LEARNERS", default=HUBS,
        help=f"a folder with a folder of each learner (default: {HUBS}, the hub's)",
    )  # fmt: skip
    command.add_argument(
        "--out", type=Path, metavar="SUBMITTED", required=True, help="the folder to collect into"
    )
    command.add_argument(
        "--roster", type=Path, metavar="FILE",
        help="who is in the class: a table, or a learner a line; who has no folder is named",
    )  # fmt: skip
    command.set_defaults(run=run_collect)


def add_grade(command: argparse.ArgumentParser) -> None:
    """Add the options of ``grade``."""
    command.description = (
        "Grade handed-in notebooks: nbgrader's folders, a flat folder, or a zip from Moodle or Canvas. The report is "
        "a page for the class, one for each student, and tables. What was graded before and has not changed is kept."
    )
    command.add_argument("submitted", type=Path, metavar="SUBMITTED", help="a folder or a zip")
    command.add_argument(
        "--out", type=Path, metavar="REPORT", required=True, help="the report's folder"
    )
    command.add_argument(
        "--exercise", metavar="NN", help="which one (default: the one that most notebooks hold)"
    )
    command.add_argument(
        "--jobs", type=counted, default=1, help="workers on this machine (default: 1)"
    )
    command.add_argument(
        "--dask", metavar="ADDRESS", help="work on the Dask cluster of this scheduler instead"
    )
    add_timeout(command)
    command.add_argument(
        "--memory",
        type=counted,
        default=2000,
        metavar="MB",
        help="of a submission's process (default: 2000)",
    )
    command.add_argument(
        "--roster", type=Path, metavar="FILE",
        help="who should have handed in: a table, or a student a line; who did not gets a row",
    )  # fmt: skip
    command.add_argument(
        "--seed", type=int, help="of the probes; a report keeps its own, so a grade can be repeated"
    )
    command.add_argument(
        "--allow-unisolated", action="store_true",
        help="run submissions without a sandbox, where they can read, change and send whatever you can",
    )  # fmt: skip
    command.set_defaults(run=run_grade)


def add_hand_back(command: argparse.ArgumentParser) -> None:
    """Add the options of ``hand-back``."""
    command.description = (
        "Lay each student's page of a report into that learner's working copy, as feedback/NN_topic.html. What is "
        "there is never overwritten: a page that has changed is laid beside the one from before."
    )
    command.add_argument(
        "report", type=Path, metavar="REPORT", help="the folder that `grade` wrote"
    )
    command.add_argument(
        "--to", dest="learners", type=Path, metavar="LEARNERS", default=HUBS,
        help=f"a folder with a folder of each learner (default: {HUBS}, the hub's)",
    )  # fmt: skip
    command.set_defaults(run=run_hand_back)


def add_progress(command: argparse.ArgumentParser) -> None:
    """Add the options of ``progress``."""
    command.description = (
        "Say what is known, due again and open, by lesson and objective; tasks, quiz, predictions, bug lab and "
        "how well you know what you know included."
    )
    add_dir(command)
    command.set_defaults(run=run_progress)


def add_inventory(command: argparse.ArgumentParser) -> None:
    """Add the options of ``inventory``."""
    command.description = (
        "Of all progress files in a folder: what the class knew before the course and after it, by step, and which "
        "beliefs are still held. A learner's file is progress.json in the working copy."
    )
    command.add_argument(
        "folder", type=Path, metavar="FOLDER", help="with a learner's file each, in folders or not"
    )
    command.add_argument(
        "--out", type=Path, metavar="FILE", help="a table (CSV) with a row for each answer"
    )
    command.set_defaults(run=run_inventory)


def add_pulse(command: argparse.ArgumentParser) -> None:
    """Add the options of ``pulse``."""
    command.description = (
        "For the instructor in front of a class: learners join by a word that you say, and a page for the projector "
        "shows task by task how many are done and stuck, and the votes when you reveal them. Another page is for you "
        "alone. Verdicts, votes and named mistakes are posted, never code."
    )
    command.add_argument("--word", help="the room's word (default: one is chosen)")
    command.add_argument(
        "--host", default="", help="the address to listen on (default: all of this machine's)"
    )
    command.add_argument(
        "--port",
        type=port,
        default=8765,
        help="port to listen on; 0 takes any free one (default: 8765)",
    )
    command.add_argument(
        "--file", type=Path, default=Path("pulse.sqlite"), metavar="FILE",
        help="where all is kept (default: pulse.sqlite)",
    )  # fmt: skip
    command.add_argument(
        "--at", default="", metavar="URL", help="where a hub serves it: workshop/hub sets this"
    )
    command.set_defaults(run=run_pulse)


def add_slides(command: argparse.ArgumentParser) -> None:
    """Add the options of ``slides``."""
    command.description = (
        "Make slides of a lesson: one file that any browser shows without a network, in which the widgets play. Each "
        "question has a slide before its answer; S opens your notes and the clock."
    )
    command.add_argument("number", metavar="NN", help="the lesson's number, such as 00")
    command.add_argument(
        "--track",
        metavar="TRACK",
        help="only what a track of the workshop holds of it, such as 90 (workshop/README.md)",
    )
    command.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help="the file to write (default: NN_topic.slides.html, NN_topic.TRACK.slides.html)",
    )
    command.add_argument(
        "--replace", action="store_true", help="write the file anew where it is there already"
    )
    command.set_defaults(run=run_slides)


def add_doctor(command: argparse.ArgumentParser) -> None:
    """Add the options of ``doctor``."""
    command.description = (
        "Say what is installed, what is missing or other than tested, and what to do. "
        "The exit code is 1 if something is missing that the course needs."
    )
    add_dir(command)
    command.set_defaults(run=run_doctor)


def add_timeout(command: argparse.ArgumentParser) -> None:
    """Add the option that `validate` and `grade` share, so that a learner can try what will count."""
    command.add_argument(
        "--timeout",
        type=seconds,
        default=SECONDS,
        metavar="SECONDS",
        help=f"for a cell; a task has two fifths of it (default: {SECONDS:g})",
    )


def add_dir(command: argparse._ActionsContainer) -> None:
    """Add the one option that all commands share."""
    command.add_argument(
        "--dir",
        type=Path,
        metavar="FOLDER",
        help="the working copy (default: the one around this folder, else work/ of the course, else ./mlcourse-work)",
    )


def day(text: str) -> date:
    """Return a date.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"a date such as 2027-03-31 is needed, not {text!r}"
        ) from None


def counted(text: str) -> int:
    """Return a number from 1 on.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    if not text.isdecimal() or not 0 < int(text) < 10**6:
        raise argparse.ArgumentTypeError(f"a whole number from 1 on is needed, not {text!r}")
    return int(text)


def seconds(text: str) -> float:
    """Return a number of seconds.

    Raises:
        argparse.ArgumentTypeError: it is none, or not above 0.
    """
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0 < found <= 3600:
        raise argparse.ArgumentTypeError(f"a number of seconds above 0 is needed, not {text!r}")
    return found


def port(text: str) -> int:
    """Return a port number from the command line.

    Raises:
        argparse.ArgumentTypeError: it is no whole number from 0 to 65535.

    Example:
        >>> port("8900")
        8900
    """
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"a port is a whole number from 0 to 65535, not {text!r}")
    return int(text)


def run_lab(options: argparse.Namespace) -> int:
    """Run ``lab``; return its exit code."""
    from mlcourse.cli.lab import open_lab

    return open_lab(options)


def run_reset(options: argparse.Namespace) -> int:
    """Run ``reset``; return its exit code."""
    from mlcourse.cli.reset import reset_notebooks

    return reset_notebooks(options)


def run_validate(options: argparse.Namespace) -> int:
    """Run ``validate``; return its exit code."""
    from mlcourse.cli.validate import validate

    return validate(options)


def run_release(options: argparse.Namespace) -> int:
    """Run ``release``; return its exit code."""
    from mlcourse.cli.release import release

    return release(options)


def run_collect(options: argparse.Namespace) -> int:
    """Run ``collect``; return its exit code."""
    from mlcourse.cli.collect import collect

    return collect(options)


def run_grade(options: argparse.Namespace) -> int:
    """Run ``grade``; return its exit code."""
    from mlcourse.cli.grade import grade

    return grade(options)


def run_hand_back(options: argparse.Namespace) -> int:
    """Run ``hand-back``; return its exit code."""
    from mlcourse.cli.hand_back import hand_back

    return hand_back(options)


def run_progress(options: argparse.Namespace) -> int:
    """Run ``progress``; return its exit code."""
    from mlcourse.cli.progress import show_progress

    return show_progress(options)


def run_inventory(options: argparse.Namespace) -> int:
    """Run ``inventory``; return its exit code."""
    from mlcourse.cli.inventory import show_inventory

    return show_inventory(options)


def run_pulse(options: argparse.Namespace) -> int:
    """Run ``pulse``."""
    from mlcourse.cli.pulse import run_room

    return run_room(options)


def run_slides(options: argparse.Namespace) -> int:
    """Run ``slides``."""
    from mlcourse.cli.slides import make_slides

    return make_slides(options)


def run_doctor(options: argparse.Namespace) -> int:
    """Run ``doctor``; return its exit code."""
    from mlcourse.cli.doctor import examine_installation

    return examine_installation(options)
