#!/usr/bin/env python3
"""What comes of an installed wheel: with the lowest version of all that it needs, broken and mended, newer and older.

The wheel is built and installed into an empty environment, with the lowest version of each package that pyproject.toml
allows. There, outside of the repository, every command is tried, a lesson is walked in a browser, and the core's tests
are run. Then with the tested versions: things are broken, and each must be mended by what `doctor` says. At last a
newer wheel is installed over a learner's work, and the older one again, and nothing may be lost.
"""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import learn
from core import core

BESIDE_THE_TESTS = (
    "axe-playwright-python",
    "hypothesis",
    "nbval",
    "playwright",
    "pytest",
    "pytest-xdist",
    "scipy",
)
BESIDE_THE_CORE = (
    "tests/classroom/test_progress_file.py",
    "tests/test_widgets.py::test_words_where_widgets_cannot_show",
)
"""What else hangs on the version of a package: filelock, ipywidgets."""

LESSON, OTHER = "lessons/00_the_loop_at_a_glance.ipynb", "lessons/01_initialization.ipynb"
EXERCISE = "exercises/01_initialization.ipynb"
LAY = """
from pathlib import Path
from mlcourse.cli.course import find_course
from mlcourse.cli.working_copy import bring_up_to_date

print(*bring_up_to_date(find_course(), Path("mlcourse-work").absolute()), sep="\\n")
"""
SAVE = """
import mlcourse as ml
history = ml.train(ml.MLP((2, 4, 2)), ml.moons(seed=1), epochs=2, seed=1, progress=False)
ml.save_history(history, "run.npz")
"""
LOAD = "import mlcourse as ml; print('loaded', ml.load_history('run.npz').at(3).loss.value)"
ANSWER = "import mlcourse as ml; ml.inventory('before').cards[0].answers = [0]"
ATTEMPT = "import mlcourse as ml; ml.check('02.sigmoid', lambda z: z)"
CHECK = "import numpy as np, mlcourse as ml; ml.check('02.relu', lambda z: np.maximum(z, 0))"


class Installed:
    """An environment of its own, and a folder to work in, outside of the repository."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.here = folder, folder / "here"
        self.copy, self.env = self.here / "mlcourse-work", folder / "env"
        self.tried = set[str]()  # the words of all calls, commands among them
        self.here.mkdir()
        self.uv = shutil.which("uv") or get_uv(folder / "uv")
        self.variables = learn.environment(sys.executable, folder)
        self.variables |= {"PIP_NO_COMPILE": "1", "HOME": str(folder)}
        self.variables["PATH"] += os.pathsep + str(Path(self.uv).parent)
        self.python = self.make(self.env, "--seed")

    def make(self, folder: Path, *options: str) -> Path:
        """Make an environment; return its Python."""
        run(self.uv, "venv", "--quiet", *options, "--python", sys.executable, folder)
        return folder / "bin" / "python"

    def install(self, *what: object, into: Path | None = None) -> None:
        """Install packages, as uv is told."""
        run(self.uv, "pip", "install", "--quiet", "--python", into or self.python, *what)

    def remove(self, *what: str) -> None:
        """Uninstall packages."""
        run(self.uv, "pip", "uninstall", "--quiet", "--python", self.python, *what)

    def call(self, *arguments: object, where: Path | None = None, code: int = 0) -> str:
        """Run Python's module of this name, or code after -c; return what it printed. Its exit code must be this."""
        module = [] if arguments[0] == "-c" else ["-m"]
        self.tried |= set(map(str, arguments))
        return said_by(
            [self.python, *module, *arguments], code, cwd=where or self.here, env=self.variables
        )

    def start(self, *arguments: str, env: dict[str, str] | None = None) -> "subprocess.Popen[str]":
        """Start Python in a process group of its own, which Ctrl-C stops."""
        self.tried |= set(arguments)
        return subprocess.Popen(
            [self.python, *arguments], cwd=self.here, env=env or self.variables, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip


def get_uv(folder: Path) -> str:
    """Install uv where there is none; return its path."""
    run(sys.executable, "-m", "venv", folder)
    run(folder / "bin" / "python", "-m", "pip", "install", "--quiet", "uv")
    return str(folder / "bin" / "uv")


def run(*command: object) -> None:
    """Run a command that must end well."""
    subprocess.run(list(map(str, command)), check=True)


def said_by(command: list[Any] | str, code: int | None = 0, **options: Any) -> str:
    """Run a command that must end with this code, if one is given; return all that it printed."""
    shell = isinstance(command, str)
    words = command if shell else list(map(str, command))
    done = subprocess.run(
        words, shell=shell, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        check=False, **options,
    )  # fmt: skip
    if code not in (None, done.returncode):
        text = words if isinstance(words, str) else shlex.join(words)
        sys.exit(f"{text} ended with {done.returncode}, not {code}:\n{done.stdout[-5000:]}")
    return done.stdout


# ---------------------------------------------------------------- two wheels


def build(installed: Installed, repository: Path, name: str) -> Path:
    """Return the wheel of a repository."""
    folder = installed.folder / name
    run(installed.uv, "build", "--quiet", "--wheel", "--out-dir", folder, repository)
    (wheel,) = folder.glob("*.whl")
    return wheel


def make_newer(repository: Path) -> None:
    """Change the version, the progress file's format, a lesson and an exercise."""
    replace_in(
        repository / "mlcourse/__init__.py", r'^__version__ = "[^"]*"', '__version__ = "99.0"'
    )
    replace_in(repository / "mlcourse/classroom/progress_file.py", r"^    2  #", "    3  #")
    for path in (repository / LESSON, repository / EXERCISE):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        notebook["cells"][0]["source"] += ["\n", "newer"]
        path.write_text(json.dumps(notebook), encoding="utf-8")


def replace_in(path: Path, pattern: str, by: str) -> None:
    """Replace the one place in a file that a pattern finds."""
    text, count = re.subn(pattern, by, path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert count == 1, (path, pattern)
    path.write_text(text, encoding="utf-8")


def size_of(folder: Path) -> float:
    """Return the megabytes of all files in a folder."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return sum(path.stat().st_size for path in files) / 1e6


# ---------------------------------------------------------------- every command


def try_lab(installed: Installed, repository: Path) -> None:
    """Walk through a lesson where the home folder cannot be written and the kernel `python3` is another Python's."""
    folder = installed.folder
    (folder / "a file").touch()
    spec = {
        "argv": ["/elsewhere/python", "-m", "ipykernel_launcher"],
        "display_name": "x",
        "language": "python",
    }
    put(folder / "jupyter/kernels/python3/kernel.json", spec)
    put(folder / "shown/jupyter_lab_config.json", {"LabApp": {"expose_app_in_browser": True}})
    own = {
        "HOME": folder / "a file" / "home",
        "JUPYTER_PATH": folder / "jupyter",
        "JUPYTER_CONFIG_PATH": folder / "shown",
    }
    kept = {name: value for name, value in installed.variables.items() if name not in learn.OWN}
    broken = {**kept, **{name: str(path) for name, path in own.items()}}
    said = said_by([installed.python, "-m", "mlcourse", "doctor"], cwd=installed.here, env=broken)
    for what, verdict in (
        ("the home folder cannot be written", "NOT WRITABLE"),
        ("the kernel is another Python's", "another Python"),
    ):
        assert verdict in said, (what, said)
    assert said.count("mlcourse lab, which") == 2
    walker = installed.make(folder / "walker")
    installed.install("playwright", into=walker)
    with (installed.here / "said").open("w+", encoding="utf-8") as log:
        lab = installed.start("-m", "mlcourse", "lab", "--port", str(learn.free_port()), env=broken)
        try:
            learn.open_and_stop(lab, log, lambda at: run(walker, repository / ".ci/walk.py", at))
        finally:
            lab.kill()
        log.seek(0)
        said = log.read()
        print(said)
    assert "settings are kept in" in said
    assert "kernel python3 runs /elsewhere/python; here notebooks run in" in said


def put(path: Path, content: object) -> None:
    """Write a file of JSON, in a folder that is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")


def try_commands(installed: Installed, repository: Path) -> None:
    """Do with each of a learner's commands what a learner does with it."""
    call, here = installed.call, installed.here
    lesson, exercise = installed.copy / LESSON, installed.copy / EXERCISE
    solution = repository / "solutions" / exercise.name
    call("nbconvert", "--to", "mlcourse", "--execute", lesson, "--output-dir", here)
    (page,) = here.glob("00_*.html")
    assert "mlc-player" in page.read_text(encoding="utf-8")
    call("-c", CHECK, where=exercise.parent)
    assert re.search("^02 .* 1 of", call("mlcourse", "progress"), re.MULTILINE)
    shutil.copy(solution, exercise)
    print(call("mlcourse", "validate", "01"))
    assert ".old-1.ipynb" in call("mlcourse", "reset", "01", "--exercise")
    assert exercise.with_name(f"{exercise.stem}.old-1.ipynb").read_bytes() == solution.read_bytes()


def try_class(installed: Installed, repository: Path) -> None:
    """Hand an exercise out to two learners, of whom one solves it; collect it, grade it, and see what they know."""
    call, here = installed.call, installed.here
    exercise, solution = Path(EXERCISE), repository / "solutions" / Path(EXERCISE).name
    said = call("mlcourse", "release", "01", "--out", here / "out", "--due", "2099-12-31")
    assert f"{exercise.name}: 19 points" in said, said
    for learner, done in (("ann", solution), ("ben", here / "out" / exercise.name)):
        folder = here / "class" / learner / "mlcourse-work"
        (folder / exercise).parent.mkdir(parents=True)
        shutil.copy(done, folder / exercise)
        call("-c", ANSWER, where=folder)
    said = call("mlcourse", "collect", "01", "--from", here / "class", "--out", here / "handed-in")
    assert "2 of 2 notebooks" in said, said
    print(call("mlcourse", "grade", here / "handed-in", "--out", here / "report"))
    grades = (here / "report/grades.csv").read_text(encoding="utf-8")
    points = dict(re.findall(r",(ann|ben),.*,([\d.]+),[\d.]+$", grades, re.MULTILINE))
    assert points == {"ann": "19", "ben": "0"}, grades
    said = call("mlcourse", "hand-back", here / "report", "--to", here / "class")
    assert "2 of 2 pages" in said, said
    said = call("mlcourse", "inventory", here / "class", "--out", here / "answers.csv")
    assert "2 learners with answers" in said, said
    assert len((here / "answers.csv").read_text(encoding="utf-8-sig").splitlines()) == 3


def try_projector(installed: Installed, repository: Path) -> None:
    """Make slides of a lesson, and show a room's pulse until Ctrl-C."""
    slides = installed.here / "00.slides.html"
    installed.call("mlcourse", "slides", "00", "--out", slides)
    assert "mlc-player" in slides.read_text(encoding="utf-8")
    pulse = installed.start("-m", "mlcourse", "pulse", "--host", "127.0.0.1", "--port", "0")
    try:
        with (installed.here / "said of the pulse").open("w", encoding="utf-8") as log:
            learn.open_and_stop(pulse, log, see_all_of)
    finally:
        pulse.kill()


def see_all_of(page: str) -> None:
    """Fetch a page of the pulse's, its scripts and its style."""
    with urllib.request.urlopen(page) as answer:
        parts = re.findall(r'(?:src|href)="([^"]+)"', answer.read().decode())
    for part in parts:
        urllib.request.urlopen(urljoin(page, part)).close()
    assert {part.rpartition(".")[2] for part in parts} == {"js", "css"}, parts


def see_every_command_tried(installed: Installed) -> None:
    """Stop where the course has a command that has not been tried."""
    commands = set(re.findall(r"^    ([\w-]+)", installed.call("mlcourse", "--help"), re.MULTILINE))
    assert commands, "the help names none"
    assert commands <= installed.tried, sorted(commands - installed.tried)
    print("Tried:", *sorted(commands))


def needed_by(repository: Path) -> list[str]:
    """Return what the course needs, as pyproject.toml says it: a name and the lowest version."""
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return list(project["dependencies"])


def plain(requirement: str) -> str:
    """Return a name and a version without what makes no difference: extras, and zeros at the end."""
    name, version = re.split(">=|==| @ ", requirement)
    return f"{name.partition('[')[0]}=={re.sub(r'([.]0)+$', '', version)}"


def try_tests(installed: Installed, repository: Path, needed: list[str]) -> None:
    """Run the core's tests with the lowest versions; what these warn of is no fault of ours."""
    lowest = said_by([installed.uv, "pip", "freeze", "--quiet", "--python", installed.python])
    direct = {plain(each) for each in needed}
    assert direct <= {plain(each) for each in lowest.splitlines()}, lowest
    print(*sorted(direct))
    constraints = installed.folder / "lowest.txt"
    constraints.write_text(re.sub("^mlcourse.*", "", lowest, flags=re.MULTILINE), encoding="utf-8")
    installed.install("--constraint", constraints, *BESIDE_THE_TESTS)
    options = ["-n", "0", "-p", "no:cacheprovider", "-W", "default", "-q"]
    said = installed.call("pytest", *options, *core(), *BESIDE_THE_CORE, where=repository)
    print("The core's tests:", said.splitlines()[-1])


# ---------------------------------------------------------------- what doctor says to do


NOTICED = (
    ("tqdm", "MISSING"), ("bleach", "BROKEN"), ("ipywidgets", "TOO OLD"), ("filelock", "tested with"),
    ("latex2mathml", "BROKEN"), ("kernel python3", "MISSING"), ("widgets: mlcourse", "MISSING"),
    ("widgets: @jupyter-widgets/jupyterlab-manager", "MISSING"), ("widgets: anywidget", "DISABLED"),
)  # fmt: skip


def breakages(installed: Installed) -> dict[str, Callable[[], object]]:
    """Return what breaks an installation, by the name that tests/test_remedies.py has for it."""
    call, install, remove = installed.call, installed.install, installed.remove
    packages = next(installed.env.glob("lib/*/site-packages"))
    extensions = installed.env / "share/jupyter/labextensions"
    return {
        "a package is missing": lambda: remove("tqdm", "tinycss2"),
        "a package is too old": lambda: install("--no-deps", "ipywidgets==7.7.0"),
        "another version than tested": lambda: install("--no-deps", "filelock==3.25.0"),
        "a package is not whole": (packages / "latex2mathml/converter.py").unlink,
        "the kernel is missing": lambda: remove("ipykernel"),
        "JupyterLab's extensions are missing": lambda: shutil.rmtree(extensions),
        "an extension is disabled": lambda: call("jupyter", "labextension", "disable", "anywidget"),
    }  # fmt: skip


def try_remedies(installed: Installed, wheel: Path) -> None:
    """Break the installation, do what `doctor` says, and see that it has nothing more to say."""
    for breaking in breakages(installed).values():
        breaking()
    said = installed.call("mlcourse", "doctor", code=1)
    for subject, verdict in NOTICED:
        assert re.search(rf"^{subject} .* {verdict}", said, re.MULTILINE), (subject, verdict)
    follow(installed, wheel)
    installed.remove("tqdm", "pip")
    assert follow(installed, wheel)[0].startswith("uv pip install")


def follow(installed: Installed, wheel: Path) -> list[str]:
    """Do what `doctor` says until it has nothing more to say; return what was done."""
    done = []
    said = installed.call("mlcourse", "doctor", code=1)
    while found := remedies_in(said):
        print(said)
        assert not set(found) & set(done), "a remedy did not help"
        for remedy in found:
            print(remedy, flush=True)
            command = remedy.partition("    (")[0].replace("FILE.whl", str(wheel))
            said_by(command, cwd=installed.here, env=installed.variables)
        done += found
        said = said_by(
            [installed.python, "-m", "mlcourse", "doctor"],
            None,
            cwd=installed.here,
            env=installed.variables,
        )
    return done


def remedies_in(said: str) -> list[str]:
    """Return the commands that `doctor` prints."""
    return re.findall(r"^    (\S.*)$", said.rpartition("\n\n")[2], re.MULTILINE)


# ---------------------------------------------------------------- newer and older


def try_versions(installed: Installed, wheels: dict[str, Path]) -> None:
    """Install a newer wheel over a learner's work, the older one again, and the newer one once more."""
    exercise, lesson = installed.copy / EXERCISE, installed.copy / LESSON
    published, beside = lesson.read_bytes(), exercise.with_suffix(".new.ipynb")
    work = learners_work(installed, exercise)
    for name in ("new", "old", "new"):
        installed.install("--no-deps", "--reinstall", wheels[name])
        print(name, installed.call("-c", LAY), sep=": ")
        present = {path.read_bytes() for path in installed.copy.rglob("*") if path.is_file()}
        assert work <= present, name
        assert (lesson.read_bytes() == published) == (name == "old"), (
            "what nobody changed follows the version"
        )
        assert beside.exists() == (name == "new"), (
            "a newer one lies beside what was changed as long as there is one"
        )
        said = installed.call("mlcourse", "doctor")
        assert ("comes from a newer mlcourse" in said) == (name == "old")
        print(installed.call("-c", ATTEMPT, where=exercise.parent))
        work.add((installed.copy / "progress.json").read_bytes())
    assert "loaded" in installed.call("-c", LOAD, where=installed.copy)
    aside = installed.copy / "progress.set-aside-1.json"
    assert json.loads(aside.read_bytes())["format"] == 3, "the newer progress is kept aside"


def learners_work(installed: Installed, exercise: Path) -> set[bytes]:
    """Do what learners do with a working copy; return what they wrote."""
    renamed = installed.copy / OTHER
    changed = renamed.read_bytes().replace(b"\n", b"\n ", 1)
    renamed.rename(renamed.with_name("my own.ipynb")).write_bytes(changed)
    (installed.copy / "notes.txt").write_text("mine", encoding="utf-8")
    exercise.write_bytes(exercise.read_bytes().replace(b"\n", b"\n  ", 1))
    installed.call("-c", SAVE, where=installed.copy)
    (old,) = exercise.parent.glob("*.old-1.ipynb")
    names = ("lessons/my own.ipynb", "notes.txt", "run.npz")
    return {
        path.read_bytes() for path in (exercise, old, *(installed.copy / name for name in names))
    }


def timed(step: Callable[..., None], *arguments: object) -> None:
    """Take a step, and say how long it took."""
    began = time.monotonic()
    step(*arguments)
    print(f"{step.__name__}: {time.monotonic() - began:.0f} s", flush=True)


def main() -> None:
    """Build, install, and try everything."""
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # bash has what it starts beside itself ignore it
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        repository, newer, installed = (
            learn.copy(folder / "repository"),
            learn.copy(folder / "newer"),
            Installed(folder),
        )
        make_newer(newer)
        old, new = build(installed, repository, "old"), build(installed, newer, "new")
        needed = needed_by(repository)
        installed.install("--resolution", "lowest-direct", *needed, old)
        sizes = [
            size_of(next(installed.env.glob("lib/*/site-packages/mlcourse"))),
            size_of(installed.env),
        ]
        print(
            f"The wheel has {old.stat().st_size / 1e6:.1f} MB, the package {sizes[0]:.1f} MB, ",
            end="",
        )
        print(f"with all that it needs {sizes[1]:.0f} MB.", flush=True)
        timed(try_lab, installed, repository)
        timed(try_commands, installed, repository)
        timed(try_class, installed, repository)
        timed(try_projector, installed, repository)
        timed(try_tests, installed, repository, needed)
        installed.install("--constraint", repository / "constraints.txt", old)
        timed(try_remedies, installed, old)
        timed(try_versions, installed, {"old": old, "new": new})
        see_every_command_tried(installed)


if __name__ == "__main__":
    os.environ.pop("PYTHONPATH", None)
    main()
