"""The bug lab's cases: which network is trained how, which fault is in it, which faults are offered as answers.

The letters say nothing about the fault, so that a notebook's cell does not give the answer away.
"""

from dataclasses import dataclass
from functools import partial

from mlcourse.data.datasets import Dataset, moons
from mlcourse.steps.network import MLP
from mlcourse.steps.optimizers import SGD, Adam, Optimizer


@dataclass(frozen=True)
class Case:
    """One patient of the bug lab.

    Args:
        fault: the name in ``FAULTS`` of what is wrong with it.
        others: names of the faults that are offered besides.
        network: what is trained.
        optimizer: with which optimizer.
        data: called without arguments, on which data.
        epochs: for how long.
        batch_size: examples a step; the data sets' sizes are multiples of it.
        seed: for initialization and shuffling; also for the order of the options.
    """

    fault: str
    others: tuple[str, ...]
    network: MLP
    optimizer: Optimizer
    data: partial[Dataset]
    epochs: int = 20
    batch_size: int = 16
    seed: int = 1

    @property
    def options(self) -> tuple[str, ...]:
        """The names of all faults offered, in an order that says nothing."""
        return tuple(sorted((self.fault, *self.others)))


MOONS = partial(moons, 160, noise=0.2, seed=1)
RELU = MLP((2, 8, 8, 2), activation="relu")
TANH = MLP((2, 8, 8, 2), activation="tanh")
SIGMOID = MLP((2, 8, 8, 2), activation="sigmoid")

CASES: dict[str, Case] = {
    "A": Case(
        "skipped slope",
        ("mask from the gradient", "slope of softmax again", "no bias gradient", "averaged twice"),
        RELU, Adam(0.01), MOONS,
    ),
    "B": Case(
        "gradients not reset",
        ("learning rate too high", "summed gradient", "flipped sign", "way back through updated weights"),
        TANH, SGD(0.2), MOONS,
    ),
    "C": Case(
        "flipped sign",
        ("learning rate too high", "gradients not reset", "summed gradient", "skipped slope"),
        RELU, SGD(0.05), MOONS,
    ),
    "D": Case(
        "summed gradient",
        ("learning rate too high", "gradients not reset", "flipped sign", "slope of softmax again"),
        TANH, SGD(0.1), MOONS,
    ),
    "E": Case(
        "no bias gradient",
        ("averaged twice", "skipped slope", "learning rate too low", "mask from the gradient"),
        RELU, SGD(0.1), MOONS,
    ),
    "F": Case(
        "tanh slope from z",
        ("slope at a", "skipped slope", "way back through updated weights", "softmax twice"),
        TANH, SGD(0.2), MOONS, seed=3,
    ),
    "G": Case(
        "softmax twice",
        ("slope of softmax again", "averaged twice", "learning rate too low", "summed gradient"),
        TANH, Adam(0.02), MOONS,
    ),
    "H": Case(
        "mask from the gradient",
        ("skipped slope", "no bias gradient", "slope of softmax again", "learning rate too low"),
        RELU, SGD(0.1), MOONS, seed=2,
    ),
    "I": Case(
        "slope at a",
        ("skipped slope", "way back through updated weights", "averaged twice", "no bias gradient"),
        SIGMOID, Adam(0.03), MOONS,
    ),
    "J": Case(
        "slope of softmax again",
        ("softmax twice", "averaged twice", "summed gradient", "mask from the gradient"),
        RELU, Adam(0.01), MOONS, seed=4,
    ),
    "K": Case(
        "way back through updated weights",
        ("slope at a", "tanh slope from z", "gradients not reset", "no bias gradient"),
        TANH, SGD(0.2), MOONS,
    ),
    "L": Case(
        "averaged twice",
        ("learning rate too low", "summed gradient", "no bias gradient", "softmax twice"),
        RELU, SGD(0.2), MOONS,
    ),
}  # fmt: skip

# What a run would show that has this fault: said to somebody who named it where it is not.
TELLTALES: dict[str, str] = {
    "flipped sign": "every block of the gradient would be as long as expected and point exactly the other way "
    "(cosine −1), and the loss would rise from the first epoch on.",
    "learning rate too high": "the gradient check would be clean, since only the step is too long; the loss would "
    "leap in the very first epoch.",
    "learning rate too low": "the gradient check would be clean, and the loss would fall steadily and hardly at all.",
    "gradients not reset": "the gradient check would be clean, since each step's own gradient is right; the loss "
    "would first fall as it should and then swing.",
    "summed gradient": "every block of the gradient, the last layer's too, would point the right way and be longer "
    "than expected by exactly the batch size.",
    "averaged twice": "every block of the gradient, the last layer's too, would point the right way and be shorter "
    "than expected by exactly the batch size.",
    "skipped slope": "the last layer would pass; before it the gradient would be too long, since slopes of at most 1 "
    "are left out, and longer still with every layer back.",
    "mask from the gradient": "the last layer would pass; before it the gradient would have about the right length "
    "and quite another direction, and the loss would stay near ln 2.",
    "slope at a": "the last layer would pass; before it the gradient would be off by some per cent, in nearly the "
    "right direction. With ReLU nothing would be seen at all.",
    "tanh slope from z": "the last layer would pass; before it the gradient would be wrong wherever |z| is not small, "
    "and turned around where |z| > 1: the run may blow up.",
    "way back through updated weights": "the last layer would pass; before it the gradient would be off by a few per "
    "cent, the more the higher the learning rate, and the loss would hardly tell.",
    "slope of softmax again": "every block would fail, the last layer's too: nearly the right direction, and less than "
    "a quarter as long as expected, since p(1 − p) is at most ¼.",
    "softmax twice": "every block would fail, the last layer's too, and the loss could not fall below "
    "ln(1 + 1/e) = 0.3133, however long it trains.",
    "no bias gradient": "every W would pass the check to the last digit, and the gradient of every b would "
    "have the length 0.",
}
