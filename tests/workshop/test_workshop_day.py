"""A workshop of 90 minutes, as an instructor holds it: from the install line to the page of the class.

One hub and one browser serve all of it. Ada sits at the browser; seven others do the same over what a browser uses;
thirty more have only the pulse. The tests build on one another.
"""

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hub import Hub, as_root
from learner import Learner
from playwright.sync_api import Browser, Page, expect
from room import learner as hexadecimal
from room import vote

from mlcourse import curriculum
from mlcourse.cli import main

ROOT = Path(__file__).parents[2]
LESSON, TOPIC = "lessons/00_the_loop_at_a_glance.ipynb", "01_initialization"
EXERCISE = f"exercises/{TOPIC}.ipynb"
NAMES = ["ada", "ben", "cleo", "dan", "eve", "finn", "gus", "hal"]
LATE = "ivy"
PASSWORD, PATIENCE = "eight letters", 900  # seconds, after which nothing comes any more
QUESTION = curriculum.predictions("00")[0]
FULL = sum(task.points for task in curriculum.tasks("01"))
WRONG = next(each for each in curriculum.tasks("01")[0].mistakes if isinstance(each.answer, float))
SLIP = 1  # what Ben loses by it


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    hub = Hub(NAMES)
    try:
        yield hub.wait()
    finally:
        hub.stop()


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Ada's, with what goes wrong in it noted."""
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.wrong = []
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on(
        "request",
        lambda request: (
            "127.0.0.1" in request.url
            or request.url.startswith(("data:", "blob:"))
            or page.wrong.append(request.url)
        ),
    )
    yield page
    page.close()


def alongside(work: Coroutine[Any, Any, Any]) -> Future:
    """Begin to do something beside the browser, which has this thread to itself."""
    pool = ThreadPoolExecutor(1)
    begun = pool.submit(asyncio.run, asyncio.wait_for(work, PATIENCE))
    pool.shutdown(wait=False)
    return begun


def codes(notebook: dict) -> list[str]:
    """The code of a notebook's cells."""
    cells = [each for each in notebook["cells"] if each["cell_type"] == "code"]
    return ["".join(each["source"]) for each in cells]


def answered(notebook: dict, name: str) -> dict:
    """The exercise with its answers; one of Ben's is a mistake that the course knows, and Hal hands in nothing done."""
    solved = json.loads((ROOT / "solutions" / f"{TOPIC}.ipynb").read_text(encoding="utf-8"))
    source = {each["id"]: each["source"] for each in solved["cells"]}
    for cell in notebook["cells"] if name != "hal" else []:
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["source"] = "".join(source[cell["id"]])
            if name == "ben" and "he_std =" in cell["source"]:
                cell["source"] = f"he_std = {WRONG.answer!r}"
    return notebook


def test_before_the_day_everybodys_machine_is_looked_at(tmp_path, capsys):
    assert main(["doctor", "--dir", str(tmp_path / "work")]) == 0
    guide = (ROOT / "workshop" / "README.md").read_text(encoding="utf-8")
    assert "python -m mlcourse doctor" in guide


def test_the_slides_of_lesson_00_are_made_and_turn(browser, tmp_path):
    assert main(["slides", "00", "--out", str(tmp_path / "slides.html")]) == 0
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto((tmp_path / "slides.html").as_uri())
    page.locator("body[data-ready]").wait_for()
    for place in ("1", "2"):
        expect(page.locator(".bar .place")).to_have_text(re.compile(rf"^{place}\b"))
        page.keyboard.press("ArrowRight")
    page.close()


def test_thirty_learners_vote_twice_in_the_pulse_that_the_hub_serves(hub, browser):
    def all_vote(number: int, right: int) -> None:
        with ThreadPoolExecutor(8) as pool:
            list(
                pool.map(
                    lambda each: post(
                        hub, each, number, QUESTION.options[each % 3 if each > right else 0].text
                    ),
                    range(1, 31),
                )
            )

    projector, alone = browser.new_page(), browser.new_page()
    projector.goto(hub.links["projector"])
    alone.goto(hub.links["instructor"])
    expect(projector.locator("#join code").first).to_have_text(f'ml.join("{hub.word}")')
    alone.get_by_label("Show a question").select_option(QUESTION.id)
    alone.locator("#show").click()
    all_vote(1, right=0)
    expect(projector.locator("#count")).to_have_text("30 learners")
    expect(projector.locator(".question .bar")).to_have_count(0)
    alone.get_by_role("button", name="Vote again").click()
    expect(projector.locator(".question .quiet")).to_have_text(
        "30 votes in round 1, 0 votes in round 2"
    )
    all_vote(2, right=15)
    alone.get_by_role("button", name="Reveal the votes").click()
    expect(projector.locator(".question .option").first.locator(".bar b")).to_have_text(
        ["10", "20"]
    )
    projector.close()
    alone.close()


def post(hub: Hub, who: int, number: int, option: str) -> None:
    """Post one vote as a notebook does."""
    import urllib.request

    told = {
        "word": hub.word,
        "learner": hexadecimal(who),
        "reports": [vote(number, QUESTION.id, option)],
    }
    with urllib.request.urlopen(
        f"http://{hub.room}/report", json.dumps(told).encode(), timeout=60
    ) as answer:
        assert answer.status == 200


async def takes_part(hub: Hub, name: str) -> None:
    """What seven of the eight do: log in, run lesson 00, join the room, solve exercise 01, and save it."""
    async with Learner(hub.url, name) as me:
        assert await me.log_in(PASSWORD) == 200
        await me.wait_for_server()
        lesson, exercise = codes(await me.read(LESSON)), answered(await me.read(EXERCISE), name)
        await me.save(EXERCISE, exercise)
        join = f'import mlcourse as ml; print(ml.join("{hub.word}", name="{name}").title)'
        joined, *cells = await me.run(
            LESSON, [join, *lesson, *codes(exercise)]
        )  # one kernel, to be cheap
        assert joined.text == f"You have joined as {name}.\n"
        assert [cell.error for cell in cells if cell.error] == []


def test_eight_learners_at_once_run_lesson_00_and_solve_exercise_01(hub, page):
    async def seven() -> None:
        await asyncio.gather(*(takes_part(hub, name) for name in NAMES[1:]))

    others = alongside(seven())
    log_in(page, hub)
    run_all(page)
    page.evaluate(
        "(path) => jupyterapp.commands.execute('docmanager:open', { path }).then(() => null)",
        EXERCISE,
    )
    page.wait_for_function(
        f"{CONTEXT}?.path === {EXERCISE!r} && {CONTEXT}.session?.kernel?.status === 'idle'"
    )
    page.evaluate(
        TYPE, {each["id"]: each["source"] for each in answered(find_exercise(), "ada")["cells"]}
    )
    run_all(page)
    page.evaluate("() => jupyterapp.commands.execute('docmanager:save').then(() => null)")
    others.result()
    assert page.wrong == []


CONTEXT = "window.jupyterapp?.shell?.currentWidget?.sessionContext"
EXPOSED = """
    new MutationObserver(() => {
        const settings = document.getElementById("jupyter-config-data");
        const text = settings?.textContent.replace('"exposeAppInBrowser": false', '"exposeAppInBrowser": true');
        if (text && text !== settings.textContent) settings.textContent = text;
    }).observe(document, { childList: true, subtree: true });
"""
"""JupyterLab as it is, but that a test can give its commands."""

TYPE = """(sources) => {
    for (const { model } of jupyterapp.shell.currentWidget.content.widgets)
        model.sharedModel.setSource([sources[model.id]].flat().join(""));
}"""


def find_exercise() -> dict:
    return json.loads((ROOT / EXERCISE).read_text(encoding="utf-8"))


def log_in(page: Page, hub: Hub) -> None:
    """Log in by the form, and wait until lesson 00 is open, as it is for every learner."""

    page.add_init_script(EXPOSED)
    page.goto(f"{hub.url}/hub/login")
    page.locator("#username_input").fill("ada")
    page.locator("#password_input").fill(PASSWORD)
    page.locator("#login_submit").click()
    page.wait_for_function(
        f"{CONTEXT}?.path === {LESSON!r} && {CONTEXT}.session?.kernel?.status === 'idle'"
    )


def run_all(page: Page) -> None:
    """Run all cells of the notebook that is shown; none raises."""
    page.evaluate("() => jupyterapp.commands.execute('notebook:run-all-cells').then(() => null)")
    assert page.locator(".jp-OutputArea-output[data-mime-type*='error']").all_inner_texts() == []


def test_from_a_learners_kernel_nothing_of_another_and_nothing_of_the_hub_can_be_read(hub):
    tried = (Path(__file__).parent / "from_a_kernel.py").read_text(encoding="utf-8")
    code = f"HUB, PORT, EXERCISE = {str(hub.folder)!r}, {hub.port}, {EXERCISE!r}\n{tried}"

    async def attack() -> dict:
        async with Learner(hub.url, "cleo") as cleo:
            assert await cleo.log_in(PASSWORD) == 200
            await cleo.wait_for_server()
            (outcome,) = await cleo.run(EXERCISE, [code])
            assert not outcome.error, outcome.error
            return json.loads(outcome.text)

    found = alongside(attack()).result()
    refused = {name: "PermissionError" for name in found if isinstance(found[name], str)}
    assert found == {
        **refused,
        "take more memory": "MemoryError",
        "raise the limit": "ValueError",
        "signal another's process": ["PermissionError"],
        "read another's environment": ["PermissionError"],
        "read another's memory": ["PermissionError"],
        "processes and threads": [400, 400],
        "whose the proxy is": [19_998],
        "whose the pulse is": [19_999],
        "whose the culler is": [20_000],
        "ask the hub for all users": 403,
        "ask the hub for another": 404,
        "ask the proxy for its routes": 403,
        "ask another's server": 403,
        # One of each server, which asks for a token, and one of each kernel, at which it listens and says nothing:
        # through five more it would say to anybody what it prints. Ada's notebooks are open, and Cleo runs this.
        "ports of each learner": [1] * (len(NAMES) - 2) + [2, 3],
        "own folder": "0o700",
        "can become root by a program": False,
        "own groups": [],
        "processes of others": True,
    }


SLEEPER = """import subprocess
print(subprocess.Popen(["sleep", "600"], start_new_session=True).pid)"""


def runs(process: str) -> bool:
    """Whether a process is there and has not ended: one that nobody has waited for has no command any more."""
    try:
        return bool(Path(f"/proc/{process}/cmdline").read_bytes())
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_strangers_stay_outside_and_ben_comes_back_to_what_he_did(hub):
    async def again() -> None:
        async with Learner(hub.url, "ben") as ben:
            assert await ben.log_in(PASSWORD) == 200
            await ben.wait_for_server()
            (sleeper,) = await ben.run(EXERCISE, [SLEEPER])
            await ben.stop_server()
            while runs(sleeper.text.strip()):
                await asyncio.sleep(0.05)
            assert await ben.log_in(PASSWORD) == 200
            await ben.wait_for_server()
            assert f"he_std = {WRONG.answer!r}" in codes(await ben.read(EXERCISE))
            said = await ben.type("python -m mlcourse validate 01")
            assert f"{FULL - SLIP} of {FULL} points" in said
            said = await ben.type("python -m mlcourse reset 00")
            assert "File > Reload Notebook from Disk" in said

    async def statuses() -> list[int]:
        found = []
        strangers = {
            "ben": "not eight letters",
            "mallory": PASSWORD,
            "../ben": PASSWORD,
            "": PASSWORD,
        }
        for name, password in strangers.items():
            async with Learner(hub.url, name) as stranger:
                found.append(await stranger.log_in(password))
        return found

    comes_back = alongside(again())
    assert alongside(statuses()).result() == [403] * 4
    comes_back.result()


def test_who_comes_late_is_let_in_while_the_hub_runs(hub):
    async def knocks() -> int:
        async with Learner(hub.url, LATE) as ivy:
            if (status := await ivy.log_in(PASSWORD)) == 200:
                await ivy.wait_for_server()
            return status

    assert alongside(knocks()).result() == 403
    add = [*as_root(), "tee", "--append", hub.folder / "learners.txt"]
    subprocess.run(add, input=f"{LATE}\n".encode(), stdout=subprocess.DEVNULL, check=True)
    assert alongside(knocks()).result() == 200


def test_all_is_collected_and_graded_and_the_class_has_its_page(hub, page, sandbox, tmp_path):
    roster, learners = hub.folder / "learners.txt", hub.folder / "learners"
    submitted, report = tmp_path / "submitted", tmp_path / "report"
    said = as_root_mlcourse(
        "collect", "01", "--from", learners, "--out", submitted, "--roster", roster
    )
    everybody = [*NAMES, LATE]
    assert f"{len(everybody)} of {len(everybody)} notebooks are new or newer" in said
    assert main(["grade", str(submitted), "--out", str(report), "--roster", str(roster)]) == 0
    points = {
        each["student"]: each["points"]
        for each in json.loads((report / "report.json").read_text())["students"]
    }
    assert points == dict.fromkeys(NAMES, FULL) | {"ben": FULL - SLIP, "hal": 0, LATE: 0}
    page.goto((report / "class.html").as_uri())
    expect(page.locator(".facts")).to_contain_text(f"{len(everybody)} handed in")
    expect(page.get_by_role("link", name="ben")).to_be_visible()

    said = as_root_mlcourse("hand-back", report, "--to", learners)
    assert f"{len(everybody)} of {len(everybody)} pages are in the learners' folders" in said

    async def reads() -> str:
        async with Learner(hub.url, "ben") as ben:
            assert await ben.log_in(PASSWORD) == 200
            await ben.wait_for_server()
            return (await ben.api("GET", f"contents/feedback/{TOPIC}.html"))["content"]

    assert f"of {FULL} points" in alongside(reads()).result()


def as_root_mlcourse(*arguments: object) -> str:
    """Run a command of the course as root, as the instructor does by sudo; return what it says."""
    command = [*as_root(), sys.executable, "-m", "mlcourse", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
