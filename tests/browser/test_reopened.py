"""Notebooks that were run, saved, closed and opened again: their widgets show, play and keep what was answered."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from mlcourse.curriculum import find_question
from mlcourse.widgets.kit.widget import RECORDING

LESSONS = Path(__file__).parents[2] / "lessons"
QUESTION = find_question("02.shapes")
RIGHT = next(i for i, option in enumerate(QUESTION.options) if option.right)
WRONG = next(i for i, option in enumerate(QUESTION.options) if not option.right)
PANEL = "window.jupyterapp.shell.currentWidget"
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
NOTEBOOK_7 = "notebooks"

SHOWN = f"""(i) => {{
    const shown = {PANEL}.content.widgets[i].node.querySelector("[data-shows='a recording'] .mlc");
    const isPainted = (canvas) => {{
        if (!canvas.width || !canvas.height) return false;
        const {{ data }} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        return data.some((byte, at) => byte !== data[at % 4]);
    }};
    const pictures = [...(shown?.querySelectorAll("canvas") ?? [])].filter((each) => each.checkVisibility());
    return shown?.checkVisibility() && pictures.every(isPainted);
}}"""  # whether a cell shows a recording, and each of its pictures has something in it


@pytest.fixture(autouse=True)
def _leaving_a_page_is_no_problem(problems: Any) -> Iterator[None]:
    yield
    problems[:] = [each for each in problems if "Could not restore the debugger state" not in each]


def saved(notebook: Any) -> None:
    """Save the notebook, and wait until it is."""
    notebook.command("docmanager:save")
    notebook.page.wait_for_function(f"{PANEL}.context.model.dirty === false")


def reopened(lab: Any, notebook: Any, name: str) -> Any:
    """Close a notebook with its kernel, and open it as on another day."""
    saved(notebook)
    notebook.close()
    notebook.page.goto("about:blank")
    return lab.open(notebook.page, name)


def is_dirty(notebook: Any) -> bool:
    return notebook.page.evaluate(f"{PANEL}.context.model.dirty")


# ---------------------------------------------------------------- whole lessons


@pytest.mark.parametrize("number", ["00", "04"])
def test_a_lesson_of_another_day_shows_every_widget(
    lab: Any, page: Page, problems: Any, number: str
) -> None:
    (path,) = LESSONS.glob(f"{number}_*.ipynb")
    name = lab.write(f"reopened-{number}.ipynb", nbformat.read(path, as_version=4))
    notebook = lab.open(page, name)
    notebook.keep_all_cells()
    notebook.run_all()
    again = reopened(lab, notebook, name)
    assert (lab.root / name).stat().st_size < 2_000_000
    cells = nbformat.read(lab.root / name, as_version=4).cells
    kept = [i for i, cell in enumerate(cells) if RECORDING in str(cell.get("outputs"))]
    assert len(kept) >= 9
    for cell in kept:
        come_to(page, cell)
    if number == "00":
        come_to(page, next(i for i in kept if "TrainingPlayer" in cells[i].source))
        plays(page.locator(".mlc-player").first)
    expect(page.get_by_text("model not found")).to_have_count(0)
    assert not is_dirty(again)
    again.close()
    problems[:] = [each for each in problems if "widget model not found" not in each]  # a bar


def plays(player: Locator) -> None:
    """Let a player play, and wait until it has made three steps."""
    slider = player.get_by_role("slider", name="training step")
    player.get_by_role("button", name="Play (space)").click()
    player.page.wait_for_function("(node) => node.value >= 3", arg=slider.element_handle())


def come_to(page: Page, cell: int) -> None:
    """Scroll to a cell, and wait until it shows its widget: what is far away is made when JupyterLab has time."""
    for _ in range(1200):
        page.evaluate(f"(i) => void {PANEL}.content.scrollToItem(i).catch(() => null)", cell)
        if page.evaluate(SHOWN, cell):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"cell {cell} shows no recording, or an empty picture")


# ---------------------------------------------------------------- a small notebook


def cells(folder: Path) -> tuple[str, ...]:
    return (
        f"import os\nos.environ['MLCOURSE_PROGRESS'] = {str(folder / 'progress.json')!r}\nimport mlcourse as ml",
        f"card = ml.quiz({QUESTION.id!r})\ncard",
        "",
        "import numpy as np\nml.Standardizer.fit(np.outer(np.arange(3.0), np.arange(200.0)))",
    )


@pytest.fixture
def notebook(lab: Any, page: Page, tmp_path: Path) -> Iterator[Any]:
    """A notebook with a question that nobody has answered yet, which was run."""
    with lab.run(page, *cells(tmp_path)) as notebook:
        card(notebook).wait_for()
        yield notebook


def card(notebook: Any) -> Locator:
    return notebook.page.locator(".mlc-quiz")


def option(notebook: Any, i: int) -> Locator:
    return card(notebook).locator(".mlc-option").nth(i)


def answer(notebook: Any, i: int) -> None:
    option(notebook, i).locator("label").click()
    card(notebook).get_by_role("button", name="Answer").click()


def test_the_race_and_the_cloud_of_another_day_are_worked_without_a_kernel(
    lab: Any, page: Page
) -> None:
    data = "ml.moons(40, seed=1)"
    cloud = (
        f"ml.GradientCloud(ml.MLP((2, 2)), {{'now': [0.1] * 6}}, {data}.x, {data}.y, batch_size=4)"
    )
    with lab.run(page, "import mlcourse as ml\nml.Race()", cloud) as notebook:
        page.locator(".mlc-cloud").wait_for()
        again = reopened(lab, notebook, notebook.name)
        come_to(page, 1)
        come_to(page, 0)
        race, cloud_again = page.locator(".mlc-race"), page.locator(".mlc-cloud")
        race.locator(".mlc-forward").click()
        expect(race.locator(".mlc-race-verdict")).to_contain_text("After 1 step")
        expect(race.locator(".mlc-race-ledger tbody td").last).not_to_have_text("–")
        race.get_by_role("button", name="each its own best η").click()
        expect(race.locator(".mlc-race-note")).to_contain_text("kernel")
        come_to(page, 1)
        cloud_again.get_by_role("slider", name="batch size").press("ArrowRight")
        expect(cloud_again.locator(".mlc-cloud-said")).to_contain_text("Batches of 8:")
        assert (lab.root / again.name).stat().st_size < 600_000


def test_what_was_answered_later_shows_and_what_cannot_show_says_what_helps(
    lab: Any, notebook: Any, problems: Any
) -> None:
    slider = "import ipywidgets\nipywidgets.IntSlider()"
    notebook.page.evaluate(
        f"(code) => {PANEL}.content.widgets[2].model.sharedModel.setSource(code)", slider
    )
    notebook.run_all()
    saved(notebook)
    answer(notebook, WRONG)
    notebook.hears("card.answers", [WRONG])
    notebook.page.wait_for_function(f"{PANEL}.context.model.dirty")
    again = reopened(lab, notebook, notebook.name)
    expect(option(again, WRONG)).to_have_attribute("data-sign", "wrong")
    expect(again.page.get_by_text("run this cell again to see it")).to_be_visible()
    expect(again.page.get_by_text("model not found")).to_have_count(0)
    assert not is_dirty(again)
    problems[:] = [each for each in problems if "widget model not found" not in each]  # the slider


def test_a_notebook_that_nobody_trusts_shows_them_too(lab: Any, notebook: Any) -> None:
    saved(notebook)
    notebook.close()
    path = lab.root / notebook.name
    content = nbformat.read(path, as_version=4)
    content.cells.append(nbformat.v4.new_code_cell("'from elsewhere'"))
    nbformat.write(content, path)
    notebook.page.goto("about:blank")
    again = lab.open(notebook.page, notebook.name)
    assert not again.page.evaluate(f"{PANEL}.content.widgets[1].model.trusted")
    expect(card(again)).to_be_visible()
    tells_numbers(again.page)


def tells_numbers(page: Page) -> None:
    """Point at the record's first array, of whose 200 numbers, 0 to 199, every 2nd is drawn."""
    picture = page.locator("img.mlc-heat").first
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box
    x = box["x"] + 1 + (box["width"] - 2) * 7.5 / 100
    page.mouse.move(x, box["y"] + 5)
    expect(page.get_by_text("[14] 14", exact=True)).to_be_visible()


@pytest.mark.parametrize("day", ["today", "another day"])
def test_a_new_view_for_an_output_shows_its_widget(lab: Any, notebook: Any, day: str) -> None:
    if day == "another day":
        notebook = reopened(lab, notebook, notebook.name)
    expect(card(notebook)).to_be_visible()
    notebook.page.evaluate(f"{PANEL}.content.activeCellIndex = 1")
    notebook.command("notebook:create-output-view")
    view = notebook.page.locator(".jp-LinkedOutputView .mlc-quiz")
    expect(view).to_be_visible()
    view.locator(".mlc-option label").nth(WRONG).click()
    view.get_by_role("button", name="Answer").click()
    for place in (".jp-LinkedOutputView", ".jp-NotebookPanel"):
        chosen = notebook.page.locator(f"{place} .mlc-quiz .mlc-option").nth(WRONG)
        expect(chosen).to_have_attribute("data-sign", "wrong")
    notebook.page.evaluate(
        """() => {
            const { shell } = window.jupyterapp, all = [...shell.widgets("main")];
            shell.activateById(all.find((each) => each.sessionContext).id);
        }"""
    )
    notebook.page.wait_for_function(f"Boolean({PANEL}.sessionContext)")


def test_without_the_extension_all_is_as_jupyterlab_has_it(
    lab: Any, browser: Browser, tmp_path: Path
) -> None:
    """As in another environment: the kernel's widget while there is a kernel, and later JupyterLab's own words."""
    context = browser.new_context(viewport={"width": 1200, "height": 1000})
    context.route("**/lab/extensions/mlcourse/**", lambda route: route.fulfill(body=""))
    with lab.run(context.new_page(), *cells(tmp_path)) as notebook:
        answer(notebook, RIGHT)
        notebook.hears("card.answers", [RIGHT])
        expect(notebook.page.locator("[data-shows]")).to_have_count(0)
        expect(notebook.page.locator("img.mlc-heat").first).to_be_visible()
        again = reopened(lab, notebook, notebook.name)
        expect(again.page.get_by_text("model not found")).to_be_visible()
        expect(again.page.locator("img.mlc-heat").first).to_be_visible()
    context.close()


def test_notebook_7_without_the_extension_is_as_it_was(
    lab: Any, browser: Browser, tmp_path: Path
) -> None:
    """With it, test_firefox.py opens a lesson there. It has no command that shows an output a second time."""
    context = browser.new_context(viewport={"width": 1200, "height": 1000})
    context.route("**/lab/extensions/mlcourse/**", lambda route: route.fulfill(body=""))
    made = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(code) for code in cells(tmp_path)], metadata=KERNEL
    )
    name = lab.write("notebook-7.ipynb", made)
    notebook = lab.open(context.new_page(), name, NOTEBOOK_7)
    notebook.run_all()
    answer(notebook, RIGHT)
    notebook.hears("card.answers", [RIGHT])
    expect(notebook.page.locator("[data-shows]")).to_have_count(0)
    saved(notebook)
    notebook.close()
    again = lab.open(notebook.page, name, NOTEBOOK_7)
    expect(again.page.get_by_text("model not found")).to_be_visible()
    expect(again.page.locator("img.mlc-heat").first).to_be_visible()
    again.close()
    context.close()


def test_a_page_opened_again_finds_the_kernel_that_goes_on(lab: Any, notebook: Any) -> None:
    saved(notebook)
    notebook.page.goto("about:blank")
    again = lab.open(notebook.page, notebook.name)
    expect(again.page.locator("[data-shows*=kernel] .mlc-quiz")).to_be_visible()
    answer(again, RIGHT)
    again.hears("card.answers", [RIGHT])


@pytest.mark.parametrize("way", ["shut down", "restarted", "another day"])
def test_an_answer_that_no_kernel_hears_is_kept_for_when_one_does(
    lab: Any, notebook: Any, way: str
) -> None:
    note = card(notebook).locator(".mlc-unkept")
    option(notebook, WRONG).locator("label").click()
    expect(note).to_be_hidden()
    if way == "shut down":
        notebook.close()
    elif way == "restarted":
        notebook.restart()
    else:
        notebook = reopened(lab, notebook, notebook.name)
    option(notebook, RIGHT).locator("label").click()
    expect(note).to_be_visible()  # before it is answered
    card(notebook).get_by_role("button", name="Answer").click()
    expect(option(notebook, RIGHT)).to_have_attribute("data-sign", "right")
    if way == "shut down":
        notebook.page.evaluate(f"{PANEL}.sessionContext.startKernel()")
        notebook.wait_for_kernel()
    notebook.run_all()
    notebook.hears("card.answers", [RIGHT])
    expect(option(notebook, RIGHT)).to_have_attribute("data-sign", "right")
    expect(note).to_be_hidden()


def test_lesson_and_exercise_of_a_number_differ_at_the_head_of_their_tabs(
    lab: Any, page: Page
) -> None:
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    before = (
        "(tab) => getComputedStyle(tab.querySelector('.lm-TabBar-tabLabel'), '::before').content"
    )
    for folder, head in (("lessons", "none"), ("exercises", '"exercises/"')):
        (lab.root / folder).mkdir()
        name = lab.write(f"{folder}/04_topic.ipynb", nbformat.v4.new_notebook(metadata=kernel))
        notebook = lab.open(page, name)
        tab = page.locator(".lm-TabBar-tab.lm-mod-current", has_text="04_topic.ipynb")
        assert tab.evaluate(before) == head
        assert page.evaluate(f"{PANEL}.context.path") == name  # nothing was renamed
        notebook.close()
