"""Cells run in the sandbox as they run in IPython: the same names, the same errors."""

import json
import subprocess
import sys
from time import monotonic

import pytest

from mlcourse.grading.remote import Remote
from mlcourse.grading.sandbox import Room, limits

NOTEBOOKS = {
    "what was shown": ["6 * 7", "found = [_, Out[1], In[1]]"],
    "what was shown is named": ["1\n2", "3;", "found = [_1, sorted(Out)]"],
    "a magic": ["%time x = 3", "found = x"],
    "a magic among code": ["x = 1\n%precision 3\nx += 1", "found = x"],
    "a command's output": ["x = !echo hello", "found = list(x)"],
    "a prompt that was copied": ["In [3]: x = 5", "found = x"],
    "prompts of Python": [">>> x = 1\n>>> x += 1", "found = x"],
    "set in": ["   x = 1\n   x += 1", "found = x"],
    "help": ["len?", "found = 1"],
    "waits": ["import asyncio\nx = await asyncio.sleep(0, 7)", "found = x"],
    "an error in the middle": ["x = 1\n1 / 0\nx = 2", "found = x"],
    "no Python": ["x = 1\ndef", "found = 'x' in dir()"],
    "a return outside of a function": ["x = 1\nreturn x", "found = 'x' in dir()"],
    "ends": ["x = 1\nraise SystemExit", "found = x"],
    "is the program": ["found = __name__"],
    "a future for all cells": [
        "from __future__ import annotations",
        "def f(x: nowhere): ...",
        "found = f.__annotations__['x']",
    ],
    "told to do something with each cell": [
        "seen = []\nget_ipython().events.register('post_execute', lambda: seen.append(1))",
        "seen.clear()",
        "1",
        "2",
        "found = len(seen)",
    ],
    "empty": ["", "\n  \n", "found = 1"],
    "its own text": ["def f():\n    return 1", "import inspect\nfound = inspect.getsource(f)"],
    "shows things in a function": ["def f():\n    display(1)\n    return 2", "found = f()"],
}
IPYTHON = """
import json, sys
from IPython.core.interactiveshell import InteractiveShell
found, out = {}, sys.stdout
sys.stdout = sys.stderr
for name, cells in json.load(sys.stdin).items():
    shell, errors = InteractiveShell(), []
    for text in cells:
        result = shell.run_cell(text, store_history=True)
        error = result.error_before_exec or result.error_in_exec
        errors.append(type(error).__name__ if error else None)
    found[name] = [errors, shell.user_ns.get("found")]
print(json.dumps(found), file=out)
"""


@pytest.fixture(scope="module")
def ipython():
    done = subprocess.run([sys.executable, "-c", IPYTHON], input=json.dumps(NOTEBOOKS),
                          capture_output=True, text=True, check=True)  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def room(sandbox):
    with Room(limits(20)) as room:
        yield room


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_cell_does_what_it_does_in_ipython(name, room, ipython):
    remote = Remote(room, {}, frozenset(), [])
    try:
        errors = [each and each.kind for each in remote.run_cells(NOTEBOOKS[name], 10)]
        remote.end = monotonic() + 10
        assert [errors, remote.look("found")[1]] == ipython[name]
    finally:
        remote.close()


WITH_THE_LIBRARY = {
    "puts it into an array": "a = np.array([ml.train(), ml.train().theta])\nb = np.asarray(ml.digits().x)",
    "compares arrays": "np.allclose(ml.forward(1, 2, 3).output, np.ones(3))\nnp.mean(ml.digits().y == np.ones(3))",
    "makes a class of it": "class Own(ml.Schedule):\n    def rate(self): return 1\nown = Own(3)\nown.rate()",
    "counts by it": "for i in range(ml.digits().size): pass\n[1, 2, 3][ml.digits().n]\nint(ml.digits().n) // 2 % 3",
    "masks by it": "(ml.digits().y > 3) & ~(ml.digits().y < 5)\nsum(ml.digits().y) or max(1, ml.digits().n)",
    "says it": "print(f'{ml.accuracy(1, 2):.3f} {ml.digits()!r}', round(ml.accuracy(1, 2), 3))",
    "goes through it": "a, b = ml.split(ml.digits())\nfor step in ml.train(): step.after[0] += 1\nlen(ml.train())",
}


@pytest.mark.parametrize("name", WITH_THE_LIBRARY)
def test_a_cell_that_uses_what_is_not_here_of_the_library_runs_on_and_ends(name, room):
    """What stands in its place swallows everything; numpy once looked into it for ever."""
    remote = Remote(room, {}, frozenset(), [])
    try:
        cells = ["import numpy as np\nimport mlcourse as ml", WITH_THE_LIBRARY[name], "found = 1"]
        assert list(remote.run_cells(cells, 2)) == [None] * 3
        remote.end = monotonic() + 2
        assert remote.look("found") == (True, 1)
    finally:
        remote.close()
