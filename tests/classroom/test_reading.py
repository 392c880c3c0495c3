"""What to read of a lesson follows from the first answers of its self-test."""

from mlcourse import quiz, reading_list


def test_a_part_is_to_be_tested_until_its_question_was_answered():
    assert reading_list("90").text == "- Part 1, find a slope: **○ not answered yet**"


def test_a_part_may_be_skipped_if_the_first_answer_was_right():
    quiz("90.updates").answers = [1, 0]
    assert "you can skip it" in reading_list("90").text


def test_a_part_is_read_if_the_first_answer_was_wrong():
    quiz("90.updates").answers = [0, 1]
    assert "read it" in reading_list("90").text
