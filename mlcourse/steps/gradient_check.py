"""Step 4, the gradient check: is the gradient that the chain rule gave the slope that the loss has?"""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np

from mlcourse.base.display import Record, Term, number_text, record
from mlcourse.base.errors import Array, as_array, choice, finite, floats, given, instance, number
from mlcourse.base.parameters import Layout
from mlcourse.base.per_run import per_run
from mlcourse.steps.forward import compute_loss, forward
from mlcourse.steps.kinks import AT_ONCE, Kinks, find_kinks
from mlcourse.steps.losses import LOSSES, natural_loss
from mlcourse.steps.network import MLP
from mlcourse.steps.regularization import penalty

CLOSE = 1e-8  # two slopes that are no further apart are one, but for rounding
SAME = 1e-12  # relative: the same θ gives the same loss, but for the order in which threads add
FLOOR = 1e-4  # where a gradient is 0 (a bias before batch normalization) only rounding, about 1e-11, is left


def numerical_gradient(
    function: Callable[[Array], Any], theta: Array, epsilon: float = 1e-5
) -> Array:
    """Return gᵢ ≈ (f(θ + εeᵢ) − f(θ − εeᵢ)) / (2ε), the central difference, for every i.

    Its error is about ε² (curvature) plus 1e-16/ε (rounding), least near ε = 1e-5; the one-sided
    difference is off by about ε. At a kink, such as ReLU's at 0, it is a mean of two slopes.

    Args:
        function: f, from a vector (P,) to one number.
        theta: where the slope is wanted, (P,), float64.
        epsilon: ε above 0.

    Returns:
        The numerical gradient (P,).

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: θ is not one vector of finite float64 numbers, ε is not above 0, or the function gives
            another number when it is called again with the same θ.

    Example:
        >>> numerical_gradient(lambda t: t[0] ** 2 + 3 * t[1], np.array([2.0, 5.0])).round(6)
        array([4., 3.])
    """
    _check_function(function)
    theta, epsilon = _check_vector(theta), number("epsilon", epsilon, above=0, try_this="Try 1e-5.")
    values, gradient = _side_by_side(function), np.empty_like(theta)
    here = _repeated(function, theta, _value(function, theta))
    for i in range(0, theta.size, AT_ONCE):
        rows = min(AT_ONCE, theta.size - i)
        moves = epsilon * np.eye(rows, theta.size, i)  # each row moves one parameter
        above, below = values(theta + moves), values(theta - moves)
        with np.errstate(invalid="ignore"):  # both are infinite where a run has diverged
            gradient[i : i + rows] = (above - below) / (2 * epsilon)
    _repeated(function, theta, here)  # it may change from call to call only now and then
    return gradient


def gradient_check(
    function: Callable[[Array], Any],
    theta: Array,
    gradient: Array,
    layout: Layout | None = None,
    epsilon: float = 1e-5,
    tolerance: float = 1e-6,
) -> "GradientCheck":
    """Compare a gradient with the numerical one, block by block.

    For each block (one W, one b, …): ‖got − expected‖ / max(‖got‖ + ‖expected‖, floor). It sees every
    mistake in the gradient, and none elsewhere: not a wrong initialization, not missing shuffling.

    At a kink (ReLU at z = 0, ``|w|`` at 0) there is a slope on either side and none in between. What lies between the
    two is right there; what does not cannot be judged at this θ, and the message says so.

    Args:
        function: the loss as a function of θ (P,) → number, for instance ``objective(network, x, y)``.
        theta: where to compare, (P,), float64.
        gradient: what is to be checked, (P,).
        layout: the names of the blocks, for instance ``network.layout``; None takes θ as one block.
        epsilon: the step of the central difference, above 0.
        tolerance: the relative error from which on the check fails, above 0.

    Returns:
        A record whose message names the worst parameter, its index, got and expected.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: shapes that do not fit, an ε or tolerance not above 0, or a function that gives another
            number when it is called again with the same θ.

    Example:
        >>> check = gradient_check(lambda t: t @ t, np.array([1.0, 2.0]), np.array([2.0, 3.0]))
        >>> check.passed
        False
        >>> print(check.message)
        theta is wrong (relative error 0.124), most of all theta[1]: got 3, expected 4.
    """
    _check_function(function)
    theta = _check_vector(theta)
    tolerance = number("tolerance", tolerance, above=0, try_this="Try 1e-6.")
    got = floats("gradient", gradient)
    if got.shape != theta.shape:
        raise ValueError(f"gradient must have theta's shape {theta.shape}; given {given(got)}.")
    layout = (
        Layout({"theta": theta.shape})
        if layout is None
        else instance("layout", layout, Layout, "Try network.layout.")
    )
    if layout.size != theta.size:
        raise ValueError(
            f"layout must cover theta's {theta.size} numbers; given one of {layout.size}. "
            "Try network.layout."
        )
    expected = numerical_gradient(function, theta, epsilon)
    doubtful = _disagreeing(layout, got, expected, tolerance)
    kinks = find_kinks(_side_by_side(function), theta, doubtful, epsilon)
    explained = _explain(got, expected, doubtful, kinks)
    errors = np.array([_relative_error(b.of(got), b.of(expected)) for b in layout.blocks])
    passed = bool((errors < tolerance).all())
    if passed:
        message = _praise(layout, errors, explained)
    else:
        message = _blame(layout, got, expected, tolerance, doubtful, kinks)
    return GradientCheck(
        passed=passed,
        error=float(errors.max()),
        tolerance=tolerance,
        errors=errors,
        names=tuple(block.name for block in layout.blocks),
        expected=expected,
        message=message,
    )


@record
class GradientCheck(Record):
    """The comparison of a gradient with the numerical one, block by block."""

    title = "Gradient check"
    latex = (
        r"\text{relative error of a block} = \frac{\lVert \mathrm{got} - \mathrm{expected} \rVert}"
        r"{\max(\lVert \mathrm{got} \rVert + \lVert \mathrm{expected} \rVert, \mathrm{floor})}"
    )
    terms = (
        Term("passed", "whether every block's error is below the tolerance"),
        Term("error", "the largest relative error"),
        Term("tolerance", "what is still taken for rounding"),
        Term("errors", "relative error of each block, in the order of θ"),
        Term("blocks", "their names"),
    )

    passed: bool
    error: float
    tolerance: float
    errors: Array
    names: tuple[str, ...]
    expected: Array  # the numerical gradient; at a kink the slope nearest to got of those between its sides (P,)
    message: str

    @property
    def blocks(self) -> str:
        """The names of the blocks in the order of their errors."""
        return "  ".join(self.names)

    def worked(self) -> tuple[str, ...]:
        """Return the verdict in a sentence."""
        return (self.message,)

    def _repr_html_(self) -> str:
        """Return the record with a table of its blocks; a picture would show the worst in the darkest green."""
        from mlcourse.base.pictured import record_html  # only notebooks need it

        return record_html(self, drawing=self._block_table())

    def _block_table(self) -> str:
        rows = "".join(
            f"<tr><th>{escape(name)}</th><td>{number_text(error)}</td>"
            f"<td>{'✓ agrees' if error < self.tolerance else '✗ differs'}</td></tr>"
            for name, error in zip(self.names, self.errors, strict=True)
        )
        return f"<table><tr><th>block</th><th>relative error</th><td></td></tr>{rows}</table>"


def objective(
    network: MLP,
    x: Array,
    y: Array,
    loss: str | None = None,
    l1: float = 0.0,
    l2: float = 0.0,
    running: Array | None = None,
    training: bool = True,
) -> Callable[[Array], Any]:
    """Return L(θ) + R(θ) as a function of θ alone: what training minimizes, on these examples.

    Args:
        network: the specification.
        x: examples (batch, features).
        y: targets as the loss wants them.
        loss: a loss's name; None takes the one that belongs to the output layer.
        l1: λ₁ of the L1 penalty, from 0.
        l2: λ₂ of the L2 penalty, from 0.
        running: running statistics of batch normalization, used in evaluation.
        training: whether batch normalization uses the batch's own statistics.

    Returns:
        A function from θ (..., P) to the objective (...); the gradient check asks it many θ at once.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: an unknown loss, or (when called) what the steps themselves refuse.

    Example:
        >>> network = MLP((1, 1), output="identity")
        >>> cost = objective(network, np.array([[3.0]]), np.array([[5.0]]))
        >>> cost(np.array([2.0, 1.0]))  # (2·3 + 1 − 5)²
        np.float64(4.0)
    """
    instance("network", network, MLP, "Try MLP(layer_sizes=(2, 16, 2)).")
    name = natural_loss(network.output) if loss is None else choice("loss", loss, LOSSES)
    prices = {"l1": per_run("l1", l1, at_least=0), "l2": per_run("l2", l2, at_least=0)}

    def cost(theta: Array) -> Any:
        of_each = running  # of the θ that lie side by side
        if isinstance(running, np.ndarray) and running.ndim == 1 < np.ndim(theta):
            of_each = np.broadcast_to(running, (*theta.shape[:-1], len(running)))
        way = forward(network, theta, x, of_each, training)
        value = compute_loss(way, y, name).value
        return value + penalty(network, theta, **prices).value if any(prices.values()) else value

    return _Objective(cost)


@dataclass(frozen=True)
class _Objective:
    """A function of θ of which it is known that it takes many side by side: (..., P) → (...)."""

    cost: Callable[[Array], Any]

    def __call__(self, theta: Array) -> Any:
        return self.cost(theta)


def _relative_error(got: Array, expected: Array) -> float:
    difference = np.linalg.norm((got - expected).ravel())
    size = float(np.linalg.norm(got.ravel()) + np.linalg.norm(expected.ravel()))
    error = float(difference) / max(size, FLOOR)
    return error if np.isfinite(error) else np.inf


def _disagreeing(layout: Layout, got: Array, expected: Array, tolerance: float) -> Array:
    """Return the places in θ of all blocks that disagree."""
    blocks = [
        b for b in layout.blocks if not _relative_error(b.of(got), b.of(expected)) < tolerance
    ]
    places = [np.arange(block.start, block.stop) for block in blocks]
    return np.concatenate(places) if places else np.arange(0)


def _explain(got: Array, expected: Array, places: Array, kinks: Kinks) -> Array:
    """Take what lies between the slopes at a kink for expected; return the places where that matters."""
    between = (kinks.low <= got[places]) & (got[places] <= kinks.high)
    apart = np.abs(got - expected)[places] > CLOSE
    explained = places[between & (kinks.found | apart)]
    expected[explained] = got[explained]
    return np.asarray(explained)


def _praise(layout: Layout, errors: Array, explained: Array) -> str:
    worst = layout.blocks[int(errors.argmax())].name
    message = f"All {len(layout.blocks)} blocks agree; the largest relative error is {errors.max():.2g}, in {worst}."
    if not len(explained):
        return message
    numbers = "1 number lies" if len(explained) == 1 else f"{len(explained)} numbers lie"
    return (
        f"{message} {numbers} at a kink of the loss, {_place(layout, explained[0])} for one: what was given lies "
        "between the slopes on its two sides."
    )


def _blame(
    layout: Layout, got: Array, expected: Array, tolerance: float, doubtful: Array, kinks: Kinks
) -> str:
    """Name the worst parameter off all kinks; where all agrees there, say what cannot be judged."""
    difference = np.abs(got - expected)
    difference[~np.isfinite(difference)] = np.inf
    at_kink = np.zeros(got.shape, bool)
    at_kink[doubtful[kinks.found]] = True
    smooth = np.where(at_kink, expected, got)
    errors = [_relative_error(b.of(smooth), b.of(expected)) for b in layout.blocks]
    worst = layout.blocks[int(np.argmax(errors))]
    if max(errors) >= tolerance:
        at = worst.start + int((difference * ~at_kink)[worst.start : worst.stop].argmax())
        return (
            f"{worst.name} is wrong (relative error {max(errors):.3g}), most of all {_place(layout, at)}: "
            f"got {number_text(got[at])}, expected {number_text(expected[at])}."
        )
    at = int((difference * at_kink).argmax())
    left, right = (number_text(s[doubtful == at][0]) for s in (kinks.left, kinks.right))
    return (
        f"{_place(layout, at)} cannot be judged at this theta: it lies at a kink of the loss, with the slope {left} on "
        f"its left and {right} on its right; got {number_text(got[at])}. Away from kinks all agrees. Check once more "
        "at theta + generator.normal(0, 0.1, theta.size)."
    )


def _place(layout: Layout, at: int) -> str:
    name, index = layout.where(at)
    return f"{name}[{', '.join(map(str, index))}]"


def _check_function(function: Any) -> None:
    if not callable(function):
        raise TypeError(
            f"function must take theta and return a number; given {given(function)}. "
            "Try objective(network, x, y)."
        )


def _side_by_side(function: Callable[[Array], Any]) -> Callable[[Array], Array]:
    """Return f for many θ at once, (rows, P) → (rows,), whether or not it takes more than one."""
    if isinstance(function, _Objective):
        return function
    return lambda rows: np.array([_value(function, row) for row in rows])


def _value(function: Callable[[Array], Any], theta: Array) -> float:
    value = as_array("function(theta)", function(theta))
    if value.ndim or value.dtype.kind not in "fiub":
        raise TypeError(
            f"function must return one number; given {given(value if value.ndim else value.item())}. "
            "For a loss try its .value, for several numbers .sum()."
        )
    return float(value)


def _repeated(function: Callable[[Array], Any], theta: Array, before: float) -> float:
    """Return f(θ) once more, if it is what it was."""
    again = _value(function, theta)
    if not np.isclose(before, again, rtol=SAME, atol=0, equal_nan=True):
        raise ValueError(
            "function must give the same number whenever it is called with the same theta; given one that gave "
            f"{before!r} and then {again!r}. Draws (dropout, noise, a new batch) must be made once, outside of it; "
            "try objective(network, batch.x, batch.y)."
        )
    return again


def _check_vector(theta: Any) -> Array:
    theta = finite("theta", floats("theta", theta))
    if theta.ndim != 1 or theta.dtype != np.float64 or theta.size == 0:
        raise ValueError(
            f"theta must be one float64 vector (P,); given {given(theta)}. float32 rounds too coarsely "
            "for a numerical gradient: try theta.astype(float)."
        )
    return theta
