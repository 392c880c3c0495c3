"""A notebook and the pulse: what is posted, that it waits, and that nothing changes for who has not joined."""

import json
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from room import Pulse

import mlcourse as ml
from mlcourse import curriculum
from mlcourse.classroom import joining
from mlcourse.classroom.progress_file import load, read

QUESTION = curriculum.questions("04")[0]
PREDICTION = next(each for each in curriculum.predictions("04") if each.options)
CURVE = next(
    each for number in curriculum.numbers() for each in curriculum.predictions(number) if each.curve
)
TASK = next(each for each in curriculum.tasks("04") if each.mistakes)


@pytest.fixture(autouse=True)
def progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MLCOURSE_PROGRESS", str(tmp_path / "progress.json"))
    monkeypatch.setattr(joining, "WAITS", (0.05, 0.2))
    return tmp_path / "progress.json"


def test_what_is_answered_while_the_room_is_down_waits_in_the_file_and_is_sent_once(
    tmp_path, progress
):
    pulse = Pulse(tmp_path)
    assert "does not answer yet" in ml.join("maple", host=pulse.host, name="Ada").title
    ml.check(TASK.id, TASK.mistakes[0].answer)
    ml.quiz(QUESTION.id).answers = [0]
    assert len(load(progress)["to_send"]) == 2
    try:
        pulse.start()
        until(lambda: not load(progress)["to_send"])
        ml.order_lines("04.backward_pass").tries = 1
        until(lambda: not load(progress)["to_send"])
        assert "joined as Ada" in ml.join("maple", host=pulse.host, name="Ada").title
    finally:
        pulse.kill()
    rows = (
        sqlite3.connect(pulse.file)
        .execute("SELECT kind, item, value, right FROM reports")
        .fetchall()
    )
    assert rows == [
        ("task", TASK.id, TASK.mistakes[0].name, 0),
        ("vote", QUESTION.id, QUESTION.options[0].text, 0),
        ("order", "04.backward_pass", "", 0),
    ]


def test_another_rooms_word_is_refused_and_nothing_is_joined(tmp_path, progress):
    pulse = Pulse(tmp_path).start()
    try:
        with pytest.raises(ValueError, match="word must be the room's own; given 'oak'"):
            ml.join("oak", host=pulse.host)
    finally:
        pulse.kill()
    assert "joined" not in json.loads(progress.read_text() if progress.exists() else "{}")


def test_no_code_is_posted_and_of_a_drawn_curve_only_how_it_came_out():
    def answer(x):
        return "my own code"

    before = read()
    ml.join("maple", host="127.0.0.1:9")
    ml.check(TASK.id, answer)
    content = read()
    content["predictions"][CURVE.id] = {"answer": "1 2 3", "right": True}
    content["predictions"][PREDICTION.id] = {"answer": PREDICTION.options[0].text, "right": False}
    told = {each["item"]: each for each in joining._news(before, content)}
    assert told[CURVE.id]["value"] == "near"
    assert told[PREDICTION.id]["value"] == PREDICTION.options[0].text
    assert set(told[TASK.id]) == {"kind", "item", "value", "right"}
    assert "own code" not in json.dumps(content)
    ml.leave()
    assert not read()["to_send"]


def test_a_day_later_nothing_is_noted_any_more(monkeypatch):
    ml.join("maple", host="127.0.0.1:9")
    monkeypatch.setattr(joining, "now", lambda: "2999-01-01T00:00:00+00:00")
    ml.check(TASK.id, TASK.mistakes[0].answer)
    assert not read()["to_send"]


def test_without_a_room_nothing_is_loaded_and_the_file_is_as_ever(progress):
    code = (
        f"import sys, mlcourse as ml; ml.check({TASK.id!r}, 0); "
        "print([m for m in ('mlcourse.classroom.joining', 'urllib.request', 'tornado') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip().splitlines()[-1] == "[]"
    assert not {"joined", "to_send"} & set(json.loads(progress.read_text()))


def until(true) -> None:
    """Wait for what must come; a machine may be busy."""
    end = time.monotonic() + 120
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)
