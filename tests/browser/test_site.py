"""The site, opened from its folder, as by somebody who looks before installing; of the lessons, 00 was run."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from engines import find_firefox
from playwright.sync_api import Browser, Page, expect

ROOT = Path(__file__).parents[2]
LESSON = "lessons/00_the_loop_at_a_glance.html"
KINDS = {
    "first": "index.html",
    "lesson": LESSON,
    "exercise": "exercises/04_backpropagation.html",
    "reference": "reference/loss.html",
    "table": "docs/notation.html",
    "guide": "workshop/README.html",
    "search": "search.html?q=momentum",
}
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 720}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site; that Sphinx warns of nothing and no link is broken is what building it asks."""
    folder = tmp_path_factory.mktemp("site") / "site"
    command = [
        sys.executable,
        str(ROOT / "authoring" / "build_site.py"),
        str(folder),
        "--run",
        "00",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def page(browser: Browser, problems: Any, site: Path) -> Iterator[Page]:
    """A page in which any request that leaves the site's folder is a problem."""
    page = browser.new_page(viewport=LAPTOP, color_scheme="light")
    problems.watch(page)
    inside = (site.as_uri(), "blob:", "data:")
    page.on("request", lambda asked: asked.url.startswith(inside) or problems.append(asked.url))
    yield page
    page.close()


def test_the_first_page_shows_at_once_what_this_is(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    step = page.locator('.mlc-player [data-number="step"]')
    page.wait_for_function("(node) => Number(node.textContent) > 3", arg=step.element_handle())
    for seen in (
        page.get_by_role("heading", level=1),
        page.locator(".hero pre", has_text="-m venv"),
        page.get_by_text("31 is the batch size"),
        page.get_by_role("button", name="Pause (space)"),
    ):
        expect(seen).to_be_in_viewport()
    for size in (PHONE, LAPTOP):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for said in (
            "for whoever knows some Python",
            "Read lesson 00 here",
            "told which mistake",
            "Not public",
        ):
            expect(page.get_by_text(said)).to_be_in_viewport(ratio=1)


def test_who_wants_less_motion_presses_play(browser: Browser, site: Path) -> None:
    page = browser.new_page(reduced_motion="reduce")
    page.goto((site / "index.html").as_uri())
    expect(page.get_by_role("button", name="Play (space)")).to_be_visible()
    page.close()


def test_the_search_finds_a_word_without_a_server(page: Page, site: Path) -> None:
    page.goto((site / KINDS["table"]).as_uri())
    page.get_by_role("searchbox", name="Search").fill("momentum")
    page.keyboard.press("Enter")
    results = page.locator("ul.search a")
    expect(results.filter(has_text="From gradient descent to Adam").first).to_be_visible()
    results.filter(has_text="Momentum").first.click()
    expect(page).to_have_url(re.compile("reference/backpropagation.html"))


def test_a_lesson_plays_and_its_links_lead_on(page: Page, site: Path) -> None:
    page.goto((site / LESSON).as_uri())
    slider = page.locator(".mlc-player").get_by_role("slider", name="training step")
    slider.focus()
    page.keyboard.press("End")
    expect(page.locator('[data-number="step"]').first).not_to_have_text("0")
    assert page.locator("math").count() >= 25
    page.locator("main").get_by_role("link", name="notation").first.click()
    expect(page).to_have_url((site / "docs" / "notation.html").as_uri())


def test_a_chosen_theme_stays(page: Page, site: Path) -> None:
    page.goto((site / KINDS["table"]).as_uri())
    page.get_by_role("radio", name="Dark").check(force=True)
    page.goto((site / LESSON).as_uri())
    expect(page.locator(".mlc-player").first).to_have_attribute("data-mode", "dark")
    page.get_by_role("radio", name="System").check(force=True)


def test_a_result_of_a_search_says_where_the_word_stands(page: Page, site: Path) -> None:
    page.goto(f"{(site / 'search.html').as_uri()}?q=momentum")
    result = page.locator("ul.search li").filter(
        has_text="From gradient descent to Adam > Momentum"
    )
    expect(result.locator("p.context mark")).to_have_text("Momentum")
    expect(result.locator("p.context")).to_contain_text("keeps a velocity")


def test_a_card_that_was_answered_asks_for_no_cell_to_be_run(page: Page, site: Path) -> None:
    page.goto((site / LESSON).as_uri())
    card = page.locator(".mlc-quiz").first
    card.get_by_role("radio").first.check()
    page.clock.install()
    card.get_by_role("button", name="Answer").click()
    expect(card.locator("[data-sign]")).to_have_count(1)
    page.clock.run_for(60_000)
    expect(card.locator(".mlc-unheard")).to_be_hidden()


def pages(site: Path) -> list[str]:
    """The addresses of all pages; that of the search with something to search."""
    found = [path.as_uri() for path in sorted(site.rglob("*.html"))]
    return [f"{each}?q=momentum" if each.endswith("search.html") else each for each in found]


def test_no_page_scrolls_sideways(page: Page, site: Path) -> None:
    wide = []
    for url in pages(site):
        page.goto(url)
        for size in (PHONE, LAPTOP):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
                wide.append((url, size["width"]))
    assert wide == []


def test_no_page_scrolls_sideways_in_firefox(site: Path, tmp_path: Path) -> None:
    firefox = find_firefox(tmp_path)
    try:
        firefox.narrow()
        wide = []
        for url in pages(site):
            firefox.open(url)
            if firefox.ask(
                "const { scrollWidth, clientWidth } = document.documentElement; return scrollWidth > clientWidth"
            ):
                wide.append(url)
        half = "Invalid markup"  # of a formula that has not come whole yet
        assert (wide, [said for said in firefox.errors() if half not in said]) == ([], [])
    finally:
        firefox.close()


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_has_a_violation(page: Page, site: Path, violations: Any, kind: str) -> None:
    path, _, query = KINDS[kind].partition("?")
    page.goto(f"{(site / path).as_uri()}?{query}")
    assert violations(page) == []
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert violations(page, schemes=("light",)) == []
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]


def test_the_menu_opens_on_a_phone(page: Page, site: Path, violations: Any) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto((site / LESSON).as_uri())
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="All pages").get_by_text("Reference").click()
    assert violations(page, schemes=("light",)) == []
    page.get_by_role("link", name="3 Loss").click()
    expect(page).to_have_title(re.compile("Loss"))
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]


def test_no_page_is_heavy(site: Path) -> None:
    heavy = {path.name: path.stat().st_size for path in site.rglob("*") if path.is_file()}
    assert {name: size for name, size in heavy.items() if size > 1_500_000} == {}
