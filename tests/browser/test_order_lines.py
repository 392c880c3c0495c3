"""Lines put in order in a real JupyterLab: by mouse, touch and keys; a wrong line names its mistake; kept."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

RIGHT = (
    "for x, y in batches:", "dW0, db0, dW1, db1 = backward_pass(x, y, W0, b0, W1, b1)", "W1 = W1 - learning_rate * dW1",
    "W0 = W0 - learning_rate * dW0", "b0 = b0 - learning_rate * db0", "b1 = b1 - learning_rate * db1",
    "return W0, b0, W1, b1",
)  # fmt: skip


@pytest.fixture
def card(lab: Any, page: Page, tmp_path: Path) -> Iterator[Any]:
    code = (
        f"import os\nos.environ['MLCOURSE_PROGRESS'] = {str(tmp_path / 'progress.json')!r}",
        "from mlcourse import order_lines\n\ncard = order_lines('04.train_batches')\ncard",
    )
    with lab.run(page, *code) as notebook:
        page.locator(".mlc-order").wait_for()
        yield notebook


def line(page: Page, text: str, which: int = 0) -> Locator:
    """A loose or placed line; with the same text the right one is the less indented."""
    return page.locator(".mlc-order-line").filter(has_text=text).nth(which)


def own_return(page: Page) -> Locator:
    found = page.locator(".mlc-order-line").filter(has_text="return")
    texts = found.all_text_contents()
    return found.nth(next(i for i, text in enumerate(texts) if not text.startswith(" ")))


def placed(page: Page) -> list[str]:
    return [
        text.strip()
        for text in page.locator(".mlc-order-function .mlc-order-line").all_text_contents()
    ]


def check(page: Page) -> Locator:
    page.locator(".mlc-order .mlc-submit").click()
    return page.locator(".mlc-order-said")


def wait_until_heard(card: Any, order: list[str]) -> None:
    """What is set is sent a moment later: a cell that is run before that shows what Python knew."""
    heard = (
        "[card.ordering.pieces[i].text.strip() for i in card.order] * (card.recorded == card.tries)"
    )
    card.hears(heard, order)


def drag(page: Page, source: Locator, target: Locator, share: float) -> None:
    source.scroll_into_view_if_needed()
    start, end = source.bounding_box(), target.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 30, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + 40, end["y"] + share * end["height"], steps=6)
    page.mouse.up()


def test_lines_are_ordered_by_mouse_and_a_wrong_one_names_its_mistake(card: Any) -> None:
    page = card.page
    line(page, "batches[-1:]").click()
    expect(check(page)).to_contain_text("Only the last batch is left")
    line(page, "batches[-1:]").click()  # out again
    assert placed(page) == []
    for text in RIGHT[1:-1]:
        line(page, text).click()
    own_return(page).click()
    expect(check(page)).to_have_text("One line is missing.")
    drag(page, line(page, "for x, y in batches:"), line(page, RIGHT[1]), 0.1)
    assert placed(page) == list(RIGHT)
    expect(check(page)).to_contain_text("Right")
    drag(page, line(page, RIGHT[1]), own_return(page), 0.9)
    expect(check(page)).to_contain_text("must stand above")
    wait_until_heard(card, placed(page))
    card.run_all()
    expect(page.locator(".mlc-order-said")).to_contain_text("must stand above")
    assert placed(page)[-1] == RIGHT[1]


def test_lines_are_ordered_by_keyboard_alone(card: Any) -> None:
    page, keyboard = card.page, card.page.keyboard
    cells = page.locator(".jp-Cell").count()
    for text in (*RIGHT[1:-1], RIGHT[0]):
        (line(page, text) if text != RIGHT[0] else line(page, "for x, y in batches:")).focus()
        keyboard.press("Enter")
    own_return(page).focus()
    keyboard.press("Space")
    keyboard.press("a")
    keyboard.press("ArrowUp")  # to the loop's head, which goes up to the top
    for _ in range(5):
        keyboard.press("Shift+ArrowUp")
    assert placed(page) == list(RIGHT)
    expect(page.get_by_role("button", name="line 1 of your function")).to_be_focused()
    expect(check(page)).to_contain_text("Right")
    assert page.locator(".jp-Cell").count() == cells


def test_lines_are_moved_by_touch(card: Any) -> None:
    page = card.page
    loop = line(page, "for x, y in batches:")
    loop.scroll_into_view_if_needed()
    start, end = loop.bounding_box(), page.locator(".mlc-order-function").bounding_box()
    assert start
    assert end
    where = page.locator(".mlc-order").bounding_box()
    client = page.context.new_cdp_session(page)
    spots = [
        (start["x"] + 30, start["y"] + 10),
        (
            start["x"] + 35,
            start["y"] - 40,
        ),  # upwards first: a page that followed the finger would scroll
        (end["x"] + 40, end["y"] + 60),
        (end["x"] + 50, end["y"] + 70),
    ]
    for kind, spot in zip(
        ("touchStart", *["touchMove"] * 3, "touchEnd"), [*spots, None], strict=True
    ):
        points = [{"x": spot[0], "y": spot[1]}] if spot else []
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    expect(page.locator(".mlc-order-function .mlc-order-line")).to_have_text("for x, y in batches:")
    now = page.locator(".mlc-order").bounding_box()
    assert where
    assert now
    assert (now["x"], now["y"]) == (where["x"], where["y"])  # the page stands where it stood
