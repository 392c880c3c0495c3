"""Who may log in, and as which user of the system each learner's server runs: one of its own, that needs no account."""

import os
import re
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path

from firstuseauthenticator import FirstUseAuthenticator
from jupyterhub.spawner import LocalProcessSpawner

NAME = r"[a-z][a-z0-9._-]{0,19}$"
FIRST = 20_000  # of the numbers by which learners own their files; none of Debian's own is near


def names_in(path):
    """Return the names in a file, one a line."""
    text = path.read_text(encoding="utf-8-sig", errors="replace") if path.is_file() else ""
    return {name.casefold() for line in text.splitlines() if (name := line.strip())}


def listed(path):
    """Return the names in a file, and say of which none can be: these are left out, and the hub starts all the same."""
    names = names_in(path)
    if wrong := {name for name in names if not re.match(NAME, name)}:
        print(
            f"{path}: {', '.join(map(repr, sorted(wrong)))} cannot be a name to log in with, and is left out. Needed "
            "are at most 20 letters from a to z, digits, dots, - and _, a letter first: ada.lovelace.",
            file=sys.stderr,
        )
    return names - wrong


def number_of(folder):
    """Return the number of the user that owns a learner's folder; a folder is made, with a number of its own.

    Which number is whose stands in the file system alone: a hub that is set up anew mixes up nobody.
    """
    if not folder.is_dir():
        taken = [each.lstat().st_uid for each in folder.parent.iterdir()]
        number = 1 + max(FIRST, *taken, FIRST)
        folder.mkdir(mode=0o700)
        os.chown(folder, number, number)
    number = folder.lstat().st_uid
    if number <= FIRST:
        raise PermissionError(f"{folder} belongs to user {number}, which is no learner's number.")
    return number


def end_all_of(number):
    """End each process of a learner, those too that left the server's session or outlived it."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(FileNotFoundError, ProcessLookupError):
            if process.stat().st_uid == number:
                os.kill(int(process.name), signal.SIGKILL)


class FromTheList(FirstUseAuthenticator):
    """Lets those log in who are listed at that moment, with the password that they chose when they came first."""

    file = Path()  # read at each log in, so that who comes late is let in while the hub runs

    def check_allowed(self, username, authentication=None):
        """Return whether a name is on the list."""
        return username in names_in(self.file) | self.admin_users

    async def authenticate(self, handler, data):
        """Look at the list first, so that nobody leaves a password for a name that is not on it."""
        name = self.normalize_username(data["username"])
        if not (self.validate_username(name) and self.check_allowed(name)):
            handler.custom_login_error = "This name is not on the list of the class."
            return None
        return await super().authenticate(handler, data)


class LearnersServer(LocalProcessSpawner):
    """Runs a learner's server as a user of its own, who may do nothing outside of one folder."""

    folders = Path()
    most_memory = (
        2_000_000_000  # bytes of data of one process; a kernel that wants more gets a MemoryError
    )
    most_processes = 400  # processes and threads

    def user_env(self, env):
        """Return the environment; the runtime folder has a short name, since a socket's must have."""
        home = self.folders / self.user.name
        own = {"HOME": home, "USER": self.user.name, "JUPYTER_RUNTIME_DIR": home / ".run"}
        return env | {"SHELL": "/bin/bash"} | {name: str(value) for name, value in own.items()}

    def make_preexec_fn(self, name):
        """Return what a new process does first: it gives up root, and every right that is not this learner's."""
        home, memory, processes = self.folders / name, self.most_memory, self.most_processes
        number = number_of(home)

        def give_up_root():
            os.umask(0o077)
            resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
            resource.setrlimit(resource.RLIMIT_NPROC, (processes, processes))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            os.setgroups([])
            os.setresgid(number, number, number)
            os.setresuid(number, number, number)
            os.chdir(home)

        return give_up_root

    async def stop(self, now=False):
        """Stop the server, and then whatever else of this learner still runs."""
        await super().stop(now)
        end_all_of(number_of(self.folders / self.user.name))
