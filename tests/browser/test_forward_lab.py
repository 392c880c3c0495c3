"""The forward lab and the softmax lab in a real JupyterLab: by mouse and by keys, words and numbers the library's."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

CELLS = (
    "import numpy as np\nimport mlcourse as ml\n"
    "network = ml.MLP((4, 6, 3))\ntheta = ml.initialize(network, 'he_normal', seed=1)\n"
    "data = ml.standardize(ml.split(ml.iris(), seed=1))\n"
    "lab = ml.ForwardLab(network, theta, data.test.x, data.test.y)\nlab",
    "softmax = ml.SoftmaxLab()\nsoftmax",
    "lab",
    "two = ml.ForwardLab(ml.MLP((2, 3, 1), activation='tanh', output='sigmoid'), [0.25 * i - 1 for i in range(13)],\n"
    "                    data.test.x[:9, :2], data.test.y[:9] > 0)\ntwo",
)


@pytest.fixture(scope="module")
def notebook(lab: Any, page: Page) -> Iterator[Any]:
    with lab.run(page, *CELLS) as notebook:
        page.locator(".mlc-forward").first.wait_for()
        yield notebook


@pytest.fixture
def forward_lab(notebook: Any) -> Locator:
    found = notebook.page.locator(".mlc-forward").first
    found.scroll_into_view_if_needed()
    found.get_by_role("button", name="one example").click()
    return found


@pytest.fixture
def softmax_lab(notebook: Any) -> Locator:
    found = notebook.page.locator(".mlc-softmax").first
    found.scroll_into_view_if_needed()
    found.get_by_role("button", name="Reset").click()
    return found


def unit(lab: Locator, layer: int, number: int) -> Locator:
    return lab.locator(f'[data-unit="{layer},{number}"]')


def test_a_click_shows_the_units_sum_as_the_library_has_it(
    notebook: Any, forward_lab: Locator
) -> None:
    unit(forward_lab, 0, 4).click()
    notebook.hears("lab.layer, lab.unit", "0 4")
    z = notebook.ask("print(ml.base.display.number_text(lab.forward.layers[0].z[lab.example, 4]))")
    expect(forward_lab.locator(".mlc-forward-lines p").nth(1)).to_contain_text(f"= {z}")
    expect(unit(forward_lab, 0, 4)).to_have_attribute("aria-pressed", "true")


def test_arrow_keys_move_between_units(notebook: Any, forward_lab: Locator) -> None:
    unit(forward_lab, 0, 1).click()
    notebook.page.keyboard.press("ArrowDown")
    expect(unit(forward_lab, 0, 2)).to_be_focused()
    notebook.page.keyboard.press("Shift+ArrowRight")
    expect(unit(forward_lab, 1, 1)).to_be_focused()
    notebook.hears("lab.layer, lab.unit", "1 1")


def test_another_example_shows_other_numbers(notebook: Any, forward_lab: Locator) -> None:
    unit(forward_lab, 1, 0).click()
    forward_lab.get_by_role("slider", name="example").focus()
    notebook.page.keyboard.press("Home")
    forward_lab.get_by_role("button", name="Next example").click()
    notebook.hears("lab.example", "1")
    p = notebook.ask("print(ml.base.display.number_text(lab.forward.output[1, 0]))")
    expect(forward_lab.locator(".mlc-forward-lines p").last).to_contain_text(f"= {p}")


def test_the_batch_is_told_in_words_and_marks(notebook: Any, forward_lab: Locator) -> None:
    unit(forward_lab, 0, 3).click()
    forward_lab.get_by_role("button", name="the batch").click()
    count = notebook.ask("print(int((lab.forward.layers[0].a[:, 3] > 0).sum()))")
    expect(forward_lab.locator(".mlc-forward-lines")).to_contain_text(
        f"is on (a > 0) for {count} of 30 examples"
    )
    expect(forward_lab.locator(".mlc-forward-strip")).to_be_visible()


def test_python_moves_every_view(notebook: Any, forward_lab: Locator) -> None:
    notebook.ask("lab.batch = False; lab.example = 5; lab.layer = 0; lab.unit = 2")
    for which in (0, 1):
        view = notebook.page.locator(".mlc-forward").nth(which)
        expect(unit(view, 0, 2)).to_have_attribute("aria-pressed", "true")
        expect(view.get_by_role("slider", name="example")).to_have_value("5")


def knob(lab: Locator, name: str) -> Locator:
    return lab.get_by_role("slider", name=name, exact=True)


def drag(page: Page, knob: Locator, by: int) -> None:
    knob.scroll_into_view_if_needed()
    box = knob.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - by, steps=3)
    page.mouse.up()


def test_inputs_weights_and_activation_are_turned_and_all_follows_as_the_library_says(
    notebook: Any, forward_lab: Locator
) -> None:
    unit(forward_lab, 0, 4).click()
    drag(notebook.page, knob(forward_lab, "W0[2,4]"), 40)
    drag(notebook.page, knob(forward_lab, "x₁"), -21)
    knob(forward_lab, "b0[4]").focus()
    for key in ("PageUp", "ArrowUp", "Shift+ArrowUp"):
        notebook.page.keyboard.press(key)
    forward_lab.get_by_label("activation of the layer").select_option("tanh")
    notebook.hears(
        "sorted(name[0] for name in lab.changed), lab.activations",
        "['W', 'b', 'x'] ['tanh']",
    )
    said = notebook.ask("print('\\n'.join(line.strip() for line in repr(lab).splitlines()[1:]))")
    assert "tanh(z0[4])" in said
    lines = forward_lab.locator(".mlc-forward-lines p")
    assert lines.all_inner_texts() == said.splitlines()
    p = notebook.ask("print(f'{lab.forward.output[lab.example, 0]:.3g}'.replace('-', '−'))")
    expect(unit(forward_lab, 1, 0).locator(".mlc-forward-value")).to_have_text(p)
    expect(forward_lab.locator(".mlc-forward-readout")).to_contain_text("changed")
    second = notebook.page.locator(".mlc-forward").nth(1)
    expect(unit(second, 1, 0).locator(".mlc-forward-value")).to_have_text(p)
    notebook.ask("lab.changed = {}")
    expect(forward_lab.locator(".mlc-forward-readout")).not_to_contain_text("changed")
    forward_lab.get_by_role("button", name="As given").click()
    notebook.hears("lab.activations", "[]")
    expect(lines.last).to_contain_text("max(z0[4], 0)")


def test_keys_of_a_knob_are_its_own_but_for_another_example(
    notebook: Any, forward_lab: Locator
) -> None:
    unit(forward_lab, 1, 2).click()
    before = forward_lab.get_by_role("slider", name="example").input_value()
    knob(forward_lab, "b1[2]").focus()
    notebook.page.keyboard.press("ArrowDown")
    expect(unit(forward_lab, 1, 2)).to_have_attribute("aria-pressed", "true")
    notebook.page.keyboard.press("ArrowRight")
    expect(forward_lab.get_by_role("slider", name="example")).to_have_value(str(int(before) + 1))
    forward_lab.get_by_role("button", name="As given").click()


LEFT = """(picture) => {
    const y = Math.floor(picture.height / 2);
    return [...picture.getContext("2d").getImageData(1, y, 1, 1).data.slice(0, 2)];
}"""
"""Red and green at the left edge of a picture, in the middle of its height."""


def test_each_unit_shows_what_it_says_over_the_plane(notebook: Any) -> None:
    two = notebook.page.locator(".mlc-forward").nth(2)
    two.scroll_into_view_if_needed()
    small = unit(two, 0, 2).locator("canvas")
    inside = "(node) => node.getBoundingClientRect().width - node.parentElement.getBoundingClientRect().width"
    assert small.evaluate(inside) < -1.5, "the picture covers its border"
    unit(two, 0, 2).click()
    red, green = small.evaluate(LEFT)
    assert green > red  # W0[0,2] is −0.5: on the left a is positive
    picture = two.get_by_role("img", name="a of unit 2 of layer 0 over the plane")
    before = picture.get_attribute("aria-label")
    knob(two, "W0[0,2]").focus()
    for _ in range(2):
        notebook.page.keyboard.press("PageUp")
    expect(picture).not_to_have_attribute("aria-label", before or "")
    red, green = small.evaluate(LEFT)
    assert red > green
    two.get_by_role("button", name="As given").click()


def test_a_logit_is_dragged_and_the_probabilities_follow(
    notebook: Any, softmax_lab: Locator
) -> None:
    track = softmax_lab.get_by_role("slider", name="logit of class 2")
    box = track.bounding_box()
    assert box is not None
    mouse = notebook.page.mouse
    mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    mouse.down()
    mouse.move(box["x"] + box["width"] / 2, box["y"] + 5, steps=4)
    mouse.up()
    shown = softmax_lab.locator(".mlc-softmax-value").last
    expect(shown).not_to_have_text("0.09")
    notebook.hears("f'{softmax.probabilities[2]:.3g}'", shown.inner_text())


def test_a_logit_is_moved_by_keys(notebook: Any, softmax_lab: Locator) -> None:
    track = softmax_lab.get_by_role("slider", name="logit of class 0")
    before = float(track.get_attribute("aria-valuenow") or 0)
    track.focus()
    notebook.page.keyboard.press("ArrowUp")
    assert float(track.get_attribute("aria-valuenow") or 0) > before
    cells = notebook.page.locator(".jp-Cell").count()
    notebook.page.keyboard.press("a")
    assert notebook.page.locator(".jp-Cell").count() == cells


def test_as_written_overflows_and_the_stable_form_does_not(
    notebook: Any, softmax_lab: Locator
) -> None:
    added = softmax_lab.get_by_role("slider", name="add to all logits")
    added.focus()
    notebook.page.keyboard.press("End")
    expect(softmax_lab.locator(".mlc-softmax-value").first).to_have_text("nan")
    softmax_lab.get_by_role("radio", name="maximum subtracted").click()
    expect(softmax_lab.locator(".mlc-softmax-value").first).to_have_text("0.665")
    softmax_lab.get_by_role("radio", name="as written").click()


def test_works_after_the_cell_ran_again_and_without_its_kernel(
    notebook: Any, forward_lab: Locator
) -> None:
    notebook.run_all()
    again = notebook.page.locator(".mlc-forward").first
    unit(again, 0, 5).click()
    expect(unit(again, 0, 5)).to_have_attribute("aria-pressed", "true")
    notebook.restart()
    unit(again, 0, 1).click()
    expect(unit(again, 0, 1)).to_have_attribute("aria-pressed", "true")
    notebook.run_all()
