"""What every widget stands on: its module and the kit joined into one text, its data packed into one buffer.

A widget's JavaScript imports from ``./kit.js``. A browser that gets the module as a text (anywidget's Blob,
an exported page) cannot resolve that, so Python puts the kit's text in the place of the import. What a
widget shows is recorded beforehand: a header of words and layout, and a buffer of numbers.
"""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from mlcourse.errors import Array

HERE = Path(__file__).parent
IMPORT = re.compile(r'^import \{[^}]*\} from "\./kit\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)
ALIGNMENT = 8  # bytes; a typed array must start at a multiple of its element's size


def join_module(name: str) -> str:
    """Return the kit and a widget's module as the text of one ES module.

    Args:
        name: of the widget, for instance ``"player"`` for ``player.js``.

    Returns:
        JavaScript that imports nothing.

    Raises:
        ValueError: the module does not import the kit as ``import {…} from "./kit.js";``.

    Example:
        >>> "import {" in join_module("player")
        False
    """
    kit, module = (_read(f"{part}.js") for part in ("kit", name))
    body, found = IMPORT.subn("", module)
    if found != 1:
        raise ValueError(f'{name}.js must import the kit once, as import {{…}} from "./kit.js";')
    return EXPORT.sub("", kit) + body


def join_styles(name: str) -> str:
    """Return the kit's style sheet followed by a widget's.

    Args:
        name: of the widget, for instance ``"player"`` for ``player.css``.

    Returns:
        CSS.

    Example:
        >>> ".mlc" in join_styles("player")
        True
    """
    return _read("kit.css") + _read(f"{name}.css")


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
    """Base of the widgets that show a recording: words in ``header``, numbers in ``buffer``."""

    header = traitlets.Dict().tag(sync=True)
    buffer = traitlets.Bytes().tag(sync=True)

    def __init__(self, header: dict[str, Any], arrays: dict[str, Array], **traits: Any) -> None:
        layout, buffer = pack(arrays)
        header = {**header, "arrays": layout}
        header["id"] = data_id(header, buffer)
        super().__init__(header=header, buffer=buffer, **traits)


def _read(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")
