"""Every task of every exercise keeps what a learner is promised: right answers pass, however they are written, and
each known mistake is told by its own name.

A new exercise is covered as soon as the curriculum has it.
"""

import ast
import inspect
import json
import re
import textwrap
from collections import Counter
from functools import cache
from importlib import import_module
from math import isqrt
from pathlib import Path
from types import FunctionType
from typing import Any

import numpy as np
import pytest

import mlcourse
from mlcourse import curriculum
from mlcourse.checks.calls import calls_of
from mlcourse.checks.cells import answer_id
from mlcourse.checks.comparing import agree
from mlcourse.checks.judging import judge
from mlcourse.checks.outcomes import attempt, expected
from mlcourse.curriculum.beliefs import MISCONCEPTIONS

ROOT = Path(__file__).parent.parent
NUMBERS = [number for number in curriculum.numbers() if curriculum.has_exercise(number)]
TASKS = [task for number in NUMBERS for task in curriculum.tasks(number)]
FUNCTIONS = [task for task in TASKS if task.is_function]
OTHER_ANSWERS = [
    pytest.param(task, answer, id=f"{task.id}-{i}")
    for task in TASKS
    for i, answer in enumerate(task.also_right)
]
MISTAKES = [(task, mistake) for task in TASKS for mistake in task.mistakes]

every_task = pytest.mark.parametrize("task", TASKS, ids=lambda task: task.id)
every_mistake = pytest.mark.parametrize(
    ("task", "mistake"), MISTAKES, ids=[f"{task.id}-{mistake.name}" for task, mistake in MISTAKES]
)


@cache
def cells(folder: str, number: str) -> list[dict[str, Any]]:
    """The code cells of an exercise's notebook, each with its text in one piece."""
    (path,) = (ROOT / folder).glob(f"{number}_*.ipynb")
    found = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [
        {**cell, "source": "".join(cell["source"])} for cell in found if cell["cell_type"] == "code"
    ]


def answer_cell(folder: str, task: Any) -> str:
    """The text of the cell that answers a task."""
    (source,) = (
        cell["source"]
        for cell in cells(folder, task.exercise)
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == answer_id(task.id)
    )
    return source


@pytest.mark.parametrize("number", NUMBERS)
def test_an_exercise_says_at_its_head_what_may_be_used_and_what_not(number: str) -> None:
    """An answer that another package gives is refused; nobody is refused for a rule that was not told."""
    (path,) = (ROOT / "exercises").glob(f"{number}_*.ipynb")
    found = json.loads(path.read_text(encoding="utf-8"))["cells"]
    first_code = next(place for place, cell in enumerate(found) if cell["cell_type"] == "code")
    head = " ".join("".join(cell["source"]) for cell in found[:first_code])
    assert "Besides numpy you may use what earlier tasks asked you to write" in head
    assert (
        "what a task asks for, you write yourself, and neither the library nor another package does it for you"
        in head
    )


@cache
def names(folder: str, number: str) -> dict[str, Any]:
    """What an exercise's notebook defines, cell by cell; cells that only show something are left out."""
    found: dict[str, Any] = {}
    for cell in cells(folder, number):
        if not all(isinstance(statement, ast.Expr) for statement in ast.parse(cell["source"]).body):
            exec(compile(cell["source"], f"{folder}/{number}", "exec"), found)
    return found


def status(task: Any, answer: Any) -> str:
    """What is said to an answer; shown where a test fails."""
    verdict = judge(task, answer)
    print(verdict)
    return verdict.status


@every_task
def test_the_right_answer_passes(task):
    assert status(task, task.answer) == "passed"


def functions_of(number: str, file: str) -> set[Any]:
    """The public functions that a file of a lesson's package defines."""
    module = import_module(f"mlcourse.curriculum.lesson_{number}.{file}")
    return {
        each
        for name, each in vars(module).items()
        if isinstance(each, FunctionType) and each.__module__ == module.__name__ and name[0] != "_"
    }


@pytest.mark.parametrize("number", NUMBERS)
def test_every_answer_right_or_wrong_that_is_written_down_belongs_to_a_task(number):
    tasks = curriculum.tasks(number)
    assert functions_of(number, "answers") <= {task.answer for task in tasks}
    others = {
        answer for task in tasks for answer in (*task.also_right, *task.worked) if callable(answer)
    }
    assert functions_of(number, "other_right_answers") <= others
    wrong = {mistake.answer for task in tasks for mistake in task.mistakes}
    assert functions_of(number, "mistakes") <= wrong


@every_task
def test_a_value_is_worked_out_right(task):
    assert all(np.allclose(work(), task.answer, rtol=1e-3) for work in task.worked)
    assert task.is_function or task.worked


@every_task
def test_the_right_answer_is_the_one_that_the_notebook_shows(task):
    assert task.answer is getattr(curriculum.answers(task.exercise), task.name)


@every_task
def test_the_library_does_the_same_as_the_worked_answer_or_it_is_said_why_it_has_no_such_function(
    task,
):
    """So that neither can go over to another convention alone."""
    if isinstance(task.library, str):
        assert task.library.endswith(".")
        return
    by_library = task.library if task.is_function else task.library()
    for call in calls_of(task, seed=0):
        if not call.is_float32:
            right = expected(task, call)
            got = attempt(task, by_library, call, right.pattern)
            assert agree(got, right.outcome, task.tolerance), (call.words, got, right.outcome)


@every_task
def test_the_worked_solution_in_the_notebook_passes(task):
    assert status(task, names("solutions", task.exercise)[task.name]) == "passed"


@pytest.mark.parametrize(("task", "answer"), OTHER_ANSWERS)
def test_a_right_answer_that_is_written_in_another_way_passes(task, answer):
    assert status(task, answer) == "passed"


def test_every_function_has_three_other_right_answers():
    assert [task.id for task in FUNCTIONS if len(set(task.also_right)) < 3] == []


@every_mistake
def test_a_known_mistake_is_told_by_its_own_name_and_by_no_other_in_four_lines(task, mistake):
    verdict = judge(task, mistake.answer)
    assert len([line for said in verdict.lines for line in textwrap.wrap(said, 100)]) <= 4, verdict
    assert verdict.status == "failed"
    assert verdict.mistake is mistake, verdict
    assert verdict.evidence
    assert [other.name for other in task.mistakes if other.cause in str(verdict)] == [mistake.name]


@every_task
def test_the_causes_of_a_task_can_be_told_apart(task):
    causes = Counter(mistake.cause for mistake in task.mistakes)
    assert [cause for cause, count in causes.items() if count > 1] == []


REVIEWS = [task for task in TASKS if task.id.endswith("_plans")]


@pytest.mark.parametrize("task", REVIEWS, ids=lambda task: task.id)
@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("line", range(6))
def test_of_each_plan_each_wrong_line_is_answered_and_the_right_one_is_not_told(task, place, line):
    """By what was written, whatever stands behind it: it is not the plan alone that is spoken of."""
    right = task.answer[place]
    if line == right:
        return
    for behind in (task.answer[place + 1 :], (line,) * (4 - place)):
        verdict = judge(task, (*task.answer[:place], line, *behind))
        kept = f"keeps line {line}: " if line else "breaks a line: "
        assert verdict.cause.startswith(f"Plan {place + 1} {kept}")
        assert re.findall(r"line (\d)", verdict.cause) == [str(line)] * bool(line)


@pytest.mark.parametrize("task", REVIEWS, ids=lambda task: task.id)
def test_plans_listed_by_line_are_recognized(task):
    by_line = [
        next((n for n, got in enumerate(task.answer, 1) if got == line), 0) for line in range(1, 6)
    ]
    assert "the other way round" in judge(task, by_line).cause


@pytest.mark.parametrize("task", REVIEWS, ids=lambda task: task.id)
def test_one_number_alone_is_no_slip_in_a_loop_and_tells_nothing(task):
    for line in range(6):
        assert judge(task, [line]).cause.startswith(f"One number, {line}, speaks of one plan.")


@every_task
def test_a_blank_is_no_mistake(task):
    assert judge(task, names("exercises", task.exercise)[task.name]).status == "blank"


@every_task
def test_three_hints_lead_there_and_the_third_is_not_the_whole_solution(task):
    assert len(set(task.hints)) == 3
    assert all(hint.strip() for hint in task.hints)
    lines = solution_lines(task)
    assert lines
    assert [line for line in lines if squeezed(line) not in squeezed(task.hints[2])], task.hints[2]


def solution_lines(task: Any) -> list[str]:
    """The statements of the worked solution that the blank notebook does not have."""
    blank = answer_cell("exercises", task).splitlines()
    worked = ast.unparse(ast.parse(answer_cell("solutions", task))).splitlines()  # no comments
    return [line for line in worked if squeezed(line) not in map(squeezed, blank)]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text).replace('"', "'")


def test_ids_are_unique_and_say_their_exercise():
    assert [id_ for id_, count in Counter(task.id for task in TASKS).items() if count > 1] == []
    assert [(n, t.id) for n in NUMBERS for t in curriculum.tasks(n) if t.exercise != n] == []
    assert [task.id for task in TASKS if not task.name.isidentifier()] == []


@every_task
def test_a_task_practices_an_objective_of_its_lesson(task):
    assert task.objective in curriculum.objectives(task.exercise)


@every_task
def test_what_a_task_may_use_is_public_and_its_misconceptions_are_in_the_list(task):
    assert task.uses <= set(mlcourse.__all__)
    cited = {mistake.misconception for mistake in task.mistakes} - {None}
    assert cited <= set(MISCONCEPTIONS)
    assert task.points > 0


def test_a_belief_about_a_function_is_held_only_where_that_function_takes_part():
    """An instructor reads how many hold it: an overflow of the sigmoid is no belief about softmax."""
    others = []
    for task, mistake in MISTAKES:
        about = re.match(
            r"Softmax|Momentum|Nesterov|AdamW?\b", MISCONCEPTIONS.get(mistake.misconception, "")
        )
        code = inspect.getsource(mistake.answer) if callable(mistake.answer) else ""
        said = f"{task.title} {task.hints} {mistake.cause} {code}".casefold()
        if about and about[0].casefold() not in said:
            others.append((task.id, mistake.name, mistake.misconception))
    assert others == []


@pytest.mark.parametrize("task", FUNCTIONS, ids=lambda task: task.id)
def test_sizes_are_distinct_primes_so_that_a_ratio_tells_which_went_wrong(task):
    """A size of 1, or two equal ones, are an edge case beside a probe that has neither."""
    with_sizes = [probe for probe in task.probes if probe.sizes]
    unusual = [probe for probe in with_sizes if not distinct_primes(probe.sizes.values())]
    assert [dict(p.sizes) for p in unusual if not (p.name or 1 in p.sizes.values())] == []
    assert len(unusual) < len(with_sizes) or not with_sizes
    assert task.probes


def distinct_primes(sizes: Any) -> bool:
    sizes = list(sizes)
    return len(set(sizes)) == len(sizes) and all(map(is_prime, sizes))


def is_prime(number: int) -> bool:
    return number > 1 and all(number % i for i in range(2, isqrt(number) + 1))
