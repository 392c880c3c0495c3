"""Mutants that a task's numbers let pass for a listed mistake, though with other numbers the two part.

Whoever makes such a slip would be told of a mistake that they did not make: with lr = 1 − β no probe tells the two
apart. So each mutant that gives what a listed mistake gives is tried once more with every single number moved.
"""

import ast
import zlib
from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from typing import Any

import numpy as np

from mlcourse.checks.comparing import agree
from mlcourse.checks.deadline import Deadline, TimeIsUp, enter
from mlcourse.checks.mutants.building import SECONDS, Bench, Mutant, bench
from mlcourse.checks.mutants.fingerprints import Fingerprint
from mlcourse.checks.mutants.programs import Program
from mlcourse.checks.outcomes import Outcome
from mlcourse.checks.task import Arguments, Mistake, Probe, Task

SEEDS = (1, 2)  # of the other numbers
FARTHEST = 0.03  # by which a number is moved, relative to it
SAME = 1e-5  # values by hand that are one number


class Listed:
    """The listed mistakes of a task, with what they give on its probes and with other numbers."""

    def __init__(self, task: Task, probed: Bench) -> None:
        self.task, self.probed = task, probed
        self.further = [bench(with_other_numbers(task), seed) for seed in SEEDS]
        self.prints: list[tuple[Mistake, Fingerprint]] = []
        for mistake in task.mistakes if task.is_function else ():
            outcomes = probed.outcomes(mistake.answer)
            if outcomes and probed.is_comparable(outcomes):
                self.prints.append((mistake, probed.fingerprint(outcomes)))
        self.seen: dict[tuple[str, int], list[Outcome] | None] = {}
        self.moved: dict[tuple[str, str], float] = {}

    def colliding(self, mutant: Mutant, fingerprint: Fingerprint) -> list[str]:
        """Return the names of the listed mistakes that a mutant gives the numbers of, by these numbers alone.

        Args:
            mutant: what gave the fingerprint.
            fingerprint: that of its outcomes on the probes.
        """
        if not self.task.is_function:
            return self._colliding_values(mutant)
        alike = [
            each
            for each, own in self.prints
            if fingerprint.agrees(np.array([own.signature]), own.numbers[None], SAME)[0]
        ]
        return [each.name for each in alike if self._parts(mutant, each)]

    def _parts(self, mutant: Mutant, mistake: Mistake) -> bool:
        """Return whether the two are one on the probes and differ with other numbers."""
        answer = mutant.program.compiled()
        are_one = [self._are_one(each, answer, mistake) for each in (self.probed, *self.further)]
        return are_one[0] and not all(are_one[1:])

    def _are_one(self, tried: Bench, answer: Any, mistake: Mistake) -> bool:
        key = mistake.name, id(tried)
        if key not in self.seen:
            self.seen[key] = tried.outcomes(mistake.answer)
        theirs, ours = self.seen[key], tried.outcomes(answer)
        return not (theirs and ours) or _agree(tried, ours, theirs)

    def _colliding_values(self, mutant: Mutant) -> list[str]:
        """Compare a value with the first slip that gave it: there is no mistake that could work with other numbers."""
        value, other = _value(mutant.program), _value(moved(mutant.program))
        if mutant.kind == "number" or mutant.before is None or value is None or other is None:
            return []
        found = []
        for mistake in self.task.mistakes:
            if np.isclose(value, mistake.answer, rtol=SAME, atol=0):
                key = mistake.name, mutant.before[0].text()
                if not np.isclose(self.moved.setdefault(key, other), other, rtol=SAME, atol=0):
                    found.append(mistake.name)
        return found


def with_other_numbers(task: Task) -> Task:
    """Return a task whose probes give other single numbers."""

    def other(probe: Probe) -> Probe:
        def make(generator: np.random.Generator, **sizes: int) -> Arguments:
            given = probe.make(generator, **sizes)
            return {
                name: _other(value) if isinstance(value, float) else value
                for name, value in given.items()
            }

        return replace(probe, make=make)

    return replace(task, probes=tuple(map(other, task.probes)))


def moved(program: Program) -> Program:
    """Return a program in which the numbers that are data are others: all but 0, 1, −1 and 2."""
    trees = {name: _Moved().visit(deepcopy(tree)) for name, tree in program.functions.items()}
    return Program(program.main, trees, program.names)


class _Moved(ast.NodeTransformer):
    def visit_BinOp(self, node: ast.BinOp) -> ast.BinOp:
        node.left = self.visit(node.left)
        if (
            not isinstance(node.op, ast.Pow) or ast.unparse(node.right) != "0.5"
        ):  # a root is no data
            node.right = self.visit(node.right)
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        value = node.value
        if isinstance(value, bool) or not isinstance(value, int | float) or value in (0, 1, 2):
            return node
        return ast.Constant(_other(float(value)))


def _other(number: float) -> float:
    """Return a number that is a bit smaller, each by another share of itself: what is below 1 stays below 1."""
    return number * (1 - FARTHEST * (1 + zlib.crc32(repr(number).encode()) % 97) / 98)


def _value(program: Program) -> float | None:
    with suppress(Exception, TimeIsUp), np.errstate(all="ignore"), Deadline(SECONDS):
        return float(enter(program.compiled()))
    return None  # it need not be one that works, or ends


def _agree(further: Bench, one: list[Outcome], other: list[Outcome]) -> bool:
    some = slice(0, further.exact)
    trios: Any = zip(further.calls[some], one[some], other[some], strict=True)
    return all(agree(a, b, call.tolerance(further.task)) for call, a, b in trios)
