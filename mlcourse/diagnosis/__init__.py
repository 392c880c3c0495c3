"""What is wrong with a run? Read its tape as a practitioner would, and say so with numbers.

``diagnose`` asks a finished run a few questions, each a short function in ``examples``, ``start``, ``signals``,
``gradients``, ``updates`` or ``curves``: what it measures, the bound beyond which it speaks, and why that bound.
``replay`` tells what the run's own step returned from what the library computes on the same state. A finding
states its evidence first and the likely cause second: the evidence is measured, the cause is a guess that
usually holds. An alarm is worth stopping for, a note is worth knowing. Bounds without a source were chosen on
healthy and faulty runs of the course's own data sets.
"""

from typing import Any

import numpy as np

from mlcourse.base.errors import given, integer
from mlcourse.diagnosis import curves, examples, gradients, signals, start, updates
from mlcourse.diagnosis.findings import Diagnosis, Finding
from mlcourse.diagnosis.run import Run
from mlcourse.run.history import History, check_history

__all__ = ["QUESTIONS", "Diagnosis", "Finding", "diagnose"]

# What the steps compute comes first: where that is wrong, the rest follows from it. Then the start, and what training
# made of it: steps that were too long before what came of them, such as infinite numbers and dead units.
QUESTIONS = {
    "the forward pass against the network": gradients.forward_pass,
    "the loss against its definition": gradients.loss_value,
    "the gradient against the loss": gradients.gradient,
    "the update against the optimizer": updates.update,
    "numbers that the step itself made infinite": curves.made_by_the_step,
    "the scale of inputs": examples.inputs,
    "the scale of targets": examples.targets,
    "identical hidden units": start.identical_units,
    "saturated units": signals.saturated,
    "the initial weights": start.weights,
    "signals through depth": signals.signals,
    "gradients through depth": gradients.gradients_by_depth,
    "what is in a batch": examples.batches,
    "learning rate too high": curves.rate_too_high,
    "numbers that are not finite": curves.non_finite,
    "learning rate too low": curves.rate_too_low,
    "units saturated in training": signals.saturated_by_training,
    "dead units": signals.dead_units,
    "chance level": curves.chance_level,
    "classes never predicted": examples.never_predicted,
    "chance level on new examples": curves.chance_on_new_examples,
    "overfitting": curves.overfitting,
    "convergence": curves.not_converged,
}


def diagnose(history: History, run: int | None = None) -> Diagnosis:
    """Return what a finished run shows: each finding with its evidence, likely cause and lesson.

    Looks at the recorded curves, at the network before and after training on all training examples, and at a
    handful of steps replayed by ``history.at``. It never changes anything and never raises for a run that
    went badly: a run that diverged in its first step is what it is for.

    Args:
        history: what ``train`` returned.
        run: which run, from 0, where several were trained side by side; None for a single one.

    Returns:
        A record with ``findings``, ``alarms``, ``notes`` and ``names``, which prints as text.

    Raises:
        TypeError: history is no ``History``, or run is no integer.
        ValueError: several runs and none chosen, or there is no such run.

    Example:
        >>> from mlcourse import MLP, moons, train
        >>> history = train(MLP((2, 8, 2)), moons(seed=1), scheme="zeros", epochs=5)
        >>> diagnose(history).names[:2]
        ('identical hidden units', 'no better than chance')

    Source:
        The habits of Karpathy, A Recipe for Training Neural Networks (2019), put into numbers.
    """
    history = check_history(history)
    evidence = Run(history, _index(history, run))
    with np.errstate(all="ignore"):  # what is not finite is a finding, not a warning
        found = [finding for ask in QUESTIONS.values() for finding in ask(evidence)]
    found.sort(key=lambda finding: finding.severity)  # alarms first; otherwise as they were asked
    return Diagnosis(findings=tuple(found), steps=evidence.steps, looked_at=tuple(QUESTIONS))


def _index(history: History, run: Any) -> tuple[int, ...]:
    runs = history.runs
    if not runs:
        if run is not None:
            raise ValueError(f"run must be None for a single run; given {given(run)}.")
        return ()
    if run is None:
        raise ValueError(
            f"run must say which of the {runs[0]} runs to look at; given None. Try diagnose(history, run=0), "
            f"or [diagnose(history, run) for run in range({runs[0]})]."
        )
    run = integer("run", run)
    if not 0 <= run < runs[0]:
        raise ValueError(f"run must be from 0 to {runs[0] - 1}; given {run}.")
    return (run,)
