"""The learning rate lab in a real JupyterLab: both knobs by keyboard and by mouse, and from Python."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

CELL = "import mlcourse as ml\nlab = ml.RateLab(rate=45)\nlab"


@pytest.fixture(scope="module")
def notebook(lab: Any, page: Page) -> Iterator[Any]:
    with lab.run(page, CELL) as notebook:
        page.locator(".mlc-rates").first.wait_for()
        yield notebook


def test_a_key_on_the_slider_shows_another_run_in_all_four_pictures(notebook, painted):
    rates = notebook.page.locator(".mlc-rates").first
    slider, verdict = (
        rates.get_by_role("slider", name="learning rate", exact=True),
        rates.locator(".mlc-rates-verdict"),
    )
    slider.fill("45")
    expect(verdict).to_contain_text("Training loss")
    before, said = painted(rates, 4), verdict.inner_text()
    slider.press("ArrowRight")
    expect(verdict).not_to_have_text(said)
    assert all(a != b for a, b in zip(before, painted(rates, 4), strict=True))
    slider.press("End")
    expect(verdict).to_contain_text("flew off")
    expect(slider).to_have_attribute("aria-valuetext", "1")


def test_another_price_is_chosen_by_mouse_and_told_in_words(notebook, painted):
    rates = notebook.page.locator(".mlc-rates").first
    rates.get_by_role("slider", name="learning rate", exact=True).fill("45")
    before = painted(rates, 4)
    rates.get_by_role("radio", name="1", exact=True).click()
    assert all(a != b for a, b in zip(before, painted(rates, 4), strict=True))
    rates.get_by_text("What is on the screen, in words and numbers").click()
    expect(rates.locator("table caption")).to_contain_text("λ = 1")
    expect(rates.locator("tbody tr")).to_have_count(20)


def test_python_moves_both_knobs(notebook):
    rates = notebook.page.locator(".mlc-rates").first
    notebook.ask("lab.rate = 63; lab.price = '0.1'")
    expect(rates.get_by_role("radio", name="0.1")).to_have_attribute("aria-checked", "true")
    expect(rates.locator(".mlc-readout").first).to_have_text("1")
    expect(rates.locator(".mlc-rates-verdict")).to_contain_text("flew off")


def test_eta_is_changed_at_a_step_and_the_rest_of_the_run_follows(notebook, painted):
    rates = notebook.page.locator(".mlc-rates").first
    notebook.ask("lab.rate, lab.price, lab.step, lab.later = 45, '0', 180, 45")
    verdict, later = (
        rates.locator(".mlc-rates-verdict"),
        rates.get_by_role("slider", name="learning rate from there on"),
    )
    expect(later).to_be_disabled()
    expect(verdict).to_contain_text("Training loss")
    as_recorded = verdict.inner_text()
    rates.get_by_role("slider", name="step after which").fill("90")
    expect(later).to_be_enabled()
    expect(verdict).to_have_text(as_recorded)  # the same η: the browser trains what was recorded
    before = painted(rates, 4)
    later.focus()
    later.press("End")
    expect(verdict).to_contain_text("flew off")
    assert all(a != b for a, b in zip(before[1:], painted(rates, 4)[1:], strict=True))
    notebook.ask("lab.later = 20")
    expect(verdict).to_contain_text("Training loss")
    expect(verdict).to_have_text(notebook.ask("print(repr(lab).splitlines()[1].strip())"))
    rates.get_by_role("slider", name="step after which").fill("180")
    expect(verdict).to_have_text(as_recorded)
