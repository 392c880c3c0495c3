"""Quiz questions in a real JupyterLab: answered by mouse and by keys, kept over re-run, restart and reopening."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from mlcourse.curriculum import find_question

QUESTION = find_question("02.shapes")
RIGHT = next(i for i, option in enumerate(QUESTION.options) if option.right)
WRONG = next(i for i, option in enumerate(QUESTION.options) if not option.right)


def cells(folder: Path) -> tuple[str, ...]:
    return (
        f"import os\nos.environ['MLCOURSE_PROGRESS'] = {str(folder / 'progress.json')!r}\nfrom mlcourse import quiz",
        f"card = quiz({QUESTION.id!r})\ncard",
        "card",
    )


@pytest.fixture
def notebook(lab: Any, page: Page, tmp_path: Path) -> Iterator[Any]:
    """A notebook with one question, shown twice, that nobody has answered yet."""
    with lab.run(page, *cells(tmp_path)) as notebook:
        card(notebook).wait_for()
        yield notebook


def run(notebook: Any) -> None:
    notebook.run_all()
    assert notebook.errors() == []
    card(notebook).wait_for()


def card(notebook: Any, which: int = 0) -> Locator:
    return notebook.page.locator(".mlc-quiz").nth(which)


def option(shown: Locator, i: int) -> Locator:
    return shown.locator(".mlc-option").nth(i)


def answer_by_mouse(shown: Locator, i: int) -> None:
    option(shown, i).locator("label").click()
    shown.get_by_role("button", name="Answer").click()


def test_a_wrong_answer_explains_itself_and_one_tries_again(notebook: Any) -> None:
    shown = card(notebook)
    expect(shown.locator(".mlc-why:visible")).to_have_count(0)
    shown.get_by_role("button", name="Answer").click()
    expect(shown.locator(".mlc-status")).to_have_text("Choose an option first.")
    answer_by_mouse(shown, WRONG)
    expect(option(shown, WRONG)).to_have_attribute("data-sign", "wrong")
    expect(option(shown, WRONG).locator(".mlc-why")).to_be_visible()
    expect(shown.locator(".mlc-why:visible")).to_have_count(1)
    expect(shown.get_by_role("status").filter(has_text="Wrong.")).to_have_count(1)
    shown.get_by_role("button", name="Answer").click()
    expect(shown.locator(".mlc-status")).to_contain_text("already")
    answer_by_mouse(shown, RIGHT)
    expect(option(shown, RIGHT)).to_have_attribute("data-sign", "right")
    expect(shown.get_by_role("button", name="Answer")).to_be_hidden()
    notebook.hears("card.answers", [WRONG, RIGHT])
    last = ({0, 1, 2} - {RIGHT, WRONG}).pop()
    option(shown, last).locator("label").click()
    expect(option(shown, last).locator(".mlc-why")).to_be_visible()
    notebook.hears("card.answers", [WRONG, RIGHT])


def test_is_answered_by_keyboard_alone(notebook: Any) -> None:
    shown, keyboard, count = (
        card(notebook),
        notebook.page.keyboard,
        notebook.page.locator(".jp-Cell").count(),
    )
    shown.get_by_role("radio").first.focus()
    keyboard.press("Space")
    for _ in range(RIGHT):
        keyboard.press("ArrowDown")
    keyboard.press("Enter")
    expect(option(shown, RIGHT)).to_have_attribute("data-sign", "right")
    expect(shown.locator(".mlc-status")).to_contain_text("Right at once.")
    notebook.hears("card.answers", [RIGHT])
    assert notebook.page.evaluate("document.activeElement.type") == "radio"
    for key in ("a", "b", "x", "d", "d", "m"):  # JupyterLab's own keys, which change cells
        keyboard.press(key)
    assert notebook.page.locator(".jp-Cell").count() == count


def test_the_answer_stays(lab: Any, notebook: Any) -> None:
    answer_by_mouse(card(notebook), WRONG)
    notebook.hears("card.answers", [WRONG])
    run(notebook)
    expect(option(card(notebook), WRONG)).to_have_attribute("data-sign", "wrong")
    answer_by_mouse(card(notebook), RIGHT)
    notebook.hears("card.answers", [WRONG, RIGHT])
    notebook.restart()
    run(notebook)
    expect(option(card(notebook), WRONG)).to_have_attribute("data-sign", "wrong")
    expect(option(card(notebook), RIGHT)).to_have_attribute("data-sign", "right")
    notebook.close()
    again = lab.open(notebook.page, notebook.name)
    run(again)
    expect(option(card(again), RIGHT)).to_have_attribute("data-sign", "right")
    expect(card(again).get_by_role("button", name="Answer")).to_be_hidden()


def test_two_views_of_a_question_agree(notebook: Any) -> None:
    answer_by_mouse(card(notebook), WRONG)
    second = card(notebook, 1)
    second.scroll_into_view_if_needed()
    expect(option(second, WRONG)).to_have_attribute("data-sign", "wrong")
    answer_by_mouse(second, RIGHT)
    expect(option(card(notebook), RIGHT)).to_have_attribute("data-sign", "right")
    notebook.hears("card.answers", [WRONG, RIGHT])


def test_that_nobody_hears_is_said_before_one_answers(notebook: Any) -> None:
    notebook.close()
    shown = card(notebook)
    option(shown, RIGHT).locator("label").click()
    expect(shown.locator(".mlc-unkept")).to_be_visible()
    shown.get_by_role("button", name="Answer").click()
    expect(option(shown, RIGHT)).to_have_attribute("data-sign", "right")


def test_a_test_says_nothing_and_the_first_answer_stands(
    lab: Any, page: Page, tmp_path: Path
) -> None:
    first, *_ = cells(tmp_path)
    with lab.run(
        page, first, "from mlcourse import inventory\nsitting = inventory('before')\nsitting"
    ) as notebook:
        expect(page.locator(".mlc-quiz")).to_have_count(5)
        shown = card(notebook)
        answer_by_mouse(shown, 1)
        expect(shown.locator(".mlc-status")).to_have_text("Noted.")
        expect(shown.locator(".mlc-tag").nth(1)).to_have_text("your answer")
        expect(shown.locator(".mlc-why:visible")).to_have_count(0)
        expect(shown.locator("[data-sign=right], [data-sign=wrong]")).to_have_count(0)
        expect(shown.get_by_role("button", name="Answer")).to_be_hidden()
        expect(shown.locator("input").first).to_be_disabled()
        notebook.hears("sitting.cards[0].answers", [1])
        assert notebook.errors() == []


@pytest.mark.parametrize("width", [800, 1400])
def test_fits_and_has_names(notebook: Any, width: int) -> None:
    notebook.resize(width, 1000)
    shown = card(notebook)
    answer_by_mouse(shown, WRONG)
    assert shown.evaluate("(root) => root.scrollWidth <= root.clientWidth")
    assert shown.locator("math").count() > 0
    nameless = shown.locator("button, input").evaluate_all(
        """(nodes) => nodes.filter((n) => !(n.getAttribute('aria-label') || n.textContent.trim()
            || n.labels?.[0]?.textContent.trim())).length"""
    )
    assert nameless == 0
    open_to_lab = shown.locator("button, input").evaluate_all(
        "(nodes) => nodes.filter((n) => n.dataset.lmSuppressShortcuts !== 'true').length"
    )
    assert open_to_lab == 0
    shown.get_by_role("button", name="Larger: the whole screen").click()
    expect(shown).to_have_attribute("data-full", "")
    assert shown.evaluate("(root) => root.scrollWidth <= root.clientWidth")


SLOW = """import mlcourse as ml
from mlcourse.widgets.quiz.quiz import QuizCard
QuizCard._esm = "await new Promise((go) => setTimeout(go, 2300));\\n" + QuizCard._esm
late = ml.quiz("02.shapes")
late"""


def test_a_card_whose_script_loads_late_hears_the_kernel(
    lab: Any, page: Page, problems: Any
) -> None:
    """anywidget waits two seconds for a script, and then throws away all that the kernel says."""
    with lab.run(page, SLOW) as notebook:
        card = page.locator(".mlc-quiz")
        card.wait_for()
        notebook.ask("late.size = 'presenter'")
        expect(card).to_have_attribute("data-size", "presenter")
    problems[:] = [each for each in problems if "Failed to initialize model" not in each]
