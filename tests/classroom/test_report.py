"""progress() and python -m mlcourse progress: what is done, attempted and open."""

from pathlib import Path

import pytest

from mlcourse import check, hint, predict, progress, quiz
from mlcourse.cli import main


def test_nothing_done_is_said_in_a_line_for_each_lesson():
    assert "90 A small lesson: not begun" in str(progress())


def test_the_report_counts_what_was_done():
    check("90.slope", 5.0)
    hint("90.slope")
    check("90.value", 9.0)
    quiz("90.updates").answers = [1]
    predict("90.direction").committed = {"answer": 0, "confidence": 95}
    text = str(progress())
    assert (
        "90 A small lesson: 1 of 2 tasks done and 1 attempted, 1 of 1 question right at once, "
        "0 of 1 prediction right, 1 hint"
    ) in text
    assert "90.1 find a slope\n      tasks ✗; quiz ✓; 1 hint" in text
    assert "90.2 find a value\n      tasks ✓; predictions ✗ ○" in text
    assert "The one prediction at 95 % was wrong." in text
    assert "Brier score 0.90" in text
    html = progress()._repr_html_()
    assert "<span title='90.slope: attempted'>✗</span>" in html
    assert "<span title='90.curve: open'>○</span>" in html


def test_a_task_that_passed_once_stays_done():
    check("90.slope", 6.0)
    check("90.slope", 5.0)
    assert "1 of 2 tasks done," in str(progress())


def test_the_command_says_the_same(progress_path: Path, capsys):
    check("90.slope", 6.0)
    assert main(["progress"]) == 0
    assert capsys.readouterr().out == f"{progress_path}\n\n{progress()}\n"


def test_the_command_looks_into_the_folder_that_is_named(
    tmp_path: Path, progress_path: Path, capsys
):
    check("90.slope", 6.0)
    assert main(["progress", "--dir", str(progress_path.parent)]) == 0
    assert "1 of 2 tasks done" in capsys.readouterr().out
    assert main(["progress", "--dir", str(tmp_path)]) == 0
    assert f"Nothing is recorded yet in {tmp_path / 'progress.json'}" in capsys.readouterr().out


def test_the_command_finds_the_working_copy_it_is_called_in(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.delenv("MLCOURSE_PROGRESS")
    (tmp_path / "copy" / ".mlcourse").mkdir(parents=True)
    (tmp_path / "copy" / "lessons").mkdir()
    monkeypatch.chdir(tmp_path / "copy" / "lessons")
    check("90.slope", 6.0)
    assert main(["progress"]) == 0
    assert str(tmp_path / "copy" / "progress.json") in capsys.readouterr().out


@pytest.mark.parametrize("text", ["{", '{"format": 99}'])
def test_the_command_touches_nothing_that_it_cannot_read(progress_path: Path, capsys, text):
    progress_path.write_text(text, encoding="utf-8")
    assert main(["progress"]) == 1
    assert str(progress_path) in capsys.readouterr().err
    assert progress_path.read_text(encoding="utf-8") == text
