"""Chromium, Firefox and WebKit, driven alike, each on a system that is dark.

Playwright has builds of its own of the last two, which nobody browses with. So they are driven by what each brings
along: Firefox speaks Marionette (its own protocol, on a socket) without a further program, WebKit the W3C's WebDriver
through ``WebKitWebDriver``, in a window of a display that ``Xvfb`` makes up. Whatever one of them asks of another
machine goes to a proxy here, which notes it and sends it nowhere.
"""

import json
import os
import shutil
import socket
import socketserver
import subprocess
import threading
import time
import urllib.request
from pathlib import Path
from typing import Any, NoReturn, Protocol

import pytest
from playwright.sync_api import Browser, ViewportSize

SIZE: ViewportSize = {"width": 1280, "height": 900}
KEYS = {"ArrowRight": "\ue014", "ArrowLeft": "\ue012", "Home": "\ue011"}
"""WebDriver's names of keys that write nothing."""

SECONDS = 120
"""What is waited for has come by then, or it never comes."""

ERRORS = """
    const errors = Services.console.getMessageArray().filter((each) => each instanceof Ci.nsIScriptError);
    const told = errors.filter((each) => !(each.flags & each.warningFlag) && /^(http|file|blob)/.test(each.sourceName));
    return told.map((each) => `${each.sourceName}: ${each.errorMessage}`);
"""
"""What Firefox's own code answers with the errors of pages, and with what their policies refused."""


class Elsewhere(socketserver.ThreadingTCPServer):
    """The proxy: it notes what it is asked for, and refuses it. For what is on 127.0.0.1, Firefox asks none."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Refusal)
        self.port = self.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.asked: list[str] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def close(self) -> None:
        """End it."""
        self.shutdown()
        self.server_close()


class Refusal(socketserver.StreamRequestHandler):
    """One connection to the proxy."""

    server: Elsewhere

    def handle(self) -> None:
        """Note the first line of what is asked."""
        if asked := self.rfile.readline().decode(errors="replace").strip():
            self.server.asked.append(asked)
        self.wfile.write(
            b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )


class Engine(Protocol):
    """A browser with one page."""

    elsewhere: Elsewhere

    def open(self, url: str) -> None:
        """Load a page, and wait until it is there."""

    def ask(self, script: str, *arguments: Any) -> Any:
        """Run the body of a function in the page; return what it returns or promises."""

    def press(self, key: str) -> None:
        """Press a key where the focus is, and let go of it."""

    def drag(self, *places: tuple[int, int]) -> None:
        """Press the mouse at the first of these places of the window and let go at the last; at one alone it clicks."""

    def close(self) -> None:
        """End the browser."""


def until(engine: Engine, condition: str, said: str = "") -> Any:
    """Wait until an expression of the page is true, and return it; it may be said in short what is waited for."""
    end = time.monotonic() + SECONDS
    while not (found := engine.ask(f"return {condition}")):
        if time.monotonic() > end:
            raise TimeoutError(f"{said or condition} is {found!r}")
        time.sleep(0.1)
    return found


def find_firefox(folder: Path) -> "Firefox":
    """Start Firefox with its profile in a folder."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    return Firefox(program or missing("Firefox", "firefox-esr"), folder / "profile")


def find_webkit() -> "WebKit":
    """Start the small browser that comes with WebKit."""
    driver = shutil.which("WebKitWebDriver") or missing("WebKitWebDriver", "webkit2gtk-driver")
    display = shutil.which("Xvfb") or missing("Xvfb", "xvfb")
    browsers = sorted(Path("/usr").glob("lib*/*/webkit2gtk-4.*/MiniBrowser"))
    if not browsers:
        missing("MiniBrowser", "webkit2gtk-driver")
    return WebKit(driver, str(browsers[-1]), display)


def missing(what: str, package: str) -> NoReturn:
    """Skip the test, since a program is missing; in CI it fails."""
    reason = f"{what} was not found (Debian, Ubuntu: sudo apt install {package})"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


class Chromium:
    """A page of the browser that Playwright has started."""

    def __init__(self, browser: Browser) -> None:
        self.elsewhere = Elsewhere()
        self.context = browser.new_context(
            viewport=SIZE, color_scheme="dark", proxy={"server": self.elsewhere.url}
        )
        self.page = self.context.new_page()

    def open(self, url: str) -> None:
        """Load a page, and wait until it is there."""
        self.page.goto(url)

    def ask(self, script: str, *arguments: Any) -> Any:
        """Run the body of a function in the page; return what it returns or promises."""
        return self.page.evaluate(f"(given) => (function () {{ {script} }})(...given)", arguments)

    def press(self, key: str) -> None:
        """Press a key where the focus is, and let go of it."""
        self.page.keyboard.press(key)

    def drag(self, *places: tuple[int, int]) -> None:
        """Press the mouse at the first of these places of the window and let go at the last; at one alone it clicks."""
        mouse, (first, *others) = self.page.mouse, places
        mouse.move(*first)
        mouse.down()
        for place in others:
            mouse.move(*place)
        mouse.up()

    def close(self) -> None:
        """Close the page."""
        self.context.close()
        self.elsewhere.close()


class Driver:
    """What Firefox and WebKit have in common: WebDriver's words for keys and the mouse."""

    def perform(self, actions: dict[str, Any]) -> None:
        """Type or point."""
        raise NotImplementedError

    def press(self, key: str) -> None:
        """Press a key where the focus is, and let go of it."""
        strokes = [{"type": each, "value": KEYS.get(key, key)} for each in ("keyDown", "keyUp")]
        self.perform({"type": "key", "id": "keyboard", "actions": strokes})

    def drag(self, *places: tuple[int, int]) -> None:
        """Press the mouse at the first of these places of the window and let go at the last; at one alone it clicks."""
        first, *others = ({"type": "pointerMove", "x": x, "y": y, "duration": 0} for x, y in places)
        down, up = ({"type": each, "button": 0} for each in ("pointerDown", "pointerUp"))
        strokes = [first, down, *others, up]
        self.perform({"type": "pointer", "id": "mouse", "actions": strokes})


class Firefox(Driver):
    """Firefox without a window, through Marionette."""

    def __init__(self, program: str, folder: Path) -> None:
        folder.mkdir()
        self.elsewhere = Elsewhere()
        preferences = {  # among them that it asks no other machine for anything by itself
            "marionette.port": 0,
            "browser.shell.checkDefaultBrowser": False,
            "app.update.enabled": False,
            "media.gmp-manager.updateEnabled": False,
            "services.settings.server": "data:,#remote-settings-dummy/v1",
            "ui.systemUsesDarkTheme": 1,
            "network.proxy.type": 1,
            **{f"network.proxy.{kind}": "127.0.0.1" for kind in ("http", "ssl")},
            **{f"network.proxy.{kind}_port": self.elsewhere.port for kind in ("http", "ssl")},
        }
        lines = [
            f'user_pref("{name}", {json.dumps(value)});' for name, value in preferences.items()
        ]
        (folder / "user.js").write_text("\n".join(lines))
        command = [
            program,
            "--headless",
            "--marionette",
            "--no-remote",
            "--profile",
            str(folder),
            "about:blank",
        ]
        environment = {
            **os.environ,
            "HOME": str(folder),
            "MOZ_REMOTE_ALLOW_SYSTEM_ACCESS": "1",
            "MOZ_REMOTE_SETTINGS_DEVTOOLS": "1",
        }
        self.process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.connection = socket.create_connection(("127.0.0.1", self._port(folder)), SECONDS)
        self._buffer, self._number = b"", 0
        self._receive()  # it says which protocol it speaks
        self._send(
            "WebDriver:NewSession",
            {"capabilities": {"alwaysMatch": {"acceptInsecureCerts": False}}},
        )
        self._send("WebDriver:SetTimeouts", {"script": SECONDS * 1000, "pageLoad": SECONDS * 1000})
        self._send("WebDriver:SetWindowRect", SIZE)

    def _port(self, folder: Path) -> int:
        """The port that it has taken, once it says it."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                return int((folder / "MarionetteActivePort").read_text())
            except (FileNotFoundError, ValueError):
                time.sleep(0.05)
        raise TimeoutError("Firefox did not start")

    def _send(self, command: str, parameters: dict[str, Any]) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, command, parameters])
        self.connection.sendall(f"{len(message.encode())}:{message}".encode())
        _, _, error, result = self._receive()
        if error:
            raise RuntimeError(f"{command}: {error['message']}")
        return result

    def _receive(self) -> Any:
        """A message: its length, a colon, JSON."""
        while b":" not in self._buffer:
            self._buffer += self._more()
        length, _, rest = self._buffer.partition(b":")
        while len(rest) < int(length):
            rest += self._more()
        self._buffer = rest[int(length) :]
        return json.loads(rest[: int(length)])

    def _more(self) -> bytes:
        if more := self.connection.recv(65536):
            return more
        raise ConnectionError("Firefox has gone")

    def open(self, url: str) -> None:
        """Load a page, and wait until it is there."""
        self._send("WebDriver:Navigate", {"url": url})

    def narrow(self) -> None:
        """Make the window as narrow as Firefox lets it be: 500 pixels."""
        self._send("WebDriver:SetWindowRect", {**SIZE, "width": 1})

    def ask(self, script: str, *arguments: Any) -> Any:
        """Run the body of a function in the page; return what it returns or promises."""
        asked = {"script": script, "args": list(arguments)}
        return self._send("WebDriver:ExecuteScript", asked)["value"]

    def perform(self, actions: dict[str, Any]) -> None:
        """Type or point."""
        self._send("WebDriver:PerformActions", {"actions": [actions]})

    def errors(self) -> list[str]:
        """Return what has gone wrong in pages so far."""
        self._send("Marionette:SetContext", {"value": "chrome"})
        told = self.ask(ERRORS)
        self._send("Marionette:SetContext", {"value": "content"})
        return told

    def close(self) -> None:
        """End the browser."""
        self.connection.close()
        self.process.terminate()
        self.process.wait(SECONDS)
        self.elsewhere.close()


class WebKit(Driver):
    """WebKitGTK's small browser on a made-up display, through WebDriver."""

    def __init__(self, driver: str, browser: str, display: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.elsewhere = Elsewhere()
        reading, writing = os.pipe()
        self.screen = subprocess.Popen(
            [display, "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"],
            pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writing)
        with os.fdopen(reading) as said:
            number = said.readline().strip()
        environment = {
            **os.environ,
            "DISPLAY": f":{number}",
            "GDK_BACKEND": "x11",
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
        }
        self.process = subprocess.Popen(
            [driver, f"--port={port}"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        arguments = ["--automation", "--dark-mode", f"--proxy={self.elsewhere.url}"]
        options = {"webkitgtk:browserOptions": {"binary": browser, "args": arguments}}
        self.session = ""
        self.session = (
            "/session/" + self._first({"capabilities": {"alwaysMatch": options}})["sessionId"]
        )
        self._post("/timeouts", {"script": SECONDS * 1000, "pageLoad": SECONDS * 1000})
        self._post("/window/rect", SIZE)

    def _first(self, content: dict[str, Any]) -> Any:
        """The new session, once the driver answers."""
        end = time.monotonic() + SECONDS
        while True:
            try:
                return self._post("/session", content)
            except (ConnectionRefusedError, urllib.error.URLError) as error:
                if time.monotonic() > end or isinstance(error, urllib.error.HTTPError):
                    raise
                time.sleep(0.05)

    def _post(self, path: str, content: dict[str, Any]) -> Any:
        request = urllib.request.Request(
            f"{self.url}{self.session}{path}",
            json.dumps(content).encode(),
            {"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(error.read().decode()) from None

    def open(self, url: str) -> None:
        """Load a page, and wait until it is there."""
        self._post("/url", {"url": url})

    def ask(self, script: str, *arguments: Any) -> Any:
        """Run the body of a function in the page; return what it returns or promises."""
        return self._post("/execute/sync", {"script": script, "args": list(arguments)})

    def perform(self, actions: dict[str, Any]) -> None:
        """Type or point."""
        self._post("/actions", {"actions": [actions]})

    def close(self) -> None:
        """End the browser, and the display."""
        for process in (self.process, self.screen):
            process.terminate()
            process.wait(SECONDS)
        self.elsewhere.close()
