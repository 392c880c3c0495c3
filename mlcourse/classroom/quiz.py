"""``quiz``: a question in the notebook, whose first answer counts and whose last one stays."""

from mlcourse.checks.questions import Question
from mlcourse.classroom.progress_file import Content, read, update
from mlcourse.curriculum import find_question
from mlcourse.widgets.quiz import QuizCard


def quiz(question_id: str) -> QuizCard:
    """Ask a quiz question; what was answered before shows again.

    Args:
        question_id: as in ``"04.updates"``.

    Returns:
        The question as a widget. The first answer counts for the progress; one may try again at any time.

    Raises:
        TypeError: the id is no string.
        ValueError: there is no such question.

    Example:
        >>> quiz("04.no_such_question")
        Traceback (most recent call last):
        ValueError: question_id must be the id of a question of the course; given ...
    """
    question = find_question(question_id)
    return QuizCard(question, _answered(question), lambda answer: _remember(question, answer))


def _answered(question: Question) -> list[int]:
    """Return the first and the last answer, as far as they are still among the options."""
    entry = read()["questions"].get(question.id, {})
    texts = [option.text for option in question.options]
    given = dict.fromkeys((entry.get("first"), entry.get("last")))
    return [texts.index(text) for text in given if text in texts]


def _remember(question: Question, answer: int) -> None:
    option = question.options[answer]

    def note(content: Content) -> None:
        entry = content["questions"].setdefault(question.id, {})
        entry.setdefault("first", option.text)
        entry.setdefault("right", option.right)  # the first answer counts
        entry["last"] = option.text
        entry["tries"] = entry.get("tries", 0) + 1

    update(note)
