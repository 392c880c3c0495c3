"""The movable tangent: taken by mouse, finger and keys, in JupyterLab and on a page without a kernel."""

from collections.abc import Iterator
from typing import Any

import nbformat
import pytest
from every_widget import write_page
from playwright.sync_api import Browser, Locator, Page, expect

import mlcourse as ml

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
CELL = "import mlcourse as ml\ntangent = ml.Tangent(lambda w: w**2 / 2, at=-2)\ntangent"


@pytest.fixture(scope="module", params=["JupyterLab", "exported page"])
def page(request: Any, browser: Browser, problems: Any, tmp_path_factory: Any) -> Iterator[Page]:
    """A page with the tangent, with a kernel and without one."""
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    problems.watch(page)
    if request.param == "JupyterLab":
        lab = request.getfixturevalue("lab")
        made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)], metadata=KERNEL)
        notebook = lab.open(page, lab.write("tangent.ipynb", made))
        notebook.run_all()
        page.locator(".mlc-tangent-lab").wait_for()
        yield page
        notebook.hears("tangent.slope", 2.0)  # where the last test left it
        notebook.close()
    else:
        path = tmp_path_factory.mktemp("tangent") / "page.html"
        write_page({"tangent": ml.Tangent(lambda w: w**2 / 2, at=-2)}, path)
        page.goto(path.as_uri())
        yield page
    page.close()


def words(page: Page) -> Locator:
    return page.locator(".mlc-tangent-words")


def spot(page: Page, part: float) -> tuple[float, float]:
    """Return a spot in the picture, a part of the way from the left end of the curve to its right one."""
    canvas = page.locator(".mlc-tangent-lab canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    return box["x"] + 44 + part * (box["width"] - 54), box["y"] + box["height"] / 2


def test_it_is_dragged_along_the_curve_by_mouse(page: Page):
    page.mouse.move(*spot(page, 1 / 6))
    page.mouse.down()
    expect(words(page)).to_contain_text("At w = −2, f = 2; the slope is −2")
    page.mouse.move(*spot(page, 0.5), steps=4)
    expect(words(page)).to_contain_text("the slope is 0: the tangent is level")
    page.mouse.move(*spot(page, 5 / 6), steps=4)
    page.mouse.up()
    expect(words(page)).to_contain_text("At w = 2, f = 2; the slope is 2: the tangent rises")
    page.mouse.move(*spot(page, 0.5))  # let go of, it stays
    expect(words(page)).to_contain_text("At w = 2")


def test_it_is_dragged_by_a_finger(page: Page):
    client = page.context.new_cdp_session(page)
    for kind, part in (
        ("touchStart", 0.5),
        ("touchMove", 0.6),
        ("touchMove", 4 / 6),
        ("touchEnd", None),
    ):
        points = [dict(zip("xy", spot(page, part), strict=True))] if part else []
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    expect(words(page)).to_contain_text("At w = 1, f = 0.5; the slope is 1")


def test_it_goes_along_the_curve_by_keys_wherever_the_focus_is(page: Page):
    slider = page.get_by_role("slider", name="where the tangent touches")
    slider.focus()
    page.keyboard.press("Home")
    expect(words(page)).to_contain_text("At w = −3")
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowRight")
    expect(words(page)).to_contain_text("At w = −1.9")
    expect(slider).to_have_attribute("aria-valuetext", words(page).inner_text().replace("At", "at"))
    page.get_by_role("button", name="Larger: the whole screen").focus()
    page.keyboard.press("ArrowLeft")
    expect(words(page)).to_contain_text("At w = −2, f = 2")


def test_a_click_takes_it_there(page: Page):
    page.mouse.click(*spot(page, 5 / 6))
    expect(words(page)).to_contain_text("At w = 2,")
