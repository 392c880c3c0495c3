"""What the stopping lab shows: networks of five sizes, each trained on four amounts of the same data."""

from dataclasses import dataclass, replace

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.data.datasets import Dataset, moons
from mlcourse.steps.forward import forward
from mlcourse.steps.initialization import initialize
from mlcourse.steps.iteration import train_step
from mlcourse.steps.losses import binary_surprise
from mlcourse.steps.network import MLP
from mlcourse.steps.optimizers import Adam
from mlcourse.steps.plan import Plan
from mlcourse.widgets.kit.regions import class_codes

UNITS = (1, 2, 4, 8, 32)
EXAMPLES = (20, 40, 80, 160)
HELD_OUT = 300  # validation examples, the same for all
NOISE, RATE = 0.3, 0.1
EPOCHS, EVERY = 100, 4  # a moment is kept every so many epochs
GRID = 32  # cells along each side of the decision regions
MOMENTS = tuple(range(0, EPOCHS + 1, EVERY))


@dataclass(frozen=True)
class Runs:
    """All runs, counted by hidden units and then by examples, and what became of them.

    Args:
        training: loss of the training part at each moment (runs, moments).
        validation: loss of the validation part (runs, moments).
        regions: codes of the decision regions (runs, moments, cells).
        bounds: of the regions: left, right, bottom, top.
        data: the training examples, of which each run takes the first so many.
    """

    training: Array
    validation: Array
    regions: Array
    bounds: tuple[float, float, float, float]
    data: Dataset


def place(units: int, examples: int) -> int:
    """Return which run has so many hidden units and training examples."""
    return UNITS.index(units) * len(EXAMPLES) + EXAMPLES.index(examples)


def network(units: int) -> MLP:
    """Return the network with so many hidden units."""
    return MLP((2, units, 1), activation="tanh", output="sigmoid")


def parts(seed: int) -> tuple[Dataset, Dataset]:
    """Return the training part, with the largest number of examples, and the validation part."""
    drawn, most = moons(EXAMPLES[-1] + HELD_OUT, noise=NOISE, seed=seed), EXAMPLES[-1]
    return (
        replace(drawn, x=drawn.x[:most], y=drawn.y[:most]),
        replace(drawn, x=drawn.x[most:], y=drawn.y[most:]),
    )


def train_all(seed: int) -> Runs:
    """Train every size on every amount of data; float32 is enough for pictures."""
    training, validation = parts(seed)
    low, high = training.x.min(axis=0) - 0.3, training.x.max(axis=0) + 0.3
    bounds = (float(low[0]), float(high[0]), float(low[1]), float(high[1]))
    cells, start = _cells(bounds), _start(seed)
    losses, held_out, regions = [], [], []
    for count in EXAMPLES:
        x, y = training.x[:count].astype(np.float32), training.y[:count]
        moments = _moments(start, x, y)
        losses.append(loss(moments, x, y))
        held_out.append(loss(moments, validation.x.astype(np.float32), validation.y))
        regions.append(_codes(moments, cells))
    return Runs(_by_units(losses), _by_units(held_out), _by_units(regions), bounds, training)


def _by_units(of_each: list[Array]) -> Array:
    """Return (runs, moments, …) from an array (moments, units, …) for each amount of data."""
    together = np.stack(of_each)  # (examples, moments, units, …)
    return np.moveaxis(together, 2, 0).reshape(-1, len(MOMENTS), *together.shape[3:])


def _start(seed: int) -> Array:
    """Return the start of each size, as one row of the widest network's θ.

    A tanh unit whose weights are all 0 puts out 0 and gets the gradient 0: it stays out (lesson 01). So a network
    with 4 units is one with 32, of which 28 are such, and all sizes are trained side by side.
    """
    widest = network(UNITS[-1])
    theta = np.zeros((len(UNITS), widest.size))
    for row, units in zip(theta, UNITS, strict=True):
        small = network(units)
        own = initialize(small, "xavier_normal", seed=seed)
        for name in ("W0", "W1"):
            weights = small.layout.view(own, name)
            fan_in, fan_out = weights.shape
            widest.layout.view(row, name)[:fan_in, :fan_out] = weights
    return theta.astype(np.float32)


def _moments(theta: Array, x: Array, y: Array) -> Array:
    """Return θ at each moment, (moments, units, P): an epoch is one step over all examples."""
    plan = Plan(network(UNITS[-1]), x, y, "binary_cross_entropy", Adam(RATE), len(x), shuffle=False)
    state = plan.start(theta)
    kept = [state.theta]
    for epoch in range(1, EPOCHS + 1):
        state = train_step(plan, state).after
        if epoch % EVERY == 0:
            kept.append(state.theta)
    return np.stack(kept)


def loss(theta: Array, x: Array, y: Array) -> Array:
    """Return the binary cross-entropy of each network (…, P)."""
    logits = forward(network(UNITS[-1]), theta, x).logits
    return np.asarray(binary_surprise(logits, y[:, None].astype(logits.dtype)).value)


def _cells(bounds: tuple[float, float, float, float]) -> Array:
    """Return the middles of the grid's cells, from the top left, row by row."""
    steps = (np.arange(GRID) + 0.5) / GRID
    left, right, bottom, top = bounds
    across, down = left + (right - left) * steps, top - (top - bottom) * steps
    return np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2).astype(np.float32)


def _codes(moments: Array, cells: Array) -> Array:
    """Return the codes of the decision regions (moments, units, cells)."""
    outputs = (
        forward(network(units), _without_idle(moments[:, i], units), cells).output
        for i, units in enumerate(UNITS)
    )
    return np.stack([class_codes(output, 2) for output in outputs], axis=1)


def _without_idle(theta: Array, units: int) -> Array:
    """Return θ (…, P) of a network with so many units, without those that stay out of the widest one."""
    wide = network(UNITS[-1]).layout
    W0, b0, W1, b1 = (wide.view(theta, name) for name in ("W0", "b0", "W1", "b1"))
    used = (W0[..., :units], b0[..., :units], W1[..., :units, :], b1)
    return np.concatenate([each.reshape(*theta.shape[:-1], -1) for each in used], axis=-1)
