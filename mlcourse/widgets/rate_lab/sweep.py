"""What the learning rate lab shows: one network, trained from one start with every learning rate and every λ."""

from dataclasses import dataclass

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.data.datasets import diabetes
from mlcourse.data.preprocessing import split, standardize
from mlcourse.run.history import History
from mlcourse.run.training import train
from mlcourse.steps.forward import forward
from mlcourse.steps.network import MLP
from mlcourse.steps.optimizers import SGD

RATES = np.geomspace(0.0003, 1, 64)
PRICES = (0.0, 0.1, 0.3, 1.0)
EPOCHS, BATCH_SIZE = 20, 32
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
    """

    history: History
    training: Array
    validation: Array
    has_flown: Array
    counts: Array

    def place(self, rate: int, price: float) -> int:
        """Return which run has the learning rate of this number and this λ."""
        return PRICES.index(price) * len(RATES) + rate


def parts(seed: int) -> tuple[Part, Part]:
    """Return the training and the validation part of the diabetes data; the target is standardized too."""
    patients = standardize(split(diabetes(), seed=seed))
    mean, spread = patients.train.y.mean(), patients.train.y.std()
    assert patients.validation is not None
    train_part, held_out = (
        (part.x, (part.y - mean) / spread) for part in (patients.train, patients.validation)
    )
    return train_part, held_out


def make_sweep(seed: int) -> Sweep:
    """Train every learning rate with every λ, side by side."""
    training, validation = parts(seed)
    runs = len(RATES) * len(PRICES)
    history = train(
        NETWORK,
        training,
        validation=validation,
        optimizer=SGD(tuple(float(rate) for rate in np.tile(RATES, len(PRICES)))),
        l2=tuple(float(price) for price in np.repeat(PRICES, len(RATES))),
        batch_size=BATCH_SIZE,
        epochs=EPOCHS,
        seed=[seed] * runs,
        progress=False,
    )
    epochs = history.epochs
    assert epochs.validation_loss is not None
    losses = epochs.training_loss.T.copy(), epochs.validation_loss.T.copy()
    for (run,), stop in history.stops.items():
        if stop.reason == "diverged":
            for loss in losses:
                loss[run, stop.step // history.plan.steps_per_epoch :] = np.inf
    x, y = validation
    start = np.mean((forward(NETWORK, history.initial.theta[0], x).output[:, 0] - y) ** 2)
    has_flown = ~(losses[1][:, -1] < start)  # nan is not below anything either
    return Sweep(history, *losses, has_flown, _counts(history.theta, has_flown))


def _counts(thetas: Array, has_flown: Array) -> Array:
    """Return how many weights of each run lie in each bin; none of a run that has flown off."""
    edges = np.linspace(-WIDEST, WIDEST, BINS + 1)
    counts = np.zeros((len(thetas), BINS), dtype=np.int32)
    for run in np.flatnonzero(~has_flown):
        weights = np.clip(thetas[run, NETWORK.weight_mask], -WIDEST, WIDEST)
        counts[run] = np.histogram(weights, edges)[0]
    return counts
