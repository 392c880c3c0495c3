"""Questions about what the steps compute: forward pass, loss and gradient beside the library's; gradients by depth."""

from collections.abc import Iterator

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.diagnosis.findings import BACKPROPAGATION, FORWARD, LOSS, Finding, Findings
from mlcourse.diagnosis.replay import Replay, differ
from mlcourse.diagnosis.run import Run, n
from mlcourse.steps.iteration import TINY, norm

TWICE = 1e-3  # relative: how near the recorded loss comes to that of softmax twice


def departures(run: Run) -> Iterator[tuple[str, int, Replay]]:
    """Yield the first operation of each replayed step that is not the library's, where there is one."""
    scale = 0.0
    for each in run.replays:
        scale = scale or float(norm(each.both(lambda p: p.gradient)[1].astype(float)))
        found = each.departure(scale)
        if found is not None:
            yield *found, each


def forward_pass(run: Run) -> Findings:
    """z and a of every layer, computed again from the same θ and batch."""
    operation, number, each = next(departures(run), (None, 0, None))
    if operation != "forward" or each is None:
        return
    (z, right_z), (a, right_a) = (
        each.both(lambda p, name=name: getattr(p.forward.layers[number], name))  # type: ignore[misc]
        for name in ("z", "a")
    )
    layer = run.plan.network.layers[number]
    at_z = differ(z, right_z)
    what, got, expected = (
        ("z = xW + b", z, right_z) if at_z else (f"a = {layer.activation}(z)", a, right_a)
    )
    yield Finding(
        name="forward pass is not the network's",
        step=each.step.index,
        evidence=f"in step {each.step.index}, layer {number}, {what} has a mean magnitude of "
        f"{n(np.abs(got).mean())} and is {n(np.abs(expected).mean())} by the same θ, batch and layer before.",
        cause="The step computes another network than the plan describes: another activation, a bias or a factor left "
        "out, or layers in another order.",
        lesson=FORWARD,
    )


def loss_value(run: Run) -> Findings:
    """The recorded loss, computed again from the logits."""
    operation, _, each = next(departures(run), (None, 0, None))
    if operation != "loss" or each is None:
        return
    got, expected = (float(value) for value in each.both(lambda p: p.loss.value))
    loss, size = run.loss_function, each.step.batch.size
    _, output = each.both(lambda p: p.forward.output)
    y = each.step.batch.y if each.step.batch.x.ndim == 2 else run.part(each.step.batch.y)
    twice = loss.target == "classes" and bool(
        np.isclose(got, loss.function(output, y).value, rtol=TWICE)
    )
    summed = size > 1 and np.isclose(got, size * expected, rtol=TWICE)
    hint, cause = (
        "",
        "The step computes another loss than the plan says: another formula, target or input.",
    )
    if twice:
        hint = " Taking the probabilities for logits gives the recorded one."
        cause = "Softmax applied twice: the loss takes logits, and applies softmax itself."
    elif summed:
        hint = f" That is {size} times as much, and {size} is the batch size."
        cause = "The loss is summed over the batch instead of averaged."
    yield Finding(
        name="wrong loss",
        step=each.step.index,
        evidence=f"step {each.step.index} recorded a loss of {n(got)}; {run.plan.loss} of its logits is "
        f"{n(expected)}.{hint}",
        cause=cause,
        lesson=LOSS,
    )


def gradient(run: Run) -> Findings:
    """The gradient that the optimizer was given, beside backpropagation by the library on the same θ and batch."""
    operation, _, each = next(departures(run), (None, 0, None))
    if (
        operation is None
    ):  # the steps' own gradients are right; were they what the optimizer was given?
        each = next((r for r in run.replays if differ(*_given(run, r))), None)
        if each is None or _is_clipped(run):
            return
        got, expected = _given(run, each)
        cause = _changed_cause(run, each, got, expected)
    elif operation == "gradient" and each is not None:
        got, expected = each.both(lambda p: p.gradient)
        cause = _gradient_cause(run, each, got, expected)
    else:
        return
    layout = run.plan.network.layout
    wrong = _wrong_blocks(run, got, expected)
    block = layout.by_name[wrong[0]]
    at = block.start + int(np.abs(got - expected)[block.start : block.stop].argmax())
    name, place = layout.where(at)
    yield Finding(
        name="gradient is not the slope of the loss",
        step=each.step.index,
        evidence=f"in step {each.step.index} the optimizer was given {n(got[at])} for "
        f"{name}[{', '.join(map(str, place))}], and the slope of the loss there is {n(expected[at])}; blocks that "
        f"disagree: {', '.join(wrong)}.",
        cause=cause,
        lesson=BACKPROPAGATION,
    )


def _given(run: Run, each: Replay) -> tuple[Array, Array]:
    """Return the gradient that the optimizer was given, and the step's own."""
    return run.part(each.step.update.gradient), run.part(each.step.gradient)


def _wrong_blocks(run: Run, got: Array, expected: Array) -> list[str]:
    """Return the names of the blocks that disagree, or of the worst where it takes all of them together."""
    blocks = run.plan.network.layout.blocks
    scale = float(norm(expected.astype(float)))
    wrong = [b.name for b in blocks if differ(b.of(got).ravel(), b.of(expected).ravel(), scale)]
    return wrong or [max(blocks, key=lambda b: np.abs(b.of(got - expected)).max()).name]


def _changed_cause(run: Run, each: Replay, got: Array, own: Array) -> str:
    before = [run.part(run.at(k).gradient) for k in range(each.step.index)]
    if before and not differ(got, own + np.sum(before, axis=0)):
        return "Gradients of earlier steps were not reset: the optimizer was given the sum of all so far."
    factor = parallel(got, own)
    if factor is not None:
        return "On its way to the optimizer: " + _factor_cause(
            factor, each.step.batch.size, run.plan.batch_size
        )
    return "The step's own gradient is right, and something changed it on the way to the optimizer."


def _is_clipped(run: Run) -> bool:
    """Whether gradients were clipped: shortened to one length, or cut off at one magnitude, where they were larger."""
    pairs = [_given(run, each) for each in run.replays]
    longest = max(float(norm(got)) for got, _ in pairs)
    largest = max(float(np.abs(got).max()) for got, _ in pairs)
    by_length = (own * min(1, longest / max(float(norm(own)), TINY)) for _, own in pairs)
    by_value = (np.clip(own, -largest, largest) for _, own in pairs)
    several = len({float(norm(own)) for _, own in pairs}) > 1  # of one, any factor looks so
    return several and any(
        not any(differ(got, cut) for (got, _), cut in zip(pairs, way, strict=True))
        for way in (by_length, by_value)
    )


def _gradient_cause(run: Run, each: Replay, got: Array, expected: Array) -> str:
    wrong = _wrong_blocks(run, got, expected)
    if run.plan.penalized and not differ(got, each.both(lambda p: p.backward.gradient)[1]):
        return "The penalty's gradient is missing: λ is in the loss, and not in what the optimizer gets."
    factor = parallel(got, expected)
    if factor is not None:
        return _factor_cause(factor, each.step.batch.size, run.plan.batch_size)
    if not any(name.startswith("W") for name in wrong):
        return _bias_cause(run, each, got, expected, wrong)
    network = run.plan.network
    mask = np.zeros(network.size, dtype=bool)
    for block in network.layout.blocks:
        mask[block.start : block.stop] = block.name in wrong
    factor = parallel(got[mask], expected[mask])
    if factor is not None:
        return (
            f"{', '.join(wrong)}: {n(factor)} times what it should be, and the other blocks are right. A factor is "
            "missing or too many there."
        )
    last = f"W{len(network.layers) - 1}"
    if last not in wrong:
        return (
            "The output layer is right and layers before it are not: the chain rule broke on the way back, as when the "
            "activation's slope is left out or taken at the wrong place, or when the way back goes through weights "
            "that are already updated."
        )
    return "Wrong from the output layer on: the loss's gradient by the logits is not what the loss says."


def _bias_cause(run: Run, each: Replay, got: Array, expected: Array, wrong: list[str]) -> str:
    blocks = [run.plan.network.layout.by_name[name] for name in wrong]
    if not any(block.of(got).any() for block in blocks):
        how = "is missing"
    else:
        ours, theirs = (np.concatenate([b.of(v).ravel() for b in blocks]) for v in (got, expected))
        factor = parallel(ours, theirs)
        averaged = factor is not None and np.isclose(factor, 1 / each.step.batch.size, rtol=1e-3)
        how = "is averaged over the batch" if averaged else "is not what comes out"
    return f"Weights are right, but not {', '.join(wrong)}: ∂L/∂b = Σδ {how}."


def parallel(got: Array, expected: Array) -> float | None:
    """Return c where got = c · expected, as nearly as a missing factor makes it; else None.

    Args:
        got: (P,).
        expected: (P,).

    Returns:
        The factor.

    Example:
        >>> parallel(np.array([2.0, 4.0]), np.array([-1.0, -2.0])), parallel(np.array([1.0, 0.0]), np.array([0.0, 1.0]))
        (-2.0, None)
    """
    got, expected = got.astype(float), expected.astype(float)
    size = float(expected @ expected)
    if not 0 < size < np.inf:
        return None
    factor = float(got @ expected) / size
    off = float(norm(got - factor * expected))
    return factor if off <= 1e-4 * abs(factor) * np.sqrt(size) else None


def _factor_cause(factor: float, size: int, batch_size: int) -> str:
    for usual, cause in (
        (-1, "The sign is flipped: the step goes up the slope."),
        (size, "The gradient is summed over the batch instead of averaged."),
        (batch_size, "The gradient is summed over the batch instead of averaged."),
        (1 / size, "The gradient is divided by the batch size once too often."),
        (1 / batch_size, "The gradient is divided by the batch size once too often."),
    ):
        if np.isclose(factor, usual, rtol=1e-3):
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
