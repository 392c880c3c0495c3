"""Questions about the start: were the weights drawn as their layer's size asks, around 0 and no two units alike?"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.diagnosis.curves import rate_too_high
from mlcourse.diagnosis.findings import INITIALIZATION, Finding, Findings
from mlcourse.diagnosis.run import Run, n
from mlcourse.steps.network import Layer

SAME = 1e-6  # relative; rounding lets equal units drift apart by about 1e-15 a step


def identical_units(run: Run) -> Findings:
    """Units of a layer with the same weights get the same gradient: they stay the same for ever."""
    theta = run.part(run.history.last.theta)
    spreads = {}
    for layer in run.plan.network.layers[:-1]:
        incoming = np.vstack([layer.W.of(theta), layer.b.of(theta)])
        spread = float(np.abs(incoming - incoming[:, :1]).max())
        if layer.fan_out > 1 and spread <= SAME * float(np.abs(incoming).max()):
            spreads[layer.number] = spread
    if spreads:
        yield Finding(
            name="identical hidden units",
            step=run.steps,
            evidence=f"after {run.steps} steps the incoming weights of all units of a layer differ by at most "
            f"{n(max(spreads.values()))}; layers: {', '.join(map(str, spreads))}.",
            cause="Zero or constant weights at the start: equal units get equal gradients and never part. "
            'Try scheme="he_normal" or "xavier_normal".',
            lesson=INITIALIZATION,
        )


# He, Xavier and LeCun differ by less than 2. Of n weights the measured spread is off by about 1/√(2n) of itself, and of
# fewer than MANY it says little. A mean of weights drawn around 0 is beyond FAR of its own error once in two million.
TIMES, MANY, FAR, LOPSIDED = 2.0, 8, 5.0, 0.5


class _Start(NamedTuple):
    """How the weights of a layer begin."""

    layer: Layer
    mean: float
    std: float
    least: float  # that any of the schemes takes
    most: float

    @property
    def is_lopsided(self) -> bool:
        size = self.layer.fan_in * self.layer.fan_out
        return abs(self.mean) > max(LOPSIDED, FAR / np.sqrt(size)) * self.std

    @property
    def shrunken(self) -> float:
        """By how much they are too small; 1 or less where they are not."""
        return self.least / max(self.std, 1e-30)

    @property
    def swollen(self) -> float:
        """By how much they are too large."""
        return self.std / self.most


def weights(run: Run) -> Findings:
    """Mean and spread of each layer's weights before the first step, against He, Xavier and LeCun.

    Where training made up for it, it is a note. Where the run went badly it is the first suspect, and an alarm.
    """
    if run.equal_start:
        return
    starts = [*_starts(run)]
    lopsided = [s for s in starts if s.is_lopsided]
    swollen = max(starts, key=lambda s: s.swollen, default=None)
    shrunken = max(starts, key=lambda s: s.shrunken, default=None)
    if lopsided:
        name, worst = "initial weights not around 0", max(lopsided, key=lambda s: abs(s.mean))
        cause = (
            "Every unit sees much the same sum of all its inputs, and that is large. Draw weights around 0: He with "
            "ReLU, Xavier with tanh."
        )
    elif swollen is not None and swollen.swollen > TIMES:
        name, worst = "initial weights too large", swollen
        cause = (
            "Weights too large for the layers' sizes: confident nonsense at the start, or units where they are flat. "
            "Try He with ReLU, Xavier with tanh."
        )
    elif shrunken is not None and shrunken.shrunken > TIMES:
        name, worst = "initial weights too small", shrunken
        cause = (
            "Weights too small for the layers' sizes (as when the variance 2/fan_in is taken for the standard "
            "deviation): each layer shrinks the signal. Try He with ReLU, Xavier with tanh."
        )
    else:
        return
    yield Finding(
        name=name,
        step=0,
        evidence=f"the weights of layer {worst.layer.number} start with mean {n(worst.mean)} and standard deviation "
        f"{n(worst.std)}; with {worst.layer.fan_in} inputs and {worst.layer.fan_out} outputs a scheme that keeps the "
        f"signal takes {n(worst.least)} to {n(worst.most)}.",
        cause=cause,
        lesson=INITIALIZATION,
        severity="alarm" if run.went_badly or any(rate_too_high(run)) else "note",
    )


def _starts(run: Run) -> Iterator[_Start]:
    theta = run.part(run.history.initial.theta)
    for layer in run.plan.network.layers:
        W: Array = layer.W.of(theta).astype(float)
        if W.size >= MANY:
            usual = [1 / layer.fan_in, 2 / layer.fan_in, 2 / (layer.fan_in + layer.fan_out)]
            least, most = np.sqrt([min(usual), max(usual)])
            yield _Start(layer, float(W.mean()), float(W.std()), float(least), float(most))
