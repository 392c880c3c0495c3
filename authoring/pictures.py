"""Photograph what README shows: the training player, a mistake that is named, a lesson as a page.

    python authoring/pictures.py            renews docs/pictures/*.png

Needs what the tests need, and Chromium. The pictures are of 256 colors: together they must stay below 300 kB. Each
keeps the words that are in it, and a test says when the course has others by now.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from subprocess import run

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from mlcourse.cli.chromium import find_chromium

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))
from conftest import Lab  # noqa: E402

FOLDER = ROOT / "docs" / "pictures"
PLAYER = """
import mlcourse as ml
data = ml.standardize(ml.split(ml.moons(300, noise=0.2, seed=1), seed=1))
network = ml.MLP(layer_sizes=(2, 8, 2), activation="tanh", output="softmax")
history = ml.train(network, data.train, validation=data.validation, optimizer=ml.Adam(0.02), epochs=40, seed=1)
ml.TrainingPlayer(history)
"""
WRONG = """import mlcourse as ml


def output_delta(logits, y):
    return ml.softmax(logits) - ml.one_hot(y, logits.shape[1])"""
CHECKED = 'ml.check("04.output_delta")'


def cell(page: Page, number: int) -> Locator:
    """Return a cell of the notebook that is open, in view."""
    found = page.locator(".jp-Cell").nth(number)
    found.scroll_into_view_if_needed()
    return found


def player(lab: Lab, page: Page, to: Path) -> str:
    """Photograph the training player in the middle of a run; return its words, as the others do."""
    with lab.run(page, PLAYER.strip()):
        shown = page.locator(".mlc-player")
        shown.get_by_role("slider").first.fill("170")
        page.wait_for_function("() => document.fonts.status === 'loaded'")
        shown.screenshot(path=to, animations="disabled")
        return shown.inner_text()


def mistake(lab: Lab, page: Page, to: Path) -> str:
    """Photograph an answer from which the division by the batch is missing, and what is said of it."""
    with lab.run(page, WRONG, CHECKED):
        page.locator(".jp-Cell").nth(1).locator(".jp-OutputArea-output").first.wait_for()
        boxes = [cell(page, number).bounding_box() for number in (0, 1)]
        top, bottom = boxes[0]["y"], boxes[1]["y"] + boxes[1]["height"]
        area = {"x": boxes[0]["x"], "width": boxes[0]["width"], "y": top, "height": bottom - top}
        page.screenshot(path=to, clip=area, animations="disabled")
        return "\n".join(cell(page, number).inner_text() for number in (0, 1))


def lesson(browser: Browser, to: Path) -> str:
    """Photograph a lesson as a page that was exported, where a prediction was made."""
    with tempfile.TemporaryDirectory() as folder:
        (notebook,) = (ROOT / "lessons").glob("00_*.ipynb")
        command = [
            sys.executable,
            "-m",
            "nbconvert",
            "--to",
            "mlcourse",
            "--execute",
            str(notebook),
        ]
        run([*command, "--output-dir", folder], check=True)
        page = browser.new_page(viewport={"width": 860, "height": 680})
        page.goto(next(Path(folder).glob("*.html")).as_uri())
        card = page.locator(".mlc-predict").filter(has_text="before the first step")
        card.get_by_text("clearly a curve").click()
        card.get_by_text("65 %").click()
        card.get_by_role("button", name="Commit").click()
        card.locator("xpath=preceding::h2[1]").evaluate("(node) => node.scrollIntoView()")
        page.screenshot(path=to, animations="disabled")
        return card.inner_text()


def finish(picture: Path, words: str) -> None:
    """Make a picture small, and note in it what it says."""
    noted = PngInfo()
    noted.add_itxt("Description", words)
    small = Image.open(picture).convert("RGB").quantize(256)
    small.save(picture, optimize=True, pnginfo=noted)


def main() -> None:
    """Take the pictures."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--disable-gpu"]
        )
        lab = Lab(Path(folder))
        try:
            lab.wait()
            takes: dict[str, Callable[[Lab, Page, Path], str]] = {
                "player": player,
                "mistake": mistake,
            }
            for name, take in takes.items():
                page = browser.new_page(viewport={"width": 1200, "height": 1100})
                finish(FOLDER / f"{name}.png", take(lab, page, FOLDER / f"{name}.png"))
                page.close()
            finish(FOLDER / "lesson.png", lesson(browser, FOLDER / "lesson.png"))
        finally:
            browser.close()
            lab.stop()


if __name__ == "__main__":
    main()
