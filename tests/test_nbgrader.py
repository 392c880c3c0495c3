"""nbgrader itself hands out exercise 04, grades three notebooks, and gives the points that were earned."""

import csv
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from mlcourse import curriculum
from mlcourse.checks.cells import answer_id
from mlcourse.grading.tables import NBGRADER

ROOT = Path(__file__).parent.parent
TOPIC = "04_backpropagation"
TASKS = {task.id: task.points for task in curriculum.tasks("04")}
SOLVED = ("04.tanh_slope", "04.layer_gradients", "04.skip_gradient")
"""What the third student has solved."""


IN_ONE_PROCESS = """
import sys
from nbgrader.apps import AutogradeApp, ExportApp, GenerateAssignmentApp

topic = sys.argv[1:]
patient = ["--Execute.timeout=600", "--Execute.iopub_timeout=600"]
for command, arguments in ((GenerateAssignmentApp, topic), (AutogradeApp, topic + patient), (ExportApp, [])):
    command.launch_instance(arguments)
    command.clear_instance()
"""
"""nbgrader generate_assignment, autograde and export, one after the other; each start of its own takes seconds."""


def run_nbgrader(course: Path) -> None:
    """Run nbgrader as an instructor does, with the environment's programs at hand."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    own = {
        f"JUPYTER_{name}_DIR": str(course / f".{name}") for name in ("CONFIG", "DATA", "RUNTIME")
    }
    done = subprocess.run(
        [sys.executable, "-c", IN_ONE_PROCESS, TOPIC],
        cwd=course,
        env={**os.environ, **own, "PATH": path},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr, done.stderr


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def hand_in(course: Path, student: str, notebook: nbformat.NotebookNode) -> None:
    folder = course / "submitted" / student / TOPIC
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{TOPIC}.ipynb")


def partly_solved() -> nbformat.NotebookNode:
    """The blank notebook with some answers of the worked one in it."""
    notebook = read(ROOT / "exercises" / f"{TOPIC}.ipynb")
    worked = read(ROOT / "solutions" / f"{TOPIC}.ipynb")
    for cell, solved in zip(notebook.cells, worked.cells, strict=True):
        if cell.metadata.get("nbgrader", {}).get("grade_id") in map(answer_id, SOLVED):
            cell.source = solved.source
    return notebook


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course that nbgrader has run: laid out, handed out, handed in by three students, graded, exported."""
    course = tmp_path_factory.mktemp("course")
    spec = importlib.util.spec_from_file_location("builder", ROOT / "authoring" / "build.py")
    builder = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(builder)
    assert builder.main(["--nbgrader", str(course)]) == 0
    hand_in(course, "worked", read(ROOT / "solutions" / f"{TOPIC}.ipynb"))
    hand_in(course, "blank", read(ROOT / "exercises" / f"{TOPIC}.ipynb"))
    hand_in(course, "partly", partly_solved())
    run_nbgrader(course)
    return course


def test_each_student_gets_the_points_that_were_earned(course):
    with (course / "grades.csv").open(newline="") as file:
        table = csv.DictReader(file)
        rows = {row["student_id"]: row for row in table}
    assert tuple(table.fieldnames) == NBGRADER  # the columns of our own grades.csv
    total = sum(TASKS.values())
    assert {float(row["max_score"]) for row in rows.values()} == {total}
    assert {student: float(row["raw_score"]) for student, row in rows.items()} == {
        "worked": total,
        "blank": 0,
        "partly": sum(TASKS[task_id] for task_id in SOLVED),
    }


def test_our_exercise_is_what_nbgrader_hands_out(course):
    """Also the checksums: so an instructor may hand out either, and nbgrader validates both."""
    released = read(course / "release" / TOPIC / f"{TOPIC}.ipynb")
    ours = read(ROOT / "exercises" / f"{TOPIC}.ipynb")
    assert [(c.source, c.metadata) for c in released.cells] == [
        (c.source, c.metadata) for c in ours.cells
    ]


def test_a_check_that_fails_shows_its_verdict_in_the_graded_notebook(course):
    graded = read(course / "autograded" / "blank" / TOPIC / f"{TOPIC}.ipynb")
    checks = [cell for cell in graded.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    assert len(checks) == len(TASKS)
    for cell in checks:
        (error,) = cell.outputs
        assert (error.ename, error.evalue[0]) == ("AssertionError", "○")
