"""Folds: every example is held out once, and trained on otherwise."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from mlcourse.base.display import Record, Term, record
from mlcourse.base.errors import Array, instance, integer
from mlcourse.base.randomness import Purpose, stream
from mlcourse.data.datasets import Dataset


def k_folds(dataset: Dataset, folds: int = 5, seed: int = 0) -> tuple["Fold", ...]:
    """Shuffle a data set and deal it into k folds; each is held out once, and the others are trained on.

    With classes the folds are stratified: each has its share of each class, up to one example. What is learned from
    data, a scaler included, is to be learned from each fold's training part anew.

    Args:
        dataset: what is dealt out.
        folds: k, at least 2 and at most the number of examples.
        seed: an integer from 0.

    Returns:
        k folds, whose held-out parts differ by one example in size at the most and together are all examples.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: fewer than two folds, or more than there are examples.

    Example:
        >>> from mlcourse.data.datasets import moons
        >>> [fold.held_out.y.size for fold in k_folds(moons(examples=11), folds=3, seed=1)]
        [4, 4, 3]

    Source:
        Stone (1974); Kohavi (1995) on stratified folds.
    """
    instance("dataset", dataset, Dataset, "Try k_folds(digits(), folds=5).")
    count = integer("folds", folds, at_least=2, try_this="Try 5.")
    examples = len(dataset.y)
    if count > examples:
        raise ValueError(
            f"folds must be at most the number of examples, {examples}; given {count}. Try 5."
        )
    order = stream(seed, Purpose.SPLIT, count).permutation(examples)
    if dataset.task != "regression":  # class after class, dealt like cards
        order = order[np.argsort(dataset.y[order], kind="stable")]
    dealt = [np.sort(order[number::count]) for number in range(count)]
    return tuple(_folds(dataset, dealt))


def _folds(dataset: Dataset, dealt: list[Array]) -> Iterator["Fold"]:
    """Return a fold for each group of examples that is held out."""
    for number, rows in enumerate(dealt):
        is_held_out = np.isin(np.arange(len(dataset.y)), rows)
        yield Fold(
            number=number,
            folds=len(dealt),
            rows=rows,
            train=_part(dataset, ~is_held_out),
            held_out=_part(dataset, is_held_out),
        )


def _part(dataset: Dataset, chosen: Any) -> Dataset:
    return replace(dataset, x=dataset.x[chosen], y=dataset.y[chosen])


@record
class Fold(Record):
    """One fold held out, and the others to train on."""

    title = "Fold"
    terms = (
        Term("number", "which fold is held out, from 0"),
        Term("folds", "how many there are"),
        Term("rows", "which examples are held out"),
        Term("train", "what θ is fitted to"),
        Term("held_out", "what the score is measured on"),
    )

    number: int
    folds: int
    rows: Array  # (held out,)
    train: Dataset
    held_out: Dataset

    def worked(self) -> tuple[str, ...]:
        """Return the sizes of both parts."""
        return (
            f"fold {self.number} of 0 … {self.folds - 1}: train {len(self.train.y)} + "
            f"held out {len(self.held_out.y)}",
        )
