"""Chromium, Firefox and WebKit: each widget of the lessons is drawn and plays in an exported page, and no author's script runs."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from authors_scripts import WORK_ALL, pages_of_scripts
from engines import Chromium, Engine, find_firefox, find_webkit, until
from playwright.sync_api import Browser

PROGRAM = Path(__file__).with_name("lesson_widgets.py")
TOOLS = (Path(__file__).with_name("worked.js")).read_text(encoding="utf-8")
CARDS = ".mlc-quiz, .mlc-predict, .mlc-order"


@pytest.fixture(scope="module", params=["chromium", "firefox", "webkit"])
def engine(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("browser")
    made = {
        "chromium": lambda: Chromium(browser),
        "firefox": lambda: find_firefox(folder),
        "webkit": lambda: find_webkit(folder),
    }
    engine = made[request.param]()
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a page with all widgets of the lessons, which were run for it."""
    path = tmp_path_factory.mktemp("lessons") / "page.html"
    subprocess.run([sys.executable, PROGRAM, path], check=True, stdout=subprocess.DEVNULL)
    return path.as_uri()


def test_every_widget_of_the_lessons_is_drawn_in_dark_and_light_and_plays(engine: Engine, lessons: str) -> None:
    engine.open(lessons)
    ...
