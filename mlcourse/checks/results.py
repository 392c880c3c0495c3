"""From whatever an answer returns to plain arrays by name, or to plain words on why that cannot be.

The right answer's result is the pattern: it says which parts there are. Nothing here trusts the result: it is
converted once, and its own idea of equality is never asked.
"""

from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from mlcourse.base.errors import given

Parts = dict[str, Any]
"""Arrays, or strings, by the part's name; the name of an only part is empty."""

LARGEST = 1_000_000  # numbers in a result that are looked at
DEEPEST = 8  # lists within lists
SHOWN = 5  # names of parts in a message
EXACT = (Fraction, Decimal)  # numbers that numpy takes for objects


class Unusable(Exception):
    """A result that cannot be compared; its message says what came and what is needed."""


class Nothing(Unusable):
    """None in place of a result."""


class Blank(Exception):
    """A result that is still the placeholder."""


def pattern_of(result: Any, names: tuple[str, ...] = ()) -> Any:
    """Return a right result as nested dicts whose leaves are arrays or strings."""
    if isinstance(result, dict):
        return {str(name): pattern_of(part) for name, part in result.items()}
    if isinstance(result, list | tuple) and (names or not _all_numbers(result)):
        keys = names or tuple(f"[{i}]" for i in range(len(result)))
        return {key: pattern_of(part) for key, part in zip(keys, result, strict=True)}
    return result if isinstance(result, str) else np.array(_leaf(result, "the right answer"))


def parts_of(result: Any, pattern: Any, path: str = "") -> Parts:
    """Return a result's parts by name, in the order of the pattern.

    Raises:
        Nothing: it is None.
        Unusable: it is no number, array or collection of them that has the pattern's parts.
        Blank: it is, or holds, nothing but a placeholder.
    """
    if is_placeholder(result):
        raise Blank
    if result is None and not path:
        raise Nothing("the result is None.")
    if isinstance(pattern, dict):
        items = _items(result, tuple(pattern), path)
        found: Parts = {}
        for name, part in pattern.items():
            found |= parts_of(items[name], part, _join(path, name))
        return found
    called = path or "the result"
    if isinstance(pattern, str):
        if not isinstance(result, str):
            raise Unusable(f"{called} is {kind_of(result)}, where a string is asked for.")
        return {path: str.casefold(str.strip(result))}
    return {path: _copy(_leaf(result, called))}


def is_placeholder(value: Any) -> bool:
    """Return whether a value is ``...``, or a tuple or list of nothing else."""
    if type(value) in (tuple, list):
        return 0 < len(value) <= DEEPEST and all(each is ... for each in value)
    return value is ...


def kind_of(value: Any) -> str:
    """Return what kind of thing a value is, in plain words, without asking the value itself."""
    if value is None:
        return "None"
    if isinstance(value, np.ndarray):
        return given(np.array(value, copy=None, subok=False))
    if type(value) in (bool, int, float, str):
        return given(value)
    if isinstance(value, list | tuple | dict):
        return f"a {type(value).__name__} of {len(value)}"
    return f"of the type {type(value).__name__}"


def _items(result: Any, names: tuple[str, ...], path: str) -> dict[str, Any]:
    """Return the parts of one level of a result, by the pattern's names."""
    called, needed = path or "the result", _some(names)
    if isinstance(result, dict):
        found = {str(key): value for key, value in dict.items(result)}
        missing = [name for name in names if name not in found]
        extra = [name for name in found if name not in names]
        if missing or extra:
            words = [f"lacks {_some(missing)}"] * bool(missing)
            words += [f"holds {_some(extra)}, which nobody asked for"] * bool(extra)
            raise Unusable(f"{called} {' and '.join(words)}: needed are {needed}.")
        return found
    if isinstance(result, list | tuple):
        base = list if isinstance(result, list) else tuple
        values = list(base.__iter__(result))  # type: ignore[arg-type]
    elif isinstance(result, np.ndarray) and result.ndim and len(result) == len(names):
        values = list(np.array(result, copy=None, subok=False))
    else:
        raise Unusable(
            f"{called} is {kind_of(result)}, where {len(names)} parts are asked for: {needed}."
        )
    if len(values) != len(names):
        raise Unusable(
            f"{called} has {len(values)} parts, where {len(names)} are asked for: {needed}."
        )
    return dict(zip(names, values, strict=True))


def _leaf(value: Any, called: str) -> np.ndarray:
    """Return a number, an array or nested lists of numbers as an array."""
    if isinstance(value, list | tuple):
        _count(value, called)
    elif type(value) in EXACT:
        value = np.array(value)
    elif not isinstance(value, bool | int | float | complex | np.generic | np.ndarray) and not (
        hasattr(type(value), "__array__")
    ):
        raise Unusable(f"{called} is {kind_of(value)}.{_try_this(value)}")
    try:
        array = np.array(value, copy=None, subok=False)
    except ValueError:
        raise Unusable(f"{called} is a list whose rows are not equally long.") from None
    if array.dtype.kind == "O" and all(type(each) in (*EXACT, int, float) for each in array.flat):
        with suppress(OverflowError):  # an integer may be larger than any float
            array = array.astype(np.float64)
    if array.dtype.kind not in "fiub":
        raise Unusable(f"{called} holds {_no_numbers(array)}.")
    return array


def _no_numbers(array: np.ndarray) -> str:
    """Return what an array holds that cannot be compared."""
    if array.dtype.kind in "US":
        return "strings, where numbers are asked for"
    if array.dtype.kind == "O" and any(each is None for each in array.flat):
        return "None, where a number is asked for"
    words = {"c": "complex numbers", "O": "objects that are no numbers"}
    return f"{words.get(array.dtype.kind, 'no numbers')} (dtype {array.dtype})"


def _count(values: Any, called: str, depth: int = 1, count: int = 0) -> int:
    """Count what nested lists hold, so that one which holds itself, or never ends, is refused."""
    if depth > DEEPEST:
        raise Unusable(f"{called} is a list that holds itself, or lists more than {DEEPEST} deep.")
    base = list if isinstance(values, list) else tuple
    too_many = Unusable(f"{called} is a list of more than {LARGEST:,} numbers.")
    if base.__len__(values) > LARGEST:
        raise too_many
    for each in base.__iter__(values):
        nested = isinstance(each, list | tuple)
        count = _count(each, called, depth + 1, count) if nested else count + 1
        if count > LARGEST:
            raise too_many
    return count


def _copy(array: np.ndarray) -> np.ndarray:
    """Return a copy, since an answer may write into its arrays again; of a huge one only the shape."""
    return np.array(array) if array.size <= LARGEST else np.broadcast_to(np.nan, array.shape)


def _all_numbers(values: Any) -> bool:
    return all(isinstance(each, int | float | np.generic | Fraction | Decimal) for each in values)


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:SHOWN]) + ", …" * (len(names) > SHOWN)


def _join(path: str, name: str) -> str:
    return path + name if name.startswith("[") or not path else f"{path}.{name}"


def _try_this(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(type(value), "__next__"):
        return " Make an array of it: np.array(list(…))."
    if callable(value):
        return " Call it, and return what it gives."
    return " A number or an array is asked for."
