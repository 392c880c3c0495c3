"""What the course declares hangs together: each lesson's package, its source in authoring/, and what it asks."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import build
import counter_runs
import jupytext
import pytest

import mlcourse
from mlcourse import curriculum
from mlcourse.curriculum.beliefs import MISCONCEPTIONS, OF_LESSON

ROOT = Path(__file__).parent.parent
PACKAGE = Path(mlcourse.__file__).parent
AUTHORING = ROOT / "authoring"
NUMBERS = curriculum.numbers()
KINDS = {"quiz": curriculum.questions, "predict": curriculum.predictions}
ASKED = [each for number in NUMBERS for of_lesson in KINDS.values() for each in of_lesson(number)]

COUNTS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
)

every_lesson = pytest.mark.parametrize("number", NUMBERS)
everything_asked = pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.id)


def sources(kind: str) -> dict[str, Path]:
    """The sources of a kind, by the lesson's number."""
    return {path.name.partition("_")[0]: path for path in sorted(AUTHORING.glob(f"*_*.{kind}.py"))}


def code_of(source: Path) -> ast.Module:
    notebook = jupytext.reads(source.read_text(encoding="utf-8"), fmt="py:percent")
    return ast.parse("\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code"))


def ids_asked(code: ast.Module, kind: str) -> Iterator[str]:
    """What the calls ml.quiz("…") or ml.predict("…") ask for, in order."""
    for node in ast.walk(code):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in (kind, f"ml.{kind}"):
            argument = node.args[0]
            assert isinstance(argument, ast.Constant), (
                f"{ast.unparse(node)}: write the id as a string"
            )
            yield argument.value


def test_a_lesson_has_a_package_and_a_source_and_so_has_its_exercise():
    assert list(sources("lesson")) == NUMBERS
    assert list(sources("exercises")) == [n for n in NUMBERS if curriculum.has_exercise(n)]


@every_lesson
def test_a_lesson_begins_with_its_title_and_says_its_objectives(number):
    text = sources("lesson")[number].read_text(encoding="utf-8")
    assert f"# # {number} · {curriculum.title(number)}\n" in text
    plain = re.sub(r"[$`]|\\mathrm\{(\w)\}", r"\1", text).replace(r"\delta", "δ")
    missing = [each for each in curriculum.objectives(number).values() if each not in plain]
    assert missing == []


@pytest.mark.parametrize("number", sources("exercises"))
def test_an_exercise_has_its_lessons_title_and_says_what_each_task_is_worth(number):
    """As the grader's pages do: the title, and above each task the points of those that stand there."""
    notebook = build.read_source(sources("exercises")[number])
    assert notebook.cells[0].source.startswith(
        f"# Exercise {number} · {curriculum.title(number)}\n"
    )
    points = {task.id: task.points for task in curriculum.tasks(number)}
    said, checked = dict[str, int](), Counter[str]()
    head = ""
    for cell in notebook.cells:
        for head, worth in re.findall(r"^## (.+) \((\d+) points?\)$", cell.source, re.MULTILINE):
            said[head] = int(worth)
        for task_id in re.findall(r'^check\("(.+)"\)$', cell.source, re.MULTILINE):
            checked[head] += points.pop(task_id)
    assert said == checked
    assert points == {}


@pytest.mark.parametrize("number", sources("exercises"))
def test_an_exercise_begins_with_how_many_tasks_and_points_it_has(number):
    opening = build.read_source(sources("exercises")[number]).cells[0].source
    ((count, points),) = re.findall(r"(\w+) tasks, (\d+) points", opening)
    tasks = curriculum.tasks(number)
    assert (COUNTS.index(count.lower()), int(points)) == (len(tasks), sum(t.points for t in tasks))


def test_readme_lists_every_lesson_with_its_exercise():
    rows = re.findall(
        r"^\| (\d\w+) \|.*\| (\d\w+)? ?\|$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert rows == [(n, n if curriculum.has_exercise(n) else "") for n in NUMBERS]
    listed = re.findall(
        r"\b(\d\d) [a-z ]+[,.]", (ROOT / "exercises" / "README.md").read_text("utf-8")
    )
    assert listed == list(sources("exercises"))


@pytest.mark.parametrize("kind", KINDS)
@every_lesson
def test_what_a_lesson_declares_is_asked_once_and_what_it_asks_is_declared(number, kind):
    """A lesson may ask a question of an earlier one again."""
    asked = list(ids_asked(code_of(sources("lesson")[number]), kind))
    own = [asked_id for asked_id in asked if asked_id.partition(".")[0] == number]
    others = [asked_id for asked_id in asked if asked_id not in own]
    assert sorted(own) == sorted(each.id for each in KINDS[kind](number))
    assert set(others) <= {each.id for n in NUMBERS if n < number for each in KINDS[kind](n)}


@pytest.mark.parametrize("number", [n for n in NUMBERS if not n.startswith("00")])
def test_a_lesson_begins_with_questions_from_earlier_ones(number):
    code = code_of(sources("lesson")[number])
    assert list(ids_asked(code, "look_back")) == [number]
    calls = [ast.unparse(node.func) for node in ast.walk(code) if isinstance(node, ast.Call)]
    asking = [call for call in calls if call in ("ml.look_back", "ml.quiz", "ml.predict")]
    assert asking[0] == "ml.look_back"


@everything_asked
def test_what_is_asked_again_stands_by_itself(asked):
    if asked.options:
        text = asked.again or asked.text
        assert not re.search(
            r"\b(network|example|picture|code|text) (above|below)\b|^(And|Now)\b", text
        ), text


@every_lesson
def test_the_ids_of_a_lesson_are_unique_and_begin_with_its_number(number):
    ids = [
        *curriculum.objectives(number),
        *(each.id for of_lesson in KINDS.values() for each in of_lesson(number)),
    ]
    assert [id_ for id_, count in Counter(ids).items() if count > 1] == []
    assert [id_ for id_ in ids if id_.partition(".")[0] != number] == []


@everything_asked
def test_exactly_one_option_is_right_and_every_option_says_why(asked):
    if options := asked.options:
        assert sum(option.right for option in options) == 1
        assert all(option.why for option in options)
        assert len({option.text for option in options}) == len(options) > 1
    else:
        assert asked.curve


@every_lesson
def test_nothing_below_a_prediction_explains_it(number):
    """Its explanation is its own and shows in its card; whoever runs all cells at once sees every truth at once."""
    text = sources("lesson")[number].read_text(encoding="utf-8")
    assert "**Explain" not in text
    assert not re.search(r"run all", text, re.IGNORECASE)


@every_lesson
def test_a_curve_is_explained_since_no_option_does_it(number):
    assert [p.id for p in curriculum.predictions(number) if p.curve and not p.explanation] == []


@everything_asked
def test_what_is_asked_serves_an_objective_and_cites_misconceptions_of_the_list(asked):
    assert asked.objective in curriculum.objectives(asked.id.partition(".")[0])
    cited = {option.misconception for option in asked.options} - {None}
    assert cited <= set(MISCONCEPTIONS)
    assert not any(option.misconception for option in asked.options if option.right)


@pytest.mark.parametrize("number", [n for n in NUMBERS if n in OF_LESSON])
def test_a_belief_that_a_lesson_owns_is_met_by_a_run_that_speaks_against_it(number):
    met = counter_runs.met(build.read_source(sources("lesson")[number]).cells)
    assert set(OF_LESSON[number]) - set(met) == set()


def test_each_misconception_has_a_number_of_its_own():
    assert sum(map(len, OF_LESSON.values())) == len(MISCONCEPTIONS)
    assert sorted(MISCONCEPTIONS) == list(range(1, len(MISCONCEPTIONS) + 1))


def test_no_module_defines_a_name_twice():
    """The second would silently replace the first, with all that goes by its name."""
    twice = {
        path.relative_to(ROOT).as_posix(): names
        for path in (*PACKAGE.rglob("*.py"), *AUTHORING.glob("[!0-9]*.py"))
        if (names := names_defined_twice(path))
    }
    assert twice == {}


def names_defined_twice(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    defined = Counter(name for node in tree.body for name in names_defined(node))
    return [name for name, count in defined.items() if count > 1]


def names_defined(node: Any) -> Iterator[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Assign(targets=targets):
            for target in targets:
                for each in ast.walk(target):
                    if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
                        yield each.id
