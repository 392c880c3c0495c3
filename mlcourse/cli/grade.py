"""``grade SUBMITTED --out REPORT``: grades a folder of notebooks, whatever is in them."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

from mlcourse.cli.course import CommandError, Course, find_course
from mlcourse.cli.packages import installer
from mlcourse.cli.reset import numbered
from mlcourse.grading.executors import Dask, local
from mlcourse.grading.files import Refused, files_in
from mlcourse.grading.reading import exercises_in
from mlcourse.grading.result import Result
from mlcourse.grading.roster import read_roster
from mlcourse.grading.sandbox import NoSandbox, limits, require_sandbox
from mlcourse.grading.summary import short, summarize
from mlcourse.grading.whole_class import Settings, grade_class, graded_in, seed_of, write_report

LOOKED_AT = 200  # notebooks, to find out which exercise it is
AHEAD = 3  # submissions for each worker that are given out at once
MEGABYTE = 1_000_000


def grade(options: argparse.Namespace) -> int:
    """Run the command ``grade``; return 0.

    Raises:
        CommandError: there is nothing to grade, no sandbox, or no cluster.
    """
    course = find_course()
    try:
        name = exercise(course, options)
        settings = settings_of(course, name, options)
        results = run(options, settings)
        results, warnings = write_report(results, settings)
    except (Refused, NoSandbox) as error:
        raise CommandError(str(error)) from None
    print("\n".join(told(results, warnings, settings)))
    return 0


def settings_of(course: Course, name: str, options: argparse.Namespace) -> Settings:
    """Return how the class is graded; stop where submissions cannot be isolated and nobody has allowed that."""
    if not options.allow_unisolated:
        require_sandbox()
    refuse_other_report(options.out.absolute(), Path(name).stem)
    return Settings(
        topic=Path(name).stem,
        published=(course.root / name).read_bytes(),
        out=options.out.absolute(),
        seed=seed_of(options.out.absolute(), options.seed),
        seconds=options.timeout,
        isolated=not options.allow_unisolated,
        limits=limits(options.timeout, options.memory * MEGABYTE),
        roster=tuple(read_roster(options.roster)) if options.roster else (),
    )


def refuse_other_report(out: Path, topic: str) -> None:
    """Stop where a folder holds the report of another exercise: its pages would stay among the new ones.

    Raises:
        CommandError: it does.
    """
    if (other := graded_in(out)) not in ("", topic):
        raise CommandError(
            f"{out} holds the report of {other}, and this is {topic}. Give each exercise a folder of its own: "
            f"--out {out.with_name(topic)}"
        )


def exercise(course: Course, options: argparse.Namespace) -> str:
    """Return the exercise's notebook: the one that was named, or the one that most notebooks hold.

    Raises:
        CommandError: no notebook holds any.
    """
    if options.exercise:
        return numbered(course, "exercises", options.exercise)[0]
    found = Counter[str]()
    notebooks = [
        file
        for file in files_in(options.submitted)
        if file.name.endswith(".ipynb") and not file.refused
    ]
    for file in notebooks[:LOOKED_AT]:
        try:
            numbers = exercises_in(file.read())
        except Refused:
            continue
        found.update(numbers)
    known = {Path(name).name.partition("_")[0] for name in course.notebooks("exercises")}
    likely = [number for number, _ in found.most_common() if number in known]
    if not likely:
        raise CommandError(
            f"No notebook in {options.submitted} holds a task of an exercise. Say which one is meant: --exercise 04."
        )
    return numbered(course, "exercises", likely[0])[0]


def run(options: argparse.Namespace, settings: Settings) -> list[Result]:
    """Grade all, with a progress bar; what is graded when Ctrl-C comes is kept.

    Raises:
        CommandError: it was stopped, or the cluster does not answer.
    """
    from tqdm import tqdm

    make, workers = executor(options)
    bar = tqdm(unit=" notebooks", disable=None, leave=False, file=sys.stderr)

    def progress(done: int, of: int) -> None:
        bar.total, bar.n = of, done
        bar.refresh()

    try:
        ahead = AHEAD * workers if workers > 1 else 1  # one alone is done when it is given out
        return grade_class(options.submitted, settings, make, ahead, progress)
    except KeyboardInterrupt:
        raise CommandError(
            f"Stopped. What is graded is kept in {settings.out}; the same command goes on from there."
        ) from None
    finally:
        bar.close()


def executor(options: argparse.Namespace) -> tuple[Callable[[], Executor], int]:
    """Return what makes the executor, and how many workers it has, roughly.

    Raises:
        CommandError: Dask is not installed, or nothing answers at the address.
    """
    if not options.dask:
        return partial(local, options.jobs), options.jobs
    try:
        made = Dask(options.dask)
    except ImportError:
        raise CommandError(
            f"Dask is not installed: {installer(find_course())} distributed"
        ) from None
    except (OSError, ValueError) as error:
        raise CommandError(f"No Dask scheduler answers at {options.dask}: {error}") from None
    return lambda: made, max(4, options.jobs)


def told(results: list[Result], warnings: list[str], settings: Settings) -> list[str]:
    """Return what is printed at the end."""
    summary = summarize(results)
    mean = f"{short(summary.mean)} of {summary.max_points} points on average"
    average = f"{mean}, over the {summary.graded} that have points."
    lines = [
        f"{settings.topic}: {summary.students} students handed in. "
        f"{average if summary.graded else 'None of them has points.'}"
    ]
    lines += [f"  {who(result)}: {result.problem}" for result in results if result.problem]
    if without := [result for result in results if not result.counts]:
        lines.append(
            f"  {len(without)} without points: their grade is empty in the tables, not 0. Decide in overrides.csv."
        )
    if decided := [result for result in results if result.decided]:
        lines.append(f"  Points set in overrides.csv: {', '.join(map(who, decided))}.")
    lines += [f"  {warning}" for warning in warnings]
    if not settings.isolated:
        lines.append("  NOT ISOLATED: a submission could read, change and send whatever you can.")
    return [*map(printable, lines), f"The report: {settings.out / 'class.html'}"]


def who(result: Result) -> str:
    """Return a student's name with the id by which ``overrides.csv`` can name them."""
    is_named = result.name and result.name != result.student
    return f"{result.name} ({result.student})" if is_named else result.student


def printable(text: str) -> str:
    """Return a text that cannot steer a terminal: names of students and files are theirs to choose."""
    return "".join(each if each.isprintable() or each == "\n" else "?" for each in text)
