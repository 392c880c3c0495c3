"""Step 5, batch normalization: each unit's z is centered and scaled over the batch, then γ and β undo what helps.

In training the batch's own mean and variance are used, and running averages of them are kept; in
evaluation the running averages are used, so that an example's output does not depend on its company.
"""

import numpy as np

from mlcourse.base.display import Record, Term, first, number_text, record
from mlcourse.base.errors import Array, flag, floats, given, like, number


def normalize(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    *,
    training: bool,
    momentum: float = 0.1,
    epsilon: float = 1e-5,
) -> "BatchNormalization":
    """Return what ``batch_normalization`` does, without a look at the arguments: training repeats it with its own."""
    mean, variance = running_mean, running_variance
    if training:
        n = z.shape[-2]
        mean, variance = z.mean(axis=-2), z.var(axis=-2)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_variance = (1 - momentum) * running_variance + momentum * (variance * (n / (n - 1)))
    z_hat = (z - mean[..., None, :]) / np.sqrt(variance + epsilon)[..., None, :]
    y = gamma[..., None, :] * z_hat + beta[..., None, :]
    return BatchNormalization.made(
        z=z, mean=mean, variance=variance, z_hat=z_hat, gamma=gamma, beta=beta, y=y,
        running_mean=running_mean, running_variance=running_variance, training=training, epsilon=epsilon,
    )  # fmt: skip


def normalize_backward(forward: "BatchNormalization", dy: Array) -> "BatchNormalizationGradient":
    """Return what ``batch_normalization_backward`` does, without a look at the arguments."""
    n = dy.shape[-2]
    inverse_std = 1 / np.sqrt(forward.variance + forward.epsilon)
    centered = forward.z - forward.mean[..., None, :]
    dz_hat = dy * forward.gamma[..., None, :]
    dz = dz_hat * inverse_std[..., None, :]
    if forward.training:
        dvariance = (dz_hat * centered).sum(axis=-2) * (-0.5 * inverse_std**3)
        dmean = -dz.sum(axis=-2)
        dz = dz + dvariance[..., None, :] * (2 / n) * centered + dmean[..., None, :] / n
    else:
        dvariance = dmean = np.zeros_like(inverse_std)
    return BatchNormalizationGradient.made(
        dgamma=(dy * forward.z_hat).sum(axis=-2),
        dbeta=dy.sum(axis=-2),
        dz_hat=dz_hat,
        dvariance=dvariance,
        dmean=dmean,
        dz=dz,
    )


def batch_normalization(
    z: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_variance: Array,
    *,
    training: bool,
    momentum: float = 0.1,
    epsilon: float = 1e-5,
) -> "BatchNormalization":
    """Return y = γ ẑ + β with ẑ = (z − μ)/√(σ² + ε), and the running statistics after this batch.

    In training μ and σ² are the batch's mean and biased variance, and running ← (1 − m)·running + m·batch,
    with the unbiased variance N/(N − 1)·σ², as PyTorch has it. In evaluation μ and σ² are the running ones.

    Args:
        z: weighted sums (..., batch, units).
        gamma: scale γ (..., units).
        beta: shift β (..., units).
        running_mean: (..., units), zeros before the first batch.
        running_variance: (..., units), ones before the first batch.
        training: True uses and records the batch's statistics, False the running ones.
        momentum: m, the weight of the new batch, above 0 and at most 1.
        epsilon: ε above 0.

    Returns:
        The record; its running statistics are new arrays, nothing that was handed in changes.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: shapes that do not fit, a batch of one in training (its variance is 0, its unbiased variance
            0/0), a momentum or an ε out of range, a negative running variance in evaluation.

    Example:
        >>> z = np.array([[1.0], [3.0]])
        >>> one, zero = np.ones(1), np.zeros(1)
        >>> bn = batch_normalization(z, one, zero, zero, one, training=True)
        >>> bn.y.round(3).ravel(), bn.running_mean, bn.running_variance
        (array([-1.,  1.]), array([0.2]), array([1.1]))

    Source:
        Ioffe and Szegedy (2015).
    """
    z = floats("z", z)
    if z.ndim < 2 or z.size == 0:
        raise ValueError(
            f"z must have the shape (..., batch, units), with at least one example; given {given(z)}."
        )
    gamma, beta = _per_unit("gamma", gamma, z), _per_unit("beta", beta, z)
    running_mean = _per_unit("running_mean", running_mean, z)
    running_variance = _per_unit("running_variance", running_variance, z)
    momentum = number("momentum", momentum, above=0, at_most=1, try_this="Try 0.1.")
    epsilon = number("epsilon", epsilon, above=0, try_this="Try 1e-5.")
    if flag("training", training):
        check_several(z)
    else:
        check_not_negative(running_variance)
    return normalize(
        z, gamma, beta, running_mean, running_variance,
        training=bool(training), momentum=momentum, epsilon=epsilon,
    )  # fmt: skip


def batch_normalization_backward(
    forward: "BatchNormalization", dy: Array
) -> "BatchNormalizationGradient":
    """Return the gradients by γ, β and z; in training μ and σ² depend on z too, so three paths meet.

    Args:
        forward: the record of the way forward.
        dy: ∂L/∂y (..., batch, units).

    Returns:
        Every factor; in evaluation the paths through μ and σ² are 0, since both are constants there.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: dy is not shaped as y.

    Example:
        >>> z, one, zero = np.array([[1.0], [3.0]]), np.ones(1), np.zeros(1)
        >>> bn = batch_normalization(z, one, zero, zero, one, training=True)
        >>> batch_normalization_backward(bn, np.array([[1.0], [1.0]])).dbeta  # a shift of all: β takes it
        array([2.])

    Source:
        Ioffe and Szegedy (2015).
    """
    if not isinstance(forward, BatchNormalization):
        raise TypeError(
            f"forward must be what batch_normalization(...) returned; given {given(forward)}."
        )
    dy = like("dy", dy, forward.y)
    return normalize_backward(forward, dy)


@record
class BatchNormalization(Record):
    """One layer's normalization with every value on the way."""

    title = "Batch normalization"
    latex = (
        r"\hat z = \frac{z - \mu}{\sqrt{\sigma^2 + \varepsilon}} \qquad y = \gamma\, \hat z + \beta"
    )
    terms = (
        Term("z", "what comes in"),
        Term("mean", "μ, over the batch in training, running in evaluation"),
        Term("variance", "σ², over the batch (biased) in training, running in evaluation"),
        Term("z_hat", "ẑ, mean 0 and variance 1 in training"),
        Term("gamma", "γ"),
        Term("beta", "β"),
        Term("y", "what goes on into the activation"),
        Term("running_mean", "for evaluation"),
        Term("running_variance", "for evaluation (unbiased)"),
        Term("training", "whether the batch's own statistics were used"),
    )

    z: Array  # (..., batch, units)
    mean: Array  # (..., units)
    variance: Array  # (..., units)
    z_hat: Array  # (..., batch, units)
    gamma: Array  # (..., units)
    beta: Array  # (..., units)
    y: Array  # (..., batch, units)
    running_mean: Array  # (..., units)
    running_variance: Array  # (..., units)
    training: bool
    epsilon: float

    def worked(self) -> tuple[str, ...]:
        """Return the formula with the numbers of the first example's first unit."""
        return self.unit_worked(0)

    def unit_worked(self, unit: int) -> tuple[str, ...]:
        """Return the formula with the numbers of the first example's unit.

        Args:
            unit: its place in the layer.

        Returns:
            A line for ẑ and one for y.
        """
        z, mu, var, z_hat, gamma, beta, y = (
            number_text(first(v[..., unit]))
            for v in (self.z, self.mean, self.variance, self.z_hat, self.gamma, self.beta, self.y)
        )
        return (
            f"ẑ = ({z} − {mu})/√({var} + {self.epsilon:g}) = {z_hat}",
            f"y = {gamma} · {z_hat} + {beta} = {y}",
        )


@record
class BatchNormalizationGradient(Record):
    """The way back through one layer's normalization, factor by factor."""

    title = "Batch normalization, backwards"
    latex = (
        r"\frac{\partial L}{\partial z} = "
        r"\frac{\partial L}{\partial \hat z} \cdot \frac{1}{\sqrt{\sigma^2+\varepsilon}} + "
        r"\frac{\partial L}{\partial \sigma^2} \cdot \frac{2(z-\mu)}{N} + "
        r"\frac{\partial L}{\partial \mu} \cdot \frac{1}{N}"
    )
    terms = (
        Term("dgamma", "∂L/∂γ = Σ ∂L/∂y · ẑ"),
        Term("dbeta", "∂L/∂β = Σ ∂L/∂y"),
        Term("dz_hat", "∂L/∂ẑ = ∂L/∂y · γ"),
        Term("dvariance", "∂L/∂σ² = Σ ∂L/∂ẑ (z − μ) · (−½)(σ² + ε)^(−3/2)"),
        Term("dmean", "∂L/∂μ = −Σ ∂L/∂ẑ /√(σ² + ε)"),
        Term("dz", "∂L/∂z, the sum of three paths"),
    )

    dgamma: Array  # (..., units)
    dbeta: Array  # (..., units)
    dz_hat: Array  # (..., batch, units)
    dvariance: Array  # (..., units)
    dmean: Array  # (..., units)
    dz: Array  # (..., batch, units)


def _per_unit(name: str, value: Array, z: Array) -> Array:
    """Return a vector with one number for each unit of z, or one such vector for each run."""
    value = floats(name, value)
    if value.shape not in (z.shape[-1:], z.shape[:-2] + z.shape[-1:]):
        raise ValueError(
            f"{name} must have the shape {z.shape[:-2] + z.shape[-1:]}, one number for each unit of z, whose "
            f"shape is {z.shape}; given {given(value)}."
        )
    return value


def check_not_negative(variance: Array) -> None:
    """Refuse a negative running variance.

    Raises:
        ValueError: one is below 0.
    """
    if (variance < 0).any():
        raise ValueError(
            f"running_variance must not be negative; given {variance.min():g}. Before any batch it is 1."
        )


def check_several(z: Array) -> None:
    """Refuse a batch (..., batch, units) of one, whose variance is 0.

    Raises:
        ValueError: it has fewer than two examples.
    """
    if z.shape[-2] < 2:
        raise ValueError(
            "batch normalization in training needs at least 2 examples in a batch: with one, z − μ is 0 "
            f"whatever z is; given {given(z)}. Try another batch_size, or training=False."
        )
