#!/usr/bin/env python3
"""README's lines with every Python that is here: the course installed, opened, stopped, exported; the core's tests.

Each Python gets a copy of the repository of its own, in a temporary folder, and runs in it what README says, word by
word, under the name that README uses. As many Pythons are tried at once as there are cores; what each says is printed
when it is done, and at the end which of them ran what.
"""

import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import IO

from core import core

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
(LINE,) = re.findall(r"^python3 -m venv .* mlcourse lab$", README, re.MULTILINE)
(TESTS,) = re.findall(
    r"^python3 -m venv .* && (.*'\.\[test\]' && .* pytest)$", README, re.MULTILINE
)
(DOCTOR,) = re.findall(r"`(.* mlcourse doctor)`", README)
(EXPORT,) = re.findall(r"`(.* nbconvert --to mlcourse --execute .*)`", README)
(LIBRARY,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\S+")
LEFT_BEHIND = (".git", ".*_cache", ".hypothesis", ".venv", "__pycache__", "work")
PATIENCE = 120  # seconds: a server that has not answered by then never does
OWN = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
WHO = (
    "import sys; f = sys.version_info; print(sys.executable, *f[:2]); "
    "sys.exit(f < (3, 11) or f.releaselevel != 'final')"
)


def pythons() -> Iterator[str]:
    """Yield every finished Python from 3.11 on that runs: on PATH, Debian's own, pyenv's; each once."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    folders = [*os.get_exec_path(), "/usr/bin", *map(str, pyenv.glob("versions/*/bin"))]
    seen = set()
    for path in (path for folder in folders for path in sorted(Path(folder).glob("python3*"))):
        if not re.fullmatch(r"python3(\.\d+)?", path.name) or not os.access(path, os.X_OK):
            continue
        # A name may lead to nothing: pyenv has one for every version that any of its Pythons brings.
        who = subprocess.run([path, "-c", WHO], capture_output=True, text=True, check=False)
        if who.returncode == 0 and (real := os.path.realpath(who.stdout.split()[0])) not in seen:
            seen.add(real)
            yield real


def copy(folder: Path) -> Path:
    """Copy the repository, without what is not committed from it, into a folder that is not there yet."""
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*LEFT_BEHIND), symlinks=True)
    return folder


def environment(python: str, folder: Path) -> dict[str, str]:
    """Return an environment in which `python3` is this Python, and Jupyter has no setting but a port of its own."""
    (folder / "bin").mkdir()
    command = folder / "bin" / "python3"
    command.write_text(f'#!/bin/sh\nexec "{python}" "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    (folder / "settings").mkdir()
    # Else two that start together take one port for both, and one is stopped before it runs.
    settings = {"ServerApp": {"port": free_port()}}
    (folder / "settings/jupyter_server_config.json").write_text(json.dumps(settings), "utf-8")
    path = os.pathsep.join([str(folder / "bin"), *os.get_exec_path()])
    folders = {name: str(folder / "settings") for name in OWN}
    return {**kept, **folders, "PATH": path, "BROWSER": "true"}  # the browser is the command true


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def open_and_stop(
    server: "subprocess.Popen[str]",
    log: IO[str],
    visit: Callable[[str], None] = lambda address: None,
) -> None:
    """Wait until a server answers at the address that it prints, such as that of lesson 00; visit it, press Ctrl-C."""
    for line in server.stdout or ():
        log.write(line)
        if address := ADDRESS.search(line):
            break
    else:
        sys.exit(f"{server.args} ended without an address.")
    while server.poll() is None:  # the address is printed a moment before the server listens there
        try:
            with urllib.request.urlopen(address[0], timeout=PATIENCE) as page:
                log.write(f"  {page.status} {page.url.partition('?')[0]}\n")
            break
        except urllib.error.HTTPError as error:
            sys.exit(f"{server.args}: {address[0]} answers {error.code}.")
        except urllib.error.URLError:
            time.sleep(0.1)
    visit(address[0])
    os.killpg(server.pid, signal.SIGINT)
    log.write(server.communicate()[0])
    if server.returncode:
        sys.exit(f"{server.args} did not end well ({server.returncode}).")


def learn(python: str, folder: Path, log: IO[str]) -> None:
    """Do with one Python what README tells a learner to do; install what it tells an engineer to, and test the core."""
    here, env = copy(folder / "mlcourse"), environment(python, folder)
    lab = subprocess.Popen(
        ["bash", "-c", LINE], cwd=here, env=env, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    try:
        open_and_stop(lab, log)
    finally:
        lab.kill()
    commands = [f".venv/bin/python -c {shlex.quote(LIBRARY)}", DOCTOR, EXPORT]
    if python != os.path.realpath(sys.executable):  # with this one all tests run, after this
        commands.append(f"{TESTS} -n 0 -q {shlex.join(core())}")
    for command in commands:
        log.flush()  # what the command writes comes after it
        subprocess.run(
            ["bash", "-c", command], cwd=here, env=env, stdout=log, stderr=log, check=True
        )


def attempt(python: str) -> tuple[str, BaseException | None]:
    """Try one Python; return all that was said, and what went wrong."""
    with tempfile.TemporaryDirectory() as folder:
        said, wrong = Path(folder) / "said", None
        with said.open("w", encoding="utf-8") as log:
            try:
                learn(python, Path(folder), log)
            except (Exception, SystemExit) as error:
                wrong = error
        return f"{python}\n{said.read_text(encoding='utf-8')}", wrong


def ran(python: str, said: str) -> str:
    """Return which Python has run what."""
    version = subprocess.run([python, "-V"], capture_output=True, text=True, check=True).stdout
    tests = re.findall(r"^(\d+ passed.*)$", said, re.MULTILINE)
    core_tests = f"the core's tests ({tests[-1]})" if tests else "all tests come after this"
    return f"{version.strip()} ({python}): installed, lab, README's example, doctor, lesson 00; {core_tests}"


def main() -> None:
    """Try each Python; with --list, only say which there are."""
    if "--list" in sys.argv:
        print(*pythons(), sep="\n")
        return
    # What runs in the background is started with Ctrl-C ignored, and so would be all that it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    ended, failed = [], []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        tried = {pool.submit(attempt, python): python for python in pythons()}
        for done in as_completed(tried):
            python, (said, wrong) = tried[done], done.result()
            print(said, flush=True)
            if wrong:
                failed.append(f"{python}: {wrong}")
            else:
                ended.append(ran(python, said))
    print(*ended, sep="\n", flush=True)
    if failed:
        sys.exit("\n".join(failed))


if __name__ == "__main__":
    main()
