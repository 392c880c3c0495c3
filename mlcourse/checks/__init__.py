"""Checks: from a learner's answer to a verdict that names the mistake."""

from mlcourse.checks.judging import judge
from mlcourse.checks.questions import Curve, Option, Prediction, Question
from mlcourse.checks.task import Arguments, Mistake, Probe, Task, probes
from mlcourse.checks.verdict import Verdict

__all__ = [
    "Arguments",
    "Curve",
    "Mistake",
    "Option",
    "Prediction",
    "Probe",
    "Question",
    "Task",
    "Verdict",
    "judge",
    "probes",
]
