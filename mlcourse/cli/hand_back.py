"""``hand-back REPORT``: lays each graded page into the folder of the learner whose it is."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from mlcourse.cli.collect import COPIES, require_folders
from mlcourse.cli.course import CommandError
from mlcourse.cli.grade import printable
from mlcourse.grading.beneath import lay_beneath
from mlcourse.grading.files import Refused
from mlcourse.grading.whole_class import student_pages

FOLDER = "feedback"  # in the working copy


def hand_back(options: argparse.Namespace) -> int:
    """Run the command ``hand-back``; return 1 where a page is still to be handed back.

    Raises:
        CommandError: there is no report, or no folder of learners.
    """
    report, learners = options.report.absolute(), options.learners.absolute()
    require_folders(learners, report)
    try:
        told = json.loads((report / "report.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise CommandError(
            f"{report} holds no report.json. Needed is the folder that `grade` wrote: --out REPORT."
        ) from None
    pages = student_pages([each["student"] for each in told["students"]])
    there = 0
    for student, page in pages.items():
        try:
            said = laid(
                learners / student, f"{told['exercise']}.html", (report / page).read_bytes()
            )
            there += 1
        except FileNotFoundError:
            said = f"no working copy of that name in {learners}, so {report / page} is still to be handed back"
        except Refused as refused:
            said = f"refused. {refused}"
        print(printable(f"{student}: {said}"))
    print(f"{there} of {len(pages)} pages are in the learners' folders.")
    return 0 if there == len(pages) else 1


def laid(folder: Path, name: str, page: bytes) -> str:
    """Lay a page into a learner's working copy; return where it is.

    Raises:
        FileNotFoundError: the learner has no folder, or no working copy in it.
        Refused: it cannot be laid there.
    """
    for copy in COPIES:
        if (folder / copy / "exercises").is_dir():
            return lay_beneath(folder, page, *filter(None, (copy, FOLDER, name)))
    raise FileNotFoundError(folder)
