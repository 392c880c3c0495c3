"""Loose lines of a worked answer: what may stand where, and wrong lines that are the mistakes they claim to be."""

import inspect
from itertools import permutations

import pytest

from mlcourse import curriculum
from mlcourse.checks.judging import judge
from mlcourse.checks.ordering import ordering_of
from mlcourse.checks.task import Task, WrongLine

TASKS = [task for n in curriculum.numbers() for task in curriculum.tasks(n) if task.wrong_lines]
WRONG = [
    pytest.param(task, line, id=f"{task.name}: {line.mistake}")
    for task in TASKS
    for line in task.wrong_lines
]


def texts(order, ordering) -> list[str]:
    return [ordering.pieces[number].text for number in order]


def right_order(task: Task) -> list[int]:
    """The numbers of the worked answer's lines, as they stand there."""
    pieces = ordering_of(task).pieces
    source = inspect.getsource(task.answer)
    rights = [n for n, piece in enumerate(pieces) if not piece.cause]
    return sorted(rights, key=lambda n: source.index(f"\n    {pieces[n].text}"))


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_the_worked_answer_is_right_and_its_lines_are_all_there(task):
    ordering, order = ordering_of(task), right_order(task)
    assert ordering.problem(order) == ""
    assert "One line is missing." in ordering.problem(order[:-1])
    assert "must stand above" in ordering.problem(order[::-1])
    body = "\n".join(f"    {text}" for text in texts(order, ordering))
    assert runs_as(task, body) == ["✓"]


@pytest.mark.parametrize(("task", "line"), WRONG)
def test_a_wrong_line_is_the_mistake_that_it_is_said_to_be(task, line):
    """With it in the right one's place, `check` names that very mistake."""
    ordering, order = ordering_of(task), right_order(task)
    lines = texts(order, ordering)
    place = [text.strip() for text in lines].index(line.right)
    indent = len(lines[place]) - len(lines[place].lstrip())
    lines[place] = line.wrong if line.wrong != line.wrong.lstrip() else " " * indent + line.wrong
    assert lines[place] in texts(range(len(ordering.pieces)), ordering)
    said = runs_as(task, "\n".join(f"    {text}" for text in lines))
    cause = task.cause_named(line.mistake)
    assert cause in " ".join(said)


def runs_as(task: Task, body: str) -> list[str]:
    """What `judge` says to a function of these lines; a ✓ where it passes."""
    namespace = dict(vars(curriculum.answers(task.exercise)))
    exec(f"{ordering_of(task).head}\n{body}\n", namespace)
    verdict = judge(task, namespace[task.name])
    return ["✓"] if verdict.status == "passed" else list(verdict.lines)


def three(x):
    """Three lines of which two may stand either way."""
    a = x + 1
    b = x + 2  # beside a
    for i in range(2):
        a = a + i
    return a + b


def test_lines_that_do_not_depend_on_each_other_may_stand_either_way():
    task = Task("90.three", "Three", 1, "90.1", three, "", ("", "", ""))
    ordering = ordering_of(task)
    lines = ["a = x + 1", "b = x + 2", "for i in range(2):", "    a = a + i", "return a + b"]
    number = {piece.text: n for n, piece in enumerate(ordering.pieces)}
    assert set(number) == set(lines)
    fine = [
        order
        for order in permutations(lines)
        if not ordering.problem([number[line] for line in order])
    ]
    # b may stand first or second: within or behind the loop it would be another program
    assert sorted(map(list, fine)) == sorted([lines, [lines[1], lines[0], *lines[2:]]])


def test_a_wrong_line_of_no_line_and_a_value_are_refused():
    lost = Task(
        "90.t", "T", 1, "90.1", three, "", ("", "", ""), wrong_lines=(WrongLine("c = 1", "c", "m"),)
    )
    with pytest.raises(ValueError, match="'c = 1' is no line of the worked answer"):
        ordering_of(lost)
    with pytest.raises(ValueError, match="asks for a value"):
        ordering_of(Task("90.v", "V", 1, "90.1", 6.0, "", ("", "", "")))
