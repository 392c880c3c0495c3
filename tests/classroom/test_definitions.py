"""What `check` says where it judges another definition than the one on the screen: in IPython, cell by cell."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from jupyter_client.manager import start_new_kernel

IMPORT = "from mlcourse import check\ntask = '02.relu'\nimport numpy as np"
RIGHT = "def relu(z):\n    return np.maximum(z, 0)"
WRONG = "def relu(z):\n    return abs(z)"
CHECK = "print(check(task))"
BROKEN = "def relu(z)\n    return np.maximum(z, 0)"
ABOVE = "power = 2.0 ^ 2\n" + RIGHT
BELOW = RIGHT + "\npower = 2.0 ^ 2"
BY_HAND = "task = '02.hidden_sum'\nhidden_sum = -1.5"

JUDGED = "Judged is the definition that ran as cell"
SAID = {
    (WRONG, BROKEN): f"{JUDGED} [2]: the newer one, cell [3], raised SyntaxError. For z = ",
    (RIGHT, BROKEN): f"{JUDGED} [2]: the newer one, cell [3], raised SyntaxError.",
    (RIGHT, ABOVE): f"{JUDGED} [2]: the newer one, cell [3], raised TypeError.",
    ("def relu(z):\n    ...", BROKEN): f"{JUDGED} [2]: the newer one, cell [3], raised SyntaxError.",
    (BY_HAND, "hidden_sum = 3 * -1 +"): f"{JUDGED} [2]: the newer one, cell [3], raised SyntaxError.",
    (BY_HAND, "hidden_sum = 3 / 0"): f"{JUDGED} [2]: the newer one, cell [3], raised ZeroDivisionError.",
    (BROKEN,): "no relu here; cell [2], which defines it, raised SyntaxError",
    ("%%time\n" + RIGHT, BROKEN): "Judged is an earlier definition: the newer one, cell [3], raised",
}  # fmt: skip
NOTHING_TO_SAY = [
    (RIGHT,),
    (BROKEN, RIGHT),
    (WRONG, BROKEN, RIGHT),
    (WRONG, BELOW),  # the new definition was reached
    (RIGHT, "other = 1 / 0"),
    (RIGHT, "x = relu == (1 / 0)"),
    (RIGHT, BROKEN, f"exec({WRONG!r})"),
]

SHELL = """
import json, sys
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance(colors="nocolor")
for cell in json.loads(sys.argv[1]):
    shell.run_cell(cell, store_history=True)
"""


def shown(cells: tuple[str, ...], folder: Path) -> str:
    """What IPython shows when it runs the cells one after the other, and then a check."""
    command = [sys.executable, "-c", SHELL, json.dumps([IMPORT, *cells, CHECK])]
    home = {"HOME": str(folder), "IPYTHONDIR": str(folder / "ipython")}
    environment = {**os.environ, **home, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.run(command, env=environment, capture_output=True, text=True).stdout


@pytest.mark.parametrize("cells", SAID)
def test_a_newer_cell_that_raised_is_told(cells, tmp_path):
    assert SAID[cells] in shown(cells, tmp_path)


@pytest.mark.parametrize("cells", NOTHING_TO_SAY)
def test_where_the_newest_definition_is_judged_nothing_is_said(cells, tmp_path):
    said = shown(cells, tmp_path)
    assert "ReLU: " in said
    assert "Judged is" not in said


@pytest.fixture
def kernel(tmp_path, monkeypatch):
    """Runs a cell as JupyterLab does, with the cell's id; returns what it printed."""
    monkeypatch.setenv("JPY_SESSION_NAME", str(tmp_path / "relu.ipynb"))
    manager, client = start_new_kernel()

    def run(source: str, cell_id: str) -> str:
        content = {"code": source, "silent": False, "store_history": True, "allow_stdin": False}
        message = client.session.msg("execute_request", content, metadata={"cellId": cell_id})
        client.shell_channel.send(message)
        printed = ""
        while True:
            reply = client.get_iopub_msg(timeout=600)
            if reply["parent_header"].get("msg_id") != message["header"]["msg_id"]:
                continue
            printed += reply["content"].get("text", "")
            if reply["content"].get("execution_state") == "idle":
                return printed

    yield run
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def save(path: Path, source: str, later: float) -> None:
    """Save a notebook with one cell, so many seconds from now."""
    cell = {"cell_type": "code", "id": "a", "source": source.splitlines(keepends=True)}
    path.write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    os.utime(path, (time.time() + later,) * 2)


def test_a_cell_that_was_edited_saved_and_not_run_again_is_told(kernel, tmp_path):
    edited = (
        "Judged is the definition that ran as cell [2]; the cell was edited since. Run it again."
    )
    kernel(IMPORT, "start")
    kernel(WRONG, "a")
    assert "edited" not in kernel(CHECK, "check")  # there is no such file
    save(tmp_path / "relu.ipynb", RIGHT, later=-3600)
    assert "edited" not in kernel(CHECK, "check")  # older than the run
    save(tmp_path / "relu.ipynb", WRONG, later=3600)
    assert "edited" not in kernel(CHECK, "check")  # what ran
    save(tmp_path / "relu.ipynb", RIGHT, later=3600)
    assert edited in kernel(CHECK, "check")
    (tmp_path / "relu.ipynb").write_text("no notebook", encoding="utf-8")
    assert "ReLU: not yet right" in kernel(CHECK, "check")
    save(tmp_path / "relu.ipynb", RIGHT, later=3600)
    kernel(RIGHT, "a")
    assert "edited" not in kernel(CHECK, "check")
