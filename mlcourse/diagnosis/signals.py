"""Questions about the signals on their way forward: do they get through, and do all units take part?"""

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.diagnosis.findings import FORWARD, INITIALIZATION, Finding, Findings
from mlcourse.diagnosis.run import Run, n
from mlcourse.steps.activations import ACTIVATIONS, FLAT
from mlcourse.steps.forward import LayerForward

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


# Relative to the input. Two layers of sigmoids, Xavier, leave about 0.04; eight of ReLU, He, about 0.3.
VANISHED = 3e-3
EXPLODED = 20.0  # logits ±20 are probabilities of 1 − 1e-9; He and Xavier start with about 1


def signals(run: Run) -> Findings:
    """The spread of a over the examples, layer by layer: good schemes keep it (Glorot and Bengio 2010)."""
    spreads = [_spread(run.plan.x), *(_spread(layer.a) for layer in run.start.hidden)]
    logits = _spread(run.start.logits)
    table = " → ".join(n(s) for s in spreads)
    vanished = spreads[-1] < VANISHED * spreads[0]
    if vanished and not run.equal_start:
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
    """Where sigmoid or tanh is flat, no gradient gets through (Glorot and Bengio 2010)."""
    for when, way, step, bound in (
        ("before training", run.start, 0, SATURATED_START),
        ("after training", run.end, run.steps, SATURATED_END),
    ):
        for number, layer in enumerate(way.hidden):
            activation = ACTIVATIONS[layer.activation]
            if activation.kind != "squashing":
                continue
            share = float(_flat(layer).mean())
            if share > bound:
                yield Finding(
                    name="saturated units",
                    step=step,
                    evidence=f"{when}, {share:.0%} of the {activation.label} values of layer {number} lie where the "
                    f"slope is below {FLAT * activation.steepest:g}; the mean |z| there is "
                    f"{n(np.abs(layer.before_activation).mean())}.",
                    cause="Weights or inputs too large (or a learning rate that made them so): the gradient is "
                    "multiplied by almost 0 there. Try Xavier, standardized inputs, a smaller learning rate.",
                    lesson=FORWARD if step else INITIALIZATION,
                )
                return


def _flat(layer: LayerForward) -> Array:
    """Return which of a layer's values lie where its activation is flat."""
    return ACTIVATIONS[layer.activation].is_flat(layer.before_activation, layer.a)


# After Lu et al. (2019), Dying ReLU and initialization. A few dead units cost little capacity (one healthy run in a
# hundred has a quarter of a layer dead), half a layer is a fault.
SOME_DEAD, MANY_DEAD = 0.25, 0.5


def dead_units(run: Run) -> Findings:
    """A unit with ReLU or its like that is off for every example gets no gradient, and stays so."""
    shares, counts = [], []
    for number, (before, after) in enumerate(zip(run.start.hidden, run.end.hidden, strict=True)):
        kind, label = ACTIVATIONS[after.activation].kind, ACTIVATIONS[after.activation].label
        if kind == "rectifier" and after.a.shape[-1] > 1:
            dead = _is_dead(after)
            shares.append(float(dead.mean()))
            counts.append(
                f"layer {number} {dead.sum()} of {dead.size} (before {_is_dead(before).sum()})"
            )
    share = max(shares, default=0.0)
    if share >= SOME_DEAD and not run.equal_start:
        yield Finding(
            name=f"dead {label} units",
            step=run.steps,
            evidence=f"units that are off (slope 0) for every training example: {', '.join(counts)}; the "
            f"largest update ratio was {n(run.update_ratio.max(initial=0.0))}.",
            cause="A step too large pushed weights or biases so far that z < 0 everywhere, and no gradient brings "
            "them back. Try a smaller learning rate, He initialization, standardized inputs.",
            lesson=FORWARD,
            severity="alarm" if share >= MANY_DEAD else "note",
        )


def _is_dead(layer: LayerForward) -> Array:
    off = ACTIVATIONS[layer.activation].is_off(layer.before_activation, layer.a)
    return np.asarray(off.all(axis=0))
