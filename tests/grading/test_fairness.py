"""Right solutions of all kinds have full marks: every right answer of the samples, and notebooks of many styles.

The samples' answers were written from the notebooks alone (``tests/checks/test_answers_written_cold.py``). The n-th of
each task goes into the n-th submission, so that each is handed in once.
"""

import ast
import json
from collections import defaultdict
from pathlib import Path
from textwrap import dedent

import pytest
from damaged import ROOT, code

from mlcourse import curriculum
from mlcourse.checks.cells import answer_id
from mlcourse.checks.mutants.programs import tree_of
from mlcourse.grading.sandbox import Room, limits
from mlcourse.grading.submission import Job, grade

TOPICS = {
    path.stem.partition("_")[0]: path.stem for path in sorted((ROOT / "exercises").glob("*.ipynb"))
}
SAMPLES = sorted((ROOT / "tests" / "data" / "answers").glob("*.json"))


def right_answers():
    """Return the right answers' texts by task."""
    found = defaultdict(list)
    for file in SAMPLES:
        for task_id, kind, _, text in json.loads(file.read_text(encoding="utf-8")):
            if kind == "right":
                found[task_id].append(text)
    return found


RIGHT = right_answers()
NUMBERS = sorted({task_id.partition(".")[0] for task_id in RIGHT})


def notebook(number, answers, extra=()):
    """Return an exercise solved as it is in the course, but for some answers; other cells stand between."""
    content = json.loads(
        (ROOT / "solutions" / f"{TOPICS[number]}.ipynb").read_text(encoding="utf-8")
    )
    handed = json.loads(
        (ROOT / "exercises" / f"{TOPICS[number]}.ipynb").read_text(encoding="utf-8")
    )
    texts = {answer_id(task_id): text for task_id, text in answers.items()}
    cells = []
    for cell, worked in zip(handed["cells"], content["cells"], strict=True):
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if name.endswith("-answer"):
            cell["source"] = texts.get(name, "".join(worked["source"]))
        cells.append(cell)
        cells += [code(each) for each in extra if cell["cell_type"] == "code"]
    return json.dumps({**handed, "cells": cells}).encode()


def submissions(number):
    most = max(len(texts) for task_id, texts in RIGHT.items() if task_id.startswith(number))
    for place in range(most):
        yield {
            task_id: texts[place]
            for task_id, texts in RIGHT.items()
            if task_id.startswith(number) and place < len(texts)
        }


@pytest.fixture(scope="module")
def room(sandbox):
    with Room(limits(20)) as room:
        yield room


def lost(number, content, room, seed):
    job = Job("ada", TOPICS[number], content, (Path(ROOT) / "exercises" / f"{TOPICS[number]}.ipynb").read_bytes(),
              seed=seed, seconds=20)  # fmt: skip
    return [(task.id, task.said) for task in grade(job, room).tasks if task.status != "passed"]


def test_they_are_many():
    assert len({(task_id, text) for task_id, texts in RIGHT.items() for text in texts}) >= 200


@pytest.mark.parametrize("number", NUMBERS)
def test_every_right_answer_has_full_marks(number, room):
    unfair = []
    for seed, answers in enumerate(submissions(number), start=1):
        unfair += [
            (seed, *each, answers.get(each[0]))
            for each in lost(number, notebook(number, answers), room, seed)
        ]
    assert not unfair


STYLES = {
    "prints": ("print('x' * 1000)", "import sys; print('careful', file=sys.stderr)"),
    "plots": ("import matplotlib.pyplot as plt\nplt.plot([1, 2, 3]);\nplt.show()",),
    "compares with the library": (
        "print(ml.softmax(np.ones((2, 3))))\nml.forward(ml.MLP((2, 3)), 0, 0)",
    ),
    "asks again": ("hint('04.tanh_slope')\nprogress()\nreveal('04.tanh_slope')",),
    "magic": ("%time 1 + 1\n%config InlineBackend.figure_format = 'retina'\n%matplotlib inline",),
    "sets and seeds": (
        "np.set_printoptions(precision=2)\nnp.seterr(all='raise')\nnp.random.seed(1)",
    ),
    "shell and help": ("!echo hello\nnp.tanh?",),
    "awaits": ("import asyncio\nawait asyncio.sleep(0)",),
    "classes and caches": (
        "from dataclasses import dataclass\nfrom functools import lru_cache\n@dataclass\nclass Point:\n    x: float\n",
    ),
    "slow": ("import time; time.sleep(0.01)",),
    "errors": ("1 / 0", "undefined_name", "def broken(:"),
}


@pytest.mark.parametrize("style", STYLES)
def test_a_style_costs_nothing(style, room):
    assert lost("04", notebook("04", {}, STYLES[style]), room, seed=3) == []


WRAPPED = {
    "in float32": """
        def {name}(*arguments):
            found = _inner(*arguments)
            return tuple(map(np.float32, found)) if type(found) is tuple else np.float32(found)
        """,
    "as lists": """
        def {name}(*arguments):
            found = _inner(*arguments)
            return [each.tolist() for each in found] if type(found) is tuple else found.tolist()
        """,
    "slow but right": """
        def {name}(*arguments):
            import time
            time.sleep(0.02)
            return _inner(*arguments)
        """,
    "printing": """
        def {name}(*arguments):
            print(arguments)
            return _inner(*arguments)
        """,
    "a callable object": """
        class Answer:
            def __call__(self, *arguments):
                return _inner(*arguments)
        {name} = Answer()
        """,
    "partial": """
        import functools
        {name} = functools.partial(lambda *arguments, inner: inner(*arguments), inner=_inner)
        """,
}
"""Ways to give the same result; ``float32`` only where the tolerance allows it."""


def used_by_others(tasks):
    """Return the names that answers call: where one of them gave a list, the others could not go on."""
    return {
        each.id
        for task in tasks
        for each in ast.walk(tree_of(task.answer))
        if isinstance(each, ast.Name)
    }


@pytest.mark.parametrize("way", WRAPPED)
def test_another_way_to_give_the_same_costs_nothing(way, room):
    tasks = [task for task in curriculum.tasks("02") if task.is_function]
    used = used_by_others(tasks) if way in ("in float32", "as lists") else set()
    answers = {}
    for task in tasks:
        if task.name not in used:
            tree = tree_of(task.answer)
            tree.name = f"inner_{task.name}"
            wrapper = dedent(WRAPPED[way]).format(name=task.name).replace("_inner", tree.name)
            answers[task.id] = f"{ast.unparse(tree)}\n\n{wrapper}"
    assert len(answers) > 2
    missed = lost("02", notebook("02", answers), room, seed=4)
    if way == "in float32":  # an answer in float64 is asked for more exactly than that
        assert {each for each, _ in missed} <= set(answers)
    else:
        assert missed == []
