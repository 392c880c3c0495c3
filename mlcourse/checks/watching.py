"""A learner's function in training: called under guard, and held against the right one call by call."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from typing import Any, NamedTuple, TypeVar

import numpy as np

from mlcourse.checks.comparing import equal
from mlcourse.checks.deadline import Deadline, TimeIsUp, enter
from mlcourse.checks.exceptions import meaning
from mlcourse.checks.outcomes import Raised
from mlcourse.checks.results import Blank, Parts, Unusable, parts_of, pattern_of
from mlcourse.checks.surroundings import PrintedTooMuch, Surroundings
from mlcourse.checks.task import Task

SECONDS = 5.0
AS_SLOW_AS = 4.0  # times what the right run took are granted on top
SIGNATURE = re.compile(r", with gufunc signature \S+(?= )")  # means nothing to a learner
COMPARED = 16  # calls of each step: a loss whose slope is found by trying is called a hundred times
Made = TypeVar("Made")


class CannotTrain(Exception):
    """A function that a network cannot be trained with; the message says why, in a sentence."""


class Difference(NamedTuple):
    """Where a function first gave something else than the right one.

    Args:
        step: of the run; -1 before the first.
        part: the name of what it gave, as in ``"dW0"``; empty where it gives only one thing.
    """

    step: int
    part: str


class Watched:
    """An answer that can be called in the right one's place.

    Each call gets copies, so that no run is changed behind its back. What comes back has the right one's shape, in
    float64.

    Args:
        task: whose answer it is.
        answer: the learner's function.

    Attributes:
        step: of the run, told from outside.
        first: where it first gave something else than the right answer, None where it never did.

    Raises:
        CannotTrain: when called: it raises, is not written yet, or gives something of another shape.

    Example:
        >>> task = Task("00.twice", "Twice", 1, "00.1", answer=lambda x: 2 * x, why="Sums.", hints=("", "", ""))
        >>> square = Watched(task, lambda x: x * x)
        >>> square(np.array([2.0])), square.first
        (array([4.]), None)
        >>> square(np.array([3.0])), square.first
        (array([9.]), Difference(step=-1, part=''))
    """

    def __init__(self, task: Task, answer: Any) -> None:
        self.task, self.answer = task, answer
        self.step = -1
        self.first: Difference | None = None
        self._calls = 0
        self._pattern: Any = None

    def at(self, step: int) -> None:
        """Hear which step of the run comes now."""
        self.step, self._calls = step, 0

    def __call__(self, *arguments: Any) -> Any:
        """Return what the answer gives, as the right one would give it."""
        self._calls += 1
        if self._calls <= COMPARED:
            right = self.task.answer(*(deepcopy(each) for each in arguments))
            self._pattern = pattern_of(right, self.task.parts)
        pattern = self._pattern
        rights = parts_of(pattern, pattern)
        parts = self._call([_copy(each) for each in arguments], pattern)
        for name, ours in rights.items():
            if parts[name].shape != ours.shape:
                raise CannotTrain(f"{self._at} {_shape(name, parts[name])}, where {ours.shape} is needed.")  # fmt: skip
            parts[name] = parts[name].astype(np.float64, copy=False)
            if self.first or self._calls > COMPARED:
                continue
            if not equal(parts[name], ours, self.task.tolerance):
                self.first = Difference(self.step, name)
        return _as(pattern, iter(parts.values()))

    def _call(self, arguments: list[Any], pattern: Any) -> Parts:
        try:
            return enter(lambda: parts_of(self.answer(*arguments), pattern))
        except Blank:
            raise CannotTrain(f"{self.task.name} is not written yet.") from None
        except Unusable as unusable:
            raise CannotTrain(f"{self._at} was called: {unusable}") from None
        except (TimeIsUp, PrintedTooMuch, KeyboardInterrupt):
            raise
        except BaseException as error:
            raised = Raised(type(error).__name__, _message(error))
            said = f"{raised.kind}: {raised.message}".removesuffix(": ")
            raise CannotTrain(f"{self._at} raised {said}. {meaning(raised)}".rstrip()) from None

    @property
    def _at(self) -> str:
        where = "at the start" if self.step < 0 else f"in step {self.step}"
        return f"{where} of the run, your {self.task.name}"


def guarded(make: Callable[[], Made], seconds: float) -> Made:
    """Return what a function makes that calls watched answers; the notebook is left as it was.

    Args:
        make: the function.
        seconds: how long the answers may take, all calls together.

    Returns:
        What it returned.

    Raises:
        CannotTrain: the answers took longer, printed without end, were interrupted, or cannot be trained with.
    """
    try:
        with Surroundings(), Deadline(seconds):
            return make()
    except TimeIsUp:
        raise CannotTrain(
            f"your code had not ended after {seconds:.2g} seconds, and was stopped."
        ) from None
    except PrintedTooMuch:
        raise CannotTrain("your code printed more than anybody reads, and was stopped.") from None
    except KeyboardInterrupt:
        raise CannotTrain("the run was interrupted before it was done.") from None


def _copy(value: Any) -> Any:
    """Return arrays as copies; a generator stays the one that all calls draw from."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if type(value) in (list, tuple):
        return type(value)(_copy(each) for each in value)
    return value


def _as(pattern: Any, values: Iterator[Any]) -> Any:
    """Return parts in the pattern's form: an array, a number, or tuples of them."""
    if isinstance(pattern, dict):
        return tuple(_as(part, values) for part in pattern.values())
    return next(values)


def _shape(name: str, got: np.ndarray) -> str:
    what = f"gives {name} with" if name else "gives"
    return f"{what} the shape {got.shape}" if got.ndim else f"{what} a single number"


def _message(error: BaseException) -> str:
    with suppress(Exception):
        text = " ".join(str(enter(str, error)).split())[:200].rstrip(".")
        return SIGNATURE.sub("", text)
    return ""
