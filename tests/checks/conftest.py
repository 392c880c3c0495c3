"""Three tasks as an exercise would declare them: one array, one number, two parts."""

import numpy as np
import pytest

from mlcourse.checks.task import Mistake, Probe, Task, probes

SIZES = ({"batch": 31, "classes": 7}, {"batch": 5, "classes": 3}, {"batch": 1, "classes": 2})


def logits(generator, batch, classes):
    return {"z": generator.normal(size=(batch, classes))}


def large_logits(generator):
    return {"z": np.array([[1000.0, 0.0, -1000.0], [2.0, 1.0, 0.0]])}


def softmax(z):
    shifted = np.exp(z - z.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


def over_the_batch(z):
    return softmax(z.T).T


def over_everything(z):
    e = np.exp(z - z.max())
    return e / e.sum()


def without_the_maximum(z):
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


def not_normalized(z):
    return np.exp(z - z.max(axis=1, keepdims=True))


def column_sums_missing_axis(z):
    return np.exp(z) / np.exp(z).sum(axis=1)


SOFTMAX = Task(
    id="99.softmax",
    title="Softmax",
    points=2,
    objective="99.1",
    answer=softmax,
    why="Softmax turns any logits into probabilities.",
    hints=("What must each row sum to?", "Look at axis=1.", "e / e.sum(axis=1, keepdims=…)"),
    probes=(*probes(logits, *SIZES), Probe(large_logits, name="large logits")),
    mistakes=(
        Mistake(over_the_batch, "Your softmax runs over the batch (lesson 02).", 11),
        Mistake(over_everything, "Your softmax runs over all numbers at once (lesson 02).", 11),
        Mistake(without_the_maximum, "exp of a large logit overflows (lesson 02).", 12),
        Mistake(not_normalized, "Nothing divides by the sum of each row (lesson 02)."),
        Mistake(column_sums_missing_axis, "The sums need keepdims=True to divide by rows."),
    ),
    uses=frozenset({"log_softmax"}),
)


def errors(generator, batch, outputs):
    shape = (batch, outputs)
    return {"prediction": generator.normal(size=shape), "target": generator.normal(size=shape)}


def mean_loss(prediction, target):
    return np.mean((prediction - target) ** 2)


def summed_over_the_batch(prediction, target):
    return np.sum(np.mean((prediction - target) ** 2, axis=1))


def half_of_it(prediction, target):
    return np.mean((prediction - target) ** 2) / 2


LOSS = Task(
    id="99.loss",
    title="Mean squared error",
    points=1,
    objective="99.2",
    answer=mean_loss,
    why="The mean does not grow with the batch.",
    hints=("", "", ""),
    probes=probes(errors, {"batch": 31, "outputs": 3}, {"batch": 5, "outputs": 2}),
    mistakes=(
        Mistake(
            summed_over_the_batch, "You summed where this loss takes the mean (lesson 03).", 18
        ),
        Mistake(half_of_it, "Half of it is used where ½ cancels the 2; ours has none.", None, True),
    ),
)


def layer(generator, batch, inputs, units):
    return {
        "x": generator.normal(size=(batch, inputs)),
        "delta": generator.normal(size=(batch, units)),
    }


def gradients(x, delta):
    return x.T @ delta, delta.sum(axis=0)


def bias_gradient_is_a_mean(x, delta):
    return x.T @ delta, delta.mean(axis=0)


def averaged_again(x, delta):
    return x.T @ delta / len(x), delta.sum(axis=0) / len(x)


def flipped(x, delta):
    return -x.T @ delta, -delta.sum(axis=0)


def the_other_way_round(x, delta):
    return delta.T @ x, delta.sum(axis=0)


def no_transpose(x, delta):
    return x @ delta, delta.sum(axis=0)


def no_bias(x, delta):
    return x.T @ delta, np.zeros(delta.shape[1])


GRADIENTS = Task(
    id="99.gradients",
    title="A layer's gradients",
    points=3,
    objective="99.3",
    answer=gradients,
    why="These are what the optimizer gets.",
    hints=("", "", ""),
    probes=probes(
        layer, {"batch": 31, "inputs": 7, "units": 3}, {"batch": 5, "inputs": 2, "units": 11}
    ),
    mistakes=(
        Mistake(bias_gradient_is_a_mean, "δ already holds 1/N: the biases sum it (lesson 04).", 28),
        Mistake(averaged_again, "The mean is in δ already; you took it twice (lesson 04).", 19),
        Mistake(flipped, "The gradient points uphill; the optimizer turns it (lesson 04).", 26),
        Mistake(the_other_way_round, "dW has the shape of W: x.T comes first (lesson 04).", 8),
        Mistake(no_transpose, "x needs its transpose (lesson 04).", 8),
        Mistake(no_bias, "The biases have a gradient too (lesson 04).", 28),
    ),
    parts=("dW", "db"),
)


@pytest.fixture
def softmax_task():
    return SOFTMAX


@pytest.fixture
def loss_task():
    return LOSS


@pytest.fixture
def gradients_task():
    return GRADIENTS


@pytest.fixture(params=(SOFTMAX, LOSS, GRADIENTS), ids=lambda task: task.id)
def task(request):
    return request.param
