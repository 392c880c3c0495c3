"""The pulse as a class meets it: nothing lost, nothing twice, nobody's votes shown before they are revealed."""

import asyncio
import json
import signal
import sqlite3
from collections.abc import Iterator

import pytest
from room import Pulse, learner, task, vote
from tornado.httpclient import AsyncHTTPClient, HTTPClientError

from mlcourse import curriculum
from mlcourse.pulse.board import said

QUESTION = curriculum.questions("04")[0]
TASK = curriculum.tasks("04")[0]
OPTIONS = [option.text for option in QUESTION.options]
LEARNERS, REPORTS = 200, 3


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pulse]:
    pulse = Pulse(tmp_path_factory.mktemp("pulse")).start()
    yield pulse
    pulse.kill()


def test_nothing_is_lost_and_nothing_counts_twice_for_200_learners_when_it_is_killed_in_the_middle(
    tmp_path,
):
    pulse = Pulse(tmp_path).start()

    async def work(
        number: int, client: AsyncHTTPClient, half: asyncio.Event, counted: list[int]
    ) -> None:
        """Post until it is acknowledged, as a notebook does; every third post comes twice."""
        for i in range(1, REPORTS + 1):
            report = task(i, TASK.id, right=i == REPORTS, mistake="" if i == REPORTS else "a slip")
            body = json.dumps({"word": "maple", "learner": learner(number), "reports": [report]})
            times = 0
            while times < 1 + (number % 3 == 0):
                try:
                    await client.fetch(f"http://{pulse.host}/report", method="POST", body=body)
                    times += 1
                except (OSError, HTTPClientError):
                    await asyncio.sleep(0.1)
            counted[0] += 1
            if counted[0] == LEARNERS * REPORTS // 2:
                half.set()

    async def all_work() -> None:
        half, counted = asyncio.Event(), [0]
        client = AsyncHTTPClient(force_instance=True, max_clients=40)
        working = asyncio.gather(
            *(work(number, client, half, counted) for number in range(1, LEARNERS + 1))
        )
        await half.wait()
        await asyncio.to_thread(pulse.kill)
        await asyncio.to_thread(pulse.start)
        await asyncio.wait_for(working, 300)
        client.close()

    try:
        asyncio.run(all_work())
        (shown,) = pulse.view("projector")["exercises"]
        assert pulse.view("projector")["learners"] == LEARNERS
    finally:
        pulse.kill()
    rows = sqlite3.connect(pulse.file).execute("SELECT learner, number FROM reports").fetchall()
    wanted = {(learner(n), i) for n in range(1, LEARNERS + 1) for i in range(1, REPORTS + 1)}
    assert (len(rows), set(rows)) == (LEARNERS * REPORTS, wanted)
    assert (shown["tasks"][0]["done"], shown["tasks"][0]["stuck"], shown["tasks"][0]["open"]) == (
        LEARNERS,
        0,
        0,
    )


def test_votes_are_hidden_until_they_are_revealed_and_a_second_vote_stands_beside_the_first(
    running,
):
    item = QUESTION.id
    for number, option in enumerate((0, 0, 1), start=101):
        running.post(learner(number), vote(1, item, OPTIONS[option]), vote(2, item, OPTIONS[1]))
    running.act("show", item)
    hidden = running.view("projector")["question"]
    assert hidden["votes"] == [3]
    assert all(set(option) == {"text"} for option in hidden["options"])
    assert running.view("instructor")["questions"][0]["options"][0]["counts"] == [2]
    running.act("again", item)
    for number in (101, 102, 103):
        running.post(learner(number), vote(3, item, OPTIONS[1]))
    assert "counts" not in running.view("projector")["question"]["options"][0]
    running.act("reveal", item)
    counts = [option["counts"] for option in running.view("projector")["question"]["options"]]
    assert counts[:2] == [[2, 0], [1, 3]]


def test_the_instructor_alone_sees_who_is_stuck_and_what_treats_it(running):
    mistake = TASK.mistakes[0].name
    running.post(learner(201), task(1, TASK.id, False, mistake), name="Ada")
    running.post(learner(202), task(1, TASK.id, False, mistake))
    running.post(learner(203), task(1, TASK.id, True))
    alone, for_all = running.view("instructor"), running.view("projector")
    assert alone["help"][0] == {"name": "Ada", "minutes": 0, "stuck": [[TASK.id, said(mistake)]]}
    assert alone["mistakes"][0]["learners"] == 2
    assert alone["mistakes"][0]["section"].startswith("lesson ")
    assert "Ada" not in json.dumps(for_all)
    shown = for_all["exercises"][0]["tasks"][0]
    assert (shown["done"], shown["stuck"], shown["mistakes"]) == (1, 2, [[said(mistake), 2]])


@pytest.mark.parametrize(
    ("reports", "more", "status"),
    [
        ([], {"word": "oak"}, 403),
        ([], {"name": "x" * 41}, 400),
        ([], {"name": "two\nlines"}, 400),
        ([task(0, TASK.id, True)], {}, 400),
        ([task(1, "04.no_such", True)], {}, 400),
        ([task(1, TASK.id, True, "x" * 401)], {}, 400),
        ([vote(1, QUESTION.id, "<b>mine</b>")], {}, 400),
        ([{**task(1, TASK.id, True), "kind": "code"}], {}, 400),
        ([task(n, TASK.id, True) for n in range(1, 102)], {}, 400),
    ],
)  # fmt: skip
def test_what_is_not_of_the_course_is_refused_and_not_kept(running, reports, more, status):
    found, said = running.post("deadbeef", *reports, **more)
    assert found == status
    assert said["refused"]
    kept = sqlite3.connect(running.file).execute(
        "SELECT * FROM learners WHERE learner = 'deadbeef'"
    )
    assert not kept.fetchall()


def test_who_posts_without_end_is_told_to_wait_and_others_are_not(running):
    statuses = [running.post(learner(301))[0] for _ in range(40)]
    assert 429 in statuses
    assert running.post(learner(302))[0] == 200


@pytest.mark.parametrize(
    "path",
    ["projector/guess", "instructor/guess", "instructor/guess/listen", "instructor/guess/choices"],
)
def test_only_who_holds_the_link_sees_a_page(running, path):
    assert running.send(path, "")[0] in (404, 405)


def test_the_projectors_link_does_not_open_the_instructors_page(running):
    secret = running.links["projector"].rpartition("/")[2]
    assert running.send(f"instructor/{secret}/act", f"what=reveal&item={QUESTION.id}")[0] == 404


def test_ctrl_c_ends_it_well(tmp_path):
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # else it may be born deaf
    try:
        pulse = Pulse(tmp_path).start()
    finally:
        signal.signal(signal.SIGINT, before)
    try:
        pulse.process.send_signal(signal.SIGINT)
        assert pulse.process.wait(300) == 0
    finally:
        pulse.kill()
