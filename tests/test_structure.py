"""The library's floors: imports point downwards, and within a floor only to the left."""

import ast
import importlib
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import mlcourse

ROOT = Path(mlcourse.__file__).parent


def test_imports_point_downwards():
    """The floors stand in pyproject.toml; a room or a step that is not named there fails too."""
    lint = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert lint.returncode == 0, lint.stdout[-3000:]


def test_importing_mlcourse_loads_nothing_heavy():
    code = "import sys, json, mlcourse; print(json.dumps(sorted({m.split('.')[0] for m in sys.modules})))"
    loaded = json.loads(
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    )
    assert not {
        "matplotlib",
        "ipywidgets",
        "anywidget",
        "sklearn",
        "scipy",
        "tqdm",
        "IPython",
    } & set(loaded)


def test_every_public_name_exists_and_has_a_docstring():
    for name in mlcourse.__all__:
        thing = getattr(mlcourse, name)
        assert thing.__doc__, name


def test_no_public_name_gives_way_to_the_module_of_its_name():
    """Importing a module puts it into its package under its name, also over a function's."""
    for path in ROOT.rglob("*.py"):
        name = ".".join(path.relative_to(ROOT.parent).with_suffix("").parts)
        if not path.stem.startswith("_"):
            importlib.import_module(name)
    assert [
        name for name in mlcourse.__all__ if isinstance(getattr(mlcourse, name), ModuleType)
    ] == []


def test_numpys_global_generator_is_never_touched():
    wrong = [
        path.name
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Attribute)
        and ast.unparse(node.value) in ("np.random", "numpy.random")
        and node.attr not in ("Generator", "default_rng", "SeedSequence")
    ]
    assert not wrong


STEPS = [
    path
    for path in sorted((ROOT / "steps").rglob("*.py"))
    # What a network, a run's plan and an optimizer's account are made of is no mathematics of a step.
    if path.stem not in ("__init__", "account", "network", "optimizer", "plan", "schedule", "step")
]
ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.MatMult, ast.Pow, ast.FloorDiv)


@pytest.mark.parametrize("path", STEPS, ids=lambda path: path.stem)
def test_a_step_begins_with_its_mathematics(path):
    """Within sixty lines, docstrings included, a reader meets the first line that calculates."""
    lines = [
        node.lineno
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if (isinstance(node, ast.BinOp) and isinstance(node.op, ARITHMETIC))
        or (isinstance(node, ast.Call) and ast.unparse(node.func).startswith("np."))
    ]
    assert min(lines) <= 60
