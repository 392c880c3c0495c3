"""Every lesson runs with the tests in its source, its invited experiments run, and any cell can be run again."""

import ast
import pickle
from collections.abc import Iterator
from pathlib import Path

import build
import hidden_cells
import matplotlib.pyplot as plt
import pytest

import mlcourse

SOURCES = {
    path.name.partition("_")[0]: path
    for path in sorted((Path(__file__).parent.parent / "authoring").glob("*.lesson.py"))
}
CELLS = {number: build.read_source(path).cells for number, path in SOURCES.items()}
EXPERIMENTS = [
    pytest.param(number, sources, id=f"{number}-{i}")
    for number, cells in CELLS.items()
    for i, sources in enumerate(hidden_cells.experiments(cells))
]


@pytest.fixture(autouse=True)
def _no_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    plt.switch_backend("agg")
    monkeypatch.setattr(plt, "show", lambda: plt.close("all"))


@pytest.fixture
def _no_run_is_trained_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the same history for the same arguments: training is a function of them (tests/test_training.py)."""
    train, made = mlcourse.train, {}

    def train_once(*arguments, **options):
        try:
            asked = pickle.dumps((arguments, sorted(options.items())))
        except (pickle.PicklingError, AttributeError):  # a step or a schedule that a cell defines
            return train(*arguments, **options)
        if asked not in made:
            made[asked] = train(*arguments, **options)
        return made[asked]

    monkeypatch.setattr(mlcourse, "train", train_once)


@pytest.mark.parametrize("number", SOURCES)
@pytest.mark.usefixtures("_no_run_is_trained_twice")
def test_a_lesson_runs_and_then_every_cell_again_from_the_last_to_the_first(number):
    sources, namespace = hidden_cells.with_tests(CELLS[number]), {}
    hidden_cells.run(sources, namespace, f"lesson {number}")
    hidden_cells.run(reversed(sources), namespace, f"lesson {number} again, backwards")


@pytest.mark.parametrize(("number", "sources"), EXPERIMENTS)
def test_an_experiment_runs_and_what_the_text_says_of_it_is_true(number, sources):
    hidden_cells.run(sources, {}, f"an experiment of lesson {number}")


@pytest.mark.parametrize("number", SOURCES)
def test_a_name_that_another_cell_reads_is_given_by_one_cell_only(number):
    cells = [ast.parse(source) for source in hidden_cells.with_tests(CELLS[number])]
    given = [set(names_given(cell)) for cell in cells]
    read = {name for cell in cells for name in names_from_elsewhere(cell)}
    twice = {name for name in read if sum(name in names for names in given) > 1}
    assert not twice, f"given by two cells, and read by a third: {sorted(twice)}"


def names_given(cell: ast.AST) -> Iterator[str]:
    """The names that a cell gives to the whole notebook: not those inside its functions and comprehensions."""
    for node in outside_functions(cell):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.asname or alias.name for alias in node.names)


def names_from_elsewhere(cell: ast.Module) -> Iterator[str]:
    """The names that a cell reads before it gives them."""
    known: set[str] = set()
    for statement in cell.body:
        targets = {part for each in getattr(statement, "targets", ()) for part in ast.walk(each)}
        names = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
        own = {node.arg for node in ast.walk(statement) if isinstance(node, ast.arg)}
        own |= {n.id for n in names if isinstance(n.ctx, ast.Store) and n not in targets}
        yield from {n.id for n in names if isinstance(n.ctx, ast.Load)} - own - known
        known |= set(names_given(statement))


def outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those inside functions and comprehensions."""
    yield node
    closed = (
        ast.FunctionDef | ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
    )
    if not isinstance(node, closed):
        for child in ast.iter_child_nodes(node):
            yield from outside_functions(child)
