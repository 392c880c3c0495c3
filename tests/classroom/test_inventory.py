"""inventory(): five questions at a time, an answer stands and is not judged, progress() shows the gain after both."""

import json
from pathlib import Path

import pytest

import mlcourse
from mlcourse import inventory, progress
from mlcourse.classroom.inventory import gains
from mlcourse.classroom.progress_file import load
from mlcourse.cli import main
from mlcourse.curriculum.inventory import PAIRS


def right(question) -> int:
    return next(i for i, option in enumerate(question.options) if option.right)


def take(when: str, known: int = 20) -> None:
    """Answer a whole form, the first ``known`` questions right."""
    done = 0
    while cards := inventory(when).cards:
        for card in cards:
            place = right(card.question)
            card.answers = [place if done < known else (place + 1) % 4]
            done += 1
    assert done == 20


def test_five_are_asked_at_a_time_and_those_that_are_left_next(progress_path: Path):
    first = inventory("before")
    assert [card.question.id for card in first.cards] == [f"A.{pair.name}" for pair in PAIRS[:5]]
    assert "15 more" in repr(first)
    first.cards[1].answers = [0]
    left = [card.question.id for card in inventory("before").cards]
    assert left == [f"A.{pair.name}" for pair in (PAIRS[0], *PAIRS[2:6])]
    assert next(card.question.id for card in inventory("after").cards) == f"B.{PAIRS[0].name}"


def test_nothing_is_said_of_an_answer_and_nothing_that_is_sent_tells_which_is_right():
    card = inventory("before").cards[0]
    assert not any(option["right"] or option["why"] for option in card.header["options"])
    card.answers = [right(card.question)]
    assert "✓" not in repr(card)
    assert "● " in repr(card)
    assert not any(o.why in repr(card) for o in card.question.options if o.why)


def test_the_first_answer_stands(progress_path: Path):
    card = inventory("before").cards[0]
    card.answers = [2]
    card.answers = [2, 0]
    entry = load(progress_path)["inventory"][f"before {PAIRS[0].name}"]
    assert entry["answer"] == PAIRS[0].before.options[2].text


def test_progress_shows_the_gain_by_step_only_after_the_second_form():
    assert "course" not in repr(progress())
    take("before", known=5)
    assert "20" in inventory("before").closing()
    assert "begun" in repr(progress())
    assert "right of those asked" not in repr(progress())
    take("after", known=18)
    said = repr(progress())
    assert "1 Initialization: 2, then 2 of 2" in said
    assert "7 Considerations: 0, then 4 of 6" in said
    assert "all: 5, then 18 of 20" in said
    assert ">7 Considerations</th>" in progress()._repr_html_()


def test_who_takes_the_second_form_only_is_told_what_was_not_asked():
    take("after")
    assert "all: not asked, then 20 of 20" in repr(progress())


def test_an_open_question_counts_as_not_known(progress_path: Path):
    inventory("before").cards[0].answers = [right(PAIRS[0].before)]
    assert gains(load(progress_path))[-1].before == 1


def test_an_instructor_collects_a_class(progress_path: Path, tmp_path: Path, capsys, monkeypatch):
    folder = tmp_path / "class"
    for name, before, after in (("ada", 4, 16), ("=bob", 8, 20), ("half", 3, None)):
        monkeypatch.setenv("MLCOURSE_PROGRESS", str(folder / name / "progress.json"))
        (folder / name).mkdir(parents=True)
        take("before", before)
        if after:
            take("after", after)
    (folder / "broken.json").write_text("{")
    out = tmp_path / "answers.csv"
    assert main(["inventory", str(folder), "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "3 learners with answers, 2 of them before and after" in said
    assert "30% →  90%, gain 0.86" in said  # (4 + 8)/40 and (16 + 20)/40: 0.6 of 0.7
    assert "1 of 2: fine_tuning (lesson 12)" in said
    assert "broken.json: is damaged" in said
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + 5 * 20
    assert any(line.startswith("'=bob,") for line in lines)
    assert sum(int(line.rsplit(",", 2)[1]) for line in lines[1:]) == 4 + 16 + 8 + 20 + 3


@pytest.mark.parametrize("made", [None, "empty", "other"])
def test_a_folder_without_answers_is_refused(tmp_path: Path, made, capsys):
    folder = tmp_path / "class"
    if made:
        folder.mkdir()
    if made == "other":
        (folder / "a.json").write_text(json.dumps({"format": 2}))
    assert main(["inventory", str(folder)]) == 1
    assert "folder" in capsys.readouterr().err


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="'before', 'after'"):
        mlcourse.inventory("later")
