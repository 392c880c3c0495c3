"""What the site holds, in the order in which it is offered, by the menu and in Sphinx's tables of contents."""

from pathlib import Path
from typing import NamedTuple

from website.reference import PAGES

ROOT = Path(__file__).resolve().parents[2]


class Group(NamedTuple):
    """Pages that belong together; each by its place without an ending, as Sphinx calls it."""

    name: str
    pages: tuple[str, ...]


def pages(pattern: str) -> tuple[str, ...]:
    """Return the repository's files of a pattern, without their endings."""
    found = sorted(ROOT.glob(pattern))
    return tuple(path.relative_to(ROOT).with_suffix("").as_posix() for path in found)


groups = (
    Group("Lessons", pages("lessons/*.ipynb")),
    Group("Exercises", pages("exercises/*.ipynb")),
    Group("Reference", tuple(f"reference/{page.name}" for page in PAGES)),
    Group("To look up", ("docs/notation", "docs/glossary", "docs/mistakes", "docs/coverage")),
    Group(
        "For instructors",
        ("workshop/README", "docs/grading", "workshop/hub/README", *pages("workshop/[0-9]*.md")),
    ),
    Group("Benchmarks", ("benchmarks/README", *pages("benchmarks/[a-z]*.md"))),
    Group("The project", ("README", "CONTRIBUTING", "CHANGELOG")),
)


def tables_of_contents() -> str:
    """Return the groups as Sphinx's tables of contents, which are not shown: the frame shows the groups."""
    return "\n\n".join(
        "\n".join(["```{toctree}", ":hidden:", f":caption: {group.name}", "", *group.pages, "```"])
        for group in groups
    )
