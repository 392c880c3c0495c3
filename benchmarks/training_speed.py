"""How long a training step takes, over the same numpy calls alone and over what a user would pick instead.

    python benchmarks/training_speed.py            writes benchmarks/training_speed.md

Every contestant trains the same network on the same data with the same Adam. First of them is a bare loop over the
numpy calls that a step of ours makes (``bare_loop.py``): our ratio over it says what looking into every step costs,
and differs less between machines than that over another library. That it trains the same is checked: θ after an
epoch is ours.

All take turns in one process, with one BLAS thread and on one core where the system can hold a process to one (JAX
takes no other word for it). What is measured is processor time; what counts is the median of the ratios of two turns
in the same round. A peer that is not installed is left out and said (``pip install -e '.[peers]'`` installs them).
"""

import json
import os
import statistics
import sys
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from common import (
    WORKS,
    Work,
    arguments_of,
    in_own_process,
    in_turns,
    make_data,
    ratios,
    versions,
    write_page,
)

ROUNDS = 15
OURS, BARE = "mlcourse, recording", "the same numpy calls, no records"
BOUNDS = (2.1, 1.5, 1.15)  # of ours over the bare loop, for each work
PEERS = (BARE, "scikit-learn", "PyTorch eager", "PyTorch eager, fused Adam", "JAX, compiled epoch")


def mlcourse_runner(work: Work, x: Any, y: Any, budget: int) -> Callable[[], Any]:
    """Train with ``train``; a budget of 0 bytes records no key frames."""
    import mlcourse as ml

    network = ml.MLP(work.sizes)

    def run(epochs: int = work.epochs) -> Any:
        return ml.train(
            network,
            (x, y),
            optimizer=ml.Adam(0.001),
            batch_size=work.batch_size,
            epochs=epochs,
            dtype=work.dtype,
            key_frame_budget=budget,
            progress=False,
        ).theta

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


def bare_runner(work: Work, x: Any, y: Any) -> Callable[[], Any]:
    """Make the numpy calls of our training steps, from the same θ on."""
    from bare_loop import train_bare

    import mlcourse as ml

    start = ml.initialize(ml.MLP(work.sizes), dtype=work.dtype)

    def run(epochs: int = work.epochs) -> Any:
        return train_bare(work.sizes, x, y, work.batch_size, epochs, start)

    return run


def check_bare(work: Work, x: Any, y: Any) -> bool:
    """Stop where the bare loop does not train as we do; return whether θ is the same bit for bit."""
    import numpy as np

    epochs = min(work.epochs, 3)
    ours, bare = (run(epochs) for run in (mlcourse_runner(work, x, y, 0), bare_runner(work, x, y)))
    apart = np.linalg.norm(ours - bare) / np.linalg.norm(ours)
    if not apart < 1e4 * np.finfo(work.dtype).eps:
        raise SystemExit(
            f"{work.name}: the bare loop no longer makes the calls of a step of ours; after an epoch θ "
            f"is {apart:.1e} apart, relatively. See mlcourse/steps, and change bare_loop.py."
        )
    return bool(np.array_equal(ours, bare))


def torch_runner(work: Work, x: Any, y: Any, fused: bool) -> Callable[[], None]:
    """Train with PyTorch in eager mode, the loop of its tutorials."""
    import torch

    torch.set_num_threads(1)
    dtype = getattr(torch, work.dtype)
    inputs, targets = torch.tensor(x, dtype=dtype), torch.tensor(y)

    def run() -> None:
        torch.manual_seed(1)
        layers: list[Any] = []
        for fan_in, fan_out in pairwise(work.sizes):
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
        for i, o in pairwise(work.sizes)
    ]
    zeros = jax.tree.map(jnp.zeros_like, theta)

    def run() -> None:
        carry = (theta, zeros, zeros, 0.0)
        for _ in range(work.epochs):
            order = rng.permutation(work.examples)[:full].reshape(-1, work.batch_size)
            carry, _ = epoch(carry, order)
        jax.block_until_ready(carry)

    return run


def contestants(work: Work, x: Any, y: Any) -> dict[str, Callable[[], Any]]:
    """Return what is installed, by name."""
    _, sklearn, torch, fused, jax = PEERS
    makers: dict[str, tuple[str, Callable[[], Callable[[], Any]]]] = {
        OURS: ("mlcourse", lambda: mlcourse_runner(work, x, y, 64_000_000)),
        "mlcourse, no key frames": ("mlcourse", lambda: mlcourse_runner(work, x, y, 0)),
        "mlcourse, train_step alone": ("mlcourse", lambda: step_runner(work, x, y)),
        BARE: ("numpy", lambda: bare_runner(work, x, y)),
        sklearn: ("sklearn", lambda: sklearn_runner(work, x, y)),
        torch: ("torch", lambda: torch_runner(work, x, y, False)),
        fused: ("torch", lambda: torch_runner(work, x, y, True)),
        jax: ("jax", lambda: jax_runner(work, x, y)),
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


def measure(rounds: int) -> dict[str, Any]:
    """Return for each work whether the bare loop is ours bit for bit, and the seconds of a step in every round."""
    found = {}
    for work in WORKS:
        x, y = make_data(work)
        same = check_bare(work, x, y)
        taken = in_turns(contestants(work, x, y), rounds)
        seconds = {name: [t / work.steps for t in times] for name, times in taken.items()}
        found[work.name] = {"same bits": same, "seconds": seconds}
    return found


def ratio_rows(found: dict[str, Any]) -> list[str]:
    """Return ours over each peer as lines of Markdown."""
    rows = []
    for peer in PEERS:
        cells = []
        for measured, bound in zip(found.values(), BOUNDS, strict=True):
            seconds = measured["seconds"]
            if peer not in seconds:
                cells.append("not installed")
                continue
            low, middle, high = ratios(seconds[OURS], seconds[peer])
            cell = f"{middle:.2f}"
            cells.append(
                f"**{cell}** ({low:.2f} to {high:.2f}; ≤ {bound})" if peer == BARE else cell
            )
        rows.append(f"| {peer} | {' | '.join(cells)} |")
    return rows


def time_rows(found: dict[str, Any]) -> list[str]:
    """Return the median time of every contestant as lines of Markdown."""
    seconds = [measured["seconds"] for measured in found.values()]
    return [
        f"| {name} | "
        + " | ".join(f"{statistics.median(s[name]) * 1e6:.0f} µs" for s in seconds)
        + " |"
        for name in seconds[0]
    ]


def page(found: dict[str, Any], rounds: int) -> list[str]:
    """Return both tables as lines of Markdown."""
    same = [work for work, measured in found.items() if measured["same bits"]]
    head = ["| | " + " | ".join(found) + " |", "|---|" + "---:|" * len(found)]
    return [
        "# Training speed",
        "",
        f"Processor time of one training step, one BLAS thread, {rounds} rounds in turns. The bare loop makes our θ;",
        f"bit for bit: {', '.join(same) or 'none'}. Written by `python benchmarks/training_speed.py`.",
        "",
        versions("numpy", "scikit-learn", "torch", "jax"),
        "",
        "## Ours, recording, over …",
        "",
        "Medians of the ratios of each round; for the first, in parentheses, the quartiles and the bound to reach.",
        "",
        *head,
        *ratio_rows(found),
        "",
        "## A step takes",
        "",
        *head,
        *time_rows(found),
    ]


def main() -> None:
    """Measure and write the table."""
    arguments = arguments_of(__doc__, ROUNDS).parse_args()
    if arguments.measure:
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
        print(json.dumps(measure(arguments.rounds)))
        return
    found = in_own_process(__file__, "--rounds", str(arguments.rounds))
    write_page(__file__, page(found, arguments.rounds))


if __name__ == "__main__":
    main()
