"""What the microscope shows: a reader of ten digits, fine-tuned in six ways to tell whether a digit has a loop."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from mlcourse.base.errors import Array
from mlcourse.data.datasets import digits
from mlcourse.run.fine_tuning import LayerMovement, forgetting, layer_movement, new_head
from mlcourse.run.training import train
from mlcourse.steps.forward import forward
from mlcourse.steps.freezing import layer_rates
from mlcourse.steps.initialization import initialize
from mlcourse.steps.iteration import finish, passes
from mlcourse.steps.network import MLP
from mlcourse.steps.optimizers import Adam, AdamW
from mlcourse.steps.plan import Plan, TrainingState
from mlcourse.steps.step import Step

READER = MLP((64, 32, 16, 10))
WITH_LOOP = (0, 6, 8, 9)
LEARN, POOL = 800, 400  # images for the source task, images that may be labeled for the target task
DECAY = 0.1
STEPS = 100
MOMENTS = (0, 1, 2, 3, 4, 5, 7, 10, 14, 20, 30, 40, 55, 70, 85, 100)  # steps made


class Way(NamedTuple):
    """One way to fine-tune: what it is called, its rate, and what is said of it."""

    name: str
    rate: float
    told: str


WAYS = (
    Way("head only", 0.03, "The body is frozen: not a bit of it moves, and the old head finds all it knew."),
    Way("a rate for each layer", 0.03, "The body goes at a tenth of the head's rate: it adapts, and keeps most."),
    Way("all", 0.01, "One small rate for all: the body moves wherever the loop asks for it."),
    Way("all, large rate", 0.1, "One large rate for all: in a few steps the body is another one."),
    Way("gradient 0", 0.03, "Only the gradient is 0: AdamW's decay still moves the body, all of it alike."),
    Way("from scratch", 0.003, "Random weights: there was nothing to keep, and the old head finds nothing."),
)  # fmt: skip


@dataclass(frozen=True)
class Runs:
    """All ways, moment by moment.

    Args:
        network: body and new head.
        thetas: θ (ways, moments, P).
        movement: how far each layer is from its start (ways, moments, layers).
        target: accuracy on new images of the target task (ways, moments).
        source: accuracy of the old head on the body of that moment (ways, moments).
        before: accuracy of the source task before.
    """

    network: MLP
    thetas: Array
    movement: LayerMovement
    target: Array
    source: Array
    before: float


def tune_all(labels: int, seed: int, source: Array | None = None) -> Runs:
    """Fine-tune the reader in all ways, trained first where no θ of it is given; float32 is enough for pictures."""
    data = digits()
    x, y = (data.x / 16).astype(np.float32), data.y
    order = np.random.default_rng(0).permutation(len(y))
    learn, pool, test = np.split(order, [LEARN, LEARN + POOL])
    loop = np.isin(y, WITH_LOOP).astype(int)
    if source is None:
        source = _read(x[learn], y[learn])
    halves = [pool[loop[pool] == has][: labels // 2] for has in (0, 1)]
    chosen = np.concatenate(halves)
    network, thetas = _fine_tuned(source, x[chosen], loop[chosen], seed)
    said = forward(network, thetas, x[test]).output.argmax(axis=-1)
    lost = forgetting(READER, source, thetas, x[test], y[test])
    return Runs(
        network,
        thetas,
        layer_movement(network, thetas[:, :1], thetas),
        np.asarray((said == loop[test]).mean(axis=-1)),
        np.asarray(lost.accuracy_after),
        float(np.asarray(lost.accuracy_before)),
    )


def _read(x: Array, y: Array) -> Array:
    """Return θ of a reader that has learned these digits."""
    options: dict[str, Any] = {"seed": 1, "dtype": np.float32, "progress": False}
    return train(READER, (x, y), optimizer=Adam(0.005), batch_size=64, epochs=40, **options).theta


def _fine_tuned(theta: Array, x: Array, y: Array, seed: int) -> tuple[MLP, Array]:
    """Return the network with its new head, and θ of all ways and moments (ways, moments, P)."""
    head = new_head(READER, theta, outputs=2, seed=seed)
    network, count = head.network, len(WAYS)
    starts = np.stack([head.theta] * count)
    starts[-1] = initialize(network, "he_normal", seed, np.float32)
    frozen = np.zeros((count, network.size), dtype=bool)
    frozen[0] = head.body
    factors = np.ones((count, network.size))
    factors[1] = layer_rates(network, (0.1, 0.1, 1.0))
    decay = [DECAY if way.name == "gradient 0" else 0.0 for way in WAYS]
    plan = Plan(
        network, x, y, "categorical_cross_entropy",
        AdamW(tuple(way.rate for way in WAYS), weight_decay=tuple(decay)),  # type: ignore[arg-type]
        len(x), shuffle=False, frozen=frozen, rate_factors=factors,
    )  # fmt: skip
    held = np.zeros_like(frozen)
    held[4] = head.body
    state, kept = plan.start(starts), [starts]
    for step in range(1, STEPS + 1):
        state = _without_gradient(plan, state, held).after
        if step in MOMENTS:
            kept.append(state.theta)
    return network, np.stack(kept, axis=1)


def _without_gradient(plan: Plan, state: TrainingState, held: Array) -> Step:
    """Make a step in which a gradient is 0 where it is held, and everything else happens as always."""
    passed = passes(plan, state)
    passed = passed._replace(gradient=np.where(held, np.float32(0), passed.gradient))
    return finish(plan, state, passed, plan.update(passed.gradient, state))
