"""The tests' helpers stand beside them; the real sandbox needs bubblewrap."""

import os
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def sandbox():
    """Skip where there is no bubblewrap; with ``CI=true`` that is a failure."""
    if shutil.which("bwrap"):
        return
    if os.environ.get("CI"):
        pytest.fail("bubblewrap is not installed")
    pytest.skip("bubblewrap is not installed")
