"""A result that is a constant multiple of the right one, and the size of the problem that the factor equals.

The probes' sizes are distinct primes: a factor of 31 where the batch has 31 examples and the layer 7 inputs can only
be the batch, and on the next probe it must be the batch again.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations, permutations
from math import isclose, prod
from typing import NamedTuple

import numpy as np

from mlcourse.base.display import number_text
from mlcourse.checks.comparing import equal
from mlcourse.checks.differences import Evidence
from mlcourse.checks.results import Parts

EXACT = 1e-5  # how exact a ratio must be, relatively

CONSTANTS = {  # factors that come from no size: how each is said, and what usually brings it about
    -1.0: (
        "ours with the opposite sign",
        "A minus is missing, or one too many, or a difference is taken the wrong way round.",
    ),
    2.0: ("twice ours", "Look for a factor of 2 in the formula."),
    0.5: ("half of ours", "Look for a factor of 2 in the formula."),
    100.0: ("100 times ours", "That is percent, where the share itself is asked for."),
}

Sizes = Mapping[str, int]


class Sample(NamedTuple):
    """One call's results and sizes."""

    got: Parts
    right: Parts
    sizes: Sizes


class Factor(NamedTuple):
    """A factor made of named sizes: the product of some over the product of others, times a constant."""

    over: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    constant: float = 1.0

    def value(self, sizes: Sizes) -> float:
        """Return the factor as a number."""
        return self.constant * _product(sizes, self.over) / _product(sizes, self.under)

    def words(self, sizes: Sizes) -> str:
        """Say what the factor is and which sizes it comes from."""
        if not self.over and not self.under:
            return CONSTANTS[self.constant][0]
        over, under = _product(sizes, self.over), _product(sizes, self.under)
        sign = ", with the opposite sign" if self.constant < 0 else ""
        if not self.under:
            return f"{over} times ours{sign}, and {over} is {_names(sizes, self.over)}"
        if not self.over:
            return f"1/{under} of ours{sign}, and {under} is {_names(sizes, self.under)}"
        return f"{over}/{under} of ours{sign}: {_names(sizes, self.over)} over {_names(sizes, self.under)}"

    @property
    def cause(self) -> str:
        """What usually brings such a factor about."""
        if self.over and self.under:
            return "Something is divided by one size where the other belongs."
        if self.over:
            return "A sum where a mean is asked for gives this factor."
        if self.under:
            return (
                "A mean where a sum is asked for gives this factor, and so does a mean taken twice."
            )
        return CONSTANTS[self.constant][1]


def ratio(samples: list[Sample], parts: list[str]) -> Evidence | None:
    """Return the evidence if the parts are a multiple of the right ones by a factor that has a name.

    Args:
        samples: all calls whose results have the right shapes, in float64.
        parts: names of the parts that differ.

    Returns:
        What is seen and its usual cause; None if there is no such factor.
    """
    for names in (parts, parts[:1]):
        telling = [sample for sample in samples if not _is_zero(sample, names)]
        ratios = [_common(sample, names) for sample in telling]
        if telling and None not in ratios:
            return _evidence(telling, [r for r in ratios if r is not None], names)
    return None


def _is_zero(sample: Sample, names: list[str]) -> bool:
    """Return whether all is 0, and right: any factor fits there, as for the loss of a perfect prediction."""
    return not any(
        np.any(part) for name in names for part in (sample.got[name], sample.right[name])
    )


def _common(sample: Sample, names: list[str]) -> float | None:
    found = {name: _constant(sample.got[name], sample.right[name]) for name in names}
    first, *others = found.values()
    if first is None or any(r is None or not isclose(r, first, rel_tol=EXACT) for r in others):
        return None
    return first


def _constant(got: np.ndarray | str, right: np.ndarray | str) -> float | None:
    """Return got/right if that is the same number for all elements."""
    if isinstance(got, str) or isinstance(right, str) or got.shape != right.shape:
        return None
    flat, pattern = got.astype(np.float64).ravel(), right.astype(np.float64).ravel()
    if not np.isfinite(flat).all() or not np.isfinite(pattern).all() or not pattern.any():
        return None
    largest = int(np.argmax(np.abs(pattern)))
    factor = float(flat[largest] / pattern[largest])
    return factor if equal(flat, factor * pattern, EXACT) else None


def _evidence(samples: list[Sample], ratios: list[float], names: list[str]) -> Evidence | None:
    shown = next((s for s, r in zip(samples, ratios, strict=True) if not _close(r, 1)), None)
    if shown is None:
        return None
    called = listed(names) if all(names) else "result"
    start = f"Your {called} {'are' if len(names) > 1 else 'is'}"
    if not any(ratios):
        is_one_number = all(np.size(part) == 1 for part in shown.right.values())
        everywhere = "" if is_one_number else " everywhere"
        return Evidence(f"{start} 0{everywhere}, and ours {'are' if len(names) > 1 else 'is'} not.")
    for factor in _factors(shown.sizes):
        if _fits(factor, samples, ratios):
            return Evidence(f"{start} exactly {factor.words(shown.sizes)}.", factor.cause)
    if len(ratios) > 1 and all(_close(r, ratios[0]) for r in ratios):
        return Evidence(f"{start} exactly {number_text(ratios[0])} times ours, on every input.")
    return None


def _fits(factor: Factor, samples: list[Sample], ratios: list[float]) -> bool:
    """Return whether all ratios are this factor; a probe without its sizes has no say."""
    return all(
        _close(found, factor.value(sample.sizes))
        for sample, found in zip(samples, ratios, strict=True)
        if sample.sizes.keys() >= {*factor.over, *factor.under}
    )


def _factors(sizes: Sizes) -> Iterator[Factor]:
    """Yield factors, the simplest first."""
    pairs = [*((n,) for n in sizes), *combinations(sizes, 2)]
    of_sizes = [Factor(over=names) for names in pairs] + [Factor(under=names) for names in pairs]
    of_sizes += [Factor((n,), (m,)) for n, m in permutations(sizes, 2)]
    yield Factor(constant=-1)
    yield from of_sizes
    yield from (Factor(constant=number) for number in CONSTANTS if number != -1)
    yield from (factor._replace(constant=-1) for factor in of_sizes)


def listed(names: list[str]) -> str:
    """Return names in a sentence, as in ``"dW and db"``; a name of several words in quotation marks."""
    *most, last = [f"“{name}”" if " " in name else name for name in names]
    return f"{', '.join(most)} and {last}" if most else last


def size_words(name: str) -> str:
    """Return what a probe's size is called in a sentence."""
    words = name.replace("_", " ")
    if words == "batch":
        return "the batch size"
    return f"the number of {words}" if words.endswith("s") else words


def _names(sizes: Sizes, names: tuple[str, ...]) -> str:
    words = " times ".join(map(size_words, names))
    return f"{words} ({' · '.join(str(sizes[n]) for n in names)})" if len(names) > 1 else words


def _product(sizes: Sizes, names: tuple[str, ...]) -> int:
    return prod(sizes[name] for name in names)


def _close(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=EXACT)
