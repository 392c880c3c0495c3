"""Firefox and WebKit, as Debian has them: in an exported page no script of an author runs."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from authors_scripts import WORK_ALL, pages_of_scripts
from engines import Engine, Firefox, WebKit


def body(script: str) -> str:
    """The body of an asynchronous function as that of one that returns a promise."""
    return f"return (async (...given) => {{ {script.replace('arguments[0]', 'given[0]')} }})(...arguments)"


def missing(what: str, package: str) -> NoReturn:
    reason = f"{what} was not found (Debian, Ubuntu: sudo apt install {package})"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def firefox(folder: Path) -> Engine:
    program = (
        shutil.which("firefox-esr") or shutil.which("firefox") or missing("Firefox", "firefox-esr")
    )
    return Firefox(program, folder / "profile")


def webkit(folder: Path) -> Engine:
    driver = shutil.which("WebKitWebDriver") or missing("WebKitWebDriver", "webkit2gtk-driver")
    display = shutil.which("Xvfb") or missing("Xvfb", "xvfb")
    browsers = sorted(Path("/usr").glob("lib*/*/webkit2gtk-4.*/MiniBrowser"))
    return WebKit(
        driver,
        str(browsers[-1]) if browsers else missing("MiniBrowser", "webkit2gtk-driver"),
        display,
    )


@pytest.fixture(scope="module", params=[firefox, webkit], ids=["firefox", "webkit"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    engine = request.param(tmp_path_factory.mktemp("browser"))
    yield engine
    engine.close()


def test_no_script_of_an_author_runs(engine: Engine, tmp_path: Path) -> None:
    """Neither in the page as it is nor by its policy alone; with neither policy nor sanitizing many do."""
    for name, page in pages_of_scripts().items():
        (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
        engine.open((tmp_path / f"{name}.html").as_uri())
        found: Any = engine.ask(body(WORK_ALL))
        assert found["places"] >= 40
        assert len(set(found["ran"])) >= 20 if name == "bare" else found["ran"] == [], name
