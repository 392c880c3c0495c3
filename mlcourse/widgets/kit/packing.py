"""What a widget sends: arrays packed into one buffer, and a short name for the whole."""

import hashlib
import json
from collections.abc import Collection
from typing import Any

from mlcourse.base.errors import Array

ALIGNMENT = 8  # bytes; a typed array must start at a multiple of its element's size


def pack(arrays: dict[str, Array], rounded: Collection[str] = ()) -> tuple[dict[str, Any], bytes]:
    """Put arrays behind each other into one buffer, and say where each stands.

    Args:
        arrays: by name; float32, int32, int16 or uint8.
        rounded: names of float32 arrays whose numbers are shown with four digits at the most and as they are, so that
            they may be kept with no more (``compact``).

    Returns:
        For each name its dtype, shape and offset in bytes, and ``rounded`` where that holds; and the buffer.

    Raises:
        TypeError: an array has another data type.

    Example:
        >>> import numpy as np
        >>> layout, buffer = pack({"loss": np.zeros(3, np.float32)})
        >>> layout["loss"], len(buffer)
        ({'dtype': 'float32', 'shape': [3], 'offset': 0}, 16)
    """
    layout: dict[str, Any] = {}
    parts: list[bytes] = []
    offset = 0
    for name, array in arrays.items():
        if str(array.dtype) not in ("float32", "int32", "int16", "uint8"):
            raise TypeError(f"{name} must be float32, int32, int16 or uint8; given {array.dtype}.")
        layout[name] = {"dtype": str(array.dtype), "shape": list(array.shape), "offset": offset}
        if name in rounded:
            layout[name]["rounded"] = True
        data = array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes()
        parts.append(data + bytes(-len(data) % ALIGNMENT))
        offset += len(parts[-1])
    return layout, b"".join(parts)


def data_id(header: dict[str, Any], buffer: bytes) -> str:
    """Return a short name for what a widget shows: the same data, the same name.

    Args:
        header: what goes with the buffer.
        buffer: packed arrays.

    Returns:
        Twelve hexadecimal digits.

    Example:
        >>> data_id({}, b"") == data_id({}, b"")
        True
    """
    digest = hashlib.sha256(json.dumps(header, sort_keys=True).encode())
    digest.update(buffer)
    return digest.hexdigest()[:12]
