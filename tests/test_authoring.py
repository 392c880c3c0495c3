"""The notebooks that are committed are what their sources give, and building keeps its promises."""

import importlib.util
from pathlib import Path

import nbformat
import pytest

from mlcourse.checks.task import Task

ROOT = Path(__file__).parent.parent
LESSON = """\
# %% [markdown]
# # A title

# %%
x = 1

# %%
x = 1

# %% tags=["remember"]
x + 1
"""
EXERCISES = """\
# %%
def double(x):
    ### BEGIN SOLUTION
    twice = 2 * x
    return twice
    ### END SOLUTION

# %%
answer = None
### BEGIN SOLUTION
answer = double(2)
### END SOLUTION
"""
TASKS = tuple(
    Task(f"98.{name}", name, points, "98.1", answer, "Why.", ("One.", "Two.", "Three."))
    for name, points, answer in (("double", 2, lambda x: 2 * x), ("answer", 1, 4))
)
GRADED = """\
# %%
import mlcourse

# %%
def double(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION

# %% tags=["remember"]
check("98.double")

# %%
double(3)  # not check("98.answer")

# %%
answer = None
### BEGIN SOLUTION
answer = double(2)
### END SOLUTION

# %%
check("98.answer")
"""


def load_builder():
    spec = importlib.util.spec_from_file_location("builder", ROOT / "authoring" / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


builder = load_builder()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with nothing but a lesson and exercises to build."""
    write(tmp_path, "00_start.lesson.py", LESSON)
    write(tmp_path, "97_first.exercises.py", EXERCISES)
    return tmp_path


def write(root: Path, name: str, source: str) -> None:
    (root / "authoring").mkdir(exist_ok=True)
    (root / "authoring" / name).write_text(source, encoding="utf-8")


def built(root: Path, name: str) -> nbformat.NotebookNode:
    assert builder.main([], root) == 0
    return nbformat.read(root / name, as_version=4)


def test_the_committed_notebooks_are_what_their_sources_give(capsys):
    assert builder.main(["--check"]) == 0, capsys.readouterr().out


def test_a_built_notebook_passes_the_check_and_gives_the_same_bytes_again(root):
    assert builder.main([], root) == 0
    first = {path: path.read_bytes() for path in root.rglob("*.ipynb")}
    assert {path.relative_to(root).as_posix() for path in first} == {
        "lessons/00_start.ipynb",
        "exercises/97_first.ipynb",
        "solutions/97_first.ipynb",
    }
    assert builder.main(["--check"], root) == 0
    assert builder.main([], root) == 0
    assert {path: path.read_bytes() for path in root.rglob("*.ipynb")} == first


def test_editing_one_cell_keeps_the_ids_of_all_others(root):
    before = [cell.id for cell in built(root, "lessons/00_start.ipynb").cells]
    write(root, "00_start.lesson.py", LESSON.replace("A title", "Another title"))
    after = [cell.id for cell in built(root, "lessons/00_start.ipynb").cells]
    assert len(set(before)) == len(before)
    assert after[0] != before[0]
    assert after[1:] == before[1:]


def test_tags_are_kept_and_outputs_are_not_there(root):
    cells = built(root, "lessons/00_start.ipynb").cells
    assert [cell.metadata for cell in cells] == [{}, {}, {}, {"tags": ["remember"]}]
    assert all(cell.outputs == [] for cell in cells if cell.cell_type == "code")


def test_exercises_are_the_solutions_with_what_is_to_be_found_cleared(root):
    worked = built(root, "solutions/97_first.ipynb").cells
    asked = built(root, "exercises/97_first.ipynb").cells
    assert [cell.source for cell in worked] == [
        "def double(x):\n    twice = 2 * x\n    return twice",
        "answer = None\nanswer = double(2)",
    ]
    assert [cell.source for cell in asked] == [
        "def double(x):\n    ...  # your code here",
        "answer = None\n...  # your code here",
    ]
    assert [cell.id for cell in asked] == [cell.id for cell in worked]


@pytest.mark.parametrize(
    "source",
    [
        "# %%\n### BEGIN SOLUTION\nx = 1\n",
        "# %%\nx = 1\n### END SOLUTION\n",
        "# %%\n### BEGIN SOLUTION\n\n# %%\n### END SOLUTION\n",
        "# %% [markdown]\n# ### BEGIN SOLUTION\n# 42\n# ### END SOLUTION\n",
    ],
    ids=["no end", "no beginning", "two cells", "markdown"],
)
def test_a_marker_that_would_let_a_solution_slip_out_is_an_error(root, source, capsys):
    write(root, "97_first.exercises.py", source)
    assert builder.main([], root) == 1
    assert "97_first.exercises.py: a solution marker" in capsys.readouterr().err
    assert not (root / "exercises" / "97_first.ipynb").exists()


def test_only_checked_cells_carry_an_output(root):
    source = "# %%\n6 * 7\n\n# %%\n# NBVAL_CHECK_OUTPUT\n6 * 8\n"
    source += '\n# %% tags=["nbval-check-output"]\nprint("49")\n'
    write(root, "00_start.lesson.py", source)
    plain, commented, tagged = built(root, "lessons/00_start.ipynb").cells
    assert plain.outputs == []
    assert commented.outputs[0].data["text/plain"] == "48"
    assert tagged.outputs[0].text == "49\n"
    # nbval takes a cell with an output and no execution count for one that was never run, and fails.
    assert [cell.execution_count for cell in (plain, commented, tagged)] == [None, 2, 3]
    assert builder.main(["--check"], root) == 0


def test_a_checked_cell_that_shows_nothing_is_an_error(root, capsys):
    write(root, "00_start.lesson.py", "# %%\n# NBVAL_CHECK_OUTPUT\nx = 1\n")
    assert builder.main([], root) == 1
    assert "shows nothing" in capsys.readouterr().err


def change_source(root: Path) -> None:
    write(root, "00_start.lesson.py", LESSON.replace("x + 1", "x + 2"))


def change_notebook(root: Path) -> None:
    path = root / "lessons" / "00_start.ipynb"
    path.write_text(path.read_text().replace("x + 1", "x + 2"))


def add_output(root: Path) -> None:
    path = root / "lessons" / "00_start.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[-1].outputs = [nbformat.v4.new_output("stream", text="2")]
    path.write_text(builder.to_text(notebook))


def reformat(root: Path) -> None:
    path = root / "lessons" / "00_start.ipynb"
    path.write_text(path.read_text().replace("\n ", "\n  "))


def delete_notebook(root: Path) -> None:
    (root / "lessons" / "00_start.ipynb").unlink()


def delete_source(root: Path) -> None:
    (root / "authoring" / "00_start.lesson.py").unlink()


@pytest.mark.parametrize(
    "change",
    [change_source, change_notebook, add_output, reformat, delete_notebook, delete_source],
)
def test_the_check_fails_where_notebook_and_source_differ(root, change, capsys):
    assert builder.main([], root) == 0
    change(root)
    assert builder.main(["--check"], root) == 1
    assert "lessons/00_start.ipynb" in capsys.readouterr().out


@pytest.fixture
def graded(tmp_path: Path, monkeypatch) -> Path:
    """A repository with an exercise whose two tasks the curriculum declares."""
    monkeypatch.setattr(builder, "declared_tasks", lambda number: TASKS if number == "98" else ())
    write(tmp_path, "98_graded.exercises.py", GRADED)
    return tmp_path


def nbgraders(cell: nbformat.NotebookNode) -> dict:
    return {
        name: cell.metadata.nbgrader[name] for name in ("grade_id", "grade", "solution", "locked")
    }


def test_a_task_has_an_answers_cell_and_a_graded_one_and_no_other_cell_has_metadata(graded):
    cells = built(graded, "exercises/98_graded.ipynb").cells
    expected = ["98-double-answer", "98-double", "98-answer-answer", "98-answer"]
    assert ["nbgrader" in cell.metadata for cell in cells] == [False, True, True, False, True, True]
    marked = [cell for cell in cells if "nbgrader" in cell.metadata]
    assert [nbgraders(cell) for cell in marked] == [
        {"grade_id": name, "grade": grade, "solution": not grade, "locked": grade}
        for name, grade in zip(expected, (False, True, False, True), strict=True)
    ]
    assert [cell.metadata.nbgrader.get("points") for cell in marked] == [None, 2, None, 1]
    assert [cell.metadata.get("editable", True) for cell in marked] == [True, False, True, False]
    assert all(cell.metadata.deletable is False for cell in marked)
    assert marked[1].metadata.tags == ["remember"]


def test_a_worked_notebook_has_the_same_cells_unlocked(graded):
    cells = built(graded, "solutions/98_graded.ipynb").cells
    assert [cell.metadata.get("nbgrader", {}).get("points") for cell in cells] == [
        None,
        None,
        2,
        None,
        None,
        1,
    ]
    assert not any({"editable", "deletable"} & set(cell.metadata) for cell in cells)


def test_editing_the_text_around_a_task_keeps_nbgraders_ids(graded):
    before = built(graded, "exercises/98_graded.ipynb").cells
    write(
        graded,
        "98_graded.exercises.py",
        GRADED.replace("2 * x", "x + x").replace("import", "# %%\nimport"),
    )
    after = built(graded, "exercises/98_graded.ipynb").cells
    assert [c.metadata for c in after if c.metadata] == [c.metadata for c in before if c.metadata]


DOUBLE = GRADED[GRADED.index("# %%\ndef double") : GRADED.index("# %%\ndouble(3)")]
CHECK = '# %%\ncheck("98.answer")\n'


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (GRADED.replace(CHECK, ""), "no check follows"),
        (GRADED + CHECK, "no solution stands between"),
        (GRADED.replace(DOUBLE, ""), "checked:    98.answer"),
        (GRADED.replace("98.double", "98.dobule"), "no such task"),
        (GRADED.replace(CHECK, 'check("98.answer")\n'), "either one solution or one check"),
        (
            GRADED.replace('check("98.double")', 'check("98.double"), check("98.answer")'),
            "either one",
        ),
        (
            GRADED.replace(' tags=["remember"]\ncheck("98.double")', "\nx = 1"),
            "follows another one",
        ),
        (GRADED.replace(DOUBLE, "") + DOUBLE, "98.answer, 98.double"),
    ],
    ids=[
        "no check",
        "no solution",
        "task missing",
        "typo",
        "same cell",
        "two checks",
        "one check for two",
        "order",
    ],
)
def test_a_task_that_nbgrader_could_not_grade_is_an_error(graded, wrong, said, capsys):
    assert wrong != GRADED
    write(graded, "98_graded.exercises.py", wrong)
    assert builder.main([], graded) == 1
    message = capsys.readouterr().err
    assert message.startswith("98_graded.exercises.py: ")
    assert said in message


def test_nbgraders_layout_holds_the_solutions_between_their_markers(graded, tmp_path, capsys):
    course = tmp_path / "course"
    assert builder.main(["--nbgrader", str(course)], graded) == 0
    notebook = nbformat.read(course / "source/98_graded/98_graded.ipynb", as_version=4)
    assert [cell.source for cell in notebook.cells if builder.BEGIN in cell.source] == [
        "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION",
        "answer = None\n### BEGIN SOLUTION\nanswer = double(2)\n### END SOLUTION",
    ]
    assert not (graded / "exercises").exists()
    config = course / "nbgrader_config.py"
    assert builder.PLACEHOLDER in config.read_text()

    config.write_text(
        "mine"
    )  # settings are the instructor's, and so is a notebook that was changed
    assert builder.main(["--nbgrader", str(course)], graded) == 0
    assert config.read_text() == "mine"
    write(graded, "98_graded.exercises.py", GRADED.replace("double(3)", "double(4)"))
    assert builder.main(["--nbgrader", str(course)], graded) == 1
    assert "is there and differs" in capsys.readouterr().err


def test_every_lesson_links_the_page_of_notation():
    sources = sorted((ROOT / "authoring").glob("*.lesson.py"))
    assert sources
    assert [s.name for s in sources if "(../docs/notation.md)" not in s.read_text("utf-8")] == []
