"""Whether a slip can be said of a learner's own code, and how: only in names and numbers that stand in that code."""

import re
from typing import Any

import numpy as np

from mlcourse.checks.mutants.likeness import likeness, renamed, tokens
from mlcourse.checks.mutants.mended import SLIP, is_mended
from mlcourse.checks.mutants.table import Slip
from mlcourse.checks.running import Trial
from mlcourse.checks.task import Task

SAME, NEAR = (
    0.9,
    0.8,
)  # likeness; from NEAR on the learner's line is shown, from SAME on the slip is stated
MARGIN = 0.2  # by which that line must be more like the edited one than any other
PLAIN = 4  # characters of a number that somebody may have written
LONGEST = 80  # characters of a line that is shown
CODE = re.compile(r"`([^`]*)`")
NAME = re.compile(r"(?<![\w.'\"])[A-Za-z_]\w*")
DONE = re.compile(
    r"(?<!`)\b(\w+)(?: over axis \d| to 1e-12)? is (?:taken of|applied to|put on)|is (subtracted) from 1"
)
WRITTEN = {  # how what is done may be written, where not by its name
    "square": r"square|\*\*",
    "root": r"sqrt|\*\*",
    "logarithm": "log",
    "magnitude": "abs",
    "ReLU": r"(?i:relu)|max|where|clip|> 0",
    "softmax": "softmax|exp",
    "sigmoid": "sigmoid|exp|tanh",
    "clip": "clip|max|min",
    "subtracted": r"\b1(\.0*)? -",
}
SHIFTED = re.compile(r"[-+] 1\b|\(1, ")
LOOP = re.compile(r"\b(for|while)\b")
HELPER = re.compile(r"^(?:in )?`(\w+)`(?:, | has this mistake: )")
LEFT_OUT = re.compile(r"of `([^`]+)` is left out")


def said(task: Task, answer: Any, text: str, slip: Slip, near: float, trials: list[Trial]) -> str:
    """Return a slip in a sentence; nothing where it cannot be said of this code.

    Args:
        task: the task.
        answer: the learner's function.
        text: its source.
        slip: what gives the learner's numbers.
        near: how like the learner's text the slip's is.
        trials: what the function gave.
    """
    words = renamed(slip.words, slip.text, text) if near >= NEAR else slip.words
    if helper := HELPER.match(words):
        if helper[1] in NAME.findall(text) or "has this mistake" in helper[0]:
            return (
                ""  # it is a task of its own (``helpers.py``), or the learner has no such function
            )
        words = words.removeprefix(helper[0])
    raised = next((trial.got.raised for trial in trials if trial.got.raised), None)
    if not stands_in(words, text) or (raised and not is_written_in(words, raised.line)):
        return ""
    line = _learners_line(slip, text, words) if near >= NEAR else ""
    if match := SLIP.match(words):
        lines = [line] if line else text.splitlines()[1:]
        mended = (each for each in lines if is_mended(task, answer, text, each, match, trials))
        line = next(mended, "")
        if not line and near >= NEAR and (axis := f"axis={match[1]}") in _bare(text):
            words = f"`{axis}` stands where `axis={match[2]}` belongs"
        elif not line:
            return ""
    sentence = _sentence(words, near, raised is not None, bool(task.observe))
    is_seen = raised or not line or _bare(line) in _bare(words) or "Python then reads" in words
    return sentence + f"\nIn your code: `{line.strip()}`" * (not is_seen)


def stands_in(words: str, text: str) -> bool:
    """Return whether all that a slip's words quote stands in a text: names, and functions that are said to be taken.

    Example:
        >>> stands_in("the factor `b` is left out", "def f(a, b): return a")
        True
        >>> stands_in("`u` has the opposite sign", "def f(a, b): return a")
        False
        >>> stands_in("the loop leaves out its last round", "def f(a, b): return a")
        False
        >>> stands_in("a clip to 1e-12 is put on `a`", "def f(a, b): return a")
        False
        >>> stands_in("`max` of `a` stands where `argmax` belongs", "def f(a): return a.max()")
        True
    """
    names = {*re.findall(r"[A-Za-z_]\w*", text), "np", "T", *_functions_that_belong(words)}
    code = CODE.findall(words)
    if any("…" in each and _bare(each.rstrip("…")) not in _bare(text) for each in code):
        return False
    if "the loop" in words and not LOOP.search(text):
        return False
    if "is shifted by one" in words and not SHIFTED.search(text):
        return False
    if (done := DONE.search(words)) and not re.search(_written(done[1] or done[2]), text):
        return False
    return all(set(NAME.findall(each)) <= names for each in code)


def _functions_that_belong(words: str) -> set[str]:
    """Return the functions of numpy that are missing in a learner's code, by what is said."""
    belongs = re.search(r"stands where `(\w+)` belongs", words)
    return {belongs[1]} if belongs and hasattr(np, belongs[1]) else set()


def _written(done: str) -> str:
    return WRITTEN.get(done, re.escape(done))


def is_written_in(words: str, text: str) -> bool:
    """Return whether all code that a slip's words quote is written in a text, character by character.

    Example:
        >>> is_written_in("`b ** 2` is left out", "a + b**2"), is_written_in("`b` is left out", "a")
        (True, False)
    """
    return all(_bare(code.rstrip("…")) in _bare(text) for code in CODE.findall(words))


def is_plain(words: str) -> bool:
    """Return whether a number that stands where another belongs is one that somebody may have written.

    Example:
        >>> is_plain("3 stands where 6 belongs"), is_plain("0.707107 stands where 0.5 belongs")
        (True, False)
    """
    slip = SLIP.match(words)
    return slip is None or len(slip[1]) <= PLAIN


def _sentence(words: str, near: float, raised: bool, random: bool) -> str:
    if raised:
        return f"The same happens if {words}."
    if near >= SAME:
        return f"{words[:1].upper()}{words[1:]}."
    if random:
        return f"Weights like these come out if {words}."
    return f"You get exactly these numbers if {words}."


def _learners_line(slip: Slip, text: str, words: str) -> str:
    """Return the learner's line that is like the edited one, and holds what something is left out of."""
    edited = tokens(slip.line, slip.text)
    lines = [(likeness(tokens(line, text), edited), line.strip()) for line in text.splitlines()[1:]]
    (near, line), second = max(lines, default=(0.0, "")), sorted(lines)[-2:-1]
    is_clear = near >= NEAR and all(near - other >= MARGIN for other, _ in second)
    left = LEFT_OUT.search(words)
    holds = not left or _bare(left[1].rstrip("…")) in _bare(line)
    return line if is_clear and holds and len(line) <= LONGEST else ""


def _bare(code: str) -> str:
    return re.sub(r"[\s()]", "", code)
