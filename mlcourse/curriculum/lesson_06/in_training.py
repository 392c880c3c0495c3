"""How exercise 06's functions take part in training: the learning rate of a step is theirs, or its update."""

from dataclasses import replace

from mlcourse.data.datasets import Dataset, diabetes
from mlcourse.run.in_training import Course, InTraining
from mlcourse.run.pieces import Function, Pieces
from mlcourse.steps.network import MLP
from mlcourse.steps.optimizers import SGD, AdamW, Optimizer
from mlcourse.steps.schedules import CosineDecay, ExponentialDecay, StepDecay, WarmUp

SIZES = (10, 16, 1)


def _patients() -> Dataset:
    """Return the diabetes data; the target in units of its own spread."""
    data = diabetes()
    return replace(data, y=(data.y - data.y.mean()) / data.y.std())


def _course(optimizer: Optimizer) -> Course:
    return Course(_patients, SIZES, "relu", "identity", optimizer, scheme="he_normal")


def _rate(rate_of: Function) -> Pieces:
    """Return gradient descent with this learning rate in each step."""
    return Pieces(update=lambda theta, g, state, o: (theta - rate_of(state.step) * g,))


FALLING = CosineDecay(0.1, steps=120)

STEP_DECAY = InTraining(
    _course(SGD(StepDecay(0.1, every=70, factor=0.3))),
    lambda f: _rate(lambda step: f(step, 0.1, 70, 0.3)),
)
EXPONENTIAL_DECAY = InTraining(
    _course(SGD(ExponentialDecay(0.1, factor=0.98))),
    lambda f: _rate(lambda step: f(step, 0.1, 0.98)),
)
COSINE_DECAY = InTraining(
    _course(SGD(CosineDecay(0.1, steps=150, final=0.01))),
    lambda f: _rate(lambda step: f(step, 0.1, 150, 0.01)),
)
WARM_UP = InTraining(
    _course(SGD(WarmUp(50, after=FALLING))), lambda f: _rate(lambda step: f(step, 50, FALLING))
)
ADAMW_STEP = InTraining(
    _course(AdamW(0.02, weight_decay=0.5, mask=MLP(SIZES, output="identity").weight_mask)),
    lambda f: Pieces(
        update=lambda theta, g, state, o: f(
            theta, g, state.m, state.v, state.step + 1,
            o.learning_rate, o.beta1, o.beta2, o.epsilon, o.weight_decay, o.mask,
        )
    ),
)  # fmt: skip

OWN_RUN = ("adamw_step",)
"""Whose functions ``your_run`` trains with."""
