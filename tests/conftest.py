"""What tests share: the browser, the rule that in CI no test of it may be skipped, and CONTRIBUTING's widget."""

import importlib.util
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, expect, sync_playwright

from mlcourse.cli.chromium import HOW_TO_GET, find_chromium

ROOT = Path(__file__).parents[1]
FLAGS = (
    "--no-sandbox", "--headless", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

# Every run draws the same examples, and none of them is timed: the machine may be as busy as it likes.
settings.register_profile(
    "mlcourse",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("mlcourse")

PATIENCE = 120_000
"""Milliseconds: what a test waits for in a browser has come by then, or it never comes."""

AS_PATIENT = f"""
    const after = AbortSignal.timeout.bind(AbortSignal);
    AbortSignal.timeout = (milliseconds) => after(Math.max(milliseconds, {PATIENCE}));
"""
"""What a page runs first: anywidget gives up a model that has not come after two seconds, however busy the machine."""

expect.set_options(timeout=PATIENCE)

collect_ignore = ["hostile_arguments.py"]  # a program, run by test_hostile_arguments.py


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium; where there is none the test is skipped, and in CI it fails."""
    if path := find_chromium():
        return path
    reason = f"no Chromium or Chrome was found: {HOW_TO_GET}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def node() -> str:
    """The path of Node.js; where there is none the test is skipped, and in CI it fails."""
    if path := shutil.which("node"):
        return path
    reason = (
        "node was not found: install Node.js 18 or newer (Debian, Ubuntu: sudo apt install nodejs)"
    )
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def sandbox() -> None:
    """Bubblewrap; where there is none the test is skipped, and in CI it fails."""
    if shutil.which("bwrap"):
        return
    if os.environ.get("CI"):
        pytest.fail("bubblewrap is not installed")
    pytest.skip("bubblewrap is not installed")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A browser for the tests of one module: Playwright allows one at a time in a process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        browser.new_page = patient(browser.new_page)
        browser.new_context = patient(browser.new_context)
        yield browser
        browser.close()


def patient(make: Callable[..., Any]) -> Callable[..., Any]:
    """What makes a page, or a context for pages, made to wait as long as `PATIENCE` for anything."""

    def made(**options: Any) -> Any:
        page = make(**options)
        page.set_default_timeout(PATIENCE)
        page.add_init_script(AS_PATIENT)
        return page

    return made


@pytest.fixture
def distributed() -> None:
    """Dask, for what runs on a cluster."""
    if importlib.util.find_spec("distributed") is None:
        if os.environ.get("CI"):
            pytest.fail("distributed is not installed")
        pytest.skip("distributed is not installed: the extra cluster")


@pytest.fixture
def skeleton(tmp_path: Path) -> Path:
    """CONTRIBUTING's widget beside a copy of the kit; the folder that holds both."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    files = re.findall(
        r"^`mlcourse/(widgets/\w+/[\w.]+)`:\n\n```\w+\n(.*?)^```$", text, re.MULTILINE | re.DOTALL
    )
    for name, content in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    shutil.copytree(ROOT / "mlcourse" / "widgets" / "kit", tmp_path / "widgets" / "kit")
    return tmp_path / "widgets"
