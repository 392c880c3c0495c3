"""The instructor's guide, ``workshop/README.md``: ``workshop_guide.md`` with the course's tracks laid out as tables.

Minutes and what to cut when late come from the notes (``workshop/NN_topic.md``), so that they cannot drift.
"""

from __future__ import annotations

import re
from pathlib import Path

from mlcourse.curriculum.tracks import OPENING, TRACKS, Own, Part, Row, Stop, Track
from mlcourse.export.slides.notes import clock, minutes_of_part, sections_of

LATE = re.compile(r"When late: (.+?)\.(?=\s|$)")


def guide(root: Path) -> str:
    """Return the guide's text.

    Args:
        root: of the repository, with the notes already built.

    Raises:
        ValueError: a track names a section without notes, or does not fill its time; the message says which.
    """
    text = (root / "authoring/workshop_guide.md").read_text(encoding="utf-8")
    notes = {path.stem.partition("_")[0]: path for path in (root / "workshop").glob("[0-9]*.md")}
    for name, track in TRACKS.items():
        text = text.replace(f"{{{name}}}", "\n".join(table(track, notes)))
    return text


def table(track: Track, notes: dict[str, Path]) -> list[str]:
    """Return a track as the lines of a table: when each row begins, its minutes, what, and what to cut when late."""
    pages = {lesson: path.read_text(encoding="utf-8") for lesson, path in notes.items()}
    lines = ["| from | min | | when late |", "|---|---|---|---|"]
    for timed in track.timed(lambda part: minutes_of_part(part, pages[part.lesson])):
        what, late = described(timed.row, notes)
        lines.append(f"| {clock(timed.begins)} | {timed.minutes or ''} | {what} | {late} |")
    return lines


def described(row: Row, notes: dict[str, Path]) -> tuple[str, str]:
    """Return what is done in a row, and what to cut when late."""
    if isinstance(row, Stop):
        return f"**Stop point.** {row.text}", ""
    if isinstance(row, Own):
        return row.text, row.late
    path = notes[row.lesson]
    text = path.read_text(encoding="utf-8")
    if not row.section:
        title = text.partition("\n")[0].removeprefix("# ").partition(":")[0]
        return f"[{title}, all of it]({path.name})", "*Try it* at home"
    return named(row, path), late[1] if (
        late := LATE.search(sections_of(text)[row.section])
    ) else ""


def named(part: Part, path: Path) -> str:
    """Return the link to a section's notes."""
    anchor = "" if part.section == OPENING else f"#{slug(part.section)}"
    return f"[{part.lesson} · {part.section}]({path.name}{anchor})"


def slug(heading: str) -> str:
    """Return a heading's anchor, as GitHub makes it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
