"""The chain-rule widget in a real JupyterLab: walked in all three ways, by mouse, by keyboard and from Python."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from mlcourse import ChainRule
from mlcourse.base.display import number_text

BY_HAND = """
import numpy as np
net, theta = ml.MLP((2, 2, 1), output="identity"), np.array([0.5, -1, 0.25, 1, 0, 1, 2, -1, 0.5])
fwd = ml.forward(net, theta, np.array([[1.0, 2.0]]))
loss = ml.mean_squared_error(fwd.output, np.array([[3.5]]))
bwd = ml.backward(net, theta, fwd, loss)
"""
CELLS = (
    f"import mlcourse as ml\n{BY_HAND}chain = ml.ChainRule()\nchain",
    "chain",
    'deep = ml.ChainRule(ml.MLP((2, 2, 1), activation="tanh", output="sigmoid"), x=(0.3, -1.2), y=0.25)\ndeep',
)


@pytest.fixture(scope="module")
def notebook(lab: Any, page: Page) -> Iterator[Any]:
    with lab.run(page, *CELLS) as notebook:
        view(page).wait_for()
        yield notebook


@pytest.fixture
def chain(notebook: Any) -> Locator:
    """The first view, at the start of the way forward."""
    notebook.page.set_viewport_size({"width": 1200, "height": 1000})
    chain = view(notebook.page)
    chain.scroll_into_view_if_needed()
    chain.locator(".mlc-way", has_text="Backward").click()
    chain.locator(".mlc-way", has_text="Forward").click()
    return chain


def view(place: Page | Locator, which: int = 0) -> Locator:
    return place.locator(".mlc-chain").nth(which)


def slider(chain: Locator) -> Locator:
    return chain.locator("input.mlc-slider")


def value_in(chain: Locator, node: str) -> str:
    return chain.locator(f'[data-node="{node}"] .mlc-node-value').text_content() or ""


def gradient_in(chain: Locator, node: str) -> str:
    return chain.locator(f'[data-node="{node}"] .mlc-node-gradient').text_content() or ""


def ask_json(notebook: Any, expression: str) -> Any:
    return json.loads(notebook.ask(f"import json; print(json.dumps({expression}))"))


def test_forward_values_appear_one_by_one_and_are_the_librarys(
    notebook: Any, chain: Locator
) -> None:
    assert [value_in(chain, name) for name in ("x[1]", "W1[1,0]", "z0[0]", "L")] == [
        "2",
        "−1",
        "?",
        "?",
    ]
    slider(chain).focus()
    chain.page.keyboard.press("ArrowRight")
    assert [value_in(chain, name) for name in ("z0[0]", "z0[1]")] == ["1", "?"]
    chain.page.keyboard.press("End")
    shown = {name: value_in(chain, name) for name in ask_json(notebook, "list(chain._graph.nodes)")}
    assert shown == ask_json(
        notebook,
        "{n.name: ml.base.display.number_text(n.value) for n in chain._graph.nodes.values()}",
    )
    assert shown["L"] == notebook.ask("print(ml.base.display.number_text(loss.value))")


def test_backward_gradients_are_the_librarys(notebook: Any, chain: Locator) -> None:
    chain.locator(".mlc-way", has_text="Backward").click()
    slider(chain).focus()
    assert gradient_in(chain, "W0[0,1]") == ""
    chain.page.keyboard.press("End")
    for name, gradient in (
        ("W0[0,1]", "bwd.layers[0].dW[0, 1]"), ("b0[0]", "bwd.layers[0].db[0]"), ("W1[1,0]", "bwd.layers[1].dW[1, 0]"),
        ("z0[1]", "bwd.layers[0].delta[0, 1]"), ("x[0]", "bwd.layers[0].dx[0, 0]"), ("ŷ", "loss.gradient[0, 0]"),
    ):  # fmt: skip
        assert gradient_in(chain, name) == notebook.ask(
            f"print(ml.base.display.number_text({gradient}))"
        ), name


def test_a_click_on_a_node_shows_its_paths_and_steps_multiply_along_them(chain: Locator) -> None:
    chain.locator('[data-node="a0[0]"]').click()
    chain.locator('[data-node="W0[0,1]"]').click()
    expect(chain.locator(".mlc-way", has_text="Path by path")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(chain.get_by_label("Number whose paths are shown")).to_have_value("W0[0,1]")
    lit = chain.locator(".mlc-edge:not(.mlc-faint)")
    assert lit.count() == 4
    slider(chain).focus()
    products = []
    for _ in range(4):
        chain.page.keyboard.press("ArrowRight")
        products.append(chain.locator(".mlc-product .mlc-factor-value").inner_text())
    assert products == ["−6", "6", "6", "6"]
    assert gradient_in(chain, "W0[0,1]") == "6"
    expect(chain.locator(".mlc-summary")).to_have_text(
        "∂L/∂W0[0,1] = ∂L/∂ŷ · ∂ŷ/∂a0[1] · ∂a0[1]/∂z0[1] · ∂z0[1]/∂W0[0,1] = (−6) · (−1) · 1 · 1 = 6."
    )
    chain.page.keyboard.press("ArrowLeft")
    assert gradient_in(chain, "W0[0,1]") == ""


def test_an_input_has_two_paths_whose_products_add_up(notebook: Any, chain: Locator) -> None:
    chain.locator(".mlc-way", has_text="Path by path").click()
    chain.get_by_label("Number whose paths are shown").select_option("x[1]")
    assert chain.locator(".mlc-edge:not(.mlc-faint)").count() == 7
    slider(chain).focus()
    chain.page.keyboard.press("End")
    assert chain.locator(".mlc-product .mlc-factor-value").all_inner_texts() == ["−3", "6"]
    expect(chain.locator(".mlc-sum")).to_have_text("∂L∂x[1] = −3 + 6 = 3")
    expect(chain.locator(".mlc-sum")).to_be_visible()
    assert float(notebook.ask("print(bwd.layers[0].dx[0, 1])")) == 3


def knob(chain: Locator, name: str) -> Locator:
    return chain.get_by_role("slider", name=name, exact=True)


def test_a_dragged_number_changes_all_others_as_the_library_says(
    notebook: Any, chain: Locator
) -> None:
    box = knob(chain, "y").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    chain.page.mouse.move(x, y)
    chain.page.mouse.down()
    chain.page.mouse.move(x, y + 21, steps=3)
    chain.page.mouse.up()
    assert value_in(chain, "y") == "3"
    assert value_in(chain, "L") == "6.25"  # nothing stood there before
    knob(chain, "W1[1,0]").focus()
    for _ in range(3):
        chain.page.keyboard.press("ArrowUp")
    expect(knob(chain, "W1[1,0]")).to_have_attribute("aria-valuetext", "−0.625")
    expect(chain.locator('[aria-live="polite"]')).to_contain_text("W1[1,0] = −0.625, and L = 3.062")
    expect(slider(chain)).to_have_value("6")
    chain.page.keyboard.press("Shift+ArrowRight")  # backward, wherever the focus is
    chain.page.keyboard.press("End")
    notebook.hears("chain.way, chain.position", "backward 18")
    names = ask_json(notebook, "list(chain._graph.targets)")
    told = ask_json(
        notebook,
        "[ml.base.display.number_text(chain.gradient(n)) for n in chain._graph.targets]",
    )
    assert {name: gradient_in(chain, name) for name in names} == dict(zip(names, told, strict=True))
    assert ask_json(notebook, "chain.changed") == {"y": 3, "W1[1,0]": -0.625}
    notebook.ask("chain.changed = {'x[0]': 0.0}")
    for each in (chain, view(notebook.page, 1)):
        expect(each.locator('[data-node="x[0]"] .mlc-node-value')).to_have_text("0")
        assert value_in(each, "W1[1,0]") == "−1"
    chain.get_by_role("button", name="As given").click()
    assert value_in(chain, "x[0]") == "1"
    expect(chain.get_by_role("button", name="As given")).to_be_hidden()


def test_a_click_on_a_given_number_takes_the_focus_and_leaves_the_way_as_it_is(
    chain: Locator,
) -> None:
    chain.locator(".mlc-way", has_text="Backward").click()
    slider(chain).focus()
    chain.page.keyboard.press("End")
    knob(chain, "W1[1,0]").click()
    expect(knob(chain, "W1[1,0]")).to_be_focused()
    expect(chain.locator(".mlc-way", has_text="Backward")).to_have_attribute("aria-pressed", "true")
    assert gradient_in(chain, "W1[1,0]") != ""


def test_enter_on_a_number_shows_its_paths(chain: Locator) -> None:
    knob(chain, "b0[1]").focus()
    chain.page.keyboard.press("Enter")
    expect(chain.get_by_label("Number whose paths are shown")).to_have_value("b0[1]")
    expect(chain.locator(".mlc-way", has_text="Path by path")).to_have_attribute(
        "aria-pressed", "true"
    )


def test_is_worked_by_keyboard_alone(notebook: Any, chain: Locator) -> None:
    keyboard, cells = chain.page.keyboard, chain.page.locator(".jp-Cell").count()
    chain.locator(".mlc-way", has_text="Forward").focus()
    keyboard.press("Shift+ArrowRight")
    expect(chain.locator(".mlc-way", has_text="Backward")).to_be_focused()
    keyboard.press("Shift+ArrowRight")
    expect(chain.locator(".mlc-way", has_text="Path by path")).to_be_focused()
    keyboard.press("Tab")
    expect(chain.get_by_label("Number whose paths are shown")).to_be_focused()
    slider(chain).focus()
    keyboard.press("ArrowRight")
    expect(slider(chain)).to_have_value("1")
    for key in ("a", "b", "x", "d", "d", "m", "Enter"):
        keyboard.press(key)
    assert chain.page.locator(".jp-Cell").count() == cells
    keyboard.press("Home")
    expect(slider(chain)).to_have_value("0")


def test_plays_to_the_end_and_stops(chain: Locator) -> None:
    chain.get_by_label("Speed").select_option("2")
    chain.get_by_role("button", name="Play (space)").click()
    expect(chain.get_by_role("button", name="Pause (space)")).to_be_visible()
    expect(slider(chain)).to_have_value("6")
    expect(chain.get_by_role("button", name="Play (space)")).to_be_visible()
    assert value_in(chain, "L") == "9"


def test_a_screen_reader_is_told(chain: Locator) -> None:
    slider(chain).focus()
    chain.page.keyboard.press("ArrowRight")
    words = "z0[0] = x[0]·W0[0,0] + x[1]·W0[1,0] + b0[0] = 1·0.5 + 2·0.25 + 0 = 1."
    expect(chain.locator('[aria-live="polite"]')).to_have_text(words)
    expect(slider(chain)).to_have_attribute("aria-valuetext", f"step 1 of 6: {words}")
    assert chain.locator("svg.mlc-graph").get_attribute("aria-label")
    open_to_lab = chain.locator("button, select, input, summary").evaluate_all(
        "(nodes) => nodes.filter((n) => n.dataset.lmSuppressShortcuts !== 'true').length"
    )
    assert open_to_lab == 0
    nameless = chain.locator("button, select, input").evaluate_all(
        "(nodes) => nodes.filter((n) => !(n.getAttribute('aria-label') || n.textContent.trim())).length"
    )
    assert nameless == 0


def test_the_tables_hold_what_the_graph_shows(chain: Locator) -> None:
    chain.locator("details summary").click()
    chain.locator(".mlc-way", has_text="Path by path").click()
    chain.get_by_label("Number whose paths are shown").select_option("x[0]")
    rows = chain.locator(".mlc-tables table").first.locator("tbody tr")
    expect(rows.last.locator("th, td")).to_have_text(["2", "∂z0[1]/∂x[0]", "−1", "−6"])
    edges = chain.locator(".mlc-tables table").last.locator("tbody tr")
    assert edges.count() == chain.locator(".mlc-edge").count()
    chain.locator("details summary").click()


def test_python_and_a_second_view_move_together(notebook: Any, chain: Locator) -> None:
    second = view(notebook.page, 1)
    slider(chain).focus()
    chain.page.keyboard.press("ArrowRight")
    notebook.hears("chain.way, chain.position", "forward 1")
    notebook.ask("chain.way = 'path'; chain.target = 'b1[0]'; chain.position = 2")
    for each in (chain, second):
        expect(slider(each)).to_have_value("2")
        expect(each.get_by_label("Number whose paths are shown")).to_have_value("b1[0]")
        assert gradient_in(each, "b1[0]") == "−6"
    second.scroll_into_view_if_needed()
    second.locator(".mlc-way", has_text="Backward").click()
    expect(chain.locator(".mlc-way", has_text="Backward")).to_have_attribute("aria-pressed", "true")
    notebook.hears("chain.way, chain.position", "backward 0")


@pytest.mark.parametrize("width", [800, 1400])
@pytest.mark.parametrize("which", [0, 2])
def test_nothing_is_cut_off_and_no_texts_overlap(
    notebook: Any, chain: Locator, width: int, which: int
) -> None:
    notebook.page.set_viewport_size({"width": width, "height": 1000})
    chain = view(notebook.page, which)
    chain.scroll_into_view_if_needed()
    chain.locator(".mlc-way", has_text="Backward").click()
    slider(chain).focus()
    chain.page.keyboard.press("End")
    overlapping = chain.evaluate(
        """(root) => {
            const texts = [...root.querySelectorAll("svg.mlc-graph text")].filter((t) => t.textContent.trim());
            const boxes = texts.map((t) => [t.textContent, t.getBoundingClientRect()]);
            const bad = [];
            const beside = (p, q) => p.left >= q.right || q.left >= p.right;
            const meet = (p, q) => !beside(p, q) && p.top + 2 < q.bottom - 2 && q.top + 2 < p.bottom - 2;
            boxes.forEach(([a, p], i) => boxes.slice(i + 1).forEach(([b, q]) => meet(p, q) && bad.push(`${a} | ${b}`)));
            return bad;
        }"""
    )
    assert overlapping == []
    chain.locator(".mlc-way", has_text="Path by path").click()
    chain.get_by_label("Number whose paths are shown").select_option("x[0]")
    chain.page.keyboard.press("End")
    words = chain.locator(".mlc-chain-words")
    assert words.evaluate("(node) => node.scrollWidth <= node.clientWidth")
    assert words.locator("p").evaluate_all(
        "(lines) => lines.every((p) => p.scrollWidth <= p.clientWidth + 1)"
    )


def test_follows_the_theme(notebook: Any, chain: Locator) -> None:
    ink = "(node) => getComputedStyle(node.querySelector('.mlc-node-value')).fill"
    light = chain.evaluate(ink)
    notebook.command("apputils:change-theme", {"theme": "JupyterLab Dark"})
    expect(chain).to_have_attribute("data-mode", "dark")
    assert chain.evaluate(ink) != light
    notebook.command("apputils:change-theme", {"theme": "JupyterLab Light"})
    expect(chain).to_have_attribute("data-mode", "light")


def test_works_after_the_cell_ran_again_and_without_its_kernel(
    notebook: Any, chain: Locator
) -> None:
    count = notebook.page.locator(".mlc-chain").count()
    notebook.run_all()
    expect(notebook.page.locator(".mlc-chain")).to_have_count(count)
    notebook.restart()
    chain = view(notebook.page)
    chain.locator('[data-node="a0[0]"]').click()
    slider(chain).focus()
    chain.page.keyboard.press("End")
    assert gradient_in(chain, "a0[0]") == "−12"
    notebook.run_all()
    expect(slider(view(notebook.page))).to_have_value("0")


def test_plays_in_a_page_without_jupyter(plain: Any) -> None:
    recorded = ChainRule()
    recorded.way, recorded.target = "path", "x[0]"
    page = plain(recorded)
    chain = view(page)
    slider(chain).focus()
    page.keyboard.press("End")
    assert gradient_in(chain, "x[0]") == "−12"
    knob(chain, "W0[0,0]").focus()
    page.keyboard.press("PageDown")
    assert value_in(chain, "W0[0,0]") == "−0.5"
    recorded.changed = {"W0[0,0]": -0.5}
    assert gradient_in(chain, "x[0]") == number_text(recorded.gradient("x[0]"))
