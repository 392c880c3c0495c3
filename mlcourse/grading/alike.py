"""Verdicts that are reached once for a class, however many hand in the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable

import numpy as np

from mlcourse.checks.running import Run
from mlcourse.checks.verdict import Verdict

MOST = 10_000  # verdicts that are kept


def behavior(done: Run) -> bytes:
    """Return a digest of all that came of an answer's calls, to the last bit."""
    digest = hashlib.sha256(repr((done.library, done.touched)).encode())
    for trial in done.trials:
        got = trial.got
        said = (got.raised, got.problem, got.is_nothing, got.changed, got.is_blank)
        digest.update(repr(said).encode())
        for name, part in (got.parts or {}).items():
            array = np.asarray(part)
            digest.update(f"\0{name}\0{array.dtype.str}{array.shape}".encode())
            is_one = array.size and not any(array.strides)  # stands for one that is too large
            digest.update((array.flat[0] if is_one else array).tobytes())
    return digest.digest()


class Verdicts:
    """What was found before.

    A right answer's verdict depends on what it gave; that on a wrong one also on its text, from which the mistake is
    told.
    """

    def __init__(self) -> None:
        self.of: dict[Hashable, Verdict] = {}

    def find(self, gave: tuple[Hashable, ...], text: str, judge: Callable[[], Verdict]) -> Verdict:
        """Return the verdict on an answer, which is reached now where it was not before.

        Args:
            gave: the task, the numbers it was tried with, and what came of it.
            text: of the answer.
            judge: reaches the verdict.
        """
        for key in (gave, (*gave, text)):
            if key in self.of:
                return self.of[key]
        verdict = judge()
        if len(self.of) >= MOST:
            self.of.clear()
        self.of[gave if verdict.status == "passed" else (*gave, text)] = verdict
        return verdict
