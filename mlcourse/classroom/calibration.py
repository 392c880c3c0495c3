"""How well somebody knows what they know: confidence beside what came true."""

from collections.abc import Collection
from typing import NamedTuple

from mlcourse.classroom.progress_file import Entry

ENOUGH = 5  # predictions, from which on something can be said
CLOSE = 0.15  # between confidence and outcome


class Level(NamedTuple):
    """All predictions that were made with the same confidence."""

    confidence: float
    """In percent."""

    right: int
    total: int


def levels(predictions: Collection[Entry]) -> list[Level]:
    """Group predictions by their confidence, the lowest first.

    Args:
        predictions: entries with ``confidence`` (in percent) and ``right``.

    Example:
        >>> levels([{"confidence": 80, "right": True}, {"confidence": 80, "right": False}])
        [Level(confidence=80, right=1, total=2)]
    """
    found: dict[float, list[bool]] = {}
    for entry in predictions:
        found.setdefault(entry["confidence"], []).append(entry["right"])
    return [Level(c, sum(rights), len(rights)) for c, rights in sorted(found.items())]


def in_words(level: Level) -> str:
    """Say how often predictions of one confidence came true.

    Example:
        >>> in_words(Level(80, 4, 6))
        'Of 6 predictions at 80 %, 4 were right.'
        >>> in_words(Level(95, 0, 1))
        'The one prediction at 95 % was wrong.'
    """
    if level.total == 1:
        return f"The one prediction at {level.confidence:g} % was {'right' if level.right else 'wrong'}."
    were = "was" if level.right == 1 else "were"
    return f"Of {level.total} predictions at {level.confidence:g} %, {level.right} {were} right."


def advice(level: Level) -> str:
    """Say which way to correct one's confidence; nothing where there are too few predictions.

    Example:
        >>> advice(Level(80, 2, 6))
        ' Be a little less sure.'
        >>> advice(Level(80, 1, 2))
        ''
    """
    if level.total < ENOUGH:
        return ""
    gap = level.right / level.total - level.confidence / 100
    if abs(gap) <= CLOSE:
        return " You know how sure you may be."
    return " You may be surer than that." if gap > 0 else " Be a little less sure."


def overall(predictions: Collection[Entry]) -> str:
    """Say in a sentence how sure somebody was of all their predictions, and how many came true.

    Args:
        predictions: entries with ``confidence`` (in percent) and ``right``.

    Returns:
        The sentence and, where there are enough of them, advice; nothing where there is none.

    Example:
        >>> overall([{"confidence": 80, "right": True}, {"confidence": 50, "right": False}])
        'You made 2 predictions, 65 % sure on average, and 1 came true (50 %).'
    """
    if not predictions:
        return ""
    count, right = len(predictions), sum(entry["right"] for entry in predictions)
    sure = sum(entry["confidence"] for entry in predictions) / count
    made = "1 prediction" if count == 1 else f"{count} predictions"
    average = "" if count == 1 else " on average"
    said = f"You made {made}, {sure:.0f} % sure{average}, and {right} came true ({100 * right / count:.0f} %)."
    return said + advice(Level(sure, right, count))
