"""Checks of what a caller hands in: every message says what was given, what was needed and what to try.

A wrong *kind* of thing (a string for a number) raises ``TypeError``; a right kind with an impossible
value (a learning rate of 0) raises ``ValueError``.
"""

import math
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from numbers import Integral, Real
from typing import Any, TypeGuard, TypeVar

import numpy as np

Array = np.ndarray
T = TypeVar("T")

CALCULATED = (np.dtype(np.float64), np.dtype(np.float32))
"""The types that are calculated in; float16 has four digits and ends at 65504, and NumPy has no fast longdouble."""

NO_NUMBERS = (bool, np.bool_, np.timedelta64)  # though Python takes them for numbers
MOST_NUMBERS = 2**30  # of an array: 8 GB


def given(value: Any) -> str:
    """Describe a value in a few words for an error message.

    Args:
        value: anything.

    Returns:
        An array's shape and dtype, a class's name, or the beginning of a ``repr`` with the type's name.

    Example:
        >>> given(np.zeros((3, 2)))
        'an array of shape (3, 2), float64'
        >>> given("rleu")
        "'rleu' (str)"
    """
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.item()
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}, {value.dtype}"
    if isinstance(value, tuple | list) and any(isinstance(each, np.ndarray) for each in value[:3]):
        items = ", ".join(given(each) for each in value[:3])
        return f"a {type(value).__name__} of {len(value)}: {items}{', …' * (len(value) > 3)}"
    if isinstance(value, type):
        return f"the class {value.__name__} itself"
    try:
        text, *more = repr(value).split("\n")
    except Exception:  # whatever cannot show itself
        return f"something of the class {type(value).__name__}"
    text = text if len(text) <= 60 and not more else text[:57] + "..."
    return f"{text} ({type(value).__name__})"


def floats(name: str, value: Any) -> Array:
    """Return ``value`` as an array of float64, or of float32 where it is; NaN and infinity pass.

    Raises:
        TypeError: it holds something other than real numbers, or masked ones.
    """
    if type(value) is np.ndarray and value.dtype in CALCULATED:
        return value
    array = as_array(name, value)
    if array.dtype.kind not in "fiub":
        raise TypeError(
            f"{name} must hold real numbers; given {given(value)}. "
            f"Try np.asarray({name}, dtype=float)."
        )
    return array if array.dtype in CALCULATED else array.astype(np.float64)


def as_array(name: str, value: Any) -> Array:
    """Return ``value`` as an array of whatever it holds, of NumPy's plain class and with its mathematics.

    Raises:
        TypeError: its rows are not equally long, or something in it is masked.
    """
    if is_masked(value):
        raise TypeError(
            f"{name} must not have masked numbers, which would be calculated with; given {given(value)}. "
            f"Try {name}.filled(0), or leave those examples out."
        )
    try:
        return np.asarray(value)
    except Exception:  # whatever an object says that cannot become one
        raise TypeError(
            f"{name} must be an array, with rows of equal length; given {given(value)}. "
            f"Look at [np.shape(row) for row in {name}]."
        ) from None


def is_masked(value: Any) -> bool:
    """Return whether a number of an array, or of an array in a list, is masked."""
    rows = value if isinstance(value, list | tuple) else [value]
    return any(isinstance(row, np.ma.MaskedArray) and np.ma.is_masked(row) for row in rows)


def plain_number(value: Any) -> Any:
    """Return a number as it stands in an array without axes; anything else as it is."""
    is_plain = isinstance(value, np.ndarray) and value.ndim == 0 and not is_masked(value)
    return value.item() if is_plain else value


def affordable(name: str, value: Any, *shape: int) -> None:
    """Refuse what would make an array too large for any memory.

    Args:
        name: of what was handed in.
        value: what was handed in.
        shape: of the array.

    Raises:
        ValueError: it would have more than 2³⁰ numbers.

    Example:
        >>> affordable("classes", 10**30, 100, 10**30)
        Traceback (most recent call last):
        ValueError: classes must be smaller, for (100, 1000000000000000000000000000000) numbers to fit into ...
    """
    if math.prod(shape) > MOST_NUMBERS:
        raise ValueError(
            f"{name} must be smaller, for {shape} numbers to fit into the memory; given {given(value)}."
        )


def cast(name: str, array: Array, dtype: Any) -> Array:
    """Return ``array`` in another floating-point type.

    Raises:
        ValueError: a finite number is too large for that type.
    """
    if array.dtype == dtype:
        return array
    with np.errstate(over="ignore"):
        result = array.astype(dtype)
    too_large = np.isinf(result) & np.isfinite(array)
    if too_large.any():
        raise ValueError(
            f"{name} must fit into {np.dtype(dtype)}; given {array[too_large][0]:g}, which is too large. "
            "Try dtype=np.float64, or scale the data."
        )
    return result


def examples(name: str, value: Any) -> Array:
    """Return ``value`` as a non-empty array (..., batch, features) of finite numbers.

    Raises:
        TypeError: it holds something other than real numbers.
        ValueError: it has fewer than two axes, no example, or NaN or infinity in it.
    """
    array = floats(name, value)
    if array.ndim < 2:
        raise ValueError(
            f"{name} must have the shape (batch, features); given {given(array)}. "
            f"For one example try {name}[None, :], for one feature {name}[:, None]."
        )
    if array.size == 0:
        raise ValueError(
            f"{name} must hold at least one example with one feature; given an empty one, "
            f"{given(array)}. Look at how it was sliced."
        )
    return finite(name, array)


def finite(name: str, array: Array) -> Array:
    """Return ``array`` unless NaN or infinity is in it.

    Raises:
        ValueError: with the first place that is not finite.
    """
    good = np.isfinite(array)
    if not good.all():
        place = tuple(int(i) for i in np.argwhere(~good)[0])
        raise ValueError(
            f"{name} must be finite; given {array[place]} at index {place}, "
            f"{int((~good).sum())} such values in all. Remove or fill those examples first."
        )
    return array


def number(
    name: str,
    value: Any,
    *,
    above: float | None = None,
    at_least: float | None = None,
    below: float | None = None,
    at_most: float | None = None,
    try_this: str = "",
) -> float:
    """Return ``value`` as a finite ``float`` between the bounds that are given.

    Raises:
        TypeError: it is not a real number.
        ValueError: it is NaN, infinite or outside the bounds.
    """
    value = plain_number(value)
    if isinstance(value, NO_NUMBERS) or not isinstance(value, Real):
        raise TypeError(f"{name} must be a number; given {given(value)}.{_hint(try_this)}")
    try:
        got = float(value)
    except OverflowError:  # an integer beyond all floats
        got = np.inf if value > 0 else -np.inf  # type: ignore[operator]
    bounds = (
        (above, got > above if above is not None else True, "above"),
        (at_least, got >= at_least if at_least is not None else True, "at least"),
        (below, got < below if below is not None else True, "below"),
        (at_most, got <= at_most if at_most is not None else True, "at most"),
    )
    if not np.isfinite(got) or not all(holds for _, holds, _ in bounds):
        wanted = " and ".join(
            f"{words} {bound:g}" for bound, _, words in bounds if bound is not None
        )
        needed = f"a finite number {wanted}".rstrip()
        raise ValueError(f"{name} must be {needed}; given {got:g}.{_hint(try_this)}")
    return got


def integer(
    name: str,
    value: Any,
    *,
    at_least: int | None = None,
    at_most: int | None = None,
    try_this: str = "",
) -> int:
    """Return ``value`` as an ``int``, not below ``at_least`` and not above ``at_most``.

    Raises:
        TypeError: it is not an integer.
        ValueError: it is too small, or too large.
    """
    if (
        type(value) is int
        and (at_least is None or value >= at_least)
        and (at_most is None or value <= at_most)
    ):
        return value  # the usual case, asked in every training step
    value = plain_number(value)
    if isinstance(value, NO_NUMBERS) or not isinstance(value, Integral):
        raise TypeError(f"{name} must be an integer; given {given(value)}.{_hint(try_this)}")
    if at_least is not None and value < at_least:
        raise ValueError(f"{name} must be at least {at_least}; given {value}.{_hint(try_this)}")
    if at_most is not None and int(value) > at_most:
        raise ValueError(
            f"{name} must be at most {at_most}; given {given(value)}.{_hint(try_this)}"
        )
    return int(value)


def flag(name: str, value: Any) -> bool:
    """Return ``value`` if it is True or False.

    Raises:
        TypeError: it is anything else.
    """
    if not isinstance(value, bool | np.bool_):
        raise TypeError(f"{name} must be True or False; given {given(value)}.")
    return bool(value)


def choice(name: str, value: Any, choices: Collection[str]) -> str:
    """Return ``value`` if it is one of the names in ``choices``.

    Raises:
        TypeError: it is not a string.
        ValueError: it is none of them; the message proposes the nearest.
    """
    if isinstance(value, str) and value in choices:
        return value
    listed = ", ".join(repr(c) for c in choices)
    if not isinstance(value, str):
        raise TypeError(f"{name} must be one of {listed}; given {given(value)}.")
    in_lower_case = {each.lower(): each for each in choices}
    near = get_close_matches(value.lower(), in_lower_case, n=1)
    hint = f" Did you mean {in_lower_case[near[0]]!r}?" if near else ""
    raise ValueError(f"{name} must be one of {listed}; given {value!r}.{hint}")


def instance(name: str, value: Any, kind: type[T], try_this: str = "") -> T:
    """Return ``value`` if it is an instance of ``kind``.

    Raises:
        TypeError: it is not.
    """
    if not isinstance(value, kind):
        article = "an" if kind.__name__[0] in "AEIOU" else "a"
        raise TypeError(
            f"{name} must be {article} {kind.__name__}; given {given(value)}.{_hint(try_this)}"
        )
    return value


def shape(name: str, array: Array, wanted: Sequence[int], try_this: str = "") -> Array:
    """Return ``array`` if its last axes are ``wanted``; leading axes are runs.

    Raises:
        ValueError: they are not.
    """
    wanted = tuple(wanted)
    if array.shape[-len(wanted) :] != wanted:
        raise ValueError(
            f"{name} must have the shape (..., {', '.join(map(str, wanted))}); "
            f"given {given(array)}.{_hint(try_this)}"
        )
    return array


def like(name: str, value: Any, pattern: Array) -> Array:
    """Return ``value`` as an array of floating-point numbers, shaped as another one.

    Raises:
        TypeError: it holds something other than real numbers.
        ValueError: it has another shape.
    """
    array = floats(name, value)
    if array.shape != pattern.shape:
        raise ValueError(f"{name} must have the shape {pattern.shape}; given {given(array)}.")
    return array


def is_listed(value: Any) -> TypeGuard[Sequence[Any]]:
    """Return whether ``value`` lists one thing for each run: a list, a tuple or a vector."""
    return isinstance(value, list | tuple) or (isinstance(value, np.ndarray) and value.ndim == 1)


@contextmanager
def concerning(name: str) -> Iterator[None]:
    """Put ``name`` before the message of whatever is refused within.

    Example:
        >>> with concerning("validation"):
        ...     examples("x", [1.0, 2.0])
        Traceback (most recent call last):
        ValueError: validation: x must have the shape (batch, features); given ...
    """
    try:
        yield
    except (TypeError, ValueError) as error:
        kind = TypeError if isinstance(error, TypeError) else ValueError
        raise kind(f"{name}: {error}") from None


def check_dtype(dtype: Any) -> np.dtype:
    """Return the data type if it is float64 or float32.

    Args:
        dtype: anything NumPy takes for a data type.

    Returns:
        The NumPy data type.

    Raises:
        ValueError: it is another one.

    Example:
        >>> check_dtype("float32")
        dtype('float32')
    """
    try:
        found = np.dtype(dtype)
    except Exception:  # whatever an object says that is no type
        found = None
    if found is None or found not in (np.dtype(np.float64), np.dtype(np.float32)):
        raise ValueError(f"dtype must be np.float64 or np.float32; given {given(dtype)}.")
    return found


def check_runs(runs: Any) -> tuple[int, ...]:
    """Return the shape of the runs, () for a single one.

    Raises:
        TypeError: it is not a tuple of integers.
        ValueError: one of them is negative.
    """
    if not isinstance(runs, tuple):
        raise TypeError(
            f"runs must be a tuple, () or (R,); given {given(runs)}. Try theta.shape[:-1]."
        )
    return tuple(integer(f"runs[{i}]", each, at_least=0) for i, each in enumerate(runs))


def _hint(text: str) -> str:
    return f" {text}" if text else ""
