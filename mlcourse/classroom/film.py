"""What a run of a learner's own code looks like: a few sentences, and the film of the run under them."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, repr=False)
class Film:
    """A few sentences, with a player if there is a run to be seen; both show themselves in a notebook.

    Args:
        title: the first line.
        lines: what came of it, a sentence or two each.
        player: the run, or two beside each other; None where nothing could be trained.
    """

    title: str
    lines: tuple[str, ...]
    player: Any = None

    def __repr__(self) -> str:
        """Return what is said as text; in a terminal no film is shown."""
        return "\n".join((self.title, *(f"  {line}" for line in self.lines)))

    def _ipython_display_(self) -> None:
        """Show what is said, and the player below it."""
        from IPython.display import display  # only notebooks need it

        said = {"text/plain": repr(self), "text/html": self._html()}
        display(said, raw=True)  # type: ignore[no-untyped-call]
        if self.player is not None:
            display(self.player)  # type: ignore[no-untyped-call]

    def _html(self) -> str:
        from html import escape

        lines = "".join(f'<p style="margin: 4px 0 0">{escape(line)}</p>' for line in self.lines)
        return (
            '<div role="status" style="max-width: 46em; margin: 4px 0 10px; padding: 8px 14px; line-height: 1.5; '
            "color: var(--jp-content-font-color1, inherit); font-family: var(--jp-content-font-family, sans-serif); "
            'border-left: 4px solid var(--jp-border-color1, #8a8a8a)">'
            f'<div style="font-weight: 600">{escape(self.title)}</div>{lines}</div>'
        )
