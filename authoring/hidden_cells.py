"""Cells that stand in a lesson's source and on no learner's page. A tag says which kind a cell is of.

- ``test``: code that asserts what the cells before it have shown. The tests run it at its place.
- ``try``: an experiment to which the text invites. Its first lines are comments that say what the learner is to edit,
  ``# old → new``, each in the nearest cell above that holds ``old``. The tests run the lesson so edited, to its end,
  and at the place of this cell what follows the comments, which asserts what the text says of the outcome.
- ``instructor``: a note for whoever teaches with the lesson, in Markdown. The build writes all of them to
  ``workshop/NN_topic.md``, under the headings of the sections in which they stand. A note may begin with the minutes
  that its section takes, ``**8 min.**``; their sum stands at the page's head.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from nbformat import NotebookNode

TEST, TRY, INSTRUCTOR = "test", "try", "instructor"
EDIT = re.compile(r"# (?P<old>.+) → (?P<new>.+)")
HEADING = re.compile(r"^#+ .+$", re.MULTILINE)
MINUTES = re.compile(r"\*\*(\d+) min\.\*\*")

Cells = list[NotebookNode]


def is_a(kind: str, cell: NotebookNode) -> bool:
    """Whether a cell has this tag."""
    return kind in cell.metadata.get("tags", ())


def on_the_page(cells: Iterable[NotebookNode]) -> Cells:
    """The cells that a learner gets."""
    return [cell for cell in cells if not any(is_a(kind, cell) for kind in (TEST, TRY, INSTRUCTOR))]


def code(cells: Iterable[NotebookNode]) -> Cells:
    """The cells that run."""
    return [cell for cell in cells if cell.cell_type == "code"]


# --- the tests


def with_tests(cells: Iterable[NotebookNode]) -> list[str]:
    """The code of the learner's cells and of the lesson's tests, in their order."""
    return [cell.source for cell in code(cells) if not is_a(TRY, cell)]


def experiments(cells: Iterable[NotebookNode]) -> list[list[str]]:
    """For each experiment, the code of the learner's cells, edited as it says, with its own in its place."""
    cells = [cell for cell in code(cells) if not is_a(TEST, cell)]
    return [edited(cells, i) for i, cell in enumerate(cells) if is_a(TRY, cell)]


def edited(cells: Cells, place: int) -> list[str]:
    """The code of `cells`, edited as the experiment at `place` says, without the other experiments.

    Raises:
        ValueError: it says no edit, or what is to be edited stands nowhere above it.
    """
    sources = [cell.source for cell in cells]
    if not EDIT.match(sources[place]):
        raise ValueError(
            f"An experiment begins with `# old → new`; this one does not:\n{sources[place]}"
        )
    for line in sources[place].splitlines():
        if (edit := EDIT.fullmatch(line)) is None:
            break
        above = [i for i in range(place) if not is_a(TRY, cells[i]) and edit["old"] in sources[i]]
        if not above:
            raise ValueError(
                f"{edit['old']!r} is to be edited and stands in no cell above:\n{sources[place]}"
            )
        sources[above[-1]] = sources[above[-1]].replace(edit["old"], edit["new"])
    return [text for i, text in enumerate(sources) if i == place or not is_a(TRY, cells[i])]


def run(sources: Iterable[str], namespace: dict[str, Any], name: str) -> None:
    """Run code cells one after the other in a namespace; a traceback says which one failed."""
    for i, source in enumerate(sources):
        exec(compile(source, f"{name}, code cell {i}", "exec"), namespace)


# --- the instructor's notes


def workshop(cells: Iterable[NotebookNode], title: str) -> str | None:
    """The page of a lesson's notes for the instructor, each under its section's heading; None if there are none."""
    section, parts, notes = "", [], []
    for cell in cells:
        if is_a(INSTRUCTOR, cell):
            parts += [section, cell.source] if section else [cell.source]
            notes.append(cell.source)
            section = ""
        elif cell.cell_type == "markdown" and (headings := HEADING.findall(cell.source)):
            section = headings[-1] if headings[-1].startswith("## ") else ""
    if not notes:
        return None
    minutes = sum(int(found[1]) for note in notes if (found := MINUTES.match(note)))
    head = f"# {title}: notes for the instructor\n\nThe parts take {minutes} minutes together."
    return "\n\n".join([head, *parts]) + "\n"
