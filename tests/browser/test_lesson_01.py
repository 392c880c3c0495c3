"""Lesson 01 in a real JupyterLab: the three questions to its widget are answered by turning the knobs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Locator, Page

LESSON = Path(__file__).parents[2] / "lessons" / "01_initialization.ipynb"
OWN_PROGRESS = 'import os\n\nos.environ["MLCOURSE_PROGRESS"] = "progress-of-lesson-01.json"'


@pytest.fixture(scope="module")
def notebook(lab: Any, page: Page) -> Iterator[Any]:
    """The lesson, opened and run, with a progress file of its own."""
    lesson = nbformat.read(LESSON, as_version=4)
    lesson.cells.insert(0, nbformat.v4.new_code_cell(OWN_PROGRESS, id="own-progress"))
    notebook = lab.open(page, lab.write("lesson-01.ipynb", lesson))
    notebook.run_all()
    yield notebook
    notebook.close()


@pytest.fixture
def start(notebook: Any) -> Locator:
    """The initialization lab of the lesson."""
    start: Locator = notebook.page.locator(".mlc-start")
    start.scroll_into_view_if_needed()
    return start


def choose(start: Locator, scheme: str, activation: str, depth_index: int) -> list[str]:
    """Turn the three knobs; return what is said of the signal and of the gradient."""
    start.get_by_role("radio", name=scheme, exact=True).click()
    start.get_by_role("radio", name=activation, exact=True).click()
    start.get_by_role("slider", name="depth").fill(str(depth_index))
    return start.locator(".mlc-start-verdict").all_inner_texts()


def test_the_three_questions_are_answered_by_the_lab(start: Locator) -> None:
    for scheme, activation, signal in (
        ("Xavier normal", "tanh", "●"), ("He normal", "tanh", "●"), ("std 0.01", "tanh", "▼"),
        ("Xavier normal", "ReLU", "▼"), ("He normal", "ReLU", "●"), ("He uniform", "ReLU", "●"),
    ):  # fmt: skip
        assert choose(start, scheme, activation, 5)[0].startswith(signal), (scheme, activation)
    assert "0.017 in layer 1" in choose(start, "variance as std", "ReLU", 0)[0]
    assert "e−05 in layer 4" in choose(start, "variance as std", "ReLU", 2)[0]
    keeping = []
    for button in start.get_by_role("radiogroup", name="scheme").get_by_role("radio").all():
        scheme = button.inner_text()
        if choose(start, scheme, "sigmoid", 4)[1].startswith("●"):
            keeping.append(scheme)
    assert keeping == ["std 1"]
    assert choose(start, "std 1", "sigmoid", 4)[0].startswith("■ saturated")
