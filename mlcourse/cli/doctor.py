"""``doctor``: what is installed, what is missing or other than tested, and what to do."""

from __future__ import annotations

import argparse
import os
import platform
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from mlcourse.cli.chromium import HOW_TO_GET, find_chromium
from mlcourse.cli.course import Course, find_course
from mlcourse.cli.machine import is_this_python, kernel_program, why_not_writable

# What the course needs, and the lowest version that it works with, as in pyproject.toml.
PACKAGES = {
    "anywidget": "0.9.0",
    "bleach": "6.0.0",
    "filelock": "3.12.0",
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
MODULES = {"scikit-learn": "sklearn"}  # of a package whose module has another name
# What JupyterLab needs to show widgets, and the package that brings it.
WIDGET_EXTENSIONS = {
    "@jupyter-widgets/jupyterlab-manager": "jupyterlab_widgets",
    "anywidget": "anywidget",
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


def examine_installation(options: argparse.Namespace) -> int:
    """Run the command ``doctor``; return 1 if something needed is missing, else 0."""
    course = find_course()
    findings = list(examine(course, options.dir or course.default_working_copy()))
    print("\n".join(aligned(findings)))
    print("\n" + "\n".join(advice(findings)))
    return 1 if any(finding.is_failure for finding in findings) else 0


def examine(course: Course, root: Path) -> Iterator[Finding]:
    """Yield a finding for everything the course needs, the most basic first.

    Args:
        course: where the tested versions stand.
        root: the working copy, whether it is there or not.
    """
    yield Finding("Python", platform.python_version(), sys.executable)
    yield from (installed(name, course) for name in ("mlcourse", *PACKAGES))
    if find_spec("jupyterlab"):
        yield from map(widget_extension, WIDGET_EXTENSIONS)
        yield kernel()
    yield working_copy(root.absolute())
    yield browser()


def installed(name: str, course: Course) -> Finding:
    """Return whether a package is installed, can be imported, and in the version that was tested."""
    tested = tested_versions(course).get(name)
    remedy = install_command(name, tested, course)
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
        broken = f"{remedy} --force-reinstall"
        return Finding(name, found, f"BROKEN: {type(error).__name__}: {error}", broken)
    if tested in (None, found):
        return Finding(name, found)
    return Finding(name, found, f"tested with {tested}", remedy, needed=False)


def release(number: str) -> tuple[int, ...]:
    """Return a version's release as numbers, which can be compared.

    Example:
        >>> release("4.58.0rc1") < release("4.64")
        True
    """
    found = re.match(r"\d+(?:\.\d+)*", number)
    return tuple(map(int, found[0].split("."))) if found else ()


def install_command(name: str, tested: str | None, course: Course) -> str:
    """Return the command that installs a package as it was tested: in a checkout, all of them at once."""
    pip = f"{this_python()} -m pip install"
    if course.checkout:
        return f'cd "{course.checkout}" && {pip} -c constraints.txt -e .'
    return f"{pip} {name}=={tested}" if tested else f"{pip} --upgrade {name}"


def this_python() -> str:
    """Return this Python as one types it; a path with spaces in quotes, which PowerShell calls by "&"."""
    if " " not in sys.executable:
        return sys.executable
    return f'& "{sys.executable}"' if os.name == "nt" else f'"{sys.executable}"'


def tested_versions(course: Course) -> dict[str, str]:
    """Return the versions in constraints.txt, by package, where one version serves every Python."""
    lines = (course.root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if "==" in line and ";" not in line)


def widget_extension(name: str) -> Finding:
    """Return whether JupyterLab has, and has not disabled, an extension that shows widgets."""
    from jupyter_core.paths import jupyter_path
    from jupyterlab_server.config import get_page_config

    subject, package = f"widgets: {name}", WIDGET_EXTENSIONS[name]
    config = get_page_config(jupyter_path("labextensions"))
    if name in config["disabledExtensions"]:
        remedy = f"{this_python()} -m jupyter labextension enable {name}"
        return Finding(subject, "installed", "DISABLED", remedy)
    if name in (extension["name"] for extension in config["federated_extensions"]):
        return Finding(subject, "installed")
    remedy = f"{this_python()} -m pip install --force-reinstall --no-deps {package}"
    return Finding(subject, "-", "MISSING", remedy)


def kernel() -> Finding:
    """Return whether notebooks run in this very Python, where the course is installed."""
    subject, program = "kernel python3", kernel_program()
    if program is None:
        remedy = f"{this_python()} -m ipykernel install --sys-prefix --name python3"
        return Finding(subject, "-", "MISSING", remedy)
    if is_this_python(program):
        return Finding(subject, "this Python")
    remedy = f"open the course with {this_python()} -m mlcourse lab, which has a kernel of its own"
    return Finding(subject, program, "another Python", remedy, needed=False)


def working_copy(root: Path) -> Finding:
    """Return whether the working copy can be written; nothing is left behind by finding out."""
    if reason := why_not_writable(root):
        remedy = f"{root}: {reason}; choose another working copy with --dir FOLDER"
        return Finding("working copy", str(root), "NOT WRITABLE", remedy)
    return Finding("working copy", str(root), "ok" if root.is_dir() else "lab will make it")


def browser() -> Finding:
    """Return whether the browser tests can run; a learner's own browser may be any."""
    if path := find_chromium():
        return Finding("Chromium (for tests)", path)
    remedy = f"only to run the browser tests: {HOW_TO_GET}"
    return Finding("Chromium (for tests)", "-", "not found", remedy, needed=False)


def aligned(findings: list[Finding]) -> Iterator[str]:
    """Yield the findings as the lines of a table."""
    widths = [max(len(getattr(f, part)) for f in findings) for part in ("subject", "found")]
    for finding in findings:
        yield f"{finding.subject:{widths[0]}}  {finding.found:{widths[1]}}  {finding.verdict}"


def advice(findings: list[Finding]) -> Iterator[str]:
    """Yield what to do about each finding that is not as it should be, the needed ones first."""
    needed = [finding for finding in findings if finding.is_failure]
    optional = [finding for finding in findings if finding.remedy and not finding.is_failure]
    yield "Needed:" if needed else "Nothing that the course needs is missing."
    yield from remedies(needed)
    if optional:
        yield "If something does not work:"
        yield from remedies(optional)


def remedies(findings: list[Finding]) -> Iterator[str]:
    """Yield each remedy once, under all that it mends."""
    for remedy in dict.fromkeys(finding.remedy for finding in findings):
        yield "  " + ", ".join(f.subject for f in findings if f.remedy == remedy) + ":"
        yield f"    {remedy}"
