"""A quiz question: options to choose from, each of which says why it is right or wrong."""

from collections.abc import Callable, Sequence
from typing import Any

import traitlets

from mlcourse.checks.questions import Option, Question
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
        silent: nothing is said of an answer, and the first one stands: the card of a test.

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
        silent: bool = False,
    ) -> None:
        if not isinstance(question, Question):
            raise TypeError(f"question must be a Question; given {type(question).__name__}.")
        self.question = question
        self._remember: Remember | None = None
        self.silent = silent
        header = {
            "kind": "quiz",
            "kicker": kicker,
            "question": rich(question.text),
            "silent": silent,
            "options": [_shown(option, silent) for option in question.options],
        }
        super().__init__(header, {}, answers=list(answers), recorded=len(answers))
        self._remember = remember

    def __repr__(self) -> str:
        """Return in words what the card shows."""
        lines = [f"{self.header['kicker']} {self.question.id}: {self.question.text}"]
        for i, option in enumerate(self.question.options):
            if i not in self.answers:
                lines.append(f"  ○ {option.text}")
            elif self.silent:
                lines.append(f"  ● {option.text}")
            else:
                lines.append(f"  {'✓' if option.right else '✗'} {option.text}: {option.why}")
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


def _shown(option: Option, silent: bool) -> dict[str, Any]:
    """Return what the page knows of an option: in a test nothing but its text."""
    if silent:
        return {"text": rich(option.text), "why": "", "right": False}
    return {"text": rich(option.text), "why": rich(option.why), "right": option.right}
