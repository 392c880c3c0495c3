"""Full disks, folders that cannot be written, kernels of another Python: one clear message each, and nothing lost."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from mlcourse.base.files import write
from mlcourse.classroom import place
from mlcourse.classroom.place import progress_file
from mlcourse.cli import machine
from mlcourse.cli.course import CommandError, Course
from mlcourse.cli.working_copy import bring_up_to_date, reset

NOTEBOOK = "lessons/00_start.ipynb"


def notebook(*texts: str) -> bytes:
    """A notebook's file; the ids of its cells stay the same whatever stands in them."""
    cells = [nbformat.v4.new_code_cell(text, id=f"cell-{i}") for i, text in enumerate(texts)]
    return nbformat.writes(nbformat.v4.new_notebook(cells=cells)).encode()


PUBLISHED, MINE, NEWER = (
    notebook("a", "b", "c"),
    notebook("a", "mine", "c"),
    notebook("a", "b", "d"),
)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    course = Course(tmp_path / "course", checkout=None)
    write(course.root / NOTEBOOK, PUBLISHED)
    return course


@pytest.fixture
def root(course: Course, tmp_path: Path) -> Path:
    """A working copy in which the learner has worked."""
    bring_up_to_date(course, tmp_path / "copy")
    (tmp_path / "copy" / NOTEBOOK).write_bytes(MINE)
    return tmp_path / "copy"


def lessons(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "lessons").iterdir()}


# ---------------------------------------------------------------- a full disk


class FullAfter:
    """A disk on which so many writes succeed; the next says that it is full."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, calls: int) -> None:
        self.left = calls
        self.fsync, self.replace = os.fsync, Path.replace
        monkeypatch.setattr(os, "fsync", self.full_or(self.fsync))
        monkeypatch.setattr(Path, "replace", self.full_or(self.replace))

    def full_or(self, function):
        def call(*arguments):
            self.left -= 1
            if self.left < 0:
                raise OSError(errno.ENOSPC, "No space left on device", str(arguments[0]))
            return function(*arguments)

        return call


@pytest.mark.parametrize("calls", range(6))
def test_wherever_a_full_disk_stops_a_reset_the_learners_notebook_has_its_name(
    course, root, monkeypatch, calls
):
    FullAfter(monkeypatch, calls)
    try:
        said = reset(course, root, NOTEBOOK)
    except CommandError as error:
        assert "No space left" in str(error)  # noqa: PT017
        assert lessons(root) == {"00_start.ipynb": MINE}
    else:
        assert ".old-1.ipynb" in said
        assert lessons(root) == {"00_start.ipynb": PUBLISHED, "00_start.old-1.ipynb": MINE}


def test_some_of_these_stop_it_and_some_do_not(course, root, monkeypatch):
    FullAfter(monkeypatch, 2)
    with pytest.raises(CommandError, match="No space left"):
        reset(course, root, NOTEBOOK)
    monkeypatch.undo()
    assert ".old-1.ipynb" in reset(course, root, NOTEBOOK)


REALLY_FULL = """
import errno, os, sys
from pathlib import Path

import mlcourse as ml
from mlcourse.classroom import progress_file
from mlcourse.cli import main

disk, exercise = Path(sys.argv[1]), "exercises/01_initialization.ipynb"
os.environ["MLCOURSE_PROGRESS"] = str(disk / "progress.json")
runs = [ml.train(ml.MLP((2, 4, 2)), ml.moons(seed=1), epochs=n, seed=1, progress=False) for n in (1, 2)]
assert main(["reset", "01", "--exercise", "--dir", str(disk)]) == 0
(disk / exercise).write_bytes(b"mine")
ml.save_history(runs[0], disk / "run.npz")

def note(name):
    progress_file.update(lambda content: content["tasks"].update({name: {"attempts": 1}}))

def everything():
    return {path: path.read_bytes() for path in disk.rglob("*") if path.is_file() and path.name != "filler"}

note("01.first")
with (disk / "filler").open("wb", buffering=0) as filler:
    try:
        while filler.write(bytes(4096)):
            pass
    except OSError as error:
        assert error.errno == errno.ENOSPC
before = everything()
assert main(["reset", "01", "--exercise", "--dir", str(disk)]) == 1
try:
    ml.save_history(runs[1], disk / "run.npz", overwrite=True)
except OSError as error:
    print("history:", error.strerror)
note("01.second")
note("01.third")
assert everything() == before
(disk / "filler").unlink()
note("01.fourth")
assert len(progress_file.read()["tasks"]) == 4
assert main(["reset", "01", "--exercise", "--dir", str(disk)]) == 0
assert b"mine" in everything().values()
"""


def test_on_a_disk_that_is_really_full_nothing_changes_and_all_is_made_good(sandbox, tmp_path):
    line = ["bwrap", "--dev-bind", "/", "/", "--size", str(2 * 10**6), "--tmpfs", str(tmp_path)]
    run = subprocess.run(
        [*line, sys.executable, "-c", REALLY_FULL, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stderr.count("No space left on device.\nThe working copy is") == 1
    assert run.stdout.count("Your progress could not be saved") == 1
    assert "history: No space left on device" in run.stdout


def test_what_a_killed_process_has_left_of_a_file_goes_with_the_next_write(tmp_path):
    target = tmp_path / "progress.json"
    code = (
        "import os, sys; from pathlib import Path; from mlcourse.base.files import replacing\n"
        "with replacing(Path(sys.argv[1])) as file: file.write(b'half'); file.flush(); os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(target)], check=False)
    (left,) = tmp_path.iterdir()
    write(target, b"whole")
    assert left.exists()  # it might be somebody's who writes just now
    os.utime(left, (0, 0))
    (tmp_path / ".other.json.12345678.tmp").touch()
    os.utime(tmp_path / ".other.json.12345678.tmp", (0, 0))
    write(target, b"again")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".other.json.12345678.tmp",
        "progress.json",
    ]


# ---------------------------------------------------------------- newer versions, other names


def beside(root: Path) -> Path:
    return root / "lessons" / "00_start.new.ipynb"


def test_a_newer_version_beside_goes_when_the_notebook_is_up_to_date(course, root):
    write(course.root / NOTEBOOK, NEWER)
    bring_up_to_date(course, root)
    assert beside(root).read_bytes() == NEWER
    reset(course, root, NOTEBOOK)
    assert lessons(root) == {"00_start.ipynb": NEWER, "00_start.old-1.ipynb": MINE}


def test_it_goes_too_when_the_learner_has_put_it_in_place(course, root):
    write(course.root / NOTEBOOK, NEWER)
    bring_up_to_date(course, root)
    (root / NOTEBOOK).write_bytes(NEWER)
    assert bring_up_to_date(course, root) == []
    assert lessons(root) == {"00_start.ipynb": NEWER}


def test_it_goes_too_when_the_course_is_again_the_one_that_the_learners_stems_from(course, root):
    write(course.root / NOTEBOOK, NEWER)
    bring_up_to_date(course, root)
    assert beside(root).exists()
    write(course.root / NOTEBOOK, PUBLISHED)
    assert bring_up_to_date(course, root) == []
    assert lessons(root) == {"00_start.ipynb": MINE}
    write(course.root / NOTEBOOK, NEWER)
    (said,) = bring_up_to_date(course, root)
    assert "newer version" in said
    assert lessons(root) == {"00_start.ipynb": MINE, "00_start.new.ipynb": NEWER}


def test_one_that_the_learner_has_changed_stays(course, root):
    write(course.root / NOTEBOOK, NEWER)
    bring_up_to_date(course, root)
    beside(root).write_bytes(MINE)
    (root / NOTEBOOK).write_bytes(NEWER)
    assert bring_up_to_date(course, root) == []
    assert beside(root).read_bytes() == MINE


def test_a_notebook_that_was_renamed_is_called_renamed_and_not_gone(course, root):
    (root / NOTEBOOK).rename(root / "lessons" / "my first.ipynb")
    (said,) = bring_up_to_date(course, root)
    assert "my first.ipynb" in said
    assert "gone" not in said
    assert lessons(root) == {"00_start.ipynb": PUBLISHED, "my first.ipynb": MINE}


def test_one_that_was_deleted_is_gone_whatever_else_lies_there(course, root):
    (root / "lessons" / "other.ipynb").write_bytes(notebook("x").replace(b"cell-0", b"another"))
    (root / "lessons" / "torn.ipynb").write_bytes(b"{")
    (root / NOTEBOOK).unlink()
    (said,) = bring_up_to_date(course, root)
    assert "was gone" in said


# ---------------------------------------------------------------- where progress is kept


@pytest.fixture
def _no_file_is_named(monkeypatch):
    monkeypatch.delenv(place.VARIABLE)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)


@pytest.mark.usefixtures("_no_file_is_named")
def test_progress_is_the_working_copys_wherever_the_kernel_goes(root, tmp_path, monkeypatch):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert progress_file() == elsewhere / "mlcourse-progress.json"
    monkeypatch.setenv(place.NOTEBOOK, str(root / NOTEBOOK))
    assert progress_file() == root / "progress.json"
    monkeypatch.delenv(place.NOTEBOOK)
    monkeypatch.setattr(place, "STARTED", root / "lessons")
    assert progress_file() == root / "progress.json"


# ---------------------------------------------------------------- homes and kernels


@pytest.fixture
def homeless(tmp_path, monkeypatch) -> Path:
    """A home folder in which nothing can be written, for root neither."""
    (tmp_path / "a file").touch()
    for name in (
        "JUPYTER_CONFIG_DIR",
        "JUPYTER_DATA_DIR",
        "JUPYTER_RUNTIME_DIR",
        "IPYTHONDIR",
        "MPLCONFIGDIR",
    ):
        monkeypatch.setenv(name, "")  # which is put back, whatever a test does
        monkeypatch.delenv(name)
    for name in [name for name in os.environ if name.startswith("XDG_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "a file" / "home"))
    return tmp_path / "a file" / "home"


def test_without_a_home_settings_are_kept_in_the_working_copy_and_it_is_said(homeless, root):
    said = list(machine.settings_in(root / ".mlcourse" / "home"))
    assert len(said) == 1
    assert str(homeless) in said[0]
    assert "Not a directory" in said[0]
    assert all(path.is_relative_to(root) for path in machine.places().values())
    assert list(machine.settings_in(root / ".mlcourse" / "home")) == []


def test_a_kernel_of_another_python_is_replaced_by_one_of_this(root, tmp_path, monkeypatch):
    spec = {
        "argv": ["/elsewhere/bin/python", "-m", "ipykernel_launcher"],
        "display_name": "x",
        "language": "python",
    }
    write(tmp_path / "jupyter/kernels/python3/kernel.json", json.dumps(spec).encode())
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    (said,) = machine.kernel_in(root / ".mlcourse" / "jupyter")
    assert "/elsewhere/bin/python" in said
    assert machine.kernel_program() == sys.executable
    assert list(machine.kernel_in(root / ".mlcourse" / "jupyter")) == []


def test_a_folder_that_cannot_be_written_is_a_plain_message(course, homeless):
    with pytest.raises(
        CommandError, match=r"(?s)Not a directory.*choose another folder with --dir"
    ):
        bring_up_to_date(course, homeless / "copy")
