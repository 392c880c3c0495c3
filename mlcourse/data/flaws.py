"""What may be wrong with a table of data: each flaw is looked for by a function of its own.

None of this decides anything. A column that tells the target by itself can be the one that matters, or the answer in
disguise; only who knows how the table came about can say which.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import chain

import numpy as np

from mlcourse.base.display import Record, Term, given_record, number_text
from mlcourse.base.errors import Array

FEW = 100  # examples, below which a fifth of them judges nothing finely
RARE = 5  # examples of a class, below which no part has enough of it
UNEQUAL = 0.1  # the smallest class's share, up to which accuracy says little
SAME = 0.995  # correlation, from which on two columns are one in disguise
LARGE = 1000  # of a target: far from where a network's answers begin
STRAY = 0.01  # of the smaller class, which may lie on the wrong side of a threshold that tells the classes
FEW_VALUES = 20
ENOUGH = 20  # examples, from which on it is no coincidence that a column tells the target
AT_ONCE, LISTED = 2, 6  # columns with the same flaw
NAMED_AS_ID = re.compile(r"(.*[ _.-])?(id|ids|nr|no|number|index|idx|row|key|uuid)", re.IGNORECASE)


@given_record
class Flaw(Record):
    """One thing that may be wrong with a table: where, what was seen, and what to do about it."""

    title = "Flaw"
    terms = (
        Term("name", "what kind of flaw it is"),
        Term("column", "where; empty where it is the whole table"),
    )

    name: str
    column: str
    evidence: str
    advice: str

    def worked(self) -> tuple[str, ...]:
        """Return what was seen and what to do about it, in one line."""
        where = f" in {self.column!r}" if self.column else ""
        return (f"{self.name}{where}: {self.evidence} {self.advice}",)


def in_column(name: str, values: Array, y: Array, task: str) -> Iterator[Flaw]:
    """Look for flaws of a column that can be an input.

    Args:
        name: what it is called.
        values: its numbers (N,), or a number for each of its categories.
        y: targets (N,); labels from 0 where there are classes.
        task: "binary", "multi-class" or "regression".

    Yields:
        The flaws: the same in every row, the target in disguise.

    Example:
        >>> [flaw.name for flaw in in_column("code", np.array([7.0, 3.0] * 20), np.arange(40) % 2, "binary")]
        ['the target in disguise']
    """
    if values.min() == values.max():
        yield Flaw(
            "a constant column",
            name,
            "it holds the same in every row that is used.",
            "It is left out; it tells nothing.",
        )
    elif len(y) >= ENOUGH and tells(values, y, task):
        yield Flaw(
            "the target in disguise",
            name,
            "this column alone tells the target, with rare exceptions at most.",
            f"Was it known before the target was? If not, leave it out: drop=({name!r},).",
        )


def in_rows(x: Array, y: Array, task: str) -> Iterator[Flaw]:
    """Look for flaws of the rows.

    Args:
        x: inputs (N, D).
        y: targets (N,); labels from 0 where there are classes.
        task: "binary", "multi-class" or "regression".

    Yields:
        The flaws: rows that stand there twice, the same inputs with several targets, too few examples.

    Example:
        >>> [flaw.name for flaw in in_rows(np.ones((200, 1)), np.zeros(200), "regression")]
        ['rows that stand there again']
    """
    yield from _rows_again(x, y, task)
    yield from _too_few(x)


def in_classes(y: Array, names: tuple[str, ...]) -> Iterator[Flaw]:
    """Look for flaws in how many examples each class has.

    Args:
        y: labels (N,) from 0.
        names: of the labels.

    Yields:
        The flaws: classes of very unequal sizes, classes with hardly any example.

    Example:
        >>> [flaw.name for flaw in in_classes(np.array([0] * 95 + [1] * 5), ("no", "yes"))]
        ['imbalance']
    """
    counts = np.bincount(y, minlength=len(names))
    common, rarest = int(counts.argmax()), int(counts.argmin())
    if counts[rarest] <= UNEQUAL * counts.sum() and len(names) == 2:
        yield Flaw(
            "imbalance",
            "",
            f"{names[rarest]!r} has {counts[rarest]} of {counts.sum()} examples, and who always says "
            f"{names[common]!r} is right in {counts[common] / counts.sum():.0%}.",
            "Look at precision and recall, not at accuracy (lesson 10).",
        )
    for name, count in zip(names, counts.tolist(), strict=True):
        if count < RARE:
            near = max((other for other in names if other != name), key=lambda o: _alike(name, o))
            typo = f" Or is it a typing error of {near!r}?" if _alike(name, near) > 0.75 else ""
            yield Flaw(
                "a rare class",
                "",
                f"{name!r} has {count} example{'s' * (count != 1)}.",
                f"That is too few to train and to test on: collect more, or leave those rows out.{typo}",
            )


def in_numbers(name: str, y: Array) -> Iterator[Flaw]:
    """Look for flaws of a target of numbers.

    Args:
        name: what it is called.
        y: targets (N,).

    Yields:
        The flaw: numbers so large that a network, whose answers begin near 0, takes very long to get there.

    Example:
        >>> [flaw.name for flaw in in_numbers("price", np.array([250_000.0, 310_000, 190_000]))]
        ['large numbers']
        >>> list(in_numbers("days", np.array([151.0, 75, 141])))
        []
    """
    usual = float(np.median(np.abs(y)))
    if usual >= LARGE:
        unit = 10 ** int(np.log10(usual))
        yield Flaw(
            "large numbers",
            name,
            f"half of the targets are above {usual:,.0f}. A network begins near 0 and goes on by steps about as "
            "long as the learning rate.",
            f"Take a larger unit: dataclasses.replace(data, y=data.y / {unit:_}). R² stays what it is.",
        )


def tells(column: Array, y: Array, task: str) -> bool:
    """Return whether one column of numbers tells the target by itself.

    Args:
        column: (N,).
        y: targets (N,).
        task: with "regression" both are compared by their correlation, of the numbers and of their ranks; with classes
            each of few values must belong to one class, or a threshold must part two classes.

    Example:
        >>> tells(np.exp(np.arange(30.0)), np.arange(30.0), "regression")
        True
    """
    if task == "regression":
        return (
            max(abs(_correlation(column, y)), abs(_correlation(_ranks(column), _ranks(y)))) > SAME
        )
    values, at = np.unique(column, return_inverse=True)
    table = np.zeros((len(values), int(y.max()) + 1), dtype=int)
    np.add.at(table, (at.ravel(), y), 1)
    if len(values) <= FEW_VALUES and (np.count_nonzero(table, axis=1) == 1).all():
        return True
    return table.shape[1] == 2 and _stray(table) <= STRAY * table.sum(axis=0).min()


def numbers_the_rows(name: str, values: Array) -> Iterator[Flaw]:
    """Look whether a column numbers or names the rows: whole numbers, all different, that count on or are called so.

    Args:
        name: what it is called.
        values: its numbers (rows,), of all rows that are in the file; NaN where nothing stands.

    Example:
        >>> [flaw.name for flaw in numbers_the_rows("patient", np.arange(30.0))]
        ['a row number']
        >>> list(numbers_the_rows("id", np.array([2.0, 9.0, 4.0] * 10)))
        []
    """
    if len(values) < ENOUGH or not (values % 1 == 0).all() or len(np.unique(values)) < len(values):
        return
    if values.max() - values.min() == len(values) - 1 or NAMED_AS_ID.fullmatch(name):
        yield Flaw(
            "a row number",
            name,
            "it is another one in each row and seems to count or name them.",
            f"It says nothing about new examples; leave it out: drop=({name!r},).",
        )


def grouped(flaws: list[Flaw]) -> tuple[Flaw, ...]:
    """Return the flaws; of many columns with the same flaw the first stands for the others, which it names.

    Example:
        >>> many = [Flaw("a constant column", name, "always 1.", "Left out.") for name in "abcd"]
        >>> [flaw.evidence for flaw in grouped(many)]
        ["always 1. The same holds for 3 more columns: 'b', 'c', 'd'."]
    """
    by_name: dict[str, list[Flaw]] = {}
    for flaw in flaws:
        by_name.setdefault(flaw.name, []).append(flaw)
    return tuple(chain.from_iterable(map(_first_of_many, by_name.values())))


def _first_of_many(same: list[Flaw]) -> list[Flaw]:
    first, *others = same
    if len(others) < AT_ONCE or not first.column:
        return same
    names = ", ".join(repr(flaw.column) for flaw in others[:LISTED])
    more = ", …" if len(others) > LISTED else ""
    also = f" The same holds for {len(others)} more columns: {names}{more}."
    return [replace(first, evidence=first.evidence + also)]


def _stray(table: Array) -> int:
    """Return how many examples the best threshold leaves on the wrong side; ``table`` counts (values, 2 classes)."""
    below = np.cumsum(table, axis=0)
    one_way = below[:, 0] + (below[-1, 1] - below[:, 1])
    return int(min(one_way.min(), (table.sum() - one_way).min()))


def _correlation(a: Array, b: Array) -> float:
    a, b = (each / np.abs(each).max() if each.any() else each for each in (a, b))
    a, b = a - a.mean(), b - b.mean()
    spread = np.sqrt((a @ a) * (b @ b))
    return float(a @ b / spread) if spread > 0 else 0.0


def _ranks(values: Array) -> Array:
    return np.unique(values, return_inverse=True)[1].ravel().astype(float)


def _rows_again(x: Array, y: Array, task: str) -> Iterator[Flaw]:
    """Look for rows that stand there twice, with the same target or with another."""
    groups = np.unique(x, axis=0, return_inverse=True)[1].ravel()
    pairs = np.unique(np.column_stack([groups, _ranks(y)]), axis=0)
    again, disagree = len(y) - len(pairs), len(pairs) - len(np.unique(groups))
    if again:
        yield Flaw(
            "rows that stand there again",
            "",
            f"{again} of {len(y)} rows equal an earlier one in all columns.",
            "Those that fall into the training part and into the test part are no test. Are they copies?",
        )
    if disagree and task != "regression":  # where numbers differ a little for the same inputs
        yield Flaw(
            "contradictions",
            "",
            f"{disagree} row{'s' * (disagree != 1)} with the same inputs as another "
            f"{'have' if disagree != 1 else 'has'} another target.",
            "No model can be right on all of them: wrong labels, or an input that is missing?",
        )


def _too_few(x: Array) -> Iterator[Flaw]:
    count, columns = x.shape
    if count < FEW:
        yield Flaw(
            "few examples",
            "",
            f"there are {count}, and so a test part of {round(0.2 * count)}, where one example is "
            f"{number_text(1 / max(round(0.2 * count), 1))} of the score.",
            "Judge by folds (lesson 10), or collect more.",
        )
    if columns > count / 2:
        yield Flaw(
            "many columns",
            "",
            f"{columns} columns for {count} examples.",
            "A network can learn them by heart: leave columns out, or take a larger λ (lesson 06).",
        )


def _alike(a: str, b: str) -> float:
    return SequenceMatcher(None, a.casefold(), b.casefold()).ratio()
