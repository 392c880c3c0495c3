"""A learner at the hub without a browser: logs in, opens notebooks, runs their cells, over what a browser would use."""

import asyncio
import json
from typing import Any
from uuid import uuid4

import aiohttp

PATIENCE = aiohttp.ClientTimeout(total=300)


class Learner:
    """One of the class. Use it with ``async with``."""

    def __init__(self, url: str, name: str) -> None:
        self.url, self.name = url, name

    async def __aenter__(self) -> "Learner":
        jar = aiohttp.CookieJar(unsafe=True)  # cookies of a host that is a number
        self.http = aiohttp.ClientSession(cookie_jar=jar, timeout=PATIENCE)
        return self

    async def __aexit__(self, *_: Any) -> None:
        await self.http.close()

    async def log_in(self, password: str) -> int:
        """Fill in the form; return the status, 200 with a server that starts, and 403 where the hub refuses."""
        await self._get("/hub/login")
        form = {"username": self.name, "password": password, "_xsrf": self._xsrf("/hub/")}
        async with self.http.post(f"{self.url}/hub/login?next=%2Fhub%2Fspawn", data=form) as answer:
            await answer.read()
            return answer.status

    async def wait_for_server(self) -> None:
        """Wait until the own server is there, and go through the hub's door to it."""
        while True:
            status, text = await self._get(f"/hub/api/users/{self.name}")
            assert status == 200, text
            found = json.loads(text)
            if found["server"]:
                break
            assert found["pending"], "the server did not start"
            await asyncio.sleep(0.3)
        assert (await self._get(f"/user/{self.name}/lab"))[0] == 200

    async def stop_server(self) -> None:
        """Stop the own server, and wait until it is gone."""
        address = f"{self.url}/hub/api/users/{self.name}"
        headers = {"X-XSRFToken": self._xsrf("/hub/")}
        async with self.http.delete(f"{address}/server", headers=headers) as answer:
            assert answer.status in (202, 204), await answer.text()
        while json.loads((await self._get(f"/hub/api/users/{self.name}"))[1])["servers"]:
            await asyncio.sleep(0.2)

    async def read(self, path: str) -> dict[str, Any]:
        """Return a notebook."""
        return (await self.api("GET", f"contents/{path}"))["content"]

    async def save(self, path: str, notebook: dict[str, Any]) -> None:
        """Write a notebook."""
        content = {"type": "notebook", "format": "json", "content": notebook}
        await self.api("PUT", f"contents/{path}", content)

    async def api(self, method: str, path: str, body: Any = None) -> Any:
        """Ask the own server."""
        base = f"/user/{self.name}/"
        headers = {"X-XSRFToken": self._xsrf(base)}
        async with self.http.request(
            method, f"{self.url}{base}api/{path}", json=body, headers=headers
        ) as answer:
            assert answer.status < 300, f"{method} {path}: {answer.status} {await answer.text()}"
            return await answer.json() if answer.status != 204 else None

    async def run(self, path: str, codes: list[str]) -> "list[Outcome]":
        """Run cells in a fresh kernel of a notebook, and end it; return what came of each."""
        session = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        made = await self.api("POST", "sessions", session)
        kernel = made["kernel"]["id"]
        try:
            base = f"{self.url}/user/{self.name}/api/kernels/{kernel}/channels"
            async with self.http.ws_connect(base, max_msg_size=0) as channel:
                return [await execute(channel, code) for code in codes]
        finally:
            await self.api("DELETE", f"sessions/{made['id']}")

    async def type(self, line: str) -> str:
        """Type a line into a new terminal, and return all that stands there when it is done."""
        made = await self.api("POST", "terminals")
        base = f"{self.url}/user/{self.name}/terminals/websocket/{made['name']}"
        seen = ""
        async with self.http.ws_connect(base) as channel:
            await channel.send_json(["stdin", f"{line}; echo done-$((1+1))\n"])
            async for message in channel:
                kind, *told = json.loads(message.data)
                seen += told[0] if kind == "stdout" else ""
                if "done-2" in seen:
                    break
        return seen

    async def _get(self, path: str) -> tuple[int, str]:
        headers = {"X-XSRFToken": self._xsrf("/hub/")} if path.startswith("/hub/api") else {}
        async with self.http.get(f"{self.url}{path}", headers=headers) as answer:
            return answer.status, await answer.text()

    def _xsrf(self, path: str) -> str:
        """Return the cookie that a form or a request must repeat, of this path."""
        found = [
            each
            for each in self.http.cookie_jar
            if each.key == "_xsrf" and each["path"] == path.rstrip("/")
        ]
        found += [
            each for each in self.http.cookie_jar if each.key == "_xsrf" and each["path"] == path
        ]
        return found[-1].value if found else ""


class Outcome:
    """What came of a cell: its printed text, and the error that stopped it."""

    def __init__(self) -> None:
        self.text, self.error = "", ""


async def execute(channel: aiohttp.ClientWebSocketResponse, code: str) -> Outcome:
    """Run one cell, and wait until the kernel has nothing more to say of it."""
    header = {
        "msg_id": uuid4().hex,
        "msg_type": "execute_request",
        "username": "",
        "session": "test",
        "version": "5.4",
    }
    content = {
        "code": code,
        "silent": False,
        "store_history": True,
        "allow_stdin": False,
        "stop_on_error": True,
    }
    await channel.send_json(
        {
            "header": header,
            "parent_header": {},
            "metadata": {},
            "content": content,
            "channel": "shell",
            "buffers": [],
        }
    )
    outcome = Outcome()
    async for message in channel:
        if message.type != aiohttp.WSMsgType.TEXT:
            assert message.type == aiohttp.WSMsgType.BINARY, "the connection to the kernel was lost"
            continue  # a widget's buffers
        said = json.loads(message.data)
        if said["parent_header"].get("msg_id") != header["msg_id"]:
            continue
        kind, told = said["msg_type"], said["content"]
        if kind == "stream":
            outcome.text += told["text"]
        elif kind == "error":
            outcome.error = "\n".join(told["traceback"])
        elif kind == "status" and told["execution_state"] == "idle":
            return outcome
    raise AssertionError("the connection to the kernel was lost")
