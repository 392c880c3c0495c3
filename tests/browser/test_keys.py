"""Keys mean one thing in every widget, and none reaches the notebook, wherever the focus is or a click was."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

CELLS = {
    "player": "ml.TrainingPlayer(ml.train(ml.MLP((2, 4, 2)), ml.moons(60, seed=1), epochs=8, seed=1, progress=False))",
    "chain": "ml.ChainRule()",
    "lab": "ml.BugLab('A')",
    "forward": "ml.ForwardLab(ml.MLP((2, 4, 2)), [0.1 * i for i in range(22)], ml.moons(20, seed=1).x)",
    "softmax": "ml.SoftmaxLab()",
    "losslab": "ml.LossLab()",
    "start": "ml.InitializationLab()",
    "race": "ml.Race()",
    "cloud": "ml.GradientCloud(ml.MLP((1, 2)), {'now': [0.1, 0.2, 0.3, 0.4]}, [[0.0], [1.0]], [0, 1], batch_size=1)",
    "stop": "ml.StoppingLab()",
    "scope": "ml.Microscope()",
    "batchnorm": "ml.BatchNormLab()",
    "bins": "ml.ThresholdLab([i / 30 for i in range(30)], [i % 7 > 4 for i in range(30)], ml.digits().x[:30])",
    "quiz": "ml.quiz('00.steps')",
    "predict": "ml.predict('00.first_loss')",
}
PLAYING = ("player", "chain", "lab", "race")
SHORTCUTS = ("x", "a", "b", "m", "y", "d", "d", "ArrowDown", "Enter")
"""Of JupyterLab's command mode: cut, new cell above and below, make Markdown or code, delete, next cell, edit."""
MERE_PICTURES = (
    "canvas:visible, .mlc-graph .mlc-node, :is(.mlc-title, .mlc-legend, .mlc-question, p):visible"
)


@pytest.fixture(scope="module")
def notebook(lab: Any, page: Page) -> Iterator[Any]:
    page.set_viewport_size({"width": 1280, "height": 720})
    with lab.run(page, "import mlcourse as ml", *CELLS.values()) as notebook:
        expect(page.locator(".jp-OutputArea-output .mlc")).to_have_count(len(CELLS))
        yield notebook


def sources(page: Page) -> Any:
    """The notebook's cells, as JupyterLab holds them, and its mode."""
    return page.evaluate(
        """() => {
            const { widgets, mode } = window.jupyterapp.shell.currentWidget.content;
            return [mode, ...widgets.map(({ model }) => [model.type, model.sharedModel.getSource()])];
        }"""
    )


@pytest.mark.parametrize("name", CELLS)
def test_no_key_reaches_the_notebook(notebook: Any, name: str) -> None:
    page, widget = notebook.page, notebook.page.locator(f".mlc.mlc-{name}").first
    notebook.command("notebook:enter-command-mode")
    before = sources(page)
    places = widget.locator(MERE_PICTURES).all()[:12]
    assert places
    for place in places:
        place.evaluate("(node) => node.scrollIntoView({ block: 'center' })")  # under no toolbar
        place.click(force=True, position={"x": 4, "y": 4})
        assert widget.evaluate("(root) => root.contains(document.activeElement)"), place
        for key in SHORTCUTS:
            page.keyboard.press(key)
        assert sources(page) == before, place
    for which in focusable(widget):
        which.focus()
        for key in SHORTCUTS[:-1]:  # Enter presses a button
            page.keyboard.press(key)
        assert sources(page) == before, which
        page.keyboard.press("Escape")


def focusable(widget: Locator) -> list[Locator]:
    """What of a widget the keyboard reaches."""
    return widget.locator(
        ":is(button, input, select, summary, [tabindex='0']):visible:enabled"
    ).all()


def position(widget: Locator) -> int:
    return int(widget.locator(".mlc-transport input").input_value())


@pytest.mark.parametrize("name", PLAYING)
def test_arrows_step_and_space_plays_wherever_the_focus_is(notebook: Any, name: str) -> None:
    page, widget = notebook.page, notebook.page.locator(f".mlc.mlc-{name}").first
    play = widget.locator(".mlc-play")
    for which in focusable(widget):
        if which.evaluate("(node) => node.tagName") == "SELECT":  # there arrows and space choose
            continue
        which.focus()
        page.keyboard.press("Shift+Home")  # nobody's
        widget.locator(".mlc-start").dispatch_event("click")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        assert position(widget) == 2, which
        page.keyboard.press("ArrowLeft")
        assert position(widget) == 1, which
        page.keyboard.press("Space")
        expect(play).to_have_attribute("aria-label", "Pause (space)")
        page.keyboard.press("Space")
        expect(play).to_have_attribute("aria-label", "Play (space)")


def test_shift_and_an_arrow_is_a_phase(notebook: Any) -> None:
    page = notebook.page
    player, chain = page.locator(".mlc-player").first, page.locator(".mlc-chain").first
    player.locator(".mlc-start").click()
    for place in (".mlc-phase[tabindex='0']", ".mlc-slider", ".mlc-play"):
        before = lit(player, ".mlc-phase")
        player.locator(place).focus()
        page.keyboard.press("Shift+ArrowRight")
        assert lit(player, ".mlc-phase") == before + 1
    race = page.locator(".mlc-race").first
    race.locator(".mlc-start").click()
    page.keyboard.press("Shift+ArrowRight")
    assert position(race) == 10
    chain.locator(".mlc-way").first.click()
    chain.locator(".mlc-slider").focus()
    page.keyboard.press("Shift+ArrowRight")
    assert lit(chain, ".mlc-way") == 1


def lit(widget: Locator, buttons: str) -> int:
    """Which of some buttons is pressed."""
    pressed = widget.locator(buttons).evaluate_all("(all) => all.map((one) => one.ariaPressed)")
    return pressed.index("true")
