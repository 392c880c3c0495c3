"""A quiz question: options to choose from, each of which says why it is right or wrong."""

from collections.abc import Callable, Sequence
from typing import Any

import traitlets

from mlcourse.checks.questions import Question
from mlcourse.widgets.kit import RecordedWidget, join_module, join_styles
from mlcourse.widgets.kit.formulas import rich

Remember = Callable[[int], None]


class QuizCard(RecordedWidget):
    """Ask a question: a wrong option explains itself, and one may try again until the right one is found.

    Args:
        question: what to ask.
        answers: options that were answered before, by number from 0, in their order.
        remember: called with an option's number whenever one is answered; None remembers nothing.
        kicker: what kind of question it is, in two or three words above it.

    Raises:
        TypeError: question is not a Question.
        ValueError: an answer is not the number of an option.

    Example:
        >>> from mlcourse.checks.questions import Option
        >>> options = (Option("yes", "It does.", right=True), Option("no", "Look again."))
        >>> card = QuizCard(Question("04.example", "Does it?", "04.1", options))
        >>> card.answers = [1]
        >>> card
        Quiz 04.example: Does it?
          ○ yes
          ✗ no: Look again.
    """

    _esm = join_module(__file__)
    _css = join_styles(__file__)

    answers = traitlets.List(traitlets.Int(), help="options answered, in order").tag(sync=True)
    recorded = traitlets.Int(0, help="how many of them Python has heard of").tag(sync=True)

    def __init__(
        self,
        question: Question,
        answers: Sequence[int] = (),
        remember: Remember | None = None,
        kicker: str = "Quiz",
    ) -> None:
        if not isinstance(question, Question):
            raise TypeError(f"question must be a Question; given {type(question).__name__}.")
        self.question = question
        self._remember: Remember | None = None
        header = {
            "kind": "quiz",
            "kicker": kicker,
            "question": rich(question.text),
            "options": [
                {"text": rich(option.text), "why": rich(option.why), "right": option.right}
                for option in question.options
            ],
        }
        super().__init__(header, {}, answers=list(answers), recorded=len(answers))
        self._remember = remember

    def __repr__(self) -> str:
        """Return in words what the card shows."""
        lines = [f"{self.header['kicker']} {self.question.id}: {self.question.text}"]
        for i, option in enumerate(self.question.options):
            sign = "✓" if option.right else "✗"
            is_answered = i in self.answers
            lines.append(
                f"  {sign} {option.text}: {option.why}" if is_answered else f"  ○ {option.text}"
            )
        return "\n".join(lines)

    @traitlets.validate("answers")
    def _known(self, proposal: Any) -> list[int]:
        last = len(self.question.options) - 1
        for answer in proposal["value"]:
            if not 0 <= answer <= last:
                raise ValueError(f"answers must be numbers from 0 to {last}; given {answer}.")
        return list(proposal["value"])

    @traitlets.observe("answers")
    def _note_new_ones(self, change: Any) -> None:
        """Hand on what was answered since; views only ever add to the list."""
        for answer in change["new"][len(change["old"] or ()) :]:
            if self._remember:
                self._remember(answer)
        self.recorded = len(change["new"])
