"""What every score is: a number that judges a model, with what it was made of; and what it is computed from.

Every score takes ``(prediction, target)``, as the losses do; scikit-learn takes the target first. A score that comes
to 0/0 is counted as 0, and says so.
"""

from typing import Any

import numpy as np

from mlcourse.base.display import Record, record
from mlcourse.base.errors import Array, finite, floats, given
from mlcourse.base.labels import check_labels


@record
class Score(Record):
    """One number that judges a model, with what it was made of; ``float(score)`` is the number."""

    value: float

    def __float__(self) -> float:
        return float(self.value)

    def __format__(self, spec: str) -> str:
        return format(float(self.value), spec) if spec else repr(self)


def label_pair(prediction: Any, target: Any) -> tuple[Array, Array]:
    """Return predicted and true labels, both (N,).

    Raises:
        TypeError: labels are not integers.
        ValueError: no labels, more than one axis, or unequal lengths.
    """
    prediction, target = check_labels("prediction", prediction), check_labels("target", target)
    _same_length(prediction, target)
    return prediction, target


def number_pair(prediction: Any, target: Any) -> tuple[Array, Array]:
    """Return predicted and true numbers ŷ and y, both (N,).

    Raises:
        TypeError: an argument does not hold real numbers.
        ValueError: shapes that do not fit, no numbers, NaN or infinity.
    """
    prediction, target = _vector("prediction", prediction), _vector("target", target)
    _same_length(prediction, target)
    return prediction, target


def scored_pair(score: Any, target: Any, name: str = "score") -> tuple[Array, Array]:
    """Return the scores of examples, which a message calls ``name``, and whether each is positive, both (N,).

    Raises:
        TypeError: scores are not real numbers, or labels not integers.
        ValueError: shapes that do not fit, nothing given, NaN or infinity, or labels other than 0 and 1.
    """
    score, target = _vector(name, score), check_labels("target", target)
    if target.min() < 0 or target.max() > 1:
        raise ValueError(
            "target must be 1 for a positive example and 0 for the others; given labels from "
            f"{target.min()} to {target.max()}. Try target == {target.max()}, the class that is asked for."
        )
    if score.size != target.size:
        raise ValueError(
            f"{name} and target must be equally long; given "
            f"{score.size} and {target.size}. Try the scores of the same examples."
        )
    return score, target == 1


def _vector(name: str, value: Any) -> Array:
    array = finite(name, floats(name, value)).astype(np.float64, copy=False)
    if array.ndim == 2 and array.shape[1] == 1:
        array = array[:, 0]
    if array.ndim != 1 or array.size == 0:
        raise ValueError(
            f"{name} must hold at least one number in the shape (N,) or (N, 1); given "
            f"{given(array)}. With several outputs score one at a time: {name}[:, 0]."
        )
    return array


def _same_length(prediction: Array, target: Array) -> None:
    if prediction.size != target.size:
        raise ValueError(
            "prediction and target must be equally long; given "
            f"{prediction.size} and {target.size}. Try the predictions for the same examples."
        )
