"""What axe-core finds in exported pages: nothing, neither in a lesson nor in any widget, in light or dark.

In JupyterLab's output areas ``test_lessons.py`` lets it look, where each lesson is run.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from every_widget import every_widget, write_page
from playwright.sync_api import Browser, Locator, Page, expect

from mlcourse.export import CourseExporter

LESSONS = sorted((Path(__file__).parents[2] / "lessons").glob("*.ipynb"))


@pytest.fixture(scope="module")
def page(browser: Browser, problems: Any) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    problems.watch(page)
    yield page
    page.close()


@pytest.fixture(scope="module")
def widgets(page: Page, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int]]:
    """A page with every widget, and how many there are."""
    folder = tmp_path_factory.mktemp("widgets")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLCOURSE_PROGRESS", str(folder / "progress.json"))
        made = every_widget()
        write_page(made, folder / "page.html")
        yield folder / "page.html", len(made)


def show_widgets(page: Page, widgets: tuple[Path, int]) -> Locator:
    path, count = widgets
    page.goto(path.as_uri())
    shown = page.locator(".view > .mlc")
    expect(shown).to_have_count(count)
    return shown


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_an_exported_lesson_has_no_violation(
    page: Page, violations: Any, tmp_path: Path, lesson: Path
) -> None:
    path = tmp_path / "lesson.html"
    path.write_text(CourseExporter().from_filename(str(lesson))[0], encoding="utf-8")
    page.goto(path.as_uri())
    assert violations(page) == []


def test_no_widget_has_a_violation(page: Page, violations: Any, widgets: tuple[Path, int]) -> None:
    show_widgets(page, widgets)
    assert violations(page) == []


def test_forced_colors_leave_signs_apart_and_show_what_is_pressed(
    page: Page, widgets: tuple[Path, int]
) -> None:
    page.emulate_media(forced_colors="active")
    player = show_widgets(page, widgets).first
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
