"""CONTRIBUTING's widget in a real JupyterLab: it shows, is worked, and follows its files while it is developed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect

CELL = """
import os, sys
os.environ["ANYWIDGET_HMR"] = "1"
sys.path.insert(0, {folder!r})

from loss_reader import LossReader
from mlcourse import MLP, moons, train

history = train(MLP((2, 2)), moons(), epochs=1, progress=False)
reader = LossReader(history)
reader
"""


@pytest.fixture
def notebook(lab: Any, page: Page, skeleton: Path) -> Iterator[Any]:
    cell = nbformat.v4.new_code_cell(CELL.format(folder=str(skeleton / "loss_reader")), id="reader")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    content = nbformat.v4.new_notebook(cells=[cell], metadata=kernel)
    notebook = lab.open(page, lab.write("reader.ipynb", content))
    notebook.run_all()
    yield notebook
    notebook.close()


def told(notebook: Any) -> Locator:
    return notebook.page.locator(".mlc-reader [role=status]")


def test_it_is_worked_and_an_edited_file_shows_while_the_kernel_goes_on(
    notebook: Any, skeleton: Path
) -> None:
    page, files = notebook.page, skeleton / "loss_reader"
    expect(told(notebook)).to_have_text(notebook.ask("print(reader.header['told'][0])"))
    page.get_by_role("slider", name="step").focus()
    page.keyboard.press("ArrowRight")
    expect(told(notebook)).to_have_text(notebook.ask("print(reader.header['told'][1])"))
    notebook.hears("reader.step", 1)

    script = files / "loss_reader.js"
    text = script.read_text("utf-8").replace(
        "told[slider.value]", "`edited, ${told[slider.value]}`"
    )
    script.write_text(text, encoding="utf-8")
    expect(told(notebook)).to_have_text(
        "edited, " + notebook.ask("print(reader.header['told'][1])")
    )

    (files / "loss_reader.css").write_text(".mlc-reader { width: 321px; }", encoding="utf-8")
    expect(page.locator(".mlc-reader")).to_have_css("width", "321px")

    elements = skeleton / "kit" / "elements.js"  # a file that it only imports
    text = elements.read_text("utf-8")
    changed = text.replace("target.textContent = text", "target.textContent = `kit ${text}`")
    assert changed != text
    elements.write_text(changed, encoding="utf-8")
    expect(told(notebook)).to_contain_text("kit edited, step 1: loss")
