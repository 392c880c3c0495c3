"""Questions about the way back: the loss, the gradient, and what the optimizer makes of it first."""

from typing import NamedTuple

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.diagnosis.findings import BACKPROPAGATION, LOSS, Finding, Findings
from mlcourse.diagnosis.run import Run, n
from mlcourse.steps.activations import ACTIVATIONS
from mlcourse.steps.forward import compute_loss, forward
from mlcourse.steps.gradient_check import objective
from mlcourse.steps.network import MLP
from mlcourse.steps.optimizers import Adam
from mlcourse.steps.step import Step

LOSS_TOLERANCE = 1e-3  # float32 rounds at 1e-7; a mistake changes the loss by percents at least


def loss_value(run: Run) -> Findings:
    """The recorded loss, computed again from the logits."""
    if not run.steps:
        return
    step = run.at(0)
    x, y = run.batch(step)
    way = forward(run.plan.network, run.part(step.before.theta), x, training=True)
    expected = float(compute_loss(way, y, run.plan.loss).value)
    got = float(run.part(np.asarray(step.loss.value)))
    if abs(got - expected) <= LOSS_TOLERANCE * max(abs(expected), abs(got)):
        return
    loss = run.loss_function
    twice = loss.target == "classes" and bool(
        np.isclose(got, loss.function(way.output, y).value, rtol=LOSS_TOLERANCE)
    )
    yield Finding(
        name="wrong loss",
        step=0,
        evidence=f"step 0 recorded a loss of {n(got)}; {run.plan.loss} of its logits is {n(expected)}."
        + (" Taking the probabilities for logits gives the recorded one." * twice),
        cause="Softmax applied twice: the loss takes logits, and applies softmax itself."
        if twice
        else "The step computes another loss than the plan says: a sum for a mean, another target, another input.",
        lesson=LOSS,
    )


def gradient(run: Run) -> Findings:
    """The gradient check along a few directions: does the loss have the slope that the optimizer was told?"""
    steps = _checked_steps(run)
    checks = [_slopes(run, k) for k in steps]
    if not checks or not all(check.differ.any() for check in checks):
        return
    k, (got, expected, differ, _) = steps[0], checks[0]
    names = [block.name for block in run.plan.network.layout.blocks]
    wrong = [name for name, bad in zip(names, differ, strict=True) if bad]
    worst = int(np.abs(got - expected).argmax())
    yield Finding(
        name="gradient is not the slope of the loss",
        step=k,
        evidence=f"in step {k} the optimizer was given a slope of {n(got[worst])} along a direction in "
        f"{names[worst]}, and the loss has {n(expected[worst])}; blocks that disagree: {', '.join(wrong)}.",
        cause=_gradient_cause(run, checks[0], wrong),
        lesson=BACKPROPAGATION,
    )


# Central differences in float64 with ε = 1e-5 are good to about 1e-9, a float32 gradient to about 1e-4; the mildest
# mistake measured (σ′ of a instead of z) is 9e-3.
EPSILON, ROUNDING, SLOPE_TOLERANCE = 1e-5, 1e-14, 3e-3
SLOPE_FLOOR, NEAR_KINK = 0.05, 0.005  # of the largest block's slope; of a layer's values


def _checked_steps(run: Run) -> list[int]:
    """Early steps, where numbers are still moderate; after step 0, since zero biases put ReLU on its kink."""
    early = [k for k in (1, 2, 5) if k < run.steps] or list(range(run.steps))
    return [k for k in early if _off_kinks(run, run.at(k))]


def _off_kinks(run: Run, step: Step) -> bool:
    """Whether hardly any z lies so near an activation's kink that a central difference would straddle it."""
    layers = [layer for layer in step.forward.hidden if ACTIVATIONS[layer.activation].has_kink]
    near = [np.abs(run.part(layer.before_activation)) < 10 * EPSILON for layer in layers]
    return all(float(each.mean()) < NEAR_KINK for each in near)


class _Slopes(NamedTuple):
    """For each block of θ, the slope along a direction in it."""

    got: Array  # from the gradient that the optimizer was given
    expected: Array  # of the loss itself
    differ: Array  # whether they differ by more than rounding does
    own: bool  # whether the gradient was this step's own


def _slopes(run: Run, k: int) -> _Slopes:
    step = run.at(k)
    x, y = run.batch(step)
    y = y.astype(float) if y.dtype.kind == "f" else y
    l1, l2 = run.own("l1"), run.own("l2")
    cost = objective(run.plan.network, x.astype(float), y, run.plan.loss, l1, l2)
    theta = run.part(step.before.theta).astype(float)
    directions = _directions(run.plan.network)
    above, below = (
        np.array([cost(theta + move) for move in sign * EPSILON * directions]) for sign in (1, -1)
    )
    used = run.part(step.update.gradient)
    got, expected = directions @ used, (above - below) / (2 * EPSILON)
    rounding = np.abs(above).max() * ROUNDING / EPSILON
    differ = np.abs(got - expected) > _tolerated(got, expected) + rounding
    return _Slopes(got, expected, differ, np.array_equal(used, run.part(step.gradient)))


def _directions(network: MLP) -> Array:
    """Return a direction of length 1 in each block of θ (blocks, P), of random signs."""
    signs = np.where(np.random.default_rng(0).random(network.size) < 0.5, -1.0, 1.0)
    directions = np.zeros((len(network.layout.blocks), network.size))
    for row, block in zip(directions, network.layout.blocks, strict=True):
        row[block.start : block.stop] = signs[block.start : block.stop]
    return directions / np.linalg.norm(directions, axis=1, keepdims=True)


def _tolerated(got: Array, expected: Array) -> Array:
    size = np.abs(got) + np.abs(expected)
    return SLOPE_TOLERANCE * np.maximum(size, size.max() * SLOPE_FLOOR)


def _gradient_cause(run: Run, slopes: _Slopes, wrong: list[str]) -> str:
    if not slopes.own:
        return (
            "The optimizer was not given this step's gradient: gradients of earlier steps were not reset, or "
            "something changed it on the way."
        )
    solid = np.abs(slopes.expected) >= SLOPE_FLOOR * np.abs(slopes.expected).max()
    ratios = slopes.got[solid] / slopes.expected[solid]
    if np.allclose(ratios, ratios[0], rtol=0.02):
        return _factor_cause(ratios[0], run.own("batch_size"))
    if not any(name.startswith("W") for name in wrong):
        return f"Weights are right, but not {', '.join(wrong)}: ∂L/∂b = Σδ is missing or averaged."
    last = f"W{len(run.plan.network.layers) - 1}"
    if last not in wrong:
        return (
            "The output layer is right and layers before it are not: the chain rule broke on the way back, "
            "as when the activation's slope is left out or taken at the wrong place."
        )
    return "Wrong from the output layer on: the loss's gradient by the logits is not what the loss says."


def _factor_cause(factor: float, batch_size: int) -> str:
    for usual, cause in (
        (-1, "The sign is flipped: the step goes up the slope."),
        (batch_size, "The gradient is summed over the batch instead of averaged."),
        (1 / batch_size, "The gradient is divided by the batch size once too often."),
    ):
        if np.isclose(factor, usual, rtol=0.02):
            return cause
    return f"All of it is {n(factor)} times what it should be: a factor is missing or too many."


# With He and ReLU, or Xavier and tanh, the ratio stays between 0.2 and 5 at a depth of six.
VANISHED_GRADIENT, EXPLODED_GRADIENT = 1e-2, 1e2


def gradients_by_depth(run: Run) -> Findings:
    """‖δ‖ of every layer in the first step: a product of many factors grows or shrinks (Hochreiter 1991)."""
    if not run.history.steps or len(run.plan.network.layers) < 3:
        return
    sizes = [float(np.linalg.norm(run.part(layer.delta))) for layer in run.at(0).backward.layers]
    if not np.isfinite(sizes).all() or not all(sizes):
        return
    ratio = sizes[0] / sizes[-2]  # within the hidden layers
    vanishing = ratio < VANISHED_GRADIENT
    if vanishing or ratio > EXPLODED_GRADIENT:
        yield Finding(
            name=f"{'vanishing' if vanishing else 'exploding'} gradients",
            step=0,
            evidence=f"‖δ‖ in the first step, from the first layer to the output: {'  '.join(map(n, sizes))}.",
            cause="Each layer back multiplies by Wᵀ and by the activation's slope: too "
            + ("small" if vanishing else "large")
            + " a product starves or floods the first layers. Try He with ReLU, Xavier with tanh, batch normalization.",
            lesson=BACKPROPAGATION,
        )


ADAM_START = 1.5  # exactly 1 but for rounding; Kingma and Ba (2015), section 2.1


def adam_start(run: Run) -> Findings:
    """With both moments corrected, no parameter moves by more than η in Adam's first step."""
    if not isinstance(run.plan.optimizer, Adam) or not run.steps:
        return
    step = run.at(0)
    rate = float(run.history.learning_rate[(0, *run.index)])
    change = step.update.change - getattr(step.update, "decay", 0)  # AdamW's decay comes on top
    largest = float(np.abs(run.part(change)).max())
    if largest > ADAM_START * rate:
        yield Finding(
            name="first Adam step too long",
            step=0,
            evidence=f"the largest |Δθ| of the first step is {n(largest)}, {n(largest / rate)} times η = {n(rate)}.",
            cause="The moments are not corrected for their start from 0: m/√v is then (1 − β₁)/√(1 − β₂) = 3.16 "
            "for the usual β.",
            lesson=BACKPROPAGATION,
        )
