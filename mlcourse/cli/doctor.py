"""``doctor``: what is installed, what is missing or other than tested, and what to do."""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from mlcourse.cli.chromium import HOW_TO_GET, find_chromium
from mlcourse.cli.course import Course, find_course

PACKAGES = (
    "anywidget",
    "filelock",
    "ipywidgets",
    "jinja2",
    "jupyterlab",
    "latex2mathml",
    "matplotlib",
    "numpy",
    "scikit-learn",
    "tqdm",
)
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
    """Return whether a package is installed, and in the version that was tested."""
    tested = tested_versions(course).get(name)
    remedy = install_command(name, tested, course)
    try:
        found = version(name)
    except PackageNotFoundError:
        return Finding(name, "-", "MISSING", remedy)
    if tested in (None, found):
        return Finding(name, found)
    return Finding(name, found, f"tested with {tested}", remedy, needed=False)


def install_command(name: str, tested: str | None, course: Course) -> str:
    """Return the command that installs a package as it was tested: in a checkout, all of them at once."""
    pip = f"{sys.executable} -m pip install"
    if course.checkout:
        return f'cd "{course.checkout}" && {pip} -c constraints.txt -e .'
    return f"{pip} {name}=={tested}" if tested else f"{pip} {name}"


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
        remedy = f"{sys.executable} -m jupyter labextension enable {name}"
        return Finding(subject, "installed", "DISABLED", remedy)
    if name in (extension["name"] for extension in config["federated_extensions"]):
        return Finding(subject, "installed")
    remedy = f"{sys.executable} -m pip install --force-reinstall --no-deps {package}"
    return Finding(subject, "-", "MISSING", remedy)


def kernel() -> Finding:
    """Return whether notebooks run in this very Python, where the course is installed."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    subject = "kernel python3"
    remedy = f"{sys.executable} -m ipykernel install --sys-prefix --name python3"
    try:
        program = KernelSpecManager().get_kernel_spec("python3").argv[0]
    except NoSuchKernel:
        return Finding(subject, "-", "MISSING", remedy)
    if program in ("python", "python3") or same_file(program, sys.executable):
        return Finding(subject, "this Python")
    return Finding(subject, program, "ANOTHER PYTHON", remedy)


def same_file(one: str, other: str) -> bool:
    """Return whether two paths lead to one program in one environment; links are not followed."""
    return Path(one).absolute() == Path(other).absolute()


def working_copy(root: Path) -> Finding:
    """Return whether the working copy can be written; nothing is left behind by finding out."""
    existing = next(folder for folder in (root, *root.parents) if folder.is_dir())
    try:
        tempfile.TemporaryFile(dir=existing).close()
    except OSError as error:
        remedy = f"{existing}: {error.strerror}; choose another working copy with --dir FOLDER"
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
