"""`collect`: what is in working copies comes into the grader's folders, and nothing else of the machine does."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mlcourse.cli import main
from mlcourse.cli.course import find_course
from mlcourse.cli.working_copy import bring_up_to_date
from mlcourse.grading.beneath import read_beneath, rights_of
from mlcourse.grading.files import Refused
from mlcourse.grading.matching import find_submissions

TOPIC = "01_initialization"
PLACE = f"mlcourse/exercises/{TOPIC}.ipynb"
SECRET = b'{"cells": "the secret of somebody else"}'


@pytest.fixture
def learners(tmp_path: Path) -> Path:
    folder = tmp_path / "learners"
    for name in ("ada", "ben"):
        bring_up_to_date(find_course(), folder / name / "mlcourse")
    return folder


@pytest.fixture
def collect(learners: Path, tmp_path: Path, capsys) -> Callable[..., str]:
    """What collects exercise 01 and returns what is said."""

    def run(*more: str) -> str:
        command = ["collect", "1", *more, "--from", str(learners), "--out", str(tmp_path / "in")]
        assert main(command) == 0
        return capsys.readouterr().out

    return run


def test_notebooks_come_into_the_graders_folders_and_who_lacks_one_is_named(
    learners, collect, tmp_path
):
    (learners / "ada" / PLACE).write_text("ada's own")
    (learners / "carl").mkdir()
    (tmp_path / "roster").write_text("ada\nben\ncarl\ndora\n../ada\n")
    said = collect("--roster", str(tmp_path / "roster"))
    assert said.splitlines() == [
        f"ada: {TOPIC}: collected",
        f"ben: {TOPIC}: collected, as it was laid: nothing was done in it",
        f"carl: {TOPIC}: missing",
        f"dora: {TOPIC}: missing, and so is the learner's folder",
        f"2 of 4 notebooks are new or newer in {tmp_path / 'in'}.",
    ]
    found = {each.student.id: each.notebook for each in find_submissions(tmp_path / "in", TOPIC)}
    assert found["ada"].read() == b"ada's own"
    assert set(found) == {"ada", "ben"}


def test_who_holds_the_class_is_left_out_unless_on_the_roster(learners, collect, tmp_path):
    (learners / "instructor").mkdir()
    assert "instructor" not in collect()
    (tmp_path / "roster").write_text("instructor\n")
    assert "instructor: " in collect("--roster", str(tmp_path / "roster"))
    (tmp_path / "instructors.txt").write_text("Ben\n")
    said = collect()
    assert "instructor: " in said
    assert "ben: " not in said


def test_collected_again_the_newest_is_graded_and_the_others_are_kept(learners, collect, tmp_path):
    for number, text in enumerate(("first", "second", "second", "third")):
        (learners / "ada" / PLACE).write_text(text)
        os.utime(learners / "ada" / PLACE, (10**9 + number // 3, 10**9 + number // 3))
        said = collect()
        assert ("unchanged since it was collected" in said.splitlines()[0]) == (number == 2)
        assert ("the one from before is kept as .earlier/ada/" in said) == (number in (1, 3))
    assert (tmp_path / "in" / "ada" / TOPIC / f"{TOPIC}.ipynb").read_text() == "third"
    kept = (tmp_path / "in" / ".earlier" / "ada" / TOPIC).iterdir()
    assert {each.name: each.read_text() for each in kept} == {
        "2001-09-09T014640Z.ipynb": "first",
        "2001-09-09T014640Z-2.ipynb": "second",
    }
    ada, _ = find_submissions(tmp_path / "in", TOPIC)
    assert ada.notebook.read() == b"third"
    assert not ada.remarks


def link_to_the_file(notebook: Path, secret: Path) -> None:
    notebook.unlink()
    notebook.symlink_to(secret / f"{TOPIC}.ipynb")


def link_to_its_folder(notebook: Path, secret: Path) -> None:
    notebook.parent.rename(notebook.parent.with_name("mine"))
    notebook.parent.symlink_to(secret)


def link_to_the_working_copy(notebook: Path, secret: Path) -> None:
    notebook.parents[1].rename(notebook.parents[2] / "mine")
    notebook.parents[1].symlink_to(secret.parent)


def the_learners_folder_itself(notebook: Path, secret: Path) -> None:
    notebook.parents[2].rename(notebook.parents[3] / ".mine")
    notebook.parents[2].symlink_to(secret.parents[1])


def a_pipe(notebook: Path, secret: Path) -> None:
    notebook.unlink()
    os.mkfifo(notebook)


def a_folder(notebook: Path, secret: Path) -> None:
    notebook.unlink()
    notebook.mkdir()


def too_much(notebook: Path, secret: Path) -> None:
    os.truncate(notebook, 10**12)


@pytest.mark.parametrize(
    "trick",
    [
        link_to_the_file, link_to_its_folder, link_to_the_working_copy, the_learners_folder_itself, a_pipe, a_folder,
        too_much,
    ],
)  # fmt: skip
def test_no_trick_of_a_learner_brings_what_is_not_his(trick, learners, collect, tmp_path):
    secret = tmp_path / "other" / "mlcourse" / "exercises"
    secret.mkdir(parents=True)
    (secret / f"{TOPIC}.ipynb").write_bytes(SECRET)
    trick(learners / "ben" / PLACE, secret)
    said = collect()
    assert f"ben: {TOPIC}: refused" in said
    assert f"ada: {TOPIC}: collected" in said
    assert not (tmp_path / "in" / "ben").exists()


@pytest.mark.parametrize("when", [-(10**10), 2**34])
def test_a_time_that_no_clock_shows_stops_nobody(when, learners, collect):
    for text in ("first", "second"):
        (learners / "ada" / PLACE).write_text(text)
        os.utime(learners / "ada" / PLACE, (when, when))
        assert f"ben: {TOPIC}" in collect()


def test_a_name_cannot_steer_the_terminal(learners, collect):
    (learners / "\x1b[2Jeve").mkdir()
    assert "\x1b" not in collect()


def test_what_is_collected_may_not_lie_where_learners_write(learners, capsys):
    assert main(["collect", "1", "--from", str(learners), "--out", str(learners / "ada")]) == 1
    assert "lies among the learners' folders" in capsys.readouterr().err
    assert main(["collect", "1", "--from", str(learners / "no"), "--out", "in"]) == 1
    assert "is no folder" in capsys.readouterr().err


def test_as_root_a_file_is_read_with_its_owners_rights(tmp_path):
    """Root's own file in a learner's folder is not read; who is not root has no rights to give up."""
    for name in ("own", "roots"):
        (tmp_path / name).write_text("text")
        (tmp_path / name).chmod(0o600)
    if os.geteuid() == 0:
        for each in (tmp_path, tmp_path / "own"):
            os.chown(each, 20_001, 20_001)
        with pytest.raises(Refused, match=r"roots is not read: Permission denied\."):
            read_beneath(tmp_path, "roots")
    assert read_beneath(tmp_path, "own").content == b"text"
    owner = tmp_path.lstat()
    with rights_of(owner):
        assert os.geteuid() == owner.st_uid
    assert os.geteuid() == os.getuid()
