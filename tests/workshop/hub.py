"""The hub of workshop/hub/ in a process of its own, on free ports of this machine and with a folder of its own."""

import os
import re
import shlex
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "workshop" / "hub" / "jupyterhub_config.py"
MAPPED = ["unshare", "--user", "--map-root-user", "--map-auto"]


class Hub:
    """`python -m jupyterhub -f workshop/hub/jupyterhub_config.py`, as root."""

    def __init__(self, learners: list[str]) -> None:
        # A learner's sockets lie in here: their paths have at most 107 characters.
        self.folder = Path(tempfile.mkdtemp(prefix="hub-", dir="/var/tmp"))
        (self.folder / "learners.txt").write_text("".join(f"{name}\n" for name in learners))
        self.port, self.log = four_free_ports(), self.folder / "hub.log"
        self.url = f"http://127.0.0.1:{self.port}"
        self.room = f"127.0.0.1:{self.port + 3}"
        own = {
            "MLCOURSE_HUB": str(self.folder), "MLCOURSE_HUB_HOST": "127.0.0.1", "MLCOURSE_HUB_PORT": str(self.port),
        }  # fmt: skip
        command = [
            *as_root(),
            "unshare",
            "--mount",
            "--propagation",
            "private",
            "bash",
            "-c",
            opened(),
        ]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*command, "hub", sys.executable, "-m", "jupyterhub", "-f", str(CONFIG)],
                env=os.environ | own, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip

    def wait(self, seconds: float = 300) -> "Hub":
        """Wait until it says that it runs."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.process.poll() is None:
            if "JupyterHub is now running" in (said := self.log.read_text()):
                self.word = re.search(r'ml\.join\("(\w+)"\)', said)[1]
                self.links = dict(re.findall(r"\w:\s+(\S+/(projector|instructor)/\S+)", said))
                self.links = {kind: link for link, kind in self.links.items()}
                return self
            time.sleep(0.05)
        pytest.fail(f"the hub did not start:\n{self.log.read_text()[-3000:]}")

    def stop(self) -> None:
        """End it with all that it started."""
        self.process.terminate()
        try:
            self.process.wait(120)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        subprocess.run([*as_root(), "rm", "-rf", str(self.folder)], check=True)


def as_root() -> list[str]:
    """What stands before a command that needs root: nothing for root, sudo, or users of our own (newuidmap)."""
    for prefix in ([], ["sudo", "--non-interactive", "--preserve-env"], MAPPED):
        try:
            said = subprocess.run([*prefix, "id", "-u"], capture_output=True, text=True)
        except FileNotFoundError:
            continue
        if said.stdout.strip() == "0":
            return prefix
    pytest.fail(
        "a hub starts programs as other users, and nothing here lets us: run the tests as root, or with sudo that asks "
        "for no password, or install uidmap (Debian, Ubuntu: sudo apt install uidmap), which gives users of our own"
    )


def opened() -> str:
    """A script that opens what learners need and this machine keeps closed, for the hub alone, and starts it.

    A Python under /root, or a checkout in a closed folder, is laid over the closed folder in a mount namespace.
    """
    lines = ["set -e"]
    needed = {Path(sys.executable).resolve().parents[1], Path(sys.prefix).resolve(), ROOT.resolve()}
    closed: dict[Path, list[Path]] = {}
    for place in sorted(needed):
        shut = [each for each in (place, *place.parents) if not each.stat().st_mode & stat.S_IXOTH]
        if shut:
            closed.setdefault(shut[-1], []).append(place)
    for folder, places in closed.items():
        held = [(place, f"/proc/self/fd/{number}") for number, place in enumerate(places, start=10)]
        lines += [f"exec {fd.rpartition('/')[2]}<{shlex.quote(str(place))}" for place, fd in held]
        lines += [f"mount -t tmpfs -o mode=755 tmpfs {shlex.quote(str(folder))}"]
        for place, fd in held:
            quoted = shlex.quote(str(place))
            lines += [
                f"mkdir -p {quoted}",
                f"mount --no-canonicalize --bind {fd} {quoted}",
                f"exec {fd.rpartition('/')[2]}<&-",
            ]
    return "\n".join([*lines, "export HOME=/var/tmp", 'exec "$@"'])


def four_free_ports() -> int:
    """Return the first of four free ports in a row."""
    for port in range(20_000 + os.getpid() % 5000, 60_000, 4):
        try:
            for each in range(port, port + 4):
                socket.create_server(("127.0.0.1", each)).close()
        except OSError:
            continue
        return port
    pytest.fail("there are no four free ports in a row")
