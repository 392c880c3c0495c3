"""What of a text stands on a slide: headings, formulas, tables, what is short, and of longer paragraphs what is bold.

A lesson's text is written to be read. On a slide stands what a class can take in at a glance, and the rest is said:
the speaker's notes hold all of it. A term is bold where it is said for the first time, and so is what is to be kept in
mind; so of a paragraph that is too long for a slide the sentences with bold words are taken.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

SHORT = 110
"""Characters of a paragraph that is shown as it is."""

ITEM, QUOTE = 170, 420
"""Characters of a list's item, and of a quotation, that are shown; code is shown up to ``CODE_LINES``."""

LEAD = 200  # characters of a sentence that leads to what a cell shows
CODE_LINES = 16
ROWS = 7  # of a table
WIDTH, WIDE = 64, 44  # characters in a line of a slide, and in a formula that could be larger
ENVIRONMENT = re.compile(r"\\begin\{.*?\\end\{", re.DOTALL)
LEADS = re.compile(r":\Z|\A\*\*[^*]*[^*.?!]\*\*\Z")
BOLD = re.compile(r"\*\*(?!Predict)[^*]+\*\*")  # the question comes on a slide of its own
CELL = re.compile(r"\bcells?\b")  # a slide has none
LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\]]*\])*)\]\([^)]*\)")
# Where a sentence ends is looked for outside of these.
WHOLE = re.compile(r"\$[^$]+\$|`[^`]+`|\*\*[^*]+\*\*|\*[^*]+\*|\([^()]*\)")
SENTENCE_END = re.compile(r"(?<=[.?!])[\"”)]?\s+(?=\S)")
ITEM_START = re.compile(r"^(?:[-*]|\d+\.) ", re.MULTILINE)
KINDS = {
    "heading": re.compile(r"#{1,6} "),
    "formula": re.compile(r"\$\$"),
    "table": re.compile(r"\|"),
    "list": ITEM_START,
    "quote": re.compile(r">"),
    "code": re.compile(r"```"),
    "picture": re.compile(r"!\[|<img"),
    "caption": re.compile(r"\*[^*]+\*\s*\Z"),
}


@dataclass(frozen=True)
class Block:
    """A paragraph of Markdown, or what takes the place of one.

    Args:
        kind: one of ``KINDS``, or ``paragraph``.
        text: Markdown.
    """

    kind: str
    text: str

    @property
    def shown(self) -> str:
        """What of it stands on a slide, as Markdown; "" if it is only said.

        Example:
            >>> Block("paragraph", "A **step** is one turn. " + 9 * "More of it is said. ").shown
            'A **step** is one turn.'
        """
        limits = {"paragraph": SHORT, "quote": QUOTE, "caption": 0}
        if self.kind == "formula":
            return one_below_the_other(self.text)
        if self.kind == "paragraph" and CELL.search(self.text):
            return in_bold(self.text)
        if self.kind == "list":
            return self.text if max(map(len, items(self.text))) <= ITEM else in_bold(self.text)
        if self.kind == "code":
            return self.text if self.text.count("\n") <= CODE_LINES else ""
        if len(plain(self.text)) <= limits.get(self.kind, math.inf):
            return self.text
        return "" if self.kind == "caption" else in_bold(self.text)

    @property
    def lead(self) -> str:
        """The sentence that leads to what comes next; "" if there is none, or if it is long.

        Example:
            >>> Block("paragraph", "It is so. Two of them:").lead, Block("paragraph", "**You can**").lead
            ('Two of them:', '**You can**')
        """
        last = sentences(self.text)[-1] if self.kind == "paragraph" else ""
        return last if LEADS.search(last) and len(plain(last)) <= LEAD else ""


def blocks(source: str) -> Iterator[Block]:
    """Yield the blocks of a Markdown cell.

    Args:
        source: Markdown; a code block holds no empty line.

    Yields:
        Blocks, links being the text that they have: a slide leads nowhere.

    Example:
        >>> [block.kind for block in blocks("## Title\\n\\nA text.\\n\\n$$x$$")]
        ['heading', 'paragraph', 'formula']
    """
    for text in re.split(r"\n\s*\n", LINK.sub(r"\1", source).strip()):
        if text:
            found = (kind for kind, begins in KINDS.items() if begins.match(text))
            yield Block(next(found, "paragraph"), text.strip())


def tables(table: str) -> list[str]:
    """Return a table as one or several of at most ``ROWS`` rows, each with its head.

    Example:
        >>> [len(each.splitlines()) for each in tables("| a |\\n|---|" + 9 * "\\n| 1 |")]
        [7, 6]
    """
    head, body = table.splitlines()[:2], table.splitlines()[2:]
    count = math.ceil(len(body) / math.ceil(len(body) / ROWS))
    return ["\n".join([*head, *body[at : at + count]]) for at in range(0, len(body), count)]


def covered(table: str) -> str:
    """Return a table without what stands below its first row; the first column stays.

    Example:
        >>> print(covered("| t | g |\\n|---|---|\\n| 1 | 16 |\\n| 2 | 12 |"))
        | t | g |
        |---|---|
        | 1 | 16 |
        | 2 | |
    """
    rows = table.splitlines()
    return "\n".join([*rows[:3], *map(_first_cell, rows[3:])])


def _first_cell(row: str) -> str:
    """Return a table's row with its first cell alone filled; a bar in a formula or in code ends none."""
    ends = [
        i for i, sign in enumerate(WHOLE.sub(lambda found: "x" * len(found[0]), row)) if sign == "|"
    ]
    return row[: ends[1] + 1] + " |" * (len(ends) - 2)


def one_below_the_other(formula: str) -> str:
    r"""Return a wide formula as several, one below the other, where it has wide spaces.

    Example:
        >>> one_below_the_other(r"$$a_0 = (0.75, 0.5), \qquad \frac{1}{2} + x = (1.5 - 2.5)^2 + (2.5 - 3.5)^2 = 2 .$$")
        '$$a_0 = (0.75, 0.5),$$\n\n$$\\frac{1}{2} + x = (1.5 - 2.5)^2 + (2.5 - 3.5)^2 = 2 .$$'
    """
    inner = formula.strip("$").strip()
    if len(plain(inner)) <= WIDE or "aligned" in inner or "cases" in inner:
        return formula
    return "\n\n".join(f"$${part.strip()}$$" for part in inner.split(r"\qquad") if part.strip())


def lines(text: str) -> float:
    """Return how many lines a text takes on a slide, about.

    Example:
        >>> lines("A word."), lines("$$x$$"), lines("| a | b |\\n|---|---|\\n| 1 | 2 |")
        (1, 2, 4.5)
    """
    if text.startswith("$$"):
        return sum(
            2 + max(map(rows, ENVIRONMENT.findall(part)), default=0) for part in text.split("\n\n")
        )
    if text.startswith("|"):
        return 1.5 * len(text.splitlines())
    if text.startswith("```"):
        return 0.8 * len(text.splitlines())
    return sum(math.ceil(len(plain(each)) / WIDTH) for each in items(text))


def rows(environment: str) -> float:
    """Return how many lines a matrix, or what else has rows, takes more than a formula without."""
    return 1.2 * environment.count(r"\\")


def items(text: str) -> list[str]:
    """Return the items of a list; of any other text the text."""
    return [each for each in ITEM_START.split(text) if each.strip()]


def in_bold(text: str) -> str:
    """Return the sentences that have bold words: one as a paragraph, several as a list; "" if there are none."""
    bold = [each for each in sentences(ITEM_START.sub("", text)) if BOLD.search(each)]
    bold = [each.removeprefix("> ") for each in bold if not each.startswith("(")]
    return bold[0] if len(bold) == 1 else "\n".join(f"- {each}" for each in bold)


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph; bold words that head one belong to it.

    Example:
        >>> sentences("**First.** It is $a. B$. Then (e.g. So) more: this! End")
        ['**First.** It is $a. B$.', 'Then (e.g. So) more: this!', 'End']
    """
    text = " ".join(text.split())
    masked = WHOLE.sub(lambda found: "x" * len(found[0]), text)
    ends = [0, *(found.end() for found in SENTENCE_END.finditer(masked)), len(text)]
    return [text[a:b].strip() for a, b in pairwise(ends)]


def plain(text: str) -> str:
    """Return a text without Markdown's signs, and with a formula about as long as it is when set."""
    text = re.sub(r"\\[a-zA-Z]+", "m", text)
    return re.sub(r"[*`$\\{}^_>]", "", text)
