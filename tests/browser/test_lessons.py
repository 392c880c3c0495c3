"""Every lesson in a real JupyterLab: walked from top to bottom, answered, predicted, run again."""

import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect

import mlcourse
from mlcourse import curriculum
from mlcourse.widgets.kit import RecordedWidget

LESSONS = sorted((Path(__file__).parents[2] / "lessons").glob("*.ipynb"))
CARDS = ("quiz", "predict")
V_SHAPE = ((0.13, 0.3), (0.55, 0.8), (0.97, 0.15))  # parts of the width and the height
SELECTORS = {
    "quiz": ".mlc-quiz[aria-label^=Quiz]",
    "look_back": ".mlc-quiz[aria-label^=From]",
    "predict": ".mlc-predict",
}


def gives_widget(name: str) -> bool:
    """Whether what a lesson calls by this public name is, or returns, a widget that is no card."""
    found = getattr(mlcourse, name)
    if inspect.isfunction(found):
        found = inspect.signature(found).return_annotation
    return name not in CARDS and inspect.isclass(found) and issubclass(found, RecordedWidget)


WIDGETS = [name for name in mlcourse.__all__ if gives_widget(name)]


class Lesson(NamedTuple):
    """A lesson that is open and was run, with a progress file of its own."""

    number: str
    notebook: Any
    source: str
    progress: Path

    @property
    def page(self) -> Page:
        return self.notebook.page

    def asked(self, kind: str) -> list[str]:
        """The ids that the lesson's cells ask for, in order."""
        return re.findall(rf'ml\.{kind}\("([^"]+)"', self.source)

    def widgets(self) -> int:
        """How many widgets its cells show, besides questions and predictions."""
        return len(re.findall(rf"\bml\.(?:{'|'.join(WIDGETS)})\(", self.source))

    def pictures(self) -> int:
        """How many pictures its cells show: by matplotlib's show, or by a figure's name as the last line."""
        figures = re.findall(r"^(\w+), .+ = ml\.subplots", self.source, re.MULTILINE)
        shown = rf"plt\.show\(\)|^(?:{'|'.join({*figures, 'figure'})})$"
        return len(re.findall(shown, self.source, re.MULTILINE))

    def errors(self) -> list[str]:
        found = self.page.locator(".jp-OutputArea-output[data-mime-type*='error']")
        return found.all_inner_texts()

    def card(self, kind: str, which: int) -> Locator:
        """A question's or a prediction's card, in the order of the lesson."""
        card = self.page.locator(SELECTORS[kind]).nth(which)
        card.scroll_into_view_if_needed()
        return card

    def heard(self, section: str, name: str, **wanted: Any) -> None:
        """Wait until the progress file says so: Python hears of an answer a moment after it is given."""
        found: dict[str, Any] = {}
        for _ in range(2400):
            if self.progress.exists():
                found = json.loads(self.progress.read_text())[section].get(name, {})
            if found and all(found.get(key) == value for key, value in wanted.items()):
                return
            self.page.wait_for_timeout(50)
        pytest.fail(f"the progress of {name} is {found}, needed {wanted}")


@pytest.fixture(scope="module", params=LESSONS, ids=lambda path: path.stem)
def lesson(request: pytest.FixtureRequest, lab: Any, page: Page) -> Iterator[Lesson]:
    number = request.param.name.partition("_")[0]
    name = f"progress-of-lesson-{number}.json"
    content = nbformat.read(request.param, as_version=4)
    source = "\n".join(cell.source for cell in content.cells if cell.cell_type == "code")
    own_progress = f'import os\n\nos.environ["MLCOURSE_PROGRESS"] = "{name}"'
    content.cells.insert(0, nbformat.v4.new_code_cell(own_progress, id="own-progress"))
    notebook = lab.show(page, lab.write(f"lesson-{number}.ipynb", content))
    notebook.keep_all_cells()
    notebook.run_all()
    yield Lesson(number, notebook, source, lab.root / name)
    notebook.close()


def test_every_question_and_prediction_is_asked_once(lesson: Lesson) -> None:
    for kind, declared in (("quiz", curriculum.questions), ("predict", curriculum.predictions)):
        assert sorted(lesson.asked(kind)) == sorted(each.id for each in declared(lesson.number))


def test_from_top_to_bottom_every_cell_shows_what_it_should(lesson: Lesson) -> None:
    page = lesson.page
    assert lesson.errors() == []
    assert page.locator(SELECTORS["quiz"]).count() == len(lesson.asked("quiz"))
    assert page.locator(SELECTORS["look_back"]).count() == 3 * len(lesson.asked("look_back"))
    assert page.locator(SELECTORS["predict"]).count() == len(lesson.asked("predict"))
    assert page.locator(".mlc:not(.mlc-quiz, .mlc-predict)").count() == lesson.widgets()
    for widget in page.locator(".mlc").all():
        widget.scroll_into_view_if_needed()
        expect(widget).to_be_visible()
    pictures = page.locator(".jp-OutputArea-output img.mlc-plot")
    expect(pictures).to_have_count(lesson.pictures())
    for picture in pictures.all():
        assert picture.evaluate("(image) => image.naturalWidth") > 300
    assert page.locator(".jp-Notebook mjx-merror").count() == 0
    assert "Math Processing Error" not in page.locator(".jp-Notebook").inner_text()


def test_no_output_has_a_violation(lesson: Lesson, violations: Any) -> None:
    """What axe-core finds in JupyterLab's output areas, in its light and its dark theme: nothing."""

    def show(scheme: str) -> None:
        lesson.notebook.command("apputils:change-theme", {"theme": f"JupyterLab {scheme.title()}"})

    assert violations(lesson.page, ".jp-Cell-outputArea", show=show) == []


def test_a_wrong_answer_explains_itself_and_the_right_one_is_found(lesson: Lesson) -> None:
    question = curriculum.find_question(lesson.asked("quiz")[0])
    rights = [option.right for option in question.options]
    card = lesson.card("quiz", 0)
    for which, shown in ((rights.index(False), 1), (rights.index(True), 2)):
        card.get_by_role("radio").nth(which).check()
        card.get_by_role("button", name="Answer").click()
        expect(card.locator(".mlc-why:visible")).to_have_count(shown)
    expect(card).to_contain_text("Right this time.")
    right = question.options[rights.index(True)].text
    lesson.heard("questions", question.id, right=False, last=right, tries=2)


def test_a_prediction_is_committed_before_its_truth_shows(lesson: Lesson) -> None:
    asked = lesson.asked("predict")
    which = next(i for i, each in enumerate(asked) if curriculum.find_prediction(each).options)
    options = curriculum.find_prediction(asked[which]).options
    card = lesson.card("predict", which)
    expect(card.locator(".mlc-why:visible")).to_have_count(0)
    card.get_by_role("radio").nth([option.right for option in options].index(True)).check()
    card.get_by_label("80 %").check()
    card.get_by_role("button", name="Commit").click()
    expect(card.locator(".mlc-why:visible")).to_have_count(len(options))
    expect(card).to_contain_text("Right, at 80 %")
    lesson.heard("predictions", asked[which], confidence=80, right=True)


def test_what_comes_back_from_earlier_lessons_is_answered(lesson: Lesson) -> None:
    if not lesson.asked("look_back"):
        assert lesson.number.startswith("00")
        return
    card = lesson.card("look_back", 0)
    expect(card.locator(".mlc-kicker")).to_contain_text("From lesson 0")
    card.get_by_role("radio").first.check()
    card.get_by_role("button", name="Answer").click()
    expect(card.locator(".mlc-why:visible")).to_have_count(1)
    for _ in range(2400):
        recalled = json.loads(lesson.progress.read_text())["recalled"]
        if len(recalled) == 3 and any(entry.get("tries") == 1 for entry in recalled.values()):
            return
        lesson.page.wait_for_timeout(50)
    pytest.fail(f"the progress holds {recalled}")


def test_lesson_01s_three_questions_are_answered_by_its_lab(lesson: Lesson) -> None:
    if lesson.number != "01":
        return
    start = lesson.page.locator(".mlc-start")
    start.scroll_into_view_if_needed()
    for scheme, activation, signal in (
        ("Xavier normal", "tanh", "●"), ("He normal", "tanh", "●"), ("std 0.01", "tanh", "▼"),
        ("Xavier normal", "ReLU", "▼"), ("He normal", "ReLU", "●"), ("He uniform", "ReLU", "●"),
    ):  # fmt: skip
        assert choose(start, scheme, activation, 5)[0].startswith(signal), (scheme, activation)
    assert "0.017 in layer 1" in choose(start, "variance as std", "ReLU", 0)[0]
    assert "e−05 in layer 4" in choose(start, "variance as std", "ReLU", 2)[0]
    keeping = []
    for button in start.get_by_role("radiogroup", name="scheme").get_by_role("radio").all():
        scheme = button.inner_text()
        if choose(start, scheme, "sigmoid", 4)[1].startswith("●"):
            keeping.append(scheme)
    assert keeping == ["std 1"]
    assert choose(start, "std 1", "sigmoid", 4)[0].startswith("■ saturated")


def choose(start: Locator, scheme: str, activation: str, depth_index: int) -> list[str]:
    """Turn the three knobs; return what is said of the signal and of the gradient."""
    start.get_by_role("radio", name=scheme, exact=True).click()
    start.get_by_role("radio", name=activation, exact=True).click()
    start.get_by_role("slider", name="depth").fill(str(depth_index))
    return start.locator(".mlc-start-verdict").all_inner_texts()


def test_lesson_04s_chain_rule_is_played_to_the_number_that_was_worked_out_by_hand(
    lesson: Lesson,
) -> None:
    if lesson.number != "04":
        return
    notebook = lesson.notebook
    chain = notebook.page.locator(".mlc-chain")
    chain.scroll_into_view_if_needed()
    chain.locator(".mlc-way", has_text="Path by path").click()
    chain.get_by_label("Number whose paths are shown").select_option("W0[0,0]")
    chain.locator("input.mlc-slider").focus()
    notebook.page.keyboard.press("End")
    expect(chain.locator(".mlc-chain-words")).to_contain_text("−0.75")
    chain.get_by_label("Number whose paths are shown").select_option("x[0]")
    chain.locator("input.mlc-slider").focus()
    notebook.page.keyboard.press("End")
    expect(chain.locator(".mlc-chain-words")).to_contain_text("−0.375 + (−0.5) = −0.875")
    said = notebook.ask("print(*(round(chain.gradient(n), 6) for n in ('W0[0,0]', 'x[0]')))")
    assert said == "-0.75 -0.875"


def test_lesson_04s_curve_is_drawn_and_the_truth_lies_over_it(lesson: Lesson) -> None:
    if lesson.number != "04":
        return
    page = lesson.page
    card = lesson.card("predict", lesson.asked("predict").index("04.epsilon_sweep"))
    plane = card.locator("canvas").first
    box = plane.bounding_box()
    assert box
    for u, v in V_SHAPE:  # hovering waits until the canvas stands still
        plane.hover(position={"x": u * box["width"], "y": v * box["height"]})
        page.mouse.down()
    page.mouse.up()
    card.get_by_label("65 %").check()
    card.get_by_role("button", name="Commit").click()
    expect(card).to_contain_text("You committed this curve at 65 %.")
    lesson.heard("predictions", "04.epsilon_sweep", confidence=65)


def test_run_all_again_goes_through_and_keeps_what_was_answered(lesson: Lesson) -> None:
    lesson.notebook.run_all()
    assert lesson.errors() == []
    expect(lesson.card("quiz", 0).locator(".mlc-why:visible")).to_have_count(2)
