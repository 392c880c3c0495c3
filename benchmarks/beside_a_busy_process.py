"""How much longer a learner waits for a training step while other programs keep the other cores busy.

    python benchmarks/beside_a_busy_process.py      writes benchmarks/beside_a_busy_process.md

All cores but one have a loop that never ends (on two cores: one such process), so that one core is left for the
training: no more than a program with one thread needs. A library that splits its work among all cores waits there
for a thread that does not run, step after step. What is measured is the time on the wall, since it is what a learner
waits for: close everything else. Quiet turns and busy turns alternate; what counts is the median of the ratios of
two turns in the same round. The ratio of processor time stands beside it: it shows threads that wait by spinning, on
a machine that has other work too.

One BLAS thread is what ``python -m mlcourse lab`` sets for its kernels, and what the bound holds for. With the
variables unset, as in a plain ``jupyter lab``, numpy's library takes a thread for each core: for information.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from common import (
    Work,
    Worker,
    arguments_of,
    environment,
    make_data,
    ratios,
    versions,
    work_off,
    write_page,
)

ROUNDS, FEW, BOUND = 15, 3, 1.3
WORKS = {
    9_610: Work((64, 128, 10), 1437, 64, "float64", 5),
    17_226: Work((64, 128, 64, 10), 1437, 64, "float64", 5),
    50_570: Work((63, 256, 128, 10), 1437, 64, "float64", 3),
}
LOOP = "print('busy', flush=True)\nwhile True: pass"


def train(parameters: str) -> tuple[float, float]:
    """Train for one turn, recording; return the seconds of a step on the wall, and of processor time."""
    import mlcourse as ml

    work = WORKS[int(parameters)]
    network, data = ml.MLP(work.sizes), make_data(work)
    assert network.size == int(parameters)
    begin, processor = time.perf_counter(), time.process_time()
    history = ml.train(
        network, data, batch_size=work.batch_size, epochs=work.epochs, progress=False
    )
    wall, processor = time.perf_counter() - begin, time.process_time() - processor
    return wall / history.steps, processor / history.steps


@contextmanager
def busy() -> Iterator[None]:
    """Keep all cores but one busy."""
    with ExitStack() as stack:
        for _ in range(max((os.cpu_count() or 2) - 1, 1)):
            loop = stack.enter_context(
                subprocess.Popen([sys.executable, "-c", LOOP], stdout=subprocess.PIPE)
            )
            stack.callback(loop.kill)
            assert loop.stdout
            loop.stdout.readline()  # it runs
        yield


def row(parameters: int, threads: int | None, rounds: int) -> str:
    """Measure a network, and return it as a line of the table."""
    quiet, beside = [], []
    with Worker(__file__, environment(threads)) as worker:
        worker.ask(str(parameters))  # warms up
        for _ in range(rounds):
            quiet.append(worker.ask(str(parameters)))
            with busy():
                beside.append(worker.ask(str(parameters)))
    (quiet_wall, quiet_processor), (wall, processor) = (
        zip(*quiet, strict=True),
        zip(*beside, strict=True),
    )
    low, middle, high = ratios(wall, quiet_wall)
    return (
        f"| {parameters:,}: {WORKS[parameters].name} | {threads or 'unset'} "
        f"| {statistics.median(quiet_wall) * 1e6:.0f} µs | {statistics.median(wall) * 1e6:.0f} µs "
        f"| **{middle:.2f}** | {low:.2f} to {high:.2f} | {BOUND if threads else '–'} "
        f"| {ratios(processor, quiet_processor)[1]:.2f} |"
    )


def page(rounds: int) -> list[str]:
    """Measure, and return the table as lines of Markdown."""
    rows = [row(parameters, 1, rounds) for parameters in WORKS]
    rows += [row(parameters, None, min(rounds, FEW)) for parameters in WORKS]
    return [
        "# Beside a busy process",
        "",
        "Time of a training step on the wall (batch 64, float64, recording), quiet and while a loop that never ends",
        f"keeps each core but one busy, in turns: {rounds} rounds, {FEW} with the threads unset. The ratio is the",
        f"median of all rounds. To reach: at most {BOUND} with one BLAS thread. Written by",
        "`python benchmarks/beside_a_busy_process.py`.",
        "",
        versions("numpy"),
        "",
        "| parameters | BLAS threads | quiet | beside | ratio | quartiles | to reach | processor time |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
        *rows,
    ]


def main() -> None:
    """Measure and write the table."""
    arguments = arguments_of(__doc__, ROUNDS).parse_args()
    if arguments.work_off:
        work_off(train)
        return
    write_page(__file__, page(arguments.rounds))


if __name__ == "__main__":
    main()
