"""What a run costs in a fleet of 64 that are trained side by side, beside a loop over single runs in PyTorch.

    python benchmarks/fleet.py               writes benchmarks/fleet.md

The network is 2-16-16-3 on 300 examples, batch 32, float64, one thread. A fleet's 64 runs differ in one thing:
learning rate, seed, scheme, λ, momentum, or batch size: there are four sizes, 30 to 33, with which 300 examples
make 10 steps, and the runs of each are a stack of their own within the step. PyTorch (eager) trains one run, with
the same kind of optimizer and batch 32; a loop over 64 of them would take 64 times as long. Both take turns, round
after round; what counts is the ratio of medians of CPU time, which other work on the machine disturbs least.
``pip install -e '.[peers]'`` installs PyTorch.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import metadata
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

import mlcourse as ml

RUNS, ROUNDS, BOUND = 64, 7, 20
SIZES, BATCH, EPOCHS = (2, 16, 16, 3), 32, 30
DATA = ml.spirals(300, classes=3, seed=1)
STEPS = -(-len(DATA.x) // BATCH) * EPOCHS
ADAM, SGD = ("Adam", {}), ("SGD", {"momentum": 0.9})
BATCH_SIZES = tuple(size for size in range(1, 301) if -(-len(DATA.x) // size) * EPOCHS == STEPS)
SCHEMES = ("he_normal", "he_uniform", "xavier_normal", "xavier_uniform")

FLEETS: dict[str, tuple[dict[str, Any], tuple[str, dict[str, float]]]] = {
    "learning rates, Adam": ({"optimizer": ml.Adam(tuple(np.geomspace(1e-4, 0.1, RUNS)))}, ADAM),
    "learning rates, momentum": (
        {"optimizer": ml.Momentum(tuple(np.geomspace(1e-4, 0.1, RUNS)))},
        SGD,
    ),
    "seeds": ({"seed": list(range(RUNS))}, ADAM),
    "schemes": ({"scheme": SCHEMES * (RUNS // len(SCHEMES))}, ADAM),
    "λ of L2": ({"l2": np.geomspace(1e-5, 0.1, RUNS)}, ("Adam", {"weight_decay": 1e-3})),
    "momentum β": ({"optimizer": ml.Momentum(0.01, tuple(np.linspace(0, 0.99, RUNS)))}, SGD),
    f"batch sizes, {BATCH_SIZES[0]} to {BATCH_SIZES[-1]}": (
        {"batch_size": BATCH_SIZES * (RUNS // len(BATCH_SIZES))},
        ADAM,
    ),
}


def fleet_runner(options: dict[str, Any]) -> Callable[[], None]:
    """Train 64 runs side by side, recording on."""

    def run() -> None:
        history = ml.train(
            ml.MLP(SIZES), DATA, epochs=EPOCHS, progress=False, **{"batch_size": BATCH, **options}
        )
        if history.runs != (RUNS,) or history.steps != STEPS:
            raise SystemExit(f"{history.runs} runs made {history.steps} steps")

    return run


def torch_runner(optimizer: str, options: dict[str, float]) -> Callable[[], None]:
    """Train one run in PyTorch, the loop of its tutorials."""
    import torch

    torch.set_num_threads(1)
    inputs, targets = torch.tensor(DATA.x), torch.tensor(DATA.y)

    def run() -> None:
        layers: list[Any] = []
        for fan_in, fan_out in pairwise(SIZES):
            layers += [torch.nn.Linear(fan_in, fan_out, dtype=torch.float64), torch.nn.ReLU()]
        model = torch.nn.Sequential(*layers[:-1])
        stepper = getattr(torch.optim, optimizer)(model.parameters(), lr=0.01, **options)
        criterion = torch.nn.CrossEntropyLoss()
        for _ in range(EPOCHS):
            for rows in torch.randperm(len(inputs)).split(BATCH):
                stepper.zero_grad()
                criterion(model(inputs[rows]), targets[rows]).backward()
                stepper.step()

    return run


def single_runner() -> None:
    """Train a single run with mlcourse, for comparison."""
    ml.train(ml.MLP(SIZES), DATA, batch_size=BATCH, epochs=EPOCHS, progress=False)


def measure(rounds: int) -> dict[str, list[float]]:
    """Return for each fleet the median seconds per run and step: in the fleet, single, in PyTorch."""
    found = {}
    for name, (options, (optimizer, more)) in FLEETS.items():
        runners = [(fleet_runner(options), RUNS), (single_runner, 1)]
        runners.append((torch_runner(optimizer, more), 1))
        times: list[list[float]] = [[] for _ in runners]
        for _ in range(rounds + 1):  # the first warms up
            for (run, runs), taken in zip(runners, times, strict=True):
                begin = time.process_time()
                run()
                taken.append((time.process_time() - begin) / STEPS / runs)
        found[name] = [statistics.median(taken[1:]) for taken in times]
        print(name, found[name], file=sys.stderr)
    return found


def in_own_process(rounds: int) -> dict[str, list[float]]:
    """Measure in a process with one thread."""
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    environment = {**os.environ, **dict.fromkeys(names, "1")}
    command = [sys.executable, __file__, "--measure", "--rounds", str(rounds)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(done.stdout)


def page(found: dict[str, list[float]], rounds: int) -> str:
    """Return the table as a page of Markdown."""
    rows = [
        f"| 64 {name} | {fleet * 1e6:.1f} µs | {single * 1e6:.0f} µs | {torch * 1e6:.0f} µs | {torch / fleet:.1f} |"
        for name, (fleet, single, torch) in found.items()
    ]
    return "\n".join(
        [
            "# The fleet",
            "",
            f"{RUNS} runs of a {'-'.join(map(str, SIZES))} network side by side, {len(DATA.x)} examples,",
            f"batch {BATCH}, float64, recording on: median CPU time of one step of one run, beside a single run (Adam)",
            "in mlcourse and one in eager PyTorch with the same kind of optimizer. "
            f"{rounds} rounds in turns, one thread.",
            f"To reach: at least {BOUND} times cheaper than PyTorch. Written by `python benchmarks/fleet.py`.",
            "",
            f"Python {platform.python_version()}, numpy {np.__version__}, torch {metadata.version('torch')}; "
            f"{platform.machine()}, {os.cpu_count()} cores.",
            "",
            "| fleet | in the fleet | single | PyTorch | times cheaper |",
            "|---|---:|---:|---:|---:|",
            *rows,
            "",
            "Batch sizes are the dearest: each of the four is a stack of 16 runs with a fixed cost of its own.",
            "Zero rows that fill up the smaller batches would make it one stack, but change the last digits. Four",
            "sizes come out at about the bound (18 to 20 in four runs). Tried and kept: stacks as views instead of",
            "copies, values joined when asked for.",
            "",
        ]
    )


def main() -> None:
    """Measure and write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds in which all take turns")
    parser.add_argument(
        "--measure", action="store_true", help="print one process's figures as JSON"
    )
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(measure(arguments.rounds)))
        return
    text = page(in_own_process(arguments.rounds), arguments.rounds)
    Path(__file__).with_suffix(".md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
