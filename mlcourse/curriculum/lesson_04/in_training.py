"""How exercise 04's functions take part in training: a network's way back goes through them."""

from mlcourse.base.errors import Array
from mlcourse.data.datasets import Dataset, moons
from mlcourse.run.in_training import Course, InTraining
from mlcourse.run.pieces import Function, Pieces
from mlcourse.steps.optimizers import SGD, Optimizer


def _moons() -> Dataset:
    return moons(300, noise=0.2, seed=1)


RATE = SGD(0.5)


def _course(activation: str, *hidden: int, optimizer: Optimizer = RATE, steps: int = 200) -> Course:
    return Course(_moons, (2, *hidden, 2), activation, "softmax", optimizer, steps=steps)


def _slope(slope: Function) -> Pieces:
    def delta(da: Array, z: Array) -> Array:
        return da * slope(z)

    return Pieces(hidden_delta=delta)


TWO_LAYERS = _course("tanh", 8, 8)
ONE_LAYER = _course("tanh", 12)

SIGMOID_SLOPE = InTraining(_course("sigmoid", 8, 8, optimizer=SGD(2.0)), _slope)
TANH_SLOPE = InTraining(TWO_LAYERS, _slope)
RELU_DELTA = InTraining(_course("relu", 8, 8), lambda f: Pieces(hidden_delta=f))
OUTPUT_DELTA = InTraining(TWO_LAYERS, lambda f: Pieces(loss_gradient=f))
LAYER_GRADIENTS = InTraining(TWO_LAYERS, lambda f: Pieces(layer_gradients=f))
INPUT_GRADIENT = InTraining(TWO_LAYERS, lambda f: Pieces(input_gradient=f))
NUMERICAL_SLOPES = InTraining(
    _course("tanh", 4, optimizer=SGD(1.0), steps=100),
    lambda f: Pieces(gradient=lambda loss, theta: f(loss, theta, 1e-3)),
)
BACKWARD_PASS = InTraining(ONE_LAYER, lambda f: Pieces(backward=f))
TRAIN_BATCHES = InTraining(ONE_LAYER, lambda f: Pieces(batches=f))

OWN_RUN = ("backward_pass", "train_batches")
"""Whose functions ``your_run`` trains with."""
