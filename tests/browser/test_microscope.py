"""The microscope in a real JupyterLab: ways and steps by key and mouse, what is painted and said, and Python."""

from collections.abc import Iterator
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
CELL = "import mlcourse as ml\nscope = ml.Microscope()\nscope"
PAINTED = """(canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let sum = 0;
    for (let i = 0; i < data.length; i += 4) sum = (sum * 31 + data[i] + 7 * data[i + 1] + data[i + 3]) % 1000003;
    return sum;
}"""


@pytest.fixture(scope="module")
def notebook(lab: Any, page: Page) -> Iterator[Any]:
    cell = nbformat.v4.new_code_cell(CELL, id="cell-0")
    made = nbformat.v4.new_notebook(cells=[cell], metadata=KERNEL)
    notebook = lab.open(page, lab.write("microscope.ipynb", made))
    notebook.run_all()
    page.locator(".mlc-scope").first.wait_for()
    yield notebook
    notebook.close()


def painted(view: Locator) -> list[int]:
    """Return a number for each picture that changes with any pixel."""
    pictures = view.locator(".mlc-canvas")
    return [pictures.nth(i).evaluate(PAINTED) for i in range(2)]


def test_keys_mouse_and_python_move_the_microscope(notebook):
    page = notebook.page
    view = page.locator(".mlc-scope").first
    steps, verdict = (
        view.get_by_role("slider", name="steps made"),
        view.locator(".mlc-scope-verdict"),
    )
    before = painted(view)
    steps.press("End")
    expect(verdict).to_contain_text("After 100 steps")
    expect(verdict).to_contain_text("ten digits 0.97")
    frozen = painted(view)
    assert frozen[0] != before[0]  # the head
    assert frozen[1] != before[1]
    view.get_by_role("radio", name="all", exact=True).click()
    expect(verdict).to_contain_text("ten digits 0.5")
    assert painted(view)[0] != frozen[0]
    page.keyboard.press("ArrowLeft")  # a step, wherever the focus is
    expect(verdict).to_contain_text("After 85 steps")
    view.get_by_text("What is on the screen, in words and numbers").click()
    expect(view.locator("table").first).to_contain_text("of 2080 moved")
    notebook.ask("scope.way = 'head only'; scope.step = 20")
    expect(verdict).to_contain_text("After 20 steps")
    expect(view.locator("table").first).to_contain_text("frozen")
