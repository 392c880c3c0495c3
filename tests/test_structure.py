"""The library's floors: imports point downwards, and within a floor only to the left."""

import ast
import importlib
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import mlcourse

ROOT = Path(mlcourse.__file__).parent
FLOORS = (
    ("errors", "labels", "parameters", "network", "randomness", "display", "mathml", "files", "course"),
    (
        "initialization", "activations", "losses", "regularization", "batch_normalization", "schedules",
        "metrics", "datasets", "preprocessing", "minibatches", "stopping",
    ),
    ("forward", "backpropagation", "gradient_check", "signals", "updates", "optimizers"),
    ("stacks", "plan", "iteration"),
    ("history", "storage"),
    ("training", "diagnosis", "faults"),
    ("plots", "checks", "curriculum"),
    ("widgets", "classroom"),
    ("export", "cli"),
)  # fmt: skip
PLACE = {name: (floor, i) for floor, names in enumerate(FLOORS) for i, name in enumerate(names)}


def _module(path):
    return path.relative_to(ROOT).with_suffix("").parts[0]


def _imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mlcourse"):
            parts = node.module.split(".")
            yield from [parts[1]] if len(parts) > 1 else [alias.name for alias in node.names]
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("mlcourse."):
                    yield alias.name.split(".")[1]


def test_imports_point_downwards_and_to_the_left():
    wrong = []
    for path in sorted(ROOT.rglob("*.py")):
        module = _module(path)
        if module.startswith("__"):
            continue
        for imported in _imports(path):
            if imported in PLACE and imported != module and PLACE[imported] >= PLACE[module]:
                wrong.append(f"{path.name} imports {imported}")
    assert not wrong


def test_every_module_has_a_floor():
    modules = {_module(path) for path in ROOT.rglob("*.py")}
    assert {m for m in modules if not m.startswith("_")} <= set(PLACE)


def test_importing_mlcourse_loads_numpy_and_nothing_heavier():
    code = "import sys, json, mlcourse; print(json.dumps(sorted({m.split('.')[0] for m in sys.modules})))"
    loaded = json.loads(
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    )
    assert "numpy" in loaded
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
    """Importing a module puts it into the package under its name, also over a function's."""
    for path in ROOT.glob("*.py"):
        if not path.stem.startswith("_"):
            importlib.import_module(f"mlcourse.{path.stem}")
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
