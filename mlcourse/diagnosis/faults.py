"""Mistakes of a whole training run: plant one, and look at what it does to a run.

A fault lies in the step (``train(…, step=fault.step)``) or in what ``train`` is asked for (its options: a
scheme, a learning rate, an optimizer). Either way the run is recorded and replayed like any other, bit for
bit, and the library itself is left as it is. ``train_each`` trains one run with each of several faults.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from mlcourse.base.display import record
from mlcourse.base.errors import Array, given, instance
from mlcourse.diagnosis.findings import (
    BACKPROPAGATION,
    INITIALIZATION,
    ITERATION,
    LOSS,
    OPTIMIZERS,
    UPDATE,
)
from mlcourse.run.history import History, StepFunction
from mlcourse.run.training import Data, train, usual_scheme
from mlcourse.steps.activations import ACTIVATIONS
from mlcourse.steps.backpropagation import backward
from mlcourse.steps.forward import Forward
from mlcourse.steps.initialization import initialize
from mlcourse.steps.iteration import finish, passes, train_step
from mlcourse.steps.losses import CategoricalCrossEntropy, Loss, categorical_cross_entropy
from mlcourse.steps.network import MLP
from mlcourse.steps.optimizers import SGD, Adam, Optimizer, State, Update
from mlcourse.steps.optimizers.adam import AdamUpdate, MomentState
from mlcourse.steps.plan import Plan, TrainingState
from mlcourse.steps.schedule import Schedule
from mlcourse.steps.step import Passes, Step

Options = dict[str, Any]
Spoil = Callable[[Plan, TrainingState, Passes], Passes]


def _as_they_are(network: MLP, options: Options) -> Options:
    return options


@dataclass(frozen=True)
class Fault:
    """A known mistake that can be planted into a run.

    Args:
        name: short, as it is looked up in ``FAULTS``.
        title: the mistake in a sentence.
        symptom: what a run shows that has it.
        lesson: where it is explained.
        misconception: the number of the belief behind it in ``curriculum.beliefs``, if it is there.
        spoil: what it makes of a step's right passes, where the mistake lies in the step.
        options: turns the options of ``train`` into faulty ones, where it lies there.

    Example:
        >>> from mlcourse import SGD, moons
        >>> history = FAULTS["flipped sign"].train(MLP((2, 4, 2)), moons(), optimizer=SGD(0.1), epochs=2)
        >>> bool(history.loss[-1] > history.loss[0])
        True
    """

    name: str
    title: str
    symptom: str
    lesson: str
    misconception: int | None = None
    spoil: Spoil | None = None
    options: Callable[[MLP, Options], Options] = _as_they_are

    @property
    def step(self) -> StepFunction:
        """The training step with this mistake in it."""
        return train_step if self.spoil is None else with_passes(self.spoil)

    def train(self, network: MLP, data: Data, **options: Any) -> History:
        """Train as ``train`` does, with this mistake in it.

        Args:
            network: the specification.
            data: as ``train`` takes it.
            options: as ``train`` takes them, but for ``step``.

        Returns:
            The history of the faulty run.

        Raises:
            TypeError: what ``train`` refuses, or an option that the fault cannot be planted in.
            ValueError: what ``train`` refuses.
        """
        instance("network", network, MLP, "Try MLP(layer_sizes=(2, 16, 2)).")
        return train(network, data, **self.options(network, options), step=self.step)


# --- the step: another loss or another gradient than the right one


def with_passes(spoil: Spoil) -> StepFunction:
    """Return a training step whose optimizer gets what a mistake makes of the right passes.

    Args:
        spoil: a function of plan, state and the right passes that returns the wrong ones.

    Returns:
        The faulty step.
    """

    def step(plan: Plan, state: TrainingState) -> Step:
        wrong = spoil(plan, state, passes(plan, state))
        return finish(plan, state, wrong, plan.update(wrong.gradient, state))

    return step


def _way_back(plan: Plan, theta: Array, right: Passes, way: Forward, loss: Loss) -> Passes:
    """Return the passes with this loss, the way back from there, and the gradient that it gives."""
    back = backward(plan.network, theta, way, loss)
    price = 0 if right.penalty is None else right.penalty.gradient
    return right._replace(loss=loss, backward=back, gradient=back.gradient + price)


def _negated(plan: Plan, state: TrainingState, right: Passes) -> Passes:
    return right._replace(gradient=-right.gradient)


def _summed(plan: Plan, state: TrainingState, right: Passes) -> Passes:
    return right._replace(gradient=right.gradient * plan.batch_size)


def _averaged_twice(plan: Plan, state: TrainingState, right: Passes) -> Passes:
    return right._replace(gradient=right.gradient / plan.batch_size)


def _without_biases(plan: Plan, state: TrainingState, right: Passes) -> Passes:
    return right._replace(gradient=np.where(plan.network.weight_mask, right.gradient, 0))


def _without_slope(plan: Plan, state: TrainingState, right: Passes) -> Passes:
    """∂a/∂z taken for 1, as if every hidden layer were linear."""
    way = right.forward
    hidden = [replace(layer, activation="identity") for layer in way.hidden]
    linear = replace(way, layers=(*hidden, way.layers[-1]))
    return _way_back(plan, state.theta, right, linear, right.loss)


def _mask_from_gradient(plan: Plan, state: TrainingState, right: Passes) -> Passes:
    """ReLU's slope taken as 1 where ∂L/∂a > 0, instead of where z > 0."""
    way = right.forward
    for i in reversed(range(len(way.hidden))):
        da = backward(plan.network, state.theta, way, right.loss).layers[i + 1].dx
        masked = replace(way.layers[i], z=da)
        way = replace(way, layers=(*way.layers[:i], masked, *way.layers[i + 1 :]))
    return _way_back(plan, state.theta, right, way, right.loss)


def _slope_at_a(plan: Plan, state: TrainingState, right: Passes) -> Passes:
    """f′(a) instead of f′(z) in the hidden layers; where f is ReLU it comes to the same."""
    hidden = [
        replace(layer, z=layer.a, kept=ACTIVATIONS[layer.activation].function(layer.a))
        for layer in right.forward.hidden
    ]
    way = replace(right.forward, layers=(*hidden, right.forward.layers[-1]))
    return _way_back(plan, state.theta, right, way, right.loss)


def _tanh_slope_of_z(plan: Plan, state: TrainingState, right: Passes) -> Passes:
    """1 − z² for tanh′(z), which is 1 − a²."""
    if "tanh" not in plan.network.activations:
        raise TypeError(
            f'this fault needs a hidden layer with tanh; given {plan.network}. Try activation="tanh".'
        )
    hidden = [
        replace(layer, kept=layer.z) if layer.activation == "tanh" else layer
        for layer in right.forward.hidden
    ]
    way = replace(right.forward, layers=(*hidden, right.forward.layers[-1]))
    return _way_back(plan, state.theta, right, way, right.loss)


def _through_updated_weights(plan: Plan, state: TrainingState, right: Passes) -> Passes:
    """Each layer's W is updated as soon as its gradient is known; the way back then goes through the new W."""
    wrong, way = right, right.forward
    for layer in reversed(plan.network.layers[1:]):
        update = plan.optimizer.update(wrong.gradient, state.optimizer_state, state.theta)
        moved = replace(way.layers[layer.number], W=layer.W.of(update.theta))
        way = replace(
            way, layers=(*way.layers[: layer.number], moved, *way.layers[layer.number + 1 :])
        )
        wrong = _way_back(plan, state.theta, wrong, way, right.loss)
    return wrong


def _softmax_twice(plan: Plan, state: TrainingState, right: Passes) -> Passes:
    """The loss takes the probabilities for logits; the chain rule then goes through both softmaxes."""
    instance("loss", right.loss, CategoricalCrossEntropy, 'Try a network with output="softmax".')
    loss = categorical_cross_entropy(right.forward.output, right.loss.target)
    return _way_back(plan, state.theta, right, right.forward, replace(loss, gradient_by="output"))


def _slope_of_softmax_again(plan: Plan, state: TrainingState, right: Passes) -> Passes:
    """p − y is ∂L/∂z already; here it is multiplied by p(1 − p) once more."""
    p = right.loss.probabilities
    if p is None:
        raise TypeError(
            f'this fault needs a cross-entropy; given {given(right.loss)}. Try output="softmax".'
        )
    loss = replace(right.loss, gradient=right.loss.gradient * p * (1 - p))
    return _way_back(plan, state.theta, right, right.forward, loss)


# --- the options: initialization, learning rate, optimizer, order


def _option(name: str, value: Any) -> Callable[[MLP, Options], Options]:
    return lambda network, options: {**options, name: value}


def _drawn(scheme: str, shift: float = 0.0, **drawing: float) -> Callable[[MLP, Options], Options]:
    """Return options that start from weights drawn by a scheme, with a number added to each."""

    def plant(network: MLP, options: Options) -> Options:
        seed, dtype = options.get("seed", 0), options.get("dtype", np.float64)
        theta = initialize(network, scheme, seed, dtype, **drawing)
        return {**options, "theta": theta + dtype(shift) * network.weight_mask}

    return plant


def _variance_as_std(network: MLP, options: Options) -> Options:
    """Return options that start from W ~ N(0, (2/fan_in)²) instead of N(0, 2/fan_in)."""
    theta = initialize(network, "he_normal", options.get("seed", 0), options.get("dtype", float))
    for layer in network.layers:
        layer.W.of(theta)[...] *= np.sqrt(2 / layer.fan_in)
    return {**options, "theta": theta}


def _rate_times(factor: float) -> Callable[[MLP, Options], Options]:
    def plant(network: MLP, options: Options) -> Options:
        optimizer = options.get("optimizer") or Adam()
        rate = _scaled(optimizer.learning_rate, factor)
        return {**options, "optimizer": replace(optimizer, learning_rate=rate)}

    return plant


def _scaled(rate: Any, factor: float) -> Any:
    if isinstance(rate, Schedule):
        raise TypeError(f"this fault needs a constant learning rate; given {given(rate)}. Try 0.1.")
    return tuple(factor * r for r in rate) if isinstance(rate, Sequence) else factor * rate


@record
class SumState(State):
    """What the optimizer remembers whose gradients are never reset."""

    total: Array  # (..., P)
    inner: State


@dataclass(frozen=True)
class NotReset(Optimizer):
    """An optimizer that gets the sum of all gradients so far, since nobody set them back to 0."""

    inner: Optimizer = field(default_factory=SGD)

    def init(self, theta: Array) -> SumState:
        """Return a sum of 0 and the inner optimizer's own state."""
        return SumState(step=0, total=np.zeros_like(theta), inner=self.inner.init(theta))

    def update(self, gradient: Array, state: SumState, theta: Array) -> Update[Any]:
        """Return the inner optimizer's update with the sum."""
        total = state.total + gradient
        update = self.inner.update(total, state.inner, theta)
        return replace(update, state=SumState(step=state.step + 1, total=total, inner=update.state))


def _not_reset(network: MLP, options: Options) -> Options:
    inner = options.get("optimizer") or Adam()
    return {**options, "optimizer": NotReset(inner.learning_rate, inner)}


@dataclass(frozen=True)
class _AdamTimes(Adam):
    """Adam with a wrong correction of its moments: the right step times a factor that depends on t."""

    def update(self, gradient: Array, state: MomentState, theta: Array) -> AdamUpdate:
        """Return Adam's update, its Δθ times the factor."""
        right = super().update(gradient, state, theta)
        factor = self.factor(state.step + 1).astype(theta.dtype)
        change = right.change * factor[..., None]
        return replace(right, change=change, theta=theta + change)

    def factor(self, t: int) -> Any:
        """Return the wrong over the right step; ε aside."""
        return np.ones(1)

    def corrections(self, t: int) -> tuple[Any, Any]:
        """Return 1 − β₁ᵗ and √(1 − β₂ᵗ)."""
        return 1 - np.array(self.beta1) ** t, np.sqrt(1 - np.array(self.beta2) ** t)


@dataclass(frozen=True)
class AdamWithoutCorrection(_AdamTimes):
    """Adam that divides m by √v as they are: its first step is 0.1/√0.001 = 3.16 times too large."""

    def factor(self, t: int) -> Any:
        """Return (1 − β₁ᵗ)/√(1 − β₂ᵗ)."""
        first, second = self.corrections(t)
        return first / second


@dataclass(frozen=True)
class AdamFromZero(_AdamTimes):
    """Adam that counts t from 0: its first correction divides 0 by 0."""

    def factor(self, t: int) -> Any:
        """Return the corrections of t over those of t − 1."""
        (first, second), (early, early_second) = self.corrections(t), self.corrections(t - 1)
        return first / early * (early_second / second)


def _adam(kind: type[_AdamTimes]) -> Callable[[MLP, Options], Options]:
    def plant(network: MLP, options: Options) -> Options:
        adam = instance("optimizer", options.get("optimizer") or Adam(), Adam, "Try Adam().")
        faulty = kind(adam.learning_rate, adam.beta1, adam.beta2, adam.epsilon)
        return {**options, "optimizer": faulty}

    return plant


# In the order of the steps that they lie in.
_TABLE = (
    Fault(
        "zero weights", "All weights start at 0.",
        "The hidden units stay identical; the loss stays at chance level.",
        INITIALIZATION, misconception=1, options=_option("scheme", "zeros"),
    ),
    Fault(
        "constant weights", "All weights start at the same number.",
        "The hidden units of a layer stay identical: together they are worth one.",
        INITIALIZATION, misconception=1, options=_option("scheme", "constant"),
    ),
    Fault(
        "weights too small", "Weights of std 0.01, whatever the layer's size.",
        "In a deep network every layer shrinks the signal until all examples look the same.",
        INITIALIZATION, options=_drawn("random_normal", std=0.01),
    ),
    Fault(
        "weights too large", "Weights of std 1, whatever the layer's size.",
        "Signals explode, or tanh and sigmoid saturate; the first loss is far above chance.",
        INITIALIZATION, options=_drawn("random_normal", std=1.0),
    ),
    Fault(
        "positive weights", "Weights drawn from [0, 1) instead of around 0.",
        "Every unit sees much the same large sum; signals explode or saturate.",
        INITIALIZATION, misconception=7, options=_drawn("random_uniform", shift=0.5, limit=0.5),
    ),
    Fault(
        "variance as std", "The variance 2/fan_in taken for the standard deviation.",
        "A shallow network trains; through a deep one the signal vanishes.",
        INITIALIZATION, misconception=3, options=_variance_as_std,
    ),
    Fault(
        "softmax twice", "The loss takes probabilities for logits and applies softmax again.",
        "The loss cannot fall below ln(1 + (K − 1)/e); training is slow.",
        LOSS, misconception=21, spoil=_softmax_twice,
    ),
    Fault(
        "flipped sign", "The gradient has the opposite sign, so each step goes up the slope.",
        "The loss rises from the first step on.",
        BACKPROPAGATION, misconception=26, spoil=_negated,
    ),
    Fault(
        "skipped slope", "δ = ∂L/∂a, without the activation's derivative.",
        "Often trains all the same; the gradient check fails in the layers before the last.",
        BACKPROPAGATION, misconception=27, spoil=_without_slope,
    ),
    Fault(
        "mask from the gradient", "ReLU's slope (0 or 1) taken by the sign of ∂L/∂a instead of that of z.",
        "Only the last layer learns what it should; the gradient check fails before it.",
        BACKPROPAGATION, misconception=15, spoil=_mask_from_gradient,
    ),
    Fault(
        "slope at a", "The slope f′ taken at a instead of z.",
        "Trains nearly as well; the gradient check fails, slightly, in the layers before the last.",
        BACKPROPAGATION, misconception=13, spoil=_slope_at_a,
    ),
    Fault(
        "tanh slope from z", "tanh′ as 1 − z² instead of 1 − a².",
        "Where |z| > 1 the slope is negative; the gradient check fails in the layers before the last.",
        BACKPROPAGATION, misconception=14, spoil=_tanh_slope_of_z,
    ),
    Fault(
        "way back through updated weights", "Each W is updated before δWᵀ is computed with it.",
        "Trains just as well; the gradient check fails, slightly, in the layers before the last.",
        BACKPROPAGATION, misconception=30, spoil=_through_updated_weights,
    ),
    Fault(
        "slope of softmax again", "p − y multiplied by p(1 − p) once more.",
        "Trains, slowly where it is confidently wrong; the gradient check fails everywhere.",
        BACKPROPAGATION, misconception=22, spoil=_slope_of_softmax_again,
    ),
    Fault(
        "summed gradient", "The gradient summed over the batch instead of averaged.",
        "As a learning rate that is batch-size times too high; Adam hides it.",
        BACKPROPAGATION, misconception=18, spoil=_summed,
    ),
    Fault(
        "averaged twice", "The gradient divided by the batch size once too often.",
        "As a learning rate that is batch-size times too low; Adam hides it.",
        BACKPROPAGATION, misconception=19, spoil=_averaged_twice,
    ),
    Fault(
        "no bias gradient", "∂L/∂b is left out.",
        "The biases stay at 0; accuracy tells little, the gradient check all.",
        BACKPROPAGATION, misconception=28, spoil=_without_biases,
    ),
    Fault(
        "gradients not reset", "Each step adds its gradient to those before.",
        "The loss swings ever wider, as with a momentum of 1; each step's own gradient is right.",
        BACKPROPAGATION, misconception=31, options=_not_reset,
    ),
    Fault(
        "Adam without correction", "m and v are used as they are.",
        "The first step is 3.16 times as long as the learning rate says.",
        OPTIMIZERS, misconception=36, options=_adam(AdamWithoutCorrection),
    ),
    Fault(
        "Adam from zero", "Adam's t starts at 0 instead of 1.",
        "Not a number in the very first update: 0 divided by 0.",
        OPTIMIZERS, misconception=37, options=_adam(AdamFromZero),
    ),
    Fault(
        "learning rate too high", "A learning rate 100 times too high.",
        "The loss jumps, swings or becomes infinite; ReLU units die.",
        UPDATE, options=_rate_times(100),
    ),
    Fault(
        "learning rate too low", "A learning rate 1000 times too low.",
        "The loss falls steadily and hardly at all.",
        UPDATE, options=_rate_times(0.001),
    ),
    Fault(
        "no shuffling", "Every epoch deals the data in its own order.",
        "With data sorted by class every batch teaches one class and unteaches the others.",
        ITERATION, misconception=49, options=_option("shuffle", False),
    ),
)  # fmt: skip

FAULTS: dict[str, Fault] = {fault.name: fault for fault in _TABLE}
NO_FAULT = Fault("nothing", "Nothing is wrong.", "The loss falls.", ITERATION)


# --- several at once


def train_each(faults: Sequence[Fault], network: MLP, data: Data, **options: Any) -> list[History]:
    """Train one run with each fault; all that differ in step, scheme or learning rate only, side by side.

    Args:
        faults: the mistakes; ``NO_FAULT`` may be among them.
        network: the specification.
        data: as ``train`` takes it.
        options: as ``train`` takes them for a single run, but for ``step``.

    Returns:
        The history of each run, as ``fault.train`` gives it.

    Raises:
        TypeError: what ``train`` refuses, or an option that a fault cannot be planted in.
        ValueError: what ``train`` refuses.

    Example:
        >>> from mlcourse import SGD, moons
        >>> faults = NO_FAULT, FAULTS["flipped sign"]
        >>> runs = train_each(faults, MLP((2, 4, 2)), moons(), optimizer=SGD(0.1), epochs=2)
        >>> [bool(run.loss[-1] < run.loss[0]) for run in runs]
        [True, False]
    """
    instance("network", network, MLP, "Try MLP(layer_sizes=(2, 16, 2)).")
    asked = {
        **options,
        "scheme": options.get("scheme") or usual_scheme(network),
        "optimizer": options.get("optimizer") or Adam(),
    }
    planted = [fault.options(network, asked) for fault in faults]
    beside = [run for run, own in enumerate(planted) if _fits_beside(own, asked)]
    histories = {
        run: fault.train(network, data, **options)
        for run, fault in enumerate(faults)
        if run not in beside
    }
    if beside:
        rows = {
            "scheme": [planted[run]["scheme"] for run in beside],
            "optimizer": _with_rates([planted[run]["optimizer"] for run in beside]),
            "step": with_passes(_each_its_own([faults[run].spoil for run in beside])),
        }
        fleet = train(network, data, **{**options, **rows})
        for row, run in enumerate(beside):
            histories[run] = fleet.part(row, faults[run].step)
    return [histories[run] for run in range(len(faults))]


def _fits_beside(planted: Options, asked: Options) -> bool:
    """Return whether what a fault made of the options can be one of several rows of θ."""
    apart = planted.keys() - {"scheme", "optimizer"}
    kept = all(planted[name] is asked.get(name) for name in apart)
    rate = asked["optimizer"].learning_rate
    same = replace(planted["optimizer"], learning_rate=rate) == asked["optimizer"]
    return kept and same and "theta" not in asked


def _with_rates(optimizers: list[Optimizer]) -> Optimizer:
    """Return the optimizer that gives each run the learning rate of its own."""
    rates: Any = tuple(optimizer.learning_rate for optimizer in optimizers)
    first = optimizers[0]
    return first if len(set(rates)) == 1 else replace(first, learning_rate=rates)


def _each_its_own(spoils: list[Spoil | None]) -> Spoil:
    """Return what spoils the passes of several runs side by side, each in its own way."""

    def spoil(plan: Plan, state: TrainingState, right: Passes) -> Passes:
        gradient, value = right.gradient.copy(), np.array(right.loss.value)
        for run, own in enumerate(spoils):
            if own is not None:
                wrong = own(plan, state, right)
                gradient[run], value[run] = wrong.gradient[run], wrong.loss.value[run]
        return right._replace(gradient=gradient, loss=replace(right.loss, value=value))

    return spoil
