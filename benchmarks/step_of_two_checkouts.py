"""How long a training step takes here, over what it takes in another checkout; recording on.

    python benchmarks/step_of_two_checkouts.py                     over commit 688e4f2
    python benchmarks/step_of_two_checkouts.py HEAD~3              over another commit
    python benchmarks/step_of_two_checkouts.py ../other            over another folder as it is
    python benchmarks/step_of_two_checkouts.py --rounds 5 --works S M        while developing

Writes benchmarks/step_of_two_checkouts.md. "Here" is the folder in which this program lies, as it is now.

Each checkout has a process of its own (this Python and its packages, one BLAS thread) that goes on for as long as
the measurement does and trains, when it is asked to, for one turn: ``ml.train(…, progress=False)``, as a user does.
The two take turns; what counts is the median of the ratios of two turns in the same round, in processor time. Beside
it stand the quartiles of these ratios: on a busy machine they lie apart, and more rounds help. That both learn the
same is checked by the loss at the end of each turn.

S, M and L are 2-16-16-3 (batch 32, float64), 64-64-32-10 (64, float64) and 784-256-128-10 (128, float32).
"""

import io
import statistics
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from common import (
    ROOT,
    WORKS,
    L,
    M,
    S,
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

ROUNDS, BASE = 21, "688e4f2"
NAMES = dict(zip("SML", WORKS, strict=True))
BOUNDS = {S: 0.80, M: 0.86, L: 0.95}  # over BASE


def train(name: str) -> dict[str, Any]:
    """Train for one turn; return the seconds of a step, the last loss, and whose library it was."""
    import mlcourse as ml

    work = NAMES[name]
    data = make_data(work)
    begin = time.process_time()
    history = ml.train(
        ml.MLP(work.sizes),
        data,
        optimizer=ml.Adam(0.001),
        batch_size=work.batch_size,
        epochs=work.epochs,
        dtype=work.dtype,
        progress=False,
    )
    seconds = (time.process_time() - begin) / history.steps
    library = str(Path(ml.__file__).parents[1])
    return {"seconds": seconds, "loss": float(history.loss[-1]), "library": library}


def measure(
    name: str, folders: tuple[Path, Path], workers: tuple[Worker, Worker], rounds: int
) -> tuple[list[float], list[float]]:
    """Return the seconds of a step here and there, in each round."""
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds + 1):  # the first warms up
        losses = [0.0, 0.0]
        for which in (0, 1) if turn % 2 else (1, 0):
            answer = workers[which].ask(name)
            if Path(answer["library"]) != folders[which]:
                raise SystemExit(f"{folders[which]} is wanted; {answer['library']} was imported")
            losses[which] = answer["loss"]
            taken[which].append(answer["seconds"])
        if abs(losses[0] - losses[1]) > 1e-3 * abs(losses[1]):
            raise SystemExit(f"{name}: the two do not learn the same; last losses {losses}")
    return taken[0][1:], taken[1][1:]


def row(work: Work, here: list[float], there: list[float]) -> str:
    """Return a work as a line of the table."""
    low, middle, high = ratios(here, there)
    ours, theirs = statistics.median(here), statistics.median(there)
    return (
        f"| {work.name}, batch {work.batch_size}, {work.dtype} | {ours * 1e6:.1f} µs | {theirs * 1e6:.1f} µs "
        f"| **{middle:.3f}** | {low:.3f} to {high:.3f} | {BOUNDS[work]:.2f} |"
    )


def git(*arguments: str, folder: Path = ROOT) -> bytes:
    """Return what git says."""
    done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"git {' '.join(arguments)}: {done.stderr.decode().strip()}")
    return done.stdout


def name_of(folder: Path) -> str:
    """Return the commit of a folder, and whether its library has been changed since."""
    changes = " with changes" if git("status", "--short", "mlcourse", folder=folder) else ""
    return git("rev-parse", "--short", "HEAD", folder=folder).decode().strip() + changes


@contextmanager
def checkout(other: str) -> Iterator[tuple[Path, str]]:
    """Yield a folder and the name of what is in it; a commit is laid out in a folder that goes again."""
    if (Path(other) / "mlcourse").is_dir():
        yield Path(other).resolve(), name_of(Path(other))
        return
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(git("archive", other, "mlcourse"))) as archive:
            archive.extractall(folder, filter="data")
        yield Path(folder).resolve(), git("rev-parse", "--short", other).decode().strip()


def page(other: str, names: list[str], rounds: int) -> list[str]:
    """Measure, and return the table as lines of Markdown."""
    with checkout(other) as (folder, name):
        folders = (ROOT, folder)
        here, there = (Worker(__file__, environment(PYTHONPATH=str(f))) for f in folders)
        with here, there:
            rows = [
                row(NAMES[work], *measure(work, folders, (here, there), rounds)) for work in names
            ]
    return [
        "# A training step in two checkouts",
        "",
        f"Here: {name_of(ROOT)}. There: {name}. Recording on, one BLAS thread, processor time of a step,",
        f"{rounds} rounds in turns. The ratio is the median of all rounds; beside it their quartiles. To reach:",
        f"at most this over {BASE}. Written by `python benchmarks/step_of_two_checkouts.py`.",
        "",
        versions("numpy"),
        "",
        "| | here | there | ratio | quartiles | to reach |",
        "|---|---:|---:|---:|---:|---:|",
        *rows,
    ]


def main() -> None:
    """Measure this checkout and another, and write the table."""
    parser = arguments_of(__doc__, ROUNDS)
    parser.add_argument(
        "other", nargs="?", default=BASE, help="a commit, or a folder with mlcourse/"
    )
    parser.add_argument("--works", nargs="+", choices=list(NAMES), default=list(NAMES))
    arguments = parser.parse_args()
    if arguments.work_off:
        work_off(train)
        return
    write_page(__file__, page(arguments.other, arguments.works, arguments.rounds))


if __name__ == "__main__":
    main()
