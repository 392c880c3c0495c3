"""Step 3, loss: one number that says how wrong the outputs are, and its gradient.

Every loss is the mean over the batch. Cross-entropies are computed from the logits, not from the
probabilities: log(softmax(z)) is exact where softmax(z) alone would round to 0 or 1.
"""

from functools import lru_cache
from typing import Any

import numpy as np

from mlcourse.base.display import Record, Term, first, number_text, record
from mlcourse.base.errors import Array, as_array, choice, finite, floats, given
from mlcourse.steps.activations import check_logits, log_softmax, over_classes, sigmoid


@record
class Loss(Record):
    """A loss with everything that it was made of; leading axes are runs."""

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


@record
class MeanSquaredError(Loss):
    """The mean squared error of a batch."""

    title = "Mean squared error"
    formula = "L = (1/(N·D)) Σᵢ Σⱼ (ŷᵢⱼ − yᵢⱼ)²      ∂L/∂ŷ = 2(ŷ − y)/(N·D)"
    latex = (
        r"L = \frac{1}{N D} \sum_{i,j} (\hat y_{ij} - y_{ij})^2 \qquad "
        r"\frac{\partial L}{\partial \hat y} = \frac{2}{N D}(\hat y - y)"
    )
    terms = (
        Term("value", "L, the mean over all elements"),
        Term("per_example", "mean over each example's D outputs"),
        Term("target", "y"),
        Term("gradient", "∂L/∂ŷ, by the output"),
    )


@record
class CrossEntropy(Loss):
    """The cross-entropy of probabilities against target distributions."""

    title = "Cross-entropy"
    formula = "L = −(1/N) Σᵢ Σₖ yᵢₖ log pᵢₖ      ∂L/∂p = −y/(N·p)"
    latex = (
        r"L = -\frac{1}{N} \sum_i \sum_k y_{ik} \log p_{ik} \qquad "
        r"\frac{\partial L}{\partial p_{ik}} = -\frac{y_{ik}}{N\,p_{ik}}"
    )
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
    formula = (
        "L = −(1/N) Σᵢ [yᵢ log pᵢ + (1 − yᵢ) log(1 − pᵢ)],  p = sigmoid(z)      ∂L/∂z = (p − y)/N"
    )
    latex = (
        r"L = -\frac{1}{N} \sum_i \left[ y_i \log p_i + (1 - y_i) \log (1 - p_i) \right],"
        r"\; p = \sigma(z) \qquad \frac{\partial L}{\partial z} = \frac{p - y}{N}"
    )
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
    formula = "L = −(1/N) Σᵢ log p[i, yᵢ],  p = softmax(z)      ∂L/∂z = (p − onehot(y))/N"
    latex = (
        r"L = -\frac{1}{N} \sum_i \log p_{i, y_i}, \; p = \mathrm{softmax}(z) \qquad "
        r"\frac{\partial L}{\partial z} = \frac{p - \mathrm{onehot}(y)}{N}"
    )
    terms = (
        Term("value", "L, the mean over the batch"),
        Term("per_example", "−log of the probability given to the true class"),
        Term("probabilities", "p = softmax(z)"),
        Term("target", "y as one-hot rows"),
        Term("gradient", "∂L/∂z, by the logits"),
    )


def mean_squared_error(prediction: Array, target: Array) -> MeanSquaredError:
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
    columns = prediction[:, None] if prediction.ndim == 1 else prediction
    columns = _batch("prediction", columns)
    target = _fit_target(finite("target", floats("target", target)), columns)
    error = columns - target
    per_example = _mean(error * error)
    gradient = error * (2 / (error.shape[-2] * error.shape[-1]))
    return MeanSquaredError(
        _mean(per_example),
        per_example,
        gradient.reshape(prediction.shape),
        "output",
        target,
        None,
    )


def cross_entropy(probabilities: Array, target: Array) -> CrossEntropy:
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
    p = _distributions(
        "probabilities", _batch("probabilities", floats("probabilities", probabilities))
    )
    target = one_hot_target(target, p)
    used = target > 0  # 0·log 0 counts as 0, its limit
    logs = np.full_like(p, -np.inf)
    np.log(p, out=logs, where=p > 0)
    per_example = -np.multiply(target, logs, out=np.zeros_like(p), where=used).sum(axis=-1)
    with np.errstate(divide="ignore"):
        slope = np.divide(-target, p, out=np.zeros_like(p), where=np.broadcast_to(used, p.shape))
    return CrossEntropy(
        _mean(per_example), per_example, slope / p.shape[-2], "probabilities", target, p
    )


def binary_cross_entropy(logits: Array, target: Array) -> BinaryCrossEntropy:
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
    z = _batch("logits", logits[:, None] if logits.ndim == 1 else logits)
    target = _fit_target(finite("target", floats("target", target)), z)
    if target.min() < 0 or target.max() > 1:
        raise ValueError(
            f"target must lie between 0 and 1; given values from {target.min():g} to {target.max():g}. "
            "For classes 1 and 2 try y - 1; for more than two classes categorical_cross_entropy."
        )
    per_element = np.maximum(z, 0) - z * target + np.log1p(np.exp(-np.abs(z)))
    per_example = _mean(per_element)
    p = sigmoid(z)
    gradient = (p - target) / (z.shape[-2] * z.shape[-1])
    return BinaryCrossEntropy(
        _mean(per_example), per_example, gradient.reshape(logits.shape), "logits", target, p
    )


def categorical_cross_entropy(logits: Array, target: Array) -> CategoricalCrossEntropy:
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
    z = _batch("logits", check_logits(logits, "logits"))
    target = one_hot_target(target, z)
    log_p = log_softmax(z)
    per_example = -over_classes(np.add, target * log_p)[..., 0]
    p = np.exp(log_p)
    gradient = (p - target) / z.shape[-2]
    return CategoricalCrossEntropy(_mean(per_example), per_example, gradient, "logits", target, p)


LOSSES = {
    "mean_squared_error": mean_squared_error,
    "binary_cross_entropy": binary_cross_entropy,
    "categorical_cross_entropy": categorical_cross_entropy,
}
NATURAL_LOSS = {
    "identity": "mean_squared_error",
    "sigmoid": "binary_cross_entropy",
    "softmax": "categorical_cross_entropy",
}


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


def one_hot_target(target: Array, scores: Array) -> Array:
    """Return the target as rows over the classes, shaped so that they fit the scores.

    Args:
        target: integer labels (batch,) or (..., batch); or rows (batch, classes) that sum to 1.
        scores: logits or probabilities (..., batch, classes).

    Returns:
        Rows (batch, classes) or (..., batch, classes), of the scores' data type.

    Raises:
        TypeError: the target does not hold numbers.
        ValueError: labels out of range or not integers, rows that do not sum to 1, a wrong shape.

    Example:
        >>> one_hot_target(np.array([1, 0]), np.zeros((2, 3)))
        array([[0., 1., 0.],
               [1., 0., 0.]])
    """
    target = as_array("target", target)
    batch, classes = scores.shape[-2:]
    if target.dtype.kind in "iub" and target.shape in ((batch,), scores.shape[:-1]):
        return _one_hot(target, classes, scores.dtype)
    if target.shape == scores.shape or target.shape == scores.shape[-2:]:
        return _distributions("target", floats("target", target)).astype(scores.dtype, copy=False)
    raise (ValueError if target.dtype.kind in "fiub" else TypeError)(
        f"target must be integer labels of shape ({batch},) or rows of shape ({batch}, {classes}) that "
        f"sum to 1; given {given(target)}. For labels stored as floats try y.astype(int), "
        "for a column of labels y.ravel(), for names np.unique(y, return_inverse=True)[1]."
    )


def _one_hot(labels: Array, classes: int, dtype: Any) -> Array:
    smallest = labels.min() if labels.size else 0
    try:
        if smallest >= 0:
            return _identity(classes, dtype).take(labels, axis=0)  # [labels] takes thrice as long
    except IndexError:  # a label beyond the last class
        pass
    raise ValueError(
        f"target must hold labels from 0 to {classes - 1} for {classes} classes; given labels from "
        f"{smallest} to {labels.max()}. For labels that start at 1 try y - 1."
    )


@lru_cache(maxsize=8)
def _identity(classes: int, dtype: Any) -> Array:
    """Return the identity matrix: row k is the one-hot row of class k."""
    return np.eye(classes, dtype=dtype)


def _mean(values: Array) -> Array:
    """Return the mean over the last axis; ``values.mean(axis=-1)`` is the same number at twice the cost."""
    return np.add.reduce(values, axis=-1) / values.shape[-1]


def _distributions(name: str, rows: Array) -> Array:
    finite(name, rows)
    sums = rows.sum(axis=-1)
    if (rows < 0).any() or not np.allclose(sums, 1, rtol=0, atol=1e-5):
        worst = sums.flat[np.abs(sums - 1).argmax()]
        raise ValueError(
            f"{name} must have rows of numbers from 0 that sum to 1; given a row that sums to {worst:g}, "
            f"smallest number {rows.min():g}. For scores try softmax(scores) first."
        )
    return rows


def _batch(name: str, scores: Array) -> Array:
    if scores.ndim < 2 or scores.size == 0:
        raise ValueError(
            f"{name} must have the shape (..., batch, outputs) with at least one example; "
            f"given {given(scores)}. For one example try {name}[None, :]."
        )
    return scores


def _fit_target(target: Array, scores: Array) -> Array:
    if target.shape == scores.shape or target.shape == scores.shape[-2:]:
        fitted = target
    elif scores.shape[-1] == 1 and target.shape in (scores.shape[:-1], scores.shape[-2:-1]):
        fitted = target[..., None]
    else:
        raise ValueError(
            f"target must have the shape {scores.shape[-2:]} of the network's output; given {given(target)}. "
            "For class labels and several outputs try categorical_cross_entropy."
        )
    return fitted.astype(scores.dtype, copy=False)
