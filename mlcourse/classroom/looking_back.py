"""``look_back``: three questions from earlier lessons, first of all what this learner got wrong.

What is practiced again after days is remembered, and one observation in five is misremembered (Miller et al. 2013), so
outcomes of predictions are asked again too. What was known comes back no more; what was missed does, another time.
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
ROUND = "round-"  # how the name of a sitting begins that belongs to no lesson

Asked = Question | Prediction


def look_back(lesson: str | None = None) -> "LookBack":
    """Ask three questions from the lessons before this one, first what was wrong or only shown there.

    The same three show until all are answered. After that the cell, when it is run again, asks three others. Which
    they are, and what was answered, stands with the progress.

    Args:
        lesson: the number of the lesson that begins, as in ``"04"``. Without one, what is due is asked from all
            lessons, at any time.

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
    _check(lesson)
    content = read()
    sitting, chosen = chosen_for(lesson, content)
    keys = [key_of(sitting, each) for each in chosen]
    cards = [
        QuizCard(
            _as_question(each),
            given_answers(each, content["recalled"].get(key, {})),
            partial(_remember, each, key, keys),
            kicker=f"From lesson {each.id.partition('.')[0]}",
        )
        for each, key in zip(chosen, keys, strict=True)
    ]
    return LookBack(tuple(cards))


@dataclass(frozen=True, repr=False)
class LookBack:
    """Questions from earlier lessons, which show themselves."""

    cards: tuple[QuizCard, ...]

    def __repr__(self) -> str:
        """Return the questions as text."""
        if not self.cards:
            return "Nothing is left to be asked again."
        return "\n\n".join(map(repr, self.cards))

    def _ipython_display_(self) -> None:
        """Show each question as a card of its own."""
        from IPython.display import display  # only notebooks need it

        if not self.cards:
            print(self)
        for card in self.cards:
            display(card)  # type: ignore[no-untyped-call]


def chosen_for(lesson: str | None, content: Content) -> tuple[str, list[Asked]]:
    """Return the sitting and what is asked in it: what is still unanswered of an earlier one, else three others.

    Args:
        lesson: its number, or None for all lessons.
        content: of the progress file.

    Returns:
        The sitting's name; at most three questions, fewer where fewer are left.
    """
    items = items_before(lesson)
    if lesson is None:
        items = [each for each in items if is_due(each, content)]
    before = {
        key: each
        for key, each in _asked(items_before(lesson), content).items()
        if _is_of(lesson, key)
    }
    entries = content["recalled"]
    unfinished = [key for key in before if not entries[key].get("found")]
    if unfinished:
        number = entries[unfinished[0]].get("round")
        together = [key for key in before if entries[key].get("round") == number]
        return unfinished[0].partition(" ")[0], [before[key] for key in together]
    latest = max((entries[key].get("round", 0) for key in before), default=0)
    just_asked = [
        each.id
        for key, each in before.items()
        if lesson is not None or entries[key].get("round") == latest
    ]
    left = [each for each in items if each.id not in just_asked and not is_held(each, content)]
    return lesson or f"{ROUND}{_next_round(content)}", _three_of(left, content)


def _three_of(left: list[Asked], content: Content) -> list[Asked]:
    """Choose what is due, one outcome of a prediction at least, and the rest at equal distances."""
    chosen = _spread([each for each in left if is_due(each, content)], ASKED)
    rest = [each for each in left if each not in chosen and not recalls_of(each, content)]
    if not any(isinstance(each, Prediction) for each in chosen):
        outcomes = [each for each in rest if isinstance(each, Prediction)]
        chosen += _spread(outcomes, min(1, ASKED - len(chosen)))
    questions = [each for each in rest if isinstance(each, Question)]
    chosen += _spread(questions, ASKED - len(chosen))
    return sorted(chosen, key=left.index)


def items_before(lesson: str | None) -> list[Asked]:
    """Return all that can be asked again before a lesson, in the course's order; a drawn curve cannot."""
    numbers = [number for number in curriculum.numbers() if lesson is None or number < lesson]
    asked: list[Asked] = []
    for number in numbers:
        asked += [*curriculum.predictions(number), *curriculum.questions(number)]
    return [each for each in asked if each.options]


def recalls_of(item: Asked, content: Content) -> list[Entry]:
    """Return what was answered when a question came back, the latest last."""
    answered = [
        entry
        for key, entry in content["recalled"].items()
        if key.partition(" ")[2] == item.id and "first" in entry
    ]
    return sorted(answered, key=lambda entry: int(entry.get("round", 0)))


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
    return bool(item.options) and (was_wrong or item.id in content["shown"])


def key_of(sitting: str, item: Asked) -> str:
    """Return under which name the progress file holds what was answered in a sitting."""
    return f"{sitting} {item.id}"


def _check(lesson: str | None) -> None:
    if lesson is None:
        return
    if not isinstance(lesson, str):
        raise TypeError(f"lesson must be a number such as '04'; given {given(lesson)}.")
    later = curriculum.numbers()[1:]
    if lesson not in later:
        raise ValueError(
            f"lesson must be the number of a lesson with others before it: {', '.join(later)}; given {given(lesson)}."
        )


def _asked(items: list[Asked], content: Content) -> dict[str, Asked]:
    """Return what was asked in any sitting, by its key, in the course's order."""
    by_id = {each.id: each for each in items}
    found = {key: key.partition(" ")[2] for key in content["recalled"]}
    known = {key: by_id[item_id] for key, item_id in found.items() if item_id in by_id}
    return dict(sorted(known.items(), key=lambda pair: items.index(pair[1])))


def _is_of(lesson: str | None, key: str) -> bool:
    """Return whether a key belongs to a lesson's sitting, or to one of no lesson."""
    sitting = key.partition(" ")[0]
    return sitting.startswith(ROUND) if lesson is None else sitting == lesson


def _next_round(content: Content) -> int:
    return 1 + max(
        (int(entry.get("round", 0)) for entry in content["recalled"].values()), default=0
    )


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


def _remember(item: Asked, key: str, keys: list[str], answer: int) -> None:
    """Note an answer, and with the first one which others are asked beside it."""

    def note(content: Content) -> None:
        recalled = content["recalled"]
        if key not in recalled:
            number = _next_round(content)
            recalled.update({each: {"round": number} for each in keys})
        note_answer(recalled[key], item.options[answer])

    update(note)
