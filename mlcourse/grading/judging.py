"""The verdict on one task, reached outside of the process that runs the answer.

By the same calls, mistakes and words as ``check``. What counts besides are the same probes drawn afresh, of which
nothing is ever said: an answer that knows the check's own numbers fails there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from time import monotonic, perf_counter
from typing import Any

from mlcourse import curriculum
from mlcourse.checks.calls import Call, calls_of
from mlcourse.checks.drawing import drawing_of, has_generator
from mlcourse.checks.judging import judge_run, judge_unrun
from mlcourse.checks.naming import is_right
from mlcourse.checks.outcomes import Expected, Outcome, changed_arguments, expected, result_parts
from mlcourse.checks.results import Blank, Nothing, Unusable
from mlcourse.checks.running import AS_SLOW_AS, Run, Trial, is_coarse
from mlcourse.checks.source import Written, functions_used
from mlcourse.checks.surroundings import NUMPY_RANDOM, Surroundings
from mlcourse.checks.task import Task
from mlcourse.checks.verdict import Verdict
from mlcourse.grading.alike import MOST, Verdicts, behavior
from mlcourse.grading.inside.protocol import Broken
from mlcourse.grading.remote import Calls, Remote, Reply, calls_with

_found = Verdicts()
_without_running: dict[tuple[str, str], Verdict | None] = {}

KNOWN = 0  # what ``check`` draws its probes from
FITTED = (
    "Right for the numbers that check tries, and wrong for others that were drawn afresh.",
    "Does your code work for any numbers, or only for those that it was tried with?",
)


@dataclass(frozen=True)
class Plan:
    """The calls of a task with the right outcomes, and the seconds that they took.

    Args:
        task: the task.
        seed: what the numbers were drawn from.
        calls: what an answer is tried with, and what is right.
        took: seconds.
        ready: the calls as they are sent to each submission.
    """

    task: Task
    seed: int
    calls: tuple[tuple[Call, Expected], ...]
    took: float
    ready: Calls

    @property
    def draws(self) -> bool:
        """Whether an answer is given a generator to draw from."""
        return bool(self.calls) and has_generator(self.calls[0][0])

    @cached_property
    def coarse(self) -> frozenset[int]:
        """The places of calls in float32 in which the right answer itself is not right."""
        with Surroundings():
            return frozenset(
                place
                for place, (call, right) in enumerate(self.calls)
                if call.is_float32 and is_coarse(self.task, call, right)
            )


@cache
def plan(task_id: str, seed: int) -> Plan:
    """Return what a task's answers are tried with, for a seed; computed once for a whole class."""
    task = curriculum.find_task(task_id)
    with Surroundings():
        start = perf_counter()
        tried = task if seed == KNOWN else replace(task, probes=task.probes + task.afresh)
        calls = tuple((call, expected(task, call)) for call in calls_of(tried, seed))
        took = perf_counter() - start
    arguments = [list(call.arguments().values()) for call, _ in calls] if task.is_function else []
    return Plan(task, seed, calls, took, calls_with(arguments))


def judge_known(
    task: Task, remote: Remote, seconds: float, wrong: frozenset[str] = frozenset()
) -> Verdict:
    """Return the verdict on what a submission's process has under a task's name, by the numbers that ``check`` uses.

    Args:
        task: what is asked.
        remote: the process.
        seconds: for the whole task, besides some multiple of what the right answer takes.
        wrong: functions of earlier tasks that were found to be wrong, by their names.

    Raises:
        TooLate: the answer did not end in time.
        Broken: it ended the process, or sent something that is no answer.
    """
    planned = plan(task.id, KNOWN)
    is_there, answer, replies = _begin(task, remote, planned, seconds)
    if not is_there:
        return Verdict(
            task, "blank", f"There is no {task.name}: its cell was not run, or stopped before it."
        )
    if isinstance(answer, Written):
        answer.wrong = wrong
    return _unrun(task, answer) or _verdict(task, remote, answer, planned, replies)


def is_right_afresh(task: Task, remote: Remote, seed: int, seconds: float) -> bool:
    """Return whether an answer is right for numbers that were drawn afresh; raises as ``judge_known`` does."""
    planned = plan(task.id, seed)
    is_there, answer, replies = _begin(task, remote, planned, seconds, text=False)
    if not is_there or not callable(answer):
        return False
    return _verdict(task, remote, answer, planned, replies).status == "passed"


def _begin(
    task: Task, remote: Remote, planned: Plan, seconds: float, text: bool = True
) -> tuple[bool, Any, list[Reply]]:
    remote.end = monotonic() + seconds + AS_SLOW_AS * planned.took
    remote.allowed = task.uses | task.earlier
    return remote.look_and_call(task.name, text, planned.ready if task.is_function else None)


def _unrun(task: Task, answer: Any) -> Verdict | None:
    """Return the verdict on an answer that need not be called for it; of a text it is found once for a class."""
    if not isinstance(answer, Written):
        return judge_unrun(task, answer)
    key = (task.id, answer.text)
    if key not in _without_running:
        if len(_without_running) >= MOST:
            _without_running.clear()
        _without_running[key] = judge_unrun(task, answer)
    return _without_running[key]


def _verdict(
    task: Task, remote: Remote, answer: Any, planned: Plan, replies: list[Reply]
) -> Verdict:
    """Return the verdict on what came of an answer's calls."""
    done = _called(task, answer, planned, replies)

    def judge() -> Verdict:
        done.trials = [
            trial
            for place, trial in enumerate(done.trials)
            if not trial.call.is_float32 or is_right(task, trial) or place not in planned.coarse
        ]
        return _worded(task, answer, done)

    if planned.draws:  # it is called once more, to see what it draws from
        if all(is_right(task, each) for each in done.trials):
            done.drawing = drawing_of(remote, planned.calls[0][0])
        return judge()
    text = answer.text if isinstance(answer, Written) else ""
    wrong = sorted(answer.wrong) if isinstance(answer, Written) else ()
    used = functions_used(answer, task.elsewhere)
    gave = (task.id, planned.seed, behavior(done), *used, *wrong)
    return _found.find(gave, text, judge)


def _worded(task: Task, answer: Any, done: Run) -> Verdict:
    """Return the verdict; where a stranger's text trips what looks for words, one without them."""
    try:
        return judge_run(task, answer, done)
    except Exception:
        if all(is_right(task, trial) for trial in done.trials):
            raise
        return Verdict(task, "failed", "The result is not the right one.")


def _called(task: Task, answer: Any, planned: Plan, replies: list[Reply]) -> Run:
    """Return what an answer makes of all calls."""
    done = Run()
    if not task.is_function:
        ((call, right),) = planned.calls
        done.trials = [
            Trial(call, right.outcome, right.pattern, _result(task, answer, right.pattern))
        ]
        return done
    if len(replies) != len(planned.calls):
        raise Broken("replies are missing")
    for (call, right), reply in zip(planned.calls, replies, strict=True):
        got = _outcome(task, call, reply, right.pattern)
        done.trials.append(Trial(call, right.outcome, right.pattern, got))
        done.library += [each for each in reply.library if each not in done.library]
        if reply.drew and NUMPY_RANDOM not in done.touched:
            done.touched.append(NUMPY_RANDOM)
    return done


def _outcome(task: Task, call: Call, reply: Reply, pattern: Any) -> Outcome:
    after = dict(zip(call.drawn, reply.after, strict=True))
    changed = changed_arguments(task, after, call)
    if reply.raised:
        return Outcome(raised=reply.raised, changed=changed)
    return _result(task, reply.value, pattern, changed)


def _result(task: Task, value: Any, pattern: Any, changed: tuple[str, ...] = ()) -> Outcome:
    try:
        return Outcome(result_parts(task, value, pattern), changed=changed)
    except Blank:
        return Outcome(is_blank=True)
    except Unusable as unusable:
        return Outcome(None, None, str(unusable), isinstance(unusable, Nothing), changed)
