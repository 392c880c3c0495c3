"""How the grader and the process that runs a student's code talk: frames of plain values, never pickle.

A frame is two lengths of four bytes, a header in JSON, and the bytes of the arrays that the header speaks of. Whatever
comes is bounded before it is read, and what is not of this form ends the conversation.
"""

from __future__ import annotations

import json
import re
import socket
import struct
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import prod
from time import monotonic
from typing import Any, NamedTuple

import numpy as np

HEADER, BODY = 4_000_000, 64_000_000  # bytes of a frame at most
LARGEST = 32_000_000  # bytes of all arrays of a frame
MOST = 1_000_001  # values of a list: one more than is looked at
SMALL, LARGE = 1 << 16, 1 << 20  # bytes that are read at once
DEEPEST = 12
DIGITS = 4_000  # of an integer
GROWING = 4  # parts of a value that stand for more than was sent
RATIO = re.compile(r"-?\d{1,4000}(/\d{1,4000})?")
GENERATORS = ("PCG64", "PCG64DXSM", "SFC64")
"""Those whose state holds no place in an array: numpy takes any, and then draws what lies there in memory."""

LETTERS = {"U": "U1", "S": "S1", "V": "V1", "M": "M8[s]", "m": "m8[s]"}
Frame = dict[str, Any]


class Broken(Exception):
    """The other side is gone, or sends what is no frame."""


class TooLate(Exception):
    """The other side did not answer in time."""


class Foreign:
    """Stands for a value that does not cross the border; its class bears the name of the value's own."""


class Arrays(list[np.ndarray]):
    """The arrays of a frame that is being made, and the bytes that they have together."""

    bytes = 0

    def put(self, array: np.ndarray) -> None:
        """Add an array."""
        self.append(array)
        self.bytes += array.nbytes


class Sealed(NamedTuple):
    """Values that are ready to be sent, as often as one likes: JSON, and the bytes of the arrays."""

    kinds: str
    values: str
    body: bytes


def sealed(values: Any, arrays: list[np.ndarray]) -> Sealed:
    """Return values, and the arrays that they point to, ready to be sent."""
    kinds = [[array.dtype.str, list(array.shape)] for array in arrays]
    body = b"".join(array.tobytes() for array in arrays)
    return Sealed(json.dumps(kinds), json.dumps(values), body)


class Wire:
    """Frames over a connection, which is read in large pieces: most frames come with one call of the system.

    Args:
        connection: to the other side.
    """

    def __init__(self, connection: socket.socket) -> None:
        self.connection, self.read = connection, bytearray()

    def send(self, frame: Frame, arrays: list[np.ndarray], end: float | None = None) -> None:
        """Send a frame and the arrays that its values point to.

        Args:
            frame: plain values.
            arrays: of numbers.
            end: until when the other side may take to read it, on the clock ``monotonic``; None waits for ever.

        Raises:
            TooLate: time was up.
            Broken: the other side is gone.
        """
        kinds = [[array.dtype.str, list(array.shape)] for array in arrays]
        body = b"".join(array.tobytes() for array in arrays)
        self._send(json.dumps({**frame, "arrays": kinds}).encode(), body, end)

    def send_sealed(self, frame: Frame, name: str, those: Sealed, end: float | None = None) -> None:
        """Send a frame with sealed values under a name; the rest as ``send``."""
        rest = json.dumps(frame)[1:]
        header = f'{{"{name}": {those.values}, "arrays": {those.kinds}, {rest}'
        self._send(header.encode(), those.body, end)

    def _send(self, header: bytes, body: bytes, end: float | None) -> None:
        self._wait_until(end)
        try:
            self.connection.sendall(struct.pack("<II", len(header), len(body)) + header + body)
        except TimeoutError:
            raise TooLate from None
        except OSError as error:
            raise Broken(str(error)) from None

    def receive(self, end: float | None = None) -> tuple[Frame, list[np.ndarray]]:
        """Return the next frame and its arrays.

        Args:
            end: until when to wait, on the clock ``monotonic``; None waits for ever.

        Raises:
            TooLate: time was up.
            Broken: the other side is gone, or sent no frame.
        """
        sizes = struct.unpack("<II", self._taken(8, end))
        if sizes[0] > HEADER or sizes[1] > BODY:
            raise Broken("a frame is too large")
        try:
            header = json.loads(self._taken(sizes[0], end))
            kinds = header.pop("arrays")
            return header, list(_arrays(kinds, self._taken(sizes[1], end)))
        except (
            ValueError,
            TypeError,
            KeyError,
            AttributeError,
            RecursionError,
            OverflowError,
        ) as error:
            raise Broken(f"no frame: {type(error).__name__}") from None

    def _taken(self, size: int, end: float | None) -> bytearray:
        """Return the next bytes; none of them is in two frames."""
        while len(self.read) < size:
            self._wait_until(end)
            try:
                piece = self.connection.recv(min(max(size - len(self.read), SMALL), LARGE))
            except TimeoutError:
                raise TooLate from None
            except OSError as error:
                raise Broken(str(error)) from None
            if not piece:
                raise Broken("the other side is gone")
            self.read += piece
        taken = self.read[:size]
        del self.read[:size]
        return taken

    def _wait_until(self, end: float | None) -> None:
        left = None if end is None else end - monotonic()
        if left is not None and left <= 0:
            raise TooLate
        if left is not None or self.connection.gettimeout() is not None:
            self.connection.settimeout(left)


def _arrays(kinds: list[Any], body: bytearray) -> Iterator[np.ndarray]:
    """Yield a frame's arrays."""
    left = memoryview(body)
    for dtype, shape in kinds:
        kind = np.dtype(dtype)
        if kind.kind not in "biufc" or not all(type(n) is int and n >= 0 for n in shape):
            raise Broken("an array of no numbers")
        size = prod(shape) * kind.itemsize
        if size > len(left):
            raise Broken("an array is torn")
        yield np.frombuffer(left[:size], kind).reshape(shape).copy()
        left = left[size:]


def packed(value: Any, arrays: Arrays, depth: int = 0) -> list[Any]:
    """Return a value as JSON; its arrays are put into the list.

    What has no plain form goes as the name of its type.
    """
    kind = type(value)
    if value is None or value is ...:
        return ["none" if value is None else "dots"]
    if kind in (bool, float, str):
        return [kind.__name__, value]
    if isinstance(value, bool | np.bool_):
        return ["bool", bool(value)]
    if kind is int:
        return ["int", str(value)] if value.bit_length() < 3 * DIGITS else _foreign(value)
    if kind is complex:
        return ["complex", value.real, value.imag]
    if kind in (Fraction, Decimal):
        return [kind.__name__, str(value)]
    if isinstance(value, np.ndarray | np.generic):
        return _packed_array(value, arrays, depth)
    if isinstance(value, np.random.Generator):
        bits = value.bit_generator
        if type(bits).__name__ not in GENERATORS:
            return _foreign(value)
        return ["generator", type(bits).__name__, packed(bits.state, arrays, depth + 1)]
    if isinstance(value, list | tuple):
        base = list if isinstance(value, list) else tuple
        if depth > DEEPEST:
            return ["deep"]
        if base.__len__(value) > MOST:  # type: ignore[arg-type]
            return ["long"]
        return [base.__name__, [packed(each, arrays, depth + 1) for each in base.__iter__(value)]]  # type: ignore[arg-type]
    if isinstance(value, dict):
        if depth > DEEPEST:
            return ["deep"]
        items = list(dict.items(value))[:1000]
        return ["dict", [[str(key), packed(each, arrays, depth + 1)] for key, each in items]]
    if hasattr(kind, "__array__") and depth < DEEPEST:
        return packed(np.array(value, copy=None, subok=False), arrays, DEEPEST)
    for plain in (int, float, str):
        if isinstance(value, plain):  # of a class of its own
            return packed(plain(value), arrays, depth)
    return _foreign(value)


def _packed_array(value: Any, arrays: Arrays, depth: int) -> list[Any]:
    array = np.array(value, copy=None, subok=False)
    if array.dtype.kind == "O":
        if array.size > 10_000 or depth >= DEEPEST:
            return _foreign(value)
        items = [packed(each, arrays, DEEPEST) for each in array.ravel().tolist()]
        return ["objects", list(array.shape), items]
    if array.dtype.kind not in "biufc":
        return ["letters", array.dtype.kind, list(array.shape)]
    if array.nbytes + arrays.bytes > LARGEST:
        return ["large", array.dtype.str, list(array.shape)]
    arrays.put(np.ascontiguousarray(array).reshape(array.shape))
    return ["scalar" if isinstance(value, np.generic) else "array", len(arrays) - 1]


def _foreign(value: Any) -> list[Any]:
    kind = type(value)
    return ["foreign", kind.__name__[:80], callable(value), hasattr(kind, "__next__")]


def unpacked(node: Any, arrays: list[np.ndarray], functions: Any = None) -> Any:
    """Return the value that was packed.

    Args:
        node: what ``packed`` gave.
        arrays: those that came with it; a value may point to each of them once.
        functions: makes a function of ``["function", number]``, where one may come.

    Raises:
        Broken: it was not made by ``packed``.
    """
    try:
        return Unpacking(arrays, functions).value(node)
    except (
        ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, RecursionError
    ) as error:  # fmt: skip
        raise Broken(f"no value: {type(error).__name__}") from None


class Unpacking:
    """Makes a value of a node, and no more of it than was sent: nothing is repeated, and nothing grows."""

    def __init__(self, arrays: list[np.ndarray], functions: Any) -> None:
        self.arrays, self.functions = arrays, functions
        self.taken: set[int] = set()
        self.left = GROWING

    def value(self, node: Any) -> Any:
        """Return the value of a node."""
        match node:
            case ["none"]:
                return None
            case ["dots"]:
                return ...
            case ["bool", bool(value)] | ["float", float(value)] | ["str", str(value)]:
                return value
            case ["float", int(value)]:
                return float(value)
            case ["int", str(value)]:
                return int(value)
            case ["complex", float(real) | int(real), float(imaginary) | int(imaginary)]:
                return complex(real, imaginary)
            case ["Fraction", str(value)] if RATIO.fullmatch(value):
                return Fraction(value)
            case ["Decimal", str(value)] if len(value) < DIGITS:
                return Decimal(value)
            case ["list", list(values)]:
                return [self.value(each) for each in values]
            case ["tuple", list(values)]:
                return tuple(self.value(each) for each in values)
            case ["dict", list(items)]:
                return {str(key): self.value(each) for key, each in items}
            case ["array", int(number)]:
                return self.array(number)
            case ["scalar", int(number)]:
                return self.array(number)[()]
            case ["objects", list(shape), list(items)]:
                made = np.empty(len(items), object)
                made[:] = [self.value(each) for each in items]
                return made.reshape(shape)
            case ["generator", str(name), state] if name in GENERATORS:
                bits = getattr(np.random, name)(0)
                bits.state = self.value(state)
                return np.random.Generator(bits)
            case ["function", int(number)] if self.functions is not None:
                return self.functions(number)
            case ["foreign", str(name), bool(is_callable), bool(is_iterator)]:
                return _stand_in(name, is_callable, is_iterator)
        return self.growing(node)

    def array(self, number: int) -> np.ndarray:
        """Return an array that came along, once."""
        if number in self.taken:
            raise Broken("an array is pointed to twice")
        self.taken.add(number)
        return self.arrays[number]

    def growing(self, node: Any) -> Any:
        """Return what stands for something too large to be sent; a value may hold only a few."""
        self.left -= 1
        if self.left < 0:
            raise Broken("too much that is too large")
        match node:
            case ["large", str(dtype), list(shape)]:
                return _broadcast(np.dtype(dtype), shape)
            case ["letters", str(kind), list(shape)] if kind in LETTERS:
                return _broadcast(np.dtype(LETTERS[kind]), shape)
            case ["deep"]:
                return _nested(DEEPEST)
            case ["long"]:
                return [0.0] * MOST
        raise Broken("no value")


def _broadcast(dtype: np.dtype, shape: list[Any]) -> np.ndarray:
    """Return an array that takes no memory; one that would take very much has another shape."""
    sizes = tuple(int(each) for each in shape)
    if dtype.kind == "O" or min(sizes, default=0) < 0:
        raise Broken("no array")
    return np.broadcast_to(np.zeros((), dtype), sizes if prod(sizes) <= 2 * MOST else (2 * MOST,))


def _nested(depth: int) -> list[Any]:
    return [_nested(depth - 1)] if depth else [0.0]


def _stand_in(name: str, is_callable: bool, is_iterator: bool) -> Foreign:
    """Return something of which may be said what is said of the value that it stands for."""
    methods: dict[str, Any] = {}
    if is_callable:
        methods["__call__"] = lambda self: None
    if is_iterator:
        methods["__next__"] = lambda self: 0.0
    return type(name if name.isidentifier() else "object", (Foreign,), methods)()
