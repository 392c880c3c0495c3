"""Checks: from a learner's answer to a verdict that names the mistake."""

from mlcourse.checks.questions import Curve, Option, Prediction, Question
from mlcourse.checks.task import Arguments, Mistake, Probe, Task, probes

__all__ = [
    "Arguments",
    "Curve",
    "Mistake",
    "Option",
    "Prediction",
    "Probe",
    "Question",
    "Task",
    "probes",
]
