"""A recording made small, for where it is kept and not only shown: in an exported page, and in a saved notebook.

Header and arrays become one text, which ``compact.js`` expands in the browser. Nothing that a widget writes on the
screen changes by it: an array is rounded only where its widget says that its numbers are shown with four digits.

The text is base64 of gzip of: the header's length, four bytes; the header as JSON; then each array in the header's
order. What changes from frame to frame stands together, time innermost, and all first bytes of the numbers stand before
all second bytes, since gzip finds most where like stands beside like. Bytes, as of decision regions, are differences
from the frame before.
"""

import base64
import gzip
import json
from typing import Any

import numpy as np

from mlcourse.base.errors import Array

DIGITS = 4  # that a rounded number keeps
NOT_A_NUMBER = 127  # as an exponent; the mantissa says which: 0 nan, 1 and −1 the infinities


def compact(header: dict[str, Any], buffer: bytes) -> str:
    """Return a recording as a short text.

    Args:
        header: of the widget; its ``arrays`` say what is in the buffer, and which arrays may be rounded.
        buffer: the packed arrays.

    Returns:
        Base64.

    Example:
        >>> len(compact({"title": "a" * 1000, "arrays": {}}, b"")) < 100
        True
    """
    words = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    parts = [len(words).to_bytes(4, "little"), words]
    for layout in header.get("arrays", {}).values():
        shape = layout["shape"]
        array = np.frombuffer(buffer, layout["dtype"], int(np.prod(shape)), layout["offset"])
        if array.size:
            parts.append(_packed(array.reshape(shape[0] if shape else 1, -1).T, layout))
    # The highest level takes four times as long and saves one part in a hundred; no time of day: same data, same text.
    return base64.b64encode(gzip.compress(b"".join(parts), 6, mtime=0)).decode()


def rounded(values: Array) -> tuple[Array, Array]:
    """Return numbers with four significant digits, as thirds of the fourth digit and a power of ten.

    v ≈ thirds/3 · 10^exponent. Thirds say on which side of a half a number was, so that it is rounded to fewer digits
    as it would have been: 0.12496 is 0.1250 with four digits, but 0.12 with two.

    Args:
        values: float32, any shape.

    Returns:
        thirds, int16, and exponents, int8, both shaped as values.

    Example:
        >>> rounded(np.array([0.12496, -3.0], np.float32))
        (array([ 3749, -9000], dtype=int16), array([-4, -3], dtype=int8))
    """
    exact = np.abs(values.astype(np.float64))
    is_number = np.isfinite(exact)
    size = np.where(is_number & (exact > 0), exact, 1.0)
    exponent = np.floor(np.log10(size)).astype(int) - (DIGITS - 1)
    low, high = 10 ** (DIGITS - 1), 10**DIGITS
    scaled = _scaled(size, exponent)
    exponent += (scaled >= high).astype(int) - (scaled < low)  # where the logarithm was just beside
    scaled = _scaled(size, exponent)
    mantissa = np.floor(scaled + 0.5)  # a half is rounded up, as in the browser
    is_half = (mantissa % 10 == 5) | (mantissa % 100 == 50) | (mantissa % 1000 == 500)
    thirds = 3 * mantissa + np.where(is_half, np.sign(scaled - mantissa), 0)
    thirds = np.where(is_number, np.where(exact > 0, thirds, 0), np.isinf(exact))
    sign = np.where(np.isnan(values), 0, np.sign(values))
    exponent = np.where(is_number, np.where(exact > 0, exponent, 0), NOT_A_NUMBER)
    return (sign * thirds).astype(np.int16), exponent.astype(np.int8)


def _scaled(size: Array, exponent: Array) -> Array:
    """Return size / 10^exponent; a power of ten with a negative exponent is not exact, so it is not used."""
    return np.where(
        exponent < 0,
        size * 10.0 ** np.maximum(-exponent, 0),
        size / 10.0 ** np.maximum(exponent, 0),
    )


def _packed(array: Array, layout: dict[str, Any]) -> bytes:
    """Return the bytes of one array, (numbers of a frame, frames)."""
    if layout["dtype"] == "uint8":
        return np.diff(array, axis=1, prepend=np.uint8(0)).tobytes()  # modulo 256
    if layout.get("rounded"):
        thirds, exponent = rounded(array)
        return _planes(thirds) + exponent.tobytes()
    return _planes(array)


def _planes(array: Array) -> bytes:
    """Return all first bytes, all second bytes, and so on."""
    data = array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes()
    return np.frombuffer(data, np.uint8).reshape(-1, array.itemsize).T.tobytes()
