"""Step 4, optimizers: what to do with a gradient; sorted by increasing complexity.

An optimizer is a handful of frozen hyperparameters. What it remembers between steps is a state that goes
in and comes out: ``state = optimizer.init(theta)``, then ``update = optimizer.update(gradient, state, theta)``
gives a new θ, a new state and every term of the step. Any hyperparameter may be a tuple with one number
for each run.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from mlcourse.base.errors import Array, as_array, floats, given, integer, number, per_run
from mlcourse.steps.regularization import column
from mlcourse.steps.schedules import Schedule
from mlcourse.steps.updates import (
    AdamUpdate,
    AdamWUpdate,
    GradientDescentUpdate,
    MomentState,
    MomentumUpdate,
    NesterovUpdate,
    Numbers,
    RMSPropUpdate,
    S,
    SquareState,
    State,
    VelocityState,
)

Rate = float | Schedule | tuple[float | Schedule, ...]
_RATE_HINT = "Try 0.1 for SGD, 0.001 for Adam."


@dataclass(frozen=True)
class Optimizer:
    """Base of all optimizers: a learning rate, ``init`` and ``update``."""

    learning_rate: Rate = 0.01

    bounds: ClassVar[dict[str, dict[str, Any]]] = {}

    def __post_init__(self) -> None:
        """Check every hyperparameter."""
        object.__setattr__(self, "learning_rate", _check_rate(self.learning_rate))
        for name, bounds in self.bounds.items():
            object.__setattr__(self, name, per_run(name, getattr(self, name), **bounds))

    def init(self, theta: Array) -> Any:
        """Return the state before the first step.

        Args:
            theta: the parameters (..., P).

        Returns:
            A state with step 0 and zeros shaped as θ.

        Raises:
            TypeError: θ does not hold real numbers.
        """
        floats("theta", theta)
        return State(0)

    def update(self, gradient: Array, state: Any, theta: Array) -> Any:
        """Return θ after one step, the new state and every term of the step.

        Args:
            gradient: g = ∂L/∂θ (..., P).
            state: what ``init`` or the step before gave.
            theta: the parameters (..., P); not changed.

        Returns:
            An ``Update``.

        Raises:
            TypeError: an argument is of the wrong kind.
            ValueError: shapes that do not fit.
        """
        raise TypeError(
            f"{type(self).__name__} is the base of optimizers; try SGD(learning_rate=0.1)."
        )

    def rate(self, step: int) -> Numbers:
        """Return the learning rate of a step, counted from 0; a tuple for several runs.

        Args:
            step: from 0.

        Returns:
            η, or one for each run.

        Raises:
            TypeError: step is not an integer.
            ValueError: step is negative.

        Example:
            >>> SGD(0.1).rate(5)
            0.1
        """
        step = integer("step", step, at_least=0)
        if isinstance(self.learning_rate, tuple):
            return tuple(_rate_at(each, step) for each in self.learning_rate)
        return _rate_at(self.learning_rate, step)

    def _checked(
        self, gradient: Any, state: Any, theta: Any, kind: type[S]
    ) -> tuple[Array, S, Array]:
        theta, gradient = floats("theta", theta), floats("gradient", gradient)
        found = type(state)  # not isinstance: every state is a State
        if found is not kind:
            raise TypeError(
                f"state must be a {kind.__name__}; given {given(state)}. "
                f"Try {type(self).__name__}().init(theta)."
            )
        if gradient.shape != theta.shape or theta.ndim == 0:
            raise ValueError(
                "gradient and theta must have the same shape (..., P), one number for each parameter; "
                f"given {given(gradient)} and {given(theta)}."
            )
        for memory in (getattr(state, name) for name in type(state).__slots__ if name != "step"):
            if memory.shape != theta.shape:
                raise ValueError(
                    f"state must belong to a theta of shape {theta.shape}; given one for {memory.shape}. "
                    f"Try {type(self).__name__}().init(theta)."
                )
        return gradient.astype(theta.dtype, copy=False), state, theta


@dataclass(frozen=True)
class GradientDescent(Optimizer):
    """Gradient descent, θ ← θ − η g, with g over the full batch: all examples in every step.

    Args:
        learning_rate: η above 0; a schedule; or a tuple with one for each run.

    Raises:
        TypeError: the rate is not a number.
        ValueError: it is not above 0.

    Example:
        >>> descent = GradientDescent(learning_rate=0.1)
        >>> theta = np.array([1.0, 2.0])
        >>> descent.update(np.array([1.0, -1.0]), descent.init(theta), theta).theta
        array([0.9, 2.1])

    Source:
        Cauchy (1847).
    """

    def update(self, gradient: Array, state: State, theta: Array) -> GradientDescentUpdate:
        """Return θ − η g; see ``Optimizer.update``."""
        gradient, state, theta = self._checked(gradient, state, theta, State)
        rate = self.rate(state.step)
        change = -_column(rate, theta) * gradient
        return GradientDescentUpdate(
            theta, gradient, rate, change, theta + change, State(state.step + 1)
        )


@dataclass(frozen=True)
class SGD(GradientDescent):
    """Stochastic gradient descent: the same rule, with g over a mini-batch of the examples.

    The rule does not know where its gradient came from. What makes it stochastic is the batch: an unbiased,
    noisy estimate of the full gradient, at a fraction of its cost.

    Args:
        learning_rate: η above 0; a schedule; or a tuple with one for each run.

    Raises:
        TypeError: the rate is not a number.
        ValueError: it is not above 0.

    Example:
        >>> SGD(0.1).update(np.array([1.0]), SGD(0.1).init(np.array([1.0])), np.array([1.0])).theta
        array([0.9])

    Source:
        Robbins and Monro (1951).
    """


@dataclass(frozen=True)
class Momentum(Optimizer):
    """Momentum (heavy ball): v ← β v + g, θ ← θ − η v.

    Under a constant gradient v grows to g/(1 − β): at β = 0.9 the step becomes ten times that of SGD with the
    same η. (Another convention, v ← β v + (1 − β) g, leaves it as it was.)

    Args:
        learning_rate: η above 0; a schedule; or a tuple with one for each run.
        momentum: β from 0, below 1.

    Raises:
        TypeError: a hyperparameter is not a number.
        ValueError: one is out of range.

    Example:
        >>> optimizer, theta = Momentum(learning_rate=0.1, momentum=0.9), np.array([1.0])
        >>> one = optimizer.update(np.array([1.0]), optimizer.init(theta), theta)
        >>> optimizer.update(np.array([1.0]), one.state, one.theta).velocity
        array([1.9])

    Source:
        Polyak (1964).
    """

    momentum: Numbers = 0.9

    bounds: ClassVar[dict[str, dict[str, Any]]] = {"momentum": {"at_least": 0, "below": 1}}

    def init(self, theta: Array) -> VelocityState:
        """Return a velocity of 0; see ``Optimizer.init``."""
        return VelocityState(0, np.zeros_like(floats("theta", theta)))

    def update(self, gradient: Array, state: VelocityState, theta: Array) -> MomentumUpdate:
        """Return θ − η v with the new v; see ``Optimizer.update``."""
        gradient, state, theta = self._checked(gradient, state, theta, VelocityState)
        velocity = _column(self.momentum, theta) * state.velocity + gradient
        return self._step(gradient, state, theta, velocity, velocity, MomentumUpdate)

    def _step(
        self,
        gradient: Array,
        state: VelocityState,
        theta: Array,
        velocity: Array,
        direction: Array,
        kind: Callable[..., MomentumUpdate],
    ) -> MomentumUpdate:
        rate = self.rate(state.step)
        change = -_column(rate, theta) * direction
        after = VelocityState(state.step + 1, velocity)
        return kind(theta, gradient, rate, change, theta + change, after, state.velocity, velocity)


@dataclass(frozen=True)
class Nesterov(Momentum):
    """Nesterov's momentum: v ← β v + g, θ ← θ − η (g + β v), one look further along v.

    Args:
        learning_rate: η above 0; a schedule; or a tuple with one for each run.
        momentum: β from 0, below 1.

    Raises:
        TypeError: a hyperparameter is not a number.
        ValueError: one is out of range.

    Example:
        >>> optimizer, theta = Nesterov(learning_rate=0.1, momentum=0.9), np.array([1.0])
        >>> optimizer.update(np.array([1.0]), optimizer.init(theta), theta).change.round(2)
        array([-0.19])

    Source:
        Nesterov (1983), in the form of Sutskever et al. (2013) that PyTorch uses.
    """

    def update(self, gradient: Array, state: VelocityState, theta: Array) -> MomentumUpdate:
        """Return θ − η (g + β v) with the new v; see ``Optimizer.update``."""
        gradient, state, theta = self._checked(gradient, state, theta, VelocityState)
        beta = _column(self.momentum, theta)
        velocity = beta * state.velocity + gradient
        return self._step(
            gradient, state, theta, velocity, gradient + beta * velocity, NesterovUpdate
        )


@dataclass(frozen=True)
class RMSProp(Optimizer):
    """RMSProp: v ← ρ v + (1 − ρ) g², θ ← θ − η g/(√v + ε): each parameter's step is scaled by its usual gradient.

    Args:
        learning_rate: η above 0; a schedule; or a tuple with one for each run.
        decay: ρ from 0, below 1.
        epsilon: ε above 0, outside the root.

    Raises:
        TypeError: a hyperparameter is not a number.
        ValueError: one is out of range.

    Example:
        >>> optimizer, theta = RMSProp(learning_rate=0.1, decay=0.99), np.array([1.0])
        >>> optimizer.update(np.array([5.0]), optimizer.init(theta), theta).change.round(3)  # −η/√(1 − ρ)
        array([-1.])

    Source:
        Tieleman and Hinton (2012).
    """

    decay: Numbers = 0.99
    epsilon: Numbers = 1e-8

    bounds: ClassVar[dict[str, dict[str, Any]]] = {
        "decay": {"at_least": 0, "below": 1},
        "epsilon": {"above": 0},
    }

    def init(self, theta: Array) -> SquareState:
        """Return a running mean of 0; see ``Optimizer.init``."""
        return SquareState(0, np.zeros_like(floats("theta", theta)))

    def update(self, gradient: Array, state: SquareState, theta: Array) -> RMSPropUpdate:
        """Return θ − η g/(√v + ε); see ``Optimizer.update``."""
        gradient, state, theta = self._checked(gradient, state, theta, SquareState)
        rate = self.rate(state.step)
        scratch = np.empty_like(gradient)
        v = _running_mean(self.decay, state.v, np.square(gradient, out=scratch), scratch)
        change = -_column(rate, theta) * gradient / (np.sqrt(v) + _column(self.epsilon, theta))
        after = SquareState(state.step + 1, v)
        return RMSPropUpdate(theta, gradient, rate, change, theta + change, after, v)


@dataclass(frozen=True)
class Adam(Optimizer):
    """Adam: momentum as a running mean, divided by the root of a running mean of squares, both corrected.

    m ← β₁m + (1 − β₁)g and v ← β₂v + (1 − β₂)g² start from 0 and are too small at first; m̂ = m/(1 − β₁ᵗ) and
    v̂ = v/(1 − β₂ᵗ), with t from 1, make up for it. θ ← θ − η m̂/(√v̂ + ε): the first step is η, whatever g is.

    Args:
        learning_rate: η above 0; a schedule; or a tuple with one for each run.
        beta1: β₁ from 0, below 1.
        beta2: β₂ from 0, below 1.
        epsilon: ε above 0, outside the root.

    Raises:
        TypeError: a hyperparameter is not a number.
        ValueError: one is out of range.

    Example:
        >>> adam, theta = Adam(learning_rate=0.1), np.array([1.0, 1.0])
        >>> adam.update(np.array([1000.0, -0.001]), adam.init(theta), theta).change.round(3)
        array([-0.1,  0.1])

    Source:
        Kingma and Ba (2015).
    """

    learning_rate: Rate = 0.001
    beta1: Numbers = 0.9
    beta2: Numbers = 0.999
    epsilon: Numbers = 1e-8

    bounds: ClassVar[dict[str, dict[str, Any]]] = {
        "beta1": {"at_least": 0, "below": 1},
        "beta2": {"at_least": 0, "below": 1},
        "epsilon": {"above": 0},
    }

    def init(self, theta: Array) -> MomentState:
        """Return both moments at 0; see ``Optimizer.init``."""
        theta = floats("theta", theta)
        return MomentState(0, np.zeros_like(theta), np.zeros_like(theta))

    def update(self, gradient: Array, state: MomentState, theta: Array) -> AdamUpdate:
        """Return θ − η m̂/(√v̂ + ε); see ``Optimizer.update``."""
        gradient, state, theta = self._checked(gradient, state, theta, MomentState)
        rate = self.rate(state.step)
        after, corrections = self._moments(gradient, state)
        change = self._change(rate, after, corrections)
        return AdamUpdate(
            theta,
            gradient,
            rate,
            change,
            theta + change,
            after,
            after.m,
            after.v,
            *corrections,
            self.epsilon,
        )

    def _moments(self, gradient: Array, state: MomentState) -> tuple[MomentState, tuple[Any, Any]]:
        t = state.step + 1
        scratch = np.empty_like(gradient)
        m = _running_mean(self.beta1, state.m, gradient, scratch)
        v = _running_mean(self.beta2, state.v, np.square(gradient, out=scratch), scratch)
        corrections = (
            _column(_one_minus(self.beta1, t), gradient),
            _column(_one_minus(self.beta2, t), gradient),
        )
        return MomentState(t, m, v), corrections

    def _change(self, rate: Numbers, moments: MomentState, corrections: tuple[Any, Any]) -> Array:
        denominator = moments.v / corrections[1]  # v̂; from here on in place
        np.sqrt(denominator, out=denominator)
        denominator += _column(self.epsilon, moments.m)
        change = moments.m * (-_column(rate, moments.m) / corrections[0])  # −η m̂
        change /= denominator
        return change


@dataclass(frozen=True)
class AdamW(Adam):
    """AdamW: Adam, and beside it weight decay, θ ← θ − η λ θ − η m̂/(√v̂ + ε).

    An L2 penalty under Adam would be divided by √v̂ like any gradient and so decay the weights with large
    gradients least; here the decay stands outside. It multiplies the old θ and comes times η.

    Args:
        learning_rate: η above 0; a schedule; or a tuple with one for each run.
        beta1: β₁ from 0, below 1.
        beta2: β₂ from 0, below 1.
        epsilon: ε above 0, outside the root.
        weight_decay: λ from 0.
        mask: True where θ decays (P,), for instance ``network.weight_mask``; None decays all of θ.

    Raises:
        TypeError: a hyperparameter is not a number, or mask is not a boolean vector.
        ValueError: one is out of range.

    Example:
        >>> adamw, theta = AdamW(learning_rate=0.1, weight_decay=0.5), np.array([2.0])
        >>> adamw.update(np.array([3.0]), adamw.init(theta), theta).decay  # −η λ θ
        array([-0.1])

    Source:
        Loshchilov and Hutter (2019).
    """

    weight_decay: Numbers = 0.01
    mask: Array | None = None

    bounds: ClassVar[dict[str, dict[str, Any]]] = {**Adam.bounds, "weight_decay": {"at_least": 0}}

    def __post_init__(self) -> None:
        """Check every hyperparameter and the mask."""
        super().__post_init__()
        if self.mask is None:
            return
        mask = as_array("mask", self.mask)
        if mask.dtype != bool or mask.ndim != 1:
            raise TypeError(
                f"mask must be a boolean vector (P,), or None; given {given(self.mask)}. Try network.weight_mask."
            )
        object.__setattr__(self, "mask", mask)

    def update(self, gradient: Array, state: MomentState, theta: Array) -> AdamWUpdate:
        """Return θ − η λ θ − η m̂/(√v̂ + ε); see ``Optimizer.update``."""
        gradient, state, theta = self._checked(gradient, state, theta, MomentState)
        rate = self.rate(state.step)
        after, corrections = self._moments(gradient, state)
        decay = -_column(rate, theta) * _column(self.weight_decay, theta) * self._decaying(theta)
        change = decay + self._change(rate, after, corrections)
        return AdamWUpdate(
            theta,
            gradient,
            rate,
            change,
            theta + change,
            after,
            after.m,
            after.v,
            *corrections,
            self.epsilon,
            decay,
        )

    def _decaying(self, theta: Array) -> Array:
        if self.mask is None:
            return theta
        if self.mask.shape != theta.shape[-1:]:
            raise ValueError(
                f"mask must have the shape {theta.shape[-1:]}; given {given(self.mask)}. "
                "Try network.weight_mask."
            )
        return np.where(self.mask, theta, 0)


def _running_mean(decay: Numbers, mean: Array, new: Array, scratch: Array) -> Array:
    """Return decay·mean + (1 − decay)·new; ``scratch`` is memory to work in, since large arrays cost."""
    result = _column(decay, mean) * mean
    result += np.multiply(_column(_one_minus(decay), mean), new, out=scratch)
    return result


def _column(value: Numbers, theta: Array) -> Any:
    """Return a hyperparameter so that it broadcasts over θ; a plain number takes θ's data type by itself."""
    return column(value, theta) if isinstance(value, tuple) else value


def _one_minus(beta: Numbers, power: int = 1) -> Numbers:
    """Return 1 − βᵗ, for each run the same number that a single run would get."""
    return tuple(1 - b**power for b in beta) if isinstance(beta, tuple) else 1 - beta**power


def _rate_at(rate: float | Schedule, step: int) -> float:
    return rate if isinstance(rate, float) else rate(step)


def _check_rate(rate: Any) -> Rate:
    """Return a learning rate: a number, a schedule, or a tuple with one of either for each run."""
    if isinstance(rate, Schedule):
        return rate
    if isinstance(rate, list | tuple) and any(isinstance(each, Schedule) for each in rate):
        return tuple(each if isinstance(each, Schedule) else _check_number(each) for each in rate)
    return per_run("learning_rate", rate, above=0, try_this=_RATE_HINT)


def _check_number(rate: Any) -> float:
    return number("learning_rate", rate, above=0, try_this=_RATE_HINT)
