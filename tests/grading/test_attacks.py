"""A class full of attacks, graded in the real sandbox, with honest students among them."""

import csv
import ctypes
import importlib
import json
import os
import platform
import socket
import threading
import time
from pathlib import Path

import pytest
from attacks import ATTACKS, EVERYBODY, HONEST
from damaged import ROOT, TOPIC, code, solved, to_bytes

from mlcourse import curriculum
from mlcourse.checks.calls import calls_of
from mlcourse.checks.elsewhere import ALSO
from mlcourse.checks.shallow import is_shallow
from mlcourse.checks.source import Written, functions_used
from mlcourse.checks.verdict import Verdict
from mlcourse.cli import main
from mlcourse.grading import sandbox as sandboxes
from mlcourse.grading import submission
from mlcourse.grading.remote import Remote, text_of
from mlcourse.grading.sandbox import Room, limits
from mlcourse.grading.submission import Job

PUBLISHED = (ROOT / "exercises" / f"{TOPIC}.ipynb").read_bytes()
FULL = sum(task.points for task in curriculum.tasks("04"))


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def report(sandbox, tmp_path_factory):
    """The report on all of them, by student; nothing else on the disk has changed, and nobody was called."""
    root = tmp_path_factory.mktemp("class")
    submitted, out = root / "submitted", root / "report"
    callers = []
    server = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=lambda: callers.append(server.accept()), daemon=True).start()
    for each in EVERYBODY:
        folder = submitted / each.name / TOPIC
        folder.mkdir(parents=True)
        text = each.notebook().decode().replace("PORT", str(server.getsockname()[1]))
        text = text.replace("REPORT", str(out)).replace("SUBMITTED", str(submitted))
        text = text.replace("COURSE", str(ROOT / "exercises"))
        (folder / f"{TOPIC}.ipynb").write_text(text)
        for name, content in each.beside.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(content)
    (submitted / "symlink" / TOPIC).mkdir(parents=True)
    (submitted / "symlink" / TOPIC / f"{TOPIC}.ipynb").symlink_to(Path(curriculum.__file__))
    before = snapshot(submitted)
    options = ["--timeout", "1.5", "--memory", "600", "--jobs", "2", "--exercise", "04"]
    assert main(["grade", str(submitted), "--out", str(out), *options]) == 0
    assert snapshot(submitted) == before
    assert not callers
    content = json.loads((out / "report.json").read_text(encoding="utf-8"))
    content["out"] = out
    content["by"] = {each["student"]: each for each in content["students"]}
    return content


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_gains_nothing_and_loses_only_its_own(attack, report):
    got = report["by"][attack.name]
    (task,) = [each for each in got["tasks"] if each["id"] == "04.tanh_slope"]
    assert task["points"] == 0, task
    assert task["said"]
    assert FULL - 1 - attack.costs <= got["points"] <= FULL - 1, [
        (each["id"], each["said"]) for each in got["tasks"] if not each["points"]
    ] + [got["remarks"]]


@pytest.mark.parametrize("student", HONEST, ids=lambda student: student.name)
def test_an_honest_student_among_them_has_full_marks(student, report):
    got = report["by"][student.name]
    assert got["points"] == FULL, [(each["id"], each["said"]) for each in got["tasks"]] + [
        got["remarks"]
    ]


def test_every_student_has_a_row_and_a_reason(report):
    with (report["out"] / "grades.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert set(rows) == {each.name for each in EVERYBODY} | {"symlink"}
    assert float(rows["ada"]["score"]) == FULL
    assert "link" in report["by"]["symlink"]["problem"]
    assert report["isolated"]


def test_what_was_tried_is_told_and_no_page_is_filled_with_it(report):
    """It gains nothing, but an instructor wants to know who has put something in the place of `check`."""
    remarks = {name: " ".join(each["remarks"]) for name, each in report["by"].items()}
    assert "something else in the place of numpy" in remarks["patches_all"]
    assert "something else in the place of mlcourse.check" in remarks["silences_check"]
    assert "ended the Python process" in remarks["ends_at_the_end"]
    assert "nbgrader stops" in remarks["ends_at_the_end"]
    assert "in the place of" not in remarks["ada"] + remarks["with_helpers"] + remarks["draws"]
    assert len(report["by"]["leaves_a_thousand_remarks"]["remarks"]) <= submission.MOST_REMARKS + 1
    assert "more like these" in remarks["leaves_a_thousand_remarks"]


LEAVES = """
import ctypes, socket
kernel = ctypes.CDLL(None)
kernel.syscall({"x86_64": 248}.get(__import__("platform").machine(), 217), b"user", b"message", b"hello", 5, -3)
for folder in ("/tmp", "/dev/shm", "/dev", "/", "/room"):
    try: open(f"{folder}/message", "w").close()
    except OSError: pass
door = socket.socket()
door.bind(("127.0.0.1", 40123)); door.listen()
one = socket.create_connection(("127.0.0.1", 40123)); other, _ = door.accept()
other.close(); one.close(); door.close()
"""
LOOKS = """
import ctypes, os, platform, socket
call = {"x86_64": 250}.get(platform.machine(), 219)
found = [place for place in ("/tmp", "/dev/shm", "/dev", "/", "/room") if os.path.exists(f"{place}/message")]
found += ["key"] * (ctypes.CDLL(None).syscall(call, 10, -3, b"user", b"message", 0) > 0)
try: socket.socket().bind(("127.0.0.1", 40123))
except OSError: found.append("port")
"""


def found_in(room, *cells):
    """Return what the last of several submissions of one cell each has found."""
    for cell in cells:
        remote = Remote(room, {}, frozenset(), [])
        remote.end = time.monotonic() + 10
        remote.run_cell(cell)
        there, found = remote.look("found")
        remote.close()
    assert there
    return found


def test_a_submission_leaves_no_message_to_the_next(sandbox):
    """Neither in files, nor by a port that was just used, nor in a ring of the kernel's keys that all inherit."""
    call = {"x86_64": 250}.get(platform.machine(), 219)
    ctypes.CDLL(None).syscall(call, 1, None)  # such a ring, as a login makes one
    with Room(limits(5)) as room:
        assert found_in(room, LEAVES, LOOKS) == []


def test_what_lies_among_what_is_shown_is_hidden(sandbox, tmp_path, monkeypatch):
    """An environment may hold the course's repository, the submissions, or an old report; /usr may, in a container."""
    env = tmp_path / "env"
    for name in ("course/solutions/a.py", "report/grades.csv", "report/.results/seed", "kept.txt"):
        (env / name).parent.mkdir(parents=True, exist_ok=True)
        (env / name).write_text("x")
    (env / "all.zip").write_text("x")
    python = sandboxes._python
    monkeypatch.setattr(sandboxes, "_python", lambda: [*python(), env])
    monkeypatch.setattr(sandboxes, "COURSE", [str(env / "course" / "solutions")])
    look = (
        "import os\nfound = sorted(os.path.relpath(os.path.join(place, name), PLACE) for place, _, names in "
        "os.walk(PLACE) for name in names if os.path.getsize(os.path.join(place, name)))"
    )
    with Room(limits(5), [env / "report", env / "all.zip"]) as room:
        assert found_in(room, look.replace("PLACE", repr(str(env)))) == ["kept.txt"]


def test_no_process_is_left(report):
    left = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes()
        except OSError:
            continue
        if b"98765" in line or (b"inside.warm" in line and path.parent.name != str(os.getpid())):
            left.append(line)
    assert not [line for line in left if b"98765" in line], left


def test_nothing_that_a_student_wrote_is_markup_in_a_page(report):
    for page in report["out"].rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "<script" not in text, page
        assert "<img" not in text, page
        assert "<b>careful" not in text, page


def test_no_number_that_was_drawn_afresh_gets_out(report):
    """Those of the check itself do: the student can print them anyway."""
    task = curriculum.find_task("04.tanh_slope")
    drawn = [
        repr(float(call.drawn["z"].ravel()[0]))
        for call in calls_of(task, report["seed"])
        if not call.is_small
    ]
    said = json.dumps(report["students"])
    pages = " ".join(page.read_text(encoding="utf-8") for page in report["out"].rglob("*.html"))
    assert report["by"]["shows_the_hidden_numbers"]["remarks"]
    for number in drawn:
        assert number[:8] not in said + pages
    assert str(report["seed"]) not in pages


def test_a_thousand_slow_cells_are_not_waited_for(sandbox, monkeypatch):
    monkeypatch.setattr(submission, "ALL", 3)
    notebook = solved()
    notebook["cells"][0:0] = [code("import time; time.sleep(0.3)")] * 1000
    with Room(limits(1)) as room:
        result = submission.grade(Job("ada", TOPIC, to_bytes(notebook), PUBLISHED, seconds=1), room)
    assert (result.points, len(result.tasks)) == (0, len(curriculum.tasks("04")))
    assert submission.TOO_LONG in result.remarks


def test_an_interpreter_that_lies_in_tmp_is_there_for_whom_it_serves(
    sandbox, tmp_path, monkeypatch
):
    """bubblewrap shows it, and each submission's own empty /tmp must not hide it again."""
    (tmp_path / "env").mkdir()
    (tmp_path / "env" / "scale.txt").write_text("1")
    (tmp_path / "beside.txt").write_text("1")
    python = sandboxes._python
    monkeypatch.setattr(sandboxes, "_python", lambda: [*python(), tmp_path / "env"])
    read = (
        "from pathlib import Path\n\ndef sigmoid(z):\n    k = float(Path({!r}).read_text())\n"
        "    return np.exp(-np.logaddexp(0, -k * z))"
    )
    there, hidden = tmp_path / "env" / "scale.txt", tmp_path / "beside.txt"
    empty = code("pass")
    assert points_with(read.format(str(there)), "02-sigmoid-answer", empty)["02.sigmoid"] > 0
    assert points_with(read.format(str(hidden)), "02-sigmoid-answer", empty)["02.sigmoid"] == 0


TABLE = code(
    "from mlcourse import sigmoid as theirs\n"
    "grid = np.linspace(-50, 1050, 900_001)\n"
    "table = np.asarray(theirs(grid), dtype=float)"
)
LOOKED_UP = "def sigmoid(z):\n    return np.interp(z, grid, table)"


def points_with(answer: str, after: str, cell: object = TABLE) -> dict[str, float]:
    """Return what the forward pass earns with another sigmoid, and a cell (a table of the library's) behind one."""
    topic = "02_forward_pass"
    published = (ROOT / "exercises" / f"{topic}.ipynb").read_bytes()
    notebook = json.loads((ROOT / "solutions" / f"{topic}.ipynb").read_text(encoding="utf-8"))
    cells = notebook["cells"]
    names = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells]
    cells[names.index("02-sigmoid-answer")]["source"] = answer
    cells.insert(names.index(after) + (after != "02-sigmoid-answer"), cell)
    with Room(limits(5)) as room:
        result = submission.grade(Job("ada", topic, json.dumps(notebook).encode(), published), room)
    return {task.id: task.points for task in result.tasks}


def test_a_function_that_a_task_asks_for_cannot_be_called_before_it_was_judged(sandbox):
    """Else a cell could tabulate it, and the answer look it up."""
    points = points_with(LOOKED_UP, "02-sigmoid-answer")
    assert points["02.sigmoid"] == 0
    assert points["02.relu"] > 0


def test_what_is_called_after_a_task_was_judged_does_not_help_with_numbers_drawn_afresh(sandbox):
    """Those come when all has been said: an answer that fits the check's own may have found a table by then."""
    known = [
        call.drawn["z"].tobytes().hex() for call in calls_of(curriculum.find_task("02.sigmoid"), 0)
    ]
    answer = (
        f"known = {known}\n"
        "def sigmoid(z):\n"
        "    if np.asarray(z).tobytes().hex() in known:\n"
        "        return 1 / (1 + np.exp(-np.clip(z, -700, 700)))\n"
        "    return np.interp(z, grid, table)"
    )
    points = points_with(answer, "02-sigmoid")
    assert points["02.sigmoid"] == 0
    assert points["02.relu"] > 0


BY_ANOTHER_NAME = {
    "in the open": ["from scipy.special import expit"],
    "renamed": ["from scipy.special import expit as s"],
    "renamed among magic": ["%time 1\nfrom scipy.special import expit as s"],
    "beside a cell that is no Python": ["def (", "from scipy.special import expit as s"],
    "in a cell that is no Python": ["from scipy.special import expit as s\ndef ("],
    "in a cell that is too deep": ["from scipy.special import expit as s\nx = " + "-" * 50 + "1"],
    "behind a long cell": ["x = 1\n" * 18_000, "from scipy.special import expit as s"],
    "behind much that speaks of it": ["x = expit\n" * 30_000, "from scipy.special import expit as s"],
    "assigned": ["import scipy.special as sp\ns = sp.expit"],
    "assigned twice": ["import scipy.special as sp\nt, u = sp.expit, 1\ns = t"],
    "wrapped": ["import scipy.special as sp\ns = np.vectorize(sp.expit)"],
    "in a lambda": ["import scipy.special as sp\ns = lambda z: sp.expit(z)"],
    "in a helper": ["import scipy.special as sp\ndef s(z):\n    return sp.expit(z)"],
    "in a dict": ["import scipy.special as sp\ns = {'f': sp.expit}"],
    "by text": ["import scipy.special as sp\ns = getattr(sp, 'expit')"],
    "in wide letters": ["from scipy.special import ｅxpit as s"],
    "in two pieces": ["import scipy.special as sp\ns = getattr(sp, 'ex' 'pit')"],
    "in a sum": ["import scipy.special as sp\ns = getattr(sp, 'ex' + 'pit')"],
    "escaped": ["import scipy.special as sp\ns = getattr(sp, '\\x65xpit')"],
    "a package in pieces": ["sp = __import__('sci' 'py.special').special\ns = sp.expit"],
    "in a loop": ["import scipy.special as sp\nfor s in [sp.expit]: pass"],
    "put into a list": ["import scipy.special as sp\nt = []\nt.append(sp.expit)\ns = t[0]"],
    "with": ["from contextlib import nullcontext as n\nimport scipy.special as sp\nwith n(sp.expit) as s: pass"],
    "executed": ["exec('from scipy.special import expit as s')"],
    "evaluated": ["s = eval('__import__(\"scipy.special\").special.expit')"],
    "of a helper's helper": [
        "from scipy.special import *\ndef t(z):\n    return expit(z)\ndef s(z):\n    return t(z)"],
}  # fmt: skip


@pytest.mark.parametrize("how", BY_ANOTHER_NAME)
def test_another_packages_function_is_noticed_by_the_text(how):
    called = "expit" if how == "in the open" else "s"
    text = f"def sigmoid(z):\n    return {called}(z)"
    answer = Written(text, [*BY_ANOTHER_NAME[how], text])
    assert functions_used(answer, frozenset({"scipy.special.expit"})) == ["scipy.special.expit"]
    assert functions_used(answer, frozenset({"scipy.special.softmax"})) == []


HONEST_TEXT = "def sigmoid(z):\n    return 1 / (1 + np.exp(-z))"
UNDER_ANOTHERS_TEXT = {
    "wraps": "import functools\n@functools.wraps(honest)\ndef sigmoid(z):\n    return expit(z)",
    "lies of its text": "def sigmoid(z):\n    return expit(z)\ninspect.getsource = lambda _: honest",
    "in a loop": "for sigmoid in [wraps(honest)(lambda z: expit(z))]: pass",
    "assigned in a branch": "if True:\n    sigmoid = wraps(honest)(expit)",
    "imported": "from scipy.special import expit as sigmoid",
}


@pytest.mark.parametrize("how", UNDER_ANOTHERS_TEXT)
def test_what_last_had_the_answers_name_counts_and_not_only_the_text_that_its_process_gives(how):
    cells = ["import scipy\nfrom scipy.special import expit", HONEST_TEXT, UNDER_ANOTHERS_TEXT[how]]
    wanted = frozenset({"scipy.special.expit"})
    assert functions_used(Written(HONEST_TEXT, cells, "sigmoid"), wanted) == [*wanted]
    cells = [cells[0], cells[2], HONEST_TEXT]  # a first attempt, and then another
    assert functions_used(Written(HONEST_TEXT, cells, "sigmoid"), wanted) == []


def test_a_decorator_that_shows_anothers_text_does_not_help(sandbox):
    answer = UNDER_ANOTHERS_TEXT["wraps"].replace("honest", "sigmoid_of_ones_own")
    honest = code(HONEST_TEXT.replace("sigmoid", "sigmoid_of_ones_own"))
    points = points_with(f"from scipy.special import expit\n{answer}", "02-sigmoid-answer", honest)
    assert points["02.sigmoid"] == 0
    assert points["02.relu"] > 0


def test_functions_that_do_as_well_are_noticed_and_there():
    for full, others in ALSO.items():
        for other in others:
            module, _, name = other.rpartition(".")
            assert hasattr(importlib.import_module(module), name), other
            text = f"def answer(a, b):\n    return {name}(a, b)"
            answer = Written(text, [f"from {module} import {name}", text])
            assert other in functions_used(answer, frozenset({full}))


@pytest.mark.parametrize(
    "cell",
    [
        "theirs = expit(np.linspace(-3, 3))\nz = expit(0.0)",
        "def compare(z):\n    return np.allclose(expit(z), sigmoid(z))",
        "plt.plot(z, expit(z))\nfigure = plt.plot(expit(z))",
        "x = np.array([expit(1.0), expit(2.0)])",
    ],
)
def test_who_only_compares_with_another_package_is_not_accused(cell):
    text = "def sigmoid(z):\n    x = np.exp(-z)\n    theirs = 1 + x\n    return 1 / theirs"
    answer = Written(text, ["from scipy.special import expit", cell, text])
    assert functions_used(answer, frozenset({"scipy.special.expit"})) == []


def test_a_module_beside_the_notebook_is_looked_through(sandbox):
    topic = "02_forward_pass"
    published = (ROOT / "exercises" / f"{topic}.ipynb").read_bytes()
    notebook = json.loads((ROOT / "solutions" / f"{topic}.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "02-sigmoid-answer":
            cell["source"] = "from helpers import s\ndef sigmoid(z):\n    return s(z)"
    beside = {"helpers.py": b"from scipy.special import expit as s"}
    job = Job("ada", topic, json.dumps(notebook).encode(), published, beside)
    with Room(limits(5)) as room:
        tasks = {task.id: task for task in submission.grade(job, room).tasks}
    assert tasks["02.sigmoid"].points == 0
    assert "scipy.special.expit" in tasks["02.sigmoid"].said[0]
    assert tasks["02.tanh"].points > 0


def test_answers_that_are_slow_at_the_end_are_not_waited_for_beyond_the_whole_notebooks_time(
    sandbox, monkeypatch
):
    monkeypatch.setattr(submission, "ALL", 0.001)
    tried = []
    monkeypatch.setattr(submission, "is_right_afresh", lambda *_: tried.append(1) or True)
    monkeypatch.setattr(submission._Pass, "_once", lambda own, remote, judge: [
        judge(task, remote, 5) for task in own.tasks[:3]])  # fmt: skip
    monkeypatch.setattr(submission, "judge_known", lambda task, *_: Verdict(task, "passed"))
    monkeypatch.setattr(submission, "monotonic", iter([0, 0, *range(1, 1000)]).__next__)
    with Room(limits(5)) as room:
        submission.grade(Job("ada", TOPIC, to_bytes(solved()), PUBLISHED), room)
    assert not tried


def test_a_function_of_ones_own_may_have_the_name_of_another_packages():
    """Even where the notebook speaks of that package."""
    helper = "def recall_score(t, p):\n    return np.mean(p[t == 1])"
    text = "def recall_averages(p, t):\n    return recall_score(t, p), 0"
    wanted = frozenset({"sklearn.metrics.balanced_accuracy_score"})
    cells = ["import sklearn.metrics as sm\nsm.f1_score([1], [1])", helper, text]
    for there in (cells, [*cells[:2], "from helpers import recall_score", text]):
        assert functions_used(Written(text, there, "recall_averages"), wanted) == []
    for more in ("from sklearn.metrics import *", "recall_score = sm.recall_score"):
        there = [cells[0], helper, more, text]
        used = functions_used(Written(text, there, "recall_averages"), wanted)
        assert used == ["sklearn.metrics.recall_score"], more


def test_a_text_that_might_crash_a_parser_is_not_parsed():
    assert not is_shallow("def f(z):\n    return " + "-" * 3900 + "z")
    assert not is_shallow("x = " + "z + " * 3000 + "z")
    assert Written("def f(z):\n    return " + "-" * 3900 + "z").text == ""
    assert is_shallow("def f(z):\n    return {'a': [(z + 1) * (2 - z)]}\n")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"# coding: latin-1\nx = '\xe9'", "# coding: latin-1\nx = 'é'"),
        (b"# coding: unicode_escape\nfrom scipy.special import \\x65xpit", "expit"),
        (b"# coding: nowhere\nexpit", "expit"),
        (b"\xef\xbb\xbfexpit", "expit"),
    ],
)
def test_a_module_beside_the_notebook_is_read_as_python_reads_it(content, text):
    assert text in text_of(content)
    assert text_of(content + b"\0") == ""
