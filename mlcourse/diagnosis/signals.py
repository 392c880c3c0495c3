"""Questions about the signals on their way forward: do they get through, and do all units take part?"""

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.diagnosis.findings import FORWARD, INITIALIZATION, Finding, Findings
from mlcourse.diagnosis.run import Run, n
from mlcourse.steps.activations import ACTIVATIONS, FLAT
from mlcourse.steps.forward import Forward, LayerForward

# Relative to the input. Two layers of sigmoids, Xavier, leave about 0.04; eight of ReLU, He, about 0.3.
VANISHED = 3e-3
EXPLODED = 20.0  # logits ±20 are probabilities of 1 − 1e-9; He and Xavier start with about 1


def signals(run: Run) -> Findings:
    """The spread of a over the examples, layer by layer: good schemes keep it (Glorot and Bengio 2010)."""
    spreads = [_spread(run.plan.x), *(_spread(layer.a) for layer in run.start.hidden)]
    logits = _spread(run.start.logits)
    table = " → ".join(n(s) for s in spreads)
    vanished = spreads[-1] < VANISHED * spreads[0]
    if vanished and not run.equal_start and not _most_saturated(run.start, SATURATED_START):
        yield Finding(
            name="vanishing signals",
            step=0,
            evidence=f"before training, the spread of a over the examples goes {table} from the input on.",
            cause="Weights too small for the layers' sizes (or sigmoids in a deep network): deep layers see all "
            "examples alike. Try He with ReLU, Xavier with tanh.",
            lesson=INITIALIZATION,
        )
    if logits > EXPLODED * max(1.0, spreads[0]):
        yield Finding(
            name="exploding signals",
            step=0,
            evidence=f"before training, the spread of a goes {table} from the input on, and that of the logits is "
            f"{n(logits)}.",
            cause="Weights too large for the layers' sizes: confident nonsense at the start. Try He with ReLU, "
            "Xavier with tanh.",
            lesson=INITIALIZATION,
        )


def _spread(a: Array) -> float:
    """Return the root mean square, over the units, of each unit's standard deviation over the examples."""
    return float(np.sqrt(np.mean(np.var(a.astype(float), axis=0))))


# Training itself drives units to decide, so the end may be flatter than the start.
SATURATED_START, SATURATED_END = 0.5, 0.9


def saturated(run: Run) -> Findings:
    """Where sigmoid or tanh is flat, no gradient gets through (Glorot and Bengio 2010): before training."""
    found = _most_saturated(run.start, SATURATED_START)
    if found:
        yield Finding(
            name="saturated units",
            step=0,
            evidence=f"before training, {found}.",
            cause="Weights or inputs too large from the start: the gradient is multiplied by almost 0 there. Try "
            "Xavier, weights around 0, standardized inputs.",
            lesson=INITIALIZATION,
        )


def saturated_by_training(run: Run) -> Findings:
    """The same after training, of units that were not so before."""
    found = _most_saturated(run.end, SATURATED_END)
    if found and not _most_saturated(run.start, SATURATED_START):
        yield Finding(
            name="units saturated in training",
            step=run.steps,
            evidence=f"after training, {found}; the largest update ratio was {n(run.update_ratio.max(initial=0.0))}.",
            cause="Steps too large drove them there, and the gradient is multiplied by almost 0 now. Try a smaller "
            "learning rate, standardized inputs.",
            lesson=FORWARD,
        )


def _most_saturated(way: Forward, bound: float) -> str:
    """Say of the first layer of which a share above the bound is flat how many values are; "" where there is none."""
    for number, layer in enumerate(way.hidden):
        activation = ACTIVATIONS[layer.activation]
        if activation.kind == "squashing" and (share := float(_flat(layer).mean())) > bound:
            return (
                f"{share:.0%} of the {activation.label} values of layer {number} lie where the slope is below "
                f"{FLAT * activation.steepest:g}; the mean |z| there is {n(np.abs(layer.before_activation).mean())}"
            )
    return ""


def _flat(layer: LayerForward) -> Array:
    """Return which of a layer's values lie where its activation is flat."""
    return ACTIVATIONS[layer.activation].is_flat(layer.before_activation, layer.a)


# After Lu et al. (2019), Dying ReLU and initialization. A few dead units cost little capacity (one healthy run in a
# hundred has a quarter of a layer dead), half a layer is a fault. Of a handful of examples every other unit is off for
# all by chance.
SOME_DEAD, MANY_DEAD, ENOUGH = 0.25, 0.5, 10


def dead_units(run: Run) -> Findings:
    """A unit with ReLU or its like that is off for every example gets no gradient, and stays so."""
    if len(run.plan.x) < ENOUGH or run.equal_start:
        return
    layers = [
        (number, ACTIVATIONS[after.activation].label, _is_dead(before), _is_dead(after))
        for number, (before, after) in enumerate(zip(run.start.hidden, run.end.hidden, strict=True))
        if ACTIVATIONS[after.activation].kind == "rectifier" and after.a.shape[-1] > 1
    ]
    if not layers:
        return
    _, label, before, after = max(layers, key=lambda layer: layer[3].mean())
    share = float(after.mean())
    if share < SOME_DEAD:
        return
    counts = [
        f"layer {i} {end.sum()} of {end.size} (before {start.sum()})" for i, _, start, end in layers
    ]
    from_the_start = 2 * before.sum() >= after.sum()
    yield Finding(
        name=f"dead {label} units",
        step=0 if from_the_start else run.steps,
        evidence=f"units that are off (slope 0) for every training example: {', '.join(counts)}; the "
        f"largest update ratio was {n(run.update_ratio.max(initial=0.0))}.",
        cause="Most of them were dead before the first step: the weights or biases that it started from, or inputs far "
        "from 0, make z < 0 everywhere. Try He initialization, biases of 0, standardized inputs."
        if from_the_start
        else "A step too large pushed weights or biases so far that z < 0 everywhere, and no gradient brings "
        "them back. Try a smaller learning rate, He initialization, standardized inputs.",
        lesson=INITIALIZATION if from_the_start else FORWARD,
        severity="alarm" if share >= MANY_DEAD else "note",
    )


def killed_by_a_step(run: Run) -> bool:
    """Return whether training itself left half a layer's units dead, or more."""
    return any(found.severity == "alarm" and found.step for found in dead_units(run))


def _is_dead(layer: LayerForward) -> Array:
    off = ACTIVATIONS[layer.activation].is_off(layer.before_activation, layer.a)
    return np.asarray(off.all(axis=0))
