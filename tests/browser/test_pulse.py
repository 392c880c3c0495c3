"""The pulse's pages in a browser: what everybody sees, what the instructor alone sees, and a vote without Python."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from room import WORD, Pulse, learner, task, vote

from mlcourse import curriculum

TASK, QUESTION = curriculum.tasks("04")[1], curriculum.predictions("04")[0]
OPTION = QUESTION.options[0].text


def test_a_question_is_shown_voted_on_revealed_and_voted_on_again(
    browser: Browser, tmp_path: Path
) -> None:
    pulse, errors = Pulse(tmp_path).start(), []
    pages = [browser.new_page() for _ in range(3)]
    for page in pages:
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text))
    projector, alone, phone = pages
    try:
        projector.goto(pulse.links["projector"])
        expect(projector.locator("#empty")).to_be_visible()
        pulse.post(learner(1), task(1, TASK.id, False, TASK.mistakes[0].name), name="<b>Ada</b>")
        pulse.post(learner(2), task(1, TASK.id, True), vote(2, QUESTION.id, OPTION))
        expect(projector.locator(".mistakes").nth(1)).to_have_text(f"1 × {TASK.mistakes[0].name}")
        assert "Ada" not in projector.content()

        alone.goto(pulse.links["instructor"])
        expect(alone.locator("#help td").first).to_have_text("<b>Ada</b>")  # as text, not as markup
        alone.get_by_label("Show a question").select_option(QUESTION.id)
        alone.locator("#show").click()
        expect(projector.locator(".question .option")).to_have_count(len(QUESTION.options))
        expect(projector.locator(".question .bar")).to_have_count(0)

        alone.get_by_role("button", name="Vote again").click()
        phone.goto(f"http://{pulse.host}/")
        phone.locator("#word").fill(WORD)
        phone.get_by_role("button", name="Join").click()
        phone.locator(".choice").first.click()
        expect(phone.locator("#question")).to_have_text("Your vote is in.")
        alone.get_by_role("button", name="Reveal the votes").click()
        first = projector.locator(".question .option").first.locator(".bar b")
        expect(first).to_have_text(["1", "1"])
        expect(projector.locator("#count")).to_have_text("3 learners")
        for page in pages:
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
    finally:
        for page in pages:
            page.close()
        pulse.kill()
    assert errors == []
