"""A pulse in a process of its own, as an instructor starts it, which can be killed and started again."""

import json
import re
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

WORD = "maple"


class Pulse:
    """`python -m mlcourse pulse` on a free port, with a file that stays when it is killed."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.file = folder / "pulse.sqlite"
        self.host = f"127.0.0.1:{self.port}"
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> "Pulse":
        """Start it, and wait until it says that it listens."""
        command = [sys.executable, "-m", "mlcourse", "pulse", "--word", WORD, "--host", "127.0.0.1"]
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port), "--file", str(self.file)],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.said = "".join(self.process.stdout.readline() for _ in range(5))
        assert "Ctrl-C stops" in self.said
        self.links = dict(re.findall(r"(http\S+/(projector|instructor)/\S+)", self.said))
        self.links = {kind: link for link, kind in self.links.items()}
        return self

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        if self.process:
            self.process.kill()
            self.process.communicate()
            self.process = None

    def post(
        self, learner: str, *reports: dict[str, Any], word: str = WORD, **more: Any
    ) -> tuple[int, Any]:
        """Post reports as a notebook does; return the status and the answer."""
        return self.send(
            "report", json.dumps({"word": word, "learner": learner, "reports": reports, **more})
        )

    def act(self, what: str, item: str) -> None:
        """Do what a button of the instructor's page does."""
        status, said = self.send(self.links["instructor"] + "/act", f"what={what}&item={item}")
        assert status == 200, said

    def send(self, path: str, body: str) -> tuple[int, Any]:
        url = path if path.startswith("http") else f"http://{self.host}/{path}"
        try:
            with urllib.request.urlopen(url, body.encode(), timeout=60) as answer:
                return answer.status, json.load(answer)
        except HTTPError as error:
            text = error.read().decode()
            return error.code, json.loads(text) if text.startswith("{") else text

    def view(self, kind: str) -> dict[str, Any]:
        """Return what a page shows, as it hears it first."""
        with urllib.request.urlopen(f"{self.links[kind]}/listen", timeout=60) as stream:
            return json.loads(stream.readline().removeprefix(b"data: "))


def learner(number: int) -> str:
    """The id of a simulated learner."""
    return f"{number:08x}"


def task(number: int, item: str, right: bool, mistake: str = "") -> dict[str, Any]:
    """A verdict."""
    return {"number": number, "kind": "task", "item": item, "right": right, "value": mistake}


def vote(number: int, item: str, value: str) -> dict[str, Any]:
    """A vote."""
    return {"number": number, "kind": "vote", "item": item, "value": value}
