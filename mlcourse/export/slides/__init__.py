"""Slides: an executed lesson as one file for a projector, in which the widgets play (``python -m mlcourse slides NN``).

``cut`` makes slides of the notebook's cells, ``digest`` says what of their text stands on one and what is only said,
``notes`` reads the instructor's. The deck turns, fits and prints itself (``widgets/alone/deck.js``).
"""

from mlcourse.export.slides.exporter import SlidesExporter

__all__ = ["SlidesExporter"]
