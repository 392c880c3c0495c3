"""How long a training step takes, beside what a user would pick instead.

    python benchmarks/training_speed.py            writes benchmarks/training_speed.md

Every contestant trains the same network on the same data with the same Adam. They take turns in one process,
round after round, so that a machine that slows down slows all of them; what counts is the ratio of medians.
A peer that is not installed is left out and said (``pip install -e '.[peers]'`` installs them).
One process for each number of threads, since numerical libraries read it when they are loaded.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

ROUNDS = 9
REFERENCE = "PyTorch eager"
BOUNDS = {"2-16-16-3": 0.27, "64-64-32-10": 0.36, "784-256-128-10": 1.0}


class Work(NamedTuple):
    """A network, its data and how long a contestant trains in one round."""

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
        """The steps of one round."""
        return -(-self.examples // self.batch_size) * self.epochs


WORKS = (
    Work((2, 16, 16, 3), 300, 32, "float64", 100),
    Work((64, 64, 32, 10), 1437, 64, "float64", 30),
    Work((784, 256, 128, 10), 12_800, 128, "float32", 3),
)


def make_data(work: Work) -> tuple[Any, Any]:
    """Return the examples of a work: spirals, digits, or blobs of MNIST's size."""
    import numpy as np

    import mlcourse as ml

    if work.examples == 300:
        data = ml.spirals(300, classes=3, seed=1)
        return data.x, data.y
    if work.examples == 1437:
        x, y = ml.digits().x[:1437], ml.digits().y[:1437]
        return ml.Standardizer.fit(x).apply(x), y
    rng = np.random.default_rng(1)
    y = rng.integers(0, 10, work.examples)
    centers = rng.standard_normal((10, work.sizes[0]))
    return (centers[y] + rng.standard_normal((work.examples, work.sizes[0]))).astype(work.dtype), y


def mlcourse_runner(work: Work, x: Any, y: Any, budget: int) -> Callable[[], None]:
    """Train with ``train``; a budget of 0 bytes records no key frames."""
    import mlcourse as ml

    network = ml.MLP(work.sizes)

    def run() -> None:
        ml.train(
            network,
            (x, y),
            optimizer=ml.Adam(0.001),
            batch_size=work.batch_size,
            epochs=work.epochs,
            dtype=work.dtype,
            key_frame_budget=budget,
            progress=False,
        )

    return run


def step_runner(work: Work, x: Any, y: Any) -> Callable[[], None]:
    """Repeat ``train_step`` and record nothing at all."""
    import numpy as np

    import mlcourse as ml

    network = ml.MLP(work.sizes)
    plan = ml.Plan(network, x, y, "categorical_cross_entropy", ml.Adam(0.001), work.batch_size)

    def run() -> None:
        state = plan.start(ml.initialize(network, dtype=work.dtype))
        with np.errstate(all="ignore"):
            for _ in range(work.steps):
                state = ml.train_step(plan, state).after

    return run


def torch_runner(work: Work, x: Any, y: Any, fused: bool) -> Callable[[], None]:
    """Train with PyTorch in eager mode, the loop of its tutorials."""
    import torch

    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    dtype = getattr(torch, work.dtype)
    inputs, targets = torch.tensor(x, dtype=dtype), torch.tensor(y)

    def run() -> None:
        torch.manual_seed(1)
        layers: list[Any] = []
        for fan_in, fan_out in zip(work.sizes, work.sizes[1:], strict=False):
            layers += [torch.nn.Linear(fan_in, fan_out, dtype=dtype), torch.nn.ReLU()]
        model = torch.nn.Sequential(*layers[:-1])
        optimizer = torch.optim.Adam(model.parameters(), lr=0.001, fused=fused)
        criterion = torch.nn.CrossEntropyLoss()
        for _ in range(work.epochs):
            for rows in torch.randperm(work.examples).split(work.batch_size):
                optimizer.zero_grad()
                loss = criterion(model(inputs[rows]), targets[rows])
                loss.backward()
                optimizer.step()

    return run


def sklearn_runner(work: Work, x: Any, y: Any) -> Callable[[], None]:
    """Train scikit-learn's MLPClassifier for the same number of epochs."""
    import warnings

    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    warnings.simplefilter("ignore", ConvergenceWarning)

    def run() -> None:
        MLPClassifier(
            work.sizes[1:-1],
            alpha=0,
            batch_size=work.batch_size,
            max_iter=work.epochs,
            tol=0,
            n_iter_no_change=10**6,
        ).fit(x, y)

    return run


def jax_runner(work: Work, x: Any, y: Any) -> Callable[[], None]:
    """Train with JAX, an epoch compiled into one scan: the floor."""
    import jax
    import jax.numpy as jnp
    import numpy as np

    jax.config.update("jax_enable_x64", True)
    full = work.examples // work.batch_size * work.batch_size
    inputs, targets = jnp.asarray(x, work.dtype), jnp.asarray(y)

    def loss_of(theta: Any, xs: Any, ys: Any) -> Any:
        for W, b in theta[:-1]:
            xs = jax.nn.relu(xs @ W + b)
        logits = xs @ theta[-1][0] + theta[-1][1]
        return -jnp.take_along_axis(jax.nn.log_softmax(logits), ys[:, None], 1).mean()

    def step(carry: Any, rows: Any) -> Any:
        theta, m, v, t = carry
        value, g = jax.value_and_grad(loss_of)(theta, inputs[rows], targets[rows])
        t = t + 1
        m = jax.tree.map(lambda a, b: 0.9 * a + 0.1 * b, m, g)
        v = jax.tree.map(lambda a, b: 0.999 * a + 0.001 * b * b, v, g)
        c1, c2 = 1 - 0.9**t, 1 - 0.999**t
        change = jax.tree.map(lambda a, b: 0.001 * (a / c1) / (jnp.sqrt(b / c2) + 1e-8), m, v)
        theta = jax.tree.map(lambda a, b: (a - b).astype(work.dtype), theta, change)
        cast = lambda tree: jax.tree.map(lambda a: a.astype(work.dtype), tree)  # noqa: E731
        return (theta, cast(m), cast(v), t), value

    epoch = jax.jit(lambda carry, order: jax.lax.scan(step, carry, order))
    rng = np.random.default_rng(1)
    theta = [
        (jnp.asarray(rng.normal(0, np.sqrt(2 / i), (i, o)), work.dtype), jnp.zeros(o, work.dtype))
        for i, o in zip(work.sizes, work.sizes[1:], strict=False)
    ]
    zeros = jax.tree.map(jnp.zeros_like, theta)

    def run() -> None:
        carry = (theta, zeros, zeros, 0.0)
        for _ in range(work.epochs):
            order = rng.permutation(work.examples)[:full].reshape(-1, work.batch_size)
            carry, _ = epoch(carry, order)
        jax.block_until_ready(carry)

    return run


def contestants(work: Work) -> dict[str, Callable[[], None]]:
    """Return what is installed, by name."""
    x, y = make_data(work)
    makers: dict[str, tuple[str, Callable[[], Callable[[], None]]]] = {
        "mlcourse, recording": ("mlcourse", lambda: mlcourse_runner(work, x, y, 64_000_000)),
        "mlcourse, no key frames": ("mlcourse", lambda: mlcourse_runner(work, x, y, 0)),
        "mlcourse, train_step alone": ("mlcourse", lambda: step_runner(work, x, y)),
        REFERENCE: ("torch", lambda: torch_runner(work, x, y, False)),
        "PyTorch eager, fused Adam": ("torch", lambda: torch_runner(work, x, y, True)),
        "scikit-learn": ("sklearn", lambda: sklearn_runner(work, x, y)),
        "JAX, compiled epoch": ("jax", lambda: jax_runner(work, x, y)),
    }
    found = {}
    for name, (module, make) in makers.items():
        try:
            __import__(module)
        except ImportError:
            print(f"{name}: {module} is not installed, left out", file=sys.stderr)
            continue
        found[name] = make()
    return found


def measure(rounds: int) -> dict[str, dict[str, float]]:
    """Return the median seconds a step for each work and contestant, in turns."""
    results = {}
    for work in WORKS:
        runners = contestants(work)
        for run in runners.values():
            run()  # warm-up: compilation, caches
        times: dict[str, list[float]] = {name: [] for name in runners}
        for _ in range(rounds):
            for name, run in runners.items():
                start = time.perf_counter()
                run()
                times[name].append((time.perf_counter() - start) / work.steps)
        results[work.name] = {name: sorted(t)[len(t) // 2] for name, t in times.items()}
    return results


def in_own_process(threads: int, rounds: int) -> dict[str, dict[str, float]]:
    """Measure in a process whose numerical libraries use so many threads."""
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    environment = {**os.environ, **dict.fromkeys(names, str(threads))}
    if threads == 1:
        environment["XLA_FLAGS"] = (
            "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
        )
    command = [sys.executable, __file__, "--measure", "--rounds", str(rounds)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(done.stdout)


def table(threads: int, results: dict[str, dict[str, float]]) -> str:
    """Return one number of threads as a Markdown table."""
    lines = [f"## {threads} thread{'s' * (threads > 1)}", ""]
    lines += ["| | " + " | ".join(results) + " |", "|---|" + "---:|" * len(results)]
    for name in next(iter(results.values())):
        cells = []
        for work in results.values():
            ratio = f" ({work[name] / work[REFERENCE]:.2f})" if REFERENCE in work else ""
            cells.append(f"{work[name] * 1e6:.0f} µs{ratio}")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    if threads == 1:
        lines.append(
            "| *to reach, recording* | "
            + " | ".join(f"≤ {BOUNDS[name]}" for name in results)
            + " |"
        )
    return "\n".join(lines)


def versions() -> str:
    """Return what was measured, with which versions, on what."""
    found = []
    for name in ("numpy", "torch", "scikit-learn", "jax"):
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            found.append(f"{name} not installed")
    return f"Python {platform.python_version()}, {', '.join(found)}; {platform.machine()}, {os.cpu_count()} cores."


def main() -> None:
    """Measure with one thread, then with two, and write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--rounds", type=int, default=ROUNDS, help="rounds in which all take turns (at least 7)"
    )
    parser.add_argument(
        "--measure", action="store_true", help="print one process's figures as JSON"
    )
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(measure(arguments.rounds)))
        return
    parts = [
        "# Training speed",
        "",
        "Median time of one training step; in parentheses over PyTorch eager in the",
    ]
    parts += [f"same process. {arguments.rounds} rounds in turns."]
    parts += ["Written by `python benchmarks/training_speed.py`.", ""]
    parts += [versions(), ""]
    for threads in (1, 2):
        parts += [table(threads, in_own_process(threads, arguments.rounds)), ""]
    target = Path(__file__).with_suffix(".md")
    target.write_text("\n".join(parts), encoding="utf-8")
    print(target.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
