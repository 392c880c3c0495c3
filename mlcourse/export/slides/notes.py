"""The instructor's notes to a lesson, as ``workshop/NN_topic.md`` has them: by section, with the minutes of each."""

import re

from mlcourse.curriculum.tracks import OPENING, Part

MINUTES = re.compile(r"\*\*(\d+) min\.\*\*")


def sections_of(text: str) -> dict[str, str]:
    """Return the notes by section, what stands before the first one as ``OPENING``.

    Args:
        text: of the page, Markdown.

    Example:
        >>> list(sections_of("# 01: notes\\n\\nIn all.\\n\\n## Start\\n\\n**5 min.** Ask."))
        ['the opening', 'Start']
    """
    opening, *others = re.split(r"^## ", text, flags=re.MULTILINE)
    named = dict(each.split("\n", 1) for each in others)
    return {OPENING: opening, **named}


def minutes_of(notes: str) -> int:
    """Return the minutes of a section, those of several notes added up.

    Example:
        >>> minutes_of("**5 min.** Ask. **3 min.** Wait.")
        8
    """
    return sum(int(minutes) for minutes in MINUTES.findall(notes))


def minutes_of_part(part: Part, page: str) -> int:
    """Return the minutes of what a track holds of a lesson.

    Args:
        part: a section, or the whole lesson.
        page: the notes to that lesson.

    Returns:
        Minutes.

    Raises:
        ValueError: the notes say no minutes for it.

    Example:
        >>> minutes_of_part(Part("01", "Start"), "# 01\\n\\n## Start\\n\\n**5 min.** Ask.")
        5
    """
    noted = sections_of(page)
    minutes = sum(minutes_of(text) for name, text in noted.items() if part.section in ("", name))
    if not minutes:
        raise ValueError(
            f"the notes to lesson {part.lesson} say no minutes for {part.section!r}; they have {list(noted)}"
        )
    return minutes


def clock(minutes: int) -> str:
    """Return minutes as hours and minutes.

    Example:
        >>> clock(85)
        '1:25'
    """
    return f"{minutes // 60}:{minutes % 60:02}"
