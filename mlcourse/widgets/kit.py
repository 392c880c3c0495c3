"""What every widget stands on: its module joined into one text, its data packed into one buffer.

What a widget shows is recorded beforehand: a header of words and layout, and a buffer of numbers.
"""

import hashlib
import json
from typing import Any

import anywidget
import traitlets

from mlcourse.base.errors import Array, choice
from mlcourse.widgets.join import join_module, join_styles

__all__ = ["RecordedWidget", "data_id", "join_module", "join_styles", "pack"]

SIZES = ("normal", "presenter")
ALIGNMENT = 8  # bytes; a typed array must start at a multiple of its element's size


def pack(arrays: dict[str, Array]) -> tuple[dict[str, Any], bytes]:
    """Put arrays behind each other into one buffer, and say where each stands.

    Args:
        arrays: by name; float32, int32 or uint8.

    Returns:
        For each name its dtype, shape and offset in bytes; and the buffer.

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
        if str(array.dtype) not in ("float32", "int32", "uint8"):
            raise TypeError(f"{name} must be float32, int32 or uint8; given {array.dtype}.")
        layout[name] = {"dtype": str(array.dtype), "shape": list(array.shape), "offset": offset}
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


class RecordedWidget(anywidget.AnyWidget):
    """Base of the widgets that show a recording: words in ``header``, numbers in ``buffer``.

    ``size`` is ``"normal"`` or ``"presenter"``: type, lines, marks and controls larger, for a projector.
    """

    header = traitlets.Dict().tag(sync=True)
    buffer = traitlets.Bytes().tag(sync=True)
    size = traitlets.Unicode("normal", help="how large it is shown").tag(sync=True)

    def __init__(self, header: dict[str, Any], arrays: dict[str, Array], **traits: Any) -> None:
        layout, buffer = pack(arrays)
        header = {**header, "arrays": layout}
        header["id"] = data_id(header, buffer)
        super().__init__(header=header, buffer=buffer, **traits)

    @traitlets.validate("size")
    def _known_size(self, proposal: Any) -> str:
        return choice("size", proposal["value"], SIZES)
