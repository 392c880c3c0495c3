"""What the tape of a run takes: memory, a file, and the time to wind it to any step.

    python benchmarks/tape.py               writes benchmarks/tape.md; the million steps take minutes

Each run has a process of its own. Its peak memory is what the operating system says, less that of a process that
only imports mlcourse and makes the same data. Seeks go to random steps in random order, so that hardly one begins
where another ended; at worst a seek repeats all steps from one key frame to the next.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

import mlcourse as ml

SEEKS = 30


class Work(NamedTuple):
    """A network, its data and how many steps it is trained."""

    sizes: tuple[int, ...]
    examples: int
    batch_size: int
    dtype: str
    steps: int

    @property
    def name(self) -> str:
        """Layer sizes and steps."""
        return f"{'-'.join(map(str, self.sizes))}, {self.steps:,} steps"


TOY = Work((2, 16, 16, 3), 300, 32, "float64", 1000)
WORKS = (
    TOY,
    TOY._replace(steps=10_000),
    TOY._replace(steps=100_000),
    TOY._replace(steps=1_000_000),
    Work((784, 256, 128, 10), 12_800, 128, "float32", 2000),
)


def make_data(work: Work) -> tuple[Any, Any]:
    """Return spirals, or blobs of MNIST's size."""
    if work.sizes[0] == 2:
        data = ml.spirals(work.examples, classes=3, seed=1)
        return data.x, data.y
    rng = np.random.default_rng(1)
    y = rng.integers(0, 10, work.examples)
    centers = rng.standard_normal((10, work.sizes[0]), np.float32)
    return centers[y] + rng.standard_normal((work.examples, work.sizes[0]), np.float32), y


def peak() -> int:
    """Return the most memory in bytes that this process ever had."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def measure(work: Work, train: bool) -> dict[str, float]:
    """Train, save and seek; or with ``train=False`` only make the data."""
    data = make_data(work)
    if not train:
        return {"peak": peak()}
    epochs = work.steps // -(-work.examples // work.batch_size)
    begin = time.perf_counter()
    history = ml.train(
        ml.MLP(work.sizes),
        data,
        batch_size=work.batch_size,
        epochs=epochs,
        dtype=work.dtype,
        progress=False,
    )
    seconds = time.perf_counter() - begin
    found = {"peak": peak(), "step": seconds / history.steps, "steps": history.steps}
    with tempfile.TemporaryDirectory() as folder:
        saved = ml.save_history(history, Path(folder) / "run.npz")
    seeks = []
    for step in np.random.default_rng(1).integers(0, history.steps, SEEKS):
        begin = time.perf_counter()
        history.at(int(step))
        seeks.append(time.perf_counter() - begin)
    return {
        **found,
        "file": saved.bytes,
        "frames": history.key_frames,
        "frame_bytes": saved.key_frame_bytes,
        "interval": int(max(np.diff((*history.key_frame_steps, history.steps)))),
        "median": float(np.median(seeks)),
        "worst": max(seeks),
    }


def in_own_process(work: Work, train: bool) -> dict[str, float]:
    """Measure in a fresh process with one thread."""
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    environment = {**os.environ, **dict.fromkeys(names, "1")}
    command = [sys.executable, __file__, "--measure", str(WORKS.index(work))]
    command += [] if train else ["--baseline"]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(done.stdout)


def row(work: Work) -> str:
    """Measure a work and return its row of the table."""
    print(work.name, file=sys.stderr)
    baseline, found = in_own_process(work, False)["peak"], in_own_process(work, True)
    bound = found["interval"] * found["step"]
    return (
        f"| {work.name} | {found['step'] * 1e6:.0f} µs | {(found['peak'] - baseline) / 1e6:.0f} MB "
        f"| {found['frames']:,.0f}: {found['frame_bytes'] / 1e6:.1f} MB | {found['file'] / 1e6:.1f} MB "
        f"| {found['median'] * 1e3:.1f} ms | {found['worst'] * 1e3:.1f} ms "
        f"| {found['interval']:,.0f} steps: {bound * 1e3:.1f} ms |"
    )


def page() -> str:
    """Return all of it as a page of Markdown."""
    return "\n".join(
        [
            "# The tape",
            "",
            "What `train` records with its default budget of 64 MB for key frames, one process a run, one thread.",
            "Peak memory is above that of a process that only imports mlcourse and makes the data. Beside the key",
            "frames it holds the curves, 32 bytes a step with float64 and 28 with float32, which are there twice for",
            "a moment when the run ends. The file holds the data too.",
            "",
            f"Seeks: {SEEKS} random steps in random order, each shown whole. At worst a seek repeats every step from",
            "one key frame to the next: the last column, their number times the time of a step. Written by",
            "`python benchmarks/tape.py`.",
            "",
            f"Python {platform.python_version()}, numpy {np.__version__}; "
            f"{platform.machine()}, {os.cpu_count()} cores.",
            "",
            "| run | a step, recorded | peak memory | key frames | file | median seek | worst seen | at worst |",
            "|---|---:|---:|---:|---:|---:|---:|---:|",
            *map(row, WORKS),
            "",
        ]
    )


def main() -> None:
    """Measure and write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--measure", type=int, help="print one run's figures as JSON")
    parser.add_argument("--baseline", action="store_true", help="only import and make the data")
    arguments = parser.parse_args()
    if arguments.measure is not None:
        print(json.dumps(measure(WORKS[arguments.measure], not arguments.baseline)))
        return
    text = page()
    Path(__file__).with_suffix(".md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
