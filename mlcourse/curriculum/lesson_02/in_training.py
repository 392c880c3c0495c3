"""How exercise 02's functions take part in training: a network goes forward by them."""

from mlcourse.data.datasets import iris
from mlcourse.run.in_training import Course, InTraining
from mlcourse.run.pieces import Pieces
from mlcourse.steps.optimizers import SGD


def _flowers(activation: str, *hidden: int, rate: float = 0.2) -> Course:
    return Course(iris, (4, *hidden, 3), activation, "softmax", SGD(rate))


WEIGHTED_SUMS = InTraining(_flowers("relu", 8, 8), lambda f: Pieces(weighted_sums=f))
RELU = InTraining(_flowers("relu", 8, 8), lambda f: Pieces(activation=f))
SIGMOID = InTraining(_flowers("sigmoid", 8, rate=1.0), lambda f: Pieces(activation=f))
TANH = InTraining(_flowers("tanh", 8, 8), lambda f: Pieces(activation=f))
SOFTMAX = InTraining(_flowers("relu", 8, 8), lambda f: Pieces(probabilities=f))
FORWARD_PASS = InTraining(_flowers("relu", 8), lambda f: Pieces(forward=f))

OWN_RUN = ("forward_pass",)
"""Whose functions ``your_run`` trains with."""
