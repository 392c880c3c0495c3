"""`python -m mlcourse lab`, as a learner runs it: a real server, a real browser, real mistakes."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from ast import literal_eval
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from jupyter_client import BlockingKernelClient

from mlcourse.base.threads import VARIABLES
from mlcourse.cli import main
from mlcourse.cli.course import find_course
from mlcourse.cli.lab import unavailable
from mlcourse.cli.packages import install_all

FIRST_LESSON = find_course().notebooks("lessons")[0]
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\S+token=\w+")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running `lab` with settings of its own, and the address that it prints."""
    own_settings = {
        name: str(tmp_path / name)
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    }
    # Where these tests run in the background, Ctrl-C is ignored, and so it would be by what they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    command = [sys.executable, "-m", "mlcourse", "lab", "--no-browser", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--dir", str(tmp_path / "copy")],
        env={**unset(VARIABLES), **own_settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        address = address_printed_by(process)
        wait_until_it_answers(process, address)
        yield process, address
    finally:
        process.kill()
        process.communicate()


def unset(names: Iterable[str]) -> dict[str, str]:
    """This process's environment without these variables."""
    return {name: value for name, value in os.environ.items() if name not in names}


def address_printed_by(process: subprocess.Popen[str]) -> str:
    """The first address that the server prints; its whole output, if it ends without one."""
    seen = ""
    for line in process.stdout or ():
        seen += line
        if found := ADDRESS.search(line):
            return found[0]
    pytest.fail(f"lab ended without an address, saying:\n{seen}")


def wait_until_it_answers(process: subprocess.Popen[str], address: str) -> None:
    """The server prints its address a moment before it listens there."""
    parts = urlsplit(address)
    while process.poll() is None:
        try:
            socket.create_connection((parts.hostname, parts.port)).close()
            return
        except ConnectionRefusedError:
            time.sleep(0.05)
    pytest.fail("lab ended before it answered")


def test_lab_serves_lesson_00_until_ctrl_c_and_then_ends_cleanly(server):
    process, address = server
    assert urlsplit(address).path == f"/lab/tree/{FIRST_LESSON}"
    with urllib.request.urlopen(address) as answer:
        assert answer.status == 200
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=300)
    assert process.returncode == 0
    assert "Traceback" not in rest


def test_lab_wants_its_token(server):
    _, address = server
    parts = urlsplit(address)
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(f"{parts.scheme}://{parts.netloc}/api/contents")


def test_a_kernel_of_lab_computes_in_one_thread(server, tmp_path):
    """Also where the user said nothing: the fixture hides what this process was told."""
    _, address = server
    parts = urlsplit(address)
    token = {"Authorization": f"token {parts.query.removeprefix('token=')}"}
    kernels = f"{parts.scheme}://{parts.netloc}/api/kernels"
    with urllib.request.urlopen(urllib.request.Request(kernels, b"{}", token)) as answer:
        kernel = json.load(answer)["id"]
    client = BlockingKernelClient()
    client.load_connection_file(str(tmp_path / "JUPYTER_RUNTIME_DIR" / f"kernel-{kernel}.json"))
    client.start_channels()
    # The answer comes with the reply: what a kernel prints before it knows that somebody listens is heard by nobody.
    asked = {"pools": "threadpoolctl.threadpool_info()"}
    reply = client.execute("import numpy, threadpoolctl", user_expressions=asked, reply=True)
    client.shutdown()
    client.stop_channels()
    pools = literal_eval(reply["content"]["user_expressions"]["pools"]["data"]["text/plain"])
    assert [pool["num_threads"] for pool in pools] == [1] * len(pools)
    assert pools


def test_lab_opens_lesson_00_with_no_question_and_nothing_from_outside(server, browser):
    _, address = server
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_selector(".jp-Notebook .jp-MarkdownOutput h1")
    # The kernel is ready last: by then JupyterLab has asked whatever it asks on opening.
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]")
    page.wait_for_load_state("networkidle")
    assert page.locator(".jp-Dialog, .Toastify__toast").all_inner_texts() == []
    assert page.locator(".lm-DockPanel .lm-TabBar-tab.lm-mod-current").all_inner_texts() == [
        Path(FIRST_LESSON).name
    ]
    page.close()
    requests = [urlsplit(url) for url in asked]
    assert {url.hostname for url in requests if url.scheme not in ("blob", "data")} == {"127.0.0.1"}
    # What the server would have to ask others for.
    assert not [url.path for url in requests if url.path in ("/lab/api/news", "/lab/api/update")]


def test_lab_does_not_wait_for_parsers_of_international_addresses():
    """They are a third of all that JupyterLab's start costs, and jsonschema, which imports them, does not need them."""
    code = (
        "import sys, mlcourse.cli.lab as lab\n"
        "try: lab.start(['--version'])\n"
        "except SystemExit: print('jsonschema' in sys.modules, 'lark' in sys.modules)\n"
        "from jsonschema import FormatChecker\n"
        "addresses = ('https://bücher.example/', 'no address', '<>')\n"
        "print([FormatChecker().conforms(text, 'iri') for text in addresses], 'lark' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-2:] == ["True False", "[True, False, False] True"]


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("localhost", 0)) as other_program:
        yield other_program.getsockname()[1]


def test_lab_names_the_port_that_is_taken_and_one_that_is_free(taken_port, tmp_path, capsys):
    assert main(["lab", "--port", str(taken_port), "--dir", str(tmp_path / "copy")]) == 1
    said = capsys.readouterr().err
    assert f"Port {taken_port} cannot be used" in said
    suggested = int(re.search(r"--port (\d+)", said)[1])
    assert suggested != taken_port
    assert unavailable(suggested) is None
    assert not (tmp_path / "copy").exists()


def test_lab_refuses_an_address_that_is_not_of_this_machine(tmp_path, capsys):
    assert main(["lab", "--ip", "203.0.113.7", "--dir", str(tmp_path / "copy")]) == 1
    assert "--ip 203.0.113.7 cannot be used: " in (said := capsys.readouterr()).err
    assert not said.out
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize("port", ["-1", "70000", "x", ""])
def test_lab_refuses_what_is_no_port(port, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["lab", "--port", port])
    assert "a port is a whole number from 0 to 65535" in capsys.readouterr().err


def test_lab_without_jupyterlab_says_how_to_install_it(tmp_path):
    # -S: a Python that sees the course but none of the packages it needs
    said = subprocess.run(
        [sys.executable, "-S", "-m", "mlcourse", "lab", "--dir", str(tmp_path / "copy")],
        cwd=find_course().checkout,
        capture_output=True,
        text=True,
    )
    assert said.returncode == 1
    # It sees no pip either: the end of the command is the same.
    assert install_all(find_course()).partition(" -c ")[2] in said.stderr
    assert "Traceback" not in said.stderr


def test_edit_without_a_repository_says_so(tmp_path):
    installed = tmp_path / "site-packages"
    package = Path(find_course().checkout or "") / "mlcourse"
    shutil.copytree(package, installed / "mlcourse")
    shutil.copytree(find_course().root / "lessons", installed / "mlcourse" / "_course" / "lessons")
    said = subprocess.run(
        [sys.executable, "-m", "mlcourse", "lab", "--edit"],
        cwd=installed,
        capture_output=True,
        text=True,
    )
    assert said.returncode == 1
    assert "installed without one" in said.stderr


def test_edit_and_dir_exclude_each_other(tmp_path, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["lab", "--edit", "--dir", str(tmp_path)])
    assert "not allowed with argument" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["lab", "reset", "doctor"])
def test_every_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit, match="0"):
        main([command, "--help"])
    assert "--dir FOLDER" in capsys.readouterr().out
