"""Names the mistake: the known wrong answer that gives, call by call, exactly what the learner's gives."""

import numpy as np

from mlcourse.checks.comparing import agree
from mlcourse.checks.differences import Differences, Evidence
from mlcourse.checks.outcomes import Outcome, attempt
from mlcourse.checks.ratios import Sample, ratio
from mlcourse.checks.running import Trial
from mlcourse.checks.surroundings import Surroundings
from mlcourse.checks.task import Mistake, Task


def is_right(task: Task, trial: Trial) -> bool:
    """Return whether a call's outcome is right."""
    return agree(trial.got, trial.right, trial.call.tolerance(task))


def recognize(task: Task, trials: list[Trial]) -> Mistake | None:
    """Return the first known mistake whose outcome is the learner's on every call.

    Calls in float32 count only where all others are right: two ways to write one mistake round differently.
    """
    exact = [trial for trial in trials if not trial.call.is_float32]
    counted = trials if all(is_right(task, trial) for trial in exact) else exact
    with Surroundings():
        return next((each for each in task.mistakes if _is_made(task, each, counted)), None)


def _is_made(task: Task, mistake: Mistake, trials: list[Trial]) -> bool:
    if task.is_function and not callable(mistake.answer):
        return False
    all_right = all(is_right(task, trial) for trial in trials)
    for trial in trials:
        theirs = attempt(task, mistake.answer, trial.call, trial.pattern)
        if not agree(trial.got, theirs, trial.call.tolerance(task)):
            return False
        if all_right and not set(trial.got.changed) & set(
            theirs.changed
        ):  # right but for what it did to its arguments
            return False
    return True


def evidence(task: Task, trials: list[Trial], is_known: bool) -> Evidence:
    """Return what is seen on the first call that goes wrong, or a ratio that holds on all calls.

    Args:
        task: the task.
        trials: its calls; one at least is wrong.
        is_known: whether a known mistake was recognized, whose cause will follow.
    """
    trial = next(each for each in trials if not is_right(task, each))
    differs = Differences(
        trial.got.parts or {}, trial.right.parts or {}, trial.call.tolerance(task), task.is_function
    )
    if trial.got.parts is None or trial.right.parts is None:
        seen = _without_result(trial, task)
        return seen if not is_known else Evidence(f"{seen.seen} So does this known mistake:")
    if found := _ratio(task, trials):
        return found
    first = differs.first_number()
    if is_known and first:
        numbers = "all your numbers are exactly those of this mistake"
        if not task.is_function:
            numbers = "it is what this mistake gives"
        return Evidence(f"{_sentence(trial.call.words + first)}; {numbers}:")
    found = differs.first() or Evidence("the result is not the right one.")
    return Evidence(_sentence(trial.call.words + found.seen), found.cause)


def of_changed(trial: Trial) -> Evidence:
    """Return what is seen where a function writes into its arguments."""
    names = " and ".join(trial.got.changed)
    seen = f"The numbers are right, but your function changes its argument {names}."
    return Evidence(
        seen,
        "Whoever calls it needs those numbers afterwards. A line such as z −= m writes into the caller's array; "
        "z = z − m makes a new one.".replace("−", "-"),
    )


def _ratio(task: Task, trials: list[Trial]) -> Evidence | None:
    samples, parts = [], []
    for trial in trials:
        got, right = trial.got.parts, trial.right.parts
        if got is None or right is None:
            return None
        if trial.call.is_float32:
            continue
        if any(np.shape(got[name]) != np.shape(right[name]) for name in right):
            return None
        samples.append(Sample(got, right, trial.call.sizes))
        if not is_right(task, trial):
            parts += [
                name
                for name in right
                if name not in parts
                and not agree(
                    Outcome({name: got[name]}), Outcome({name: right[name]}), task.tolerance
                )
            ]
    return ratio(samples, parts) if parts else None


def _without_result(trial: Trial, task: Task) -> Evidence:
    """Return what is seen where a call raised, or gave what cannot be compared."""
    got, names = trial.got, ", ".join(trial.call.arguments())
    if got.raised is None:
        problem = got.problem or "the result is a value, where an exception is asked for."
        return Evidence(_sentence(trial.call.words + problem))
    raised = f"{got.raised.kind}: {got.raised.message}".rstrip(": ")
    if got.raised.kind == "TypeError" and not got.raised.line_number:
        count = len(trial.call.arguments())
        seen = (
            f"Your function cannot be called with {count} argument{'s' * (count != 1)}. {raised}."
        )
        return Evidence(seen, f"It is given, in this order: {names}.")
    line = f" Line {got.raised.line_number}: {got.raised.line}" if got.raised.line else ""
    return Evidence(
        f"{_sentence(trial.call.words)}your code raises {raised}.{line}".replace("..", ".")
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
