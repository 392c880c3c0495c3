"""Lesson 04 in a real JupyterLab: its chain rule played, its curve drawn. test_lessons.py walks through it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect

LESSON = Path(__file__).parents[2] / "lessons" / "04_backpropagation.ipynb"
PROGRESS = "progress-of-lesson-04.json"
V_SHAPE = ((0.13, 0.3), (0.55, 0.8), (0.97, 0.15))  # parts of the width and the height
OWN_PROGRESS = f'import os\n\nos.environ["MLCOURSE_PROGRESS"] = "{PROGRESS}"'


@pytest.fixture(scope="module")
def notebook(lab: Any, page: Page) -> Iterator[Any]:
    """The lesson, opened and run, with a progress file of its own."""
    lesson = nbformat.read(LESSON, as_version=4)
    lesson.cells.insert(0, nbformat.v4.new_code_cell(OWN_PROGRESS, id="own-progress"))
    notebook = lab.open(page, lab.write("lesson-04.ipynb", lesson))
    notebook.run_all()
    yield notebook
    notebook.close()


def cell_of(page: Page, call: str) -> Locator:
    """The cell whose code begins a line with this call, scrolled into view."""
    cell = page.locator(".jp-CodeCell").filter(has=page.locator(".jp-InputArea", has_text=call))
    cell.scroll_into_view_if_needed()
    return cell


def progress(lab: Any, section: str, name: str) -> dict[str, Any]:
    return json.loads((lab.root / PROGRESS).read_text())[section].get(name, {})


def heard(page: Page, lab: Any, section: str, name: str, **wanted: Any) -> None:
    """Wait until the progress file says so: Python hears of an answer a moment after it is given."""
    for _ in range(2400):
        there = (lab.root / PROGRESS).exists()
        found = progress(lab, section, name) if there else {}
        if all(found.get(key) == value for key, value in wanted.items()):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"the progress of {name} is {found}, needed {wanted}")


def test_the_chain_rule_is_played_to_the_number_that_was_worked_out_by_hand(notebook: Any) -> None:
    chain = notebook.page.locator(".mlc-chain")
    chain.scroll_into_view_if_needed()
    chain.locator(".mlc-way", has_text="Path by path").click()
    chain.get_by_label("Number whose paths are shown").select_option("W0[0,0]")
    chain.locator("input.mlc-slider").focus()
    notebook.page.keyboard.press("End")
    expect(chain.locator(".mlc-chain-words")).to_contain_text("−0.75")
    chain.get_by_label("Number whose paths are shown").select_option("x[0]")
    chain.locator("input.mlc-slider").focus()
    notebook.page.keyboard.press("End")
    expect(chain.locator(".mlc-chain-words")).to_contain_text("−0.375 + (−0.5) = −0.875")
    said = notebook.ask("print(*(round(chain.gradient(n), 6) for n in ('W0[0,0]', 'x[0]')))")
    assert said == "-0.75 -0.875"


def test_a_curve_is_drawn_and_the_truth_lies_over_it(notebook: Any, lab: Any) -> None:
    page = notebook.page
    card = cell_of(page, 'ml.predict("04.epsilon_sweep"').locator(".mlc-predict")
    plane = card.locator("canvas").first
    box = plane.bounding_box()
    assert box
    for u, v in V_SHAPE:  # hovering waits until the canvas stands still
        plane.hover(position={"x": u * box["width"], "y": v * box["height"]})
        page.mouse.down()
    page.mouse.up()
    card.get_by_label("65 %").check()
    card.get_by_role("button", name="Commit").click()
    expect(card).to_contain_text("You committed this curve at 65 %.")
    heard(page, lab, "predictions", "04.epsilon_sweep", confidence=65)
