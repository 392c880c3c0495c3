"""The threshold lab without a kernel: dragged and by keys, the four bins, the scores and the curves go along."""

from collections.abc import Callable
from typing import Any

import nbformat
import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

import mlcourse as ml

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
POSITIVE = np.tile([0, 0, 0, 0, 1], 8)  # eight of forty
PROBABILITY = (np.arange(40) + 0.5 + 25 * POSITIVE) / 80
PAINTED = """(all) => all.map((canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let sum = 0;
    for (let i = 0; i < data.length; i += 4) sum = (sum * 31 + data[i] + 7 * data[i + 1] + data[i + 3]) % 1000003;
    return sum;
})"""


@pytest.fixture(scope="module")
def images() -> np.ndarray:
    return ml.digits().x[:40]


@pytest.fixture
def bins(plain: Callable[..., Page], images: np.ndarray) -> Locator:
    widget = ml.ThresholdLab(PROBABILITY, POSITIVE, images, name="8", threshold=0.4)
    bins = plain(widget, viewport={"width": 1200, "height": 800}).locator(".mlc-bins")
    bins.page.wait_for_function(
        "() => [...document.querySelectorAll('canvas')].every((each) => each.width > 10)"
    )
    return bins


def sentence_at(threshold: float) -> str:
    """What the library counts at a threshold, as the lab says it."""
    found = ml.threshold_scores(PROBABILITY, POSITIVE).at(threshold)
    tp, fp = found.true_positives[0], found.false_positives[0]
    return f'{tp} of the 8 "8" are found. {tp + fp} are called "8", and '


def test_an_arrow_takes_one_example_across_wherever_the_focus_is(bins: Locator) -> None:
    told, slider = bins.locator(".mlc-bins-told"), bins.get_by_role("slider", name="threshold")
    expect(told).to_contain_text(sentence_at(0.4))
    place = int(slider.input_value())
    before = bins.locator("canvas").evaluate_all(PAINTED)
    for focused in (slider, bins.locator(".mlc-larger")):
        focused.focus()
        bins.page.keyboard.press("ArrowRight")
    assert int(slider.input_value()) == place + 2
    after = bins.locator("canvas").evaluate_all(PAINTED)
    assert all(old != new for old, new in zip(before, after, strict=True))
    bins.page.keyboard.press("Home")
    expect(told).to_contain_text('40 are called "8", and 32 of them are not.')
    bins.page.keyboard.press("End")
    expect(told).to_contain_text("precision is 0/0")
    expect(bins.get_by_role("group", name="scores")).to_contain_text("0/0 = 0/0")


def test_the_threshold_is_dragged_and_a_curve_is_clicked(bins: Locator) -> None:
    told, line = bins.locator(".mlc-bins-told"), bins.locator(".mlc-bins-line canvas")
    box = line.bounding_box()
    assert box
    mouse = bins.page.mouse
    mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 50)
    mouse.down()
    mouse.move(box["x"] + box["width"] - 2, box["y"] + 60, steps=4)
    mouse.up()
    expect(told).to_contain_text("precision is 0/0")
    mouse.move(box["x"] + 3, box["y"] + 60)  # the button is up: nothing is dragged
    expect(told).to_contain_text("precision is 0/0")
    curve = bins.locator(".mlc-bins-curve canvas").first
    corner = curve.bounding_box()
    assert corner
    curve.click(position={"x": corner["width"] - 12, "y": 22})  # false and true positive rate 1
    expect(told).to_contain_text('40 are called "8"')


def test_another_share_of_positives_moves_precision_and_leaves_the_threshold(bins: Locator) -> None:
    share = bins.get_by_role("slider", name="positives")
    scores = bins.get_by_role("group", name="scores")
    expect(share).to_have_attribute("aria-valuetext", "20 % (as given)")
    expect(bins.locator(".mlc-readout").first).to_have_text("0.4")
    precision = scores.inner_text()
    share.focus()
    bins.page.keyboard.press("ArrowRight")
    expect(share).to_have_attribute("aria-valuetext", "50 %")
    assert scores.inner_text() != precision
    bins.get_by_text("What is on the screen, in words and numbers").click()
    expect(bins.locator("table caption").first).to_have_text("Confusion matrix")
    cells = [int(each.split()[1]) for each in bins.locator("table td").all_inner_texts()[:4]]
    assert sum(cells) == 16
    assert cells[2] + cells[3] == 8


def test_python_moves_threshold_and_share(lab: Any, page: Page) -> None:
    code = (
        "import mlcourse as ml\np = [i / 40 for i in range(40)]\n"
        "lab = ml.ThresholdLab(p, [i % 5 > 3 for i in range(40)], ml.digits().x[:40])\nlab"
    )
    cell = nbformat.v4.new_code_cell(code, id="cell-0")
    made = nbformat.v4.new_notebook(cells=[cell], metadata=KERNEL)
    notebook = lab.open(page, lab.write("bins.ipynb", made))
    notebook.run_all()
    bins = page.locator(".mlc-bins").first
    slider = bins.get_by_role("slider", name="threshold")
    notebook.ask("lab.place = 0")
    expect(slider).to_have_attribute("aria-valuetext", "1")
    slider.press("ArrowLeft")
    expect(bins.locator(".mlc-bins-told")).to_contain_text("1 are called")
    notebook.ask("lab.share = 0")
    expect(bins.get_by_role("slider", name="positives")).to_have_value("0")
    notebook.close()
