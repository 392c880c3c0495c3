"""The bug lab in a real JupyterLab: symptoms read, a diagnosis made, by mouse, by keyboard, after a restart."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from mlcourse import BugLab

CELLS = (
    "import mlcourse as ml\nsaid = []\nlab = ml.BugLab('A', remember=said.append)\nlab",
    "lab",
    "ml.BugLab('C', answer='summed gradient')",
)
PICTURES = ("symptom-loss", "symptom-norms", "symptom-values")


@pytest.fixture(scope="module")
def notebook(lab: Any, page: Page) -> Iterator[Any]:
    with lab.run(page, *CELLS) as notebook:
        view(page).wait_for()
        yield notebook


@pytest.fixture
def patient(notebook: Any) -> Locator:
    """Case A with no diagnosis, at the first moment."""
    notebook.page.set_viewport_size({"width": 1200, "height": 1100})
    patient = view(notebook.page)
    named = patient.locator('[aria-pressed="true"].mlc-fault')
    answer = named.get_attribute("data-option") if named.count() else ""
    notebook.hears("[lab.answer, str(lab.moment)]", str([answer, slider(patient).input_value()]))
    notebook.ask("lab.answer = ''; lab.moment = 0; said.clear()")
    patient.scroll_into_view_if_needed()
    expect(patient.locator('[aria-pressed="true"].mlc-fault')).to_have_count(0)
    expect(slider(patient)).to_have_value("0")
    return patient


def view(place: Page | Locator, which: int = 0) -> Locator:
    return place.locator(".mlc-lab").nth(which)


def slider(patient: Locator) -> Locator:
    return patient.locator("input.mlc-slider")


def option(patient: Locator, name: str) -> Locator:
    return patient.locator(f'[data-option="{name}"]')


def pixels(patient: Locator, picture: str) -> str:
    return str(patient.locator(f".mlc-{picture} canvas").evaluate("(node) => node.toDataURL()"))


def test_the_gradient_check_is_the_librarys(notebook: Any, patient: Locator) -> None:
    code = """
        from mlcourse.diagnosis.faults import FAULTS
        from mlcourse.widgets.bug_lab.cases import CASES
        c = CASES["A"]
        run = FAULTS[c.fault].train(c.network, c.data(), optimizer=c.optimizer, epochs=c.epochs,
                                    batch_size=c.batch_size, seed=c.seed, progress=False)
        s = run.at(10)
        check = ml.gradient_check(ml.objective(c.network, s.batch.x, s.batch.y), s.before.theta, s.gradient,
                                  c.network.layout)
        print(*[f"{e:.2g}".replace("-", "−") for e in check.errors])
    """
    expected = notebook.ask("\n".join(line[8:] for line in code.splitlines())).split()
    rows = patient.locator(".mlc-check tbody tr")
    assert [row.locator("td").first.locator("span").inner_text() for row in rows.all()] == expected
    assert rows.locator(".mlc-failed").count() == 4
    assert rows.locator(".mlc-passed").count() == 2


def test_moments_paint_other_pictures_and_say_other_numbers(
    notebook: Any, patient: Locator
) -> None:
    before = [pixels(patient, picture) for picture in PICTURES]
    slider(patient).focus()
    patient.page.keyboard.press("End")
    after = [pixels(patient, picture) for picture in PICTURES]
    assert all(a != b for a, b in zip(before, after, strict=True))
    step, norm = notebook.ask(
        "print(lab.header['steps'][-1], lab.header['norm_texts'][0][-1][0])"
    ).split()
    text = slider(patient).get_attribute("aria-valuetext") or ""
    assert text.startswith(
        f"step {step} of {step}: length of the gradient: layer 0 {norm} (healthy "
    )
    patient.page.keyboard.press("Home")
    assert [pixels(patient, picture) for picture in PICTURES] == before


def test_a_wrong_answer_is_explained_and_shown_beside(notebook: Any, patient: Locator) -> None:
    before = pixels(patient, "symptom-loss")
    option(patient, "averaged twice").click()
    verdict = patient.locator(".mlc-verdict")
    expect(verdict).to_have_text(
        notebook.ask(
            "print(next(o['verdict'] for o in lab.header['options'] if o['name'] == 'averaged twice'))"
        )
    )
    expect(verdict).to_contain_text("with your answer it would be 0.0625")
    expect(option(patient, "averaged twice")).to_have_attribute("data-verdict", "wrong")
    assert patient.locator(".mlc-check small").first.inner_text() == "0.88"
    assert pixels(patient, "symptom-loss") != before
    notebook.hears("lab.answer, said", "averaged twice ['averaged twice']")


def test_the_right_answer_is_confirmed_with_evidence_by_keyboard(
    notebook: Any, patient: Locator
) -> None:
    option(patient, "skipped slope").focus()
    patient.page.keyboard.press("Enter")
    expect(option(patient, "skipped slope")).to_have_attribute("data-verdict", "right")
    expect(patient.locator('.mlc-verdict[aria-live="polite"]')).to_contain_text("Yes: δ = ∂L/∂a")
    expect(patient.locator(".mlc-verdict")).to_contain_text("W0 is wrong (relative error")
    notebook.hears("lab.is_solved", "True")
    expect(option(view(notebook.page, 1), "skipped slope")).to_have_attribute(
        "aria-pressed", "true"
    )


def test_keys_stay_with_the_widget(patient: Locator) -> None:
    cells = patient.page.locator(".jp-Cell").count()
    slider(patient).focus()
    patient.page.keyboard.press("ArrowRight")
    expect(slider(patient)).to_have_value("1")
    for key in ("a", "b", "x", "d", "d", "m"):
        patient.page.keyboard.press(key)
    option(patient, "skipped slope").focus()
    for key in ("a", "b", "d", "d"):
        patient.page.keyboard.press(key)
    assert patient.page.locator(".jp-Cell").count() == cells
    open_to_lab = patient.locator("button, select, input, summary").evaluate_all(
        "(nodes) => nodes.filter((n) => n.dataset.lmSuppressShortcuts !== 'true').length"
    )
    assert open_to_lab == 0


def test_plays_to_the_end_of_the_run(patient: Locator) -> None:
    last = slider(patient).get_attribute("max") or ""
    patient.get_by_role("button", name="Play (space)").click()
    expect(slider(patient)).to_have_value(last)
    expect(patient.get_by_role("button", name="Play (space)")).to_be_visible()


def test_the_tables_tell_what_the_pictures_show(notebook: Any, patient: Locator) -> None:
    patient.locator("details summary").click()
    losses = patient.locator(".mlc-tables table").first.locator("tbody tr")
    expect(losses).to_have_count(20)  # epochs
    last = losses.last.locator("td").all_inner_texts()
    assert (
        last
        == notebook.ask(
            "print(lab.header['loss_texts'][0][-1], lab.header['loss_texts'][1][-1])"
        ).split()
    )
    patient.locator("details summary").click()


@pytest.mark.parametrize("width", [800, 1400])
def test_nothing_is_cut_off(notebook: Any, patient: Locator, width: int) -> None:
    notebook.page.set_viewport_size({"width": width, "height": 1100})
    for which in (0, 2):
        each = view(notebook.page, which)
        each.scroll_into_view_if_needed()
        cut = each.evaluate(
            """(root) => [...root.querySelectorAll("table, td, th, button, p, h4, .mlc-figure")]
                .filter((n) => !n.closest(".mlc-unseen, .mlc-tables"))
                .filter((n) => n.scrollWidth > n.clientWidth + 1 && n.clientWidth
                    || n.getBoundingClientRect().right > root.getBoundingClientRect().right + 1)
                .map((n) => n.className + n.textContent.slice(0, 40))"""
        )
        assert cut == []


def test_an_answer_does_not_move_the_page(patient: Locator) -> None:
    top = "(node) => node.querySelector('.mlc-diagnosis').offsetTop"
    before = patient.evaluate(top)
    option(patient, "no bias gradient").click()
    assert patient.evaluate(top) == before


def test_follows_the_theme(notebook: Any, patient: Locator) -> None:
    light = [pixels(patient, picture) for picture in PICTURES]
    notebook.command("apputils:change-theme", {"theme": "JupyterLab Dark"})
    expect(patient).to_have_attribute("data-mode", "dark")
    dark = [pixels(patient, picture) for picture in PICTURES]
    assert all(a != b for a, b in zip(light, dark, strict=True))
    notebook.command("apputils:change-theme", {"theme": "JupyterLab Light"})
    expect(patient).to_have_attribute("data-mode", "light")


def test_works_after_the_cell_ran_again_and_without_its_kernel(
    notebook: Any, patient: Locator
) -> None:
    count = notebook.page.locator(".mlc-lab").count()
    notebook.run_all()
    expect(notebook.page.locator(".mlc-lab")).to_have_count(count)
    notebook.restart()
    again = view(notebook.page)
    again.scroll_into_view_if_needed()
    option(again, "no bias gradient").click()
    expect(again.locator(".mlc-verdict")).to_contain_text("Not this one.")
    notebook.run_all()  # the kernel that is back gets what was answered while there was none
    expect(view(notebook.page).locator(".mlc-verdict")).to_contain_text("Not this one.")
    expect(option(view(notebook.page, 2), "summed gradient")).to_have_attribute(
        "data-verdict", "wrong"
    )  # as it was made


def test_works_in_a_page_without_jupyter(plain: Any) -> None:
    page = plain(BugLab("F"))
    option(view(page), "tanh slope from z").click()
    expect(view(page).locator(".mlc-verdict")).to_contain_text("Yes: tanh′ as 1 − z²")
