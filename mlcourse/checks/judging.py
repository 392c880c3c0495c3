"""From a task and an answer to a verdict, whatever the answer does."""

import re
from types import CodeType
from typing import Any

import numpy as np

from mlcourse.checks.blanks import is_blank, mentions_placeholder
from mlcourse.checks.deadline import TimeIsUp, enter
from mlcourse.checks.drawing import SAID
from mlcourse.checks.helpers import of_helpers
from mlcourse.checks.mutants.finding import find_slip
from mlcourse.checks.mutants.saying import NEAR
from mlcourse.checks.naming import (
    arguments,
    evidence,
    has_ratio,
    is_right,
    of_changed,
    other_places,
    recognize,
    recognize_where_wrong,
)
from mlcourse.checks.ratios import listed
from mlcourse.checks.results import kind_of
from mlcourse.checks.running import Run, run
from mlcourse.checks.source import (
    function_tree,
    functions_used,
    shared_name,
    unused,
    without_return,
)
from mlcourse.checks.surroundings import NUMPY_RANDOM, PYTHON_RANDOM
from mlcourse.checks.task import Mistake, Task
from mlcourse.checks.verdict import Verdict

NOTHING = "A function gives None if no return with a value is reached."
WORD = re.compile(r"\w+")
INTERRUPTED = "The check was interrupted before it was done."


def judge(task: Task, answer: Any, seed: int = 0) -> Verdict:
    """Return what is to be said about an answer; nothing that the answer does is raised.

    The answer is called with the probes' arguments, in float64 and in float32, under a deadline; what it returns is
    compared with the right answer, and where it is wrong, with each known mistake.

    Args:
        task: what is asked.
        answer: the learner's function or value; None or ``...`` where there is none yet.
        seed: what the probes' arguments are drawn from.

    Returns:
        The verdict.

    Example:
        >>> task = Task("00.two", "One and one", 1, "00.1", answer=2, why="Sums.", hints=("", "", ""))
        >>> judge(task, 2.0)
        ✓ One and one: right · 1 of 1 point
          Sums.
        >>> judge(task, ...).status
        'blank'
    """
    try:
        return _judge(task, answer, seed)
    except (KeyboardInterrupt, TimeIsUp):
        return Verdict(task, "failed", INTERRUPTED)
    except Exception as error:
        seen = f"The check itself could not be run: {type(error).__name__}: {error}"
        cause = "Restart the kernel and run the cells from the top; if it stays, tell us."
        return Verdict(task, "failed", seen, cause)


def _judge(task: Task, answer: Any, seed: int) -> Verdict:
    return judge_unrun(task, answer) or judge_run(task, answer, run(task, answer, seed))


def judge_unrun(task: Task, answer: Any) -> Verdict | None:
    """Return the verdict on an answer that need not run for it; None where it must."""
    if is_blank(answer):
        return Verdict(task, "blank")
    if task.is_function and not callable(answer):
        return Verdict(task, "failed", f"{task.name} is {enter(kind_of, answer)}, not a function.")
    if not task.is_function and callable(answer):
        return Verdict(task, "failed", f"{task.name} is a function, where a value is asked for.")
    return None


def judge_run(task: Task, answer: Any, done: Run) -> Verdict:
    """Return the verdict on an answer from what it has made of all calls.

    Args:
        task: what is asked.
        answer: the learner's function or value; or ``Written``, where it ran elsewhere.
        done: what came of the calls.
    """
    for find in (_ended, _blank, _library, _wrong, _changed, _random, _drawing):
        if verdict := find(task, answer, done):
            return verdict
    remark = f"It changed {' and '.join(done.touched)}; the check has put that back."
    return Verdict(task, "passed", remark=remark * bool(done.touched), printed=done.printed)


def _ended(task: Task, answer: Any, done: Run) -> Verdict | None:
    """Return the verdict on an answer that had to be ended."""
    if done.ended == "time":
        seen = f"Your code had not ended after {done.seconds:.2g} seconds, and was stopped."
        return _failed(task, done, seen, "Is there a loop whose condition never becomes false?")
    if done.ended == "late":
        seen = f"Your code took {done.took:.2g} seconds and could not be stopped after {done.seconds:.2g}."
        cause = "Python cannot interrupt a single long call. Is an array, or a number, far larger than it need be?"
        return _failed(task, done, seen, cause)
    if done.ended == "printing":
        seen = "Your code printed more than anybody reads, and was stopped."
        return _failed(task, done, seen, "Is there a print in a loop that never ends?")
    return _failed(task, done, INTERRUPTED) if done.ended else None


def _blank(task: Task, answer: Any, done: Run) -> Verdict | None:
    """Return the verdict on an answer that shows only when it runs that it was not attempted yet."""
    for trial in done.trials:
        raised = trial.got.raised
        unfinished = trial.got.problem or (
            raised and raised.kind in ("NameError", "UnboundLocalError")
        )
        if (
            trial.got.is_blank
            or (raised and raised.kind == "NotImplementedError" and not is_right(task, trial))
            or (unfinished and mentions_placeholder(answer))
        ):
            return Verdict(task, "blank", printed=done.printed)
    return None


def _library(task: Task, answer: Any, done: Run) -> Verdict | None:
    """Return the verdict on an answer that calls the library for what the task asks to write."""
    used = done.library + functions_used(answer, task.elsewhere)
    if not used:
        return None
    seen = f"Your code calls {' and '.join(used)}, and this task asks you to write what it does."
    allowed = f" You may call {', '.join(sorted(task.uses))}." if task.uses else ""
    allowed += " What earlier tasks asked you to write may be called." if task.earlier else ""
    return _failed(
        task,
        done,
        seen,
        f"Comparing with the library is a good idea, outside of {task.name}.{allowed}",
    )


def _wrong(task: Task, answer: Any, done: Run) -> Verdict | None:
    """Return the verdict on an answer with wrong results."""
    if all(is_right(task, trial) for trial in done.trials):
        return None
    helpers = of_helpers(task, answer, done.trials)
    mistake = None if helpers.names else _mistake(task, answer, done)
    found = evidence(task, done.trials, mistake is not None)
    cause = mistake.cause_of(answer) if mistake else _of_code(task, answer, done) or found.cause
    cause = helpers.said or cause
    if not any(trial.got.raised for trial in done.trials):
        cause = f"{cause} {_never_used(task, answer, cause)}".strip()
        cause = f"{cause} {_two_names(answer, done)}".strip()
    changed = dict.fromkeys(name for trial in done.trials for name in trial.got.changed)
    remark = f"Besides, it changes {arguments(list(changed))}." if changed else ""
    return Verdict(task, "failed", found.seen, cause, mistake, remark, done.printed, helpers.names)


def _mistake(task: Task, answer: Any, done: Run) -> Mistake | None:
    """Return the mistake that gives these results, listed or a slip of the pen; None where none is known."""
    if mistake := recognize(task, done.trials) or _in_another_order(task, done):
        return mistake
    slip = find_slip(task, answer, done.trials)
    if slip is None or slip.likeness < NEAR:
        mistake = recognize_where_wrong(task, done.trials)
    if slip and not mistake and (slip.likeness >= NEAR or not has_ratio(task, done.trials)):
        return Mistake(slip.slip.kind, slip.sentence)
    return mistake


def _in_another_order(task: Task, done: Run) -> Mistake | None:
    """Return what is to be said where all parts are right but in each other's place."""
    if not (places := other_places(task, done.trials)):
        return None
    right = ", ".join(task.parts)
    wrong = listed(list(places))
    return Mistake("order", f"{wrong} come in each other's place: `return {right}`.")


def _never_used(task: Task, answer: Any, cause: str) -> str:
    """Return what is to be said of names that a function never uses, and of which the cause says nothing yet."""
    function = function_tree(answer) if task.is_function else None
    ours = function_tree(task.answer) if function else None
    if function is None or ours is None:
        return ""
    names = [
        f"`{name}`"
        for name in unused(function)
        if name not in {*unused(ours), *WORD.findall(cause)}
    ]
    return f"{listed(names[:2])} {'is' if len(names) == 1 else 'are'} never used." if names else ""


def _two_names(answer: Any, done: Run) -> str:
    """Return what is to be said where an array has two names, and is written into under one of them."""
    function = function_tree(answer)
    given = done.trials[0].call.arguments()
    others = {name for name, value in given.items() if not isinstance(value, np.ndarray)}
    found = shared_name(function, others) if function else None
    if found is None:
        return ""
    return f"`{found}` gives one array two names: what is written into it under one name, the other has too."


def _of_code(task: Task, answer: Any, done: Run) -> str:
    """Return what the learner's own code tells of a wrong result."""
    if any(trial.got.is_nothing for trial in done.trials):
        function = function_tree(answer)
        return without_return(function) if function else NOTHING
    return _swapped(task, answer, done)


def _swapped(task: Task, answer: Any, done: Run) -> str:
    """Return what is to be said where the parameters have the right names in another order."""
    code = getattr(answer, "__code__", None)
    if not isinstance(code, CodeType):
        return ""
    right = list(done.trials[0].call.arguments())
    theirs = code.co_varnames[: code.co_argcount]
    if list(theirs) == right or sorted(theirs) != sorted(right):
        return ""
    return f"Your parameters are {', '.join(theirs)}; the function is called with {', '.join(right)}, in this order."


def _changed(task: Task, answer: Any, done: Run) -> Verdict | None:
    """Return the verdict on an answer that writes into its arguments."""
    trial = next((each for each in done.trials if each.got.changed), None)
    if trial is None:
        return None
    mistake, found = recognize(task, done.trials), of_changed(trial)
    cause = mistake.cause_of(answer) if mistake else found.cause
    return Verdict(task, "failed", found.seen, cause, mistake, printed=done.printed)


def _random(task: Task, answer: Any, done: Run) -> Verdict | None:
    """Return the verdict on an answer that draws from, or seeds, a global generator."""
    touched = [name for name in (NUMPY_RANDOM, PYTHON_RANDOM) if name in done.touched]
    if not touched:
        return None
    seen = f"The numbers are right, but your function draws from or seeds {' and '.join(touched)}."
    cause = "All code shares it, so other results change with it. Draw from a generator that you are given, or none."
    return _failed(task, done, seen, cause)


def _drawing(task: Task, answer: Any, done: Run) -> Verdict | None:
    """Return the verdict on an answer that does not draw from the generator that it is given."""
    if done.drawing not in SAID:
        return None
    seen, cause = SAID[done.drawing]
    return _failed(task, done, f"What is drawn is as asked, but {seen}", cause)


def _failed(task: Task, done: Run, seen: str, cause: str = "") -> Verdict:
    return Verdict(task, "failed", seen, cause, printed=done.printed)
