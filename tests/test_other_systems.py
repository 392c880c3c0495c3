"""What can be tried here of Windows and macOS: their encodings, paths, line ends and names, and what they lack.

Nobody has run the course there. Code pages are those of a pipe on Windows; signals, fork and POSIX's locks are taken
away from a process; paths are Windows' own where a function can be given one.
"""

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path, PureWindowsPath

import pytest

import mlcourse as ml
from mlcourse.base.legible import NAME, letters, make_legible
from mlcourse.cli import main, packages, parser
from mlcourse.grading.files import files_in

ROOT = Path(ml.__file__).parents[1]
CODE_PAGES = ("cp1252", "latin-1")
FOLDERS = (
    "authoring",
    "docs",
    "exercises",
    "lessons",
    "mlcourse",
    "solutions",
    "tests",
    "workshop",
    ".ci",
)
TRACKED = [
    path for folder in FOLDERS for path in (ROOT / folder).rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
]  # fmt: skip


# ---------------------------------------------------------------- encodings


@contextmanager
def pipe(code_page: str) -> Iterator[io.BytesIO]:
    """Let a process write into a pipe on Windows: stdout and stderr in a code page, where nothing is forgiven."""
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding=code_page, write_through=True)
    with redirect_stdout(stream), redirect_stderr(stream):
        yield written
    stream.detach()


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory) -> Path:
    """A class of one, who has handed in the worked solution."""
    folder = tmp_path_factory.mktemp("class") / "handed in"
    folder.mkdir()
    (solution,) = (ROOT / "solutions").glob("01_*.ipynb")
    shutil.copy(solution, folder / f"müller_{solution.name}")
    return folder


COMMANDS = {
    "progress": 0, "doctor": 0, "reset 00": 0, "reset 77": 1, "validate 01": 1, "inventory {class}": 1,
    "release 01 --out {tmp}/out --due 2030-01-01": 0, "grade {class} --out {tmp}/report --allow-unisolated": 0,
    "collect 01 --from {class} --out {tmp}/out": 0, "slides 77": 1, "hand-back {tmp} --to {class}": 1,
}  # fmt: skip
SERVERS = {"lab", "pulse"}  # they run until they are stopped


@pytest.mark.parametrize("code_page", CODE_PAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_prints_in_any_code_page(
    command, code_page, handed_in, tmp_path, monkeypatch
):
    monkeypatch.delenv("MLCOURSE_PROGRESS", raising=False)
    words = [word.format(tmp=tmp_path, **{"class": handed_in}) for word in command.split()]
    if words[0] in ("progress", "doctor", "reset", "validate"):
        words += ["--dir", str(tmp_path)]
    if words[0] == "validate":
        assert main(["reset", "01", "--exercise", "--dir", str(tmp_path)]) == 0
    with pipe(code_page) as written:
        assert main(words) == COMMANDS[command]
    said = written.getvalue().decode(code_page)
    assert said.strip()
    assert not re.search(r"\?(?![\s:]|$)", said)  # a question mark of ours ends a sentence


@pytest.mark.parametrize("code_page", CODE_PAGES)
def test_every_command_explains_itself_in_any_code_page(code_page):
    every = set(re.findall(r"^    ([\w-]+)", parser().format_help(), re.MULTILINE))
    assert every == {each.split()[0] for each in COMMANDS} | SERVERS
    for command in sorted(every):
        with pipe(code_page) as written, pytest.raises(SystemExit, match="0"):
            main([command, "--help"])
        assert b"usage" in written.getvalue()


def test_every_letter_that_the_course_writes_has_others_that_stand_for_it():
    """Whatever a record, a check, a hint or a command may print: its letters are in these files."""
    sources = [
        path for path in TRACKED if path.suffix == ".py" and path.is_relative_to(ROOT / "mlcourse")
    ]
    used = set("".join(path.read_text(encoding="utf-8") for path in sources))
    assert len(used) > 200
    assert sorted(each for each in used if not each.isascii() and letters(each) == "?") == []


def test_a_record_is_printed_by_any_program_in_any_code_page():
    code = (
        "import mlcourse as ml\n"
        "history = ml.train(ml.MLP((2, 4, 2)), ml.moons(seed=1), epochs=2, seed=1, progress=False)\n"
        "for each in (step := history.at(3), step.forward.layers[0], step.loss, step.backward.layers[0], step.update,\n"
        "             history, ml.diagnose(history), ml.check('01.he_std'), ml.hint('01.he_std'), ml.progress()):\n"
        "    print(each)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False,
        env={**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr.decode()
    assert "eta" in run.stdout.decode("cp1252")


def test_a_stream_that_can_write_all_is_left_alone():
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="replace")
    make_legible(stream)
    assert stream.errors == "replace"
    make_legible(io.StringIO())
    assert "½ ✓".encode("latin-1", errors=NAME) == b"\xbd +"


# ---------------------------------------------------------------- names, paths, line ends


def test_no_file_has_a_name_that_another_system_refuses_or_takes_for_another():
    names = [path.relative_to(ROOT).as_posix() for path in TRACKED]
    lower = [name.lower() for name in names]
    assert sorted(name for name in names if lower.count(name.lower()) > 1) == []
    reserved = re.compile(
        r"(^|/)(con|prn|aux|nul|com\d|lpt\d)(\.|/|$)|[<>:\"|?*\\]|[. ](/|$)", re.IGNORECASE
    )
    assert [name for name in names if reserved.search(name)] == []
    assert max(map(len, names)) < 120  # of the 260 that Windows allows with all folders above


def test_a_windows_path_in_a_zip_is_a_path_and_one_with_a_drive_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        archive.writestr(str(PureWindowsPath("ann", "01_initialization.ipynb")), "{}")
        archive.writestr("C:\\evil\\01_initialization.ipynb", "{}")
    good, bad = sorted(files_in(tmp_path / "class.zip"), key=lambda file: bool(file.refused))
    assert good.parts == ("ann", "01_initialization.ipynb")
    assert "outside" in bad.refused


def test_a_remedy_can_be_typed_where_python_lies_in_a_folder_with_spaces(monkeypatch):
    monkeypatch.setattr(
        sys, "executable", str(PureWindowsPath("C:/Program Files/Python/python.exe"))
    )
    assert packages.this_python() == r'"C:\Program Files\Python\python.exe"'
    monkeypatch.setattr("mlcourse.cli.packages.os.name", "nt")
    assert packages.this_python() == r'& "C:\Program Files\Python\python.exe"'


@pytest.fixture(scope="module")
def with_crlf(tmp_path_factory) -> Path:
    """A copy of the course as a checkout on Windows may be: every text with \\r\\n, in a folder with a space."""
    folder = tmp_path_factory.mktemp("a checkout") / "ml course"
    for name in ("docs", "exercises", "lessons", "mlcourse", "solutions"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "constraints.txt", folder)
    for path in folder.rglob("*"):
        if path.suffix in (".py", ".js", ".css", ".j2", ".json", ".ipynb", ".md", ".txt"):
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    return folder


def test_a_checkout_with_crlf_works(with_crlf):
    code = (
        "import sys, mlcourse as ml\n"
        "from mlcourse.cli import main\n"
        "from mlcourse.export.exporter import CourseExporter\n"
        "from mlcourse.widgets.alone.extension import scripts\n"
        "from nbformat.v4 import new_notebook, new_markdown_cell\n"
        "assert main(['reset', '01', '--exercise', '--dir', sys.argv[1]]) == 0\n"
        "page, _ = CourseExporter().from_notebook_node(new_notebook(cells=[new_markdown_cell('$x^2$')]))\n"
        "print([text for text in scripts().values() if '\\r' in text], '\\r' in page, repr(ml.check('01.he_std')))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(with_crlf / "work")], cwd=with_crlf, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(with_crlf)}, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert "[] False" in run.stdout
    assert "no he_std here" in run.stdout


# ---------------------------------------------------------------- what they lack

TAKEN_AWAY = """
import os, signal, sys
for name in ("fork", "forkpty", "register_at_fork", "getuid", "geteuid", "getgid", "killpg", "setsid", "getpgid",
             "sched_getaffinity", "mkfifo", "O_NOFOLLOW", "O_NONBLOCK"):
    vars(os).pop(name, None)
for name in ("SIGALRM", "SIGHUP", "SIGCHLD", "SIGKILL", "SIGUSR1", "SIGVTALRM", "SIGPROF", "ITIMER_REAL", "ITIMER_PROF",
             "ITIMER_VIRTUAL", "setitimer", "getitimer", "alarm", "pthread_sigmask", "SIG_UNBLOCK", "SIG_SETMASK"):
    vars(signal).pop(name, None)
for name in ("fcntl", "resource", "pwd", "grp", "termios"):
    sys.modules[name] = None
import warnings
warnings.filterwarnings("error")
warnings.filterwarnings("ignore", "only soft file lock")  # of filelock; Windows has locks of its own
"""
WORKED = """
from pathlib import Path
import numpy as np
import mlcourse as ml
from mlcourse.checks import running
from mlcourse.checks.judging import judge
from mlcourse.cli import main
from mlcourse.curriculum import find_task

def endless(*_):
    while True:
        pass

def hides(*_):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass

root = Path.cwd()
assert main(["reset", "00", "--dir", str(root)]) == 0
running.SECONDS = 0.3
print([judge(find_task("02.relu"), answer).status for answer in (endless, hides)])
print(ml.check("02.relu", lambda z: np.maximum(z, 0)).status, (root / "progress.json").is_file())
ml.consequence("04.tanh_slope", lambda z: 1 - np.tanh(z) ** 2)
history = ml.train(ml.MLP((2, 4, 2)), ml.moons(seed=1), epochs=2, seed=1, progress=False)
ml.save_history(history, root / "run.npz")
print(bool((ml.load_history(root / "run.npz").theta == history.theta).all()))
settings = {"epochs": 1, "progress": False}
print(ml.tune(ml.MLP((2, 4, 2)), ml.split(ml.moons(seed=1)), [{"learning_rate": 0.1}], **settings).best)
"""


def test_without_fork_alarm_and_posix_locks_answers_are_judged_and_progress_is_kept(tmp_path):
    run = subprocess.run(
        [sys.executable, "-c", TAKEN_AWAY + WORKED], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={name: value for name, value in os.environ.items() if name != "MLCOURSE_PROGRESS"},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-3000:]
    *_, judged, kept, loaded, best = run.stdout.splitlines()
    assert (judged, kept, loaded, best) == ("['failed', 'failed']", "passed True", "True", "0")
