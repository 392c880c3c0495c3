"""The stopping lab in a real JupyterLab: what is covered until one stops; keyboard, mouse, Python."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

CELL = "import mlcourse as ml\nlab = ml.StoppingLab()\nlab"


@pytest.fixture(scope="module")
def notebook(lab: Any, page: Page) -> Iterator[Any]:
    with lab.run(page, CELL) as notebook:
        page.locator(".mlc-stop").first.wait_for()
        yield notebook


def test_a_key_shows_another_epoch_and_the_validation_loss_stays_covered(notebook, painted):
    view = notebook.page.locator(".mlc-stop").first
    epoch, verdict = (
        view.get_by_role("slider", name="stop after"),
        view.locator(".mlc-stop-verdict"),
    )
    answers, curves, known = painted(view, 3)
    epoch.press("ArrowRight")
    expect(verdict).to_contain_text("After epoch 4")
    expect(verdict).to_contain_text("covered")
    after = painted(view, 3)
    assert after[0] != answers
    assert after[1] != curves
    assert after[2] == known
    view.get_by_role("button", name="Stop here").focus()
    notebook.page.keyboard.press("ArrowRight")  # a step, wherever the focus is
    expect(verdict).to_contain_text("After epoch 8")
    view.get_by_text("What is on the screen, in words and numbers").click()
    expect(view.locator("tbody tr").first).to_contain_text("covered")


def test_stopping_uncovers_the_curve_and_says_the_cost(notebook, painted):
    view = notebook.page.locator(".mlc-stop").first
    view.get_by_role("slider", name="stop after").fill("25")
    expect(view.locator(".mlc-stop-verdict")).to_contain_text("After epoch 100")
    covered = painted(view, 3)
    view.get_by_role("button", name="Stop here").click()
    expect(view.locator(".mlc-stop-outcome")).to_contain_text("You stopped after epoch 100")
    expect(view.locator(".mlc-stop-outcome")).to_contain_text("more than the lowest")
    expect(view.get_by_role("button", name="Stopped")).to_be_disabled()
    uncovered = painted(view, 3)
    assert uncovered[0] == covered[0]
    assert uncovered[1] != covered[1]
    assert uncovered[2] != covered[2]
    view.get_by_role("slider", name="hidden units").press("ArrowLeft")  # another run is covered
    expect(view.locator(".mlc-stop-verdict")).to_contain_text("covered")
    notebook.hears("lab.stops, lab.units", "{'32/40': 100} 8")


def test_python_moves_the_knobs_and_stops(notebook):
    view = notebook.page.locator(".mlc-stop").first
    notebook.ask("lab.units = 1; lab.examples = 160; lab.epoch = 60; lab.stop()")
    expect(view.locator(".mlc-stop-outcome")).to_contain_text("Underfitting")
    expect(view.locator(".mlc-stop-knobs .mlc-readout")).to_have_text(["1", "160", "epoch 60"])
