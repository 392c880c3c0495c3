"""What a class knew before the course and after it: its progress files, put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mlcourse.classroom.forms import form_of
from mlcourse.classroom.inventory import STEPS, Gain, answered, gains, key_of
from mlcourse.classroom.progress_file import Content, UnreadableProgress, load
from mlcourse.curriculum.inventory import FORMS, PAIRS, TIMES, Pair
from mlcourse.grading.tables import as_csv

COLUMNS = (
    "student", "when", "form", "question", "step", "belief", "answer", "right", "unknown", "time",
)  # fmt: skip
HELD = 5  # beliefs that are named


@dataclass(frozen=True)
class Collected:
    """The answers of all whose file could be read, and what is to be said of the others."""

    answers: dict[str, Content]
    """By student: the file's folder below the one that was given, or the file's own name."""

    unread: tuple[str, ...]


def collect(folder: Path) -> Collected:
    """Read all progress files in a folder and below it.

    Args:
        folder: where they lie, as ``STUDENT/progress.json`` or ``STUDENT.json``.

    Returns:
        What each holds; files that hold no answers of this test are passed over.
    """
    answers, unread = dict[str, Content](), list[str]()
    for path in sorted(folder.rglob("*.json")):
        name = path.relative_to(folder)
        try:
            content = load(path)
        except (UnreadableProgress, OSError) as error:
            unread.append(f"{name}: {getattr(error, 'strerror', None) or error}")
            continue
        if any(answered(when, content) for when in TIMES):
            answers[_student(name)] = content
    return Collected(answers, tuple(unread))


def _student(name: Path) -> str:
    """Return whose file it is."""
    return (name.parent if len(name.parts) > 1 else name.with_suffix("")).as_posix()


def answers_csv(collected: Collected) -> str:
    """Return a row for each answer of each student."""
    return as_csv(COLUMNS, _rows(collected))


def _rows(collected: Collected) -> Iterator[tuple[object, ...]]:
    for student, content in collected.answers.items():
        for when in TIMES:
            for pair in PAIRS:
                entry = content["inventory"].get(key_of(when, pair))
                if entry:
                    yield (
                        student, when, form_of(when, content), pair.name, pair.step, pair.belief,
                        entry.get("answer", ""), int(entry.get("right") is True),
                        int(entry.get("unknown") is True), entry.get("when", ""),
                    )  # fmt: skip


def told(collected: Collected) -> list[str]:
    """Return what the class knew, in lines: by step, its gain, and the beliefs that most hold after the course."""
    both = [
        content
        for content in collected.answers.values()
        if all(answered(when, content) for when in TIMES)
    ]
    lines = [
        f"{len(collected.answers)} learners with answers, {len(both)} of them before and after."
    ]
    if both:
        lines += [
            "",
            "Right, on average, of those who answered both:",
            *_by_step(both),
            "",
            *_by_form(both),
            *_held(both),
        ]
    if collected.unread:
        lines += ["", "Not read:", *(f"  {each}" for each in collected.unread)]
    return lines


def _by_step(both: list[Content]) -> Iterator[str]:
    """Yield a line for each step: the share before and after, and which part of what was open has been gained."""
    of_each = [gains(content) for content in both]
    for at, step in enumerate((*range(1, len(STEPS) + 1), 0)):
        found = [each[at] for each in of_each]
        asked = sum(each.asked for each in found)
        before = sum(each.before or 0 for each in found) / asked
        after = sum(each.after or 0 for each in found) / asked
        gain = f", gain {(after - before) / (1 - before):.2f}" if before < 1 else ""
        title = f"{step} {STEPS[step - 1]}" if step else "all"
        yield f"  {title:20} {before:4.0%} → {after:4.0%}{gain}{_unknown(found, asked)}"


def _unknown(found: list[Gain], asked: int) -> str:
    """Return the share of "I do not know" before and after, where anybody said so."""
    before, after = (
        sum(each.unknown_before for each in found),
        sum(each.unknown_after for each in found),
    )
    return f"; not known {before / asked:.0%} → {after / asked:.0%}" if before or after else ""


def _by_form(both: list[Content]) -> Iterator[str]:
    """Yield what was right before the course in each form: whether they are equally hard."""
    yield "Before the course, by the form that was dealt:"
    for form in FORMS:
        right = [gains(each)[-1] for each in both if form_of("before", each) == form]
        if right:
            share = sum(each.before or 0 for each in right) / sum(each.asked for each in right)
            yield f"  form {form}: {share:4.0%} right, {len(right)} learner{'s' * (len(right) != 1)}"
    yield ""


def _held(both: list[Content]) -> Iterator[str]:
    """Yield what is wrong most often after the course, in either form; who does not know believes nothing."""
    wrong: dict[Pair, Counter[str]] = {pair: Counter() for pair in PAIRS}
    for content in both:
        for pair in PAIRS:
            entry = content["inventory"].get(key_of("after", pair), {})
            if entry.get("right") is False and not entry.get("unknown"):
                wrong[pair][str(entry.get("answer", ""))] += 1
    most = sorted((pair for pair in PAIRS if wrong[pair]), key=lambda pair: -wrong[pair].total())
    if most:
        yield "Wrong most often after the course:"
    for pair in most[:HELD]:
        [(answer, _)] = wrong[pair].most_common(1)
        yield f"  {wrong[pair].total()} of {len(both)}: {pair.name} (lesson {pair.lesson}), such as {answer!r}"
