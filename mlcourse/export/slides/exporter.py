"""The exporter: the page's own, with slides in the place of cells."""

from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from traitlets import default

import mlcourse.widgets.alone
from mlcourse.curriculum.tracks import OPENING
from mlcourse.export.exporter import TEMPLATES, CourseExporter
from mlcourse.export.slides.cut import Slide, cut, viewed
from mlcourse.export.slides.held import Held
from mlcourse.export.slides.notes import clock, minutes_of, sections_of
from mlcourse.export.widgets import PageWidgets

SCRIPT = Path(mlcourse.widgets.alone.__file__).with_name("deck.js")


class SlidesExporter(CourseExporter):
    """Exports an executed notebook as slides in one HTML file that asks the network for nothing.

    ``resources["instructor"]`` may hold the instructor's notes, as ``workshop/NN_topic.md`` has them, and
    ``resources["held"]`` what a track holds of the lesson: then the slides are those of these sections.

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
        widgets = PageWidgets(nb.metadata)
        leave_out_hidden(nb, widgets)
        slides = cut(nb.cells, widgets.cards)
        found = sections(slides, resources.get("instructor", ""))
        if track := resources.get("held"):
            found = in_track(found, track)
        resources["sections"] = found
        resources["page_script"] = SCRIPT
        leave_out_what_is_on_none(nb, found)
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


def in_track(found: list[Section], track: list[Held]) -> list[Section]:
    """Return the sections that a track holds, with its times; the title comes first in any case.

    Args:
        found: all sections of a lesson.
        track: what a track holds of it, one or more.

    Returns:
        Sections that begin as long after the first one as they do in the track, breaks between them included; their
        notes say when in the track that is, and what it has next.
    """
    start = track[0].begins
    kept = [] if track[0].section in ("", OPENING) else [Section("", found[0].slides[:1], "", 0, 0)]
    for each in track:
        of_all = [(name_of(section, i), section) for i, section in enumerate(found)]
        own = [section for name, section in of_all if each.section in ("", name)]
        shift = each.begins - own[0].begins
        kept += [placed(section, shift, start) for section in own]
        if each.after:
            kept[-1] = replace(kept[-1], notes=f"{kept[-1].notes}\n\n**After this:** {each.after}")
    return kept


def placed(section: Section, shift: int, start: int) -> Section:
    """Return a section with its time in a track.

    Args:
        section: of the whole lesson.
        shift: by how many minutes it begins later in the track than in the lesson.
        start: the minute of the track at which the deck begins.
    """
    begins = section.begins + shift
    said = f"*In the track from {clock(begins)} to {clock(begins + section.minutes)}.*"
    notes = f"{section.notes}\n\n{said}" if section.minutes else section.notes
    return replace(section, begins=begins - start, notes=notes)


def name_of(section: Section, place: int) -> str:
    """Return by what name the notes know a section: the first is the lesson's opening."""
    return section.name or ("" if place else OPENING)


def leave_out_hidden(nb: NotebookNode, widgets: PageWidgets) -> None:
    """Take the views from the notebook's cells that show nothing."""
    for cell in (cell for cell in nb.cells if cell.cell_type == "code"):
        cell.outputs = [each for each in cell.outputs if not widgets.is_hidden(viewed(each))]


def leave_out_what_is_on_none(nb: NotebookNode, found: list[Section]) -> None:
    """Take from the notebook's cells what they show where it stands on no slide, so that the page does not carry it."""
    shown = {id(part.cell) for each in found for slide in each.slides for part in slide.parts}
    for cell in nb.cells:
        if cell.cell_type == "code" and id(cell) not in shown:
            cell.outputs = []
