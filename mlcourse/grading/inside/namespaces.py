"""A cell within the cell: processes, files and users of one submission, which end with its first process (Linux).

bubblewrap shuts off the network and the disk once for a whole class. Within it each submission gets namespaces of its
own: it sees no process but its own, writes into a small folder in memory that nobody else sees, has not even a loopback
(a port that was just used is a message to the next), and may start only so many processes. (The kernel counts those
for each user of each namespace, and does not count those of root.)
"""

from __future__ import annotations

import ctypes
import os
import platform
from dataclasses import dataclass
from pathlib import Path

try:
    import resource
except ImportError:
    raise ImportError(
        "Submissions can be isolated on Linux only: this system lacks the module `resource`. Nothing outside of the "
        "sandbox needs this one; `grade --allow-unisolated` works without it."
    ) from None

NEW_MOUNTS, NEW_IPC, NEW_USERS, NEW_PROCESSES, NEW_NETWORK = (
    0x20000, 0x8000000, 0x10000000, 0x20000000, 0x40000000,
)  # fmt: skip
ALL_NEW = NEW_MOUNTS | NEW_IPC | NEW_USERS | NEW_PROCESSES | NEW_NETWORK
KEYCTL, JOIN_SESSION = {"x86_64": 250, "aarch64": 219}, 1
NO_SUID, NO_DEVICES, READ_ONLY, NO_PROGRAMS, REMOUNT, BIND, WITH_ALL_BELOW = (
    2,
    4,
    1,
    8,
    32,
    4096,
    16384,
)
DIES_WITH_PARENT, DUMPABLE, NO_NEW_PRIVILEGES, REAPER = 1, 4, 38, 36
CAPABILITIES = 0x20080522  # the version of the structure
NOBODY = 65534
LIBRARIES = 2_000_000_000  # bytes of addresses that libraries take and hardly use
_C = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Args:
        seconds: of processor time, all in all.
        memory: bytes, of one process.
        files: bytes, of all files together.
        processes: at once.
    """

    seconds: int
    memory: int
    files: int = 64_000_000
    processes: int = 48


def become_nobody() -> None:
    """Give up root, for good."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    _call("prctl", DUMPABLE, 1, 0, 0, 0)  # so that it may write the map of its users
    _call("prctl", REAPER, 1, 0, 0, 0)


def part() -> None:
    """Leave the other processes' namespaces; the next child is the first process of the new one."""
    user, group = os.getuid(), os.getgid()
    _call("unshare", ALL_NEW)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def shut_in(limits: Limits) -> None:
    """Lay an own small folder over ``/tmp`` and nothing over ``/proc``, set all limits, and drop every privilege."""
    _leave_the_keyring()
    os.setsid()  # a signal to the process's group must not reach the warm parent
    _call("prctl", DIES_WITH_PARENT, 9, 0, 0, 0)
    for folder in ("/tmp", "/dev/shm"):
        _lay_memory_over(folder, limits.files)
    _call(
        "mount", b"tmpfs", b"/proc", b"tmpfs", NO_SUID | NO_DEVICES | READ_ONLY, b"size=4k,mode=555"
    )
    for place in (
        b"/dev",
        b"/",
    ):  # small folders in memory, in which a submission could leave a message
        flags = REMOUNT | BIND | READ_ONLY | NO_SUID | kept_flags(place)
        _call("mount", None, place, None, flags, None)
    for what, most in (
        (resource.RLIMIT_DATA, limits.memory),
        (resource.RLIMIT_AS, limits.memory + LIBRARIES),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, limits.files),
        (resource.RLIMIT_NPROC, limits.processes),
        (resource.RLIMIT_NOFILE, 256),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    _call("prctl", NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    _drop_capabilities()
    os.chdir("/tmp")


def _leave_the_keyring() -> None:
    """Take an own ring for keys of the kernel: in one that is shared, a submission could leave a message."""
    if number := KEYCTL.get(platform.machine()):
        _C.syscall(
            number, JOIN_SESSION, None
        )  # where the kernel has none, or forbids it, there is nothing to leave


def _lay_memory_over(place: str, size: int) -> None:
    """Lay a small folder over a place, and what is mounted below it, an interpreter in /tmp say, below that again."""
    below = {path: os.open(path, os.O_PATH) for path in mounted_below(place)}
    options = f"size={size},mode=700,nr_inodes=5000".encode()
    _call("mount", b"tmpfs", place.encode(), b"tmpfs", NO_SUID | NO_DEVICES, options)
    for path, handle in below.items():
        Path(path).mkdir(parents=True)
        source = f"/proc/self/fd/{handle}".encode()
        _call("mount", source, path.encode(), None, BIND | WITH_ALL_BELOW, None)
        os.close(handle)


def mounted_below(place: str) -> list[str]:
    """Return the mount points below a folder, without those that lie below another of them."""
    lines = Path("/proc/self/mountinfo").read_text().splitlines()
    points = {line.split()[4].encode().decode("unicode_escape") for line in lines}
    inside = sorted(point for point in points if point.startswith(f"{place}/"))
    return [point for point in inside if not any(point.startswith(f"{other}/") for other in inside)]


def kept_flags(place: bytes) -> int:
    """Return the restrictions that a mount has and that a remount must repeat."""
    has = os.statvfs(place).f_flag
    return sum(flag for flag in (NO_DEVICES, NO_PROGRAMS) if has & flag)


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Sets(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


def _drop_capabilities() -> None:
    _call("capset", ctypes.byref(_Header(CAPABILITIES, 0)), (_Sets * 2)())


def _call(name: str, *arguments: object) -> None:
    if getattr(_C, name)(*arguments) == -1:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")
