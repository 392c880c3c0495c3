"""Look at the slides of lessons: each as a picture, and what is wrong with it.

    python authoring/slides.py 04 09 --out /tmp/deck
    python authoring/slides.py --out /tmp/deck          every lesson

Needs Chromium. A slide is wrong if something on it is cut, covers something else, or is larger than the slide, and if
its smallest text is below 18 pixels of the slide's 720. The exit code is 1 if any is.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from mlcourse import curriculum
from mlcourse.cli import main as command
from mlcourse.cli.chromium import HOW_TO_GET, find_chromium

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from measured_slides import INIT, READABLE, measure  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description="Look at the slides of lessons.")
    parser.add_argument("numbers", nargs="*", metavar="NN")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--dark", action="store_true")
    options = parser.parse_args()
    if (path := find_chromium()) is None:
        sys.exit(f"No Chromium was found: {HOW_TO_GET}.")
    wrong = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for number in options.numbers or curriculum.numbers():
            deck = options.out / f"{number}.html"
            if command(["slides", number, "--out", str(deck), "--replace"]):
                return 1
            page = browser.new_page(viewport={"width": 1280, "height": 720})
            page.add_init_script(INIT)
            page.goto(deck.absolute().as_uri())
            page.locator("body[data-ready]").wait_for(timeout=120_000)
            wrong += report(page, number)
            photograph(page, options.out / number, options.dark)
            page.close()
    return int(wrong > 0)


def report(page: Page, number: str) -> int:
    """Print what is wrong with the slides of a lesson; return how many are."""
    slides = measure(page)
    bad = {
        i: slide.problems or [f"text of {min(slide.smallest, slide.plotted):.0f} pixels"]
        for i, slide in enumerate(slides, 1)
        if slide.problems or min(slide.smallest, slide.plotted) < READABLE
    }
    print(f"{number}: {len(slides)} slides, smallest text {min(s.smallest for s in slides):.0f} px")
    for i, problems in bad.items():
        print(f"  {i}: {'; '.join(problems)}")
    return len(bad)


SHOW_ALL = "document.querySelectorAll('.fragment').forEach((each) => each.classList.add('shown'))"


def photograph(page: Page, folder: Path, dark: bool) -> None:
    """Write a picture of every slide, all of its fragments shown."""
    folder.mkdir(parents=True, exist_ok=True)
    if dark:
        page.keyboard.press("d")
        page.locator("body[data-jp-theme-light=false]").wait_for()
    for i in range(1, page.locator(".slide").count() + 1):
        page.evaluate("(i) => (location.hash = `#${i}`)", i)
        page.locator(f".slide:nth-of-type({i}).now").wait_for()
        page.evaluate(SHOW_ALL)
        page.evaluate("measured()")
        page.screenshot(path=folder / f"{i:02}.png")


if __name__ == "__main__":
    sys.exit(main())
