"""Predictions in a real JupyterLab: chosen or drawn, by mouse, touch and keys; committed once; kept."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from mlcourse.curriculum import find_prediction

CHOICE = find_prediction("04.nudge")
DRAWN = find_prediction("04.epsilon_sweep")
FOUR = find_prediction("12.four_curves")
RIGHT = next(i for i, option in enumerate(CHOICE.options) if option.right)


def cells(folder: Path) -> tuple[str, ...]:
    return (
        f"import os\nos.environ['MLCOURSE_PROGRESS'] = {str(folder / 'progress.json')!r}\n"
        "import numpy as np\nfrom mlcourse import predict",
        f"choice = predict({CHOICE.id!r})\nchoice",
        f"drawn = predict({DRAWN.id!r}, (np.linspace(-13, 0, 60), np.full(60, -6.0)))\ndrawn",
        "choice",
        "drawn",
        f"four = predict({FOUR.id!r}, np.linspace([0.5, 0.7, 0.6, 0.5], [0.9, 0.9, 1, 0.8], 6).T)\nfour",
    )


@pytest.fixture
def notebook(lab: Any, page: Page, tmp_path: Path) -> Iterator[Any]:
    """A notebook with two predictions, each shown twice, that nobody has made yet."""
    with lab.run(page, *cells(tmp_path)) as notebook:
        card(notebook, 1).wait_for()
        yield notebook


def run(notebook: Any) -> None:
    notebook.run_all()
    assert notebook.errors() == []
    card(notebook, 1).wait_for()


def card(notebook: Any, which: int) -> Locator:
    """The choice (0), the drawing (1), again both (2, 3), and four lines (4)."""
    return notebook.page.locator(".mlc-predict").nth(which)


def commit(shown: Locator) -> None:
    shown.get_by_role("button", name="Commit").click()


def sure(shown: Locator, percent: int) -> None:
    shown.locator(".mlc-pill").filter(has_text=f"{percent} %").click()


def committed(notebook: Any, name: str) -> dict[str, Any]:
    """What Python knows, once it does."""
    for _ in range(2400):
        said = json.loads(notebook.ask(f"import json; print(json.dumps({name}.committed))"))
        if said:
            return said
        notebook.page.wait_for_timeout(50)
    pytest.fail("Python has not heard of what was committed")


def draw(notebook: Any, shown: Locator, shares: list[tuple[float, float]]) -> None:
    """Drag through places of the canvas, as parts of its width and height."""
    canvas, mouse = shown.locator(".mlc-canvas"), notebook.page.mouse
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    for i, (x, y) in enumerate(shares):
        mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=4 if i else 1)
        if not i:
            mouse.down()
    mouse.up()


def ink(shown: Locator) -> str:
    shown.page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    return shown.locator(".mlc-canvas").evaluate("(canvas) => canvas.toDataURL()")


def test_an_option_is_committed_before_the_truth_shows(notebook: Any) -> None:
    shown = card(notebook, 0)
    expect(shown.locator(".mlc-why:visible")).to_have_count(0)
    commit(shown)
    expect(shown.locator(".mlc-status")).to_have_text("Choose an option first.")
    shown.locator(".mlc-choice").nth(RIGHT).click()
    commit(shown)
    expect(shown.locator(".mlc-status")).to_have_text("Say how sure you are.")
    expect(shown.locator(".mlc-why:visible")).to_have_count(0)
    sure(shown, 80)
    commit(shown)
    expect(shown.locator(".mlc-why:visible")).to_have_count(len(CHOICE.options))
    expect(shown.locator("[data-sign=right]")).to_contain_text("yours, at 80 %")
    expect(shown.locator(".mlc-outcome")).to_contain_text("The one prediction at 80 % was right.")
    expect(shown.locator(".mlc-explained")).to_contain_text("the product of the slopes")
    expect(shown.get_by_role("button", name="Commit")).to_be_hidden()
    assert committed(notebook, "choice") == {"answer": RIGHT, "confidence": 80}
    expect(card(notebook, 2).locator("[data-sign=right]")).to_contain_text("yours, at 80 %")


def test_who_only_wants_to_be_shown_sees_the_truth_and_its_explanation(notebook: Any) -> None:
    for which, told in ((0, "the product of the slopes"), (1, "smaller is not better")):
        shown = card(notebook, which)
        explained = shown.locator(".mlc-explained")
        expect(explained).to_be_hidden()
        shown.get_by_role("button", name="Only show me").click()
        expect(explained).to_contain_text(told)
        expect(shown.locator(".mlc-outcome")).to_have_text(
            "You wanted to see it without a prediction."
        )
        expect(shown.get_by_role("button", name="Commit")).to_be_hidden()
    assert committed(notebook, "drawn") == {"only_shown": True}
    expect(card(notebook, 1).locator(".mlc-legend")).to_have_text("the true curve")
    expect(card(notebook, 0).locator(".mlc-tag:not(:empty)")).to_have_count(0)


def test_an_option_is_committed_by_keyboard_alone(notebook: Any) -> None:
    shown, keyboard = card(notebook, 0), notebook.page.keyboard
    shown.get_by_role("radio").first.focus()
    keyboard.press("Space")
    keyboard.press("Tab")
    keyboard.press("Space")
    keyboard.press("ArrowRight")
    keyboard.press("Enter")
    expect(shown.locator(".mlc-why:visible")).to_have_count(len(CHOICE.options))
    assert committed(notebook, "choice") == {"answer": 0, "confidence": 50}


def test_a_curve_is_drawn_by_mouse_and_meets_the_truth(notebook: Any) -> None:
    shown = card(notebook, 1)
    sure(shown, 65)
    commit(shown)
    expect(shown.locator(".mlc-status")).to_have_text("Draw your curve first.")
    blank = ink(shown)
    undo = shown.get_by_role("button", name="Undo")
    expect(undo).to_be_disabled()
    draw(notebook, shown, [(0.1, 0.2), (0.9, 0.8)])
    undo.click()
    expect(undo).to_be_disabled()
    commit(shown)
    expect(shown.locator(".mlc-status")).to_have_text("Draw your curve first.")
    draw(notebook, shown, [(0.02, 0.5), (0.5, 0.5), (0.99, 0.5)])
    shown.locator(".mlc-canvas").evaluate(
        "(canvas) => canvas.blur()"
    )  # a focused one shows its cursor
    before = ink(shown)
    draw(notebook, shown, [(0.2, 0.2), (0.6, 0.2)])
    assert ink(shown) != before
    undo.click()
    assert ink(shown) == before != blank
    commit(shown)
    expect(shown.locator(".mlc-outcome")).to_contain_text("counts as right")
    assert ink(shown) != before
    expect(shown.locator(".mlc-legend")).to_contain_text("the true curve")
    drawn = committed(notebook, "drawn")
    assert len(drawn["answer"]) == 41
    assert max(abs(y + 6) for y in drawn["answer"]) < 1
    draw(notebook, shown, [(0.1, 0.1), (0.9, 0.1)])
    assert committed(notebook, "drawn") == drawn
    shown.locator("summary").click()
    expect(shown.locator(".mlc-tables td").last).to_have_text("−6")


def test_a_curve_is_drawn_by_keyboard_alone(notebook: Any) -> None:
    shown, keyboard, count = (
        card(notebook, 1),
        notebook.page.keyboard,
        notebook.page.locator(".jp-Cell").count(),
    )
    plane = shown.get_by_role("slider", name="draw log₁₀ relative error over log₁₀ ε")
    plane.focus()
    for key in (
        "PageUp",
        "PageUp",
        "End",
        "PageDown",
        "ArrowDown",
        "Shift+ArrowLeft",
        "a",
        "b",
        "m",
    ):
        keyboard.press(key)
    expect(plane).to_have_attribute(
        "aria-valuetext", "log₁₀ relative error −2.89 at log₁₀ ε −1.63, not drawn"
    )
    assert notebook.page.locator(".jp-Cell").count() == count
    keyboard.press("ArrowUp")
    keyboard.press("Control+z")
    keyboard.press("Tab")  # to Undo
    keyboard.press("Tab")  # to Clear
    keyboard.press("Tab")
    keyboard.press("Space")
    keyboard.press("Enter")
    expect(shown.locator(".mlc-outcome")).to_contain_text("You committed this curve at 50 %.")
    drawn = committed(notebook, "drawn")["answer"]
    assert (drawn[0], drawn[-1]) == pytest.approx((0, -3.3))
    assert drawn[20] == pytest.approx(-1.65)


def test_each_of_four_lines_is_drawn_and_compared(notebook: Any) -> None:
    shown, keyboard = card(notebook, 4), notebook.page.keyboard
    lines = shown.get_by_role("radio", name="from scratch").locator("..").get_by_role("radio")
    expect(lines).to_have_count(4)
    draw(notebook, shown, [(0.1, 0.8), (0.97, 0.2)])
    shown.get_by_role("button", name="Next line").click()
    expect(lines.nth(1)).to_have_attribute("aria-checked", "true")
    expect(lines.nth(0)).to_have_attribute("data-drawn", "")
    sure(shown, 65)
    commit(shown)
    expect(shown.locator(".mlc-status")).to_have_text(
        "Draw every line first; not yet drawn: head only; all; all, large rate."
    )
    plane = shown.get_by_role("slider")
    plane.focus()
    for line in "234":  # by keys alone
        for key in (line, "Home", "PageUp", "End", "PageUp"):
            keyboard.press(key)
    expect(plane).to_have_attribute(
        "aria-label", f"draw {FOUR.curve.lines[3]}: {FOUR.curve.y} over labels"
    )
    keyboard.press("Enter")
    expect(shown.locator(".mlc-outcome")).to_contain_text("; head only ")
    expect(shown.locator(".mlc-outcome")).to_contain_text("of 4 are, so this counts as")
    expect(shown.locator(".mlc-legend")).to_contain_text("solid: what came out")
    drawn = committed(notebook, "four")["answer"]
    assert [len(line) for line in drawn] == [41] * 4
    before = ink(shown)
    lines.nth(2).click()
    assert ink(shown) != before  # the line to look at stands out
    shown.locator("summary").click()
    expect(shown.locator(".mlc-tables table")).to_have_count(4)
    expect(shown.locator(".mlc-tables table").nth(2).locator("td").last).to_have_text("1")


def test_a_curve_is_drawn_by_touch(notebook: Any) -> None:
    shown = card(notebook, 1)
    canvas = shown.locator(".mlc-canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    client = notebook.page.context.new_cdp_session(notebook.page)
    for kind, x in (
        ("touchStart", 0.2),
        ("touchMove", 0.5),
        ("touchMove", 0.9),
        ("touchEnd", None),
    ):
        points = (
            [{"x": box["x"] + x * box["width"], "y": box["y"] + box["height"] / 3}] if x else []
        )
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    sure(shown, 95)
    commit(shown)
    assert max(committed(notebook, "drawn")["answer"]) == pytest.approx(
        min(committed(notebook, "drawn")["answer"])
    )


def test_what_is_committed_stays(lab: Any, notebook: Any) -> None:
    shown = card(notebook, 0)
    shown.locator(".mlc-choice").nth(RIGHT).click()
    sure(shown, 95)
    commit(shown)
    before = committed(notebook, "choice")
    draw(notebook, card(notebook, 1), [(0.1, 0.2), (0.9, 0.8)])
    sure(card(notebook, 1), 50)
    commit(card(notebook, 1))
    curve = committed(notebook, "drawn")
    for again in ("run", "restart", "open"):
        if again == "restart":
            notebook.restart()
        if again == "open":
            notebook.close()
            notebook = lab.open(notebook.page, notebook.name)
        run(notebook)
        expect(card(notebook, 0).locator("[data-sign=right]")).to_contain_text("yours, at 95 %")
        expect(card(notebook, 1).locator(".mlc-outcome")).to_contain_text(
            "You committed this curve at 50 %."
        )
        expect(card(notebook, 0).get_by_role("button", name="Commit")).to_be_hidden()
        assert committed(notebook, "choice") == before
        assert committed(notebook, "drawn")["answer"] == pytest.approx(curve["answer"], abs=1e-3)


@pytest.mark.parametrize(
    ("width", "theme"), [(800, "Dark"), (1400, "Light")]
)  # JupyterLab minds quick changes
def test_fits_in_both_themes(notebook: Any, width: int, theme: str) -> None:
    notebook.resize(width, 1000)
    shown = card(notebook, 1)
    draw(notebook, shown, [(0.1, 0.2), (0.9, 0.8)])
    before = ink(shown)
    notebook.command("apputils:change-theme", {"theme": f"JupyterLab {theme}"})
    expect(shown).to_have_attribute("data-mode", theme.lower())
    assert theme == "Light" or ink(shown) != before
    for which in (0, 1):
        assert card(notebook, which).evaluate("(root) => root.scrollWidth <= root.clientWidth")
    open_to_lab = shown.locator("button, input, summary, canvas").evaluate_all(
        "(nodes) => nodes.filter((n) => n.dataset.lmSuppressShortcuts !== 'true').length"
    )
    assert open_to_lab == 0
