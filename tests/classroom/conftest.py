"""A small course of its own, and a progress file of its own for each test."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from mlcourse import curriculum
from mlcourse.checks.questions import Curve, Option, Prediction, Question
from mlcourse.checks.task import Task
from mlcourse.classroom import progress_file

TASK = Task(
    "90.slope", "The slope", 2, "90.1", 6.0, "It is what gradient descent follows.",
    ("How fast does it grow?", "Differentiate.", "slope = 2 * …"),
)  # fmt: skip
OTHER_TASK = Task("90.value", "The value", 1, "90.2", 9.0, "It is there.", ("a?", "b.", "c = …"))
QUESTION = Question(
    "90.updates", "What moves the weights?", "90.1",
    (
        Option("backpropagation", "It only computes $g$."), Option("the optimizer", "Yes.", right=True),
        Option("luck", "No."),
    ),
)  # fmt: skip
CHOICE = Prediction(
    "90.direction", "Which way does the loss go?", "90.2",
    (Option("up", "It would with a negative rate."), Option("down", "Yes.", right=True)),
)  # fmt: skip
DRAWN = Prediction(
    "90.curve", "Draw the loss.", "90.2", curve=Curve("epoch", "loss", (0.0, 10.0), (0.0, 4.0), tolerance=0.1)
)  # fmt: skip
FILES = {
    "about": SimpleNamespace(TITLE="A small lesson", OBJECTIVES={"90.1": "find a slope", "90.2": "find a value"}),
    "questions": SimpleNamespace(QUESTIONS=(QUESTION,)),
    "predictions": SimpleNamespace(PREDICTIONS=(CHOICE, DRAWN)),
    "tasks": SimpleNamespace(TASKS=(TASK, OTHER_TASK)),
}  # fmt: skip


@pytest.fixture(autouse=True)
def course(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lesson 90 and its exercise are all there is."""
    monkeypatch.setattr(curriculum, "numbers", lambda: ["90"])
    monkeypatch.setattr(curriculum, "has_exercise", lambda number: True)
    monkeypatch.setattr(curriculum, "_load", lambda number, file: FILES[file])


@pytest.fixture(autouse=True)
def progress_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The progress file, in a session that has just begun."""
    path = tmp_path / "kept" / "progress.json"
    path.parent.mkdir()
    monkeypatch.setenv("MLCOURSE_PROGRESS", str(path))
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    begin_session(monkeypatch)
    return path


def begin_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what only a kernel remembers."""
    monkeypatch.setattr(progress_file, "_waiting", {})
    monkeypatch.setattr(progress_file, "_said", set())
