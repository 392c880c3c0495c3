"""Exercise 11, tuning: log-uniform draws, a grid, a budget, folds without a leak, choosing with a spread, the curse.

What each task asks for, what answers are tried on, and what the library has for it. Mistakes and what is said to them
are in ``mistakes.py``.
"""

from collections.abc import Callable
from itertools import count, product
from typing import Any

import numpy as np

import mlcourse as ml
from mlcourse.base.errors import Array
from mlcourse.checks.task import Arguments, Probe, Task
from mlcourse.curriculum.lesson_11 import answers as right
from mlcourse.curriculum.lesson_11 import mistakes as wrong
from mlcourse.curriculum.lesson_11 import other_right_answers as others

# --- what they are tried on


def _shares(low: float, high: float) -> Callable[..., Arguments]:
    """Return what draws u from 0 to 1, for these ends."""

    def make(generator: np.random.Generator, draws: int) -> Arguments:
        return {"u": generator.random(draws), "low": low, "high": high}

    return make


def _ends(generator: np.random.Generator) -> Arguments:
    """Both ends and the middle."""
    return {"u": np.array([0.0, 1.0, 0.5]), "low": 0.5, "high": 8.0}


def _axes(generator: np.random.Generator, rates: int, penalties: int) -> Arguments:
    return {
        "rates": generator.uniform(0.01, 1, rates),
        "penalties": generator.uniform(0.1, 3, penalties),
    }


def _tried(budget: float, scores: list[float], costs: list[float]) -> Callable[..., Arguments]:
    """Return what gives these candidates."""

    def make(generator: np.random.Generator) -> Arguments:
        return {"scores": np.array(scores), "costs": np.array(costs), "budget": budget}

    return make


def _in_folds(
    generator: np.random.Generator, examples: int, features: int, folds: int
) -> Arguments:
    """Features of different place and spread, and folds that were dealt by chance."""
    places, spreads = generator.uniform(-5, 5, features), generator.uniform(0.5, 4, features)
    fold = generator.permutation(np.arange(examples) % folds)
    x = places + spreads * generator.normal(size=(examples, features))
    return {"x": x + 2.0 * fold[:, None], "fold": fold}


def _scored(*means: float, spread: float) -> Callable[..., Arguments]:
    """Return what draws scores with these means; those of the first differ more than those of the others."""

    def make(generator: np.random.Generator, folds: int) -> Arguments:
        noise = generator.normal(size=(len(means), folds))
        noise -= noise.mean(axis=1, keepdims=True)
        noise /= noise.std(axis=1, ddof=1, keepdims=True)
        of_each = spread * np.array([3.0, *[1.0 + 0.5 * i for i in range(1, len(means))]])
        of_each[int(np.argmax(means))] = spread
        return {"scores": np.array(means)[:, None] + noise * of_each[:, None]}

    return make


def _as_high(generator: np.random.Generator) -> Arguments:
    """Two candidates have the same mean, in numbers that come out even."""
    scores = [[0.25, 0.5, 0.25], [0.875, 0.75, 0.625], [0.5, 0.75, 1.0], [0.5, 0.5, 0.875]]
    return {"scores": np.array(scores)}


def _one_bad_fold(generator: np.random.Generator) -> Arguments:
    """The first has the highest median, and one fold in which it fails."""
    scores = [[0.9375, 0.9375, 0.125, 0.9375, 0.875], [0.75, 0.875, 0.8125, 0.8125, 0.8125]]
    return {"scores": np.array(scores)}


def _many_features(
    generator: np.random.Generator, examples: int, features: int, folds: int, keep: int
) -> Arguments:
    """Labels that have nothing to do with the features."""
    y = generator.permutation(np.arange(examples) % 2)
    return {
        "x": generator.normal(size=(examples, features)),
        "y": y,
        "fold": generator.permutation(np.arange(examples) % folds),
        "keep": keep,
    }


def _signed(generator: np.random.Generator) -> Arguments:
    """The features that differ most are lower in class 1."""
    x = generator.normal(0, 0.25, size=(14, 6))
    y = np.arange(14) % 2
    x[:, [1, 4]] -= 3.0 * y[:, None]
    x[:, 2] += 1.5 * y
    return {"x": x, "y": y, "fold": np.arange(14) // 2 % 3, "keep": 2}


# --- the same by the library's functions


def _log_uniform_by_hand() -> float:
    return ml.LogUniform(0.00001, 0.1).points(5)[3]


def _log_uniform(u: Array, low: float, high: float) -> Array:
    axis = ml.LogUniform(low, high)
    return np.array([axis.at(each) for each in u])


def _grid(rates: Array, penalties: Array) -> Array:
    space = {"rate": ml.Choice(rates), "penalty": ml.Choice(penalties)}
    return np.array([list(each.values()) for each in ml.grid_candidates(space)])


def _budget_by_hand() -> int:
    return next(n for n in count() if 1 - 0.9**n >= 0.9)


def _standardized_folds(x: Array, fold: Array) -> Array:
    result = np.zeros(x.shape)
    for number in np.unique(fold):
        scale = ml.Standardizer.fit(x[fold != number])
        result[fold == number] = scale.apply(x[fold == number])
    return result


def _chosen(scores: Array) -> tuple[Any, Any, Any]:
    found = [ml.fold_scores(row) for row in scores]
    best = max(range(len(found)), key=lambda i: (found[i].value, -i))
    bound = found[best].value - found[best].spread / len(scores[0]) ** 0.5
    return best, found[best].spread, next(i for i, each in enumerate(found) if each.value >= bound)


def _curse_by_hand() -> float:
    return float(np.mean([max(each) for each in product((0.8, 0.9), repeat=3)]))


# --- the tasks

TASKS = (
    Task(
        id="11.log_uniform_by_hand",
        title="Three quarters of the way, by hand",
        points=1,
        objective="11.1",
        answer=right.log_uniform_by_hand,
        library=_log_uniform_by_hand,
        also_right=others.LOG_UNIFORM_BY_HAND,
        worked=others.LOG_UNIFORM_BY_HAND_WORKED,
        tolerance=1e-3,
        why="From 10⁻⁵ to 10⁻¹ there are four powers of ten; three of them are gone.",
        hints=(
            "How many powers of ten lie between the two ends?",
            "Three quarters of four powers of ten: three.",
            "0.00001 · 10 · 10 · …",
        ),
        mistakes=wrong.LOG_UNIFORM_BY_HAND,
    ),
    Task(
        id="11.log_uniform",
        title="A log-uniform draw",
        points=2,
        objective="11.1",
        answer=right.log_uniform,
        library=_log_uniform,
        also_right=others.LOG_UNIFORM,
        elsewhere=frozenset({"scipy.stats.loguniform"}),
        why="Now a rate between 0.001 and 0.01 is as likely as one between 0.1 and 1.",
        hints=(
            "What is to be uniform: the value, or its logarithm?",
            "u = 0 gives low and u = 1 gives high; in between the value grows by equal factors.",
            "low * (high / low) ** …",
        ),
        probes=(
            Probe(_shares(0.001, 3.0), {"draws": 13}),
            Probe(_shares(0.25, 700.0), {"draws": 7}),
            Probe(_ends, name="both ends"),
        ),
        mistakes=wrong.LOG_UNIFORM,
    ),
    Task(
        id="11.grid",
        title="A grid",
        points=2,
        objective="11.2",
        answer=right.grid,
        library=_grid,
        also_right=others.GRID,
        elsewhere=frozenset({"sklearn.model_selection.ParameterGrid"}),
        why="So many trainings, and each axis has seen only the few values that it was given.",
        hints=(
            "How many pairs are there of 3 rates and 2 penalties?",
            "Two loops, one in the other: the inner one changes fastest.",
            "[(rate, penalty) for rate in rates for …]",
        ),
        probes=(
            Probe(_axes, {"rates": 5, "penalties": 3}),
            Probe(_axes, {"rates": 2, "penalties": 7}),
        ),
        mistakes=wrong.GRID,
    ),
    Task(
        id="11.budget_by_hand",
        title="How many candidates",
        points=1,
        objective="11.2",
        answer=right.budget_by_hand,
        library=_budget_by_hand,
        also_right=others.BUDGET_BY_HAND,
        worked=others.BUDGET_BY_HAND_WORKED,
        tolerance=1e-3,
        why="The number of hyperparameters does not occur in it.",
        hints=(
            "How likely is it that a single candidate is *not* among the best tenth?",
            "That n candidates all miss it has the chance 0.9ⁿ.",
            "The smallest n with 1 − 0.9ⁿ ≥ …",
        ),
        mistakes=wrong.BUDGET_BY_HAND,
    ),
    Task(
        id="11.best_within",
        title="The best within a budget",
        points=3,
        objective="11.2",
        answer=right.best_within,
        library="tune trains all candidates that it is given; how many the budget allows is decided before.",
        also_right=others.BEST_WITHIN,
        why="What came too late has not been seen, however good it is.",
        hints=(
            "How much has been spent after each candidate?",
            "np.cumsum(costs) says so. Those with a sum of at most the budget were tried.",
            "best = np.argmax(scores[:tried]); and what they cost is …",
        ),
        parts=("best", "spent"),
        probes=(
            Probe(
                _tried(21.0, [0.5, 0.625, 0.375, 0.75, 0.9375], [4, 7, 5, 3, 29]),
                name="the best comes too late",
            ),
            Probe(
                _tried(13.5, [0.25, 0.75, 0.5, 0.875], [6, 4, 6.5, 1]),
                name="one that fits follows one that does not",
            ),
            Probe(
                _tried(16.0, [0.375, 0.875, 0.5, 0.25, 0.75, 0.9], [2, 6, 8, 3, 1, 1]),
                name="the budget comes out even",
            ),
            Probe(_tried(5.0, [0.5, 0.75, 0.25], [4.5, 2, 1]), name="only the first"),
            Probe(
                _tried(
                    2.75,
                    [0.375, 0.5, 0.25, 0.4375, 0.125, 0.75, 0.5, 0.25],
                    [0.5, 1, 0.75, 0.5, 0.25, 1.5, 2, 0.125],
                ),
                name="costs below 1",
            ),
            Probe(
                _tried(40.0, [0.5, 0.75, 0.25, 0.75, 0.5, 0.125, 0.6875], [3, 4, 5, 2, 6, 7, 1]),
                name="all of them, two as good",
            ),
        ),
        mistakes=wrong.BEST_WITHIN,
    ),
    Task(
        id="11.standardized_folds",
        title="Folds without a leak",
        points=3,
        objective="11.4",
        answer=right.standardized_folds,
        library=_standardized_folds,
        also_right=others.STANDARDIZED_FOLDS,
        why="A held-out example has now had no part in what is done to it.",
        hints=(
            "Which examples may decide by what a held-out one is divided?",
            "For each fold: train = x[fold != number]; its mean and its std, axis=0.",
            "result[fold == number] = (x[fold == number] - train.mean(axis=0)) / …",
        ),
        probes=(
            Probe(_in_folds, {"examples": 17, "features": 2, "folds": 3}),
            Probe(_in_folds, {"examples": 23, "features": 3, "folds": 5}),
            Probe(_in_folds, {"examples": 11, "features": 7, "folds": 2}, "two folds"),
        ),
        mistakes=wrong.STANDARDIZED_FOLDS,
    ),
    Task(
        id="11.chosen",
        title="Choosing with the spread in mind",
        points=3,
        objective="11.3",
        answer=right.chosen,
        library=_chosen,
        also_right=others.CHOSEN,
        why="What is simpler and cannot be told from the best is the better choice.",
        hints=(
            "Over which axis do you take the mean, and whose spread is asked for?",
            "scores.mean(axis=1); scores[best].std(ddof=1); and the bound lies spread/√folds below the best mean.",
            "simplest = np.argmax(means >= means[best] - …)",
        ),
        parts=("best", "spread", "simplest"),
        probes=(
            Probe(_scored(0.6, 0.78, 0.8, 0.7, spread=0.06), {"folds": 5}),
            Probe(_scored(0.55, 0.7, 0.899, 0.9, 0.6, spread=0.02), {"folds": 7}),
            Probe(_scored(0.86, 0.866, 0.9, spread=0.0625), {"folds": 3}),
            Probe(_scored(0.235, 0.1, 0.25, spread=0.05), {"folds": 7}, "the first is as good"),
            Probe(_scored(2.0, 5.0, 4.0, 6.0, spread=4.0), {"folds": 5}, "scores above 1"),
            Probe(
                _scored(0.7, 0.76, 0.782, 0.788, 0.8, 0.5, spread=0.05),
                {"folds": 11},
                "within the spread, and not within the error",
            ),
            Probe(
                _scored(0.3, 0.638, 0.66, 0.7, spread=0.06),
                {"folds": 13},
                "one just below a whole spread",
            ),
            Probe(_as_high, name="two with the same mean"),
            Probe(_one_bad_fold, name="one fold went wrong"),
        ),
        mistakes=wrong.CHOSEN,
    ),
    Task(
        id="11.curse_by_hand",
        title="The winner's curse by hand",
        points=1,
        objective="11.5",
        answer=right.curse_by_hand,
        library=_curse_by_hand,
        also_right=others.CURSE_BY_HAND,
        worked=others.CURSE_BY_HAND_WORKED,
        tolerance=1e-3,
        why="Each of them is worth 0.85. What is above that, the choice has added.",
        hints=(
            "In which case does the best of three have 0.8?",
            "Only if all three have 0.8: one case of eight.",
            "0.8 · 1/8 + 0.9 · …",
        ),
        mistakes=wrong.CURSE_BY_HAND,
    ),
    Task(
        id="11.kept_features",
        title="A leak to repair",
        points=3,
        objective="11.4",
        answer=right.kept_features,
        library="no function of the library chooses features.",
        also_right=others.KEPT_FEATURES,
        why="Choosing features is learning too, and belongs in each fold's training part.",
        hints=(
            "Which examples does the code above look at that it should not?",
            "Inside a loop over the folds: train = fold != number, and only those examples of each class.",
            "ones, zeros = x[train & (y == 1)], x[train & …]",
        ),
        probes=(
            Probe(_many_features, {"examples": 29, "features": 41, "folds": 3, "keep": 5}),
            Probe(_many_features, {"examples": 37, "features": 23, "folds": 5, "keep": 7}),
            Probe(_signed, name="class 1 has the lower numbers"),
        ),
        mistakes=wrong.KEPT_FEATURES,
    ),
)
