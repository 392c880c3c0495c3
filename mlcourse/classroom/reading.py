"""``reading_list``: which parts of a lesson to read, by how its self-test went."""

from mlcourse import curriculum
from mlcourse.base.errors import choice
from mlcourse.checks.questions import Question
from mlcourse.classroom.notes import Note
from mlcourse.classroom.progress_file import Content, read

ADVICE = {True: "✓ you can skip it", False: "→ read it", None: "○ not answered yet"}


def reading_list(number: str) -> Note:
    """Say which parts of a lesson to read: those whose first question was not answered right at once.

    Args:
        number: the lesson's, as in ``"00b"``.

    Returns:
        A note with one line for each part; it shows itself.

    Raises:
        TypeError: the number is no string.
        ValueError: there is no such lesson.

    Example:
        >>> print(reading_list("00b").title)
        What to read of lesson 00b
    """
    choice("number", number, curriculum.numbers())
    content = read()
    first: dict[str, Question] = {}
    for question in curriculum.questions(number):
        first.setdefault(question.objective, question)
    texts = curriculum.objectives(number)
    lines = [
        f"- Part {objective.partition('.')[2]}, {texts[objective]}: **{ADVICE[_is_right(question, content)]}**"
        for objective, question in first.items()
    ]
    return Note(f"What to read of lesson {number}", "\n".join(lines))


def _is_right(question: Question, content: Content) -> bool | None:
    """Return whether the first answer was right, None where there is none."""
    entry = content["questions"].get(question.id)
    return None if entry is None else bool(entry.get("right"))
