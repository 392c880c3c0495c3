"""One's own data: a CSV file becomes a data set, and what may be wrong with it is said.

From the file's text come cells (``sheet``), from the cells columns (``columns``), from the columns inputs and target.
Nothing is scaled, and no hole is filled: a mean over all rows has seen the test part already.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from mlcourse.base.display import given_record, number_text
from mlcourse.base.errors import Array, choice, given, is_listed
from mlcourse.data.columns import Column, read_column
from mlcourse.data.datasets import TASKS, Dataset
from mlcourse.data.flaws import (
    Flaw,
    grouped,
    in_classes,
    in_column,
    in_numbers,
    in_rows,
    numbers_the_rows,
)
from mlcourse.data.sheet import read_sheet

CATEGORIES = 20  # of an input at the most: a column of numbers for each
CLASSES = 10  # of whole numbers as a target at the most, if no task is given
MOST_CLASSES = 100
FEWEST = 6  # rows: two for each part


@given_record
class TableDataset(Dataset):
    """A data set that was read from a table, with what may be wrong with it.

    Args:
        x: the inputs (N, D).
        y: the targets (N,).
        task: "binary", "multi-class" or "regression".
        feature_names: of the columns of x.
        class_names: of the labels.
        name: the file's.
        about: what it is.
        target: the target's name.
        flaws: what may be wrong with it.

    Raises:
        TypeError: as ``Dataset``, or flaws that are none.
        ValueError: as ``Dataset``.

    Example:
        >>> TableDataset([[1.0], [2.0]], [0, 1], task="binary", target="sick").worked()[0]
        'data: binary, 2 examples, 1 feature'
    """

    title = "Data set from a table"

    target: str = ""
    flaws: tuple[Flaw, ...] = ()

    def __post_init__(self) -> None:
        """Check every field and put it into its plain form."""
        Dataset.__post_init__(self)
        choice(
            "target", self.target, (self.target,) if isinstance(self.target, str) else ("a name",)
        )
        if not is_listed(self.flaws) or not all(isinstance(each, Flaw) for each in self.flaws):
            raise TypeError(f"flaws must list flaws; given {given(self.flaws)}. Leave them out.")
        object.__setattr__(self, "flaws", tuple(self.flaws))

    def worked(self) -> tuple[str, ...]:
        """Return what the set is, and each flaw in a line."""
        found = [line for flaw in self.flaws for line in flaw.worked()]
        return (*Dataset.worked(self), *(found or ["Nothing conspicuous was found in the table."]))

    def _repr_html_(self) -> str:
        """Return the record with each flaw, and a picture of each column: how often which values occur."""
        from mlcourse.base.pictured import record_html  # only notebooks need it
        from mlcourse.data.table_picture import columns_html, flaws_html

        pictures = columns_html(self.x, self.y, self.feature_names, self.target)
        return record_html(self, pictures, flaws_html(self.flaws), Dataset.worked(self))


def dataset_from_csv(
    path: str | os.PathLike[str],
    target: str | None = None,
    task: str | None = None,
    drop: Sequence[str] = (),
    delimiter: str | None = None,
) -> TableDataset:
    """Read a CSV file as a data set, and say what may be wrong with it.

    The first line names the columns. Numbers may have a decimal comma; a column of texts becomes a column of 0 and 1
    for each of its categories ("one-hot"); texts that differ only in case or spaces are one category. Rows in which
    something is missing are left out, as are constant columns and texts that are all different. Nothing is scaled and
    nothing filled in: split first, then standardize.

    Args:
        path: the file's name.
        target: the name of the column that is to be predicted; the last one where it is not given.
        task: "binary", "multi-class" or "regression"; found where it is not given: texts and up to ten different
            whole numbers are classes.
        drop: names of columns to leave out.
        delimiter: what parts the cells; found where it is not given: a comma, a semicolon, a tab or ``|``.

    Returns:
        The data set, x (N, D) and y (N,), with ``flaws``: missing values, spellings, one class that is rare, columns
        that tell the target by themselves, and others.

    Raises:
        TypeError: an argument is of the wrong kind.
        FileNotFoundError: there is no such file.
        ValueError: no text, no table, no such column, a target with one class only, too few rows.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> rows = [f"{age},{'yes' if age > 40 else 'no'}" for age in range(20, 100, 2)]
        >>> with TemporaryDirectory() as folder:
        ...     file = Path(folder, "sick.csv")
        ...     written = file.write_text("\\n".join(["age,sick", *rows]))
        ...     data = dataset_from_csv(file, target="sick")
        >>> data.task, data.class_names, data.x.shape
        ('binary', ('no', 'yes'), (40, 1))
        >>> [flaw.name for flaw in data.flaws]
        ['the target in disguise', 'few examples']

    Source:
        Kapoor and Narayanan (2023), on leakage in published work.
    """
    if task is not None:
        choice("task", task, TASKS)
    sheet = read_sheet(path, delimiter)
    target = _checked_target(target, sheet.names)
    dropped = _checked_drop(drop, sheet.names, target)
    columns = [read_column(sheet, i) for i, name in enumerate(sheet.names) if name not in dropped]
    told = next(column for column in columns if column.name == target)
    used, unused = _usable([column for column in columns if column.name != target])
    rows = _complete(told, used)
    y, classes, task, notes = _target(told, rows, task)
    x, names = _inputs(used, rows)
    flaws = [flaw for each in used for flaw in in_column(each.name, each.codes[rows], y, task)]
    flaws += [flaw for each in used for flaw in numbers_the_rows(each.name, each.codes)]
    of_target = in_classes(y, classes) if classes else in_numbers(target, y)
    flaws += [*notes, *of_target, *in_rows(x, y, task)]
    flaws += [*sheet.flaws, *(flaw for each in (told, *used) for flaw in each.flaws), *unused]
    return TableDataset(
        x=x, y=y, task=task, feature_names=names, class_names=classes, name=Path(os.fsdecode(path)).name,
        about=f"The target is {target!r}; {len(rows)} of {len(sheet.rows)} rows are used.",
        target=target, flaws=grouped(flaws),
    )  # fmt: skip


class Target(NamedTuple):
    """What is to be predicted: ``classes`` names the labels in y, and is empty where y holds numbers."""

    y: Array
    classes: tuple[str, ...]
    task: str
    flaws: list[Flaw]


def _checked_target(target: str | None, names: tuple[str, ...]) -> str:
    return names[-1] if target is None else choice("target", target, names)


def _checked_drop(drop: Any, names: tuple[str, ...], target: str) -> set[str]:
    if not is_listed(drop):
        raise TypeError(
            f'drop must list names of columns; given {given(drop)}. Try drop=("{names[0]}",).'
        )
    dropped = {choice("drop", each, names) for each in drop}
    if target in dropped:
        raise ValueError(
            f"drop must leave the target; given {target!r}, which is the target. Name another target."
        )
    if len(dropped) == len(names) - 1:
        raise ValueError(f"drop must leave an input; given all columns but the target {target!r}.")
    return dropped


def _usable(columns: list[Column]) -> tuple[list[Column], list[Flaw]]:
    """Part the columns that can be inputs from the others, of which is said why."""
    used, flaws = [], list[Flaw]()
    for column in columns:
        if why := _useless(column):
            flaws.append(Flaw("a column left out", column.name, *why))
        else:
            used.append(column)
    if not used:
        raise ValueError(
            f"a column that can be an input is needed; given {[each.name for each in columns]}: "
            f"{flaws[0].evidence} Inputs are numbers, or texts with {CATEGORIES} categories at the most."
        )
    return used, flaws


def _useless(column: Column) -> tuple[str, str] | None:
    """Return why a column can be no input and what can be done about it; None where it can."""
    if column.missing.all():
        return "nothing stands in it.", "Nothing is lost."
    if column.numbers is not None or len(column.categories) <= CATEGORIES:
        return None
    if column.is_date:
        return (
            "it holds dates.",
            "What of them may matter (the month, the days since)? Write it as a number.",
        )
    if any(each[0].isdigit() for each in column.categories):
        some = next(each for each in column.categories if each[0].isdigit())
        return (
            f"it holds texts such as {some!r}.",
            "Are they numbers with a unit? Write the number alone.",
        )
    return (
        f"it holds {len(column.categories)} different texts.",
        f"Up to {CATEGORIES} become columns of 0 and 1: put them into groups, or leave it.",
    )


def _complete(told: Column, used: list[Column]) -> Array:
    """Return the numbers of the rows in which nothing is missing.

    Raises:
        ValueError: these are less than half of those that have a target.
    """
    if told.missing.all():
        raise ValueError(f"target {told.name!r} must hold values; given a column without any.")
    missing = {column.name: int((column.missing & ~told.missing).sum()) for column in used}
    rows = np.flatnonzero(~told.missing & ~np.any([column.missing for column in used], axis=0))
    if len(rows) < 0.5 * (~told.missing).sum():
        worst = sorted(missing, key=lambda name: -missing[name])[:3]
        listed = ", ".join(f"{name!r} ({missing[name]})" for name in worst if missing[name])
        raise ValueError(
            f"rows in which nothing is missing are needed; given {len(rows)} of {len(told.missing)}. Most is missing "
            f"in {listed}. Try drop=({worst[0]!r},)."
        )
    if len(rows) < FEWEST:
        raise ValueError(
            f"at least {FEWEST} rows are needed, some for each part; given {len(rows)} that can be used. "
            "Collect more."
        )
    return rows


def _target(column: Column, rows: Array, task: str | None) -> Target:
    """Return the target's numbers or labels.

    Raises:
        ValueError: one value only, or values that do not fit the task.
    """
    if column.numbers is None:
        return _labels(column.name, np.array(column.texts)[rows], task, [])
    values = column.numbers[rows]
    different = np.unique(values)
    if len(different) == 1:
        _refuse_one(column.name, number_text(different[0]))
    counts = len(different) <= CLASSES and not (different % 1).any()
    if task == "regression" or (task is None and not (counts and len(rows) >= 3 * len(different))):
        return Target(values, (), "regression", [])
    note = Flaw(
        "classes",
        column.name,
        f"its {len(different)} different numbers are taken for classes.",
        'If they measure something, give task="regression".',
    )
    names = np.array([f"{value:.12g}" for value in values])
    order = tuple(f"{value:.12g}" for value in different)
    return _labels(column.name, names, task, [note] * (task is None and len(different) > 2), order)


def _labels(
    name: str,
    texts: Array,
    task: str | None,
    flaws: list[Flaw],
    order: tuple[str, ...] | None = None,
) -> Target:
    classes = order or tuple(sorted(set(texts.tolist())))
    if task == "regression":
        raise ValueError(
            f"target {name!r} must hold numbers for a regression; given texts such as {classes[0]!r}. "
            "Leave out task, or choose another target."
        )
    if len(classes) == 1:
        _refuse_one(name, classes[0])
    if len(classes) > min(MOST_CLASSES, len(texts) / 2):
        raise ValueError(
            f"target {name!r} must hold classes, each in several rows; given {len(classes)} different ones in "
            f"{len(texts)} rows, such as {classes[0]!r}. Choose another target"
            + (', or try task="regression".' if order else ".")
        )
    if task == "binary" and len(classes) != 2:
        raise ValueError(
            f'target {name!r} must have two classes for task "binary"; given {len(classes)}: '
            f'{list(classes[:5])}. Try task="multi-class".'
        )
    found = task or ("binary" if len(classes) == 2 else "multi-class")
    place = {each: i for i, each in enumerate(classes)}
    return Target(np.array([place[each] for each in texts.tolist()]), classes, found, flaws)


def _refuse_one(name: str, value: str) -> None:
    raise ValueError(
        f"target {name!r} must take at least two values; given {value!r} in every row that can be used. "
        "Then there is nothing to tell apart: choose another target."
    )


def _inputs(used: list[Column], rows: Array) -> tuple[Array, tuple[str, ...]]:
    """Return the inputs with their names, without those that are the same in all rows.

    Raises:
        ValueError: no input is left.
    """
    found = [named for column in used for named in _numbers(column, rows)]
    kept = [(name, part) for name, part in found if part.min() != part.max()]
    if not kept:
        raise ValueError(
            f"an input that is not the same in every row is needed; given {[each.name for each in used]}."
        )
    return np.column_stack([part for _, part in kept]), _distinct([name for name, _ in kept])


def _numbers(column: Column, rows: Array) -> Iterator[tuple[str, Array]]:
    """Yield a column of numbers as it is, one of texts as a column of 0 and 1 for each category."""
    if column.numbers is not None:
        yield column.name, column.numbers[rows]
        return
    texts = np.array(column.texts)[rows]
    for category in np.unique(texts).tolist():
        yield f"{column.name}={category}", (texts == category).astype(float)


def _distinct(names: list[str]) -> tuple[str, ...]:
    """Number the names that stand there again, as where a column is called as another's category."""
    return tuple(
        name if names.index(name) == i else f"{name} ({names[: i + 1].count(name)})"
        for i, name in enumerate(names)
    )
