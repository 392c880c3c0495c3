"""The notebooks that are committed are what their sources give, and building keeps its promises."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import counter_runs
import hidden_cells
import nbformat
import pytest

from mlcourse import curriculum
from mlcourse.base.course import PAGES
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
FOLDERS = ("lessons", "exercises", "solutions")
CHECKED = '# %% tags=["nbval-check-output"]\n'
HIDDEN = """\
# %% [markdown]
# # 00 · The start
#
# ## First part

# %%
rate = 0.5
loss = 1 - rate

# %% tags=["test"]
assert loss == 0.5

# %% tags=["try"]
# rate = 0.5 → rate = 2
assert loss < 0

# %% [markdown] tags=["instructor"]
# **8 min.** Ask before the reveal.

# %% [markdown] tags=["instructor"]
# When late, leave it out.

# %% [markdown]
# ## Second part

# %%
later = loss + 1

# %% [markdown] tags=["instructor"]
# **5 min.** Nothing is said.
"""
ANSWERS = '''\
"""The worked answers to a small exercise."""


def double(x: float) -> float:
    """Return 2x."""
    twice = 2 * x  # a comment

    return twice


answer = double(2)  # 4
slope = 2 * 3
'''
EXERCISES = """\
# %%
import mlcourse

# %%
def double(x):
    \"\"\"Twice x.\"\"\"
    ### SOLUTION

# %% tags=["remember"]
check("98.double")

# %%
double(3)  # not check("98.answer")

# %%
slope = (
    ### SOLUTION
)

# %%
check("98.slope")

# %%
answer = None
### SOLUTION

# %%
check("98.answer")
"""


def load(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


builder = load("builder", ROOT / "authoring" / "build.py")


def task(name: str, points: int, answer: Any) -> Task:
    return Task(f"98.{name}", name, points, "98.1", answer, "Why.", ("One.", "Two.", "Three."))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with nothing but a lesson and an exercise to build, whose three tasks the curriculum declares."""
    path = tmp_path / "answers.py"
    path.write_text(ANSWERS)
    answers = load("answers_of_98", path)
    tasks = tuple(
        task(name, points, getattr(answers, name))
        for name, points in (("double", 2), ("slope", 1), ("answer", 1))
    )
    monkeypatch.setattr(curriculum, "tasks", lambda number: tasks if number == "98" else ())
    monkeypatch.setattr(curriculum, "answers", lambda number: answers)
    write(tmp_path, "00_start.lesson.py", LESSON)
    write(tmp_path, "98_first.exercises.py", EXERCISES)
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
        "exercises/98_first.ipynb",
        "solutions/98_first.ipynb",
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
    assert [cell.metadata.get("tags") for cell in cells] == [None, None, None, ["remember"]]
    assert all(cell.outputs == [] for cell in cells if cell.cell_type == "code")


def test_what_is_said_to_the_formatter_is_on_no_learners_page(root):
    write(root, "00_start.lesson.py", LESSON.replace("x + 1", "x + 1  # fmt: skip"))
    assert built(root, "lessons/00_start.ipynb").cells[-1].source == "x + 1"
    committed = (path for folder in FOLDERS for path in (ROOT / folder).glob("*.ipynb"))
    assert [path.name for path in committed if "# fmt:" in path.read_text("utf-8")] == []


def test_a_cell_knows_its_place_among_the_slides_by_its_tag_or_by_rule(root):
    tagged = LESSON.replace('["remember"]', '["remember", "same-slide"]')
    write(root, "00_start.lesson.py", tagged + "\n# %%\nimport math")
    cells = built(root, "lessons/00_start.ipynb").cells
    types = [cell.metadata.slideshow.slide_type for cell in cells]
    assert types == ["slide", "subslide", "subslide", "-", "skip"]
    assert cells[3].metadata.tags == ["remember"]


def test_a_cell_with_two_places_among_the_slides_is_an_error(root, capsys):
    write(root, "00_start.lesson.py", LESSON.replace('["remember"]', '["notes", "skip"]'))
    assert builder.main([], root) == 1
    assert "not notes and skip" in capsys.readouterr().err


SOLVED = [
    'def double(x):\n    """Twice x."""\n    twice = 2 * x  # a comment\n\n    return twice',
    "slope = (\n    2 * 3\n)",
    "answer = None\nanswer = double(2)  # 4",
]


def answers_of(notebook: nbformat.NotebookNode) -> list[str]:
    return [
        cell.source for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("solution")
    ]


def test_the_worked_answers_stand_in_the_solutions_and_a_placeholder_in_the_exercises(root):
    worked = built(root, "solutions/98_first.ipynb")
    asked = built(root, "exercises/98_first.ipynb")
    assert answers_of(worked) == SOLVED
    assert answers_of(asked) == [
        'def double(x):\n    """Twice x."""\n    ...  # your code here',
        "slope = (\n    ...  # your code here\n)",
        "answer = None\n...  # your code here",
    ]
    assert [cell.id for cell in asked.cells] == [cell.id for cell in worked.cells]
    assert not any("SOLUTION" in cell.source for cell in [*worked.cells, *asked.cells])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (EXERCISES.replace("### SOLUTION\n\n# %%\ncheck", "answer = 4\n\n# %%\ncheck"), "no solution stands"),
        (EXERCISES.replace("answer = None\n### SOLUTION", "### BEGIN SOLUTION\nanswer = 4\n### END SOLUTION"),
         "stands in answers.py of its lesson only"),
        (EXERCISES.replace("answer = None\n### SOLUTION", "### SOLUTION\n### SOLUTION"), "must stand once"),
        (EXERCISES.replace("answer = None\n###", "answer = None  ###"), "must stand once"),
        (EXERCISES + "\n# %% [markdown]\n# ### SOLUTION\n", "in a Markdown cell"),
    ],
    ids=["no marker", "written down", "twice", "within a line", "markdown"],
)  # fmt: skip
def test_a_solution_that_is_not_asked_for_by_its_marker_is_an_error(root, wrong, said, capsys):
    assert wrong != EXERCISES
    write(root, "98_first.exercises.py", wrong)
    assert builder.main([], root) == 1
    message = capsys.readouterr().err
    assert message.startswith("98_first.exercises.py: ")
    assert said in message
    assert not (root / "exercises" / "98_first.ipynb").exists()


def test_an_answer_that_is_missing_is_an_error(root, monkeypatch, capsys):
    tasks = (*curriculum.tasks("98"), task("square", 1, 9))
    monkeypatch.setattr(curriculum, "tasks", lambda number: tasks)
    write(
        root,
        "98_first.exercises.py",
        f'{EXERCISES}\n# %%\n### SOLUTION\n\n# %%\ncheck("98.square")\n',
    )
    assert builder.main([], root) == 1
    assert "answers.py holds no square" in capsys.readouterr().err


def test_only_checked_cells_carry_an_output(root):
    source = f'# %%\n6 * 7\n\n{CHECKED}6 * 8\n\n{CHECKED}print("49")\n'
    write(root, "00_start.lesson.py", source)
    plain, value, printed = built(root, "lessons/00_start.ipynb").cells
    assert plain.outputs == []
    assert value.outputs[0].data["text/plain"] == "48"
    assert printed.outputs[0].text == "49\n"
    # nbval takes a cell with an output and no execution count for one that was never run, and fails.
    assert [cell.execution_count for cell in (plain, value, printed)] == [None, 2, 3]
    assert builder.main(["--check"], root) == 0


def test_a_checked_cell_that_shows_nothing_is_an_error(root, capsys):
    write(root, "00_start.lesson.py", f"{CHECKED}x = 1\n")
    assert builder.main([], root) == 1
    assert "shows nothing" in capsys.readouterr().err


def test_tests_experiments_and_notes_are_on_no_learners_page(root):
    write(root, "00_start.lesson.py", HIDDEN)
    cells = built(root, "lessons/00_start.ipynb").cells
    assert [cell.source.splitlines()[0] for cell in cells] == [
        "# 00 · The start",
        "rate = 0.5",
        "## Second part",
        "later = loss + 1",
    ]
    assert (root / "workshop/00_start.md").read_text() == (
        "# 00 · The start: notes for the instructor\n\nThe parts take 13 minutes together.\n\n"
        "## First part\n\n**8 min.** Ask before the reveal.\n\nWhen late, leave it out.\n\n"
        "## Second part\n\n**5 min.** Nothing is said.\n"
    )


def test_an_experiment_is_the_lesson_edited_with_its_outcome_asserted_in_its_place(root):
    write(root, "00_start.lesson.py", HIDDEN)
    cells = builder.read_source(root / "authoring/00_start.lesson.py").cells
    tested: dict[str, Any] = {}
    hidden_cells.run(hidden_cells.with_tests(cells), tested, "tested")
    assert tested["later"] == 1.5
    (sources,) = hidden_cells.experiments(cells)
    edited: dict[str, Any] = {}
    hidden_cells.run(sources, edited, "edited")
    assert edited["later"] == 0
    with pytest.raises(AssertionError):
        hidden_cells.run(["rate, loss = 0.5, 0.5", *sources[1:]], {}, "not edited")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (HIDDEN.replace("# rate = 0.5 → rate = 2", "# rate = 0.7 → rate = 2"), "in no cell above"),
        (HIDDEN.replace("# rate = 0.5 → rate = 2", "rate = 2"), "begins with"),
    ],
)
def test_an_experiment_that_edits_nothing_is_an_error(root, wrong, said):
    write(root, "00_start.lesson.py", wrong)
    cells = builder.read_source(root / "authoring/00_start.lesson.py").cells
    with pytest.raises(ValueError, match=said):
        hidden_cells.experiments(cells)


def test_a_page_of_notes_that_differs_or_has_no_source_is_noticed(root, capsys):
    write(root, "00_start.lesson.py", HIDDEN)
    assert builder.main([], root) == 0
    (root / "workshop/00_start.md").write_text("mine")
    assert builder.main(["--check"], root) == 1
    write(root, "00_start.lesson.py", LESSON)
    assert builder.main([], root) == 1
    said = capsys.readouterr().out.splitlines()[1:]
    assert said[0].startswith("workshop/00_start.md differs")
    assert said[1].startswith("workshop/00_start.md has no source")


@pytest.mark.parametrize("line", ["assert x == 1", "# NBVAL_CHECK_OUTPUT"])
def test_a_test_on_the_learners_page_is_an_error(root, line, capsys):
    write(root, "00_start.lesson.py", f"{LESSON}\n# %%\n{line}\n")
    assert builder.main([], root) == 1
    assert "a learner would see this test" in capsys.readouterr().err


RUN, WHY = "# %%\nprint(0)\n", "# %% [markdown]\n# Since it is so.\n"
STATED = '# %% [markdown] tags=["belief-17"]\n# > **A common belief:** it is N differences.\n\n'


def test_a_belief_with_its_run_and_why_is_met_in_its_section(root):
    head = "# %% [markdown]\n# # 00 · A\n#\n# ## Squares\n\n"
    write(root, "00_start.lesson.py", head + STATED + RUN + WHY)
    assert builder.main([], root) == 0
    page = built(root, "lessons/00_start.ipynb")
    assert counter_runs.met(page.cells) == {17: ["Squares"]}


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (STATED + WHY, "the cell after a belief is the run"),
        (STATED, "the cell after a belief is the run"),
        (STATED + '# %%\nml.quiz("a")\n' + WHY, "the cell after a belief is the run"),
        (STATED + RUN, "it is said why"),
        (STATED + RUN + "# %% [markdown]\n# ## Next\n", "it is said why"),
        (STATED.replace("A common", "One") + RUN + WHY, "a text cell that begins with"),
        (STATED.replace("17", "99") + RUN + WHY, "no misconception 99"),
    ],
)
def test_a_belief_without_its_run_or_why_is_an_error(root, source, said, capsys):
    write(root, "00_start.lesson.py", source)
    assert builder.main([], root) == 1
    assert said in capsys.readouterr().err


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


def nbgraders(cell: nbformat.NotebookNode) -> dict:
    return {
        name: cell.metadata.nbgrader[name] for name in ("grade_id", "grade", "solution", "locked")
    }


def test_a_task_has_an_answers_cell_and_a_graded_one_and_no_other_cell_has_metadata(root):
    cells = built(root, "exercises/98_first.ipynb").cells
    names = ("98-double", "98-slope", "98-answer")
    assert ["nbgrader" in cell.metadata for cell in cells] == [
        False,
        *[True] * 2,
        False,
        *[True] * 4,
    ]
    marked = [cell for cell in cells if "nbgrader" in cell.metadata]
    assert [nbgraders(cell) for cell in marked] == [
        {"grade_id": f"{name}{end}", "grade": not end, "solution": bool(end), "locked": not end}
        for name in names
        for end in ("-answer", "")
    ]
    assert [cell.metadata.nbgrader.get("points") for cell in marked] == [None, 2, None, 1, None, 1]
    assert [cell.metadata.get("editable", True) for cell in marked] == [True, False] * 3
    assert all(cell.metadata.deletable is False for cell in marked)
    assert marked[1].metadata.tags == ["remember"]


def test_a_worked_notebook_has_the_same_cells_unlocked(root):
    cells = built(root, "solutions/98_first.ipynb").cells
    points = [cell.metadata.get("nbgrader", {}).get("points") for cell in cells]
    assert points == [None, None, 2, None, None, 1, None, 1]
    assert not any({"editable", "deletable"} & set(cell.metadata) for cell in cells)


def test_editing_the_text_around_a_task_keeps_nbgraders_ids(root):
    before = built(root, "exercises/98_first.ipynb").cells
    write(
        root,
        "98_first.exercises.py",
        EXERCISES.replace("double(3)", "double(5)").replace("import", "# %%\nimport"),
    )
    after = built(root, "exercises/98_first.ipynb").cells
    assert [c.metadata for c in after if c.metadata] == [c.metadata for c in before if c.metadata]


DOUBLE = EXERCISES[EXERCISES.index("# %%\ndef double") : EXERCISES.index("# %%\ndouble(3)")]
CHECK = '# %%\ncheck("98.answer")\n'


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (EXERCISES.replace(CHECK, ""), "no check follows"),
        (EXERCISES + CHECK, "no solution stands between"),
        (EXERCISES.replace(DOUBLE, ""), "checked:    98.slope, 98.answer"),
        (EXERCISES.replace("98.double", "98.dobule"), "no such task"),
        (EXERCISES.replace(CHECK, 'check("98.answer")\n'), "either one solution or one check"),
        (
            EXERCISES.replace('check("98.double")', 'check("98.double"), check("98.answer")'),
            "either one",
        ),
        (
            EXERCISES.replace(' tags=["remember"]\ncheck("98.double")', "\nx = 1"),
            "follows another one",
        ),
        (EXERCISES.replace(DOUBLE, "") + DOUBLE, "98.slope, 98.answer, 98.double"),
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
def test_a_task_that_nbgrader_could_not_grade_is_an_error(root, wrong, said, capsys):
    assert wrong != EXERCISES
    write(root, "98_first.exercises.py", wrong)
    assert builder.main([], root) == 1
    message = capsys.readouterr().err
    assert message.startswith("98_first.exercises.py: ")
    assert said in message


def test_nbgraders_layout_holds_the_solutions_between_their_markers(root, tmp_path, capsys):
    course = tmp_path / "course"
    assert builder.main(["--nbgrader", str(course)], root) == 0
    notebook = nbformat.read(course / "source/98_first/98_first.ipynb", as_version=4)
    assert answers_of(notebook) == [
        f'def double(x):\n    """Twice x."""\n    {builder.BEGIN}\n    twice = 2 * x  # a comment\n\n'
        f"    return twice\n    {builder.END}",
        f"slope = (\n    {builder.BEGIN}\n    2 * 3\n    {builder.END}\n)",
        f"answer = None\n{builder.BEGIN}\nanswer = double(2)  # 4\n{builder.END}",
    ]
    assert not (root / "exercises").exists()
    config = course / "nbgrader_config.py"
    assert builder.PLACEHOLDER in config.read_text()

    config.write_text(
        "mine"
    )  # settings are the instructor's, and so is a notebook that was changed
    assert builder.main(["--nbgrader", str(course)], root) == 0
    assert config.read_text() == "mine"
    write(root, "98_first.exercises.py", EXERCISES.replace("double(3)", "double(4)"))
    assert builder.main(["--nbgrader", str(course)], root) == 1
    assert "is there and differs" in capsys.readouterr().err


@pytest.mark.parametrize("page", PAGES)
def test_every_lesson_links_the_pages_of_symbols_and_words(page):
    sources = sorted((ROOT / "authoring").glob("*.lesson.py"))
    assert sources
    assert [s.name for s in sources if f"(../{page})" not in s.read_text("utf-8")] == []


def words(source: Path) -> int:
    """How many words of a lesson are to be read: a formula is one, the bars of a table are none."""
    cells = nbformat.read(source, as_version=4).cells
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return len(re.findall(r"\S*\w\S*", re.sub(r"\$\$.+?\$\$|\$[^$]+\$", "x", text, flags=re.S)))


def test_no_lesson_is_longer_than_2400_words():
    counted = {path.stem: words(path) for path in (ROOT / "lessons").glob("*.ipynb")}
    assert counted
    assert {name: count for name, count in counted.items() if count > 2400} == {}
