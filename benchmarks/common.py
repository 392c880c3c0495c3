"""What the benchmarks share: three networks to train, turns, processor time, one BLAS thread, and the page."""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
LOAD = os.getloadavg()[0]
THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
)  # read when numpy is loaded


class Work(NamedTuple):
    """A network, its data and how long it is trained in one turn."""

    sizes: tuple[int, ...]
    examples: int
    batch_size: int
    dtype: str
    epochs: int

    @property
    def name(self) -> str:
        """The layer sizes, as in 2-16-16-3."""
        return "-".join(map(str, self.sizes))

    @property
    def steps(self) -> int:
        """The steps of one turn."""
        return -(-self.examples // self.batch_size) * self.epochs


S = Work((2, 16, 16, 3), 300, 32, "float64", 100)
M = Work((64, 64, 32, 10), 1437, 64, "float64", 30)
L = Work((784, 256, 128, 10), 12_800, 128, "float32", 3)
WORKS = (S, M, L)


@cache
def make_data(work: Work) -> tuple[Any, Any]:
    """Return the examples of a work: spirals, digits, or blobs of MNIST's size."""
    import numpy as np

    import mlcourse as ml

    if work.sizes[0] == 2:
        data = ml.spirals(work.examples, classes=work.sizes[-1], seed=1)
        return data.x.astype(work.dtype), data.y
    if work.sizes[0] == 64:
        x, y = ml.digits().x[: work.examples], ml.digits().y[: work.examples]
        return ml.Standardizer.fit(x).apply(x).astype(work.dtype), y
    rng = np.random.default_rng(1)
    y = rng.integers(0, work.sizes[-1], work.examples)
    centers = rng.standard_normal((work.sizes[-1], work.sizes[0]))
    return (centers[y] + rng.standard_normal((work.examples, work.sizes[0]))).astype(work.dtype), y


def environment(threads: int | None = 1, **more: str) -> dict[str, str]:
    """Return the variables of a process that imports this checkout, with so many threads in numerical libraries.

    With None they are left to choose. Compiled modules are kept, as on a learner's machine.
    """
    left_out = (*THREADS, "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    chosen = {} if threads is None else dict.fromkeys(THREADS, str(threads))
    return {**kept, **chosen, "PYTHONPATH": str(ROOT), **more}


def in_own_process(script: str, *arguments: str, threads: int = 1) -> Any:
    """Return what a program says, as JSON, that measures in a fresh process with so many threads."""
    command = [sys.executable, script, "--measure", *arguments]
    done = subprocess.run(
        command, env=environment(threads), stdout=subprocess.PIPE, check=False, text=True
    )
    if done.returncode:
        raise SystemExit(done.returncode)  # it has said why
    return json.loads(done.stdout)


def arguments_of(text: str | None, rounds: int) -> argparse.ArgumentParser:
    """Return a parser for the arguments that most programs take."""
    parser = argparse.ArgumentParser(
        description=text, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--rounds",
        type=int,
        default=rounds,
        help="rounds in turns, at least 2; while developing, few",
    )
    parser.add_argument("--measure", action="store_true", help="print the figures as JSON")
    parser.add_argument(
        "--work-off", action="store_true", help="be a process that is asked to work"
    )
    return parser


def in_turns(
    runners: dict[str, Callable[[], Any]],
    rounds: int,
    clock: Callable[[], float] = time.process_time,
) -> dict[str, list[float]]:
    """Return the seconds of each runner in each round; a round before the first warms up.

    All take turns, so that a machine that slows down slows all of them; every other round goes backwards.
    """
    taken: dict[str, list[float]] = {name: [] for name in runners}
    for turn in range(rounds + 1):
        for name in list(runners)[:: 1 if turn % 2 else -1]:
            begin = clock()
            runners[name]()
            taken[name].append(clock() - begin)
    return {name: times[1:] for name, times in taken.items()}


class Worker:
    """A process that goes on for as long as a measurement does, and works when it is asked to.

    Its program answers ``--work-off`` with a call of ``work_off``.
    """

    def __init__(self, script: str, variables: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, script, "--work-off"],
            env=variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, question: str) -> Any:
        """Return the answer to a question."""
        assert self.process.stdin
        assert self.process.stdout
        print(question, file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(
                "a process that was asked to work has ended; what it said stands above"
            )
        return json.loads(line)

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate()  # closes its input, and with that it ends


def work_off(answer: Callable[[str], Any]) -> None:
    """Be the process of a ``Worker``: answer questions until there are no more."""
    for line in sys.stdin:
        print(json.dumps(answer(line.strip())), flush=True)


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> tuple[float, float, float]:
    """Return the ratio in each round: lower quartile, median, upper quartile."""
    each = [a / b for a, b in zip(ours, theirs, strict=True)]
    low, middle, high = statistics.quantiles(each, n=4, method="inclusive")
    return low, middle, high


def processor_time(command: Sequence[str], variables: dict[str, str] | None = None) -> float:
    """Return the seconds of processor time that a fresh Python process takes."""
    process = subprocess.Popen([sys.executable, *command], env=variables)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)!r} failed")
    return used.ru_utime + used.ru_stime


def versions(*packages: str) -> str:
    """Return what was measured, with which versions, on what."""
    found = []
    for name in packages:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            found.append(f"{name} not installed")
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load {LOAD:.1f} at the start"
    return f"Python {platform.python_version()}, {', '.join(found)}; {machine}."


def write_page(script: str, lines: Sequence[str]) -> None:
    """Write the table beside its program, and print it."""
    text = "\n".join([*lines, ""])
    Path(script).with_suffix(".md").write_text(text, encoding="utf-8")
    print(text)
