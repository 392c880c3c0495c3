"""Where the cells of a lesson stand among its slides: a tag says it, or else the export's own rule.

The tags are nbconvert's types of slides: ``slide`` and ``subslide`` begin one, ``fragment`` comes by the next key on
the same one, ``same-slide`` (nbconvert's ``-``) stands on it at once, ``notes`` is only said, and ``skip`` is neither.
The build writes the type into the cell's metadata, in the tag's place.
"""

from __future__ import annotations

from nbformat import NotebookNode

from mlcourse.export.slides.cut import slide_type

TYPES = {
    "slide": "slide", "subslide": "subslide", "fragment": "fragment", "same-slide": "-", "notes": "notes",
    "skip": "skip",
}  # fmt: skip


def place_on_slides(cell: NotebookNode) -> None:
    """Give a cell the type of slide that its tag says.

    Raises:
        ValueError: it has two of these tags.
    """
    tags = cell.metadata.pop("tags", [])
    said = [tag for tag in tags if tag in TYPES]
    if len(said) > 1:
        raise ValueError(
            f"a cell has one place among the slides, not {' and '.join(said)}:\n\n{cell.source}"
        )
    if others := [tag for tag in tags if tag not in TYPES]:
        cell.metadata.tags = others
    kind = TYPES[said[0]] if said else slide_type(cell)
    cell.metadata.slideshow = {"slide_type": kind}
