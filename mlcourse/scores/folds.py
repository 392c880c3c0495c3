"""A score measured on several folds: its mean, and how much it depends on the fold."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from mlcourse.base.display import Term, number_text, record
from mlcourse.base.errors import Array, finite, floats, given
from mlcourse.scores.score import Score

SHOWN = 4  # scores in a worked line


def fold_scores(scores: Sequence[Any]) -> "FoldScores":
    """Return the mean of a score over k folds, and its spread √(Σ (sᵢ − s̄)²/(k − 1)).

    The spread says how much one such score depends on which examples were held out. The folds' training parts overlap,
    so spread/√k is too small as an error of the mean (Bengio and Grandvalet 2004).

    Args:
        scores: one for each fold (k,), numbers or scores such as ``accuracy`` returns; at least two.

    Returns:
        The score: its value is the mean.

    Raises:
        TypeError: they are not numbers.
        ValueError: fewer than two, another shape, NaN or infinity.

    Example:
        >>> fold_scores([0.8, 0.9, 1.0]).worked()
        ('mean = (0.8 + 0.9 + 1)/3 = 0.9, spread 0.1, from 0.8 to 1',)

    Source:
        Stone (1974); Bengio and Grandvalet (2004) on the spread.
    """
    listed = (
        [float(s) if isinstance(s, Score) else s for s in scores] if _is_list(scores) else scores
    )
    values = finite("scores", floats("scores", listed)).astype(np.float64)
    if values.ndim != 1 or values.size < 2:
        raise ValueError(
            f"scores must hold a number for each of at least two folds; given {given(values)}. "
            "Try [accuracy(…) for fold in k_folds(data)]."
        )
    return FoldScores(value=float(values.mean()), scores=values, spread=float(values.std(ddof=1)))


def _is_list(scores: Any) -> bool:
    return isinstance(scores, list | tuple)


@record
class FoldScores(Score):
    """The mean of a score over the folds, with its spread."""

    title = "Score over the folds"
    latex = r"\bar s = \frac{1}{k} \sum_i s_i \qquad \text{spread} = \sqrt{\frac{1}{k - 1} \sum_i (s_i - \bar s)^2}"
    terms = (
        Term("value", "the mean"),
        Term("spread", "how far a fold's score lies from the mean, ddof = 1"),
        Term("scores", "of each fold"),
    )

    scores: Array  # (k,)
    spread: float

    def worked(self) -> tuple[str, ...]:
        """Return the mean with its numbers, the spread and the extremes."""
        shown = " + ".join(number_text(s) for s in self.scores[:SHOWN])
        more = " + …" if self.scores.size > SHOWN else ""
        low, high = number_text(self.scores.min()), number_text(self.scores.max())
        return (
            f"mean = ({shown}{more})/{self.scores.size} = {number_text(self.value)}, "
            f"spread {number_text(self.spread)}, from {low} to {high}",
        )
