"""One thread, in every kernel that the course starts, unless the user says another number."""

import json
import os

import pytest

from mlcourse.base.threads import VARIABLES
from mlcourse.cli.fresh_kernel import run

# What the numerical libraries themselves say, and what they were told.
ASK = (
    "import os, json, numpy, threadpoolctl\n"
    "used = sorted({pool['num_threads'] for pool in threadpoolctl.threadpool_info()})\n"
    f"print(json.dumps([used, {{name: os.environ.get(name) for name in {VARIABLES}}}]))"
)


def told_in_a_fresh_kernel():
    cell = {"cell_type": "code", "source": ASK, "metadata": {}, "outputs": []}
    (cell,) = run([cell])
    return json.loads("".join(output["text"] for output in cell["outputs"]))


@pytest.fixture
def no_number_is_set(monkeypatch):
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def test_a_fresh_kernel_computes_in_one_thread(no_number_is_set):
    assert told_in_a_fresh_kernel() == [[1], dict.fromkeys(VARIABLES, "1")]
    assert not set(VARIABLES) & set(os.environ)


@pytest.mark.parametrize("name", ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"])
def test_the_users_number_of_threads_stays(name, no_number_is_set, monkeypatch):
    monkeypatch.setenv(name, "2")
    assert told_in_a_fresh_kernel()[1] == {**dict.fromkeys(VARIABLES), name: "2"}
