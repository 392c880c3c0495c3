"""Numbers that are drawn afresh ask for other results: who remembers those of `check` gains nothing by it."""

from dataclasses import replace

import numpy as np
import pytest

from mlcourse import curriculum
from mlcourse.checks.judging import judge
from mlcourse.checks.naming import is_right
from mlcourse.checks.running import Trial
from mlcourse.checks.surroundings import Surroundings
from mlcourse.grading.judging import KNOWN, plan

TASKS = [
    task for number in curriculum.numbers() for task in curriculum.tasks(number) if task.is_function
]
SEEDS = (11, 12, 13)


def outcome(right):
    parts = right.outcome.parts or {}
    return tuple((name, np.asarray(part).tobytes()) for name, part in parts.items())


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.id)
def test_what_is_right_changes_with_the_seed(task):
    """So an answer that gives again, call for call, what was right for the known numbers is wrong."""
    known = plan(task.id, KNOWN)
    results = set()
    for seed in SEEDS:
        fresh = plan(task.id, seed)
        results.add(tuple(outcome(right) for _, right in fresh.calls))
        remembered = [right for _, right in known.calls]
        remembered += remembered * len(fresh.calls)
        with Surroundings():
            again = [
                is_right(task, Trial(call, right.outcome, right.pattern, old.outcome))
                for (call, right), old in zip(fresh.calls, remembered, strict=False)
            ]
        assert not all(again)
    assert len(results) == len(SEEDS)


@pytest.mark.parametrize("task", [each for each in TASKS if each.afresh], ids=lambda task: task.id)
def test_every_right_answer_is_right_for_them(task):
    tried = replace(task, probes=task.afresh)
    for answer in (task.answer, *task.also_right):
        for seed in range(21, 29):
            verdict = judge(tried, answer, seed)
            assert verdict.status == "passed", (seed, verdict)
