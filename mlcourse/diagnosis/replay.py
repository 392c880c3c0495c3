"""A recorded step beside the library's: the same θ, the same batch, and what the library computes from them.

A run's step may be somebody's own (``train(…, step=…)``, a planted fault, a learner's function). What it returned and
what is right are told apart here: the questions in ``gradients`` and ``updates`` compare them, operation by operation.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.run.history import History
from mlcourse.steps.backpropagation import backward
from mlcourse.steps.forward import compute_loss, pass_forward
from mlcourse.steps.freezing import free_gradient
from mlcourse.steps.iteration import norm
from mlcourse.steps.plan import Plan, TrainingState
from mlcourse.steps.regularization import penalty
from mlcourse.steps.step import Passes, Step

# Right code may add in another order. In float64 that is some 1e-16 of each term, in float32 some 1e-7; the mildest
# mistakes measured change a block by 1e-4 of its length.
DOUBLE, SINGLE = 1e-6, 2e-5
TERMS = 1000  # times the rounding of the run's first gradient: what is left where terms cancel


@dataclass(frozen=True)
class Replay:
    """A step of one run as it was made, and as the library makes it.

    Args:
        step: what the run's step returned, with every run that lies beside it.
        library: what the library computes from the same state and batch.
        index: which run, ``(i,)``; ``()`` for a single one.
    """

    step: Step
    library: Passes
    index: tuple[int, ...]

    def both(self, read: Callable[[Any], Any]) -> tuple[Array, Array]:
        """Return a value of the run's own step, and the library's."""
        own, right = (np.asarray(read(passes)) for passes in (self.step, self.library))
        return own[self.index], right[self.index]

    def state(self) -> TrainingState:
        """Return the state before the step, of this run alone."""
        return self.step.before.part(self.index[0]) if self.index else self.step.before

    def after(self) -> TrainingState:
        """Return the state after the step, of this run alone."""
        return self.step.after.part(self.index[0]) if self.index else self.step.after

    @property
    def made_itself(self) -> bool:
        """Whether the step's own numbers are not finite, and the library's are."""
        values = [self.both(lambda p: p.loss.value), self.both(lambda p: p.gradient)]
        own, right = (all(np.isfinite(v).all() for v in each) for each in zip(*values, strict=True))
        return right and not own

    def departure(self, scale: float) -> tuple[str, int] | None:
        """Return the first operation that departs from the library's, and its layer.

        Args:
            scale: ‖g‖ at the start of the run.

        Returns:
            ``("forward", layer)``, ``("loss", 0)``, ``("gradient", 0)``; None where all are the library's.
        """
        for layer in range(len(self.library.forward.layers)):
            for read in (lambda p: p.forward.layers[layer].z, lambda p: p.forward.layers[layer].a):  # noqa: B023
                if differ(*self.both(read)):
                    return "forward", layer
        if differ(*self.both(lambda p: p.loss.value)):
            return "loss", 0
        if differ(*self.both(lambda p: p.gradient), scale):
            return "gradient", 0
        return None


def replay(history: History, index: tuple[int, ...], k: int) -> Replay:
    """Return step k of a run beside the library's.

    Args:
        history: the run, or several.
        index: which run.
        k: the step.

    Returns:
        Both.
    """
    step = history.at(k)
    return Replay(step, _library(history.plan, step), index)


def _library(plan: Plan, step: Step) -> Passes:
    """Return both passes through the library, of the batch that the step took."""
    network, theta, batch = plan.network, step.before.theta, step.batch
    way = pass_forward(network, theta, batch.x, step.before.running, True, plan.frozen_layers)
    loss = compute_loss(way, batch.y, plan.loss)
    back = backward(network, theta, way, loss)
    if not plan.penalized:
        return Passes(batch, way, loss, None, back, free_gradient(back.gradient, plan.frozen))
    price = penalty(network, theta, plan.l1, plan.l2)
    return Passes(
        batch, way, loss, price, back, free_gradient(back.gradient + price.gradient, plan.frozen)
    )


def differ(got: Array, expected: Array, scale: float = 0.0) -> bool:
    """Return whether two arrays differ by more than rounding does.

    Args:
        got: an array of any shape.
        expected: another; of another shape it differs.
        scale: of the terms that they are sums of, where these may cancel.

    Returns:
        Whether ‖got − expected‖ is above 1e-6 of ‖expected‖ (2e-5 in float32), and above the rounding of the scale.

    Example:
        >>> differ(np.array([1.0, 2.0]), np.array([1.0, 2.0 + 1e-9])), differ(np.array([1.0]), np.array([1.01]))
        (False, True)
    """
    got, expected = np.asarray(got), np.asarray(expected)
    if got.shape != expected.shape:
        return True
    if np.array_equal(got, expected, equal_nan=True):
        return False
    single = expected.dtype == np.float32
    error, size = (norm(np.ravel(v).astype(float)) for v in (got - expected, expected))
    rounding = TERMS * float(np.finfo(np.float32 if single else np.float64).eps) * scale
    return not error <= (SINGLE if single else DOUBLE) * size + rounding
