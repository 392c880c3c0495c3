"""The player's zoom into a step, its stories and two runs side by side, worked in a real JupyterLab."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from mlcourse.base.display import number_text

CELLS = (
    """from mlcourse import MLP, SGD, Adam, TrainingPlayer, moons, train
options = {"batch_size": 16, "epochs": 10, "seed": 1, "l2": 0.01, "progress": False}
history = train(MLP((2, 5, 4, 2)), moons(120, seed=1), optimizer=Adam(0.01), **options)
other = train(MLP((2, 5, 4, 2)), moons(120, seed=1), optimizer=SGD(0.1), **options)""",
    'player = TrainingPlayer(history, class_names=["inner", "outer"])\nplayer',
    "both = TrainingPlayer(history, beside=other)\nboth",
    "player",
)
STEADY = """async (canvas) => {  // its size, once it has been the same, at the same place, for some frames
    let before = "", same = 0;
    while (same < 5) {
        await new Promise(requestAnimationFrame);
        const { left, top, width, height } = canvas.getBoundingClientRect();
        const now = [left, top, width, height].join();
        same = now === before ? same + 1 : 0;
        before = now;
    }
    return [canvas.clientWidth, canvas.clientHeight];
}"""
NEEDS_KERNEL = "computed by the kernel: open this notebook in JupyterLab and run the cell"


def book() -> nbformat.NotebookNode:
    cells = [nbformat.v4.new_code_cell(text, id=f"cell-{i}") for i, text in enumerate(CELLS)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    return nbformat.v4.new_notebook(cells=cells, metadata=kernel)


@pytest.fixture(scope="module")
def notebook(lab: Any, page: Page) -> Iterator[Any]:
    """A notebook with a player, one of two runs, and the first one's second view."""
    page.set_viewport_size({"width": 1250, "height": 1250})
    notebook = lab.open(page, lab.write("zoom.ipynb", book()))
    notebook.run_all()
    expect(page.locator(".mlc-player")).to_have_count(3)
    yield notebook
    notebook.close()


@pytest.fixture
def player(notebook: Any) -> Locator:
    """The player at its start, not zoomed, without a story."""
    return at_start(notebook, notebook.page.locator(".mlc-player").first)


def at_start(notebook: Any, player: Locator, name: str = "player") -> Locator:
    """Put a player back from Python, then to its start by hand, and wait until Python has heard of that."""
    player.scroll_into_view_if_needed()
    notebook.ask(
        f"{name}.playing, {name}.operation, {name}.selected, {name}.step = False, '', '', 1"
    )
    expect(player.locator('[data-number="step"]')).to_have_text("1")
    expect(player.locator(".mlc-story")).to_be_hidden()
    expect(player.locator(".mlc-zoom")).to_be_hidden()
    slider(player).focus()
    notebook.page.keyboard.press("Home")
    notebook.hears(f"{name}.step", "0")
    return player


def slider(player: Locator) -> Locator:
    return player.get_by_role("slider", name="training step")


def operation(player: Locator) -> str:
    """The operation that is lit in the ribbon."""
    return player.locator('.mlc-operation[aria-pressed="true"]').inner_text()


def worked(player: Locator) -> str:
    return player.locator(".mlc-worked").inner_text()


def pixels(player: Locator, picture: str = "network") -> str:
    player.page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    return player.locator(f".mlc-{picture} canvas.mlc-canvas").first.evaluate(
        "(canvas) => canvas.toDataURL()"
    )


def place(player: Locator, column: float, row: float, run: int = 0) -> dict[str, float]:
    """A place in a run's network, from column 0 (input) to 3 (output), `row` units below the middle of it."""
    size = player.locator(".mlc-network canvas").nth(run).evaluate(STEADY)
    zoom = player.evaluate("(root) => Number(getComputedStyle(root).zoom)")
    width, height = size
    left, right = (58, 74) if width < 420 else (88, 108)
    top, bottom = (20, 14) if height < 170 else (40, 24)  # a low picture names its columns only
    x, y = (
        left + (width - left - right) * column / 3,
        (top + height - 2) / 2 + row * min(44, (height - top - bottom) / 4),
    )
    return {"x": x * zoom, "y": y * zoom}


# ---------------------------------------------------------------- zoom


def test_goes_through_a_step_operation_by_operation_by_keyboard(
    notebook: Any, player: Locator
) -> None:
    keyboard = notebook.page.keyboard
    keyboard.press("z")
    expect(player.locator(".mlc-zoom")).to_be_visible()
    names = player.locator(".mlc-operation").all_inner_texts()
    seen, pictures = [operation(player)], {pixels(player)}
    for _ in range(len(names)):
        keyboard.press("Shift+ArrowRight")
        seen.append(operation(player))
        pictures.add(pixels(player))
    assert seen == [*names, "x"]
    assert names[:4] == ["x", "z0", "a0", "z1"]
    assert names[-1] == "θ"
    assert len(pictures) > len(names) - 8  # the optimizer's terms are told, not drawn
    assert player.locator('[data-number="step"]').inner_text() == "1"
    keyboard.press("Shift+ArrowLeft")
    assert (operation(player), player.locator('[data-number="step"]').inner_text()) == ("θ", "0")
    keyboard.press("Escape")
    expect(player.locator(".mlc-zoom")).to_be_hidden()
    notebook.hears("player.step, player.phase, player.operation", "0 iterate")


def test_the_numbers_of_an_operation_are_the_librarys(notebook: Any, player: Locator) -> None:
    notebook.page.keyboard.press("ArrowRight")
    player.get_by_role("button", name="Zoom into the step").click()
    player.get_by_role("button", name="∂L/∂W1", exact=True).click()
    j, k = (int(notebook.ask(f"print(player.header['worked']['path'][{c}])")) for c in (1, 2))
    step = "history.at(player.step)"
    notebook.hears("player.operation", "∂L/∂W1")
    dW = float(notebook.ask(f"print({step}.backward.layers[1].dW[{j}, {k}])"))
    assert worked(player).endswith(f"= {number_text(dW)}")
    assert (
        "a0ᵀ (5, 16) · δ1 (16, 4) → ∂L/∂W1 (5, 4)"
        in player.locator(".mlc-formula").first.inner_text()
    )
    live = player.locator('[aria-live="polite"]')
    expect(live).to_contain_text("∂L/∂W1 = a0ᵀ δ1")
    notebook.page.keyboard.press("Shift+ArrowRight")  # from the ribbon
    assert operation(player) == "∂L/∂b1"
    assert notebook.page.evaluate("document.activeElement.textContent") == "∂L/∂b1"


def test_a_step_further_keeps_the_operation(notebook: Any, player: Locator) -> None:
    notebook.ask("player.step = 3; player.operation = 'z1'")
    expect(player.locator('.mlc-operation[aria-pressed="true"]')).to_have_text("z1")
    before = worked(player)
    slider(player).focus()
    notebook.page.keyboard.press("ArrowRight")
    assert operation(player) == "z1"
    assert worked(player) != before
    player.get_by_role("button", name="Backward", exact=True).click()
    assert operation(player) == "δ2"


def test_plays_operation_by_operation(notebook: Any, player: Locator) -> None:
    notebook.page.keyboard.press("z")
    player.get_by_label("What to play").select_option("phases")
    player.get_by_label("Speed").select_option("4")
    player.evaluate(
        """(root) => {
            root.seen = [];
            const note = (changes) => root.seen.push(
                ...changes.filter(({ target: t }) => t.ariaPressed === "true").map(({ target: t }) => t.textContent));
            new MutationObserver(note).observe(root.querySelector(".mlc-zoom"),
                { subtree: true, attributeFilter: ["aria-pressed"] });
        }"""
    )
    player.get_by_role("button", name="Play (space)").click()
    player.page.wait_for_function("(root) => root.seen.length >= 8", arg=player.element_handle())
    player.get_by_role("button", name="Pause (space)").click()
    assert player.evaluate("(root) => root.seen.slice(0, 8)") == [
        "z0",
        "a0",
        "z1",
        "a1",
        "z2",
        "a2",
        "L",
        "δ2",
    ]
    player.get_by_label("What to play").select_option("steps")
    player.get_by_label("Speed").select_option("1")


# ---------------------------------------------------------------- stories


def test_a_click_on_a_unit_opens_its_story(notebook: Any, player: Locator) -> None:
    slider(player).focus()
    for _ in range(6):
        notebook.page.keyboard.press("ArrowRight")
    player.locator(".mlc-network canvas").click(position=place(player, 1, 0))
    story = player.locator(".mlc-story")
    expect(story.locator(".mlc-title").first).to_have_text("Unit 2 of hidden 1, relu")
    z = notebook.ask("import numpy as np; print(*history.at(5).forward.layers[0].z[:, 2])").split()
    cells = story.get_by_role("group", name="examples of the batch").locator(
        "tbody td:nth-child(2)"
    )
    expect(cells).to_have_text([number_text(float(value)) for value in z])
    notebook.hears("player.selected", "z0[2]")
    player.locator(".mlc-network canvas").click(position=place(player, 1, 0))
    expect(story).to_be_hidden()


def test_a_click_on_a_line_opens_the_weights_story(notebook: Any, player: Locator) -> None:
    notebook.page.keyboard.press("ArrowRight")
    a, b = place(player, 2, -1.5), place(player, 3, -0.5)  # unit 0 of hidden 2 to output 0
    player.locator(".mlc-network canvas").click(
        position={"x": 0.7 * a["x"] + 0.3 * b["x"], "y": 0.7 * a["y"] + 0.3 * b["y"]}
    )
    story = player.locator(".mlc-story")
    expect(story.locator(".mlc-title").first).to_have_text(
        "Weight W2[0, 0]: hidden 2 unit 0 → output unit 0"
    )
    change = float(
        notebook.ask("print(history.at(0).update.change[history.plan.network.layers[2].W.start])")
    )
    total = story.get_by_role("group", name="update ledger").locator(".mlc-total td").last
    expect(total).to_have_text(number_text(change))
    expect(story.get_by_role("group", name="update ledger").locator("tbody th")).to_have_text(
        ["gradient of the loss", "L2 penalty", "momentum", "Δ, all of them"]
    )
    before = pixels(player, "story-curve"), total.inner_text()
    slider(player).focus()
    notebook.page.keyboard.press("PageUp")
    expect(total).not_to_have_text(before[1])
    assert pixels(player, "story-curve") != before[0]
    notebook.page.keyboard.press("Escape")
    expect(story).to_be_hidden()


def test_every_weight_is_reached_by_keyboard_and_told(notebook: Any, player: Locator) -> None:
    notebook.page.keyboard.press("ArrowRight")
    player.get_by_label("Story of").select_option("W1")
    player.get_by_label("from unit").select_option("4")
    player.get_by_label("to unit").select_option("1")
    story = player.locator(".mlc-story")
    expect(story.locator(".mlc-title").first).to_contain_text("W1[4, 1]")
    expect(player.locator('[aria-live="polite"]')).to_contain_text(
        "Story of Weight W1[4, 1]: hidden 1 unit 4 → hidden 2 unit 1."
    )
    expect(story.get_by_role("group", name="update ledger")).to_be_visible()
    player.locator("details summary").click()
    expect(
        player.get_by_role("table", name="update ledger: summands and what each gives")
    ).to_have_count(2)
    player.locator("details summary").click()
    nameless = player.locator("button, select, input, canvas, table").evaluate_all(
        "(nodes) => nodes.filter((n) => !(n.getAttribute('aria-label') || n.textContent.trim())).length"
    )
    assert nameless == 0


def test_a_second_view_follows_and_both_are_answered(notebook: Any, player: Locator) -> None:
    second = notebook.page.locator(".mlc-player").last
    notebook.ask("player.step = 7; player.operation = 'δ1'; player.selected = 'W0[1, 2]'")
    for view in (player, second):
        expect(view.locator(".mlc-operation[aria-pressed='true']")).to_have_text("δ1")
        expect(view.get_by_role("group", name="update ledger").locator("tbody tr")).to_have_count(4)


def test_is_worked_by_mouse_on_the_whole_screen(notebook: Any, player: Locator) -> None:
    player.get_by_role("button", name="Larger: the whole screen").click()
    expect(player).to_have_attribute("data-full", "")
    player.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    player.locator(".mlc-network canvas").click(position=place(player, 1, 2))
    expect(player.locator(".mlc-story .mlc-title").first).to_have_text("Unit 4 of hidden 1, relu")
    notebook.hears("player.selected", "z0[4]")
    notebook.page.keyboard.press("Escape")
    expect(player).not_to_have_attribute("data-full", "")
    expect(player.locator(".mlc-story")).to_be_visible()


@pytest.mark.parametrize("width", [800, 1400])
def test_nothing_is_cut_off(notebook: Any, player: Locator, width: int) -> None:
    notebook.page.set_viewport_size({"width": width, "height": 1250})
    notebook.ask("player.step = 7; player.operation = 'Δθ'; player.selected = 'W0[1, 2]'")
    expect(player.get_by_role("group", name="update ledger")).to_be_visible()
    cut = player.evaluate(
        """(root) => [...root.querySelectorAll(
                ".mlc-operation, .mlc-story p, .mlc-story h4, .mlc-story-choice, .mlc-strip > *, .mlc-words")]
            .filter((node) => node.scrollWidth > node.clientWidth + 1
                || node.getBoundingClientRect().right > root.getBoundingClientRect().right + 1)
            .map((node) => node.textContent)"""
    )
    notebook.page.set_viewport_size({"width": 1250, "height": 1250})
    assert cut == []


# ---------------------------------------------------------------- two runs


def test_two_runs_are_one_player(notebook: Any, player: Locator) -> None:
    both = at_start(notebook, notebook.page.locator(".mlc-player").nth(1), "both")
    expect(both.locator(".mlc-network canvas")).to_have_count(2)
    for _ in range(5):
        notebook.page.keyboard.press("ArrowRight")
    losses = notebook.ask("print(history.loss[4], other.loss[4])").split()
    shown = [both.locator('[data-number="loss"]'), both.locator('[data-other-number="loss"]')]
    for line, value in zip(shown, losses, strict=True):
        expect(line).to_have_text(number_text(float(value)))
    expect(both.locator(".mlc-compared")).to_contain_text(
        "θ after the step differs for the first time at step 0"
    )
    expect(both.locator('[aria-live="polite"]')).to_contain_text("for the first time at step 0")
    right = both.locator(".mlc-network canvas").nth(1)
    right.click(position=place(both, 1, 0, run=1))
    expect(both.locator(".mlc-story .mlc-title").first).to_have_text("B, Unit 2 of hidden 1, relu")
    b = float(
        notebook.ask("print(other.at(4).update.change[other.plan.network.layers[0].b.start + 2])")
    )
    expect(both.locator(".mlc-story .mlc-total td").last).to_have_text(number_text(b))


# ---------------------------------------------------------------- without a kernel


def test_without_its_kernel_the_recorded_part_is_told(notebook: Any, player: Locator) -> None:
    notebook.page.keyboard.press("ArrowRight")
    notebook.restart()
    player.get_by_label("Story of").select_option("W1")
    story = player.locator(".mlc-story")
    expect(story.locator(".mlc-story-said")).to_contain_text("In step 0: W1[")
    expect(story.locator(".mlc-story-note")).to_contain_text(NEEDS_KERNEL)
    notebook.page.keyboard.press("z")
    notebook.run_all()
    again = at_start(notebook, notebook.page.locator(".mlc-player").first)
    again.get_by_label("Story of").select_option("W1")
    expect(again.get_by_role("group", name="update ledger")).to_be_visible()


def test_plays_in_a_page_without_a_kernel(browser: Browser, problems: Any, tmp_path: Path) -> None:
    from nbconvert.preprocessors import ExecutePreprocessor

    from mlcourse.export import CourseExporter

    notebook = book()
    ExecutePreprocessor(timeout=600, iopub_timeout=600).preprocess(notebook, {})
    (tmp_path / "page.html").write_text(
        CourseExporter().from_notebook_node(notebook)[0], encoding="utf-8"
    )
    page = browser.new_page(viewport={"width": 1250, "height": 1250}, color_scheme="dark")
    problems.watch(page)
    page.goto((tmp_path / "page.html").as_uri())
    player = page.locator(".mlc-player").first
    slider(player).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("z")
    page.keyboard.press("Shift+ArrowLeft")
    assert operation(player) == "Δθ"
    player.locator(".mlc-network canvas").click(position=place(player, 1, 0))
    expect(player.locator(".mlc-story-said")).to_contain_text("z > 0 for")
    expect(player.locator(".mlc-story-note")).to_contain_text(NEEDS_KERNEL)
    page.close()
