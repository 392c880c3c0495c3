"""The form of an option gives nothing away: it holds no reason, and neither its length nor its place tells."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from mlcourse import curriculum

NUMBERS = curriculum.numbers()
KINDS = {"predict": curriculum.predictions, "quiz": curriculum.questions}
REASON = re.compile(r":|\bbecause\b|\bsince\b|, as (?!long|if|a rule)", re.IGNORECASE)

every_kind = pytest.mark.parametrize("kind", KINDS)
every_lesson = pytest.mark.parametrize("number", NUMBERS)


def chosen_from(kind: str, numbers: list[str]) -> list[Any]:
    return [asked for number in numbers for asked in KINDS[kind](number) if asked.options]


def read(option: Any) -> str:
    """An option as it is read: a LaTeX command is one sign."""
    return re.sub(r"[$`{}*]", "", re.sub(r"\\[a-zA-Z]+", "x", option.text))


def lengths(asked: Any) -> tuple[int, list[int]]:
    """The length of the right option, and those of the others."""
    (right,) = (len(read(option)) for option in asked.options if option.right)
    return right, [len(read(option)) for option in asked.options if not option.right]


def strategies(asked: Any) -> Iterator[str]:
    """By which rules somebody who has not read the question would be right."""
    right, others = lengths(asked)
    if right > max(others):
        yield "longest"
    if right < min(others):
        yield "shortest"
    yield f"place {[option.right for option in asked.options].index(True) + 1}"


def won(asked: list[Any]) -> dict[str, int]:
    return Counter(rule for each in asked for rule in strategies(each))


def test_no_option_of_a_prediction_says_why():
    """Its ``why`` does, after it is committed."""
    options = [(p.id, option) for p in chosen_from("predict", NUMBERS) for option in p.options]
    assert [(id_, option.text) for id_, option in options if REASON.search(read(option))] == []


def test_either_all_options_of_a_question_say_why_or_none():
    reasons = {
        q.id: [bool(REASON.search(read(option))) for option in q.options]
        for q in chosen_from("quiz", NUMBERS)
    }
    assert {id_: has for id_, has in reasons.items() if any(has) != all(has)} == {}


@every_kind
def test_no_right_option_is_much_longer_or_shorter_than_all_others(kind):
    told = {each.id: lengths(each) for each in chosen_from(kind, NUMBERS)}
    apart = {
        id_: (right, others)
        for id_, (right, others) in told.items()
        if right > 1.5 * max(others) + 10 or min(others) > 1.5 * right + 10
    }
    assert apart == {}


@every_kind
@every_lesson
def test_neither_length_nor_place_tells_more_than_half_of_a_lesson(kind, number):
    asked = chosen_from(kind, [number])
    half = max(1, (len(asked) + 1) // 2)
    assert {rule: times for rule, times in won(asked).items() if times > half} == {}


@every_kind
def test_neither_length_nor_place_tells_more_over_the_course_than_chance(kind):
    """With three options, chance is right once in three."""
    asked = chosen_from(kind, NUMBERS)
    assert {rule: n for rule, n in won(asked).items() if n > 0.4 * len(asked)} == {}
