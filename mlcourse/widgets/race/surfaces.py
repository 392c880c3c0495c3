"""The surfaces of the race: losses over two numbers, each with its slope."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from mlcourse.base.errors import Array, choice, given, instance
from mlcourse.run.history import History
from mlcourse.steps.loss_slice import sliced
from mlcourse.steps.network import MLP


class Surface(NamedTuple):
    """A loss over two numbers, and where the race on it begins.

    ``function`` takes places (n, 2) and returns their losses (n,) and slopes (n, 2).
    """

    name: str
    about: str
    axes: tuple[str, str]
    start: tuple[float, float]
    function: Callable[[Array], tuple[Array, Array]]


def bowl(places: Array) -> tuple[Array, Array]:
    """Return L = (θ₁² + 4 θ₂²)/2 and its slope, at places (n, 2)."""
    steepness = np.array([1.0, 4.0])
    return (steepness * places**2).sum(axis=1) / 2, steepness * places


def saddle(places: Array) -> tuple[Array, Array]:
    """Return L = θ₁²/2 − θ₂²/2 + θ₂⁴/4 + 1/4 and its slope: flat at (0, 0), lowest at (0, −1) and (0, 1)."""
    first, second = places.T
    loss = first**2 / 2 - second**2 / 2 + second**4 / 4 + 0.25
    return loss, np.stack([first, second**3 - second], axis=1)


def rosenbrock(places: Array) -> tuple[Array, Array]:
    """Return L = (1 − θ₁)²/100 + (θ₂ − θ₁²)² and its slope: a bent valley, lowest at (1, 1) (Rosenbrock 1960)."""
    first, second = places.T
    off = second - first**2
    slope = np.stack([(first - 1) / 50 - 4 * first * off, 2 * off], axis=1)
    return (1 - first) ** 2 / 100 + off**2, slope


KNOWN = (
    Surface("bowl", "L = (θ₁² + 4 θ₂²)/2.", ("θ₁", "θ₂"), (-3.5, 1.5), bowl),
    Surface(
        "saddle", "L = θ₁²/2 − θ₂²/2 + θ₂⁴/4 + 1/4, from just beside the ridge.", ("θ₁", "θ₂"),
        (-2.0, 0.02), saddle,
    ),
    Surface(
        "Rosenbrock", "L = (1 − θ₁)²/100 + (θ₂ − θ₁²)², a bent valley.", ("θ₁", "θ₂"), (-1.2, 1.0),
        rosenbrock,
    ),
)  # fmt: skip


def surfaces_of(runs: dict[str, History] | None, weights: Sequence[str]) -> tuple[Surface, ...]:
    """Return the surfaces of a learner's runs, and then those that are known."""
    if runs is None:
        return KNOWN
    instance("runs", runs, dict, 'Try {"my run": train(network, data)}.')
    if taken := [name for name in runs if name in {each.name for each in KNOWN}]:
        raise ValueError(
            f"runs must have names of their own; given {taken[0]!r}, which is there already."
        )
    return (*(of_run(name, history, weights) for name, history in runs.items()), *KNOWN)


def of_run(name: str, history: History, weights: Sequence[str]) -> Surface:
    """Return the loss of a run's training data over two parameters; all others stay where the run began."""
    instance(f"runs[{name!r}]", history, History, "Try train(network, data).")
    plan, theta = history.plan, history.initial.theta
    if theta.ndim != 1:
        raise ValueError(f"runs[{name!r}] must be a single run; given {theta.shape[0]} runs.")
    places = [_place(plan.network, each) for each in _two(weights)]
    directions = np.eye(len(theta))[places]
    origin = np.where(directions.any(axis=0), 0.0, theta)

    def function(points: Array) -> tuple[Array, Array]:
        return sliced(
            plan.network, origin, directions, points, plan.x, plan.rows, plan.loss_function
        )

    first, second = weights
    return Surface(
        name, f"The loss over two weights of your run, {first} and {second}; all others stay where it began.",
        (first, second), (float(theta[places[0]]), float(theta[places[1]])), function,
    )  # fmt: skip


def _two(weights: Any) -> Sequence[str]:
    if isinstance(weights, str) or not isinstance(weights, Sequence) or len(weights) != 2:
        raise TypeError(
            f'weights must be two names; given {given(weights)}. Try ("W0[0, 0]", "W0[1, 0]").'
        )
    if weights[0] == weights[1]:
        raise ValueError(f"weights must be two different ones; given {weights[0]!r} twice.")
    return weights


def _place(network: MLP, name: str) -> int:
    """Return the place in θ of a parameter by its name."""
    named = {}
    for index in range(network.size):
        block, inside = network.layout.where(index)
        named[f"{block}[{', '.join(map(str, inside))}]"] = index
    return named[choice("weights", name, named)]
