"""``quiz``: a question in the notebook, whose first answer counts and whose last one stays."""

from mlcourse.checks.questions import Option, Prediction, Question
from mlcourse.classroom.progress_file import Content, Entry, read, update
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
    answers = given_answers(question, read()["questions"].get(question.id, {}))
    return QuizCard(question, answers, lambda answer: _remember(question, answer))


def given_answers(question: Question | Prediction, entry: Entry) -> list[int]:
    """Return the first and the last answer of an entry, as far as they are still among the options."""
    texts = [option.text for option in question.options]
    given = dict.fromkeys((entry.get("first"), entry.get("last")))
    return [texts.index(text) for text in given if text in texts]


def _remember(question: Question, answer: int) -> None:
    def note(content: Content) -> None:
        note_answer(content["questions"].setdefault(question.id, {}), question.options[answer])

    update(note)


def note_answer(entry: Entry, option: Option) -> None:
    """Write an answer into its entry: ``right`` is said of the first one, ``found`` once the right one was given."""
    entry.setdefault("first", option.text)
    entry.setdefault("right", option.right)
    entry["last"] = option.text
    entry["tries"] = entry.get("tries", 0) + 1
    if option.right:
        entry["found"] = True
