"""What ``check`` says: evidence first, the likely cause second."""

import re
from dataclasses import dataclass
from typing import Literal

from mlcourse.checks.task import Mistake, Task

Status = Literal["passed", "failed", "blank"]

SYMBOLS: dict[Status, str] = {"passed": "✓", "failed": "✗", "blank": "○"}
WORDS: dict[Status, str] = {
    "passed": "right",
    "failed": "not yet right",
    "blank": "not attempted yet",
}
COLORS: dict[Status, str] = {
    "passed": "var(--jp-success-color1, #2e7d32)",
    "failed": "var(--jp-error-color1, #c62828)",
    "blank": "var(--jp-border-color1, #8a8a8a)",
}
CONVENTION = "This is another convention, not a mistake in the mathematics."
CODE = re.compile(
    r"(?<![\w.&#])(np\.\w+|[A-Za-z]\w*\[[\w:, ]+\]|\[:, \w+\]|[A-Z]\w*\.T\b|\w+=(?:True|False|\d+)|[a-z]+_[a-z]+)"
)
EMPHASIS = re.compile(r"(?<![\w*])\*(\w(?:[^*]*\w)?)\*(?![\w*])")
PRINTED = 2000  # characters of the answer's own output that are shown


@dataclass(frozen=True, repr=False)
class Verdict:
    """What a check found.

    Args:
        task: the task that was checked.
        status: "passed", "failed", or "blank" where nothing was attempted yet.
        evidence: what was seen.
        cause: what it likely comes from.
        mistake: the known mistake that it is, if it is one.
        remark: something by the way.
        printed: what the answer printed while it was checked.
        helpers: functions of other tasks that are to be mended first, by their names.
    """

    task: Task
    status: Status
    evidence: str = ""
    cause: str = ""
    mistake: Mistake | None = None
    remark: str = ""
    printed: str = ""
    helpers: tuple[str, ...] = ()

    @property
    def symbol(self) -> str:
        """✓, ✗ or ○."""
        return SYMBOLS[self.status]

    @property
    def points(self) -> int:
        """The points that are earned."""
        return self.task.points if self.status == "passed" else 0

    @property
    def lines(self) -> tuple[str, ...]:
        """What it says below its head, line by line."""
        why = self.task.why if self.status == "passed" else ""
        convention = CONVENTION if self.mistake and self.mistake.is_convention else ""
        said = (why, self.evidence, f"{convention} {self.cause}".strip(), self.remark)
        return tuple(line for each in said for line in each.splitlines() if line)

    @property
    def hint(self) -> str:
        """How to get a hint; nothing where none is needed."""
        return "" if self.status == "passed" else f'hint("{self.task.id}")'

    @property
    def consequence(self) -> str:
        """How to see what a named mistake does, where the task's function takes part in training."""
        seen = self.mistake is not None and self.task.in_training is not None
        return f'consequence("{self.task.id}")' if seen else ""

    @property
    def text(self) -> str:
        """All of it as plain text."""
        said = [f"{self.symbol} {self._head}", *(f"  {line}" for line in self.lines)]
        if self.hint:
            said.append(f"  A hint: {self.hint}")
        if self.consequence:
            said.append(f"  See what it does: {self.consequence}")
        if self.printed:
            said += ["  Your code printed:", *(f"    {line}" for line in self._shown.splitlines())]
        return "\n".join(said)

    def __repr__(self) -> str:
        """Return it as plain text."""
        return self.text

    def _repr_html_(self) -> str:
        """Return it for Jupyter, in the theme's own colors; no meaning hangs on color alone."""
        from html import escape  # only notebooks need it

        quiet = "color: var(--jp-content-font-color2, inherit); font-size: 92%"
        color = COLORS[self.status]
        head = (
            f'<div style="font-weight: 600"><span aria-hidden="true" style="'
            f'display: inline-block; width: 1.4em">{self.symbol}</span>{escape(self._head)}</div>'
        )
        body = [f'<p style="margin: 4px 0 0">{_code(escape(line))}</p>' for line in self.lines]
        if self.hint:
            body.append(
                f'<p style="margin: 6px 0 0; {quiet}">A hint: <code>{escape(self.hint)}</code></p>'
            )
        if self.consequence:
            body.append(
                f'<p style="margin: 0; {quiet}">See what it does: <code>{escape(self.consequence)}</code></p>'
            )
        if self.printed:
            body.append(
                f'<details style="margin: 6px 0 0; {quiet}"><summary style="cursor: pointer">'
                'What your code printed</summary><pre style="max-height: 16em; overflow: auto">'
                f"{escape(self._shown)}</pre></details>"
            )
        return (
            f'<div role="status" style="max-width: 46em; margin: 4px 0; padding: 8px 14px; line-height: 1.5; '
            "text-wrap: pretty; color: var(--jp-content-font-color1, inherit); "
            "font-family: var(--jp-content-font-family, sans-serif); "
            f'border-left: 4px solid {color}">{head}<div style="padding-left: 1.4em">{"".join(body)}</div></div>'
        )

    @property
    def _head(self) -> str:
        worth = f"{self.points} of {_points(self.task.points)}"
        counted = f" · {worth}" if self.status != "blank" else f" · {_points(self.task.points)}"
        return f"{self.task.title}: {WORDS[self.status]}{counted}"

    @property
    def _shown(self) -> str:
        cut = len(self.printed) > PRINTED
        return self.printed[:PRINTED] + "\n…" * cut


def emphasized(line: str) -> str:
    """Return a line of HTML, without code, in which what stands between *asterisks* is set apart.

    Example:
        >>> emphasized("of *all* images, 2 * 3 * 4")
        'of <em>all</em> images, 2 * 3 * 4'
    """
    return EMPHASIS.sub(r"<em>\1</em>", line)


def _code(line: str) -> str:
    """Return a line of HTML in which what stands between `backticks`, or can only be code, is set as code."""
    pieces = line.split("`")
    pieces[::2] = [
        re.sub(
            r"\b(lesson|is) (?=[\d(])", r"\1&nbsp;", CODE.sub(r"<code>\1</code>", emphasized(each))
        )
        for each in pieces[::2]
    ]
    pieces[1::2] = [f"<code>{each}</code>" for each in pieces[1::2]]
    return "".join(pieces)


def _points(count: int) -> str:
    return "1 point" if count == 1 else f"{count} points"
