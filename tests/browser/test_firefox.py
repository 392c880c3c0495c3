"""Lesson 00 in Firefox, in JupyterLab and in Notebook 7: run, played, answered; saved, and alive on another day."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from engines import SECONDS, Firefox, find_firefox, until
from hands import answer, asked, play, see, see_none, tell

from mlcourse.curriculum import find_question
from mlcourse.widgets.kit.widget import RECORDING

(LESSON,) = (Path(__file__).parents[2] / "lessons").glob("00_*.ipynb")
QUESTION = find_question("00.when_it_bends")
RIGHT = next(i for i, option in enumerate(QUESTION.options) if option.right)
PANEL = "window.jupyterapp?.shell?.currentWidget"
KEEP_ALL_CELLS = f"""
    const notebook = {PANEL}.content;
    notebook.notebookConfig = {{ ...notebook.notebookConfig, windowingMode: "none" }};
"""  # on the page, as Notebook.keep_all_cells of conftest.py
AS_PATIENT = """
    const after = AbortSignal.timeout.bind(AbortSignal);
    AbortSignal.timeout = () => after(120000);
"""  # as a page of Chromium's: anywidget gives a model up after two seconds, however busy the machine
OF_NOTEBOOK_7_ITSELF = "/static/notebook/"


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    browser = find_firefox(tmp_path_factory.mktemp("firefox"))
    yield browser
    browser.close()


def show(firefox: Firefox, url: str) -> None:
    """Open a notebook, and wait for its kernel."""
    firefox.open(url)
    until(firefox, f"{PANEL}?.sessionContext?.session?.kernel?.status === 'idle'")


def command(firefox: Firefox, name: str) -> None:
    """Do what a menu would do, and wait until it is done."""
    firefox.ask(f"return window.jupyterapp.commands.execute('{name}').then(() => null)")


def come_to(firefox: Firefox, cell: int) -> None:
    """Scroll to a cell until it shows what was recorded: what is far away is made when JupyterLab has time."""
    shown = (
        f"{PANEL}.content.widgets[{cell}].node.querySelector('[data-shows=\"a recording\"] .mlc')"
    )
    scrolled = f"void {PANEL}.content.scrollToItem({cell}).catch(() => null)"
    until(firefox, f"({scrolled}, {asked(f'isDrawn({shown})')})")


def first(firefox: Firefox, name: str) -> int:
    """The place of the first widget of a class among all."""
    return tell(firefox, f"widgets().findIndex((each) => each.matches('.{name}'))")


def recorded(path: Path, section: str) -> dict[str, Any]:
    """What the progress file says in a section, once it says anything there."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        if path.exists() and (found := json.loads(path.read_text())[section]):
            return found
        time.sleep(0.05)
    pytest.fail(f"nothing of the {section} has been recorded")


@pytest.mark.parametrize("app", ["doc/tree", "notebooks"], ids=["JupyterLab", "Notebook 7"])
def test_lesson_00_runs_plays_and_keeps_an_answer_and_is_alive_another_day(
    firefox: Firefox, lab: Any, tmp_path: Path, app: str
) -> None:
    content, progress = nbformat.read(LESSON, as_version=4), tmp_path / "progress.json"
    own = f"import os\n\nos.environ['MLCOURSE_PROGRESS'] = {str(progress)!r}"
    content.cells.insert(0, nbformat.v4.new_code_cell(own, id="own-progress"))
    name = lab.write(f"firefox-{tmp_path.name}.ipynb", content)
    show(firefox, f"{lab.url}/{app}/{name}?reset")
    firefox.ask(KEEP_ALL_CELLS + AS_PATIENT)
    command(firefox, "notebook:run-all-cells")
    assert firefox.ask("return document.querySelectorAll('[data-mime-type*=error]').length") == 0
    see(firefox, "widgets().length >= 9")
    see_none(firefox, "undrawn()")
    play(firefox, first(firefox, "mlc-player"))
    for card in ("mlc-predict", "mlc-quiz"):
        answer(firefox, first(firefox, card), RIGHT)
    assert recorded(progress, "questions")[QUESTION.id]["right"] is True
    assert len(recorded(progress, "predictions")) == 1
    command(firefox, "docmanager:save")
    until(firefox, f"{PANEL}.context.model.dirty === false")
    firefox.ask(f"return {PANEL}.sessionContext.shutdown()")

    show(firefox, f"{lab.url}/{app}/{name}?reset")
    cells = nbformat.read(lab.root / name, as_version=4).cells
    kept = [i for i, cell in enumerate(cells) if RECORDING in str(cell.get("outputs"))]
    assert len(kept) >= 9
    for i in kept:
        come_to(firefox, i)
        if "ml.TrainingPlayer" in cells[i].source:
            play(firefox, first(firefox, "mlc-player"))
        if QUESTION.id in cells[i].source:
            assert firefox.ask(
                "return document.querySelector('.mlc-quiz [data-sign=right]') !== null"
            )
    assert [each for each in firefox.errors() if OF_NOTEBOOK_7_ITSELF not in each] == []
    assert firefox.elsewhere.asked == []
    firefox.ask(f"return {PANEL}.sessionContext.shutdown()")
