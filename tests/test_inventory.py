"""The test before and after the course: its two forms are parallel, and only knowledge finds the right options."""

import itertools
from collections import Counter
from statistics import mean

import pytest

from mlcourse import curriculum
from mlcourse.curriculum.beliefs import MISCONCEPTIONS, OF_LESSON
from mlcourse.curriculum.inventory import FORMS, PAIRS, UNKNOWN

QUESTIONS = {form: [pair.question(form) for pair in PAIRS] for form in FORMS}
every_form = pytest.mark.parametrize("form", FORMS)


def place(question):
    """Where the right option stands; exactly one is right."""
    (found,) = (i for i, option in enumerate(question.options) if option.right)
    return found


def length(question, i):
    return len(question.options[i].text)


@every_form
def test_a_form_has_twenty_questions_of_four_options_with_exactly_one_right(form):
    assert len(QUESTIONS[form]) == 20
    for question in QUESTIONS[form]:
        assert len({option.text for option in question.options}) == 4
        assert sum(option.right for option in question.options) == 1
    assert len({question.text for question in QUESTIONS[form]}) == 20
    assert [question.id for question in QUESTIONS[form]] == [f"{form}.{p.name}" for p in PAIRS]


def test_the_questions_of_a_pair_are_about_the_same_belief_and_are_not_the_same():
    for pair in PAIRS:
        cited = [{o.misconception for o in q.options} - {None} for q in (pair.a, pair.b)]
        assert cited == [{pair.belief}, {pair.belief}]
        assert pair.a.text != pair.b.text
        assert pair.belief in OF_LESSON.get(pair.lesson, {}) or pair.belief == 53
    assert len({pair.belief for pair in PAIRS}) == 20
    assert {pair.belief for pair in PAIRS} <= set(MISCONCEPTIONS)


@every_form
def test_each_wrong_option_is_a_belief_and_the_right_one_is_not_explained(form):
    for question in QUESTIONS[form]:
        for option in question.options:
            assert bool(option.why) == (not option.right), question.id


def test_each_step_and_each_consideration_is_asked():
    assert {pair.step for pair in PAIRS} == set(range(1, 8))
    assert min(Counter(pair.step for pair in PAIRS).values()) >= 2
    considerations = {pair.lesson for pair in PAIRS if pair.step == 7}
    assert considerations == {"09", "10", "11", "12"}
    for pair in PAIRS:
        if pair.lesson in curriculum.numbers():
            assert pair.step in {*curriculum.steps(pair.lesson), 4 if pair.lesson == "05" else 0}


@every_form
def test_the_right_option_stands_at_each_place_equally_often_and_follows_no_pattern(form):
    places = [place(question) for question in QUESTIONS[form]]
    assert Counter(places) == {0: 5, 1: 5, 2: 5, 3: 5}
    assert all(len(set(places[i : i + 3])) > 1 for i in range(18))
    steps = Counter((b - a) % 4 for a, b in itertools.pairwise(places))
    assert max(steps.values()) <= 9


def test_the_places_of_one_form_do_not_tell_those_of_the_other():
    same = sum(place(pair.a) == place(pair.b) for pair in PAIRS)
    assert same <= 8


@every_form
def test_the_length_of_an_option_does_not_give_it_away(form):
    longest, shortest, ratios = 0, 0, []
    for question in QUESTIONS[form]:
        right = place(question)
        others = [length(question, i) for i in range(4) if i != right]
        longest += length(question, right) > max(others)
        shortest += length(question, right) < min(others)
        ratios.append(length(question, right) / mean(others))
    assert longest <= 7
    assert shortest <= 7
    assert 0.85 < mean(ratios) < 1.15


def test_both_forms_are_equally_long():
    words = {form: sum(len(q.text.split()) for q in asked) for form, asked in QUESTIONS.items()}
    assert 0.9 < words["A"] / words["B"] < 1.1


@every_form
def test_not_to_know_is_the_last_option_and_never_right(form):
    for pair in PAIRS:
        *options, last = pair.asked(form).options
        assert tuple(options) == pair.question(form).options
        assert last is UNKNOWN
        assert not last.right
