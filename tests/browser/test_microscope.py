"""The microscope in a real JupyterLab: ways and steps by key and mouse, what is painted and said, and Python."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

CELL = "import mlcourse as ml\nscope = ml.Microscope()\nscope"


@pytest.fixture(scope="module")
def notebook(lab: Any, page: Page) -> Iterator[Any]:
    with lab.run(page, CELL) as notebook:
        page.locator(".mlc-scope").first.wait_for()
        yield notebook


def test_keys_mouse_and_python_move_the_microscope(notebook, painted):
    page = notebook.page
    view = page.locator(".mlc-scope").first
    steps, verdict = (
        view.get_by_role("slider", name="steps made"),
        view.locator(".mlc-scope-verdict"),
    )
    before = painted(view, 2)
    steps.press("End")
    expect(verdict).to_contain_text("After 100 steps")
    expect(verdict).to_contain_text("ten digits 0.97")
    frozen = painted(view, 2)
    assert frozen[0] != before[0]  # the head
    assert frozen[1] != before[1]
    view.get_by_role("radio", name="all", exact=True).click()
    expect(verdict).to_contain_text("ten digits 0.5")
    assert painted(view, 2)[0] != frozen[0]
    page.keyboard.press("ArrowLeft")  # a step, wherever the focus is
    expect(verdict).to_contain_text("After 85 steps")
    view.get_by_text("What is on the screen, in words and numbers").click()
    expect(view.locator("table").first).to_contain_text("of 2080 moved")
    notebook.ask("scope.way = 'head only'; scope.step = 20")
    expect(verdict).to_contain_text("After 20 steps")
    expect(view.locator("table").first).to_contain_text("frozen")
