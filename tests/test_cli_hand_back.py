"""`hand-back`: each page comes into the folder of the learner whose it is, over nothing, and through no link."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mlcourse.cli import main
from mlcourse.grading.beneath import lay_beneath
from mlcourse.grading.files import Refused
from mlcourse.grading.whole_class import student_pages

PLACE = "mlcourse/feedback/01_initialization.html"
STUDENTS = ["Ada L", "ben", "guest1"]


@pytest.fixture
def learners(tmp_path: Path) -> Path:
    for name in STUDENTS[:2]:
        (tmp_path / "learners" / name / "mlcourse" / "exercises").mkdir(parents=True)
    return tmp_path / "learners"


@pytest.fixture
def hand_back(learners: Path, tmp_path: Path, capsys) -> Callable[..., list[str]]:
    """What hands back pages with a text, and returns the lines that are said."""

    def run(text: str, code: int = 1) -> list[str]:
        report = tmp_path / "report"
        (report / "students").mkdir(parents=True, exist_ok=True)
        told = {
            "exercise": "01_initialization",
            "students": [{"student": name} for name in STUDENTS],
        }
        (report / "report.json").write_text(json.dumps(told))
        for name, page in student_pages(STUDENTS).items():
            (report / page).write_text(f"{text} of {name}")
        assert main(["hand-back", str(report), "--to", str(learners)]) == code
        return capsys.readouterr().out.splitlines()

    return run


def test_each_has_the_own_page_and_whose_page_is_left_is_said(learners, hand_back):
    ada, _, guest, said = hand_back("points")
    assert ada == f"Ada L: {PLACE}"
    assert guest.startswith(f"guest1: no working copy of that name in {learners}, so ")
    assert said == "2 of 3 pages are in the learners' folders."
    assert (learners / "Ada L" / PLACE).read_text() == "points of Ada L"
    assert (learners / "ben" / PLACE).read_text() == "points of ben"
    (learners / "guest1" / "work" / "exercises").mkdir(parents=True)
    assert hand_back("points", code=0)[2] == "guest1: work/feedback/01_initialization.html"


def test_what_is_there_is_never_overwritten_and_a_new_page_is_laid_beside(learners, hand_back):
    (learners / "ben" / PLACE).parent.mkdir()
    (learners / "ben" / PLACE).write_text("ben's own")
    for text in ("first", "first", "second"):
        ben = hand_back(text)[1]
    assert ben == "ben: mlcourse/feedback/01_initialization-3.html"
    found = (learners / "ben" / PLACE).parent.iterdir()
    assert {each.name: each.read_text() for each in found} == {
        "01_initialization.html": "ben's own",
        "01_initialization-2.html": "first of ben",
        "01_initialization-3.html": "second of ben",
    }


def the_file(own: Path, other: Path) -> None:
    own.parent.mkdir()
    own.symlink_to(other / "new.html")


def its_folder(own: Path, other: Path) -> None:
    own.parent.symlink_to(other)


def the_working_copy(own: Path, other: Path) -> None:
    own.parents[1].rename(own.parents[2] / "mine")
    (other / "exercises").mkdir()
    own.parents[1].symlink_to(other)


def the_learners_folder(own: Path, other: Path) -> None:
    (other / "mlcourse" / "exercises").mkdir(parents=True)
    own.parents[2].rename(own.parents[3] / ".mine")
    own.parents[2].symlink_to(other)


@pytest.mark.parametrize("trick", [the_file, its_folder, the_working_copy, the_learners_folder])
def test_no_link_of_a_learner_leads_a_page_out_of_the_own_folder(trick, learners, hand_back, tmp_path):  # fmt: skip
    other = tmp_path / "other"
    other.mkdir()
    trick(learners / "ben" / PLACE, other)
    before = sorted(other.rglob("*"))
    ada, ben, *_ = hand_back("points")
    assert ada == f"Ada L: {PLACE}"
    assert "refused" in ben or ben == "ben: mlcourse/feedback/01_initialization-2.html"
    assert sorted(other.rglob("*")) == before


def test_as_root_a_page_is_laid_with_the_owners_rights(tmp_path):
    if os.geteuid() == 0:
        os.chown(tmp_path, 20_001, 20_001)
        (tmp_path / "roots").mkdir(mode=0o755)
        with pytest.raises(Refused, match="is not laid: Permission denied"):
            lay_beneath(tmp_path, b"page", "roots", "page.html")
    assert lay_beneath(tmp_path, b"page", "own", "page.html") == "own/page.html"
    assert (tmp_path / "own" / "page.html").stat().st_uid == tmp_path.stat().st_uid


def test_a_folder_without_a_report_is_said(tmp_path, learners, capsys):
    assert main(["hand-back", str(tmp_path), "--to", str(learners)]) == 1
    assert "holds no report.json" in capsys.readouterr().err
