"""Files written whole or not at all."""

import pytest

from mlcourse.base.files import replacing, write


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "new folder" / "notes.json"
    write(path, b"first")
    write(path, b"second")
    assert path.read_bytes() == b"second"
    assert [p.name for p in path.parent.iterdir()] == ["notes.json"]


def test_what_goes_wrong_in_between_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "notes.json"
    write(path, b"first")

    def interrupted() -> None:
        with replacing(path) as file:
            file.write(b"half")
            assert path.read_bytes() == b"first"
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        interrupted()
    assert path.read_bytes() == b"first"
    assert [p.name for p in tmp_path.iterdir()] == ["notes.json"]


def test_a_missing_folder_is_said_by_its_name(tmp_path):
    with pytest.raises(FileNotFoundError), replacing(tmp_path / "nowhere" / "notes.json"):
        pass
