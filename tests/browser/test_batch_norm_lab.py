"""The batch normalization lab in a real JupyterLab: other mates move the output in training, and not in evaluation."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

CELL = "import mlcourse as ml\nlab = ml.BatchNormLab()\nlab"


@pytest.fixture(scope="module")
def notebook(lab: Any, page: Page) -> Iterator[Any]:
    with lab.run(page, CELL) as notebook:
        page.locator(".mlc-batchnorm").first.wait_for()
        yield notebook


@pytest.fixture
def view(notebook: Any) -> Locator:
    """The lab in training, with a batch of four; by mouse, as what Python sets may cross what was pressed."""
    found = notebook.page.locator(".mlc-batchnorm").first
    found.get_by_role("radio", name="training").click()
    found.get_by_role("button", name="unit 1").click()
    for number in range(1, 7):
        wanted = str(number <= 3).lower()
        if mate(found, number).get_attribute("aria-pressed") != wanted:
            mate(found, number).click()
    expect(found.locator(".mlc-batchnorm-said")).to_contain_text("a batch of 4. ★ in unit 1")
    return found


def output(view: Locator) -> str:
    """Return y of the watched example in unit 1, as the right matrix shows it."""
    return view.locator("table").nth(1).locator("tbody tr").nth(1).locator("td").first.inner_text()


def mate(view: Locator, number: int) -> Locator:
    return view.get_by_role("button", name=f"example {number},")


def test_a_pressed_image_leaves_the_batch_and_the_output_moves(view: Locator, painted: Any) -> None:
    row = view.locator(".mlc-batchnorm-row")
    before, drawn = output(view), painted(row, 1)
    mate(view, 1).click()
    expect(mate(view, 1)).to_have_attribute("aria-pressed", "false")
    expect(view.locator(".mlc-batchnorm-said")).to_contain_text("a batch of 3")
    assert output(view) != before
    assert painted(row, 1) != drawn


def test_in_evaluation_the_output_stands_still(view: Locator) -> None:
    view.get_by_role("radio", name="evaluation").click()
    before = output(view)
    for number in (1, 2, 4):
        mate(view, number).press("Enter")
        assert output(view) == before
    expect(view.locator(".mlc-batchnorm-said")).to_contain_text("Evaluation")
    expect(mate(view, 4)).to_have_attribute("aria-pressed", "true")


def test_arrows_deal_other_mates_and_choose_the_unit(notebook: Any, view: Locator) -> None:
    before = output(view)
    mate(view, 6).focus()
    notebook.page.keyboard.press("ArrowRight")
    expect(mate(view, 1)).to_be_visible()
    assert output(view) != before
    notebook.page.keyboard.press("ArrowLeft")
    assert output(view) == before
    notebook.page.keyboard.press("ArrowDown")
    expect(view.get_by_role("button", name="unit 2")).to_have_attribute("aria-pressed", "true")
    expect(view.locator(".mlc-batchnorm-said")).to_contain_text("in unit 2")


def test_python_hears_what_was_pressed(notebook: Any, view: Locator) -> None:
    mate(view, 6).click()
    notebook.hears("lab.mates", [1, 2, 3, 6])


def test_words_tell_what_is_on_the_screen(view: Locator) -> None:
    view.get_by_text("What is on the screen, in words and numbers").click()
    expect(view.locator(".mlc-twin table caption")).to_contain_text("Unit 1; of the batch μ")
    expect(view.locator(".mlc-twin tbody tr")).to_have_count(4)
