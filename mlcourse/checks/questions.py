"""What a quiz question and a prediction declare."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    """One option of a question, and what it says to somebody who chose it.

    Args:
        text: the option; ``$…$`` is a formula.
        why: why it is right, or what the belief behind it overlooks.
        right: whether it is right.
        misconception: the number of the belief that it carries in ``curriculum.beliefs``, if it is there.
    """

    text: str
    why: str
    right: bool = False
    misconception: int | None = None


@dataclass(frozen=True)
class Question:
    """A quiz question: exactly one option is right, and each wrong one explains itself.

    Args:
        id: as in ``"04.updates"``.
        text: the question.
        objective: the id of the lesson's objective that it checks.
        options: two or more, in the order shown.
        again: how it is asked in a later lesson, where the text needs what stood around it; empty: as it stands.
    """

    id: str
    text: str
    objective: str
    options: tuple[Option, ...]
    again: str = ""


@dataclass(frozen=True)
class Curve:
    """The plane in which a prediction is drawn: one curve, or several that are told apart by their names.

    Args:
        x: the horizontal axis' name.
        y: the vertical axis' name.
        x_bounds: from, to.
        y_bounds: from, to.
        tolerance: the mean distance to the truth, as a part of the vertical span, up to which a curve counts as right.
        x_names: what stands at 0, 1, 2, … of the horizontal axis; empty: these numbers.
        lines: the names of several curves, each of which is drawn; empty: a single one without a name.
    """

    x: str
    y: str
    x_bounds: tuple[float, float]
    y_bounds: tuple[float, float]
    tolerance: float = 0.15
    x_names: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Prediction:
    """A prediction: an option or a drawn curve, committed with a confidence before the truth shows.

    Args:
        id: as in ``"04.after_backward"``.
        text: what is to be predicted.
        objective: the id of the lesson's objective that it serves.
        options: to choose from; empty where a curve is drawn. Their ``why`` shows with the truth.
        curve: the plane to draw in; None where an option is chosen.
        explanation: what explains the outcome, beyond the options' reasons. It shows with the truth, and nowhere
            before. An empty line begins a new paragraph; ``$$…$$`` on its own is a formula on a line of its own.
        again: how the outcome is asked in a later lesson, where the text needs what stood around it.
    """

    id: str
    text: str
    objective: str
    options: tuple[Option, ...] = ()
    curve: Curve | None = None
    explanation: str = ""
    again: str = ""
