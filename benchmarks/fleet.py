"""What a run costs in a fleet of 64 that are trained side by side, beside a loop over single runs in PyTorch.

    python benchmarks/fleet.py               writes benchmarks/fleet.md

The network is 2-16-16-3 on 300 examples, batch 32, float64, one thread. A fleet's 64 runs differ in one thing:
learning rate, seed, scheme, λ, or momentum. PyTorch (eager) trains one run, with the same kind of optimizer; a loop
over 64 of them would take 64 times as long. All take turns, round after round; what counts is the median of the
ratios of processor time in each round.
``pip install -e '.[peers]'`` installs PyTorch.
"""

import json
import statistics
import sys
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
from common import (
    S,
    arguments_of,
    in_own_process,
    in_turns,
    make_data,
    ratios,
    versions,
    write_page,
)

import mlcourse as ml

RUNS, ROUNDS, BOUND = 64, 7, 20
WORK = S._replace(epochs=30)
X, Y = make_data(WORK)
ADAM, SGD = ("Adam", {}), ("SGD", {"momentum": 0.9})
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
}


def runner(options: dict[str, Any]) -> Callable[[], None]:
    """Train with mlcourse, recording on."""

    def run() -> None:
        history = ml.train(
            ml.MLP(WORK.sizes),
            (X, Y),
            batch_size=WORK.batch_size,
            epochs=WORK.epochs,
            progress=False,
            **options,
        )
        if history.steps != WORK.steps:
            raise SystemExit(f"{options}: only {history.steps} steps were made")

    return run


def torch_runner(optimizer: str, options: dict[str, float]) -> Callable[[], None]:
    """Train one run in PyTorch, the loop of its tutorials."""
    import torch

    torch.set_num_threads(1)
    inputs, targets = torch.tensor(X), torch.tensor(Y)

    def run() -> None:
        layers: list[Any] = []
        for fan_in, fan_out in pairwise(WORK.sizes):
            layers += [torch.nn.Linear(fan_in, fan_out, dtype=torch.float64), torch.nn.ReLU()]
        model = torch.nn.Sequential(*layers[:-1])
        stepper = getattr(torch.optim, optimizer)(model.parameters(), lr=0.01, **options)
        criterion = torch.nn.CrossEntropyLoss()
        for _ in range(WORK.epochs):
            for rows in torch.randperm(len(inputs)).split(WORK.batch_size):
                stepper.zero_grad()
                criterion(model(inputs[rows]), targets[rows]).backward()
                stepper.step()

    return run


def measure(rounds: int) -> dict[str, dict[str, list[float]]]:
    """Return for each fleet the seconds per run and step in every round: in the fleet, single, in PyTorch."""
    found = {}
    for name, (options, (optimizer, more)) in FLEETS.items():
        print(name, file=sys.stderr)
        taken = in_turns(
            {
                "fleet": runner(options),
                "single": runner({}),
                "torch": torch_runner(optimizer, more),
            },
            rounds,
        )
        runs = {"fleet": RUNS, "single": 1, "torch": 1}
        found[name] = {
            who: [t / WORK.steps / runs[who] for t in times] for who, times in taken.items()
        }
    return found


def row(name: str, seconds: dict[str, list[float]]) -> str:
    """Return a fleet as a line of the table."""
    fleet, single, torch = (statistics.median(seconds[who]) for who in ("fleet", "single", "torch"))
    _, cheaper, _ = ratios(seconds["torch"], seconds["fleet"])
    return f"| 64 {name} | {fleet * 1e6:.1f} µs | {single * 1e6:.0f} µs | {torch * 1e6:.0f} µs | {cheaper:.1f} |"


def page(found: dict[str, dict[str, list[float]]], rounds: int) -> list[str]:
    """Return the table as lines of Markdown."""
    return [
        "# The fleet",
        "",
        f"{RUNS} runs of a {WORK.name} network side by side, {WORK.examples} examples, batch {WORK.batch_size},",
        "float64, recording on: processor time of one step of one run, beside a single run (Adam) in mlcourse and one",
        f"in eager PyTorch with the same kind of optimizer. {rounds} rounds in turns, one thread.",
        f"To reach: at least {BOUND} times cheaper than PyTorch. Written by `python benchmarks/fleet.py`.",
        "",
        versions("numpy", "torch"),
        "",
        "| fleet | in the fleet | single | PyTorch | times cheaper |",
        "|---|---:|---:|---:|---:|",
        *(row(name, seconds) for name, seconds in found.items()),
    ]


def main() -> None:
    """Measure and write the table."""
    arguments = arguments_of(__doc__, ROUNDS).parse_args()
    if arguments.measure:
        print(json.dumps(measure(arguments.rounds)))
        return
    found = in_own_process(__file__, "--rounds", str(arguments.rounds))
    write_page(__file__, page(found, arguments.rounds))


if __name__ == "__main__":
    main()
