"""The border to draw, in JupyterLab: by mouse and by keys it reaches the kernel, and what the kernel sets is shown."""

from typing import Any

from playwright.sync_api import Page, expect

CELL = "import mlcourse as ml\npad = ml.DrawnBorder()\npad"
LEFT = "print(round(pad.border[0], 1), round(pad.border[20], 1), round(pad.border[40], 1))"


def test_what_is_drawn_reaches_the_kernel_and_back(lab: Any, page: Page) -> None:
    with lab.run(page, CELL) as notebook:
        plane = page.get_by_role("slider", name="draw x₁ over x₀")
        plane.scroll_into_view_if_needed()
        assert notebook.ask(LEFT) == "-0.9 0.0 0.9"  # the wave
        box = plane.bounding_box()
        assert box
        page.mouse.move(box["x"] + 1, box["y"] + box["height"] / 4)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] - 1, box["y"] + box["height"] / 4, steps=6)
        page.mouse.up()
        left, middle, right = notebook.ask(LEFT).split()
        assert left == middle == right
        assert 0.8 < float(left) < 1.4
        plane.focus()
        page.keyboard.press("Home")
        page.keyboard.press("ArrowDown")
        assert float(notebook.ask(LEFT).split()[0]) < float(left)
        page.get_by_role("button", name="Undo").click()
        assert notebook.ask(LEFT).split()[0] == left
        notebook.ask("pad.border = [1.5] * 41")
        plane.focus()
        expect(plane).to_have_attribute("aria-valuetext", "x₁ 1.5 at x₀ −2")
