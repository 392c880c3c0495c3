"""Containers, Binder, Kubernetes, Colab: what cannot be tried here is at least what its tools can read."""

import subprocess
import sys
from pathlib import Path

import elsewhere
import nbformat
import pytest
import yaml

ROOT = Path(__file__).parents[2]


def test_hadolint_finds_nothing_in_the_dockerfile():
    hadolint = Path(sys.executable).parent / "hadolint"
    done = subprocess.run([hadolint, ROOT / "Dockerfile"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_what_dockerfile_binder_and_kubernetes_name_is_there():
    values = yaml.safe_load(
        (ROOT / "workshop" / "hub" / "kubernetes.yaml").read_text(encoding="utf-8")
    )
    learner = values["singleuser"]
    assert (ROOT / Path(learner["cmd"][1]).relative_to("/opt/mlcourse")).is_file()
    assert (ROOT / learner["defaultUrl"].removeprefix("/lab/tree/")).is_file()
    constraints, what = (ROOT / ".binder" / "requirements.txt").read_text().split("\n")[:2]
    assert (ROOT / ".binder" / constraints.removeprefix("-c ")).is_file()
    assert what == "."
    assert "WORKDIR /opt/mlcourse" in (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_a_notebook_for_colab_is_the_courses_with_a_first_cell_that_installs_it(tmp_path):
    assert elsewhere.main([str(tmp_path), "mlcourse @ git+https://example.org/mlcourse"]) == 0
    made = nbformat.read(tmp_path / "lesson_00_the_loop_at_a_glance.ipynb", 4)
    nbformat.validate(made)
    first, *others = made.cells
    assert "'mlcourse @ git+https://example.org/mlcourse'" in first.source
    compile(first.source, "first cell", "exec")
    assert others == nbformat.read(ROOT / "lessons" / "00_the_loop_at_a_glance.ipynb", 4).cells
    assert elsewhere.main([str(tmp_path), "mlcourse"]) == 1


def test_the_container_listens_where_docker_reaches_it_and_says_what_that_means(capsys):
    from mlcourse.cli.lab import reached_from_outside

    command = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()[-1]
    assert '"--ip", "0.0.0.0"' in command
    assert "can do here all that you can" in reached_from_outside("0.0.0.0").replace("\n", " ")


@pytest.mark.parametrize("ip", ["localhost", "127.0.0.1", "::1"])
def test_at_home_nothing_is_said(ip):
    from mlcourse.cli.lab import reached_from_outside

    assert reached_from_outside(ip) == ""
