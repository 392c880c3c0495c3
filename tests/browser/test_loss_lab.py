"""The loss lab in a real JupyterLab: predictions dragged by mouse and by keys; words and numbers the library's."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from mlcourse import LossLab

CELLS = ("import mlcourse as ml\nlab = ml.LossLab()\nlab", "lab")


@pytest.fixture(scope="module")
def notebook(lab: Any, page: Page) -> Iterator[Any]:
    with lab.run(page, *CELLS) as notebook:
        view(page).wait_for()
        yield notebook


@pytest.fixture
def losses(notebook: Any) -> Locator:
    """The first view, with the tumors where the network put them."""
    losses = view(notebook.page)
    losses.scroll_into_view_if_needed()
    losses.get_by_role("radio", name="breast cancer").click()
    losses.get_by_role("radio", name="mean").click()
    if losses.get_by_role("button", name="Reset").is_enabled():
        losses.get_by_role("button", name="Reset").click()
    return losses


def view(place: Page | Locator, which: int = 0) -> Locator:
    return place.locator(".mlc-losslab").nth(which)


def handle(losses: Locator, which: int) -> Locator:
    return losses.get_by_role("slider").nth(which)


def value(losses: Locator, which: int) -> str:
    return losses.locator(".mlc-losslab-value").nth(which).text_content() or ""


def said(notebook: Any, losses: Locator, name: str, factor: int = 1) -> None:
    """Wait until the kernel has heard, and see that the library says the same loss."""
    shown = value(losses, 0 if name == "mean_squared_error" else 1)
    expression = f"'L = ' + ml.base.display.number_text({factor} * lab.losses['{name}'].value)"
    notebook.hears(expression, shown)


def test_keys_move_a_prediction_and_the_losses_are_the_librarys(
    notebook: Any, losses: Locator
) -> None:
    before = value(losses, 1)
    handle(losses, 0).focus()
    losses.page.keyboard.press("End")
    losses.page.keyboard.press("PageDown")
    expect(handle(losses, 0)).to_have_attribute("aria-valuenow", "8.000")
    assert value(losses, 1) != before
    said(notebook, losses, "mean_squared_error")
    said(notebook, losses, "binary_cross_entropy")
    text = handle(losses, 0).get_attribute("aria-valuetext") or ""
    assert "z = 8, p = 1. Squares: contributes 0.0999, gradient 6.7e−05." in text
    assert "Cross-entropy: contributes 0.8, gradient 0.1" in text


def test_the_mouse_drags_and_undo_brings_back(losses: Locator) -> None:
    start = handle(losses, 5).get_attribute("aria-valuenow")
    box = handle(losses, 5).bounding_box()
    assert box
    mouse = losses.page.mouse
    mouse.move(box["x"] + 9, box["y"] + 9)
    mouse.down()
    mouse.move(box["x"] - 150, box["y"] + 9, steps=5)
    mouse.up()
    assert float(handle(losses, 5).get_attribute("aria-valuenow") or 0) < float(start or 0) - 3
    losses.get_by_role("button", name="Undo").click()
    expect(handle(losses, 5)).to_have_attribute("aria-valuenow", start or "")


def test_the_sum_is_ten_times_the_mean(notebook: Any, losses: Locator) -> None:
    losses.get_by_role("radio", name="sum").click()
    said(notebook, losses, "binary_cross_entropy", 10)


def test_the_twin_and_the_other_view_follow(losses: Locator) -> None:
    losses.get_by_role("radio", name="digits").click()
    handle(losses, 3).focus()
    losses.page.keyboard.press("Home")
    expect(losses.locator(".mlc-summary")).to_contain_text("Example 3, a 3: z = −10")
    expect(handle(view(losses.page, 1), 3)).to_have_attribute("aria-valuenow", "-10.00")


def test_works_in_a_page_without_jupyter(plain: Any) -> None:
    page = plain(LossLab("regression"))
    losses = view(page)
    before = value(losses, 0)
    handle(losses, 0).focus()
    page.keyboard.press("End")
    expect(handle(losses, 0)).to_have_attribute("aria-valuenow", "400.0")
    assert value(losses, 0) != before
