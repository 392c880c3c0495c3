"""``lab``: JupyterLab at lesson 00 of the learner's working copy, with nothing from outside."""

from __future__ import annotations

import argparse
import gc
import os
import socket
import sys
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import quote

from mlcourse.base.course import PRIVATE_FOLDER
from mlcourse.base.threads import default_to_one_thread
from mlcourse.cli.course import CommandError, Course, find_course
from mlcourse.cli.machine import stand_ins
from mlcourse.cli.packages import install_all
from mlcourse.cli.postponed import postpone_address_parsers
from mlcourse.cli.working_copy import bring_up_to_date, said_plainly
from mlcourse.widgets.alone.extension import lay_extension

# Disables JupyterLab's announcements: its question about news, and its look for newer versions.
# An additional folder of settings, so that the learner's own stay as they are.
JUPYTER_SETTINGS = Path(__file__).parent / "jupyter"


def open_lab(options: argparse.Namespace) -> int:
    """Run the command ``lab``; return its exit code when the server is stopped.

    Raises:
        CommandError: JupyterLab is missing, the port is taken, or the working copy cannot be written.
    """
    require_jupyterlab()
    if options.port or options.ip != "localhost":
        require_free(options.port or 0, options.ip)
    print(reached_from_outside(options.ip), end="")
    course = find_course()
    arguments = edit_arguments(course) if options.edit else learn_arguments(course, options.dir)
    print("JupyterLab starts. Ctrl-C here stops it.", flush=True)
    return start(arguments + server_arguments(options.port, not options.no_browser, options.ip))


def learn_arguments(course: Course, folder: Path | None) -> list[str]:
    """Bring the working copy up to date, and return the arguments that open it at lesson 00.

    Args:
        course: what is laid down.
        folder: the working copy; ``None`` for the usual one.

    Raises:
        CommandError: the folder cannot be written.
    """
    root = (folder or course.default_working_copy()).absolute()
    for message in bring_up_to_date(course, root):
        print(message)
    with said_plainly(root):
        for message in stand_ins(root):
            print(message)
    print(f"Your working copy: {root}")
    first, *_ = course.notebooks("lessons")
    return [
        f"--ServerApp.root_dir={root}",
        f"--LabApp.default_url=/lab/tree/{quote(first)}",
        # The layout of this course, not tabs of files that another folder holds.
        f"--LabApp.workspaces_dir={root / PRIVATE_FOLDER / 'workspaces'}",
        *extension_arguments(course, root),
    ]


def extension_arguments(course: Course, root: Path) -> list[str]:
    """Return the arguments that have the course's extension of JupyterLab as new as the checkout.

    It was laid when the course was installed; a checkout may have changed since then.

    Args:
        course: where it is from.
        root: a working copy, which keeps what is laid.

    Raises:
        CommandError: the folder cannot be written.
    """
    if course.checkout is None:
        return []
    folder = root / PRIVATE_FOLDER / "labextensions"
    with said_plainly(root):
        lay_extension(folder)
    return [f"--LabApp.extra_labextensions_path={folder}"]


def edit_arguments(course: Course) -> list[str]:
    """Return the arguments that open the repository itself, for the course's authors.

    Raises:
        CommandError: the course was installed without its repository.
    """
    if course.checkout is None:
        raise CommandError(
            "--edit opens the course's repository, and this course was installed without one.\n"
            "Without --edit, lab opens a working copy, which you may change as you like."
        )
    print(
        f"The course itself: {course.checkout}\n"
        "Notebooks are built: edit their sources in authoring/, then run "
        "python authoring/build.py\n"
        "A widget on the screen follows its JavaScript and CSS files."
    )
    os.environ.setdefault("ANYWIDGET_HMR", "1")  # for the kernels; see mlcourse/widgets/kit/live.py
    return [
        f"--ServerApp.root_dir={course.checkout}",
        "--LabApp.default_url=/lab/tree/authoring",
        *extension_arguments(course, course.default_working_copy()),
    ]


def server_arguments(port: int | None, browser: bool, ip: str) -> list[str]:
    """Return the arguments that every start has.

    Args:
        port: to listen on; 0 takes any free one, ``None`` the usual one or one after it.
        browser: whether the user's browser is opened.
        ip: the address to listen on.
    """
    arguments = [
        "--LabApp.extension_manager=readonly",  # the other kind asks a package index
        "--ServerApp.answer_yes=True",  # Ctrl-C stops, without asking
        "--ServerApp.allow_root=True",  # a container's only user often is root
        "--LabApp.log_level=WARN",
        "--ServerApp.log_level=WARN",
        f"--ServerApp.open_browser={browser}",
        f"--ServerApp.ip={ip}",
    ]
    if port is not None:
        arguments += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    return arguments


def start(arguments: list[str]) -> int:
    """Run the server in this process until it is stopped; return the exit code."""
    prepare()
    gc.disable()  # nearly all that a start makes is there to stay: to search it for garbage takes a sixth of the start
    from jupyterlab.labapp import LabApp

    server = LabApp.initialize_server(arguments)
    gc.enable()
    server.start()
    return 0


def prepare() -> None:
    """Set what a server in this process, and its kernels, find in their environment."""
    default_to_one_thread(os.environ)
    folders = [str(JUPYTER_SETTINGS), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(folders)
    postpone_address_parsers()


def reached_from_outside(ip: str) -> str:
    """Return what it means to listen on an address; nothing where only this machine can reach it.

    Example:
        >>> reached_from_outside("127.0.0.1")
        ''
        >>> print(reached_from_outside("0.0.0.0"), end="")
        --ip 0.0.0.0: other machines of the network can reach this JupyterLab. Who has the token that is printed below
        can do here all that you can: read and change your files and run programs. Give it to nobody, and do not use
        --ip in a network that you do not trust: what is sent is not encrypted.
    """
    try:
        at_home = ip == "localhost" or ip_address(ip).is_loopback
    except ValueError:
        at_home = False  # a name of this machine
    if at_home:
        return ""
    return (
        f"--ip {ip}: other machines of the network can reach this JupyterLab. Who has the token that is printed below\n"
        "can do here all that you can: read and change your files and run programs. Give it to nobody, and do not use\n"
        "--ip in a network that you do not trust: what is sent is not encrypted.\n"
    )


def require_jupyterlab() -> None:
    """Say how to get JupyterLab where it is missing.

    Raises:
        CommandError: it is.
    """
    if find_spec("jupyterlab") is None:
        raise CommandError(
            f"JupyterLab is not installed for the Python that runs this ({sys.executable}).\n"
            f"Install it:  {install_all(find_course())}\n"
            "If you made a virtual environment for the course, start the course with the Python "
            "in it: .venv/bin/python -m mlcourse lab"
        )


def require_free(port: int, ip: str) -> None:
    """Say which port to take where the wanted one cannot be had, or that there is no such address.

    Raises:
        CommandError: it cannot.
    """
    if (reason := unavailable(port, ip)) is None:
        return
    if unavailable(0, ip) is not None:
        raise CommandError(
            f"--ip {ip} cannot be used: {reason}. It must be an address of this machine; 0.0.0.0 takes all of them."
        )
    free = next((p for p in range(max(port, 1023) + 1, 65536) if unavailable(p, ip) is None), 0)
    raise CommandError(
        f"Port {port} cannot be used: {reason}. Perhaps a JupyterLab that you started earlier "
        "still has it.\n"
        f"Try another:  python -m mlcourse lab --port {free}"
    )


def unavailable(port: int, ip: str = "localhost") -> str | None:
    """Return why a port cannot be listened on, ``None`` if it can."""
    family = socket.AF_INET6 if ":" in ip else socket.AF_INET
    try:
        socket.create_server((ip, port), family=family).close()
    except OSError as error:
        number = error.errno or 0  # below 0 where the name could not be found
        return os.strerror(number) if number > 0 else "there is no such name"
    return None
