"""What `doctor` says to do is done against the very state that it is for, and then `doctor` has nothing more to say.

What takes pip, or a JupyterLab that runs, is done in `.ci/wheel.py`; what a test must not do to this machine, the table
says why.
"""

import ast
import json
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from mlcourse.classroom import progress_file
from mlcourse.cli import doctor, main, packages
from mlcourse.cli.chromium import VARIABLE
from mlcourse.cli.course import find_course

ROOT = Path(__file__).parents[1]
WHEEL = (ROOT / ".ci" / "wheel.py").read_text(encoding="utf-8")
CI = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

# For each function of `doctor` and each of its verdicts that asks for something: what executes the remedy.
EXECUTED = {
    ("installed", "MISSING"): "wheel: a package is missing",
    ("installed", "TOO OLD"): "wheel: a package is too old",
    ("installed", "BROKEN"): "wheel: a package is not whole",
    ("installed", "tested with"): "wheel: another version than tested",
    ("own_module", "MISSING"): "cannot: a Python would have to be built, which takes minutes",
    ("widget_extension", "DISABLED"): "test_extensions_that_somebody_disabled_are_enabled",
    ("widget_extension", "MISSING"): "wheel: JupyterLab's extensions are missing",
    ("kernel", "MISSING"): "wheel: the kernel is missing",
    ("kernel", "another Python"): "wheel: the kernel is another Python's",
    ("settings", "NOT WRITABLE"): "wheel: the home folder cannot be written",
    ("working_copy", "NOT WRITABLE"): "test_on_a_full_and_on_a_read_only_disk_another_folder_helps",
    ("progress", "UNREADABLE: it"): "test_the_next_check_puts_unreadable_progress_aside",
    ("progress", "UNREADABLE:"): "test_what_stands_in_the_place_of_progress_is_moved_away",
    ("sandbox", "not found"): "ci: install bubblewrap",
    (
        "sandbox",
        "DOES NOT WORK",
    ): "cannot: it changes what the kernel of this machine allows to everybody",
    ("browser", "not found"): "test_a_browser_that_is_named_is_found",
    ("javascript", "not found"): "ci: install nodejs",
}


def verdicts() -> set[tuple[str, str]]:
    """Every finding that brings a remedy: the function that makes it, and how its verdict begins."""
    found = set()
    for module in (doctor, packages):
        tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
        functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        for function in functions:
            calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
            for call in calls:
                if getattr(call.func, "id", "") == "Finding" and len(call.args) > 3:
                    verdict = call.args[2]
                    if isinstance(verdict, ast.JoinedStr):
                        verdict = verdict.values[0]
                    found.add((function.name, verdict.value.rstrip()))
    return found


def shortened(verdict: str) -> str:
    """A verdict of the table, without what a colon adds to those of packages."""
    return verdict if verdict.startswith("UNREADABLE") else verdict.partition(":")[0]


def test_every_remedy_is_executed_somewhere_or_it_is_said_why_not():
    assert {(name, shortened(verdict)) for name, verdict in verdicts()} == set(EXECUTED)
    for where in EXECUTED.values():
        kind, _, what = where.partition(": ")
        assert {
            "wheel": f'"{what}"' in WHEEL,
            "ci": what in CI,
            "cannot": len(what) > 20,
        }.get(kind, callable(globals().get(where))), where


def remedy_of(said: str, subject: str) -> str:
    """The remedy that stands under a subject."""
    lines = said.splitlines()
    place = next(i for i, line in enumerate(lines) if line.startswith("  ") and subject in line)
    return lines[place + 1].strip()


def test_extensions_that_somebody_disabled_are_enabled(tmp_path, monkeypatch, capsys):
    """In the user's settings, where those go first; `.ci/wheel.py` disables one in the environment's."""
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "user"))
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "0")
    name = "@jupyter-widgets/jupyterlab-manager:plugin"  # a part of an extension
    settings = tmp_path / "user" / "labconfig" / "page_config.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"disabledExtensions": {name: True}}), "utf-8")
    assert main(["doctor", "--dir", str(tmp_path / "copy")]) == 1
    command = remedy_of(capsys.readouterr().out, "widgets: @jupyter-widgets")
    assert command.endswith(name)
    subprocess.run(command, shell=True, check=True, stderr=subprocess.DEVNULL)
    assert main(["doctor", "--dir", str(tmp_path / "copy")]) == 0
    assert "DISABLED" not in capsys.readouterr().out


DISKS = """
import sys
from pathlib import Path
from mlcourse.cli import main

full, closed, other = map(Path, sys.argv[1:])
try:
    with (full / "filler").open("wb") as file:
        file.write(bytes(10**6))
except OSError:
    pass
codes = [main(["doctor", "--dir", str(folder / "copy")]) for folder in (full, closed, other)]
(full / "filler").unlink()
print(codes, main(["doctor", "--dir", str(full / "copy")]))
"""


def test_on_a_full_and_on_a_read_only_disk_another_folder_helps(sandbox, tmp_path):
    """Real ones, for root too, since the system says no and not a test's stand-in."""
    full, closed, other = (tmp_path / name for name in ("full", "closed", "other"))
    for folder in (full, closed, other):
        folder.mkdir()
    disks = ["--size", str(10**6), "--tmpfs", str(full), "--ro-bind", str(closed), str(closed)]
    done = subprocess.run(
        ["bwrap", "--dev-bind", "/", "/", *disks, sys.executable, "-c", DISKS, *map(str, (full, closed, other))],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert f"{full}/copy: No space left on device; choose another" in done.stdout
    assert f"{closed}/copy: Read-only file system; choose another" in done.stdout
    assert done.stdout.endswith("[1, 1, 0] 0\n")


def test_the_next_check_puts_unreadable_progress_aside(tmp_path, monkeypatch, capsys):
    path = tmp_path / "progress.json"
    path.write_text("{", encoding="utf-8")
    assert main(["doctor", "--dir", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "UNREADABLE: it is damaged" in said
    assert "the next check in a notebook" in remedy_of(said, "progress")
    monkeypatch.setenv("MLCOURSE_PROGRESS", str(path))
    progress_file.update(lambda content: content["tasks"].update({"01.he_std": {"attempts": 1}}))
    capsys.readouterr()
    assert main(["doctor", "--dir", str(tmp_path)]) == 0
    assert "UNREADABLE" not in capsys.readouterr().out
    assert (tmp_path / "progress.set-aside-1.json").read_text(encoding="utf-8") == "{"


def test_what_stands_in_the_place_of_progress_is_moved_away(tmp_path, capsys):
    (tmp_path / "progress.json").mkdir()
    assert main(["doctor", "--dir", str(tmp_path)]) == 1
    assert "or move it away" in remedy_of(capsys.readouterr().out, "progress")
    (tmp_path / "progress.json").rename(tmp_path / "elsewhere")
    assert main(["doctor", "--dir", str(tmp_path)]) == 0


def test_a_browser_that_is_named_is_found(chromium, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv(VARIABLE, "")
    monkeypatch.setattr("mlcourse.cli.chromium.NAMES", ())
    monkeypatch.setattr("mlcourse.cli.chromium.PLACES", ())
    assert main(["doctor", "--dir", str(tmp_path)]) == 0
    remedy = remedy_of(capsys.readouterr().out, "Chromium")
    assert remedy.endswith(f"into the environment variable {VARIABLE}")
    monkeypatch.setenv(VARIABLE, chromium)
    assert doctor.browser().remedy is None


# ---------------------------------------------------------------- what is found


def test_a_python_that_is_too_old_is_told_which_is_needed(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 13))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer.*\n.*python3\.11 -m venv"):
        runpy.run_path(str(ROOT / "mlcourse" / "__main__.py"), run_name="__main__")


def test_a_python_without_a_module_of_its_own_says_what_it_was_built_without(monkeypatch):
    assert [doctor.own_module(name) for name in doctor.OWN_MODULES] == [None] * 3
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    found = doctor.own_module("sqlite3")
    assert found.is_failure
    assert "libsqlite3-dev" in found.remedy


def test_programs_that_are_missing_are_no_failure_and_named_with_their_package(monkeypatch):
    monkeypatch.setenv("PATH", "")
    for find, name in ((doctor.sandbox, "bubblewrap"), (doctor.javascript, "nodejs")):
        found = find()
        assert (found.verdict, found.is_failure) == ("not found", False)
        assert f"apt install {name}" in found.remedy


def test_a_sandbox_that_the_system_forbids_is_said(tmp_path, monkeypatch):
    (tmp_path / "bwrap").write_text(
        "#!/bin/sh\necho 'setting up uid map: Permission denied' >&2; exit 1\n"
    )
    (tmp_path / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    found = doctor.sandbox()
    assert found.verdict == "DOES NOT WORK: setting up uid map: Permission denied"
    assert "apparmor_restrict_unprivileged_userns" in found.remedy


def test_settings_that_cannot_be_written_are_said_and_lab_does_without(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "file" / "jupyter"))
    found = doctor.settings()
    assert (found.verdict, found.is_failure) == ("NOT WRITABLE", False)
    assert "mlcourse lab, which keeps settings elsewhere" in found.remedy


def test_where_there_is_no_pip_the_command_is_uvs(monkeypatch):
    assert " -m pip install -c " in packages.install_all(find_course())
    monkeypatch.setattr(packages, "find_spec", lambda _: None)
    assert packages.install_all(find_course()).startswith(
        f'uv pip install --python "{sys.executable}" -c '
    )
