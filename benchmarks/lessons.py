"""What a learner waits for in each lesson: its processor time, its slowest cell, and what its widgets send.

    python benchmarks/lessons.py                    writes benchmarks/lessons.md
    python benchmarks/lessons.py --rounds 1 --only 02        while developing

Each lesson is run from top to bottom in a fresh kernel with one BLAS thread, in an empty folder and without a
browser. The kernel says after each cell how much processor time it has had. The import statements of a cell are run
before it and counted apart; what the library imports by itself when something is first used counts as the cell's,
since the learner waits for it. Machines differ: what counts is the ratio to a fresh process that does nothing but
``import numpy``, before and after each lesson.

What a widget sends is counted on its way to the browser: its traits as JSON and its buffers, when it opens and in
every message later. A widget brings its code, JavaScript and style, along as traits.
"""

import ast
import json
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL
from typing import Any, NamedTuple

import nbformat
from common import ROOT, arguments_of, environment, processor_time, versions, write_page
from IPython.core.inputtransformer2 import TransformerManager
from jupyter_client.manager import start_new_kernel

ROUNDS = 5
LESSON, CELL = 11.4, 4.3  # to reach, over import numpy: 4 s and 1.5 s where that takes 0.35 s
SLOWEST = 3
SKIPPED = ("#", "import ", "from ")
CLOCK = {"seconds": "__import__('time').process_time()"}


class Sent(NamedTuple):
    """What widgets sent to the browser, in bytes."""

    all: int
    code: int
    widgets: int
    largest: int  # of one widget, without its code


class Kernel:
    """A fresh kernel that says what its cells took, and whose widgets' messages are counted."""

    def __init__(self, client: Any) -> None:
        self.client, self.before = client, 0.0
        self.bytes: dict[str, int] = defaultdict(int)
        self.code: dict[str, int] = {}  # of the widgets that bring some
        self.run("")

    def run(self, code: str) -> float:
        """Run code; return its seconds of processor time."""
        reply = self.client.execute_interactive(
            code, user_expressions=CLOCK, output_hook=self._take, timeout=300
        )["content"]
        if reply["status"] != "ok":
            raise SystemExit(f"{reply['ename']}: {reply['evalue']}, in the cell\n{code}")
        after = float(reply["user_expressions"]["seconds"]["data"]["text/plain"])
        taken, self.before = after - self.before, after
        return taken

    def sent(self) -> Sent:
        """Return what all widgets together sent so far."""
        data = [self.bytes[widget] - code for widget, code in self.code.items()]
        code = sum(self.code.values())
        return Sent(sum(self.bytes.values()), code, len(data), max(data, default=0))

    def _take(self, message: dict[str, Any]) -> None:
        """Count a message if it is a widget's."""
        if not message["msg_type"].startswith("comm_"):
            return
        content = message["content"]
        text = json.dumps(content["data"], ensure_ascii=False).encode()
        self.bytes[content["comm_id"]] += len(text) + sum(map(len, message["buffers"]))
        state = content["data"].get("state", {})
        if "_esm" in state:
            code = state["_esm"] + (state.get("_css") or "")
            self.code[content["comm_id"]] = len(json.dumps(code, ensure_ascii=False).encode())


@contextmanager
def fresh_kernel() -> Iterator[Kernel]:
    """Start a kernel as the course does, in a folder that goes again."""
    with tempfile.TemporaryDirectory() as folder:
        progress = str(Path(folder) / "progress.json")
        variables = environment(MLCOURSE_PROGRESS=progress)
        quiet = {"stdout": DEVNULL, "stderr": DEVNULL}  # the kernel's own words, not the cells'
        manager, client = start_new_kernel(
            kernel_name="python3", cwd=folder, env=variables, **quiet
        )
        try:
            yield Kernel(client)
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


class Run(NamedTuple):
    """A lesson, run once."""

    imports: float  # seconds
    cells: list[float]
    sent: Sent


def run(cells: list[str]) -> Run:
    """Run the cells of a lesson in a fresh kernel."""
    with fresh_kernel() as kernel:
        imports, seconds = 0.0, []
        for cell in cells:
            imports += kernel.run(imports_of(cell))
            seconds.append(kernel.run(cell))
        return Run(imports, seconds, kernel.sent())


def imports_of(cell: str) -> str:
    """Return the import statements of a cell."""
    statements = ast.parse(TransformerManager().transform_cell(cell)).body  # magics as calls
    return "\n".join(
        ast.unparse(each) for each in statements if isinstance(each, ast.Import | ast.ImportFrom)
    )


def code_cells(lesson: Path) -> list[str]:
    """Return the source of a notebook's code cells."""
    notebook = nbformat.read(lesson, as_version=4)
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def measure(lessons: list[Path], rounds: int) -> tuple[dict[Path, list[Run]], float]:
    """Return the runs of each lesson, all in turns, and the median seconds of ``import numpy``."""
    runs: dict[Path, list[Run]] = {lesson: [] for lesson in lessons}
    numpy = []
    for _ in range(rounds):
        for lesson in lessons:
            numpy.append(processor_time(["-c", "import numpy"], environment()))
            runs[lesson].append(run(code_cells(lesson)))
            numpy.append(processor_time(["-c", "import numpy"], environment()))
    return runs, statistics.median(numpy)


def medians(runs: list[Run]) -> list[float]:
    """Return the median seconds of each cell."""
    return [statistics.median(taken) for taken in zip(*(run.cells for run in runs), strict=True)]


def row(lesson: Path, runs: list[Run], numpy: float) -> str:
    """Return a lesson as a line of the table."""
    imports = statistics.median(run.imports for run in runs)
    whole = statistics.median(sum(run.cells) for run in runs)
    slowest, sent = max(medians(runs)), runs[-1].sent
    return (
        f"| {lesson.stem} | {imports:.2f} s | {whole:.2f} s | **{whole / numpy:.1f}** "
        f"| {slowest:.2f} s | **{slowest / numpy:.1f}** "
        f"| {sent.widgets} | {sent.all / 1e6:.2f} MB | {sent.code / 1e6:.2f} MB | {sent.largest / 1e6:.2f} MB |"
    )


def slowest_rows(lesson: Path, runs: list[Run], numpy: float) -> list[str]:
    """Return the slowest cells of a lesson as lines of a table."""
    cells, seconds = code_cells(lesson), medians(runs)
    places = sorted(range(len(cells)), key=seconds.__getitem__, reverse=True)[:SLOWEST]
    return [
        f"| {lesson.stem[:3].strip('_')} | {place + 1} of {len(cells)} | {seconds[place] / numpy:.1f} "
        f"| `{first_line(cells[place])}` |"
        for place in places
    ]


def first_line(cell: str) -> str:
    """Return the first line of a cell that is neither an import nor a comment, shortened."""
    lines = [line for line in cell.splitlines() if line and not line.startswith(SKIPPED)]
    return lines[0][:60].strip().replace("|", "¦") if lines else "imports"


def page(lessons: list[Path], rounds: int) -> list[str]:
    """Measure, and return the table as lines of Markdown."""
    runs, numpy = measure(lessons, rounds)
    return [
        "# The lessons",
        "",
        "Processor time of each lesson after its import statements, run in a fresh kernel; medians of all rounds",
        f"({rounds}, in turns), and their ratio to a process that only does `import numpy`, here {numpy * 1e3:.0f} ms.",
        f"To reach: a lesson at most {LESSON} times as long, a cell at most {CELL} times: 4 s and 1.5 s where it takes",
        "0.35 s. Of what the widgets send, code is their JavaScript and style; the largest is one widget's data",
        "without it. Written by `python benchmarks/lessons.py`.",
        "",
        versions("numpy", "ipykernel", "ipywidgets", "anywidget", "matplotlib"),
        "",
        "| lesson | imports | its cells | over numpy | slowest | over numpy | widgets | send | of it code | largest |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
        *(row(lesson, of_lesson, numpy) for lesson, of_lesson in runs.items()),
        "",
        f"## The {SLOWEST} slowest cells of each",
        "",
        "| lesson | of its code cells | over numpy | begins |",
        "|---|---:|---:|---|",
        *(line for lesson in lessons for line in slowest_rows(lesson, runs[lesson], numpy)),
    ]


def main() -> None:
    """Measure and write the table."""
    parser = arguments_of(__doc__, ROUNDS)
    parser.add_argument("--only", default="", help="lessons whose names begin so")
    arguments = parser.parse_args()
    lessons = sorted((ROOT / "lessons").glob(f"{arguments.only}*.ipynb"))
    write_page(__file__, page(lessons, arguments.rounds))


if __name__ == "__main__":
    main()
