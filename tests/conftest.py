"""What all tests share: the browser, and the rule that in CI no test of it may be skipped."""

import os

import pytest

from mlcourse.cli.chromium import HOW_TO_GET, find_chromium


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium; where there is none the test is skipped, and in CI it fails."""
    if path := find_chromium():
        return path
    reason = f"no Chromium or Chrome was found: {HOW_TO_GET}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
