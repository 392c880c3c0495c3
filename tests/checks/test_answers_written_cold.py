"""Answers to every task, right and wrong, that were written from the notebooks alone, as new learners would.

Each file in ``tests/data/answers`` is one sample: the task, right or wrong, what the mistake is, and the cell's text.
Their authors had seen neither the course's mistakes nor its checks.
"""

import inspect
import json
import linecache
import math
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

import mlcourse as ml
from mlcourse import curriculum
from mlcourse.checks.judging import judge
from mlcourse.checks.verdict import Verdict

FILES = sorted((Path(__file__).parent.parent / "data" / "answers").glob("*.json"))
NAMED = 0.85  # of the wrong answers of a sample are told more than what is seen


class Answer(NamedTuple):
    """One answer of a sample."""

    task_id: str
    kind: str
    what_it_is: str
    text: str


ANSWERS = [
    pytest.param(Answer(*each), id=f"{file.stem}-{number}-{each[0]}")
    for file in FILES
    for number, each in enumerate(json.loads(file.read_text(encoding="utf-8")))
]


@cache
def notebook(number: str) -> dict[str, Any]:
    """Return the names of a notebook in which all tasks are solved."""
    return run(inspect.getsource(curriculum.answers(number)), {"np": np, "ml": ml})


def run(text: str, names: dict[str, Any]) -> dict[str, Any]:
    """Run a cell; its text is found again, as in a notebook."""
    file = f"<cell {hash(text)}>"
    linecache.cache[file] = (len(text), None, text.splitlines(True), file)
    names = {**names, "__name__": "__main__"}
    exec(compile(text, file, "exec"), names)
    return names


@cache
def verdict(answer: Answer) -> Verdict | None:
    """Return what is said to an answer; None where its cell raises before there is one."""
    task = curriculum.find_task(answer.task_id)
    names = {name: value for name, value in notebook(task.exercise).items() if name != task.name}
    try:
        given = run(answer.text, names)[task.name]
    except Exception:
        return None
    return judge(task, given)


def lines_in_a_notebook(said: Verdict) -> int:
    """Return how many lines evidence and cause take in JupyterLab, where about 95 characters stand in one."""
    return sum(math.ceil(len(line) / 95) for line in said.lines)


@pytest.mark.parametrize("answer", ANSWERS)
def test_right_ones_pass_and_wrong_ones_do_not(answer: Answer) -> None:
    said = verdict(answer)
    assert (said is not None and said.status == "passed") == (answer.kind == "right"), said
    assert said is None or lines_in_a_notebook(said) <= 4 or said.status != "failed"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_most_wrong_ones_are_told_what_it_is(file: Path) -> None:
    answers = [Answer(*each) for each in json.loads(file.read_text(encoding="utf-8"))]
    said = [verdict(each) for each in answers if each.kind == "wrong"]
    told = Counter(each is None or bool(each.cause) for each in said)
    assert told[True] / len(said) >= NAMED
