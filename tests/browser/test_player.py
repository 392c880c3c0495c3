"""The training player in a real JupyterLab: played, scrubbed and read; by mouse, by keyboard and from Python.

One module, so that one JupyterLab serves all of it. The notebook holds one player, and a second view of it.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from mlcourse import MLP, Adam, TrainingPlayer, moons, train
from mlcourse.base.display import number_text

SHOW = """\
import mlcourse as ml

data = ml.standardize(ml.split(ml.moons(300, noise=0.2, seed=1), seed=1))
network = ml.MLP(layer_sizes=(2, 16, 16, 2), activation="tanh", output="softmax")
history = ml.train(
    network, data.train, validation=data.validation, optimizer=ml.Adam(0.01), epochs=60, seed=1
)
player = ml.TrainingPlayer(history, frames=100)
player"""
PICTURES = ("network", "panel", "loss")


@pytest.fixture(scope="module")
def notebook(lab: Any, page: Page) -> Iterator[Any]:
    """A run's player and a second view of it, opened and run."""
    with lab.run(page, SHOW, "player") as notebook:
        view(page).wait_for()
        yield notebook


@pytest.fixture
def player(notebook: Any) -> Locator:
    """The player at its start and paused, and Python knows."""
    notebook.page.set_viewport_size({"width": 1200, "height": 1000})
    player = view(notebook.page)
    player.scroll_into_view_if_needed()
    if player.get_by_role("button", name="Pause (space)").count():
        player.get_by_role("button", name="Pause (space)").click()
    player.get_by_label("What to play").select_option("steps")
    player.get_by_label("Speed").select_option("1")
    slider(player).focus()
    notebook.page.keyboard.press("ArrowRight")
    notebook.page.keyboard.press("Home")
    notebook.hears("player.step, player.phase, player.playing", "0 initialize False")
    return player


def view(page: Page, which: int = 0) -> Locator:
    return page.locator(".mlc-player").nth(which)


def slider(player: Locator) -> Locator:
    return player.get_by_role("slider", name="training step")


def value(player: Locator) -> int:
    return int(slider(player).input_value())


def lit(player: Locator) -> str:
    """Which phase of the strip is lit."""
    return player.locator('.mlc-phase[aria-pressed="true"] span').last.inner_text()


def painted(player: Locator) -> None:
    """Wait until what was asked for is on the screen."""
    player.page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )


def pixels(player: Locator, picture: str) -> str:
    painted(player)
    return player.locator(f".mlc-{picture} canvas.mlc-canvas").evaluate(
        "(canvas) => canvas.toDataURL()"
    )


def colors(player: Locator, picture: str) -> int:
    """How many colors a picture has."""
    painted(player)
    return player.locator(f".mlc-{picture} canvas.mlc-canvas").evaluate(
        """(canvas) => {
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            return new Set(new Uint32Array(data.buffer)).size;
        }"""
    )


def unit_colors(player: Locator) -> list[list[int]]:
    """The colors in the middle of the network's picture, from top to bottom: units with little activation are blank."""
    painted(player)
    return player.locator(".mlc-network canvas.mlc-canvas").evaluate(
        """(canvas) => {
            const context = canvas.getContext("2d"), { width, height } = canvas;
            const { data } = context.getImageData(0, height / 4, width, height / 2);
            const seen = new Set();
            for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 255) seen.add(data.slice(i, i + 3).join());
            return [...seen].map((color) => color.split(",").map(Number));
        }"""
    )


def number(player: Locator, name: str) -> str:
    return player.locator(f'[data-number="{name}"]').inner_text()


def ask_json(notebook: Any, expression: str) -> Any:
    return json.loads(notebook.ask(f"import json; print(json.dumps({expression}))"))


def test_each_unit_holds_its_picture_over_the_plane(notebook: Any, player: Locator) -> None:
    toggle, page = player.get_by_role("button", name="pictures in the units"), notebook.page
    expect(toggle).to_have_attribute("aria-pressed", "true")
    slider(player).focus()
    page.keyboard.press("End")
    with_pictures = pixels(player, "network")
    many = colors(player, "network")
    canvas = player.locator(".mlc-network canvas.mlc-canvas")
    box = canvas.bounding_box()
    assert box
    page.mouse.move(box["x"] + 3, box["y"] + 3)
    place = {"x": box["width"] * 0.34, "y": box["height"] * 0.53}  # among the first hidden units
    for _ in range(60):
        if (
            canvas.evaluate("(canvas) => canvas.style.cursor") == "pointer"
            and pixels(player, "network") != with_pictures
        ):
            break
        place["x"] += 1
        page.mouse.move(box["x"] + place["x"], box["y"] + place["y"])
    else:
        pytest.fail("no picture became larger under the mouse")
    page.mouse.move(box["x"] + 3, box["y"] + 3)
    assert pixels(player, "network") == with_pictures
    toggle.focus()
    page.keyboard.press("Enter")
    assert colors(player, "network") < many
    expect(toggle).to_have_attribute("aria-pressed", "false")
    expect(view(page, 1).get_by_role("button", name="pictures in the units")).to_have_attribute(
        "aria-pressed", "false"
    )
    notebook.hears("player.pictures", False)
    notebook.ask("player.pictures = True")
    expect(toggle).to_have_attribute("aria-pressed", "true")
    assert pixels(player, "network") == with_pictures


def test_the_notebook_runs_without_an_error(notebook: Any) -> None:
    assert notebook.errors() == []
    expect(view(notebook.page)).to_be_visible()
    assert notebook.ask("print(type(player).__name__)") == "TrainingPlayer"


def test_plays_and_pauses_by_mouse(notebook: Any, player: Locator) -> None:
    before = {picture: pixels(player, picture) for picture in PICTURES}
    player.get_by_role("button", name="Play (space)").click()
    notebook.page.wait_for_function(
        "(node) => node.value >= 5", arg=slider(player).element_handle()
    )
    player.get_by_role("button", name="Pause (space)").click()
    stopped = value(player)
    expect(player.get_by_role("button", name="Play (space)")).to_be_visible()
    for picture in PICTURES:
        assert pixels(player, picture) != before[picture], picture
    painted(player)
    assert value(player) == stopped
    notebook.hears(
        "player.step, player.phase, player.playing", f"{number(player, 'step')} iterate False"
    )


def test_plays_to_the_end_and_starts_again(player: Locator) -> None:
    last = int(slider(player).get_attribute("max") or 0)
    slider(player).focus()
    player.page.keyboard.press("End")
    player.page.keyboard.press("PageDown")
    player.get_by_label("Speed").select_option("4")
    player.get_by_role("button", name="Play (space)").click()
    expect(player.get_by_role("button", name="Play (space)")).to_be_visible()
    assert value(player) == last
    player.get_by_role("button", name="Play (space)").click()
    player.page.wait_for_function(
        "([node, last]) => node.value < last", arg=[slider(player).element_handle(), last]
    )
    player.get_by_role("button", name="Pause (space)").click()


def test_plays_phase_by_phase(player: Locator) -> None:
    player.get_by_label("What to play").select_option("phases")
    player.get_by_label("Speed").select_option("4")
    player.evaluate(
        """(root) => {
            root.seen = [];
            const note = ([{ target }]) => root.seen.push(target.closest(".mlc-player")
                .querySelector('.mlc-phase[aria-pressed="true"] span:last-child').textContent);
            new MutationObserver(note).observe(root.querySelector('.mlc-loop'),
                { subtree: true, attributeFilter: ["aria-pressed"] });
        }"""
    )
    player.get_by_role("button", name="Play (space)").click()
    player.page.wait_for_function("(node) => node.value >= 2", arg=slider(player).element_handle())
    player.get_by_role("button", name="Pause (space)").click()
    assert player.evaluate("(root) => root.seen.slice(0, 6)") == [
        "Forward", "Loss", "Backward", "Update", "Iterate", "Forward"
    ]  # fmt: skip


def test_is_worked_by_keyboard(notebook: Any, player: Locator) -> None:
    keyboard, cells = notebook.page.keyboard, notebook.page.locator(".jp-Cell").count()
    slider(player).focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"):
        keyboard.press(key)
    painted(player)
    assert (value(player), number(player, "step")) == (2, "1")
    keyboard.press("PageUp")
    painted(player)
    assert value(player) == 12
    keyboard.press("End")
    painted(player)
    assert number(player, "step") == notebook.ask("print(history.steps - 1)")
    keyboard.press("Home")
    painted(player)
    assert (value(player), lit(player)) == (0, "Initialize")
    for key in ("a", "b", "x", "d", "d", "m", "Enter"):  # JupyterLab's own keys, which change cells
        keyboard.press(key)
    assert notebook.page.locator(".jp-Cell").count() == cells
    assert notebook.page.locator(".jp-MarkdownCell, .jp-CodeCell").count() == cells


def test_the_space_bar_plays_and_pauses(player: Locator) -> None:
    slider(player).focus()
    player.page.keyboard.press("Space")
    player.page.wait_for_function("(node) => node.value >= 3", arg=slider(player).element_handle())
    player.page.keyboard.press("Space")
    stopped = value(player)
    player.page.keyboard.press("ArrowRight")
    painted(player)
    assert value(player) == stopped + 1


def test_goes_through_the_phases_by_keyboard(player: Locator) -> None:
    keyboard = player.page.keyboard
    slider(player).focus()
    seen = []
    for _ in range(6):
        keyboard.press("Shift+ArrowRight")
        painted(player)
        seen.append((lit(player), value(player)))
    phases = ["Forward", "Loss", "Backward", "Update", "Iterate"]
    assert seen == [(phase, 1) for phase in phases] + [("Forward", 2)]
    player.get_by_role("button", name="Forward", exact=True).focus()
    keyboard.press("Shift+ArrowLeft")
    painted(player)
    assert (lit(player), value(player)) == ("Iterate", 1)
    assert player.page.evaluate("document.activeElement.textContent") == "6Iterate"
    keyboard.press("ArrowRight")  # a step, wherever the focus is
    painted(player)
    assert (lit(player), value(player)) == ("Iterate", 2)


def test_a_phase_stays_while_steps_go_by(player: Locator) -> None:
    player.get_by_role("button", name="Backward", exact=True).click()
    slider(player).focus()
    player.page.keyboard.press("PageUp")
    painted(player)
    assert (lit(player), value(player)) == ("Backward", 11)


def test_scrubs_on_the_loss_curve_by_mouse(notebook: Any, player: Locator) -> None:
    box = player.locator(".mlc-loss canvas.mlc-canvas").bounding_box()
    assert box
    mouse, height = notebook.page.mouse, box["y"] + box["height"] / 2
    left, right = box["x"] + 44, box["x"] + box["width"] - 12  # where the curve starts and ends
    last = int(notebook.ask("print(history.steps - 1)"))
    mouse.move((left + right) / 2, height)
    mouse.down()
    painted(player)
    assert abs(int(number(player, "step")) - last / 2) <= 0.02 * last
    mouse.move(right, height, steps=5)
    painted(player)
    assert number(player, "step") == str(last)
    mouse.up()
    mouse.move(left, height)
    painted(player)
    assert number(player, "step") == str(last)
    assert player.evaluate("(root) => root.contains(document.activeElement)")  # keys go on


def test_scrubs_on_the_slider_by_mouse(player: Locator) -> None:
    box = slider(player).bounding_box()
    assert box
    player.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    painted(player)
    assert abs(value(player) - int(slider(player).get_attribute("max") or 0) / 2) <= 2


def test_every_phase_and_step_paints_another_picture(notebook: Any, player: Locator) -> None:
    seen: dict[str, set[str]] = {picture: set() for picture in PICTURES}
    slider(player).focus()
    player.page.keyboard.press("ArrowRight")
    for step in (0, 20, 300):
        notebook.ask(f"player.step = {step}")
        expect(player.locator('[data-number="step"]')).to_have_text(
            notebook.ask("print(player.step)")
        )
        for title in ("Forward", "Backward", "Update", "Iterate"):
            player.get_by_role("button", name=title, exact=True).click()
            for picture in PICTURES:
                seen[picture].add(pixels(player, picture))
    assert len(seen["network"]) == 12
    assert len(seen["panel"]) == 6  # θ before and after, for each step
    assert len(seen["loss"]) == 3
    for picture in PICTURES:
        assert colors(player, picture) > 20, picture


def test_the_same_moment_paints_the_same_picture(notebook: Any, player: Locator) -> None:
    player.get_by_role("button", name="Iterate", exact=True).click()
    first = [pixels(player, picture) for picture in PICTURES]
    slider(player).focus()
    player.page.keyboard.press("End")
    assert pixels(player, "network") != first[0]
    player.page.keyboard.press("Home")
    player.page.keyboard.press("ArrowRight")
    assert [pixels(player, picture) for picture in PICTURES] == first


def test_the_numbers_are_the_librarys(notebook: Any, player: Locator) -> None:
    for step in (0, 57, 123, -1):
        k = int(
            notebook.ask(
                f"player.step = {step} % history.steps; player.phase = 'iterate'; print(player.step)"
            )
        )
        expect(player.locator('[data-number="step"]')).to_have_text(str(k))
        for name in ("loss", "learning_rate", "gradient_norm", "update_ratio"):
            expected = float(notebook.ask(f"print(history.{name}[{k}])"))
            assert number(player, name) == number_text(expected)


def test_the_twin_says_what_the_pictures_show(notebook: Any, player: Locator) -> None:
    notebook.ask("player.step = 40; player.phase = 'backward'")
    expect(player.get_by_role("button", name="Backward", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    player.locator("details summary").click()
    k = int(notebook.ask("print(player.step)"))
    tables = dict(
        player.locator(".mlc-tables table").evaluate_all(
            """(tables) => tables.map((table) => [table.caption.textContent,
                [...table.tBodies[0].rows].map((row) => [...row.cells].slice(1).map((cell) => cell.textContent))])"""
        )
    )
    step = f"history.at({k})"
    for caption, expression in (
        ("∂L/∂W, hidden 1 → hidden 2", f"{step}.backward.layers[1].dW.tolist()"),
        ("δ, output", f"{step}.backward.layers[2].delta[0][:, None].tolist()"),
        (
            "The example",
            f"list(zip({step}.forward.output[0].tolist(), {step}.loss.target[0].tolist()))",
        ),
    ):
        shown = [[float(text.replace("−", "-")) for text in row] for row in tables[caption]]
        assert shown == [pytest.approx(row, rel=6e-4) for row in ask_json(notebook, expression)], (
            caption
        )
    assert dict(
        zip(("step", "epoch", "loss"), (row[0] for row in tables["The step"]), strict=False)
    )["step"] == str(k)
    player.get_by_role("button", name="Update", exact=True).click()
    expect(
        player.locator(".mlc-tables caption").filter(has_text="ΔW, input → hidden 1")
    ).to_be_visible()
    player.get_by_role("group", name="tables").focus()
    player.page.keyboard.press("PageDown")  # scrolls the tables, not the run
    player.page.wait_for_function(
        "(node) => node.scrollTop > 0", arg=player.locator(".mlc-tables").element_handle()
    )
    assert number(player, "step") == str(k)
    player.locator("details summary").click()


def test_a_screen_reader_is_told(notebook: Any, player: Locator) -> None:
    live = player.locator('[aria-live="polite"]')
    player.get_by_role("button", name="Loss", exact=True).click()
    loss = number_text(float(notebook.ask("print(history.loss[0])")))
    expect(live).to_contain_text(f"epoch 0, phase loss. Batch loss {loss}.")
    expect(slider(player)).to_have_attribute(
        "aria-valuetext", f"step 0, epoch 0, loss: loss {loss}"
    )
    for picture in PICTURES:
        assert player.locator(f".mlc-{picture} canvas.mlc-canvas").get_attribute("aria-label")
    nameless = player.locator("button, select, input").evaluate_all(
        "(nodes) => nodes.filter((n) => !(n.getAttribute('aria-label') || n.textContent.trim())).length"
    )
    assert nameless == 0
    open_to_lab = player.locator("button, select, input, summary").evaluate_all(
        "(nodes) => nodes.filter((n) => n.dataset.lmSuppressShortcuts !== 'true').length"
    )
    assert open_to_lab == 0


def test_python_moves_the_view(notebook: Any, player: Locator) -> None:
    notebook.ask("player.step = 250")
    nearest = notebook.ask("print(player.step)")
    expect(player.locator('[data-number="step"]')).to_have_text(nearest)
    assert lit(player) == "Iterate"
    notebook.ask("player.phase = 'loss'")
    expect(player.get_by_role("button", name="Loss", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    notebook.ask("player.playing = True")
    expect(player.get_by_role("button", name="Pause (space)")).to_be_visible()
    notebook.ask("player.playing = False")
    expect(player.get_by_role("button", name="Play (space)")).to_be_visible()


def test_two_views_of_a_player_show_the_same_moment(notebook: Any, player: Locator) -> None:
    second = view(notebook.page, -1)
    slider(player).focus()
    player.page.keyboard.press("PageUp")
    second.scroll_into_view_if_needed()
    expect(second.locator('[data-number="step"]')).to_have_text(number(player, "step"))
    second.get_by_role("button", name="Update", exact=True).click()
    expect(player.get_by_role("button", name="Update", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )


def test_follows_the_theme(notebook: Any, player: Locator) -> None:
    light = [pixels(player, picture) for picture in PICTURES]
    ink = "(node) => getComputedStyle(node).color"
    light_ink = player.evaluate(ink)
    notebook.command("apputils:change-theme", {"theme": "JupyterLab Dark"})
    expect(player).to_have_attribute("data-mode", "dark")
    dark = [pixels(player, picture) for picture in PICTURES]
    assert all(a != b for a, b in zip(light, dark, strict=True))
    assert player.evaluate(ink) != light_ink
    notebook.command("apputils:change-theme", {"theme": "JupyterLab Light"})
    expect(player).to_have_attribute("data-mode", "light")
    assert [pixels(player, picture) for picture in PICTURES] == light


@pytest.mark.parametrize("width", [800, 1400])
def test_nothing_is_cut_off(notebook: Any, player: Locator, width: int) -> None:
    notebook.page.set_viewport_size({"width": width, "height": 1000})
    for title in ("Initialize", "Forward", "Backward", "Update"):
        player.get_by_role("button", name=title, exact=True).click()
        painted(player)
        cut = player.evaluate(
            """(root) => {
                const right = (thing) => thing.getBoundingClientRect().right;
                const range = document.createRange();
                const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
                const cut = [];
                while (texts.nextNode()) {
                    const parent = texts.currentNode.parentElement;
                    if (parent.closest(".mlc-unseen, .mlc-tables, option")) continue;
                    range.selectNodeContents(texts.currentNode);
                    const frame = parent.closest("button, .mlc-figure, .mlc-words, .mlc");
                    if (right(range) > right(frame) + 1 || right(frame) > right(root) + 1) cut.push(parent.textContent);
                }
                return cut;
            }"""
        )
        assert cut == [], title


def test_a_cell_that_is_run_twice_leaves_a_working_player(notebook: Any, player: Locator) -> None:
    count = notebook.page.locator(".mlc-player").count()
    notebook.run_all()
    expect(notebook.page.locator(".mlc-player")).to_have_count(count)
    again = view(notebook.page)
    again.scroll_into_view_if_needed()
    slider(again).focus()
    again.page.keyboard.press("End")
    expect(again.locator('[data-number="step"]')).to_have_text(
        notebook.ask("print(history.steps - 1)")
    )


def test_plays_on_without_its_kernel_and_works_again_after_a_restart(
    notebook: Any, player: Locator
) -> None:
    notebook.restart()
    slider(player).focus()
    player.page.keyboard.press("End")
    player.page.keyboard.press("ArrowLeft")
    painted(player)
    assert value(player) == int(slider(player).get_attribute("max") or 0) - 1
    notebook.run_all()
    again = view(notebook.page)
    again.scroll_into_view_if_needed()
    expect(slider(again)).to_have_value("0")
    notebook.ask("player.step = 100")
    expect(again.locator('[data-number="step"]')).to_have_text(notebook.ask("print(player.step)"))


def test_a_cell_that_is_run_again_while_its_player_plays_starts_anew(
    notebook: Any, player: Locator
) -> None:
    slider(player).focus()
    player.page.keyboard.press("Space")
    player.page.wait_for_function("(node) => node.value >= 3", arg=slider(player).element_handle())
    notebook.run_all()
    again = view(notebook.page)
    again.scroll_into_view_if_needed()
    expect(slider(again)).to_have_value("0")
    expect(again.get_by_role("button", name="Play (space)")).to_be_visible()
    notebook.hears("player.step, player.phase, player.playing", "0 initialize False")


def test_is_larger_for_a_projector_at_full_resolution(notebook: Any, player: Locator) -> None:
    def size(selector: str) -> float:
        return player.locator(selector).first.evaluate(
            "(node) => node.getBoundingClientRect().height"
        )

    parts = [
        ".mlc-button",
        ".mlc-title",
        ".mlc-slider",
    ]
    normal = [size(part) for part in parts]
    notebook.ask("player.size = 'presenter'")
    expect(player).to_have_attribute("data-size", "presenter")
    painted(player)
    assert [size(part) for part in parts] == pytest.approx(
        [1.5 * height for height in normal], rel=0.05
    )
    resolution = "(canvas) => canvas.width / canvas.getBoundingClientRect().width"
    assert player.locator(".mlc-network canvas").evaluate(resolution) == pytest.approx(1, abs=0.01)
    expect(view(notebook.page, -1)).to_have_attribute("data-size", "presenter")
    notebook.ask("player.size = 'normal'")
    expect(player).to_have_attribute("data-size", "normal")
    painted(player)
    assert [size(part) for part in parts] == normal


@pytest.fixture(scope="module")
def recorded() -> tuple[Any, TrainingPlayer]:
    """A short run and its player."""
    history = train(
        MLP((2, 4, 2)), moons(seed=1), optimizer=Adam(0.01), epochs=3, seed=1, progress=False
    )
    return history, TrainingPlayer(history)


def test_is_worked_by_touch(plain: Any, recorded: tuple[Any, TrainingPlayer]) -> None:
    page = plain(recorded[1], has_touch=True)
    player, steps = view(page), recorded[0].steps
    player.get_by_role("button", name="Backward", exact=True).tap()
    painted(player)
    assert (lit(player), value(player)) == ("Backward", 1)
    player.get_by_role("button", name="One step forward").tap()
    painted(player)
    assert number(player, "step") == "1"
    curve = player.locator(".mlc-loss canvas.mlc-canvas")
    curve.scroll_into_view_if_needed()
    box = curve.bounding_box()
    assert box
    left, right, height = box["x"] + 44, box["x"] + box["width"] - 12, box["y"] + box["height"] / 2
    touch = page.context.new_cdp_session(page)
    for kind, at in (
        ("touchStart", left),
        ("touchMove", (left + right) / 2),
        ("touchMove", right),
        ("touchEnd", None),
    ):
        points = [] if at is None else [{"x": at, "y": height}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    expect(player.locator('[data-number="step"]')).to_have_text(str(steps - 1))


@pytest.mark.parametrize("width", [800, 1920])
def test_whatever_takes_a_finger_is_large_enough(
    plain: Any, recorded: tuple[Any, TrainingPlayer], width: int
) -> None:
    page = plain(recorded[1], viewport={"width": width, "height": 900})
    view(page).get_by_role("button", name="Zoom into the step").click()
    view(page).get_by_label("Story of").select_option("W0")
    small = page.locator(".mlc :is(button, select, input, summary)").evaluate_all(
        """(nodes) => nodes.filter((node) => node.checkVisibility())
            .map((node) => [node.getBoundingClientRect(), node.outerHTML])
            .filter(([{ width, height }]) => width < 24 || height < 24).map(([, html]) => html)"""
    )
    assert small == []


def test_whoever_wants_less_motion_gets_at_most_four_steps_a_second(
    plain: Any, recorded: tuple[Any, TrainingPlayer]
) -> None:
    page = plain(recorded[1], reduced_motion="reduce")
    player = view(page)
    player.get_by_label("Speed").select_option("4")  # 60 a second otherwise
    seconds = player.evaluate(
        """async (root) => {
            const slider = root.querySelector(".mlc-slider"), begin = performance.now();
            root.querySelector(".mlc-play").click();
            while (Number(slider.value) < 3) await new Promise((done) => requestAnimationFrame(done));
            return (performance.now() - begin) / 1000;
        }"""
    )
    assert seconds >= 0.7


def test_plays_in_a_page_without_jupyter(plain: Any, recorded: tuple[Any, TrainingPlayer]) -> None:
    history, page = recorded[0], plain(recorded[1])
    player = view(page)
    slider(player).focus()
    before = pixels(player, "panel")
    page.keyboard.press("End")
    painted(player)
    assert number(player, "step") == str(history.steps - 1)
    assert number(player, "loss") == number_text(history.loss[-1])
    assert pixels(player, "panel") != before
    for scheme, wanted in (
        ("dark", [21, 24, 28]),
        ("light", [255, 255, 255]),
    ):  # the page's ground, under the halos
        page.emulate_media(color_scheme=scheme)
        expect(player).to_have_attribute("data-mode", scheme)
        assert wanted in unit_colors(player)


def test_marked_steps_are_shaded_on_the_loss_curve(
    plain: Any, recorded: tuple[Any, TrainingPlayer]
) -> None:
    history = recorded[0]
    page = plain(TrainingPlayer(history, marks=[(6, 18, "plateau")]))
    figure = view(page).locator(".mlc-loss")
    expect(figure.locator(".mlc-legend")).to_contain_text("plateau, step 6 to 18")
    view(page).locator(".mlc-end").click()
    curve = figure.locator("canvas.mlc-canvas")
    expect(curve).to_have_attribute("aria-label", re.compile("marked: plateau, step 6 to 18"))
    colors = curve.evaluate(
        """(canvas, steps) => {
            const { width, height } = canvas, ratio = width / canvas.clientWidth, context = canvas.getContext("2d");
            const left = 44 * ratio, right = width - 12 * ratio, y = height - 40 * ratio;
            const at = (step) => [...context.getImageData(left + ((right - left) * step) / steps, y, 1, 1).data];
            return [3.5, 8.5, 15.5, 22.5].map(at);
        }""",
        history.steps - 1,
    )
    assert colors[1] == colors[2] != colors[0] == colors[3]
