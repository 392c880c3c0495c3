"""Candidates: settings of the hyperparameters that are to be tried, on a grid or drawn."""

from collections.abc import Iterator, Mapping
from itertools import product
from math import prod
from typing import Any

from mlcourse.base.display import Record, Term, record
from mlcourse.base.errors import given, integer
from mlcourse.base.randomness import Purpose, stream
from mlcourse.tuning.space import MOST, Space, check_space

Candidate = dict[str, Any]


def grid_candidates(space: Space, points: int | Mapping[str, int] = 3) -> "Candidates":
    """Return a grid, every combination of equally spaced points on the axes: n points on d axes make nᵈ.

    3 points on each of 4 axes are 3⁴ = 81 candidates, and yet each axis has seen only 3 of its values.

    Args:
        space: a dictionary from names to axes.
        points: on each axis; or a dictionary with a number for each axis that is not a ``Choice``, which has its own.

    Returns:
        The candidates; the last name changes fastest.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: an empty space, fewer than one point, or a name that is missing or not in the space.

    Example:
        >>> from mlcourse import Choice, LogUniform
        >>> grid = grid_candidates({"learning_rate": LogUniform(0.01, 1), "batch_size": Choice([16, 64])}, points=3)
        >>> len(grid), grid.distinct
        (6, {'learning_rate': 3, 'batch_size': 2})

    Source:
        LeCun, Bottou, Orr and Müller (1998), among many.
    """
    space = check_space(space)
    counts = _counts(space, points)
    if (all_of_them := prod(counts.values())) > MOST:
        raise ValueError(
            f"points must give {MOST:,} combinations at most; given {counts}, which give {all_of_them:,}. "
            "Try random_candidates."
        )
    columns = [axis.points(counts[name]) for name, axis in space.items()]
    values = tuple(dict(zip(space, row, strict=True)) for row in product(*columns))
    return Candidates(how="a grid", space=dict(space), values=values)


def random_candidates(space: Space, budget: int, seed: int = 0) -> "Candidates":
    """Draw candidates: each hyperparameter by itself, on its axis.

    Every candidate brings a new value on every axis. A larger budget begins with the same candidates.

    Args:
        space: a dictionary from names to axes.
        budget: how many candidates, at least 1.
        seed: an integer from 0.

    Returns:
        The candidates.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: an empty space, a budget below 1, or a negative seed.

    Example:
        >>> from mlcourse import Choice, LogUniform
        >>> space = {"learning_rate": LogUniform(0.01, 1), "batch_size": Choice([16, 64])}
        >>> random_candidates(space, budget=6, seed=1).distinct
        {'learning_rate': 6, 'batch_size': 2}

    Source:
        Bergstra and Bengio (2012).
    """
    space = check_space(space)
    budget = integer("budget", budget, at_least=1, at_most=MOST, try_this="Try 16 candidates.")
    generator = stream(seed, Purpose.SEARCH)
    values = tuple(
        {name: axis.at(generator.random()) for name, axis in space.items()} for _ in range(budget)
    )
    return Candidates(how="drawn", space=dict(space), values=values)


@record
class Candidates(Record):
    """Settings that are to be tried, in their order; each is a dictionary."""

    title = "Candidates"
    terms = (
        Term("how", "where they come from"),
        Term("values", "the candidates, a dictionary each"),
    )

    how: str
    space: dict[str, Any]
    values: tuple[Candidate, ...]

    @property
    def distinct(self) -> dict[str, int]:
        """How many values each axis has seen."""
        return {name: len({repr(each[name]) for each in self.values}) for name in self.space}

    def __len__(self) -> int:
        return len(self.values)

    def __iter__(self) -> Iterator[Candidate]:
        return iter(self.values)

    def __getitem__(self, number: int) -> Candidate:
        return self.values[number]

    def worked(self) -> tuple[str, ...]:
        """Return how many there are, and how many values each axis has seen."""
        return (
            f"{len(self)} candidates, {self.how}",
            *(
                f"{name}: {count} value{'s' * (count > 1)}, {self.space[name]}"
                for name, count in self.distinct.items()
            ),
        )


def _counts(space: Space, points: Any) -> dict[str, int]:
    """Return how many points each axis gets."""
    hint = 'Try points=3, or points={"learning_rate": 5, "l2": 3}.'
    if not isinstance(points, Mapping):
        count = integer("points", points, at_least=1, at_most=MOST, try_this=hint)
        return dict.fromkeys(space, count)
    unknown = sorted(set(map(str, points)) - set(space))
    if unknown:
        raise ValueError(
            f"points must name axes of the space, {', '.join(space)}; given {unknown[0]!r}. {hint}"
        )
    counts = {
        name: len(getattr(axis, "values", ())) or points.get(name) for name, axis in space.items()
    }
    missing = [name for name, count in counts.items() if count is None]
    if missing:
        raise ValueError(
            f"points must have a number for {missing[0]!r}; given {given(dict(points))}. {hint}"
        )
    return {
        name: integer(f"points[{name!r}]", count, at_least=1, at_most=MOST, try_this=hint)
        for name, count in counts.items()
    }
