"""``inventory``: twenty questions before the course and twenty like them after it, whose answers nobody explains."""

from dataclasses import dataclass
from functools import partial

from mlcourse.base.errors import choice
from mlcourse.classroom.clock import now
from mlcourse.classroom.progress_file import Content, read, update
from mlcourse.curriculum.inventory import FORMS, PAIRS, Pair
from mlcourse.widgets.quiz import QuizCard

AT_ONCE = 5
STEPS = (
    "Initialization", "Forward pass", "Loss", "Backpropagation", "Parameter update", "Iteration", "Considerations",
)  # fmt: skip


def inventory(when: str) -> "Sitting":
    """Ask what one believes about training networks: twenty questions before the course, twenty like them after it.

    Five are asked at a time; when they are answered the cell, run again, asks the next five. An answer stands, and
    nothing is said of it: the second twenty measure what was learned, and ``progress()`` then shows the gain.

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
    choice("when", when, FORMS)
    content = read()
    left = [pair for pair in PAIRS if key_of(when, pair) not in content["inventory"]]
    cards = [
        QuizCard(
            pair.question(when), (), partial(_remember, when, pair), silent=True,
            kicker=f"{when.capitalize()} the course: question {PAIRS.index(pair) + 1} of {len(PAIRS)}",
        )
        for pair in left[:AT_ONCE]
    ]  # fmt: skip
    return Sitting(when, tuple(cards), len(left) - len(cards))


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

    @property
    def title(self) -> str:
        """What it is called."""
        return f"{self.step} {STEPS[self.step - 1]}" if self.step else "all"


def gains(content: Content) -> tuple[Gain, ...]:
    """Return what was known before and after, by step and then in all; nothing where no form was begun.

    Args:
        content: of a progress file. A question that was left open counts as not known.
    """
    begun = {
        when for when in FORMS if any(key_of(when, pair) in content["inventory"] for pair in PAIRS)
    }
    if not begun:
        return ()

    def known(when: str, pairs: list[Pair]) -> int | None:
        entries = (content["inventory"].get(key_of(when, pair), {}) for pair in pairs)
        return sum(entry.get("right") is True for entry in entries) if when in begun else None

    by_step = {
        step: [pair for pair in PAIRS if pair.step == step] for step in range(1, len(STEPS) + 1)
    }
    groups = {**by_step, 0: list(PAIRS)}
    return tuple(
        Gain(step, len(pairs), known("before", pairs), known("after", pairs))
        for step, pairs in groups.items()
    )


def answered(when: str, content: Content) -> int:
    """Return how many questions of a form were answered."""
    return sum(key_of(when, pair) in content["inventory"] for pair in PAIRS)


def key_of(when: str, pair: Pair) -> str:
    """Return under which name the progress file holds an answer."""
    return f"{when} {pair.name}"


def _remember(when: str, pair: Pair, answer: int) -> None:
    option = pair.question(when).options[answer]

    def note(content: Content) -> None:
        entry = {"answer": option.text, "right": option.right, "when": now()}
        content["inventory"].setdefault(key_of(when, pair), entry)

    update(note)
