"""Runs a learner's answer on every call, under guard: it may do whatever it likes, and the notebook stays usable."""

from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from mlcourse.checks.calls import Call, calls_of
from mlcourse.checks.comparing import agree
from mlcourse.checks.deadline import Deadline, TimeIsUp
from mlcourse.checks.library_calls import LibraryCalls
from mlcourse.checks.outcomes import Expected, Outcome, attempt, expected
from mlcourse.checks.surroundings import PrintedTooMuch, Surroundings
from mlcourse.checks.task import Task

SECONDS = 5.0
AS_SLOW_AS = 20.0  # times the right answer's own time are granted on top


@dataclass(frozen=True)
class Trial:
    """A call with its right outcome and the answer's own."""

    call: Call
    right: Outcome
    pattern: Any
    got: Outcome


@dataclass
class Run:
    """What became of an answer on all calls.

    Args:
        trials: each call that was made, up to the one that ended the run.
        ended: why the run ended early: "time", "printing", "interrupted" or nothing.
        seconds: how long it was given.
        library: functions of the library that it called and may not call.
        touched: global things that it changed.
        printed: what it printed.
    """

    trials: list[Trial] = field(default_factory=list)
    ended: str = ""
    seconds: float = SECONDS
    library: list[str] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)
    printed: str = ""


def run(task: Task, answer: Any, seed: int) -> Run:
    """Return what an answer makes of all calls of a task."""
    start = perf_counter()
    with Surroundings():  # the right answer, too, must not be swayed by what the notebook set
        planned = [(call, right) for call in calls_of(task, seed) if (right := _fair(task, call))]
    done = Run(seconds=SECONDS + AS_SLOW_AS * (perf_counter() - start))
    surroundings, library = Surroundings(), LibraryCalls(task.uses | task.earlier)
    with surroundings, Deadline(done.seconds):
        try:
            for call, right in planned:
                with (
                    library
                ):  # anew for each call: Python drops a trace in which the recursion limit is hit
                    got = attempt(task, answer, call, right.pattern)
                done.trials.append(Trial(call, right.outcome, right.pattern, got))
        except TimeIsUp:
            done.ended = "time"
        except PrintedTooMuch:
            done.ended = "printing"
        except KeyboardInterrupt:
            done.ended = "interrupted"
    done.library, done.touched = library.noticed, surroundings.touched
    done.printed = surroundings.output.text
    return done


def _fair(task: Task, call: Call) -> Expected | None:
    """Return the right outcome; None for a call in float32 that the right answer itself is too coarse for."""
    right = expected(task, call)
    if call.is_float32:
        itself = attempt(task, task.answer, call, right.pattern)
        if not agree(itself, right.outcome, call.tolerance(task)):
            return None
    return right
