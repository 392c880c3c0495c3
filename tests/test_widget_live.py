"""A widget as CONTRIBUTING shows it, and how it follows its files while it is developed."""

import importlib.util
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from mlcourse import MLP, moons, train
from mlcourse.cli.course import find_course
from mlcourse.cli.lab import edit_arguments
from mlcourse.widgets.kit import live


@pytest.fixture
def loss_reader(skeleton: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """CONTRIBUTING's Python file, loaded."""
    file = skeleton / "loss_reader" / "loss_reader.py"
    spec = importlib.util.spec_from_file_location("loss_reader", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "loss_reader", module)
    monkeypatch.setattr(live, "_followers", [])
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def make(loss_reader: ModuleType) -> Callable[[], Any]:
    history = train(MLP((2, 2)), moons(), epochs=1, progress=False)
    return lambda: loss_reader.LossReader(history)


@pytest.fixture
def script(loss_reader: ModuleType) -> Path:
    """The widget's JavaScript file."""
    return Path(str(loss_reader.__file__)).with_suffix(".js")


def test_the_widget_of_contributing_is_whole_and_short(
    make: Callable[[], Any], script: Path
) -> None:
    widget = make()
    assert widget.header["told"][0].startswith("step 0: loss 0.")
    assert ".mlc-slider" in widget._css
    files = (script, script.with_suffix(".py"))
    assert sum(len(file.read_text("utf-8").splitlines()) for file in files) <= 40


def test_an_edited_file_reaches_a_widget_that_is_there(
    make: Callable[[], Any], script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANYWIDGET_HMR", "1")
    monkeypatch.setattr(live, "PAUSE", 0.01)
    widget = make()
    sent = _event(widget, "_esm", '{ role: "note" }')
    script.write_text(script.read_text("utf-8").replace('"status"', '"note"'), encoding="utf-8")
    assert sent.wait(120)
    styled = _event(widget, "_css", ".mlc-reader { gap: 1px; }")
    script.with_suffix(".css").write_text(".mlc-reader { gap: 1px; }", encoding="utf-8")
    assert styled.wait(120)


def _event(widget: Any, trait: str, text: str) -> threading.Event:
    """What is set once the widget's script or style has a text: a file that is being written may be seen empty."""
    there = threading.Event()
    widget.observe(lambda change: text in change["new"] and there.set(), [trait])
    return there


def test_a_widget_made_after_the_edit_has_it_too(
    make: Callable[[], Any], script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script.write_text("export default 1;\n", encoding="utf-8")
    assert make()._esm != "export default 1;\n"  # as it was when the module was loaded
    monkeypatch.setenv("ANYWIDGET_HMR", "1")
    assert make()._esm == "export default 1;\n"


def test_while_a_file_is_half_edited_the_widget_keeps_what_it_has(
    make: Callable[[], Any], script: Path
) -> None:
    widget = make()
    before = widget._esm
    script.write_text('import { gone } from "../kit/colors.js";\n', encoding="utf-8")
    assert (
        live.refresh(widget, script)
        == "loss_reader/loss_reader.js imports 'gone', which kit/colors.js does not export."
    )
    script.unlink()
    assert "the widget needs loss_reader/loss_reader.js, which is not there" in live.refresh(
        widget, script
    )
    assert widget._esm == before


def test_what_cannot_be_joined_is_said_once(
    make: Callable[[], Any],
    script: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ANYWIDGET_HMR", "1")
    monkeypatch.setattr(live, "PAUSE", 0.01)
    looked: list[str] = []
    real = live._refresh_all

    def counted() -> str:
        looked.append(real())
        return looked[-1]

    monkeypatch.setattr(live, "_refresh_all", counted)
    widget = make()
    script.write_text("import nothing;\n", encoding="utf-8")
    until = time.monotonic() + 30
    while sum("says 'import nothing;'" in said for said in looked) < 3 and time.monotonic() < until:
        time.sleep(0.01)
    assert capfd.readouterr().err.count("loss_reader.js says 'import nothing;'") == 1
    del widget


def test_elsewhere_no_file_is_looked_at(
    make: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ANYWIDGET_HMR", raising=False)
    count = len(live._followers)
    make()
    assert len(live._followers) == count


def test_who_edits_the_course_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ANYWIDGET_HMR", raising=False)
    monkeypatch.setattr("os.environ", dict(os.environ))
    edit_arguments(find_course())
    assert live.is_developing()
