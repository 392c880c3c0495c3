"""What axe-core finds in exported pages: nothing, neither in a lesson nor in any widget, in light or dark.

In JupyterLab's output areas ``test_lessons.py`` lets it look, where each lesson is run.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from every_widget import Written
from playwright.sync_api import Browser, Locator, Page, expect

from mlcourse.export import CourseExporter

LESSONS = sorted((Path(__file__).parents[2] / "lessons").glob("*.ipynb"))


@pytest.fixture(scope="module")
def page(browser: Browser, problems: Any) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    problems.watch(page)
    yield page
    page.close()


def show_widgets(page: Page, every_widget: Written) -> Locator:
    if page.url != every_widget.path.as_uri():
        page.goto(every_widget.path.as_uri())
    shown = page.locator(".view > .mlc")
    expect(shown).to_have_count(len(every_widget.modules))
    return shown


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_an_exported_lesson_has_no_violation(
    page: Page, violations: Any, tmp_path: Path, lesson: Path
) -> None:
    path = tmp_path / "lesson.html"
    path.write_text(CourseExporter().from_filename(str(lesson))[0], encoding="utf-8")
    page.goto(path.as_uri())
    assert violations(page) == []


def test_no_widget_has_a_violation(page: Page, violations: Any, every_widget: Written) -> None:
    """Of the cards of the lessons ``test_lessons.py`` lets it look at each."""
    show_widgets(page, every_widget)
    cards = ":has(.mlc-quiz, .mlc-predict)"
    assert page.locator(f".view{cards}").count() > 100
    assert violations(page, f".output:not({cards})") == []


MARKS = """(widgets) => {
    const read = (color) => (color.match(/[.0-9]+/g) ?? []).map(Number);
    const channels = (color) => (color.startsWith("color(") ? read(color).map((c) => 255 * c) : read(color));
    const stands = (color, ground) => read(color)[3] !== 0
        && channels(color).slice(0, 3).some((c, k) => Math.abs(c - channels(ground)[k]) > 8);
    const page = getComputedStyle(document.body).backgroundColor;
    const isSeen = (mark) => {
        const style = getComputedStyle(mark), hasFrame = parseFloat(style.borderTopWidth) > 0;
        const box = mark.tagName === "svg" && getComputedStyle(mark.closest("button")).backgroundColor;
        if (box) return stands(style.fill, stands(box, page) ? box : page);
        return stands(style.backgroundColor, page) || (hasFrame && stands(style.borderTopColor, page));
    };
    return widgets.flatMap((widget, which) => [...widget.querySelectorAll("i, span:empty, button svg")]
        .filter((mark) => mark.checkVisibility()).map((mark, i) => isSeen(mark) && `${which} ${i} ${mark.outerHTML}`)
        .filter(Boolean));
}"""
"""The marks of widgets that stand out from what is behind them: swatches, bars, tracks, and the icons of buttons."""


def test_forced_colors_hide_no_mark(page: Page, every_widget: Written) -> None:
    page.emulate_media(forced_colors="none", color_scheme="light")
    shown = show_widgets(page, every_widget)
    before = shown.evaluate_all(MARKS)
    assert len(before) > 100
    for scheme in ("light", "dark"):
        page.emulate_media(forced_colors="active", color_scheme=scheme)  # type: ignore[arg-type]
        expect(page.locator(f".view > .mlc[data-mode={scheme}]")).to_have_count(
            len(every_widget.modules)
        )
        assert sorted(set(before) - set(shown.evaluate_all(MARKS))) == [], scheme
    page.emulate_media(forced_colors="none", color_scheme="light")


def test_forced_colors_leave_signs_apart_and_show_what_is_pressed(
    page: Page, every_widget: Written
) -> None:
    page.emulate_media(forced_colors="active")
    player = show_widgets(page, every_widget).first
    swatches = player.locator(".mlc-swatch")
    colors = swatches.evaluate_all("(all) => all.map((s) => getComputedStyle(s).borderTopColor)")
    assert colors[0] != colors[1]  # positive, negative
    pressed, other = (
        player.locator(f".mlc-phase[aria-pressed='{is_it}']").first.evaluate(
            "(button) => getComputedStyle(button).outlineStyle"
        )
        for is_it in ("true", "false")
    )
    assert (pressed, other) == ("solid", "none")
    page.emulate_media(forced_colors="none")
