"""What a task of an exercise declares: all that ``check`` needs to know, in a few plain lines.

A task asks for a function, or for a value worked out by hand. Its right answer, and each wrong one that is known,
are runnable code: the same probes go through all of them, and a learner's answer that gives what a known mistake
gives is told which mistake it was.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mlcourse.checks.quantities import Quantity
from mlcourse.checks.source import Function, function_tree
from mlcourse.run.in_training import InTraining

Arguments = dict[str, Any]
"""The arguments of a call, by the parameters' names, in their order."""


@dataclass(frozen=True)
class Probe:
    """Arguments to try an answer on.

    Args:
        make: a function ``make(generator, **sizes)`` that returns the arguments by name. It draws floats as
            float64; ``check`` calls every probe in float64 and in float32.
        sizes: named sizes, distinct primes, so that a ratio between two results tells which one went wrong.
        name: what is special about this probe, for instance ``"a batch of one"``; empty where nothing is.
    """

    make: Callable[..., Arguments]
    sizes: Mapping[str, int] = field(default_factory=dict)
    name: str = ""

    def arguments(self, seed: int) -> Arguments:
        """Return the arguments anew, the same for the same seed."""
        return self.make(np.random.default_rng(seed), **self.sizes)


@dataclass(frozen=True)
class Mistake:
    """A known wrong answer, and what to say to somebody who gives it.

    Args:
        answer: the wrong answer: a function with the task's parameters, or a wrong value.
        cause: the likely cause, a sentence or two with the lesson that explains it. The evidence is put before it
            by the check itself: a ratio and the size it equals, or that the numbers are exactly those of this mistake.
        misconception: its number in the course's list (``curriculum.beliefs``), if it is there.
        in_code: looks at the learner's function, where its source is to be had, and returns one more sentence, or
            nothing. What a cause says of the code beyond what the numbers show is said here.
        is_convention: whether it is another convention of the field rather than a mistake; the message then says
            "another convention", names both and where each is used.
    """

    answer: Any
    cause: str
    misconception: int | None = None
    is_convention: bool = False
    in_code: Callable[[Function], str] | None = None

    @property
    def name(self) -> str:
        """What the mistake is called: the wrong function's name in words, or the wrong value."""
        if callable(self.answer):
            return str(self.answer.__name__).strip("_").replace("_", " ")
        return f"{self.answer:.6g}" if isinstance(self.answer, float) else str(self.answer)

    def cause_of(self, answer: Any) -> str:
        """Return the cause, with what the learner's own code adds to it."""
        function = function_tree(answer) if self.in_code else None
        more = self.in_code(function) if self.in_code and function else ""
        return f"{self.cause} {more}".strip()


@dataclass(frozen=True)
class WrongLine:
    """A line of the worked answer as a known mistake writes it, to be told from the right one (``order_lines``).

    Args:
        right: the line of the worked answer, not indented, without a comment.
        wrong: what stands in its place; where it is indented otherwise, with its indentation.
        mistake: the name of the mistake that comes of it, as in ``"pass without the slope"``.
    """

    right: str
    wrong: str
    mistake: str


@dataclass(frozen=True)
class Task:
    """One task of an exercise.

    Args:
        id: the exercise's number and the name that the answer has in the notebook, as in ``"04.output_delta"``.
        title: in a few words.
        points: what it is worth.
        objective: the id of the lesson's objective that it practices, as in ``"04.2"``.
        answer: the worked answer: a function, or a value.
        why: one sentence that follows the ✓ and says why this matters.
        hints: three tiers: a question, a pointer, a nearly complete line.
        probes: what to try a function on; none where the answer is a value.
        mistakes: the known wrong answers, the likeliest first.
        wrong_lines: lines that some of these mistakes write, where the answer's lines are to be put in order.
        uses: names of the library that the learner may call here, besides ``earlier``; any other is noticed and does
            not count.
        earlier: names of the library that do what earlier tasks asked to write; the curriculum fills them in.
        elsewhere: functions of other packages that do what the task asks to write, by their full names.
        parts: names of the results where there are several, as in ``("dW", "db")``; also keys of a dict.
        order: the parts in the order in which one is computed from the other, those of one step together, as in
            ``(("dW1", "db1"), ("dW0", "db0"))``; nothing where none is computed from another.
        tolerance: the largest difference that passes, relative to the largest magnitude of the right result, in
            float64; in float32 it is 1e-3 or this, whichever is larger.
        in_place: parameters that may be changed in place; all others must be left as they were.
        also_right: other right answers, written in other ways: all of them pass.
        worked: where a value is asked for: functions without arguments that work it out, each in another way. Wrong
            values are made from them, as from the right answers of other tasks.
        library: the library's own way to the same result, so that the two cannot part: a function that takes what
            the answer takes (and nothing, where the answer is a value); or a sentence that says why there is none.
        in_training: how the function takes part in training (``run.in_training``), so that ``consequence`` can show
            what a wrong one does; None where it takes no part.
        is_choice: whether the answer is the number of something on a list, so that how far off it is says nothing; or
            several such numbers, of which the first wrong one is told: by the mistake that is wrong there first.
        observe: what of a result is compared, where it is not the result itself: for instance the spread of
            random weights.
        afresh: what a grader tries it on besides, where numbers are drawn afresh: where the probes have the same
            results for every seed. The curriculum fills them in.
    """

    id: str
    title: str
    points: int
    objective: str
    answer: Any
    why: str
    hints: tuple[str, str, str]
    probes: tuple[Probe, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    wrong_lines: tuple[WrongLine, ...] = ()
    uses: frozenset[str] = frozenset()
    earlier: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()
    order: tuple[tuple[str, ...], ...] = ()
    tolerance: float = 1e-6
    in_place: tuple[str, ...] = ()
    also_right: tuple[Any, ...] = ()
    worked: tuple[Callable[[], Any], ...] = ()
    library: Callable[..., Any] | str = ""
    in_training: InTraining | None = None
    is_choice: bool = False
    observe: tuple[Quantity, ...] = ()
    afresh: tuple[Probe, ...] = ()

    @property
    def exercise(self) -> str:
        """The exercise's number, as in ``"04"``."""
        return self.id.partition(".")[0]

    @property
    def name(self) -> str:
        """The answer's name in the notebook."""
        return self.id.partition(".")[2]

    def cause_named(self, mistake: str) -> str:
        """Return what is said to the mistake of this name."""
        found = {each.name: each.cause for each in self.mistakes}
        if mistake not in found:
            raise ValueError(
                f"{self.id} knows no mistake {mistake!r}; it knows {', '.join(found)}."
            )
        return found[mistake]

    @property
    def is_function(self) -> bool:
        """Whether the task asks for a function, not for a value."""
        return callable(self.answer)


def times(count: int, make: Callable[..., Arguments]) -> tuple[Probe, ...]:
    """Return so many probes of one kind, each with other numbers, whatever the seed.

    Args:
        count: how many.
        make: as in ``Probe``; all that it returns is drawn.

    Returns:
        The probes.

    Example:
        >>> one, other = times(2, lambda generator: {"x": generator.random()})
        >>> one.arguments(seed=1) == other.arguments(seed=1)
        False
    """

    def drawn_later(place: int) -> Callable[..., Arguments]:
        return lambda generator: make(generator.spawn(place + 1)[place])

    return tuple(Probe(drawn_later(place)) for place in range(count))


def probes(make: Callable[..., Arguments], *sizes: Mapping[str, int]) -> tuple[Probe, ...]:
    """Return one probe of the same kind for each set of sizes.

    Args:
        make: as in ``Probe``.
        sizes: one set or more.

    Returns:
        The probes.

    Example:
        >>> def make(generator, batch, units):
        ...     return {"z": generator.normal(size=(batch, units))}
        >>> [probe.arguments(seed=1)["z"].shape for probe in probes(make, {"batch": 5, "units": 3})]
        [(5, 3)]
    """
    return tuple(Probe(make, each) for each in sizes)
