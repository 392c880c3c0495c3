"""A verdict is reached once for a class; nobody gets one that is another's."""

import json

import numpy as np
import pytest
from damaged import ROOT, TOPIC, answer_of, code, place, solved, to_bytes

from mlcourse import curriculum
from mlcourse.checks.calls import Call
from mlcourse.checks.mutants import finding
from mlcourse.checks.outcomes import Outcome, Raised
from mlcourse.checks.results import LARGEST, Unusable, parts_of
from mlcourse.checks.running import Run, Trial
from mlcourse.checks.verdict import Verdict
from mlcourse.grading import submission
from mlcourse.grading.alike import Verdicts, behavior
from mlcourse.grading.sandbox import Room, limits
from mlcourse.grading.submission import Job

TASK = curriculum.find_task("04.tanh_slope")
PUBLISHED = (ROOT / "exercises" / f"{TOPIC}.ipynb").read_bytes()


def run_with(got, **noticed):
    return Run([Trial(Call(), Outcome(), None, got)], **noticed)


DIFFERENT = {
    "numbers": run_with(Outcome({"": np.array([1.0, 2.0])})),
    "a last bit": run_with(Outcome({"": np.array([1.0, np.nextafter(2, 3)])})),
    "a shape": run_with(Outcome({"": np.array([[1.0, 2.0]])})),
    "a dtype": run_with(Outcome({"": np.array([1, 2])})),
    "a name": run_with(Outcome({"p": np.array([1.0, 2.0])})),
    "two parts": run_with(Outcome({"p": np.array([1.0]), "q": np.array([2.0])})),
    "a changed argument": run_with(Outcome({"": np.array([1.0, 2.0])}, changed=("a",))),
    "an exception": run_with(Outcome(raised=Raised("ValueError", "no"))),
    "another exception": run_with(Outcome(raised=Raised("ValueError", "no", 3, "x = y"))),
    "a problem": run_with(Outcome(problem="the result is None.", is_nothing=True)),
    "a call of the library": run_with(Outcome({"": np.array([1.0, 2.0])}), library=["ml.relu"]),
    "a draw": run_with(Outcome({"": np.array([1.0, 2.0])}), touched=["a generator"]),
    "no calls": Run(),
}


def test_what_differs_in_anything_is_told_apart():
    assert len({behavior(run) for run in DIFFERENT.values()}) == len(DIFFERENT)


def test_what_is_too_large_to_be_looked_at_costs_no_more_than_anything_else(monkeypatch):
    """An answer may give millions of numbers, in each of its calls."""
    large = np.broadcast_to(np.nan, (10**12,))
    assert behavior(run_with(Outcome({"": large}))) != behavior(run_with(Outcome({"": large[1:]})))
    monkeypatch.setattr(finding, "fingerprint", None)
    trials = [Trial(Call(), Outcome({"": np.zeros(3)}), None, Outcome({"": large}))]
    assert finding.find_slip(TASK, lambda z: z, trials) is None
    holds_itself: list[object] = []
    holds_itself.append(holds_itself)
    with pytest.raises(Unusable, match="more than 1,000,000"):
        parts_of([holds_itself] + [0.0] * LARGEST, np.zeros(3))


def test_a_right_answer_is_known_by_what_it_gives_and_a_wrong_one_by_its_text_too():
    verdicts, reached = Verdicts(), []

    def judge(status):
        reached.append(status)
        return Verdict(TASK, status, str(len(reached)))

    for text in ("one", "other"):
        assert verdicts.find(("04.tanh_slope", 0, b"right"), text, lambda: judge("passed")).points
    assert [verdicts.find(("04.tanh_slope", 0, b"wrong"), text, lambda: judge("failed")).evidence
            for text in ("one", "other", "one")] == ["2", "3", "2"]  # fmt: skip
    verdicts.find(("04.tanh_slope", 1, b"right"), "one", lambda: judge("failed"))
    assert reached == ["passed", "failed", "failed", "failed"]


@pytest.fixture(scope="module")
def room(sandbox):
    with Room(limits(10)) as room:
        yield room


def said(room, text, more=()):
    notebook = solved()
    answer_of(notebook, "04.tanh_slope")["source"] = text
    for each in more:
        notebook["cells"].insert(place(notebook, "04-relu_delta-answer"), code(each))
    result = submission.grade(Job("ada", TOPIC, to_bytes(notebook), PUBLISHED), room)
    return next((task.status, task.said) for task in result.tasks if task.id == "04.tanh_slope")


def test_the_words_are_about_the_students_own_text(room):
    first = said(room, "def tanh_slope(a):\n    unused = 3\n    return 1 - a")
    other = said(room, "def tanh_slope(a):\n    spare = 3\n    return 1 - a")
    assert "`unused`" in json.dumps(first)
    assert "`spare`" in json.dumps(other)
    assert said(room, "def tanh_slope(a):\n    unused = 3\n    return 1 - a") == first


def test_what_a_later_cell_changes_costs_nothing(room, monkeypatch):
    """Numbers drawn afresh come when all cells have run; where an answer is wrong then, it is tried in its place."""
    text = "square = np.square\ndef tanh_slope(z):\n    return 1 - square(np.tanh(z))"
    assert said(room, text, ["square = np.sqrt"])[0] == "passed"
    passes = []
    begun = submission._Pass.__init__
    monkeypatch.setattr(
        submission._Pass, "__init__",
        lambda own, of, tasks, *rest: (passes.append(len(tasks)), begun(own, of, tasks, *rest))[0],
    )  # fmt: skip
    assert said(room, text)[0] == "passed"
    assert passes[1:] == [0]  # all was right at once
