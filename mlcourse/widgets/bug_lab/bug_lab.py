"""The bug lab of lesson 04: a fault is planted in a training run; from its symptoms the learner names it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import traitlets

from mlcourse.base.display import number_text
from mlcourse.base.errors import Array, choice, given
from mlcourse.data.datasets import Dataset
from mlcourse.diagnosis.faults import FAULTS, NO_FAULT, train_each
from mlcourse.run.history import History
from mlcourse.steps.activations import ACTIVATIONS, Activation
from mlcourse.steps.forward import forward
from mlcourse.steps.step import Step
from mlcourse.widgets.bug_lab.cases import CASES, TELLTALES, Case
from mlcourse.widgets.bug_lab.symptoms import (
    BINS,
    BlockCheck,
    check_blocks,
    gradient_norms,
    histogram,
    silent_share,
)
from mlcourse.widgets.kit import SIZES, RecordedWidget, join_module, join_styles

SILENT = {  # by the activation's kind: what its units do that pass no gradient; short, and in a sentence
    "rectifier": ["dead units", "dead units"],
    "squashing": ["saturated", "saturated values"],
    "linear": ["saturated", "saturated values"],
}
MOMENTS = 14  # of a run, at which gradients and activations are shown
LARGEST = 1e30  # what float32 can still draw
VISIBLE = 5.0  # the loss's axis ends at this many times the healthy run's highest loss


class BugLab(RecordedWidget):
    """Show the symptoms of a training run with a mistake in it, beside a healthy run; take the learner's diagnosis.

    The loss by epoch, each layer's gradient and activations at moments of the run, and a gradient check by block.
    Who names a wrong fault is shown what a run that really has it looks like.

    Args:
        case: a letter, from "A" on; it says nothing about the fault.
        answer: the diagnosis so far, one of ``options``; None for none yet.
        remember: is called with each new diagnosis, for instance to write it down.
        size: "normal", or "presenter": larger, for a projector.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: there is no such case or size, or the answer is none of the case's options.

    Example:
        >>> lab = BugLab("E")
        >>> lab.options[:2]
        ('averaged twice', 'learning rate too low')
        >>> lab.answer = "averaged twice"
        >>> lab.is_solved
        False
        >>> print(lab.verdict[:40])
        Not this one. With “The gradient divided
    """

    _esm = join_module(__file__)
    _css = join_styles(__file__)

    answer = traitlets.Unicode("", help="the fault that the learner named; empty before").tag(
        sync=True
    )
    moment = traitlets.Int(0, help="the moment of the run on the screen, from 0").tag(sync=True)

    def __init__(
        self,
        case: str,
        answer: str | None = None,
        remember: Callable[[str], None] | None = None,
        size: str = "normal",
    ) -> None:
        if remember is not None and not callable(remember):
            raise TypeError(f"remember must take the answer; given {given(remember)}. Try print.")
        choice("size", size, SIZES)
        self.case = choice("case", case, CASES)
        self.options = CASES[case].options
        self._fault = CASES[case].fault
        self._remember: Callable[[str], None] | None = None
        if answer is not None:
            choice("answer", answer, self.options)
        header, arrays = record_case(case)
        super().__init__(header, arrays, answer=answer or "", size=size)
        self._remember = remember

    @property
    def is_solved(self) -> bool:
        """Whether the fault is named."""
        return bool(self.answer == self._fault)

    @property
    def verdict(self) -> str:
        """What is said about the answer; empty before there is one."""
        found = (each["verdict"] for each in self.header["options"] if each["name"] == self.answer)
        return next(found, "")

    def __repr__(self) -> str:
        """Return the symptoms in words."""
        lines = [f"BugLab, case {self.case}: {self.header['told']}", *self.header["check"]["words"]]
        return "\n  ".join([*lines, self.verdict or "no diagnosis yet"])

    @traitlets.validate("answer")
    def _known_answer(self, proposal: Any) -> str:
        answer = proposal["value"]
        return "" if answer == "" else choice("answer", answer, self.options)

    @traitlets.validate("moment")
    def _known_moment(self, proposal: Any) -> int:
        moment, last = proposal["value"], len(self.header["steps"]) - 1
        if not 0 <= moment <= last:
            raise ValueError(f"moment must be from 0 to {last}; given {moment}.")
        return int(moment)

    @traitlets.observe("answer")
    def _tell(self, change: Any) -> None:
        if change["new"] and self._remember is not None:
            self._remember(change["new"])


# ---------------------------------------------------------------- the recording


@dataclass(frozen=True)
class Patient:
    """A run and its gradient check."""

    history: History
    check: BlockCheck

    @property
    def loss(self) -> Array:
        """The loss of each epoch that it came to. (epochs,)"""
        return np.asarray(self.history.epochs.training_loss)


def record_case(letter: str) -> tuple[dict[str, Any], dict[str, Array]]:
    """Train a case's faulty and healthy runs, and one for each wrong answer; return what the view shows.

    Args:
        letter: of the case.

    Returns:
        A header of words and layout, and arrays by name.

    Raises:
        ValueError: there is no such case.
    """
    case = CASES[choice("case", letter, CASES)]
    data = case.data()
    runs = _patients(case, data)
    healthy, ill = runs.pop(NO_FAULT.name), runs[case.fault]
    steps = _moments(ill.history.steps)
    moments = [[run.history.at(step) for step in steps] for run in (ill, healthy)]
    norms = [_norms(of_run) for of_run in moments]
    shown = [_activations(case, data, of_run) for of_run in moments]
    bounds = _bounds(case, shown[1])
    arrays = {
        "loss": _curves([ill, healthy, *runs.values()], case.epochs),
        "norms": np.array(norms, np.float32),
        "shares": np.array(
            [
                [[histogram(a, *b) for a, b in zip(at, bounds, strict=True)] for at in run]
                for run in shown
            ],
            np.float32,
        ),  # (2, moments, layers, bins)
    }
    header = {
        "case": letter,
        "network": _network_text(healthy),
        "steps": steps,
        "epochs": case.epochs,
        "steps_per_epoch": healthy.history.plan.steps_per_epoch,
        "bounds": bounds,
        "bound_texts": [
            _bound_texts(f, *between) for f, between in zip(_hidden(case), bounds, strict=True)
        ],
        "bins": BINS,
        "silent_name": SILENT[_hidden(case)[0].kind],
        "silent": [_silent(case, data, of_run) for of_run in moments],
        "loss_texts": [[number_text(loss) for loss in run.loss] for run in (ill, healthy)],
        "norm_texts": [[[number_text(n) for n in at] for at in of_run] for of_run in norms],
        "top": _top(ill, healthy),
        "ends": [number_text(run.loss[-1]) for run in (ill, healthy)],
        "check": _check_words(ill, case),
        "options": [_option(name, case, runs) for name in case.options],
        "told": _told(ill, healthy),
    }
    return header, arrays


def _patients(case: Case, data: Dataset) -> dict[str, Patient]:
    """Train a case's network with each of its faults, and with none."""
    faults = [NO_FAULT, *(FAULTS[name] for name in case.options)]
    histories = train_each(
        faults, case.network, data, optimizer=case.optimizer, epochs=case.epochs,
        batch_size=case.batch_size, seed=case.seed, progress=False,
    )  # fmt: skip
    with np.errstate(all="ignore"):  # of a run that blows up
        return {
            fault.name: Patient(history, check_blocks(history))
            for fault, history in zip(faults, histories, strict=True)
        }


def _moments(steps: int) -> list[int]:
    """Return the steps that are shown: close together at the start, the last one included."""
    found = np.unique(np.geomspace(1, steps, MOMENTS).round().astype(int)) - 1
    return [int(step) for step in found]


def _norms(steps: list[Step]) -> list[Array]:
    with np.errstate(all="ignore"):
        return [
            np.minimum(np.nan_to_num(gradient_norms(step), nan=LARGEST), LARGEST) for step in steps
        ]


def _activations(case: Case, data: Dataset, steps: list[Step]) -> list[list[Array]]:
    """Return each hidden layer's a over the data, at each moment."""
    with np.errstate(all="ignore"):
        ways = [forward(case.network, step.before.theta, data.x) for step in steps]
    return [[layer.a for layer in way.hidden] for way in ways]


def _silent(case: Case, data: Dataset, steps: list[Step]) -> list[list[str]]:
    """Return each layer's share of dead or saturated units in words, at each moment."""
    with np.errstate(all="ignore"):
        shares = [silent_share(case.network, step.before.theta, data) for step in steps]
    return [[f"{share:.0%}" for share in at] for at in shares]


def _hidden(case: Case) -> list[Activation]:
    """Return each hidden layer's activation."""
    return [ACTIVATIONS[name] for name in case.network.activations[:-1]]


def _bounds(case: Case, healthy: list[list[Array]]) -> list[tuple[float, float]]:
    """Return the range of each hidden layer's histogram: the activation's own, or one and a half times the healthy."""
    found = []
    for layer, activation in enumerate(_hidden(case)):
        values = np.array([at[layer] for at in healthy])
        low, high = activation.bounds
        low = low if np.isfinite(low) else float(np.floor(1.5 * values.min()))
        found.append((low, high if np.isfinite(high) else float(np.ceil(1.5 * values.max()))))
    return found


def _bound_texts(activation: Activation, low: float, high: float) -> list[str]:
    """Return what stands below a histogram; a sign where larger values count in its last bin."""
    return [
        number_text(low),
        number_text((low + high) / 2),
        f"{number_text(high)}{'' if np.isfinite(activation.bounds[1]) else '+'}",
    ]


def _curves(runs: list[Patient], epochs: int) -> Array:
    """Return each run's loss by epoch; NaN after its end. (runs, epochs)"""
    curves = np.full((len(runs), epochs), np.nan, np.float32)
    for curve, run in zip(curves, runs, strict=True):
        curve[: len(run.loss)] = np.clip(run.loss, None, LARGEST)
    return curves


def _top(ill: Patient, healthy: Patient) -> float:
    return float(
        1.06 * min(np.nanmax(ill.loss.clip(healthy.loss.max())), VISIBLE * healthy.loss.max())
    )


def _end_text(run: Patient) -> str:
    epochs = len(run.loss)
    return f"{number_text(run.loss[-1])} after {epochs} epoch{'s' * (epochs != 1)}"


def _network_text(run: Patient) -> str:
    network = run.history.plan.network
    return f"{'-'.join(map(str, network.layer_sizes))} {network.activations[0]}"


def _told(ill: Patient, healthy: Patient) -> str:
    stop = " It diverged." if ill.history.stop.reason == "diverged" else ""
    return (
        f"a {_network_text(healthy)} network. Its loss starts at {number_text(ill.loss[0])} (the mean of the "
        f"first epoch) and is {_end_text(ill)}; the healthy run's is {_end_text(healthy)}.{stop}"
    )


def _check_words(ill: Patient, case: Case) -> dict[str, Any]:
    """Return the gradient check as rows of text, and in sentences."""
    rows, check = _rows(ill.check), ill.check.check
    step = min(10, ill.history.steps - 1)
    words = [
        f"{row['name']}: relative error {row['error']}, {'passes' if row['passed'] else 'fails'}"
        for row in rows
    ]
    return {
        "rows": rows,
        "passed": check.passed,
        "step": step,
        "words": words,
        "message": check.message,
    }


def _rows(check: BlockCheck) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "error": f"{error:.2g}".replace("-", "−"),
            "length": _or_dash(length),
            "cosine": _or_dash(cosine),
            "passed": bool(error < check.check.tolerance),
        }
        for name, error, length, cosine in zip(
            check.names, check.errors, check.lengths, check.cosines, strict=True
        )
    ]


def _or_dash(value: float) -> str:
    return number_text(round(value, 4) + 0.0) if np.isfinite(value) else "–"


# ---------------------------------------------------------------- verdicts


def _option(name: str, case: Case, runs: dict[str, Patient]) -> dict[str, Any]:
    fault, right = FAULTS[name], name == case.fault
    if right:
        verdict = f"Yes: {fault.title} {fault.symptom} Here: {runs[name].check.check.message}"
    else:
        would = f"With “{fault.title.rstrip('.')}”, {TELLTALES[name]}"
        verdict = f"Not this one. {would} {contrast(runs[case.fault], runs[name])}"
    rows = [] if right else _rows(runs[name].check)
    return {
        "name": name,
        "title": fault.title,
        "right": right,
        "verdict": verdict,
        "rows": rows,
        "lesson": fault.lesson,
    }


def contrast(here: Patient, there: Patient) -> str:
    """Return the clearest difference between two runs in a sentence: of length, direction, error, or loss.

    Args:
        here: the run that is to be diagnosed.
        there: one that has another fault.

    Returns:
        A sentence with the numbers of both.
    """
    a, b = here.check, there.check
    length = np.abs(
        np.log10(a.lengths.clip(1e-3) / b.lengths.clip(1e-3))
    )  # NaN where there is no gradient
    if np.nanmax(length, initial=0) > 0.3:
        i = int(np.nanargmax(length))
        return _compared(
            f"the gradient of {a.names[i]} is",
            a.lengths[i],
            b.lengths[i],
            " times as long as expected",
        )
    turn = np.abs(a.cosines - b.cosines)
    if np.nanmax(turn, initial=0) > 0.1:
        i = int(np.nanargmax(turn))
        return _compared(
            f"the cosine between got and expected for {a.names[i]} is", a.cosines[i], b.cosines[i]
        )
    error = np.abs(np.log10(a.errors.clip(1e-7) / b.errors.clip(1e-7)))
    if error.max() > 0.15:
        i = int(error.argmax())
        return _compared(f"the relative error of {a.names[i]} is", a.errors[i], b.errors[i])
    epochs = min(len(here.loss), len(there.loss))
    i = int(np.abs(np.log(here.loss[:epochs] / there.loss[:epochs])).argmax())
    return _compared(f"the loss of epoch {i} is", here.loss[i], there.loss[i])


def _compared(what: str, here: float, there: float, unit: str = "") -> str:
    one, other = (number_text(float(f"{v:.3g}")) for v in (here, there))
    return f"Here {what} {one}{unit}; with your answer it would be {other}."
