"""One reading of a notebook, however damaged: what ``validate`` and ``grade`` count, and what nbgrader would.

``nbgrader_table.json`` holds what nbgrader 0.9.6 made of each; ``make_nbgrader_table.py`` makes it anew.
"""

import json
from pathlib import Path

import pytest
from damaged import DAMAGES, ROOT, TOPIC, handed_in, solved, to_bytes

from mlcourse import curriculum
from mlcourse.cli import main
from mlcourse.grading.notebook_file import Unreadable
from mlcourse.grading.reading import read_submission
from mlcourse.grading.sandbox import PlainRoom, limits
from mlcourse.grading.submission import Job, grade

PUBLISHED = (ROOT / "exercises" / f"{TOPIC}.ipynb").read_bytes()
TASKS = curriculum.tasks("04")
FULL = sum(task.points for task in TASKS)
NBGRADER = json.loads(Path(__file__).with_name("nbgrader_table.json").read_text())
LOSES = {  # points that are lost here; whatever is not named has full marks
    "checks_swapped": 2, "check_before_its_answer": 1, "answer_deleted": 1, "conflict_in_a_cell": 1,
    "check_silenced": 1, "text_is_a_number": 1,
}  # fmt: skip
UNREADABLE = {
    "conflict_in_the_file": "conflict markers", "torn": "torn", "empty": "empty", "garbage": "no text",
    "a_web_page": "web page", "only_a_list": "no cells", "nested_deeply": "too deeply",
}  # fmt: skip
FOOLED = {"check_silenced"}  # nbgrader gives points for nothing


@pytest.fixture(scope="module")
def room():
    with PlainRoom(limits(10)) as room:
        yield room


def test_the_table_holds_every_damage():
    assert list(NBGRADER) == [damage.__name__ for damage in DAMAGES]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_notebook_counts_and_where_nbgrader_counts_otherwise_it_is_said(damage, room):
    name = damage.__name__
    lost = NBGRADER[name]
    theirs = lost if lost == "stops" else 0 if lost == "all" else FULL - lost
    result = grade(Job("ada", TOPIC, handed_in(damage), PUBLISHED), room)
    said = " ".join(result.remarks)
    if name in UNREADABLE:
        assert UNREADABLE[name] in result.problem
        assert (result.points, theirs, len(result.tasks)) == (0, "stops", len(TASKS))
        return
    assert result.points == FULL - LOSES.get(name, 0), [task.said for task in result.tasks]
    assert ("nbgrader stops" in said) == (theirs == "stops"), said
    if theirs != "stops" and name not in FOOLED:
        assert theirs <= result.points
        assert (
            "nbgrader would give no points" in said or "nbgrader runs the original only" in said
        ) or (theirs == result.points), said


@pytest.mark.parametrize(
    "name", ["check_copied", "merged_into_the_check", "torn", "answer_to_markdown"]
)
def test_validate_says_what_grade_counts(name, room, tmp_path, capsys):
    content = handed_in(next(damage for damage in DAMAGES if damage.__name__ == name))
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / f"{TOPIC}.ipynb").write_bytes(content)
    code = main(["validate", "04", "--dir", str(tmp_path)])
    said = capsys.readouterr()
    result = grade(Job("ada", TOPIC, content, PUBLISHED), room)
    if result.problem:
        assert code == 1
        assert result.problem in said.err
        return
    assert f"{result.points:g} of {result.max_points} points" in said.out
    assert all(remark in said.out for remark in result.remarks)


def test_a_notebook_as_it_was_handed_out_gives_no_warning():
    for content in (PUBLISHED, (ROOT / "solutions" / f"{TOPIC}.ipynb").read_bytes()):
        assert read_submission(content, PUBLISHED, TASKS).warnings == ()


def test_cells_that_ran_in_another_order_are_said():
    notebook = solved()
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for count, cell in enumerate(cells, start=1):
        cell["execution_count"] = count
    assert read_submission(to_bytes(notebook), PUBLISHED, TASKS).warnings == ()
    cells[0]["execution_count"] = 99
    (warning,) = read_submission(to_bytes(notebook), PUBLISHED, TASKS).warnings
    assert "another order" in warning


def test_two_thousand_cells_are_read_and_more_than_anybody_writes_are_not():
    notebook = solved()
    extra = {"cell_type": "code", "source": "1", "metadata": {}}
    notebook["cells"] = [extra] * 2000 + notebook["cells"]
    submission = read_submission(to_bytes(notebook), PUBLISHED, TASKS)
    assert len(submission.cells) > 2000
    notebook["cells"] = [extra] * 6000
    with pytest.raises(Unreadable, match="6,000 cells"):
        read_submission(to_bytes(notebook), PUBLISHED, TASKS)
