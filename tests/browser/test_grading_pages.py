"""The grader's pages in a browser: nothing that a student wrote runs, no network, readable on a phone and in print."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from mlcourse import curriculum
from mlcourse.grading.pages import class_page, student_page
from mlcourse.grading.result import Result, TaskResult
from mlcourse.grading.summary import summarize

MARKUP = "<script>document.title = 'run'</script><img src=http://nowhere.invalid onerror=\"document.title='run'\">"
TOPIC = "04_backpropagation"


def result(student: str, passed: int) -> Result:
    """A result in which every text that is a student's own is markup, and one word is very long."""
    tasks = [
        TaskResult(
            task.id, task.title, task.points * (place < passed), task.points, "passed" if place < passed else "failed",
            [MARKUP, "x" * 300, f"`{MARKUP}`"], mistake=MARKUP, misconception=13, comment=MARKUP,
        )
        for place, task in enumerate(curriculum.tasks("04"))
    ]  # fmt: skip
    return Result(
        student, TOPIC, tasks, remarks=[MARKUP], name=f"{student} {MARKUP}", comment=MARKUP
    )


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("pages")
    results = [result(f"student{place}", place) for place in range(9)]
    results.append(Result("torn", TOPIC, results[0].tasks, problem=MARKUP))
    links = {each.student: f"students/{each.student}.html" for each in results}
    (folder / "class.html").write_text(
        class_page(results, summarize(results), links, TOPIC, False, [MARKUP])
    )
    (folder / "student.html").write_text(student_page(results[3]))
    (folder / "torn.html").write_text(student_page(results[-1]))
    return sorted(folder.iterdir())


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def test_nothing_runs_and_nothing_is_asked_for(page: Page, pages: list[Path]) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in pages:
        page.goto(path.as_uri())
        assert page.title() != "run"
        assert page.locator("script, img").count() == 0
        assert page.locator("h1").count() == 1
    assert asked == [path.as_uri() for path in pages]


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_scrolls_sideways(page: Page, pages: list[Path], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 720})
    for path in pages:
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path.name


def test_axe_finds_nothing(
    page: Page, pages: list[Path], violations: Callable[..., list[str]]
) -> None:
    for path in pages:
        page.goto(path.as_uri())
        assert violations(page) == []


CUT = """() => Array.from(document.querySelectorAll("main *")).filter(
    (each) => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX !== "visible"
    || each.getBoundingClientRect().right > document.documentElement.clientWidth + 1
).map((each) => each.outerHTML.slice(0, 200))"""
A4 = 680  # pixels between its margins


def test_print_is_on_white_and_nothing_is_cut(page: Page, pages: list[Path]) -> None:
    page.set_viewport_size({"width": A4, "height": 960})
    page.emulate_media(media="print", color_scheme="dark")
    for path in pages:
        page.goto(path.as_uri())
        assert page.evaluate(CUT) == [], path.name
        ground = "getComputedStyle(document.documentElement).backgroundColor"
        assert page.evaluate(ground) == "rgb(255, 255, 255)"


def test_on_a_phone_every_row_of_a_table_is_read_at_a_glance(page: Page, pages: list[Path]) -> None:
    """A row is a block: no column is so narrow that its words stand in a tower, and none has to be scrolled to."""
    page.set_viewport_size({"width": 360, "height": 720})
    page.goto(pages[0].as_uri())
    heights = page.eval_on_selector_all(
        "table:not(.names) tbody tr",
        "rows => rows.map((each) => each.getBoundingClientRect().height)",
    )
    assert heights
    assert max(heights) < 300
    beyond = "tables => tables.map((each) => each.scrollWidth - each.clientWidth)"
    assert max(page.eval_on_selector_all(".scroll", beyond)) <= 0
