"""Exported pages in a browser that may ask nobody: lesson 00 as nbconvert writes it, and pages for rarer cases."""

import importlib
import io
import json
import pkgutil
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import ipywidgets
import jupytext
import nbformat
import numpy as np
import pytest
from nbconvert.utils.exceptions import ConversionException
from nbformat import v4
from playwright.sync_api import Browser, Locator, Page, expect

import mlcourse as ml
from mlcourse.base.display import Record, number_text
from mlcourse.base.heat_map import heat_map
from mlcourse.export import CourseExporter
from mlcourse.export.widgets import STATE, VIEW
from mlcourse.widgets.kit.widget import RECORDING

ROOT = Path(__file__).parents[2]
LESSON = ROOT / "lessons" / "00_the_loop_at_a_glance.ipynb"
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


# ---------------------------------------------------------------- lesson 00


@pytest.fixture(scope="module")
def lesson(
    browser: Browser, problems: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    """Lesson 00, executed and exported by nbconvert's own command, in a browser."""
    folder = tmp_path_factory.mktemp("export")
    command = [
        sys.executable, "-m", "nbconvert", "--to", "mlcourse", "--execute", str(LESSON),
        "--output-dir", str(folder), "--output", "lesson",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in folder.iterdir()] == ["lesson.html"]
    yield from shown(browser, problems, folder / "lesson.html")


@pytest.fixture
def player(lesson: Page) -> Locator:
    """The lesson's player."""
    return lesson.locator(".mlc-player").first


@pytest.fixture(scope="module")
def history() -> ml.History:
    """The run that the lesson's player shows, trained here once more."""
    data = ml.standardize(ml.split(ml.moons(300, noise=0.2, seed=1), seed=1))
    network = ml.MLP(layer_sizes=(2, 8, 2), activation="tanh", output="softmax")
    options = {"batch_size": 32, "epochs": 100, "seed": 2, "progress": False}
    return ml.train(
        network, data.train, validation=data.validation, optimizer=ml.SGD(0.5), **options
    )


def shown(browser: Browser, problems: Any, path: Path) -> Iterator[Page]:
    """A page from a file; whatever it asks for is noted as a problem, unless it is the page itself."""
    context = browser.new_context(viewport={"width": 1200, "height": 1000}, color_scheme="light")
    page = context.new_page()
    problems.watch(page)
    page.on(
        "request",
        lambda asked: inside(asked.url, path) or problems.append(f"request: {asked.url[:99]}"),
    )
    page.goto(path.as_uri())
    yield page
    context.close()


def inside(url: str, path: Path) -> bool:
    return url == path.as_uri() or urlsplit(url).scheme in ("blob", "data")


def slider(player: Locator) -> Locator:
    return player.get_by_role("slider", name="training step")


def number(player: Locator, name: str) -> str:
    return player.locator(f'[data-number="{name}"]').inner_text()


def painted(page: Page) -> None:
    page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )


def test_no_widget_of_it_has_a_violation(lesson: Page, violations: Any) -> None:
    assert violations(lesson) == []


def test_the_lesson_is_all_there(lesson: Page) -> None:
    assert lesson.title() == "00 · The loop at a glance"
    assert lesson.locator("html").get_attribute("lang") == "en"
    expect(lesson.locator(".mlc-player")).to_have_count(1)
    expect(lesson.locator(".note")).to_have_count(0)
    expect(lesson.get_by_role("img", name=re.compile("^Left, two half circles"))).to_be_visible()
    expect(lesson.get_by_role("radio", name="210 steps")).to_be_visible()  # of a quiz
    expect(lesson.locator("kbd").first).to_have_text(
        "space"
    )  # the keys that run a cell are not said


def test_its_weight(lesson: Page) -> None:
    assert len(lesson.content().encode()) < 1_500_000


def test_a_module_and_a_style_stand_in_the_page_once(lesson: Page) -> None:
    stored = json.loads(lesson.locator("#page-widgets").inner_text())
    modules = [model["module"] for model in stored["models"].values()]
    assert len(modules) > len(set(modules))  # several widgets of a kind
    assert len(stored["modules"]) == len(stored["styles"]) == len(set(modules))


def test_the_player_plays(player: Locator) -> None:
    slider(player).focus()
    player.page.keyboard.press("Home")
    player.get_by_role("button", name="Play (space)").click()
    player.page.wait_for_function("(node) => node.value >= 5", arg=slider(player).element_handle())
    player.get_by_role("button", name="Pause (space)").click()


def test_the_player_steps_by_key_and_its_numbers_are_the_librarys(
    player: Locator, history: ml.History
) -> None:
    slider(player).focus()
    for keys in (["Home", "ArrowRight"], ["ArrowRight"], ["PageUp", "PageUp"], ["End"]):
        for key in keys:
            player.page.keyboard.press(key)
        painted(player.page)
        step = int(number(player, "step"))
        for name in ("loss", "learning_rate", "gradient_norm", "update_ratio"):
            assert number(player, name) == number_text(getattr(history, name)[step]), (name, step)
    assert step == history.steps - 1


def test_formulas_are_set_by_the_browser(lesson: Page) -> None:
    assert lesson.locator("math").count() >= 25
    assert flat_formulas(lesson) == []
    prose = lesson.locator("section.text, .output").evaluate_all(
        """(parts) => parts.map((part) => {
            const copy = part.cloneNode(true);
            copy.querySelectorAll("pre, code, math").forEach((each) => each.remove());
            return copy.textContent;
        }).join(" ")"""
    )
    assert re.findall(r"\$|\\[a-z]+", prose) == []


def test_follows_the_system_and_the_readers_choice(lesson: Page, player: Locator) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = lesson.evaluate(ground)
    lesson.emulate_media(color_scheme="dark")
    expect(player).to_have_attribute("data-mode", "dark")
    dark = lesson.evaluate(ground)
    assert dark != light
    lesson.get_by_role("radio", name="Light").check(force=True)
    expect(player).to_have_attribute("data-mode", "light")
    assert lesson.evaluate(ground) == light
    lesson.emulate_media(color_scheme="light")
    lesson.get_by_role("radio", name="Dark").check(force=True)
    expect(player).to_have_attribute("data-mode", "dark")
    assert lesson.evaluate(ground) == dark
    lesson.get_by_role("radio", name="System").check(force=True)
    expect(player).to_have_attribute("data-mode", "light")
    assert lesson.evaluate(ground) == light


def test_all_stands_in_one_column(lesson: Page) -> None:
    lesson.set_viewport_size({"width": 1400, "height": 1000})
    parts = "main h2, main p, main > section, .view, .view > .mlc, .highlight, .scroll"
    within = ".view > *, li, blockquote, details, .note, .output table, .output div"
    lefts = lesson.locator(parts).evaluate_all(
        """(all, within) => all.filter((each) => each.checkVisibility() && !each.closest(within))
            .map((each) => Math.round(each.getBoundingClientRect().left))""",
        within,
    )
    assert len(lefts) > 50
    assert set(lefts) == {min(lefts)}
    right = lesson.locator("main").evaluate("(main) => main.getBoundingClientRect().right")
    ends = lesson.locator("math[display=block]").evaluate_all(
        "(all) => all.map((math) => math.getBoundingClientRect().right)"
    )
    assert all(end <= right + 1 for end in ends)


@pytest.mark.parametrize("width", [400, 800, 1400])
def test_the_page_never_scrolls_sideways(lesson: Page, width: int) -> None:
    lesson.set_viewport_size({"width": width, "height": 1000})
    painted(lesson)
    assert lesson.evaluate("document.documentElement.scrollWidth") <= width


# ---------------------------------------------------------------- small pages

Show = Callable[..., Page]


class Nobody(list[str]):
    """Watches over a page that is meant to have problems."""

    def watch(self, page: Page) -> None:
        """Look away."""


@pytest.fixture
def show(browser: Browser, problems: Any, tmp_path: Path) -> Iterator[Show]:
    """Exports a notebook, and opens the page."""
    opened: list[Iterator[Page]] = []

    def show(notebook: nbformat.NotebookNode, watch: Any = problems) -> Page:
        path = tmp_path / "page.html"
        path.write_text(CourseExporter().from_notebook_node(notebook)[0], encoding="utf-8")
        opened.append(shown(browser, watch, path))
        return next(opened[-1])

    yield show
    for each in opened:
        next(each, None)


def notebook(*cells: Any, widgets: Any = ()) -> nbformat.NotebookNode:
    """A notebook as it is after nbconvert has executed it; a widget or an output stands for its cell."""
    made = v4.new_notebook(
        cells=[cell if isinstance(cell, dict) else viewed(cell) for cell in cells]
    )
    state = (
        ipywidgets.Widget.get_manager_state(widgets=list(widgets) or None)["state"]
        if widgets
        else {}
    )
    made.metadata["widgets"] = {STATE: {"version_major": 2, "version_minor": 0, "state": state}}
    return made


def viewed(widget: Any) -> nbformat.NotebookNode:
    """A cell whose result is a view of a widget."""
    return result(
        {VIEW: {"model_id": getattr(widget, "model_id", widget)}, "text/plain": "a widget"}
    )


def result(data: dict[str, Any], **metadata: Any) -> nbformat.NotebookNode:
    output = v4.new_output("execute_result", data, execution_count=1, metadata=metadata)
    return v4.new_code_cell("thing", execution_count=1, outputs=[output])


def flat_formulas(page: Page) -> list[str]:
    """Formulas that take no room on the page, though they are not folded away."""
    return page.locator("math").evaluate_all(
        """(all) => all.filter((math) => math.checkVisibility()).filter((math) => {
            const { width, height } = math.getBoundingClientRect();
            return width < 4 || height < 4;
        }).map((math) => math.getAttribute("alttext"))"""
    )


@pytest.fixture(scope="module")
def small_run() -> ml.History:
    return ml.train(
        ml.MLP((2, 4, 2)),
        ml.moons(seed=1),
        optimizer=ml.Adam(0.01),
        epochs=2,
        seed=1,
        progress=False,
    )


@pytest.fixture(scope="module")
def small_player(small_run: ml.History) -> ml.TrainingPlayer:
    return ml.TrainingPlayer(small_run, class_names=["</script><b>bad</b>", "<!--"])


def test_two_views_share_their_moment_and_any_text_is_safe(
    show: Show, small_player: ml.TrainingPlayer
) -> None:
    page = show(notebook(small_player, small_player, widgets=[small_player]))
    first, second = page.locator(".mlc-player").first, page.locator(".mlc-player").last
    slider(first).focus()
    page.keyboard.press("End")
    expect(second.locator('[data-number="step"]')).to_have_text(str(small_player.steps[-1]))
    second.get_by_role("button", name="Update", exact=True).click()
    expect(first.get_by_role("button", name="Update", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(first).to_contain_text("</script><b>bad</b>")
    assert page.locator("b").count() == 0


def test_what_is_kept_with_fewer_digits_says_the_same(
    show: Show, plain: Callable[..., Page], small_run: ml.History
) -> None:
    """The page's player, made small and expanded, and one that mounts what Python sends."""
    player = ml.TrainingPlayer(small_run, frames=6)
    pages = plain(player), show(notebook(player, widgets=[player]))
    words = [[*all_words(page.locator(".mlc-player"), player)] for page in pages]
    assert len(set(words[0])) > 2 * len(player.steps)
    for packed, sent in zip(*words, strict=True):
        assert packed == sent


def all_words(player: Locator, shown: ml.TrainingPlayer) -> Iterator[str]:
    """All that a player says, and what its pictures are called, over all steps in four phases, a story open."""
    player.get_by_text("What is on the screen, in words and numbers").click()
    player.get_by_label("Story of").select_option("W0")
    for phase in ("Forward", "Backward", "Update", "Iterate"):
        slider(player).focus()
        player.page.keyboard.press("End")
        player.get_by_role("button", name=phase, exact=True).click()
        slider(player).focus()
        for step in shown.steps[:0:-1]:
            said = re.compile(rf"Step {step} of .*, phase {phase.lower()}\.")
            expect(player.locator(".mlc-summary")).to_contain_text(said)
            yield player.evaluate(
                """(node) => {
                    const called = Array.from(node.querySelectorAll("[aria-label]"), (each) => each.ariaLabel);
                    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT), said = [];
                    while (texts.nextNode()) said.push(texts.currentNode.data.trim());
                    const isLate = (each) => !each || each.startsWith("The rest, example");
                    return [...called, ...said].filter((each) => !isLate(each)).join("\\n");
                }"""
            )  # also what a narrow page folds away; that no kernel answers is said a while later
            player.page.keyboard.press("ArrowLeft")


def test_a_player_within_a_box_plays_and_its_controls_say_what_they_need(
    show: Show, small_player: ml.TrainingPlayer
) -> None:
    controls = [ipywidgets.FloatSlider(), ipywidgets.Button(), ipywidgets.HTML("<em>Try it</em>")]
    box = ipywidgets.VBox([*controls, small_player])
    page = show(notebook(box, widgets=[box, *controls, small_player]))
    expect(page.locator(".mlc-player")).to_be_visible()
    expect(page.locator("em")).to_have_text("Try it")
    expect(page.locator(".note")).to_have_count(1)
    expect(page.locator(".note")).to_contain_text("open the notebook in JupyterLab")


def test_what_is_hidden_in_jupyterlab_is_hidden_here(show: Show) -> None:
    bar = ipywidgets.FloatProgress(value=1, max=4)
    done = ipywidgets.HBox([ipywidgets.FloatProgress()], layout={"visibility": "hidden"})
    page = show(notebook(bar, done, widgets=[bar, done, done.layout, *done.children]))
    expect(page.locator("progress")).to_have_count(1)
    expect(page.locator("progress")).to_have_attribute("value", "1.0")


def test_a_widget_without_its_state_says_how_to_get_it(
    show: Show, small_player: ml.TrainingPlayer
) -> None:
    page = show(notebook(small_player))
    expect(page.locator(".note")).to_contain_text(
        "jupyter nbconvert --to mlcourse --execute, which runs it first"
    )
    expect(page.locator(".output pre")).to_have_text("a widget")  # its words are kept
    bare = notebook(small_player, widgets=[small_player])
    bare.metadata["widgets"][STATE]["state"][small_player.model_id]["buffers"] = []
    expect(show(bare).locator(".note")).to_contain_text("numbers are not in the notebook")
    bare.metadata["widgets"] = "lost"
    expect(show(bare).locator(".note")).to_contain_text(
        "jupyter nbconvert --to mlcourse --execute, which runs it first"
    )


def test_a_saved_notebook_shows_what_it_kept_without_being_run(
    show: Show, small_player: ml.TrainingPlayer
) -> None:
    data, _ = small_player._repr_mimebundle_()
    page = show(notebook(result(data), result(data)))
    player = page.locator(".mlc-player").first
    slider(player).focus()
    page.keyboard.press("End")
    last = page.locator(".mlc-player").last.locator('[data-number="step"]')
    expect(last).to_have_text(str(small_player.steps[-1]))  # both are views of one
    assert page.locator(".note").count() == 0


@pytest.mark.parametrize("wrong", [{"script": "../page"}, {"recording": 3}, {"script": ["player"]}])
def test_what_a_notebook_kept_of_something_else_is_not_played(
    show: Show, small_player: ml.TrainingPlayer, wrong: dict[str, Any]
) -> None:
    data, _ = small_player._repr_mimebundle_()
    page = show(notebook(result({**data, RECORDING: {**data[RECORDING], **wrong}})))
    expect(page.locator(".note")).to_contain_text("not saved with the notebook")


def test_a_broken_module_says_so_and_the_rest_of_the_page_stands(
    show: Show, small_player: ml.TrainingPlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, broken = (
        notebook(v4.new_markdown_cell("Still here."), small_player, widgets=[small_player]),
        "export default {",
    )
    made.metadata["widgets"][STATE]["state"][small_player.model_id]["state"]["_esm"] = broken
    expect(show(made).locator(".note")).to_contain_text("is not one of the course's")
    monkeypatch.setattr("mlcourse.export.widgets._modules", lambda: {broken})
    page = show(made, Nobody())
    expect(page.locator(".note")).to_contain_text("could not be shown")
    expect(page.get_by_text("Still here.")).to_be_visible()


def test_a_notebook_that_was_not_run_says_so(show: Show, caplog: pytest.LogCaptureFixture) -> None:
    page = show(
        notebook(v4.new_code_cell("1 + 1"), v4.new_code_cell("2"), result({"text/plain": "3"}))
    )
    expect(page.locator(".note")).to_have_text(
        "2 of the 3 code cells have not been run, so their results are missing in this page."
    )
    assert "Export with --execute" in caplog.text


def test_a_plot_is_dark_on_light_and_light_on_dark(show: Show) -> None:
    figure, _ = ml.subplots()
    page = show(notebook(result({"text/html": figure.html("a plot")})))
    plot, read = page.get_by_role("img", name="a plot"), "(image) => getComputedStyle(image)"
    for system, chosen, turned in (
        ("light", "System", False), ("dark", "System", True), ("dark", "Light", False), ("light", "Dark", True),
    ):  # fmt: skip
        page.emulate_media(color_scheme=system)  # type: ignore[arg-type]
        page.locator(".theme").get_by_text(chosen).click()
        expected = "invert(1) hue-rotate(180deg)" if turned else "none"
        assert plot.evaluate(f"{read}.filter") == expected, (system, chosen)
        assert plot.evaluate(f"{read}.backgroundColor") == "rgba(0, 0, 0, 0)"


def test_a_picture_of_an_array_tells_the_number_that_is_pointed_at(show: Show) -> None:
    values = np.random.default_rng(1).standard_normal((64, 20))
    page = show(notebook(result({"text/html": heat_map("W", values)})))
    picture = page.get_by_role("img", name="W, shape (64, 20)")
    box = picture.bounding_box()
    assert box
    side = (box["width"] - 2) / 20  # within a frame of one pixel
    page.mouse.move(box["x"] + 1 + 3.5 * side, box["y"] + 1 + (box["height"] - 2) * 9.5 / 64)
    expect(page.get_by_text(f"[9, 3] {number_text(values[9, 3])}", exact=True)).to_be_visible()
    page.mouse.move(box["x"] + 1 + 19.5 * side, box["y"] + 2)
    expect(page.get_by_text(f"[0, 19] {number_text(values[0, 19])}", exact=True)).to_be_visible()
    page.mouse.move(box["x"], box["y"] + box["height"] + 60)
    expect(page.get_by_text("[0, 19]")).to_have_count(0)


def test_no_record_has_a_violation(show: Show, small_run: ml.History, violations: Any) -> None:
    step = small_run.at(0)
    records = [
        step, step.batch, step.forward, step.forward.layers[0], step.loss, step.backward, step.backward.layers[0],
        step.update, ml.moons(seed=1), ml.split(ml.iris(), seed=1), small_run, ml.diagnose(small_run),
    ]  # fmt: skip
    cells = [result({"text/html": each._repr_html_()}) for each in records]
    page = show(notebook(v4.new_markdown_cell("# Every record"), *cells))
    assert page.locator("img.mlc-heat").count() >= 2
    assert violations(page) == []


def test_figures_keep_their_alternative_text(show: Show, caplog: pytest.LogCaptureFixture) -> None:
    by_output = result({"image/png": DOT}, **{"image/png": {"alt": "a <dot>"}})
    by_cell = result({"image/svg+xml": '<svg xmlns="http://www.w3.org/2000/svg"/>'})
    by_cell.metadata["alt"] = "nothing at all"
    in_text = v4.new_markdown_cell(
        "![a dot](attachment:dot.png)", attachments={"dot.png": {"image/png": DOT}}
    )
    by_caption = result({"image/png": DOT})
    caption = v4.new_markdown_cell("*A dot, alone.*\n\nMore text.")
    figure, _ = ml.subplots()
    plot, below = result({"text/html": figure.html("a plot")}), v4.new_markdown_cell(caption.source)
    page = show(notebook(by_output, by_cell, in_text, by_caption, caption, plot, below))
    texts = page.locator("img").evaluate_all(
        "(all) => all.map((image) => [image.alt, image.src.slice(0, 5)])"
    )
    assert texts == [
        ["a <dot>", "data:"],
        ["nothing at all", "data:"],
        ["a dot", "data:"],
        ["A dot, alone.", "data:"],
        ["A dot, alone.", "data:"],
    ]
    assert "Alternative text is missing" not in caplog.text
    show(notebook(result({"image/png": DOT})))
    assert "Alternative text is missing on 1 image" in caplog.text


def test_the_browser_refuses_to_fetch_anything(show: Show) -> None:
    page = show(notebook(v4.new_markdown_cell("text")), Nobody())
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/picture.png"
        refused = page.evaluate(
            """(src) => new Promise((done) => {
                document.addEventListener("securitypolicyviolation", (event) => done(event.blockedURI));
                setTimeout(() => done("nothing was refused"), 3000);
                document.body.append(Object.assign(new Image(), { src }));
            })""",
            url,
        )
        assert refused == url
        with pytest.raises(BlockingIOError):  # nobody has called
            server.accept()


def test_every_formula_of_the_course_can_be_set(
    show: Show, caplog: pytest.LogCaptureFixture
) -> None:
    sources = sorted((ROOT / "authoring").glob("*.py"))
    cells = [
        cell for path in sources if path.name != "build.py" for cell in jupytext.read(path).cells
    ]
    texts = [cell for cell in cells if cell.cell_type == "markdown"]
    for module in pkgutil.iter_modules(ml.__path__, "mlcourse."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    formulas = sorted({record.latex for record in all_records(Record) if record.latex})
    assert len(formulas) >= 20
    outputs = [result({"text/html": f"<div>$$ {latex} $$</div>"}) for latex in formulas]
    page = show(v4.new_notebook(cells=[*texts, *outputs]))
    assert "cannot be set" not in caplog.text
    assert flat_formulas(page) == []
    assert page.locator(".output math").count() == len(formulas)


def all_records(kind: type[Record]) -> Iterator[type[Record]]:
    for each in kind.__subclasses__():
        yield each
        yield from all_records(each)


def test_a_comma_stays_with_its_formula(show: Show) -> None:
    formulas = [
        f"${'x' * (1 + i * i % 23)}$," for i in range(400)
    ]  # some of which just fit into their line
    page = show(notebook(v4.new_markdown_cell(" ".join(formulas))))
    lines = page.locator(".text p").evaluate(
        """(text) => [...text.querySelectorAll("math")].map((math) => {
            const comma = document.createRange();
            comma.setStart(math.nextSibling, 0);
            comma.setEnd(math.nextSibling, 1);
            return [math.getBoundingClientRect().right, comma.getBoundingClientRect().left];
        })"""
    )
    assert len(lines) == 400
    assert all(right == pytest.approx(left, abs=2) for right, left in lines)


def test_a_matrix_has_fences_as_high_as_itself(show: Show) -> None:
    page = show(
        notebook(
            v4.new_markdown_cell(r"$$ M = \begin{pmatrix} 1 & 2 \\ 3 & 4 \\ 5 & 6 \end{pmatrix} $$")
        )
    )
    table = page.locator("mrow.matrix.round > mtable")
    assert table.evaluate("(node) => getComputedStyle(node).borderLeftWidth") != "0px"
    assert table.bounding_box()["height"] > 40  # type: ignore[index]


def test_a_formula_that_cannot_be_set_stays_legible(
    show: Show, caplog: pytest.LogCaptureFixture
) -> None:
    page = show(
        notebook(v4.new_markdown_cell(r"Here is $\nosuch{x}$, and $\frac{1}{2}$, and `$code$`."))
    )
    assert page.locator("p code").all_inner_texts() == [r"\nosuch{x}", "$code$"]
    expect(page.locator("mfrac")).to_have_count(1)
    assert r"\nosuch is not known" in caplog.text


@pytest.mark.parametrize(
    "text", ["", "not JSON", "[]", "{}", '{"nbformat": 4, "nbformat_minor": 5}']
)
def test_a_file_that_is_no_notebook_is_refused(text: str) -> None:
    with pytest.raises(ConversionException, match="is no notebook that can be read"):
        CourseExporter().from_file(io.StringIO(text))
