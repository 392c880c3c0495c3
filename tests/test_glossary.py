"""The glossary: every term is said somewhere, and none is used before."""

import re
from pathlib import Path

import glossary_table
import pytest
from glossary_table import Passage, passages, said, too_early
from glossary_terms import TERMS, Term

from mlcourse import curriculum

AUTHORING = Path(__file__).parent.parent / "authoring"
SAID_IN = "lessons/05_from_gradient_descent_to_adam.ipynb"
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


NAMED = re.compile(
    r"\b(lessons?|exercises?) (\d\d\w?)(?:(?:, | and | to )(\d\d\w?))*", re.IGNORECASE
)
BRITISH = re.compile(
    r"\b(\w*(colour|favour|neighbour|behaviour)\w*|grey|centre\w*|labelled|modell\w+|analys(e|es|ed|ing)"
    r"|(optim|normal|initial|regular|general|summar|visual|minim|maxim)is(e|es|ed|ing|ation|er|ers))\b",
    re.IGNORECASE,
)


def lost(passage: Passage) -> list[str]:
    """Return each lesson, exercise or section that a passage names and that is not there."""
    found = []
    for named in NAMED.finditer(passage.text):
        has = curriculum.has_exercise if named[1].lower().startswith("e") else is_lesson
        found += [named[0] for number in re.findall(r"\d\d\w?", named[0]) if not has(number)]
    headings = {each.section for each in passages(AUTHORING) if each.page == passage.page}
    sections = re.findall(r"\b(?:under|section) \*([^*]+)\*", passage.text)
    return found + [section for section in sections if section not in headings]


def is_lesson(number: str) -> bool:
    """Whether there is a lesson of this number."""
    return number in curriculum.numbers()


def test_every_lesson_exercise_and_section_that_a_text_names_is_there():
    assert [(passage.page, name) for passage in passages(AUTHORING) for name in lost(passage)] == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("As lesson 14 says.", ["lesson 14"]),
        ("Lessons 00 to 12; exercise 00.", ["exercise 00"]),
        ("It is said under *Nowhere*.", ["Nowhere"]),
        ("It is said under *Momentum* (lesson 05, exercise 05, lesson 00b).", []),
    ],
)
def test_what_a_text_names_and_is_not_there_is_found(text, named):
    assert lost(Passage("05", SAID_IN, "", text)) == named


def test_the_course_is_spelled_as_in_america():
    course = passages(AUTHORING)
    assert [(each.page, word[0]) for each in course for word in BRITISH.finditer(each.text)] == []
