"""A lesson's slides in Chromium at 1280 × 720: each fits, keys turn them, the speaker has notes, all goes on paper."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from measured_slides import INIT, READABLE, measure
from playwright.sync_api import Browser, Locator, Page, expect

from mlcourse.cli import main

ROOT = Path(__file__).parents[2]
CUT = {"00", "04", "05", "09", "12"}
"""Lessons whose slides have all been looked at; of another a text may be smaller."""

FIRST = """(kind) => {
    const slides = [...document.querySelectorAll(".slide")];
    location.hash = `#${1 + slides.findIndex((each) => each.matches(kind))}`;
}"""


@pytest.fixture(scope="module")
def show(
    browser: Browser, problems: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Page]]:
    """Makes a lesson's slides by the command, and opens them in a browser that may ask nobody."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    folder = tmp_path_factory.mktemp("slides")

    def show(lesson: str) -> Page:
        path = folder / f"{lesson}.html"
        assert main(["slides", lesson, "--out", str(path)]) == 0
        page = context.new_page()
        problems.watch(page)
        page.on("request", lambda asked: note_leaving(asked.url, problems))
        page.add_init_script(INIT)
        page.goto(path.as_uri())
        page.locator("body[data-ready]").wait_for()
        return page

    yield show
    context.close()


@pytest.fixture(scope="module")
def deck(show: Callable[[str], Page]) -> Page:
    """The slides of lesson 00."""
    return show("00")


def note_leaving(url: str, problems: Any) -> None:
    if urlsplit(url).scheme not in ("file", "blob", "data"):
        problems.append(f"request: {url[:99]}")


def number(deck: Page) -> int:
    """The number of the slide that shows."""
    return int(deck.locator(".bar .place").inner_text().split()[0])


def go_to(deck: Page, kind: str) -> Locator:
    """Show the first slide of a kind."""
    deck.evaluate(FIRST, kind)
    slide = deck.locator(f".slide.now{kind}")
    slide.wait_for()
    return slide


@pytest.mark.parametrize("lesson", sorted(CUT | {"02"}))
def test_every_slide_fits_and_can_be_read_from_the_last_row(
    lesson: str, show: Callable[[str], Page], request: pytest.FixtureRequest
) -> None:
    page = request.getfixturevalue("deck") if lesson == "00" else show(lesson)
    slides = measure(page)
    assert len(slides) > 25
    assert {slide.kind for slide in slides} >= {"title", "text", "question", "answer", "shown"}
    wrong = {i: slide.problems for i, slide in enumerate(slides, 1) if slide.problems}
    assert wrong == {}
    assert min(slide.smallest for slide in slides) >= (READABLE if lesson in CUT else 15)
    assert lesson not in CUT or min(slide.plotted for slide in slides) >= READABLE
    assert all(slide.notes for slide in slides if slide.kind in ("question", "answer"))


def test_a_question_comes_before_its_answer(deck: Page) -> None:
    kinds = deck.locator(".slide").evaluate_all("(all) => all.map((each) => each.classList[1])")
    asked = [i for i, kind in enumerate(kinds) if kind == "question"]
    assert len(asked) > 5
    assert all(kinds[i + 1] == "answer" for i in asked)
    assert deck.locator(".slide.question .why, .slide.question .right").count() == 0
    assert deck.locator(".slide.answer .right small").count() == len(asked)


def test_the_minutes_of_all_sections_are_those_of_the_instructors_notes(deck: Page) -> None:
    (path,) = (ROOT / "workshop").glob("00_*.md")
    said = re.search(r"The parts take (\d+) minutes", path.read_text(encoding="utf-8"))
    planned = "(all) => all.map(({ dataset }) => [dataset.section, Number(dataset.minutes)])"
    minutes = dict(deck.locator(".slide").evaluate_all(planned))
    assert said
    assert sum(minutes.values()) == int(said[1])


def test_keys_turn_slides_unless_a_widget_has_the_focus(deck: Page) -> None:
    last = deck.locator(".slide").count()
    for key, shown in {"End": last, "Home": 1, "ArrowRight": 2, "PageDown": 3, "ArrowLeft": 2}.items():  # fmt: skip
        deck.keyboard.press(key)
        assert number(deck) == shown, key
    slider = go_to(deck, ".widget").get_by_role("slider", name="training step")
    here = number(deck)
    slider.focus()
    before = slider.input_value()
    deck.keyboard.press("ArrowRight")
    deck.keyboard.press("ArrowRight")
    assert (number(deck), slider.input_value() != before) == (here, True)
    deck.keyboard.press("Escape")
    deck.keyboard.press("ArrowRight")
    assert number(deck) == here + 1


def test_the_speaker_has_notes_and_a_clock_and_turns_the_slides_from_there(deck: Page) -> None:
    go_to(deck, ".question")
    here = number(deck)
    with deck.expect_popup() as opened:
        deck.keyboard.press("s")
    notes = opened.value
    expect(notes.locator(".instructor")).to_contain_text("min.")
    expect(notes.locator(".said")).to_contain_text("right:")
    expect(notes.locator(".clock")).to_contain_text(re.compile(r"\d:\d\d"))
    notes.keyboard.press("ArrowRight")
    assert number(deck) == here + 1
    expect(notes.locator("header")).to_contain_text(f"{here + 1} / ")
    notes.close()


def test_the_list_of_all_slides_leads_to_any(deck: Page) -> None:
    deck.keyboard.press("o")
    deck.get_by_role("dialog").get_by_role("button").nth(6).click()
    assert number(deck) == 7
    expect(deck.get_by_role("dialog")).to_have_count(0)


def test_printed_each_slide_is_a_page(deck: Page) -> None:
    pages = re.findall(rb"/Type\s*/Page\b", deck.pdf(prefer_css_page_size=True, print_background=True))  # fmt: skip
    assert len(pages) == deck.locator(".slide").count()
    deck.emulate_media(media="print")
    expect(deck.locator(".bar")).to_be_hidden()
    expect(deck.locator(".slide").last).to_have_css("visibility", "visible")
    deck.emulate_media(media="screen")


def test_nothing_of_an_author_runs_and_nothing_is_asked_for(deck: Page) -> None:
    policy = deck.locator("meta[http-equiv]").get_attribute("content") or ""
    scripts = re.search(r"script-src ([^;]*)", policy)
    assert "default-src 'none'" in policy
    assert scripts
    assert re.fullmatch(r"'sha256-[^' ]+' blob:", scripts[1])


def test_no_rule_of_accessibility_is_broken(deck: Page, violations: Any) -> None:
    def show(scheme: str) -> None:
        is_dark = deck.locator("body").get_attribute("data-jp-theme-light") == "false"
        if is_dark != (scheme == "dark"):
            deck.keyboard.press("d")

    go_to(deck, ".question")  # what a widget breaks is another test's
    assert violations(deck, show=show) == []
