"""Every widget in every size: where the screen is wide it fits on it, and nowhere is a text cut or covered.

All stand in one exported page, as wide as the notebook's output is: in JupyterLab with 1280 or 1366 pixels and its file
browser closed, in a small window, on a phone. JupyterLab's pane is 600 pixels high in a window of 1280 × 720.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from every_widget import Written
from playwright.sync_api import Browser, Page, expect

WIDGETS = Path(__file__).parents[2] / "mlcourse" / "widgets"
MEASURE = (Path(__file__).parent / "fit.js").read_text(encoding="utf-8")


class Size(NamedTuple):
    """A window, and how much of its height a widget may take."""

    width: int
    height: int
    pane: int | None


SIZES = {
    "1280x720": Size(1280, 720, 600),
    "1366x768": Size(1366, 768, 650),
    "800x900": Size(800, 900, None),
    "390x844": Size(390, 844, None),
}


@pytest.fixture(scope="module")
def page(browser: Browser, problems: Any, every_widget: Written) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    problems.watch(page)
    page.add_init_script(MEASURE)
    page.goto(every_widget.path.as_uri())
    everything = "(all, count) => all === count && [...document.querySelectorAll('canvas')].every((each) => each.width)"
    page.wait_for_function(
        f"(count) => ({everything})(document.querySelectorAll('.view > .mlc').length, count)",
        arg=len(every_widget.modules),
    )
    yield page
    page.close()


@pytest.fixture(scope="module", params=SIZES)
def sized(
    request: pytest.FixtureRequest, page: Page, every_widget: Written
) -> tuple[Page, Size, dict[str, Any]]:
    """The page in a window of one size, and what was measured of each widget."""
    size = SIZES[request.param]
    page.set_viewport_size({"width": size.width, "height": size.height})
    page.evaluate("() => measured()")
    found = page.locator(".view > .mlc").evaluate_all("(all) => all.map(measureWidget)")
    return page, size, dict(zip(every_widget.modules, found, strict=True))


def test_every_widget_of_the_course_is_measured(every_widget: Written) -> None:
    folders = {path.parent.name for path in WIDGETS.glob("*/*.py") if path.stem == path.parent.name}
    shown = {module for modules in every_widget.modules.values() for module in modules}
    assert len(folders) >= 9
    assert folders <= shown


def test_controls_picture_and_words_are_on_one_screen(
    sized: tuple[Page, Size, dict[str, Any]],
) -> None:
    _, size, found = sized
    if size.pane is None:  # there one scrolls
        return
    assert {
        name: each["height"] for name, each in found.items() if each["height"] > size.pane
    } == {}


def test_no_text_is_cut_or_lies_over_another(sized: tuple[Page, Size, dict[str, Any]]) -> None:
    _, _, found = sized
    assert {name: each["problems"] for name, each in found.items() if each["problems"]} == {}


def test_the_page_does_not_scroll_sideways(sized: tuple[Page, Size, dict[str, Any]]) -> None:
    page, size, _ = sized
    assert page.evaluate("document.documentElement.scrollWidth") <= size.width


LARGER = "Larger: the whole screen"
ONLY = """(kept) => document.querySelectorAll(".view").forEach((view, i) => {
    if (!kept.includes(i)) view.style.display = "none";
})"""
REFUSED = "Element.prototype.requestFullscreen = () => Promise.reject(new TypeError('refused'))"


@pytest.mark.parametrize("script", ["", REFUSED], ids=["full screen", "refused by the browser"])
def test_larger_is_the_whole_screen_until_escape(
    page: Page, every_widget: Written, script: str
) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    page.evaluate(f"() => {{ {script} }}")
    places = first_of_each_kind(every_widget)
    page.evaluate(ONLY, places)
    page.evaluate("() => measured()")
    for which in places:
        widget = page.locator(".view > .mlc").nth(which)
        before = widget.bounding_box()
        widget.get_by_role("button", name=LARGER).click()
        expect(widget).to_have_attribute("data-full", "")
        assert page.evaluate("document.fullscreenElement !== null") is (script == "")
        page.evaluate("() => measured()")
        assert widget.bounding_box() == {"x": 0, "y": 0, "width": 1280, "height": 720}
        assert widget.evaluate("(root) => root.scrollHeight <= root.clientHeight"), which
        assert widget.evaluate("(root) => measureWidget(root).problems") == []
        page.keyboard.press("Escape")
        expect(widget).not_to_have_attribute("data-full", "")
        assert page.evaluate("document.fullscreenElement") is None
        page.evaluate("() => measured()")
        after = widget.bounding_box()
        assert before
        assert after
        assert (after["width"], after["height"]) == (before["width"], before["height"])


def first_of_each_kind(shown: Written) -> list[int]:
    """The places of the first widget of each class."""
    kinds = [modules[0] for modules in shown.modules.values()]
    return [kinds.index(kind) for kind in sorted(set(kinds))]
