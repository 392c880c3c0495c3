"""Wrong answers to the tasks of exercise 02: each function makes one mistake, and its docstring names it.

They take what the task's function takes. ``x`` (batch, fan_in) is a layer's input, ``W`` (fan_in, fan_out) and ``b``
(fan_out,) are its parameters, ``z`` and ``logits`` weighted sums with a row for each example.

Below the functions of each task stands what ``check`` says to each mistake, the likeliest first.
"""

import ast

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.checks.source import Function, names_in
from mlcourse.checks.task import Mistake
from mlcourse.steps.activations import relu, sigmoid, softmax, tanh

Four = tuple[Array, Array, Array, Array]  # z0, a0, logits, p

# --- causes that several tasks share

AXIS = (
    "Softmax ran down the columns, over the examples. Each row is one example, and its "
    "probabilities must add up to 1: `axis=1`, with `keepdims=True` (lesson 02, Softmax)."
)
OVERFLOW = (
    "eᶻ is infinite from z = 710 on, and ∞/∞ is not a number. Take e only to powers that "
    "are not positive (lesson 02, The stable form)."
)

WHOLE_BATCH = (
    "All numbers of the batch together add up to 1. Each row must, by itself: sum along `axis=1`, "
    "with `keepdims=True` (lesson 02, Softmax)."
)
ONE_SUM = (
    "Every eᶻ was divided by one sum, that of the whole batch. Each row has its own: `axis=1`, "
    "with `keepdims=True` (lesson 02, Softmax)."
)
SIGMOID_OF_EACH = (
    "This is a sigmoid for each class by itself, for questions where several classes can be true at once. Here "
    "exactly one is: take softmax (lesson 02, Softmax)."
)

# --- hidden_sum, a value

HIDDEN_SUM = (
    Mistake(
        0.0,
        "This is after ReLU, the activation a. The task asks for the weighted sum z before it "
        "(lesson 02, One unit).",
    ),
    Mistake(-2.2, "The bias is missing: z = xW + b (lesson 02, One unit)."),
    Mistake(
        4.2,
        "This is unit 0: its weights stand in column 0. Unit 1 has column 1 (lesson 02, "
        "Shapes at every arrow).",
        8,
    ),
    Mistake(
        -2.0,
        "The bias of unit 0 was added. Unit 1 has `b[1]` = 0.7 (lesson 02, One unit).",
    ),
    Mistake(
        3.0,
        "This is row 1 of W in the place of its column 1, as if W were transposed (lesson "
        "02, Shapes at every arrow).",
        8,
    ),
)


# --- weighted_sums(x, W, b)


def weights_transposed(x: Array, W: Array, b: Array) -> Array:
    """W is taken the other way round."""
    return x @ W.T + b


def multiplied_element_by_element(x: Array, W: Array, b: Array) -> Array:
    """* stands where @ belongs."""
    return x * W + b


def weights_before_the_input(x: Array, W: Array, b: Array) -> Array:
    """W @ x: the two factors are swapped."""
    return W @ x + b


def bias_forgotten(x: Array, W: Array, b: Array) -> Array:
    """The bias is not added."""
    return x @ W


def bias_subtracted(x: Array, W: Array, b: Array) -> Array:
    """The bias is subtracted, as a threshold would be."""
    return x @ W - b


def bias_as_a_column(x: Array, W: Array, b: Array) -> Array:
    """b is made a column, where it belongs to each row."""
    return x @ W + b.reshape(-1, 1)


WEIGHTED_SUMS = (
    Mistake(
        weights_transposed,
        "W was taken the other way round. It has a row for each input and a column for "
        "each unit: `x @ W`, without a transpose (lesson 02, Shapes at every arrow).",
        8,
    ),
    Mistake(bias_forgotten, "The bias is missing: z = xW + b (lesson 02, One unit)."),
    Mistake(
        multiplied_element_by_element,
        "`*` multiplies element by element. The sum over an example's inputs is the matrix "
        "product `x @ W` (lesson 00b, The matrix product).",
        9,
    ),
    Mistake(
        weights_before_the_input,
        "The factors are the wrong way round. Each row of x is an example and meets the "
        "columns of W: `x @ W` (lesson 00b, The matrix product).",
        9,
    ),
    Mistake(
        bias_subtracted,
        "The bias is subtracted. It is added: z = xW + b (lesson 02, One unit).",
    ),
    Mistake(
        bias_as_a_column,
        "b was made a column. As it is, `(units,)`, it is added to each row: `x @ W + b` "
        "(lesson 00b, Broadcasting).",
    ),
)


# --- relu(z)


def relu_by_magnitude(z: Array) -> Array:
    """|z|: negative values are turned over instead of set to 0."""
    return np.abs(z)


def relu_as_a_step(z: Array) -> Array:
    """1 where z > 0: ReLU's slope, not ReLU."""
    return (z > 0).astype(z.dtype)


def relu_of_the_minimum(z: Array) -> Array:
    """min(z, 0): the wrong half is kept."""
    return np.minimum(z, 0)


def relu_that_leaks(z: Array) -> Array:
    """Negative values keep a hundredth of their size."""
    return np.where(z > 0, z, 0.01 * z)


def relu_of_the_largest(z: Array) -> Array:
    """np.max(z, 0): the largest of each column instead of the larger of each z and 0."""
    return z.max(axis=0)


RELU = (
    Mistake(
        relu_by_magnitude,
        "This is |z|: negative values are turned over. ReLU sets them to 0 (lesson 02, "
        "Three activations).",
    ),
    Mistake(
        relu_as_a_step,
        "This is 1 where z is positive: ReLU's slope. ReLU itself lets z through (lesson "
        "02, Slopes and saturation).",
    ),
    Mistake(
        relu_of_the_minimum,
        "The negative half is kept and the positive one lost: this is min(z, 0), and ReLU "
        "is max(z, 0) (lesson 02, Three activations).",
    ),
    Mistake(
        relu_that_leaks,
        "This is leaky ReLU (Maas et al. 2013), which lets a hundredth of a negative value "
        "through. This course's ReLU sets it to 0.",
        is_convention=True,
    ),
    Mistake(
        relu_of_the_largest,
        "These are the largest values along axis 0, as `np.max(z, 0)` gives them. The "
        "larger of each z and 0 is `np.maximum(z, 0)`.",
    ),
)


# --- sigmoid(z)


def sigmoid_turned_over(z: Array) -> Array:
    """1/(1 + eᶻ): the sign in the exponent is missing."""
    return sigmoid(-z)


def sigmoid_that_overflows(z: Array) -> Array:
    """eᶻ/(1 + eᶻ), which is ∞/∞ for a large z."""
    with np.errstate(over="ignore", invalid="ignore"):
        return np.exp(z) / (1 + np.exp(z))


def sigmoid_without_the_one(z: Array) -> Array:
    """1/e⁻ᶻ: the 1 in the denominator is missing."""
    with np.errstate(over="ignore", divide="ignore"):
        return 1 / np.exp(-z)


def tanh_for_sigmoid(z: Array) -> Array:
    """tanh, which goes from −1 to 1."""
    return tanh(z)


def sigmoid_of_shifted(z: Array) -> Array:
    """The largest z is subtracted, as in softmax."""
    return sigmoid(z - np.max(z))


SIGMOID = (
    Mistake(
        sigmoid_turned_over,
        "This is σ(−z), which falls where σ rises: the minus in the exponent is missing. It is "
        "1/(1 + e⁻ᶻ) (lesson 02, Three activations).",
    ),
    Mistake(sigmoid_that_overflows, OVERFLOW),
    Mistake(
        sigmoid_without_the_one,
        "The 1 in the denominator is missing: 1/(1 + e⁻ᶻ) (lesson 02, Three activations).",
    ),
    Mistake(
        tanh_for_sigmoid,
        "This is tanh, between −1 and 1. The sigmoid goes from 0 to 1: 1/(1 + e⁻ᶻ) (lesson "
        "02, Three activations).",
    ),
    Mistake(
        sigmoid_of_shifted,
        "The largest z was subtracted, as in softmax, where it cancels in the fraction. "
        "The sigmoid depends on z itself (lesson 02, The stable form).",
    ),
)


# --- tanh(z)


def tanh_of_half(z: Array) -> Array:
    """2σ(z) − 1: the 2 in front of z is missing."""
    return 2 * sigmoid(z) - 1


def tanh_not_shifted(z: Array) -> Array:
    """σ(2z): it goes from 0 to 1."""
    return sigmoid(2 * z)


def tanh_that_overflows(z: Array) -> Array:
    """(eᶻ − e⁻ᶻ)/(eᶻ + e⁻ᶻ), which is ∞/∞ for a large z."""
    with np.errstate(over="ignore", invalid="ignore"):
        return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


def tanh_turned_over(z: Array) -> Array:
    """−tanh(z): the two exponentials are swapped."""
    return -tanh(z)


def sigmoid_with_the_slope_of_tanh(z: Array) -> Array:
    """4σ(z) − 2 has the slope of tanh at 0, and goes from −2 to 2."""
    return 4 * sigmoid(z) - 2


def tanh_halved_inside(z: Array) -> Array:
    """2σ(z/2) − 1: z is halved where it must be doubled."""
    return 2 * sigmoid(z / 2) - 1


def tanh_with_brackets(z: Array) -> Array:
    """2(σ(2z) − 1): it goes from −2 to 0."""
    return 2 * (sigmoid(2 * z) - 1)


TANH = (
    Mistake(
        tanh_of_half,
        "The 2 in front of z is missing: 2σ(2z) − 1. Yours is tanh(z/2) (lesson 02, Three "
        "activations).",
    ),
    Mistake(
        tanh_not_shifted,
        "This is σ(2z), from 0 to 1: stretch it by 2 and subtract 1 (lesson 02, Three "
        "activations).",
    ),
    Mistake(tanh_that_overflows, OVERFLOW),
    Mistake(
        tanh_turned_over,
        "This is −tanh(z), which falls where tanh rises: a difference is taken the wrong "
        "way round (lesson 02, Three activations).",
    ),
    Mistake(
        sigmoid_with_the_slope_of_tanh,
        "4σ(z) − 2 has the right slope at 0, but goes from −2 to 2. Make σ steeper "
        "instead: 2σ(2z) − 1 (lesson 02, Three activations).",
    ),
    Mistake(
        tanh_halved_inside,
        "z is halved inside σ where it must be doubled: 2σ(2z) − 1 (lesson 02, Three activations).",
    ),
    Mistake(
        tanh_with_brackets,
        "Yours goes from −2 to 0: the brackets double the 1 too. Meant is 2σ(2z) − 1 (lesson 02, Three activations).",
    ),
)


# --- softmax(logits)


def softmax_down_the_columns(logits: Array) -> Array:
    """Softmax over axis 0, the examples."""
    return softmax(logits.T).T


def softmax_over_everything(logits: Array) -> Array:
    """All numbers of the batch together add up to 1."""
    return softmax(logits.ravel()).reshape(logits.shape)


def softmax_without_maximum(logits: Array) -> Array:
    """No maximum subtracted: ∞/∞ for large logits."""
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        exponentials = np.exp(logits)
        return exponentials / exponentials.sum(axis=1, keepdims=True)


def softmax_with_one_maximum(logits: Array) -> Array:
    """One maximum for the whole batch: a row far below it becomes 0/0."""
    with np.errstate(invalid="ignore", divide="ignore"):
        exponentials = np.exp(logits - logits.max())
        return exponentials / exponentials.sum(axis=1, keepdims=True)


def softmax_of_rows_over_everything(logits: Array) -> Array:
    """Each row's maximum is subtracted, and then one sum taken over the whole batch."""
    exponentials = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum()


def shares_without_exponentials(logits: Array) -> Array:
    """The logits divided by their sum: negative shares, and none where the sum is 0."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return logits / logits.sum(axis=1, keepdims=True)


def sigmoid_of_each(logits: Array) -> Array:
    """A sigmoid for each class by itself: the rows do not add up to 1."""
    return sigmoid(logits)


def softmax_not_divided(logits: Array) -> Array:
    """The exponentials alone, not divided by their sum."""
    return np.exp(logits - logits.max(axis=1, keepdims=True))


def softmax_divided_by_the_largest(logits: Array) -> Array:
    """The logits are divided by their maximum, not reduced by it."""
    return softmax(logits / logits.max(axis=1, keepdims=True))


def shares_above_the_smallest(logits: Array) -> Array:
    """The smallest logit of each row is subtracted, and the rest divided by its sum."""
    shifted = logits - logits.min(axis=1, keepdims=True)
    with np.errstate(invalid="ignore"):
        return shifted / shifted.sum(axis=1, keepdims=True)


SOFTMAX = (
    Mistake(softmax_down_the_columns, AXIS, 11),
    Mistake(
        softmax_over_everything,
        WHOLE_BATCH,
        11,
    ),
    Mistake(softmax_of_rows_over_everything, ONE_SUM, 11),
    Mistake(
        softmax_without_maximum,
        "eᶻ is infinite from z = 710 on, and ∞/∞ is not a number. Subtract each row's "
        "maximum before `np.exp`: it cancels in the fraction (lesson 02, The stable form).",
        12,
    ),
    Mistake(
        softmax_with_one_maximum,
        "One maximum was subtracted for the whole batch, and a row far below it becomes "
        "0/0. Each row needs its own: `axis=1`, with `keepdims=True` (lesson 02, The "
        "stable form).",
        12,
    ),
    Mistake(
        shares_without_exponentials,
        "The exponentials are missing: shares of numbers that may be negative are no "
        "probabilities (lesson 02, Softmax).",
    ),
    Mistake(
        sigmoid_of_each,
        SIGMOID_OF_EACH,
    ),
    Mistake(
        softmax_not_divided,
        "The exponentials are not divided by the sum of their row (lesson 02, Softmax).",
    ),
    Mistake(
        softmax_divided_by_the_largest,
        "The logits were divided by their largest, which changes every probability. "
        "Subtract it: that cancels in the fraction (lesson 02, The stable form).",
    ),
    Mistake(
        shares_above_the_smallest,
        "The exponentials are missing: these are shares of what each logit has above the "
        "smallest (lesson 02, Softmax).",
    ),
)


# --- tempered(logits, temperature)


def temperature_multiplied(logits: Array, temperature: float) -> Array:
    """The logits are multiplied by the temperature: hot becomes cold."""
    return softmax(logits * temperature)


def temperature_on_probabilities(logits: Array, temperature: float) -> Array:
    """The probabilities are divided by the temperature, and no longer add up to 1."""
    return softmax(logits) / temperature


def temperature_ignored(logits: Array, temperature: float) -> Array:
    """Softmax as ever."""
    return softmax(logits)


def power_of_the_probabilities(logits: Array, temperature: float) -> Array:
    """p to the power 1/T, not brought back to a sum of 1."""
    return softmax(logits) ** (1 / temperature)


def _of_the_temperature(function: Function) -> str:
    """Say what the code does with the temperature."""
    names = [each.arg for each in function.args.args]
    if len(names) != 2:
        return ""
    temperature = names[1]
    if temperature not in names_in(function):
        return f"`{temperature}` is not used."
    exponentials: set[str] = set()
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                exponentials |= {name} if _is_exponential(value, exponentials) else set()
            case (
                ast.BinOp(op=operator, left=left, right=right)
                | ast.AugAssign(op=operator, target=left, value=right)
            ) if temperature in _names(right):
                if isinstance(operator, ast.Add | ast.Sub):
                    return "One number that is added to all logits, or subtracted, changes nothing."
                if isinstance(operator, ast.Div) and _is_exponential(left, exponentials):
                    return "Every eᶻ is divided alike, and that cancels in the fraction."
    return ""


def _is_exponential(node: ast.AST, exponentials: set[str]) -> bool:
    return bool(_names(node) & {"exp", "softmax", *exponentials})


def _names(node: ast.AST) -> set[str]:
    """Return the names in a piece of code, and those behind a dot."""
    inner = list(ast.walk(node))
    names = {each.id for each in inner if isinstance(each, ast.Name)}
    return names | {each.attr for each in inner if isinstance(each, ast.Attribute)}


TEMPERED = (
    Mistake(
        temperature_multiplied,
        "The logits are multiplied by the temperature, so hot has become cold. Divide them "
        "(lesson 02, Temperature).",
    ),
    Mistake(
        temperature_on_probabilities,
        "The probabilities are divided, and no longer add up to 1. Divide the logits, "
        "before softmax (lesson 02, Temperature).",
    ),
    Mistake(
        temperature_ignored,
        "These are the probabilities without a temperature. It divides the logits, before "
        "e to their power is taken (lesson 02, Temperature).",
        in_code=_of_the_temperature,
    ),
    Mistake(
        power_of_the_probabilities,
        "p to the power 1/T is in the right proportion, but the rows no longer add up to "
        "1. Divide the logits, before softmax (lesson 02, Temperature).",
    ),
)


# --- collapsed(W0, b0, W1, b1)


def collapsed_with_biases_added(W0: Array, b0: Array, W1: Array, b1: Array) -> tuple[Array, Array]:
    """b0 + b1: the first bias does not go through the second layer."""
    return W0 @ W1, b0 + b1


def collapsed_with_the_last_bias(W0: Array, b0: Array, W1: Array, b1: Array) -> tuple[Array, Array]:
    """Only the second bias is kept."""
    return W0 @ W1, b1


def collapsed_the_other_way(W0: Array, b0: Array, W1: Array, b1: Array) -> tuple[Array, Array]:
    """W1 @ W0: the layers in the wrong order."""
    return W1 @ W0, b0 @ W1 + b1


COLLAPSED = (
    Mistake(
        collapsed_with_the_last_bias,
        "`b0` is lost. It goes through the second layer like everything else: `b0 @ W1 + "
        "b1` (lesson 02, Without an activation).",
    ),
    Mistake(
        collapsed_with_biases_added,
        "The first bias goes through the second layer before it meets the second: `b0 @ W1 "
        "+ b1` (lesson 02, Without an activation).",
    ),
    Mistake(
        collapsed_the_other_way,
        "The layers are multiplied in the wrong order: x meets `W0` first, so it is `W0 @ "
        "W1` (lesson 02, Without an activation).",
        8,
    ),
)


# --- forward_pass(x, W0, b0, W1, b1)


def _pass(x: Array, W0: Array, b0: Array, W1: Array, b1: Array) -> tuple[Array, Array, Array]:
    z0 = x @ W0 + b0
    a0 = relu(z0)
    return z0, a0, a0 @ W1 + b1


def relu_on_the_output(x: Array, W0: Array, b0: Array, W1: Array, b1: Array) -> Four:
    """ReLU is applied to the logits too, before softmax."""
    z0, a0, logits = _pass(x, W0, b0, W1, b1)
    return z0, a0, relu(logits), softmax(relu(logits))


def hidden_layer_left_linear(x: Array, W0: Array, b0: Array, W1: Array, b1: Array) -> Four:
    """The hidden layer has no activation."""
    z0 = x @ W0 + b0
    logits = z0 @ W1 + b1
    return z0, z0, logits, softmax(logits)


def sums_passed_on(x: Array, W0: Array, b0: Array, W1: Array, b1: Array) -> Four:
    """The activation is computed and not used: z, not a, goes into the next layer."""
    z0 = x @ W0 + b0
    logits = z0 @ W1 + b1
    return z0, relu(z0), logits, softmax(logits)


def batch_shares_the_probability(x: Array, W0: Array, b0: Array, W1: Array, b1: Array) -> Four:
    """Softmax over the batch instead of the classes."""
    z0, a0, logits = _pass(x, W0, b0, W1, b1)
    return z0, a0, logits, softmax(logits.T).T


def logits_for_probabilities(x: Array, W0: Array, b0: Array, W1: Array, b1: Array) -> Four:
    """No softmax: the logits stand for the probabilities."""
    z0, a0, logits = _pass(x, W0, b0, W1, b1)
    return z0, a0, logits, logits


def relu_before_the_weights(x: Array, W0: Array, b0: Array, W1: Array, b1: Array) -> Four:
    """ReLU is applied to the input of the layer instead of its sums."""
    z0 = relu(x) @ W0 + b0
    logits = z0 @ W1 + b1
    return z0, z0, logits, softmax(logits)


def batch_adds_up_to_one(x: Array, W0: Array, b0: Array, W1: Array, b1: Array) -> Four:
    """Softmax over all numbers of the batch."""
    z0, a0, logits = _pass(x, W0, b0, W1, b1)
    return z0, a0, logits, softmax_over_everything(logits)


def rows_divided_by_the_whole_sum(x: Array, W0: Array, b0: Array, W1: Array, b1: Array) -> Four:
    """Each row's maximum is subtracted, and then one sum taken over the whole batch."""
    z0, a0, logits = _pass(x, W0, b0, W1, b1)
    return z0, a0, logits, softmax_of_rows_over_everything(logits)


def sigmoid_at_the_output(x: Array, W0: Array, b0: Array, W1: Array, b1: Array) -> Four:
    """A sigmoid for each class by itself."""
    z0, a0, logits = _pass(x, W0, b0, W1, b1)
    return z0, a0, logits, sigmoid(logits)


FORWARD_PASS = (
    Mistake(
        relu_on_the_output,
        "ReLU was applied to the logits too. The output layer has softmax in its place; "
        "negative logits must get through (lesson 02, The output layer).",
        16,
    ),
    Mistake(
        hidden_layer_left_linear,
        "The hidden layer has no activation, so the two layers are worth one: a0 = "
        "ReLU(z0) (lesson 02, Without an activation).",
        10,
    ),
    Mistake(
        sums_passed_on,
        "`z0` goes into the next layer where `a0` belongs (lesson 02, Without an activation).",
        10,
    ),
    Mistake(batch_shares_the_probability, AXIS, 11),
    Mistake(batch_adds_up_to_one, WHOLE_BATCH, 11),
    Mistake(rows_divided_by_the_whole_sum, ONE_SUM, 11),
    Mistake(sigmoid_at_the_output, SIGMOID_OF_EACH),
    Mistake(
        logits_for_probabilities,
        "The last step is missing: softmax turns the logits into probabilities (lesson 02, "
        "The output layer).",
    ),
    Mistake(
        relu_before_the_weights,
        "ReLU was applied to x. It comes after the weighted sums: a0 = ReLU(xW0 + b0) "
        "(lesson 02, One unit).",
    ),
)
