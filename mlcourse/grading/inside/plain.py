"""Where no sandbox can be had: one submission in a process of its own, with nothing to keep it in.

It runs anywhere, Windows included: it connects to the port that it is told.
"""

from __future__ import annotations

import socket
import sys
from contextlib import suppress

from .session import Session
from .shell import load, make_shell, silence


def main() -> None:
    """Serve one submission, with the modules loaded that are named."""
    port, token, memory, *modules = sys.argv[1:]
    shell = make_shell()
    load(modules)
    connection = socket.create_connection(("127.0.0.1", int(port)))
    connection.sendall(bytes.fromhex(token))
    connection.settimeout(None)
    limit_memory(int(memory))
    silence()
    Session(connection, shell).serve()


def limit_memory(most: int) -> None:
    """Limit the process's memory, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


if __name__ == "__main__":
    main()
