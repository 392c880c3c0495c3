"""Files written whole or not at all."""

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import BinaryIO

UNFINISHED_SECONDS = 60


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a new file that takes the place of ``path`` when the block ends well.

    Until then it has another name in the same folder, so that a reader finds the old file or the new one, whole. What a
    process that was killed has left of ``path`` in the same way is cleared away.

    Args:
        path: of the file; its folder must exist.

    Yields:
        The new file, to be written as bytes.

    Raises:
        OSError: the folder is not there or may not be written to; ``path`` is as it was.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     target = Path(folder) / "notes.txt"
        ...     with replacing(target) as file:
        ...         _ = file.write(b"whole")
        ...     target.read_bytes()
        b'whole'
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with beside.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        clear_unfinished(path)
    finally:
        beside.unlink(missing_ok=True)  # gone already where all went well


def clear_unfinished(path: Path) -> None:
    """Delete what processes that were killed have left of a file that they wrote; what is a minute old is nobody's.

    Args:
        path: of the file.
    """
    for left in path.parent.glob(f".{escape(path.name)}.????????.tmp"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > UNFINISHED_SECONDS:
                left.unlink()


def write(path: Path, content: bytes) -> None:
    """Write a whole file or nothing, in a folder that is made where there is none.

    Args:
        path: of the file.
        content: its new content.

    Raises:
        OSError: it cannot be written; what was there is as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as file:
        file.write(content)
