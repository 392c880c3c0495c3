"""A real JupyterLab and a real browser, shared by the browser tests: what only a browser sees is tested here.

A test fails on any error of the page or its console, and on any request that would leave this machine.
"""

import base64
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nbformat
import pytest
from every_widget import Written, written
from playwright.sync_api import Browser, Locator, Page

from mlcourse.cli.lab import JUPYTER_SETTINGS
from mlcourse.widgets.alone.extension import lay_extension
from mlcourse.widgets.kit import RecordedWidget

ROOT = Path(__file__).parents[2]
AT_HOME = {"127.0.0.1", "localhost", ""}  # "" is data: and blob:
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
SHOW = """async (path) => {
    const { commands, shell } = window.jupyterapp, before = shell.currentWidget;
    const shown = await commands.execute("docmanager:open", { path, options: { mode: "tab-after" } });
    await shown.context.ready;
    before.dispose();
    shell.activateById(shown.id);
}"""
PAINTED = """(canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let sum = 0;
    for (let i = 0; i < data.length; i += 4) sum = (sum * 31 + data[i] + 7 * data[i + 1] + data[i + 3]) % 1000003;
    return sum;
}"""
CONTEXT = "window.jupyterapp?.shell?.currentWidget?.sessionContext"


class Lab:
    """A server of JupyterLab and Notebook 7 on a folder of its own, without the user's settings."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "notebooks"
        self._numbers = count()
        self.root.mkdir()
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        own = {
            "JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
            "JUPYTER_DATA_DIR": "data", "JUPYTER_CONFIG_DIR": "config", "JUPYTER_RUNTIME_DIR": "runtime",
            "IPYTHONDIR": "ipython",
        }  # fmt: skip
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "JUPYTER_CONFIG_PATH": str(JUPYTER_SETTINGS),
        }
        environment |= {name: str(folder / d) for name, d in own.items()}
        lay_extension(
            folder / "labextensions"
        )  # as new as the checkout, and before the one that is installed
        command = [
            sys.executable, "-m", "jupyterlab", "--LabApp.extension_manager=readonly", "--no-browser",
            f"--LabApp.extra_labextensions_path={folder / 'labextensions'}",
            f"--port={self.port}", "--ServerApp.port_retries=0", "--ServerApp.ip=127.0.0.1",
            f"--ServerApp.root_dir={self.root}", "--ServerApp.allow_root=True",
            "--IdentityProvider.token=", "--LabApp.expose_app_in_browser=True",
            "--JupyterNotebookApp.expose_app_in_browser=True",
        ]  # fmt: skip
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)

    def wait(self, seconds: float = 300) -> None:
        """Wait until the server answers."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/api/status", timeout=5):
                    return
            except OSError:  # it is not there yet, or too busy to answer
                time.sleep(0.1)
        pytest.fail(f"JupyterLab did not start:\n{self.log.read_text()[-3000:]}")

    def stop(self) -> None:
        """End the server and, with it, its kernels."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def write(self, name: str, notebook: nbformat.NotebookNode) -> str:
        """Put a notebook into the folder; return its name."""
        nbformat.write(notebook, self.root / name)
        return name

    def show(self, page: Page, name: str) -> "Notebook":
        """Show a notebook and nothing else, with its kernel ready, in the JupyterLab that the page holds already.

        To load JupyterLab anew takes three seconds of processor time more; a page that has none yet does.
        """
        if not page.url.startswith(f"{self.url}/doc/"):
            return self.open(page, name)
        page.evaluate(SHOW, name)
        notebook = Notebook(page, name)
        notebook.wait_for_kernel()
        return notebook

    def open(self, page: Page, name: str, app: str = "doc/tree") -> "Notebook":
        """Load JupyterLab anew, or Notebook 7 ("notebooks"), with a notebook and nothing else, its kernel ready."""
        page.goto(f"{self.url}/{app}/{name}?reset")
        notebook = Notebook(page, name)
        notebook.wait_for_kernel()
        return notebook

    @contextmanager
    def run(self, page: Page, *codes: str) -> Iterator["Notebook"]:
        """Run cells in a notebook of their own, in a file that no other test has; its kernel ends with the block."""
        cells = [nbformat.v4.new_code_cell(code, id=f"cell-{i}") for i, code in enumerate(codes)]
        made = nbformat.v4.new_notebook(cells=cells, metadata=KERNEL)
        notebook = self.show(page, self.write(f"notebook-{next(self._numbers)}.ipynb", made))
        notebook.keep_all_cells()
        notebook.run_all()
        assert notebook.errors() == []
        yield notebook
        page.evaluate("sessionStorage.clear()")  # answers kept for a kernel that is back
        notebook.close()


class Notebook:
    """A notebook that is open in a page, worked through JupyterLab's own commands."""

    def __init__(self, page: Page, name: str) -> None:
        self.page, self.name = page, name

    def wait_for_kernel(self) -> None:
        """Wait until the kernel is there and has nothing to do."""
        self.page.wait_for_function(f"{CONTEXT}?.session?.kernel?.status === 'idle'")

    def keep_all_cells(self) -> None:
        """Keep all cells on the page: JupyterLab fails now and then while tall outputs come and go."""
        self.page.evaluate(
            """() => {
                const notebook = window.jupyterapp.shell.currentWidget.content;
                notebook.notebookConfig = { ...notebook.notebookConfig, windowingMode: "none" };
            }"""
        )

    def resize(self, width: int, height: int) -> None:
        """Give the window another size, and wait until JupyterLab has laid out the notebook in it."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.wait_for_function(
            """(width) => {
                const { right } = window.jupyterapp.shell.currentWidget.node.getBoundingClientRect();
                return width - 50 < right && right <= width;
            }""",
            arg=width,
        )

    def run_all(self) -> None:
        """Run all cells, and wait until they have run."""
        self.command("notebook:run-all-cells")

    def errors(self) -> list[str]:
        """Return what raised in its cells."""
        return self.page.locator(".jp-OutputArea-output[data-mime-type*='error']").all_inner_texts()

    def command(self, name: str, arguments: dict[str, object] | None = None) -> None:
        """Do what a menu would do; the menus themselves are slow to click."""
        if name == "apputils:change-theme":
            # JupyterLab takes its splash screen away 200 ms late, and fails if a second theme came in between.
            self.page.locator("#jupyterlab-splash").wait_for(state="detached")
        execute = (
            "([name, args]) => window.jupyterapp.commands.execute(name, args).then(() => null)"
        )
        self.page.evaluate(execute, [name, arguments or {}])

    def restart(self) -> None:
        """Restart the kernel without asking."""
        self.page.evaluate(f"{CONTEXT}.session.kernel.restart()")
        self.wait_for_kernel()

    def close(self) -> None:
        """Shut the kernel down."""
        self.page.evaluate(f"{CONTEXT}.shutdown()")

    def ask(self, code: str) -> str:
        """Run code in the kernel, after all that was done in the widgets has reached it; return what it printed.

        A widget waits a moment before it sends, and ipywidgets sends its next message when the kernel has dealt with
        the one before: a round trip lets the last one go.
        """
        self.page.wait_for_function("() => !document.querySelector('[data-waiting]')")
        return self.page.evaluate(
            f"""async (code) => {{
                await {CONTEXT}.session.kernel.requestExecute({{ code: "" }}).done;
                const future = {CONTEXT}.session.kernel.requestExecute({{ code }});
                let text = "";
                future.onIOPub = ({{ content }}) => {{
                    text += content.text ?? (content.traceback ?? []).join("\\n");
                }};
                await future.done;
                return text.trim();
            }}""",
            code,
        )

    def hears(self, expression: str, wanted: object) -> None:
        """Wait until the kernel prints of an expression what is wanted: it hears of a widget a moment later."""
        for _ in range(2400):
            if (said := self.ask(f"print({expression})")) == str(wanted):
                return
            self.page.wait_for_timeout(50)
        pytest.fail(f"{expression} is {said}, needed {wanted}")


class Problems(list[str]):
    """What went wrong in a page, besides what a test looks at."""

    def watch(self, page: Page) -> None:
        """Note errors of the page and its console, and requests to elsewhere."""
        page.on("pageerror", lambda error: self.append(f"page error: {error}\n{error.stack}"))
        page.on(
            "console", lambda said: said.type == "error" and self.append(f"console: {said.text}")
        )
        page.on("request", lambda request: self._check(request.url))

    def _check(self, url: str) -> None:
        if (urlsplit(url).hostname or "") not in AT_HOME:
            self.append(f"request to elsewhere: {url}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[Lab]:
    lab = Lab(tmp_path_factory.mktemp("lab"))
    try:
        lab.wait()
        yield lab
    finally:
        lab.stop()


@pytest.fixture(scope="session")
def every_widget(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The page that holds every widget."""
    folder = tmp_path_factory.getbasetemp()
    return written(folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder)


@pytest.fixture(scope="module")
def problems() -> Problems:
    """What goes wrong in the pages of a module; each test fails on what was added while it ran."""
    return Problems()


@pytest.fixture(autouse=True)
def _nothing_else_went_wrong(problems: Problems) -> Iterator[None]:
    before = len(problems)
    yield
    assert problems[before:] == []


@pytest.fixture(scope="module")
def page(browser: Browser, problems: Problems) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1200, "height": 1000})
    page = context.new_page()
    problems.watch(page)
    yield page
    context.close()


@pytest.fixture
def plain(browser: Browser, problems: Problems) -> Iterator[Callable[..., Page]]:
    """What opens a page without JupyterLab that holds a widget; further arguments are a browser context's."""
    pages = []

    def open_plain(widget: RecordedWidget, **context: Any) -> Page:
        page = browser.new_page(**{"viewport": {"width": 900, "height": 900}, **context})
        pages.append(page)
        problems.watch(page)
        page.set_content(plain_page(widget))
        page.locator(".mlc").wait_for()
        return page

    yield open_plain
    for page in pages:
        page.close()


def plain_page(widget: RecordedWidget) -> str:
    """A page that mounts a widget's own script with a state that nobody else sees."""
    own = {
        name
        for base in type(widget).__mro__[:-1]
        if issubclass(base, RecordedWidget)
        for name in vars(base)
    }
    state = {
        name: getattr(widget, name)
        for name in own & set(widget.trait_names(sync=True)) - {"header", "buffer"}
    }
    script = widget._esm.replace("export default", "const unused =")
    return f"""<!doctype html><style>{widget._css}</style><main></main><script type="module">{script}
        const buffer = Uint8Array.from(atob("{base64.b64encode(widget.buffer).decode()}"), (c) => c.charCodeAt(0));
        const shared = {json.dumps({name: value for name, value in state.items() if name[0] != "_"})};
        const state = {{
            shared: {{}}, get: (n) => shared[n], set: (v) => Object.assign(shared, v), listen: () => () => {{}},
        }};
        mount(document.querySelector("main"), {{ header: {json.dumps(widget.header)}, buffer }}, state);
        </script>"""


@pytest.fixture(scope="session")
def painted() -> Callable[[Locator, int], list[int]]:
    """What returns, for each of the first canvases of a view, a number that changes with any pixel."""

    def numbers(view: Locator, count: int) -> list[int]:
        canvases = view.locator(".mlc-canvas")
        return [canvases.nth(i).evaluate(PAINTED) for i in range(count)]

    return numbers


@pytest.fixture(scope="session")
def violations() -> Callable[..., list[str]]:
    """What asks axe-core for violations in a page, in light and dark: all its rules, then contrast once more.

    ``show`` makes the page light or dark, where it does not follow the system.
    """
    from axe_playwright_python.sync_playwright import Axe  # half a megabyte, for few tests

    axe = Axe()

    def found(
        page: Page,
        within: str = "body",
        schemes: Sequence[str] = ("light", "dark"),
        show: Callable[[str], None] | None = None,
    ) -> list[str]:
        show = show or (lambda scheme: page.emulate_media(color_scheme=scheme))
        told = []
        for scheme in schemes:
            show(scheme)
            page.wait_for_function(
                "(scheme) => Array.from(document.querySelectorAll('.mlc[data-mode]'))"
                ".every((widget) => widget.dataset.mode === scheme)",
                arg=scheme,
            )
            rules = {} if scheme == schemes[0] else {"runOnly": ["color-contrast"]}
            # It would fetch the page's style sheets, which a browser refuses for files.
            options = {"resultTypes": ["violations"], "preload": False, **rules}
            answer = axe.run(page, within, options).response
            told += [
                f"{scheme}, {violation['id']}: {node['html'][:200]}: {node['failureSummary'][:300]}"
                for violation in answer["violations"]
                for node in violation["nodes"]
            ]
        show("light")
        return told

    return found
