"""``inventory``: twenty questions before the course and twenty like them after it, whose answers nobody explains."""

from dataclasses import dataclass
from functools import partial

from mlcourse.base.errors import choice
from mlcourse.checks.questions import Option
from mlcourse.classroom.clock import now
from mlcourse.classroom.forms import deal, form_of
from mlcourse.classroom.progress_file import Content, update
from mlcourse.curriculum.inventory import PAIRS, TIMES, UNKNOWN, Pair
from mlcourse.widgets.quiz import QuizCard

AT_ONCE = 5
STEPS = (
    "Initialization", "Forward pass", "Loss", "Backpropagation", "Parameter update", "Iteration", "Considerations",
)  # fmt: skip


def inventory(when: str) -> "Sitting":
    """Ask what one believes about training networks: twenty questions before the course, twenty like them after it.

    Five are asked at a time; when they are answered the cell, run again, asks the next five. An answer stands, and
    nothing is said of it: the second twenty measure what was learned, and ``progress()`` then shows the gain. *I do not
    know* is an answer: it is not right, and is counted apart. Which twenty of the two parallel forms come first is
    dealt for each learner and kept in the progress file.

    Args:
        when: "before" or "after".

    Returns:
        The next questions; in a notebook each shows as a card.

    Raises:
        TypeError: when is no string.
        ValueError: it is neither.

    Example:
        >>> inventory("now")
        Traceback (most recent call last):
        ValueError: when must be one of 'before', 'after'; given 'now'.

    Source:
        Hestenes, Wells and Swackhamer (1992), the force concept inventory; Hake (1998) on the gain.
    """
    choice("when", when, TIMES)
    content = deal()
    left = [pair for pair in PAIRS if key_of(when, pair) not in content["inventory"]]
    cards = [_card(when, pair, form_of(when, content)) for pair in left[:AT_ONCE]]
    return Sitting(when, tuple(cards), len(left) - len(cards))


def _card(when: str, pair: Pair, form: str) -> QuizCard:
    question = pair.asked(form)
    kicker = f"{when.capitalize()} the course: question {PAIRS.index(pair) + 1} of {len(PAIRS)}"
    note = partial(_remember, key_of(when, pair), question.options)
    return QuizCard(question, (), note, kicker, silent=True)


@dataclass(frozen=True, repr=False)
class Sitting:
    """The next questions of a form, which show themselves."""

    when: str
    cards: tuple[QuizCard, ...]
    more: int
    """How many are left beside them."""

    def __repr__(self) -> str:
        """Return the questions as text."""
        return "\n\n".join([*map(repr, self.cards), self.closing()])

    def closing(self) -> str:
        """Return what comes after these questions."""
        if not self.cards:
            after = "The other twenty come after lesson 13."
            return f"All {len(PAIRS)} are answered. {after if self.when == 'before' else 'progress() shows the gain.'}"
        if self.more:
            return f"{self.more} more: run this cell again when these are answered."
        return "These are the last ones."

    def _ipython_display_(self) -> None:
        """Show each question as a card of its own."""
        from IPython.display import display  # only notebooks need it

        for card in self.cards:
            display(card)  # type: ignore[no-untyped-call]
        print(self.closing())


@dataclass(frozen=True)
class Gain:
    """What was known of one step before and after; ``step`` is 0 for all of them together."""

    step: int
    asked: int
    before: int | None
    """How many were right; None where the form was not begun."""

    after: int | None
    unknown_before: int = 0
    """How many were answered by "I do not know"."""

    unknown_after: int = 0

    @property
    def title(self) -> str:
        """What it is called."""
        return f"{self.step} {STEPS[self.step - 1]}" if self.step else "all"


def gains(content: Content) -> tuple[Gain, ...]:
    """Return what was known before and after, by step and then in all; nothing where no form was begun.

    Args:
        content: of a progress file. A question that was left open counts as not known.
    """
    begun = {when for when in TIMES if answered(when, content)}
    if not begun:
        return ()

    def count(when: str, pairs: list[Pair], field: str) -> int:
        entries = (content["inventory"].get(key_of(when, pair), {}) for pair in pairs)
        return sum(entry.get(field) is True for entry in entries)

    def gain(step: int, pairs: list[Pair]) -> Gain:
        before, after = (count(when, pairs, "right") if when in begun else None for when in TIMES)
        not_before, not_after = (count(when, pairs, "unknown") for when in TIMES)
        return Gain(step, len(pairs), before, after, not_before, not_after)

    by_step = (
        (step, [pair for pair in PAIRS if pair.step == step]) for step in range(1, len(STEPS) + 1)
    )
    return tuple(gain(step, pairs) for step, pairs in (*by_step, (0, list(PAIRS))))


def answered(when: str, content: Content) -> int:
    """Return how many questions of a form were answered."""
    return sum(key_of(when, pair) in content["inventory"] for pair in PAIRS)


def key_of(when: str, pair: Pair) -> str:
    """Return under which name the progress file holds an answer."""
    return f"{when} {pair.name}"


def _remember(key: str, options: tuple[Option, ...], answer: int) -> None:
    option = options[answer]
    entry = {
        "answer": option.text,
        "right": option.right,
        "unknown": option is UNKNOWN,
        "when": now(),
    }

    def note(content: Content) -> None:
        content["inventory"].setdefault(key, entry)

    update(note)
