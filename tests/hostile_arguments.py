"""Hostile arguments to every parameter of every public function, and what becomes of each.

    python tests/hostile_arguments.py               # all of them, about two minutes
    python tests/hostile_arguments.py --share 12    # every twelfth of a shuffled order

Two kinds are tried at every parameter. What has nothing to do with it: strings, None, NaN, integers beyond all
floats, dates, classes, objects that cannot show themselves. And the good value of `test_bad_input.CALLS` in disguise:
as float16, masked, a matrix, read-only, byte-swapped, of objects, with NaN or complex numbers in it.

Each call must refuse in words, or give what the plain value gives. Counted and shown are raw errors of NumPy or Python,
calls that do not end, and numbers that are wrong without a word: another result than the plain value's, or one where
none can be. The exit code is 1 if there is any.
"""

import argparse
import linecache
import os
import random
import re
import resource
import signal
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from numbers import Real
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple, NoReturn

import matplotlib as mpl
import numpy as np
from test_bad_input import CALLS, NEED, call, find, good_arguments, parameters_of

SECONDS = 10
"""What a call may take of the processor before it counts as one that does not end."""
MEMORY = 6 * 2**30
NOTHING = object()


class Hostile(NamedTuple):
    """A value, and what may become of it.

    ``like`` is the plain value whose result it must share where it is taken; ``never`` says that no result can be
    right; ``spreads`` that NaN in it must be in the result as well.
    """

    label: str
    value: Any
    like: Any = NOTHING
    never: bool = False
    spreads: bool = False


class CannotShow:
    """An object that cannot show itself."""

    def __repr__(self) -> str:
        raise RuntimeError("no words")


class NotComparable:
    """An object that refuses to be compared and has no truth."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("not to be compared")

    def __bool__(self) -> bool:
        raise RuntimeError("neither true nor false")


class FailsAsArray:
    """An object whose conversion to an array fails."""

    def __array__(self, *_: Any, **__: Any) -> NoReturn:
        raise RuntimeError("no array")


def within_itself() -> list[Any]:
    """Return a list that holds itself."""
    inner: list[Any] = []
    inner.append(inner)
    return inner


def unrelated() -> list[Hostile]:
    """Return values that have nothing to do with any parameter, or next to nothing."""
    numbers: dict[str, Any] = {
        "-1": -1, "0": 0, "-0.0": -0.0, "1": 1, "2**31": 2**31, "2**63": 2**63, "2**64": 2**64, "10**12": 10**12,
        "10**30": 10**30, "-10**30": -(10**30), "10**400": 10**400, "0.5": 0.5, "1e-320": 1e-320, "1e300": 1e300,
        "-1e300": -1e300, "True": True, "False": False, "int8": np.int8(-7), "uint64": np.uint64(2**64 - 1),
        "float16": np.float16(0.1), "longdouble": np.longdouble("1e4000"), "0-d": np.array(3),
        "one number in a list": [3], "one number in an array": np.array([[3.0]]), "1e308 each": np.full((4, 2), 1e308),
        "Fraction": Fraction(1, 3), "Decimal": Decimal("0.1"), "many zeros": np.zeros(10**4),

        "deep": [[[[[[[[1]]]]]]]], "memory": memoryview(b"ab"), "no rows": np.zeros((0, 3)),
        "no columns": np.zeros((3, 0)),
        "seven axes": np.ones((1,) * 7),
        "thirty axes": np.ones((1,) * 30),
        "range": range(3), "bytes of numbers": bytearray(b"\x01\x02"),
    }  # fmt: skip
    numbers |= {"inf": np.inf, "-inf": -np.inf}
    spreading = {"nan": np.nan, "nan each": np.full((4, 2), np.nan)}
    nonsense: dict[str, Any] = {
        "text": "text", "no text": "", "a digit": "3", "nul": "\0", "lone surrogate": "\ud800",
        "long text": "x" * 10**5,
        "numpy text": np.str_("relu"), "bytes": b"relu", "complex": 1j, "complex number": 2 + 0j,
        "complex64": np.complex64(1),
        "complex array": np.full((4, 2), 1j), "texts": ["a", "b"], "text array": np.full((4, 2), "1.0"),
        "bytes array": np.full((4, 2), b"1"), "date": date(2020, 1, 1), "datetime64": np.datetime64("2020-01-01"),
        "dates": np.full((4, 2), np.datetime64("2020-01-01")), "timedelta64": np.timedelta64(3, "s"),
        "spans": np.full((4, 2), np.timedelta64(3, "s")), "structured": np.zeros((4, 2), [("a", float), ("b", int)]),
        "structured number": np.zeros((), "f8,i4")[()], "record array": np.zeros(4, "f8,i4").view(np.recarray),
        "masked": np.ma.masked, "objects": np.full((4, 2), object()), "nones": np.full((4, 2), None),
        "ragged": [[1.0], [2.0, 3.0]], "within itself": within_itself(), "empty dict": {}, "dict": {"a": 1},
        "set": {1, 2}, "generator": (i for i in ()), "object": object(), "class": int, "array class": np.ndarray,
        "function": len, "lambda": lambda *_, **__: None, "module": np, "slice": slice(3), "...": ...,
        "NotImplemented": NotImplemented, "no words": CannotShow(), "not comparable": NotComparable(),
        "fails as array": FailsAsArray(),
        "exception": ValueError("x"), "folder": Path("/"),
    }  # fmt: skip
    return [
        Hostile("None", None),
        *(Hostile(label, value) for label, value in numbers.items()),
        *(Hostile(label, value, spreads=True) for label, value in spreading.items()),
        *(Hostile(label, value, never=True) for label, value in nonsense.items()),
    ]


def disguised(good: Any) -> Iterator[Hostile]:
    """Yield a good array or number in disguise, and spoiled ones that look like it."""
    try:
        array = np.asarray(good)
    except ValueError:
        return
    if array.dtype.kind not in "fiub" or array.size == 0 or isinstance(good, dict | set):
        return
    plain = array.astype(np.float64) if array.dtype.kind == "f" else array
    whole = array.dtype.kind in "iub"
    if array.ndim == 0:
        yield from disguised_number(plain.item(), whole)
        return
    yield Hostile("read-only", frozen(plain), plain)
    yield Hostile("Fortran order", np.asfortranarray(plain), plain)
    yield Hostile("strided", np.repeat(plain, 2, axis=0)[::2], plain)
    yield Hostile("backwards twice", np.ascontiguousarray(plain[::-1])[::-1], plain)
    yield Hostile("other byte order", plain.astype(plain.dtype.newbyteorder()), plain)
    yield Hostile("object", plain.astype(object), plain)
    yield Hostile("list", plain.tolist(), good)
    yield Hostile(
        "list of tuples",
        [tuple(row) if isinstance(row, list) else row for row in plain.tolist()],
        good,
    )
    yield Hostile("list of 0-d arrays", nested(plain, np.array), good)
    yield Hostile("list of numpy numbers", nested(plain, plain.dtype.type), good)
    yield Hostile("unmasked", np.ma.masked_array(plain), plain)
    yield Hostile("record array", plain.view(np.recarray), plain)
    yield Hostile("memory map", plain.view(np.memmap) if plain.ndim else plain, plain)
    yield Hostile("decimals", nested(plain, lambda x: Decimal(repr(x))), plain)
    if whole:
        for kind in (np.int8, np.uint8, np.int16, np.uint64):
            if np.array_equal(plain.astype(kind), plain):
                yield Hostile(np.dtype(kind).name, plain.astype(kind), plain)
    else:
        half = plain.astype(np.float16)
        yield Hostile("float16", half, half.astype(np.float64))
        yield Hostile("longdouble", plain.astype(np.longdouble), plain)
        yield Hostile("float32", plain.astype(np.float32), plain.astype(np.float32).astype(float))
        yield Hostile("nan within", with_one(plain, np.nan), spreads=True)
        for label, number in (("inf", np.inf), ("-inf", -np.inf), ("1e300", 1e300)):
            yield Hostile(f"{label} within", with_one(plain, number))
    if plain.ndim == 2:
        yield Hostile("matrix", np.asmatrix(plain), plain)
    mask = np.zeros(plain.shape, bool)
    mask.flat[0] = True
    yield Hostile("masked", np.ma.masked_array(plain, mask), never=True)
    yield Hostile(
        "masked nan", np.ma.masked_array(with_one(plain.astype(float), np.nan), mask), never=True
    )
    yield Hostile("all masked", np.ma.masked_all_like(plain), never=True)
    yield Hostile("complex", plain.astype(complex), never=True)
    yield Hostile("imaginary", plain + 1j, never=True)
    yield Hostile("texts", plain.astype(str), never=True)
    yield Hostile("structured", plain.astype([("a", plain.dtype)]), never=True)
    yield Hostile("dates", np.abs(plain).astype("datetime64[s]"), never=True)
    yield Hostile("spans", plain.astype("timedelta64[s]"), never=True)
    yield Hostile("an axis more", plain[None])
    yield Hostile("two axes more", plain[None, None])
    yield Hostile("transposed", plain.T.copy())
    yield Hostile("last left out", plain[:-1])
    yield Hostile("one", plain[:1])
    yield Hostile("twice", np.concatenate([plain, plain]))
    yield Hostile("flat", plain.ravel())
    yield Hostile("iterator", iter(plain.tolist()), never=True)


def disguised_number(good: float, whole: bool) -> Iterator[Hostile]:
    """Yield a good number in disguise."""
    yield Hostile("0-d", np.array(good), good)
    yield Hostile("numpy number", np.float64(good) if not whole else np.asarray(good)[()], good)
    yield Hostile("masked 0-d", np.ma.masked_array(good, True), never=True)
    yield Hostile("unmasked 0-d", np.ma.masked_array(good), good)
    yield Hostile("as text", str(good), never=True)
    yield Hostile("complex", complex(good), never=True)
    yield Hostile("Fraction", Fraction(good), good)
    yield Hostile("one-element array", np.array([good]))
    if not whole:
        yield Hostile("float32", np.float32(good), float(np.float32(good)))
        yield Hostile("longdouble", np.longdouble(good), good)


def frozen(array: np.ndarray) -> np.ndarray:
    """Return a copy that cannot be written."""
    copy = array.copy()
    copy.flags.writeable = False
    return copy


def with_one(array: np.ndarray, number: float) -> np.ndarray:
    """Return a copy whose first number is another."""
    copy = array.copy()
    copy.flat[0] = number
    return copy


def nested(array: np.ndarray, make: Callable[[Any], Any]) -> Any:
    """Return nested lists of what is made of each number."""
    return [nested(row, make) for row in array] if array.ndim else make(array.item())


class Case(NamedTuple):
    """One call: a function, the parameter that is tried, and the value."""

    name: str
    parameter: str
    hostile: Hostile
    takes_numbers: bool


def all_cases() -> Iterator[Case]:
    """Yield every call, function by function."""
    for name, table in CALLS.items():
        for parameter in sorted(parameters_of(find(name)) | set(table.good)):
            if (name, parameter) in ANYTHING or parameter == "options":
                continue
            good = table.good.get(parameter, NOTHING)
            own = list(disguised(good)) if good is not NOTHING else []
            for hostile in (*unrelated(), *own):
                if (
                    (name, parameter) in ENDLESS
                    and isinstance(hostile.value, int | np.integer)
                    and hostile.value > 99
                ):
                    continue
                if (name, parameter) in TRAINED_ON and hostile.label == "float32":
                    hostile = hostile._replace(like=NOTHING)
                yield Case(name, parameter, hostile, bool(own))


ANYTHING = {("check", "answer"), ("consequence", "answer"), ("Choice", "values")}
"""What may be anything: an answer is judged and not refused, and one may choose among anything."""

TRAINED_ON = {("Microscope", "theta")}
"""What is trained on in its own precision, in which other steps are taken than in double precision."""

ENDLESS = {("train", "epochs"), ("tune", "epochs")}
"""What takes as long as it is told to."""

LOSES_NAN = re.compile(r"relu_derivative|identity_derivative|\w+\.init")
"""Where NaN does not spread: 1 where z > 0, and NaN is not; 1 everywhere; zeros shaped as θ."""


class TookTooLong(BaseException):
    """Raised in a call that does not end."""


def ring(number: int, frame: FrameType | None) -> NoReturn:
    """End a call."""
    raise TookTooLong


class Found(NamedTuple):
    """What became of a call, and the words for it."""

    verdict: str
    said: str = ""
    result: Any = None


def attempt(name: str, parameter: str, value: Any) -> Found:
    """Call a function, and return "refused", "taken", "raw" or "hangs"."""
    arguments = {each: fresh(good) for each, good in good_arguments(name, parameter).items()}
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        return Found("taken", result=call(name, arguments | {parameter: value}))
    except TookTooLong:
        return Found("hangs", f"more than {SECONDS} s")
    except Exception as error:
        said = f"{type(error).__name__}: {str(error)[:300]}"
        if is_its_own(error):
            return Found("its own", said)
        in_words = (
            type(error) in (TypeError, ValueError)
            and "given" in str(error)
            and NEED.search(str(error))
        )
        in_words = in_words or (
            type(error) is FileNotFoundError and re.search("there is no file|given", str(error))
        )
        return Found("refused" if in_words else "raw", said)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def is_its_own(error: BaseException) -> bool:
    """Return whether what was handed in was called, as it is meant to be, and raised itself.

    A class or a function written in C leaves no frame: then the last line of ours is the one that called it.
    """
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    line = linecache.getline(at.tb_frame.f_code.co_filename, at.tb_lineno) if at else ""
    return bool(CALLED.search(line))


CALLED = re.compile(
    r"\b(?:function|self\.f|f|step_function|score|executor|make|by)\(|\bstep\(plan, "
)
"""How a line looks that calls what was handed in."""


def fresh(good: Any) -> Any:
    """Return a good argument as it was: a generator is another after each draw."""
    return deepcopy(good) if isinstance(good, np.random.Generator) else good


def judged(case: Case) -> Found:
    """Return what became of a case: "refused", "same", "taken", or what must not be: "raw", "hangs", "wrong"."""
    hostile = case.hostile
    found = attempt(case.name, case.parameter, hostile.value)
    if found.verdict != "taken":
        return found
    if hostile.never and case.takes_numbers:
        return Found("wrong", "taken for numbers")
    if (
        hostile.spreads
        and case.takes_numbers
        and not LOSES_NAN.fullmatch(case.name)
        and is_finite(found.result)
    ):
        return Found("wrong", "finite numbers")
    if hostile.like is NOTHING:
        return Found("taken")
    plain = attempt(case.name, case.parameter, hostile.like)
    if plain.verdict != "taken":
        return Found("wrong", f"taken, where the plain value is not: {plain.said}")
    if different := difference(found.result, plain.result):
        return Found("wrong", f"{different}, where the plain value gives another")
    return Found("same")


def numbers_of(thing: Any, depth: int = 6) -> Iterator[np.ndarray]:
    """Yield all numbers of a result, in a fixed order."""
    if (isinstance(thing, np.ndarray) and thing.dtype.kind in "fiub") or (
        isinstance(thing, np.ndarray) and thing.dtype.kind not in "OUSV"
    ):
        yield np.asarray(thing)
    elif isinstance(thing, Real):
        yield np.asarray(float(thing) if isinstance(thing, Fraction) else thing)
    elif depth and isinstance(thing, list | tuple):
        for each in thing:
            yield from numbers_of(each, depth - 1)
    elif depth and isinstance(thing, dict):
        for each in thing.values():
            yield from numbers_of(each, depth - 1)
    elif depth and is_dataclass(thing) and not isinstance(thing, type):
        for each in fields(thing):
            if each.name != "seconds":
                yield from numbers_of(getattr(thing, each.name, None), depth - 1)
    elif hasattr(thing, "header") and hasattr(thing, "buffer"):  # a widget
        for layout in thing.header["arrays"].values():
            count = int(np.prod(layout["shape"]))
            yield np.frombuffer(thing.buffer, layout["dtype"], count, layout["offset"])
    elif hasattr(thing, "curves"):  # a history
        yield from numbers_of((thing.curves, thing.theta), depth - 1)


def is_finite(result: Any) -> bool:
    """Return whether there are numbers in a result, and neither NaN nor infinity."""
    numbers = [each for each in numbers_of(result) if each.dtype.kind == "f"]
    return bool(numbers) and all(np.isfinite(each).all() for each in numbers)


def difference(one: Any, other: Any) -> str:
    """Return in what two results differ, "" where they are the same to five digits."""
    ours, theirs = list(numbers_of(one)), list(numbers_of(other))
    if [each.shape for each in ours] != [each.shape for each in theirs]:
        return (
            f"shapes {[each.shape for each in ours][:4]} and {[each.shape for each in theirs][:4]}"
        )
    for mine, its in zip(ours, theirs, strict=True):
        if mine.dtype.kind not in "fiub" or not np.allclose(mine, its, 1e-5, 1e-7, equal_nan=True):
            return f"{mine.ravel()[:3]} {mine.dtype} and {its.ravel()[:3]}"
    return ""


def main() -> int:
    """Try all or a share of the cases, and print the counts and whatever must not be."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--share", type=int, default=1, metavar="N", help="try every N-th")
    options.add_argument("--seed", type=int, default=1, help="of the order")
    options.add_argument(
        "--only", default="", metavar="NAME", help="functions whose name begins so"
    )
    chosen = options.parse_args()
    mpl.use("agg")
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    os.chdir(tempfile.mkdtemp())  # some of it is taken for the name of a file
    signal.signal(signal.SIGPROF, ring)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    cases = [case for case in all_cases() if case.name.startswith(chosen.only)]
    random.Random(chosen.seed).shuffle(cases)
    counts: Counter[str] = Counter()
    for case in cases[:: chosen.share]:
        found = judged(case)
        counts[found.verdict] += 1
        if found.verdict in ("raw", "hangs", "wrong"):
            print(
                f"{found.verdict}: {case.name}({case.parameter}={case.hostile.label}): {found.said}",
                flush=True,
            )
        close_figures()
    names = {case.name for case in cases}
    print(
        f"{counts.total()} hostile arguments to {len(names)} functions:", dict(counts.most_common())
    )
    return int(any(counts[verdict] for verdict in ("raw", "hangs", "wrong")))


def close_figures() -> None:
    """Let go of the figures and widgets that a call has made."""
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")


if __name__ == "__main__":
    sys.exit(main())
