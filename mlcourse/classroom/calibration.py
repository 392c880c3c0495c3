"""How well somebody knows what they know: confidence beside what came true."""

from collections.abc import Collection
from typing import NamedTuple

from mlcourse.classroom.progress_file import Entry


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


def brier_score(predictions: Collection[Entry]) -> float | None:
    """Return the mean squared difference between confidence and outcome.

    score = mean((confidence / 100 − right)²), with right = 1 or 0. Lower is better: 0 is certain and always right,
    0.25 is 50 % at all times.

    Args:
        predictions: entries with ``confidence`` (in percent) and ``right``.

    Returns:
        From 0 to 1; None where there are no predictions.

    Example:
        >>> brier_score([{"confidence": 80, "right": True}, {"confidence": 50, "right": False}])
        0.145

    Source: Brier (1950), of a forecast of one event that happens or does not.
    """
    if not predictions:
        return None
    errors = [(entry["confidence"] / 100 - entry["right"]) ** 2 for entry in predictions]
    return float(round(sum(errors) / len(errors), 12))
