"""What is wrong with a run? Read its tape as a practitioner would, and say so with numbers.

``diagnose`` asks a finished run a few questions, each a short function below: what it measures, the bound
beyond which it speaks, and why that bound. A finding states its evidence first and the likely cause second:
the evidence is measured, the cause is a guess that usually holds. An alarm is worth stopping for, a note is
worth knowing. Bounds without a source were chosen on healthy and faulty runs of the course's own data sets.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from mlcourse.activations import ACTIVATIONS
from mlcourse.display import Record, Term, number_text, record
from mlcourse.errors import Array, given, integer
from mlcourse.forward import Forward, LayerForward, compute_loss, forward
from mlcourse.gradient_check import objective
from mlcourse.history import History, check_history
from mlcourse.iteration import Step, first_non_finite
from mlcourse.losses import categorical_cross_entropy, one_hot_target
from mlcourse.optimizers import Adam
from mlcourse.plan import Plan
from mlcourse.stopping import Stop

INITIALIZATION, FORWARD, LOSS = "01 Initialization", "02 Forward pass", "03 Loss"
BACKPROPAGATION, UPDATE, ITERATION = "04 Backpropagation", "05 Parameter update", "06 Iteration"
OVERFITTING, PREPARATION = "the lesson on overfitting", "the lesson on preparing data"
METRICS = "the lesson on accuracy, precision and recall"


@record
class Finding(Record):
    """One thing that a run shows: where, by which numbers, why it is so, and where that is explained."""

    title = "Finding"
    terms = (
        Term("name", "what was found"),
        Term("severity", "alarm: worth stopping for; note: worth knowing"),
        Term("step", "where it shows"),
    )

    name: str
    step: int
    evidence: str
    cause: str
    lesson: str
    severity: str = "alarm"

    def worked(self) -> tuple[str, ...]:
        """Return evidence, cause and lesson."""
        return (
            f"Evidence: {self.evidence}",
            f"Cause: {self.cause}",
            f"Explained in {self.lesson}.",
        )


@record
class Diagnosis(Record):
    """All that was found in a run, alarms first, and what was looked at."""

    title = "Diagnosis"

    findings: tuple[Finding, ...]
    steps: int
    looked_at: tuple[str, ...]

    @property
    def alarms(self) -> tuple[Finding, ...]:
        """The findings that are worth stopping for."""
        return tuple(f for f in self.findings if f.severity == "alarm")

    @property
    def notes(self) -> tuple[Finding, ...]:
        """The findings that are worth knowing."""
        return tuple(f for f in self.findings if f.severity == "note")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the findings."""
        return tuple(f.name for f in self.findings)

    def worked(self) -> tuple[str, ...]:
        """Return every finding in a few lines."""
        lines = [
            f"{self.steps} steps: {_count(self.alarms, 'alarm')}, {_count(self.notes, 'note')}"
        ]
        if not self.alarms:
            lines.append("Nothing conspicuous. Looked at: " + ", ".join(self.looked_at) + ".")
        for each in self.findings:
            lines.append(f"{each.severity.upper()}: {each.name} (step {each.step})")
            lines += [f"    {line}" for line in each.worked()]
        return tuple(lines)


def _count(findings: tuple[Finding, ...], word: str) -> str:
    return f"{len(findings) or 'no'} {word}{'s' * (len(findings) != 1)}"


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
    evidence = _Run(history, _index(history, run))
    with np.errstate(all="ignore"):  # what is not finite is a finding, not a warning
        found = [finding for question in QUESTIONS for finding in question.ask(evidence)]
    found.sort(key=lambda finding: finding.severity)  # alarms first; otherwise as they were asked
    return Diagnosis(tuple(found), evidence.steps, tuple(question.what for question in QUESTIONS))


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


@dataclass(frozen=True)
class _Run:
    """One run's part of a history: what the questions are put to."""

    history: History
    index: tuple[int, ...]

    @property
    def plan(self) -> Plan:
        return self.history.plan

    @cached_property
    def stop(self) -> Stop:
        """Why and when this run ended."""
        return self.history.stops.get(self.index, self.history.stop)

    @cached_property
    def steps(self) -> int:
        """How many steps were made with finite numbers."""
        made = min(self.stop.step, self.history.steps)
        finite = np.isfinite(self._mine(self.history.loss)[:made])
        return made if finite.all() else int(finite.argmin())

    @property
    def diverged(self) -> bool:
        return self.steps < self.history.steps and (
            self.stop.reason == "diverged" or self.steps < self.stop.step
        )

    def _mine(self, curve: Array) -> Array:
        return curve[:, self.index[0]] if self.index else curve

    @cached_property
    def loss(self) -> Array:
        return self._mine(self.history.loss)[: self.steps]

    @cached_property
    def update_ratio(self) -> Array:
        return self._mine(self.history.update_ratio)[: self.steps]

    @cached_property
    def epochs(self) -> int:
        return self.steps // self.plan.steps_per_epoch

    @cached_property
    def training(self) -> Array:
        """Mean training loss of each whole epoch."""
        return (
            self._mine(self.history.epochs.training_loss)[: self.epochs]
            if self.epochs
            else np.zeros(0)
        )

    @cached_property
    def validation(self) -> Array:
        """Validation loss of each whole epoch; empty where there is none."""
        losses = self.history.epochs.validation_loss
        return (
            np.zeros(0) if losses is None or not self.epochs else self._mine(losses)[: self.epochs]
        )

    def at(self, step: int) -> Step:
        return self.history.at(step)

    def part(self, values: Array) -> Array:
        """Return this run's part of an array whose leading axis is the runs."""
        return values[self.index]

    def batch(self, step: Step) -> tuple[Array, Array]:
        """Return inputs and targets of a step; runs with one seed share them."""
        shared = step.batch.indices.ndim == 1
        return (
            (step.batch.x, step.batch.y)
            if shared
            else (self.part(step.batch.x), self.part(step.batch.y))
        )

    def price(self, name: str) -> float:
        """Return this run's λ."""
        value = getattr(self.plan, name)
        return value[self.index[0]] if isinstance(value, tuple) else value

    @cached_property
    def start(self) -> Forward:
        """All training examples through the network before the first step."""
        return self._pass(self.history.initial)

    @cached_property
    def end(self) -> Forward:
        """All training examples through the network after the last step."""
        return self._pass(self.history.last)

    def _pass(self, state: Any) -> Forward:
        theta, running = self.part(state.theta), self.part(state.running)
        # Before the first step there are no running statistics yet: take those of all examples.
        return forward(self.plan.network, theta, self.plan.x, running, training=state.step == 0)


Findings = Iterator[Finding]


# --- 1 Initialization, 2 Forward pass


# A feature of size 30 makes the loss about 30² times as curved along its weights: no learning rate suits all.
# From 3 to 30 (irises in cm, pixels from 0 to 16) Adam copes, which makes it a note.
MODERATE_INPUT, LARGE_INPUT = 3.0, 30.0


def _inputs(run: _Run) -> Findings:
    """Inputs should have means near 0 and standard deviations near 1 (LeCun et al. 1998)."""
    size = np.sqrt(np.mean(np.square(run.plan.x.astype(float)), axis=0))
    largest = float(size.max())
    if largest <= MODERATE_INPUT:
        return
    at = int(size.argmax())
    yield Finding(
        "inputs not standardized",
        0,
        f"feature {at} has a root mean square of {_n(largest)}, the smallest feature {_n(size.min())}; "
        "standardized they would be 1.",
        "A feature with large numbers dominates every z and needs a smaller learning rate than the others. "
        "Try standardize(split(data)).",
        PREPARATION,
        "alarm" if largest > LARGE_INPUT else "note",
    )


# As for the inputs: gradients grow with the targets, and Adam needs size/η steps to get there.
LARGE_TARGET = 30.0


def _targets(run: _Run) -> Findings:
    """Numbers to be predicted should be of the order of 1, as the outputs are at the start."""
    if run.plan.loss != "mean_squared_error":
        return
    size = float(np.sqrt(np.mean(np.square(run.plan.y.astype(float)))))
    if size > LARGE_TARGET:
        yield Finding(
            "targets not standardized",
            0,
            f"the targets have a root mean square of {_n(size)}, and the first loss is {_n(_first(run))}.",
            "The output starts near 0 and has a long way to go, while gradients are as large as the targets. "
            "Standardize y by the training part's mean and standard deviation.",
            PREPARATION,
        )


SAME = 1e-6  # relative; rounding lets equal units drift apart by about 1e-15 a step


def _identical_units(run: _Run) -> Findings:
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
            "identical hidden units",
            run.steps,
            f"after {run.steps} steps the incoming weights of all units of a layer differ by at most "
            f"{_n(max(spreads.values()))}; layers: {_listed(spreads)}.",
            "Zero or constant weights at the start: equal units get equal gradients and never part. "
            'Try scheme="he_normal" or "xavier_normal".',
            INITIALIZATION,
        )


# Relative to the input. Two layers of sigmoids, Xavier, leave about 0.04; eight of ReLU, He, about 0.3.
VANISHED = 3e-3
EXPLODED = 20.0  # logits ±20 are probabilities of 1 − 1e-9; He and Xavier start with about 1


def _signals(run: _Run) -> Findings:
    """The spread of a over the examples, layer by layer: good schemes keep it (Glorot and Bengio 2010)."""
    spreads = [_spread(run.plan.x), *(_spread(layer.a) for layer in run.start.hidden)]
    logits = _spread(run.start.logits)
    table = " → ".join(_n(s) for s in spreads)
    vanished = spreads[-1] < VANISHED * spreads[0]
    if vanished and not _equal_start(run):
        yield Finding(
            "vanishing signals",
            0,
            f"before training, the spread of a over the examples goes {table} from the input on.",
            "Weights too small for the layers' sizes (or sigmoids in a deep network): deep layers see all "
            "examples alike. Try He with ReLU, Xavier with tanh.",
            INITIALIZATION,
        )
    if logits > EXPLODED * max(1.0, spreads[0]):
        yield Finding(
            "exploding signals",
            0,
            f"before training, the spread of a goes {table} from the input on, and that of the logits is "
            f"{_n(logits)}.",
            "Weights too large for the layers' sizes: confident nonsense at the start. Try He with ReLU, "
            "Xavier with tanh.",
            INITIALIZATION,
        )


# A twentieth of the steepest slope: |z| > 2.18 for tanh, |z| > 4.37 for sigmoid.
# Training itself drives units to decide, so the end may be flatter than the start.
FLAT_SLOPE = {"tanh": 0.05, "sigmoid": 0.0125}
SATURATED_START, SATURATED_END = 0.5, 0.9


def _saturated(run: _Run) -> Findings:
    """Where sigmoid or tanh is flat, no gradient gets through (Glorot and Bengio 2010)."""
    for when, way, step, bound in (
        ("before training", run.start, 0, SATURATED_START),
        ("after training", run.end, run.steps, SATURATED_END),
    ):
        for number, layer in enumerate(way.hidden):
            if layer.activation not in FLAT_SLOPE:
                continue
            slope = ACTIVATIONS[layer.activation].slope(layer.before_activation, layer.a)
            share = float(np.mean(slope < FLAT_SLOPE[layer.activation]))
            if share > bound:
                yield Finding(
                    "saturated units",
                    step,
                    f"{when}, {share:.0%} of the {layer.activation} values of layer {number} lie where the "
                    f"slope is below {FLAT_SLOPE[layer.activation]:g}; the mean |z| there is "
                    f"{_n(np.abs(layer.before_activation).mean())}.",
                    "Weights or inputs too large (or a learning rate that made them so): the gradient is "
                    "multiplied by almost 0 there. Try Xavier, standardized inputs, a smaller learning rate.",
                    FORWARD if step else INITIALIZATION,
                )
                return


# After Lu et al. (2019), Dying ReLU and initialization. A few dead units cost little capacity (one healthy run in a
# hundred has a quarter of a layer dead), half a layer is a fault.
SOME_DEAD, MANY_DEAD = 0.25, 0.5


def _dead_units(run: _Run) -> Findings:
    """A ReLU unit that is 0 for every example gets no gradient, and stays so."""
    shares, counts = {}, []
    for number, (before, after) in enumerate(zip(run.start.hidden, run.end.hidden, strict=True)):
        if after.activation == "relu" and after.a.shape[-1] > 1:
            dead = _is_dead(after)
            shares[number] = float(dead.mean())
            counts.append(
                f"layer {number} {dead.sum()} of {dead.size} (before {_is_dead(before).sum()})"
            )
    share = max(shares.values(), default=0.0)
    if share >= SOME_DEAD and not _equal_start(run):
        yield Finding(
            "dead ReLU units",
            run.steps,
            f"units that are 0 for every training example after training: {', '.join(counts)}; the largest "
            f"update ratio was {_n(_largest(run.update_ratio))}.",
            "A step too large pushed weights or biases so far that z < 0 everywhere, and no gradient brings "
            "them back. Try a smaller learning rate, He initialization, standardized inputs.",
            FORWARD,
            "alarm" if share >= MANY_DEAD else "note",
        )


def _is_dead(layer: LayerForward) -> Array:
    return np.asarray((layer.a <= 0).all(axis=0))


# --- 3 Loss, 4 Backpropagation


LOSS_TOLERANCE = 1e-3  # float32 rounds at 1e-7; a mistake changes the loss by percents at least


def _loss_value(run: _Run) -> Findings:
    """The recorded loss, computed again from the logits."""
    for k in range(min(1, run.steps)):
        step = run.at(k)
        x, y = run.batch(step)
        network, theta = run.plan.network, run.part(step.before.theta)
        way = forward(network, theta, x, training=True)
        expected = float(compute_loss(way, y, run.plan.loss).value)
        got = float(run.part(np.asarray(step.loss.value)))
        if abs(got - expected) <= LOSS_TOLERANCE * max(abs(expected), abs(got)):
            continue
        twice = run.plan.loss == "categorical_cross_entropy" and bool(
            np.isclose(got, categorical_cross_entropy(way.output, y).value, rtol=LOSS_TOLERANCE)
        )
        yield Finding(
            "wrong loss",
            k,
            f"step {k} recorded a loss of {_n(got)}; {run.plan.loss} of its logits is {_n(expected)}."
            + (" Taking the probabilities for logits gives the recorded one." * twice),
            "Softmax applied twice: the loss takes logits, and applies softmax itself." * twice
            or "The step computes another loss than the plan says: a sum for a mean, another target, another input.",
            LOSS,
        )


def _gradient(run: _Run) -> Findings:
    """The gradient check along a few directions: does the loss have the slope that the optimizer was told?"""
    steps = _checked_steps(run)
    checks = [_slopes(run, k) for k in steps]
    if not checks or not all(check.differ.any() for check in checks):
        return
    k, (got, expected, differ, own) = steps[0], checks[0]
    names = [block.name for block in run.plan.network.layout.blocks]
    wrong = [name for name, bad in zip(names, differ, strict=True) if bad]
    worst = int(np.abs(got - expected).argmax())
    yield Finding(
        "gradient is not the slope of the loss",
        k,
        f"in step {k} the optimizer was given a slope of {_n(got[worst])} along a direction in "
        f"{names[worst]}, and the loss has {_n(expected[worst])}; blocks that disagree: {', '.join(wrong)}.",
        _gradient_cause(run, got, expected, own, wrong),
        BACKPROPAGATION,
    )


# Central differences in float64 with ε = 1e-5 are good to about 1e-9, a float32 gradient to about 1e-4; the mildest
# mistake measured (σ′ of a instead of z) is 9e-3.
EPSILON, ROUNDING, SLOPE_TOLERANCE = 1e-5, 1e-14, 3e-3
SLOPE_FLOOR, NEAR_KINK = 0.05, 0.005  # of the largest block's slope; of a layer's values


def _checked_steps(run: _Run) -> list[int]:
    """Early steps, where numbers are still moderate; after step 0, since zero biases put ReLU on its kink."""
    early = [k for k in (1, 2, 5) if k < run.steps] or list(range(run.steps))
    return [k for k in early if _off_kinks(run, run.at(k))]


def _off_kinks(run: _Run, step: Step) -> bool:
    """Whether hardly any z lies so near ReLU's kink that a central difference would straddle it."""
    layers = [layer for layer in step.forward.hidden if layer.activation == "relu"]
    near = [np.abs(run.part(layer.before_activation)) < 10 * EPSILON for layer in layers]
    return all(float(each.mean()) < NEAR_KINK for each in near)


class _Slopes(NamedTuple):
    """For each block of θ, the slope along a direction in it."""

    got: Array  # from the gradient that the optimizer was given
    expected: Array  # of the loss itself
    differ: Array  # whether they differ by more than rounding does
    own: bool  # whether the gradient was this step's own


def _slopes(run: _Run, k: int) -> _Slopes:
    step, network = run.at(k), run.plan.network
    x, y = run.batch(step)
    y = y.astype(float) if y.dtype.kind == "f" else y
    cost = objective(network, x.astype(float), y, run.plan.loss, run.price("l1"), run.price("l2"))
    theta = run.part(step.before.theta).astype(float)
    used, own = run.part(step.update.gradient), run.part(step.gradient)
    signs = np.where(np.random.default_rng(0).random(network.size) < 0.5, -1.0, 1.0)
    blocks = network.layout.blocks
    directions = np.zeros((len(blocks), network.size))
    for row, block in zip(directions, blocks, strict=True):
        row[block.start : block.stop] = signs[block.start : block.stop]
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    above, below = (
        np.array([cost(theta + move) for move in sign * EPSILON * directions]) for sign in (1, -1)
    )
    expected = (above - below) / (2 * EPSILON)
    rounding = np.abs(above).max() * ROUNDING / EPSILON
    differ = (
        np.abs(directions @ used - expected) > _tolerated(directions @ used, expected) + rounding
    )
    return _Slopes(directions @ used, expected, differ, bool(np.array_equal(used, own)))


def _tolerated(got: Array, expected: Array) -> Array:
    size = np.abs(got) + np.abs(expected)
    return SLOPE_TOLERANCE * np.maximum(size, size.max() * SLOPE_FLOOR)


def _gradient_cause(run: _Run, got: Array, expected: Array, own: bool, wrong: list[str]) -> str:
    if not own:
        return (
            "The optimizer was not given this step's gradient: gradients of earlier steps were not reset, or "
            "something changed it on the way."
        )
    solid = np.abs(expected) >= SLOPE_FLOOR * np.abs(expected).max()
    ratios = got[solid] / expected[solid]
    size = run.plan.batch_size
    if np.allclose(ratios, ratios[0], rtol=0.02):
        for ratio, cause in (
            (-1, "The sign is flipped: the step goes up the slope."),
            (size, "The gradient is summed over the batch instead of averaged."),
            (1 / size, "The gradient is divided by the batch size once too often."),
        ):
            if np.isclose(ratios[0], ratio, rtol=0.02):
                return cause
        return f"All of it is {_n(ratios[0])} times what it should be: a factor is missing or too many."
    if not any(name.startswith("W") for name in wrong):
        return f"Weights are right, but not {', '.join(wrong)}: ∂L/∂b = Σδ is missing or averaged."
    last = f"W{len(run.plan.network.layers) - 1}"
    if last not in wrong:
        return (
            "The output layer is right and layers before it are not: the chain rule broke on the way back, "
            "as when the activation's slope is left out or taken at the wrong place."
        )
    return "Wrong from the output layer on: the loss's gradient by the logits is not what the loss says."


# With He and ReLU, or Xavier and tanh, the ratio stays between 0.2 and 5 at a depth of six.
VANISHED_GRADIENT, EXPLODED_GRADIENT = 1e-2, 1e2


def _gradients_by_depth(run: _Run) -> Findings:
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
            f"{'vanishing' if vanishing else 'exploding'} gradients",
            0,
            f"‖δ‖ in the first step, from the first layer to the output: {'  '.join(map(_n, sizes))}.",
            "Each layer back multiplies by Wᵀ and by the activation's slope: too "
            + ("small" if vanishing else "large")
            + " a product starves or floods the first layers. Try He with ReLU, Xavier with tanh, batch normalization.",
            BACKPROPAGATION,
        )


ADAM_START = 1.5  # exactly 1 but for rounding; Kingma and Ba (2015), section 2.1


def _adam_start(run: _Run) -> Findings:
    """With both moments corrected, no parameter moves by more than η in Adam's first step."""
    if not isinstance(run.plan.optimizer, Adam) or not run.steps:
        return
    step = run.at(0)
    rate = float(run.history.learning_rate[(0, *run.index)])
    change = step.update.change - getattr(step.update, "decay", 0)  # AdamW's decay comes on top
    largest = float(np.abs(run.part(change)).max())
    if largest > ADAM_START * rate:
        yield Finding(
            "first Adam step too long",
            0,
            f"the largest |Δθ| of the first step is {_n(largest)}, {_n(largest / rate)} times η = {_n(rate)}.",
            "The moments are not corrected for their start from 0: m/√v is then (1 − β₁)/√(1 − β₂) = 3.16 "
            "for the usual β.",
            BACKPROPAGATION,
        )


# --- 5 Parameter update


def _non_finite(run: _Run) -> Findings:
    """The first operation that was not finite, and what led there."""
    if not run.diverged:
        return
    step = run.at(run.steps)
    operation = first_non_finite(step, run.index)
    if run.steps:
        before = f"the loss went from {_n(run.loss[0])} to {_n(run.loss[-1])}"
        cause = "Steps too large, each overshooting further than the one before. Try a tenth of the learning rate."
        lesson = UPDATE
    elif operation.startswith("update"):
        before = "no update had been made yet, and the gradient is finite"
        cause = "The optimizer itself divides by 0, as Adam does when its t starts at 0."
        lesson = BACKPROPAGATION
    else:
        before = (
            f"no update had been made yet, and the largest |x| is {_n(np.abs(run.plan.x).max())}"
        )
        cause = "Weights, inputs or targets are too large from the start."
        lesson = INITIALIZATION
    yield Finding("non-finite numbers", run.steps, f"{operation} Before, {before}.", cause, lesson)


# A small batch's loss is noisy, but in 400 healthy runs never three times the first or the chance level. An update
# ratio of about 0.001 is Karpathy's rule of thumb (CS231n, 2015); small networks bear 0.01.
JUMP, RISEN, SWING = 3.0, 1.1, 0.5


def _rate_too_high(run: _Run) -> Findings:
    """The loss jumps far above its start, ends above it, or swings without settling."""
    if run.steps < 2:
        return
    start, peak = _first(run), int(run.loss.argmax())
    end = float(np.median(run.loss[-max(1, run.steps // 10) :]))
    reference = max(start, _chance(run))
    swing = _swing(run)
    jumped = f"the loss jumps from {_n(start)} at the start to {_n(run.loss[peak])} in step {peak}"
    reasons = {
        f"the run diverged in step {run.steps}": run.diverged,
        jumped: run.loss[peak] > JUMP * reference,
        f"the loss ends at {_n(end)}, above its start {_n(start)}": end > RISEN * reference,
        f"late epochs' losses swing by {swing:.0%} from one to the next": swing > SWING,
    }
    said = [reason for reason, holds in reasons.items() if holds]
    if said:
        ratio = float(np.median(run.update_ratio))
        yield Finding(
            "learning rate too high",
            peak,
            f"{'; '.join(said)}. The median update ratio ‖Δθ‖/‖θ‖ is {_n(ratio)}, about 0.001 to 0.01 is "
            "usual.",
            "Steps longer than the valley is wide: each overshoots. (A gradient that is too large or points "
            "the wrong way looks the same.) Try a learning rate 3 to 10 times smaller.",
            UPDATE,
        )


def _swing(run: _Run) -> float:
    """Return the median change of the epoch's loss, up or down, where it goes up and down, relative to it."""
    late = run.training[-max(6, run.epochs // 3) :]
    if len(late) < 6:
        return 0.0
    change = np.diff(late)
    turns = float(np.mean(change[1:] * change[:-1] < 0))
    size = max(float(np.median(late)), _chance(run) / 10)
    return float(np.median(np.abs(change))) / size if turns > 0.3 else 0.0


# Healthy runs went between 0.4 and 6 times the length of θ, however many steps they took.
SHORT_PATH, UNMOVED = 0.2, 0.6


def _rate_too_low(run: _Run) -> Findings:
    """θ has hardly moved, and the loss still falls as it did at the start."""
    if run.epochs < 4:
        return
    path = float(run.update_ratio.sum())
    first, last = run.training[0], run.training[-1]
    falls = float(np.mean(np.diff(run.training) < 0))
    if path < SHORT_PATH and falls > 0.5 and last > UNMOVED * first:
        yield Finding(
            "learning rate too low",
            run.steps,
            f"in {run.steps} steps θ moved by at most {path:.1%} of its length in all; the epoch's loss fell "
            f"only from {_n(first)} to {_n(last)}, and in {falls:.0%} of the epochs.",
            "Steps too short for the number of them: the loss falls and does not get anywhere. Try a "
            "learning rate 10 times larger, or more epochs.",
            UPDATE,
        )


# --- 6 Iteration, and the considerations


# By chance it is about 1/batch size, at most 20 % here, however the classes are spread.
SMALL_BATCH, BETWEEN = 5, 0.5


def _batches(run: _Run) -> Findings:
    """Batches should be small samples of the data: how much of the targets' variance lies between batches?"""
    plan, targets = run.plan, _target_rows(run.plan)
    if len(plan.x) // plan.batch_size < 2 or plan.batch_size < SMALL_BATCH:
        return
    dealt = [plan.batch(k).indices for k in range(plan.steps_per_epoch)]
    rows = [targets[each if each.ndim == 1 else run.part(each)] for each in dealt]
    mean, total = targets.mean(axis=0), float(targets.var(axis=0).sum())
    between = sum(len(r) * np.square(r.mean(axis=0) - mean).sum() for r in rows) / len(targets)
    if total > 0 and between > BETWEEN * total:
        yield Finding(
            "batches unlike the data",
            0,
            f"{between / total:.0%} of the targets' variance lies between the batches of the first epoch; of "
            f"shuffled batches of {plan.batch_size} it would be about {1 / plan.batch_size:.0%}.",
            "The data is sorted and not shuffled: each batch pulls towards its own targets. Try shuffle=True.",
            ITERATION,
        )


NO_BETTER = 0.95  # a run that learns anything at all is below this after a few epochs


def _chance_level(run: _Run) -> Findings:
    """The best that one answer for all examples can do: the entropy of the classes, or the variance of y."""
    if run.epochs < 2:
        return
    chance, best = _chance(run), float(run.training.min())
    last = float(run.training[-1])
    if last >= NO_BETTER * chance:
        what = (
            "the entropy of the classes"
            if run.plan.loss != "mean_squared_error"
            else "the variance of the targets"
        )
        yield Finding(
            "no better than chance",
            run.steps,
            f"the last epoch's loss is {_n(last)} (the best {_n(best)}); the same answer for every example "
            f"gives {_n(chance)}, {what}.",
            "Nothing was learned from the inputs, or it was lost again: look for another finding that says "
            "why.",
            LOSS,
        )


PRESENT = 0.05  # a class rarer than that can be left out at little cost in the loss


def _never_predicted(run: _Run) -> Findings:
    """A class that the network never answers with."""
    labels = _labels(run.plan)
    if labels is None:
        return
    theta, running = run.part(run.history.theta), run.part(run.history.running)
    output = forward(run.plan.network, theta, run.plan.x, running).output
    answers = output.argmax(axis=-1) if output.shape[-1] > 1 else (output[:, 0] > 0.5).astype(int)
    classes = max(output.shape[-1], 2)
    true, said = np.bincount(labels, minlength=classes), np.bincount(answers, minlength=classes)
    missing = [c for c in range(classes) if not said[c] and true[c] >= PRESENT * len(labels)]
    if missing:
        yield Finding(
            "classes never predicted",
            run.steps,
            f"class {', '.join(map(str, missing))} is never the answer, though {true[missing].sum()} of "
            f"{len(labels)} training examples belong there.",
            "Nothing was learned, units died, or one class outweighs the others: accuracy hides that, recall "
            "shows it.",
            METRICS,
        )


# The rise must be three times what the validation loss changes from epoch to epoch anyway. A rise of some percent is
# usual and what early stopping is for; an alarm is a loss that has doubled (one healthy run in 400).
BEYOND_NOISE, MILD, SEVERE = 3.0, 0.05, 1.0


def _overfitting(run: _Run) -> Findings:
    """The validation loss rises from its minimum, by more than it wobbles, while the training loss falls."""
    losses = run.validation
    if len(losses) < 4 or not np.isfinite(losses).all():
        return
    best = int(losses.argmin())
    tail = losses[best + 1 :]
    if len(tail) < 3:
        return
    rise = float(np.median(tail[-3:]) - losses[best])
    wobble = float(np.median(np.abs(np.diff(losses))))
    relative = rise / max(float(losses[best]), 1e-3 * _chance(run))
    if rise > BEYOND_NOISE * wobble and relative > MILD and run.training[-1] < run.training[best]:
        yield Finding(
            "overfitting",
            (best + 1) * run.plan.steps_per_epoch,
            f"the validation loss is lowest in epoch {best}, {_n(losses[best])}, and {_n(losses[-1])} at the "
            f"end (+{relative:.0%}), while the training loss fell from {_n(run.training[best])} to "
            f"{_n(run.training[-1])}.",
            "From there on the network learns the examples by heart. Try early stopping, more data, L2, a "
            "smaller network.",
            OVERFITTING,
            "alarm" if relative > SEVERE and run.plan.early_stopping is None else "note",
        )


STILL_FALLING = 0.01  # of the loss at chance level, in a tenth of the run


def _not_converged(run: _Run) -> Findings:
    """The training loss still falls at the end."""
    if run.epochs < 10 or run.stop.reason != "epochs":
        return
    tenth = max(2, run.epochs // 10)
    late, before = run.training[-tenth:].mean(), run.training[-2 * tenth : -tenth].mean()
    fell = float(before - late)
    if fell > STILL_FALLING * _chance(run):
        yield Finding(
            "not converged",
            run.steps,
            f"the mean training loss of the last {tenth} epochs is {_n(late)}, that of the {tenth} before was "
            f"{_n(before)}.",
            "The run ended because its epochs did. More of them would lower the training loss further; "
            "whether that helps, the validation loss says.",
            ITERATION,
            "note",
        )


@dataclass(frozen=True)
class _Question:
    what: str
    ask: Callable[[_Run], Findings]


# In the order of the steps of training, but for what overshadows all else.
QUESTIONS = (
    _Question("numbers that are not finite", _non_finite),
    _Question("the scale of inputs", _inputs),
    _Question("the scale of targets", _targets),
    _Question("identical hidden units", _identical_units),
    _Question("signals through depth", _signals),
    _Question("saturated units", _saturated),
    _Question("dead ReLU units", _dead_units),
    _Question("the loss against its definition", _loss_value),
    _Question("the gradient against the loss", _gradient),
    _Question("gradients through depth", _gradients_by_depth),
    _Question("Adam's first step", _adam_start),
    _Question("learning rate too high", _rate_too_high),
    _Question("learning rate too low", _rate_too_low),
    _Question("what is in a batch", _batches),
    _Question("chance level", _chance_level),
    _Question("classes never predicted", _never_predicted),
    _Question("overfitting", _overfitting),
    _Question("convergence", _not_converged),
)


# --- small measures


def _n(value: Any) -> str:
    return number_text(float(value))


def _spread(a: Array) -> float:
    """Return the root mean square, over the units, of each unit's standard deviation over the examples."""
    return float(np.sqrt(np.mean(np.var(a.astype(float), axis=0))))


def _largest(values: Array) -> float:
    return float(values.max()) if values.size else 0.0


def _first(run: _Run) -> float:
    """Return the loss of the first step's batch."""
    return float(run.loss[0]) if run.steps else float("nan")


def _equal_start(run: _Run) -> bool:
    """Whether all weights start equal, a finding of its own: of course nothing gets through."""
    weights = run.part(run.history.initial.theta)[run.plan.network.weight_mask]
    return bool((weights == weights[0]).all())


def _target_rows(plan: Plan) -> Array:
    """Return the targets as rows (N, outputs): one-hot for classes."""
    if plan.loss == "categorical_cross_entropy":
        return one_hot_target(plan.y, np.zeros((len(plan.y), plan.network.layer_sizes[-1])))
    return plan.y.reshape(len(plan.y), -1).astype(float)


def _labels(plan: Plan) -> Array | None:
    """Return each example's class, or None where there is none or more than one."""
    rows = _target_rows(plan)
    if plan.loss == "categorical_cross_entropy":
        return rows.argmax(axis=-1)
    single = plan.loss == "binary_cross_entropy" and rows.shape[-1] == 1
    return (rows[:, 0] >= 0.5).astype(int) if single and plan.network.output == "sigmoid" else None


def _chance(run: _Run) -> float:
    """Return the loss of the best answer that does not look at the inputs."""
    rows = _target_rows(run.plan)
    p = rows.mean(axis=0)
    if run.plan.loss == "mean_squared_error":
        return float(rows.var(axis=0).mean())
    if run.plan.loss == "categorical_cross_entropy":
        return float(_surprise(p).sum())
    return float((_surprise(p) + _surprise(1 - p)).mean())


def _surprise(p: Array) -> Array:
    """Return −p log p, which is 0 where p is."""
    return -p * np.log(np.where(p > 0, p, 1))


def _listed(values: Iterable[Any]) -> str:
    return ", ".join(map(str, values))
