"""What a learner tries from a kernel at the hub. HUB, PORT and EXERCISE are set before; it prints what came of each."""

import json
import os
import resource
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import mlcourse

GONE = {"FileNotFoundError", "ProcessLookupError"}
hub, mine = Path(HUB), Path.home()
course = Path(mlcourse.__file__).parent


def outcome(attempt):
    try:
        return f"DONE: {attempt()!r:.200}"
    except BaseException as error:
        return type(error).__name__


def fetch(url, **headers):
    try:
        return urllib.request.urlopen(
            urllib.request.Request(url, headers=headers), timeout=60
        ).status
    except urllib.error.HTTPError as error:
        return error.code


def processes():
    """The processes of others."""
    for each in Path("/proc").glob("[0-9]*"):
        with suppress(FileNotFoundError):
            if each.stat().st_uid != os.getuid():
                yield each


def of_each(attempt):
    """What came of an attempt with each process of others, those left out that have ended meanwhile."""
    return sorted({outcome(lambda: attempt(each)) for each in others} - GONE)


def listening():
    """How many ports each learner listens at."""
    found = {}
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if fields[3] == "0A" and 20_000 < int(fields[7]) < 60_000:
            found[fields[7]] = found.get(fields[7], 0) + 1
    return found


def whose(sign):
    """As which users the hub's programs with a sign in their command run."""
    found = set()
    for each in Path("/proc").glob("[0-9]*"):
        with suppress(FileNotFoundError, ProcessLookupError):
            if sign in (each / "cmdline").read_bytes().decode().replace("\0", " "):
                found.add(each.stat().st_uid)
    return sorted(found)


ben = hub / "learners" / "ben" / "mlcourse"
others = list(processes())
token = os.environ["JUPYTERHUB_API_TOKEN"]
api = os.environ["JUPYTERHUB_API_URL"]
found = {
    "list the class": outcome(lambda: os.listdir(hub / "learners")),
    "list another's folder": outcome(lambda: os.listdir(ben)),
    "read another's notebook": outcome(lambda: (ben / EXERCISE).read_bytes()),
    "link to another's notebook": outcome(lambda: os.link(ben / EXERCISE, mine / "mine")),
    "write into another's folder": outcome(lambda: (ben.parent / "mine").write_text("")),
    "take another's folder's place": outcome(
        lambda: os.rename(ben.parent, ben.parent.with_name("gone"))
    ),
    "read the hub's secret": outcome(lambda: (hub / "hub" / "cookie_secret").read_bytes()),
    "read the hub's database": outcome(lambda: (hub / "hub" / "jupyterhub.sqlite").read_bytes()),
    "list the hub's folder": outcome(lambda: os.listdir(hub / "hub")),
    "list what is collected": outcome(lambda: os.listdir(hub / "instructor")),
    "list the pulse's folder": outcome(lambda: os.listdir(hub / "pulse")),
    "list the proxy's folder": outcome(lambda: os.listdir(hub / "proxy")),
    "read the list of the class": outcome(lambda: (hub / "learners.txt").read_bytes()),
    "change the list of the class": outcome(lambda: (hub / "learners.txt").write_text("")),
    "change the course": outcome(lambda: (course / "__init__.py").open("a")),
    # 0 asks whether one may, and would end nothing if one might
    "signal another's process": of_each(lambda each: os.kill(int(each.name), 0)),
    "read another's environment": of_each(lambda each: (each / "environ").read_bytes()),
    "read another's memory": of_each(lambda each: (each / "mem").open("rb")),
    "be root": outcome(lambda: os.setuid(0)),
    "be another": outcome(lambda: os.setresuid(os.getuid() + 1, os.getuid() + 1, os.getuid() + 1)),
    "have another group": outcome(lambda: os.setgroups([0])),
    "take more memory": outcome(lambda: len(bytearray(3_000_000_000))),
    "raise the limit": outcome(lambda: resource.setrlimit(resource.RLIMIT_DATA, (-1, -1))),
    "processes and threads": resource.getrlimit(resource.RLIMIT_NPROC),
    "whose the proxy is": whose(f"--api-port {PORT + 2}"),
    "whose the pulse is": whose(f"mlcourse pulse --host 127.0.0.1 --port {PORT + 3}"),
    "whose the culler is": whose("jupyterhub_idle_culler"),
    "ask the hub for all users": fetch(f"{api}/users", Authorization=f"token {token}"),
    "ask the hub for another": fetch(f"{api}/users/ben", Authorization=f"token {token}"),
    "ask the proxy for its routes": fetch(f"http://127.0.0.1:{PORT + 2}/api/routes"),
    "ask another's server": fetch(
        f"http://127.0.0.1:{PORT}/user/ben/api/contents", Authorization=f"token {token}"
    ),
    "ports of each learner": sorted(listening().values()),
    "own folder": oct(mine.stat().st_mode & 0o777),
    "can become root by a program": "NoNewPrivs:\t1" not in Path("/proc/self/status").read_text(),
    "own groups": os.getgroups(),
    "processes of others": len(others) > 10,
}
print(json.dumps(found))
