"""Scores of predicted numbers, for a regression: how far they are from the true ones."""

import numpy as np

from mlcourse.base.display import Term, number_text, record
from mlcourse.base.errors import Array
from mlcourse.scores.score import Score, number_pair


def mean_absolute_error(prediction: Array, target: Array) -> "MeanAbsoluteError":
    """Return ``MAE = (1/N) Σ |ŷ − y|``, in the unit of y; an error counts by its size, not its square.

    Args:
        prediction: ŷ (N,) or one column (N, 1).
        target: y (N,) or (N, 1).

    Returns:
        The score with ``error`` ŷ − y (N,).

    Raises:
        TypeError: an argument does not hold real numbers.
        ValueError: shapes that do not fit, no numbers, NaN or infinity.

    Example:
        >>> mean_absolute_error([2.0, 4.0, 9.0], [1.0, 4.0, 5.0]).worked()
        ('MAE = (1 + 0 + 4)/3 = 1.667',)

    Source:
        Willmott and Matsuura (2005), on MAE beside RMSE.
    """
    error = np.subtract(*number_pair(prediction, target))
    return MeanAbsoluteError(value=float(np.abs(error).mean()), error=error)


def root_mean_squared_error(prediction: Array, target: Array) -> "RootMeanSquaredError":
    """Return RMSE = √((1/N) Σ (ŷ − y)²), in the unit of y; large errors weigh more than in MAE.

    Args:
        prediction: ŷ (N,) or one column (N, 1).
        target: y (N,) or (N, 1).

    Returns:
        The score with ``error`` ŷ − y (N,).

    Raises:
        TypeError: an argument does not hold real numbers.
        ValueError: shapes that do not fit, no numbers, NaN or infinity.

    Example:
        >>> root_mean_squared_error([2.0, 4.0, 9.0], [1.0, 4.0, 5.0]).worked()
        ('RMSE = √((1 + 0 + 16)/3) = 2.38',)

    Source:
        Chai and Draxler (2014), on RMSE beside MAE.
    """
    error = np.subtract(*number_pair(prediction, target))
    return RootMeanSquaredError(value=float(np.sqrt((error**2).mean())), error=error)


def r_squared(prediction: Array, target: Array) -> "RSquared":
    """Return R² = 1 − (Σ (ŷ − y)²)/(Σ (y − ȳ)²): how much of the target's variation is explained.

    Args:
        prediction: ŷ (N,) or one column (N, 1).
        target: y (N,) or (N, 1).

    Returns:
        The score; where the target is constant the denominator is 0: ``undefined`` is True and the
        value counts as 0. (scikit-learn counts it as 1 where every prediction is exact.)

    Raises:
        TypeError: an argument does not hold real numbers.
        ValueError: shapes that do not fit, no numbers, NaN or infinity.

    Example:
        >>> r_squared([1.0, 2.0, 3.0, 5.0], [1.0, 2.0, 3.0, 4.0]).worked()
        ('R² = 1 − 1/5 = 0.8',)

    Source:
        Wright (1921).
    """
    prediction, target = number_pair(prediction, target)
    error, mean = prediction - target, target.mean()
    # A constant target's mean can be off by rounding, so its sum of squares need not be exactly 0.
    constant = bool(target.min() == target.max())
    unexplained = float((error**2).sum())
    total = 0.0 if constant else float(((target - mean) ** 2).sum())
    value = 0.0 if constant else 1 - unexplained / total
    return RSquared(
        value=value,
        numerator=unexplained,
        denominator=total,
        mean=float(mean),
        error=error,
        undefined=constant,
    )


@record
class MeanAbsoluteError(Score):
    """The mean of the absolute errors."""

    title = "Mean absolute error"
    latex = r"\mathrm{MAE} = \frac{1}{N} \sum_i |\hat y_i - y_i|"
    terms = (
        Term("value", "the mean, in the unit of y"),
        Term("error", "ŷ − y"),
    )

    error: Array  # (N,)

    def worked(self) -> tuple[str, ...]:
        """Return the mean with its numbers."""
        return (f"MAE = {_mean_text(np.abs(self.error))} = {number_text(self.value)}",)


@record
class RootMeanSquaredError(Score):
    """The root of the mean of the squared errors."""

    title = "Root mean squared error"
    latex = r"\mathrm{RMSE} = \sqrt{\frac{1}{N} \sum_i (\hat y_i - y_i)^2}"
    terms = (
        Term("value", "the root of the mean, in the unit of y"),
        Term("error", "ŷ − y"),
    )

    error: Array  # (N,)

    def worked(self) -> tuple[str, ...]:
        """Return the root of the mean with its numbers."""
        return (f"RMSE = √({_mean_text(self.error**2)}) = {number_text(self.value)}",)


@record
class RSquared(Score):
    """The share of the target's variation that the predictions explain."""

    title = "R², the coefficient of determination"
    latex = r"R^2 = 1 - \frac{\sum_i (\hat y_i - y_i)^2}{\sum_i (y_i - \bar y)^2}"
    terms = (
        Term("value", "1 is perfect, 0 as good as always predicting ȳ, negative is worse"),
        Term("numerator", "Σ (ŷ − y)², what is left unexplained"),
        Term("denominator", "Σ (y − ȳ)², what there is to explain"),
        Term("mean", "ȳ"),
        Term("error", "ŷ − y"),
        Term("undefined", "whether the target is constant: nothing to explain, counted as 0"),
    )

    numerator: float
    denominator: float
    mean: float
    error: Array  # (N,)
    undefined: bool

    def worked(self) -> tuple[str, ...]:
        """Return the fraction with its numbers, or that there is none."""
        above, below = number_text(self.numerator), number_text(self.denominator)
        if self.undefined:
            return (f"R² = 1 − {above}/0: the target is constant, R² undefined; counted as 0",)
        return (f"R² = 1 − {above}/{below} = {number_text(self.value)}",)


def _mean_text(values: Array) -> str:
    shown = " + ".join(number_text(v) for v in values[:4])
    return f"({shown}{' + …' if values.size > 4 else ''})/{values.size}"
