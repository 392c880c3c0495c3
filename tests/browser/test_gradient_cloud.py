"""The gradient cloud in a real JupyterLab: the batch size by keys and mouse, another moment, and from Python."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

CELL = """import mlcourse as ml
data, network = ml.moons(300, noise=0.2, seed=1), ml.MLP((2, 6, 2), activation="tanh")
run = ml.train(network, data, optimizer=ml.SGD(0.5), epochs=2, seed=1, progress=False)
cloud = ml.GradientCloud(network, {"start": run.initial.theta, "later": run.theta}, data.x, data.y)
cloud"""


@pytest.fixture(scope="module")
def notebook(lab: Any, page: Page) -> Iterator[Any]:
    with lab.run(page, CELL) as notebook:
        page.locator(".mlc-cloud").first.wait_for()
        yield notebook


def test_an_arrow_key_is_one_batch_size_and_with_shift_four_times_it(
    notebook: Any, painted: Any
) -> None:
    cloud = notebook.page.locator(".mlc-cloud").first
    slider, said = cloud.get_by_role("slider", name="batch size"), cloud.locator(".mlc-cloud-said")
    slider.fill("2")
    expect(said).to_contain_text("Batches of 4:")
    before = painted(cloud, 2)
    slider.press("ArrowRight")
    expect(said).to_contain_text("Batches of 8:")
    assert all(a != b for a, b in zip(before, painted(cloud, 2), strict=True))
    expect(cloud.locator(".mlc-cloud-price")).to_contain_text("38 steps")
    said.click()
    notebook.page.keyboard.press("Shift+ArrowRight")
    expect(said).to_contain_text("Batches of 32:")
    notebook.page.keyboard.press("End")
    expect(said).to_contain_text("All 300 examples")
    expect(cloud.locator(".mlc-cloud-price")).to_contain_text("1 step")


def test_another_moment_is_chosen_by_mouse_and_told_in_words(notebook: Any, painted: Any) -> None:
    cloud = notebook.page.locator(".mlc-cloud").first
    cloud.get_by_role("slider", name="batch size").fill("2")
    before = painted(cloud, 2)
    cloud.get_by_role("radio", name="later").click()
    assert all(a != b for a, b in zip(before, painted(cloud, 2), strict=True))
    cloud.get_by_text("What is on the screen, in words and numbers").click()
    expect(cloud.locator("table caption")).to_contain_text("later")
    expect(cloud.locator("tbody tr")).to_have_count(10)


def test_python_moves_the_batch_size(notebook: Any) -> None:
    cloud = notebook.page.locator(".mlc-cloud").first
    notebook.ask("cloud.moment = 'start'; cloud.batch_size = 128")
    expect(cloud.locator(".mlc-cloud-said")).to_contain_text("Batches of 128:")
    expect(cloud.get_by_role("radio", name="start")).to_have_attribute("aria-checked", "true")
