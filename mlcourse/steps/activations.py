"""Step 2, activations: what a unit makes of its weighted sum z, and the slope of it.

Every function has its derivative beside it. In training the derivative is computed from both z and
a = f(z), since for sigmoid and tanh the slope is simplest in terms of a.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from mlcourse.base.errors import Array, affordable, floats, given, number


def identity(z: Array) -> Array:
    """Return a = z: what an output layer for regression does.

    Args:
        z: weighted sums, any shape.

    Returns:
        z itself.

    Raises:
        TypeError: z does not hold real numbers.

    Example:
        >>> identity(np.array([-2.0, 3.0]))
        array([-2.,  3.])
    """
    return floats("z", z)


def identity_derivative(z: Array) -> Array:
    """Return da/dz = 1.

    Args:
        z: weighted sums, any shape.

    Returns:
        Ones, shaped as z.

    Raises:
        TypeError: z does not hold real numbers.

    Example:
        >>> identity_derivative(np.array([-2.0, 3.0]))
        array([1., 1.])
    """
    return np.ones_like(floats("z", z))


def relu(z: Array) -> Array:
    """Return a = max(z, 0), the rectified linear unit.

    Args:
        z: weighted sums, any shape.

    Returns:
        a, shaped as z.

    Raises:
        TypeError: z does not hold real numbers.

    Example:
        >>> relu(np.array([-2.0, 0.0, 3.0]))
        array([0., 0., 3.])

    Source:
        Nair and Hinton (2010).
    """
    return np.maximum(floats("z", z), 0.0)


def relu_derivative(z: Array) -> Array:
    """Return da/dz = 1 where z > 0, else 0; at the kink z = 0 we take 0.

    Args:
        z: weighted sums, any shape.

    Returns:
        The slope, shaped as z.

    Raises:
        TypeError: z does not hold real numbers.

    Example:
        >>> relu_derivative(np.array([-2.0, 0.0, 3.0]))
        array([0., 0., 1.])
    """
    z = floats("z", z)
    return (z > 0).astype(z.dtype)


def sigmoid(z: Array) -> Array:
    """Return a = 1/(1 + e⁻ᶻ), between 0 and 1, without overflow for any finite z.

    Args:
        z: weighted sums, any shape.

    Returns:
        a, shaped as z.

    Raises:
        TypeError: z does not hold real numbers.

    Example:
        >>> sigmoid(np.array([-1000.0, 0.0, 1000.0]))
        array([0. , 0.5, 1. ])
    """
    z = floats("z", z)
    small = np.exp(-np.abs(z))  # at most 1, so that nothing overflows
    return np.where(z >= 0, 1, small) / (1 + small)


def sigmoid_derivative(z: Array) -> Array:
    """Return da/dz = a(1 − a) with a = sigmoid(z): at most ¼, and near 0 where z is large.

    Args:
        z: weighted sums, any shape; not the activations a.

    Returns:
        The slope, shaped as z.

    Raises:
        TypeError: z does not hold real numbers.

    Example:
        >>> sigmoid_derivative(np.array([0.0, 1000.0]))
        array([0.25, 0.  ])
    """
    a = sigmoid(z)
    return a * (1 - a)


def tanh(z: Array) -> Array:
    """Return a = tanh(z) = (eᶻ − e⁻ᶻ)/(eᶻ + e⁻ᶻ), between −1 and 1.

    Args:
        z: weighted sums, any shape.

    Returns:
        a, shaped as z.

    Raises:
        TypeError: z does not hold real numbers.

    Example:
        >>> tanh(np.array([0.0, 1000.0]))
        array([0., 1.])
    """
    return np.tanh(floats("z", z))


def tanh_derivative(z: Array) -> Array:
    """Return da/dz = 1 − a² with a = tanh(z).

    Args:
        z: weighted sums, any shape; not the activations a.

    Returns:
        The slope, shaped as z.

    Raises:
        TypeError: z does not hold real numbers.

    Example:
        >>> tanh_derivative(np.array([0.0, 1000.0]))
        array([1., 0.])
    """
    a = tanh(z)
    return 1 - a * a


def softmax(z: Array, temperature: float = 1.0) -> Array:
    """Return probabilities pₖ = e^(zₖ/T) / Σⱼ e^(zⱼ/T) along the last axis.

    The largest z of each row is subtracted first. That changes nothing in the formula (numerator and
    denominator shrink alike) and keeps every exponent at or below 0.

    Args:
        z: logits (..., classes).
        temperature: T above 0; larger is flatter.

    Returns:
        Probabilities, shaped as z; each row sums to 1.

    Raises:
        TypeError: z does not hold real numbers, or the temperature is not a number.
        ValueError: z has no axis or no class, or the temperature is not above 0.

    Example:
        >>> softmax(np.array([[1000.0, 1000.0], [0.0, np.log(3)]]))
        array([[0.5 , 0.5 ],
               [0.25, 0.75]])

    Source:
        Bridle (1990).
    """
    z = check_logits(z)
    if type(temperature) is not float or temperature != 1.0:
        z = z / number("temperature", temperature, above=0)
    exponentials = np.exp(z - over_classes(np.maximum, z))
    return exponentials / over_classes(np.add, exponentials)


def log_softmax(z: Array) -> Array:
    """Return log pₖ = zₖ − log Σⱼ e^(zⱼ) along the last axis, exact where pₖ itself would round to 0.

    Args:
        z: logits (..., classes).

    Returns:
        Log-probabilities, shaped as z.

    Raises:
        TypeError: z does not hold real numbers.
        ValueError: z has no axis or no class.

    Example:
        >>> log_softmax(np.array([0.0, 1000.0]))
        array([-1000.,     0.])
    """
    z = check_logits(z)
    shifted = z - over_classes(np.maximum, z)
    return shifted - np.log(over_classes(np.add, np.exp(shifted)))


def over_classes(operation: np.ufunc, z: Array) -> Array:
    """Return the maximum or the sum of each row, with an axis of 1 for the classes.

    Rows are short, and NumPy reduces them one by one more slowly than all at once, classes first.

    Args:
        operation: ``np.maximum`` or ``np.add``.
        z: rows (..., classes).

    Returns:
        (..., 1).

    Example:
        >>> over_classes(np.add, np.array([[1.0, 2.0, 3.0]]))
        array([[6.]])
    """
    classes_first = np.ascontiguousarray(z.T)
    # In C order again: how an array lies in memory decides how NumPy rounds exp of it, a last bit's worth.
    return np.asarray(operation.reduce(classes_first, axis=0).T, order="C")[..., None]


def check_logits(z: Array, name: str = "z") -> Array:
    """Return logits as an array (..., classes) of floats with at least one class.

    Args:
        z: logits.
        name: what a message calls them.

    Returns:
        The array.

    Raises:
        TypeError: z does not hold real numbers.
        ValueError: z has no axis or no class.

    Example:
        >>> check_logits([1, 2])
        array([1., 2.])
    """
    z = floats(name, z)
    if z.ndim == 0 or z.shape[-1] == 0:
        raise ValueError(
            f"{name} must have the shape (..., classes) with at least one class; given {given(z)}. "
            "Try np.array([[2.0, 1.0, 0.1]])."
        )
    return z


def softmax_jacobian(p: Array) -> Array:
    """Return J with J[k, j] = ∂pₖ/∂zⱼ = pₖ(1[k = j] − pⱼ): each logit moves every probability.

    Args:
        p: probabilities (..., classes), a softmax's output.

    Returns:
        The Jacobian (..., classes, classes), symmetric.

    Raises:
        TypeError: p does not hold real numbers.
        ValueError: p has no axis or no class.

    Example:
        >>> softmax_jacobian(np.array([0.25, 0.75]))
        array([[ 0.1875, -0.1875],
               [-0.1875,  0.1875]])
    """
    p = check_logits(p, "p")
    affordable("p", p, *p.shape, p.shape[-1])
    eye: Any = np.eye(p.shape[-1], dtype=p.dtype)
    return p[..., :, None] * (eye - p[..., None, :])


class Activation(NamedTuple):
    """All that is known of an activation: training, diagnosis, pictures and words read it here."""

    name: str  # as MLP takes it
    label: str  # as prose calls it
    function: Callable[[Array], Array]
    slope: Callable[[Array, Array], Array]  # ∂a/∂z from z and a
    formula: str
    applied: str  # f(z) with room for z, a name or a number, in one place: "max({}, 0)"
    slope_formula: str  # ∂a/∂z
    bounds: tuple[float, float]  # between which a lies
    kind: str  # "linear"; "rectifier", off on one side; "squashing", flat at both ends; "probabilities"
    steepest: float = 1.0  # its largest slope
    has_kink: bool = False  # at z = 0, where a difference quotient is no slope
    in_hidden: bool = True  # whether hidden layers may have it
    in_output: bool = False  # whether an output layer may; a loss then says that it belongs_to it

    def is_flat(self, z: Array, a: Array) -> Array:
        """Return where hardly any gradient gets through: the slope is below a twentieth of the steepest.

        Of sigmoid that is |z| > 4.37, of tanh |z| > 2.18, of ReLU z ≤ 0.

        Args:
            z: weighted sums, any shape.
            a: the activations f(z).

        Returns:
            Truth values, shaped as z.

        Example:
            >>> z = np.array([-1.0, 1.0])
            >>> ACTIVATIONS["relu"].is_flat(z, relu(z))
            array([ True, False])
        """
        return np.asarray(np.abs(self.slope(z, a)) < FLAT * self.steepest)

    def is_off(self, z: Array, a: Array) -> Array:
        """Return where no gradient gets through: the slope is below a thousandth of the steepest.

        A ReLU unit that is off for every example is dead.

        Args:
            z: weighted sums, any shape.
            a: the activations f(z).

        Returns:
            Truth values, shaped as z.

        Example:
            >>> z = np.array([-1.0, 1.0])
            >>> ACTIVATIONS["relu"].is_off(z, relu(z))
            array([ True, False])
        """
        return np.asarray(np.abs(self.slope(z, a)) < OFF * self.steepest)


FLAT, OFF = 0.05, 0.001  # of the steepest slope
INFINITY = float("inf")

ACTIVATIONS: dict[str, Activation] = {
    activation.name: activation
    for activation in (
        Activation(
            name="identity", label="the identity", function=identity, slope=lambda z, a: np.ones_like(z),
            formula="a = z", applied="{}", slope_formula="1",
            bounds=(-INFINITY, INFINITY), kind="linear", in_output=True,
        ),
        Activation(
            name="relu", label="ReLU", function=relu, slope=lambda z, a: (z > 0.0).astype(z.dtype),
            formula="a = max(z, 0)", applied="max({}, 0)", slope_formula="1 where z > 0, else 0",
            bounds=(0, INFINITY), kind="rectifier", has_kink=True,
        ),
        Activation(
            name="sigmoid", label="sigmoid", function=sigmoid, slope=lambda z, a: a * (1 - a),
            formula="a = 1/(1 + e⁻ᶻ)", applied="sigmoid({})", slope_formula="a(1 − a)",
            bounds=(0, 1), kind="squashing", steepest=0.25, in_output=True,
        ),
        Activation(
            name="tanh", label="tanh", function=tanh, slope=lambda z, a: 1 - a * a,
            formula="a = tanh(z)", applied="tanh({})", slope_formula="1 − a²",
            bounds=(-1, 1), kind="squashing",
        ),
        Activation(
            name="softmax", label="softmax", function=softmax, slope=lambda z, a: softmax_jacobian(a),
            formula="aₖ = e^zₖ / Σⱼ e^zⱼ", applied="softmax({})", slope_formula="aₖ(1[k = j] − aⱼ)",
            bounds=(0, 1), kind="probabilities", in_hidden=False, in_output=True,
        ),
    )
}  # fmt: skip
