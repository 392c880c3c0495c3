"""`validate`: what of an exercise will count is said before it is handed in, and nothing is touched."""

import json
from pathlib import Path
from typing import Any

import pytest

from mlcourse import curriculum
from mlcourse.checks.cells import answer_id, grade_id
from mlcourse.cli import main, parser
from mlcourse.cli.course import find_course
from mlcourse.grading.pages import student_page
from mlcourse.grading.remote import Remote
from mlcourse.grading.sandbox import PlainRoom, limits
from mlcourse.grading.submission import SECONDS, Job, grade

EXERCISE = "exercises/04_backpropagation.ipynb"
TASKS = curriculum.tasks("04")
FIRST, SECOND, THIRD = TASKS[1:4]


def published(folder: str = "exercises") -> list[dict[str, Any]]:
    content = (find_course().root / folder / Path(EXERCISE).name).read_text(encoding="utf-8")
    return [{**cell, "source": "".join(cell["source"])} for cell in json.loads(content)["cells"]]


def id_of(cell: dict[str, Any]) -> str:
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def place(cells: list[dict[str, Any]], name: str) -> int:
    """Where the cell with one of nbgrader's ids stands."""
    (index,) = (i for i, cell in enumerate(cells) if id_of(cell) == name)
    return index


def hand_in(root: Path, cells: list[dict[str, Any]]) -> bytes:
    """Lay a learner's notebook into a working copy; return its bytes."""
    (root / "exercises").mkdir(parents=True, exist_ok=True)
    (root / ".mlcourse").mkdir(exist_ok=True)
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (root / EXERCISE).write_text(json.dumps(notebook), encoding="utf-8")
    return (root / EXERCISE).read_bytes()


def code(source: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "source": source,
        "metadata": {},
        "outputs": [],
        "execution_count": None,
    }


def test_a_solved_exercise_counts_in_full_and_nothing_is_touched(tmp_path, capsys, monkeypatch):
    progress = tmp_path / "progress.json"
    monkeypatch.setenv("MLCOURSE_PROGRESS", str(progress))
    before = hand_in(tmp_path, published("solutions"))
    assert main(["validate", "4", "--dir", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    total = sum(task.points for task in TASKS)
    assert f"{len(TASKS)} of {len(TASKS)} tasks, {total} of {total} points." in said
    assert "Before you hand it in" not in said
    assert (tmp_path / EXERCISE).read_bytes() == before
    assert not progress.exists()
    assert sorted(path.name for path in tmp_path.rglob("*")) == [
        ".mlcourse",
        Path(EXERCISE).name,
        "exercises",
    ]


def test_each_task_shows_its_verdict_and_errors_between_stop_nothing(tmp_path, capsys):
    cells, worked = published(), published("solutions")
    answer = place(cells, answer_id(FIRST.id))
    cells[answer]["source"] = worked[answer]["source"]
    wrong = place(cells, answer_id(SECOND.id))
    cells[wrong]["source"] = f"def {SECOND.name}(z):\n    return 2 * (1 - np.tanh(z) ** 2)"
    cells.insert(place(cells, grade_id(FIRST.id)), code("plot_of(weights)"))
    hand_in(tmp_path, cells)
    assert main(["validate", "04", "--dir", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    lines = {
        task.id: said.partition(f"  {task.title} ")[0].splitlines()[-1].strip() for task in TASKS
    }
    assert [lines[task.id] for task in (FIRST, SECOND, THIRD)] == ["✓", "✗", "○"]
    assert "exactly twice ours" in said
    assert f"1 of {len(TASKS)} tasks, {FIRST.points} of " in said
    assert "'plot_of(weights)') stops with NameError" in said
    assert "nothing has the name plot_of" in said


def test_a_check_that_somebody_silenced_changes_nothing(tmp_path, capsys):
    cells = published("solutions")
    cells.insert(place(cells, grade_id(TASKS[0].id)), code("check = lambda *_: None"))
    hand_in(tmp_path, cells)
    assert main(["validate", "04", "--dir", str(tmp_path)]) == 0
    answer = place(cells, answer_id(SECOND.id))
    cells[answer]["source"] = f"def {SECOND.name}(z):\n    return z"
    hand_in(tmp_path, cells)
    assert main(["validate", "04", "--dir", str(tmp_path)]) == 1
    assert f"{len(TASKS) - 1} of {len(TASKS)} tasks" in capsys.readouterr().out


def test_a_notebook_anywhere_is_named_by_its_path(tmp_path, capsys):
    cells = published("solutions")
    hand_in(tmp_path, cells)
    elsewhere = tmp_path / "my homework.ipynb"
    (tmp_path / EXERCISE).rename(elsewhere)
    assert main(["validate", str(elsewhere)]) == 0
    assert f"{len(TASKS)} of {len(TASKS)} tasks" in capsys.readouterr().out
    elsewhere.write_text("{}")
    assert main(["validate", str(elsewhere)]) == 1
    assert "holds the tasks of no exercise" in capsys.readouterr().err
    assert main(["validate", str(tmp_path / "nothing.ipynb")]) == 1
    assert "is not there" in capsys.readouterr().err


def test_a_cell_that_ends_with_an_error_before_its_answer_was_attempted(tmp_path):
    cells = published("solutions")
    answer = place(cells, answer_id(SECOND.id))
    cells[answer]["source"] = "from helpers import bigger\n" + cells[answer]["source"]
    content = hand_in(tmp_path, cells)
    with PlainRoom(limits(SECONDS)) as room:
        result = grade(Job("ada", Path(EXERCISE).stem, content, content), room)
    (task,) = [each for each in result.tasks if each.id == SECOND.id]
    assert (task.status, task.mistake) == ("failed", "ModuleNotFoundError")
    assert "No module named 'helpers'" in task.said[0]
    first = student_page(result).partition("Where to begin")[2].partition("Task by task")[0]
    assert SECOND.title in first


def test_it_waits_as_long_as_grading_does(tmp_path, capsys):
    for command in (["grade", "submitted", "--out", "report"], ["validate", "04"]):
        assert parser().parse_args(command).timeout == SECONDS
    cells = published("solutions")
    answer = place(cells, answer_id(SECOND.id))
    cells[answer]["source"] += "\nwhile True: pass"
    hand_in(tmp_path, cells)
    assert main(["validate", "04", "--dir", str(tmp_path), "--timeout", "0.4"]) == 1
    assert "had not ended after 0.4 seconds" in capsys.readouterr().out


def test_what_takes_long_to_load_is_there_before_a_cells_time_begins():
    with PlainRoom(limits(SECONDS)) as room:
        remote = Remote(room, {}, frozenset(), ["import matplotlib.pyplot as plt"])
        assert remote.run_cell("import sys\nis_there = 'matplotlib.pyplot' in sys.modules") is None
        assert remote.look("is_there") == (True, True)
        remote.close()


def test_a_cell_that_python_cannot_read_was_attempted_and_is_where_to_begin(tmp_path, capsys):
    cells, unread = published("solutions"), "04.output_delta"
    cells[place(cells, answer_id(SECOND.id))]["source"] = f"def {SECOND.name}(z):\n    return z"
    answer = place(cells, answer_id(unread))
    cells[answer]["source"] = cells[answer]["source"].replace("):", ")", 1)
    content = hand_in(tmp_path, cells)
    assert main(["validate", "04", "--dir", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert "It was attempted, with a SyntaxError. Cell" in said
    with PlainRoom(limits(SECONDS)) as room:
        result = grade(Job("ada", Path(EXERCISE).stem, content, content), room)
    (task,) = [each for each in result.tasks if each.id == unread]
    assert (task.status, task.mistake, task.points) == ("failed", "SyntaxError", 0)
    page = student_page(result)
    first = page.partition("Where to begin")[2].partition("Task by task")[0]
    assert f">{task.title}</a>" in first.split("</p>")[0]
    others = [
        each
        for each in result.tasks
        if each.status == "failed" and each.id not in (unread, SECOND.id)
    ]
    assert others
    for each in others:
        assert "Mend that first" in " ".join(each.said)


@pytest.mark.parametrize("number", ["77", "x", "../04"])
def test_a_number_that_is_not_there_lists_what_is(number, tmp_path, capsys):
    assert main(["validate", number, "--dir", str(tmp_path)]) == 1
    assert EXERCISE in capsys.readouterr().err


def test_a_notebook_that_is_missing_or_torn_is_a_plain_message(tmp_path, capsys):
    assert main(["validate", "04", "--dir", str(tmp_path)]) == 1
    assert "is not there" in capsys.readouterr().err
    hand_in(tmp_path, [])
    for torn in ('{"cells": [', "[]", '{"cells": 3}', '{"cells": [3]}'):
        (tmp_path / EXERCISE).write_text(torn)
        assert main(["validate", "04", "--dir", str(tmp_path)]) == 1
        assert "cannot be read as a notebook" in capsys.readouterr().err
