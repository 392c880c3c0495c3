"""The packages that the course needs: whether each is there, whole and new enough, and the command that installs it."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from mlcourse.cli.course import Course

# What the course needs, and the lowest version that it works with, as in pyproject.toml.
PACKAGES = {
    "anywidget": "0.9.0",
    "bleach": "6.0.0",
    "filelock": "3.25.0",
    "ipywidgets": "8.0.0",
    "jinja2": "3.1.0",
    "jupyterlab": "4.0.0",
    "latex2mathml": "3.79.0",
    "matplotlib": "3.8.4",
    "numpy": "2.0.0",
    "scikit-learn": "1.4.2",
    "tornado": "6.2.0",
    "tqdm": "4.58.0",
}
# What is imported of a package whose module has another name, or of which a part that is used needs more.
MODULES = {
    "bleach": "bleach.css_sanitizer",
    "jupyterlab": "jupyterlab.labapp",
    "latex2mathml": "latex2mathml.converter",
    "scikit-learn": "sklearn",
}


@dataclass(frozen=True)
class Finding:
    """One line of what is said.

    Args:
        subject: what was looked at.
        found: what is there: a version, a path; "-" for nothing.
        verdict: what that means.
        remedy: the command that helps, or what to do; ``None`` where nothing need be done.
        needed: whether the course cannot do without it.
    """

    subject: str
    found: str
    verdict: str = "ok"
    remedy: str | None = None
    needed: bool = True

    @property
    def is_failure(self) -> bool:
        """Return whether something is missing that the course needs."""
        return self.needed and self.remedy is not None


def installed(name: str, course: Course) -> Finding:
    """Return whether a package is installed, can be imported, and in the version that was tested."""
    remedy = install_all(course)
    try:
        found = version(name)
    except PackageNotFoundError:
        return Finding(name, "-", "MISSING", remedy)
    lowest = PACKAGES.get(name, "0")
    if release(found) < release(lowest):
        return Finding(name, found, f"TOO OLD: {lowest} is needed", remedy)
    try:
        import_module(MODULES.get(name, name))
    except Exception as error:  # whatever an installation that is not whole makes of it
        mends = remedy if lacks_another(error, name) else reinstall(name, course)
        return Finding(name, found, f"BROKEN: {type(error).__name__}: {error}", mends)
    tested = tested_versions(course).get(name)
    if tested in (None, found):
        return Finding(name, found)
    return Finding(name, found, f"tested with {tested}", remedy, needed=False)


def lacks_another(error: Exception, name: str) -> bool:
    """Return whether a package cannot be imported because another is missing, which it needs.

    Example:
        >>> lacks_another(ModuleNotFoundError("...", name="tinycss2"), "bleach")
        True
        >>> lacks_another(ModuleNotFoundError("...", name="bleach.sanitizer"), "bleach")
        False
    """
    missing = getattr(error, "name", None) if isinstance(error, ModuleNotFoundError) else None
    own = MODULES.get(name, name).partition(".")[0]
    return missing is not None and missing.partition(".")[0] != own


def release(number: str) -> tuple[int, ...]:
    """Return a version's release as numbers, which can be compared; zeros at its end say nothing.

    Example:
        >>> release("4.58.0rc1") < release("4.64"), release("6.2") == release("6.2.0")
        (True, True)
    """
    found = re.match(r"\d+(?:\.\d+)*", number)
    numbers = list(map(int, found[0].split("."))) if found else []
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def tested_versions(course: Course) -> dict[str, str]:
    """Return the versions in constraints.txt, by package, where one version serves every Python."""
    lines = (course.root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line.split("==") for line in lines if "==" in line and ";" not in line]
    return {name.lower().replace("_", "-"): number for name, number in pins}


def install_all(course: Course) -> str:
    """Return the command that brings all that the course needs to the versions that were tested.

    An installed course is asked for by its name only: then pip looks at what it needs, and not for another of its name.
    """
    return f"{installer(course)} " + (f'-e "{course.checkout}"' if course.checkout else "mlcourse")


def reinstall(name: str, course: Course) -> str:
    """Return the command that lays the files of one package anew."""
    return f"{installer(course)} --force-reinstall --no-deps {name}"


def installer(course: Course) -> str:
    """Return the beginning of a command that installs packages as they were tested."""
    return f'{pip_install()} -c "{course.root / "constraints.txt"}"'


def pip_install() -> str:
    """Return pip's command for this Python; without pip it is uv's, since who has none has this Python from there."""
    if find_spec("pip"):
        return f"{this_python()} -m pip install"
    return f'uv pip install --python "{sys.executable}"'


def this_python() -> str:
    """Return this Python as one types it; a path with spaces in quotes, which PowerShell calls by "&"."""
    if " " not in sys.executable:
        return sys.executable
    return f'& "{sys.executable}"' if os.name == "nt" else f'"{sys.executable}"'
