"""Step 3, loss: one number that says how wrong the outputs are, and its gradient.

Every loss is the mean over the batch. Cross-entropies are computed from the logits, not from the
probabilities: log(softmax(z)) is exact where softmax(z) alone would round to 0 or 1.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar, NamedTuple

import numpy as np

from mlcourse.base.display import Record, Term, factor_text, first, number_text, record, text_of
from mlcourse.base.errors import Array, choice, floats
from mlcourse.steps.activations import check_logits, log_softmax, sigmoid
from mlcourse.steps.targets import (
    as_columns,
    check_batch,
    check_distributions,
    number_rows,
    one_hot_target,
    share_rows,
)

# The mathematics, for scores and targets (..., batch, outputs) that fit together: what training repeats.


def squares(prediction: Array, y: Array) -> "MeanSquaredError":
    """Return the mean squared error of rows; see ``mean_squared_error``."""
    error = prediction - y
    per_example = _mean(error * error)
    return MeanSquaredError.made(
        value=_mean(per_example),
        per_example=per_example,
        gradient=error * (2 / (error.shape[-2] * error.shape[-1])),
        gradient_by="output",
        target=y,
        probabilities=None,
        prediction=prediction,
    )


def binary_surprise(z: Array, y: Array) -> "BinaryCrossEntropy":
    """Return the binary cross-entropy of rows; see ``binary_cross_entropy``."""
    per_example = _mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))
    p = sigmoid(z)
    return BinaryCrossEntropy.made(
        value=_mean(per_example),
        per_example=per_example,
        gradient=(p - y) / (z.shape[-2] * z.shape[-1]),
        gradient_by="logits",
        target=y,
        probabilities=p,
    )


def categorical_surprise(z: Array, y: Array) -> "CategoricalCrossEntropy":
    """Return the categorical cross-entropy of rows; see ``categorical_cross_entropy``."""
    log_p = log_softmax(z)
    p = np.exp(log_p)
    per_example = -np.vecdot(y, log_p)
    return CategoricalCrossEntropy.made(
        value=_mean(per_example),
        per_example=per_example,
        gradient=(p - y) / z.shape[-2],
        gradient_by="logits",
        target=y,
        probabilities=p,
    )


def _mean(values: Array) -> Array:
    """Return the mean over the last axis; ``values.mean(axis=-1)`` is the same number at twice the cost."""
    return np.add.reduce(values, axis=-1) / values.shape[-1]


# The functions to call: they look at what they are given.


def mean_squared_error(prediction: Array, target: Array) -> "MeanSquaredError":
    """Return L = (1/(N·D)) Σ (ŷ − y)², the mean over all elements, with ∂L/∂ŷ = 2(ŷ − y)/(N·D).

    A target (batch,) for predictions (batch, 1) is taken as one column. (NumPy would broadcast the
    two to (batch, batch) and compute something else without a word.)

    Args:
        prediction: the output ŷ (..., batch, outputs), or (batch,).
        target: y, shaped as the prediction, without its runs, or without a last axis of 1.

    Returns:
        value (...), per_example (..., batch), gradient shaped as the prediction.

    Raises:
        TypeError: an argument does not hold real numbers.
        ValueError: the shapes do not fit, the batch is empty, or the target has NaN or infinity.

    Example:
        >>> loss = mean_squared_error(np.array([[2.0], [4.0]]), np.array([1.0, 1.0]))
        >>> loss.value, loss.gradient
        (np.float64(5.0), array([[1.],
               [3.]]))

    Source:
        Gauss (1809), Legendre (1805).
    """
    prediction = floats("prediction", prediction)
    columns = check_batch("prediction", as_columns(prediction))
    loss = squares(columns, number_rows(target, columns))
    return replace(loss, gradient=loss.gradient.reshape(prediction.shape))


def cross_entropy(probabilities: Array, target: Array) -> "CrossEntropy":
    """Return L = −(1/N) Σᵢ Σₖ yᵢₖ log pᵢₖ for probabilities p and target distributions y.

    This is the definition that both others come from. It takes probabilities as they are, so a p of 0
    where y is above 0 costs infinitely much; in training use the versions from logits.

    Args:
        probabilities: p (..., batch, classes), each row summing to 1.
        target: class labels (batch,), or distributions (..., batch, classes).

    Returns:
        value (...), per_example (..., batch), gradient ∂L/∂p shaped as p.

    Raises:
        TypeError: an argument does not hold real numbers.
        ValueError: rows that are not distributions, labels out of range, shapes that do not fit.

    Example:
        >>> cross_entropy(np.array([[0.25, 0.75]]), np.array([1])).value.round(4)
        np.float64(0.2877)

    Source:
        Shannon (1948); Good (1952).
    """
    p = check_distributions(
        "probabilities", check_batch("probabilities", floats("probabilities", probabilities))
    )
    target = one_hot_target(target, p)
    used = target > 0  # 0·log 0 counts as 0, its limit
    logs = np.full_like(p, -np.inf)
    np.log(p, out=logs, where=p > 0)
    per_example = -np.multiply(target, logs, out=np.zeros_like(p), where=used).sum(axis=-1)
    with np.errstate(divide="ignore"):
        slope = np.divide(-target, p, out=np.zeros_like(p), where=np.broadcast_to(used, p.shape))
    return CrossEntropy(
        value=_mean(per_example),
        per_example=per_example,
        gradient=slope / p.shape[-2],
        gradient_by="probabilities",
        target=target,
        probabilities=p,
    )


def binary_cross_entropy(logits: Array, target: Array) -> "BinaryCrossEntropy":
    """Return L = −(1/N) Σᵢ [yᵢ log pᵢ + (1 − yᵢ) log(1 − pᵢ)] with p = sigmoid(z), from the logits z.

    Computed as max(z, 0) − z·y + log(1 + e^(−|z|)), the same value with no log of 0 and no overflow.
    The gradient is ∂L/∂z = (p − y)/N: the slope p(1 − p) of the sigmoid has cancelled already. With
    several outputs per example (multi-label) the mean goes over those too.

    Args:
        logits: z (..., batch, outputs), or (batch,).
        target: y between 0 and 1, shaped as the logits, without their runs, or without a last axis of 1.

    Returns:
        value (...), per_example (..., batch), probabilities and gradient shaped as the logits.

    Raises:
        TypeError: an argument does not hold real numbers.
        ValueError: targets outside 0 … 1, shapes that do not fit, an empty batch.

    Example:
        >>> loss = binary_cross_entropy(np.array([[0.0], [1000.0]]), np.array([1, 0]))
        >>> loss.value.round(4)  # (ln 2 + 1000)/2
        np.float64(500.3466)
        >>> loss.gradient.ravel()
        array([-0.25,  0.5 ])

    Source:
        Cox (1958), as the likelihood of logistic regression.
    """
    logits = floats("logits", logits)
    columns = check_batch("logits", as_columns(logits))
    loss = binary_surprise(columns, share_rows(target, columns))
    return replace(loss, gradient=loss.gradient.reshape(logits.shape))


def categorical_cross_entropy(logits: Array, target: Array) -> "CategoricalCrossEntropy":
    """Return L = −(1/N) Σᵢ log p[i, yᵢ] with p = softmax(z), from the logits z.

    The gradient is ∂L/∂z = (p − onehot(y))/N: softmax and logarithm have cancelled to one subtraction.
    Applying softmax first, or multiplying by p(1 − p) afterwards, would be once too often.

    Args:
        logits: z (..., batch, classes).
        target: labels 0 … classes − 1 (batch,) as integers; or one-hot or soft rows (batch, classes).

    Returns:
        value (...), per_example (..., batch), probabilities and gradient (..., batch, classes).

    Raises:
        TypeError: an argument does not hold real numbers.
        ValueError: labels out of range, rows that do not sum to 1, shapes that do not fit.

    Example:
        >>> loss = categorical_cross_entropy(np.array([[0.0, 0.0], [1000.0, -1000.0]]), np.array([0, 1]))
        >>> loss.value.round(4)  # (ln 2 + 2000)/2
        np.float64(1000.3466)
        >>> loss.gradient
        array([[-0.25,  0.25],
               [ 0.5 , -0.5 ]])

    Source:
        Bridle (1990).
    """
    z = check_batch("logits", check_logits(logits, "logits"))
    return categorical_surprise(z, one_hot_target(target, z))


@record
class Loss(Record):
    """A loss with everything that it was made of; leading axes are runs."""

    value_latex: ClassVar[str] = ""
    gradient_latex: ClassVar[str] = ""
    # Without a type: a dataclass reads what has one, and that would make the text of every formula at once.
    value_formula = text_of("value_latex")
    gradient_formula = text_of("gradient_latex")
    mean_over_outputs: ClassVar[bool] = False  # or over the examples only

    value: Any  # (...)
    per_example: Array  # (..., batch)
    gradient: Array  # like the input that it is the gradient by
    gradient_by: str  # "logits", "output" or "probabilities"
    target: Array
    probabilities: Array | None

    def worked(self) -> tuple[str, ...]:
        """Return the mean over the batch with its numbers."""
        losses = self.per_example.reshape(-1, self.per_example.shape[-1])[0]
        terms = " + ".join(number_text(v) for v in losses[:4]) + (" + …" if losses.size > 4 else "")
        return (f"L = ({terms})/{losses.size} = {number_text(first(self.value))}",)

    def gradient_worked(self, example: int, unit: int) -> str:
        """Return how one number of the gradient comes about, as ``(0.8 − 1)/32 = −0.00625``.

        Args:
            example: its place in the batch, of a single run.
            unit: of the output layer.

        Returns:
            The gradient's formula with its numbers.
        """
        batch = self.per_example.size
        gradient, y = (
            array.reshape(batch, -1)[example, unit] for array in (self.gradient, self.target)
        )
        said = self._slope_text(example, unit, factor_text(y))
        return f"{said} = {number_text(gradient)}" if said else number_text(gradient)

    def _slope_text(self, example: int, unit: int, y: str) -> str:
        """Return one number of the gradient as what it is computed from; empty where a loss does not say."""
        if self.probabilities is None:
            return ""
        p = self.probabilities.reshape(self.per_example.size, -1)
        count = p.size if self.mean_over_outputs else len(p)
        return f"({number_text(p[example, unit])} − {y})/{count}"


@record
class MeanSquaredError(Loss):
    """The mean squared error of a batch."""

    title = "Mean squared error"
    value_latex = r"L = \frac{1}{N\,D} \sum_i \sum_j (\hat y_{ij} - y_{ij})^2"
    gradient_latex = r"\frac{\partial L}{\partial \hat y} = \frac{2(\hat y - y)}{N\,D}"
    latex = rf"{value_latex} \qquad {gradient_latex}"
    terms = (
        Term("value", "L, the mean over all elements"),
        Term("per_example", "mean over each example's D outputs"),
        Term("target", "y"),
        Term("gradient", "∂L/∂ŷ, by the output"),
    )

    prediction: Array  # (..., batch, outputs)

    def _slope_text(self, example: int, unit: int, y: str) -> str:
        said = self.prediction.reshape(self.per_example.size, -1)
        return f"2·({number_text(said[example, unit])} − {y})/{said.size}"


@record
class CrossEntropy(Loss):
    """The cross-entropy of probabilities against target distributions."""

    title = "Cross-entropy"
    value_latex = r"L = -\frac{1}{N} \sum_i \sum_k y_{ik} \log p_{ik}"
    gradient_latex = r"\frac{\partial L}{\partial p} = -\frac{y}{N\,p}"
    latex = rf"{value_latex} \qquad {gradient_latex}"
    terms = (
        Term("value", "L, the mean over the batch"),
        Term("per_example", "−Σₖ yᵢₖ log pᵢₖ"),
        Term("probabilities", "p"),
        Term("target", "y, a distribution for each example"),
        Term("gradient", "∂L/∂p, by the probabilities"),
    )


@record
class BinaryCrossEntropy(Loss):
    """The binary cross-entropy of logits against targets 0 and 1."""

    title = "Binary cross-entropy"
    mean_over_outputs = True
    value_latex = (
        r"L = -\frac{1}{N} \sum_i \left[ y_i \log p_i + (1 - y_i) \log (1 - p_i) \right],"
        r"\quad p = \mathrm{sigmoid}(z)"
    )
    gradient_latex = r"\frac{\partial L}{\partial z} = \frac{p - y}{N}"
    latex = rf"{value_latex} \qquad {gradient_latex}"
    terms = (
        Term("value", "L, the mean over the batch"),
        Term("per_example", "−log of the probability given to the truth"),
        Term("probabilities", "p = sigmoid(z)"),
        Term("target", "y, 0 or 1"),
        Term("gradient", "∂L/∂z, by the logits"),
    )


@record
class CategoricalCrossEntropy(Loss):
    """The categorical cross-entropy of logits against class labels."""

    title = "Categorical cross-entropy"
    value_latex = r"L = -\frac{1}{N} \sum_i \log p_{i, y_i}, \quad p = \mathrm{softmax}(z)"
    gradient_latex = r"\frac{\partial L}{\partial z} = \frac{p - \mathrm{onehot}(y)}{N}"
    latex = rf"{value_latex} \qquad {gradient_latex}"
    terms = (
        Term("value", "L, the mean over the batch"),
        Term("per_example", "−log of the probability given to the true class"),
        Term("probabilities", "p = softmax(z)"),
        Term("target", "y as one-hot rows"),
        Term("gradient", "∂L/∂z, by the logits"),
    )


class LossFunction(NamedTuple):
    """All that is known of a loss: training, diagnosis, pictures and words read it here."""

    name: str  # as train takes it
    label: str  # in a legend
    function: Callable[[Array, Array], Loss]
    of_rows: Callable[[Array, Array], Loss]  # the same for rows that fit together
    rows: Callable[[Array, Array], Array]  # from targets and scores: the targets as rows that fit
    of: str  # what of the forward pass it is computed from: "logits" or "output"
    target: str  # what y holds: "numbers", "shares" from 0 to 1, or "classes"
    guess: Callable[
        [Array], Array
    ]  # from rows y (N, outputs): the answer to give who cannot see x (outputs,)
    chance: str  # what that answer's loss is, in words
    belongs_to: str = ""  # the output layer with which ∂L/∂z is simply p − y


def _mean_target(y: Array) -> Array:
    return y.mean(axis=0)


def _log_odds(y: Array) -> Array:
    p = y.mean(axis=0).clip(1e-15, 1 - 1e-15)
    return np.log(p) - np.log1p(-p)


def _log_share(y: Array) -> Array:
    return np.log(y.mean(axis=0).clip(1e-300))


LOSSES: dict[str, LossFunction] = {
    loss.name: loss
    for loss in (
        LossFunction(
            name="mean_squared_error", label="Squares", function=mean_squared_error,
            of_rows=squares, rows=number_rows, of="output",
            target="numbers", guess=_mean_target, chance="the variance of the targets", belongs_to="identity",
        ),
        LossFunction(
            name="binary_cross_entropy", label="Cross-entropy", function=binary_cross_entropy,
            of_rows=binary_surprise, rows=share_rows, of="logits",
            target="shares", guess=_log_odds, chance="the entropy of the classes", belongs_to="sigmoid",
        ),
        LossFunction(
            name="categorical_cross_entropy", label="Cross-entropy", function=categorical_cross_entropy,
            of_rows=categorical_surprise, rows=one_hot_target, of="logits",
            target="classes", guess=_log_share, chance="the entropy of the classes", belongs_to="softmax",
        ),
    )
}  # fmt: skip
NATURAL_LOSS = {loss.belongs_to: loss.name for loss in LOSSES.values() if loss.belongs_to}


def natural_loss(output: str) -> str:
    """Return the loss whose gradient by the logits is simply p − y for this output layer.

    Args:
        output: "identity", "sigmoid" or "softmax".

    Returns:
        The name of a loss in ``LOSSES``.

    Raises:
        TypeError: output is not a string.
        ValueError: an unknown output.

    Example:
        >>> natural_loss("softmax")
        'categorical_cross_entropy'
    """
    return NATURAL_LOSS[choice("output", output, NATURAL_LOSS)]
