"""What the learning rate lab shows: one network, trained from one start with every learning rate and every λ."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.data.datasets import diabetes
from mlcourse.data.preprocessing import split, standardize
from mlcourse.run.history import History
from mlcourse.run.training import train
from mlcourse.steps.forward import forward
from mlcourse.steps.initialization import initialize
from mlcourse.steps.network import MLP
from mlcourse.steps.optimizers import SGD
from mlcourse.steps.schedule import Schedule

RATES = np.geomspace(0.0003, 1, 64)
PRICES = (0.0, 0.1, 1.0)
EPOCHS, BATCH_SIZE = 20, 32
STEPS = EPOCHS * 9  # 266 patients in batches of 32
BINS, WIDEST = 31, 1.55  # of the histogram of weights
NETWORK = MLP((10, 16, 1), activation="relu", output="identity")
Part = tuple[Array, Array]


@dataclass(frozen=True)
class Sweep:
    """All runs, counted by λ and then by η.

    Args:
        history: of all runs, side by side.
        training: loss of each epoch, without the penalty (runs, epochs).
        validation: loss after each epoch (runs, epochs); both are infinite once a run has diverged.
        has_flown: whether the validation loss ended no lower than it began, or not as a number (runs,).
        counts: of the weights in each bin (runs, BINS); those beyond the ends count in the outermost.
        predicted: for each validation patient, at the end (runs, patients); nan of a run that has flown off.
        began: the validation loss of the start.
    """

    history: History
    training: Array
    validation: Array
    has_flown: Array
    counts: Array
    predicted: Array
    began: float

    def place(self, rate: int, price: float) -> int:
        """Return which run has the learning rate of this number and this λ."""
        return PRICES.index(price) * len(RATES) + rate


@dataclass(frozen=True)
class Change(Schedule):
    """η of a run in which it is changed once: ``first`` in the steps before ``step``, ``later`` from it on."""

    first: float
    step: int
    later: float

    def rate(self, step: int) -> float:
        """Return η of a step."""
        return self.first if step < self.step else self.later


def parts(seed: int) -> tuple[Part, Part]:
    """Return the training and the validation part of the diabetes data; the target is standardized too.

    The numbers are those that float32 holds, so that the browser, to which they are sent so, trains on the same.
    """
    patients = standardize(split(diabetes(), seed=seed))
    mean, spread = patients.train.y.mean(), patients.train.y.std()
    assert patients.validation is not None
    train_part, held_out = (
        (_as_sent(part.x), _as_sent((part.y - mean) / spread))
        for part in (patients.train, patients.validation)
    )
    return train_part, held_out


def _as_sent(values: Array) -> Array:
    return values.astype(np.float32).astype(np.float64)


def make_sweep(seed: int) -> Sweep:
    """Train every learning rate with every λ, side by side; float32 is enough for pictures."""
    rates = np.tile(RATES, len(PRICES)).tolist()
    return _trained(seed, SGD(tuple(rates)), np.repeat(PRICES, len(RATES)).tolist(), np.float32)


def make_changed(seed: int, change: Change, price: float) -> Sweep:
    """Train one run in which η is changed, with the browser's 64 bits."""
    return _trained(seed, SGD(change), [price], np.float64)


def _trained(seed: int, optimizer: SGD, prices: list[float], dtype: Any) -> Sweep:
    """Train a run for each λ, and put down what became of them."""
    training, validation = parts(seed)
    history = train(
        NETWORK,
        training,
        validation=validation,
        theta=initialize(NETWORK, "he_normal", seed, np.float32),
        dtype=dtype,
        optimizer=optimizer,
        l2=tuple(prices),
        batch_size=BATCH_SIZE,
        epochs=EPOCHS,
        seed=seed,
        progress=False,
    )
    epochs = history.epochs
    assert epochs.validation_loss is not None
    losses = np.full((2, len(prices), EPOCHS), np.inf)
    losses[:, :, : len(epochs.training_loss)] = epochs.training_loss.T, epochs.validation_loss.T
    for (run,), stop in history.stops.items():
        if stop.reason == "diverged":
            losses[:, run, stop.step // history.plan.steps_per_epoch :] = np.inf
    x, y = validation
    began = float(np.mean((forward(NETWORK, history.initial.theta[0], x).output[:, 0] - y) ** 2))
    has_flown = ~(losses[1][:, -1] < began)  # nan is not below anything either
    with np.errstate(all="ignore"):
        predicted = forward(NETWORK, history.theta, x).output[..., 0]
    predicted[has_flown] = np.nan
    counts = _counts(history.theta, has_flown)
    return Sweep(history, losses[0], losses[1], has_flown, counts, predicted, began)


def _counts(thetas: Array, has_flown: Array) -> Array:
    """Return how many weights of each run lie in each bin; none of a run that has flown off."""
    edges = np.linspace(-WIDEST, WIDEST, BINS + 1)
    counts = np.zeros((len(thetas), BINS), dtype=np.int32)
    for run in np.flatnonzero(~has_flown):
        weights = np.clip(thetas[run, NETWORK.weight_mask], -WIDEST, WIDEST)
        counts[run] = np.histogram(weights, edges)[0]
    return counts
