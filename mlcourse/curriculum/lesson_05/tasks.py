"""Exercise 05, from gradient descent to Adam: a step of each rule, and a training loop that carries Adam's memory.

What each task asks for, what answers are tried on, and what the library has for it. Mistakes and what is said to them
are in ``mistakes.py``.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

import mlcourse as ml
from mlcourse.base.errors import Array
from mlcourse.checks.task import Arguments, Probe, Task
from mlcourse.curriculum.lesson_05 import answers as right
from mlcourse.curriculum.lesson_05 import in_training as training
from mlcourse.curriculum.lesson_05 import mistakes as wrong
from mlcourse.curriculum.lesson_05 import other_right_answers as others

# --- what they are tried on


def _with_velocity(learning_rate: float, beta: float) -> Callable[..., Arguments]:
    """Return what makes the arguments of a step that has a velocity already."""

    def make(generator: np.random.Generator, parameters: int) -> Arguments:
        return {
            "theta": generator.normal(size=parameters),
            "gradient": generator.normal(size=parameters),
            "velocity": generator.normal(size=parameters),
            "learning_rate": learning_rate,
            "beta": beta,
        }

    return make


def _with_squares(
    learning_rate: float, rho: float, epsilon: float, scale: float = 1.0
) -> Callable[..., Arguments]:
    """Return what makes the arguments of a step of RMSProp, with gradients of that size."""

    def make(generator: np.random.Generator, parameters: int) -> Arguments:
        return {
            "theta": generator.normal(size=parameters),
            "gradient": scale * generator.normal(size=parameters),
            "v": 0.3 * (scale * generator.normal(size=parameters)) ** 2,
            "learning_rate": learning_rate,
            "rho": rho,
            "epsilon": epsilon,
        }

    return make


USUAL = {"learning_rate": 0.02, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
OTHER = {"learning_rate": 0.07, "beta1": 0.8, "beta2": 0.95, "epsilon": 0.03}


def _adam(t: int, scale: float, settings: dict[str, float] = USUAL) -> Callable[..., Arguments]:
    """Return what makes the arguments of step t, with gradients of that size."""

    def make(generator: np.random.Generator, parameters: int) -> Arguments:
        gradient = scale * generator.normal(size=parameters)
        seen = scale * generator.normal(size=parameters)
        return {
            "theta": 0.1 * generator.normal(size=parameters),
            "gradient": gradient,
            "m": 0.3 * seen if t > 1 else np.zeros(parameters),
            "v": 0.01 * seen**2 if t > 1 else np.zeros(parameters),
            "t": t,
            **settings,
        }

    return make


def _gradient(is_bent: bool) -> Callable[[Array, Array, Array], Any]:
    """Return a gradient: of the mean of (xθ − y)², or of (tanh(xθ) − y)². It is the task's own, not the library's."""

    def gradient(theta: Array, x: Array, y: Array) -> Any:
        a = np.tanh(x @ theta) if is_bent else x @ theta
        slope = 1 - a**2 if is_bent else 1
        return 2 * x.T @ ((a - y) * slope) / len(y)

    return gradient


def _epochs(
    is_bent: bool,
    sizes: tuple[tuple[int, ...], ...],
    settings: dict[str, float],
    scale: float = 1.0,
) -> Callable[..., Arguments]:
    """Return what makes a run: epochs of batches, each of these sizes; x and y are about as large as the scale."""

    def make(generator: np.random.Generator, parameters: int) -> Arguments:
        epochs = [
            [
                (
                    scale * generator.normal(size=(size, parameters)),
                    scale * generator.normal(size=size),
                )
                for size in epoch
            ]
            for epoch in sizes
        ]
        theta = generator.normal(size=parameters)
        return {"gradient": _gradient(is_bent), "theta": theta, "epochs": epochs, **settings}

    return make


# --- the same by the library's functions


def _corrected_mean() -> float:
    adam, theta = ml.Adam(0.1, beta1=0.75), np.zeros(1)
    first = adam.update(np.array([4.0]), adam.init(theta), theta)
    return float(adam.update(np.array([11.0]), first.state, first.theta).m_hat[0])


def _momentum_step(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    momentum = ml.Momentum(learning_rate, momentum=beta)
    state = replace(momentum.init(theta), velocity=velocity)
    update = momentum.update(gradient, state, theta)
    return update.theta, update.state.velocity


def _nesterov_step(
    theta: Array, gradient: Array, velocity: Array, learning_rate: float, beta: float
) -> tuple[Array, Array]:
    nesterov = ml.Nesterov(learning_rate, momentum=beta)
    state = replace(nesterov.init(theta), velocity=velocity)
    update = nesterov.update(gradient, state, theta)
    return update.theta, update.state.velocity


def _rmsprop_step(
    theta: Array, gradient: Array, v: Array, learning_rate: float, rho: float, epsilon: float
) -> tuple[Array, Array]:
    rmsprop = ml.RMSProp(learning_rate, decay=rho, epsilon=epsilon)
    update = rmsprop.update(gradient, replace(rmsprop.init(theta), v=v), theta)
    return update.theta, update.state.v


def _adam_step(
    theta: Array, gradient: Array, m: Array, v: Array, t: int,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> tuple[Array, Array, Array]:  # fmt: skip
    adam = ml.Adam(learning_rate, beta1=beta1, beta2=beta2, epsilon=epsilon)
    state = replace(adam.init(theta), step=t - 1, m=m, v=v)
    update = adam.update(gradient, state, theta)
    return update.theta, update.state.m, update.state.v


def _train_adam(
    gradient: Callable[[Array, Array, Array], Any], theta: Array, epochs: Any,
    learning_rate: float, beta1: float, beta2: float, epsilon: float,
) -> Array:  # fmt: skip
    adam = ml.Adam(learning_rate, beta1=beta1, beta2=beta2, epsilon=epsilon)
    state = adam.init(theta)
    for batches in epochs:
        for x, y in batches:
            update = adam.update(gradient(theta, x, y), state, theta)
            theta, state = update.theta, update.state
    return theta


# --- the tasks

TASKS = (
    Task(
        id="05.corrected_mean",
        title="A correction, by hand",
        points=1,
        objective="05.3",
        answer=right.corrected_mean,
        library=_corrected_mean,
        also_right=others.CORRECTED_MEAN,
        worked=others.CORRECTED_MEAN_WORKED,
        tolerance=2e-3,
        why="It lies between the two gradients, as a mean should; m itself, 3.5, still remembers the 0 of the start.",
        hints=(
            "m starts at 0. What is it after the first gradient, and after the second?",
            "m = 0.25 · 4 = 1, then 0.75 · 1 + 0.25 · 11. How much of all the weights has it used up by now?",
            "The two gradients have the weights 0.75 · 0.25 and 0.25, together 1 − 0.75². Divide by that.",
        ),
        mistakes=wrong.CORRECTED_MEAN,
    ),
    Task(
        id="05.momentum_step",
        title="One step with momentum",
        points=2,
        objective="05.2",
        answer=right.momentum_step,
        library=_momentum_step,
        also_right=others.MOMENTUM_STEP,
        in_training=training.MOMENTUM_STEP,
        why="A ball that rolls: steps that agree add up to ten times the slope, steps that disagree cancel.",
        hints=(
            "With the same gradient twice, how long is the second step, compared with the first?",
            "The velocity comes first: v ← βv + g. Then θ ← θ − ηv, with the new v.",
            "velocity = beta * velocity + …; return theta - learning_rate * …, velocity",
        ),
        parts=("theta", "velocity"),
        probes=(
            Probe(_with_velocity(0.05, beta=0.9), {"parameters": 11}),
            Probe(_with_velocity(0.3, beta=0.8), {"parameters": 3}),
        ),
        order=(("velocity",), ("theta",)),
        mistakes=wrong.MOMENTUM_STEP,
        in_place=("theta", "gradient", "velocity"),
    ),
    Task(
        id="05.nesterov_step",
        title="One step of Nesterov's momentum",
        points=2,
        objective="05.2",
        answer=right.nesterov_step,
        library=_nesterov_step,
        also_right=others.NESTEROV_STEP,
        in_training=training.NESTEROV_STEP,
        why="The step already counts on the push that v will give next: it turns earlier than momentum does.",
        hints=(
            "The velocity is updated as before. What is new is which vector θ follows.",
            "v ← βv + g, then θ ← θ − η(g + βv), with the new v.",
            "theta - learning_rate * (gradient + … * velocity), after velocity = beta * velocity + gradient",
        ),
        parts=("theta", "velocity"),
        probes=(
            Probe(_with_velocity(0.07, beta=0.9), {"parameters": 11}),
            Probe(_with_velocity(0.17, beta=0.6), {"parameters": 3}),
        ),
        order=(("velocity",), ("theta",)),
        mistakes=wrong.NESTEROV_STEP,
        in_place=("theta", "gradient", "velocity"),
    ),
    Task(
        id="05.rmsprop_step",
        title="One step of RMSProp",
        points=2,
        objective="05.3",
        answer=right.rmsprop_step,
        library=_rmsprop_step,
        also_right=others.RMSPROP_STEP,
        in_training=training.RMSPROP_STEP,
        why="Each parameter has a step length of its own: a weight with small gradients moves as far as one with "
        "large.",
        hints=(
            "v remembers how large the gradient of each parameter usually is. What is the size of a number, without "
            "its sign?",
            "v ← ρv + (1 − ρ)g² first; then g is divided by the root of the new v, and ε stands beside the root.",
            "v = rho * v + (1 - rho) * gradient**2; theta - learning_rate * gradient / (np.sqrt(v) + …)",
        ),
        parts=("theta", "v"),
        probes=(
            Probe(_with_squares(0.05, rho=0.9, epsilon=1e-8), {"parameters": 11}),
            Probe(_with_squares(0.02, rho=0.7, epsilon=0.03), {"parameters": 5}, "a large ε"),
            Probe(
                _with_squares(0.3, rho=0.95, epsilon=1e-6, scale=1e-4),
                {"parameters": 3},
                "gradients of about 1e-4",
            ),
        ),
        order=(("v",), ("theta",)),
        mistakes=wrong.RMSPROP_STEP,
        in_place=("theta", "gradient", "v"),
    ),
    Task(
        id="05.adam_step",
        title="One step of Adam",
        points=3,
        objective="05.3",
        answer=right.adam_step,
        library=_adam_step,
        also_right=others.ADAM_STEP,
        in_training=training.ADAM_STEP,
        why="The optimizer that most networks are trained with, in four lines.",
        hints=(
            "In the very first step m is only a tenth of g. What makes up for that?",
            "m ← β₁m + (1 − β₁)g and v ← β₂v + (1 − β₂)g²; then m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ).",
            "theta - learning_rate * m_hat / (np.sqrt(v_hat) + …), m, v",
        ),
        parts=("theta", "m", "v"),
        probes=(
            Probe(_adam(t=1, scale=1.0), {"parameters": 11}),
            Probe(_adam(t=4, scale=1.0, settings=OTHER), {"parameters": 7}, "the fourth step"),
            Probe(_adam(t=1, scale=1e-4), {"parameters": 5}, "gradients of about 1e-4"),
        ),
        order=(("m", "v"), ("theta",)),
        mistakes=wrong.ADAM_STEP,
        in_place=("theta", "gradient", "m", "v"),
    ),
    Task(
        id="05.train_adam",
        title="A training loop with a memory",
        points=4,
        objective="05.5",
        answer=right.train_adam,
        library=_train_adam,
        also_right=others.TRAIN_ADAM,
        why="With gradient and data of your own choice this trains anything; the rest of a framework is convenience.",
        hints=(
            "What must survive from one step to the next, and what starts again in each epoch?",
            "Before all loops: m and v of zeros, t at 0. For each batch: t += 1, the gradient at the θ of now, one "
            "step.",
            "theta, m, v = adam_step(theta, gradient(theta, x, y), m, v, …, learning_rate, beta1, beta2, epsilon)",
        ),
        probes=(
            Probe(
                _epochs(False, ((5, 3), (2, 7), (4, 4)), USUAL | {"learning_rate": 0.06}),
                {"parameters": 3},
            ),
            Probe(
                _epochs(True, ((11, 1, 6), (3, 8, 2)), OTHER),
                {"parameters": 7},
                "three batches an epoch",
            ),
            Probe(
                _epochs(False, ((4, 3), (5,)), USUAL, scale=1e-3),
                {"parameters": 2},
                "gradients of about 1e-6",
            ),
        ),
        mistakes=wrong.TRAIN_ADAM,
        in_place=("theta",),
    ),
)
