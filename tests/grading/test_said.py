"""What is said where an answer calls another task's function that is not right: which one is to be mended first."""

import json

import pytest
from damaged import ROOT

from mlcourse.grading import submission
from mlcourse.grading.sandbox import Room, limits
from mlcourse.grading.submission import Job

TOPIC = "02_forward_pass"
RELU = {
    "does not end": "def relu(z):\n    while True: pass",
    "ends Python": "def relu(z):\n    import os; os._exit(0)",
    "is wrong": "def relu(z):\n    return z",
    "raises": "def relu(z):\n    return z + undefined",
    "stops its cell": "1 / 0\ndef relu(z):\n    return np.maximum(z, 0)",
    "is as it was handed out": "",
    "gives nothing": "def relu(z):\n    np.maximum(z, 0)",
}


@pytest.fixture(scope="module")
def room(sandbox):
    with Room(limits(5)) as room:
        yield room


def graded(room, relu):
    """Return the tasks of exercise 02, solved but for ReLU."""
    handed, worked = (
        json.loads((ROOT / folder / f"{TOPIC}.ipynb").read_text(encoding="utf-8"))
        for folder in ("exercises", "solutions")
    )
    for cell, solved in zip(handed["cells"], worked["cells"], strict=True):
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if name.endswith("-answer"):
            is_relu = name == "02-relu-answer"
            cell["source"] = (relu or cell["source"]) if is_relu else solved["source"]
    published = (ROOT / "exercises" / f"{TOPIC}.ipynb").read_bytes()
    job = Job("ada", TOPIC, json.dumps(handed).encode(), published, seconds=1)
    return {task.id: task for task in submission.grade(job, room).tasks}


@pytest.mark.parametrize("how", RELU)
def test_the_function_that_it_calls_is_named_however_that_is_wrong(how, room):
    tasks = graded(room, RELU[how])
    relu, whole = tasks["02.relu"], tasks["02.forward_pass"]
    assert (relu.points, whole.points) == (0, 0)
    assert (relu.status == "blank") == (how == "is as it was handed out"), relu.said
    assert whole.status != "blank", whole.said
    assert whole.helpers == ["relu"], whole.said
    assert "relu" in " ".join(whole.said)
    assert "first" in " ".join(whole.said)
    assert not any("loop" in line for line in whole.said)
    assert all(task.points for task in tasks.values() if task not in (relu, whole))
