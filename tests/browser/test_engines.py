"""Chromium, Firefox and WebKit show an exported page: every widget is drawn and plays, no author's script runs."""

import base64
import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from authors_scripts import WORK_ALL, of_markdown, pages_of_scripts
from engines import Chromium, Engine, find_firefox, find_webkit, until
from hands import WAYS, drag, naming, parts, see, see_none, tell
from playwright.sync_api import Browser

PROGRAM = Path(__file__).with_name("lesson_widgets.py")
LISTENING = """
window.told = [];
const tell = (...what) => window.told.push(what.join(" "));
console.error = tell;
const isError = ({ lineno }) => lineno !== 0;
addEventListener("error", (event) => isError(event) && tell("error", event.message ?? event.target.outerHTML), true);
addEventListener("unhandledrejection", ({ reason }) => tell("rejected", reason));
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => tell(violatedDirective, blockedURI));
"""
"""Ahead of a page's own script: it notes what goes wrong, which WebKit tells nobody when it is driven. What has
no line is no error: a size that changed while sizes were told, of a picture that is painted in the next frame."""


@pytest.fixture(scope="module", params=["chromium", "firefox", "webkit"])
def engine(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    engine = {
        "chromium": lambda: Chromium(browser),
        "firefox": lambda: find_firefox(tmp_path_factory.mktemp("firefox")),
        "webkit": find_webkit,
    }[request.param]()
    yield engine
    engine.close()


def body(script: str) -> str:
    """The body of an asynchronous function as that of one that returns a promise."""
    return f"return (async (...given) => {{ {script.replace('arguments[0]', 'given[0]')} }})(...arguments)"


def test_no_script_of_an_author_runs(engine: Engine, tmp_path: Path) -> None:
    """Neither as it is nor by its policy alone, none of Markdown by sanitizing alone; with neither many do."""
    for name, page in pages_of_scripts().items():
        (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
        engine.open((tmp_path / f"{name}.html").as_uri())
        found: Any = engine.ask(body(WORK_ALL))
        assert found["places"] >= 40
        ran = found["ran"] if name != "by sanitizing alone" else of_markdown(found["ran"])
        assert len(set(ran)) >= 20 if name == "bare" else ran == [], name


def test_what_a_page_asks_of_another_machine_is_noted(engine: Engine, tmp_path: Path) -> None:
    noted = engine.elsewhere.asked
    assert noted == []
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><img src='http://elsewhere.invalid/a.png'>")
    engine.open(page.as_uri())
    assert noted
    assert all("elsewhere.invalid" in each for each in noted), noted
    noted.clear()


# ---------------------------------------------------------------- how a page is worked


OPTIONS = "".join(
    f"<label style='display: block'><input type=radio name=o value={i}>{i}</label>"
    for i in range(3)
)


def test_a_press_on_a_page_that_has_moved_reaches_nothing_and_is_repeated(
    engine: Engine, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<!doctype html><div class=mlc>{OPTIONS}</div>", encoding="utf-8")
    engine.open(page.as_uri())
    chosen = "return document.querySelector(':checked')?.value ?? null"
    ((x, y),) = tell(engine, "places(0, 'label', 1, [[0.2, 0.5]])")
    engine.ask("document.querySelector('.mlc').prepend(document.querySelectorAll('label')[2])")
    engine.drag((x, y))
    assert (tell(engine, "isHit()"), engine.ask(chosen)) == (False, None)
    drag(engine, 0, "label", 2, (0.2, 0.5))
    assert engine.ask(chosen) == "1"


# ---------------------------------------------------------------- the widgets of the lessons


@pytest.fixture(scope="module")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a page with all widgets of the lessons, which are run for it."""
    path = tmp_path_factory.mktemp("lessons") / "page.html"
    subprocess.run([sys.executable, PROGRAM, path], check=True, stdout=subprocess.DEVNULL)
    path.write_text(listening(path.read_text(encoding="utf-8")), encoding="utf-8")
    return path.as_uri()


def listening(page: str) -> str:
    """A page with a script ahead of its own, which its policy allows."""
    name = base64.b64encode(hashlib.sha256(LISTENING.encode()).digest()).decode()
    allowed = page.replace("script-src ", f"script-src 'sha256-{name}' ", 1)
    return allowed.replace("<title>", f"<script>{LISTENING}</script><title>", 1)


def test_every_widget_of_the_lessons_is_drawn_in_dark_and_light_and_plays(
    engine: Engine, lessons: str
) -> None:
    engine.open(lessons)
    count = engine.ask("return document.querySelectorAll('.view').length")
    see(engine, f"widgets().length === {count}")
    see_drawn(engine, "dark")  # as the system is
    dark = tell(engine, "allPrints()")
    engine.ask("document.querySelector('.theme [value=light]').click()")
    see_drawn(engine, "light")
    see_none(engine, f"unchanged({dark})")
    worked = []
    for i in range(count):
        has, work = next(way for way in WAYS.items() if parts(engine, i, way[0]))
        before = tell(engine, f"look({i})")
        with naming(engine, i):
            work(engine, i)
            see(engine, f"look({i}) !== {before}")
        worked.append(has)
    assert set(worked) == set(WAYS)
    assert tell(engine, "undrawn()") == []
    assert engine.ask("return window.told") == []
    resources = "return performance.getEntriesByType('resource').map((each) => each.name)"
    assert [url for url in engine.ask(resources) if not url.startswith(("blob:", "data:"))] == []
    assert engine.elsewhere.asked == []


def see_drawn(engine: Engine, mode: str) -> None:
    """Wait until every widget is drawn dark, or light, and its text stands out from its ground."""
    until(engine, f"!document.querySelector('.mlc[data-mode]:not([data-mode={mode}])')")
    see_none(engine, "undrawn()")
    see_none(engine, f"illegible({'1' if mode == 'dark' else '-1'})")
