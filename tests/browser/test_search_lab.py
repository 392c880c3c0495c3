"""The search lab in a real JupyterLab: search, budget and candidate by keyboard and by mouse, and from Python."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

CELL = "import mlcourse as ml\nlab = ml.SearchLab()\nlab"


@pytest.fixture(scope="module")
def notebook(lab: Any, page: Page) -> Iterator[Any]:
    with lab.run(page, CELL) as notebook:
        page.locator(".mlc-search").first.wait_for()
        yield notebook


def test_search_budget_and_candidate_are_worked_by_mouse_and_keys(notebook, painted):
    search = notebook.page.locator(".mlc-search").first
    verdict, title = search.locator(".mlc-search-verdict"), search.locator(".mlc-title").first
    expect(title).to_have_text("3 values of η, 3 of λ")
    before = painted(search, 3)
    search.get_by_role("radio", name="random").click()
    expect(title).to_have_text("9 values of η, 9 of λ")
    assert all(a != b for a, b in zip(before, painted(search, 3), strict=True))
    search.get_by_role("radio", name="25").click()
    expect(verdict).to_contain_text("25 trainings, 1,000 steps")
    search.get_by_role("radio", name="2", exact=True).click()
    expect(verdict).to_have_text(notebook.ask("print(lab.header['found']['random/25/1'])"))
    slider, line = search.get_by_role("slider"), search.locator(".mlc-search-line")
    expect(line).to_contain_text("Candidate 0:")
    before = painted(search, 3)
    search.get_by_role("radio", name="random").press("ArrowRight")  # wherever the focus is
    expect(line).to_contain_text("Candidate 1:")
    assert all(a != b for a, b in zip(before, painted(search, 3), strict=True))
    slider.press("End")
    expect(line).to_contain_text("Candidate 24:")
    search.get_by_role("radio", name="4", exact=True).click()
    expect(line).to_contain_text("Candidate 3:")  # the last that there is
    search.get_by_text("What is on the screen, in words and numbers").click()
    expect(search.locator("tbody tr")).to_have_count(4)


def test_python_says_which_search_is_shown(notebook):
    search = notebook.page.locator(".mlc-search").first
    notebook.ask("lab.way, lab.budget, lab.candidate = 'grid', 25, 20")
    expect(search.get_by_role("radio", name="grid")).to_have_attribute("aria-checked", "true")
    expect(search.locator(".mlc-title").first).to_have_text("5 values of η, 5 of λ")
    expect(search.locator(".mlc-search-line")).to_contain_text("Candidate 20:")
    expect(search.locator(".mlc-search-verdict")).to_have_text(
        notebook.ask("print(repr(lab).splitlines()[1].strip())")
    )
