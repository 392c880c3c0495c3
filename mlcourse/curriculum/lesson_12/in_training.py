"""How exercise 12's function takes part in training: the update of a step is its own."""

from mlcourse.data.datasets import Dataset, moons
from mlcourse.run.in_training import Course, InTraining
from mlcourse.run.pieces import Pieces
from mlcourse.steps.freezing import layer_mask
from mlcourse.steps.network import MLP
from mlcourse.steps.optimizers import SGD

SIZES = (2, 8, 8, 2)
NETWORK = MLP(SIZES, "tanh")
COUNTS = tuple(int(layer_mask(NETWORK, i).sum()) for i in range(3))


def _moons() -> Dataset:
    return moons(300, noise=0.2, seed=1)


LAYERED_STEP = InTraining(
    Course(_moons, SIZES, "tanh", "softmax", SGD(0.5), factors=(0.3**2, 0.3, 1.0)),
    lambda f: Pieces(
        update=lambda theta, g, state, o: (f(theta, g, COUNTS, o.learning_rate, 0.3),)
    ),
)

OWN_RUN = ("layered_step",)
"""Whose functions ``your_run`` trains with."""
