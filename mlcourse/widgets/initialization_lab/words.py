"""What becomes of signal and gradient in a deep network, in words: level, vanishing, exploding, saturated."""

from mlcourse.steps.activations import ACTIVATIONS
from mlcourse.widgets.initialization_lab.deep_starts import Start, number

LEVEL, LOST = 10.0, 1e3  # a size within this factor is kept; beyond that one it is lost
BLURRED = 0.1  # of std(a) that is left between examples
SATURATED = 0.5  # of a layer's values


def signal_words(start: Start, run: int) -> dict[str, str]:
    """Return what becomes of the activations: a sign, a short name and a sentence."""
    stds, flat, mean, between = (
        each[run] for each in (start.signal, start.flat, start.mean, start.between)
    )
    f, last = ACTIVATIONS[start.activation], len(stds) - 1
    if stds[-1] == 0:
        return _said(
            "■",
            "all equal",
            f"Every activation is {number(mean[-1])}, in every unit, for every example.",
        )
    if f.kind == "squashing" and flat.mean() > SATURATED:
        return _said(
            "■",
            "saturated",
            f"On average {flat.mean():.0%} of a layer's values lie where {f.label} is flat, at its ends.",
        )
    way = f"std(a) goes from {number(stds[0])} in layer 0 to {number(stds[-1])} in layer {last}."
    # An activation whose slope stays below 1 makes the signal smaller already in layer 0: we compare with that.
    before = 1.0 if f.steepest >= 1 else float(stds[0])
    sign, short = _change(float(stds[-1]), before)
    if sign == "●" and between[-1] < BLURRED * stds[-1]:
        return _said(
            "■",
            "the same for every example",
            f"In layer {last} units differ, std(a) {number(stds[-1])}; examples hardly do: {number(between[-1])}.",
        )
    return _said(sign, short, way)


def gradient_words(start: Start, run: int) -> dict[str, str]:
    """Return what becomes of the gradients, from the output back to the first layer."""
    stds = start.gradient[run, :-1]
    if stds[0] == 0:
        return _said(
            "■",
            "no gradient",
            "Every δ behind the output layer is 0: no hidden weight would ever move.",
        )
    way = f"std(δ) goes from {number(stds[-1])} in layer {len(stds) - 1} back to {number(stds[0])} in layer 0."
    return _said(*_change(float(stds[0]), float(stds[-1])), way)


def _change(now: float, before: float) -> tuple[str, str]:
    ratio = now / before
    if ratio < 1 / LOST:
        return "▼", "vanishes"
    if ratio > LOST:
        return "▲", "explodes"
    if ratio < 1 / LEVEL:
        return "▽", "shrinks"
    return ("△", "grows") if ratio > LEVEL else ("●", "keeps its size")


def _said(sign: str, short: str, sentence: str) -> dict[str, str]:
    return {"sign": sign, "short": short, "sentence": sentence}
