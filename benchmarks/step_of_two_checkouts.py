"""How long a training step takes here, over what it takes in another checkout; recording on.

    git worktree add --detach ../before 688e4f2
    python benchmarks/step_of_two_checkouts.py ../before         writes benchmarks/step_of_two_checkouts.md
    python benchmarks/step_of_two_checkouts.py ../before --rounds 5 --works S M      while developing

Each checkout has a process of its own (this Python and its packages, one BLAS thread) that goes on for as long as
the measurement does and trains, when it is asked to, for one turn: `ml.train(…, progress=False)`, as a user does.
The two take turns; what counts is the median of the ratios of two turns in the same round, in processor time. Beside
it stand the quartiles of these ratios: on a busy machine they lie apart, and more rounds help. That both learn the
same is checked by the loss at the end of each turn.

S, M and L are 2-16-16-3 (batch 32, float64), 64-64-32-10 (64, float64) and 784-256-128-10 (128, float32).
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from common import ROOT, L, M, S, Work, environment, make_data, ratios, versions, write_page

ROUNDS = 21
WORKS = {"S": S, "M": M, "L": L}
BOUNDS = {"S": 0.80, "M": 0.86, "L": 0.95}  # over commit 688e4f2


def work_off() -> None:
    """Be the process of one checkout: read the name of a work, train, answer with seconds and loss; and again."""
    import mlcourse as ml

    print(json.dumps(str(Path(ml.__file__).parents[1])), flush=True)
    data = {name: make_data(work) for name, work in WORKS.items()}
    for line in sys.stdin:
        name = line.strip()
        work = WORKS[name]
        begin = time.process_time()
        history = ml.train(
            ml.MLP(work.sizes),
            data[name],
            optimizer=ml.Adam(0.001),
            batch_size=work.batch_size,
            epochs=work.epochs,
            dtype=work.dtype,
            progress=False,
        )
        seconds = time.process_time() - begin
        answer = {"seconds": seconds / history.steps, "loss": float(history.loss[-1])}
        print(json.dumps(answer), flush=True)


class Checkout:
    """A process that trains with the library of one checkout."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--work-off"],
            env=environment(PYTHONPATH=str(folder)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        if (found := Path(self._answer())) != folder:
            raise SystemExit(f"the library of {folder} is wanted; found that of {found}")

    def train(self, name: str) -> tuple[float, float]:
        """Return the seconds of a step, and the last loss."""
        assert self.process.stdin
        print(name, file=self.process.stdin, flush=True)
        answer = self._answer()
        return answer["seconds"], answer["loss"]

    def _answer(self) -> Any:
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("a checkout's process ended; what it said stands above")
        return json.loads(line)

    def close(self) -> None:
        """End the process."""
        self.process.communicate()


def measure(name: str, here: Checkout, there: Checkout, rounds: int) -> tuple[list[float], ...]:
    """Return the seconds of a step here and there, in each round."""
    taken: dict[Checkout, list[float]] = {here: [], there: []}
    for turn in range(rounds + 1):  # the first warms up
        losses = []
        for checkout in (here, there)[:: 1 if turn % 2 else -1]:
            seconds, loss = checkout.train(name)
            taken[checkout].append(seconds)
            losses.append(loss)
        if abs(losses[0] - losses[1]) > 1e-3 * abs(losses[1]):
            raise SystemExit(f"{name}: the two do not learn the same; last losses {losses}")
    return taken[here][1:], taken[there][1:]


def row(name: str, here: list[float], there: list[float]) -> str:
    """Return a work as a line of the table."""
    low, middle, high = ratios(here, there)
    work: Work = WORKS[name]
    ours, theirs = statistics.median(here), statistics.median(there)
    return (
        f"| {name}: {work.name}, batch {work.batch_size}, {work.dtype} | {ours * 1e6:.1f} µs | {theirs * 1e6:.1f} µs "
        f"| **{middle:.3f}** | {low:.3f} to {high:.3f} | ≤ {BOUNDS[name]:.2f} |"
    )


def commit(folder: Path) -> str:
    """Return the commit of a checkout, and whether its library has been changed since."""
    git = ["git", "-C", str(folder)]
    name = subprocess.run([*git, "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    changed = subprocess.run([*git, "diff", "--quiet", "HEAD", "--", "mlcourse"], check=False)
    changes = " with changes" if changed.returncode == 1 else ""
    return f"{name.stdout.strip() or 'no commit'}{changes}"


def page(other: Path, names: list[str], rounds: int) -> list[str]:
    """Measure, and return the table as lines of Markdown."""
    here, there = Checkout(ROOT), Checkout(other)
    try:
        rows = [row(name, *measure(name, here, there, rounds)) for name in names]
    finally:
        here.close()
        there.close()
    return [
        "# A training step in two checkouts",
        "",
        f"Here: {commit(ROOT)}. There: {commit(other)}. Recording on, one BLAS thread, processor time of a step,",
        f"{rounds} rounds in turns. The ratio is the median of all rounds; beside it their quartiles. To reach: over",
        "688e4f2. Written by `python benchmarks/step_of_two_checkouts.py <folder of the other>`.",
        "",
        versions("numpy"),
        "",
        "| | here | there | ratio | quartiles | to reach |",
        "|---|---:|---:|---:|---:|---:|",
        *rows,
    ]


def main() -> None:
    """Measure this checkout and another, and write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("other", type=Path, nargs="?", help="the folder of the other checkout")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds in turns, at least 2")
    parser.add_argument("--works", nargs="+", choices=list(WORKS), default=list(WORKS))
    parser.add_argument("--work-off", action="store_true", help="be the process of one checkout")
    arguments = parser.parse_args()
    if arguments.work_off:
        work_off()
        return
    if arguments.other is None or not (arguments.other / "mlcourse").is_dir():
        parser.error("give the folder of the other checkout, in which mlcourse/ lies")
    write_page(__file__, page(arguments.other.resolve(), arguments.works, arguments.rounds))


if __name__ == "__main__":
    main()
