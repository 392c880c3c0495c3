"""``pulse``: on the instructor's machine, what the room has done, where it is stuck, and how it votes."""

from __future__ import annotations

import argparse
import asyncio
import socket
import sqlite3
from contextlib import suppress

from mlcourse.cli.course import CommandError
from mlcourse.pulse.server import Room, serve
from mlcourse.pulse.store import Store


def run_room(options: argparse.Namespace) -> int:
    """Run the command ``pulse`` until Ctrl-C; return its exit code.

    Raises:
        CommandError: the port is taken, or the file cannot be used.
    """
    with suppress(KeyboardInterrupt):
        asyncio.run(_run(options))
    return 0


async def _run(options: argparse.Namespace) -> None:
    try:
        room = Room(Store(options.file), options.word or "", at=options.at)
    except (sqlite3.Error, OSError) as error:
        raise CommandError(f"{options.file} cannot be used: {error}.") from None
    try:
        port = serve(room, options.host, options.port)
    except OSError as error:
        raise CommandError(
            f"Port {options.port} cannot be used: {error.strerror}. Try --port 0, which takes any free one."
        ) from None
    host = f"{options.host or address()}:{port}"
    print(told(room, host, options.at or f"http://{host}", options.file), flush=True)
    await asyncio.Event().wait()


def told(room: Room, host: str, base: str, file: object) -> str:
    """Return what the instructor says to the class, and opens."""
    base = base.rstrip("/")
    join = f'ml.join("{room.word}")' if room.at else f'ml.join("{room.word}", host="{host}")'
    return (
        f"Say to the class:       {join}\n"
        f"Without Python:         {base}/\n"
        f"On the projector:       {base}/projector/{room.secrets['projector']}\n"
        f"For you alone:          {base}/instructor/{room.secrets['instructor']}\n"
        f"All that is posted is kept in {file}; the same command goes on with it. Ctrl-C stops."
    )


def address() -> str:
    """Return this machine's address in its network; where there is none, its own.

    Nothing is sent: connecting a datagram socket only looks up which address it would use.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for documentation
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"
