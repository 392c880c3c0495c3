"""What is wrong with a deck's slides, measured in its page: by test_slides.py, and by authoring/slides.py."""

from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page

INIT = (Path(__file__).parent / "fit.js").read_text(encoding="utf-8")
"""What the page runs first."""

READABLE = 18
"""Pixels of 720 that the smallest text must have, a plot's numbers of 10 points included."""

ALL_SLIDES = """async () => {
    const POINTS = (10 * 100) / 72; // pixels of a text of 10 points, in a plot as wide as it says
    const slides = [...document.querySelectorAll(".slide")], found = [], boxOf = (each) => each.getBoundingClientRect();
    const isText = (each) => !each.closest(".view") && each.checkVisibility();
    document.querySelectorAll(".fragment").forEach((each) => each.classList.add("shown"));
    for (const slide of slides) {
        slides.forEach((each) => each.classList.toggle("now", each === slide));
        await measured();
        const room = boxOf(slide.querySelector(".room")), held = boxOf(slide.querySelector(".fit"));
        const problems = measureWidget(slide).problems;
        if (held.height > room.height + 1 || held.right > room.right + 1) problems.push("it is larger than the slide");
        const texts = [...slide.querySelectorAll(".fit :is(p, li, td, th, pre)")].filter(isText);
        const sizes = texts.map((each) => parseFloat(getComputedStyle(each).fontSize) * each.currentCSSZoom);
        const enlarged = (plot) => boxOf(plot).width / plot.getAttribute("width");
        const plots = [...slide.querySelectorAll(".fit img.mlc-plot")].map((plot) => enlarged(plot) * POINTS);
        const notes = slide.querySelector(".notes").textContent.trim();
        found.push([slide.classList[1], problems, Math.min(99, ...sizes), Math.min(99, ...plots), notes]);
    }
    slides.forEach((each, i) => each.classList.toggle("now", i === 0));
    return found;
}"""


class Measured(NamedTuple):
    """A slide: its kind, what is wrong with it, its smallest text in pixels, a plot's numbers, its notes."""

    kind: str
    problems: list[str]
    smallest: float
    plotted: float
    notes: str


def measure(page: Page) -> list[Measured]:
    """Measure each slide, shown by itself with all its fragments; then the first one shows."""
    return [Measured(*each) for each in page.evaluate(ALL_SLIDES)]
