"""Every link of a site leads to a page and to one place that is there, and nothing is loaded from elsewhere."""

from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOADED = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src"}


class Page(HTMLParser):
    """The places of a page, and what it leads to and loads."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.places: set[str] = {""}
        self.ids: set[str] = set()
        self.twice: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element's id, and where it leads."""
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            (self.twice if found["id"] in self.ids else self.ids).add(found["id"])
        self.places |= {found[name] for name in ("id", "name") if name in found}
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if found.get(LOADED.get(tag, "")):
            self.loaded.append(found[LOADED[tag]])


@cache
def read(path: Path) -> Page:
    """Return a page, read once."""
    return Page(path)


def broken_links(site: Path) -> list[str]:
    """Return a sentence for each link that leads nowhere, each id given twice, and what is loaded from elsewhere.

    Args:
        site: the folder with the pages.
    """
    read.cache_clear()
    return [
        f"{path.relative_to(site)}: {wrong}"
        for path in sorted(site.rglob("*.html"))
        for wrong in wrong_in(path, site)
    ]


def wrong_in(path: Path, site: Path) -> Iterator[str]:
    """Yield what is wrong with the links of a page."""
    page = read(path)
    for link in page.loaded:
        if urlsplit(link).netloc:
            yield f"{link} is loaded from elsewhere"
    for place in sorted(page.twice):
        yield f"#{place} is the id of two things"
    for link in dict.fromkeys([*page.links, *page.loaded]):
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        if not target.is_file() or site.resolve() not in target.resolve().parents:
            yield f"{link} leads to no file of the site"
        elif target.suffix == ".html" and unquote(parts.fragment) not in read(target).places:
            yield f"{link} leads to no place of that page"
