"""What the threshold lab records: for each share of positives, what every threshold decides, and both curves."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.scores.curves import PrecisionRecallCurve, RocCurve, precision_recall_curve, roc_curve
from mlcourse.scores.thresholds import ThresholdScores, threshold_scores

SHARES = (0.02, 0.05, 0.25, 0.5)  # of positives, besides the one that the examples have
FARTHEST = 9.0  # of a probability's logit on the line; what is beyond stands there
TICKS = (0.0001, 0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999)


class Decisions(NamedTuple):
    """Some of the examples, and what follows for them from each threshold."""

    shown: Array  # (N,), which examples these are
    scores: ThresholdScores  # (T,)
    cuts: Array  # (T,), of the thresholds that decide alike the one that is written shortest
    roc: RocCurve
    recalled: PrecisionRecallCurve

    @property
    def share(self) -> float:
        """Of the examples the share that is positive."""
        return self.recalled.share


def all_shares(probability: Array, positive: Array) -> list[Decisions]:
    """Return the decisions for each share of positives, from the smallest; one of them is that of all examples."""
    own = positive.mean()
    chosen: list[Array | None] = [np.ones(positive.size, bool)]
    chosen += [with_share(positive, share) for share in SHARES if abs(share - own) > 0.2 * share]
    found = [decisions(probability, positive, shown) for shown in chosen if shown is not None]
    return sorted(found, key=lambda each: each.share)


def decisions(probability: Array, positive: Array, shown: Array) -> Decisions:
    """Return what every threshold decides of the examples that are shown."""
    given = probability[shown], positive[shown].astype(int)
    scores = threshold_scores(*given)
    return Decisions(
        shown, scores, cuts(scores.thresholds), roc_curve(*given), precision_recall_curve(*given)
    )


def with_share(positive: Array, share: float) -> Array | None:
    """Return which examples to leave in, of one class all and of the other evenly over the ranks; None if too few.

    The examples stand in the order of their scores, so that a class keeps its spread over them.
    """
    has, other = np.flatnonzero(positive), np.flatnonzero(~positive)
    if share < positive.mean():
        has = _evenly(has, round(share / (1 - share) * other.size))
    else:
        other = _evenly(other, round((1 - share) / share * has.size))
    if min(has.size, other.size) < 3:
        return None
    return np.isin(np.arange(positive.size), [*has, *other])


def _evenly(places: Array, count: int) -> Array:
    """Return so many of the places, the middle of each of as many equal parts."""
    return places[((np.arange(count) + 0.5) * places.size / max(count, 1)).astype(int)]


def cuts(thresholds: Array) -> Array:
    """Return for each threshold the shortest number that decides as it does: below it, above the next lower score."""
    lower = [*thresholds[1:], -np.inf]
    return np.array([_shortest(low, high) for low, high in zip(lower, thresholds, strict=True)])


def _shortest(low: float, high: float) -> float:
    """Return a number above ``low``, at most ``high``, with few decimals and near the middle."""
    if np.isinf(high):  # nothing is called positive
        return 1.0 if low < 1 else np.inf
    if np.isinf(low):  # everything is
        return 0.0
    for decimals in range(1, 10):
        between = round((low + high) / 2, decimals)
        if low < between <= high:
            return between
    return high


class Line(NamedTuple):
    """The line on which the examples stand: from one logit to another."""

    low: float
    high: float

    def place(self, probability: Array) -> Array:
        """Return where probabilities stand, 0 at the left end and 1 at the right."""
        return np.clip((_logit(probability) - self.low) / (self.high - self.low), 0, 1)

    def ticks(self) -> Iterator[dict[str, float | str]]:
        """Return the probabilities that are written at the line, and where."""
        for tick in TICKS:
            if self.low < _logit(np.array(tick)) < self.high:
                yield {"text": f"{tick:g}", "at": float(self.place(np.array(tick)))}


def line_of(probability: Array) -> Line:
    """Return the line that holds these probabilities, with some room at both ends."""
    logits = _logit(probability)
    return Line(float(logits.min()) - 0.5, float(logits.max()) + 0.5)


def _logit(probability: Array) -> Array:
    """Return ln(p/(1 − p)), within FARTHEST."""
    with np.errstate(divide="ignore"):
        found = np.log(probability) - np.log1p(-np.minimum(probability, 1.0))
    return np.clip(found, -FARTHEST, FARTHEST)
