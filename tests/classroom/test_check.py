"""check, hint and reveal: what they answer, and what of it is noted."""

import json
from pathlib import Path

import pytest

from mlcourse import check, hint, reveal
from mlcourse.checks.task import Task
from mlcourse.classroom.progress_file import load
from mlcourse.classroom.solutions import worked_solution


def in_a_notebook(code: str, **names: object) -> dict[str, object]:
    """Run code as a notebook's kernel does, with globals of its own."""
    space = {"check": check, **names}
    exec(code, space)
    return space


def entry(path: Path) -> dict[str, object]:
    return load(path)["tasks"]["90.slope"]


def test_the_answer_is_looked_up_under_the_tasks_name(progress_path: Path):
    assert in_a_notebook('verdict = check("90.slope")', slope=6.0)["verdict"].status == "passed"
    assert in_a_notebook('verdict = check("90.slope")', slope=5.0)["verdict"].status == "failed"
    assert check("90.slope", 6.0).status == "passed"
    assert entry(progress_path)["attempts"] == 1


def test_a_function_looks_in_its_own_notebook():
    space = in_a_notebook(
        'def look():\n    return check("90.slope")\nslope = 6.0\nverdict = look()'
    )
    assert space["verdict"].status == "passed"


def test_what_is_not_there_is_not_attempted_yet(progress_path: Path):
    verdict = in_a_notebook('verdict = check("90.slope")')["verdict"]
    assert verdict.status == "blank"
    assert "no slope here; run the cell above first" in str(verdict)
    assert "not attempted yet" in str(verdict)
    assert check("90.slope", ...).status == "blank"
    assert check("90.slope", None).status == "blank"
    assert not progress_path.exists()


def test_attempts_are_counted_up_to_the_first_that_passes(progress_path: Path):
    check("90.slope", 5.0)
    assert entry(progress_path) == {"status": "failed", "attempts": 1}
    check("90.slope", 6.0)
    passed = entry(progress_path)
    assert (passed["status"], passed["attempts"]) == ("passed", 2)
    assert str(passed["first_passed"]).endswith("+00:00")
    check("90.slope", 5.0)
    assert entry(progress_path) == {**passed, "status": "failed"}


def test_an_unknown_task_is_told_with_the_nearest():
    with pytest.raises(ValueError, match=r"given '90.slop' .* '90.slope', '90.value'"):
        check("90.slop")


def test_nbgrader_gets_an_error_for_whatever_does_not_count(progress_path: Path, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert check("90.slope", 6.0).status == "passed"
    for answer in (5.0, None):
        with pytest.raises(AssertionError, match="The slope"):
            check("90.slope", answer)
    with pytest.raises(AssertionError, match="no slope here"):
        in_a_notebook('check("90.slope")')
    assert not progress_path.exists()


def test_hints_come_one_by_one_and_the_last_one_stays():
    first, second, third, again = (hint("90.slope") for _ in range(4))
    assert "Hint 1 of 3: a question" in str(first)
    assert "How fast does it grow?" in str(first)
    assert 'a pointer, call `hint("90.slope")` again' in str(first)
    assert "Differentiate." in second._repr_markdown_()
    assert "nearly complete line" in str(third)
    assert 'reveal("90.slope")' in str(third)
    assert str(again) == str(third)
    assert "Hint 1" in str(hint("90.value"))


def test_hints_are_remembered_by_the_file(progress_path: Path):
    hint("90.slope")
    hint("90.slope")
    assert entry(progress_path) == {"hints": 2}


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mlcourse.classroom.helping.worked_solution", lambda task: "slope = 2 * 3")


@pytest.mark.usefixtures("solved")
def test_a_solution_is_shown_on_the_second_request(progress_path: Path):
    first = reveal("90.slope")
    assert "slope = 2 * 3" not in str(first)
    assert "Try it first" in str(first)
    assert entry(progress_path) == {"revealed": "asked"}
    assert "slope = 2 * 3" in str(reveal("90.slope"))
    assert "```python\nslope = 2 * 3\n```" in reveal("90.slope")._repr_markdown_()
    assert entry(progress_path)["revealed"] == "shown"


@pytest.mark.usefixtures("solved")
def test_a_solution_is_shown_after_an_attempt():
    check("90.slope", 5.0)
    assert "slope = 2 * 3" in str(reveal("90.slope"))


@pytest.mark.usefixtures("solved")
def test_hints_are_no_attempt():
    hint("90.slope")
    assert "slope = 2 * 3" not in str(reveal("90.slope"))


def test_where_there_is_no_solution_none_is_noted_as_seen(progress_path: Path):
    assert "no worked solution" in str(reveal("90.slope"))
    assert not progress_path.exists()


def cell(kind: str, source: str) -> dict[str, object]:
    return {"cell_type": kind, "source": source.splitlines(keepends=True)}


def test_the_solution_is_the_code_before_the_check(tmp_path: Path):
    cells = [
        cell("code", "slope = 1"),
        cell("markdown", 'Then call check("90.slope").'),
        cell("code", "### BEGIN SOLUTION\nslope = 6\n### END SOLUTION"),
        cell("markdown", "Now see."),
        cell("code", "check('90.slope')"),
        cell("code", "def value():\n    ### BEGIN SOLUTION\n    return 9\n    ### END SOLUTION"),
        cell("code", 'ml.check("90.value")'),
    ]
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "90_small.ipynb").write_text(
        json.dumps({"cells": cells}), encoding="utf-8"
    )

    def solution(name: str) -> str | None:
        return worked_solution(Task(f"90.{name}", "", 1, "", 0.0, "", ("", "", "")), tmp_path)

    assert solution("slope") == "slope = 6"
    assert solution("value") == "def value():\n    return 9"
    assert solution("slop") is None
