"""The initialization lab in a real JupyterLab: its three knobs by mouse, by keyboard and from Python."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from mlcourse import InitializationLab

CELLS = ("import mlcourse as ml\nlab = ml.InitializationLab()\nlab", "lab")


@pytest.fixture(scope="module")
def notebook(lab: Any, page: Page) -> Iterator[Any]:
    with lab.run(page, *CELLS) as notebook:
        view(page).wait_for()
        yield notebook


@pytest.fixture
def start(notebook: Any) -> Locator:
    """The first view, with std 0.01, tanh and 10 layers."""
    notebook.page.set_viewport_size({"width": 1200, "height": 1000})
    start = view(notebook.page)
    start.scroll_into_view_if_needed()
    choose(start, "std 0.01", "tanh", 3)
    return start


def view(place: Page | Locator, which: int = 0) -> Locator:
    return place.locator(".mlc-start").nth(which)


def choose(start: Locator, scheme: str, activation: str, depth_index: int) -> None:
    start.get_by_role("radio", name=scheme, exact=True).click()
    start.get_by_role("radio", name=activation, exact=True).click()
    slider(start).fill(str(depth_index))


def slider(start: Locator) -> Locator:
    return start.get_by_role("slider", name="depth")


def verdicts(start: Locator) -> list[str]:
    return start.locator(".mlc-start-verdict").all_inner_texts()


def test_the_mouse_changes_scheme_activation_and_depth(start: Locator, painted: Any) -> None:
    before = painted(start, 2)
    assert [text[:11] for text in verdicts(start)] == ["▼ vanishes ", "▼ vanishes "]
    start.get_by_role("radio", name="Xavier normal").click()
    second = painted(start, 2)
    assert all(a != b for a, b in zip(before, second, strict=True))
    assert all(text.startswith("● keeps its size") for text in verdicts(start))
    start.get_by_role("radio", name="ReLU").click()
    assert painted(start, 2) != second
    box = slider(start).bounding_box()
    assert box
    start.page.mouse.click(box["x"] + box["width"] - 4, box["y"] + box["height"] / 2)
    expect(slider(start)).to_have_attribute("aria-valuetext", "30 hidden layers")
    assert verdicts(start)[0].startswith("▼ vanishes")


def test_is_worked_by_keyboard_alone(start: Locator, painted: Any) -> None:
    keyboard, cells = start.page.keyboard, start.page.locator(".jp-Cell").count()
    radios = start.get_by_role("radiogroup", name="scheme").get_by_role("radio")
    radios.nth(1).focus()
    before = painted(start, 2)
    keyboard.press("ArrowRight")
    expect(radios.nth(2)).to_be_focused()
    expect(radios.nth(2)).to_have_attribute("aria-checked", "true")
    assert painted(start, 2) != before
    keyboard.press("End")
    expect(radios.last).to_have_attribute("aria-checked", "true")
    keyboard.press("Tab")
    expect(start.get_by_role("radio", name="tanh")).to_be_focused()
    keyboard.press("ArrowDown")
    expect(start.get_by_role("radio", name="ReLU")).to_be_focused()
    keyboard.press("Tab")
    expect(slider(start)).to_be_focused()
    keyboard.press("End")
    expect(start.locator(".mlc-readout")).to_have_text("30 hidden layers")
    for key in ("a", "b", "d", "d", "m", "Enter"):
        keyboard.press(key)
    assert start.page.locator(".jp-Cell").count() == cells


def test_words_and_tables_hold_the_librarys_numbers(notebook: Any, start: Locator) -> None:
    choose(start, "He normal", "ReLU", 4)
    start.locator("details summary").click()
    rows = start.locator(".mlc-tables tbody tr")
    expect(rows).to_have_count(32)  # the input, 30 layers, the output
    notebook.hears("lab.scheme, lab.activation, lab.depth", "he_normal relu 30")
    a, d = "lab.profile.activation_std", "lab.profile.gradient_std"
    numbers = json.loads(
        notebook.ask(f"print([float(v) for v in ({a}[29], {d}[29], {d}[30], {d}[0])])")
    )
    cells = [rows.nth(i).locator("th, td").all_inner_texts() for i in (1, 30, 31)]
    shown = [
        float(t.replace("−", "-")) for t in (cells[1][1], cells[1][5], cells[2][5], cells[0][5])
    ]
    assert shown == pytest.approx(numbers, rel=0.051)
    assert cells[1][1] in verdicts(start)[0]
    assert cells[0][5] in verdicts(start)[1]
    expect(start.locator(".mlc-summary")).to_contain_text(
        "He normal, ReLU, 30 hidden layers. Forwards"
    )
    expect(start.locator('[aria-live="polite"]')).to_contain_text(f"{cells[1][1]} in layer 29")
    start.locator("details summary").click()


def test_what_is_off_the_scale_is_said(start: Locator) -> None:
    choose(start, "std 1", "ReLU", 5)
    expect(start.locator('[aria-live="polite"]')).to_contain_text("are off the histogram's scale")
    assert "▲ explodes" in verdicts(start)[0]
    assert "e+24 in layer 29" in verdicts(start)[0]
    choose(start, "zeros", "tanh", 0)
    assert "no hidden weight would ever move" in verdicts(start)[1]


def test_every_control_has_a_name_and_keeps_its_keys(start: Locator) -> None:
    controls = start.locator("button, input, summary")
    assert controls.evaluate_all(
        "(all) => all.every((n) => n.dataset.lmSuppressShortcuts === 'true')"
    )
    named = "(all) => all.every((n) => n.getAttribute('aria-label') || n.textContent.trim())"
    assert controls.evaluate_all(named)
    assert start.locator("canvas[role=img][aria-label]").count() == 2
    expect(slider(start)).to_have_attribute("aria-valuetext", "10 hidden layers")


def test_python_and_a_second_view_move_together(notebook: Any, start: Locator) -> None:
    second = view(notebook.page, 1)
    notebook.ask("lab.scheme = 'std 1'; lab.activation = 'sigmoid'; lab.depth = 30")
    for each in (start, second):
        expect(each.get_by_role("radio", name="std 1")).to_have_attribute("aria-checked", "true")
        expect(each.get_by_role("radio", name="sigmoid")).to_have_attribute("aria-checked", "true")
        expect(slider(each)).to_have_attribute("aria-valuetext", "30 hidden layers")
    second.scroll_into_view_if_needed()
    second.get_by_role("radio", name="zeros").click()
    expect(start.get_by_role("radio", name="zeros")).to_have_attribute("aria-checked", "true")
    start.scroll_into_view_if_needed()


@pytest.mark.parametrize("width", [800, 1400])
def test_nothing_is_cut_off(notebook: Any, start: Locator, width: int) -> None:
    notebook.page.set_viewport_size({"width": width, "height": 1000})
    start.scroll_into_view_if_needed()
    choose(start, "Xavier normal", "sigmoid", 5)
    texts = start.locator(".mlc-start-board :is(figure, p, canvas)")
    assert texts.evaluate_all("(all) => all.every((n) => n.scrollWidth <= n.clientWidth + 1)")
    boxes = [start.locator("canvas").nth(i).bounding_box() for i in range(2)]
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["y"] == pytest.approx(
        boxes[1]["y"], abs=1
    )  # the layers of both pictures stand side by side


def test_follows_the_theme(notebook: Any, start: Locator, painted: Any) -> None:
    light, splash = painted(start, 2), notebook.page.locator("#jupyterlab-splash")
    notebook.command("apputils:change-theme", {"theme": "JupyterLab Dark"})
    expect(splash).to_have_count(0)  # Lab fails where it is to take its splash away twice
    expect(start).to_have_attribute("data-mode", "dark")
    assert all(a != b for a, b in zip(painted(start, 2), light, strict=True))
    notebook.command("apputils:change-theme", {"theme": "JupyterLab Light"})
    expect(splash).to_have_count(0)
    expect(start).to_have_attribute("data-mode", "light")


def test_works_after_the_cell_ran_again_and_without_its_kernel(
    notebook: Any, start: Locator
) -> None:
    notebook.run_all()
    expect(notebook.page.locator(".mlc-start")).to_have_count(2)
    notebook.restart()
    start = view(notebook.page)
    choose(start, "He normal", "ReLU", 5)
    assert verdicts(start)[0].startswith("● keeps its size")
    notebook.run_all()
    expect(view(notebook.page).get_by_role("radio", name="std 0.01")).to_have_attribute(
        "aria-checked", "true"
    )


def test_plays_in_a_page_without_jupyter(plain: Any, painted: Any) -> None:
    page = plain(InitializationLab("he_normal", "relu", depth=30))
    start = view(page)
    expect(slider(start)).to_have_attribute("aria-valuetext", "30 hidden layers")
    before = painted(start, 2)
    start.get_by_role("radio", name="Xavier normal").click()
    assert painted(start, 2) != before
    assert verdicts(start)[0].startswith("▼ vanishes")
