"""Names the mistake: the known wrong answer that gives, call by call, exactly what the learner's gives."""

from collections.abc import Sequence

import numpy as np

from mlcourse.base.display import number_text
from mlcourse.checks.comparing import agree, as_written, equal
from mlcourse.checks.differences import Differences, Evidence
from mlcourse.checks.exceptions import ABOUT_SHAPES, meaning, message
from mlcourse.checks.located import Located
from mlcourse.checks.outcomes import Outcome, attempt
from mlcourse.checks.ratios import Sample, listed, ratio
from mlcourse.checks.running import Trial
from mlcourse.checks.surroundings import Surroundings
from mlcourse.checks.task import Mistake, Task

ROUNDED = 2e-3  # how far a value that was rounded by hand may be from a mistake's

ENOUGH = 2  # calls on which an answer and a mistake agree, where they do not on all


def is_right(task: Task, trial: Trial) -> bool:
    """Return whether a call's outcome is right; of an exception that is asked for only the kind counts."""
    if trial.got.raised and trial.right.raised:
        return trial.got.raised.kind == trial.right.raised.kind
    return agree(trial.got, trial.right, trial.call.tolerance(task))


def recognize(task: Task, trials: list[Trial]) -> Mistake | None:
    """Return the first known mistake whose outcome is the learner's on every call.

    Calls in float32 count only where all others are right: two ways to write one mistake round differently.
    """
    exact = [trial for trial in trials if not trial.call.is_float32]
    counted = trials if all(is_right(task, trial) for trial in exact) else exact
    with Surroundings():
        return next((each for each in task.mistakes if _is_made(task, each, counted)), None)


def recognize_where_wrong(task: Task, trials: list[Trial]) -> Mistake | None:
    """Return the first known mistake that gives what the learner's gives wherever that is wrong.

    So it is found in an answer that has an eye to a special case, or is right there by chance. One wrong call is not
    enough to tell mistakes apart.
    """
    wrong = [trial for trial in trials if not is_right(task, trial)]
    return recognize(task, wrong) if len(wrong) >= ENOUGH else None


def _is_made(task: Task, mistake: Mistake, trials: list[Trial]) -> bool:
    if task.is_function and not callable(mistake.answer):
        return False
    if (first := _first_wrong_choice(task, trials[0].got, trials[0].right)) is not None:
        return _is_chosen(task, mistake, trials[0], first)
    all_right = all(is_right(task, trial) for trial in trials)
    for trial in trials:
        theirs = _outcome(task, mistake, trial)
        if not agree(trial.got, theirs, _tolerance(task, trial)):
            return False
        if all_right and not set(trial.got.changed) & set(
            theirs.changed
        ):  # right but for what it did to its arguments
            return False
    return True


def _is_chosen(task: Task, mistake: Mistake, trial: Trial, first: int) -> bool:
    """Return whether several choices are those of a mistake wherever it is wrong, the first wrong one among them."""
    theirs = (_outcome(task, mistake, trial).parts or {})[""]
    chosen, asked = (np.asarray((each.parts or {})[""]) for each in (trial.got, trial.right))
    wrong = theirs != asked
    return bool(wrong[first]) and np.array_equal(chosen[wrong], theirs[wrong])


def _outcome(task: Task, mistake: Mistake, trial: Trial) -> Outcome:
    """Return what a known mistake makes of a call; it is kept there, for the next who is to be told what went wrong."""
    kept, key = trial.call.made_by, id(mistake.answer)
    if key not in kept:
        kept[key] = attempt(task, mistake.answer, trial.call, trial.pattern)
    return kept[key]


def _tolerance(task: Task, trial: Trial) -> float:
    """Return how far numbers may be from a mistake's: a value worked out by hand, by the digits that it shows."""
    tolerance = trial.call.tolerance(task)
    value = (trial.got.parts or {}).get("")
    if task.is_function or value is None or isinstance(value, str) or value.size != 1:
        return tolerance
    return min(max(tolerance, ROUNDED), as_written(value.item()))


def other_places(task: Task, trials: list[Trial]) -> list[str]:
    """Return the names of parts that are right but stand in each other's place, on all calls in float64.

    Example: ``["logits", "p"]`` where p was returned before the logits.
    """
    exact = [trial for trial in trials if not trial.call.is_float32]
    if task.observe or len(task.parts) < 2 or any(not each.got.parts for each in exact):
        return []
    wrong = [
        name for name in task.parts if not all(_holds(task, each, name, name) for each in exact)
    ]
    from_where = {
        name: [o for o in wrong if all(_holds(task, each, name, o) for each in exact)]
        for name in wrong
    }
    found = [others[0] for others in from_where.values() if len(others) == 1]
    return wrong if sorted(found) == sorted(wrong) else []


def _holds(task: Task, trial: Trial, name: str, other: str) -> bool:
    """Return whether a part of a result is the right value of this or another part."""
    got, right = trial.got.parts or {}, trial.right.parts or {}
    return (
        name in got
        and other in right
        and equal(got[name], right[other], trial.call.tolerance(task))
    )


def evidence(task: Task, trials: list[Trial], is_known: bool) -> Evidence:
    """Return what is seen on a call that goes wrong, or a ratio that holds on all calls.

    Args:
        task: the task.
        trials: its calls; one at least is wrong.
        is_known: whether a mistake was recognized, whose cause will follow.

    Returns:
        The evidence, and a likely cause where the evidence alone suggests one.
    """
    trial = _telling(task, [each for each in trials if not is_right(task, each)])
    if trial.got.parts is None or trial.right.parts is None:
        return _without_result(trial)
    if task.is_choice and (not task.is_function or _has_right_shapes(trial)):
        return _of_choice(task, trial)
    parts = _located(task, trials)
    if found := _ratio(task, trials):
        seen = f"{found.seen} {parts.in_short}." if parts.in_short else found.seen
        return Evidence(seen, found.cause)
    if is_known:
        return _of_known(task, trial, parts)
    found = _differences(task, trial).first() or Evidence("the result is not the right one.")
    return Evidence(
        _sentence(trial.call.words + found.seen), f"{parts.in_full} {found.cause}".strip()
    )


def _of_choice(task: Task, trial: Trial) -> Evidence:
    """Return what is seen where something was to be chosen from a list, or one thing after another."""
    chosen, asked = (np.ravel((each.parts or {})[""]) for each in (trial.got, trial.right))
    if not _has_right_shapes(trial):
        return Evidence(_of_other_shape(np.shape((trial.got.parts or {})[""]), asked.size))
    place = _first_wrong_choice(task, trial.got, trial.right)
    if place is None:
        told = ", ".join(map(number_text, chosen))
        return Evidence(f"Your answer is {told}, and that is not what is to be seen here.")
    right = int(np.sum(chosen == asked))
    are = "none is" if not right else f"{right} {'is' if right == 1 else 'are'}"
    seen = f"Of your {chosen.size} answers {are} right."
    first = number_text(chosen[place])
    return Evidence(
        f"{seen} The first that is not is number {place + 1}: {first}.",
        _not_on_the_list(task, chosen[place]),
    )


def _of_other_shape(shape: tuple[int, ...], asked: int) -> str:
    """Return what is seen where there are more or fewer choices than are asked for, or they stand in no row."""
    count = int(np.prod(shape))
    held = f"holds {count} number{'s' * (count != 1)}" if shape else "is a single number"
    in_shape = f" in the shape {shape}" if len(shape) > 1 or (shape and count == asked) else ""
    needed = "one is" if asked == 1 else f"{asked} in a row are"
    return f"Your answer {held}{in_shape}, where {needed} asked for."


def _not_on_the_list(task: Task, chosen: float) -> str:
    """Return what is to be said of a number that neither the right answer nor a mistake chooses anywhere."""
    answers = (task.answer, *(each.answer for each in task.mistakes))
    choices = sorted({number for answer in answers for number in np.ravel(answer).tolist()})
    if chosen in choices:
        return ""
    there = listed([number_text(each) for each in choices])
    return f"There is no {number_text(chosen)} on the list: choose from {there}."


def _first_wrong_choice(task: Task, got: Outcome, right: Outcome) -> int | None:
    """Return the place of the first wrong one of several choices, of which each is made for itself."""
    if not task.is_choice or task.is_function or not got.parts or not right.parts:
        return None
    chosen, asked = got.parts[""], right.parts[""]
    if asked.ndim == 0 or np.shape(chosen) != asked.shape:
        return None
    wrong = np.flatnonzero(chosen != asked)
    return int(wrong[0]) if wrong.size else None


def _of_known(task: Task, trial: Trial, parts: Located) -> Evidence:
    """Return what is seen where a known mistake's cause will follow."""
    differs = _differences(task, trial)
    number = None if differs.words else differs.first_number()
    if number is None:
        found = differs.first() or Evidence("the result is not the right one.")
        also = f" {parts.in_short}." if parts.in_short else ""
        return Evidence(_sentence(trial.call.words + found.seen + also))
    if not task.is_function:
        return Evidence(_sentence(f"{number.beside_the_right_one}."))
    also = f"; {parts.in_short}" if parts.in_short else ""
    call = trial.call.words if trial.call.is_told else ""
    return Evidence(_sentence(f"{call}{number.beside_the_right_one}{also}."))


def _differences(task: Task, trial: Trial) -> Differences:
    return Differences(
        trial.got.parts or {},
        trial.right.parts or {},
        trial.call.tolerance(task),
        task.is_function,
        {each.name: each.words for each in task.observe if each.words},
        tuple(name for step in task.order for name in step),
    )


def _located(task: Task, trials: list[Trial]) -> Located:
    """Return which parts are right on all calls in float64; on all calls, where only float32 goes wrong."""
    exact = [trial for trial in trials if not trial.call.is_float32]
    counted = trials if all(is_right(task, trial) for trial in exact) else exact
    differing = [set(_differences(task, each).parts) for each in counted if each.got.parts]
    wrong = set().union(*differing)
    names = [name for step in task.order for name in step] or task.parts
    return Located(
        tuple(name for name in names if name not in wrong),
        tuple(name for name in names if name in wrong),
        task.order,
    )


def _telling(task: Task, wrong: list[Trial]) -> Trial:
    """Return the first wrong call; if only numbers are wrong, rather one that is small enough to be shown."""
    small = [trial for trial in wrong if trial.call.is_small]
    return small[0] if small and all(map(_has_right_shapes, wrong)) else wrong[0]


def _has_right_shapes(trial: Trial) -> bool:
    got, right = trial.got.parts, trial.right.parts
    if got is None or right is None:
        return False
    return all(np.shape(got[name]) == np.shape(right[name]) for name in right)


def of_changed(trial: Trial) -> Evidence:
    """Return what is seen where a function writes into its arguments."""
    seen = f"The numbers are right, but your function changes {arguments(trial.got.changed)}."
    return Evidence(
        seen,
        "Whoever calls it needs those numbers afterwards. A line such as z -= m writes into the caller's array; "
        "z = z - m makes a new one.",
    )


def arguments(names: Sequence[str]) -> str:
    """Return arguments in a sentence, as in ``"its arguments W0 and b0"``."""
    return f"its argument{'s' * (len(names) > 1)} {listed(list(names))}"


def has_ratio(task: Task, trials: list[Trial]) -> bool:
    """Return whether what is seen is one ratio on all calls."""
    return all(each.got.parts and each.right.parts for each in trials) and bool(
        _ratio(task, trials)
    )


def _ratio(task: Task, trials: list[Trial]) -> Evidence | None:
    """Return the evidence of a ratio that holds on all calls in float64; quantities have words of their own."""
    if task.observe:
        return None
    exact = [trial for trial in trials if not trial.call.is_float32]
    if not all(map(_has_right_shapes, trials)):
        return None
    samples = [Sample(t.got.parts or {}, t.right.parts or {}, t.call.sizes) for t in exact]
    if len({tuple(sample.right) for sample in samples}) > 1:
        return None  # a list that is longer on one call than on another has no parts in common
    wrong = {
        name: None
        for sample in samples
        for name in sample.right
        if not equal(sample.got[name], sample.right[name], task.tolerance)
    }
    return ratio(samples, list(wrong)) if wrong else None


def _without_result(trial: Trial) -> Evidence:
    """Return what is seen where a call raised, or gave what cannot be compared."""
    raised = trial.got.raised
    if raised is None:
        problem = trial.got.problem or "the result is a value, where an exception is asked for."
        parts = trial.right.parts or {}
        cause = (
            f"Return all in one line, in this order: return {', '.join(parts)}."
            if len(parts) > 1
            else ""
        )
        return Evidence(
            _sentence(trial.call.words + problem),
            cause if all(map(str.isidentifier, parts)) else "",
        )
    said = message(raised)
    if raised.kind == "TypeError" and not raised.line_number:
        names = list(trial.call.arguments())
        count = f"{len(names)} argument{'s' * (len(names) != 1)}"
        seen = f"Your function cannot be called with {count}. {said}."
        return Evidence(seen, f"It is given, in this order: {', '.join(names)}.")
    line = f"line {raised.line_number}, `{raised.line}`," if raised.line else "your code"
    arrays = (
        f"; {', '.join(raised.arrays)}" if raised.kind in ABOUT_SHAPES and raised.arrays else ""
    )
    call = "" if arrays and not trial.call.is_told else trial.call.words
    seen = f"{call}{line} raises {said}{arrays}."
    return Evidence(_sentence(seen), meaning(raised))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
