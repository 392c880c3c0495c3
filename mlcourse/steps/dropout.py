"""Step 5, dropout: in training each unit's answer is left out at random, so that no unit can rely on another.

What is kept is divided by the share that is kept, so that the next layer gets as much as before, on average. In
evaluation nothing is left out, and nothing is divided: there is no function for it.
"""

import numpy as np

from mlcourse.base.display import Record, Term, first, number_text, record
from mlcourse.base.errors import Array, examples, given, instance, like, number


def dropout(a: Array, rate: float, generator: "np.random.Generator") -> "Dropout":
    """Return y = a ⊙ m/(1 − p), where each number of the mask m is 0 with the probability p, and 1 otherwise.

    The mean of y over all masks is a. The paper divides by nothing in training, and multiplies the weights by 1 − p
    afterwards; this form, in which evaluation needs nothing, is the one of PyTorch and Keras.

    Args:
        a: activations (..., batch, units), such as ``fwd.layers[0].a``; each example and unit gets a chance of its own.
        rate: p, the share that is left out, from 0 and below 1.
        generator: a numpy random generator; drawing the mask advances it.

    Returns:
        The record with ``mask`` and ``y``, both shaped as a.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: a is no batch, or not finite; the rate is out of range.

    Example:
        >>> left = dropout(np.array([[0.5, 2.0, 3.0, 1.0]]), 0.5, np.random.default_rng(1))
        >>> left.mask, left.y
        (array([[1., 1., 0., 1.]]), array([[1., 4., 0., 2.]]))

    Source:
        Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov (2014).
    """
    a = examples("a", a)
    rate = number("rate", rate, at_least=0, below=1, try_this="Try 0.5.")
    instance("generator", generator, np.random.Generator, "Try np.random.default_rng(1).")
    mask = (generator.random(a.shape) >= rate).astype(a.dtype)
    return Dropout(a=a, mask=mask, y=a * mask / (1 - rate), rate=rate)


def dropout_backward(forward: "Dropout", dy: Array) -> Array:
    """Return ∂L/∂a = ∂L/∂y ⊙ m/(1 − p): what was left out on the way forward gets nothing on the way back.

    Args:
        forward: the record of the way forward; the mask is that one, and not a new one.
        dy: ∂L/∂y (..., batch, units).

    Returns:
        ∂L/∂a, shaped as a.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: dy is not shaped as y.

    Example:
        >>> left = dropout(np.array([[0.5, 2.0, 3.0, 1.0]]), 0.5, np.random.default_rng(1))
        >>> dropout_backward(left, np.ones((1, 4)))
        array([[2., 2., 0., 2.]])

    Source:
        Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov (2014).
    """
    if not isinstance(forward, Dropout):
        raise TypeError(f"forward must be what dropout(...) returned; given {given(forward)}.")
    return like("dy", dy, forward.y) * forward.mask / (1 - forward.rate)


@record
class Dropout(Record):
    """One layer's dropout: what came in, what was kept, what goes on."""

    title = "Dropout"
    latex = r"y = a \odot \frac{m}{1 - p}"
    terms = (
        Term("a", "what the units say"),
        Term("mask", "m: 0 where a unit is left out, 1 where it is kept"),
        Term("y", "what goes on to the next layer"),
        Term("rate", "p, the share that is left out"),
    )

    a: Array  # (..., batch, units)
    mask: Array  # (..., batch, units)
    y: Array  # (..., batch, units)
    rate: float

    def worked(self) -> tuple[str, ...]:
        """Return the formula with the numbers of the first example's first unit."""
        a, mask, y = (number_text(first(v)) for v in (self.a, self.mask, self.y))
        return (f"y = {a} · {mask}/(1 − {self.rate:g}) = {y}",)
