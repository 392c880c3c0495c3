"""look_back(): three questions from earlier lessons, first what was wrong, and never the same three."""

from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest

from mlcourse import curriculum, look_back, predict, progress, quiz
from mlcourse.checks.questions import Curve, Option, Prediction, Question
from mlcourse.classroom.progress_file import load

NUMBERS = ["81", "82", "83", "84"]
OPTIONS = (Option("no", "It is not."), Option("yes", "It is.", right=True))


def files_of(number: str) -> dict[str, SimpleNamespace]:
    asked = [Question(f"{number}.q{i}", f"Question {i}?", f"{number}.1", OPTIONS) for i in range(6)]
    predicted = [
        Prediction(f"{number}.outcome", "And now?", f"{number}.1", OPTIONS, again="What came out?"),
        Prediction(
            f"{number}.curve", "Draw.", f"{number}.1", curve=Curve("x", "y", (0, 1), (0, 1))
        ),
    ]
    return {
        "about": SimpleNamespace(TITLE="A lesson", OBJECTIVES={f"{number}.1": "know"}),
        "questions": SimpleNamespace(QUESTIONS=tuple(asked)),
        "predictions": SimpleNamespace(PREDICTIONS=tuple(predicted)),
        "tasks": SimpleNamespace(TASKS=()),
    }


@pytest.fixture(autouse=True)
def lessons(monkeypatch: pytest.MonkeyPatch, course: None) -> None:
    """Four lessons with six questions and an outcome each, and a curve, which is not asked again."""
    monkeypatch.setattr(curriculum, "numbers", lambda: NUMBERS)
    monkeypatch.setattr(curriculum, "has_exercise", lambda number: False)
    monkeypatch.setattr(curriculum, "_load", lambda number, file: files_of(number)[file])


def asked(lesson: str) -> list[str]:
    return [card.question.id for card in look_back(lesson).cards]


def answer(lesson: str, *options: int) -> None:
    """Answer each of the three; where the first answer is wrong, the right one follows."""
    for card, option in zip(look_back(lesson).cards, options, strict=True):
        card.answers = [option]
        if option == 0:
            card.answers = [0, 1]


def test_who_has_done_nothing_is_asked_across_the_lessons_and_an_outcome_too(progress_path: Path):
    assert asked("84") == ["81.q4", "82.outcome", "83.q1"]
    assert not progress_path.exists()


def test_what_was_wrong_or_only_shown_comes_first():
    quiz("81.q3").answers = [0]
    quiz("81.q3").answers = [0, 1]
    quiz("82.q0").answers = [1]
    predict("82.outcome").committed = {"only_shown": True}
    predict("81.outcome").committed = {"answer": 0, "confidence": 80}
    assert asked("83") == ["81.outcome", "81.q3", "82.outcome"]


def test_an_outcome_is_asked_in_words_that_stand_by_themselves():
    predict("81.outcome").committed = {"answer": 0, "confidence": 80}
    card = look_back("82").cards[0]
    assert (card.question.text, card.header["kicker"]) == ("What came out?", "From lesson 81")


def test_the_three_stay_until_all_are_answered_and_show_what_was_answered():
    before = asked("82")
    first = look_back("82").cards[0]
    first.answers = [0]
    quiz("81.q5").answers = [0]  # this would have been chosen first
    assert asked("82") == before
    assert look_back("82").cards[0].answers == [0]
    assert look_back("82").cards[1].answers == []


def test_never_the_same_three():
    rounds = []
    for lesson in ("82", "83", "83", "84", "84"):
        rounds.append(asked(lesson))
        answer(lesson, 1, 1, 1)
    every = [each for of_round in rounds for each in of_round]
    assert len(set(every)) == len(every) == 15


def test_what_was_missed_comes_back_in_the_next_lesson_and_what_was_held_does_not():
    missed, *held = asked("82")
    answer("82", 0, 1, 1)
    assert missed in asked("83")
    assert not set(held) & set(asked("83"))
    assert missed not in asked("82")  # at once would be too soon
    answer("83", *[1] * 3)
    assert all(missed not in asked(lesson) for lesson in ("83", "84"))


def test_what_is_due_is_asked_at_any_time_until_it_is_known():
    assert look_back().cards == ()
    for name in ("81.q1", "82.q2", "83.q3", "84.q4"):
        quiz(name).answers = [0, 1] if name == "84.q4" else [0]
    first = [card.question.id for card in look_back().cards]
    assert len(first) == 3
    assert set(first) < {"81.q1", "82.q2", "83.q3", "84.q4"}
    for card, right in zip(look_back().cards, (True, False, True), strict=True):
        card.answers = [1] if right else [0]
        card.answers = [*card.answers, 1] if not right else card.answers
    second = [card.question.id for card in look_back().cards]
    assert len(second) == 1  # what was missed just now waits for the round after
    assert second[0] not in first
    look_back().cards[0].answers = [1]
    assert [card.question.id for card in look_back().cards] == [first[1]]
    look_back().cards[0].answers = [1]
    assert look_back().cards == ()


def test_all_may_be_asked_until_nothing_is_left():
    for _ in range(3):
        left = look_back("82").cards
        answer("82", *[1] * len(left))
    assert asked("82") == []
    assert "Nothing is left" in repr(look_back("82"))


def test_what_came_back_stands_in_the_file(progress_path: Path):
    key = f"82 {asked('82')[0]}"
    answer("82", 0, 1, 1)
    content = load(progress_path)["recalled"]
    assert content[key] == {
        "first": "no", "last": "yes", "right": False, "found": True, "tries": 2, "round": 1,
    }  # fmt: skip
    assert {entry["round"] for entry in content.values()} == {1}
    assert repr(progress())  # the report goes over it


def test_equal_distances():
    from mlcourse.classroom.looking_back import _spread

    assert _spread(range(100), 4) == [12, 37, 62, 87]
    assert all(len(_spread(range(n), 3)) == min(n, 3) for n in range(6))
    assert all(b - a == 10 for a, b in pairwise(_spread(range(30), 3)))


def test_the_first_lesson_has_none_before_it():
    with pytest.raises(ValueError, match="82, 83, 84; given '81'"):
        look_back("81")
