"""Chromium, Firefox and WebKit show an exported page: every widget is drawn and plays, no author's script runs."""

import base64
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from authors_scripts import WORK_ALL, pages_of_scripts
from engines import Chromium, Engine, find_firefox, find_webkit, until
from playwright.sync_api import Browser

PROGRAM = Path(__file__).with_name("lesson_widgets.py")
WORKED = Path(__file__).with_name("worked.js").read_text(encoding="utf-8")
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
    """Neither in the page as it is nor by its policy alone; with neither policy nor sanitizing many do."""
    for name, page in pages_of_scripts().items():
        (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
        engine.open((tmp_path / f"{name}.html").as_uri())
        found: Any = engine.ask(body(WORK_ALL))
        assert found["places"] >= 40
        assert len(set(found["ran"])) >= 20 if name == "bare" else found["ran"] == [], name


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


def tell(engine: Engine, what: str) -> Any:
    """Ask worked.js."""
    return engine.ask(f"{WORKED}; return {what};")


def parts(engine: Engine, i: int, selector: str) -> int:
    """How many parts of a widget can be worked."""
    return tell(engine, f"parts({i}, {json.dumps(selector)}).length")


def drag(engine: Engine, i: int, selector: str, which: int, *places: tuple[float, float]) -> None:
    """Drag the mouse over a part of a widget, along places in fractions of its width and height."""
    found = tell(engine, f"places({i}, {json.dumps(selector)}, {which}, {json.dumps(places)})")
    engine.drag(*((x, y) for x, y in found))


def focus(engine: Engine, i: int, selector: str) -> None:
    tell(engine, f"parts({i}, {json.dumps(selector)})[0].focus()")


def answer(engine: Engine, i: int) -> None:
    """Choose the first of each group of options by the mouse, or draw a curve; then hand in."""
    for group in range(parts(engine, i, FIRST)):
        drag(engine, i, FIRST, group, MIDDLE)
    if parts(engine, i, "canvas"):
        drag(engine, i, "canvas", 0, *CURVE)
    drag(engine, i, "[type=submit]", 0, MIDDLE)


def put_in_order(engine: Engine, i: int) -> None:
    """Move a line over by the mouse."""
    drag(engine, i, ".mlc-order-line", 2, MIDDLE)


def play(engine: Engine, i: int) -> None:
    """Let it play by its key from the start, and stop it by the same."""
    focus(engine, i, STEPS)
    engine.press("Home")
    engine.press(" ")
    until(engine, f"(() => {{ {WORKED}; return parts({i}, {json.dumps(STEPS)})[0].value > 0 }})()")
    engine.press(" ")
    until(engine, f"(() => {{ {WORKED}; return parts({i}, {json.dumps(PLAY)}).length === 1 }})()")


def move(engine: Engine, i: int) -> None:
    """Move its first slider by a key."""
    focus(engine, i, SLIDER)
    is_last = tell(
        engine, f"(({{ value, max }}) => value === max)(parts({i}, {json.dumps(SLIDER)})[0])"
    )
    engine.press("ArrowLeft" if is_last else "ArrowRight")


def choose(engine: Engine, i: int) -> None:
    """Press the first of its buttons that is not pressed yet."""
    drag(engine, i, UNPRESSED, 0, MIDDLE)


FIRST = "fieldset label:first-of-type, .mlc-options .mlc-option:first-of-type label"
PLAY, STEPS = "[data-shows=play]", ".mlc-transport input[type=range]"
SLIDER = "input[type=range]:not([max='0'])"
UNPRESSED = "[role=radio][aria-checked=false], button.mlc-forward-unit:not([aria-pressed=true])"
MIDDLE = (0.5, 0.5)
CURVE = ((0.2, 0.3), (0.5, 0.6), (0.9, 0.4))
WAYS = {
    ".mlc-order-line": put_in_order,
    "[type=submit]": answer,
    PLAY: play,
    SLIDER: move,
    UNPRESSED: choose,
}
"""By what a widget has, how it is worked: the first that it has."""


def test_every_widget_of_the_lessons_is_drawn_in_dark_and_light_and_plays(
    engine: Engine, lessons: str
) -> None:
    engine.open(lessons)
    count = engine.ask("return document.querySelectorAll('.view').length")
    until(engine, f"document.querySelectorAll('.view > .mlc').length === {count}")
    for mode in ("dark", "light"):  # the system is dark
        if mode == "light":
            engine.ask("document.querySelector('.theme [value=light]').click()")
        until(engine, f"!document.querySelector('.mlc[data-mode]:not([data-mode={mode}])')")
        until(engine, f"(() => {{ {WORKED}; return undrawn().length === 0 }})()")
    worked = []
    for i in range(count):
        has, work = next(way for way in WAYS.items() if parts(engine, i, way[0]))
        before = tell(engine, f"look({i})")
        work(engine, i)
        until(engine, f"(() => {{ {WORKED}; return look({i}) !== {before} }})()")
        worked.append(has)
    assert set(worked) == set(WAYS)
    assert tell(engine, "undrawn()") == []
    assert engine.ask("return window.told") == []
    asked = "return performance.getEntriesByType('resource').map((each) => each.name)"
    assert [url for url in engine.ask(asked) if not url.startswith(("blob:", "data:"))] == []
