"""What a trained network is worth: a number for each example held out, of which the mean is taken; higher is better."""

from collections.abc import Callable
from typing import Any

import numpy as np

from mlcourse.base.errors import Array, choice, floats, given
from mlcourse.steps.forward import Forward, compute_loss

Judge = Callable[[Array, Array], Array]
THRESHOLD = 0.5


def _accuracy(fwd: Forward, y: Array) -> Array:
    """Return 1 where the class is right, else 0."""
    output = fwd.output
    several = output.shape[-1] > 1
    return ((output.argmax(axis=-1) if several else output[:, 0] >= THRESHOLD) == y).astype(float)


def _r_squared(fwd: Forward, y: Array) -> Array:
    """Return 1 − (ŷ − y)²/mean((y − ȳ)²), whose mean is R²."""
    target = y.reshape(len(y), -1)
    squared = ((fwd.output - target) ** 2).mean(axis=1)
    return 1 - squared / ((target - target.mean(axis=0)) ** 2).mean()


def _less_loss(fwd: Forward, y: Array) -> Array:
    """Return −L of each example."""
    return -np.asarray(compute_loss(fwd, y).per_example)


SCORES: dict[str, Callable[[Forward, Array], Array]] = {
    "accuracy": _accuracy,
    "r_squared": _r_squared,
    "negative_loss": _less_loss,
}


def check_score(score: Any, output: str) -> str | Judge:
    """Return by what candidates are judged.

    Args:
        score: a name from ``SCORES``, a function of outputs and targets, or None for the usual one.
        output: of the network, "identity", "sigmoid" or "softmax".

    Returns:
        The name or the function.

    Raises:
        TypeError: it is neither a name nor a function.
        ValueError: an unknown name, or one that does not fit the output.
    """
    if score is None:
        return "r_squared" if output == "identity" else "accuracy"
    if callable(score):
        return score
    name = choice("score", score, SCORES)
    if (name, output == "identity") in (("accuracy", True), ("r_squared", False)):
        other = "r_squared" if output == "identity" else "accuracy"
        raise ValueError(
            f"score must fit the output layer, {output!r}; given {name!r}. Try {other!r} or 'negative_loss'."
        )
    return name


def judge(score: str | Judge, fwd: Forward, y: Array) -> Array:
    """Return a number for each example (N,).

    Raises:
        TypeError: a function of one's own returned something other than numbers.
        ValueError: it returned another number of them.
    """
    if isinstance(score, str):
        return SCORES[score](fwd, y)
    found = floats("what score returns", score(fwd.output, y)).astype(np.float64)
    if found.shape != y.shape[:1]:
        raise ValueError(
            f"score must return a number for each of the {len(y)} examples; given {given(found)}. "
            "Try lambda output, y: -(output[:, 0] - y) ** 2."
        )
    return found


def after_the_choice(
    per_example: Array, generator: "np.random.Generator", draws: int = 400
) -> float:
    """Return what the chosen candidate is worth on examples that it was not chosen by.

    Again and again as many of the examples are drawn with replacement; the candidate that is best on them is judged
    on those that were not drawn. The mean of that has no winner's curse in it.

    Args:
        per_example: a number for each candidate and example (C, N).
        generator: draws the examples.
        draws: how often.

    Returns:
        The mean over the draws.

    Example:
        >>> coins = np.random.default_rng(1).integers(0, 2, (50, 100)).astype(float)  # worth 0.5, all of them
        >>> best = coins.mean(axis=1).max()
        >>> bool(best > 0.6), round(after_the_choice(coins, np.random.default_rng(2)), 1)
        (True, 0.5)

    Source:
        Tsamardinos, Greasidou and Borboudakis (2018).
    """
    size = per_example.shape[1]
    drawn = generator.integers(size, size=(draws, size))
    places = drawn + size * np.arange(draws)[:, None]  # in all draws, one after another
    counts = np.bincount(places.ravel(), minlength=draws * size).reshape(draws, size)
    counts = counts[(counts == 0).any(axis=1)]  # all were drawn: nothing left to judge by
    chosen = (per_example @ counts.T).argmax(axis=0)
    left = counts == 0
    return float(((per_example[chosen] * left).sum(axis=1) / left.sum(axis=1)).mean())
