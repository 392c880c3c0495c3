"""inventory(): five at a time, forms crosswise, an answer stands and is not judged, progress() shows the gain."""

import json
from pathlib import Path

import pytest

import mlcourse
from mlcourse import inventory, progress
from mlcourse.classroom import forms
from mlcourse.classroom.inventory import gains
from mlcourse.classroom.progress_file import load
from mlcourse.cli import main
from mlcourse.curriculum.inventory import PAIRS, UNKNOWN

NOT_KNOWN = 4  # the last option
FIRST_A, FIRST_B = "dan", "ben"  # who get this form before the course


@pytest.fixture(autouse=True)
def _first_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """This learner gets form A before the course."""
    monkeypatch.setattr(forms, "learner", lambda: FIRST_A)


def right(question) -> int:
    return next(i for i, option in enumerate(question.options) if option.right)


def take(when: str, known: int = 20, not_known: int = 0) -> None:
    """Answer a whole form: the first ``known`` questions right, the last ``not_known`` by that option."""
    done = 0
    while cards := inventory(when).cards:
        for card in cards:
            place = right(card.question)
            wrong = NOT_KNOWN if done >= 20 - not_known else (place + 1) % 4
            card.answers = [place if done < known else wrong]
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
    assert entry["answer"] == PAIRS[0].a.options[2].text


def first_ids() -> list[str]:
    return [inventory(when).cards[0].question.id for when in ("before", "after")]


def test_forms_are_dealt_crosswise_to_halves_of_the_learners(monkeypatch, tmp_path: Path):
    dealt = []
    for i in range(60):
        monkeypatch.setenv("MLCOURSE_PROGRESS", str(tmp_path / f"{i}.json"))
        monkeypatch.setattr(forms, "learner", lambda i=i: f"/home/learner{i} laboratory")
        dealt.append("".join(each[0] for each in first_ids()))
    assert set(dealt) == {"AB", "BA"}
    assert 20 <= dealt.count("AB") <= 40


def test_what_was_dealt_stays_wherever_the_file_goes(monkeypatch, progress_path: Path):
    before = first_ids()
    monkeypatch.setattr(forms, "learner", lambda: FIRST_B)  # who would get B first
    assert first_ids() == before
    inventory("before").cards[0].answers = [1]
    progress_path.unlink()
    assert [each[0] for each in first_ids()] == ["B", "A"]


def test_a_file_from_before_the_dealing_goes_on_with_its_forms(monkeypatch, progress_path: Path):
    old = {"format": 2, "inventory": {f"before {PAIRS[0].name}": {"answer": "…", "right": True}}}
    progress_path.write_text(json.dumps(old))
    monkeypatch.setattr(forms, "learner", lambda: FIRST_B)
    assert [each[0] for each in first_ids()] == ["A", "B"]


def test_not_to_know_is_not_right_and_is_counted_apart(progress_path: Path):
    take("before", known=5, not_known=9)
    take("after", known=18)
    last = load(progress_path)["inventory"][f"before {PAIRS[-1].name}"]
    assert (last["answer"], last["right"], last["unknown"]) == (UNKNOWN.text, False, True)
    all_of_them = gains(load(progress_path))[-1]
    assert (all_of_them.before, all_of_them.unknown_before, all_of_them.unknown_after) == (5, 9, 0)
    assert "all: 5, then 18 of 20 (not known: 9, then 0)" in repr(progress())
    assert ">9 → 0</td>" in progress()._repr_html_()


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
    inventory("before").cards[0].answers = [right(PAIRS[0].a)]
    assert gains(load(progress_path))[-1].before == 1


def test_an_instructor_collects_a_class(progress_path: Path, tmp_path: Path, capsys, monkeypatch):
    folder = tmp_path / "class"
    for name, before, after in (("ada", 4, 16), ("=bob", 8, 20), ("half", 3, None)):
        monkeypatch.setattr(
            forms, "learner", lambda name=name: FIRST_A if name == "ada" else FIRST_B
        )
        monkeypatch.setenv("MLCOURSE_PROGRESS", str(folder / name / "progress.json"))
        (folder / name).mkdir(parents=True)
        take("before", before, not_known=10 if name == "ada" else 0)
        if after:
            take("after", after)
    (folder / "broken.json").write_text("{")
    out = tmp_path / "answers.csv"
    assert main(["inventory", str(folder), "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "3 learners with answers, 2 of them before and after" in said
    assert (
        "30% →  90%, gain 0.86; not known 25% → 0%" in said
    )  # (4 + 8)/40, (16 + 20)/40: 0.6 of 0.7
    assert "form A:  20% right, 1 learner" in said
    assert "form B:  40% right, 1 learner" in said
    assert "1 of 2: fine_tuning (lesson 12)" in said
    assert "broken.json: is damaged" in said
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + 5 * 20
    assert any(line.startswith("'=bob,") for line in lines)
    right_ones, unknown = zip(*(line.rsplit(",", 3)[1:3] for line in lines[1:]), strict=True)
    assert sum(map(int, right_ones)) == 4 + 16 + 8 + 20 + 3
    assert sum(map(int, unknown)) == 10
    assert sum(",before,A," in line for line in lines) == 20


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
