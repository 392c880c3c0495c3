"""The sandbox from outside: the command line of bubblewrap, and processes to speak with.

A ``Room`` is one warm parent inside bubblewrap, which forks for each submission; a ``PlainRoom`` is what there is where
no sandbox can be had.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol, Self

import mlcourse
from mlcourse.base.threads import default_to_one_thread

INSIDE = Path(__file__).parent / "inside"
PLACE = "/room"
START_SECONDS = (
    120  # until what no submission has a hand in is loaded, where nothing is compiled yet
)
WITHHELD = ("mlcourse", "_editable_impl_mlcourse")  # of the installed packages
SYSTEM = ("bin", "sbin", "lib", "lib32", "lib64", "libx32")
SHOWN = tuple(Path("/") / each for each in ("usr", *SYSTEM))
COURSE = ("authoring", "exercises", "lessons", "mlcourse", "solutions", "tests", "workshop", ".git")
"""What holds answers where the course is used from its repository."""

UNKNOWN = 65534


def limits(seconds: float, memory: int = 2_000_000_000) -> dict[str, int]:
    """Return what a submission may use, as ``inside.namespaces.Limits`` names it.

    Args:
        seconds: for a cell or a task; all together may take thirty times as much of the processor.
        memory: bytes, of one process.
    """
    return {"seconds": int(30 * seconds) + 5, "memory": memory}


class NoSandbox(Exception):
    """Submissions cannot be isolated here; the text says why, and what to do."""


class RoomProtocol(Protocol):
    """What runs submissions, one after the other."""

    isolated: bool

    def start(self, load: Sequence[str] = ()) -> socket.socket:
        """Start a submission's process; return the connection to it.

        Args:
            load: modules that it uses and that take long to load.
        """

    def end(self) -> None:
        """End it, and all that it started."""

    def close(self) -> None:
        """End everything."""


def command_line(control: int, hidden: Sequence[Path] = ()) -> list[str]:
    """Return bubblewrap's command line for a warm parent that is told what to do by an inherited socket.

    No network, no other process, none of the disk but a read-only system and interpreter, and an empty ``/tmp``.

    Args:
        control: the socket's descriptor.
        hidden: files and folders that are not shown, where they lie in what is: submissions, say, below ``/usr``.
    """
    program = shutil.which("bwrap")
    if program is None:
        raise NoSandbox(
            "bubblewrap is not installed, and without it a submission can read, write and send whatever you can.\n"
            "On Debian and Ubuntu: sudo apt install bubblewrap. With --allow-unisolated it is graded all the same."
        )
    line = [
        program,
        "--unshare-pid",
        "--unshare-net",
        "--unshare-ipc",
        "--unshare-uts",
        "--unshare-cgroup-try",
    ]
    line += ["--die-with-parent", "--new-session", "--clearenv"]
    if os.getuid() == 0:  # the warm parent itself gives root up
        line += ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        line += ["--unshare-user", "--uid", str(UNKNOWN), "--gid", str(UNKNOWN)]
    line += [
        "--proc",
        "/proc",
        "--dev",
        "/dev",
        "--size",
        "4000000",
        "--perms",
        "1777",
        "--tmpfs",
        "/tmp",
        *_system(),
    ]
    shown = _python()
    withheld = [*_withheld(), *hidden, *(each.resolve() for each in hidden)]
    for path in sorted({*shown, *withheld}, key=lambda path: len(path.parts)):
        if path in shown:
            for above in reversed(path.parents[:-1]):
                line += ["--perms", "0755", "--dir", str(above)]
            line += ["--ro-bind", str(path), str(path)]
        elif path.exists() and any(path.is_relative_to(each) for each in (*shown, *SHOWN)):
            line += (
                ["--tmpfs", str(path)] if path.is_dir() else ["--ro-bind", "/dev/null", str(path)]
            )
    line += ["--ro-bind", str(INSIDE), f"{PLACE}/inside", "--chdir", PLACE, "--hostname", "grading"]
    environment: dict[str, str] = {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "PYTHONPATH": PLACE,
        "MPLCONFIGDIR": "/tmp",
    }
    default_to_one_thread(environment)
    for name, value in environment.items():
        line += ["--setenv", name, value]
    return [*line, sys.executable, "-B", "-m", "inside.warm", str(control)]


def require_sandbox() -> None:
    """Stop where submissions cannot be isolated.

    Raises:
        NoSandbox: bubblewrap is missing, or this is no Linux.
    """
    if not sys.platform.startswith("linux"):
        raise NoSandbox(
            "Submissions can be isolated on Linux only; elsewhere they could read, write and send whatever you can.\n"
            "With --allow-unisolated they are graded all the same."
        )
    command_line(0)


def _system() -> Iterator[str]:
    """Yield the options that show the system's programs and libraries, read-only, and what they are set up with."""
    yield from ("--ro-bind", "/usr", "/usr")
    for name in SYSTEM:
        path = Path("/") / name
        if path.is_symlink():
            yield from ("--symlink", str(path.readlink()), str(path))
        elif path.is_dir():
            yield from ("--ro-bind", str(path), str(path))
    for name in ("/etc/ld.so.cache", "/etc/alternatives", "/etc/fonts"):
        yield from ("--ro-bind-try", name, name)


def _python() -> list[Path]:
    """Return the folders of the interpreter and of the installed packages that lie outside of /usr."""
    paths = [Path(sys.base_prefix), Path(sys.prefix), Path(sys.executable).resolve().parent.parent]
    paths += [Path(sysconfig.get_path(each)) for each in ("purelib", "platlib")]
    kept: list[Path] = []
    for path in sorted(set(paths)):
        inside_another = any(path.is_relative_to(each) for each in (*kept, Path("/usr")))
        if not inside_another:
            kept.append(path)
    return kept


def _withheld() -> Iterator[Path]:
    """Yield what a submission must not see, in case it lies among what is shown: the course itself."""
    yield from (Path(mlcourse.__file__).parents[1] / name for name in COURSE)
    for folder in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        for path in Path(folder).iterdir():
            if path.name.partition("-")[0].partition(".")[0] in WITHHELD:
                yield path


class Room:
    """A warm parent inside bubblewrap.

    Args:
        limits: of each submission, as in ``inside.namespaces.Limits``.
        hidden: files and folders that no submission may see, wherever they lie.

    Raises:
        NoSandbox: bubblewrap is missing, or the system does not let it work.
    """

    isolated = True

    def __init__(self, limits: dict[str, int], hidden: Sequence[Path] = ()) -> None:
        self.limits = limits
        self.control, theirs = socket.socketpair()
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115  closed with the room
        self.process = subprocess.Popen(
            command_line(theirs.fileno(), hidden),
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=self.errors,
            stderr=self.errors,
        )
        theirs.close()
        self.control.settimeout(START_SECONDS)
        self._expect("ready")

    def start(self, load: Sequence[str] = ()) -> socket.socket:
        """Start a submission's process; return the connection to it."""
        self._tell({"do": "start", "limits": self.limits, "load": list(load)})
        text, handles, _, _ = socket.recv_fds(self.control, 1000, 1)
        if not handles or b"started" not in text:
            raise self._failed()
        return socket.socket(fileno=handles[0])

    def end(self) -> None:
        """End it, and all that it started."""
        self._tell({"do": "end"})
        self._expect("ended")

    def close(self) -> None:
        """End everything."""
        self.control.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.errors.close()

    def _tell(self, what: dict[str, object]) -> None:
        try:
            self.control.sendall(json.dumps(what).encode() + b"\n")
        except OSError:
            raise self._failed() from None

    def _expect(self, what: str) -> None:
        try:
            said = self.control.recv(1000)
        except OSError:
            said = b""
        if what.encode() not in said:
            raise self._failed()

    def _failed(self) -> NoSandbox:
        self.process.kill()
        self.process.wait()
        self.errors.seek(0)
        said = self.errors.read(2000).decode(errors="replace").strip()
        return NoSandbox(
            f"bubblewrap does not work here: {said or 'it ended without a word'}\n"
            "Some systems forbid user namespaces (sysctl kernel.unprivileged_userns_clone, AppArmor). With "
            "--allow-unisolated it is graded all the same."
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class PlainRoom:
    """A process for each submission, with nothing to keep it in but time and, where the system can, memory."""

    isolated = False

    def __init__(self, limits: dict[str, int]) -> None:
        self.limits = limits
        self.process: subprocess.Popen[bytes] | None = None
        self.folder: tempfile.TemporaryDirectory[str] | None = None

    def start(self, load: Sequence[str] = ()) -> socket.socket:
        """Start a submission's process, in an empty folder; return the connection to it."""
        token, door = secrets.token_bytes(16), socket.create_server(("127.0.0.1", 0))
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        environment = {**os.environ, "PYTHONPATH": str(INSIDE.parent)}
        environment.pop("NBGRADER_EXECUTION", None)
        default_to_one_thread(environment)
        arguments = [str(door.getsockname()[1]), token.hex(), str(self.limits["memory"]), *load]
        self.process = subprocess.Popen(
            [sys.executable, "-B", "-m", "inside.plain", *arguments],
            cwd=self.folder.name,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        door.settimeout(START_SECONDS)
        with door:
            connection, _ = door.accept()
        connection.settimeout(START_SECONDS)
        if connection.recv(16) != token:
            raise NoSandbox("Another program took the place of the submission's process.")
        return connection

    def end(self) -> None:
        """End the process, and those of its group."""
        if self.process is not None:
            if hasattr(os, "killpg"):
                with suppress(OSError):
                    os.killpg(self.process.pid, 9)
            self.process.kill()
            self.process.wait()
        if self.folder is not None:
            self.folder.cleanup()
        self.process = self.folder = None

    def close(self) -> None:
        """End everything."""
        self.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
