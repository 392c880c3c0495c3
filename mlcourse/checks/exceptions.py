"""What an exception of Python or numpy means, where its own message says it in words of the engine room.

A message is told in plain words, with the lengths that do not fit: "the lengths 7 and 5 do not meet in a matrix
product", whether ``@`` or ``np.dot`` raised it. So what failed can be compared, too: two exceptions are the same
failure if they are of one kind and say the same in plain words.
"""

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from math import prod
from typing import NamedTuple

import numpy as np

from mlcourse.checks.outcomes import Raised

Match = re.Match[str]
Words = str | Callable[[Match], str]

OPTIONS = ("axis", "keepdims", "dtype", "size", "loc", "scale", "low", "high", "shape", "out")
ABOUT_SHAPES = ("ValueError", "IndexError", "AxisError")  # kinds where the arrays' shapes help


class Meaning(NamedTuple):
    """What a message means.

    Args:
        pattern: what is looked for in ``"kind: message"``.
        cause: what it usually comes from, and what to try; a text or made from the match.
        said: the message in plain words; empty where it may stay as it is.
    """

    pattern: str
    cause: Words
    said: Words = ""


def meaning(raised: Raised) -> str:
    """Return what an exception usually comes from, and what to try; nothing where its own message says it.

    Args:
        raised: what was raised.

    Returns:
        One or two sentences, or an empty string.

    Example:
        >>> meaning(Raised("NameError", "name 'tanh' is not defined"))
        'numpy has a function of this name: np.tanh.'
        >>> meaning(Raised("KeyError", "'W'"))
        ''
    """
    known, match = _find(raised)
    cause = _words(known.cause, match) if known and match else ""
    if _of_one_shape(raised.arrays):
        return OF_ONE_SHAPE.get(cause.partition(",")[0], cause)
    return _of_the_line(cause, raised.line)


def _of_the_line(cause: str, line: str) -> str:
    """Return a cause in the words of the line that raised."""
    if cause.startswith("An array is many") and (asks := re.search(r"(?<![\w.])(max|min)\(", line)):
        return f"Python's `{asks[1]}` asks once which of two is larger. `np.{asks[1]}imum` asks element by element."
    if ALONG_THE_COLUMNS in cause and re.search(r"\b(y|labels?|targets?)\b", line):
        return (
            f"{cause.partition(' ')[0]}{ALONG_THE_COLUMNS} Labels pick one of each row, a[np.arange(n), y], or become "
            "one-hot rows first."
        )
    if cause == SCALAR and (used := re.search(r"\bmath\.(\w+)", line)):
        return f"`math.{used[1]}` takes a single number; `np.{used[1]}` takes whole arrays."
    return cause if "*" in line else cause.replace(NOT_THE_MATRIX_PRODUCT, "")


def _of_one_shape(arrays: Sequence[str]) -> bool:
    """Return whether two arrays of a line have the same shape, of which rows and columns differ."""
    shapes = [each.partition(" is ")[2] for each in arrays]
    return len(shapes) == 2 and shapes[0] == shapes[1]


def message(raised: Raised) -> str:
    """Return an exception's kind and its message in plain words.

    Args:
        raised: what was raised.

    Returns:
        As in ``"ValueError: the lengths 7 and 5 do not meet in a matrix product"``.

    Example:
        >>> message(Raised("ValueError", "shapes (31,7) and (5,) not aligned: 7 (dim 1) != 5 (dim 0)"))
        'ValueError: the lengths 7 and 5 do not meet in a matrix product'
    """
    known, match = _find(raised)
    said = _words(known.said, match) if known and match else ""
    return f"{raised.kind}: {said or raised.message.strip()}".rstrip(": .")


def same_failure(one: Raised, other: Raised) -> bool:
    """Return whether the same failed in both: one kind, one operation, and the same shapes in it."""
    return message(one) == message(other)


def _find(raised: Raised) -> tuple[Meaning | None, Match | None]:
    text = f"{raised.kind}: {raised.message}"
    for known in MEANINGS:
        if match := re.search(known.pattern, text):
            return known, match
    return None, None


def _words(words: Words, match: Match) -> str:
    return words if isinstance(words, str) else words(match)


def _shapes(text: str) -> list[str]:
    """Return the shapes in a message, as Python writes them, in a fixed order."""
    shapes = [
        tuple(map(int, re.findall(r"\d+", each))) for each in re.findall(r"\([\d, ]+\)", text)
    ]
    return [str(shape) for shape in sorted(shapes, key=lambda shape: (-len(shape), shape))]


ALONG_THE_COLUMNS = " is laid along the columns."
NOT_THE_MATRIX_PRODUCT = " (The matrix product is @, not *.)"
SAME_SHAPE = (
    "Both have the same shape. Element by element they are multiplied by *; for a matrix product (@) one of them "
    "has to be turned, with .T."
)


def _product_said(rows: str, columns: str) -> str:
    return f"the lengths {columns} and {rows} do not meet in a matrix product"


def _product(rows: str, columns: str) -> str:
    return (
        "In A @ B, A needs as many columns as B has rows; "
        f"here A has {columns} columns and B has {rows} rows. Is a .T missing or one too many, or the order wrong?"
    )


def _elementwise_said(match: Match) -> str:
    return f"the shapes {' and '.join(_shapes(match[0]))} do not fit element by element"


def _elementwise(match: Match) -> str:
    shapes = [tuple(map(int, re.findall(r"\d+", each))) for each in _shapes(match[0])]
    two, one = shapes[0], shapes[-1]
    if len(two) == 2 and len(one) == 1 and two[0] == one[0]:
        return f"{one}{ALONG_THE_COLUMNS} One number for each row must be a column: keepdims=True, or a[:, None]."
    return f"From the last axis on, two lengths must be equal, or one of them 1.{NOT_THE_MATRIX_PRODUCT}"


def _reshaped(match: Match) -> str:
    lengths = re.findall(r"\d+", match[2])
    room = f"{' · '.join(lengths)} = {prod(map(int, lengths))}"
    return (
        f"{match[1]} numbers are not {room if len(lengths) > 1 else f'rows of {lengths[0]}'}. "
        "(To turn rows into columns take .T; reshape only counts the numbers off anew.)"
    )


def _reshaped_said(match: Match) -> str:
    lengths = re.findall(r"\d+", match[2])
    return f"{match[1]} numbers cannot be laid out as ({', '.join(lengths)})"


def _name(match: Match) -> str:
    if callable(getattr(np, match[1], None)):
        return f"numpy has a function of this name: np.{match[1]}."
    return "Is it spelled as where it was made, and has that cell been run?"


def _no_attribute(match: Match) -> str:
    kind, name = match.groups()
    if kind == "NoneType":
        return NONE
    if kind in ("list", "tuple", "int", "float") and hasattr(np.ndarray, name):
        return f"Only arrays have .{name}: np.array(…) makes one."
    if kind == "numpy.ndarray" and name == "append":
        return "An array keeps its length. Collect in a list, and make an array of it in the end: np.array(…)."
    if kind == "numpy.ndarray" and callable(getattr(np, name, None)):
        return f"It is a function of numpy: np.{name}(…)."
    return "Is it spelled right? dir(…) lists what there is."


def _not_in_numpy(match: Match) -> str:
    near = get_close_matches(match[1], dir(np), n=1, cutoff=0.8)
    return f"Do you mean np.{near[0]}?" if near else "numpy has no function of this name."


def _no_option(match: Match) -> str:
    near = get_close_matches(match[1], OPTIONS, n=1)
    return f"Do you mean {near[0]}=…?" if near else ""


def _out_of_bounds(match: Match) -> str:
    return (
        f"Along axis {match[1]} there are {match[2]}, counted from 0 to {int(match[2]) - 1}. "
        "Is it the right axis, and is everything counted from 0?"
    )


def _axis(match: Match) -> str:
    return {
        "0": "A single number has no axes. Was it summed already?",
        "1": "A vector has axis 0 only. Print its shape: is it the array that you mean?",
    }.get(match[2], "Axes are counted from 0: axis 0 goes down the rows, axis 1 along the columns.")


def _array_of(axes: int) -> str:
    if not axes:
        return "a single number"
    return f"an array with {axes} {'axis' if axes == 1 else 'axes'}"


def _unpacked(match: Match) -> str:
    return f"Left of = stand {match[1]} names, and {match[2] or 'more'} values come from the right."


def _called(match: Match) -> str:
    kind = match[1]
    brackets = {"tuple": ".shape", "numpy.ndarray": ".T"}.get(kind, "")
    also = f" ({brackets} takes none.)" if brackets else ""
    return f"Round brackets after a value call it. Is a * missing, or a function's name used for a value?{also}"


def _is_function(kind: str) -> bool:
    return kind.endswith(("function", "method", "ufunc"))


def _not_indexed(match: Match) -> str:
    if match[1] == "NoneType":
        return NONE
    if _is_function(match[1]):
        return "A function is called with round brackets: np.exp(z), z.sum()."
    return "It is a single number, and there is nothing in it to count."


NONE = "It is None: a function without a return gives None, and so do a.sort() and a.append(…)."
POWER = "In Python, a power is written a**2; ^ works on the bits of integers."
ONE_SHAPE = "The shape is one argument, in brackets of its own: (rows, columns)."
WHOLE = "A whole number is needed here. len(…) and // give one; / never does, and int(…) makes one."
INTEGERS = (
    "An index counts, so it must be an integer: y.astype(int) makes integers of whole numbers."
)
SCALAR = "Functions of math, and float(), take a single number. numpy's take whole arrays: np.exp, np.tanh."

ONE_HOT = (
    "An index picks by labels, one whole number for each row. Rows of 0 and 1 are no labels: multiply by them, and "
    "add along axis 1."
)
OF_ONE_SHAPE = {"In A @ B": SAME_SHAPE, INTEGERS.partition(",")[0]: ONE_HOT}
"""What else it comes from, by how the cause begins, where both arrays of the line have the same two lengths."""

MEANINGS: tuple[Meaning, ...] = (
    Meaning(r"matmul: .*\(size (\d+) is different from (\d+)\)",
            lambda m: _product(m[1], m[2]), lambda m: _product_said(m[1], m[2])),
    Meaning(r"not aligned: (\d+) \(dim \d\) != (\d+) \(dim \d\)",
            lambda m: _product(m[2], m[1]), lambda m: _product_said(m[2], m[1])),
    Meaning(r"matmul: .*does not have enough dimensions",
            "@ multiplies matrices. A single number multiplies with *.",
            "one side of the matrix product is a single number"),
    Meaning(r"shape-mismatch for sum", "np.tensordot sums along axes of one length. For two matrices take @.",
            "the axes that are to be summed differ in length"),
    Meaning(r"remapped shapes.*?: (\(.*?\)) +and requested shape (\(.*?\))", _elementwise, _elementwise_said),
    Meaning(r"remapped shapes.*?: (.*)->", "In einsum a letter stands for one length in all arrays. Write the shapes "
            "below the letters: one letter has two lengths.",
            lambda m: f"in einsum the shapes {' and '.join(_shapes(_originals(m.string)))} do not fit the letters"),
    Meaning(r"(too many subscripts|more dimensions than subscripts)",
            "einsum wants a letter for each axis of each array: two for a matrix, one for a vector.",
            "in einsum an array has not as many axes as it has letters"),
    Meaning(r"output subscript '(\w)' which never", "Each letter right of -> must stand on the left too.",
            lambda m: f"in einsum the letter {m[1]} stands right of -> only"),
    Meaning(r"indexing arrays could not be broadcast together with shapes (\(.*\))",
            "Such indices go in pairs, one for each row: np.arange(len(y)) and y are equally many.",
            lambda m: f"the indices have the shapes {' and '.join(_shapes(m[1]))}"),
    Meaning(r"could not be broadcast together with shapes? (\(.*?\)) (\(.*?\))", _elementwise, _elementwise_said),
    Meaning(r"output operand with shape (\(.*?\)) doesn't match the broadcast shape (\(.*?\))",
            "+= and -= write into the array on the left, which keeps its shape. a = a + b makes a new one.",
            lambda m: f"the result {_shapes(m[2])[0]} has no room in the array {_shapes(m[1])[0]} on the left"),
    Meaning(r"broadcast input array from shape (\(.*?\)) into shape (\(.*?\))",
            "What is put into a part of an array must have the shape of that part.",
            lambda m: f"{_shapes(m[1])[0]} has no room in {_shapes(m[2])[0]}"),
    Meaning(r"cannot be broadcast to a single shape.*arg (\d).*?(\(.*?\)).*?(\(.*?\))",
            "Give the size once, as (rows, columns), and a single number for each of the others.",
            lambda m: f"the shapes {' and '.join(_shapes(m[2] + m[3]))} do not fit"),
    Meaning(r"array of size (\d+) into shape (\(.*?\))", _reshaped, _reshaped_said),
    Meaning(r"along dimension (\d), .* has size (\d+) and .* has size (\d+)",
            lambda m: f"Joined arrays must be equal along all other axes. Along axis {m[1]} one has {m[2]} and one "
            f"{m[3]}. Is another axis meant?",
            lambda m: f"the arrays have the lengths {m[2]} and {m[3]} along axis {m[1]}, where they must be equal"),
    Meaning(r"same number of dimensions.* has (\d) dim.* has (\d) dim",
            "A vector becomes a column with a[:, None], and a row with a[None].",
            lambda m: f"one array has {m[1]} axes and one {m[2]}, and they cannot be joined"),
    Meaning(r"input arrays must have the same shape", "np.stack lays arrays of one shape on each other. "
            "np.concatenate joins them along an axis that is there."),
    Meaning(r"axis (-?\d+) is out of bounds for array of dimension (\d)", _axis,
            lambda m: f"there is no axis {m[1]} in {_array_of(int(m[2]))}"),
    Meaning(r"axes don't match array", "np.transpose wants the number of each axis once; .T turns a matrix over."),
    Meaning(r"index -?\d+ is out of bounds for axis (\d) with size (\d+)", _out_of_bounds),
    Meaning(r"(?:list|tuple) index out of range", "The first has the index 0, and the last has length − 1."),
    Meaning(r"too many indices for array: array is (\d)-dimensional, but (\d) were",
            "A vector has one index, a matrix two: a[i, j]. Print the array's shape.",
            lambda m: f"{m[2]} indices for {_array_of(int(m[1]))}"),
    Meaning(r"only integers, slices|arrays used as indices", INTEGERS, "an index that is no integer"),
    Meaning(r"boolean index did not match .* axis (\d); .* is (\d+) .* is (\d+)",
            "A condition chooses from an array of its own shape.",
            lambda m: f"{m[3]} conditions for {m[2]} along axis {m[1]}"),
    Meaning(r"invalid index to scalar", "It is a single number, and there is nothing in it to count."),
    Meaning(r"truth value of an array",
            "An array is many truth values, and if, and, or, not decide one. Element by element: "
            "(a == 1) & (b == 0), | for or, ~ for not, np.where(condition, one, other) for if.",
            "an array as a condition"),
    Meaning(r"inhomogeneous shape", "Rows of an array are equally long.",
            "the rows of the list are not equally long"),
    Meaning(r"array element with a sequence", "In the place of one number, a[i], several were put.",
            "a list or an array in the place of one number"),
    Meaning(r"scale < 0", "A standard deviation is not negative; scale=… is the standard deviation.",
            "the standard deviation is negative"),
    Meaning(r"(?:too many|not enough) values to unpack \(expected (\d+)(?:, got (\d+))?", _unpacked),
    Meaning(r"assignment destination is read-only", "Work on a copy: a.copy()."),
    Meaning(r"math range error", "e to a large number is too large for a float. Only ever take e to a power that is "
            "not positive (lesson 02, The stable form)."),
    Meaning(r"math domain error", "The logarithm of 0 or less, or the root of less than 0, is no number."),
    Meaning(r"^ZeroDivisionError", "Something is divided by 0: which size or sum is 0 here?"),
    Meaning(r"^NameError: name '(\w+)' is not defined", _name),
    Meaning(r"local variable '(\w+)'",
            lambda m: f"{m[1]} gets a value in this function, so it is the function's own, and here it has none yet. "
            "Give it one first, or take another name.", lambda m: f"{m[1]} has no value yet"),
    Meaning(r"^RecursionError", "The function calls itself, and nothing ever ends that."),
    Meaning(r"^ModuleNotFoundError", "It is not installed, and no task needs it: numpy is enough."),
    Meaning(r"bitwise_xor|for \^=?:", POWER, "^ of numbers that are not integers"),
    Meaning(r"to Python scalars|to a Python scalar", SCALAR, "an array in the place of a single number"),
    Meaning(r"as a data type|takes at most \d positional arguments \(\d given\)", ONE_SHAPE),
    Meaning(r"as an integer|or a single integer|integer scalar arrays", WHOLE),
    Meaning(r"unexpected keyword argument '(\w+)'", _no_option),
    Meaning(r"(unsupported operand|between instances of).*'NoneType'|type NoneType|'NoneType' object is not iter",
            NONE.replace("It is", "One of the values is")),
    Meaning(r"unsupported operand type\(s\) for (.+): '(\w+)' and '(\w+)'",
            "Lists and tuples do not calculate element by element. np.array(…) makes an array.",
            lambda m: f"{m[1]} between {m[2]} and {m[3]}"),
    Meaning(r"can only concatenate (\w+) \(not \"?(\w+)",
            "+ joins lists, and texts. np.array(…) makes an array, which adds.",
            lambda m: f"+ between {m[1]} and {m[2]}"),
    Meaning(r"Cannot cast ufunc .* output from dtype\('float64'\) to dtype\('int64'\)",
            "The array on the left holds integers. Make it with dtype=float.",
            "floats have no room in an array of integers"),
    Meaning(r"(ufunc '\w+' (?:did not contain|not supported)|loop of ufunc does not support)",
            "Is each of them a number or an array of numbers, and none a text, a list of lists or a function?",
            "something that is no number, in a calculation"),
    Meaning(r"module 'numpy' has no attribute '(\w+)'", _not_in_numpy),
    Meaning(r"'([\w.]+)' object has no attribute '(\w+)'", _no_attribute),
    Meaning(r"'([\w.]+)' object is not callable", _called),
    Meaning(r"'([\w.]+)' object is not subscriptable", _not_indexed,
            lambda m: "a function with square brackets" if _is_function(m[1]) else ""),
    Meaning(r"object of type '[\w.]+' has no len|'[\w.]+' object is not iterable",
            "A single number has no length, and a loop needs several: for i in range(n)."),
)  # fmt: skip


def _originals(text: str) -> str:
    """Return the shapes left of the arrows in einsum's message."""
    return " ".join(re.findall(r"(\([\d,]+\))->", text))
