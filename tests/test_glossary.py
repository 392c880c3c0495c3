"""The glossary: every term is said somewhere, and none is used before."""

from pathlib import Path

import glossary_table
import pytest
from glossary_table import Passage, passages, said, too_early
from glossary_terms import TERMS, Term

from mlcourse import curriculum

AUTHORING = Path(__file__).parent.parent / "authoring"
VELOCITY = Term("velocity", "…", "velocit(y|ies)")
SAID = Passage(
    "05", "lessons/05.ipynb", "Momentum", "It keeps a **velocity**, into which gradients go."
)


def before(text: str, lesson: str = "04", is_opening: bool = False) -> list[str]:
    """What is found in a text that stands before the one which says the term."""
    early = Passage(lesson, "lessons/04.ipynb", "Slopes", text, is_opening)
    return too_early(VELOCITY, (early, SAID))


def test_no_lesson_and_no_exercise_uses_a_term_before_it_is_said():
    course = passages(AUTHORING)
    assert [each for term in TERMS for each in too_early(term, course)] == []


def test_each_term_stands_once_in_the_list_and_is_explained_in_a_sentence():
    assert len({term.name for term in TERMS}) == len(TERMS)
    assert [term.name for term in TERMS if not term.meaning.endswith(".")] == []


def test_the_whole_course_is_read_in_its_order_with_its_cards():
    course = passages(AUTHORING)
    numbers = [passage.lesson for passage in course]
    assert list(dict.fromkeys(numbers)) == curriculum.numbers()
    assert numbers == sorted(numbers)
    text = "\n".join(passage.text for passage in course)
    for number in curriculum.numbers():
        for asked in (*curriculum.questions(number), *curriculum.predictions(number)):
            assert asked.text in text


def test_a_term_is_said_where_it_is_first_in_bold():
    plain = Passage("05", "", "", "No velocity in bold.")
    assert said(VELOCITY, (plain, SAID, SAID)) == 1
    assert said(VELOCITY, (plain,)) is None
    assert "nowhere" in too_early(VELOCITY, (plain,))[0]


@pytest.mark.parametrize(
    "text",
    ["Its velocity grows.", "Velocities!", "| the velocity |", "One. What is a *velocity*? Two."],
)
def test_a_use_before_is_found(text):
    assert len(before(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Lesson 05 says what a velocity is.",
        "What a velocity is comes below.",
        "`velocity = 0`",
        "$velocity$",
        "## A velocity",
        "[a link](velocity.md)",
        "The high-velocity wind.",
        "It is fast.",
    ],
)
def test_a_pointer_ahead_code_and_headings_are_no_use(text):
    assert before(text) == []


def test_only_the_opening_of_its_own_lesson_may_name_it():
    assert before("You learn about velocity.", lesson="05", is_opening=True) == []
    assert before("You learn about velocity.", lesson="04", is_opening=True) != []
    assert before("You learn about velocity.", lesson="05") != []


def test_the_page_links_the_section():
    page = glossary_table.glossary(AUTHORING)
    (line,) = (each for each in page.splitlines() if each.startswith("| velocity |"))
    assert line.endswith(
        "| [05 · Momentum](../lessons/05_from_gradient_descent_to_adam.ipynb#Momentum) |"
    )
