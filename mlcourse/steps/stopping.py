"""Step 6, when to stop: converged, early because validation no longer improves, diverged, or at the end.

Both rules look at a loss once an epoch. Like an optimizer, a rule is frozen hyperparameters, and what it
remembers is a state that goes in and comes out; leading axes are runs, and each run stops for itself.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from mlcourse.base.display import Record, Term, record
from mlcourse.base.errors import Array, check_runs, floats, given, instance, integer, like, number


@dataclass(frozen=True)
class Convergence:
    """Converged: the epoch's training loss changed by less than a tolerance, several epochs in a row.

    ``|Lₑ − Lₑ₋₁| ≤ tolerance · |Lₑ₋₁|``, ``patience`` times in a row. A plateau can look the same: a flat
    loss is a sign of convergence, not a proof.

    Args:
        tolerance: the relative change that counts as none, above 0.
        patience: epochs in a row, at least 1.

    Raises:
        TypeError: an argument is not a number.
        ValueError: one is out of range.

    Example:
        >>> rule = Convergence(tolerance=0.01, patience=2)
        >>> state = rule.init(())
        >>> for loss in (1.0, 0.5, 0.499, 0.498):
        ...     state, converged = rule.observe(state, np.array(loss))
        >>> converged
        array(True)
    """

    tolerance: float = 1e-4
    patience: int = 5

    def __post_init__(self) -> None:
        """Check both hyperparameters."""
        number("tolerance", self.tolerance, above=0, try_this="Try 1e-4.")
        integer("patience", self.patience, at_least=1)

    def init(self, runs: tuple[int, ...]) -> "ConvergenceState":
        """Return the state before the first epoch, for runs of shape (...).

        Raises:
            TypeError: ``runs`` is not a tuple of integers.
            ValueError: one of them is negative.
        """
        check_runs(runs)
        return ConvergenceState(previous=np.full(runs, np.inf), calm=np.zeros(runs, dtype=int))

    def observe(self, state: "ConvergenceState", loss: Array) -> "tuple[ConvergenceState, Array]":
        """Return the state after an epoch with this loss (...), and which runs have converged.

        Raises:
            TypeError: an argument is of the wrong kind.
            ValueError: not one loss for each run.
        """
        instance("state", state, ConvergenceState, "Try rule.init(theta.shape[:-1]).")
        previous = state.previous
        loss = like("loss", loss, previous).astype(previous.dtype)
        with np.errstate(invalid="ignore"):  # the first epoch is compared with infinity
            small = np.abs(loss - previous) <= self.tolerance * np.abs(previous)
        calm = np.asarray(np.where(small & np.isfinite(previous), state.calm + 1, 0))
        return ConvergenceState(previous=loss, calm=calm), np.asarray(calm >= self.patience)

    def message(self) -> str:
        """Return the reason in a sentence."""
        return (
            f"converged: the training loss changed by at most {self.tolerance:g} of itself "
            f"in {self.patience} epochs in a row."
        )


@dataclass(frozen=True)
class EarlyStopping:
    """Early stopping: end when the validation loss has not improved for a while, and go back to the best.

    With patience p, the run stops at the end of the p-th epoch in a row that is no better than the best by
    more than ``min_delta``; the parameters of the best epoch are what it hands over.

    Args:
        patience: epochs without improvement until the stop, at least 1.
        min_delta: how much lower than the best a loss must be to count, from 0.

    Raises:
        TypeError: an argument is not a number.
        ValueError: one is out of range.

    Example:
        >>> rule, theta = EarlyStopping(patience=2), np.zeros(3)
        >>> state = rule.init(theta, np.zeros(0))
        >>> for epoch, loss in enumerate((0.9, 0.5, 0.6, 0.7)):
        ...     state, stopped = rule.observe(state, np.array(loss), theta + epoch, np.zeros(0), epoch)
        >>> stopped, state.best_epoch, state.best_theta
        (array(True), array(1), array([1., 1., 1.]))

    Source:
        Prechelt (1998).
    """

    patience: int = 10
    min_delta: float = 0.0

    def __post_init__(self) -> None:
        """Check both hyperparameters."""
        integer("patience", self.patience, at_least=1)
        number("min_delta", self.min_delta, at_least=0)

    def init(self, theta: Array, running: Array) -> "EarlyStoppingState":
        """Return the state before the first epoch for θ (..., P) and running statistics (..., size).

        Raises:
            TypeError: an argument does not hold real numbers.
            ValueError: θ or the running statistics are no vectors, or of different runs.
        """
        theta, running = floats("theta", theta), floats("running", running)
        if theta.ndim == 0:
            raise ValueError(f"theta must have the shape (..., P); given {given(theta)}.")
        runs = theta.shape[:-1]
        if running.ndim == 0 or running.shape[:-1] != runs:
            raise ValueError(
                f"running must have theta's runs {runs} and one more axis; given {given(running)}. "
                "Try network.initial_running(theta.shape[:-1])."
            )
        nothing = np.zeros(runs, dtype=int)
        return EarlyStoppingState(
            best_loss=np.full(runs, np.inf),
            best_epoch=nothing,
            waited=nothing,
            best_theta=theta,
            best_running=running,
        )

    def observe(
        self, state: "EarlyStoppingState", loss: Array, theta: Array, running: Array, epoch: int
    ) -> "tuple[EarlyStoppingState, Array]":
        """Return the state after an epoch with this validation loss (...), and which runs shall stop.

        Raises:
            TypeError: an argument is of the wrong kind.
            ValueError: loss, θ or running statistics of another shape than at the start, or a
                negative epoch.
        """
        instance("state", state, EarlyStoppingState, "Try rule.init(theta, running).")
        loss = like("loss", loss, state.best_loss)
        theta = like("theta", theta, state.best_theta)
        running = like("running", running, state.best_running)
        epoch = integer("epoch", epoch, at_least=0, at_most=2**53)
        better = np.asarray(loss < state.best_loss - self.min_delta)
        waited = np.asarray(np.where(better, 0, state.waited + 1))
        after = EarlyStoppingState(
            best_loss=np.asarray(np.where(better, loss, state.best_loss)),
            best_epoch=np.asarray(np.where(better, epoch, state.best_epoch)),
            waited=waited,
            best_theta=choose(better, theta, state.best_theta),
            best_running=choose(better, running, state.best_running),
        )
        return after, np.asarray(waited >= self.patience)

    def message(self, state: "EarlyStoppingState", run: Any = ()) -> str:
        """Return the reason in a sentence, for one run."""
        return (
            f"early stopping: no validation loss below {state.best_loss[run]:.4g} (epoch "
            f"{state.best_epoch[run]}) for {self.patience} epochs; the parameters of that epoch are handed over."
        )


class Stop(NamedTuple):
    """Why a run ended: after how many steps, for what reason, and that in a sentence."""

    step: int
    reason: str  # "epochs", "converged", "early stopping", "diverged" or "interrupted"
    message: str


@record
class ConvergenceState(Record):
    """What the rule of convergence remembers."""

    title = "Convergence"
    terms = (
        Term("previous", "the loss of the epoch before"),
        Term("calm", "epochs in a row in which it hardly changed"),
    )

    previous: Array  # (...)
    calm: Array  # (...)


@record
class EarlyStoppingState(Record):
    """What early stopping remembers: the best epoch so far, whole."""

    title = "Early stopping"
    terms = (
        Term("best_loss", "the lowest validation loss so far"),
        Term("best_epoch", "its epoch, from 0"),
        Term("waited", "epochs without a better one since"),
        Term("best_theta", "the parameters at the end of it"),
    )

    best_loss: Array  # (...)
    best_epoch: Array  # (...)
    waited: Array  # (...)
    best_theta: Array  # (..., P)
    best_running: Array  # (..., size)


def choose(which: Array, new: Array, old: Array) -> Array:
    """Return the new rows where ``which`` is True and the old ones elsewhere, copying only where both are.

    Args:
        which: (...), one truth value for each run.
        new: (..., n).
        old: (..., n).

    Returns:
        (..., n).

    Example:
        >>> choose(np.array([True, False]), np.ones((2, 1)), np.zeros((2, 1))).ravel()
        array([1., 0.])
    """
    if which.all():
        return new
    return np.where(which[..., None], new, old) if which.any() else old
