#!/usr/bin/env python3
"""The lesson at an address of JupyterLab, opened in Chromium and walked: all cells are run, and the film plays.

    python .ci/walk.py ADDRESS

JupyterLab must show its application (`LabApp.expose_app_in_browser`). The exit code is 1 where a cell raises, a widget
stays blank, or the page complains of anything.
"""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from mlcourse.cli.chromium import find_chromium

PATIENCE = 120_000  # milliseconds: what has not come by then never comes
READY = (
    "window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
)
RUN = """async () => {
    const { commands, shell } = window.jupyterapp, notebook = shell.currentWidget.content;
    notebook.notebookConfig = { ...notebook.notebookConfig, windowingMode: "none" };
    await commands.execute("notebook:run-all-cells");
}"""
BLANK = """(canvases) => canvases.filter((canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return !data.some((byte) => byte);
}).length"""


def walk(page: Page) -> None:
    """Run all cells of the notebook that is open, and play its film for a few steps."""
    page.wait_for_function(READY)
    page.evaluate(RUN)
    errors = page.locator(".jp-OutputArea-output[data-mime-type*='error']").all_inner_texts()
    assert not errors, errors
    player = page.locator(".mlc-player").first
    player.scroll_into_view_if_needed()
    step = player.get_by_role("slider").first
    before = int(step.input_value())
    player.get_by_role("button", name="Play (space)").click()
    page.wait_for_function(
        "([slider, before]) => Number(slider.value) > before + 3",
        arg=[step.element_handle(), before],
    )
    player.get_by_role("button", name="Pause (space)").click()
    blank = page.locator(".mlc-canvas:visible").evaluate_all(BLANK)
    assert not blank, f"{blank} pictures are blank"
    widgets, steps = page.locator(".mlc").count(), int(step.input_value()) - before
    print(f"The lesson ran, with {widgets} widgets; its film was played for {steps} steps.")


def of_the_course(stack: str) -> list[str]:
    """Return an error of a page if not all of its lines are JupyterLab's: 4.0 fails now and then while it scrolls."""
    places = [line for line in stack.splitlines() if line.lstrip().startswith("at ")]
    own = bool(places) and all("/static/lab/" in line or "<anonymous>" in line for line in places)
    return [] if own else [stack]


def main(address: str) -> None:
    """Open the address, walk, and fail on whatever the page says of trouble."""
    problems: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(PATIENCE)
        page.on(
            "pageerror", lambda error: problems.extend(of_the_course(error.stack or str(error)))
        )
        page.on("console", lambda said: said.type == "error" and problems.append(said.text))
        page.goto(address)
        walk(page)
        browser.close()
    if problems:
        sys.exit("\n".join(problems))


if __name__ == "__main__":
    main(sys.argv[1])
