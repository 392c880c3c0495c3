"""``inventory FOLDER``: what a class knew before the course and after it."""

from __future__ import annotations

import argparse

from mlcourse.base.files import write
from mlcourse.cli.course import CommandError
from mlcourse.grading.inventory import answers_csv, collect, told


def show_inventory(options: argparse.Namespace) -> int:
    """Run the command ``inventory``; return its exit code.

    Raises:
        CommandError: there is no such folder, nobody's answers are in it, or the table cannot be written.
    """
    if not options.folder.is_dir():
        raise CommandError(f"{options.folder} is no folder. Name the one with the learners' files.")
    collected = collect(options.folder)
    if not collected.answers:
        unread = "".join(f"\n{each}" for each in collected.unread)
        raise CommandError(
            f"{options.folder} holds no progress file with answers to the questions before and after the course. "
            f"A learner's file is progress.json in the working copy.{unread}"
        )
    print("\n".join(told(collected)))
    if options.out:
        try:
            write(options.out, answers_csv(collected).encode("utf-8-sig"))
        except OSError as error:
            raise CommandError(f"{options.out}: {error.strerror}.") from None
        print(f"\nEach answer stands in {options.out}.")
    return 0
