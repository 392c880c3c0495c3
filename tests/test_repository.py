"""The repository agrees with itself: README with .ci/run, constraints with pyproject."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest
from hypothesis import settings
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from PIL import Image

import mlcourse as ml
from mlcourse.checks.judging import judge
from mlcourse.curriculum import find_task
from mlcourse.curriculum.lesson_00.predictions import PREDICTIONS

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


# Debian 12 brings 3.11.2.
PYTHONS = ("3.11.0", "3.11.2", "3.11.4", "3.11.5", "3.12.0", "3.13.0", "3.14.0")


def pinned(python: str) -> dict[str, str]:
    """The versions in constraints.txt for a Python, by package name, spelled as package indexes compare them."""
    pins = [Requirement(line) for line in lines("constraints.txt")]
    assert [str(pin) for pin in pins if not re.fullmatch(r"==[\w.+]+", str(pin.specifier))] == []
    where = {"python_full_version": python, "python_version": python.rpartition(".")[0]}
    here = [pin for pin in pins if pin.marker is None or pin.marker.evaluate(where)]
    names = [normalized(pin.name) for pin in here]
    assert len(set(names)) == len(names)
    return dict(zip(names, (str(pin.specifier)[2:] for pin in here), strict=True))


def normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_readme_gives_both_lines_and_ci_runs_the_second():
    assert LEARN in lines("README.md")
    assert TEST in lines("README.md")
    assert TEST in lines(".ci/run")


@pytest.mark.parametrize("python", PYTHONS)
def test_every_python_that_readme_names_can_install_the_tested_versions(python):
    assert set(pinned(python)) >= set(pinned("3.11.0"))
    for name, version in pinned(python).items():
        try:
            package = metadata(name)
        except PackageNotFoundError:  # needed on another Python than this
            continue
        if package["Version"] == version:
            assert SpecifierSet(package.get("Requires-Python") or "").contains(python), name


def test_every_declared_dependency_has_a_tested_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = project["dependencies"] + project["optional-dependencies"]["test"]
    assert {normalized(re.split(r"[<>=\[]", name)[0]) for name in declared} <= set(pinned("3.11.0"))


def test_no_test_is_timed_by_hypothesis_and_every_run_draws_the_same_examples():
    assert (settings().deadline, settings().derandomize) == (None, True)
    own = re.compile(r"settings\([^)]*(deadline|derandomize)")
    tests = [path for path in (ROOT / "tests").rglob("*.py") if path.name != "conftest.py"]
    assert [path.name for path in tests if own.search(path.read_text(encoding="utf-8"))] == []


def test_links_in_readme_and_contributing_lead_somewhere():
    for name in ("README.md", "CONTRIBUTING.md"):
        targets = re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text(encoding="utf-8"))
        assert [target for target in targets if not (ROOT / target).exists()] == []


def test_one_version_stands_wherever_one_is_named():
    """pyproject.toml takes it from mlcourse/__init__.py."""
    assert f"version: {ml.__version__}" in lines("CITATION.cff")
    newest = next(line for line in lines("CHANGELOG.md") if line.startswith("## "))
    assert newest.split()[1].rstrip(",") == ml.__version__


def test_readmes_pictures_are_small():
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", "\n".join(lines("README.md")))
    assert {ROOT / name for name in shown} == set((ROOT / "docs" / "pictures").iterdir())
    assert sum((ROOT / name).stat().st_size for name in shown) < 300_000


def words_in(picture: str) -> str:
    """What a picture of README says, as authoring/pictures.py has noted in it."""
    return " ".join(Image.open(ROOT / "docs" / "pictures" / picture).text["Description"].split())


def test_readmes_pictures_show_what_the_course_says_today():
    """Where this fails, `python authoring/pictures.py` takes new ones, and README says what is to be seen."""
    data = ml.standardize(ml.split(ml.moons(300, noise=0.2, seed=1), seed=1))
    network = ml.MLP(layer_sizes=(2, 8, 2), activation="tanh", output="softmax")
    history = ml.train(
        network, data.train, optimizer=ml.Adam(0.02), epochs=40, seed=1, progress=False
    )
    (step,) = set(map(int, re.findall(r"step (\d+) of 239", words_in("player.png"))))
    assert f"Loss L of the batch {history.loss[step]:.4g}" in words_in("player.png")
    assert f"The training player at step {step} of 239" in (ROOT / "README.md").read_text("utf-8")

    verdict = judge(
        find_task("04.output_delta"), lambda z, y: ml.softmax(z) - ml.one_hot(y, z.shape[1])
    )
    lines = [line.strip() for line in str(verdict).splitlines()[1:3]]
    assert [line for line in lines if line not in words_in("mistake.png")] == []

    border = next(each for each in PREDICTIONS if each.id == "00.first_border")
    shown = [
        border.text,
        *(text for option in border.options for text in (option.text, option.why)),
    ]
    assert [text for text in shown if text not in words_in("lesson.png")] == []


def test_readmes_python_runs_and_does_what_it_says(capsys):
    (code,) = re.findall(
        r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL
    )
    exec(compile(code, "README.md", "exec"), {})
    layer, _, accuracy = capsys.readouterr().out.split("Layer, backward")[1].partition("Diagnosis")
    assert "∂L/∂W[0, 0] =" in layer
    correct, total = map(int, re.search(r"accuracy = (\d+)/(\d+)", accuracy).groups())
    assert correct / total > 0.95
