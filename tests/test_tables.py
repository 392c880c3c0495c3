"""The generated tables are what the sources give: every step is taught, each mistake named."""

from pathlib import Path

import coverage_table
import mistakes_table
import pytest
import tables

import mlcourse
from mlcourse import curriculum
from mlcourse.curriculum.beliefs import MISCONCEPTIONS, OF_LESSON

AUTHORING = Path(__file__).parent.parent / "authoring"

NUMBERS = curriculum.numbers()
NAMED = [number for lesson in NUMBERS for number in OF_LESSON.get(lesson, {})]
"""The misconceptions that check, question or bug lab must name by now."""

ROWS = coverage_table.rows(AUTHORING)


def test_the_committed_tables_are_what_their_sources_give(capsys):
    assert tables.main(["--check"]) == 0, capsys.readouterr().out


def test_a_table_that_was_edited_or_is_missing_fails_the_check(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(tables, "pages", lambda: {"docs/one.md": "a | b\n", "docs/two.md": "c\n"})
    (tmp_path / "docs").mkdir()
    assert tables.main([], tmp_path) == 0
    assert tables.main(["--check"], tmp_path) == 0
    (tmp_path / "docs" / "one.md").write_text("a | c\n")
    (tmp_path / "docs" / "two.md").unlink()
    capsys.readouterr()
    assert tables.main(["--check"], tmp_path) == 1
    said = capsys.readouterr().out
    assert "docs/one.md" in said
    assert "docs/two.md" in said


every_topic = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.topic.title)


@every_topic
def test_a_topic_is_taught_from_end_to_end_or_waits_for_a_lesson_that_is_not_written_yet(row):
    topic = row.topic
    if topic.objectives:
        assert row.empty == []
        assert topic.to_come == ""
    else:
        assert topic.to_come
        assert topic.to_come not in NUMBERS


@every_topic
def test_a_topic_cites_functions_and_objectives_that_exist(row):
    assert set(row.topic.functions) <= set(mlcourse.__all__)
    for objective in row.topic.objectives:
        assert objective in curriculum.objectives(objective.partition(".")[0])


@every_topic
def test_the_lessons_that_teach_a_topic_belong_to_its_step(row):
    assert {
        n: curriculum.steps(n)
        for n in row.topic.lessons
        if row.topic.step not in curriculum.steps(n)
    } == {}


@pytest.mark.parametrize("number", NUMBERS)
def test_what_a_lesson_teaches_of_its_steps_is_in_the_topics(number):
    """So that no lesson, and none of its tasks, is missing in the table of coverage."""
    cited = {step: set() for step in curriculum.steps(number)}
    for row in ROWS:
        if row.topic.step in cited:
            cited[row.topic.step] |= set(row.topic.objectives)
    own = set(curriculum.objectives(number))
    assert [step for step, objectives in cited.items() if not objectives & own] == []
    if cited:
        assert own <= set().union(*cited.values())


def test_each_misconception_that_is_due_is_named():
    where = mistakes_table.named()
    assert [number for number in NAMED if not any(where[number])] == []
    assert set(where) <= set(MISCONCEPTIONS)


def test_a_lessons_code_says_which_names_it_uses(tmp_path):
    lesson = tmp_path / "77_any.lesson.py"
    lesson.write_text(
        "# %% [markdown]\n# ml.Adam is not code\n\n# %%\nfrom mlcourse import relu\nml.initialize(net, 'he_normal')\n"
        "words = text.split()\n"
    )
    assert coverage_table.names_used(lesson) == {"relu", "initialize", "he_normal"}


def test_a_message_keeps_its_signs_in_the_table():
    assert mistakes_table.as_text("a_1 * b | c") == r"a\_1 \* b \| c"


def test_code_in_a_message_is_code_in_the_table_and_keeps_its_columns():
    as_text = mistakes_table.as_text
    assert as_text("a_1: `b_1[:, None] | c` *") == r"a\_1: `b_1[:, None] \| c` \*"
    assert as_text("one ` alone") == r"one \` alone"
