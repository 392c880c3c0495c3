"""What JupyterLab needs of this machine: folders that can be written, and a kernel in this very Python.

Where the machine has them not, ``lab`` takes what it needs from the working copy, and says so.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from mlcourse.base.course import PRIVATE_FOLDER
from mlcourse.base.files import write

ROOM = 1_000_000
"""Bytes that must go onto a disk for it to count as one that can be written: a saved notebook or two."""


def stand_ins(root: Path) -> Iterator[str]:
    """Put what the working copy has in the place of what the machine lacks, for this process and its kernels.

    Args:
        root: the working copy.

    Yields:
        What a learner should be told.

    Raises:
        OSError: the working copy cannot be written.
    """
    private = root / PRIVATE_FOLDER
    yield from settings_in(private / "home")
    yield from kernel_in(private / "jupyter")


def settings_in(folder: Path) -> Iterator[str]:
    """Have settings kept in a folder, those whose own place cannot be written; yield which that is."""
    closed = {name: place for name, place in places().items() if why_not_writable(place)}
    for name in closed:
        (folder / name.lower()).mkdir(parents=True, exist_ok=True)
        os.environ[name] = str(folder / name.lower())
    for place in list(closed.values())[:1]:
        yield f"{place} cannot be written ({why_not_writable(place)}); settings are kept in {folder} instead."


def places() -> dict[str, Path]:
    """Return where Jupyter, IPython and matplotlib write, by the environment variable that names another place."""
    from jupyter_core.paths import jupyter_config_dir, jupyter_data_dir, jupyter_runtime_dir

    home = Path(os.environ.get("HOME") or Path("~").expanduser())
    usual = {
        "JUPYTER_CONFIG_DIR": jupyter_config_dir(),
        "JUPYTER_DATA_DIR": jupyter_data_dir(),
        "JUPYTER_RUNTIME_DIR": jupyter_runtime_dir(),
        "IPYTHONDIR": str(home / ".ipython"),
        "MPLCONFIGDIR": str(home / ".config" / "matplotlib"),
    }
    return {name: Path(os.environ.get(name) or place).absolute() for name, place in usual.items()}


def why_not_writable(folder: Path) -> str | None:
    """Return why nothing can be written into a folder, there or to be made; ``None`` if it can."""
    existing = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    try:
        with tempfile.TemporaryFile(dir=existing) as file:
            file.write(bytes(ROOM))
            file.flush()  # a full disk says so here
    except OSError as error:
        return error.strerror or str(error)
    return None


def kernel_in(folder: Path) -> Iterator[str]:
    """Lay a kernel of this Python where the machine's ``python3`` is another; yield that."""
    from ipykernel.kernelspec import get_kernel_dict

    found = kernel_program()
    if found is None or is_this_python(found):
        return
    write(folder / "kernels" / "python3" / "kernel.json", json.dumps(get_kernel_dict()).encode())
    paths = [str(folder), *filter(None, [os.environ.get("JUPYTER_PATH")])]
    os.environ["JUPYTER_PATH"] = os.pathsep.join(paths)
    yield f"This machine's kernel python3 runs {found}; here notebooks run in {sys.executable}."


def kernel_program() -> str | None:
    """Return the program of the kernel in which notebooks run; ``None`` if there is no such kernel."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        return str(KernelSpecManager().get_kernel_spec("python3").argv[0])
    except NoSuchKernel:
        return None


def is_this_python(program: str) -> bool:
    """Return whether a kernel's program is this Python; links are not followed, since environments differ by them."""
    same = Path(program).absolute() == Path(sys.executable).absolute()
    return same or program in ("python", "python3")
