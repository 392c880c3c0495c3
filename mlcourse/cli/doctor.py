"""``doctor``: what is installed, what is missing or other than tested, and what to do."""

from __future__ import annotations

import argparse
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from mlcourse.classroom.progress_file import UnreadableProgress, load
from mlcourse.cli.chromium import HOW_TO_GET, find_chromium
from mlcourse.cli.course import Course, find_course
from mlcourse.cli.machine import is_this_python, kernel_program, places, why_not_writable
from mlcourse.cli.packages import (
    PACKAGES,
    Finding,
    install_all,
    installed,
    pip_install,
    reinstall,
    this_python,
)
from mlcourse.cli.postponed import postpone_address_parsers
from mlcourse.cli.progress import find_progress

# Modules of Python itself that a Python built without some library lacks, and Debian's name of that library.
OWN_MODULES = {"ctypes": "libffi-dev", "sqlite3": "libsqlite3-dev", "ssl": "libssl-dev"}
# What JupyterLab needs to show widgets, and the package that brings it.
WIDGET_EXTENSIONS = {
    "@jupyter-widgets/jupyterlab-manager": "jupyterlab_widgets",
    "anywidget": "anywidget",
    "mlcourse": "mlcourse",
}


def examine_installation(options: argparse.Namespace) -> int:
    """Run the command ``doctor``; return 1 if something needed is missing, else 0."""
    postpone_address_parsers()
    course = find_course()
    findings = list(examine(course, options.dir))
    print("\n".join(aligned(findings)))
    print("\n" + "\n".join(advice(findings)))
    return 1 if any(finding.is_failure for finding in findings) else 0


def examine(course: Course, folder: Path | None) -> Iterator[Finding]:
    """Yield a finding for everything the course needs, the most basic first.

    Args:
        course: where the tested versions stand.
        folder: the working copy, whether it is there or not; ``None`` for the usual one.
    """
    yield Finding("Python", platform.python_version(), sys.executable)
    yield from filter(None, map(own_module, OWN_MODULES))
    yield from (installed(name, course) for name in ("mlcourse", *PACKAGES))
    if find_spec("jupyterlab"):
        yield from (widget_extension(name, course) for name in WIDGET_EXTENSIONS)
        yield kernel(course)
        yield settings()
    yield working_copy((folder or course.default_working_copy()).absolute())
    yield progress(find_progress(folder))
    yield sandbox()
    yield browser()
    yield javascript()


def own_module(name: str) -> Finding | None:
    """Return that Python was built without one of its modules; ``None`` where it is there."""
    try:
        import_module(name)
    except ImportError as error:
        remedy = f"install {OWN_MODULES[name]} (its name on Debian), then build this Python again"
        return Finding(f"Python's {name}", "-", f"MISSING: {error}", remedy)
    return None


def widget_extension(name: str, course: Course) -> Finding:
    """Return whether JupyterLab has, and has not disabled, an extension that shows widgets."""
    from jupyter_core.paths import jupyter_path
    from jupyterlab_server.config import get_page_config

    subject, config = f"widgets: {name}", get_page_config(jupyter_path("labextensions"))
    parts = [each for each in config["disabledExtensions"] if each.partition(":")[0] == name]
    if parts:
        return Finding(subject, "installed", "DISABLED", enable(parts))
    if name in (extension["name"] for extension in config["federated_extensions"]):
        return Finding(subject, "installed")
    package = WIDGET_EXTENSIONS[name]
    anew = lay_course_anew(course) if package == "mlcourse" else reinstall(package, course)
    return Finding(subject, "-", "MISSING", anew)


def lay_course_anew(course: Course) -> str:
    """Return the command that installs the course itself once more."""
    if course.checkout:
        return install_all(course)
    return f"{pip_install()} --force-reinstall --no-deps FILE.whl    (FILE.whl: the wheel that you installed)"


def enable(parts: list[str]) -> str:
    """Return the command that enables extensions of JupyterLab, or parts of them, where that goes before all else."""
    from jupyter_core.paths import prefer_environment_over_user

    level = "sys_prefix" if prefer_environment_over_user() else "user"
    return f"{this_python()} -m jupyter labextension enable --level={level} {' '.join(parts)}"


def kernel(course: Course) -> Finding:
    """Return whether notebooks run in this very Python, where the course is installed."""
    subject, program = "kernel python3", kernel_program()
    if program is None:
        return Finding(subject, "-", "MISSING", install_all(course))  # JupyterLab needs ipykernel
    if is_this_python(program):
        return Finding(subject, "this Python")
    remedy = f"open the course with {this_python()} -m mlcourse lab, which has a kernel of its own"
    return Finding(subject, program, "another Python", remedy, needed=False)


def settings() -> Finding:
    """Return whether Jupyter, IPython and matplotlib can write their settings."""
    for place in places().values():
        if reason := why_not_writable(place):
            remedy = f"{reason}; open the course with {this_python()} -m mlcourse lab, which keeps settings elsewhere"
            return Finding("settings", str(place), "NOT WRITABLE", remedy, needed=False)
    return Finding("settings", "can be written")


def working_copy(root: Path) -> Finding:
    """Return whether the working copy can be written; nothing is left behind by finding out."""
    if reason := why_not_writable(root):
        remedy = f"{root}: {reason}; choose another working copy with --dir FOLDER"
        return Finding("working copy", str(root), "NOT WRITABLE", remedy)
    return Finding("working copy", str(root), "ok" if root.is_dir() else "lab will make it")


def progress(path: Path) -> Finding:
    """Return whether what was done in the course can be read, and added to."""
    try:
        load(path)
    except UnreadableProgress as error:
        anew = "the next check in a notebook keeps it under another name and begins anew"
        newer = "; after an upgrade of the course it can be read" if "newer" in str(error) else ""
        return Finding("progress", str(path), f"UNREADABLE: it {error}", anew + newer, needed=False)
    except OSError as error:
        remedy = f"see that {path} is a file that you may read, or move it away"
        return Finding("progress", str(path), f"UNREADABLE: {error.strerror}", remedy)
    return Finding("progress", str(path), "ok" if path.exists() else "nothing recorded yet")


def sandbox() -> Finding:
    """Return whether ``grade`` can run what was handed in; learners do without."""
    subject, program = "bubblewrap (for grade)", shutil.which("bwrap")
    if not sys.platform.startswith("linux"):
        return Finding(subject, "-", "there is none but on Linux")
    if program is None:
        remedy = "only to grade: install bubblewrap (Debian, Ubuntu: sudo apt install bubblewrap)"
        return Finding(subject, "-", "not found", remedy, needed=False)
    line = [program, "--unshare-all", "--ro-bind", "/", "/", "true"]
    tried = subprocess.run(line, capture_output=True, text=True, check=False)
    if tried.returncode:
        remedy = (
            "only to grade: let programs make user namespaces (sysctl kernel.unprivileged_userns_clone=1; where "
            "AppArmor forbids it, kernel.apparmor_restrict_unprivileged_userns=0)"
        )
        return Finding(
            subject, program, f"DOES NOT WORK: {tried.stderr.strip()}", remedy, needed=False
        )
    return Finding(subject, program)


def browser() -> Finding:
    """Return whether the browser tests can run; a learner's own browser may be any."""
    if path := find_chromium():
        return Finding("Chromium (for tests)", path)
    remedy = f"only to run the browser tests: {HOW_TO_GET}"
    return Finding("Chromium (for tests)", "-", "not found", remedy, needed=False)


def javascript() -> Finding:
    """Return whether the tests of the widgets' JavaScript can run."""
    if path := shutil.which("node"):
        return Finding("Node.js (for tests)", path)
    remedy = "only to run the tests: install Node.js 18 or newer (Debian, Ubuntu: sudo apt install nodejs)"
    return Finding("Node.js (for tests)", "-", "not found", remedy, needed=False)


def aligned(findings: list[Finding]) -> Iterator[str]:
    """Yield the findings as the lines of a table."""
    widths = [max(len(getattr(f, part)) for f in findings) for part in ("subject", "found")]
    for finding in findings:
        yield f"{finding.subject:{widths[0]}}  {finding.found:{widths[1]}}  {finding.verdict}"


def advice(findings: list[Finding]) -> Iterator[str]:
    """Yield what to do about each finding that is not as it should be, the needed ones first."""
    needed = [finding for finding in findings if finding.is_failure]
    done = {finding.remedy for finding in needed} | {None}
    optional = [finding for finding in findings if finding.remedy not in done]
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
