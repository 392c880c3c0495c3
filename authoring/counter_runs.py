"""Beliefs that a lesson speaks against: the belief, a run that shows otherwise, and why.

A misconception of ``curriculum/beliefs.py`` is met in a lesson in one of two ways:

- **a prediction** has an option that carries it: the run follows the card, and the card says why;
- **a cell with the tag** ``belief-17`` says it in a learner's words, as a quotation. The run is the next cell, and
  why is said after it, in text or on a card::

      # %% [markdown] tags=["belief-17"]
      # > **A common belief:** predictions minus targets are N differences. These predictions are perfect:

      # %%
      print(np.mean((predictions - targets) ** 2))

      # %% [markdown]
      # (N, 1) minus (N,) has the shape (N, N): every prediction was compared with *every* target.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hidden_cells import on_the_page
from nbformat import NotebookNode

from mlcourse import curriculum
from mlcourse.curriculum.beliefs import MISCONCEPTIONS

TAG = re.compile(r"belief-(\d+)")
BEGINS = "> **A common belief:** "
PREDICT = re.compile(r'\bml\.predict\(\s*"([^"]+)"')
CARD = re.compile(r"\bml\.(?:predict|quiz|look_back)\(")

Cells = list[NotebookNode]


def beliefs_of(cell: NotebookNode) -> list[int]:
    """The numbers of the beliefs that a cell states."""
    tags = cell.metadata.get("tags", ())
    return [int(found[1]) for tag in tags if (found := TAG.fullmatch(tag))]


def met(cells: Cells) -> dict[int, list[str]]:
    """Where a lesson runs against each belief: the prediction's id, or the section's heading."""
    found: dict[int, list[str]] = {}
    for number, place in _all_met(on_the_page(cells)):
        found.setdefault(number, []).append(place)
    return found


def problem(cells: Cells) -> str | None:
    """What is wrong with how a lesson states its beliefs; None if nothing is."""
    page = on_the_page(cells)
    for place, cell in enumerate(page):
        if beliefs_of(cell) and (wrong := _wrong(cell, page[place + 1 : place + 4])):
            return f"{wrong}:\n\n{cell.source}"
    return None


def _wrong(cell: NotebookNode, after: Cells) -> str | None:
    """What is wrong with a cell that states beliefs, by itself or by the three cells after it."""
    if unknown := [number for number in beliefs_of(cell) if number not in MISCONCEPTIONS]:
        return f"there is no misconception {unknown[0]} in curriculum/beliefs.py"
    if cell.cell_type != "markdown" or not cell.source.startswith(BEGINS):
        return f"a belief is a text cell that begins with {BEGINS!r}"
    if not after or not _is_run(after[0]):
        return "the cell after a belief is the run that speaks against it"
    whys = [each for each in after[1:] if not _is_run(each)]
    if not whys or whys[0].source.startswith("#"):
        return "after the run that speaks against a belief it is said why"
    return None


def _all_met(page: Cells) -> Iterator[tuple[int, str]]:
    section = ""
    for place, cell in enumerate(page):
        if cell.cell_type == "markdown":
            for number in beliefs_of(cell):
                yield number, section
            section = next(reversed(re.findall(r"^##+ (.+)$", cell.source, re.MULTILINE)), section)
        for predicted in PREDICT.findall(cell.source) if cell.cell_type == "code" else ():
            if any(map(_is_run, page[place + 1 :])):
                options = curriculum.find_prediction(predicted).options
                carried = {option.misconception for option in options} - {None}
                yield from ((number, predicted) for number in sorted(carried))


def _is_run(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and not CARD.search(cell.source)
