"""What of a lesson a workshop's track holds: which sections, when in the track each begins, and what follows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from mlcourse.curriculum.tracks import Own, Part, Row, Stop, Timed, Track
from mlcourse.export.slides.notes import minutes_of_part


@dataclass(frozen=True)
class Held:
    """A section of a lesson, as a track holds it.

    Args:
        section: its name; "" where the track holds the whole lesson.
        begins: the minute of the track.
        after: what the track has between it and the lesson's next section, or until another lesson; Markdown.
    """

    section: str
    begins: int
    after: str = ""


def held(track: Track, lesson: str, pages: Mapping[str, str]) -> list[Held]:
    """Return what a track holds of a lesson.

    Args:
        track: of the workshop.
        lesson: its number.
        pages: the instructor's notes, by the lesson's number, of all lessons of the track.

    Returns:
        In the track's order; [] where there is nothing of that lesson.

    Example:
        >>> track = Track("An hour", 60, [Own(10, "Arrive"), Part("01", "One"), Own(-1, "Questions")])
        >>> held(track, "01", {"01": "# 01\\n\\n## One\\n\\n**40 min.** Ask."})
        [Held(section='One', begins=10, after='Questions (10 min).')]
    """
    rows = track.timed(lambda part: minutes_of_part(part, pages[part.lesson]))
    return [
        Held(timed.row.section, timed.begins, after(lesson, rows[i + 1 :]))
        for i, timed in enumerate(rows)
        if isinstance(timed.row, Part) and timed.row.lesson == lesson
    ]


def after(lesson: str, rows: list[Timed]) -> str:
    """Return what a track has until the next section of a lesson, or until another lesson begins."""
    found = []
    for timed in rows:
        found.append(_told(lesson, timed.row, timed.minutes))
        if isinstance(timed.row, Part):
            break
    return " ".join(each for each in found if each)


def _told(lesson: str, row: Row, minutes: int) -> str:
    if isinstance(row, Stop):
        return f"**Stop point.** {row.text}"
    if isinstance(row, Own):
        return f"{row.text} ({minutes} min)."
    return "" if row.lesson == lesson else f"Lesson {row.lesson}, {row.section or 'all of it'}."
