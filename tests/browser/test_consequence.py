"""A mistake and what it does, in a real JupyterLab: the check names it, the two runs stand side by side below."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

WRONG = """\
def output_delta(logits, y):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    return p - np.eye(logits.shape[1])[y]"""
IMPORTS = """\
import os
os.environ['MLCOURSE_PROGRESS'] = {!r}
import numpy as np
from mlcourse import check, consequence"""


@pytest.fixture
def notebook(lab: Any, page: Page, tmp_path: Path) -> Iterator[Any]:
    """A notebook with a wrong function, its check, and what it does."""
    code = (
        IMPORTS.format(str(tmp_path / "progress.json")),
        WRONG,
        'check("04.output_delta")',
        'consequence("04.output_delta")',
    )
    with lab.run(page, *code) as notebook:
        yield notebook


def test_what_a_mistake_does_is_said_and_seen(notebook: Any) -> None:
    page = notebook.page
    said = page.locator(".jp-OutputArea-output [role=status]")
    expect(said.first).to_contain_text('See what it does: consequence("04.output_delta")')
    expect(said.nth(1)).to_contain_text("First difference: in step 0, in what output_delta gives.")
    player = page.locator(".mlc").first
    player.wait_for()
    expect(player).to_contain_text("A: right")
    expect(player).to_contain_text("B: yours")
    expect(player).to_contain_text("θ after the step differs for the first time at step 0")
    expect(player).to_contain_text("after step 199")
