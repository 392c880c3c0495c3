"""Exercise 07, batch normalization: the way forward in both modes, the running statistics, and the whole way back.

What each task asks for, what answers are tried on, and what the library has for it. Mistakes and what is said to them
are in ``mistakes.py``.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

import mlcourse as ml
from mlcourse.base.errors import Array
from mlcourse.checks.task import Arguments, Probe, Task, WrongLine
from mlcourse.curriculum.lesson_07 import answers as right
from mlcourse.curriculum.lesson_07 import mistakes as wrong
from mlcourse.curriculum.lesson_07 import other_right_answers as others

# --- what they are tried on; each unit has a mean and a spread of its own


def _z(generator: np.random.Generator, batch: int, units: int) -> Array:
    place, spread = generator.normal(0, 3, units), generator.uniform(0.5, 4, units)
    return np.asarray(generator.normal(place, spread, (batch, units)))


def _scales(generator: np.random.Generator, units: int) -> Arguments:
    return {"gamma": generator.uniform(0.5, 2, units), "beta": generator.normal(size=units)}


def _running(generator: np.random.Generator, units: int) -> Arguments:
    return {
        "running_mean": generator.normal(size=units),
        "running_variance": generator.uniform(0.5, 6, units),
    }


def _to_normalize(epsilon: float) -> Callable[..., Arguments]:
    """Return what draws a batch to normalize."""
    return lambda generator, batch, units: {
        "z": _z(generator, batch, units),
        "epsilon": epsilon,
    }


def _few_to_normalize(generator: np.random.Generator) -> Arguments:
    return {"z": np.array([[-1.0, 10.0], [1.0, 30.0], [1.0, 10.0], [7.0, 30.0]]), "epsilon": 0.5}


def _all_equal(generator: np.random.Generator) -> Arguments:
    """Return a batch whose second unit has the same z in every example."""
    return {"z": np.array([[1.0, 2.0, 0.0], [4.0, 2.0, 6.0], [2.5, 2.0, -1.0]]), "epsilon": 0.25}


def _to_record(momentum: float) -> Callable[..., Arguments]:
    """Return what draws running statistics and a batch."""
    return lambda generator, batch, units: {
        **_running(generator, units),
        "z": _z(generator, batch, units),
        "momentum": momentum,
    }


def _to_evaluate(epsilon: float) -> Callable[..., Arguments]:
    """Return what draws a layer and a batch for evaluation."""
    return lambda generator, batch, units: {
        "z": _z(generator, batch, units),
        **_scales(generator, units),
        **_running(generator, units),
        "epsilon": epsilon,
    }


def _to_go_forward(training: bool, momentum: float, epsilon: float) -> Callable[..., Arguments]:
    """Return what draws a layer and a batch in one of the modes."""
    return lambda generator, batch, units: {
        "z": _z(generator, batch, units),
        **_scales(generator, units),
        **_running(generator, units),
        "training": training,
        "momentum": momentum,
        "epsilon": epsilon,
    }


def _dy_z_hat(generator: np.random.Generator, batch: int, units: int) -> Arguments:
    return {
        "dy": generator.normal(size=(batch, units)),
        "z_hat": generator.normal(size=(batch, units)),
    }


def _few_dy_z_hat(generator: np.random.Generator) -> Arguments:
    return {
        "dy": np.array([[2.0, -1.0], [3.0, 5.0], [-4.0, 1.0]]),
        "z_hat": np.array([[1.0, 0.5], [-1.0, 2.0], [0.5, -1.5]]),
    }


def _to_go_back(epsilon: float) -> Callable[..., Arguments]:
    """Return what draws a layer in training mode, and the gradient of its output."""
    return lambda generator, batch, units: {
        "dy": generator.normal(size=(batch, units)) + generator.normal(size=units),
        "z": _z(generator, batch, units),
        "gamma": generator.uniform(0.5, 2, units),
        "epsilon": epsilon,
    }


def _lessons_batch(generator: np.random.Generator) -> Arguments:
    """Return the lesson's batch of four; the loss looks at the last example only."""
    return {
        "dy": np.array([[0.0], [0.0], [0.0], [1.0]]),
        "z": np.array([[-1.0], [1.0], [1.0], [7.0]]),
        "gamma": np.array([2.0]),
        "epsilon": 0.25,
    }


# --- the same by the library's functions


def _forward(z: Array, training: bool = True, **more: Any) -> Any:
    """Return the library's record; what is not given is as at the start of training."""
    zero, one = np.zeros(z.shape[1]), np.ones(z.shape[1])
    start = {"gamma": one, "beta": zero, "running_mean": zero, "running_variance": one}
    return ml.batch_normalization(z, **{**start, **more}, training=training)


def _by_hand() -> float:
    z = np.array([[2.0], [6.0], [6.0], [18.0]])
    made = _forward(z, gamma=np.array([9.0]), beta=np.array([4.0]), epsilon=1e-12)
    return float(made.y[3, 0])


def _normalize(z: Array, epsilon: float) -> Any:
    return _forward(z, epsilon=epsilon).z_hat


def _running_statistics(mean: Array, variance: Array, z: Array, momentum: float) -> Any:
    made = _forward(z, running_mean=mean, running_variance=variance, momentum=momentum)
    return made.running_mean, made.running_variance


def _evaluate(
    z: Array, gamma: Array, beta: Array, mean: Array, variance: Array, epsilon: float
) -> Any:
    return ml.batch_normalization(z, gamma, beta, mean, variance, training=False, epsilon=epsilon).y


def _layer(
    z: Array,
    gamma: Array,
    beta: Array,
    mean: Array,
    variance: Array,
    training: bool,
    momentum: float,
    epsilon: float,
) -> Any:
    made = ml.batch_normalization(
        z, gamma, beta, mean, variance, training=training, momentum=momentum, epsilon=epsilon
    )
    return made.y, made.running_mean, made.running_variance


def _scale_gradients(dy: Array, z_hat: Array) -> Any:
    made = _forward(z_hat, training=False, epsilon=1e-12)  # μ = 0 and σ = 1: ẑ is what was given
    back = ml.batch_normalization_backward(made, dy)
    return back.dgamma, back.dbeta


def _backward(dy: Array, z: Array, gamma: Array, epsilon: float) -> Any:
    back = ml.batch_normalization_backward(_forward(z, gamma=gamma, epsilon=epsilon), dy)
    return back.dz, back.dgamma, back.dbeta


# --- the tasks

TASKS = (
    Task(
        id="07.by_hand",
        title="One unit, by hand",
        points=1,
        objective="07.1",
        answer=right.by_hand,
        library=_by_hand,
        also_right=others.BY_HAND,
        worked=others.BY_HAND_WORKED,
        tolerance=2e-3,
        why="Four numbers, one mean, one spread: a layer does the same for each of its units.",
        hints=(
            "What is the mean of the four numbers, and how far is each from it?",
            "The squared distances are 36, 4, 4 and 100. Their mean is σ²; ẑ divides by its root.",
            "9 · (18 − 8)/6 + …",
        ),
        mistakes=wrong.BY_HAND,
    ),
    Task(
        id="07.normalize",
        title="Normalizing a batch",
        points=2,
        objective="07.1",
        answer=right.normalize,
        library=_normalize,
        also_right=others.NORMALIZE,
        why="Each unit now has mean 0 and spread 1 in this batch, whatever the weights before it are.",
        hints=(
            "Which numbers share a mean: those of a row, or those of a column?",
            "z.mean(axis=0) and z.var(axis=0) have one number for each unit.",
            "(z - z.mean(axis=0)) / np.sqrt(… + epsilon)",
        ),
        probes=(
            Probe(_few_to_normalize),
            Probe(_to_normalize(0.1), {"batch": 11, "units": 5}),
            Probe(_to_normalize(0.02), {"batch": 3, "units": 7}),
            Probe(_all_equal, name="a unit whose z are all equal"),
        ),
        mistakes=wrong.NORMALIZE,
    ),
    Task(
        id="07.running_statistics",
        title="The running statistics",
        points=2,
        objective="07.2",
        answer=right.running_statistics,
        library=_running_statistics,
        also_right=others.RUNNING_STATISTICS,
        why="They are what evaluation will know of all the batches that were seen, the last ones most.",
        hints=(
            "How much of the old mean is kept, if the new one has the weight `momentum`?",
            "(1 - momentum) * old + momentum * new, for both; the new variance is divided by N − 1.",
            "(1 - momentum) * running_variance + momentum * z.var(axis=0, ddof=…)",
        ),
        parts=("running_mean", "running_variance"),
        probes=(
            Probe(_to_record(0.1), {"batch": 5, "units": 2}),
            Probe(_to_record(0.25), {"batch": 11, "units": 3}),
            Probe(_to_record(0.7), {"batch": 2, "units": 5}, "a batch of two"),
        ),
        mistakes=wrong.RUNNING_STATISTICS,
    ),
    Task(
        id="07.evaluate",
        title="The layer in evaluation",
        points=2,
        objective="07.2",
        answer=right.evaluate,
        library=_evaluate,
        also_right=others.EVALUATE,
        why="Nothing in it asks who else is in the batch: an example's answer is its own.",
        hints=(
            "Where do mean and variance come from, if there may be one example only?",
            "First ẑ with the running statistics and ε inside the root, then γ and β.",
            "gamma * (z - running_mean) / np.sqrt(running_variance + epsilon) + …",
        ),
        probes=(
            Probe(_to_evaluate(0.5), {"batch": 3, "units": 2}),
            Probe(_to_evaluate(0.1), {"batch": 7, "units": 5}),
            Probe(_to_evaluate(0.3), {"batch": 1, "units": 3}, "a batch of one"),
        ),
        mistakes=wrong.EVALUATE,
    ),
    Task(
        id="07.layer",
        title="Bug clinic: a layer with four faults",
        points=4,
        objective="07.2",
        answer=right.layer,
        library=_layer,
        also_right=others.LAYER,
        why="Four faults, and in training only one of them could be seen: that is why both modes are tried.",
        hints=(
            "Which lines run in evaluation too, and which of them should not?",
            "Symptom 1: which variance divides in evaluation? 2: where does one record? 3 and 4: what does one record?",
            "Record only if training, by (1 - momentum) * old + momentum * new, the variance with ddof=…",
        ),
        parts=("y", "running_mean", "running_variance"),
        probes=(
            Probe(_to_go_forward(True, 0.1, 0.4), {"batch": 5, "units": 2}),
            Probe(_to_go_forward(False, 0.1, 0.3), {"batch": 3, "units": 2}, "evaluation"),
            Probe(_to_go_forward(True, 0.3, 0.02), {"batch": 11, "units": 3}),
            Probe(
                _to_go_forward(False, 0.2, 0.07), {"batch": 7, "units": 5}, "evaluation, more units"
            ),
            Probe(
                _to_go_forward(False, 0.3, 0.2),
                {"batch": 1, "units": 3},
                "evaluation of a single example",
            ),
        ),
        mistakes=wrong.LAYER,
    ),
    Task(
        id="07.scale_gradients",
        title="The gradients of γ and β",
        points=2,
        objective="07.3",
        answer=right.scale_gradients,
        library=_scale_gradients,
        also_right=others.SCALE_GRADIENTS,
        why="γ and β are parameters as all others are; a path through every example leads to each.",
        hints=(
            "Through how many examples does one γ reach the loss?",
            "y = γ ẑ + β: its slope by γ is ẑ, by β it is 1. Add up over the batch.",
            "(dy * z_hat).sum(axis=0), dy.sum(axis=…)",
        ),
        parts=("dgamma", "dbeta"),
        probes=(
            Probe(_few_dy_z_hat),
            Probe(_dy_z_hat, {"batch": 31, "units": 5}),
            Probe(_dy_z_hat, {"batch": 1, "units": 7}, "a batch of one"),
        ),
        mistakes=wrong.SCALE_GRADIENTS,
    ),
    Task(
        id="07.backward",
        title="The whole way back",
        points=4,
        objective="07.3",
        answer=right.backward,
        library=_backward,
        also_right=others.BACKWARD,
        why="Three paths, and two of them take back most of the first: nobody in a batch is alone.",
        hints=(
            "By which three paths does one z reach the loss?",
            "dz_hat = dy * gamma; then dvariance and dmean are sums over the batch, and each z gets a share of both.",
            "dz_hat / std + dvariance * 2 * (z - mean) / n + … / n",
        ),
        parts=("dz", "dgamma", "dbeta"),
        probes=(
            Probe(_lessons_batch, name="the lesson's batch of four"),
            Probe(_to_go_back(0.1), {"batch": 5, "units": 2}),
            Probe(_to_go_back(0.02), {"batch": 11, "units": 3}),
            Probe(_to_go_back(0.3), {"batch": 2, "units": 5}, "a batch of two"),
        ),
        mistakes=wrong.BACKWARD,
        wrong_lines=(
            WrongLine("dz_hat = dy * gamma", "dz_hat = dy", "back without gamma"),
            WrongLine("dz = dz + dmean / n", "dz = dz + dmean", "path through the mean n times"),
            WrongLine(
                "std = np.sqrt(z.var(axis=0) + epsilon)",
                "std = z.var(axis=0) + epsilon",
                "back by the variance",
            ),
        ),
    ),
)
