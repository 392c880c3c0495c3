"""progress() and python -m mlcourse progress: what is known now, due again and open."""

from pathlib import Path

import pytest

from mlcourse import bug_lab, check, hint, look_back, predict, progress, quiz, reveal
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
        "90 A small lesson: 0 of 2 objectives mastered, 1 of 2 tasks done and 1 begun, "
        "1 of 3 questions known and 1 due again, 1 hint"
    ) in text
    assert "90.1 find a slope\n      tasks ◐; quiz ✓; 1 hint" in text
    assert "90.2 find a value\n      tasks ✓; predictions ↻ ○" in text
    assert "You made 1 prediction, 95 % sure, and 0 came true (0 %)." in text
    assert "1 due again: later lessons ask it, or look_back() asks it now." in text
    html = progress()._repr_html_()
    assert "<span title='90.slope: begun'>◐</span>" in html
    assert "<span title='90.curve: open'>○</span>" in html


def test_a_task_that_passed_once_stays_done():
    check("90.slope", 6.0)
    check("90.slope", 5.0)
    assert "1 of 2 tasks done," in str(progress())


def test_a_wrong_first_answer_is_no_stain_for_ever():
    quiz("90.updates").answers = [0]
    quiz("90.updates").answers = [0, 1]
    predict("90.direction").committed = {"only_shown": True}
    assert "quiz ↻" in str(progress())
    assert "predictions ↻ ○" in str(progress())
    for card in look_back().cards:
        card.answers = [1]
    text = str(progress())
    assert "quiz ✓" in text
    assert "predictions ✓ ○" in text
    assert "Of 2 questions from earlier lessons that came back, you have 2." in text
    assert "due again:" not in text


def test_an_objective_is_mastered_when_all_that_serves_it_is_known():
    check("90.slope", 6.0)
    assert "✓ 90.1" not in str(progress())
    quiz("90.updates").answers = [1]
    assert "✓ 90.1 find a slope" in str(progress())
    assert "1 of 2 objectives mastered" in str(progress())
    assert "✓ 90.1" in progress()._repr_html_()


def test_a_curve_that_was_wrong_is_seen_and_not_due():
    predict("90.curve", [1.0] * 41).committed = {"answer": [4.0] * 41, "confidence": 50}
    assert "predictions ○ –" in str(progress())
    assert "due again:" not in str(progress())


def test_the_bug_lab_counts_by_its_last_diagnosis():
    lab, other = bug_lab("A"), bug_lab("B")
    lab.answer = "averaged twice"
    assert "Bug lab: 0 of 1 case diagnosed (A ◐)." in str(progress())
    lab.answer = "skipped slope"
    other.answer = "summed gradient"
    assert "Bug lab: 1 of 2 cases diagnosed (A ✓, B ◐)." in str(progress())


def test_help_after_a_task_was_right_does_not_count(monkeypatch):
    monkeypatch.setattr("mlcourse.classroom.helping.worked_solution", lambda task: "slope = 6")
    check("90.slope", 5.0)
    hint("90.slope")
    check("90.slope", 6.0)
    assert "Hint 2 of 3" in str(hint("90.slope"))
    assert "Hint 3 of 3" in str(hint("90.slope"))
    assert "Hint 3 of 3" in str(hint("90.slope"))
    assert "slope = 6" in str(reveal("90.slope"))
    text = str(progress())
    assert "1 hint" in text
    assert "seen" not in text.replace("– seen", "")


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
