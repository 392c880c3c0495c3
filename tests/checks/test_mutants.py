"""The machine that finds mistakes: what it edits, what it keeps and says, and that the probes stop all it makes."""

import ast
import linecache

import numpy as np
import pytest

from mlcourse import curriculum
from mlcourse.checks.judging import judge
from mlcourse.checks.mutants import building
from mlcourse.checks.mutants.building import Mutant, bench, mutants
from mlcourse.checks.mutants.edits import edits
from mlcourse.checks.mutants.likeness import likeness, renamed, tokens
from mlcourse.checks.mutants.programs import Program
from mlcourse.checks.mutants.reasons import REASONS, reason_of
from mlcourse.checks.mutants.table import folder_of, is_current, table_of

TASKS = [
    task
    for number in curriculum.numbers()
    for task in curriculum.tasks(number)
    if task.is_function or task.worked
]
LESSONS = sorted({task.exercise for task in TASKS})
FEW, SOME = 8, 24  # mutants of a task that are run again; edits of a function that are made for it
LEARNED = "def {name}({parameters}):\n{body}\n"


def edited(text: str) -> set[str]:
    """Return the bodies of all mutants of a function that is given as text."""
    tree = ast.parse(text).body[0]
    assert isinstance(tree, ast.FunctionDef)
    program = Program(tree.name, {tree.name: tree}, {"np": np})
    changed = set()
    for each in edits(program, tree.name):
        if each.changes[0].place.parent < 0:
            new = program.with_function(tree.name, each.changes[0].new)  # type: ignore[arg-type]
        else:
            new = program.changed(tree.name, each.changes)
        changed.add("\n".join(line.strip() for line in new.text().splitlines()[1:]))
    return changed


@pytest.mark.parametrize(
    ("body", "slips"),
    [
        ("return a - b", {"return a + b", "return a", "return b", "return -b", "return b - a"}),
        ("return a * (b + 1)", {"return a * b + 1", "return a / (b + 1)", "return b + 1"}),
        ("return 1 / (1 + np.exp(-a))", {"return 1 / 1 + np.exp(-a)", "return 1 / (1 + np.exp(a))"}),
        ("return a.sum(axis=1, keepdims=True)",
         {"return a.sum(axis=0, keepdims=True)", "return a.sum(keepdims=True)", "return a.sum(axis=1)",
          "return a.mean(axis=1, keepdims=True)", "return a"}),
        ("return a.T @ b", {"return a @ b", "return a.T * b", "return b @ a.T", "return (a.T @ b).T"}),
        ("return np.sqrt(a / b)", {"return a / b", "return np.square(a / b)", "return np.sqrt(a) / b"}),
        ("return a[np.arange(3), b]", {"return a[:, b]", "return a", "return a[np.arange(3), b - 1]"}),
        ("return a, b", {"return b, a", "return a"}),
        ("return 1 - a ** 2", {"return a * (1 - a)", "return a > 0", "return 1 - a"}),
        ("return a > 0", {"return a >= 0", "return a < 0"}),
        ("return np.where(a, b, 0)", {"return np.where(a, 0, b)", "return b", "return 0"}),
        ("t = 0\nfor x in a:\n    t += x\nreturn t",
         {"t = 0\nfor x in a:\nt = x\nreturn t", "t = 0\nfor x in a:\nt += x\nreturn t\nreturn t",
          "t = 0\nfor x in list(a)[:-1]:\nt += x\nreturn t"}),
        ("a = b * a\nreturn a, a + b", {"new_a = b * a\nreturn (new_a, a + b)"}),
    ],
)  # fmt: skip
def test_edits_are_the_slips_that_learners_make(body: str, slips: set[str]) -> None:
    indented = "\n".join(f"    {line}" for line in body.splitlines())
    wanted = {"\n".join(_normal(line) for line in slip.splitlines()) for slip in slips}
    assert wanted - edited(f"def f(a, b):\n{indented}") == set()


def _normal(line: str) -> str:
    return line.replace("return b, a", "return (b, a)")


def test_likeness_does_not_see_names() -> None:
    one, other = (
        "def f(x):\n    total = x + 1\n    return total",
        "def g(z):\n    s = z + 1\n    return s",
    )
    assert likeness(tokens(one, one)[2:], tokens(other, other)[2:]) == 1
    assert renamed("the root of `total` is left out", one, other) == "the root of `s` is left out"


@pytest.mark.parametrize("number", LESSONS)
def test_the_tables_are_current(number: str) -> None:
    folder = folder_of(next(task for task in TASKS if task.exercise == number))
    assert folder
    assert is_current(folder), "run: python authoring/mutants.py"


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.id)
def test_a_mutant_gives_what_the_table_says(task, monkeypatch) -> None:
    """Build a few mutants again, here and now, and compare with the file."""
    generator = np.random.default_rng(1)

    def a_few(*of):
        """Of all edits of a function those that are made: writing each of them down is what takes time."""
        found = list(edits(*of))
        return [found[i] for i in generator.permutation(len(found))[:SOME]]

    monkeypatch.setattr(building, "SECONDS", 60.0)
    monkeypatch.setattr(building, "edits", a_few)
    table = table_of(task)
    assert table
    # np.empty holds what was there
    rows = {slip.text: i for i, slip in enumerate(table.slips) if "empty" not in slip.text}
    made = [each for each in mutants(task, curriculum.tasks(task.exercise)) if each.text in rows]
    assert len(made) >= FEW
    tried = bench(task)
    for place in generator.permutation(len(made))[:FEW]:
        outcomes = tried.outcomes(made[place].program.compiled())
        assert outcomes
        row = rows[made[place].text]
        assert tried.fingerprint(outcomes).agrees(
            table.signatures[row : row + 1], table.numbers[row : row + 1], 1e-4
        )


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.id)
def test_every_mutant_that_passes_is_as_right(task) -> None:
    table = table_of(task)
    assert table
    unexplained = [
        words
        for words, same_value in table.survivors
        if not same_value and not reason_of(task.id, words)
    ]
    assert unexplained == [], "mend the probes, or say in reasons.py why this is as right"


def test_every_reason_is_needed() -> None:
    """A reason for nothing would hide the next hole."""
    open_ones = [
        (task.id, words)
        for task in TASKS
        for words, same_value in table_of(task).survivors  # type: ignore[union-attr]
        if not same_value
    ]
    used = {reason_of(*each) for each in open_ones}
    assert {why for _, _, why in REASONS} <= used


TOLD_ALIKE = {
    ("01.surviving_std", "8.67362e-19"): "0.5 / 2 is 0.5²: what is said holds for both",
    (
        "01.wrong_layer",
        "smallest weights",
    ): "means of columns spread by W's own spread over the root that He has: the same",
    (
        "01.wrong_layer",
        "too large only",
    ): "where every factor is made large, the largest is told: the same",
    ("06.largest_rate", "0.1"): "1/10 is half of 2/10: what is said holds for both",
    ("06.largest_rate", "0.4"): "2/5 is twice 2/10: what is said holds for both",
    ("10.f1_by_hand", "0.6"): "2·TP/(2·TP + 2·FP) is the precision: what is said holds for both",
    ("10.f1_by_hand", "0.3"): "2·TP/(2·TP + 2·FN) is the recall: what is said holds for both",
    ("10.f1_by_hand", "0.2"): "P is twice R here, and 2R²/(P + R) the half of it: nobody squares R",
    (
        "10.f1_by_hand",
        "0.461538",
    ): "12/26 with 10 for FN, or by dividing once less: the numbers are said",
    ("10.f1_by_hand", "0.9"): "P + R and 2PR/P + R are both said",
    (
        "10.f1_by_hand",
        "0.666667",
    ): "12/18 and 20/30 are both said; the others take a root of a count",
    ("10.f1_by_hand", "0.285714"): "FP² is 16, and 12/42 as well: nobody squares a count",
    ("10.f1_by_hand", "0.545455"): "6 for FN makes 12/22 in any case: what is said holds for all",
    ("10.area_by_hand", "1"): "8 of 8, or all over all: what is said holds for all",
    (
        "10.area_by_hand",
        "0.125",
    ): "1 minus the area are the other pairs: what is said holds for both",
    ("09.regimes", "rise as a share"): "a rise of the logarithm is a rise by a share: as is said",
    (
        "11.log_uniform_by_hand",
        "1000",
    ): "1 minus the exponent −2 is 3, too: nobody subtracts it from 1",
    ("13.tells_alone", "mean as threshold"): "all numbers for the smallest: nobody compares so",
    ("11.budget_by_hand", "1"): "ln 0.9/ln 0.9: hitting and missing are confused, as is said",
    (
        "11.chosen",
        "bound without the root",
    ): "where the root is made nearly 1, the bound lies a whole spread below: what is said holds",
    (
        "11.chosen",
        "bound above",
    ): "divided without a remainder the error is 0, and the best is the simplest: as is said",
    (
        "12.best_way",
        "first that keeps",
    ): "softmax over the seeds makes all means alike, and the first is taken: the same",
}
"""Mistakes that no numbers can tell from another slip."""


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.id)
def test_no_mutant_of_another_cause_passes_for_a_listed_mistake(task) -> None:
    table = table_of(task)
    assert table
    found = [each for each in table.collisions if (task.id, each[1]) not in TOLD_ALIKE]
    assert found == [], "choose numbers that tell the two apart"


def learner(task_id: str, text: str):
    """Return a learner's function, with its source where ``inspect`` finds it."""
    name = f"<learner {hash(text)}>"
    linecache.cache[name] = (len(text), None, text.splitlines(True), name)
    namespace = {"np": np}
    exec(compile(text, name, "exec"), namespace)
    return namespace[task_id.partition(".")[2]]


FOUND = [
    ("03.cross_entropy",
     "def cross_entropy(p, y):\n    each = -np.sum(y * np.log(p), axis=0)\n    return each.mean()",
     ("axis 0", "the examples", "In your code: `each = -np.sum(y * np.log(p), axis=0)`")),
    ("03.mean_squared_error",
     "def mean_squared_error(prediction, target):\n    s = 0\n    for i in range(len(target)):\n"
     "        s += (prediction[i, 0] - target[i]) ** 2\n        return s / len(target)",
     ("the return stands inside the loop",)),
    ("01.he_std", 0.0282843, ("the root is taken of `2` alone",)),
]  # fmt: skip


@pytest.mark.parametrize(("task_id", "text", "words"), FOUND, ids=[each[0] for each in FOUND])
def test_a_slip_that_nobody_listed_is_named(task_id: str, text, words: tuple[str, ...]) -> None:
    task = curriculum.find_task(task_id)
    answer = learner(task_id, text) if isinstance(text, str) else text
    said = judge(task, answer).text
    assert all(each in said for each in words), said


def test_a_constant_gets_no_name() -> None:
    """Too many slips give 0."""
    task = curriculum.find_task("03.binary_gradient")
    answer = learner(task.id, "def binary_gradient(z, y):\n    return np.zeros(len(z))")
    assert "come out exactly when" not in judge(task, answer).text


def test_a_program_keeps_what_it_was_made_from() -> None:
    task = curriculum.find_task("03.cross_entropy")
    before = ast.dump(ast.parse("\n".join(each.text for each in _first(task, 30))))
    assert before == ast.dump(ast.parse("\n".join(each.text for each in _first(task, 30))))


def _first(task, count: int) -> list[Mutant]:
    return [each for each, _ in zip(mutants(task), range(count), strict=False)]
