"""What a learner waits for: from a key press in a real JupyterLab to the picture that answers it.

    python benchmarks/key_press.py          writes benchmarks/key_press.md

One JupyterLab, one Chromium, one notebook. Every contestant shows the same run: the decision regions with their
points, and the loss curve with its cursor; the player shows the network, its words and numbers besides. The time
runs from the `timeStamp` that the browser gives the key to the moment when the widget hears of it (what the browser
and JupyterLab do before is nobody's in the course), when the canvas is painted or the new image has come, and to the
end of the frame that brings it to the screen. That pixels did change is checked afterwards.

A further contestant is one more function that takes a `Desk` and returns its rows: see CONTESTANTS.
"""

import random
import sys
import tempfile
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

import nbformat
import numpy as np
from common import versions, write_page
from playwright.sync_api import Locator, Page, sync_playwright

from mlcourse.cli.chromium import find_chromium

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))
from conftest import Lab, Notebook  # noqa: E402

CHANGES = 60
PACKAGES = ("jupyterlab", "ipywidgets", "anywidget", "matplotlib", "ipykernel", "numpy")

TRAIN = """
import numpy as np
from mlcourse import MLP, Adam, TrainingPlayer, moons, train
history = train(MLP((2, 8, 8, 2)), moons(200, seed=1), validation=moons(200, seed=2),
                optimizer=Adam(0.01), batch_size=16, epochs=40, seed=1, progress=False)
"""
PLAYER = "player = TrainingPlayer(history); player"
RATE_LAB = "from mlcourse import RateLab; RateLab(rate=45, later=30)"
LABS = {
    "race": "from mlcourse import Race; race = Race(); race.step = 20; race",
    "cloud": """
from mlcourse import GradientCloud, initialize
data, network = moons(1000, seed=1), MLP((2, 8, 2))
GradientCloud(network, {"random weights": initialize(network, seed=1)}, data.x, data.y, batch_size=16)
""",
    "stopping lab": "from mlcourse import StoppingLab; StoppingLab(epoch=48)",
    "threshold lab": """
from mlcourse import ThresholdLab, digits, sigmoid
images = digits()
eights, drawn = images.y[:360] == 8, np.random.default_rng(1).normal(size=360)
ThresholdLab(sigmoid(4 * eights - 3 + drawn), eights, images.x[:360], name="8")
""",
    "batch normalization lab": "from mlcourse import BatchNormLab; BatchNormLab(unit=2)",
}
INTERACT = """
import matplotlib.pyplot as plt
from ipywidgets import IntSlider, interact

sent = {name: np.frombuffer(player.buffer, a["dtype"], int(np.prod(a["shape"])), a["offset"]).reshape(a["shape"])
        for name, a in player.header["arrays"].items()}
side, bounds = player.header["panel"]["grid"], player.header["panel"]["bounds"]

@interact(step=IntSlider(0, 0, len(player.steps) - 1))
def show(step):
    figure, (regions, curve) = plt.subplots(1, 2, figsize=(10, 4))
    regions.imshow(sent["regions"][sent["after"][step]].reshape(side, side), extent=bounds, cmap="coolwarm")
    regions.scatter(*sent["points"].T, c=sent["labels"], cmap="coolwarm", edgecolors="white")
    curve.plot(history.loss)
    curve.axvline(player.steps[step])
    plt.show()
"""

# In the page: `arm(root, read)` waits for one key and notes when its answer was there; `read` gives what is seen.
SCRIPT = """
(() => {
  const copy = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const canvases = (root) => [...root.querySelectorAll("canvas.mlc-canvas")].filter((canvas) => canvas.clientWidth);
  const sum = (canvas) => {
    Object.assign(copy.canvas, { width: canvas.width, height: canvas.height });
    copy.drawImage(canvas, 0, 0);
    return new Uint32Array(copy.getImageData(0, 0, canvas.width, canvas.height).data.buffer)
      .reduce((a, v) => (Math.imul(a, 31) + v) | 0, 7);
  };
  const seen = {
    canvases: (root) => canvases(root).map(sum).join(),
    answer: (root) => root.querySelector(".mlc-story:not(.mlc-waiting) .mlc-story-part")?.parentNode.innerText,
    image: (root) => root.querySelector("img")?.complete && root.querySelector("img").src,
  };
  const task = () => new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(null);
  });
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const frame = () => new Promise((done) => requestAnimationFrame(done));

  let drawn = 0; // when a canvas was drawn on last
  const drawing = CanvasRenderingContext2D.prototype;
  for (const name of ["fill", "stroke", "fillRect", "strokeRect", "fillText", "drawImage", "putImageData"]) {
    const draw = drawing[name];
    drawing[name] = function (...values) {
      draw.apply(this, values);
      drawn = performance.now();
    };
  }

  window.arm = (root, read) => {
    const before = seen[read](root);
    const isSame = () => [before, false, undefined].includes(seen[read](root));
    window.measured = null;
    root.addEventListener("keydown", async function heard({ key, timeStamp }) {
      if (key === "Shift") return;
      root.removeEventListener("keydown", heard, true);
      const begun = performance.now();
      await task(); // a slider moves, and tells its widget, after all who listen to the key
      let changed = performance.now();
      for (; read !== "canvases" && isSame(); changed = performance.now()) await Promise.race([frame(), pause(2)]);
      await frame();
      await task();
      const shown = performance.now();
      if (read === "canvases") changed = drawn;
      window.measured = isSame() ? "unchanged" : [begun - timeStamp, changed - begun, shown - timeStamp];
    }, true); // a slider may keep its keys for itself
  };

  window.frames = async (milliseconds) => {
    const times = [];
    for (const until = performance.now() + milliseconds; performance.now() < until; ) times.push(await frame());
    return times;
  };

  window.firstPaint = async (index) => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    notebook.activeCellIndex = index;
    const cell = notebook.widgets[index].node;
    const blank = ({ width, height }) => sum(new OffscreenCanvas(width, height));
    const isUnsized = ({ width, height }) => width === 300 && height === 150; // as every canvas begins
    const isBlank = (canvas) => isUnsized(canvas) || sum(canvas) === blank(canvas);
    const isPainted = () => canvases(cell).length >= 3 && !canvases(cell).some(isBlank);
    notebook.widgets[index].model.clearExecution();
    await frame();
    const start = performance.now();
    let ran = null, painted = null;
    window.jupyterapp.commands.execute("notebook:run-cell").then(() => { ran = performance.now(); });
    while (ran === null || painted === null) {
      if (performance.now() > start + 30000) throw new Error("no picture half a minute after the cell was run");
      await frame();
      if (painted === null && isPainted()) painted = performance.now();
    }
    return [ran - start, painted - start];
  };
})()
"""


class Desk(NamedTuple):
    """What a contestant works at: the open notebook, and where each of its cells is."""

    notebook: Notebook
    page: Page
    cells: dict[str, int]

    def cell(self, name: str) -> Locator:
        """Return a cell by its name, in view."""
        cell = self.page.locator(".jp-Cell").nth(self.cells[name])
        cell.scroll_into_view_if_needed()
        return cell


class Row(NamedTuple):
    """A line of the table: what was measured, and its times in milliseconds."""

    name: str
    heard: list[float]
    answered: list[float]
    shown: list[float]

    def __str__(self) -> str:
        """Return the line as Markdown."""
        columns = [
            f"{np.percentile(times, q):.1f} ms"
            for times in (self.heard, self.answered, self.shown)
            for q in (50, 95)
        ]
        return f"| {self.name} | {' | '.join(columns)} | {len(self.shown)} |"


def press_keys(desk: Desk, name: str, root: Locator, read: str, *keys: str) -> Row:
    """Press a key again and again on what has the focus, or several in turns, and measure each answer."""
    pauses, measured = random.Random(1), []
    for _, key in zip(range(CHANGES + 5), cycle(keys or ("ArrowRight",))):
        desk.page.wait_for_timeout(pauses.uniform(150, 250))  # out of step with the screen's frames
        root.evaluate("(root, read) => arm(root, read)", read)
        desk.page.keyboard.press(key)
        times = desk.page.wait_for_function("() => window.measured").json_value()
        assert times != "unchanged", f"{name}: a key changed no pixel"
        measured.append(times)
    columns = zip(*measured[5:], strict=True)  # the first few find the code cold
    return Row(name, *map(list, columns))


def player(desk: Desk) -> list[Row]:
    """Measure the training player, by whole steps and by phases."""
    root = desk.cell("player").locator(".mlc-player")
    slider = root.get_by_role("slider")
    rows = []
    for name, key in (("a step", "ArrowRight"), ("a phase", "Shift+ArrowRight")):
        slider.focus()
        desk.page.keyboard.press("Home")
        rows.append(press_keys(desk, f"training player, {name}", root, "canvases", key))
    return rows


def interact(desk: Desk) -> list[Row]:
    """Measure ipywidgets.interact with an inline figure."""
    root = desk.cell("interact")
    root.locator(".noUi-handle").focus()
    return [press_keys(desk, "`interact`, inline matplotlib", root, "image")]


def kernel_asked(desk: Desk) -> list[Row]:
    """Measure the story of a weight: a key asks the kernel, whose answer is waited for."""
    root = desk.cell("player").locator(".mlc-player")
    root.get_by_label("Story of").select_option("W1")
    slider = root.get_by_role("slider")
    slider.focus()
    desk.page.keyboard.press("Home")
    desk.page.keyboard.press("ArrowRight")  # the first step's story is told before it already
    root.locator(".mlc-story:not(.mlc-waiting)").wait_for()
    rows = [press_keys(desk, "kernel asked: a step's story", root, "answer")]
    root.get_by_label("Story of").select_option("")
    return rows


def rate_lab(desk: Desk) -> list[Row]:
    """Measure the learning rate lab: another recorded run, and one that the browser trains, η changed on the way."""
    root = desk.cell("rate lab").locator(".mlc-rates")
    rows = []
    for name, slider in (
        ("another η", "learning rate"),
        ("η changed at step 90", "learning rate from there on"),
    ):
        root.get_by_role("slider", name=slider, exact=True).focus()
        keys = ("ArrowLeft", "ArrowRight")
        rows.append(press_keys(desk, f"learning rate lab, {name}", root, "canvases", *keys))
        root.get_by_role("slider", name="step after which").fill("90")
    return rows


# What takes the key in a lab, the keys that go there and back, and what they change.
KEYED = (
    ("race", "race", "learning rate for all", ("ArrowUp", "ArrowDown"), "another η for all"),
    ("race", "race", "step", ("ArrowLeft", "ArrowRight"), "a step"),
    ("cloud", "cloud", "batch size", ("ArrowLeft", "ArrowRight"), "another batch size"),
    ("stopping lab", "stop", "stop after epoch", ("ArrowLeft", "ArrowRight"), "another epoch"),
    ("stopping lab", "stop", "hidden units", ("ArrowLeft", "ArrowRight"), "other hidden units"),
    ("threshold lab", "bins", "threshold", ("ArrowLeft", "ArrowRight"), "another threshold"),
)


def labs(desk: Desk) -> list[Row]:
    """Measure the other labs: a slider that goes one place there and back, and other batch-mates."""
    rows = []
    for cell, name, slider, keys, what in KEYED:
        root = desk.cell(cell).locator(f".mlc-{name}")
        root.get_by_role("slider", name=slider).first.focus()
        rows.append(press_keys(desk, f"{cell}, {what}", root, "canvases", *keys))
    root = desk.cell("batch normalization lab").locator(".mlc-batchnorm")
    root.get_by_role("button", name="Deal other mates").focus()
    keys = ("ArrowRight", "ArrowLeft")
    rows.append(press_keys(desk, "batch normalization lab, other mates", root, "canvases", *keys))
    return rows


# Where the kernel is asked, add a function here, and its cell to CELLS.
CONTESTANTS: tuple[Callable[[Desk], list[Row]], ...] = (
    player,
    kernel_asked,
    rate_lab,
    labs,
    interact,
)
CELLS = {
    "train": TRAIN,
    "player": PLAYER,
    "rate lab": RATE_LAB,
    **LABS,
    "interact": INTERACT,
}


def playing(desk: Desk) -> str:
    """Play at 60 steps a second for three seconds; return what was seen, in words."""
    root = desk.cell("player").locator(".mlc-player")
    slider = root.get_by_role("slider")
    slider.focus()
    desk.page.keyboard.press("Home")
    root.get_by_label("Speed").select_option("4")
    slider.focus()
    desk.page.keyboard.press("Space")
    begin = int(slider.input_value())
    times = np.array(desk.page.evaluate("frames(2500)"))
    steps = int(slider.input_value()) - begin
    desk.page.keyboard.press("Space")
    root.get_by_label("Speed").select_option("1")
    gaps = np.diff(times)
    return (
        f"Playing at 60 steps a second: {1000 / gaps.mean():.0f} frames a second, {steps * 1000 / np.ptp(times):.0f} "
        f"steps a second; {(gaps > 25).mean():.0%} of the frames came late."
    )


def first_paint(desk: Desk) -> str:
    """Run the player's cell again and again; return when its pictures were there, in words."""
    ran, painted = np.array(
        [desk.page.evaluate(f"firstPaint({desk.cells['player']})") for _ in range(7)]
    ).T
    return (
        f"First paint: {np.median(painted - ran):+.0f} ms (worst {np.max(painted - ran):+.0f} ms) after its cell has "
        f"run; the cell, which records 200 steps of the run, takes {np.median(ran):.0f} ms."
    )


def measure() -> tuple[list[Row], list[str], str]:
    """Start JupyterLab and a browser, and measure everything; return rows, sentences and the browser's version."""
    cells = [nbformat.v4.new_code_cell(text.strip()) for text in CELLS.values()]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    book = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        lab = Lab(Path(folder))
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--disable-gpu"]
        )
        try:
            lab.wait()
            page = browser.new_page(viewport={"width": 1200, "height": 1000})
            notebook = lab.open(page, lab.write("key_press.ipynb", book))
            notebook.run_all()
            page.locator(".mlc-player").wait_for()
            page.evaluate(SCRIPT)
            desk = Desk(notebook, page, {name: i for i, name in enumerate(CELLS)})
            rows = [row for contestant in CONTESTANTS for row in contestant(desk)]
            return rows, [playing(desk), first_paint(desk)], browser.version
        finally:
            browser.close()
            lab.stop()


def page_of(rows: list[Row], sentences: list[str], chromium: str) -> list[str]:
    """Return all of it as lines of Markdown."""
    return [
        "# From a key press to the picture",
        "",
        "A key is pressed in JupyterLab: how long until the browser and JupyterLab hand it to the widget (heard); how",
        "long from there until the last stroke is on the canvas or the new image is there (answered; to reach: 16 ms,",
        "a frame, at the 95th percentile, where the run is recorded); how long from the key to the end of the frame",
        "that brings it to the screen (shown). Player and `interact` show the same run: decision regions and points,",
        "loss curve and cursor; the player also the network, words and numbers. The learning rate lab shows another",
        "of its recorded runs, or trains one of 180 steps in the browser; the other labs go one place there and back.",
        "Written by",
        "`python benchmarks/key_press.py`.",
        "",
        f"Chromium {chromium}, headless, without a graphics card; {versions(*PACKAGES)}",
        "",
        "| key press | heard, median | 95th | answered, median | 95th | shown, median | 95th | changes |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
        *map(str, rows),
        "",
        *sentences,
    ]


def main() -> None:
    """Measure and write the table."""
    write_page(__file__, page_of(*measure()))


if __name__ == "__main__":
    main()
