"""One thread, in every process that runs a learner's code, unless the user says another number."""

import os

import pytest

from mlcourse.base.threads import VARIABLES
from mlcourse.grading.remote import Remote
from mlcourse.grading.sandbox import PlainRoom, limits

# What the numerical libraries themselves say, and what they were told.
ASK = (
    "import os, numpy, threadpoolctl\n"
    "used = sorted({pool['num_threads'] for pool in threadpoolctl.threadpool_info()})\n"
    f"told = [used, {{name: os.environ.get(name) for name in {VARIABLES}}}]"
)


def told_in_a_fresh_process():
    with PlainRoom(limits(10)) as room:
        remote = Remote(room, {}, frozenset(), [])
        assert remote.run_cell(ASK) is None
        is_there, told = remote.look("told")
        remote.close()
    assert is_there
    return told


@pytest.fixture
def no_number_is_set(monkeypatch):
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def test_a_fresh_process_computes_in_one_thread(no_number_is_set):
    assert told_in_a_fresh_process() == [[1], dict.fromkeys(VARIABLES, "1")]
    assert not set(VARIABLES) & set(os.environ)


@pytest.mark.parametrize("name", ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"])
def test_the_users_number_of_threads_stays(name, no_number_is_set, monkeypatch):
    monkeypatch.setenv(name, "2")
    assert told_in_a_fresh_process()[1] == {**dict.fromkeys(VARIABLES), name: "2"}
