"""`python -m mlcourse doctor`: the exit code and the remedy follow from what is there."""

import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from mlcourse.cli import doctor, main, packages
from mlcourse.cli.chromium import VARIABLE
from mlcourse.cli.course import find_course


def row(said: str, subject: str) -> str:
    """The line of the table that begins with the subject."""
    return next(line for line in said.splitlines() if line.startswith(f"{subject} "))


def test_where_all_is_well_the_exit_code_is_0(tmp_path, capsys):
    assert main(["doctor", "--dir", str(tmp_path / "copy")]) == 0
    said = capsys.readouterr().out
    assert "Nothing that the course needs is missing." in said
    assert importlib.metadata.version("numpy") in row(said, "numpy")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_package_is_named_with_its_remedy(monkeypatch, tmp_path, capsys):
    def version(name: str) -> str:
        if name == "anywidget":
            raise importlib.metadata.PackageNotFoundError(name)
        return importlib.metadata.version(name)

    monkeypatch.setattr(packages, "version", version)
    assert main(["doctor", "--dir", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert "MISSING" in row(said, "anywidget")
    assert "  anywidget:\n" in said
    assert f'pip install -c "{find_course().root / "constraints.txt"}" -e ' in said


def test_another_version_than_tested_is_said_and_no_failure(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(packages, "tested_versions", lambda _: {"numpy": "0.0.1"})
    assert main(["doctor", "--dir", str(tmp_path)]) == 0
    assert "tested with 0.0.1" in row(capsys.readouterr().out, "numpy")


def test_with_no_package_at_all_it_still_answers():
    said = subprocess.run(
        [sys.executable, "-S", "-m", "mlcourse", "doctor"],
        cwd=find_course().checkout,
        capture_output=True,
        text=True,
    )
    assert said.returncode == 1
    assert said.stderr == ""
    assert all("MISSING" in row(said.stdout, name) for name in packages.PACKAGES)


@pytest.mark.parametrize("extension", doctor.WIDGET_EXTENSIONS)
def test_a_disabled_widget_extension_is_a_failure(extension, tmp_path, monkeypatch, capsys):
    settings = tmp_path / "settings" / "labconfig" / "page_config.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"disabledExtensions": {extension: True}}))
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(tmp_path / "settings"))
    assert main(["doctor", "--dir", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert "DISABLED" in row(said, f"widgets: {extension}")
    assert re.search(f"labextension enable --level=\\w+ {extension}$", said, re.MULTILINE)


@pytest.mark.parametrize("extension", doctor.WIDGET_EXTENSIONS)
def test_a_missing_widget_extension_is_a_failure(extension, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("jupyter_core.paths.jupyter_path", lambda *_: [str(tmp_path)])
    assert main(["doctor", "--dir", str(tmp_path)]) == 1
    assert "MISSING" in row(capsys.readouterr().out, f"widgets: {extension}")


def test_a_kernel_of_another_python_is_said_and_lab_does_without(tmp_path, monkeypatch, capsys):
    spec = tmp_path / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    argv = ["/elsewhere/bin/python", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec.write_text(json.dumps({"argv": argv, "display_name": "x", "language": "python"}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    assert main(["doctor", "--dir", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "/elsewhere/bin/python" in row(said, "kernel python3")
    assert "-m mlcourse lab, which has a kernel of its own" in said


def test_a_working_copy_that_cannot_be_written_is_a_failure(tmp_path, monkeypatch, capsys):
    def refuse(**_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    assert main(["doctor", "--dir", str(tmp_path)]) == 1
    assert "NOT WRITABLE" in row(capsys.readouterr().out, "working copy")


def test_no_chromium_is_said_and_no_failure(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "none"))
    assert main(["doctor", "--dir", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "not found" in row(said, "Chromium (for tests)")
    assert "apt install chromium" in said


def test_it_looks_for_the_packages_that_pyproject_names():
    checkout = find_course().checkout or Path()
    declared = tomllib.loads((checkout / "pyproject.toml").read_text())["project"]["dependencies"]
    found = (re.fullmatch(r"([\w-]+)(?:\[\w+\])?>=([\d.]+)", each) for each in declared)
    assert {each[1]: each[2] for each in found} == packages.PACKAGES


def test_a_version_too_old_for_the_course_is_a_failure(monkeypatch, tmp_path, capsys):
    monkeypatch.setitem(packages.PACKAGES, "tqdm", "9999.0")
    assert main(["doctor", "--dir", str(tmp_path)]) == 1
    assert "TOO OLD: 9999.0 is needed" in row(capsys.readouterr().out, "tqdm")


def test_a_package_that_cannot_be_imported_is_a_failure(monkeypatch, tmp_path, capsys):
    monkeypatch.setitem(sys.modules, "tqdm", None)
    assert main(["doctor", "--dir", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert "BROKEN: ModuleNotFoundError" in row(said, "tqdm")
    assert "--force-reinstall" in said
