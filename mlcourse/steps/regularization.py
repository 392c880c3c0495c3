"""Step 5, regularization: a price on large weights, added to the loss; biases are free."""

from typing import Any

import numpy as np

from mlcourse.base.display import Record, Term, first, number_text, record
from mlcourse.base.errors import Array, instance
from mlcourse.base.per_run import Numbers, per_run
from mlcourse.steps.network import MLP


def penalty(
    network: MLP,
    theta: Array,
    l1: Numbers = 0.0,
    l2: Numbers = 0.0,
) -> "Penalty":
    """Return the sum of an L1 and an L2 penalty, R = λ₁ Σ|W| + (λ₂/2) Σ W² with gradient λ₁ sign(W) + λ₂ W.

    Args:
        network: the specification; says which parameters are weights.
        theta: the parameters (..., P).
        l1: λ₁ from 0; or one for each run.
        l2: λ₂ from 0; or one for each run.

    Returns:
        value (...) and gradient (..., P).

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: a λ is negative or θ has the wrong length.

    Example:
        >>> network = MLP((1, 1), output="identity")
        >>> penalty(network, np.array([-2.0, 5.0]), l1=0.1, l2=0.1).value
        np.float64(0.4)
    """
    instance("network", network, MLP, "Try MLP(layer_sizes=(2, 16, 2)).")
    theta = network.check_theta(theta)
    l1, l2 = per_run("l1", l1, at_least=0), per_run("l2", l2, at_least=0)
    return price_weights(network, theta, l1, l2)


def price_weights(network: MLP, theta: Array, l1: Numbers, l2: Numbers) -> "Penalty":
    """Return ``penalty`` of arguments that were looked at: training calls it in every step.

    Args:
        network: the specification.
        theta: the parameters (..., P).
        l1: λ₁; or one for each run.
        l2: λ₂; or one for each run.

    Returns:
        value (...) and gradient (..., P).
    """
    weights = np.where(network.weight_mask, theta, 0)
    value = theta.dtype.type(0)
    gradient = np.zeros_like(theta)
    if l1 != 0.0:
        value = value + (l1 * np.abs(weights).sum(axis=-1, keepdims=True))[..., 0]
        gradient = gradient + l1 * np.sign(weights)
    if l2 != 0.0:
        value = value + (l2 * (np.square(weights).sum(axis=-1, keepdims=True) / 2))[..., 0]
        gradient = gradient + l2 * weights
    return Penalty.made(value=value, gradient=gradient, l1=l1, l2=l2)


def l1_penalty(network: MLP, theta: Array, strength: Numbers) -> "Penalty":
    """Return R = λ Σ|W| with gradient λ sign(W), where sign(0) = 0: it pulls weights to exactly 0.

    Args:
        network: the specification; says which parameters are weights.
        theta: the parameters (..., P).
        strength: λ from 0; or one for each run.

    Returns:
        value (...) and gradient (..., P).

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: λ is negative or θ has the wrong length.

    Example:
        >>> network = MLP((1, 1), output="identity")
        >>> l1_penalty(network, np.array([-2.0, 5.0]), 0.1)
        Penalty
          R = λ₁ Σ |W| + (λ₂/2) Σ W²      ∂R/∂W = λ₁ sign(W) + λ₂ W
          R = 0.2
          value       ()      0.2        R, added to the loss
          l1          ()      0.1        λ₁
          l2          ()      0          λ₂
          gradient    (2,)    −0.1  0    ∂R/∂θ, added to the loss's gradient; 0 for biases

    Source:
        Tibshirani (1996).
    """
    return penalty(network, theta, l1=per_run("strength", strength, at_least=0))


def l2_penalty(network: MLP, theta: Array, strength: Numbers) -> "Penalty":
    """Return R = (λ/2) Σ W² with gradient λW: it shrinks every weight in proportion to itself.

    The ½ is a convention; without it the gradient is 2λW. With plain gradient descent this equals weight decay,
    with Adam it does not (Loshchilov and Hutter 2019).

    Args:
        network: the specification; says which parameters are weights.
        theta: the parameters (..., P).
        strength: λ from 0; or one for each run.

    Returns:
        value (...) and gradient (..., P).

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: λ is negative or θ has the wrong length.

    Example:
        >>> network = MLP((1, 1), output="identity")
        >>> l2_penalty(network, np.array([-2.0, 5.0]), 0.1).gradient
        array([-0.2,  0. ])

    Source:
        Hoerl and Kennard (1970); Krogh and Hertz (1992).
    """
    return penalty(network, theta, l2=per_run("strength", strength, at_least=0))


@record
class Penalty(Record):
    """The price of θ and its gradient."""

    title = "Penalty"
    latex = (
        r"R = \lambda_1 \sum |W| + \frac{\lambda_2}{2} \sum W^2 \qquad "
        r"\frac{\partial R}{\partial W} = \lambda_1\, \mathrm{sign}(W) + \lambda_2\, W"
    )
    terms = (
        Term("value", "R, added to the loss"),
        Term("l1", "λ₁"),
        Term("l2", "λ₂"),
        Term("gradient", "∂R/∂θ, added to the loss's gradient; 0 for biases"),
    )

    value: Any  # (...)
    gradient: Array  # (..., P)
    l1: Numbers
    l2: Numbers

    def worked(self) -> tuple[str, ...]:
        """Return the value."""
        return (f"R = {number_text(first(self.value))}",)
