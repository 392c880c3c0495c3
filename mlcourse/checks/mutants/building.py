"""Makes all mutants of a task and runs them: what the tables are built from, and what the probes are proven by."""

import ast
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

import numpy as np

from mlcourse.checks.calls import Call, calls_of
from mlcourse.checks.comparing import agree
from mlcourse.checks.deadline import Deadline, TimeIsUp, enter
from mlcourse.checks.mutants.edits import edits
from mlcourse.checks.mutants.edits.edit import Edit, operand
from mlcourse.checks.mutants.fingerprints import Fingerprint, fingerprint
from mlcourse.checks.mutants.programs import Change, Place, Program, places, program_of
from mlcourse.checks.outcomes import Expected, Outcome, attempt, expected
from mlcourse.checks.surroundings import PrintedTooMuch, Surroundings
from mlcourse.checks.task import Arguments, Task

SECONDS = 0.5  # that one mutant may take
COUNTED = {"batch": "the examples"}


@dataclass(frozen=True, eq=False)
class Mutant:
    """A wrong answer made by machine.

    Args:
        task: the task's id.
        text: its source: the function itself, and the helper that was edited if it was one.
        words: what is wrong with it, as in ``Edit``.
        kind: the kind of edit.
        is_simple: as in ``Edit``.
        program: the whole of it.
        line: the line of the text that was edited.
        before: the program before the edit, and which of its functions was edited.
        changes: the edit's changes, unless it made the whole function anew.
    """

    task: str
    text: str
    words: str
    kind: str
    is_simple: bool
    program: Program
    line: str = ""
    before: tuple[Program, str] | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Prepared(Call):
    """A call whose arguments are copied, not drawn anew."""

    ready: Arguments = field(default_factory=dict)

    @classmethod
    def of(cls, call: Call) -> "Prepared":
        """Return a call with its arguments made ready."""
        return cls(call.probe, call.seed, call.dtype, ready=call.arguments())

    def arguments(self) -> Arguments:
        """Return the arguments anew."""
        return deepcopy(self.ready)


@dataclass(frozen=True)
class Bench:
    """A task's calls with their right outcomes, on which mutants are tried."""

    task: Task
    calls: Sequence[Call]
    right: list[Expected]

    def outcomes(self, answer: Callable[..., Any]) -> list[Outcome] | None:
        """Return what an answer makes of all calls; None if it does not end.

        Calls in float32 are made only where all others are right.
        """
        with Surroundings(), Deadline(SECONDS):
            try:
                answer = answer if self.task.is_function else enter(answer)
                outcomes = self._outcomes(answer, slice(0, self.exact))
                if self.is_right(outcomes):
                    outcomes += self._outcomes(answer, slice(self.exact, None))
                return outcomes
            except (TimeIsUp, PrintedTooMuch, KeyboardInterrupt):
                return None
            except Exception:  # a value that cannot be worked out
                return None

    def _outcomes(self, answer: Callable[..., Any], some: slice) -> list[Outcome]:
        pairs = zip(self.calls[some], self.right[some], strict=True)
        return [attempt(self.task, answer, call, right.pattern) for call, right in pairs]

    @property
    def exact(self) -> int:
        """How many calls are in float64; they come first."""
        return sum(not call.is_float32 for call in self.calls)

    def fingerprint(self, outcomes: list[Outcome]) -> Fingerprint:
        """Return the fingerprint of outcomes of calls in float64."""
        right = [each.outcome for each in self.right[: self.exact]]
        return fingerprint(outcomes[: self.exact], right)

    def is_right(self, outcomes: list[Outcome]) -> bool:
        """Return whether outcomes pass."""
        return all(
            agree(got, right.outcome, call.tolerance(self.task)) and not got.changed
            for got, right, call in zip(outcomes, self.right, self.calls, strict=False)
        )

    def is_comparable(self, outcomes: list[Outcome]) -> bool:
        """Return whether outcomes are results or exceptions, not something that cannot be compared."""
        if self.task.is_function:
            return not any(each.problem for each in outcomes)
        return all(each.parts and np.isfinite(each.parts[""]).all() for each in outcomes)


def bench(task: Task, seed: int = 0) -> Bench:
    """Return the calls of a task with their right outcomes."""
    with Surroundings():
        calls = [Prepared.of(call) for call in calls_of(task, seed)]
        return Bench(task, calls, [expected(task, call) for call in calls])


def mutants(task: Task, others: tuple[Task, ...] = ()) -> Iterator[Mutant]:
    """Yield all mutants of a task's right answers; then whole-answer slips.

    Args:
        task: the task.
        others: the other tasks of its exercise: their listed mistakes are made in the helpers that it calls.
    """
    seen = set[str]()
    for each in _all(task, others):
        if each.text and each.text not in seen:
            seen.add(each.text)
            yield each


def right_programs(task: Task) -> list[Program]:
    """Return a task's right answers as programs."""
    answers = (task.answer, *task.also_right) if task.is_function else task.worked
    return list(filter(None, map(program_of, filter(callable, answers))))


def of_right_answers(task: Task) -> Iterator[Mutant]:
    """Yield the mutants of the right answers and of the helpers that they call."""
    for program in right_programs(task):
        for name in program.functions:
            yield from _edited(task, program, name)


def _all(task: Task, others: tuple[Task, ...]) -> Iterator[Mutant]:
    yield from of_right_answers(task)
    yield from _with_wrong_helpers(task, others)
    yield from _of_other_tasks(task, others)


def _edited(task: Task, program: Program, name: str) -> Iterator[Mutant]:
    looks, before = _Looks(task, program, name), _text(program, name)
    within = f"in `{name}`, " if name != program.main and not name.startswith(program.main) else ""
    for edit in edits(program, name, looks.axis):
        changed = _changed(program, name, edit)
        if changed is not None:
            text = _text(changed, name)
            line = _first_difference(text, before)
            changes = () if edit.changes[0].place.parent < 0 else edit.changes
            yield Mutant(
                task.id,
                text,
                within + edit.words,
                edit.kind,
                edit.is_simple,
                changed,
                line,
                (program, name),
                changes,
            )


def _first_difference(text: str, before: str) -> str:
    """Return the first line of a text that is not there before."""
    pairs = zip_longest(text.splitlines(), before.splitlines(), fillvalue="")
    return next((line.strip() for line, other in pairs if line != other), "")


def _changed(program: Program, name: str, edit: Edit) -> Program | None:
    if edit.changes[0].place.parent < 0:  # the whole function
        new = edit.changes[0].new
        assert isinstance(new, ast.FunctionDef)
        return program.with_function(name, new)
    with suppress(ValueError, TypeError):
        return program.changed(name, edit.changes)
    return None


def _text(program: Program, name: str) -> str:
    try:
        main = program.text()
        return main if name == program.main else f"{program.text(name)}\n{main}"
    except (ValueError, AttributeError, TypeError):
        return ""


def _with_wrong_helpers(task: Task, others: tuple[Task, ...]) -> Iterator[Mutant]:
    """Yield the worked answer with a listed mistake of an earlier task in a helper that it calls."""
    program = program_of(task.answer)
    for other in others if program else ():
        assert program
        if other.name not in program.functions or other.name == program.main:
            continue
        for mistake in other.mistakes:
            wrong = program_of(mistake.answer) if callable(mistake.answer) else None
            if wrong is None or len(wrong.functions) > 1 or _mentions(wrong, other.name):
                continue
            tree = ast.parse(wrong.text()).body[0]
            assert isinstance(tree, ast.FunctionDef)
            tree.name = other.name
            names = {**mistake.answer.__globals__, **program.names}
            changed = Program(program.main, {**program.functions, other.name: tree}, names)
            words = f"`{other.name}` has this mistake: {_lower(mistake.cause)}"
            yield Mutant(task.id, _text(changed, other.name), words, "helper", True, changed)


def _mentions(program: Program, name: str) -> bool:
    """Return whether a program uses a name: a helper that is put in its place would call itself."""
    nodes = (node for tree in program.functions.values() for node in ast.walk(tree))
    return any(isinstance(node, ast.Name) and node.id == name for node in nodes)


def _of_other_tasks(task: Task, others: tuple[Task, ...]) -> Iterator[Mutant]:
    """Yield the answers to other tasks that take as many arguments."""
    own = program_of(task.answer) if task.is_function else None
    for other in others if own else ():
        program = program_of(other.answer) if other.is_function else None
        if own and program and other.name != task.name and program.takes == own.takes:
            words = f"the function does what the task “{other.title}” asks for"
            yield Mutant(task.id, program.text(), words, "other task", True, program)


def _lower(text: str) -> str:
    text = text.rstrip(".")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


class _Looks:
    """Says what an axis of an expression counts, by running the program once and looking at the array's shape."""

    def __init__(self, task: Task, program: Program, name: str) -> None:
        self.task, self.program, self.name = task, program, name
        self.nodes = dict(places(program.functions[name]))

    def axis(self, place: Place, axis: int) -> str:
        """Return what an axis of the array that a call is applied to counts, or an empty string."""
        node = self.nodes.get(place)
        probe = next((each for each in self.task.probes if each.sizes), None)
        if not isinstance(node, ast.Call) or probe is None or (array := operand(node)) is None:
            return ""
        shapes: list[tuple[int, ...]] = []
        seen = ast.Call(ast.Name("_seen", ast.Load()), [array], [])
        at = next(place for place, each in self.nodes.items() if each is array)
        looked = self.program.changed(self.name, (Change(at, seen),))

        def see(x: Any) -> Any:
            shapes.append(np.shape(x))
            return x

        names = {**looked.names, "_seen": see}
        with suppress(Exception):
            Program(looked.main, looked.functions, names).compiled()(*probe.arguments(0).values())
        if not shapes or axis >= len(shapes[0]):
            return ""
        words = [
            COUNTED.get(size, f"the {size.replace('_', ' ')}")
            for size, n in probe.sizes.items()
            if n == shapes[0][axis]
        ]
        return words[0] if len(words) == 1 else ""
