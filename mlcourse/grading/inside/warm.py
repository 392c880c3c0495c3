"""The warm parent: it has loaded numpy and the shell once, and forks for each submission.

It is told by its control socket to start a submission; it answers with a socket to the new process, over which the
grader speaks with that alone. It ends the process when it is told to, when its memory together grows too large, or
when the grader is gone.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import sys
from pathlib import Path
from typing import Any, NoReturn

from .cells import run
from .namespaces import Limits, become_nobody, part, shut_in
from .session import Session
from .shell import load, make_shell, silence

LOOK = 0.1  # seconds between two looks at the memory


def main() -> None:
    """Serve until the grader is gone."""
    control = socket.socket(fileno=int(sys.argv[1]))
    become_nobody()
    os.environ["HOME"] = "/tmp"
    shell = make_shell()
    warm_up(shell)
    control.sendall(b'{"ready": true}\n')
    lines = control.makefile("rb")
    running: tuple[int, Limits] | None = None
    while True:
        if running and not select.select([control], [], [], LOOK)[0]:
            if memory_of_all() > running[1].memory * 1.5:
                os.kill(running[0], signal.SIGKILL)
            continue
        line = lines.readline()
        if not line:
            break
        told = json.loads(line)
        if told["do"] == "start":
            limits = Limits(**told["limits"])
            if load(told["load"]):
                settle()
            running = start(control, shell, limits), limits
        else:
            end(running)
            running = None
            control.sendall(b'{"ended": true}\n')
    end(running)


def warm_up(shell: Any) -> None:
    """Load what the first cell loads, so that no submission does."""
    shell.run_cell("pass", store_history=False)
    run(shell, "pass")
    del shell.history_manager.input_hist_parsed[1:]
    shell.execution_count = 1
    settle()


def settle() -> None:
    """Take what is there out of the collector's hands, so that no fork copies what only that touches."""
    gc.collect()
    gc.freeze()


def start(control: socket.socket, shell: Any, limits: Limits) -> int:
    """Fork a process for a submission, and send the grader a socket to it; return what to kill."""
    ours, theirs = socket.socketpair()
    helper = os.fork()
    if helper == 0:
        ours.close()
        in_namespaces(control, theirs, shell, limits)
    theirs.close()
    socket.send_fds(control, [b'{"started": true}\n'], [ours.fileno()])
    ours.close()
    return helper


def in_namespaces(
    control: socket.socket, connection: socket.socket, shell: Any, limits: Limits
) -> NoReturn:
    """Be the parent of a namespace's first process, which runs the submission."""
    status = 1
    try:
        part()
        child = os.fork()
        if child == 0:
            close_all_but(connection.fileno())
            shut_in(limits)
            silence()
            Session(connection, shell).serve()
            os._exit(0)
        connection.close()
        os.waitpid(child, 0)
        status = 0
    finally:
        os._exit(status)


def close_all_but(kept: int) -> None:
    """Close every descriptor that a submission could write into but its own; a closed object may hold one open."""
    os.closerange(3, kept)
    os.closerange(kept + 1, os.sysconf("SC_OPEN_MAX"))


def end(running: tuple[int, Limits] | None) -> None:
    """End a submission and all that it started; return when nothing of it is left."""
    if running is None:
        return
    os.kill(running[0], signal.SIGKILL)  # and the kernel ends the namespace
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def memory_of_all() -> int:
    """Return the bytes that all processes but this one have taken, beyond what each inherits from it."""
    own, total = memory_of("self"), 0
    for each in Path("/proc").iterdir():
        if each.name.isdecimal() and each.name != str(os.getpid()):
            try:
                total += max(0, memory_of(each.name) - own)
            except OSError:  # it has just ended
                continue
    return total


def memory_of(process: str) -> int:
    """Return the bytes of a process that are no file's."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return (
        sum(int(line.split()[1]) for line in lines if line.startswith(("RssAnon", "RssShmem")))
        * 1024
    )


if __name__ == "__main__":
    main()
