"""What a hub needs before it starts, or else says what is missing; and whose each folder and each program is."""

import os
import shutil
import stat
import sys
from pathlib import Path


def require_root():
    """Stop where learners could not be kept apart."""
    if os.geteuid() != 0:
        sys.exit(
            "The hub must be started by root (sudo): each learner's server runs as a user of its own, "
            "and only root can start programs as other users. Nothing was started."
        )


def require_open(*places):
    """Stop where learners could not run Python or read the course: a folder above it is closed to them."""
    for place in map(Path, places):
        for folder in (place.resolve(), *place.resolve().parents):
            if not folder.stat().st_mode & stat.S_IXOTH:
                sys.exit(
                    f"{folder} is closed to other users, and learners need what is in it ({place}). "
                    "Put the course, and the Python that made its environment, where all may read, such as /opt."
                )


def require_proxy():
    """Stop where the proxy is not installed."""
    if shutil.which("configurable-http-proxy") is None:
        sys.exit(
            "configurable-http-proxy was not found. Debian, Ubuntu: sudo apt install node-configurable-http-proxy; "
            "elsewhere, with Node.js: npm install -g configurable-http-proxy."
        )
    os.environ.setdefault(
        "NODE_PATH", "/usr/share/nodejs"
    )  # Debian's place, for a Node.js that is not Debian's


def private_folder(folder, owner):
    """Return a folder that is its owner's alone."""
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    os.chown(folder, owner, owner)
    return folder


def as_user(number, *command):
    """Return a command as a user of the system who needs no account and can never become root again."""
    user = [f"--reuid={number}", f"--regid={number}", "--clear-groups", "--no-new-privs"]
    return ["setpriv", *user, *map(str, command)]
