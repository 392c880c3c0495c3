"""A few numbers that stand for all that an answer gave, so that thousands of outcomes can be kept and compared.

The signature says what kind of outcome each call had: which parts with which shapes, or which exception. The numbers
are projections of all values onto fixed random directions: two outcomes with the same numbers are the same but for
rounding. Each value is divided by the largest magnitude of the right part and goes through arsinh, so that neither
huge numbers nor infinities drown the others.
"""

import re
import zlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from mlcourse.checks.comparing import scale
from mlcourse.checks.outcomes import Outcome

Array = np.ndarray
DIRECTIONS = 3
NOT_A_NUMBER, INFINITE = 900.0, 800.0  # above arsinh of the largest float


class Fingerprint(NamedTuple):
    """What stands for an answer's outcomes on all calls."""

    signature: int
    numbers: Array

    def agrees(self, signatures: Array, numbers: Array, tolerance: float) -> Array:
        """Return which of many fingerprints, one a row, are this one within a tolerance."""
        apart = np.abs(numbers - self.numbers).max(axis=1)
        largest = np.abs(self.numbers).max(initial=1.0)
        return (signatures == self.signature) & (apart <= tolerance * largest)


def fingerprint(outcomes: Sequence[Outcome], right: Sequence[Outcome]) -> Fingerprint:
    """Return the fingerprint of outcomes on some calls, beside the right ones."""
    kinds, values = [], [np.zeros(0)]
    for got, ours in zip(outcomes, right, strict=True):
        kinds.append(_kind(got))
        for name, part in (got.parts or {}).items():
            if not isinstance(part, str):
                values.append(_bounded(part, ours, name))
    flat = np.concatenate(values)
    directions = np.random.default_rng(flat.size).normal(size=(DIRECTIONS, flat.size))
    numbers = directions @ flat / np.sqrt(max(flat.size, 1))
    return Fingerprint(zlib.crc32(repr(kinds).encode()), numbers.astype(np.float32))


def _kind(outcome: Outcome) -> str:
    if outcome.parts is not None:
        return ", ".join(
            f"{name} {part if isinstance(part, str) else np.shape(part)}"
            for name, part in outcome.parts.items()
        )
    if outcome.raised is not None:
        message = re.sub(r"'\w+'|0x[0-9a-f]+", "…", outcome.raised.message)
        return f"{outcome.raised.kind}: {message}"
    return outcome.problem


def _bounded(part: Array, ours: Outcome, name: str) -> Array:
    right = (ours.parts or {}).get(name, part)
    values = np.asarray(part, dtype=np.float64).ravel() / scale(np.asarray(right))
    with np.errstate(all="ignore"):
        bounded = np.arcsinh(values)
    return np.where(
        np.isfinite(bounded),
        bounded,
        np.nan_to_num(values, nan=NOT_A_NUMBER, posinf=INFINITE, neginf=-INFINITE),
    )
