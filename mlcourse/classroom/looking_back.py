"""``look_back``: three questions from earlier lessons, first of all what this learner got wrong.

What is practiced again after days is remembered, and one observation in five is misremembered (Miller et al. 2013), so
outcomes of predictions are asked again too. What was known comes back no more; what was missed does, in a later lesson.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from mlcourse import curriculum
from mlcourse.base.errors import given
from mlcourse.checks.questions import Prediction, Question
from mlcourse.classroom.progress_file import Content, Entry, read, update
from mlcourse.classroom.quiz import given_answers, note_answer
from mlcourse.widgets.quiz import QuizCard

ASKED = 3

Asked = Question | Prediction


def look_back(lesson: str) -> "LookBack":
    """Ask three questions from the lessons before this one, first what was wrong or only shown there.

    The same three show until all are answered. After that the cell, when it is run again, asks three others. Which
    they are, and what was answered, stands with the progress.

    Args:
        lesson: the number of the lesson that begins, as in ``"04"``.

    Returns:
        The questions; in a notebook each shows as a card.

    Raises:
        TypeError: the number is no string.
        ValueError: there is no such lesson, or none before it.

    Example:
        >>> look_back("00")
        Traceback (most recent call last):
        ValueError: lesson must be the number of a lesson with others before it: 00b, ...; given '00' ...
    """
    if not isinstance(lesson, str):
        raise TypeError(f"lesson must be a number such as '04'; given {given(lesson)}.")
    later = curriculum.numbers()[1:]
    if lesson not in later:
        raise ValueError(
            f"lesson must be the number of a lesson with others before it: {', '.join(later)}; given {given(lesson)}."
        )
    content = read()
    chosen = chosen_for(lesson, content)
    keys = [key_of(lesson, each) for each in chosen]
    cards = [
        QuizCard(
            _as_question(each),
            given_answers(each, content["recalled"].get(key, {})),
            partial(_remember, each, key, keys),
            kicker=f"From lesson {_lesson_of(each)}",
        )
        for each, key in zip(chosen, keys, strict=True)
    ]
    return LookBack(lesson, tuple(cards))


@dataclass(frozen=True, repr=False)
class LookBack:
    """Questions from earlier lessons, which show themselves."""

    lesson: str
    cards: tuple[QuizCard, ...]

    def __repr__(self) -> str:
        """Return the questions as text."""
        if not self.cards:
            return "Nothing is left to be asked again from earlier lessons."
        return "\n\n".join(map(repr, self.cards))

    def _ipython_display_(self) -> None:
        """Show each question as a card of its own."""
        from IPython.display import display  # only notebooks need it

        if not self.cards:
            print(self)
        for card in self.cards:
            display(card)  # type: ignore[no-untyped-call]


def chosen_for(lesson: str, content: Content) -> list[Asked]:
    """Return what is to be asked at the start of a lesson: what stands unanswered there, else three others.

    Args:
        lesson: its number.
        content: of the progress file.

    Returns:
        At most three; fewer where fewer are left.
    """
    earlier = earlier_items(lesson)
    here = [each for each in earlier if key_of(lesson, each) in content["recalled"]]
    open_here = [
        each for each in here if not _is_finished(content["recalled"][key_of(lesson, each)])
    ]
    if open_here:
        return _same_round(open_here, here, lesson, content)
    left = [each for each in earlier if each not in here and not is_held(each, content)]
    due = _spread([each for each in left if is_due(each, content)], ASKED)
    rest = [each for each in left if each not in due and not recalls_of(each, content)]
    if not any(isinstance(each, Prediction) for each in due):
        outcomes = [each for each in rest if isinstance(each, Prediction)]
        due += _spread(outcomes, min(1, ASKED - len(due)))
    others = [each for each in rest if isinstance(each, Question)]
    due += _spread(others, ASKED - len(due))
    return sorted(due, key=earlier.index)


def earlier_items(lesson: str) -> list[Asked]:
    """Return all that can be asked again before a lesson, in the course's order; a drawn curve cannot."""
    numbers = [number for number in curriculum.numbers() if number < lesson]
    asked: list[Asked] = []
    for number in numbers:
        asked += [*curriculum.predictions(number), *curriculum.questions(number)]
    return [each for each in asked if each.options]


def recalls_of(item: Asked, content: Content) -> list[Entry]:
    """Return what was answered when a question came back, the latest lesson last."""
    found = content["recalled"]
    numbers = curriculum.numbers()
    entries = (found.get(key_of(number, item), {}) for number in numbers)
    return [entry for entry in entries if "first" in entry]


def is_held(item: Asked, content: Content) -> bool:
    """Return whether it came back and was known at once, the last time."""
    entries = recalls_of(item, content)
    return bool(entries) and entries[-1].get("right") is True


def is_due(item: Asked, content: Content) -> bool:
    """Return whether it is to come back: it was answered wrong, or only shown, and not known since."""
    if entries := recalls_of(item, content):
        return not entries[-1].get("right")
    section = "questions" if isinstance(item, Question) else "predictions"
    entry = content[section].get(item.id)
    was_wrong = entry is not None and not entry.get("right")
    return was_wrong or item.id in content["shown"]


def key_of(lesson: str, item: Asked) -> str:
    """Return under which name the progress file holds what was answered at the start of a lesson."""
    return f"{lesson} {item.id}"


def _same_round(
    open_here: list[Asked], here: list[Asked], lesson: str, content: Content
) -> list[Asked]:
    """Return what was asked together with what is still open."""
    together = {content["recalled"][key_of(lesson, each)].get("round") for each in open_here}
    return [
        each for each in here if content["recalled"][key_of(lesson, each)].get("round") in together
    ]


def _is_finished(entry: Entry) -> bool:
    """Return whether the right answer was found."""
    return entry.get("found") is True


def _spread(items: Sequence[Asked], count: int) -> list[Asked]:
    """Take some of them at equal distances.

    Example:
        >>> _spread("abcdefghi", 3)
        ['b', 'e', 'h']
    """
    count = min(count, len(items))
    return [items[(2 * i + 1) * len(items) // (2 * count)] for i in range(count)]


def _as_question(item: Asked) -> Question:
    """Return a question, or a prediction's outcome as one, in words that stand by themselves."""
    return Question(item.id, item.again or item.text, item.objective, item.options)


def _lesson_of(item: Asked) -> str:
    return item.id.partition(".")[0]


def _remember(item: Asked, key: str, keys: list[str], answer: int) -> None:
    """Note an answer, and with the first one which others are asked beside it."""

    def note(content: Content) -> None:
        recalled = content["recalled"]
        if key not in recalled:
            number = 1 + max((entry.get("round", 0) for entry in recalled.values()), default=0)
            recalled.update({each: {"round": number} for each in keys})
        note_answer(recalled[key], item.options[answer])

    update(note)
