"""Wrong answers to the tasks of exercise 04: each function makes one mistake, and its docstring names it.

They take what the task's function takes. ``x`` (batch, fan_in) is a layer's input, ``y`` (batch,) are labels,
``W`` (fan_in, fan_out) and ``b`` (fan_out,) its parameters, ``delta`` δ = ∂L/∂z; a gradient is named after its value.

Below the functions of each task stands what ``check`` says to each mistake, the likeliest first.
"""

import ast
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.checks.source import Function, names_in, returns_in_a_loop
from mlcourse.checks.task import Mistake
from mlcourse.steps.activations import relu, sigmoid, softmax, tanh

Batches = Sequence[tuple[Array, Array]]
Four = tuple[Array, Array, Array, Array]  # of W0, b0, W1, b1, or of their gradients

# --- causes that several tasks share

SLOPE_LEFT_OUT = (
    "The slope of the activation is missing: δ = ∂L/∂a · ∂a/∂z has two factors. Without "
    "the second a network often trains all the same (lesson 04, Backwards)."
)
SUMMED = (
    "This is the gradient of the sum; the 1/N of the mean is missing. Divide δ of the "
    "output layer by the batch size (lesson 03, Mean or sum)."
)
AVERAGED_TWICE = (
    "The mean over the batch is taken twice. The 1/N of the loss enters once, in δ of the "
    "output layer, and reaches every layer from there (lesson 04, Shapes)."
)
FLIPPED = (
    "A gradient points uphill, to a larger loss; yours points downhill. At the output it starts "
    "as p − y, not y − p (lesson 04, The last layer)."
)
SOFTMAX_TWICE = (
    "Softmax was applied to what is a probability already: it takes logits, once (lesson "
    "03, Many classes)."
)
SOFTMAX_AGAIN = (
    "p − y is ∂L/∂z already, with the slope of softmax in it. Here it was multiplied by "
    "p(1 − p) once more (lesson 04, The last layer)."
)
BIAS_AVERAGED = (
    "The biases got the mean of δ over the batch. b enters every example's z, so its paths "
    "add up: a sum. The 1/N of the loss is in δ already (lesson 04, Where paths meet)."
)
BIAS_LEFT_OUT = (
    "The biases get no gradient. z = xW + b depends on b with slope 1, so ∂L/∂b is the sum "
    "of δ over the batch (lesson 04, Backwards)."
)
TANH_AT_A = (
    "tanh was applied twice: this is 1 − tanh(a)². With a = tanh(z) the slope is 1 − a² "
    "(lesson 04, Slopes)."
)
TANH_FROM_Z = "This is 1 − z². The slope of tanh is 1 − a² with a = tanh(z) (lesson 04, Slopes)."

# --- weight_slope, a value

WEIGHT_SLOPE = (
    Mistake(
        -67.2,
        "Is it 2(ŷ − y), not 2(y − ŷ), and 1 − a², not a² − 1? (lesson 04, Once by hand)",
        26,
    ),
    Mistake(
        105.0,
        "The slope of tanh is missing from the product: 1 − a² = 0.64 (lesson 04, Once by hand).",
        27,
    ),
    Mistake(
        33.6,
        "The 2 of the square is missing: the derivative of (ŷ − y)² by ŷ is 2(ŷ − y) "
        "(lesson 03, Regression).",
    ),
    Mistake(
        13.44,
        "The last factor is missing: z moves by `x[0]` when this weight moves by 1 (lesson "
        "04, Once by hand).",
    ),
    Mistake(
        -26.88, "−2 is `x[1]`; `W0[0, 0]` is multiplied by `x[0]` = 5 (lesson 04, Once by hand)."
    ),
    Mistake(
        -140.0,
        "This is the path through unit 1. `W0[0, 0]` leads to unit 0 only (lesson 04, Once "
        "by hand).",
    ),
    Mistake(
        22.4,
        "The weight `W1[0, 0]` is missing: between a and ŷ the path goes through it "
        "(lesson 04, Once by hand).",
    ),
    Mistake(
        105 * (1 - np.tanh(0.6) ** 2),
        "The slope was taken at a: 1 − tanh(a)². With a = tanh(z) known, it is 1 − a² "
        "(lesson 04, Slopes).",
        13,
    ),
    Mistake(
        105 * (1 - np.log(2) ** 2),
        "This has 1 − z² in it; the slope of tanh is 1 − a² (lesson 04, Slopes).",
        14,
    ),
    Mistake(
        10.752,
        "At the end stands the weight itself, 0.8. How z moves with a weight is the input "
        "that it multiplies, `x[0]` = 5 (lesson 04, Once by hand).",
    ),
    Mistake(
        67.2 - 140.0,
        "Both paths to the output were added. `W0[0, 0]` has one only, through unit 0 (lesson 04, Once by hand).",
    ),
)


# --- sigmoid_slope(z) and tanh_slope(z)


def slope_of_sigmoid_at_a(z: Array) -> Array:
    """σ′ is taken at a = σ(z) instead of z: the sigmoid is applied twice."""
    again = sigmoid(sigmoid(z))
    return again * (1 - again)


def sigmoid_for_its_slope(z: Array) -> Array:
    """The activation is returned, not its slope."""
    return sigmoid(z)


def slope_of_sigmoid_without_a(z: Array) -> Array:
    """Only the factor 1 − a."""
    return 1 - sigmoid(z)


def slope_of_sigmoid_from_z(z: Array) -> Array:
    """z(1 − z): z stands where a belongs."""
    return z * (1 - z)


def slope_of_tanh_from_z(z: Array) -> Array:
    """1 − z²: z stands where a belongs."""
    return 1 - z * z


def slope_of_tanh_at_a(z: Array) -> Array:
    """tanh′ is taken at a = tanh(z) instead of z: tanh is applied twice."""
    return 1 - tanh(tanh(z)) ** 2


def slope_of_tanh_not_squared(z: Array) -> Array:
    """1 − a: the square is missing."""
    return 1 - tanh(z)


def slope_of_tanh_like_sigmoid(z: Array) -> Array:
    """a(1 − a), which is the sigmoid's slope, with the a of tanh."""
    a = tanh(z)
    return a * (1 - a)


SIGMOID_SLOPE = (
    Mistake(
        slope_of_sigmoid_at_a,
        "The sigmoid was applied twice: the slope was taken at a instead of z. With a = "
        "σ(z) it is a(1 − a) (lesson 04, Slopes).",
        13,
    ),
    Mistake(
        sigmoid_for_its_slope,
        "This is the sigmoid itself. Its slope is a(1 − a) (lesson 04, Slopes).",
    ),
    Mistake(
        slope_of_sigmoid_from_z,
        "This is z(1 − z). The slope is a(1 − a) with a = σ(z) (lesson 04, Slopes).",
    ),
    Mistake(
        slope_of_sigmoid_without_a,
        "One factor is missing: the slope is a times 1 − a (lesson 04, Slopes).",
    ),
)


def slope_of_the_arctangent(z: Array) -> Array:
    """1/(1 + z²), the derivative of arctan."""
    return 1 / (1 + z**2)


def slope_of_the_tangent(z: Array) -> Array:
    """1/cos², the derivative of tan."""
    return 1 / np.cos(z) ** 2


def slope_of_tanh_without_the_square_of_cosh(z: Array) -> Array:
    """1/cosh z: the square is missing."""
    return 1 / np.cosh(z)


TANH_SLOPE = (
    Mistake(slope_of_tanh_from_z, TANH_FROM_Z, 14),
    Mistake(slope_of_tanh_at_a, TANH_AT_A, 13),
    Mistake(slope_of_tanh_not_squared, "The square is missing: 1 − a² (lesson 04, Slopes)."),
    Mistake(
        slope_of_tanh_like_sigmoid,
        "a(1 − a) is the sigmoid's rule; that of tanh is 1 − a² (lesson 04, Slopes).",
    ),
    Mistake(
        slope_of_the_arctangent,
        "1/(1 + z²) belongs to arctan, the inverse of tan. tanh has 1 − a² (lesson 04, Slopes).",
    ),
    Mistake(
        slope_of_the_tangent,
        "1/cos² belongs to tan. tanh has 1 − a² with a = tanh(z) (lesson 04, Slopes).",
    ),
    Mistake(
        slope_of_tanh_without_the_square_of_cosh,
        "The square is missing: the slope is 1/cosh² z, which is 1 − a² (lesson 04, Slopes).",
    ),
)


# --- relu_delta(da, z)


def mask_from_the_gradient(da: Array, z: Array) -> Array:
    """ReLU's mask comes from the sign of ∂L/∂a, not of z."""
    return da * (da > 0)


def slope_left_out(da: Array, z: Array) -> Array:
    """δ = ∂L/∂a: as if the activation were not there."""
    return da


def slope_of_one_at_zero(da: Array, z: Array) -> Array:
    """ReLU′(0) = 1: another convention."""
    return da * (z >= 0)


def slope_without_the_gradient(da: Array, z: Array) -> Array:
    """The slope alone: the chain is broken."""
    return 1.0 * (z > 0)


def activation_for_its_slope(da: Array, z: Array) -> Array:
    """∂L/∂a times ReLU(z), where its slope belongs."""
    return da * relu(z)


def sign_for_the_slope(da: Array, z: Array) -> Array:
    """sign(z), which is −1 where z < 0, stands where the slope 0 belongs."""
    return da * np.sign(z)


RELU_DELTA = (
    Mistake(slope_left_out, SLOPE_LEFT_OUT, 27),
    Mistake(
        mask_from_the_gradient,
        "The mask came from the sign of `da`. It comes from the way forward, where z > 0; "
        "a negative ∂L/∂a must pass (lesson 04, Slopes).",
        15,
    ),
    Mistake(
        slope_of_one_at_zero,
        "ReLU has a kink at 0 and no slope there. This course, PyTorch and TensorFlow take "
        "0; some texts take 1, as you did, or ½.",
        is_convention=True,
    ),
    Mistake(
        slope_without_the_gradient,
        "This is the slope ∂a/∂z alone. Multiply it by ∂L/∂a, which comes from the layer "
        "after: `da` (lesson 04, Backwards).",
    ),
    Mistake(
        sign_for_the_slope,
        "This multiplies by −1 where z < 0. There the slope of ReLU is 0: nothing passes "
        "(lesson 04, Slopes).",
    ),
    Mistake(
        activation_for_its_slope,
        "This multiplies by a = ReLU(z). The chain rule wants its slope: 1 where z > 0, "
        "else 0 (lesson 04, Slopes).",
    ),
)


# --- output_delta(logits, y)


def _rows(y: Array, classes: int) -> Array:
    """Return labels as one-hot rows."""
    return np.eye(classes)[y]


def _p_minus_y(logits: Array, y: Array) -> Array:
    return softmax(logits) - _rows(y, logits.shape[-1])


def sum_over_the_batch(logits: Array, y: Array) -> Array:
    """p − y without 1/N: the gradient of the sum, not of the mean."""
    return _p_minus_y(logits, y)


def mean_taken_twice(logits: Array, y: Array) -> Array:
    """Divided by N once too often."""
    return _p_minus_y(logits, y) / len(y) ** 2


def mean_over_the_classes_too(logits: Array, y: Array) -> Array:
    """Divided by N and by the number of classes."""
    return _p_minus_y(logits, y) / logits.size


def sign_flipped(logits: Array, y: Array) -> Array:
    """y − p: the gradient points downhill."""
    return -_p_minus_y(logits, y) / len(y)


def slope_of_softmax_again(logits: Array, y: Array) -> Array:
    """p − y is ∂L/∂z already; here it is multiplied by p(1 − p) once more."""
    p = softmax(logits)
    return _p_minus_y(logits, y) / len(y) * p * (1 - p)


def softmax_twice(logits: Array, y: Array) -> Array:
    """Softmax is applied to probabilities."""
    return _p_minus_y(softmax(logits), y) / len(y)


def softmax_over_the_batch(logits: Array, y: Array) -> Array:
    """Softmax runs down the columns, over the examples, instead of along the rows."""
    p = softmax(logits.T).T
    return (p - _rows(y, logits.shape[-1])) / len(y)


def softmax_without_maximum(logits: Array, y: Array) -> Array:
    """exp of large logits overflows: inf/inf is not a number."""
    exponentials = np.exp(logits)
    p = exponentials / exponentials.sum(axis=1, keepdims=True)
    return (p - _rows(y, logits.shape[-1])) / len(y)


def target_forgotten(logits: Array, y: Array) -> Array:
    """p/N: the truth was never subtracted."""
    return softmax(logits) / len(y)


def labels_for_rows(logits: Array, y: Array) -> Array:
    """p − y with labels as they are: (batch, classes) minus (batch,) fits a batch of one only."""
    return (softmax(logits) - y) / len(y)


def labels_as_numbers(logits: Array, y: Array) -> Array:
    """The label, 0, 1 or 2, is subtracted from every probability of its row."""
    return (softmax(logits) - y[:, None]) / len(y)


def one_from_whole_columns(logits: Array, y: Array) -> Array:
    """1 is subtracted from whole columns: delta[:, y], not from one entry of each row."""
    delta = softmax(logits)
    delta[:, y] -= 1
    return delta / len(y)


OUTPUT_DELTA = (
    Mistake(sum_over_the_batch, SUMMED, 18),
    Mistake(sign_flipped, FLIPPED, 26),
    Mistake(slope_of_softmax_again, SOFTMAX_AGAIN, 22),
    Mistake(softmax_twice, SOFTMAX_TWICE, 21),
    Mistake(mean_taken_twice, AVERAGED_TWICE, 19),
    Mistake(
        mean_over_the_classes_too,
        "The mean went over the classes too. Cross-entropy adds over the classes: divide "
        "by the batch size only (lesson 03, Many classes).",
        20,
    ),
    Mistake(
        softmax_over_the_batch,
        "Softmax ran down the columns, over the examples. Each row is one example, and its "
        "probabilities must add up to 1: `axis=1` (lesson 02, Softmax).",
        11,
    ),
    Mistake(
        softmax_without_maximum,
        "e¹⁰⁰⁰ is infinite, and ∞/∞ is not a number. Subtract each row's maximum before "
        "`np.exp`: it cancels in the fraction (lesson 02, The stable form).",
        12,
    ),
    Mistake(
        labels_for_rows,
        "y holds labels, and p has a column for each class. Turn the labels into one-hot "
        "rows first: `np.eye(classes)[y]`, or `ml.one_hot` (lesson 03, Many classes).",
        24,
    ),
    Mistake(
        labels_as_numbers,
        "A label is a name, not a number; here it was subtracted from every probability of "
        "the row. Subtract 1 at the true class only (lesson 03, Many classes).",
        24,
    ),
    Mistake(
        target_forgotten,
        "The target is missing: subtract 1 at the true class (lesson 04, The last layer).",
    ),
    Mistake(
        one_from_whole_columns,
        "1 was subtracted in whole columns: `[:, y]` is every row with every label. One of "
        "each row is `[np.arange(len(y)), y]` (lesson 00b, Broadcasting).",
    ),
)


# --- layer_gradients(x, delta)


def bias_averaged(x: Array, delta: Array) -> tuple[Array, Array]:
    """∂L/∂b is the mean of δ, though δ holds the 1/N of the loss already."""
    return x.T @ delta, delta.mean(axis=0)


def bias_left_out(x: Array, delta: Array) -> tuple[Array, Array]:
    """The biases get no gradient."""
    return x.T @ delta, np.zeros(delta.shape[1])


def bias_summed_over_the_units(x: Array, delta: Array) -> tuple[Array, Array]:
    """δ is summed along the rows: one number for each example, where each unit needs one."""
    return x.T @ delta, delta.sum(axis=1)


def batch_divided_again(x: Array, delta: Array) -> tuple[Array, Array]:
    """Both are divided by N, though δ holds the 1/N of the loss already."""
    return x.T @ delta / len(x), delta.sum(axis=0) / len(x)


def weights_transposed(x: Array, delta: Array) -> tuple[Array, Array]:
    """∂L/∂W is laid out the other way round: δᵀx."""
    return delta.T @ x, delta.sum(axis=0)


def batch_of_one_assumed(x: Array, delta: Array) -> tuple[Array, Array]:
    """Only the first example counts."""
    return np.outer(x[0], delta[0]), delta[0]


def last_example_only(x: Array, delta: Array) -> tuple[Array, Array]:
    """= where += belongs, for both."""
    return np.outer(x[-1], delta[-1]), delta[-1]


def last_example_only_for_the_weights(x: Array, delta: Array) -> tuple[Array, Array]:
    """= where += belongs, for W."""
    return np.outer(x[-1], delta[-1]), delta.sum(axis=0)


LAYER_GRADIENTS = (
    Mistake(bias_averaged, BIAS_AVERAGED, 28),
    Mistake(bias_left_out, BIAS_LEFT_OUT, 28),
    Mistake(batch_divided_again, AVERAGED_TWICE, 19),
    Mistake(
        weights_transposed,
        "Rows and columns of `dW` are exchanged. With z = xW, W is `(fan_in, fan_out)`, and "
        "so is its gradient: `x.T @ delta` (lesson 04, Shapes).",
        8,
    ),
    Mistake(
        bias_summed_over_the_units,
        "`db` was summed along the wrong axis. There is one bias for each unit, and it "
        "meets every example: sum over the batch, `axis=0` (lesson 04, Shapes).",
    ),
    Mistake(
        batch_of_one_assumed,
        "Only the first example counts here. All examples share W and b, so their "
        "gradients add up (lesson 04, Where paths meet).",
    ),
    Mistake(
        last_example_only,
        "Only the last example counts. All share W and b, so their gradients add up: in a loop `+=` adds, where `=` "
        "replaces (lesson 04, Where paths meet).",
    ),
    Mistake(
        last_example_only_for_the_weights,
        "In `dW` only the last example counts. Gradients of all examples add up: in a loop `dW += …`, not `dW = …` "
        "(lesson 04, Where paths meet).",
    ),
)


# --- input_gradient(delta, W)


def weights_reshaped(delta: Array, W: Array) -> Array:
    """Reshaped where it should be transposed: the shape fits and the numbers stand in the wrong places."""
    return delta @ W.reshape(W.shape[::-1])


def weights_not_transposed(delta: Array, W: Array) -> Array:
    """δW instead of δWᵀ: fits a square W only."""
    return delta @ W


def result_transposed(delta: Array, W: Array) -> Array:
    """Wδᵀ: the right numbers, one column for each example instead of one row."""
    return W @ delta.T


def through_the_inverse(delta: Array, W: Array) -> Array:
    """Back through the inverse of W."""
    return delta @ np.linalg.pinv(W)


INPUT_GRADIENT = (
    Mistake(
        weights_reshaped,
        "The numbers of W were counted off anew, as `reshape` does, so most stand in "
        "another place. Exchange rows and columns instead: `W.T` (lesson 04, Shapes).",
        8,
    ),
    Mistake(
        weights_not_transposed,
        "The transpose is missing. Row i of W leads from input i to all units, and back to "
        "it: `delta @ W.T`. A square W hides this from the shapes (lesson 04, Shapes).",
        8,
    ),
    Mistake(
        result_transposed,
        "Rows and columns of the result are exchanged. Each example is a row, also on the "
        "way back: `delta @ W.T` (lesson 04, Shapes).",
        8,
    ),
    Mistake(
        through_the_inverse,
        "W was inverted. Going back does not undo the layer: it asks how the loss moves "
        "with x, and that takes the transpose, `W.T` (lesson 04, Backwards).",
    ),
)


# --- skip_gradient(dy, z, W)


def _through_the_layer(dy: Array, z: Array, W: Array) -> Array:
    return (dy * (1 - tanh(z) ** 2)) @ W.T


def last_path_replaces_the_first(dy: Array, z: Array, W: Array) -> Array:
    """= where += belongs: only the path through the layer is left."""
    return _through_the_layer(dy, z, W)


def path_through_the_layer_forgotten(dy: Array, z: Array, W: Array) -> Array:
    """Only the straight path."""
    return dy


def paths_averaged(dy: Array, z: Array, W: Array) -> Array:
    """The mean of the two paths instead of their sum."""
    return (dy + _through_the_layer(dy, z, W)) / 2


def paths_multiplied(dy: Array, z: Array, W: Array) -> Array:
    """The product of the two paths: factors multiply along one path, paths add."""
    return dy * _through_the_layer(dy, z, W)


def slope_left_out_of_the_path(dy: Array, z: Array, W: Array) -> Array:
    """The path through the layer lacks the slope of tanh."""
    return dy + dy @ W.T


def path_without_transpose(dy: Array, z: Array, W: Array) -> Array:
    """W instead of Wᵀ; W is square here, so no shape complains."""
    return dy + (dy * (1 - tanh(z) ** 2)) @ W


def slope_behind_the_weights(dy: Array, z: Array, W: Array) -> Array:
    """The slope of tanh multiplies what has gone through W already."""
    return dy + (dy @ W.T) * (1 - np.tanh(z) ** 2)


def straight_path_without_dy(dy: Array, z: Array, W: Array) -> Array:
    """The straight path brings its slope 1, not dy times it."""
    return 1 + (dy * (1 - np.tanh(z) ** 2)) @ W.T


SKIP_GRADIENT = (
    Mistake(
        last_path_replaces_the_first,
        "Only the path through the layer is there; the one straight from x to y adds `dy` "
        "(lesson 04, Where paths meet).",
        29,
    ),
    Mistake(
        path_through_the_layer_forgotten,
        "Only the straight path from x to y is there. x also moves y through z (lesson 04, "
        "Where paths meet).",
        29,
    ),
    Mistake(
        paths_averaged,
        "The two paths were averaged. Gradients that meet add up (lesson 04, Where paths meet).",
        29,
    ),
    Mistake(
        paths_multiplied,
        "The two paths were multiplied. Slopes multiply along one path; where paths meet, "
        "their products add (lesson 04, Where paths meet).",
        29,
    ),
    Mistake(slope_left_out_of_the_path, SLOPE_LEFT_OUT, 27),
    Mistake(
        path_without_transpose,
        "The transpose is missing on the path through the layer: `W.T`. W is square here, "
        "so no shape complains (lesson 04, Shapes).",
        8,
    ),
    Mistake(
        slope_behind_the_weights,
        "The slope of tanh comes after W here. On the way back tanh is met first, at the "
        "units, and then W (lesson 04, Backwards).",
    ),
    Mistake(
        straight_path_without_dy,
        "The straight path adds its slope, 1, where it adds `dy` times that (lesson 04, "
        "Where paths meet).",
    ),
)


# --- numerical_slopes(f, theta, epsilon)


def _differences(theta: Array, difference: Callable[[Array], Any]) -> Array:
    """Return difference(eᵢ) for every i, where eᵢ is 1 at i and 0 elsewhere."""
    return np.array([difference(unit) for unit in np.eye(len(theta))])


def one_sided_difference(f: Callable[[Array], Any], theta: Array, epsilon: float) -> Array:
    """(f(θ + ε) − f(θ))/ε: off by about ε, where the central difference is off by about ε²."""
    return _differences(theta, lambda e: (f(theta + epsilon * e) - f(theta)) / epsilon)


def divided_by_one_epsilon(f: Callable[[Array], Any], theta: Array, epsilon: float) -> Array:
    """The two points lie 2ε apart; divided by ε only."""
    return _differences(
        theta, lambda e: (f(theta + epsilon * e) - f(theta - epsilon * e)) / epsilon
    )


def multiplied_by_epsilon(f: Callable[[Array], Any], theta: Array, epsilon: float) -> Array:
    """Brackets forgotten: Python reads / 2 * epsilon from left to right."""
    return _differences(
        theta, lambda e: (f(theta + epsilon * e) - f(theta - epsilon * e)) / 2 * epsilon
    )


def not_put_back(f: Callable[[Array], Any], theta: Array, epsilon: float) -> Array:
    """A parameter that was moved stays moved while the next is tried."""
    moved, slopes = theta.copy(), []
    for i in range(len(theta)):
        moved[i] += epsilon
        above = f(moved)
        moved[i] -= 2 * epsilon
        slopes.append((above - f(moved)) / (2 * epsilon))
    return np.array(slopes)


def all_moved_at_once(f: Callable[[Array], Any], theta: Array, epsilon: float) -> Array:
    """All parameters are moved together: every entry is the sum of all slopes."""
    slope = (f(theta + epsilon) - f(theta - epsilon)) / (2 * epsilon)
    return np.full(len(theta), slope)


def epsilon_lost_in_rounding(f: Callable[[Array], Any], theta: Array, epsilon: float) -> Array:
    """ε = 1e-20, the smaller the better: θ + ε is θ again, and every difference is 0."""
    tiny = 1e-20
    return _differences(theta, lambda e: (f(theta + tiny * e) - f(theta - tiny * e)) / (2 * tiny))


def _of_epsilon(function: Function) -> str:
    """Say whether the code has an ε of its own."""
    names = [each.arg for each in function.args.args]
    if len(names) == 3 and names[2] not in names_in(function):
        return f"`{names[2]}` is not used: with a much smaller one, θ + ε is θ again."
    return "Is it the moved θ that `f` gets?"


NUMERICAL_SLOPES = (
    Mistake(
        one_sided_difference,
        "This is the one-sided difference, off by about ε. The central one goes to both "
        "sides, and is off by about ε² (lesson 04, The gradient check).",
        33,
    ),
    Mistake(
        divided_by_one_epsilon,
        "The two points lie 2ε apart, and the difference was divided by ε (lesson 04, The "
        "gradient check).",
    ),
    Mistake(
        multiplied_by_epsilon,
        "The difference was multiplied by ε, as `/ 2 * epsilon` does. With brackets, `/ (2 "
        "* epsilon)` divides by both.",
    ),
    Mistake(
        not_put_back,
        "A parameter that was moved was not put back before the next was tried: work on a "
        "copy, `theta.copy()` (lesson 04, The gradient check).",
    ),
    Mistake(
        all_moved_at_once,
        "All parameters were moved at once, so every entry is the sum of all slopes. Move "
        "one and leave the others (lesson 04, The gradient check).",
    ),
    Mistake(
        epsilon_lost_in_rounding,
        "The differences are all 0: the two points that f was given are the same to the "
        "last digit (lesson 04, The gradient check).",
        33,
        in_code=_of_epsilon,
    ),
)


# --- backward_pass(x, y, W0, b0, W1, b1): tanh, softmax, categorical cross-entropy


def _way(x: Array, W0: Array, b0: Array, W1: Array, b1: Array) -> tuple[Array, Array, Array]:
    """Return z of the hidden layer, its a, and the logits."""
    z = x @ W0 + b0
    a = tanh(z)
    return z, a, a @ W1 + b1


def _four(x: Array, a: Array, hidden: Array, output: Array) -> Four:
    """Return the gradients of W0, b0, W1, b1 that the two δ give."""
    return x.T @ hidden, hidden.sum(axis=0), a.T @ output, output.sum(axis=0)


def _right_delta(logits: Array, y: Array) -> Array:
    return _p_minus_y(logits, y) / len(y)


def _right(x: Array, y: Array, W0: Array, b0: Array, W1: Array, b1: Array) -> Four:
    _, a, logits = _way(x, W0, b0, W1, b1)
    output = _right_delta(logits, y)
    return _four(x, a, output @ W1.T * (1 - a * a), output)


def _with_delta(
    delta: Callable[[Array, Array], Array],
) -> Callable[..., Four]:
    """Return a backward pass that starts from a wrong δ of the output layer."""

    def backward_pass(x: Array, y: Array, W0: Array, b0: Array, W1: Array, b1: Array) -> Four:
        _, a, logits = _way(x, W0, b0, W1, b1)
        output = delta(logits, y)
        return _four(x, a, output @ W1.T * (1 - a * a), output)

    return backward_pass


def pass_without_the_slope(x: Array, y: Array, W0: Array, b0: Array, W1: Array, b1: Array) -> Four:
    """δ of the hidden layer lacks the slope of tanh."""
    _, a, logits = _way(x, W0, b0, W1, b1)
    output = _right_delta(logits, y)
    return _four(x, a, output @ W1.T, output)


def pass_with_slope_at_a(x: Array, y: Array, W0: Array, b0: Array, W1: Array, b1: Array) -> Four:
    """The slope of tanh is taken at a: tanh is applied twice."""
    _, a, logits = _way(x, W0, b0, W1, b1)
    output = _right_delta(logits, y)
    return _four(x, a, output @ W1.T * (1 - tanh(a) ** 2), output)


def pass_with_slope_from_z(x: Array, y: Array, W0: Array, b0: Array, W1: Array, b1: Array) -> Four:
    """1 − z² for the slope of tanh."""
    z, a, logits = _way(x, W0, b0, W1, b1)
    output = _right_delta(logits, y)
    return _four(x, a, output @ W1.T * (1 - z * z), output)


def pass_with_z_for_a(x: Array, y: Array, W0: Array, b0: Array, W1: Array, b1: Array) -> Four:
    """∂L/∂W1 is made of z0, where the second layer's input a0 belongs."""
    z, _, logits = _way(x, W0, b0, W1, b1)
    dW0, db0, _, db1 = _right(x, y, W0, b0, W1, b1)
    return dW0, db0, z.T @ _right_delta(logits, y), db1


def pass_summed(x: Array, y: Array, W0: Array, b0: Array, W1: Array, b1: Array) -> Four:
    """The sum over the batch instead of the mean."""
    return _with_delta(sum_over_the_batch)(x, y, W0, b0, W1, b1)


def pass_averaged_twice(x: Array, y: Array, W0: Array, b0: Array, W1: Array, b1: Array) -> Four:
    """Divided by N once too often."""
    return _with_delta(mean_taken_twice)(x, y, W0, b0, W1, b1)


def pass_with_flipped_sign(x: Array, y: Array, W0: Array, b0: Array, W1: Array, b1: Array) -> Four:
    """y − p: every gradient has the wrong sign."""
    return _with_delta(sign_flipped)(x, y, W0, b0, W1, b1)


def pass_with_slope_of_softmax_again(
    x: Array, y: Array, W0: Array, b0: Array, W1: Array, b1: Array
) -> Four:
    """p − y is multiplied by p(1 − p) once more."""
    return _with_delta(slope_of_softmax_again)(x, y, W0, b0, W1, b1)


def pass_with_softmax_twice(x: Array, y: Array, W0: Array, b0: Array, W1: Array, b1: Array) -> Four:
    """Softmax is applied to probabilities."""
    return _with_delta(softmax_twice)(x, y, W0, b0, W1, b1)


def pass_without_biases(x: Array, y: Array, W0: Array, b0: Array, W1: Array, b1: Array) -> Four:
    """The biases get no gradient."""
    dW0, _, dW1, _ = _right(x, y, W0, b0, W1, b1)
    return dW0, np.zeros_like(b0), dW1, np.zeros_like(b1)


def pass_with_averaged_biases(
    x: Array, y: Array, W0: Array, b0: Array, W1: Array, b1: Array
) -> Four:
    """The biases get the mean of δ instead of the sum."""
    dW0, db0, dW1, db1 = _right(x, y, W0, b0, W1, b1)
    return dW0, db0 / len(x), dW1, db1 / len(x)


BACKWARD_PASS = (
    Mistake(pass_without_the_slope, SLOPE_LEFT_OUT, 27),
    Mistake(pass_with_slope_at_a, TANH_AT_A, 13),
    Mistake(pass_with_slope_from_z, TANH_FROM_Z, 14),
    Mistake(pass_summed, SUMMED, 18),
    Mistake(pass_averaged_twice, AVERAGED_TWICE, 19),
    Mistake(pass_with_flipped_sign, FLIPPED, 26),
    Mistake(pass_with_slope_of_softmax_again, SOFTMAX_AGAIN, 22),
    Mistake(pass_with_softmax_twice, SOFTMAX_TWICE, 21),
    Mistake(pass_without_biases, BIAS_LEFT_OUT, 28),
    Mistake(pass_with_averaged_biases, BIAS_AVERAGED, 28),
    Mistake(
        pass_with_z_for_a,
        "`dW1` is made of `z0`; the second layer's input is `a0` (lesson 04, Backwards).",
    ),
)


# --- train_batches(batches, W0, b0, W1, b1, learning_rate)


def _step(parameters: Four, gradients: Four, learning_rate: float) -> Four:
    W0, b0, W1, b1 = (p - learning_rate * g for p, g in zip(parameters, gradients, strict=True))
    return W0, b0, W1, b1


def _train(
    gradients: Callable[..., Four], batches: Batches, parameters: Four, learning_rate: float
) -> Four:
    for x, y in batches:
        parameters = _step(parameters, gradients(x, y, *parameters), learning_rate)
    return parameters


def weights_updated_on_the_way(
    batches: Batches, W0: Array, b0: Array, W1: Array, b1: Array, learning_rate: float
) -> Four:
    """W1 is updated before δ goes through it."""

    def gradients(x: Array, y: Array, W0: Array, b0: Array, W1: Array, b1: Array) -> Four:
        _, a, logits = _way(x, W0, b0, W1, b1)
        output = _right_delta(logits, y)
        updated = W1 - learning_rate * a.T @ output
        return _four(x, a, output @ updated.T * (1 - a * a), output)

    return _train(gradients, batches, (W0, b0, W1, b1), learning_rate)


def gradients_not_reset(
    batches: Batches, W0: Array, b0: Array, W1: Array, b1: Array, learning_rate: float
) -> Four:
    """Each step adds its gradient to those before, and steps along the sum."""
    parameters = (W0, b0, W1, b1)
    totals: list[Any] = [0, 0, 0, 0]
    for x, y in batches:
        totals = [t + g for t, g in zip(totals, _right(x, y, *parameters), strict=True)]
        parameters = _step(parameters, (totals[0], totals[1], totals[2], totals[3]), learning_rate)
    return parameters


def up_the_slope(
    batches: Batches, W0: Array, b0: Array, W1: Array, b1: Array, learning_rate: float
) -> Four:
    """θ ← θ + ηg: the step goes uphill."""
    return _train(_right, batches, (W0, b0, W1, b1), -learning_rate)


def never_updated(
    batches: Batches, W0: Array, b0: Array, W1: Array, b1: Array, learning_rate: float
) -> Four:
    """Gradients are computed and nothing is done with them: backpropagation does not update."""
    return W0, b0, W1, b1


def gradients_at_the_start(
    batches: Batches, W0: Array, b0: Array, W1: Array, b1: Array, learning_rate: float
) -> Four:
    """Every batch's gradient is taken at the parameters of the start."""
    parameters = start = (W0, b0, W1, b1)
    for x, y in batches:
        parameters = _step(parameters, _right(x, y, *start), learning_rate)
    return parameters


def last_batch_only(
    batches: Batches, W0: Array, b0: Array, W1: Array, b1: Array, learning_rate: float
) -> Four:
    """Every step starts again from the parameters of the start, so only the last batch is left."""
    return _train(_right, batches[-1:], (W0, b0, W1, b1), learning_rate)


def first_batch_only(
    batches: Batches, W0: Array, b0: Array, W1: Array, b1: Array, learning_rate: float
) -> Four:
    """The function returns from inside its loop."""
    return _train(_right, batches[:1], (W0, b0, W1, b1), learning_rate)


def biases_never_updated(
    batches: Batches, W0: Array, b0: Array, W1: Array, b1: Array, learning_rate: float
) -> Four:
    """The biases stay where they started."""
    return _train(pass_without_biases, batches, (W0, b0, W1, b1), learning_rate)


def trained_without_the_slope(
    batches: Batches, W0: Array, b0: Array, W1: Array, b1: Array, learning_rate: float
) -> Four:
    """δ of the hidden layer lacks the slope of tanh."""
    return _train(pass_without_the_slope, batches, (W0, b0, W1, b1), learning_rate)


def trained_on_the_sum(
    batches: Batches, W0: Array, b0: Array, W1: Array, b1: Array, learning_rate: float
) -> Four:
    """The sum over each batch instead of the mean."""
    return _train(pass_summed, batches, (W0, b0, W1, b1), learning_rate)


def _of_the_return(function: Function) -> str:
    """Say whether the code leaves its loop in the first round."""
    return "A `return` stands inside the loop, and ends it." if returns_in_a_loop(function) else ""


def _of_the_update(function: Function) -> str:
    """Say whether the code gives new arrays to the name that a loop runs over."""
    for loop in ast.walk(function):
        if not isinstance(loop, ast.For):
            continue
        given = {each.id for each in ast.walk(loop.target) if isinstance(each, ast.Name)}
        for node in ast.walk(loop):
            match node:
                case ast.Assign(targets=[ast.Name(id=p)]) if p in given:
                    return (
                        f"`{p} = …` gives the name {p} a new array; the list keeps the old one. "
                        f"`{p} -= …` changes the array itself."
                    )
    return ""


TRAIN_BATCHES = (
    Mistake(
        weights_updated_on_the_way,
        "`W1` was updated before δ went back through it. First all gradients, then all "
        "updates; it trains all the same (lesson 04, Bug clinic).",
        30,
    ),
    Mistake(
        gradients_not_reset,
        "Gradients of earlier batches were still in the sum. Each step needs its own "
        "batch's gradient alone; in PyTorch, `zero_grad()` (lesson 04, What the check "
        "cannot see).",
        31,
    ),
    Mistake(
        up_the_slope,
        "The step went up the slope, as if the gradient were added; gradient descent "
        "subtracts it: θ ← θ − ηg (lesson 04, After the backward pass).",
        26,
    ),
    Mistake(
        never_updated,
        "The parameters are those of the start. The backward pass changes none: θ ← θ − ηg "
        "does, and its result is to be returned (lesson 04, After the backward pass).",
        32,
        in_code=_of_the_update,
    ),
    Mistake(
        gradients_at_the_start,
        "Every batch's gradient was taken at the parameters of the start. A step begins "
        "where the last one ended: go forward again with the new ones (lesson 04, After the "
        "backward pass).",
    ),
    Mistake(
        last_batch_only,
        "Only the last batch is left: each step began again from the parameters of the "
        "start. Give the new ones the old ones' names (lesson 04, After the backward pass).",
    ),
    Mistake(
        first_batch_only,
        "Only the first batch was used (lesson 04, After the backward pass).",
        in_code=_of_the_return,
    ),
    Mistake(
        biases_never_updated,
        "The biases stayed where they were. They take a step as the weights do: b ← b − η "
        "∂L/∂b (lesson 04, After the backward pass).",
        28,
    ),
    Mistake(trained_without_the_slope, SLOPE_LEFT_OUT, 27),
    Mistake(trained_on_the_sum, SUMMED, 18),
)
