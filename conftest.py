"""For all tests and for the kernels that run notebooks: one thread each, as in `lab`, and nothing that stays.

What is checked there is recorded in a folder that goes.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from nbval.plugin import IPyNbCell

from mlcourse.base.threads import default_to_one_thread

default_to_one_thread(os.environ)

# The kernels and processes that tests start import the same modules again and again: let them be compiled once.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

_folder = tempfile.mkdtemp(prefix="mlcourse-progress-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["MLCOURSE_PROGRESS"] = str(Path(_folder) / "progress.json")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let nbval wait longer than 5 seconds for what a cell has printed: the machine may be busy."""
    for item in items:
        if isinstance(item, IPyNbCell):
            item.output_timeout = 600
