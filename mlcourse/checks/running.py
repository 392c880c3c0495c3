"""Runs a learner's answer on every call, under guard: it may do whatever it likes, and the notebook stays usable."""

from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from mlcourse.checks.calls import Call, calls_of
from mlcourse.checks.comparing import agree
from mlcourse.checks.deadline import Deadline, TimeIsUp
from mlcourse.checks.drawing import Drawing, drawing_of, has_generator
from mlcourse.checks.library_calls import LibraryCalls
from mlcourse.checks.outcomes import Expected, Outcome, attempt, expected
from mlcourse.checks.surroundings import PrintedTooMuch, Surroundings
from mlcourse.checks.task import Task

SECONDS = 2.0  # the slowest right answer takes a hundredth of that
AS_SLOW_AS = 20.0  # times the right answer's own time are granted on top
LATE = 1.0  # seconds after the deadline from which on an answer was not stopped there


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
        drawing: what it makes of the generator that it is given; None where there is none.
        ended: why the run ended early: "time", "late", "printing", "interrupted" or nothing. What is "late" ended by
            itself, after the deadline: nothing could stop it.
        seconds: how long it was given.
        took: how long it took.
        library: functions of the library that it called and may not call.
        touched: global things that it changed.
        printed: what it printed.
    """

    trials: list[Trial] = field(default_factory=list)
    drawing: Drawing | None = None
    ended: str = ""
    seconds: float = SECONDS
    took: float = 0.0
    library: list[str] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)
    printed: str = ""


def run(task: Task, answer: Any, seed: int) -> Run:
    """Return what an answer makes of all calls of a task."""
    done, surroundings, library = Run(), Surroundings(), LibraryCalls(task.uses | task.earlier)
    with surroundings:  # the right answer, too, must not be swayed by what the notebook set
        start = perf_counter()
        planned = [(call, expected(task, call)) for call in calls_of(task, seed)]
        begin = perf_counter()
        done.seconds = SECONDS + AS_SLOW_AS * (begin - start)
        with Deadline(done.seconds):
            _guarded(task, answer, planned, library, done)
        done.took = perf_counter() - begin
    if done.took > done.seconds + LATE and done.ended in ("", "time"):
        done.ended = "late"
    done.library, done.touched = library.noticed, surroundings.touched
    done.printed = surroundings.output.text
    done.trials = [trial for trial in done.trials if is_fair(task, trial)]
    return done


def _guarded(
    task: Task,
    answer: Any,
    planned: list[tuple[Call, Expected]],
    library: LibraryCalls,
    done: Run,
) -> None:
    """Make all calls, and note what ended them."""
    end = perf_counter() + done.seconds
    try:
        for call, right in planned:
            with library:  # anew each time: Python drops a trace in which recursion has no end
                got = attempt(task, answer, call, right.pattern)
            done.trials.append(Trial(call, right.outcome, right.pattern, got))
            if perf_counter() > end:  # it has silenced the alarm
                done.ended = "time"
                return
        if _draws(planned) and all(_is_right(task, each) for each in done.trials):
            done.drawing = drawing_of(answer, planned[0][0])
    except TimeIsUp:
        done.ended = "time"
    except PrintedTooMuch:
        done.ended = "printing"
    except KeyboardInterrupt:
        done.ended = "interrupted"


def _draws(planned: list[tuple[Call, Expected]]) -> bool:
    return bool(planned) and has_generator(planned[0][0])


def _is_right(task: Task, trial: Trial) -> bool:
    return agree(trial.got, trial.right, trial.call.tolerance(task))


def is_fair(task: Task, trial: Trial) -> bool:
    """Return False for a wrong result in float32 where the right answer itself is too coarse."""
    if not trial.call.is_float32 or _is_right(task, trial):
        return True
    with Surroundings():
        return not is_coarse(task, trial.call, Expected(trial.pattern, trial.right))


def is_coarse(task: Task, call: Call, right: Expected) -> bool:
    """Return whether the right answer itself, called in float32, is further from what is right than is granted."""
    itself = attempt(task, task.answer, call, right.pattern)
    return not agree(itself, right.outcome, call.tolerance(task))
