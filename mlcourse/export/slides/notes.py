"""The instructor's notes to a lesson, as ``workshop/NN_topic.md`` has them: by section, with the minutes of each."""

import re

OPENING = "the opening"
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
