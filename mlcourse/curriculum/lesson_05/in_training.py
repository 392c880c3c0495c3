"""How exercise 05's functions take part in training: the update of a step is theirs."""

from mlcourse.data.datasets import Dataset, digits, moons
from mlcourse.run.in_training import Course, InTraining
from mlcourse.run.pieces import Pieces
from mlcourse.steps.optimizers import Adam, Momentum, Nesterov, Optimizer, RMSProp


def _moons() -> Dataset:
    return moons(300, noise=0.2, seed=1)


def _course(optimizer: Optimizer) -> Course:
    return Course(_moons, (2, 8, 8, 2), "tanh", "softmax", optimizer)


DIGITS = Course(digits, (64, 16, 10), "tanh", "softmax", Adam(0.01), batch_size=64, steps=100)

MOMENTUM_STEP = InTraining(
    _course(Momentum(0.05, momentum=0.9)),
    lambda f: Pieces(
        update=lambda theta, g, state, o: f(theta, g, state.velocity, o.learning_rate, o.momentum)
    ),
)
NESTEROV_STEP = InTraining(
    _course(Nesterov(0.05, momentum=0.9)),
    lambda f: Pieces(
        update=lambda theta, g, state, o: f(theta, g, state.velocity, o.learning_rate, o.momentum)
    ),
)
RMSPROP_STEP = InTraining(
    _course(RMSProp(0.01, decay=0.9)),
    lambda f: Pieces(
        update=lambda theta, g, state, o: f(theta, g, state.v, o.learning_rate, o.decay, o.epsilon)
    ),
)
ADAM_STEP = InTraining(
    DIGITS,
    lambda f: Pieces(
        update=lambda theta, g, state, o: f(
            theta, g, state.m, state.v, state.step + 1, o.learning_rate, o.beta1, o.beta2, o.epsilon
        )
    ),
)

OWN_RUN = ("adam_step",)
"""Whose functions ``your_run`` trains with."""
