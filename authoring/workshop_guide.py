"""The instructor's guide, ``workshop/README.md``: ``workshop_guide.md`` with its tracks laid out as tables.

A track is a list of rows. Minutes and what to cut when late come from the notes (``workshop/NN_topic.md``),
so that they cannot drift; one row, ``REST``, takes what is left of the track's length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from mlcourse.export.slides.notes import OPENING, minutes_of, sections_of

LATE = re.compile(r"When late: (.+?)\.(?=\s|$)")
REST, SPARE = -1, range(5, 21)  # minutes that may be left for a track's last row


@dataclass(frozen=True)
class Part:
    """A section of a lesson; without a section, the whole lesson."""

    lesson: str
    section: str = ""


@dataclass(frozen=True)
class Own:
    """What stands in no lesson: arriving, exercises, breaks."""

    minutes: int
    text: str
    late: str = ""


@dataclass(frozen=True)
class Stop:
    """A point at which one may stop, and what to say then."""

    text: str


Row = Part | Own | Stop


def parts(lesson: str, *sections: str) -> list[Row]:
    """Rows for several sections of one lesson."""
    return [Part(lesson, section) for section in sections]


LUNCH, BREAK = Own(60, "Lunch"), Own(15, "Break")

NINETY: list[Row] = [
    Own(5, "Arrive: everybody has lesson 00 open. Vote: what is random in a network before its first step?"),
    *parts("00", OPENING, "Two moons, and a network", "The film", "One step, by hand"),
    Stop("The loop has been once around by hand. Show the film once more and name the station at each pause."),
    *parts("00", "The whole loop in ten lines", "Real data: handwritten digits"),
    Stop("Ten lines train what reads handwriting. Send *Try it* home."),
    *parts("06", "Too small, right, too large"),
    *parts("09", "Too little freedom, and too much"),
    Own(REST, "Questions; where to go on alone: lesson 01, and exercise 01 after it"),
]  # fmt: skip

HALF_DAY: list[Row] = [
    Own(10, "Arrive: `mlcourse doctor` where something does not open; join the pulse"),
    Part("00"),
    Stop("Whoever must leave has seen the whole loop."),
    BREAK,
    *parts("04", "Once by hand", "Where paths meet", "The whole graph", "Backwards"),
    Own(25, "Exercise 04, its first tasks; read on the pulse which mistake is the most common", "tasks 1 and 2 only"),
    Stop("The chain rule is done. What follows are considerations around the loop, each on its own."),
    BREAK,
    *parts("06", "Too small, right, too large"),
    *parts("05", "The full gradient", "The race"),
    *parts("09", "Too little freedom, and too much", "Capacity, data, and where to stop"),
    *parts("09", "What the test part must not touch"),
    Own(REST, "Closing: one sentence from everybody on what they believed this morning"),
]  # fmt: skip

DAY_ONE: list[Row] = [
    Own(10, "Arrive: `mlcourse doctor` where something does not open; join the pulse"),
    Part("00"),
    *parts("01", "From earlier lessons", "Thirty layers", "He"),
    BREAK,
    *parts("02", "One unit", "Shapes at every arrow", "Without an activation", "The output layer", "Softmax"),
    *parts("03", "Regression: the mean squared error", "From likelihood to a loss", "Many classes"),
    *parts("03", "A confidently wrong start"),
    Stop("The way forward is complete. Exercises 01 to 03 for the evening."),
    LUNCH,
    *parts("04", "Once by hand", "Slopes", "Where paths meet", "The whole graph", "Backwards"),
    BREAK,
    *parts("04", "Shapes", "The last layer", "The gradient check", "What the check cannot see"),
    *parts("04", "After the backward pass", "Bug clinic"),
    Own(80, "Exercise 04; from half of it on, `your_run(\"04\")` for those who are done", "up to `output_delta`"),
    Own(REST, "The most common mistake of the afternoon, on the board; what to do this evening"),
]  # fmt: skip

DAY_TWO: list[Row] = [
    Own(10, "`ml.look_back()`: everybody answers three questions of yesterday", "at home"),
    *parts("05", "The full gradient", "Momentum", "Adam", "The race", "A fair race"),
    *parts("06", "Too small, right, too large", "Schedules", "A price on large weights"),
    BREAK,
    *parts("08", "Epoch, batch, step", "Batch size and noise"),
    *parts("09", "Too little freedom, and too much", "Reading two curves"),
    *parts("09", "Capacity, data, and where to stop", "Patience", "What the test part must not touch"),
    Stop("The loop and its considerations are complete. What follows is how to judge, and how to use, a model."),
    LUNCH,
    *parts("10", "The confusion matrix", "Precision and recall", "The threshold"),
    *parts("12", "A body and a head", "How many labels does it take?", "Frozen means: not a bit"),
    BREAK,
    *parts("13", "A finished project", "Your own table"),
    Own(45, "Exercise 05 or 10, by choice", "hand it out for home"),
    Own(20, "The questions after the course, `ml.inventory(\"after\")`", "at home, the same week"),
    Own(REST, "Closing: what the class gained is said by `mlcourse inventory` when the files are in"),
]  # fmt: skip

TRACKS = {
    "ninety": (90, NINETY),
    "half_day": (240, HALF_DAY),
    "day_one": (450, DAY_ONE),
    "day_two": (450, DAY_TWO),
}


def guide(root: Path) -> str:
    """Return the guide's text.

    Args:
        root: of the repository, with the notes already built.

    Raises:
        ValueError: a track names a section without notes, or does not fill its time; the message says which.
    """
    text = (root / "authoring/workshop_guide.md").read_text(encoding="utf-8")
    notes = {path.stem.partition("_")[0]: path for path in (root / "workshop").glob("[0-9]*.md")}
    for name, (length, rows) in TRACKS.items():
        text = text.replace(f"{{{name}}}", "\n".join(table(name, length, rows, notes)))
    return text


def table(name: str, length: int, rows: list[Row], notes: dict[str, Path]) -> list[str]:
    """Return a track as the lines of a table: when each row begins, its minutes, what, and what to cut when late."""
    found = [described(row, notes) for row in rows]
    rest = length - sum(minutes for minutes, _, _ in found if minutes != REST)
    if rest not in SPARE:
        raise ValueError(f"track {name}: {rest} of {length} minutes are left for its last row")
    lines, begins = ["| from | min | | when late |", "|---|---|---|---|"], 0
    for minutes, what, late in found:
        minutes = rest if minutes == REST else minutes
        clock, taken = (f"{begins // 60}:{begins % 60:02}", str(minutes)) if minutes else ("", "")
        lines.append(f"| {clock} | {taken} | {what} | {late} |")
        begins += minutes
    return lines


def described(row: Row, notes: dict[str, Path]) -> tuple[int, str, str]:
    """Return a row's minutes, what is done in it, and what to cut when late."""
    if isinstance(row, Stop):
        return 0, f"**Stop point.** {row.text}", ""
    if isinstance(row, Own):
        return row.minutes, row.text, row.late
    path = notes[row.lesson]
    sections = sections_of(path.read_text(encoding="utf-8"))
    if not row.section:
        title = path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ").partition(":")[0]  # fmt: skip
        whole = sum(map(minutes_of, sections.values()))
        return whole, f"[{title}, all of it]({path.name})", "*Try it* at home"
    text = sections.get(row.section, "")
    if not minutes_of(text):
        raise ValueError(f"{path.name} says no minutes for {row.section!r}; it has {list(sections)}")  # fmt: skip
    anchor = "" if row.section == OPENING else f"#{slug(row.section)}"
    late = LATE.search(text)
    named = f"[{row.lesson} · {row.section}]({path.name}{anchor})"
    return minutes_of(text), named, late[1] if late else ""


def slug(heading: str) -> str:
    """Return a heading's anchor, as GitHub makes it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
