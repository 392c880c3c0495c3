"""`validate`: what of an exercise will count is said before it is handed in, and nothing is touched."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from mlcourse import curriculum
from mlcourse.checks.cells import answer_id, grade_id
from mlcourse.cli import fresh_kernel, main
from mlcourse.cli.course import find_course
from mlcourse.cli.fresh_kernel import error_of, run
from mlcourse.cli.submission import as_graded, id_of
from mlcourse.cli.validate import read

EXERCISE = "exercises/04_backpropagation.ipynb"
TASKS = curriculum.tasks("04")
FIRST, SECOND, THIRD = TASKS[1:4]


def published(folder: str = "exercises") -> list[dict[str, Any]]:
    return read(find_course().root / folder / Path(EXERCISE).name)


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


def code(source: str, **more: Any) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "source": source,
        "metadata": {},
        "outputs": [],
        "execution_count": None,
    } | more


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


def test_a_check_that_somebody_silenced_does_not_count(tmp_path, capsys):
    cells = published()
    cells.insert(place(cells, grade_id(TASKS[0].id)), code("check = lambda *_: None"))
    hand_in(tmp_path, cells)
    assert main(["validate", "04", "--dir", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert "something else in its place" in said
    assert f"0 of {len(TASKS)} tasks" in said


def warnings(cells: list[dict[str, Any]]) -> list[str]:
    before = deepcopy(cells)
    found = as_graded(cells, published(), TASKS)
    assert cells == before
    for task in TASKS:  # whatever happened, it is the original check that runs
        assert (
            found.cells[found.places[task.id]]["source"]
            == published()[place(published(), grade_id(task.id))]["source"]
        )
    return found.warnings


def test_a_notebook_as_it_was_handed_out_gives_no_warning():
    assert warnings(published()) == []
    assert warnings(published("solutions")) == []


def deleted(cells: list[dict[str, Any]], check: int) -> None:
    del cells[check]


def edited(cells: list[dict[str, Any]], check: int) -> None:
    cells[check]["source"] = "# " + cells[check]["source"]


def retyped(cells: list[dict[str, Any]], check: int) -> None:
    cells[check] |= {"cell_type": "markdown", "source": "done"}


def copied(cells: list[dict[str, Any]], check: int) -> None:
    cells.insert(0, deepcopy(cells[check]))


def stripped(cells: list[dict[str, Any]], check: int) -> None:
    cells[check]["metadata"] = {}


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (deleted, "its cell is gone"),
        (edited, "its cell was edited"),
        (retyped, "its cell was edited"),
        (copied, "2 copies"),
        (stripped, "lost nbgrader's mark"),
    ],
)
def test_what_would_not_survive_handing_in_is_said(harm, said):
    cells = published()
    harm(cells, place(cells, grade_id(SECOND.id)))
    (warning,) = warnings(cells)
    assert warning.startswith(f'check("{SECOND.id}")')
    assert said in warning


def test_cells_that_ran_in_another_order_are_said():
    cells = [cell for cell in published() if cell["cell_type"] == "code"]
    for count, cell in enumerate(cells, start=1):
        cell["execution_count"] = count
    assert warnings(cells) == []
    cells[0]["execution_count"] = 99
    (warning,) = warnings(cells)
    assert "another order" in warning


def test_a_cell_that_does_not_end_and_one_that_ends_the_kernel(monkeypatch):
    endless, patient = code("while True: pass"), fresh_kernel.seconds_for
    monkeypatch.setattr(
        fresh_kernel,
        "seconds_for",
        lambda cell, until: 3 if cell["source"] == endless["source"] else patient(cell, until),
    )
    cells = run([code("x = 1"), endless, code("x + 1"), code("import os; os._exit(1)"), code("x")])
    assert [error and error[0] for error in map(error_of, cells)] == [
        None,
        "CellTimeoutError",
        None,
        "DeadKernelError",
        None,
    ]
    assert cells[2]["outputs"][0]["data"]["text/plain"] == "2"
    assert cells[4]["outputs"] == []


@pytest.mark.parametrize("number", ["77", "x", "../04"])
def test_a_number_that_is_not_there_lists_what_is(number, tmp_path, capsys):
    assert main(["validate", number, "--dir", str(tmp_path)]) == 1
    assert EXERCISE in capsys.readouterr().err


def test_a_notebook_that_is_missing_or_torn_is_a_plain_message(tmp_path, capsys):
    assert main(["validate", "04", "--dir", str(tmp_path)]) == 1
    assert "is not there" in capsys.readouterr().err
    hand_in(tmp_path, [])
    for torn in ('{"cells": [', "[]", '{"cells": 3}', '{"cells": [3]}', '{"cells": [{}]}'):
        (tmp_path / EXERCISE).write_text(torn)
        assert main(["validate", "04", "--dir", str(tmp_path)]) == 1
        assert "cannot be read as a notebook" in capsys.readouterr().err
