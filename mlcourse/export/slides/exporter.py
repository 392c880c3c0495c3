"""The exporter: the page's own, with slides in the place of cells."""

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from traitlets import default

import mlcourse.widgets.alone
from mlcourse.export.exporter import TEMPLATES, CourseExporter
from mlcourse.export.slides.cut import Slide, cut
from mlcourse.export.slides.notes import OPENING, minutes_of, sections_of
from mlcourse.export.widgets import PageWidgets

SCRIPT = Path(mlcourse.widgets.alone.__file__).with_name("deck.js")


class SlidesExporter(CourseExporter):
    """Exports an executed notebook as slides in one HTML file that asks the network for nothing.

    ``resources["instructor"]`` may hold the instructor's notes, as ``workshop/NN_topic.md`` has them.

    Example:
        >>> from nbformat.v4 import new_markdown_cell, new_notebook
        >>> notebook = new_notebook(cells=[new_markdown_cell("# Slopes"), new_markdown_cell("## One\\n\\nShort.")])
        >>> page, resources = SlidesExporter().from_notebook_node(notebook)
        >>> page.count('<section class="slide')
        2
    """

    @default("template_name")
    def _template_name_default(self) -> str:
        return "slides"

    @default("extra_template_paths")
    def _extra_template_paths_default(self) -> list[str]:
        return [str(TEMPLATES)]  # where the template finds the page's

    @default("exclude_anchor_links")
    def _exclude_anchor_links_default(self) -> bool:
        return True


@dataclass(frozen=True)
class Section:
    """The slides of a part of the lesson, with what the instructor has noted of it.

    Args:
        name: its heading.
        slides: one after the other.
        notes: Markdown, as the instructor has it.
        begins: minutes from the deck's start.
        minutes: that it takes; 0 where nothing is said of it.
    """

    name: str
    slides: list[Slide]
    notes: str
    begins: int
    minutes: int


class CutSlides(Preprocessor):
    """Puts the slides into the resources; the template's ``conf.json`` names it, before the page is prepared."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Return the notebook, whose cells show only what stands on slides, and resources with its sections.

        Args:
            nb: the notebook; its outputs are changed in place.
            resources: what the template may use.

        Returns:
            Both.
        """
        slides = cut(nb.cells, PageWidgets(nb.metadata).cards)
        resources["sections"] = sections(slides, resources.get("instructor", ""))
        resources["page_script"] = SCRIPT
        return nb, resources


def sections(slides: list[Slide], instructor: str) -> list[Section]:
    """Return the slides by section, with the instructor's notes and the plan of minutes.

    Args:
        slides: of a lesson.
        instructor: the page of notes; may be empty.

    Returns:
        Sections in their order.
    """
    notes = sections_of(instructor.partition("\n")[2]) if instructor else {}
    found, begins = [], 0
    for name, group in groupby(slides, key=lambda slide: slide.section):
        own = notes.pop(name or OPENING, "").strip()
        found.append(Section(name, list(group), own, begins, minutes_of(own)))
        begins += minutes_of(own)
    return found
