"""Between the data and the network: parts to train, validate and test on, standardized features.

Whatever is learned from data, a mean as well as a weight, is learned from the training part only;
otherwise the test part is no longer news to the model.
"""

from dataclasses import replace
from typing import Any, Self

import numpy as np

from mlcourse.base.display import Record, Term, given_record
from mlcourse.base.errors import (
    Array,
    affordable,
    examples,
    finite,
    floats,
    given,
    instance,
    integer,
    like,
    number,
    shape,
)
from mlcourse.base.labels import check_labels, check_range
from mlcourse.base.randomness import Purpose, stream
from mlcourse.data.datasets import Dataset

PARTS = ("train", "validation", "test")


@given_record
class Split(Record):
    """A data set in three parts: to train on, to choose by, to judge by at the very end."""

    title = "Split"
    terms = (
        Term("train", "what θ is fitted to"),
        Term("validation", "what hyperparameters and the moment to stop are chosen by"),
        Term("test", "looked at once, when everything is decided"),
    )

    train: Dataset
    validation: Dataset
    test: Dataset

    def __post_init__(self) -> None:
        """Check that each part is a data set."""
        for part in PARTS:
            instance(part, getattr(self, part), Dataset, "Try split(digits(), seed=1).")

    def worked(self) -> tuple[str, ...]:
        """Return each part's size."""
        sizes = [len(getattr(self, part).y) for part in PARTS]
        shares = (f"{part} {n}" for part, n in zip(PARTS, sizes, strict=True))
        return (f"{self.train.name}: {' + '.join(shares)} = {sum(sizes)} examples",)


@given_record
class Standardizer(Record):
    """The mean and the standard deviation of each feature, and what they do to other examples.

    Args:
        mean: what is subtracted from each feature (D,).
        std: what each feature is divided by (D,), above 0.

    Raises:
        TypeError: an argument does not hold real numbers.
        ValueError: no vectors of the same length, NaN or infinity, or a std that is not above 0.

    Example:
        >>> standardizer = Standardizer.fit([[1.0, 5.0], [3.0, 5.0]])
        >>> standardizer.apply([[2.0, 5.0], [4.0, 6.0]])
        array([[0., 0.],
               [2., 1.]])
    """

    title = "Standardizer"
    latex = r"x' = \frac{x - \mathrm{mean}}{\mathrm{std}}"
    terms = (
        Term("mean", "of each feature"),
        Term("std", "of each feature, ddof = 0; 1 where a feature is constant"),
    )

    mean: Array  # (D,)
    std: Array  # (D,)

    def __post_init__(self) -> None:
        """Check both vectors."""
        mean = finite("mean", floats("mean", self.mean))
        if mean.ndim != 1 or mean.size == 0:
            raise ValueError(
                f"mean must have the shape (D,), one for each feature; given {given(mean)}."
            )
        std = finite("std", like("std", self.std, mean))
        if std.min() <= 0:
            raise ValueError(
                f"std must be above 0; given {std.min():g}. Try Standardizer.fit(x), which takes 1 for a "
                "constant feature."
            )
        object.__setattr__(self, "mean", mean)
        object.__setattr__(self, "std", std)

    @classmethod
    def fit(cls, x: Array) -> Self:
        """Take the mean and the standard deviation (ddof = 0) of each feature.

        Args:
            x: examples (N, D) of the training part.

        Returns:
            The standardizer. A constant feature has std 1, so that it becomes 0, not 0/0.

        Raises:
            TypeError: x does not hold real numbers.
            ValueError: x is empty, has another shape, or NaN or infinity in it.
        """
        x = _table("x", x)
        constant = x.min(axis=0) == x.max(axis=0)  # their std can be a rounding error above 0
        mean = np.where(constant, x[0], x.mean(axis=0))
        return cls(mean=mean, std=np.where(constant, 1.0, x.std(axis=0)))

    def apply(self, x: Array) -> Array:
        """Return x′ = (x − mean)/std with the numbers of ``fit``, whatever x it is.

        Args:
            x: examples (N, D), of any part.

        Returns:
            x′ (N, D).

        Raises:
            TypeError: x does not hold real numbers.
            ValueError: another number of features, no examples, or NaN or infinity.
        """
        hint = f"It was fitted to {self.mean.size} features."
        return (shape("x", _table("x", x), self.mean.shape, hint) - self.mean) / self.std


def split(dataset: Dataset, validation: float = 0.2, test: float = 0.2, seed: int = 0) -> Split:
    """Shuffle a data set and deal it out into three parts, class by class.

    With classes the split is stratified: each part has its share of each class, up to one example.
    Chance alone could leave a rare class out of the test part.

    Args:
        dataset: what is dealt out.
        validation: share of the validation part, above 0 and below 1.
        test: share of the test part, above 0 and below 1; the rest, above 0 too, is to train on.
        seed: an integer from 0.

    Returns:
        The parts, of round(N·validation), round(N·test) and the remaining examples; every example
        is in exactly one.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: a share out of range, too few examples, a class too rare to be in every part.

    Example:
        >>> from mlcourse.data.datasets import moons
        >>> split(moons(examples=100), validation=0.2, test=0.1, seed=1).worked()
        ('moons: train 70 + validation 20 + test 10 = 100 examples',)

    Source:
        Neyman (1934), on stratified sampling.
    """
    instance("dataset", dataset, Dataset, "Try split(digits(), seed=1).")
    order = stream(seed, Purpose.SPLIT).permutation(len(dataset.y))
    strata = np.zeros_like(order) if dataset.task == "regression" else dataset.y[order]
    labels, class_sizes = np.unique(strata, return_counts=True)
    dealt = _deal(class_sizes, _part_sizes(len(order), validation, test))
    _check_present(dealt, dataset, labels)
    part = np.empty_like(order)
    for label, counts in zip(labels, dealt, strict=True):
        part[strata == label] = np.repeat(np.arange(len(PARTS)), counts)
    taken = {name: _take(dataset, order[part == i]) for i, name in enumerate(PARTS)}
    return Split(**taken)


def standardize(parts: Split) -> Split:
    """Return the three parts with x′ = (x − mean)/std, mean and std of the training part.

    Afterwards the training part has mean 0 and std 1 in each feature; the others nearly so.

    Args:
        parts: what ``split`` returned.

    Returns:
        A new split; y is as it was.

    Raises:
        TypeError: it is not a split.

    Example:
        >>> from mlcourse.data.datasets import moons
        >>> parts = standardize(split(moons(), seed=1))
        >>> parts.train.x.mean(axis=0).round(6) + 0.0, parts.train.x.std(axis=0).round(6)
        (array([0., 0.]), array([1., 1.]))

    Source:
        LeCun, Bottou, Orr and Müller (1998), on why inputs are centered and scaled.
    """
    instance("parts", parts, Split, "Try standardize(split(dataset, seed=1)).")
    scale = Standardizer.fit(parts.train.x)
    whole = {name: getattr(parts, name) for name in PARTS}
    return Split(**{name: replace(part, x=scale.apply(part.x)) for name, part in whole.items()})


def one_hot(y: Array, classes: int) -> Array:
    """Return a row for each label, 1 in the label's column and 0 elsewhere.

    Args:
        y: labels (N,) from 0 to classes − 1.
        classes: the number of columns, at least 1.

    Returns:
        Rows (N, classes) of float64.

    Raises:
        TypeError: labels are not integers.
        ValueError: a label out of range, or no labels.

    Example:
        >>> one_hot([2, 0], classes=3)
        array([[0., 0., 1.],
               [1., 0., 0.]])
    """
    classes = integer("classes", classes, at_least=1, try_this="Try int(y.max()) + 1.")
    labels = check_range(check_labels("y", y), classes)
    affordable("classes", classes, len(labels), classes)
    rows = np.zeros((len(labels), classes))
    rows[np.arange(len(labels)), labels] = 1
    return rows


def _part_sizes(total: int, validation: Any, test: Any) -> Array:
    hint = "Try 0.2: a fifth of the examples."
    validation = number("validation", validation, above=0, below=1, try_this=hint)
    test = number("test", test, above=0, below=1, try_this=hint)
    chosen = [round(total * validation), round(total * test)]
    sizes = np.array([total - sum(chosen), *chosen])
    if sizes.min() < 1:
        raise ValueError(
            "every part needs at least one example; given "
            f"{total} examples, validation={validation:g} and test={test:g}, which makes parts of "
            f"{', '.join(map(str, sizes))}. Try validation=0.2, test=0.2, or more examples."
        )
    return sizes


def _deal(class_sizes: Array, part_sizes: Array) -> Array:
    """Return how many examples of each class go to each part (classes, parts).

    Each entry is class size × part size / N, rounded down, or one more. What rounding down leaves
    of a class goes to the parts that still miss most, so that the rows and the columns both sum to
    what they must (Ryser 1957); among equals to the part where rounding took most.
    """
    counts, rest = np.divmod(np.outer(class_sizes, part_sizes), part_sizes.sum())
    for row, taken, size in zip(counts, rest, class_sizes, strict=True):
        missing = part_sizes - counts.sum(axis=0)
        row[np.lexsort((-taken, -missing))[: size - row.sum()]] += 1
    return counts


def _check_present(dealt: Array, dataset: Dataset, labels: Array) -> None:
    """Refuse a split in which a class is missing from a part."""
    for label, counts in zip(labels, dealt, strict=True):
        if counts.min() == 0:
            name, part = dataset.class_names[label], PARTS[counts.argmin()]
            raise ValueError(
                f"class {name!r} has {counts.sum()} examples, too few to be in every part: given "
                f"these shares none would be in {part}. Try larger shares, more examples of it, or "
                "leaving the class out."
            )


def _take(dataset: Dataset, rows: Array) -> Dataset:
    return replace(dataset, x=dataset.x[rows], y=dataset.y[rows])


def _table(name: str, value: Any) -> Array:
    x = examples(name, value)
    if x.ndim != 2:
        raise ValueError(
            f"{name} must have the shape (N, D); given {given(x)}. Try x.reshape(N, -1)."
        )
    return x
