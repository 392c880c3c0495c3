"""The race in a real JupyterLab: played, steered by keys and mouse, its ledger recorded or from the kernel."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

CELL = "import mlcourse as ml\nrace = ml.Race(surface='Rosenbrock')\nrace"


@pytest.fixture(scope="module")
def notebook(lab: Any, page: Page) -> Iterator[Any]:
    with lab.run(page, CELL) as notebook:
        page.locator(".mlc-race").first.wait_for()
        yield notebook


@pytest.fixture
def race(notebook: Any) -> Locator:
    """The race at its start, as it was opened."""
    found = notebook.page.locator(".mlc-race").first
    found.get_by_role("radio", name="Rosenbrock").click()
    found.get_by_role("radio", name="Adam").click()
    found.get_by_role("slider", name="learning rate for all").fill("8")
    found.locator(".mlc-start").click()
    expect(found.locator(".mlc-race-verdict")).to_contain_text("stand at the start")
    return found


def numbers(race: Locator) -> list[str]:
    """Return the ledger's numbers, of both parameters."""
    return race.locator(".mlc-race-ledger tbody td:not(.mlc-race-rule)").all_inner_texts()


def test_a_step_moves_every_racer_and_fills_the_ledger(race: Locator, painted: Any) -> None:
    before = painted(race, 2)
    assert set(numbers(race)) == {"–"}
    race.locator(".mlc-play").press("ArrowRight")
    expect(race.locator(".mlc-race-verdict")).to_contain_text("After 1 step")
    assert all(a != b for a, b in zip(before, painted(race, 2), strict=True))
    shown = numbers(race)
    assert len(shown) == 12
    assert shown[-2].lstrip("−") == shown[-1].lstrip("−") == "0.1359"  # Adam's first step is η


def test_up_and_down_move_the_learning_rate_and_left_and_right_the_race(race: Locator) -> None:
    slider = race.get_by_role("slider", name="learning rate for all")
    slider.focus()
    slider.press("ArrowUp")
    expect(slider).to_have_attribute("aria-valuetext", "0.25")
    slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "0.25")
    expect(race.locator(".mlc-transport .mlc-readout")).to_have_text("step 1 of 45")


def test_another_setting_has_its_ledger_from_the_kernel(race: Locator) -> None:
    race.get_by_role("radio", name="momentum").click()
    race.get_by_role("button", name="each its own best η").click()
    race.locator(".mlc-end").click()
    expect(race.locator(".mlc-race-ledger .mlc-title")).to_contain_text(
        "momentum, η = 0.14, step 45"
    )
    expect(race.locator(".mlc-race-ledger tbody tr")).to_have_count(3)
    expect(race.locator(".mlc-race-ledger tbody tr").nth(2).locator("td").nth(1)).not_to_have_text(
        "–"
    )
    expect(race.locator(".mlc-race-ledger .mlc-race-note")).to_be_empty()
    race.get_by_text("What is on the screen, in words and numbers").click()
    expect(race.locator(".mlc-twin tbody tr")).to_have_count(5)


def test_another_surface_is_chosen_by_arrow_keys(race: Locator, painted: Any) -> None:
    before = painted(race, 2)
    race.get_by_role("radio", name="Rosenbrock").press("ArrowUp")
    expect(race.get_by_role("radio", name="saddle")).to_have_attribute("aria-checked", "true")
    assert painted(race, 2)[0] != before[0]
    expect(race.locator(".mlc-race-map .mlc-title")).to_contain_text("condition number")


def test_it_plays_to_the_end(race: Locator) -> None:
    race.get_by_role("combobox", name="Speed").select_option("2")
    race.locator(".mlc-race-verdict").click()
    race.press("Space")
    expect(race.locator(".mlc-transport .mlc-readout")).to_have_text(
        "step 45 of 45", timeout=30_000
    )
    expect(race.locator(".mlc-play")).to_have_attribute("aria-label", "Play (space)")
