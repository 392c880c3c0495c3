"""How exercise 12's functions take part in training: the update of a step is theirs."""

from mlcourse.data.datasets import Dataset, moons
from mlcourse.run.in_training import Course, InTraining
from mlcourse.run.pieces import Pieces
from mlcourse.steps.freezing import layer_mask
from mlcourse.steps.network import MLP
from mlcourse.steps.optimizers import SGD, Momentum

SIZES = (2, 8, 8, 2)
NETWORK = MLP(SIZES, "tanh")
COUNTS = tuple(int(layer_mask(NETWORK, i).sum()) for i in range(3))


def _moons() -> Dataset:
    return moons(300, noise=0.2, seed=1)


FROZEN_STEP = InTraining(
    Course(_moons, SIZES, "tanh", "softmax", Momentum(0.05, momentum=0.9)),
    lambda f: Pieces(
        update=lambda theta, g, state, o: f(
            theta, state.velocity, g, layer_mask(NETWORK, 0), o.learning_rate, o.momentum
        )
    ),
)
LAYERED_STEP = InTraining(
    Course(_moons, SIZES, "tanh", "softmax", SGD(0.5)),
    lambda f: Pieces(
        update=lambda theta, g, state, o: (f(theta, g, COUNTS, o.learning_rate, 0.3),)
    ),
)

OWN_RUN = ("layered_step",)
"""Whose functions ``your_run`` trains with."""
