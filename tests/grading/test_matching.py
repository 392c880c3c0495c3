"""Whose notebook is whose: nbgrader's folders, a flat folder, and zips as Moodle and Canvas export them."""

import os
import stat
import zipfile

import pytest
from damaged import TOPIC, solved, to_bytes

from mlcourse.grading import files
from mlcourse.grading.files import Refused, files_in
from mlcourse.grading.matching import find_submissions

GOOD = to_bytes(solved())
OTHER = b'{"cells": [{"cell_type": "code", "source": "check(\\"03.relu\\")", "metadata": {}}]}'


def lay(root, *names, content=GOOD):
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def pack(path, *names, content=GOOD):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return path


def found(source):
    return {each.student.id: each for each in find_submissions(source, TOPIC)}


def names(source):
    return {
        student: each.notebook and each.notebook.name for student, each in found(source).items()
    }


def test_nbgraders_layout_with_or_without_the_course_around_it(tmp_path):
    lay(tmp_path, f"submitted/ada/{TOPIC}/{TOPIC}.ipynb", f"submitted/bo/{TOPIC}/{TOPIC}.ipynb")
    lay(
        tmp_path,
        f"submitted/ada/{TOPIC}/helpers.py",
        f"submitted/ada/{TOPIC}/data/a.csv",
        content=b"x = 1",
    )
    lay(tmp_path, f"submitted/ada/{TOPIC}/.ipynb_checkpoints/{TOPIC}-checkpoint.ipynb")
    (tmp_path / "submitted" / "cleo").mkdir()
    for source in (tmp_path, tmp_path / "submitted"):
        assert names(source) == {"ada": f"{TOPIC}.ipynb", "bo": f"{TOPIC}.ipynb", "cleo": None}
        assert set(found(source)["ada"].beside) == {"helpers.py", "data/a.csv"}
        assert found(source)["bo"].beside == {}
        assert "no notebook" in found(source)["cleo"].problem


def test_a_name_that_its_owner_chose_takes_nobodys_number(tmp_path):
    """Moodle's folders begin with it."""
    lay(tmp_path, f"Bo_7_assignsubmission_file_x_102_assignsubmission_file/{TOPIC}.ipynb")
    lay(tmp_path, f"Bo_7_assignsubmission_file/{TOPIC}.ipynb")
    there = {each.student.number: each.student.id for each in find_submissions(tmp_path, TOPIC)}
    assert there == {"7": "Bo_7", "": "Bo_7_assignsubmission_file_x_102_assignsubmission_file"}


def test_a_flat_folder_names_its_students(tmp_path):
    lay(tmp_path, "ada.ipynb", f"bo_{TOPIC}.ipynb", f"{TOPIC}-cleo.ipynb")
    lay(tmp_path, "notes.txt", content=b"")
    assert names(tmp_path) == {
        "ada": "ada.ipynb", "bo": f"bo_{TOPIC}.ipynb", "cleo": f"{TOPIC}-cleo.ipynb"}  # fmt: skip


@pytest.mark.parametrize(
    "name", [f"{TOPIC} (1).ipynb", f"{TOPIC}-2.ipynb", "04 Backpropagation.ipynb", "ps1 (1).ipynb"]
)
def test_a_wrong_name_is_taken_for_what_it_is(name, tmp_path):
    lay(tmp_path, f"ada/{name}")
    lay(tmp_path, "ada/03_loss.ipynb", content=OTHER)
    assert names(tmp_path) == {"ada": name}


def test_compiled_modules_beside_the_notebook_are_left_out_and_that_is_said(tmp_path):
    """Of code, only what can be read is taken: a text is looked through for other packages' functions."""
    compiled = [f"helpers{end}" for end in (".pyc", ".pyo", ".so", ".PYD", ".dll", ".dylib")]
    lay(tmp_path, f"ada/{TOPIC}.ipynb")
    lay(tmp_path, *(f"ada/{name}" for name in (*compiled, "deep/helpers.so", "helpers.py")))
    ada = found(tmp_path)["ada"]
    assert list(ada.beside) == ["helpers.py"]
    assert "was left out: of code, only its text is taken" in " ".join(ada.remarks)


def test_what_is_doubtful_is_listed_and_not_guessed(tmp_path):
    lay(tmp_path, "ada/first.ipynb", "ada/second.ipynb")
    lay(tmp_path, "bo/03_loss.ipynb", content=OTHER)
    lay(tmp_path, f"cleo/{TOPIC}.ipynb", "cleo/old.ipynb")
    handed = found(tmp_path)
    assert names(tmp_path) == {"ada": None, "bo": None, "cleo": f"{TOPIC}.ipynb"}
    assert "not clear which notebook is meant: first.ipynb, second.ipynb" in handed["ada"].problem
    assert "no task of exercise 04" in handed["bo"].problem


def test_moodles_zip(tmp_path):
    source = pack(
        tmp_path / "all.zip",
        f"Ada Lovelace_123_assignsubmission_file_/{TOPIC}.ipynb",
        "Ada Lovelace_123_assignsubmission_file_/helpers.py",
        f"Bo Li_124_assignsubmission_file_{TOPIC} (1).ipynb",
    )
    handed = found(source)
    assert set(handed) == {"Ada Lovelace_123", "Bo Li_124"}
    ada = handed["Ada Lovelace_123"]
    assert (ada.student.name, ada.student.platform, ada.student.number) == (
        "Ada Lovelace",
        "moodle",
        "123",
    )
    assert set(ada.beside) == {"helpers.py"}
    assert handed["Bo Li_124"].notebook.read() == GOOD


def test_moodles_zip_of_teams_texts_and_hidden_names(tmp_path):
    source = pack(
        tmp_path / "all.zip",
        f"Team A_7_assignsubmission_file/{TOPIC}.ipynb",
        "Team A_7_assignsubmission_file/data/a.csv",
        "Team A_7_assignsubmission_onlinetext/onlinetext.html",
        f"Default group_assignsubmission_file/{TOPIC}.ipynb",
        "Participant_31_assignsubmission_onlinetext/onlinetext.html",
    )
    handed = found(source)
    assert {name: each.student.number for name, each in handed.items()} == {
        "Team A_7": "7", "Default group": "", "Participant_31": "31"}  # fmt: skip
    assert set(handed["Team A_7"].beside) == {"data/a.csv", "onlinetext.html"}
    assert "no notebook" in handed["Participant_31"].problem


def test_canvas_zip(tmp_path):
    source = pack(
        tmp_path / "all.zip",
        f"lovelaceada_77_900_{TOPIC}.ipynb", "lovelaceada_77_901_helpers.py", f"libo_LATE_78_902_{TOPIC}-1.ipynb",
        f"libo_79_903_{TOPIC}.ipynb", f"de_la_cruz_80_904_{TOPIC}.ipynb", "noa_81_text.html", "max_LATE_82_link.html",
    )  # fmt: skip
    handed = found(source)
    assert {name: each.student.number for name, each in handed.items()} == {
        "lovelaceada_77": "77", "libo_78": "78", "libo_79": "79", "de_la_cruz_80": "80", "noa_81": "81",
        "max_82": "82",
    }  # fmt: skip
    assert set(handed["lovelaceada_77"].beside) == {"helpers.py"}
    assert handed["libo_78"].notebook.read() == GOOD
    assert "no notebook" in handed["noa_81"].problem
    assert "no notebook" in handed["max_82"].problem
    late = {name for name, each in handed.items() if "handed in late" in " ".join(each.remarks)}
    assert late == {"libo_78", "max_82"}


def test_canvas_zip_without_names(tmp_path):
    source = pack(
        tmp_path / "all.zip", f"anon_aB3dE_900_{TOPIC}.ipynb", f"LATE_anon_x7Yz0_901_{TOPIC}.ipynb"
    )
    handed = found(source)
    assert set(handed) == {"anon_aB3dE", "anon_x7Yz0"}
    assert handed["anon_x7Yz0"].notebook.read() == GOOD
    assert [bool(handed[each].remarks) for each in ("anon_aB3dE", "anon_x7Yz0")] == [False, True]


def test_a_zip_reaches_nothing_outside(tmp_path):
    source = pack(
        tmp_path / "all.zip",
        f"ada/{TOPIC}.ipynb",
        "../../evil.ipynb",
        "/etc/evil.ipynb",
        "ada/../../x.py",
    )
    before = sorted(tmp_path.parent.rglob("*"))
    handed = found(source)
    assert handed["ada"].notebook.read() == GOOD
    assert [each.refused for each in files_in(source) if "evil" in each.name] == [
        "evil.ipynb would be unpacked outside of its folder."] * 2  # fmt: skip
    assert "x.py" not in handed["ada"].beside
    assert sorted(tmp_path.parent.rglob("*")) == before


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    source = tmp_path / "all.zip"
    with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"ada/{TOPIC}.ipynb", b"0" * 30_000_000)
        archive.writestr(f"bo/{TOPIC}.ipynb", GOOD)
        link = zipfile.ZipInfo(f"cleo/{TOPIC}.ipynb")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    handed = found(source)
    assert "unpacks to 30 MB" in handed["ada"].problem
    assert "link" in handed["cleo"].problem
    assert handed["bo"].notebook.read() == GOOD


def test_a_zip_that_lies_about_its_sizes_is_read_no_further_than_the_bound(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LARGEST", len(GOOD) - 1)
    (file,) = files_in(pack(tmp_path / "all.zip", f"ada/{TOPIC}.ipynb"))
    with pytest.raises(Refused):
        files.File(file.parts, file.disk, file.entry).read()


def test_links_pipes_and_sources_that_are_neither_folder_nor_zip(tmp_path):
    lay(tmp_path, "secret.txt")
    folder = tmp_path / "in"
    for student in ("ada", "bo"):
        (folder / student).mkdir(parents=True)
    (folder / "ada" / f"{TOPIC}.ipynb").symlink_to(tmp_path / "secret.txt")
    os.mkfifo(folder / "bo" / f"{TOPIC}.ipynb")
    handed = found(folder)
    assert "link" in handed["ada"].problem
    assert "no file" in handed["bo"].problem
    with pytest.raises(Refused, match="neither a folder nor a zip"):
        files_in(tmp_path / "secret.txt")
