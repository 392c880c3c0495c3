"""From the cells of an executed notebook to slides.

Where a slide begins is said by the cells' metadata, as nbconvert has it: ``slideshow.slide_type`` is ``slide``,
``subslide``, ``fragment`` (the same slide, shown by the next key), ``-`` (the same slide), ``notes`` (only said) or
``skip``. A heading always begins one, and so does what no longer fits. A card becomes two slides: the question, and its
answer. Where a curve is predicted the class has the card itself to draw in.
"""

import io
import re
import tokenize
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import nbformat
from nbformat import NotebookNode

from mlcourse.export.slides.digest import Block, blocks, covered, lines, tables
from mlcourse.export.widgets import VIEW

FULL = 12.5
"""Lines of text that a slide holds."""

SHOW_CODE = "slide-code"
"""The tag of a cell whose code stands on the slide, and then what it shows; of all others only what they show."""

ASKED = "asked"
"""The tag of a cell that stands on two slides, for the class to say first what the first of them leaves out: a table's
numbers below its first row, or the comments of code."""

NOTHING = re.compile(r"(?:\s|#.*|(?:import|from)\b.*)*|(?:ml\.)?check\(.*\)")
"""Code that shows a class nothing: imports, and the check of what a learner has written."""

Header = dict[str, Any]


@dataclass
class Part:
    """One thing on a slide.

    Args:
        cell: Markdown, or code with what it shows.
        late: it is shown by the next key.
    """

    cell: NotebookNode
    late: bool = False


@dataclass
class Slide:
    """A slide.

    Args:
        section: the heading of its part of the lesson.
        heading: what stands at its head, Markdown without the number signs.
        kind: ``title``, ``text``, ``shown``, ``widget``, ``question`` or ``answer``.
        parts: what stands on it.
        card: of a question and its answer: what the card says.
        said: what is only said, Markdown.
    """

    section: str
    heading: str
    kind: str = "text"
    parts: list[Part] = field(default_factory=list)
    card: Header | None = None
    said: list[str] = field(default_factory=list)
    lines: float = 0.0

    @property
    def is_bare(self) -> bool:
        """Whether nothing stands on it but its heading."""
        return not (self.parts or self.card or self.kind == "title")


def markdown(text: str) -> NotebookNode:
    """Return a Markdown cell."""
    cell = {"cell_type": "markdown", "metadata": {}, "source": text}
    return nbformat.from_dict(cell)  # type: ignore[no-untyped-call]


def slide_type(cell: NotebookNode) -> str:
    """Return where a cell belongs, if nobody has said it.

    Args:
        cell: of a lesson.

    Returns:
        As in ``slideshow.slide_type``.

    Example:
        >>> slide_type(markdown("## A section")), slide_type(markdown("*A caption.*"))
        ('slide', 'notes')
    """
    if cell.cell_type == "code":
        return "skip" if NOTHING.fullmatch(cell.source) else "subslide"
    if re.match("#{1,2} ", cell.source):
        return "slide"
    is_seen = any(block.shown or block.lead for block in blocks(cell.source))
    return "subslide" if is_seen else "notes"


def cut(cells: Iterable[NotebookNode], cards: Callable[[str], list[Header]]) -> list[Slide]:
    """Return the slides of a notebook.

    Args:
        cells: executed.
        cards: what says, of a widget's id, which cards with options its view holds.

    Returns:
        Slides, the title first; what was said at a slide on which nothing stands is said at the next one.
    """
    cutter = _Cutter(cards)
    for cell in cells:
        cutter.take(cell)
    return _filled(cutter.slides)


class _Cutter:
    def __init__(self, cards: Callable[[str], list[Header]]) -> None:
        self.slides: list[Slide] = [Slide("", "")]
        self._cards = cards
        self._lead = ""  # a sentence that leads to what comes next

    @property
    def last(self) -> Slide:
        return self.slides[-1]

    def take(self, cell: NotebookNode) -> None:
        where = cell.metadata.get("slideshow", {}).get("slide_type") or slide_type(cell)
        if where == "skip":
            return
        if where == "subslide" and self._is_led_to(cell):
            where = "fragment" if self.last.parts[-1].cell.source.startswith(">") else "-"
        if where in ("slide", "subslide"):
            self._turn()
        if cell.cell_type == "markdown":
            for block in blocks(cell.source):
                self._text(block, where, ASKED in cell.metadata.get("tags", ()))
        elif cell.cell_type == "code" and where != "notes":
            self._code(cell, where == "fragment")

    def _is_led_to(self, cell: NotebookNode) -> bool:
        """Whether a cell prints what the slide's last words lead to, and there is room for it."""
        printed = "".join(each.get("text", "") for each in cell.get("outputs", ()))
        if self.last.kind != "text" or not self.last.parts:
            return False
        leads = self.last.parts[-1].cell.source.endswith(":")
        return leads and 0 < printed.count("\n") <= FULL - self.last.lines

    def _turn(self, **changed: Any) -> None:
        """Go on to a new slide, unless nothing stands on this one."""
        if changed or not self.last.is_bare:
            same = {"section": self.last.section, "heading": self.last.heading}
            self.slides.append(Slide(**{**same, **changed}))

    def _text(self, block: Block, where: str, is_asked: bool) -> None:
        if block.kind == "heading":
            return self._heading(block.text)
        shown, lead = ("", "") if where == "notes" else (block.shown, block.lead)
        if lead and shown in (lead, block.text):
            shown, lead = "", shown  # it stands with what comes next
        elif lead in shown:
            lead = ""
        if block.kind != "caption" and shown != block.text:
            self.last.said.append(block.text)
        if shown and is_asked and block.kind == "table":
            self._place(covered(shown), block.kind, where)
            self._turn()
        for part in tables(shown) if shown and block.kind == "table" else [shown]:
            self._place(part, block.kind, where)
        self._lead = lead or self._lead

    def _heading(self, text: str) -> None:
        level, heading = text.split(" ", 1)
        self._lead = ""
        if level == "#":
            self._turn(section="", heading=heading, kind="title")
        else:
            self._turn(heading=heading, **({"section": heading} if level == "##" else {}))

    def _place(self, text: str, kind: str, where: str) -> None:
        """Put a text on the slide, or on a new one where it is full."""
        if not text:
            return
        lead, self._lead = self._lead, ""
        needed = lines(text) + lines(lead)
        if lead and kind in ("formula", "table", "list"):
            text = f"{lead}\n\n{text}"
        goes_on = where in ("fragment", "-") and not self.last.card
        if self.last.lines + needed > FULL or not (self.last.kind in ("title", "text") or goes_on):
            self._turn()
        self.last.parts.append(Part(markdown(text), where == "fragment"))
        self.last.lines += needed

    def _code(self, cell: NotebookNode, is_late: bool) -> None:
        """Put on slides what a cell shows: cards one by one, all else as it is."""
        rest, curves = [], []
        for output in filter(_is_seen, cell.get("outputs", [])):
            cards = self._cards(viewed(output))
            for card in (card for card in cards if card["options"]):
                self._ask(card)
            curves += [card for card in cards if not card["options"]]
            rest += [] if cards and not curves else [output]
        cell.outputs = rest
        self._show(cell, is_late)
        for card in curves:
            self._turn()
            self.last.card, self.last.kind = card, "answer"

    def _show(self, cell: NotebookNode, is_late: bool) -> None:
        tags = cell.metadata.get("tags", ())
        shows_code = SHOW_CODE in tags
        if not (cell.outputs or shows_code):
            return
        is_widget = any(map(viewed, cell.outputs))
        if is_widget or self.last.card:
            self._turn()
        if self._lead and not is_widget:
            self.last.parts.append(Part(markdown(self._lead)))
        self._lead = ""
        cell.metadata["shows_code"] = shows_code
        if ASKED in tags:
            self.last.kind = "shown"
            self.last.parts.append(Part(without_comments(cell)))
            self._turn()
        self.last.kind = "widget" if is_widget else "shown"
        if shows_code and cell.outputs and ASKED not in tags:  # what it shows comes by the next key
            code = deepcopy(cell)
            code.outputs, cell.metadata["shows_code"] = [], False
            self.last.parts.append(Part(code, is_late))
            is_late = True
        self.last.parts.append(Part(cell, is_late))

    def _ask(self, card: Header) -> None:
        """A slide with the question, and one with its answer."""
        self._lead = ""
        self._turn()
        self.last.card, self.last.kind = card, "question"
        self._turn()
        self.last.card, self.last.kind = card, "answer"


def without_comments(cell: NotebookNode) -> NotebookNode:
    """Return a cell of code without its comments, and without what it shows.

    Example:
        >>> without_comments(nbformat.from_dict({"source": "x = '#'  # a sign", "outputs": []})).source
        "x = '#'"
    """
    found = deepcopy(cell)
    rows = cell.source.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(cell.source).readline):
        if token.type == tokenize.COMMENT:
            line, column = token.start
            rows[line - 1] = rows[line - 1][:column].rstrip()
    found.source, found.outputs = "\n".join(rows), []
    return found


def viewed(output: NotebookNode) -> str:
    """Return the id of the widget that an output shows; "" if it shows none."""
    return str(output.get("data", {}).get(VIEW, {}).get("model_id", ""))


def _is_seen(output: NotebookNode) -> bool:
    """Whether an output shows anything; a progress bar that is done and a warning do not."""
    if output.output_type == "stream":
        return bool(output.name == "stdout" and output.text.strip())
    return output.output_type in ("display_data", "execute_result")


def _filled(slides: list[Slide]) -> list[Slide]:
    """The slides on which something stands; what was said on others is said on the next of their section."""
    found: list[Slide] = []
    waiting: list[str] = []
    for slide, after in zip(slides, [*slides[1:], None], strict=True):
        slide.said = [*waiting, *slide.said]
        waiting = []
        if not slide.is_bare:
            found.append(slide)
        elif after and (after.section == slide.section or not found):
            waiting = slide.said
        elif found:
            found[-1].said += slide.said
    return found
