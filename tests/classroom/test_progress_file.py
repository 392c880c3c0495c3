"""The progress file: nothing of it is lost, whoever writes when, and whatever stands there."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mlcourse.classroom import progress_file
from mlcourse.classroom.place import progress_file as place
from mlcourse.classroom.progress_file import load, locked, read, update

COUNT = """
import sys
from mlcourse.classroom import progress_file
from mlcourse.classroom.progress_file import update

progress_file.PATIENCE = 120  # on a slow disk the others may be busy for long

def one_more(content):
    entry = content["tasks"].setdefault("90.slope", {})
    entry["attempts"] = entry.get("attempts", 0) + 1
    content["questions"][sys.argv[1] + str(entry["attempts"])] = {"tries": 1}

for _ in range(40):
    update(one_more)
"""


def note(name: str):
    return lambda content: content["tasks"].update({name: {"attempts": 1, "status": "failed"}})


def test_processes_that_write_at_once_lose_nothing(progress_path: Path):
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", COUNT, name], env=dict(os.environ), stdout=subprocess.PIPE
        )
        for name in ("a", "b", "c")
    ]
    said = [writer.communicate()[0] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert said == [b"", b"", b""]
    content = load(progress_path)
    assert content["tasks"]["90.slope"]["attempts"] == 120
    assert len(content["questions"]) == 120


def test_a_writer_that_died_leaves_no_lock(progress_path: Path):
    die = (
        "import os\nfrom pathlib import Path\nfrom mlcourse.classroom.progress_file import locked\n"
        f"with locked(Path({str(progress_path)!r})): os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", die], check=False).returncode == 9
    with locked(progress_path, patience=0.0):
        pass


def test_a_lock_that_is_held_is_not_waited_for_without_end_and_loses_nothing(
    progress_path: Path, capsys, monkeypatch
):
    monkeypatch.setattr(progress_file, "PATIENCE", 0.0)
    with locked(progress_path):
        update(note("90.slope"))
        assert "another program holds it" in capsys.readouterr().out
        assert read()["tasks"] == {"90.slope": {"attempts": 1, "status": "failed"}}
        assert not progress_path.exists()
    update(note("90.value"))
    assert set(load(progress_path)["tasks"]) == {"90.slope", "90.value"}


@pytest.mark.parametrize("answer", [errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL])
@pytest.mark.skipif(sys.platform == "win32", reason="fcntl is not there")
def test_where_the_file_system_knows_no_locks_progress_is_saved_all_the_same(
    progress_path: Path, capsys, monkeypatch, answer
):
    def refuse(file, operation):
        raise OSError(answer, os.strerror(answer))

    monkeypatch.setattr("fcntl.flock", refuse)
    update(note("90.slope"))
    assert set(load(progress_path)["tasks"]) == {"90.slope"}
    assert capsys.readouterr().out == ""


def test_the_file_is_small_readable_and_says_what_it_is(progress_path: Path):
    update(note("90.value"))
    update(note("90.slope"))
    text = progress_path.read_text(encoding="utf-8")
    content = json.loads(text)
    assert "python -m mlcourse progress" in content["about"]
    assert list(content["tasks"]) == ["90.slope", "90.value"]
    assert '\n  "90.slope": {\n' in text
    assert len(text) < 600


def test_what_does_not_change_is_not_written(progress_path: Path):
    update(note("90.slope"))
    before = progress_path.stat()
    update(note("90.slope"))
    after = progress_path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"format": 1, "tasks": {"90.sl', "is damaged"),
        ("my notes", "is damaged or something else"),
        ("", "is damaged"),
        ("[" * 100_000, "is damaged"),
        ('{"nbformat": 4}', "is no progress file"),
        ("[1, 2]", "is no progress file"),
        ('{"format": 99, "tasks": {}}', "comes from a newer mlcourse"),
        ('{"format": 1, "tasks": []}', "damaged at tasks"),
        (
            '{"format": 1, "tasks": {"90.slope": {"attempts": "many"}}}',
            "damaged at tasks, 90.slope, attempts",
        ),
        (
            '{"format": 1, "predictions": {"90.curve": {"answer": "up"}}}',
            "where confidence is missing",
        ),
    ],
)
def test_what_cannot_be_understood_is_kept_under_another_name(
    progress_path: Path, capsys, text, why
):
    progress_path.write_text(text, encoding="utf-8")
    update(note("90.slope"))
    said = capsys.readouterr().out
    assert why in said
    assert "progress.set-aside-1.json" in said
    assert progress_path.with_name("progress.set-aside-1.json").read_text(encoding="utf-8") == text
    assert set(load(progress_path)["tasks"]) == {"90.slope"}
    update(note("90.value"))
    assert capsys.readouterr().out == ""


OLD = {
    "tasks": {"90.slope": {"attempts": 2, "status": "passed", "first_passed": "2025-01-01"}},
    "questions": {"90.why": {"first": "it", "last": "it", "tries": 1, "right": True}},
    "predictions": {"90.curve": {"answer": "1 2", "confidence": 65, "when": "then", "right": True}},
    "cases": {"A": {"answers": ["x"]}},
}


def test_a_file_of_the_first_format_loses_nothing(progress_path: Path):
    """It has fewer sections; what stands in it is read as it is, and written again with all of them."""
    progress_path.write_text(json.dumps({"format": 1, **OLD}), encoding="utf-8")
    update(note("90.value"))
    written = json.loads(progress_path.read_text(encoding="utf-8"))
    assert written["format"] == progress_file.FORMAT
    assert written["tasks"].pop("90.value")
    assert {section: written[section] for section in OLD} == OLD
    assert [p.name for p in progress_path.parent.glob("*set-aside*")] == []


def test_reading_sets_aside_too_and_never_over_an_older_one(progress_path: Path, capsys):
    for number in (1, 2):
        progress_path.write_text(f"broken {number}", encoding="utf-8")
        assert read()["tasks"] == {}
        assert f"set-aside-{number}" in capsys.readouterr().out
    assert (
        progress_path.with_name("progress.set-aside-1.json").read_text(encoding="utf-8")
        == "broken 1"
    )


def test_what_a_newer_release_of_the_same_format_added_is_kept(progress_path: Path):
    progress_path.write_text(
        '{"format": 1, "tasks": {"90.slope": {"attempts": 1, "mood": "fine"}}}', encoding="utf-8"
    )
    update(note("90.value"))
    assert load(progress_path)["tasks"]["90.slope"]["mood"] == "fine"


def test_a_folder_that_cannot_be_written_is_said_once_and_written_as_soon_as_it_can(
    progress_path: Path, capsys, monkeypatch
):
    def refuse(path, content):
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patched:  # not by permissions: they do not hold back root
        patched.setattr(progress_file, "write", refuse)
        update(note("90.slope"))
        assert "Permission denied" in capsys.readouterr().out
        update(note("90.value"))
        assert capsys.readouterr().out == ""
        assert set(read()["tasks"]) == {"90.slope", "90.value"}
    update(note("90.third"))
    assert set(load(progress_path)["tasks"]) == {"90.slope", "90.value", "90.third"}


def test_a_missing_folder_does_not_stop_the_notebook(tmp_path: Path, capsys, monkeypatch):
    monkeypatch.setenv("MLCOURSE_PROGRESS", str(tmp_path / "gone" / "progress.json"))
    update(note("90.slope"))
    assert "No such file" in capsys.readouterr().out
    assert "90.slope" in read()["tasks"]


def test_the_file_stands_at_the_root_of_the_working_copy(tmp_path: Path, monkeypatch):
    monkeypatch.delenv("MLCOURSE_PROGRESS")
    (tmp_path / "work" / ".mlcourse").mkdir(parents=True)
    (tmp_path / "work" / "exercises").mkdir()
    monkeypatch.chdir(tmp_path / "work" / "exercises")
    assert place() == tmp_path / "work" / "progress.json"
    monkeypatch.chdir(tmp_path)
    assert place() == tmp_path / "mlcourse-progress.json"


def test_among_solutions_nothing_is_recorded_but_remembered(
    tmp_path: Path, progress_path: Path, monkeypatch
):
    (tmp_path / "solutions").mkdir()
    monkeypatch.chdir(tmp_path / "solutions")
    update(note("90.slope"))
    assert set(read()["tasks"]) == {"90.slope"}
    assert not progress_path.exists()
    assert list((tmp_path / "solutions").iterdir()) == []
