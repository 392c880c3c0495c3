"""The generated tables are what the sources give: every step is taught, each mistake named."""

from pathlib import Path

import coverage_table
import mistakes_table
import pytest
import tables

import mlcourse
from mlcourse import curriculum
from mlcourse.curriculum.misconceptions import MISCONCEPTIONS

AUTHORING = Path(__file__).parent.parent / "authoring"

COMPLETE = (1, 2, 3, 4)
"""The documented steps that are taught from end to end; a step is added when its lesson and exercise are there."""

NAMED = tuple(range(1, 41))
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


@pytest.mark.parametrize("step", COMPLETE)
def test_nothing_is_missing_in_a_step_that_is_complete(step):
    rows = [row for row in ROWS if row.topic.step == step]
    assert rows
    assert {row.topic.title: row.empty for row in rows if row.empty} == {}


@pytest.mark.parametrize("topic", coverage_table.TOPICS, ids=lambda topic: topic.title)
def test_a_topic_cites_functions_and_objectives_that_exist(topic):
    assert set(topic.functions) <= set(mlcourse.__all__)
    for objective in topic.objectives:
        assert objective in curriculum.objectives(objective.partition(".")[0])


def test_every_task_practices_a_topic_of_a_complete_step():
    listed = {task for row in ROWS for task in row.tasks}
    numbers = [f"{step:02}" for step in COMPLETE]
    assert [task.id for n in numbers for task in curriculum.tasks(n) if task.id not in listed] == []


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
