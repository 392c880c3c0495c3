"""The repository agrees with itself: README with .ci/run, constraints with pyproject."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
LEARN = (
    "python3 -m venv .venv && .venv/bin/python -m pip install -c constraints.txt -e . "
    "&& .venv/bin/python -m mlcourse lab"
)
TEST = (
    "python3 -m venv .venv && .venv/bin/python -m pip install -c constraints.txt -e '.[test]' "
    "&& .venv/bin/python -m pytest"
)


def lines(name: str) -> list[str]:
    return (ROOT / name).read_text(encoding="utf-8").splitlines()


def pinned() -> dict[str, str]:
    """The versions in constraints.txt by package name, spelled as package indexes compare them."""
    pins = lines("constraints.txt")
    assert [line for line in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[\w.+]+", line)] == []
    return {normalized(name): version for name, version in (line.split("==") for line in pins)}


def normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_readme_gives_both_lines_and_ci_runs_the_second():
    assert LEARN in lines("README.md")
    assert TEST in lines("README.md")
    assert TEST in lines(".ci/run")


def test_every_declared_dependency_has_a_tested_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = project["dependencies"] + project["optional-dependencies"]["test"]
    assert {normalized(re.split("[<>=]", name)[0]) for name in declared} <= set(pinned())


def test_links_in_readme_and_contributing_lead_somewhere():
    for name in ("README.md", "CONTRIBUTING.md"):
        targets = re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text(encoding="utf-8"))
        assert [target for target in targets if not (ROOT / target).exists()] == []


def test_readmes_python_runs_and_does_what_it_says(capsys):
    (code,) = re.findall(
        r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL
    )
    exec(compile(code, "README.md", "exec"), {})
    layer, _, accuracy = capsys.readouterr().out.split("Layer, backward")[1].partition("Diagnosis")
    assert "∂L/∂W[0, 0] =" in layer
    correct, total = map(int, re.search(r"accuracy = (\d+)/(\d+)", accuracy).groups())
    assert correct / total > 0.95
