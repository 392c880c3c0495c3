"""What a hub lacks is said in words before anything starts."""

import os
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "workshop" / "hub"))

import begin
from learners import listed, number_of


def test_without_root_learners_could_not_be_kept_apart_and_nothing_starts(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit, match="must be started by root"):
        begin.require_root()


def test_a_course_that_learners_cannot_read_is_said_with_the_folder_that_is_closed(tmp_path):
    tmp_path.chmod(0o700)
    (tmp_path / "course").mkdir()
    with pytest.raises(
        SystemExit, match="is closed to other users, and learners need what is in it"
    ):
        begin.require_open(tmp_path / "course")


def test_without_the_proxy_it_is_said_how_to_get_it(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit, match="apt install node-configurable-http-proxy"):
        begin.require_proxy()


def test_a_folder_that_was_open_is_closed(tmp_path):
    (tmp_path / "hub").mkdir(mode=0o755)
    assert begin.private_folder(tmp_path / "hub", os.geteuid()).stat().st_mode & 0o777 == 0o700


def test_the_list_of_the_class(tmp_path, capsys):
    (tmp_path / "learners.txt").write_text("\ufeffAda\n\n ben \n", encoding="utf-8")
    assert listed(tmp_path / "learners.txt") == {"ada", "ben"}
    assert listed(tmp_path / "no.txt") == set()
    assert capsys.readouterr().err == ""
    for name in ("Ada Lovelace", "../ben", "müller", "x" * 21):
        (tmp_path / "learners.txt").write_text(f"ben\n{name}\n", encoding="latin-1")
        assert listed(tmp_path / "learners.txt") == {"ben"}
        assert "cannot be a name to log in with, and is left out" in capsys.readouterr().err


def test_who_owns_a_folder_is_who_learners_are_and_a_number_is_given_once(tmp_path, monkeypatch):
    owners = {}

    class Folder(type(tmp_path)):
        def lstat(self):
            return os.stat_result((0,) * 4 + (owners[self.name],) + (0,) * 5)

    monkeypatch.setattr(
        os, "chown", lambda folder, number, group: owners.update({folder.name: number})
    )
    for name in ("ada", "ben"):
        number_of(Folder(tmp_path / name))
    assert owners == {"ada": 20_001, "ben": 20_002}
    assert number_of(Folder(tmp_path / "ben")) == 20_002
    owners["ada"] = 0
    with pytest.raises(PermissionError, match="which is no learner's number"):
        number_of(Folder(tmp_path / "ada"))
