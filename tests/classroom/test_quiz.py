"""A quiz in Python: the first answer counts, the last one shows again."""

from pathlib import Path

import pytest

from mlcourse import quiz
from mlcourse.classroom.progress_file import load, update


def entry(path: Path) -> dict[str, object]:
    return load(path)["questions"]["90.updates"]


def test_a_question_that_nobody_answered_writes_nothing(progress_path: Path):
    assert quiz("90.updates").answers == []
    assert not progress_path.exists()


def test_the_first_answer_counts_and_the_last_one_stays(progress_path: Path):
    card = quiz("90.updates")
    card.answers = [0]
    assert card.recorded == 1
    card.answers = [0, 1]
    assert entry(progress_path) == {
        "first": "backpropagation",
        "right": False,
        "last": "the optimizer",
        "tries": 2,
        "found": True,
    }
    again = quiz("90.updates")
    assert (again.answers, again.recorded) == ([0, 1], 2)
    again.answers = [0, 1, 2]
    assert entry(progress_path)["first"] == "backpropagation"
    assert entry(progress_path)["tries"] == 3


def test_an_answer_that_is_no_option_any_more_shows_nothing():
    update(
        lambda content: content["questions"].update(
            {"90.updates": {"first": "gone", "last": "luck", "tries": 2}}
        )
    )
    assert quiz("90.updates").answers == [2]


def test_formulas_are_sent_as_mathml_and_the_rest_as_text():
    why = quiz("90.updates").header["options"][0]["why"]
    assert why.startswith("It only computes <math")
    assert "<mi>g</mi>" in why


def test_an_answer_that_is_no_option_is_refused():
    with pytest.raises(ValueError, match="from 0 to 2; given 3"):
        quiz("90.updates").answers = [3]


def test_the_card_says_itself_what_it_shows():
    card = quiz("90.updates")
    card.answers = [0]
    assert "✗ backpropagation: It only computes" in repr(card)
    assert "○ the optimizer" in repr(card)
